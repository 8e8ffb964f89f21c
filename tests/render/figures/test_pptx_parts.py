"""What is around a slide: every part that is referred to is there, and nothing of it is seen."""

import posixpath

import pytest
from lxml import etree

from reviewkit.render.figures.pptx_parts import parts_around

PARTS = parts_around("<slide/>", (914_400, 1_828_800), "A title & more", "nb")
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


def test_the_slide_has_the_size_and_the_language_that_were_asked_for() -> None:
    presentation = PARTS["ppt/presentation.xml"]
    assert '<p:sldSz cx="914400" cy="1828800"/>' in presentation
    assert 'lang="nb-NO"' in presentation
    assert "A title &amp; more" in PARTS["docProps/core.xml"]


def test_the_theme_has_no_effects() -> None:
    theme = PARTS["ppt/theme/theme1.xml"]
    assert theme.count("<a:effectLst/>") == 3
    assert "Shdw" not in theme
