"""Projects of Taguette, as its database (.sqlite3) has them, and its tables of highlights and tags.

Taguette keeps documents as HTML, and counts a highlight in bytes of UTF-8 of the text in it, without tags. A tag like
`trust.colleagues` lies below `trust`.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import islice

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.offsets import from_bytes
from reviewkit.exchange.projects import (
    Project,
    ProjectCode,
    ProjectMark,
    ProjectQuote,
    ProjectSource,
    ProjectUser,
    QuotedLetters,
    guid_of,
    with_other_words,
)
from reviewkit.exchange.rows import Data, Key, Tables, id_in, id_of, number_in, text_in
from reviewkit.normalize import letters, with_letters
from reviewkit.words import message

TABLES = {
    "projects": ("id", "name"),
    "documents": ("id", "name", "description", "filename", "project_id", "contents"),
    "tags": ("id", "path", "description"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "highlight_tags": ("highlight_id", "tag_id"),
    "commands": ("id", "date", "user_login", "payload"),
}
_TAG = re.compile(r"<(?:/|([a-zA-Z][a-zA-Z0-9]*+))?+(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+>")
_WITHOUT_TAG = message("highlights without a tag")
_WITHOUT_WORDS = message("highlights without words")
_OF_NO_DOCUMENT = message("highlights in documents that are not there")
_WITHOUT_PLACE = message("positions of highlights that are not in the text")
_OF_NOTHING = message("tags or highlights that are not there")
_DEEPEST = 1_000  # full stops of a tag behind which the tag above it is looked for; people write five
_HIGHLIGHTS = ("document", "tag", "content")
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol table tr td th br hr blockquote pre section article dd dt".split()
)


def is_taguette(tables: frozenset[str]) -> bool:
    """Whether a database with these tables is one of Taguette."""
    return {"documents", "highlights", "tags", "highlight_tags"} <= tables


def is_highlights(head: Sequence[str]) -> bool:
    """Whether a table with these columns is one of Taguette's highlights."""
    return set(_HIGHLIGHTS) <= set(head)


def project_of(data: Data, shown: str) -> Project:
    """The project in a database of Taguette. Raises ReviewkitError where it holds several, two rows of one id, or
    quotes without end."""
    projects = data.get("projects", ())
    if len(projects) > 1:
        raise ReviewkitError(
            message(
                "{path}: this database holds {n} projects. Export the one that you want, and import that.",
                path=shown,
                n=len(projects),
            )
        )
    tables = Tables(data, shown)
    tags = {
        key: (text_in(tag, "path"), text_in(tag, "description")) for key, tag in tables.by_id("tags", "id").items()
    }
    rows = tables.by_id("documents", "id")
    documents = {key: _Document(text_in(one, "contents")) for key, one in rows.items()}
    sources = tuple(
        ProjectSource(
            _guid("document", key),
            text_in(one, "name"),
            documents[key].text,
            text_in(one, "filename"),
            text_in(one, "description"),
        )
        for key, one in rows.items()
    )
    people = _people(data)
    quotes, otherwise = _quotes(tables, documents, {key: path for key, (path, _) in tags.items()}, people)
    users = tuple(ProjectUser(name, name) for name in dict.fromkeys(coder for coder, _ in people.values()))
    name = text_in(projects[0], "name") if projects else ""
    codes = _codes(list(tags.values()))
    names = {key: text_in(one, "name") or text_in(one, "filename") for key, one in rows.items()}
    losses = [*tables.losses(), *(with_other_words(names[key], kept) for key, kept in otherwise.items())]
    return Project(name, "Taguette", users, codes, (), sources, quotes, losses=tuple(losses))


def _quotes(
    tables: Tables,
    documents: Mapping[Key, "_Document"],
    paths: Mapping[Key, str],
    people: Mapping[Key, tuple[str, str]],
) -> tuple[tuple[ProjectQuote, ...], dict[Key, list[str]]]:
    """The highlights that have a tag and a document, and of each document the words that the project kept of those
    where it has others."""
    highlights = tables.by_id("highlights", "id")
    tagged = _tagged(tables, highlights, paths)
    quoted = QuotedLetters(tables.shown)
    quotes = []
    otherwise: dict[Key, list[str]] = {}
    for number, row in highlights.items():
        coder, at = people.get(number, ("", ""))
        marks = tuple(ProjectMark(_guid("tag", path), "", coder, at) for path in tagged.get(number, ()))
        key = id_in(row, "document_id")
        if not marks:
            tables.left[_WITHOUT_TAG] += 1
        elif key is None or key not in documents:
            tables.left[_OF_NO_DOCUMENT] += 1
        else:
            place = number_in(row, "start_offset"), number_in(row, "end_offset")
            tables.left[_WITHOUT_PLACE] += not documents[key].has(*place)
            start, end, words = documents[key].passage(*place, text_in(row, "snippet"), quoted)
            if start < 0 and documents[key].has(*place):
                otherwise.setdefault(key, []).append(words)
            guid = _guid("highlight", number)
            quotes.append(ProjectQuote(_guid("document", key), words, marks, start, end, guid, coder, at))
    return tuple(quotes), otherwise


def _tagged(tables: Tables, highlights: Container[Key], paths: Mapping[Key, str]) -> dict[Key, list[str]]:
    """The tags of each highlight, by their paths."""
    found: dict[Key, list[str]] = {}
    for row in tables.rows("highlight_tags"):
        highlight, tag = id_in(row, "highlight_id"), id_in(row, "tag_id")
        if highlight is None or tag is None or highlight not in highlights or tag not in paths:
            tables.left[_OF_NOTHING] += 1
        elif paths[tag]:
            found.setdefault(highlight, []).append(paths[tag])
    return found


def highlights_of(rows: Sequence[tuple[int, Mapping[str, str]]], shown: str) -> Project:
    """The highlights of a table that Taguette wrote: a row for each tag of each highlight.

    Raises ReviewkitError for a row that does not say of which document it is.
    """
    grouped: dict[tuple[str, str, str], list[str]] = {}
    left: Counter[str] = Counter()
    for line, row in rows:
        tag, document, words = row.get("tag", ""), row.get("document", ""), row.get("content", "")
        if not tag:
            left[_WITHOUT_TAG] += 1
        elif not words.strip():
            left[_WITHOUT_WORDS] += 1
        elif not document.strip():
            raise ReviewkitError(
                message(
                    "{path}:{line}: this highlight has no document. Write the name of the one that its words are from "
                    "into the column document. Nothing was imported.",
                    path=shown,
                    line=line,
                )
            )
        else:
            grouped.setdefault((row.get("id", ""), document, words), []).append(tag)
    codes = _codes([(tag, "") for tag in dict.fromkeys(tag for tags in grouped.values() for tag in tags)])
    documents = dict.fromkeys(document for _, document, _ in grouped)
    quotes = tuple(
        ProjectQuote(_guid("document", document), words, tuple(ProjectMark(_guid("tag", tag)) for tag in tags))
        for (_, document, words), tags in grouped.items()
    )
    sources = tuple(ProjectSource(_guid("document", one), one) for one in documents)
    losses = tuple(message("left out: {what} ({n})", n=n, what=what) for what, n in left.items())
    return Project("", "Taguette", (), codes, (), sources, quotes, losses=losses)


def tags_of(rows: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[ProjectCode, ...]:
    """The tags of a table that Taguette wrote."""
    return _codes([(row.get("tag", ""), row.get("description", "")) for _, row in rows if row.get("tag")])


def _guid(kind: str, name: Key) -> str:
    return guid_of("taguette", kind, str(name))


def _codes(tags: Sequence[tuple[str, str]]) -> tuple[ProjectCode, ...]:
    known = {path for path, _ in tags}
    return tuple(ProjectCode(_guid("tag", path), path, _above(path, known), said) for path, said in tags if path)


def _above(path: str, known: set[str]) -> str:
    """The nearest tag that is the beginning of this one up to a full stop."""
    for stop in islice(reversed([place for place, sign in enumerate(path) if sign == "."]), _DEEPEST):
        if path[:stop] in known:
            return _guid("tag", path[:stop])
    return ""


def _people(data: Data) -> dict[Key, tuple[str, str]]:
    """Who made each highlight, and when, as the log of the project has it."""
    found: dict[Key, tuple[str, str]] = {}
    for row in data.get("commands", ()):
        try:
            said = json.loads(text_in(row, "payload"))
        except (ValueError, RecursionError):
            continue
        if (
            isinstance(said, dict)
            and said.get("type") == "highlight_add"
            and isinstance(said.get("highlight_id"), int | float | str)
            and (highlight := id_of(said["highlight_id"])) is not None
        ):
            found[highlight] = text_in(row, "user_login"), text_in(row, "date")
    return found


class _Document:
    """The text of a document as people read it, and where each byte that Taguette counts lies in it.

    Taguette keeps only plain tags, so they are told by a pattern, in one pass however strange a file is.
    """

    def __init__(self, html: str) -> None:
        self._pieces: list[str] = []
        self._bytes: list[int] = []  # where each piece with text begins, in bytes of all text
        self._places: list[tuple[int, str]] = []  # where it begins in what people read, and the piece
        self._counts: dict[int, Callable[[int], int]] = {}  # from bytes of a piece to its letters
        self._counted = self._length = 0
        at = 0
        for tag in _TAG.finditer(html):
            self._text(html[at : tag.start()])
            self._tag(tag[1] or "")
            at = tag.end()
        self._text(html[at:])
        self.text = "".join(self._pieces)

    def _tag(self, name: str) -> None:
        """A block begins a new line."""
        if name.casefold() in _BLOCKS and self._pieces and self._pieces[-1] != "\n":
            self._add("\n")

    def _text(self, escaped: str) -> None:
        if not escaped:
            return
        piece = with_letters(escaped)
        self._bytes.append(self._counted)
        self._places.append((self._length, piece))
        self._counted += len(piece.encode("utf-8", "replace"))
        self._add(piece)

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def has(self, start: int, end: int) -> bool:
        """Whether a place is one in the text."""
        return 0 <= start < end <= self._counted and bool(self._bytes)

    def passage(self, start: int, end: int, snippet: str, quoted: QuotedLetters) -> tuple[int, int, str]:
        """Where a highlight lies, and its words; without a place where its snippet says that it has other words."""
        said = " ".join(_Document(snippet).text.split()) if snippet else ""
        if self.has(start, end):
            low = self._place(bisect_right(self._bytes, start) - 1, start)
            high = self._place(bisect_left(self._bytes, end) - 1, end)
            quoted.take(high - low)
            words = self.text[low:high]
            if not said or letters(words) == letters(said):
                return low, high, words
        return -1, -1, said

    def _place(self, number: int, offset: int) -> int:
        place, piece = self._places[number]
        if number not in self._counts:
            self._counts[number] = from_bytes(piece)
        return place + self._counts[number](offset - self._bytes[number])
