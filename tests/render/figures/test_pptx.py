"""PowerPoint: shapes with names and words, connectors tied to them, alternative text, and what the validator says."""

import pytest

from reviewkit import fonts
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.pptx import as_pptx
from tests.office import ALL_SHAPES, FIGURES, NAMES, parts, root, shapes, squeezed
from tests.render.open_xml import errors_of, needs_validator

SLIDE = "ppt/slides/slide1.xml"


@pytest.mark.parametrize("name", FIGURES)
def test_every_text_is_in_the_slide_in_its_order(name: str) -> None:
    made = FIGURES[name]()
    found = "".join(word for shape in shapes(root(as_pptx(made), SLIDE)) for word in shape.words)
    assert squeezed(found) == squeezed("".join(fonts.composed(one.text) for one in made.texts()))


@pytest.mark.parametrize("name", FIGURES)
def test_boxes_are_named_by_their_ids_and_arrows_are_tied_to_boxes(name: str) -> None:
    made = FIGURES[name]()
    found = list(shapes(root(as_pptx(made), SLIDE)))
    by_id = {shape.id: shape.name for shape in found}
    assert len(by_id) == len(found)
    assert [shape.name for shape in found if shape.name in made.boxes] == list(made.boxes)
    tied = [tuple(by_id[number] for number, _ in shape.glued) for shape in found if shape.glued]
    assert tied == [tuple(end for end in (arrow.start, arrow.end) if end in made.boxes) for arrow in made.arrows]


@pytest.mark.parametrize("name", FIGURES)
def test_the_slide_has_the_size_of_the_figure_and_holds_all_of_it(name: str) -> None:
    made = FIGURES[name]()
    data = as_pptx(made)
    size = root(data, "ppt/presentation.xml").find("p:sldSz", NAMES)
    assert size is not None
    wide, high = int(size.get("cx") or 0), int(size.get("cy") or 0)
    assert (wide, high) == (max(914_400, round(made.width * 9525)), max(914_400, round(made.height * 9525)))
    for shape in shapes(root(data, SLIDE)):
        if shape.name in made.boxes:
            x, y, cx, cy = shape.box
            assert x >= 0
            assert y >= 0
            assert x + cx <= wide
            assert y + cy <= high


def test_title_alternative_text_and_language_are_told() -> None:
    tree = root(as_pptx(ALL_SHAPES), SLIDE)
    group = tree.xpath("//p:grpSp/p:nvGrpSpPr/p:cNvPr", namespaces=NAMES)[0]
    assert (group.get("title"), group.get("descr")) == ("All shapes", 'Every shape & "more"')
    assert tree.xpath("//p:sp[.//p:ph[@type='title']]//a:t/text()", namespaces=NAMES) == ["All shapes"]
    assert set(tree.xpath("//a:rPr/@lang", namespaces=NAMES)) == {"nb-NO"}
    assert b"<dc:title>All shapes</dc:title>" in parts(as_pptx(ALL_SHAPES))["docProps/core.xml"]


def test_no_style_of_a_theme_adds_shadows_and_no_shape_changes_its_words_to_make_them_fit() -> None:
    tree = root(as_pptx(FIGURES["separate"]()), SLIDE)
    assert not tree.xpath("//p:style", namespaces=NAMES)
    assert not tree.xpath("//a:normAutofit | //a:spAutoFit", namespaces=NAMES)


def test_a_figure_that_is_larger_than_a_slide_can_be_is_made_smaller() -> None:
    large = Drawing("large", 6000, 10_752, "Large", "", ALL_SHAPES.shapes, 13, "#000000", "#ffffff")
    data = as_pptx(large)
    size = root(data, "ppt/presentation.xml").find("p:sldSz", NAMES)
    assert size is not None
    assert (size.get("cx"), size.get("cy")) == ("28575000", "51206400")
    first = next(shape for shape in shapes(root(data, SLIDE)) if shape.name == "one")
    assert first.box == (47_625, 47_625, 381_000, 285_750)
    assert first.element.xpath(".//a:rPr/@sz", namespaces=NAMES) == ["488"]


@pytest.mark.thorough
@needs_validator
@pytest.mark.parametrize("name", FIGURES)
def test_microsoft_s_validator_finds_no_fault(name: str) -> None:
    assert errors_of(as_pptx(FIGURES[name]()), "pptx") == []
