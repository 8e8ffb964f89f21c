"""The codings that follow from what coders logged."""

from reviewkit.errors import Place
from reviewkit.logged_codings import from_acts
from reviewkit.model import AnyAct, CodedSegment, Mark, Retrieval, StudyCoded, StudyMark


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
