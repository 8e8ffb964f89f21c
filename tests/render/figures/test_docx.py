"""Word: text boxes in a group, on a page on which they can be read."""

import io

import pytest

from reviewkit import fonts
from reviewkit.render.figures.docx import as_docx, page_for
from tests.office import ALL_SHAPES, FIGURES, NAMES, parts, root, shapes, squeezed
from tests.render.open_xml import errors_of, needs_validator

DOCUMENT = "word/document.xml"


@pytest.mark.parametrize("name", FIGURES)
def test_every_text_is_in_the_document_in_its_order(name: str) -> None:
    made = FIGURES[name]()
    found = "".join(word for shape in shapes(root(as_docx(made), DOCUMENT)) for word in shape.words)
    assert squeezed(found) == squeezed("".join(fonts.composed(one.text) for one in made.texts()))


@pytest.mark.parametrize("name", FIGURES)
def test_boxes_are_named_by_their_ids_and_arrows_are_tied_to_boxes(name: str) -> None:
    made = FIGURES[name]()
    found = list(shapes(root(as_docx(made), DOCUMENT)))
    by_id = {shape.id: shape.name for shape in found}
    assert len(by_id) == len(found)
    assert [shape.name for shape in found if shape.name in made.boxes] == list(made.boxes)
    tied = [tuple(by_id[number] for number, _ in shape.glued) for shape in found if shape.glued]
    assert tied == [tuple(end for end in (arrow.start, arrow.end) if end in made.boxes) for arrow in made.arrows]


@pytest.mark.parametrize("name", FIGURES)
def test_the_figure_fits_its_page(name: str) -> None:
    tree = root(as_docx(FIGURES[name]()), DOCUMENT)
    page, margins = tree.find(".//w:pgSz", NAMES), tree.find(".//w:pgMar", NAMES)
    extent = tree.find(".//wp:extent", NAMES)
    assert page is not None
    assert margins is not None
    assert extent is not None
    value = {key: int(page.get(f"{{{NAMES['w']}}}{key}") or 0) for key in ("w", "h")}
    free = {key: int(margins.get(f"{{{NAMES['w']}}}{key}") or 0) for key in ("top", "bottom", "left", "right")}
    assert int(extent.get("cx") or 0) <= (value["w"] - free["left"] - free["right"]) * 635 + 635
    assert int(extent.get("cy") or 0) < (value["h"] - free["top"] - free["bottom"]) * 635
    assert max(value.values()) <= 31_680


def test_letters_are_never_larger_than_drawn() -> None:
    for shape in shapes(root(as_docx(FIGURES["separate"]()), DOCUMENT)):
        for size in shape.element.xpath(".//w:rPr/w:sz/@w:val", namespaces=NAMES):
            assert int(size) / 2 <= 13 * 0.75


@pytest.mark.parametrize(
    ("size", "paper"),
    [
        ((600, 900), (794, 1123)),
        ((1200, 500), (1123, 794)),
        ((1400, 900), (1587, 1123)),
        ((700, 1700), (1123, 1587)),
        ((1900, 1900), (2014, 2022)),
        ((9000, 400), (2112, 522)),
    ],
)
def test_the_paper_is_the_smallest_on_which_the_figure_can_be_read(
    size: tuple[int, int], paper: tuple[int, int]
) -> None:
    page = page_for(*size)
    assert (page.width, page.height) == paper


def test_title_alternative_text_and_language_are_told() -> None:
    import docx

    data = as_docx(ALL_SHAPES)
    named = root(data, DOCUMENT).find(".//wp:docPr", NAMES)
    assert named is not None
    assert (named.get("title"), named.get("descr")) == ("All shapes", 'Every shape & "more"')
    opened = docx.Document(io.BytesIO(data))
    assert (opened.core_properties.title, opened.core_properties.language) == ("All shapes", "nb-NO")
    assert b'<w:lang w:val="nb-NO"/>' in parts(data)["word/styles.xml"]


@pytest.mark.thorough
@needs_validator
@pytest.mark.parametrize("name", FIGURES)
def test_microsoft_s_validator_finds_no_fault(name: str) -> None:
    assert errors_of(as_docx(FIGURES[name]()), "docx") == []
