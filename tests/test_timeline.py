"""The facts at a moment are those of a folder that held only what was logged until then."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, coding, undo
from reviewkit.actions.codebook import Noted
from reviewkit.codebook_changes import Change
from reviewkit.codebook_history import ITSELF, book_of, differences, replayed
from reviewkit.coding import current_ids, evidence_of, matrix
from reviewkit.errors import Place, ReviewkitError
from reviewkit.logged_codings import from_acts
from reviewkit.model import (
    AFTER_ALL,
    AnyAct,
    Code,
    Codebook,
    CodebookAct,
    CodedSegment,
    Coding,
    CodingAct,
    Decision,
    Facts,
    Import,
    Mark,
    SegmentRecoded,
    Stamp,
    StudyCoded,
    StudyMark,
    TakenBack,
    Undo,
)
from reviewkit.review import Review
from reviewkit.store import codebooks
from reviewkit.store.events import standing
from reviewkit.store.open_review import OpenReview
from reviewkit.timeline import FIELD_OF, Gap, NotKnown, acts_at, facts_at, gaps
from tests.builders import protocol
from tests.codebooks import BOOK, CHANGES, IDS
from tests.folders import afresh, begin, decide, ready_to_code, temporary

FILE = "codebooks/themes.yaml"
BEGIN = datetime(2026, 3, 1, 9, tzinfo=UTC)
FOUND = codebooks.of_text(BOOK, FILE, [])


def facts_of(acts: "list[AnyAct | Undo]") -> Facts:
    """The facts of a folder whose logs hold these acts, in their order."""
    logs = {
        "coding": [act for act in acts if act.place.path.startswith("coding")],
        "history": [act for act in acts if not act.place.path.startswith("coding")],
    }
    counting: list[AnyAct] = []
    taken_back: list[TakenBack] = []
    for log in logs.values():
        count, undone, _ = standing(log)
        counting += count
        taken_back += undone
    history = tuple(act for act in counting if isinstance(act, CodebookAct))
    coded = tuple(act for act in counting if isinstance(act, CodingAct))
    state = replayed(history) or FOUND.said
    return Facts(
        protocol(),
        codebooks=(book_of(state, FOUND),),
        codings=from_acts(coded),
        coding_acts=coded,
        codebook_acts=history,
        taken_back=tuple(taken_back),
        undos=tuple(act for act in acts if isinstance(act, Undo)),
    )


def at(facts: Facts, moment: Stamp) -> Facts:
    """The facts at a moment, in a review whose exports never changed."""
    return facts_at(facts, moment, lambda exports: {})


def codes_by_id(book: Codebook) -> dict[str, Code]:
    """The codes of a codebook, wherever they are in its file."""
    return {code.id: replace(code, place=Place("")) for code in book.codes}


def same(found: Facts, wanted: Facts) -> None:
    """The two hold the same; codes come in the order of the codebook as it is now."""
    for name in ("codings", "coding_acts", "codebook_acts"):
        assert getattr(found, name) == getattr(wanted, name), name
    assert sorted(found.undos, key=lambda one: one.id) == sorted(wanted.undos, key=lambda one: one.id)
    assert {one.act.id: one.undo.id for one in found.taken_back} == {
        one.act.id: one.undo.id for one in wanted.taken_back
    }
    for book, other in zip(found.codebooks, wanted.codebooks, strict=True):
        assert book.said == other.said
        assert codes_by_id(book) == codes_by_id(other)
        assert book.version == other.version


@dataclass(frozen=True)
class Steps:
    """Acts in their order, made one by one."""

    acts: "list[AnyAct | Undo]"

    def stamped(self, folder: str) -> dict[str, object]:
        number = len(self.acts) + 1
        moment = BEGIN + timedelta(minutes=number)
        return {
            "at": moment,
            "id": f"a-{number}",
            "stamp": Stamp(moment, "a", number),
            "place": Place(f"{folder}/a.jsonl", number),
        }

    def add(self, kind: type, folder: str, *values: object, **named: object) -> None:
        self.acts.append(kind(*values, **named, **self.stamped(folder)))

    def change(self, change: Change) -> None:
        history = facts_of(self.acts).codebook_acts
        if not history:
            found = differences({}, FOUND.said)
            self.add(CodebookAct, "codebooks/history", "a", "themes", "version", (), found)
            history = facts_of(self.acts).codebook_acts
        with contextlib.suppress(ReviewkitError):
            step = change(replayed(history), "en")
            values = ("a", "themes", step.op, step.ids, step.changes, step.into)
            self.add(CodebookAct, "codebooks/history", *values, was="x")

    def code(self, drawn: tuple[str, str, str, int]) -> None:
        what, study, code, which = drawn
        quotes = [act.id for act in self.acts if isinstance(act, CodedSegment)]
        if what == "mark":
            self.add(StudyMark, "coding", "a", study, Mark(code))
        elif what == "done":
            self.add(StudyCoded, "coding", "a", study, ("in-progress", "done", "done-nothing-found")[which % 3])
        elif what == "recode" and quotes:
            self.add(SegmentRecoded, "coding", "a", quotes[which % len(quotes)], (Mark(code),), "read again")
        else:
            self.add(CodedSegment, "coding", "a", study, f"Quote {which}", (Mark(code, "contradicts"),))

    def undo(self, which: int) -> None:
        """Of any act but the beginning of the codebook, which is undone last."""
        acts = [
            act for act in self.acts if not (isinstance(act, CodebookAct) and act.op == "version" and not act.was)
        ]
        if acts:
            target = acts[which % len(acts)]
            self.add(Undo, target.place.path.rpartition("/")[0], target.id, "a")


CODINGS = st.tuples(
    st.sampled_from(("quote", "quote", "mark", "done", "recode")),
    st.sampled_from(("berg", "aas")),
    st.sampled_from((*IDS[:5], "known", "confidence")),
    st.integers(0, 40),
)
CODES = st.sampled_from(IDS)  # to be split
UNDOS = st.integers(0, 40)


def drawn_from(*kinds: st.SearchStrategy[object]) -> st.SearchStrategy[list[object]]:
    """Things to do, each kind as often as the others."""
    return st.lists(st.sampled_from(kinds).flatmap(lambda kind: kind), min_size=1, max_size=14)


@given(drawn_from(CHANGES, CODINGS, UNDOS))
@settings(deadline=None, max_examples=150)
def test_the_facts_after_each_act_are_those_of_a_folder_that_held_no_more(drawn: list[object]) -> None:
    steps = Steps([])
    for one in drawn:
        if isinstance(one, int):
            steps.undo(one)
        elif isinstance(one, tuple):
            steps.code(one)
        else:
            steps.change(one)  # type: ignore[arg-type]
    whole = facts_of(steps.acts)
    begun = next((n for n, act in enumerate(steps.acts) if isinstance(act, CodebookAct)), len(steps.acts))
    for count, act in enumerate(steps.acts, start=1):
        held = facts_of(steps.acts[:count])
        if count > begun or not whole.codebook_acts:
            same(at(whole, act.stamp), held)
        assert at(whole, act.stamp).codings == held.codings
    same(at(whole, AFTER_ALL), whole)


# In a folder, by the actions


@dataclass
class Snapshot:
    """What a folder said after an act, and when the last of its acts was."""

    moment: Stamp
    said: object
    codes: frozenset[object]
    codings: tuple[Coding, ...]
    cells: dict[tuple[str, str], str]


def looked_at(review: Review, moment: Stamp) -> Snapshot:
    book = review.facts.codebooks[0]
    found = matrix(book, review.facts.codings, review.included_studies)
    codes = frozenset((code.id, code.kind, code.parent, code.status, code.aliases) for code in book.codes)
    cells = {key: str(cell) for key, cell in found.cells.items()}
    return Snapshot(moment, book.said, codes, review.facts.codings, cells)


def last_moment(folder: OpenReview) -> Stamp:
    """The stamp of the last act of all on the codebook or of coding."""
    facts = folder.review.facts
    acts = (*facts.codebook_acts, *facts.coding_acts, *facts.undos, *(one.act for one in facts.taken_back))
    return max((act.stamp for act in acts), default=Stamp(BEGIN))


def attempt(folder: OpenReview, drawn: object) -> None:
    """Do what was drawn, if the rules allow it."""
    facts = folder.review.facts
    with contextlib.suppress(ReviewkitError):
        if isinstance(drawn, int):
            acts = (*facts.codebook_acts, *facts.coding_acts, *facts.undos)
            undo.undo(folder, "a", [acts[drawn % len(acts)].id] if acts else [])
        elif isinstance(drawn, tuple):
            what, study, code, which = drawn
            quotes = [act.id for act in facts.coding_acts if isinstance(act, CodedSegment)]
            if what == "mark":
                coding.mark_study(folder, "a", study, code)
            elif what == "done":
                coding.finish_study(folder, "a", study, "done")
            elif what == "recode" and quotes:
                coding.recode(folder, "a", quotes[which % len(quotes)], [code], "read again")
            else:
                coding.add_quote(folder, "a", study, f"Quote {which}", [code])
        elif isinstance(drawn, str):
            codebook.split(folder, "a", drawn, {"half_one": "One", "half_two": "Two"}, Noted("two things"))
        else:
            codebook.change(folder, "a", drawn, Noted("we agreed"))  # type: ignore[arg-type]


def ready(root: Path) -> OpenReview:
    """Two included studies, and the codebook."""
    folder = begin(root, people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
    (root / "codebooks" / "themes.yaml").write_text(BOOK, encoding="utf-8")
    folder.refresh()
    return folder


@given(drawn_from(CHANGES, CHANGES, CODINGS, CODINGS, CODES, UNDOS))
@settings(deadline=None, max_examples=20)
def test_a_folder_at_each_moment_says_what_it_said_then(drawn: list[object]) -> None:
    with temporary() as root:
        folder = ready(root)
        seen = []
        for one in drawn:
            attempt(folder, one)
            seen.append(looked_at(folder.review, last_moment(folder)))
            counted_by_hand(root, seen[-1], folder.review)
        now = afresh(folder).facts
        began = any(act.stamp <= last_moment(folder) for act in now.codebook_acts)
        for before in seen:
            then = looked_at(Review(at(now, before.moment)), before.moment)
            if began and any(act.stamp <= before.moment for act in now.codebook_acts):
                assert (then.said, then.codes) == (before.said, before.codes)
                assert then.cells == before.cells
            assert then.codings == before.codings


def counted_by_hand(root: Path, seen: Snapshot, review: Review) -> None:
    """Each mark counts in one code that is in use or retired on its own, and each cell is what a person would count.

    Counted from the lines of the logs and the text of the codebook, by nothing of reviewkit.
    """
    said = review.facts.codebooks[0].said
    lines = [json.loads(one) for one in _lines(root / "coding" / "a.jsonl")]
    marks: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        if _undone(line["id"], lines):
            continue
        if line["do"] == "segment":
            codes = line["codes"]
            for later in lines:
                if later["do"] == "recode" and later["segment"] == line["id"] and not _undone(later["id"], lines):
                    codes = later["codes"]
            marks.setdefault(line["study"], []).extend(_code_of(code) for code in codes)
        elif line["do"] == "study-code":
            marks.setdefault(line["study"], []).append(_code_of(line["code"]))
    themes = [code for code, entry in said.items() if code != ITSELF and entry.get("kind") == "theme"]
    themes = [code for code in themes if said[code].get("status") != "retired"]
    if not themes:
        top = [code for code in said if code != ITSELF and said[code].get("status") != "retired"]
        themes = [code for code in top if not said[code].get("parent")]
    known = current_ids(review.facts.codebooks[0].codes)
    for study in ("berg", "aas"):
        found = {_theme(_now(code, said), said, themes) for code, _ in marks.get(study, [])}
        assert all(known.get(code, code) == _now(code, said) for code, _ in marks.get(study, []))
        cells = {theme for (theme, key), cell in seen.cells.items() if key == study and cell == "present"}
        assert cells == found - {""}
    count = sum(len(evidence_of(one)) for one in review.facts.codings)
    assert count == sum(map(len, marks.values()))


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def _undone(name: str, lines: list[dict[str, str]]) -> bool:
    """Whether an undo that is not undone itself names an event."""
    return any(one["do"] == "undo" and one["event"] == name and not _undone(one["id"], lines) for one in lines)


def _code_of(written: "str | dict[str, str]") -> tuple[str, str]:
    return (written, "") if isinstance(written, str) else (written["id"], "")


def _now(code: str, said: "object") -> str:
    """The code in which a mark counts: where the code is retired or gone, the one that has its name as an alias."""
    entries: dict[str, dict[str, object]] = said  # type: ignore[assignment]
    while code not in entries or entries[code].get("status") == "retired":
        owners = [other for other, entry in entries.items() if code in entry.get("aliases", [])]  # type: ignore[operator]
        if not owners:
            break
        code = owners[0]
    return code


def _theme(code: str, said: object, themes: list[str]) -> str:
    entries: dict[str, dict[str, object]] = said  # type: ignore[assignment]
    while code and code not in themes:
        parent = str(entries.get(code, {}).get("parent", ""))
        code = _now(parent, said) if parent else ""
    return code


# Rule by rule


def test_each_noun_that_is_logged_has_its_place_in_the_facts() -> None:
    """All but the renaming of a source, which is in the exports, and a run, whose verdicts count."""
    assert {noun.__name__ for noun in get_args(AnyAct) if noun not in FIELD_OF} == {"SourceRename"}


def begun(number: int = 0) -> CodebookAct:
    moment = Stamp(BEGIN + timedelta(days=number))
    return CodebookAct("a", "themes", "version", (), differences({}, FOUND.said), id="a-1", stamp=moment)


def renamed(day: int) -> CodebookAct:
    step = changes.rename("closeness", "Nearness")(FOUND.said, "en")
    stamp = Stamp(BEGIN + timedelta(days=day))
    return CodebookAct("a", "themes", step.op, step.ids, step.changes, was="x", id="a-2", stamp=stamp)


def label_on(facts: Facts, day: int) -> str:
    (book,) = at(facts, Stamp(BEGIN + timedelta(days=day), "z")).codebooks
    return next(code for code in book.codes if code.id == "closeness").label("en")


def test_what_was_undone_later_counts_until_then_and_what_came_back_does_not_between() -> None:
    back = Undo("a-2", "b", id="b-1", stamp=Stamp(BEGIN + timedelta(days=3)))
    again = Undo("b-1", "b", id="b-2", stamp=Stamp(BEGIN + timedelta(days=5)))
    undone = Facts(protocol(), codebooks=(FOUND,), codebook_acts=(begun(),), undos=(back,))
    undone = replace(undone, taken_back=(TakenBack(renamed(1), back),))
    assert [label_on(undone, day) for day in range(5)] == [
        "Closeness",
        "Nearness",
        "Nearness",
        "Closeness",
        "Closeness",
    ]
    counts = replace(undone, codebook_acts=(begun(), renamed(1)), taken_back=(), undos=(back, again))
    assert [label_on(counts, day) for day in (0, 2, 3, 4, 5)] == [
        "Closeness",
        "Nearness",
        "Closeness",
        "Closeness",
        "Nearness",
    ]


def test_an_undo_of_another_kind_of_log_with_the_same_id_changes_nothing() -> None:
    """Version 0.2 counted the lines of each log, so that several acts are called a-1."""
    segment = CodedSegment("a", "berg", "q", (), id="a-1", stamp=Stamp(BEGIN), place=Place("coding/a.jsonl", 1))
    other = Undo("a-1", "a", id="a-9", stamp=Stamp(BEGIN), place=Place("screening/a.jsonl", 9))
    facts = Facts(protocol(), coding_acts=(segment,), undos=(other,))
    assert acts_at(facts, Stamp(BEGIN, "z")).counting == (segment,)


def test_a_codebook_before_its_history_is_as_it_was_found_and_one_without_is_as_it_is_now() -> None:
    edited = book_of(replayed([begun(), renamed(1)]), FOUND)
    facts = Facts(protocol(), codebooks=(edited,), codebook_acts=(begun(), renamed(1)))
    assert label_on(facts, -1) == "Closeness"
    assert gaps(facts, Stamp(BEGIN - timedelta(days=1))) == (Gap(NotKnown.CODEBOOK, (FILE,)),)
    assert gaps(facts, Stamp(BEGIN + timedelta(days=2))) == ()
    none = Facts(protocol(), codebooks=(edited,))
    assert label_on(none, 0) == "Nearness"
    assert gaps(none, AFTER_ALL) == (Gap(NotKnown.CODEBOOK, (FILE,)),)


def test_what_was_changed_by_hand_and_codings_in_files_are_named() -> None:
    edited = book_of(replayed([begun(), renamed(1)]), FOUND)
    hand = Coding("b", "berg", "done", (), (), Place("coding/b/berg.yaml"))
    facts = Facts(protocol(), codebooks=(edited,), codebook_acts=(begun(),), codings=(hand,))
    assert gaps(facts, AFTER_ALL) == (
        Gap(NotKnown.CODINGS, ("coding/b/berg.yaml",)),
        Gap(NotKnown.EDITED, (FILE,)),
    )
    assert at(facts, Stamp(BEGIN - timedelta(days=1))).codings == (hand,)


def test_exports_and_their_records_are_those_that_counted_then(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", records=3)
    (first,) = folder.review.facts.imports
    from tests.folders import bring

    bring(folder, "medline", 2, start=9)
    (_, second) = folder.review.facts.imports
    undo.undo(folder, "a", [second.id])
    facts = folder.review.facts
    asked: list[list[str]] = []

    def records_of(exports: object) -> dict[str, object]:
        asked.append([one.source for one in exports])  # type: ignore[attr-defined]
        return {}

    read: Callable[..., object] = records_of
    then = facts_at(facts, second.stamp, read)  # type: ignore[arg-type]
    assert [one.source for one in then.exports] == ["cinahl", "medline"]
    assert (then.withdrawn, asked) == ((), [["cinahl", "medline"]])
    assert set(then.source_of.values()) == {"cinahl", "medline"}
    assert facts_at(facts, AFTER_ALL, read).exports is not then.exports  # type: ignore[arg-type]
    assert facts_at(facts, first.stamp, read).records is facts.records  # type: ignore[arg-type]
    assert [act for act in acts_at(facts, first.stamp).counting if isinstance(act, Import)] == [first]
    before = facts_at(facts, Stamp(BEGIN), read)  # type: ignore[arg-type]
    assert (before.exports, before.withdrawn, before.imports) == ((), (), ())


def test_reviewers_are_those_of_the_day(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    decide(folder, "a", 1, "y")
    decide(folder, "a", 2, "y")
    facts = folder.review.facts
    first = facts.decisions[0]
    then = at(facts, first.stamp)
    assert then.today == first.stamp.at.date()
    assert then.decisions == (first,)
    assert isinstance(first, Decision)
    assert len(Review(then).included_studies) == 1
    assert len(Review(at(facts, AFTER_ALL)).included_studies) == 2
