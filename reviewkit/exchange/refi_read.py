"""REFI-QDA in: a codebook (.qdc) and a project (.qdpx), leniently, as programs write them.

Read are files of any version of the namespace, folders of any case, colors and GUIDs that are none, and offsets as each
program counts them. What is left out is said in words.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zipfile import ZipInfo

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.offsets import CountedText
from reviewkit.exchange.projects import (
    Project,
    ProjectCase,
    ProjectCode,
    ProjectMark,
    ProjectQuote,
    ProjectSource,
    ProjectUser,
    QuotedLetters,
    guid_of,
    same_guid,
    without_places,
)
from reviewkit.exchange.refi_codes import COLOR
from reviewkit.exchange.refi_files import PATHS, Names, ProjectFiles, name_of
from reviewkit.exchange.refi_names import CalledOtherwise
from reviewkit.exchange.xml_tree import Node, tree_of
from reviewkit.formats.zipped import file_entries, opened
from reviewkit.words import message

LARGEST = limits.PROJECT_MEMBER
_SHOWN = 5  # projects in one file, in a sentence
_USED = frozenset(("Users", "CodeBook", "Cases", "Sources", "Notes"))
_OTHER_SOURCES = frozenset(("PictureSource", "AudioSource", "VideoSource"))


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """A codebook file: the program that wrote it, its codes, its other parts, and what was left out."""

    program: str
    codes: tuple[ProjectCode, ...]
    others: tuple[Node, ...]
    losses: tuple[str, ...]


def read_codebook(data: bytes, shown: str) -> ReadCodes:
    """Read a .qdc file. Raises ReviewkitError where it is none."""
    root = tree_of(data, shown)
    if root.name == "Project":
        raise ReviewkitError(
            message(
                "{path}: this is a project, not a codebook. Name it .qdpx, or export the codebook.", path=shown
            )
        )
    if root.name != "CodeBook":
        raise ReviewkitError(
            message(
                "{path}: this is no codebook of REFI-QDA (its first element is {name}).",
                path=shown,
                name=root.name,
            )
        )
    losses: list[str] = []
    others = tuple(node for node in root.children if node.name != "Codes")
    losses += _named(Counter(node.name for part in others for node in _parts(part)))
    return ReadCodes(root.get("origin"), _codes(root, losses), others, tuple(losses))


def read_project(data: bytes, shown: str) -> Project:
    """Read a .qdpx file, from its bytes. Raises ReviewkitError where it is none."""
    with opened(data, shown) as archive:
        root, name, losses = _project_in(archive, shown)
        entries = _entries(archive)
        files = ProjectFiles(shown, Names(entries, name))
        files.read(archive, entries, _paths(root), LARGEST)
    return _Reader(root, files, losses).project()


def read_codes_of_project(data: bytes, shown: str) -> ReadCodes:
    """Read only the codebook in a .qdpx file: its texts are not unpacked, and its quotes may be as many as they are."""
    with opened(data, shown) as archive:
        root, _, losses = _project_in(archive, shown)
    return ReadCodes(root.get("origin"), _codes_in(root, losses), (), tuple(losses))


def _project_in(archive: Archive, shown: str) -> tuple[Node, str, list[str]]:
    """What describes the project in a .qdpx file, what it is called, and what is to be told where there are several."""
    names = [name for name in map(_path, file_entries(archive)) if name.casefold().endswith(".qde")]
    if not names:
        raise ReviewkitError(message("{path}: there is no project in this file (project.qde).", path=shown))
    name = min(names, key=lambda one: (one.count("/"), name_of(one).casefold() != "project.qde"))
    entry = _entries(archive)[name]
    if entry.file_size > LARGEST:
        raise _too_large(shown)
    root = tree_of(archive.unpacked(entry, LARGEST, LARGEST), f"{shown}/{name}")
    if root.name != "Project":
        raise ReviewkitError(
            message(
                "{path}: this is no project of REFI-QDA (its first element is {name}).", path=shown, name=root.name
            )
        )
    if len(names) == 1:
        return root, name, []
    said = message(
        "there are several projects in this file: {names}; only {filename} was read",
        names=", ".join(names[:_SHOWN]),
        filename=name,
    )
    return root, name, [said]


def _entries(archive: Archive) -> dict[str, ZipInfo]:
    """The files in a project by their paths."""
    return {_path(entry): entry for entry in file_entries(archive)}


def _path(entry: ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _codes_in(root: Node, losses: list[str]) -> tuple[ProjectCode, ...]:
    """The codes of a project; what is left out is added to `losses`."""
    book = root.first("CodeBook")
    return _codes(book, losses) if book else ()


def _too_large(shown: str) -> ReviewkitError:
    return ReviewkitError(message("{path}: the file is larger than any project; it was not read.", path=shown))


def _paths(root: Node) -> dict[str, set[str]]:
    """The paths of files in a project, by the attributes that have them."""
    found: dict[str, set[str]] = {name: set() for name in PATHS}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        for name in PATHS:
            if path := node.get(name):
                found[name].add(path)
        waiting += node.children
    return found


class _Reader:
    """Reads the tree of a project, and keeps what is left out."""

    def __init__(self, root: Node, files: ProjectFiles, losses: Sequence[str]) -> None:
        self.root, self.files = root, files
        self.program = root.get("origin")
        self.losses = list(losses)
        self.left: Counter[str] = Counter()
        self.ambiguous: set[str] = set()  # GUIDs that several documents have
        self.letters = 0  # of all documents
        self.quoted = QuotedLetters(files.shown)
        self.names = CalledOtherwise()

    def project(self) -> Project:
        """The project."""
        users = self._users()
        codes = _codes_in(self.root, self.losses)
        self.names.labels = frozenset(one.name for one in codes)
        documents = self._documents()
        cases = tuple(map(self._case, self._in("Cases", "Case")))
        sources: list[ProjectSource] = []
        quotes: list[ProjectQuote] = []
        for guid, node in documents.items():
            self._source(guid, node, sources, quotes)
        for node in self._in("Notes", "Note"):
            quotes += self._note(node)
        self.losses += self.names.losses()
        others = tuple(node for node in self.root.children if node.name not in _USED)
        self.losses += _named(Counter(one.name for node in others for one in _parts(node)) + self.left)
        return Project(
            self.root.get("name"),
            self.program,
            users,
            codes,
            cases,
            tuple(sources),
            tuple(quotes),
            others,
            tuple(self.losses),
        )

    def _users(self) -> tuple[ProjectUser, ...]:
        """Who worked in the project. Of people with one GUID it is not known who coded what, so they are one here."""
        found: dict[str, ProjectUser] = {}
        for node in self._in("Users", "User"):
            guid, name, identity = same_guid(node.get("guid")), node.get("name"), node.get("id")
            earlier = found.get(guid)
            if earlier and (earlier.name, earlier.id) != (name, identity):
                both = " / ".join(dict.fromkeys((earlier.name or earlier.id, name or identity)))
                said = message(
                    "{names}: they have one GUID, so it is not known who of them coded what", names=both
                )
                self.losses.append(said)
                found[guid] = ProjectUser(guid, both)
            else:
                found[guid] = ProjectUser(guid, name, identity)
        return tuple(found.values())

    def _documents(self) -> dict[str, Node]:
        """The documents by their GUIDs. One that has none, or that of an earlier one, gets one of its own."""
        found: dict[str, Node] = {}
        for number, node in enumerate(self._in("Sources")):
            guid = same_guid(node.get("guid"))
            if guid in found:
                self.ambiguous.add(guid)
                said = message(
                    "{name}: its GUID is that of an earlier document ({other}), so it got another; a case that names "
                    "it could mean either, and tells the study of neither",
                    name=_called(node),
                    other=_called(found[guid]),
                )
                self.losses.append(said)
            own = guid_of("document of a file", str(number), guid)
            found[own if not guid or guid in found else guid] = node
        return found

    def _case(self, node: Node) -> ProjectCase:
        """A study, without the documents that could be others."""
        sources = (same_guid(one.get("targetGUID")) for one in node.all("SourceRef"))
        return ProjectCase(
            same_guid(node.get("guid")),
            node.get("name"),
            node.text_of("Description"),
            tuple(same_guid(one.get("targetGUID")) for one in node.all("CodeRef")),
            tuple(guid for guid in sources if guid not in self.ambiguous),
        )

    def _in(self, name: str, *wanted: str) -> list[Node]:
        return [node for part in self.root.all(name) for node in (part.all(*wanted) if wanted else part.children)]

    def _source(self, guid: str, node: Node, sources: list[ProjectSource], quotes: list[ProjectQuote]) -> None:
        """One document with the selections in it. Of a PDF its text is read, where the project has that."""
        text_of = node if node.name == "TextSource" else node.first("Representation")
        self.left["PDFSelection"] += sum(1 for one in node.all("PDFSelection") if one.first("Coding"))
        if node.name in _OTHER_SOURCES or text_of is None:
            self.left[node.name] += 1
            return
        self.left["Coding of a whole document"] += sum(1 for _ in node.all("Coding"))
        self.left["VariableValue"] += sum(1 for _ in node.all("VariableValue"))
        text = self._text(node, text_of)
        found = ProjectSource(
            guid,
            node.get("name") or text_of.get("name"),
            "",
            (text_of.get("plainTextPath") or node.get("path") or "").rpartition("/")[2],
            node.text_of("Description"),
            self.files.checksums_of(one.get(name) for one in (node, text_of) for name in PATHS),
        )
        nodes = [one for one in text_of.all("PlainTextSelection") if one.first("Coding")]
        self.left["PlainTextSelection without a code"] += sum(
            1 for one in text_of.all("PlainTextSelection") if not one.first("Coding")
        )
        quotes += self._selections(found, text, nodes)
        sources.append(replace(found, text=text.plain))

    def _text(self, node: Node, text_of: Node) -> CountedText:
        path = text_of.get("plainTextPath")
        text = self.files.text(path) if path else None
        if text is None:
            text = CountedText(text_of.text_of("PlainTextContent"))
        if not text.text:
            said = message("{name}: the project does not have its text", name=node.get("name") or node.get("guid"))
            self.losses.append(said)
        self.letters += len(text.text)
        if self.letters > LARGEST:  # any number of documents may name one text
            raise _too_large(self.files.shown)
        return text

    def _selections(
        self, source: ProjectSource, text: CountedText, nodes: Sequence[Node]
    ) -> Iterator[ProjectQuote]:
        spans = [(_number(one, "startPosition"), _number(one, "endPosition"), one.get("name")) for one in nodes]
        places, otherwise = text.places(spans, "atlas" in self.program.casefold())
        if otherwise:
            said = message(
                "{name}: its selections fit the text when signs are counted otherwise than REFI-QDA says, so they were "
                "counted so",
                name=source.name,
            )
            self.losses.append(said)
        lost = [node for node, (start, end) in zip(nodes, places, strict=True) if start >= end]
        if lost and text.text:
            first = lost[0].get("startPosition"), lost[0].get("endPosition")
            self.losses.append(without_places(source.shown, len(lost), *first))
        for node, (start, end) in zip(nodes, places, strict=True):
            self.quoted.take(end - start)
            quote = self._quote(node, source.guid, node.get("name"))
            if start < end:
                self.names.look(source.shown, text.plain, node.get("name"), start, end)
                quote = replace(quote, words=text.plain[start:end], start=start, end=end)
            yield quote

    def _note(self, node: Node) -> list[ProjectQuote]:
        """A coded note is a quote without a place, as it is exported from here; of others the text is left out."""
        if not node.first("Coding"):
            self.left["Note"] += 1
            return []
        text = self.files.text(node.get("plainTextPath")) if node.get("plainTextPath") else None
        words = text.text if text else node.text_of("PlainTextContent")
        self.quoted.take(len(words))
        return [self._quote(node, "", words)]

    def _quote(self, node: Node, source: str, words: str) -> ProjectQuote:
        self.left["NoteRef"] += sum(1 for one in node.all("NoteRef"))
        coder = same_guid(node.get("creatingUser") or node.get("modifyingUser"))
        at = node.get("creationDateTime") or node.get("modifiedDateTime")
        marks = tuple(
            ProjectMark(
                same_guid(ref.get("targetGUID")),
                same_guid(coding.get("guid")),
                same_guid(coding.get("creatingUser")) or coder,
                coding.get("creationDateTime"),
            )
            for coding in node.all("Coding")
            for ref in coding.all("CodeRef")
        )
        note = node.text_of("Description")
        return ProjectQuote(source, words, marks, guid=same_guid(node.get("guid")), coder=coder, at=at, note=note)


def _called(document: Node) -> str:
    """What a document is called where it is spoken of."""
    return document.get("name") or document.get("plainTextPath") or document.get("path") or document.get("guid")


def _codes(book: Node, losses: list[str]) -> tuple[ProjectCode, ...]:
    """The codes as the tree lists them. One without a GUID gets one from its place, one without a name is left out."""
    found: dict[str, ProjectCode] = {}
    waiting = [(node, "", "") for part in reversed(list(book.all("Codes"))) for node in reversed(part.children)]
    while waiting:
        node, parent, path = waiting.pop()
        if node.name != "Code":
            continue
        name = node.get("name") or node.text_of("Name")
        here = f"{path}/{name}"
        guid = same_guid(node.get("guid")) or guid_of("code of a file", here)
        if not name.strip():
            losses.append(message("a code without a name was left out"))
        elif guid in found:
            losses.append(message("{name}: its GUID is that of an earlier code, so it was left out", name=name))
        else:
            found[guid] = ProjectCode(
                guid, name, parent, node.text_of("Description"), _color(node, losses), _codable(node)
            )
        waiting += [(child, guid, here) for child in reversed(list(node.all("Code")))]
    return tuple(found.values())


def _codable(node: Node) -> bool:
    return node.get("isCodable").casefold() not in ("false", "0")


def _parts(node: Node) -> list[Node]:
    """What a part of a file holds; nothing where it is empty, which some programs write though it is invalid."""
    return node.children or ([node] if node.text.strip() or node.attributes else [])


def _color(node: Node, losses: list[str]) -> str:
    """The color of a code, where it is one; some programs write it without # or with a value for transparency."""
    color = node.get("color").strip()
    if not color or COLOR.match(color):
        return color
    if found := re.fullmatch(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})", color):
        return f"#{found[1]}"
    losses.append(message("{name}: {color!r} is no colour, and was left out", name=node.get("name"), color=color))
    return ""


def _number(node: Node, name: str) -> int:
    """A whole number, which 4.0 is too; -1 where it is none."""
    whole, _, fraction = node.get(name).strip().partition(".")
    return int(whole) if whole.isdecimal() and len(whole) < 12 and not fraction.strip("0") else -1


def _named(left: Mapping[str, int]) -> list[str]:
    """What was left out, in words."""
    return [
        message("left out: {what} ({n})", n=number, what=_PLAIN.get(name, name))
        for name, number in sorted(left.items())
        if number
    ]


_PLAIN = {
    "Set": message("sets of codes or documents"),
    "Variable": message("variables"),
    "VariableValue": message("values of variables"),
    "Graph": message("diagrams"),
    "Link": message("links"),
    "Note": message("notes without a code"),
    "NoteRef": message("notes on codings"),
    "PDFSelection": message("selections on pages of a PDF without their text"),
    "PictureSource": message("pictures"),
    "AudioSource": message("recordings"),
    "VideoSource": message("films"),
    "PDFSource": message("PDF documents without their text"),
    "PlainTextSelection without a code": message("selections without a code"),
    "Coding of a whole document": message("codes on whole documents"),
}
