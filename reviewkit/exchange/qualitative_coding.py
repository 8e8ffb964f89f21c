"""Projects of qualitative-coding (qc): lines of plain texts with codes, and a codebook that is a tree of names.

Lines are counted from 0. Each coded line is a quote; one without letters is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

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
from reviewkit.exchange.rows import Data, Key, Tables, id_in, number_in, text_in
from reviewkit.normalize import letters
from reviewkit.words import message

TABLES = {
    "document": ("file_path",),
    "document_index": ("id", "document_id"),
    "location": ("id", "document_index_id"),
    "coded_line": ("id", "line", "coder_id", "code_id"),
    "coded_line_location_association": ("coded_line_id", "location_id"),
}
DEEPEST = 50  # codes below each other

Tree = str | Sequence["Tree"] | Mapping[str, "Tree"] | None


def is_qc(tables: frozenset[str]) -> bool:
    """Whether a database with these tables is one of qc."""
    return {"document", "coded_line", "location", "document_index"} <= tables


def documents_of(data: Data) -> list[str]:
    """The texts of the corpus, by their paths in it."""
    return [text_in(row, "file_path") for row in data.get("document", ())]


def project_of(data: Data, codebook: Tree, texts: Mapping[str, str], shown: str = "") -> Project:
    """The project; `texts` are those of the corpus by their paths, without the ones that are not there.

    Raises ReviewkitError where its quotes are larger than any project's, or two rows of a table have one id.
    """
    quoted = QuotedLetters(shown)
    tables = Tables(data, shown)
    coded, document_of = tables.by_id("coded_line", "id"), _documents(tables)
    lines = {path: _lines(text) for path, text in texts.items()}
    marks: dict[tuple[str, int, str], list[ProjectMark]] = {}
    readable: dict[tuple[str, int], bool] = {}
    missing = 0
    for key, row in coded.items():
        path, number = document_of.get(key, ""), number_in(row, "line")
        known = lines.get(path, ())
        if (path, number) not in readable:
            readable[path, number] = 0 <= number < len(known) and bool(letters(known[number].words))
        if not readable[path, number]:
            missing += 1
            continue
        coder = text_in(row, "coder_id")
        if (path, number, coder) not in marks:
            quoted.take(len(known[number].words))
        mark = ProjectMark(_guid("code", text_in(row, "code_id")), "", coder)
        marks.setdefault((path, number, coder), []).append(mark)
    quotes = [_quote(path, lines[path][number], found, coder) for (path, number, coder), found in marks.items()]
    tables.left[message("coded lines without text")] += missing
    losses = tables.losses()
    used = [text_in(row, "code_id") for row in coded.values()]
    users = dict.fromkeys(quote.coder for quote in quotes if quote.coder)
    return Project(
        "",
        "qualitative-coding",
        tuple(ProjectUser(one, one) for one in users),
        _codes(codebook, used, losses),
        (),
        tuple(
            ProjectSource(_guid("document", path), path, texts.get(path, ""), path) for path in documents_of(data)
        ),
        tuple(quotes),
        losses=tuple(losses),
    )


def _documents(tables: Tables) -> dict[Key | None, str]:
    """The path of the text that each coded line is in."""
    index = {key: text_in(row, "document_id") for key, row in tables.by_id("document_index", "id").items()}
    location = {key: id_in(row, "document_index_id") for key, row in tables.by_id("location", "id").items()}
    found: dict[Key | None, str] = {}
    for row in tables.rows("coded_line_location_association"):
        at = id_in(row, "location_id")
        of = location.get(at) if at is not None else None
        found[id_in(row, "coded_line_id")] = index.get(of, "") if of is not None else ""
    return found


def _guid(kind: str, name: str) -> str:
    return guid_of("qualitative-coding", kind, name)


class _Line(NamedTuple):
    """A line of a text, and where it begins."""

    words: str
    start: int


def _lines(text: str) -> list[_Line]:
    found, at = [], 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        found.append(_Line(line, at))
        at += len(line) + 1
    return found


def _quote(path: str, line: _Line, marks: Sequence[ProjectMark], coder: str) -> ProjectQuote:
    end = line.start + len(line.words)
    return ProjectQuote(_guid("document", path), line.words, tuple(marks), line.start, end, coder=coder)


def _codes(codebook: Tree, used: Sequence[str], losses: list[str]) -> tuple[ProjectCode, ...]:
    """The codes of the tree, and those that were used and are not in it; a code in several places is in the first."""
    found: dict[str, ProjectCode] = {}
    for name, parent in _named(codebook, "", 0):
        if name in found:
            losses.append(message("{name}: is in several places of the codebook; the first counts", name=name))
        else:
            found[name] = ProjectCode(_guid("code", name), name, _guid("code", parent) if parent else "")
    for name in dict.fromkeys(used):
        found.setdefault(name, ProjectCode(_guid("code", name), name))
    return tuple(found.values())


def _named(tree: Tree, parent: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST or tree is None:
        return
    if isinstance(tree, str):
        yield tree, parent
    elif isinstance(tree, Mapping):
        for name, below in tree.items():
            yield str(name), parent
            yield from _named(below, str(name), depth + 1)
    else:
        for one in tree:
            yield from _named(one, parent, depth + 1)
