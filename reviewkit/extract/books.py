"""The text of books in EPUB, which are web pages in a zip: the chapters that its list names, in the order of its spine.

Where a chapter that the list names cannot be found, or is encrypted, the book is refused: a book without it would pass
for the whole text.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import unquote

from lxml import etree

from reviewkit import limits
from reviewkit.encodings import UTF_32, page_text_of, utf_16_of
from reviewkit.errors import ReviewkitError
from reviewkit.extract.prose import tidied
from reviewkit.extract.reading import Reading, Unit
from reviewkit.extract.sizes import few_enough
from reviewkit.extract.web import texts_of_page
from reviewkit.extract.xml import LostError, Parts, named, whole
from reviewkit.unicode_forms import in_form
from reviewkit.words import message

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_SVG = "image/svg+xml"
_SHOWN = 80  # letters of a name in a sentence
_START, _ZEROS = 4_096, 1_000  # bytes of a chapter that are looked at, and of how many one may be a zero
_SUBSET = re.compile(r"<!DOCTYPE(?:[^\[<>\"']|\"[^\"]*+\"|'[^']*+')*+\[")
_IN_SUBSET = re.compile(r"\]\s*+>|<!--|<\?|[\"']")
_ENDS = {"<!--": "-->", "<?": "?>", '"': '"', "'": "'"}
_ELEMENT = re.compile("<[a-zA-Z]")


def read_epub(data: bytes, name: str) -> Reading:
    """The paragraphs of a book, chapter by chapter in the order of its spine. Raises ReviewkitError."""
    parts = Parts(data, name)
    chapters = [_texts_of(parts, *one) for one in _spine(parts)]
    found = tuple(few_enough(chain.from_iterable(chapters), name))
    if not found:
        raise ReviewkitError(
            message(
                "{path}: there is no text in this book; its pages may be pictures. A program for text recognition "
                "(OCR) can add the text.",
                path=name,
            )
        )
    return Reading(Unit.PARAGRAPH, found)


class _Files:
    """The files of a book, found by their addresses however these are written."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._alike: dict[str, str] = {}
        for name in names:
            self._alike.setdefault(_alike(name), name)

    def called(self, address: str, folder: str = "") -> str:
        """The file that an address means, from a folder; "" where there is none.

        The name to the letter comes first: a file may be called `a#b.html`, or `a%20b.html`.
        """
        bare = address.partition("#")[0].partition("?")[0]
        tried = [_joined(folder, one) for one in (unquote(address), address, unquote(bare), bare) if one]
        exact = (one for one in tried if one in self._names)
        alike = (self._alike[key] for one in tried if (key := _alike(one)) in self._alike)
        return next(chain(exact, alike), "")


def _joined(folder: str, address: str) -> str:
    """An address as a path from the top of the book, which no `..` leaves."""
    return posixpath.normpath(f"/{posixpath.join(folder, address)}").lstrip("/")


def _alike(name: str) -> str:
    """What two spellings of one name have in common: programs of Windows and Mac write other letters, and `\\`."""
    return in_form("NFC", name.replace("\\", "/").casefold())


def _spine(parts: Parts) -> list[tuple[str, str]]:
    """The files of a book that are its chapters, each once, with the kind that its list says it has."""
    files = _Files(parts.names())
    encrypted = {files.called(one) for one in _encrypted(parts)}
    book = _list_of(parts, files)
    if book in encrypted:
        raise _protected(parts.name)
    root = parts.root_of_list(book, limits.BOOK_LIST) if book else None
    items = defaultdict(list)
    for item in named(root, "item"):
        items[str(item.get("id", "")).strip()].append(item)
    wanted: dict[str, bool] = {}  # whether a chapter is one of those that are read in a row
    for one in named(root, "itemref"):
        if called := str(one.get("idref", "")).strip():
            wanted[called] = wanted.get(called, False) or str(one.get("linear", "")) != "no"
    if not wanted:
        raise _without_list(parts.name)
    if len(wanted) > limits.CHAPTERS:
        raise _too_many(parts.name)
    found = (
        _chapter(items, one, files, posixpath.dirname(book), parts.name, in_row) for one, in_row in wanted.items()
    )
    chapters = dict(one for one in found if one is not None)
    if encrypted & chapters.keys():
        raise _protected(parts.name)
    return list(chapters.items())


def _list_of(parts: Parts, files: _Files) -> str:
    """The file with the list of a book: the first that is there of those that it names; "" where none is."""
    addresses = (
        str(one.get("full-path", ""))
        for one in named(parts.root_of_list(_CONTAINER, limits.BOOK_LIST), "rootfile")
    )
    return next((found for one in addresses if (found := files.called(one))), "")


def _encrypted(parts: Parts) -> Iterator[str]:
    """The addresses of what is encrypted: fonts alone are in many books that anybody can read."""
    for one in named(parts.root_of_list(_ENCRYPTION, limits.BOOK_LIST), "CipherReference"):
        yield str(one.get("URI", ""))


def _chapter(
    items: dict[str, list["etree._Element"]], wanted: str, files: _Files, folder: str, name: str, in_row: bool
) -> tuple[str, str] | None:
    """The file of a chapter, and its kind; None where a picture, or what is not read in a row with the others
    (`in_row`), is not there.

    Raises ReviewkitError where another chapter is not there, or is one of two.
    """
    addresses = {str(one.get("href", "")).strip() for one in items.get(wanted, ())}
    if len(addresses) > 1:
        raise _twice(wanted, name)
    item = _instead(items, items[wanted][0]) if addresses else None
    address = str(item.get("href", "")).strip() if item is not None else wanted
    kind = str(item.get("media-type", "")) if item is not None else ""
    if item is not None and (file := files.called(address, folder)):
        return file, kind
    if not in_row or (kind.startswith("image/") and kind != _SVG):
        return None
    raise _missing(address, name)


def _instead(items: dict[str, list["etree._Element"]], item: "etree._Element") -> "etree._Element":
    """What a book has instead of something that is no page, such as a picture; else the same."""
    seen: set[str] = set()
    while "ml" not in str(item.get("media-type", "ml")):  # xhtml, html, xml
        instead = str(item.get("fallback", ""))
        if instead in seen or not items.get(instead):
            return item
        seen.add(instead)
        item = items[instead][0]
    return item


def _texts_of(parts: Parts, file: str, kind: str) -> Iterator[str]:
    """The paragraphs of a chapter; a picture has none."""
    if kind.startswith("image/") and kind != _SVG:
        return
    data = parts.bytes_of(file)
    if not _is_text(data[:_START]):
        raise _no_page(file, parts.name)
    if kind == _SVG:
        yield from _of_drawing(data, parts)
    else:
        yield from texts_of_page(_as_page(page_text_of(data, parts.name)), parts.name)


def _is_text(start: bytes) -> bool:
    """Whether a chapter is a text: of what is packed or encrypted every 256th byte is a zero, of a text hardly one."""
    return bool(utf_16_of(start)) or start.startswith(UTF_32) or start.count(0) * _ZEROS <= len(start)


def _of_drawing(data: bytes, parts: Parts) -> Iterator[str]:
    """The texts of a drawing that is a chapter."""
    try:
        root = whole(data) if data.strip() else None
    except (etree.XMLSyntaxError, LostError):
        raise parts.damaged() from None
    for one in named(root, "text", "foreignObject"):
        if shown := tidied("".join(map(str, one.itertext()))):
            yield shown


def _as_page(chapter: str) -> str:
    """A chapter, which is XML, as a web page: that has no CDATA, and a browser would take it for a comment."""
    first, *others = _without_subset(chapter).split("<![CDATA[")
    return "".join([first, *map(_of_cdata, others)])


def _of_cdata(text: str) -> str:
    """A text that begins with what is in CDATA, as a web page has it."""
    letters, end, rest = text.partition("]]>")
    as_page = letters.replace("&", "&amp;").replace("<", "&lt;")
    return f"{as_page}{rest}" if end else f"<![CDATA[{text}"


def _without_subset(chapter: str) -> str:
    """A chapter without a DOCTYPE that declares something, whose end a web page would show."""
    at = chapter.find("<!DOCTYPE")
    begins = _SUBSET.match(chapter, at) if at >= 0 and not _ELEMENT.search(chapter, 0, at) else None
    looked = begins.end() if begins else 0
    while begins and (found := _IN_SUBSET.search(chapter, looked)):
        if found[0].startswith("]"):
            return chapter[: begins.start()] + chapter[found.end() :]
        end = _ENDS[found[0]]
        at = chapter.find(end, found.end())
        if at < 0:
            break
        looked = at + len(end)
    return chapter


def _protected(name: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: this book is protected (DRM), so its text cannot be read. Ask who gave it to you, or the library, "
            "for a copy without.",
            path=name,
        )
    )


def _without_list(name: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: this book has no list of its chapters, so nobody can tell what belongs to it; it was not read. "
            "Get it again, or save it as PDF.",
            path=name,
        )
    )


def _missing(chapter: str, name: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: the chapter {file} that its list names is not in it; it was not read. Get the book again, or save "
            "it as PDF.",
            path=name,
            file=chapter[:_SHOWN],
        )
    )


def _twice(chapter: str, name: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: its list has two files for the chapter {file}, and nobody can tell which one counts; it was not "
            "read. Get the book again, or save it as PDF.",
            path=name,
            file=chapter[:_SHOWN],
        )
    )


def _no_page(chapter: str, name: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: the chapter {file} is not a web page, as the chapters of a book are; it was not read. Get the "
            "book again, or save it as PDF.",
            path=name,
            file=chapter[:_SHOWN],
        )
    )


def _too_many(name: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: there are more than {most} chapters in this book, which no book has; it was not read. Save it as "
            "PDF.",
            path=name,
            most=f"{limits.CHAPTERS:,}",
        )
    )
