"""What the styles of a Word document say of its paragraphs."""

import pytest
from lxml import etree

from reviewkit.extract.manuscripts.word_styles import Styles
from reviewkit.model.passages import Role

STYLES = """<styles>
<style styleId="Overskrift1"><name val="heading 1"/></style>
<style styleId="Mine"><name val="My heading"/><basedOn val="Overskrift1"/></style>
<style styleId="Bilde"><name val="caption"/></style>
<style styleId="Level"><name val="Level"/><pPr><outlineLvl val="2"/></pPr></style>
<style styleId="Text"><name val="Normal"/><pPr><outlineLvl val="9"/></pPr></style>
<style styleId="A"><name val="a"/><basedOn val="B"/></style>
<style styleId="B"><name val="b"/><basedOn val="A"/></style>
<style styleId="TOC1"><name val="toc 1"/></style>
</styles>"""


def paragraph(properties: str) -> etree._Element:
    return etree.fromstring(f"<p><pPr>{properties}</pPr></p>")


@pytest.mark.parametrize(
    ("properties", "wanted"),
    [
        ('<pStyle val="Overskrift1"/>', (Role.HEADING, 1)),
        ('<pStyle val="Mine"/>', (Role.HEADING, 1)),
        ('<pStyle val="Bilde"/>', (Role.CAPTION, None)),
        ('<pStyle val="Level"/>', (Role.HEADING, 3)),
        ('<outlineLvl val="0"/>', (Role.HEADING, 1)),
        ('<pStyle val="Text"/>', (Role.BODY, None)),
        ('<pStyle val="A"/>', (Role.BODY, None)),
        ('<pStyle val="nowhere"/>', (Role.BODY, None)),
        ("", (Role.BODY, None)),
    ],
)
def test_a_style_or_one_that_it_rests_on_says_the_role(properties: str, wanted: tuple[Role, int | None]) -> None:
    assert Styles(etree.fromstring(STYLES)).role_of(paragraph(properties)) == wanted


def test_lines_of_the_contents_have_a_style_of_their_own() -> None:
    styles = Styles(etree.fromstring(STYLES))
    assert styles.is_contents(paragraph('<pStyle val="TOC1"/>'))
    assert not styles.is_contents(paragraph('<pStyle val="Mine"/>'))


def test_a_document_without_styles_has_only_a_body() -> None:
    assert Styles(None).role_of(paragraph('<pStyle val="Overskrift1"/>')) == (Role.BODY, None)
