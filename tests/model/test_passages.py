"""Where the places of a passage are."""

from reviewkit.model.passages import Passage, Turn


def test_a_place_is_on_the_line_and_page_that_its_last_turn_says() -> None:
    passage = Passage(1, "one two three", line=4, page=1, turns=(Turn(4, 5, 1), Turn(8, 7, 2)))
    assert [passage.line_at(at) for at in (0, 3, 4, 7, 8, 12)] == [4, 4, 5, 5, 7, 7]
    assert [passage.page_at(at) for at in (0, 4, 8)] == [1, 1, 2]


def test_a_passage_of_a_file_without_lines_and_pages_has_none() -> None:
    passage = Passage(1, "one")
    assert (passage.line_at(0), passage.page_at(2)) == (None, None)
