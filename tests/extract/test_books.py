"""Books: each chapter that the list of a book names is read, or the book is refused."""

import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from tests.growth import is_linear

CONTAINER = '<container><rootfiles><rootfile full-path="{}"/></rootfiles></container>'
ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData xmlns:e="http://www.w3.org/'
    '2001/04/xmlenc#"><e:CipherData><e:CipherReference URI="{}"/></e:CipherData></e:EncryptedData></encryption>'
)
IDPF = 'xmlns="http://www.idpf.org/2007/opf"'
AGAIN = r"Get the book again, or save it as PDF\.$"
NO_LIST = (
    r"^x\.epub: this book has no list of its chapters, so nobody can tell what belongs to it; it was not read\."
)


def page(text: str) -> str:
    return f"<?xml version='1.0'?><html><head><title/></head><body><p>{text}</p></body></html>"


def listed(items: Iterable[tuple[str, str]], spine: Iterable[str]) -> str:
    """The list of a book; what an item has after a blank are more attributes."""
    named = "".join(
        f'<item id="{one}" href="{href.partition(" | ")[0]}" {href.partition(" | ")[2]}/>' for one, href in items
    )
    return f"<package {IDPF}><manifest>{named}</manifest><spine>{_itemrefs(spine)}</spine></package>"


def _itemrefs(spine: Iterable[str]) -> str:
    return "".join(f'<itemref idref="{one}"/>' for one in spine)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"mimetype": "application/epub+zip", **files}.items():
            archive.writestr(name, text)
    return out.getvalue()


def book(
    items: Iterable[tuple[str, str]],
    spine: Iterable[str],
    files: Mapping[str, str | bytes],
    path: str = "O/c.opf",
    **more: str,
) -> bytes:
    """A book whose list is at a path, with files in O/ and more ones from the top (two low lines are a slash)."""
    rest = {name.replace("__", "/") + ".xml": text for name, text in more.items()}
    parts = {"META-INF/container.xml": CONTAINER.format(path), path: listed(items, spine)}
    return packed({**parts, **{f"O/{name}": text for name, text in files.items()}, **rest})


def parts_of(data: bytes) -> tuple[str, ...]:
    return read(data, "epub", "x.epub").parts


def two(second: str, file: str) -> bytes:
    """A book with two chapters, of which the second has a name in its list and another in the zip."""
    return book([("a", "a.x"), ("b", second)], "ab", {"a.x": page("one"), file: page("two")})


def test_chapters_are_read_in_the_order_of_the_spine() -> None:
    items = [("a", "a%20b.x"), ("c", "c.x"), ("other", "other.x")]
    files = {"a b.x": page("second"), "c.x": page("first"), "other.x": page("not in the spine")}
    assert parts_of(book(items, "ca", files)) == ("first", "second")


@pytest.mark.parametrize(
    ("second", "file"),
    [
        ("B.X", "b.x"),
        ("b.x", "B.X"),
        ("/O/b.x", "b.x"),
        ("../O/b.x", "b.x"),
        ("../../O/b.x", "b.x"),
        ("%2e%2e/O/b.x", "b.x"),
        ("./b.x", "b.x"),
        ("b.x#part-2", "b.x"),
        ("b.x?v=2#part-2", "b.x"),
        ("f%20g.x", "f g.x"),
        ("f%20g.x", "f%20g.x"),
        ("a#b.x", "a#b.x"),
        ("%C3%A9.x", "é.x"),
        ("é.x", unicodedata.normalize("NFD", "é.x")),
        (unicodedata.normalize("NFD", "É.x"), "é.x"),
        ("text/b.x", "text\\b.x"),
        ("text\\b.x", "text/b.x"),
    ],
)
def test_a_chapter_is_found_however_its_name_is_written(second: str, file: str) -> None:
    assert parts_of(two(second, file)) == ("one", "two")


def test_of_two_names_that_are_alike_the_one_to_the_letter_counts() -> None:
    accent = unicodedata.normalize("NFD", "é.x")
    files = {"é.x": page("composed"), accent: page("apart"), "a.x": page("no fragment"), "a.x#b": page("named so")}
    assert parts_of(book([("a", accent), ("b", "a.x#b")], "ab", files)) == ("apart", "named so")


@pytest.mark.parametrize("path", ["O%20E/c.opf", "o e/C.OPF", "/O E/c.opf", "./O E/c.opf"])
def test_the_list_of_a_book_is_found_however_its_name_is_written(path: str) -> None:
    data = packed(
        {
            "META-INF/container.xml": CONTAINER.format(path),
            "O E/c.opf": listed([("a", "a.x")], "a"),
            "O E/a.x": page("one"),
        }
    )
    assert parts_of(data) == ("one",)


def test_the_first_list_that_is_there_counts() -> None:
    rootfiles = '<container><rootfile full-path="none.opf"/><rootfile full-path="c.opf"/></container>'
    files = {"META-INF/container.xml": rootfiles, "c.opf": listed([("a", "a.x")], "a"), "a.x": page("one")}
    assert parts_of(packed(files)) == ("one",)


@pytest.mark.parametrize("second", ["c.x", "http://example.org/O/b.x", "O/b.x", "x" * 70_000, "", "#b"])
def test_a_book_without_a_chapter_that_its_list_names_is_refused(second: str) -> None:
    said = rf"^x\.epub: the chapter {second[:80]} that its list names is not in it; it was not read\. {AGAIN}"
    with pytest.raises(ReviewkitError, match=said):
        parts_of(two(second, "b.x"))


def test_a_book_whose_spine_names_what_its_list_has_not_is_refused() -> None:
    with pytest.raises(ReviewkitError, match=r"^x\.epub: the chapter b that its list names is not in it"):
        parts_of(book([("a", "a.x")], "ab", {"a.x": page("one")}))


def test_a_book_with_two_files_for_a_chapter_is_refused() -> None:
    files = {"a.x": page("one"), "b.x": page("two")}
    with pytest.raises(ReviewkitError, match=rf"^x\.epub: its list has two files for the chapter a, .*{AGAIN}"):
        parts_of(book([("a", "a.x"), ("a", "b.x")], "a", files))
    assert parts_of(book([("a", "a.x"), ("a", "a.x"), ("c", "b.x"), ("c", "c.x")], "a", files)) == ("one",)


@pytest.mark.parametrize(
    "files",
    [
        {"META-INF/container.xml": ""},
        {"META-INF/container.xml": "<container/>"},
        {"META-INF/container.xml": CONTAINER.format("none.opf")},
        {"META-INF/container.xml": CONTAINER.format("c.opf"), "c.opf": ""},
        {"META-INF/container.xml": CONTAINER.format("c.opf"), "c.opf": listed([("a", "a.x")], "")},
    ],
    ids=["empty container", "no list", "list is missing", "empty list", "no spine"],
)
def test_a_book_without_a_list_of_its_chapters_is_refused(files: dict[str, str]) -> None:
    with pytest.raises(ReviewkitError, match=NO_LIST):
        parts_of(packed({**files, "a.x": page("one")}))


def test_a_book_whose_list_is_cut_is_damaged() -> None:
    cut = "<package><manifest><item id='a' href='a.x"
    with pytest.raises(ReviewkitError, match=r"^x\.epub: this document is damaged"):
        parts_of(packed({"META-INF/container.xml": CONTAINER.format("c.opf"), "c.opf": cut, "a.x": page("one")}))


@pytest.mark.parametrize("chapter", ["", page(""), page('<img src="1.png" alt="page 1"/>')])
def test_a_book_without_text_is_refused(chapter: str) -> None:
    with pytest.raises(
        ReviewkitError, match=r"^x\.epub: there is no text in this book; its pages may be pictures\."
    ):
        parts_of(book([("a", "a.x")], "a", {"a.x": chapter}))
    assert parts_of(book([("a", "a.x"), ("b", "b.x")], "ab", {"a.x": chapter, "b.x": page("two")})) == ("two",)


def test_a_drawing_that_is_a_chapter_is_read() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>no</title><style>x {}</style><text x="1">On a <tspan>drawing'
        "</tspan></text><g><text>below</text></g></svg>"
    )
    data = book(
        [("a", 'a.svg | media-type="image/svg+xml"'), ("b", "b.x")], "ab", {"a.svg": drawing, "b.x": page("2")}
    )
    assert parts_of(data) == ("On a drawing", "below", "2")


def test_a_picture_that_is_a_chapter_has_no_text_or_what_is_there_instead() -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and letters"
    kind = 'media-type="image/png"'
    items = [
        ("a", f"a.png | {kind}"),
        ("b", f'b.png | {kind} fallback="c"'),
        ("c", 'c.x | media-type="text/html"'),
    ]
    files: dict[str, str | bytes] = {"a.png": picture, "b.png": picture, "c.x": page("instead")}
    assert parts_of(book(items, "ab", files)) == ("instead",)
    circle = [("a", f'a.png | {kind} fallback="b"'), ("b", f'b.png | {kind} fallback="a"'), ("c", "c.x")]
    assert parts_of(book(circle, "abc", files)) == ("instead",)


@pytest.mark.parametrize(
    "start", [b"%PDF-1.4\n\0\1\2\3", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)) * 20]
)
def test_a_chapter_that_is_no_page_is_refused(start: bytes) -> None:
    with pytest.raises(ReviewkitError, match=rf"^x\.epub: the chapter O/a\.x is not a web page, .*{AGAIN}"):
        parts_of(book([("a", "a.x"), ("b", "b.x")], "ab", {"a.x": start, "b.x": page("two")}))


@pytest.mark.parametrize("named", ["O/a.x", "O/A.x", "/O/a.x", "O/%61.x", "O/c.opf", "./O/a.x"])
def test_a_protected_book_is_refused(named: str) -> None:
    files: dict[str, str | bytes] = {"a.x": bytes(range(1, 256)) * 9, "b.x": page("two")}
    data = book([("a", "a.x"), ("b", "b.x")], "ab", files, **{"META-INF__encryption": ENCRYPTION.format(named)})
    with pytest.raises(ReviewkitError, match=r"^x\.epub: this book is protected \(DRM\), .*for a copy without\.$"):
        parts_of(data)


@pytest.mark.parametrize("named", ["O/font.otf", "O/not-in-the-spine.x", "O/none.x"])
def test_a_book_with_encrypted_fonts_is_read(named: str) -> None:
    files = {"a.x": page("one"), "font.otf": "x", "not-in-the-spine.x": "x"}
    data = book(
        [("a", "a.x"), ("f", "font.otf")], "a", files, **{"META-INF__encryption": ENCRYPTION.format(named)}
    )
    assert parts_of(data) == ("one",)


def test_a_file_that_the_spine_names_often_is_read_once() -> None:
    files = {"a.x": "<p>" + "x" * 100_000, "b.x": page("two")}
    items = [("a", "a.x"), ("b", "b.x"), ("again", "A.x#2")]
    assert [len(one) for one in parts_of(book(items, ["a", *["b", "a", "again"] * 5_000], files))] == [100_000, 3]


def test_a_book_of_more_chapters_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHAPTERS", 3)
    names = "abcd"
    items = [(one, f"{one}.x") for one in names]
    files = {f"{one}.x": page(one) for one in names}
    assert parts_of(book(items, "abcabc", files)) == tuple("abc")
    with pytest.raises(
        ReviewkitError, match=r"^x\.epub: there are more than 3 chapters in this book, which no book"
    ):
        parts_of(book(items, "abcd", files))


def test_a_book_of_more_text_than_any_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = book([("a", "a.x"), ("b", "b.x")], "ab", {"a.x": page("abc"), "b.x": page("de")})
    monkeypatch.setattr(limits, "LETTERS", 4)
    with pytest.raises(ReviewkitError, match=r"^x\.epub: there are more than 4 letters in it"):
        parts_of(data)
    monkeypatch.setattr(limits, "LETTERS", 5)
    assert parts_of(data) == ("abc", "de")
    monkeypatch.setattr(limits, "PARAGRAPHS", 1)
    with pytest.raises(ReviewkitError, match=r"^x\.epub: there are more than 1 paragraphs in it"):
        parts_of(data)


@pytest.mark.parametrize("part", ["META-INF/container.xml", "META-INF/encryption.xml", "O/c.opf"])
def test_a_list_longer_than_any_is_refused(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BOOK_LIST", 1_000)
    files = {"META-INF/container.xml": CONTAINER.format("O/c.opf"), "O/c.opf": listed([("a", "a.x")], "a")}
    files |= {"O/a.x": page("one"), "META-INF/encryption.xml": "<encryption/>"}
    assert parts_of(packed(files)) == ("one",)
    with pytest.raises(ReviewkitError, match=rf"^x\.epub: {part} in it becomes too large when it is unpacked"):
        parts_of(packed({**files, part: files[part] + " " * 1_000}))


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("We <![CDATA[found <17> & more]]> too", "We found <17> & more too"),
        ("We <![CDATA[]]>found<![CDATA[ 17]]>", "We found 17"),
        ("We <!-- c -->found<?pi x?> 17", "We found 17"),
    ],
)
def test_chapters_are_xml(inside: str, wanted: str) -> None:
    assert parts_of(book([("a", "a.x")], "a", {"a.x": page(inside)})) == (wanted,)


@pytest.mark.parametrize(
    "declared",
    [
        "[ ]",
        '[<!ENTITY nbsp "&#160;">]',
        '[\n<!ENTITY e "]>">\n<!-- it\'s ]> -->\n<?x "]>?> <!ELEMENT p ANY> ] ',
        'PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/[x]>.dtd" [<!ATTLIST p a CDATA "x">]',
        "SYSTEM 'a\"b' []",
    ],
)
def test_what_a_chapter_declares_is_no_text_of_it(declared: str) -> None:
    chapter = (
        f'<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE html {declared}>\n<html><body><p>one</p></body></html>'
    )
    assert parts_of(book([("a", "a.x")], "a", {"a.x": chapter})) == ("one",)


@pytest.mark.parametrize(
    "chapter",
    ["<p>a</p><p>b [1]> &lt;!DOCTYPE</p>", "<!DOCTYPE html><p>a [1]> b</p>", "<p>a</p><!DOCTYPE x [ <p>b</p> ]>"],
)
def test_what_only_looks_like_a_declaration_stays(chapter: str) -> None:
    in_a_page = read(chapter.encode(), "html", "x").parts
    assert parts_of(book([("a", "a.x")], "a", {"a.x": chapter})) == in_a_page


@pytest.mark.parametrize("again", ["<!--", "<?", "]", "] ", "'", '"', "<!DOCTYPE [", "<!DOCTYPE'", "[", "<"])
def test_what_is_declared_without_end_takes_time_in_proportion(again: str) -> None:
    def work(size: int) -> None:
        try:
            parts_of(book([("a", "a.x")], "a", {"a.x": f"<!DOCTYPE html [{again * size}"}))
        except ReviewkitError:
            return

    assert is_linear(work, 3_000, 0.006)


@pytest.mark.parametrize(
    ("items", "refs"),
    [
        ([("cover", "cover.jpg | media-type='image/jpeg'")], "<itemref idref='cover'/>"),
        ([("cover", "cover.x")], "<itemref idref='cover' linear='no'/>"),
        ([], "<itemref idref='notes' linear='no'/>"),
        ([], "<itemref/>"),
        ([], "<itemref idref=' '/>"),
    ],
)
def test_what_is_missing_and_holds_no_text_is_passed_over(items: list[tuple[str, str]], refs: str) -> None:
    made = (
        listed([("a", " a.x "), *items], ["a"])
        .replace("<spine>", f"<spine>{refs}")
        .replace('idref="a"', 'idref=" a"')
    )
    container = CONTAINER.format("O/c.opf")
    data = packed({"META-INF/container.xml": container, "O/c.opf": made, "O/a.x": page("one")})
    assert parts_of(data) == ("one",)
