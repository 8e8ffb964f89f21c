"""Word documents to put comments into, and what is commented in them afterwards."""

from copy import deepcopy
from io import BytesIO
from itertools import pairwise

import docx
from lxml import etree

from reviewkit.extract.xml import local, named
from tests.office import root

MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def made(*paragraphs: str, comment: str = "") -> bytes:
    """A document with these paragraphs, and a comment on the first one."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if comment:
        document.add_comment(document.paragraphs[0].runs, comment, author="Berg", initials="B")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def said(data: bytes) -> list[tuple[str, str]]:
    """The words that are commented, with the comments, in the order of the comments."""
    document = root(data, "word/document.xml")
    comments = {
        number_of(one): "\n".join("".join(text.text or "" for text in named(p, "t")) for p in named(one, "p"))
        for one in named(root(data, "word/comments.xml"), "comment")
    }
    words: dict[str, str] = dict.fromkeys(comments, "")
    open_ones: list[str] = []
    for element in document.iter():
        if local(element) == "commentRangeStart":
            open_ones.append(number_of(element))
        elif local(element) == "commentRangeEnd":
            open_ones.remove(number_of(element))
        elif local(element) == "t":
            for number in open_ones:
                words[number] += element.text or ""
    return [(words[number], comments[number]) for number in comments]


def number_of(element: etree._Element) -> str:
    """The number of a comment or of one of its marks."""
    return next(str(value) for name, value in element.attrib.items() if str(name).endswith("}id"))


def without_comments(document: etree._Element) -> bytes:
    """A document as canonical XML, with the marks of comments taken away and the runs joined that they divide."""
    copy = deepcopy(document)
    for element in list(named(copy, *MARKS)):
        parent = element.getparent()
        assert parent is not None
        if local(parent) == "r" and len(parent) == 1:
            element, parent = parent, parent.getparent()
            assert parent is not None
        parent.remove(element)
    for paragraph in named(copy, "p"):
        _join(paragraph)
    for text in named(copy, "t"):
        text.attrib.clear()
    return etree.tostring(copy, method="c14n")


def _join(paragraph: etree._Element) -> None:
    for left, right in reversed(list(pairwise(named(paragraph, "r")))):
        if right.getparent() is left.getparent() and right.getprevious() is left and _look(left) == _look(right):
            for child in [one for one in right if local(one) != "rPr"]:
                if local(child) == local(left[-1]) == "t":
                    left[-1].text = (left[-1].text or "") + (child.text or "")
                else:
                    left.append(child)
            paragraph_of = right.getparent()
            assert paragraph_of is not None
            paragraph_of.remove(right)


def _look(run: etree._Element) -> list[bytes]:
    return [etree.tostring(one, method="c14n") for one in run if local(one) == "rPr"]
