"""A second person agrees, adjusts, asks, proposes and settles, and nothing that the coder logged is changed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.actions import coding, undo
from reviewkit.actions.coding_review import NewReview, Reviewed, review_list, review_segment
from reviewkit.coding import Cell
from reviewkit.errors import ReviewkitError
from reviewkit.model import Mark, Segment
from reviewkit.store.open_review import OpenReview
from tests.folders import afresh, begin, decide, files_of, joined_by, ready_to_code, temporary


def ready(root: Path, team: str = "") -> OpenReview:
    """Two included studies, a codebook, three people, nothing coded."""
    made = begin(root, people=1)
    ready_to_code(made, "berg", "aas")
    joined_by(made, "c")
    if team:
        with (root / "review.yaml").open("a", encoding="utf-8") as more:
            more.write(f"team: {team}\n")
        made.refresh()
    for record in (1, 2):
        decide(made, "a", record, "y")
    return made


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return ready(tmp_path / "review")


@pytest.fixture
def segment(folder: OpenReview) -> str:
    """A quote that a has coded."""
    return coding.add_quote(folder, "a", "berg", "We trust", ["trust"], relation="qualifies").id


def say(folder: OpenReview, who: str, segment: str, action: str, *codes: str, why: str = "so it is") -> Reviewed:
    return review_segment(folder, who, NewReview(segment, action, codes, "" if action == "agree" else why))


def now(folder: OpenReview, event: str) -> Segment:
    """A coded quote as another process reads it."""
    segments = (one for coding in afresh(folder).facts.codings for one in coding.segments)
    return next(one for one in segments if one.event == event)


def test_agreeing_is_logged_in_the_log_of_who_agrees(folder: OpenReview, segment: str) -> None:
    before = (folder.root / "coding" / "a.jsonl").read_bytes()
    done = say(folder, "b", segment, "agree")
    assert (done.study, done.coder, done.marks, done.already) == (
        "berg",
        "a",
        (Mark("trust", "qualifies"),),
        False,
    )
    assert done.id in (folder.root / "coding" / "b.jsonl").read_text(encoding="utf-8")
    assert (folder.root / "coding" / "a.jsonl").read_bytes() == before
    assert now(folder, segment).reviewers == ("b",)


@pytest.mark.parametrize("action", ["agree", "adjust", "question"])
def test_nobody_answers_codes_that_the_quote_got_while_they_looked_at_it(
    folder: OpenReview, segment: str, action: str
) -> None:
    codes = ("time",) if action == "adjust" else ()
    seen = now(folder, segment).given_by
    other = coding.recode(folder, "a", segment, ["trust", "time"], "both")
    folder.refresh()
    with pytest.raises(ReviewkitError, match="got other codes while you looked at it"):
        review_segment(folder, "b", NewReview(segment, action, codes, "why", seen=seen))
    assert now(folder, segment).reviews == ()
    assert now(folder, segment).given_by == other.id
    assert not review_segment(folder, "b", NewReview(segment, action, codes, "why", seen=other.id)).already


def test_a_coder_does_not_undo_an_adjustment_that_they_have_not_seen(folder: OpenReview, segment: str) -> None:
    adjusted = say(folder, "b", segment, "adjust", "time")
    with pytest.raises(ReviewkitError, match="got other codes while you looked at it"):
        coding.recode_as(folder, "a", segment, (Mark("trust"),), "why", seen=segment)
    assert now(folder, segment).marks == (Mark("time"),)
    assert not coding.recode_as(folder, "a", segment, (Mark("trust"),), "why", seen=adjusted.id).already


def test_an_adjustment_counts_from_then_on_and_is_undone_by_whoever_made_it(
    folder: OpenReview, segment: str
) -> None:
    done = say(folder, "b", segment, "adjust", "time", "trust", "time")
    assert done.marks == (Mark("time"), Mark("trust", "qualifies"))
    assert now(folder, segment).marks == done.marks
    assert now(folder, segment).recoded[0].by == "b"
    with pytest.raises(ReviewkitError, match="which only b can undo"):
        undo.undo(folder, "a", [done.id])
    undo.undo(folder, "b", [done.id])
    assert now(folder, segment).marks == (Mark("trust", "qualifies"),)
    assert now(folder, segment).reviews == ()


def test_a_relation_is_said_for_all_codes_or_stays_as_it_was(folder: OpenReview, segment: str) -> None:
    done = review_segment(folder, "b", NewReview(segment, "adjust", ("trust", "time"), "both", "contradicts"))
    assert done.marks == (Mark("trust", "contradicts"), Mark("time", "contradicts"))


def test_a_proposal_is_open_until_the_coder_recodes(folder: OpenReview, segment: str) -> None:
    say(folder, "b", segment, "propose", "time")
    assert now(folder, segment).marks == (Mark("trust", "qualifies"),)
    (problem,) = (one for one in afresh(folder).problems if one.code == "segment-open")
    assert problem.message.startswith("berg: 1 proposal on coded quotes, by b, is open")
    coding.recode(folder, "a", segment, ["time"], "b is right")
    assert now(folder, segment).open_reviews == ()
    assert not [one for one in afresh(folder).problems if one.code == "segment-open"]


def test_a_third_person_settles_and_may_keep_the_codes(folder: OpenReview, segment: str) -> None:
    say(folder, "b", segment, "question")
    assert say(folder, "c", segment, "settle").marks == (Mark("trust", "qualifies"),)
    assert now(folder, segment).open_reviews == ()
    assert say(folder, "c", segment, "settle", "time").marks == (Mark("time"),)


@pytest.mark.parametrize(
    ("who", "action", "codes", "why", "said"),
    [
        ("a", "agree", [], "", "is your own quote. To give it other codes: reviewkit code recode"),
        ("b", "adjust", ["time"], " ", "Say why"),
        ("b", "question", [], "", "Say why"),
        ("b", "propose", ["time"], "", "Say why"),
        ("b", "settle", [], "", "Say why"),
        ("b", "adjust", [], "so it is", "Name the codes"),
        ("b", "propose", [], "so it is", "Name the codes"),
        ("b", "agree", ["time"], "", "Codes go with"),
        ("b", "question", ["time"], "why", "Codes go with"),
        ("b", "adjust", ["trust"], "so it is", "has these codes already"),
        ("b", "propose", ["trust"], "so it is", "has these codes already"),
        ("b", "adjust", ["nonsense"], "so it is", "No codebook has the code 'nonsense'"),
    ],
)
def test_a_review_that_makes_no_sense_is_refused_and_nothing_is_logged(
    folder: OpenReview, segment: str, who: str, action: str, codes: list[str], why: str, said: str
) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        review_segment(folder, who, NewReview(segment, action, tuple(codes), why))
    assert files_of(folder.root) == before


def test_a_quote_in_a_file_has_to_be_logged_first(folder: OpenReview) -> None:
    path = folder.root / "coding" / "a" / "berg.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("segments:\n  - {quote: words, codes: [trust]}\n", encoding="utf-8")
    for name in ("", "words", "a-zzzzz-9"):
        with pytest.raises(ReviewkitError, match="reviewkit code import FILE"):
            say(folder, "b", name, "agree")


def test_the_same_said_twice_is_logged_once(folder: OpenReview, segment: str) -> None:
    first = say(folder, "b", segment, "adjust", "time")
    again = say(folder, "b", segment, "agree")
    assert not again.already
    third = say(folder, "b", segment, "agree")
    assert (third.already, third.id) == (True, again.id)
    coding.recode(folder, "a", segment, ["trust"], "no")
    fourth = say(folder, "b", segment, "adjust", "time")
    assert (fourth.already, fourth.id == first.id) == (False, False)


def test_in_a_team_that_codes_independently_others_are_reviewed_once_both_are_done(tmp_path: Path) -> None:
    folder = ready(tmp_path / "review", "independent")
    of_a = coding.add_quote(folder, "a", "berg", "We trust", ["trust"]).id
    coding.add_quote(folder, "b", "berg", "We hurry", ["time"])
    coding.finish_study(folder, "a", "berg", "done")
    for who in "bc":
        with pytest.raises(ReviewkitError, match="berg: what others coded is shown once 2 people have finished"):
            say(folder, who, of_a, "agree")
        assert of_a not in [one.segment.event for one in review_list(folder.review, who).waiting]
    coding.finish_study(folder, "b", "berg", "done")
    assert of_a in [one.segment.event for one in review_list(folder.review, "b").waiting]
    assert say(folder, "b", of_a, "agree").coder == "a"


def test_the_agreed_matrix_of_a_sequential_team_is_what_a_second_person_agrees_with(tmp_path: Path) -> None:
    folder = ready(tmp_path / "review", "sequential")
    first = coding.add_quote(folder, "a", "berg", "We trust", ["trust"]).id
    coding.finish_study(folder, "a", "berg", "done")

    def cells() -> list[Cell]:
        matrix = afresh(folder).matrices_of("agreed")["themes"]
        return [matrix.cells[theme, "berg"] for theme in ("trust", "time")]

    assert cells() == [Cell.NOT_ASSESSED, Cell.NOT_FOUND]
    say(folder, "b", first, "agree")
    assert cells() == [Cell.PRESENT, Cell.NOT_FOUND]
    say(folder, "c", first, "adjust", "time")
    assert cells() == [Cell.NOT_FOUND, Cell.PRESENT]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["recode", "agree", "adjust", "question", "propose", "settle", "undo"]),
        st.sampled_from("bc"),
        st.lists(st.sampled_from(["trust", "time"]), max_size=2, unique=True),
    ),
    max_size=6,
)


@settings(max_examples=12)
@given(STEPS)
def test_whatever_people_do_the_codes_are_those_of_the_acts_that_are_left(
    steps: list[tuple[str, str, list[str]]],
) -> None:
    """Replayed slowly beside it: a list of what gave codes, from which an undo takes the last."""
    with temporary() as root:
        folder = ready(root)
        event = coding.add_quote(folder, "a", "berg", "We trust", ["trust"]).id
        given_codes: list[tuple[str, list[str]]] = []
        done: list[tuple[str, str]] = []
        for action, who, codes in steps:
            if action == "undo":
                if done:
                    by, last = done.pop()
                    undo.undo(folder, by, [last])
                    given_codes = [one for one in given_codes if one[0] != last]
                continue
            by = "a" if action == "recode" else who
            try:
                if action == "recode":
                    made = coding.recode(folder, "a", event, codes or ["trust"], "so it is")
                    logged, already = made.id, made.already
                else:
                    took = say(
                        folder, who, event, action, *(codes if action in ("adjust", "propose", "settle") else ())
                    )
                    logged, already = took.id, took.already
            except ReviewkitError:
                continue
            if already:
                continue
            done.append((by, logged))
            if action == "recode" or (action in ("adjust", "settle") and codes):
                given_codes.append((logged, codes or ["trust"]))
        expected = given_codes[-1][1] if given_codes else ["trust"]
        assert [mark.code for mark in now(folder, event).marks] == expected


def test_the_list_can_be_of_one_study_or_one_quote(folder: OpenReview, segment: str) -> None:
    other = coding.add_quote(folder, "a", "aas", "We hurry", ["time"]).id
    say(folder, "c", other, "question")
    whole = review_list(folder.review, "b")
    assert [one.segment.event for one in whole.waiting] == [segment, other]
    assert [one.segment.event for one in whole.open] == [other]
    assert (whole.counts.segments, whole.counts.reviewed, whole.without_id) == (2, 1, 0)
    aas = review_list(folder.review, "b", "aas")
    assert ([one.segment.event for one in aas.waiting], aas.counts.segments, aas.named) == ([other], 1, None)
    one = review_list(folder.review, "b", segment).named
    assert one is not None
    assert one.segment.event == segment
    with pytest.raises(ReviewkitError, match="'nonsense' is neither a study nor the id of a coded quote"):
        review_list(folder.review, "b", "nonsense")


def test_each_code_can_have_a_relation_of_its_own_which_counts(folder: OpenReview, segment: str) -> None:
    said = {"trust": "contradicts"}
    new = NewReview(segment, "adjust", ("trust", "time"), "it speaks against it", relations=said)
    assert review_segment(folder, "b", new).marks == (Mark("trust", "contradicts"), Mark("time"))
    only = NewReview(segment, "adjust", ("trust", "time"), "time too", relations={"time": "qualifies"})
    assert review_segment(folder, "b", only).marks == (Mark("trust", "contradicts"), Mark("time", "qualifies"))
    assert now(folder, segment).reviewers == ("b",)
    (matrix,) = afresh(folder).matrices_of("any").values()
    assert matrix.cells["trust", "berg"] is Cell.CONTRADICTED
