"""Web pages and books."""

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.extract.web import Mark, walked
from tests.growth import is_linear


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<p>Hei <b>du</b> der</p><p>ny</p>", ("Hei du der", "ny")),
        ("Hei<br>der", ("Hei", "der")),
        ("<div>a<p>b</p>c</div>", ("a", "b", "c")),
        ("<p>setning<sup>12</sup></p>", ("setning¹²",)),
        ("<p>45<sup><a href='#r3'>3</a></sup> in 2020<sup><i>1</i>,2</sup>.</p>", ("45³ in 2020¹,².",)),
        ("<p>45<sup>1<sup>2</sup>3</sup>4<sup><script>x</script>5</sup>6</p>", ("45¹²³4⁵6",)),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ("a", "b")),
        ("<p>a<script>bad()</script><style>x{}</style><!-- c -->b</p>", ("ab",)),
        ("<p>We asked <del>45</del><ins>54</ins>, <s>not</s> all.</p>", ("We asked 54, not all.",)),
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
    page = "<p>before</p><p " + between.join(f"a{n}={value}" for n in range(3_001)) + " >x</p>"
    with pytest.raises(ReviewkitError, match=r"^a\.html: an element in it has more than 3,000 attributes"):
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


def test_a_page_whose_letters_hide_in_ascii_is_refused() -> None:
    page = b'<meta charset="utf-7"><p>bl+AOU-b+AOY-r</p>'
    with pytest.raises(
        ReviewkitError, match=r"^a\.html: it says that it is in the encoding utf-7, which reviewkit does"
    ):
        read(page, "html", "a.html")
    assert read('<meta charset="none"><p>blåbær</p>'.encode("cp1252"), "html", "a.html").parts == ("blåbær",)


@pytest.mark.parametrize("is_first", [True, False])
def test_an_equation_that_is_also_drawn_is_read_once(is_first: bool) -> None:
    both = [
        "<span><math><msup><mn>10</mn><mn>3</mn></msup></math></span>",
        "<span aria-hidden='true'><span>10</span><span>3</span></span>",
    ]
    page = f"<p>We had <span>{''.join(both if is_first else reversed(both))}</span> or <i aria-hidden='true'>9</i>.</p>"
    assert read(page.encode(), "html", "a.html").parts == ("We had 10³ or 9.",)


def test_what_is_not_shown_raises_nothing_behind_it() -> None:
    math = "<span><math><mn>2</mn></math></span>"
    page = f"<p>{math}<sup aria-hidden='true'>3</sup> of 45 nurses</p>"
    assert read(page.encode(), "html", "a.html").parts == ("2 of 45 nurses",)


def test_comments_and_instructions_take_no_letters_away() -> None:
    page = b"<p>We <!-- c -->found 1<?pi x?>7<sup>1<!-- c -->2</sup>.</p>"
    assert read(page, "html", "x").parts == ("We found 17\u00b9\u00b2.",)


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<html><body><p>a</p></body></html><p>b</p>", ("a", "b")),
        ("<html><body><p>a</p></html>b<p>c</p>", ("a", "b", "c")),
        ("<html><body><p>a</p></body>b<p>c</p></html>d</body></HTML >e", ("a", "b", "c", "d", "e")),
        ("<html><body><p>a<b>x</html>y</b>z</p>", ("ax", "yz")),
        ("<p>a</html></html></html>&oslash;<sup>2</sup>", ("a", "ø²")),
        ("<html><head><title>no</title></html><p>b</p>", ("b",)),
        ("</html>a<p>b", ("a", "b")),
        ("<html></html>", ()),
        ("<html><body><p>a</p></body></html>\n<!-- c --> \n", ("a",)),
        ("<html><body><p>a</p></body></html><script>'no'</script><style>no</style><p>b</p>", ("a", "b")),
        (
            "<p>a</p><script>x='</html>'</script><!-- </html> --><p title='</html>'>b</p><textarea></html>c",
            ("a", "b", "</html>c"),
        ),
        (
            "<!DOCTYPE html><html><head><title>no</title></head><body><p>a</p></body></html>\n"
            "<!DOCTYPE html><html><head><title>no</title></head><body><p>b</p></body></html><p>c</p>",
            ("a", "b", "c"),
        ),
    ],
)
def test_what_comes_after_the_end_of_a_page_is_read(page: str, wanted: tuple[str, ...]) -> None:
    assert read(page.encode(), "html", "a.html").parts == wanted


@pytest.mark.parametrize(
    "again", ["</html>", "</html>x", "</html><p>x", "</body>x", "<html><head><title>x</title></head>y</html>"]
)
def test_pages_put_together_are_read_in_time_in_proportion(again: str) -> None:
    assert is_linear(lambda size: read((again * size).encode(), "html", "a.html"), 2_000, 0.006)


def test_what_lies_too_deep_after_the_end_of_a_page_is_refused() -> None:
    with pytest.raises(ReviewkitError, match=r"^a\.html: its elements lie in each other more than 2,000 deep"):
        read(b"<p>a</p></html>" + b"<div>" * 5_000 + b"b", "html", "a.html")


@pytest.mark.parametrize(
    ("page", "nodes"),
    [
        ("<p>x" * 4, 4),
        ("<p>x</p>" * 2, 4),
        ("x</html>" * 4, 4),
        ("<p a b='x=1 y' c=d/>x", 4),
        ("<p a/b/c>x", 4),
        ('<img src="data:image/png;base64,AB=CD==" alt="a < b <c> d e">x</img>', 4),
    ],
)
def test_a_page_of_more_elements_than_any_is_refused(
    page: str, nodes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "NODES", nodes)
    assert read(page.encode(), "html", "a.html").parts
    monkeypatch.setattr(limits, "NODES", nodes - 1)
    with pytest.raises(
        ReviewkitError, match=r"^a\.html: there are more than 3 elements and attributes in it, which no"
    ):
        read(page.encode(), "html", "a.html")


def test_a_page_of_more_text_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARAGRAPHS", 2)
    monkeypatch.setattr(limits, "LETTERS", 4)
    assert read(b"<title>abcdefgh</title><p>ab<p>cd", "html", "a.html").parts == ("ab", "cd")
    with pytest.raises(
        ReviewkitError, match=r"^a\.html: there are more than 2 paragraphs in it, which no text has"
    ):
        read(b"<p>a<p>b<p>c", "html", "a.html")
    with pytest.raises(ReviewkitError, match=r"^a\.html: there are more than 4 letters in it, which no text has"):
        read(b"<p>a    b", "html", "a.html")


def test_elements_and_texts_are_met_in_their_order_without_what_nobody_sees() -> None:
    met = list(walked("<!--x--><head><title>T</title></head><p>a<script>b</script>c<br>d", "a page"))
    assert [said for mark, said in met if mark is Mark.TEXT and said] == ["a", "c", "d"]
    assert [said for mark, said in met if mark is Mark.BEGIN] == ["html", "body", "p", "br"]
    assert [said for mark, said in met if mark is Mark.END and said != "script"][:2] == ["head", "br"]
    assert list(walked("", "a page")) == list(walked("<!--x-->", "a page")) == []
