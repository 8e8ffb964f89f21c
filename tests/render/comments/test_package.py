"""The parts of a Word document that know of its comments."""

import pytest

from reviewkit.render.comments.package import WholeParts, changed_parts, comments_part, copied
from tests.extract.test_office import W, zipped
from tests.office import parts
from tests.render.comments.documents import made

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def document(relations: str = "", **more: str) -> WholeParts:
    body = f"<w:document {W}><w:body/></w:document>"
    made_of = {"word__document": body, "[Content_Types]": TYPES, "word___relsDOTxx": "", **more}
    made_of.pop("word___relsDOTxx")
    if relations:
        made_of["word/_rels/documentDOTxmlDOTrels"] = RELATIONS.format(relations)
    return WholeParts(zipped(**made_of), "a.docx")


def test_a_document_without_comments_gets_a_part_with_a_free_name() -> None:
    place = comments_part(document(word__comments="<a/>"))
    assert (place.path, place.root, place.first_free) == ("word/comments1.xml", None, 0)


@pytest.mark.parametrize("target", ["/word/mine.xml", "mine.xml", "../word/mine.xml"])
def test_comments_are_where_the_document_says(target: str) -> None:
    relation = f'<Relationship Id="r" Type="{KIND}" Target="{target}"/>'
    comments = f'<w:comments {W}><w:comment w:id="4"/><w:comment w:id="2"/></w:comments>'
    place = comments_part(document(relation, word__mine=comments))
    assert (place.path, place.first_free) == ("word/mine.xml", 5)


def test_a_new_part_is_named_in_the_types_and_by_the_document() -> None:
    found = document()
    root = found.root("word/document.xml")
    assert root is not None
    changed = changed_parts(found, root, comments_part(found), ["a <b>", "c\nd"])
    assert b'PartName="/word/comments.xml"' in changed["[Content_Types].xml"]
    assert b'Target="/word/comments.xml"' in changed["word/_rels/document.xml.rels"]
    assert changed["word/comments.xml"].count(b"<w:p>") == 3
    assert b"a &lt;b&gt;" in changed["word/comments.xml"]


def test_a_copy_has_the_same_files_in_the_same_order() -> None:
    data = made("We found 15.")
    found = copied(data, "a.docx", {"word/document.xml": b"<new/>", "added.xml": b"<a/>"}, "damaged")
    assert list(parts(found)) == [*parts(data), "added.xml"]
    assert parts(found) == {**parts(data), "word/document.xml": b"<new/>", "added.xml": b"<a/>"}


def test_a_number_that_no_comment_can_have_is_none() -> None:
    relation = f'<Relationship Id="r" Type="{KIND}" Target="mine.xml"/>'
    ids = ("7", "9" * 5_000, "²", "-3", "x")
    comments = "".join(f'<w:comment w:id="{one}"/>' for one in ids)
    assert comments_part(document(relation, word__mine=f"<w:comments {W}>{comments}</w:comments>")).first_free == 8
