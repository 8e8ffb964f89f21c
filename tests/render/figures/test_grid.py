"""The frame around cells: heads are level where all have room, studies are counted at the right and below."""

import pytest

from reviewkit import fonts
from reviewkit.charting_counts import crossed
from reviewkit.locales import labels
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Text
from reviewkit.render.figures.grid import Frame, framed
from tests.counted import DESIGN, LONG_NAME, TOPIC, TWO, WIDE_NAME, axis_of


def frame_of(figure: Counted, language: str = "en") -> Frame:
    table = crossed(figure.rows.categories, figure.across.categories)
    return framed(figure, table, labels(language), [44.0] * len(table.columns), [30.0] * len(table.rows))


def texts_of(frame: Frame) -> list[Text]:
    return [shape for shape in frame.shapes if isinstance(shape, Text)]


@pytest.mark.parametrize(
    ("names", "angle"),
    [(["Trial", "Survey with people"], 0), ([LONG_NAME], -90), ([WIDE_NAME], -90), (["Trial " * 3] * 12, -90)],
)
def test_heads_are_level_only_where_every_one_has_room(names: list[str], angle: int) -> None:
    columns = axis_of(names, [1] * len(names))
    frame = frame_of(Counted(DESIGN, columns, studies=15))
    first_row = frame.rows[0].start
    heads = [
        text
        for text in texts_of(frame)
        if text.y <= first_row and text.x >= frame.columns[0].start and not text.bold
    ]
    assert {text.angle for text in heads} == {angle}


def test_rows_and_columns_without_an_answer_come_after_a_break() -> None:
    frame = frame_of(TWO)
    gaps = [after.start - before.end for before, after in zip(frame.rows, frame.rows[1:], strict=False)]
    assert [gap > 1 for gap in gaps] == [False, False, False, True, False]
    assert frame.columns[3].start - frame.columns[2].end > 1


def test_the_studies_of_each_row_and_column_are_counted_with_all_in_the_corner() -> None:
    frame = frame_of(TWO)
    last = max(text.y for text in texts_of(frame))
    assert [text.text for text in texts_of(frame) if text.y == last] == [
        "n",
        *(str(one.n) for one in TOPIC.categories),
        "15",
    ]
    right = max(text.x for text in texts_of(frame))
    assert [text.text for text in texts_of(frame) if text.x == right][1:-1] == [
        str(one.n) for one in DESIGN.categories
    ]


def test_a_long_name_of_the_columns_makes_a_narrow_figure_wider() -> None:
    frame = frame_of(Counted(axis_of(["x"], [0]), axis_of([LONG_NAME], [0])))
    ends = [
        text.x + fonts.width(text.text, 13, text.bold) for text in texts_of(frame) if text.angle == 0 and text.bold
    ]
    assert frame.right == pytest.approx(max(ends))
    assert frame.right > frame.columns[-1].end + 60


def test_a_column_has_room_for_the_number_of_its_studies() -> None:
    columns = axis_of(["Trial", "Survey", LONG_NAME], [300, 300, 0])
    table = crossed(DESIGN.categories, columns.categories)
    frame = framed(Counted(DESIGN, columns, studies=12345), table, labels("en"), [10.0] * 5, [30.0] * 6)
    assert all(lane.size >= fonts.width("300", 13) + 8 for lane in frame.columns[:2])
    assert frame.right - frame.columns[-1].end >= fonts.width("12,345", 13, bold=True)
