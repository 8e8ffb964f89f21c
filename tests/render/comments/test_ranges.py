"""Where comments begin and end in the XML of a document."""

import pytest
from lxml import etree

from reviewkit.extract.manuscripts.letters import Letter, Where
from reviewkit.extract.xml import named
from reviewkit.render.comments.ranges import Range, mark, range_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def marked(body: str, *places: tuple[int, int, int]) -> str:
    """The document with comments from a letter to another of a text: which text, the first and the last letter."""
    root = etree.fromstring(f'<w:document xmlns:w="{W}">{body}</w:document>')
    texts = list(named(root, "t"))
    mark(root, [Range(Where(texts[text], first), Where(texts[text], last)) for text, first, last in places], 7)
    said = etree.tostring(root, encoding="unicode").partition(">")[2].removesuffix("</w:document>")
    return said.replace(' xml:space="preserve"', "")


def around(number: int, inside: str) -> str:
    end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeStart w:id="{number}"/>{inside}{end}'


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (0, 2, around(7, "<w:r><w:b/><w:t>abc</w:t></w:r>")),
        (0, 0, around(7, "<w:r><w:b/><w:t>a</w:t></w:r>") + "<w:r><w:t>bc</w:t></w:r>"),
        (2, 2, "<w:r><w:b/><w:t>ab</w:t></w:r>" + around(7, "<w:r><w:t>c</w:t></w:r>")),
    ],
)
def test_a_run_is_divided_where_the_comment_begins_and_ends(first: int, last: int, wanted: str) -> None:
    """What is before the text in its run stays before it."""
    body = "<w:p><w:r><w:rPr/><w:t>abc</w:t></w:r></w:p>"
    expected = wanted.replace("<w:b/>", "<w:rPr/>").replace("<w:r><w:t>", "<w:r><w:rPr/><w:t>")
    assert marked(body, (0, first, last)) == f"<w:p>{expected}</w:p>"


def test_comments_may_overlap_and_share_their_places() -> None:
    said = marked("<w:p><w:r><w:t>abcd</w:t></w:r></w:p>", (0, 0, 2), (0, 0, 2), (0, 1, 3))
    assert said.count("commentRangeStart") == said.count("commentRangeEnd") == said.count("commentReference") == 3
    assert [one.text for one in named(etree.fromstring(f'<w:d xmlns:w="{W}">{said}</w:d>'), "t")] == [
        "a",
        "bc",
        "d",
    ]


def test_white_space_between_elements_stays() -> None:
    said = marked("<w:p>\n <w:r><w:t>abc</w:t></w:r>\n <w:r><w:t>d</w:t></w:r>\n</w:p>", (0, 1, 2), (1, 0, 0))
    assert said.count("\n") == 3


def test_a_blank_between_two_paragraphs_is_nowhere() -> None:
    text = etree.fromstring("<t>ab</t>")
    letters = [Letter(" ", None), Letter("a", Where(text, 0)), Letter("b", Where(text, 1)), Letter(" ", None)]
    assert range_of(letters) == Range(Where(text, 0), Where(text, 1))
