"""Figures of every kind for the tests of office files, and what such a file says, read without our own code."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from reviewkit.locales import labels
from reviewkit.prisma import Flow
from reviewkit.render.figures.bars import bar_drawing
from reviewkit.render.figures.bubbles import bubble_drawing
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Arrow, Dot, Drawing, Line, Rectangle, Text
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.heat_map import heat_map_drawing
from reviewkit.render.figures.overlap import overlap_drawing
from reviewkit.words import OtherArm
from tests.builders import Stages
from tests.counted import TWO
from tests.render.figures.test_lineage import drawn as lineage
from tests.render.samples import HOSTILE_NAME, OVERLAPS, SHARES, flow_of

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
ALL_SHAPES = Drawing(
    "all",
    300.0,
    200.0,
    "All shapes",
    'Every shape & "more"',
    (
        Rectangle(10, 10, 80, 60, "#ffffff", "#5a5a5a", 1.2, 6, "one", (Text("a box", 20, 30, bold=True),)),
        Rectangle(150, 90, 90, 80, "#ffffff", "#5a5a5a", 1.2, 0, "two", (Text("another", 160, 110),)),
        Arrow("one", "two", ((90, 20), (120, 20), (120, 100), (150, 100)), "#b00020", 1.2),
        Arrow("one", "two", ((30, 70), (30, 130), (150, 130)), "#5a5a5a", 1.2),
        Arrow("two", "one", ((195, 90), (195, 5), (110, 5), (110, 40), (90, 40)), "#5a5a5a", 1.2),
        Arrow("two", "nowhere", ((240, 130), (290, 150)), "#5a5a5a", 1.2),
        Line((5, 190), (295, 190), "#1a1a1a", 2),
        Dot(20, 180, 6, "#d5d5d5"),
        Rectangle(260, 10, 20, 100, "#dbe6f1", corner=4, label=Text("Phase", 274, 60, True, angle=-90)),
        Text("slanted", 120, 180, angle=-45),
    ),
    13,
    "#1a1a1a",
    "#ffffff",
    "nb",
)


def many_reasons() -> Drawing:
    """Forty reasons of eighty letters, and ten million records."""
    from reviewkit.entered import counted
    from reviewkit.errors import Place
    from tests.builders import entered

    reasons = {f"{place:02} {'Wrong population or setting, as ' * 3}"[:80]: 250_000 for place in range(40)}
    counts = entered(
        Place("c"),
        OtherArm.POOLED,
        Stages.ONE,
        {"databases": {"MEDLINE": 10_000_017}},
        screened=10_000_017,
        excluded=10_000_000,
        reasons=reasons,
        studies=17,
    )
    return flow_drawing(flow_grid(counted(counts)[0], labels("nb")))


def flow_figure(flow: Flow, language: str = "en") -> Drawing:
    return flow_drawing(flow_grid(flow, labels(language), draft=True, notes=["A note of many words. " * 30]))


FIGURES: dict[str, Callable[[], Drawing]] = {
    "separate": lambda: flow_figure(flow_of()),
    "pooled": lambda: flow_figure(flow_of(OtherArm.POOLED, Stages.ONE), "nn"),
    "hostile": lambda: flow_figure(flow_of(name=HOSTILE_NAME)),
    "many": many_reasons,
    "overlap": lambda: overlap_drawing(OVERLAPS, SHARES, labels("nb"), ["A note"]),
    "lineage": lineage,
    "bars": lambda: bar_drawing(Counted(TWO.rows, studies=15), labels("en")),
    "heat-map": lambda: heat_map_drawing(TWO, labels("nb")),
    "bubbles": lambda: bubble_drawing(TWO, labels("en")),
    "shapes": lambda: ALL_SHAPES,
}


@dataclass(frozen=True)
class Shape:
    """A shape as it is in the file: its number and name, its words, and where it is (EMU)."""

    id: str
    name: str
    words: tuple[str, ...]
    box: tuple[int, int, int, int]
    glued: tuple[tuple[str, int], ...]
    element: etree._Element


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def root(data: bytes, part: str) -> etree._Element:
    return etree.fromstring(parts(data)[part])


def shapes(tree: etree._Element) -> Iterator[Shape]:
    """Every shape of a slide or a document in its order, without the group and the title."""
    for one in tree.xpath("//p:grpSp/p:sp | //p:grpSp/p:cxnSp | //wpg:wgp/wps:wsp", namespaces=NAMES):
        named = one.xpath(".//p:cNvPr | wps:cNvPr", namespaces=NAMES)[0]
        paragraphs = one.xpath(".//a:p | .//w:p", namespaces=NAMES)
        words = ["".join(line.xpath(".//a:t/text() | .//w:t/text()", namespaces=NAMES)) for line in paragraphs]
        places = one.xpath(
            ".//a:xfrm/a:off/@x | .//a:xfrm/a:off/@y | .//a:ext/@cx | .//a:ext/@cy", namespaces=NAMES
        )
        glue = one.xpath(".//a:stCxn | .//a:endCxn", namespaces=NAMES)
        yield Shape(
            named.get("id"),
            named.get("name"),
            tuple(word for word in words if word),
            tuple(map(int, places)),  # type: ignore[arg-type]
            tuple((end.get("id"), int(end.get("idx"))) for end in glue),
            one,
        )


def squeezed(text: str) -> str:
    """The letters of a text without its spaces: where lines were broken is not what is asked."""
    return re.sub(r"\s", "", text)
