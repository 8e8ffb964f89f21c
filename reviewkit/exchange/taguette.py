"""Projects of Taguette, as its database (.sqlite3) has them, and its tables of highlights and tags.

Taguette keeps documents as HTML, and counts a highlight in bytes of UTF-8 of the text in it, without tags. A tag like
`trust.colleagues` lies below `trust`.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
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
)
from reviewkit.exchange.rows import Data, number_in, text_in
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
    """The project in a database of Taguette. Raises ReviewkitError where it holds several, or quotes without end."""
    projects = data.get("projects", ())
    if len(projects) > 1:
        raise ReviewkitError(
            message(
                "{path}: this database holds {n} projects. Export the one that you want, and import that.",
                path=shown,
                n=len(projects),
            )
        )
    codes = _codes([(text_in(tag, "path"), text_in(tag, "description")) for tag in data.get("tags", ())])
    documents = {number_in(one, "id"): _Document(text_in(one, "contents")) for one in data.get("documents", ())}
    sources = tuple(
        ProjectSource(
            _guid("document", number_in(one, "id")),
            text_in(one, "name"),
            documents[number_in(one, "id")].text,
            text_in(one, "filename"),
            text_in(one, "description"),
        )
        for one in data.get("documents", ())
    )
    people = _people(data)
    quotes, without = _quotes(data, documents, people, QuotedLetters(shown))
    users = tuple(ProjectUser(name, name) for name in dict.fromkeys(coder for coder, _ in people.values()))
    name = text_in(projects[0], "name") if projects else ""
    return Project(name, "Taguette", users, codes, (), sources, quotes, losses=_losses(without))


def _quotes(
    data: Data,
    documents: Mapping[int, "_Document"],
    people: Mapping[int, tuple[str, str]],
    quoted: QuotedLetters,
) -> tuple[tuple[ProjectQuote, ...], int]:
    """The highlights with their tags, and how many have none."""
    paths = {number_in(tag, "id"): text_in(tag, "path") for tag in data.get("tags", ())}
    tagged: dict[int, list[str]] = {}
    for row in data.get("highlight_tags", ()):
        tagged.setdefault(number_in(row, "highlight_id"), []).append(paths.get(number_in(row, "tag_id"), ""))
    quotes, without = [], 0
    for row in data.get("highlights", ()):
        number = number_in(row, "id")
        coder, at = people.get(number, ("", ""))
        marks = tuple(ProjectMark(_guid("tag", path), "", coder, at) for path in tagged.get(number, ()) if path)
        document = documents.get(number_in(row, "document_id"), _Document(""))
        start, end, words = document.passage(
            number_in(row, "start_offset"), number_in(row, "end_offset"), text_in(row, "snippet"), quoted
        )
        without += not marks
        if marks:
            source = _guid("document", number_in(row, "document_id"))
            quotes.append(ProjectQuote(source, words, marks, start, end, _guid("highlight", number), coder, at))
    return tuple(quotes), without


def _losses(without: int) -> tuple[str, ...]:
    """That highlights without a tag are left out."""
    what = message("highlights without a tag")
    return (message("left out: {what} ({n})", n=without, what=what),) if without else ()


def highlights_of(rows: Sequence[tuple[int, Mapping[str, str]]]) -> Project:
    """The highlights of a table that Taguette wrote: a row for each tag of each highlight."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    without = 0
    for _, row in rows:
        tag, document, words = row.get("tag", ""), row.get("document", ""), row.get("content", "")
        without += not tag
        if tag and words.strip():
            grouped.setdefault((row.get("id", ""), document, words), []).append(tag)
    codes = _codes([(tag, "") for tag in dict.fromkeys(tag for tags in grouped.values() for tag in tags)])
    documents = dict.fromkeys(document for _, document, _ in grouped)
    quotes = tuple(
        ProjectQuote(_guid("document", document), words, tuple(ProjectMark(_guid("tag", tag)) for tag in tags))
        for (_, document, words), tags in grouped.items()
    )
    sources = tuple(ProjectSource(_guid("document", one), one) for one in documents)
    return Project("", "Taguette", (), codes, (), sources, quotes, losses=_losses(without))


def tags_of(rows: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[ProjectCode, ...]:
    """The tags of a table that Taguette wrote."""
    return _codes([(row.get("tag", ""), row.get("description", "")) for _, row in rows if row.get("tag")])


def _guid(kind: str, name: str | int) -> str:
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


def _people(data: Data) -> dict[int, tuple[str, str]]:
    """Who made each highlight, and when, as the log of the project has it."""
    found: dict[int, tuple[str, str]] = {}
    for row in data.get("commands", ()):
        try:
            said = json.loads(text_in(row, "payload"))
        except (ValueError, RecursionError):
            continue
        if (
            isinstance(said, dict)
            and said.get("type") == "highlight_add"
            and isinstance(said.get("highlight_id"), int)
        ):
            found[said["highlight_id"]] = text_in(row, "user_login"), text_in(row, "date")
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

    def passage(self, start: int, end: int, snippet: str, quoted: QuotedLetters) -> tuple[int, int, str]:
        """Where a highlight lies, and its words; without a place where its snippet says that it has other words."""
        said = " ".join(_Document(snippet).text.split()) if snippet else ""
        if 0 <= start < end <= self._counted and self._bytes:
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
