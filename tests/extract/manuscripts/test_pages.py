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


def test_a_cell_is_in_its_column_though_others_are_empty() -> None:
    edges, heights = [60.0, 160.0, 260.0, 360.0], [700.0, 720.0, 740.0, 760.0]
    head = [Put(65, 745, "Study"), Put(165, 745, "Trust"), Put(265, 745, "Time")]
    words = [
        Put(65, 725, "Berg"),
        Put(265, 725, "x"),
        Put(65, 705, "Dahl"),
        Put(165, 705, "x"),
        Put(265, 705, "x"),
    ]
    found = passages(pdf([Put(60, 790, "Title"), *grid(edges, heights), *head, *words]))
    assert [one.cell for one in found if one.text == "x"] == [Cell(1, 2, 3), Cell(1, 3, 2), Cell(1, 3, 3)]


def test_a_table_goes_on_on_the_next_page_with_its_head_said_once() -> None:
    edges, heights = [60.0, 160.0, 260.0], [700.0, 720.0, 740.0]
    head = [Put(65, 725, "Study"), Put(165, 725, "n")]
    first = [Put(60, 780, "Title"), *grid(edges, heights), *head, Put(65, 705, "Berg"), Put(165, 705, "12")]
    second = [*grid(edges, heights), *head, Put(65, 705, "Dahl"), Put(165, 705, "15")]
    found = [(one.text, one.cell, one.page) for one in passages(pdf(first, second)) if one.cell]
    assert found[2:] == [
        ("Berg", Cell(1, 2, 1), 1),
        ("12", Cell(1, 2, 2), 1),
        ("Dahl", Cell(1, 3, 1), 2),
        ("15", Cell(1, 3, 2), 2),
    ]


def test_a_cell_that_the_end_of_a_page_divides_is_one() -> None:
    edges, heights = [60.0, 160.0, 260.0], [700.0, 720.0, 740.0]
    first = [Put(65, 725, "Study"), Put(165, 725, "n"), Put(65, 705, "Berg and"), Put(165, 705, "12")]
    second = [Put(65, 725, "(2018)"), Put(65, 705, "Dahl"), Put(165, 705, "15")]
    found = passages(pdf([Put(60, 780, "Title"), *grid(edges, heights), *first], [*grid(edges, heights), *second]))
    assert [one.text for one in found if one.cell][2:] == ["Berg and (2018)", "12", "Dahl", "15"]


def test_entries_of_a_list_without_space_between_them_are_parted_by_their_authors() -> None:
    entries = ["Berg, A., & Dahl, B. (2018). A title.", "Dahl, B. (2019). Another title."]
    lines = [Put(60, 760 - 12 * at, text) for at, text in enumerate(entries)]
    found = passages(pdf([Put(60, 800, "Title", 16), Put(60, 780, "References"), *lines]))
    assert [one.text for one in found if one.role is Role.REFERENCE] == entries


def test_pictures_of_pages_are_refused_in_a_sentence() -> None:
    with pytest.raises(ReviewkitError, match="no letters in this PDF"):
        passages(scan())


def test_more_pages_take_time_that_grows_with_them() -> None:
    page = set_lines(LOREM * 3, 60, 780, 90)
    assert growth(lambda size: passages(pdf(*([page] * size))), 4) < LINEAR
