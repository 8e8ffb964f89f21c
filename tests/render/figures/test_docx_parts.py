"""What is around the text of a Word document: every part that is referred to is there, its language and its letters."""

import posixpath

import pytest
from lxml import etree

from reviewkit.render.figures.docx_parts import parts_around

PARTS = parts_around("<w:p/>", "A title & more", "nn")
RELATIONS = [name for name in PARTS if name.endswith(".rels")]


@pytest.mark.parametrize("name", RELATIONS)
def test_every_part_that_is_referred_to_is_there(name: str) -> None:
    folder = posixpath.dirname(posixpath.dirname(name))
    targets = [one.get("Target") or "" for one in etree.fromstring(PARTS[name].encode())]
    assert targets
    assert {posixpath.normpath(posixpath.join(folder, target)) for target in targets} <= PARTS.keys()


def test_every_part_has_a_type() -> None:
    types = etree.fromstring(PARTS["[Content_Types].xml"].encode())
    named = {(one.get("PartName") or "").lstrip("/") for one in types if one.get("PartName")}
    others = {name for name in PARTS if not name.endswith(".rels")} - {"[Content_Types].xml"}
    assert named == others


def test_language_letters_and_title_are_told() -> None:
    assert '<w:lang w:val="nn-NO"/>' in PARTS["word/styles.xml"]
    assert 'w:ascii="Arial"' in PARTS["word/styles.xml"]
    assert "A title &amp; more" in PARTS["docProps/core.xml"]


def test_it_is_a_document_of_the_word_of_today() -> None:
    assert 'w:name="compatibilityMode"' in PARTS["word/settings.xml"]
    assert 'w:val="15"' in PARTS["word/settings.xml"]
