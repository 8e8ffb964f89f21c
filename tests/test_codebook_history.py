"""The history of a codebook: replaying it gives the codebook, whatever was done to it and in which order."""

import contextlib
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import codebook_changes as changes
from reviewkit.actions import rewriting
from reviewkit.codebook_changes import Change
from reviewkit.codebook_history import (
    acts_since,
    amounts_to,
    book_of,
    continued,
    differences,
    moment_of,
    problems,
    replayed,
    split_codes,
    state_of,
)
from reviewkit.coding import current_ids, matrix
from reviewkit.errors import Place, ReviewkitError
from reviewkit.model import BookState, CodebookAct, Coding, Mark, Segment, Stamp, Study
from reviewkit.store import codebooks
from tests.codebooks import BOOK, CHANGES, IDS

FILE = "codebooks/themes.yaml"
BEGIN = datetime(2026, 3, 1, 9, tzinfo=UTC)


def read(text: str) -> BookState:
    return codebooks.of_text(text, FILE, []).said


def begun(state: BookState) -> CodebookAct:
    return CodebookAct("a", "themes", "version", (), differences({}, state), id="a-1", stamp=Stamp(BEGIN))


def logged(before: BookState, change: Change, number: int) -> CodebookAct:
    step = change(before, "en")
    at = Stamp(BEGIN + timedelta(days=number))
    return CodebookAct(
        "a", "themes", step.op, step.ids, step.changes, step.into, was="x", id=f"a-{number + 1}", stamp=at
    )


@pytest.mark.thorough
@given(st.lists(CHANGES, min_size=1, max_size=12))
@settings(deadline=None, max_examples=120)
def test_replaying_any_changes_gives_what_the_file_says_and_its_comments_stay(made: list[Change]) -> None:
    text, acts = BOOK, [begun(read(BOOK))]
    for change in made:
        try:
            act = logged(read(text), change, len(acts))
        except ReviewkitError:
            continue
        acts.append(act)
        text = codebooks.rewritten(text, FILE, replayed(acts))
        assert read(text) == replayed(acts)
        assert continued(replayed(acts[:-1]), acts[-1]) == replayed(acts)
        book = codebooks.of_text(text, FILE, [])
        assert book_of(replayed(acts), book) == book
    assert [comment for comment in re.findall(r"#.*", BOOK) if comment not in text] == []
    back = codebooks.rewritten(text, FILE, read(BOOK))
    assert read(back) == read(BOOK)


def followed(acts: list[CodebookAct], code: str) -> str:
    """What a code is called now, by the acts alone: where it was merged into another, the other."""
    into = {"confidence": "trust", "known": "knows_me", "familiar": "knows_me"}
    for act in acts:
        if act.op == "merge":
            into |= dict.fromkeys(act.ids, act.into[0])
        if act.op == "restore":
            into.pop(act.ids[0], None)
    while code in into:
        code = into[code]
    return code


def theme_by_hand(acts: list[CodebookAct], state: BookState, code: str) -> str:
    """The theme that a code counts for, going up from one parent to the next; "" for none."""
    in_use = [name for name, said in state.items() if name and said.get("status") not in ("retired", "parked")]
    themes = [name for name in in_use if state[name].get("kind") == "theme"]
    rows = themes or [name for name in in_use if "parent" not in state[name]]
    name = followed(acts, code)
    while name and name not in rows:
        if state.get(name, {}).get("status") == "parked":
            return ""
        name = followed(acts, str(state.get(name, {}).get("parent", "")))
    return name


FOUND = IDS[:5]  # the codes that are in the codebook from the beginning
USED = (*FOUND, *FOUND, "known", "confidence")
MERGES = st.lists(st.sampled_from(FOUND), min_size=2, max_size=4, unique=True).map(
    lambda ids: changes.merge(ids[1:], ids[0])
)
OFTEN = st.one_of(MERGES, MERGES, st.sampled_from(FOUND).map(changes.restore), CHANGES)


@pytest.mark.thorough
@given(st.lists(OFTEN, min_size=1, max_size=10))
@settings(deadline=None, max_examples=150)
def test_each_mark_counts_in_one_code_and_the_matrix_is_what_a_person_counts(made: list[Change]) -> None:
    text, acts = BOOK, [begun(read(BOOK))]
    quotes = tuple(Segment(f"Quote {number}", "", (Mark(code),)) for number, code in enumerate(USED))
    coding = Coding("a", "berg", "done", quotes, (), Place("coding"))
    study = Study("berg", "Berg (2024)", ("cinahl-0001",), {})
    for change in made:
        with contextlib.suppress(ReviewkitError):
            after = codebooks.rewritten(text, FILE, replayed([*acts, logged(read(text), change, len(acts))]))
            rewriting.read_back(lambda new, found: codebooks.of_text(new, FILE, found), text, after)
            acts.append(logged(read(text), change, len(acts)))
            text = after
    book = codebooks.of_text(text, FILE, [])
    current = current_ids(book.codes)
    assert [current[code] for code in USED] == [followed(acts, code) for code in USED]
    assert all(current[code] in book.said for code in USED)
    counted = Counter(theme_by_hand(acts, book.said, code) for code in USED)
    counted.pop("", None)
    found = matrix(book, [coding], [study])
    assert {theme: len(marks) for (theme, _), marks in found.evidence.items()} == counted


@given(st.lists(CHANGES, min_size=1, max_size=8))
@settings(deadline=None, max_examples=100)
def test_steps_between_two_states_say_each_difference_once(made: list[Change]) -> None:
    before = read(BOOK)
    after = before
    for number, change in enumerate(made, start=1):
        try:
            after = replayed([begun(after), logged(after, change, number)])
        except ReviewkitError:
            continue
    steps = amounts_to(before, after)
    found = [change for step in steps for change in step.changes]
    assert sorted(map(repr, found)) == sorted(map(repr, differences(before, after)))
    acts = [CodebookAct("a", "themes", step.op, step.ids, step.changes) for step in steps]
    assert replayed([begun(before), *acts]) == after


def test_what_was_done_by_hand_is_named_as_what_it_amounts_to() -> None:
    by_hand = (
        BOOK.replace("aliases: [confidence]", "aliases: [confidence, closeness]")
        .replace("label: Closeness", "label: Nearness\n    status: retired")
        .replace("She knows me", "Knows me")
        .replace('version: "1"', 'version: "2"')
        .replace("time: {label: Time, status: candidate}", "haste: Haste")
    )
    steps = {(step.op, step.ids, step.into) for step in amounts_to(read(BOOK), read(by_hand))}
    assert steps == {
        ("merge", ("closeness",), ("trust",)),
        ("rename", ("closeness",), ()),
        ("rename", ("knows_me",), ()),
        ("version", (), ()),
        ("create", ("haste",), ()),
        ("retire", ("time",), ()),
    }


@pytest.mark.parametrize(
    ("old", "new", "op"),
    [
        ("  time: {label: Time, status: candidate}", "  time: {label: Time, status: retired}", "retire"),
        ("  time: {label: Time, status: candidate}", "  time: {label: Time, status: active}", "redefine"),
        ("  time: {label: Time, status: candidate}", "  time: {label: Time, status: parked}", "park"),
        ("    label: Closeness", "    label: Closeness\n    status: parked", "park"),
        (
            "  time: {label: Time, status: candidate}",
            "  time: {label: Time, status: candidate, kind: theme}",
            "promote",
        ),
        ("    kind: theme\n    label: Closeness", "    kind: subtheme\n    label: Closeness", "demote"),
        ("parent: closeness", "parent: trust", "move"),
        ("  same_face: The same face", "  same_face: {label: The same face}", None),
    ],
)
def test_each_key_has_its_name(old: str, new: str, op: str | None) -> None:
    assert old in BOOK
    assert [step.op for step in amounts_to(read(BOOK), read(BOOK.replace(old, new)))] == ([op] if op else [])


def test_a_history_that_was_begun_in_two_copies_keeps_what_was_done_in_one() -> None:
    start = read(BOOK)
    first = begun(start)
    act = logged(start, changes.rename("closeness", "Nearness"), 1)
    second = replace(begun(read(BOOK + "  calm: Calm\n")), stamp=Stamp(BEGIN + timedelta(days=2)))
    state = replayed([first, act, second])
    assert state["closeness"]["label"] == "Nearness"
    assert state["calm"] == {"label": "Calm"}


def test_a_moment_is_named_by_a_version_a_day_or_an_act() -> None:
    start = read(BOOK)
    acts = [begun(start), logged(start, changes.version("2"), 4)]
    assert moment_of(acts, "a-1") == acts[0].stamp == moment_of(acts, "1")
    assert moment_of(acts, "2") == acts[1].stamp
    assert moment_of(acts, "2026-03-02").at == datetime(2026, 3, 2, tzinfo=UTC)
    assert moment_of(acts, "2026-03-02", end_of_day=True).at == datetime(2026, 3, 3, tzinfo=UTC)
    with pytest.raises(ReviewkitError, match="Versions: 1, 2"):
        moment_of(acts, "3")


def test_a_split_code_waits_until_it_is_retired() -> None:
    start = read(BOOK)
    split = logged(start, changes.split("time", {"haste": "Haste", "calm": "Calm"}, True), 1)
    state = replayed([begun(start), split])
    assert split_codes([begun(start), split], state) == {"time": ("haste", "calm")}
    retired = logged(state, changes.retire("time"), 2)
    assert split_codes([split, retired], replayed([begun(start), split, retired])) == {}


def test_a_codebook_without_history_has_no_problem_and_one_with_it_names_what_was_changed() -> None:
    book = codebooks.of_text(BOOK.replace("Closeness", "Nearness"), FILE, [])
    assert list(problems([book], [])) == []
    assert list(problems([codebooks.of_text(BOOK, FILE, [])], [begun(read(BOOK))])) == []
    (problem,) = problems([book], [begun(read(BOOK))])
    assert (problem.code, problem.place.path) == ("codebook-edited", FILE)
    assert "1 change by hand" in problem.message
    assert "accept --why WHY" in problem.message
    assert "reject --why WHY" in problem.message
    assert "closeness" in problem.message


def test_what_is_empty_says_nothing() -> None:
    said = state_of(
        {"codes": {"trust": {"label": "Trust", "memo": "", "aliases": "known"}, "none": "", "odd": []}}
    )
    assert said == {"": {"version": "1"}, "trust": {"label": "Trust", "aliases": ["known"]}}


def test_a_state_becomes_a_codebook_as_its_file_would() -> None:
    """Also where the file says what it should not, and in the languages as people write them."""
    text = (
        "language: nb\ncodes:\n  b: {label: {NO: Tid, en: Time}, definition: {nb: Om tid, en: On time}, kind: topic}\n"
        "  a: {label: Tillit, status: gone, aliases: x}\n  c: {kind: theme, parent: b}\n"
    )
    book = codebooks.of_text(text, FILE, [])
    assert book_of(book.said, book) == book
    assert [code.id for code in book_of({**book.said, "d": {"label": "D"}}, book).codes] == ["b", "a", "c", "d"]


def test_a_file_that_is_older_than_its_history_is_told_from_one_that_was_changed() -> None:
    start = read(BOOK)
    acts = [begun(start), logged(start, changes.retire("time"), 2)]
    acts.append(logged(replayed(acts), changes.rename("closeness", "Nearness"), 3))
    older = codebooks.of_text(BOOK, FILE, [])
    (problem,) = problems([older], acts)
    assert "before retire time by" in problem.message
    assert "from then on (2 acts)" in problem.message
    assert acts_since(older, acts) == tuple(acts[1:])
    edited = codebooks.of_text(BOOK.replace("Closeness", "Being near"), FILE, [])
    assert acts_since(edited, acts) == ()
    assert "by hand" in next(problems([edited], acts)).message


@given(st.data())
def test_the_file_of_any_moment_is_found_in_the_history(data: st.DataObject) -> None:
    """Whatever was done, a file that says what a moment of the history said is older by what came after it."""
    states, acts = [read(BOOK)], [begun(read(BOOK))]
    for number in range(1, data.draw(st.integers(1, 6)) + 1):
        label = data.draw(st.sampled_from(["One", "Two", "Three"]))
        code = data.draw(st.sampled_from(["closeness", "time", "trust"]))
        acts.append(logged(states[-1], changes.rename(code, label), number))
        states.append(replayed(acts))
    at = data.draw(st.integers(0, len(states) - 1))
    book = replace(codebooks.of_text(BOOK, FILE, []), said=states[at])
    latest = max(number for number, state in enumerate(states) if state == states[at])
    expected = () if states[at] == states[-1] else tuple(acts[latest + 1 :])
    assert acts_since(book, acts) == expected
