"""PDFs as manuscripts."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.model.passages import Cell, Passage, Role
from tests.extract.pages import LOREM, Put, grid, pdf, scan, set_lines, table_with_rules
from tests.growth import LINEAR, growth


def passages(data: bytes) -> tuple[Passage, ...]:
    return read_manuscript(data, "a.pdf").passages


def test_headings_and_paragraphs_with_their_pages() -> None:
    first = [
        Put(60, 780, "A scoping review of home care", 16),
        Put(60, 750, "Abstract", 12),
        *set_lines(LOREM, 60, 735, 90),
        Put(60, 620, "2.1 Search", 12),
        *set_lines("We found 15 studies.", 60, 605, 90),
        Put(300, 30, "1"),
    ]
    second = [*set_lines("They are from 2018.", 60, 780, 90), Put(300, 30, "2")]
    assert [(one.role, one.page, one.text[:20]) for one in passages(pdf(first, second))] == [
        (Role.TITLE, 1, "A scoping review of "),
        (Role.HEADING, 1, "Abstract"),
        (Role.ABSTRACT, 1, LOREM[:20]),
        (Role.HEADING, 1, "2.1 Search"),
        (Role.BODY, 1, "We found 15 studies."),
        (Role.BODY, 2, "They are from 2018."),
    ]


def test_a_paragraph_over_two_pages_is_one() -> None:
    first = set_lines(
        "The nurses who took part in all of the fifteen studies that were included in this", 60, 60, 480
    )
    second = set_lines("review said the same.", 60, 780, 90)
    (found,) = passages(pdf(first, second))
    assert found.text.endswith("included in this review said the same.")
    assert [found.page_at(0), found.page_at(found.text.index("review said"))] == [1, 2]


def test_tables_cell_by_cell() -> None:
    edges, heights = [60.0, 160.0, 260.0], [700.0, 720.0, 740.0]
    words = [Put(65, 725, "Study"), Put(165, 725, "n"), Put(65, 705, "Berg"), Put(165, 705, "12")]
    found = passages(pdf([Put(60, 780, "Title"), *grid(edges, heights), *words]))
    assert [(one.text, one.cell) for one in found if one.role is Role.CELL] == [
        ("Study", Cell(1, 1, 1)),
        ("n", Cell(1, 1, 2)),
        ("Berg", Cell(1, 2, 1)),
        ("12", Cell(1, 2, 2)),
    ]
    assert any(one.role is Role.CELL for one in passages(table_with_rules()))


def test_pictures_of_pages_are_refused_in_a_sentence() -> None:
    with pytest.raises(ReviewkitError, match="no letters in this PDF"):
        passages(scan())


def test_more_pages_take_time_that_grows_with_them() -> None:
    page = set_lines(LOREM * 3, 60, 780, 90)
    assert growth(lambda size: passages(pdf(*([page] * size))), 4) < LINEAR
