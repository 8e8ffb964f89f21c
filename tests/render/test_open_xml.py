"""What office files share: one date for all parts, properties that fit, text that is text."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reviewkit.render.open_xml import content, core_properties, office_language, one_line, package


def test_the_same_parts_give_the_same_bytes_and_no_date_of_today() -> None:
    parts = {"one.xml": "<one/>", "two.xml": "<two>å</two>"}
    assert package(parts) == package(parts)
    with zipfile.ZipFile(io.BytesIO(package(parts))) as file:
        assert file.namelist() == list(parts)
        assert {entry.date_time for entry in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert file.read("two.xml").decode() == "<two>å</two>"


@given(st.text(max_size=400))
def test_any_title_is_a_property_of_at_most_255_characters(title: str) -> None:
    tree = etree.fromstring(core_properties(title, "nb").encode("utf-8", "surrogatepass"))
    said = tree.findtext("{http://purl.org/dc/elements/1.1/}title") or ""
    assert len(said) <= 255
    assert said == one_line(title[:255])


@given(st.text())
def test_content_is_text_in_one_line(text: str) -> None:
    assert (etree.fromstring(f"<x>{content(text)}</x>").text or "") == one_line(text)
    assert not set("\r\n\t") & set(one_line(text))


def test_languages_are_named_as_office_names_them() -> None:
    assert [office_language(one) for one in ("nb", "nn", "en", "sv")] == ["nb-NO", "nn-NO", "en-GB", "sv"]
