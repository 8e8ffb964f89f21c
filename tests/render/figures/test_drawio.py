"""draw.io: cells with ids and words, arrows tied to them, and nothing of strangers as markup."""

import re
from html import unescape

import pytest
from lxml import etree

from reviewkit import fonts
from reviewkit.render.figures.drawio import as_drawio
from tests.office import ALL_SHAPES, FIGURES, squeezed


def tree_of(name: str) -> etree._Element:
    return etree.fromstring(as_drawio(FIGURES[name]()).encode())


@pytest.mark.parametrize("name", FIGURES)
def test_every_text_is_in_the_file_in_its_order_and_is_no_markup(name: str) -> None:
    labels = [cell.get("value") or "" for cell in tree_of(name).iter("mxCell")]
    assert {tag for label in labels for tag in re.findall(r"<(\w+)", label)} <= {"div", "b"}
    found = "".join(unescape(re.sub(r"<[^>]*>", "", label)) for label in labels)
    assert squeezed(found) == squeezed("".join(fonts.composed(one.text) for one in FIGURES[name]().texts()))


@pytest.mark.parametrize("name", FIGURES)
def test_boxes_have_their_ids_and_arrows_are_tied_to_boxes(name: str) -> None:
    made = FIGURES[name]()
    cells = list(tree_of(name).iter("mxCell"))
    ids = [cell.get("id") for cell in cells if cell.get("id")]
    assert len(ids) == len(set(ids))
    assert [one.removeprefix("box-") for one in ids if one and one.startswith("box-")] == list(made.boxes)
    tied = [(cell.get("source"), cell.get("target")) for cell in cells if cell.get("source") or cell.get("target")]
    assert tied == [
        tuple(f"box-{end}" if end in made.boxes else None for end in (arrow.start, arrow.end))
        for arrow in made.arrows
    ]


def test_an_arrow_leaves_and_enters_where_it_was_drawn() -> None:
    cells = [cell for cell in tree_of("shapes").iter("mxCell") if cell.get("edge")]
    style = dict(part.split("=", 1) for part in (cells[0].get("style") or "").split(";") if "=" in part)
    assert (style["exitX"], style["exitY"], style["entryX"], style["entryY"]) == ("1", "0.16667", "0", "0.125")
    turns = [(point.get("x"), point.get("y")) for point in cells[0].iterfind(".//Array/mxPoint")]
    assert turns == [("120", "20"), ("120", "100")]


def test_title_alternative_text_and_language_are_told() -> None:
    tree = tree_of("shapes")
    layer = tree.find(".//UserObject")
    assert layer is not None
    assert (layer.get("title"), layer.get("description"), layer.get("language")) == (
        "All shapes",
        'Every shape & "more"',
        "nb",
    )
    model = tree.find(".//mxGraphModel")
    assert model is not None
    assert (model.get("pageWidth"), model.get("pageHeight")) == (f"{ALL_SHAPES.width:g}", f"{ALL_SHAPES.height:g}")
