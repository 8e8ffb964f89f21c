"""A manuscript from its template: text that is right, and each claim in it with wrong words for it.

In a template `{n studies}` is a number of known.py in digits, `{w ...}` in words and `{W ...}` with a capital;
`{p a b}` the percentage of a in b; `{years}`, `{year first}`, `{limits}`, `{date SOURCE}`, `{month SOURCE}`;
`{cite STUDY}` names a study in the sentence, `{citep STUDY...}` in parentheses, `{citel THEME}` all studies of a theme
(STUDY#2 is the second report of one); `{quote STUDY THEME}`; `{theme T}`, `{code C}`, `{db SOURCE}`, `{reason R}`,
`{country C}`, `{design D}`. After a name `low` is for a small first letter, `en` for English in another language;
`{see Table 1}`. A line `{{table}}` is a table of tables.py, or the list of references.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from benchmarks.manuscripts import words, wrong
from benchmarks.manuscripts.known import Known, Reference

HERE = Path(__file__).parent
LANGUAGES = ("en", "nb", "nn")
_ELEMENT = re.compile(r"\{\{(?P<block>\w+)\}\}|\{(?P<name>\w+)(?: (?P<given>[^{}]*))?\}")
_PAGE = {"en": "p.", "nb": "s.", "nn": "s."}
_MARKS = {"en": "“”", "nb": "«»", "nn": "«»"}


class Kind(StrEnum):
    """What is changed."""

    NUMBER = "number in digits"
    WORDS = "number in words"
    PERCENT = "percentage"
    YEARS = "years"
    DATE = "date"
    CITATION = "citation"
    REFERENCE = "reference"
    THEME = "theme"
    CODE = "code"
    DATABASE = "database"
    REASON = "reason"
    COUNTRY = "country"
    DESIGN = "design"
    QUOTE = "quote"
    PAGE = "page of a quote"
    POINTER = "pointer"
    CELL = "cell of a table"


@dataclass(frozen=True)
class Claim:
    """Words of a manuscript that its folder shows to be right, from `start` to before `end`, and wrong words for them.

    `about` is a name by which another place may name the claim, such as the author of a reference; "" for none.
    """

    kind: Kind
    start: int
    end: int
    wrong: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True)
class Filled:
    """A manuscript: its text, and its claims in order."""

    name: str
    language: str
    text: str
    claims: tuple[Claim, ...]
    ending: str = "md"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.{self.ending}"


@dataclass(frozen=True)
class Style:
    """How a review cites: `joined` are the words between two authors in parentheses, `others` the words for more."""

    others: str
    comma: str = ","
    joined: str = "&"


_STYLES = {
    ("night-care", "nb"): Style("mfl."),
    ("peer-support", "nb"): Style("mfl."),
    ("peer-support", "nn"): Style("m.fl."),
    ("telecare", "en"): Style("et al.", "", "and"),
    ("telecare", "nb"): Style("et al.", "", "og"),
    ("telecare", "nn"): Style("mfl.", "", "og"),
}


class Writer:
    """The text as it is written, with its claims."""

    def __init__(self, known: Known, name: str, language: str) -> None:
        self.known, self.name, self.language = known, name, language
        self.style = _STYLES.get((name, language), Style("et al."))
        self._parts: list[str] = []
        self._length = 0
        self._claims: list[Claim] = []

    def add(self, text: str) -> None:
        """Words that claim nothing, or nothing that is changed."""
        self._parts.append(text)
        self._length += len(text)

    def claim(self, kind: Kind, right: str, wrong_words: Sequence[str], about: str = "") -> None:
        """Words that claim something, with wrong ones."""
        assert right not in wrong_words, (kind, right)
        self._claims.append(Claim(kind, self._length, self._length + len(right), tuple(wrong_words), about))
        self.add(right)

    def done(self) -> Filled:
        """All that was written."""
        claims = tuple(sorted(self._claims, key=lambda claim: (claim.start, claim.end)))
        return Filled(f"{self.name}.{self.language}", self.language, "".join(self._parts), claims)

    @property
    def at(self) -> int:
        """How much has been written."""
        return self._length

    def left_out(self, kind: Kind, start: int, about: str) -> None:
        """What was written from `start` on may be left out."""
        self._claims.append(Claim(kind, start, self._length, ("",), about))

    # --- what several elements and tables need ---

    @cached_property
    def cited(self) -> frozenset[tuple[str, int]]:
        """The first authors and years of all reports and of the other references."""
        reports = {
            (one.name("&", "").split()[0], one.year) for own in self.known.references.values() for one in own
        }
        return frozenset(reports | {(entry.split(",")[0], int(year[1])) for entry, year in self.other_references})

    @cached_property
    def other_references(self) -> tuple[tuple[str, re.Match[str]], ...]:
        """The entries of references.txt with their years."""
        lines = (HERE / self.name / "references.txt").read_text(encoding="utf-8").splitlines()
        return tuple((line, found) for line in lines if (found := re.search(r"\((\d{4})\)", line)))

    def reference(self, name: str) -> Reference:
        """The report of a study: "moe2020", or "moe2020#2" for its second report."""
        study, _, number = name.partition("#")
        return self.known.references[study][int(number or 1) - 1]

    def authors_and_year(self, one: Reference, in_parentheses: bool, kind: Kind = Kind.CITATION) -> None:
        """A citation: "Berg & Moe, 2020" in parentheses, "Berg and Moe (2020)" in the sentence."""
        joined = self.style.joined if in_parentheses else words.conjunction(self.language)
        authors = one.name(joined, self.style.others)
        shape = f"{{}}{self.style.comma} {{}}" if in_parentheses else "{} ({})"
        first = one.authors[0].partition(",")[0]
        slips = [shape.format(authors.replace(first, slip, 1), one.year) for slip in wrong.slips(first)]
        years = [
            shape.format(authors, year) for year in wrong.years(one.year) if (first, int(year)) not in self.cited
        ]
        names = [
            shape.format(authors.replace(first, other, 1), one.year)
            for other in wrong.others(first, self._first_authors)
            if (other, one.year) not in self.cited
        ]
        self.claim(kind, shape.format(authors, one.year), wrong.mixed(years, slips, names), first)

    @cached_property
    def _first_authors(self) -> tuple[str, ...]:
        return tuple(own[0].authors[0].partition(",")[0] for own in self.known.references.values())

    def country(self, name: str, kind: Kind = Kind.COUNTRY) -> None:
        """A country, by its English name."""
        used = {str(said["country"]) for said in self.known.charted.values()}
        foreign = [one for one in words.COUNTRY_NAMES if one not in used][:2]
        found = [
            words.country(one, self.language) for one in wrong.mixed(foreign, wrong.others(name, sorted(used)))
        ]
        self.claim(kind, words.country(name, self.language), found)

    def number(self, value: int, kind: Kind = Kind.NUMBER, may_be_borrowed: bool = False) -> None:
        """A number in digits. One borrowed from another box is wrong too, unless any number of records may be meant."""
        others = {box.n for box in self.known.review.flow.boxes.values()} - {value, 0, 1}
        borrowed = sorted(others, key=lambda one: (abs(one - value), one))[: int(may_be_borrowed)]
        said = [words.in_digits(one, self.language) for one in borrowed]
        self.claim(
            kind, words.in_digits(value, self.language), wrong.mixed(wrong.in_digits(value, self.language), said)
        )

    def percentage(self, part: int, whole: int, kind: Kind = Kind.PERCENT) -> None:
        """A percentage."""
        right = words.round_half_up(Fraction(100 * part, whole))
        self.claim(kind, words.percent(part, whole, self.language), wrong.percents(right, self.language))


def filled(known: Known, name: str, language: str) -> Filled:
    """The manuscript of a review in a language."""
    from benchmarks.manuscripts import tables

    template = (HERE / name / f"{language}.md").read_text(encoding="utf-8")
    writer = Writer(known, name, language)
    done = 0
    for element in _ELEMENT.finditer(template):
        writer.add(template[done : element.start()])
        done = element.end()
        if block := element["block"]:
            tables.BLOCKS[block](writer)
            continue
        given = (element["given"] or "").split()
        if element["name"] == "quote":
            _quote(writer, *given, as_block=template[: element.start()].endswith("> "))
            continue
        _ELEMENTS[element["name"]](writer, given)
    writer.add(template[done:])
    return writer.done()


def _digits(writer: Writer, given: list[str]) -> None:
    name = " ".join(given)
    writer.number(writer.known.number(name), may_be_borrowed=not name.startswith("box.id"))


def _in_words(writer: Writer, given: list[str]) -> None:
    right, others = _number_in_words(writer, given)
    writer.claim(Kind.WORDS, right, others)


def _capital(writer: Writer, given: list[str]) -> None:
    right, others = _number_in_words(writer, given)
    writer.claim(Kind.WORDS, right.capitalize(), [other.capitalize() for other in others])


def _number_in_words(writer: Writer, given: list[str]) -> tuple[str, tuple[str, ...]]:
    """A number and wrong ones in words; in English where the element says so."""
    is_english = given[-1] == "en"
    language = "en" if is_english else writer.language
    value = writer.known.number(" ".join(given[:-1] if is_english else given))
    return words.in_words(value, language), wrong.in_words(value, language)


def _percent(writer: Writer, given: list[str]) -> None:
    writer.percentage(writer.known.number(" ".join(given[:-1])), writer.known.number(given[-1]))


def _years(writer: Writer, given: list[str]) -> None:
    first, last = writer.known.years
    writer.claim(Kind.YEARS, f"{first}–{last}", wrong.year_ranges(first, last))


def _year(writer: Writer, given: list[str]) -> None:
    year = writer.known.years[0 if given == ["first"] else 1]
    writer.claim(Kind.YEARS, str(year), wrong.years(year))


def _limits(writer: Writer, given: list[str]) -> None:
    first, last = map(int, next(iter(writer.known.sources.values())).limits.split("-"))
    writer.claim(Kind.YEARS, f"{first}–{last}", wrong.year_ranges(first, last))


def _day(writer: Writer, given: list[str]) -> None:
    _moment(writer, given[0], words.day)


def _month(writer: Writer, given: list[str]) -> None:
    _moment(writer, given[0], words.month)


def _moment(writer: Writer, source: str, said: Callable[[date, str], str]) -> None:
    right = date.fromisoformat(str(writer.known.sources[source].date))
    writer.claim(Kind.DATE, said(right, writer.language), wrong.days(right, said, writer.language))


def _cite(writer: Writer, given: list[str]) -> None:
    writer.authors_and_year(writer.reference(given[0]), in_parentheses=False)


def _cite_in_parentheses(writer: Writer, given: list[str]) -> None:
    writer.add("(")
    for number, name in enumerate(sorted(given, key=lambda one: writer.reference(one).authors)):
        writer.add("; " if number else "")
        writer.authors_and_year(writer.reference(name), in_parentheses=True)
    writer.add(")")


def _cite_theme(writer: Writer, given: list[str]) -> None:
    """All studies of a theme, whose number the sentence says: one of them may be left out."""
    writer.add("(")
    keys = sorted(writer.known.studies_of[given[0]], key=lambda one: writer.reference(one).authors)
    for number, name in enumerate(keys):
        start = writer.at
        writer.add("; " if number else "")
        one = writer.reference(name)
        writer.authors_and_year(one, in_parentheses=True)
        if number:
            writer.left_out(Kind.CITATION, start, one.authors[0].partition(",")[0])
    writer.add(")")


def _quote(writer: Writer, study: str, theme: str, as_block: bool) -> None:
    row, language = writer.known.quote(study, theme), writer.language
    opening, closing = ("", "") if as_block else _MARKS[language]
    writer.add(opening)
    right = row["quote"] if as_block else row["quote"].rstrip(".")
    writer.claim(Kind.QUOTE, right, wrong.quotes(right))
    writer.add(f"{closing} (")
    writer.authors_and_year(writer.reference(study), in_parentheses=True)
    writer.add(f", {_PAGE[language]} ")
    writer.claim(Kind.PAGE, row["page"], wrong.pages(row["page"]))
    writer.add(")")


def _name(
    kind: Kind, label: Callable[[Known, str, str], str], known: Callable[[Known], Sequence[str]]
) -> Callable[[Writer, list[str]], None]:
    """How names of a list are written: other names of the list are wrong, and so are other words in them."""

    def written(writer: Writer, given: list[str]) -> None:
        language = "en" if "en" in given[1:] else writer.language

        def said(name: str) -> str:
            found = label(writer.known, name, language)
            return found[0].lower() + found[1:] if "low" in given[1:] else found

        right = said(given[0])
        others = [said(other) for other in wrong.others(given[0], known(writer.known))]
        writer.claim(kind, right, wrong.mixed(wrong.word_changed(right, language), others), right)

    return written


def _database(writer: Writer, given: list[str]) -> None:
    """A database; `alone` where nothing tells it from the others, so that only one not searched is wrong."""
    names = [source.database for source in writer.known.sources.values()]
    right = writer.known.sources[given[0]].database
    unused = [one for one in wrong.UNUSED_DATABASES if one not in names][:3]
    others = () if "alone" in given else wrong.others(right, names, 1)
    writer.claim(Kind.DATABASE, right, wrong.mixed(unused, others), right)


def _country(writer: Writer, given: list[str]) -> None:
    writer.country(" ".join(given))


def _design(writer: Writer, given: list[str]) -> None:
    """A design in the middle of a sentence."""

    def said(name: str) -> str:
        label = writer.known.choice("design", name, writer.language)
        return label[0].lower() + label[1:]

    others = [said(one) for one in wrong.others(given[0], writer.known.choices("design"))]
    right = said(given[0])
    writer.claim(Kind.DESIGN, right, wrong.mixed(others, wrong.UNUSED_DESIGNS[writer.language]))


def _pointer(writer: Writer, given: list[str]) -> None:
    right = " ".join(given)
    writer.claim(Kind.POINTER, right, wrong.pointers(right), right)


_ELEMENTS: dict[str, Callable[[Writer, list[str]], None]] = {
    "n": _digits,
    "w": _in_words,
    "W": _capital,
    "p": _percent,
    "years": _years,
    "year": _year,
    "limits": _limits,
    "date": _day,
    "month": _month,
    "cite": _cite,
    "citep": _cite_in_parentheses,
    "citel": _cite_theme,
    "theme": _name(
        Kind.THEME, lambda known, one, lang: known.themes[one].label(lang), lambda known: [*known.themes]
    ),
    "code": _name(Kind.CODE, lambda known, one, lang: known.codes[one].label(lang), lambda known: [*known.codes]),
    "reason": _name(
        Kind.REASON,
        lambda known, one, lang: next(
            found.label(lang) for found in known.review.protocol.reasons if found.id == one
        ),
        lambda known: [reason.id for reason in known.review.protocol.reasons],
    ),
    "db": _database,
    "country": _country,
    "design": _design,
    "see": _pointer,
}
