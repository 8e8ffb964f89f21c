"""The board of themes: codes as cards under themes and candidates, a parking place, and the extracts of one of them.

Every move has a reason and a phase, and is a change to the codebook like any other.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook
from reviewkit.actions.codebook import Noted
from reviewkit.actions.readings import units_of
from reviewkit.actions.undo import name_of_change
from reviewkit.blind import codings_shown
from reviewkit.codebook_changes import Change
from reviewkit.codebook_lists import BookLists, CodeCounts, extracts, lists, text_of
from reviewkit.coding import CodedQuote, parked_codes
from reviewkit.gc_pause import gc_paused
from reviewkit.model import Codebook
from reviewkit.page.asked import Address, Answer, Asked, GoTo, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.render.tables.quotes import place_of
from reviewkit.words import RELATIONS

ADDRESS = "/themes"
NO_THEME, PARKED = "none", "parked"  # places on the board that are no themes
PHASES = (3, 4)
SHOWN = 100  # extracts; who wants all of them asks for them
REASONS = 8  # of the last changes, offered to be chosen again


@dataclass(frozen=True, slots=True)
class Card:
    """A code on the board; `below` is the code above it, where that is not the theme itself."""

    id: str
    label: str
    use: CodeCounts
    below: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A place on the board: a theme, the codes without one, or the parking place. `place` is what a form calls it."""

    place: str
    label: str
    cards: tuple[Card, ...]
    use: CodeCounts | None = None

    @property
    def is_candidate(self) -> bool:
        """Whether it is a theme that the team has not agreed on yet."""
        return self.use is not None and self.use.code.status == "candidate"


@dataclass(frozen=True, slots=True)
class Extract:
    """A coded quote with its place in the report, as it is read beside the board."""

    quote: CodedQuote
    code: str
    place: str


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The board, and the extracts of the theme or code that was chosen."""
    books = sitting.review.facts.codebooks
    if not books:
        return Show("themes.html", {"book": None})
    with gc_paused():
        return Show("themes.html", _values(sitting, asked, _book(books, asked)))


def _book(books: tuple[Codebook, ...], asked: Asked) -> Codebook:
    """The codebook that was asked for, or the first."""
    wanted = asked.wanted("book") or asked.text("book")
    return next((one for one in books if one.name == wanted), books[0])


def _values(sitting: Sitting, asked: Asked, book: Codebook) -> dict[str, Any]:
    review, language = sitting.review, sitting.words.language
    found = lists(book, codings_shown(review, sitting.who), review.included_studies)
    columns = columns_of(found, sitting)
    wanted = asked.wanted("theme") or asked.text("theme")
    chosen = next((code for code in book.codes if code.id == wanted and code.status != "retired"), None)
    return {
        "book": book,
        "books": review.facts.codebooks,
        "columns": columns,
        "places": [(column.place, column.label) for column in columns],
        "chosen": chosen,
        "phases": PHASES,
        "reasons": _last_reasons(sitting, book),
        "address_of": lambda **query: address_of(book.name, **query),
        "concept": text_of(book, chosen.id, "central_concept") if chosen else "",
        "is_theme": chosen is not None and chosen.kind == "theme",
        **(_extracts(sitting, asked, book, chosen.id) if chosen else {}),
        "language_of_label": language if chosen and language in chosen.labels else book.language,
    }


def columns_of(found: BookLists, sitting: Sitting) -> tuple[Column, ...]:
    """The places of the board: codes without a theme first, then the themes in their order, then what is parked."""
    words, book = sitting.words, found.book
    parked = parked_codes(book)
    themes = [use for use in found.themes if use.code.kind == "theme"]
    places: dict[str, list[Card]] = {NO_THEME: [], **{f"theme:{one.code.id}": [] for one in themes}, PARKED: []}
    labels = {code.id: code.label(words.language) for code in book.codes}
    for use in found.uses.values():
        if use.code.kind == "theme" and use.code.id not in parked:
            continue
        theme = f"theme:{found.theme_of.get(use.code.id, '')}"
        place = PARKED if use.code.id in parked else theme if theme in places else NO_THEME
        above = use.code.parent if f"theme:{use.code.parent}" != place else ""
        places[place].append(Card(use.code.id, labels[use.code.id], use, labels.get(above, "")))
    named = {NO_THEME: words.text("page.themes.no_theme"), PARKED: words.text("page.themes.parked")}
    of_theme = {f"theme:{one.code.id}": one for one in themes}
    return tuple(
        Column(
            place,
            named.get(place) or of_theme[place].code.label(words.language),
            tuple(cards),
            of_theme.get(place),
        )
        for place, cards in places.items()
    )


def _extracts(sitting: Sitting, asked: Asked, book: Codebook, theme: str) -> dict[str, Any]:
    """The quotes of a theme or code, those that contradict first; only some of them where a filter says so."""
    review, words = sitting.review, sitting.words
    relation, study, code = (asked.wanted(name) for name in ("relation", "study", "code"))
    found = extracts(book, codings_shown(review, sitting.who), review.included_studies, theme)
    fitting = [
        one
        for one in found
        if relation in ("", one.relation) and study in ("", one.study.key) and code in ("", one.code.id)
    ]
    shown = fitting if asked.wanted("all") else fitting[:SHOWN]
    units = units_of(review.facts.texts)
    return {
        "extracts": [
            Extract(
                one, one.code.label(words.language), place_of(one.segment.page, one.segment.found, units, words)
            )
            for one in shown
        ],
        "fitting": len(fitting),
        "found": len(found),
        "relations": RELATIONS,
        "filter": {"relation": relation, "study": study, "code": code},
        "studies": list({one.study.key: one.study for one in found}.values()),
        "codes": list({one.code.id: one.code for one in found}.values()),
    }


def _last_reasons(sitting: Sitting, book: Codebook) -> list[str]:
    """The reasons that were given last, each once: several codes are often moved for one reason."""
    acts = reversed([one for one in sitting.review.facts.codebook_acts if one.book == book.name and one.why])
    return list(dict.fromkeys(one.why for one in acts))[:REASONS]


def address_of(book: str, **query: str) -> str:
    """The address of the board, or of one theme or code on it with its extracts."""
    asked = {name: value for name, value in query.items() if value}
    return f"{ADDRESS}?{urlencode({'book': book, **asked})}{'#extracts' if 'theme' in asked else ''}"


# --- changes ----------------------------------------------------------------------------------------------------------


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Make a candidate theme, move or park a code, name a theme, promote or retire it."""
    sitting.review.needs_a_codebook()
    book = _book(sitting.review.facts.codebooks, asked)
    do, code = asked.text("do"), asked.text("code")
    change = _change(sitting, asked, book, do, code)
    phase = asked.text("phase")
    noted = Noted(asked.text("why"), int(phase) if phase in map(str, PHASES) else 0, book.name)
    done = codebook.change(sitting.opened, sitting.who, change, noted)
    made = done.acts[-1].ids[0]
    label = next(one.label(sitting.words.language) for one in _again(sitting, book).codes if one.id == made)
    return GoTo(_back(asked, book, made, do), f"page.themes.done_{do}", {"code": label}, name_of_change(done))


def _change(sitting: Sitting, asked: Asked, book: Codebook, do: str, code: str) -> Change:
    match do:
        case "candidate":
            label = asked.text("label")
            return changes.create(
                changes.free_id(label, changes.ids_of(book)), label, "theme", {"status": "candidate"}
            )
        case "move":
            return _moved(code, asked.text("to"))
        case "name":
            return changes.rename(code, asked.text("label"), asked.text("in_language"))
        case "promote":
            return changes.promote(code)
        case "retire":
            return changes.retire(code)
    raise OddValueError("do")


def _moved(code: str, place: str) -> Change:
    if place == PARKED:
        return changes.park(code)
    kind, _, theme = place.partition(":")
    if place != NO_THEME and not (kind == "theme" and theme):
        raise OddValueError("to")
    return changes.move(code, theme)


def _again(sitting: Sitting, book: Codebook) -> Codebook:
    return next(one for one in sitting.review.facts.codebooks if one.name == book.name)


def _back(asked: Asked, book: Codebook, made: str, do: str) -> str:
    """Where to go on: to the new theme, else to what was looked at before."""
    if do == "candidate":
        return address_of(book.name, theme=made)
    theme = "" if do == "retire" else asked.text("theme")
    return address_of(book.name, theme=theme).removesuffix("#extracts")


ADDRESSES = (Address(ADDRESS, show, act),)
