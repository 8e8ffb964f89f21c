"""REFI-QDA out: a codebook (.qdc) and a project (.qdpx), as the schemas of version 1.0 have them.

The order of the elements matters, and an element that would hold nothing is invalid and left out. The same project is
always the same bytes, so that two exports can be compared.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from reviewkit.exchange.offsets import MARK
from reviewkit.exchange.projects import Project, ProjectCase, ProjectCode, ProjectQuote, ProjectSource, ProjectUser
from reviewkit.exchange.refi_codes import in_tree_order
from reviewkit.exchange.xml_tree import Node, readable, with_children, with_text, xml_of

CODEBOOK, PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
ORDER = ("Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef").split()
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of each file in the zip
NAME_LENGTH = 60  # letters of a quote in the name of its selection


def codebook_xml(codes: Sequence[ProjectCode], program: str, others: Iterable[Node] = ()) -> str:
    """A codebook file; `others` are its sets, as they were read. There must be a code."""
    root = with_children("CodeBook", [_codes(codes), *others], origin=program)
    return xml_of(root, CODEBOOK)


def project_zip(project: Project) -> bytes:
    """A project file: what was coded, and the texts as plain UTF-8 files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        _put(archive, "project.qde", project_xml(project))
        for source in project.sources:
            if source.text:
                _put(archive, f"sources/{source.guid}.txt", plain_text(source.text))
    return made.getvalue()


def plain_text(text: str) -> str:
    """A text as the file of a project has it: every sign that programs count in different ways became another one, so
    that no place in it moves."""
    text = readable(text).replace("\r", "\n")
    return f" {text[1:]}" if text.startswith(MARK) else text


def project_xml(project: Project) -> str:
    """The part of a project file that is not its texts."""
    parts = [
        _container("Users", map(_user, project.users)),
        [Node("CodeBook", {}, "", [_codes(project.codes)])] if project.codes else [],
        _container("Cases", map(_case, project.cases)),
        _container("Sources", _sources(project)),
        _container("Notes", _notes(project.quotes)),
        list(project.others),
    ]
    children = sorted((node for part in parts for node in part), key=_rank)
    root = with_children("Project", children, origin=project.program)
    root.attributes = {"name": project.name, **root.attributes}
    return xml_of(root, PROJECT)


def moment_of_xml(said: str) -> str:
    """A time that another program wrote, as the schema wants it; "" where it is none that can be read."""
    try:
        return datetime.fromisoformat(said.strip()).isoformat().replace("+00:00", "Z")
    except ValueError:
        return ""


def _rank(node: Node) -> int:
    return ORDER.index(node.name) if node.name in ORDER else len(ORDER)


def _container(name: str, children: Iterable[Node]) -> list[Node]:
    """An element around others, none where there are none."""
    found = list(children)
    return [Node(name, {}, "", found)] if found else []


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    archive.writestr(entry, text.encode("utf-8"))


def _codes(codes: Sequence[ProjectCode]) -> Node:
    """All codes, each in the one above it."""
    root = Node("Codes")
    path = [root]
    for depth, code in in_tree_order(codes):
        attributes = {"guid": code.guid, "name": code.name, "isCodable": "true" if code.codable else "false"}
        if code.color:
            attributes["color"] = code.color
        node = Node("Code", attributes, "", with_text("Description", code.description))
        del path[depth + 1 :]
        path[-1].children.append(node)
        path.append(node)
    return root


def _user(user: ProjectUser) -> Node:
    return with_children("User", (), guid=user.guid, name=user.name, id=user.id)


def _case(case: ProjectCase) -> Node:
    children = [
        *with_text("Description", case.description),
        *(with_children("CodeRef", (), targetGUID=code) for code in case.codes),
        *(with_children("SourceRef", (), targetGUID=source) for source in case.sources),
    ]
    return with_children("Case", children, guid=case.guid, name=case.name)


def _sources(project: Project) -> Iterator[Node]:
    of_source: dict[str, list[ProjectQuote]] = {}
    for quote in project.quotes:
        if quote.start >= 0:
            of_source.setdefault(quote.source, []).append(quote)
    for source in project.sources:
        yield _source(source, of_source.get(source.guid, ()))


def _source(source: ProjectSource, quotes: Iterable[ProjectQuote]) -> Node:
    children = [
        *with_text("Description", source.description),
        *([] if source.text else [Node("PlainTextContent")]),
        *map(_selection, quotes),
    ]
    path = f"internal://{source.guid}.txt" if source.text else ""
    return with_children("TextSource", children, guid=source.guid, name=source.name, plainTextPath=path)


def _selection(quote: ProjectQuote) -> Node:
    node = with_children("PlainTextSelection", [*with_text("Description", quote.note), *_codings(quote)])
    node.attributes = _without_empty(
        guid=quote.guid,
        name=quote.words[:NAME_LENGTH],
        startPosition=str(quote.start),
        endPosition=str(quote.end),
        creatingUser=quote.coder,
        creationDateTime=quote.at,
    )
    return node


def _codings(quote: ProjectQuote) -> Iterator[Node]:
    for mark in quote.marks:
        target = with_children("CodeRef", (), targetGUID=mark.code)
        yield with_children("Coding", [target], guid=mark.guid, creatingUser=mark.coder, creationDateTime=mark.at)


def _notes(quotes: Iterable[ProjectQuote]) -> Iterator[Node]:
    """The quotes that have no place in a text, as coded notes."""
    for quote in quotes:
        if quote.start < 0:
            content = Node("PlainTextContent", {}, quote.words)
            children = [*with_text("Description", quote.note), content, *_codings(quote)]
            node = with_children("Note", children)
            node.attributes = _without_empty(
                guid=quote.guid,
                name=quote.words[:NAME_LENGTH],
                creatingUser=quote.coder,
                creationDateTime=quote.at,
            )
            yield node


def _without_empty(**attributes: str) -> dict[str, str]:
    return {key: value for key, value in attributes.items() if value}
