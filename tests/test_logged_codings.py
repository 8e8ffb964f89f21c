"""The codings that follow from what coders logged."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.errors import Place
from reviewkit.logged_codings import from_acts, same_quote, with_added, without_logged
from reviewkit.model import (
    AnyAct,
    CodedSegment,
    Coding,
    Mark,
    Retrieval,
    Segment,
    SegmentRecoded,
    SegmentReviewed,
    Stamp,
    StudyCoded,
    StudyMark,
    StudyRead,
)
from tests.builders import moment


def act(kind: type, n: int, study: str = "berg", by: str = "a", **known: object) -> AnyAct:
    return kind(by=by, study=study, id=f"{by}-{n}", place=Place("log", n), **known)  # type: ignore[no-any-return]


def test_logged_acts_make_one_coding_for_each_coder_and_study() -> None:
    acts = [
        act(CodedSegment, 1, quote="q", marks=(Mark("trust"),), page="4", note="n"),
        act(StudyMark, 2, mark=Mark("time")),
        act(CodedSegment, 3, by="b", quote="r", marks=(Mark("trust"),)),
        act(StudyCoded, 4, state="done"),
        act(StudyCoded, 5, study="dahl", state="done-nothing-found"),
        act(CodedSegment, 6, quote="s", marks=(Mark("time"),)),
    ]
    one, two, three = from_acts(acts)
    assert (one.coder, one.study, one.state, one.place) == ("a", "berg", "done", Place("log", 1))
    assert [(segment.quote, segment.page, segment.event) for segment in one.segments] == [
        ("q", "4", "a-1"),
        ("s", "", "a-6"),
    ]
    assert one.study_marks == (Mark("time"),)
    assert [mark.event for mark in one.study_marks] == ["a-2"]
    assert one.events == ("a-1", "a-2", "a-4", "a-6")
    assert (two.coder, two.state, [segment.quote for segment in two.segments]) == ("b", "in-progress", ["r"])
    assert (three.study, three.state, three.segments) == ("dahl", "done-nothing-found", ())


def test_the_last_word_on_the_state_counts() -> None:
    states = ["done", "in-progress", "done-nothing-found"]
    for count in (1, 2, 3):
        acts = [act(StudyCoded, n, state=state) for n, state in enumerate(states[:count])]
        assert [one.state for one in from_acts(acts)] == [states[count - 1]]


def test_acts_of_other_kinds_make_no_coding() -> None:
    assert from_acts([Retrieval("a", "x-0001", True)]) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("quote", "mark", "state", "recode", "review", "read")),
            st.sampled_from("ab"),
            st.sampled_from(("berg", "aas")),
            st.integers(0, 9),
        ),
        max_size=14,
    ),
    st.integers(0, 14),
)
@settings(deadline=None, max_examples=150)
def test_what_was_added_gives_the_same_as_all_at_once(drawn: list[tuple[str, str, str, int]], first: int) -> None:
    acts: list[AnyAct] = []
    for n, (what, by, study, which) in enumerate(drawn):
        quotes = [one for one in acts if isinstance(one, CodedSegment)]
        if what == "quote":
            acts.append(act(CodedSegment, n, study, by, quote=f"q{n}", marks=(Mark("trust"),)))
        elif what == "mark":
            acts.append(act(StudyMark, n, study, by, mark=Mark("time")))
        elif what == "state":
            acts.append(act(StudyCoded, n, study, by, state=("in-progress", "done")[which % 2]))
        elif what == "read":
            acts.append(act(StudyRead, n, study, by))
        elif quotes:
            segment = quotes[which % len(quotes)].id if which < 9 else "of-nobody"
            later = SegmentRecoded(
                by, segment, (Mark("time"),), "read again", id=f"{by}-{n}", stamp=Stamp(moment(str(n)), by)
            )
            said = SegmentReviewed(
                by, segment, "adjust", (Mark("hope"),), "why", id=f"{by}-{n}", stamp=Stamp(moment(str(n)), by)
            )
            acts.append(later if what == "recode" else said)
    before, added = acts[:first], acts[first:]
    assert with_added(from_acts(before), acts, added) == from_acts(acts)


MARKS = st.lists(
    st.sampled_from([Mark("trust"), Mark("time"), Mark("time", "contradicts")]), min_size=1, max_size=2
)
SEGMENTS = st.builds(
    Segment, st.sampled_from(["one", "two", " two "]), st.sampled_from(["", "4"]), MARKS.map(tuple)
)
CODINGS = st.builds(
    Coding,
    st.sampled_from("ab"),
    st.sampled_from(["berg", "aas"]),
    st.just("done"),
    st.lists(SEGMENTS, max_size=3).map(tuple),
    st.lists(st.sampled_from([Mark("trust"), Mark("time")]), max_size=2, unique=True).map(tuple),
    st.just(Place("")),
)


def _said(made: Iterable[Coding]) -> set[tuple[object, ...]]:
    """Who says what of which study."""
    quotes = {(one.coder, one.study, *same_quote(each)) for one in made for each in one.segments}
    return quotes | {(one.coder, one.study, mark) for one in made for mark in one.study_marks}


@given(st.lists(CODINGS, max_size=3), st.lists(CODINGS, max_size=3, unique_by=lambda one: (one.coder, one.study)))
def test_what_a_file_and_the_log_say_counts_once_and_nothing_else_is_lost(
    written: list[Coding], logged: list[Coding]
) -> None:
    left = without_logged(written, logged)
    assert _said([*left, *logged]) == _said([*written, *logged])
    assert not _said(left) & _said(logged)
    assert [(one.coder, one.study, one.state) for one in left] == [
        (one.coder, one.study, one.state) for one in written
    ]
