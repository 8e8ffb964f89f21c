"""Coding: the included studies with how far each is, and one of them with its text beside the codebook and the quotes.

What colleagues coded comes from blind.codings_shown alone; of theirs the page shows counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from reviewkit.actions import coding, new_code
from reviewkit.actions.codebook import ToReassign, relations_kept, to_reassign
from reviewkit.actions.coded_places import PlacedSegment, places
from reviewkit.actions.coding_review import review_list
from reviewkit.blind import as_coder_sees, codings_shown
from reviewkit.coding import current_ids
from reviewkit.errors import ReviewkitError
from reviewkit.extract.reading import Reading
from reviewkit.gc_pause import gc_paused
from reviewkit.model import Coding, Mark, Segment, Study
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, NotThereError, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views import code_forms
from reviewkit.page.views.code_forms import Typed, codes_to_choose, typed
from reviewkit.page.views.reader import Place, chosen_text, paragraphs_with, reader, units_of
from reviewkit.store.readings import reading_of
from reviewkit.words import CONSTRUCTS, FINISHED_STATES, RELATIONS

ADD, STUDY = ":add", ":study"  # the forms for a quote, and for a code on the study as a whole
STATES = ("in-progress", "not-started", "done", "done-nothing-found")


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A study in the list: how many quotes and codes a person has in it, how far they are, and what others have."""

    study: Study
    quotes: int
    codes: int
    state: str
    others: int
    quotes_of_others: int
    done_by: tuple[str, ...]


def study_rows(sitting: Sitting) -> list[StudyRow]:
    """Every included study, in the order of the review."""
    of_study: dict[str, list[Coding]] = {}
    for one in codings_shown(sitting.review, sitting.who):
        of_study.setdefault(one.study, []).append(one)
    return [_row(study, of_study.get(study.key, ()), sitting.who) for study in sitting.review.included_studies]


def _row(study: Study, codings: Sequence[Coding], who: str) -> StudyRow:
    mine = [one for one in codings if one.coder == who]
    others = [one for one in codings if one.coder != who]
    return StudyRow(
        study,
        sum(len(one.segments) for one in mine),
        len({code for one in mine for code in one.codes()}),
        state_of(mine),
        len({one.coder for one in others}),
        sum(len(one.segments) for one in others),
        tuple(dict.fromkeys(one.coder for one in codings if one.state in FINISHED_STATES)),
    )


def state_of(mine: Sequence[Coding]) -> str:
    """How far a person has come with a study: finished where anything of theirs says so, as in the matrix."""
    finished = [one.state for one in mine if one.state in FINISHED_STATES]
    return finished[-1] if finished else "in-progress" if mine else "not-started"


def show_list(sitting: Sitting, asked: Asked) -> Answer:
    """The included studies with how far each is, and the marks on codes that were split."""
    review = sitting.review
    if not review.facts.codebooks:
        problems = [one for one in review.facts.problems if one.place.path.partition("/")[0] == "codebooks"]
        return Show("code_begin.html", {"problems": problems, "file": new_code.FILE})
    with gc_paused():
        rows = study_rows(sitting)
        seen = as_coder_sees(review, sitting.who)
        queue = [one for book in review.facts.codebooks for one in to_reassign(seen, book)]
        found = review_list(review, sitting.who)
    own = [one for one in queue if one.evidence.coder == sitting.who]
    return Show(
        "code.html",
        {
            "rows": sorted(rows, key=lambda row: STATES.index(row.state)),
            "next": _next(rows),
            "counts": {state: sum(row.state == state for row in rows) for state in STATES},
            "own": [(one, address_of_mark(one)) for one in own],
            "queue_of_others": len(queue) - len(own),
            "to_review": len(found.waiting),
            "asked_of_me": sum(one.coder == sitting.who for one in found.open),
            "label_of": labels_of(sitting),
            "citation_of": {row.study.key: row.study.citation for row in rows},
            "has_codes": any(book.codes for book in review.facts.codebooks),
            "address_of": address_of,
        },
    )


def _next(rows: Sequence[StudyRow], after: str = "") -> StudyRow | None:
    """The study to go on with: the next one that this person has not finished, from the beginning again after the last;
    without one to come after, first those that they have begun."""
    keys = [row.study.key for row in rows]
    at = keys.index(after) + 1 if after in keys else 0
    open_ = [
        row for row in (*rows[at:], *rows[:at]) if row.state not in FINISHED_STATES and row.study.key != after
    ]
    begun = [] if after else [row for row in open_ if row.state == "in-progress"]
    return next(iter((*begun, *open_)), None)


def address_of(key: str, anchor: str = "", **query: str) -> str:
    """The address of a study in the page."""
    asked = {name: value for name, value in query.items() if value}
    end = f"#{anchor}" if anchor else ""
    return f"/code/{quote(key, safe='')}{'?' if asked else ''}{urlencode(asked)}{end}"


def address_of_mark(one: ToReassign) -> str:
    """Where a mark on a code that was split is given to one of the new codes."""
    if not one.evidence.quote:
        return address_of(one.study, "study-codes")
    return address_of(one.study, "coder", edit=one.evidence.event) if one.evidence.event else address_of(one.study)


def labels_of(sitting: Sitting) -> dict[str, str]:
    """What each code is called in the language of the page, also by its aliases."""
    codes = [one for book in sitting.review.facts.codebooks for one in book.codes]
    language = sitting.words.language
    aliases = {alias: one.label(language) for one in codes for alias in one.aliases}
    return {**aliases, **{one.id: one.label(language) for one in codes}}


# --- one study --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownSegment:
    """A coded quote of the person, with its number in the study and where it is; `here` in the text that is shown."""

    number: int
    placed: PlacedSegment
    here: bool

    @property
    def segment(self) -> Segment:
        """The quote."""
        return self.placed.segment

    @property
    def id(self) -> str:
        """Its id in the page."""
        return f"s-{self.segment.event or f'file-{self.number}'}"


@dataclass(frozen=True, slots=True)
class OneStudy:
    """What a person has coded in a study; `text` is the checksum of the full text that is shown."""

    study: Study
    mine: tuple[Coding, ...]
    segments: tuple[ShownSegment, ...]
    study_marks: tuple[Mark, ...]
    row: StudyRow
    text: str

    def places(self, labels: dict[str, str]) -> list[Place]:
        """The quotes in the text that is shown."""
        return [place_of(one, labels) for one in self.segments if one.here]


def place_of(one: ShownSegment, labels: dict[str, str]) -> Place:
    """Where a quote is, named by its codes."""
    title = ", ".join(labels.get(mark.code, mark.code) for mark in one.segment.marks)
    return Place(one.placed.start, one.placed.end, one.number, f"{one.number}: {title}")


def one_study(sitting: Sitting, asked: Asked) -> OneStudy:
    """What the person has coded in the study that was asked for. Raises NotThereError where it is not included."""
    review, key = sitting.review, asked.path["key"]
    study = next((one for one in review.included_studies if one.key == key), None)
    if study is None:
        raise NotThereError
    codings = [one for one in codings_shown(review, sitting.who) if one.study == key]
    mine = tuple(one for one in codings if one.coder == sitting.who)
    _, text = chosen_text(sitting, study, asked)
    shown = text.sha256 if text else ""
    placed = places(sitting.opened, study, [segment for one in mine for segment in one.segments])
    segments = [
        ShownSegment(number, one, bool(shown) and one.text == shown) for number, one in enumerate(placed, start=1)
    ]
    marks = tuple(mark for one in mine for mark in one.study_marks)
    return OneStudy(study, mine, tuple(segments), marks, _row(study, codings, sitting.who), shown)


def show_study(sitting: Sitting, asked: Asked) -> Answer:
    """A study: its text, and the codebook and the person's quotes beside it."""
    return _study(sitting, asked)


def _study(sitting: Sitting, asked: Asked, failed: str = "", why: str = "") -> Show:
    """The whole page; or for our script, where a quote was not logged, the form alone."""
    sitting.review.needs_a_codebook()
    with gc_paused():
        one = one_study(sitting, asked)
        values = _values(sitting, asked, one, typed(sitting, one.study.key, failed, why))
        status = 422 if failed else 200
        if failed and asked.by_script:
            return Show("code_failed.html", values, status)
        coded = partial(_coded, one, values["label_of"])
        return Show("code_study.html", values | reader(sitting, one.study, asked, coded), status)


def _coded(one: OneStudy, labels: dict[str, str], reading: Reading) -> Sequence[Place]:
    return one.places(labels)


def _values(sitting: Sitting, asked: Asked, one: OneStudy, forms: Typed) -> dict[str, Any]:
    books = sitting.review.facts.codebooks
    edited = asked.wanted("edit") or forms.failed.removeprefix(":recode ")
    edit = next((it for it in one.segments if it.segment.event and it.segment.event == edited), None)
    current = {name: code for book in books for name, code in current_ids(book.codes).items()}
    chosen = {current.get(mark.code, mark.code): mark.relation for mark in edit.segment.marks} if edit else {}
    here = sorted((it for it in one.segments if it.here), key=lambda it: (it.placed.start, it.number))
    return {
        **_shared(sitting, one),
        "typed": forms,
        "form": f":recode {edit.segment.event}" if edit else ADD,
        "edit": edit,
        "chosen": chosen,
        "kept": relations_kept(sitting.review, edit.segment.marks) if edit else {},
        "codes": codes_to_choose(books, sitting.words.language, chosen),
        "books": books,
        "segments": [*here, *(it for it in one.segments if not it.here and not it.placed.is_gone)],
        "gone": [it for it in one.segments if it.placed.is_gone],
        "next": _next(study_rows(sitting), one.study.key),
        "relations": RELATIONS,
    }


def _shared(sitting: Sitting, one: OneStudy) -> dict[str, Any]:
    """What the list of quotes and the bar show."""
    return {
        "study": one.study,
        "row": one.row,
        "address": address_of(one.study.key),
        "address_of": address_of,
        "label_of": labels_of(sitting),
        "segments": one.segments,
        "gone": (),
        "study_marks": one.study_marks,
        "units": units_of(sitting, one.study),
        "shown_text": one.text,
        "constructs": CONSTRUCTS,
        "is_done": one.row.state in FINISHED_STATES,
    }


def keep_draft(sitting: Sitting, asked: Asked) -> Answer:
    """Keep on this computer what somebody is typing, until it is saved."""
    code_forms.keep(sitting, asked, asked.path["key"])
    return Content(b"", "text/plain")


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Log a quote, other codes for one, a code on the study as a whole, or how far the person is."""
    do = {"add": _add, "recode": _recode, "mark": _mark, "remove": _remove, "state": _state}.get(asked.text("do"))
    if do is None:
        raise OddValueError("do")
    try:
        return do(sitting, asked)
    except ReviewkitError as error:
        if not asked.text("form"):
            raise
        code_forms.keep(sitting, asked, asked.path["key"])
        return _study(sitting, asked, asked.text("form"), sitting.words.say(error.args[0]))


def _add(sitting: Sitting, asked: Asked) -> Answer:
    """Log a quote with its codes, and the code that was made for it."""
    key, new, made = asked.path["key"], code_forms.quote_of(asked, asked.path["key"]), code_forms.code_of(asked)
    keep_lost = bool(asked.text("keep_lost"))
    if made:
        both = new_code.add_with_new_code(sitting.opened, sitting.who, new, made, keep_lost)
        done, undo = both.coded, both.coded.id
    else:
        done = coding.add(sitting.opened, sitting.who, new, keep_lost)
        undo = "" if done.already else done.id
    code_forms.drop(sitting, asked, key)
    for notice in done.notices:
        sitting.say(notice)
    said = "page.code.already" if done.already else "page.code.saved_new" if made else "page.code.saved"
    values = {"code": made.label} if made else {}
    if asked.by_script:
        sitting.say(sitting.words.sentence(said, **values), undo=undo)
        return _added(sitting, asked, done.id, bool(made))
    return GoTo(address_of(key, f"s-{done.id}", text=asked.text("text")), said, values, undo)


def _added(sitting: Sitting, asked: Asked, event: str, anew: bool) -> Show:
    """For our script: the quote in the list, and the paragraphs of the text that it is in, as they are now."""
    one = one_study(sitting, Asked(asked.path, {"text": asked.text("shown_text")}))
    added = next(it for it in one.segments if it.segment.event == event)
    values = _shared(sitting, one) if not anew else _values(sitting, asked, one, Typed({}))
    found: tuple[Any, ...] = ()
    if added.here:
        text = chosen_text(sitting, one.study, Asked(query={"text": one.text}))[1]
        assert text is not None, "a quote is in the text that is shown, and there is none"
        reading, labels = reading_of(sitting.opened.root, text), values["label_of"]
        found = paragraphs_with(reading, place_of(added, labels), one.places(labels))
    return Show("code_added.html", values | {"added": added, "paragraphs": found, "anew": anew, "next": None})


def _recode(sitting: Sitting, asked: Asked) -> Answer:
    """Give a quote other codes."""
    marks = code_forms.marks_of(asked)
    segment, why, seen = (asked.text(name) for name in ("segment", "why", "seen"))
    done = coding.recode_as(sitting.opened, sitting.who, segment, marks, why, seen)
    code_forms.drop(sitting, asked, asked.path["key"])
    for notice in done.notices:
        sitting.say(notice)
    said = "page.code.unchanged" if done.already else "page.code.recoded"
    goes = address_of(asked.path["key"], f"s-{segment}", text=asked.text("shown_text"))
    return GoTo(goes, said, {}, "" if done.already else done.id)


def _mark(sitting: Sitting, asked: Asked) -> Answer:
    """Log a code on the study as a whole."""
    relation = code_forms.relation_of(asked, "relation")
    if not asked.text("code"):
        raise ReviewkitError(sitting.words.text("page.code.choose_code"))
    done = coding.mark_study(
        sitting.opened, sitting.who, asked.path["key"], asked.text("code"), asked.text("why"), relation
    )
    code_forms.drop(sitting, asked, asked.path["key"])
    said, undo = ("page.code.marked_already", "") if done.already else ("page.code.marked", done.id)
    return GoTo(_back(asked, "study-codes"), said, {}, undo)


def _remove(sitting: Sitting, asked: Asked) -> Answer:
    """Take back a quote, or a code on the study as a whole."""
    done = coding.remove(sitting.opened, sitting.who, asked.text("event"), asked.text("why"))
    code_forms.drop(sitting, asked, asked.path["key"])
    return GoTo(_back(asked, "mine"), "page.code.removed", {}, done.id)


def _state(sitting: Sitting, asked: Asked) -> Answer:
    """Log how far the person is with the study."""
    state = asked.text("state")
    if state not in (*FINISHED_STATES, "in-progress"):
        raise OddValueError("state")
    key = asked.path["key"]
    done = coding.finish_study(sitting.opened, sitting.who, key, state)
    study = next(one for one in sitting.review.included_studies if one.key == key)
    goes = _back(asked) if state == "in-progress" else "/code"
    return GoTo(goes, f"page.code_said.{state}", {"study": study.citation}, done.id)


def _back(asked: Asked, anchor: str = "") -> str:
    return address_of(asked.path["key"], anchor, text=asked.text("shown_text"))


ADDRESSES = (
    Address("/code", show_list),
    Address("/code/{key}", show_study, act),
    Address("/code/{key}/draft", None, keep_draft),
)
