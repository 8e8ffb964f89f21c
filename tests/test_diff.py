"""What is different between two reviews: members of boxes, studies, codes, cells, and the acts behind it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.coding import Cell
from reviewkit.diff import Difference, difference, flow_difference
from reviewkit.model import Facts
from reviewkit.review import Review
from reviewkit.store.open_review import open_review
from reviewkit.words import Choice
from tests.builders import decision, protocol, record, records
from tests.conftest import EXAMPLE

IDS = ("a-0001", "a-0002", "a-0003")
HELD = records(*(record(one, title=f"Title {one}") for one in IDS))


def review(*choices: tuple[str, str, Choice]) -> Review:
    """One round of screening by one person, with these decisions: the record, the event, the choice."""
    made = tuple(replace(decision("a", one, choice), id=event) for one, event, choice in choices)
    facts = Facts(
        protocol(people=1),
        records=HELD,
        source_of=dict.fromkeys(HELD, "a"),
        decisions=made,
    )
    return Review(facts)


def boxes(found: Difference) -> dict[str, tuple[int | None, int | None, tuple[str, ...], tuple[str, ...]]]:
    return {one.id: (one.before, one.after, one.came, one.went) for one in found.flow}


def test_a_decision_moves_a_record_and_is_named_as_the_act_behind_it() -> None:
    before = review(("a-0001", "e1", Choice.INCLUDE))
    after = review(("a-0001", "e1", Choice.INCLUDE), ("a-0002", "e2", Choice.EXCLUDE))
    found = difference(before, after)
    assert boxes(found)["excluded"] == (0, 1, ("a-0002",), ())
    assert boxes(found)["waiting.screening"] == (2, 1, (), ("a-0002",))
    assert "new.reports" not in boxes(found)
    assert {(cause.event, cause.kind) for one in found.flow for cause in one.causes} == {("e2", "decision")}


def test_a_record_that_takes_the_place_of_another_is_a_difference_although_the_number_is_the_same() -> None:
    before = review(("a-0001", "e1", Choice.INCLUDE), ("a-0002", "e2", Choice.EXCLUDE))
    after = review(("a-0001", "e3", Choice.EXCLUDE), ("a-0002", "e4", Choice.INCLUDE))
    found = boxes(difference(before, after))
    assert found["new.reports"] == (1, 1, ("a-0002",), ("a-0001",))


def test_a_study_that_is_no_longer_included_is_named() -> None:
    before = review(("a-0001", "e1", Choice.INCLUDE))
    (study,) = difference(before, review()).studies
    assert (study.before is not None, study.after) == (True, None)


def test_a_review_is_not_different_from_itself() -> None:
    assert not difference(open_review(EXAMPLE).review, open_review(EXAMPLE).review).anything


def test_cells_and_codes_that_were_changed_are_found_with_the_marks_behind_them() -> None:
    after = open_review(EXAMPLE).review
    lost = tuple(
        replace(one, segments=(), study_marks=()) for one in after.facts.codings if one.study == "bodker2019"
    )
    kept = tuple(one for one in after.facts.codings if one.study != "bodker2019")
    before = Review(replace(after.facts, codings=(*kept, *lost)))
    (book,) = difference(before, after).codebooks
    assert book.steps == ()
    changed = {(cell.theme, cell.study): (cell.before, cell.after) for cell in book.cells}
    assert changed == {("person_centred_collaboration", "bodker2019"): (Cell.NOT_FOUND, Cell.PRESENT)}
    assert all(cell.came and not cell.went for cell in book.cells)


CHOICES = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(("e1", "e2", "e3")),
        st.sampled_from((Choice.INCLUDE, Choice.EXCLUDE)),
    ),
    max_size=3,
    unique_by=(lambda one: one[0], lambda one: one[1]),
)


@given(CHOICES, CHOICES)
def test_the_members_that_came_and_went_lead_from_one_flow_to_the_other_and_back(
    first: list[tuple[str, str, Choice]], second: list[tuple[str, str, Choice]]
) -> None:
    before, after = review(*first), review(*second)
    there, back = flow_difference(before, after), flow_difference(after, before)
    assert {(one.id, one.before, one.after, one.came, one.went, one.causes) for one in there} == {
        (one.id, one.after, one.before, one.went, one.came, one.causes) for one in back
    }
    changed = {one.id: one for one in there}
    for name in {**before.flow.boxes, **after.flow.boxes}:
        old, new = (
            set(flow.boxes[name].members or ()) if name in flow.boxes else set()
            for flow in (before.flow, after.flow)
        )
        one = changed.get(name)
        assert (old - set(one.went)) | set(one.came) == new if one else old == new
        assert not one or (one.before or 0, one.after or 0) == (before.flow.n(name), after.flow.n(name))
