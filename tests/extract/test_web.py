"""Web pages and books."""

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<p>Hei <b>du</b> der</p><p>ny</p>", ("Hei du der", "ny")),
        ("Hei<br>der", ("Hei", "der")),
        ("<div>a<p>b</p>c</div>", ("a", "b", "c")),
        ("<p>setning<sup>12</sup></p>", ("setning¹²",)),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ("a", "b")),
        ("<p>a<script>bad()</script><style>x{}</style><!-- c -->b</p>", ("ab",)),
        ("<title>no</title><p>yes</p>", ("yes",)),
        ("<p>&oslash;st &amp; vest&nbsp;x</p>", ("øst & vest x",)),
        ("", ()),
        ("<!-- only a comment -->", ()),
    ],
)
def test_paragraphs_of_a_web_page(page: str, wanted: tuple[str, ...]) -> None:
    assert read(page.encode(), "html", "a.html").parts == wanted


@pytest.mark.parametrize("depth", [254, 300, 1_500])
def test_text_that_lies_deep_in_other_elements_is_read(depth: int) -> None:
    page = "<p>before</p>" + "<span>" * depth + "deep" + "</span>" * depth + "<p>after</p>"
    assert read(page.encode(), "html", "a.html").parts == ("before", "deep", "after")


@pytest.mark.parametrize("tag", ["span", "div", "table"])
def test_a_page_of_which_a_part_is_too_deep_to_be_read_is_refused(tag: str) -> None:
    page = "<p>before</p>" + f"<{tag}>" * 5_000 + "deep" + f"</{tag}>" * 5_000 + "<p>after</p>"
    with pytest.raises(ReviewkitError, match=r"^a\.html: its elements lie in each other more than 2,000 deep"):
        read(page.encode(), "html", "a.html")


@pytest.mark.parametrize("between", [" ", "\n", "/", ""])
@pytest.mark.parametrize("value", ["'1'", "'<>'", '"it\'s"'])
def test_an_element_with_attributes_without_end_is_refused(between: str, value: str) -> None:
    page = "<p>before</p><p " + between.join(f"a{n}={value}" for n in range(10_001)) + " >x</p>"
    with pytest.raises(ReviewkitError, match=r"^a\.html: an element in it has more than 10,000 attributes"):
        read(page.encode(), "html", "a.html")
    picture = f"<img src='data:image/png;base64,{'A/B=' * 300_000}' alt='{'a word ' * 9_000}'>"
    words = "<p title=it's>It's " + "a = b/c " * 9_000
    assert read(f"<p>a{picture}b</p>{words}".encode(), "html", "a.html").parts[0] == "ab"


def test_a_page_says_in_which_code_it_is_written() -> None:
    page = '<meta charset="iso-8859-1"><p>blåbær</p>'.encode("latin-1")
    assert read(page, "html", "a.html").parts == ("blåbær",)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-2">', "iso-8859-2"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=Windows-1250">', "cp1250"),
        ("<META CHARSET=iso-8859-2>", "iso-8859-2"),
        ('<meta charset="iso-8859-2">', "utf-8"),
        ('<meta charset="utf-8">', "utf-16"),
        ('<?xml version="1.0" encoding="ISO-8859-2"?>', "iso-8859-2"),
    ],
)
def test_the_encoding_of_a_page_is_found_as_that_of_any_text(head: str, encoding: str) -> None:
    page = f"{head}<p>Łódź</p>".encode(encoding)
    assert read(page, "html", "a.html").parts == ("Łódź",)


@pytest.mark.parametrize(("charset", "text"), [("Shift_JIS", "信頼"), ("gb2312", "信赖"), ("euc-kr", "신뢰")])
def test_pages_of_asia_are_read_as_they_say(charset: str, text: str) -> None:
    page = f'<meta charset="{charset}"><p>{text}</p>'.encode(charset)
    assert read(page, "html", "a.html").parts == (text,)


@pytest.mark.parametrize("charset", ["zlib", "idna", "unicode_escape", "x-none", "utf-7"])
def test_a_page_cannot_ask_for_what_is_no_encoding_of_text(charset: str) -> None:
    page = f'<meta charset="{charset}"><p>blåbær</p>'.encode("cp1252")
    assert read(page, "html", "a.html").parts == ("blåbær",)


def test_comments_and_instructions_take_no_letters_away() -> None:
    page = b"<p>We <!-- c -->found 1<?pi x?>7<sup>1<!-- c -->2</sup>.</p>"
    assert read(page, "html", "x").parts == ("We found 17\u00b9\u00b2.",)
