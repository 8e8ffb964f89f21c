"""Every shape as SVG: readable by any program, with ids for pages to link to, and nothing of strangers as markup."""

import unicodedata
import xml.etree.ElementTree as ET

from hypothesis import example, given
from hypothesis import strategies as st

from reviewkit.locales import labels
from reviewkit.render.figures.drawing import Anchor, Arrow, Dot, Drawing, Line, Rectangle, Shape, Text
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.svg import Link, as_svg
from reviewkit.safe import xml_characters
from tests.render.samples import HOSTILE_NAME, flow_of

SVG = "{http://www.w3.org/2000/svg}"
ANYTHING = st.text(st.characters(codec=None, exclude_categories=[]), max_size=60)


def drawing(*shapes: Shape, title: str = "A title", description: str = "All numbers") -> Drawing:
    return Drawing("test", 200, 100.5, title, description, shapes, 13, "#1a1a1a", "#ffffff")


def written(shape: Shape) -> str:
    """The markup of one shape."""
    return as_svg(drawing(shape)).splitlines()[-2]


def test_the_page_has_a_size_a_title_and_a_description_that_readers_aloud_use() -> None:
    root = ET.fromstring(as_svg(drawing()))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("200", "100.5", "0 0 200 100.5")
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.text, description.text) == ("A title", "All numbers")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_two_figures_can_stand_on_one_page() -> None:
    first, second = (as_svg(Drawing(name, 1, 1, "", "", (), 13, "", "")) for name in ("flow", "overlap"))
    assert 'id="flow-title"' in first
    assert 'id="overlap-title"' in second


def test_text() -> None:
    assert written(Text("plain", 1, 2.5)) == '<text x="1" y="2.5">plain</text>'
    assert written(Text("bold", 1, 2, bold=True, size=11, ink="#b00020", anchor=Anchor.END)) == (
        '<text x="1" y="2" text-anchor="end" font-weight="bold" font-size="11" fill="#b00020">bold</text>'
    )
    assert written(Text("turned", 1, 2, angle=-90)) == '<text transform="translate(1 2) rotate(-90)">turned</text>'


def test_a_bar_has_no_frame_and_its_label_is_text() -> None:
    assert written(Rectangle(1, 2, 30, 40, "#dbe6f1", corner=4, label=Text("n", 3, 4))) == (
        '<rect x="1" y="2" width="30" height="40" rx="4" fill="#dbe6f1"/><text x="3" y="4">n</text>'
    )


def test_a_box_is_a_group_with_an_id_and_its_lines_are_one_paragraph() -> None:
    lines = (Text("Records screened", 3, 4, bold=True), Text("(n = 5)", 3, 21))
    box = Rectangle(1, 2, 30, 40, "#ffffff", "#5a5a5a", 1.2, id="screened", lines=lines)
    assert written(box) == (
        '<g id="box-screened"><rect x="1" y="2" width="30" height="40" fill="#ffffff" stroke="#5a5a5a" '
        'stroke-width="1.2"/><text><tspan x="3" y="4" font-weight="bold">Records screened</tspan>'
        '<tspan x="3" y="21">(n = 5)</tspan></text></g>'
    )


def test_lines_and_dots() -> None:
    assert written(Line((1, 2), (3, 4), "#1a1a1a", 2)) == '<path d="M1,2 L3,4" stroke="#1a1a1a" stroke-width="2"/>'
    assert written(Dot(1, 2, 6, "#d5d5d5")) == '<circle cx="1" cy="2" r="6" fill="#d5d5d5"/>'


def test_an_arrow_has_a_head_of_its_own_colour() -> None:
    grey, red = (Arrow("a", "b", ((1, 2), (1, 5), (9, 5)), ink, 1.2) for ink in ("#5a5a5a", "#b00020"))
    assert written(grey) == (
        '<path d="M1,2 L1,5 L9,5" fill="none" stroke="#5a5a5a" stroke-width="1.2" marker-end="url(#arrow)"/>'
    )
    root = ET.fromstring(as_svg(drawing(grey, red, grey)))
    heads = {marker.get("id"): marker[0].get("fill") for marker in root.iter(f"{SVG}marker")}
    assert heads == {"arrow": "#5a5a5a", "arrow-2": "#b00020"}
    used = [path.get("marker-end") for path in root.findall(f"{SVG}path")]
    assert used == ["url(#arrow)", "url(#arrow-2)", "url(#arrow)"]


def test_a_figure_without_arrows_has_no_arrowhead() -> None:
    assert "marker" not in as_svg(drawing(Dot(1, 2, 3, "#000000")))


def test_later_shapes_lie_over_earlier_ones() -> None:
    root = ET.fromstring(
        as_svg(drawing(Dot(1, 1, 1, "#000000"), Text("x", 1, 1), Rectangle(0, 0, 1, 1, "#000000")))
    )
    assert [element.tag.removeprefix(SVG) for element in root] == [
        "title",
        "desc",
        "rect",
        "circle",
        "text",
        "rect",
    ]


@given(st.floats(-1e6, 1e6))
def test_a_number_has_two_decimals_at_most_and_no_needless_zero(value: float) -> None:
    root = ET.fromstring(as_svg(drawing(Dot(value, 0, 1, "#000000"))))
    shown = root.findall(f"{SVG}circle")[0].get("cx") or ""
    assert abs(float(shown) - value) <= 0.005 + 1e-9
    assert "e" not in shown
    assert not ("." in shown and shown.endswith(("0", ".")))


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
@example("", "\U0002f800", "", "a\u030a")
def test_hostile_text_never_becomes_markup(title: str, description: str, line: str, label: str) -> None:
    box = Rectangle(0, 0, 9, 9, "#ffffff", id=line, lines=(Text(line, 0, 0), Text(label, 0, 0)))
    bar = Rectangle(0, 0, 9, 9, "#ffffff", label=Text(label, 0, 0))
    root = ET.fromstring(as_svg(drawing(box, bar, Text(title, 0, 0), title=title, description=description)))
    tags = [element.tag.removeprefix(SVG) for element in root.iter()]
    group = ["g", "rect", "text", "tspan", "tspan"] if line else ["rect", "text", "tspan", "tspan"]
    assert tags == ["svg", "title", "desc", "rect", *group, "rect", "text", "text"]

    def kept(text: str) -> str:
        return xml_characters(unicodedata.normalize("NFC", text)).replace("\r\n", "\n").replace("\r", "\n")

    assert [root[0].text or "", root[1].text or ""] == [kept(title), kept(description)]
    assert [element.text or "" for element in root.iter(f"{SVG}tspan")] == [kept(line), kept(label)]


def test_a_name_in_the_flow_stays_a_name() -> None:
    root = ET.fromstring(as_svg(flow_drawing(flow_grid(flow_of(name=HOSTILE_NAME), labels("en")))))
    assert not list(root.iter(f"{SVG}script"))
    assert "alert" in "".join(root.itertext())


def test_a_box_of_the_flow_can_be_linked_by_its_id() -> None:
    made = flow_drawing(flow_grid(flow_of(), labels("en")))
    groups = {group.get("id") for group in ET.fromstring(as_svg(made)).iter(f"{SVG}g")}
    assert groups == {f"box-{box}" for box in made.boxes}


def test_numbers_are_not_torn_from_their_n() -> None:
    assert "(n\u00a0=\u00a01285)" in as_svg(flow_drawing(flow_grid(flow_of(), labels("en"))))


def test_boxes_that_lead_somewhere_are_links_and_the_figure_is_no_longer_one_picture() -> None:
    boxes = drawing(*(Rectangle(1, 2, 3, 4, "#ffffff", id=name) for name in ("one", "two")))
    plain, linked = as_svg(boxes), as_svg(boxes, {"one": Link('/box/a"b')})
    assert 'role="img"' in plain
    assert "<a " not in plain
    assert 'role="group"' in linked
    assert linked.count('<a href="/box/a&quot;b">') == linked.count("</a>") == 1
    assert linked.replace('<a href="/box/a&quot;b">', "").replace("</a>", "").replace('"group"', '"img"') == plain
