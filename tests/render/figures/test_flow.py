"""The flow diagram: every number in it, nothing outside its box, arrows from box to box."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.model import two_stages
from reviewkit.prisma import AnyBoxId, Box, Flow, Unit, decided_by, unrecorded_id
from reviewkit.render.figures.drawing import Drawing, Rectangle, Text
from reviewkit.render.figures.flow import (
    LEAST_BAR_SIZE,
    MAIN,
    OTHER,
    OTHER_SIDE,
    PREVIOUS,
    SIDE,
    flow_drawing,
    flow_grid,
)
from reviewkit.render.figures.layout import MARGIN, PADDING
from reviewkit.render.figures.svg import as_svg
from reviewkit.words import BoxId, OtherArm
from tests.builders import Stages
from tests.render.samples import EXPECTED, HOSTILE_NAME, LONG_NAME, flow_of, flows

every_arm = pytest.mark.parametrize("other", list(OtherArm))
every_stage = pytest.mark.parametrize("stages", list(Stages))


def drawn(flow: Flow, language: str = "en", draft: bool = False, notes: tuple[str, ...] = ()) -> Drawing:
    return flow_drawing(flow_grid(flow, labels(language), draft, notes))


def width_of(text: Text, drawing: Drawing) -> float:
    return fonts.width(text.text, text.size or drawing.size, text.bold)


def on_the_frame(point: tuple[float, float], box: Rectangle) -> bool:
    """Whether a point is on the outline of a box (to a hundredth of a px)."""
    x, y = point
    inside = box.x - 0.01 <= x <= box.right + 0.01 and box.y - 0.01 <= y <= box.bottom + 0.01
    return inside and min(abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom)) < 0.01


# The grid


@every_arm
@every_stage
def test_no_two_boxes_share_a_cell_of_the_grid(other: OtherArm, stages: Stages) -> None:
    grid = flow_grid(flow_of(other, stages), labels("en"))
    cells = [(box.row, box.column) for box in grid.boxes]
    assert len(set(cells)) == len(cells)
    assert all(box.row < len(grid.phases) for box in grid.boxes)


def test_other_methods_have_columns_of_their_own_where_they_are_kept_separate() -> None:
    separate = flow_grid(flow_of(OtherArm.SEPARATE), labels("en"))
    pooled = flow_grid(flow_of(OtherArm.POOLED), labels("en"))
    assert {box.column for box in separate.boxes} == {PREVIOUS, MAIN, SIDE, OTHER, OTHER_SIDE}
    assert {box.column for box in pooled.boxes} == {PREVIOUS, MAIN, SIDE}
    assert ("other.assessed", "new") in separate.arrows
    assert ("id.other", "id") in pooled.arrows


def test_kinds_of_removals_are_listed_without_a_total_that_nobody_stated() -> None:
    boxes = {BoxId.FROM_DATABASES: 500, BoxId.DUPLICATES: 190}
    flow = Flow({box: Box(box, n, Unit.RECORDS) for box, n in boxes.items()}, OtherArm.SEPARATE, two_stages())
    (removed,) = [box for box in flow_grid(flow, labels("en")).boxes if box.id == BoxId.REMOVED]
    said = [line.text.replace("\u00a0", " ") for line in removed.lines]
    assert said == ["Records removed before screening:", "Duplicate records (n = 190)"]


def test_one_stage_has_no_retrieval() -> None:
    assert "sought" in {box.id for box in flow_grid(flow_of(), labels("en")).boxes}
    one_stage = flow_grid(flow_of(OtherArm.POOLED, Stages.ONE), labels("en"))
    assert not {"sought", "not_retrieved", "assessed"} & {box.id for box in one_stage.boxes}
    assert ("screened", "new") in one_stage.arrows


def test_a_figure_says_how_it_departs_from_the_template() -> None:
    assert flow_grid(flow_of(), labels("en")).notes == (labels("en").text("flow.source"),)
    notes = flow_grid(flow_of(OtherArm.POOLED, Stages.ONE), labels("en"), notes=["Mine."]).notes
    assert [note.split()[0] for note in notes] == ["Adapted", "Records", "Records", "Mine."]


def test_an_updated_review_shows_the_previous_studies_and_the_total() -> None:
    grid = flow_grid(flow_of(), labels("en"))
    assert {("new", "total"), ("prev", "total")} <= set(grid.arrows)
    total = next(box for box in grid.boxes if box.id == "total")
    assert [line.text.replace("\u00a0", " ").split("(")[1] for line in total.lines] == ["n = 27)", "n = 30)"]


@given(flows())
@settings(max_examples=60)
def test_an_arrow_joins_two_boxes_that_are_there_and_points_forward(flow: Flow) -> None:
    grid = flow_grid(flow, labels("en"))
    place_of = {box.id: (box.row, box.column) for box in grid.boxes}
    assert len(place_of) == len(grid.boxes)
    for start, end in grid.arrows:
        assert place_of[start][0] <= place_of[end][0]
        assert start != end


@every_arm
@every_stage
@pytest.mark.parametrize("language", languages())
def test_every_number_stands_in_the_figure_and_in_its_description(
    other: OtherArm, stages: Stages, language: str
) -> None:
    flow = flow_of(other, stages)
    drawing = drawn(flow, language)
    shown = " ".join(text.text for text in drawing.texts()).replace("\u00a0", " ")
    hidden = {"id", "rm"} if other is OtherArm.SEPARATE else set()
    for box in flow.boxes.values():
        if box.id in hidden or (box.id.startswith("other.rm") and not box.n):
            continue
        if stages is Stages.ONE and box.id.startswith("other.") and box.id != "other.identified":
            continue  # one stage has no retrieval of its own
        if box.id.startswith("other.identified") and other is OtherArm.POOLED:
            continue
        number = labels(language).count(box.n).replace("\u00a0", " ")
        assert number in shown, box.id
        assert number in drawing.description, box.id


ENTERED: dict[AnyBoxId, int] = {
    box: 101 + number
    for number, box in enumerate(
        (
            BoxId.FROM_DATABASES,
            BoxId.OTHER_IDENTIFIED,
            BoxId.REMOVED,
            BoxId.DUPLICATES,
            unrecorded_id(BoxId.REMOVED),
            decided_by(BoxId.DUPLICATES, "human"),
            decided_by(BoxId.DUPLICATES, "tool"),
            BoxId.SCREENED,
            BoxId.EXCLUDED,
            BoxId.SOUGHT,
            BoxId.NOT_RETRIEVED,
            BoxId.ASSESSED,
            BoxId.REPORTS_EXCLUDED,
            BoxId.OTHER_REMOVED,
            BoxId.OTHER_DUPLICATES,
            unrecorded_id(BoxId.OTHER_REMOVED),
            BoxId.OTHER_SCREENED,
            BoxId.OTHER_EXCLUDED,
            decided_by(BoxId.OTHER_EXCLUDED, "tool"),
            BoxId.OTHER_SOUGHT,
            BoxId.OTHER_NOT_RETRIEVED,
            BoxId.OTHER_ASSESSED,
            BoxId.OTHER_REPORTS_EXCLUDED,
            BoxId.NEW_STUDIES,
        )
    )
}


@pytest.mark.parametrize("left_out", ENTERED)
def test_a_number_is_drawn_whatever_other_number_was_not_stated(left_out: AnyBoxId) -> None:
    boxes = {box: Box(box, n, Unit.RECORDS) for box, n in ENTERED.items() if box != left_out}
    grid = flow_grid(Flow(boxes, OtherArm.SEPARATE, two_stages(), entered=True), labels("en"))
    for box in boxes:
        if not box.startswith(f"{left_out}_by.") and box != unrecorded_id(left_out):
            assert f"(n = {ENTERED[box]})" in grid.description, box


@given(flows(), st.sampled_from(languages()))
@settings(max_examples=40, deadline=None)
def test_every_box_is_told_once_phase_by_phase(flow: Flow, language: str) -> None:
    grid = flow_grid(flow, labels(language))
    told = [box for one in grid.told for box in one.boxes]
    assert sorted(box.id for box in told) == sorted(box.id for box in grid.boxes)
    assert all(grid.phases[box.row] == one.phase for one in grid.told for box in one.boxes)
    phases = list(dict.fromkeys(grid.phases))
    assert [phases.index(one.phase) for one in grid.told] == sorted(phases.index(one.phase) for one in grid.told)
    assert list(flow_drawing(grid).boxes)[len(grid.heads) :] == [box.id for box in told]


def test_the_alternative_text_says_which_arm_a_number_is_of() -> None:
    description = flow_grid(flow_of(), labels("en")).description
    other = labels("en").text("flow.new_other")
    assert f"{other}: Reports sought for retrieval (n = 19). Reports not retrieved (n = 1)." in description
    assert description.index("sought for retrieval (n = 86)") < description.index("sought for retrieval (n = 19)")


# The placing


@given(flows(), st.sampled_from(languages()), st.booleans())
@settings(max_examples=60)
def test_every_text_is_inside_its_box(flow: Flow, language: str, draft: bool) -> None:
    drawing = drawn(flow, language, draft)
    for box in drawing.boxes.values():
        for line in box.lines:
            assert line.x >= box.x + PADDING
            assert line.x + width_of(line, drawing) <= box.right - PADDING + 0.01
            assert box.y + drawing.size <= line.y <= box.bottom - 2


@given(flows())
@settings(max_examples=60)
def test_no_two_boxes_overlap_and_all_are_on_the_page(flow: Flow) -> None:
    drawing = drawn(flow)
    boxes = list(drawing.boxes.values())
    for left, right in combinations(boxes, 2):
        separate = left.right < right.x or right.right < left.x or left.bottom < right.y or right.bottom < left.y
        assert separate, (left.id, right.id)
    for box in boxes:
        assert box.x >= MARGIN
        assert box.y >= MARGIN
        assert box.right <= drawing.width - MARGIN
        assert box.bottom <= drawing.height - MARGIN


@given(flows())
@settings(max_examples=60)
def test_every_arrow_begins_and_ends_on_the_frame_of_its_box(flow: Flow) -> None:
    drawing = drawn(flow)
    for arrow in drawing.arrows:
        assert on_the_frame(arrow.points[0], drawing.boxes[arrow.start]), arrow
        assert on_the_frame(arrow.points[-1], drawing.boxes[arrow.end]), arrow
        for (x1, y1), (x2, y2) in pairwise(arrow.points):
            assert x1 == x2 or y1 == y2, "arrows run straight down or straight across"


@given(flows())
@settings(max_examples=60)
def test_no_arrow_runs_through_a_box(flow: Flow) -> None:
    drawing = drawn(flow)
    for arrow in drawing.arrows:
        for (x1, y1), (x2, y2) in pairwise(arrow.points):
            for box in drawing.boxes.values():
                beside = max(x1, x2) <= box.x or min(x1, x2) >= box.right
                assert beside or max(y1, y2) <= box.y or min(y1, y2) >= box.bottom, (arrow, box.id)


@given(flows(), st.lists(st.text("abc Åø,.", max_size=300), max_size=3))
@settings(max_examples=40)
def test_notes_are_under_the_diagram_and_on_the_page(flow: Flow, notes: list[str]) -> None:
    drawing = drawn(flow, notes=tuple(notes))
    lowest = max(box.bottom for box in drawing.boxes.values())
    printed = [shape for shape in drawing.shapes if isinstance(shape, Text)]
    assert printed
    for text in printed:
        assert lowest < text.y <= drawing.height
        assert text.x + width_of(text, drawing) <= drawing.width - MARGIN + 0.01


@every_arm
@every_stage
def test_each_phase_has_one_bar_beside_its_rows_with_its_name_in_it(other: OtherArm, stages: Stages) -> None:
    drawing = drawn(flow_of(other, stages))
    bars = [shape for shape in drawing.shapes if isinstance(shape, Rectangle) and shape.label]
    assert [bar.label.text for bar in bars if bar.label] == ["Identification", "Screening", "Included"]
    for bar in bars:
        assert bar.label is not None
        assert width_of(bar.label, drawing) <= bar.height
        assert bar.x < bar.label.x < bar.right
    assert all(above.bottom < below.y for above, below in pairwise(bars))


def test_the_name_of_a_phase_is_made_smaller_where_its_bar_is_short() -> None:
    drawing = drawn(flow_of(OtherArm.POOLED, Stages.ONE), "nn")
    bars = [shape for shape in drawing.shapes if isinstance(shape, Rectangle) and shape.label]
    short = min(bars, key=lambda bar: bar.height)
    assert short.label is not None
    assert width_of(short.label, drawing) <= short.height


def test_a_draft_is_marked_and_moves_the_diagram_down() -> None:
    final, draft = drawn(flow_of()), drawn(flow_of(), draft=True)
    assert "DRAFT" in " ".join(text.text for text in draft.texts())
    assert "DRAFT" not in " ".join(text.text for text in final.texts())
    assert draft.boxes["screened"].y > final.boxes["screened"].y


def test_a_long_name_makes_its_box_higher_and_no_box_wider() -> None:
    short, long = drawn(flow_of()), drawn(flow_of(name=LONG_NAME))
    assert long.boxes["id.databases"].height > short.boxes["id.databases"].height
    assert long.width == short.width


def test_letters_that_the_font_lacks_stop_the_drawing() -> None:
    with pytest.raises(ReviewkitError, match=r"The font of the figure does not have 中 \(U\+4E2D\), 文"):
        drawn(flow_of(name="中文数据库"))


@given(flows(), st.sampled_from(languages()))
@settings(max_examples=30)
def test_the_same_flow_gives_the_same_bytes(flow: Flow, language: str) -> None:
    first, again = drawn(flow, language), drawn(flow, language)
    assert first == again
    assert as_svg(first) == as_svg(again)


def test_names_of_strangers_stay_text() -> None:
    drawing = drawn(flow_of(name=HOSTILE_NAME))
    assert "<script>" in drawing.description
    assert "<script>" in " ".join(text.text for text in drawing.boxes["id.databases"].lines)


@pytest.mark.parametrize("name", ["flow-two-separate.svg", "flow-one-pooled.svg"])
def test_golden_figures(name: str) -> None:
    """Open tests/expected/flow-*.svg in a browser: this is how the figure should look."""
    drawing = drawn(flow_of(OtherArm.POOLED, Stages.ONE), "nb") if "one" in name else drawn(flow_of())
    assert as_svg(drawing) == (EXPECTED / name).read_text(encoding="utf-8")


@given(flows())
@settings(max_examples=60)
def test_no_row_is_empty_and_the_name_of_every_phase_can_be_read(flow: Flow) -> None:
    grid = flow_grid(flow, labels("nb"))
    assert {box.row for box in grid.boxes} == set(range(len(grid.phases)))
    bars = [shape for shape in flow_drawing(grid).shapes if isinstance(shape, Rectangle) and shape.label]
    assert bars
    assert all(bar.label and (bar.label.size or 0) >= LEAST_BAR_SIZE for bar in bars)
