"""Studies grouped by their answers, for the tests of figures and of the map: usual ones, and all that names can be."""

from collections.abc import Sequence
from itertools import combinations

from hypothesis import strategies as st

from reviewkit import fonts
from reviewkit.charting_counts import Axis, Category, Kind
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Anchor, Drawing, Rectangle, Text

KEYS = tuple(f"s{number:02d}" for number in range(1, 16))
LONG_NAME = "A name that people gave to a choice of the form, and that has more than eighty letters"
WIDE_NAME = "W" * 80
HOSTILE_NAME = '</style><script>alert("x")</script> & it\'s\u202e \u200bmore'


def of(key: str, name: str, *numbers: int, nb: str = "", kind: Kind = Kind.ANSWER) -> Category:
    """A category with the studies of these numbers."""
    return Category(key, kind, tuple(KEYS[number - 1] for number in numbers), {"en": name, "nb": nb or name})


def without(kind: Kind, *numbers: int) -> Category:
    """The studies of these numbers, which have no answer."""
    return of(kind, "", *numbers, kind=kind)


DESIGN = Axis(
    "design",
    (
        of("interviews", "Interviews", 1, 2, 3, 4, 5, 6, nb="Intervjuer"),
        of("survey", "Survey", 7, 8, 9, 10, nb="Spørreundersøkelse"),
        of("trial", "Randomised trial", nb="Randomisert studie"),
        of("mixed", "Mixed methods", 11, 12, nb="Blandede metoder"),
        without(Kind.UNCLEAR, 13),
        without(Kind.NOT_CHARTED, 14, 15),
    ),
    {"en": "Design", "nb": "Design"},
)
TOPIC = Axis(
    "topic",
    (
        of("safety", "Feeling safe", 1, 2, 3, 7, 8, 11, 13, nb="Trygghet"),
        of("falls", "Falls and injuries", 3, 4, 9, 12, nb="Fall og skader"),
        of("technology", "Welfare technology", 5, 6, 10, 14, nb="Velferdsteknologi"),
        without(Kind.NR, 15),
    ),
    {"en": "Topic", "nb": "Tema for studien"},
    is_several=True,
)
WHO = Axis(
    "who",
    (
        of("older", "Older people", 1, 2, 3, 4, 5, 9, 10, nb="Eldre"),
        of("relatives", "Relatives", 2, 6, 7, 8, nb="Pårørende"),
        of("staff", "Staff", 11, 12, 13, 14, nb="Ansatte"),
        without(Kind.NR, 15),
    ),
    {"en": "Participants", "nb": "Deltakere"},
    is_several=True,
)
YEARS = Axis(
    "year",
    (
        of("2019", "", 1, 2, 3),
        of("2020", ""),
        of("2021", "", 4, 5, 6, 7, 8),
        of("2022", "", *range(9, 15)),
        without(Kind.NR, 15),
    ),
    {"en": "Year of publication", "nb": "Publiseringsår"},
    is_of_time=True,
)
ONE, YEARLY = Counted(DESIGN, studies=15), Counted(YEARS, studies=15)
TWO, THREE = Counted(DESIGN, TOPIC, studies=15), Counted(DESIGN, TOPIC, WHO, studies=15)


def axis_of(names: Sequence[str], counts: Sequence[int], is_of_time: bool = False) -> Axis:
    """An axis with these names, where the first so many studies have each answer; the last two have none."""
    keys = [f"s{number}" for number in range(max(counts, default=0))]
    answers = [
        Category(f"c{place}", Kind.ANSWER, tuple(keys[:n]), {"en": name})
        for place, (name, n) in enumerate(zip(names, counts, strict=True))
    ]
    others = [Category(kind, kind, tuple(keys[:1])) for kind in (Kind.NR, Kind.NOT_ASKED)]
    return Axis("field", (*answers, *others), {"en": LONG_NAME}, True, is_of_time)


NAMES = st.sampled_from(["Trial", "Interviews with people", LONG_NAME, WIDE_NAME, "x", HOSTILE_NAME])


@st.composite
def axes(draw: st.DrawFn, most: int = 12) -> Axis:
    """Axes with names of every length and up to 300 studies in a category."""
    names = draw(st.lists(NAMES, min_size=1, max_size=most))
    return axis_of(names, [draw(st.sampled_from([0, 1, 2, 9, 40, 300])) for _ in names])


# -- where texts are


Box = tuple[float, float, float, float]


def box_of(text: Text, drawing: Drawing) -> Box:
    """The left, top, right and bottom of a printed line; letters rise 0.72 of their size and fall 0.21."""
    size = text.size or drawing.size
    wide = fonts.width(text.text, size, text.bold)
    before = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[text.anchor]
    rise, fall = 0.72 * size, 0.21 * size
    if text.angle == -90:
        return text.x - rise, text.y + before - wide, text.x + fall, text.y + before
    assert not text.angle
    return text.x - before, text.y - rise, text.x - before + wide, text.y + fall


def outside_of_the_page(drawing: Drawing) -> list[str]:
    """The texts that are not wholly on the page."""
    return [
        text.text
        for text in drawing.texts()
        for left, top, right, bottom in [box_of(text, drawing)]
        if left < 0 or top < 0 or right > drawing.width or bottom > drawing.height
    ]


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """The pairs of texts that lie over each other."""
    boxes = [(text.text, box_of(text, drawing)) for text in drawing.texts() if text.text.strip()]
    return [(one, other) for (one, first), (other, second) in combinations(boxes, 2) if _overlap(first, second)]


def _overlap(first: Box, second: Box) -> bool:
    return (
        first[0] < second[2] - 0.5
        and second[0] < first[2] - 0.5
        and first[1] < second[3] - 0.5
        and second[1] < first[3] - 0.5
    )


def bars_of(drawing: Drawing) -> list[Rectangle]:
    """The rectangles of a drawing, in order."""
    return [shape for shape in drawing.shapes if isinstance(shape, Rectangle)]
