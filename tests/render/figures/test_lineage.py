"""The figure of a codebook's lineage: a box for each state of a code, an arrow for what it became, reasons in words."""

import pytest

from reviewkit.codebook_lineage import lineage
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.model import Code, Codebook, CodebookAct
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.lineage import lineage_drawing
from reviewkit.render.figures.svg import as_svg
from tests.builders import moment
from tests.counted import outside_of_the_page

LABELS = {
    "trust": "Trust in those who come to the house every day",
    "near": "Nearness",
    "calm": "Calm",
    "time": "Time",
}
BOOK = Codebook(
    "themes",
    "What makes care safe",
    "1",
    "en",
    tuple(
        Code(code, "theme", {"en": label}, status="retired" if code in ("near", "calm") else "active")
        for code, label in LABELS.items()
    ),
)
ACTS = (
    CodebookAct("a", "themes", "split", ("time",), (), ("calm", "haste"), "two things", at=moment("1"), id="a-1"),
    CodebookAct("b", "themes", "merge", ("near",), (), ("trust",), "all alike.", at=moment("2"), id="b-1"),
)


def drawn(language: str = "en", book: Codebook = BOOK) -> Drawing:
    return lineage_drawing(lineage(ACTS), book, labels(language))


def test_each_state_of_a_code_has_a_box_and_each_arrow_two() -> None:
    drawing = drawn()
    said = [" ".join(line.text for line in box.lines) for box in drawing.boxes.values()]
    assert len(said) == 6
    assert sum(one.startswith("Trust in those who come") for one in said) == 2
    assert [one for one in said if "retired" in one] == ["Calm split by a, 2026-01-02 retired"]
    assert len(drawing.arrows) == 4
    for arrow in drawing.arrows:
        start, end = drawing.boxes[arrow.start], drawing.boxes[arrow.end]
        assert (arrow.points[0], arrow.points[-1]) == ((start.right, start.middle), (end.x, end.middle))
        assert start.right < end.x


def test_the_alternative_text_says_who_merged_what_and_why() -> None:
    trust = LABELS["trust"]
    assert drawn().description == (
        "Time became Calm, haste (split by a, 2026-01-02): two things. "
        f"{trust}, Nearness became {trust} (merged by b, 2026-01-03): all alike."
    )


@pytest.mark.parametrize("language", languages())
def test_nothing_is_outside_the_page_or_over_something_else(language: str) -> None:
    drawing = drawn(language)
    assert outside_of_the_page(drawing) == []
    boxes = list(drawing.boxes.values())
    for one in boxes:
        for line in one.lines:
            assert one.y < line.y < one.bottom
        for other in boxes:
            apart = one.right < other.x or other.right < one.x or one.bottom < other.y or other.bottom < one.y
            assert apart or one is other
    assert as_svg(drawing) == as_svg(drawn(language))


def test_arrows_of_two_acts_are_never_on_one_line() -> None:
    """Two merges in one column, of which one begins inside of the other, and a third below both."""
    merges = (("b", "a"), ("d", "c"), ("f", "e"), ("a", "e"), ("c", "g"), ("i", "h"))
    acts = [
        CodebookAct("a", "themes", "merge", (one,), (), (into,), "alike", at=moment(str(n)), id=f"a-{n}")
        for n, (one, into) in enumerate(merges, start=1)
    ]
    drawing = lineage_drawing(lineage(acts), BOOK, labels("en"))
    upright: dict[float, list[tuple[float, float, str]]] = {}
    for arrow in drawing.arrows:
        for (x, y), (other, below) in zip(arrow.points, arrow.points[1:], strict=False):
            if x == other:
                upright.setdefault(x, []).append((min(y, below), max(y, below), arrow.end))
    assert len(upright) > 2
    for lines in upright.values():
        for top, bottom, end in lines:
            assert all(one == end or low < top or high > bottom for high, low, one in lines)


def test_letters_that_the_font_lacks_are_named() -> None:
    with pytest.raises(ReviewkitError, match="U\\+4FE1"):
        drawn(book=Codebook("themes", "信", "1", "en", BOOK.codes))
