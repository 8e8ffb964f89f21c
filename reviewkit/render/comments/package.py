"""The parts of a Word document that know of its comments; everything else of a copy is as it was."""

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reviewkit.archives import Archive
from reviewkit.extract.manuscripts.word_styles import property_of
from reviewkit.extract.word_parts import main_part, relations_of, target_in
from reviewkit.extract.xml import Parts, named
from reviewkit.normalize import whole_number
from reviewkit.safe import xml_characters

if TYPE_CHECKING:
    from lxml import etree

AUTHOR: Final = "reviewkit"
INITIALS: Final = "rk"
_TYPES: Final = "[Content_Types].xml"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_SPACES: Final = (
    f"{_STRICT}wordprocessingml/main",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
)
_STRICT_RELATION: Final = f"{_STRICT}officeDocument/relationships/comments"
_NO_RELATIONS: Final = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


class WholeParts(Parts):
    """The parts of a document that is written again: each is read once, and as it is or not at all."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__(data, name)
        self._roots: dict[str, etree._Element | None] = {}

    def root(self, part: str) -> "etree._Element | None":
        """The root of a part. Raises ReviewkitError for one that is not well-formed."""
        if part not in self._roots:
            data = self.bytes_of(part)
            self._roots[part] = self.parsed(data) if data.strip() else None
        return self._roots[part]

    def parsed(self, data: bytes) -> "etree._Element":
        """The root of XML that is well-formed, and without a document type, whose letters would be lost."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise self.damaged() from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()
        for text in named(root, "t"):  # the letters after a comment in an element are no part of its text
            etree.strip_tags(text, etree.Comment, etree.ProcessingInstruction)
        return root


def is_of_word(root: "etree._Element") -> bool:
    """Whether a document says that its elements are those of Word, without which Word takes no comments in it."""
    return root.tag in (f"{{{space}}}document" for space in _SPACES)


@dataclass(frozen=True, slots=True)
class CommentsPart:
    """Where the comments of a document are, and what they are now; None where it has none."""

    path: str
    root: "etree._Element | None"

    @property
    def first_free(self) -> int:
        """The first number that no comment has."""
        ids = [property_of(one, "id") for one in named(self.root, "comment")]
        return max((number for one in ids if (number := whole_number(one)) is not None), default=-1) + 1


def comments_part(parts: Parts) -> CommentsPart:
    """The part with the comments of a document, or a place for one."""
    main = main_part(parts)
    for entry in named(parts.root(relations_of(main)), "Relationship"):
        if property_of(entry, "Type") in (_RELATION, _STRICT_RELATION):
            path = target_in(posixpath.dirname(main), property_of(entry, "Target"))
            return CommentsPart(path, parts.root(path))
    names = set(parts.names())
    free = (path for number in range(len(names) + 1) if (path := f"word/comments{number or ''}.xml") not in names)
    return CommentsPart(next(free), None)


def changed_parts(
    parts: WholeParts, root: "etree._Element", place: CommentsPart, texts: Sequence[str]
) -> dict[str, bytes]:
    """The parts that are others when the comments are in a document whose main part is `root`."""
    main = main_part(parts)
    changed = {main: root, place.path: _comments(parts, root, place, texts)}
    if place.root is None:
        changed[relations_of(main)] = _with_relation(parts, root, relations_of(main), place.path)
        changed[_TYPES] = _with_type(parts, place.path)
    return {path: _written(one) for path, one in changed.items()}


def _written(root: "etree._Element") -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _comments(
    parts: WholeParts, root: "etree._Element", place: CommentsPart, texts: Sequence[str]
) -> "etree._Element":
    """The comments of a document with the new ones after those that it had."""
    space = root.tag[: root.tag.index("}") + 1]
    first = place.first_free
    found = (
        place.root if place.root is not None else parts.parsed(f'<w:comments xmlns:w="{space[1:-1]}"/>'.encode())
    )
    for number, text in enumerate(texts, first):
        names = {"id": str(number), "author": AUTHOR, "initials": INITIALS}
        comment = found.makeelement(f"{space}comment", {space + key: value for key, value in names.items()})
        for line in text.split("\n"):
            paragraph = found.makeelement(f"{space}p")
            run = found.makeelement(f"{space}r")
            words = found.makeelement(f"{space}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
            words.text = xml_characters(line)
            run.append(words)
            paragraph.append(run)
            comment.append(paragraph)
        found.append(comment)
    return found


def _with_relation(parts: WholeParts, root: "etree._Element", relations_part: str, path: str) -> "etree._Element":
    found = parts.root(relations_part)
    relations = found if found is not None else parts.parsed(_NO_RELATIONS)
    taken = {property_of(one, "Id") for one in relations}
    free = next(f"rIdComments{number}" for number in range(len(taken) + 1) if f"rIdComments{number}" not in taken)
    kind = _STRICT_RELATION if root.tag.startswith("{" + _STRICT) else _RELATION
    entry = {"Id": free, "Type": kind, "Target": f"/{path}"}
    relations.append(relations.makeelement(_beside(relations, "Relationship"), entry))
    return relations


def _with_type(parts: WholeParts, path: str) -> "etree._Element":
    types = parts.root(_TYPES)
    if types is None:
        raise parts.damaged()
    entry = {"PartName": f"/{path}", "ContentType": _TYPE}
    types.append(types.makeelement(_beside(types, "Override"), entry))
    return types


def _beside(element: "etree._Element", name: str) -> str:
    return f"{element.tag.rpartition('}')[0]}}}{name}" if "}" in element.tag else name


def copied(data: bytes, name: str, changed: Mapping[str, bytes], damaged: str) -> bytes:
    """A zip with these files in it changed or added; the others are as they were."""
    out = io.BytesIO()
    with Archive(data, name, damaged) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in archive.infolist():
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.compress_type, kept.external_attr = zipfile.ZIP_DEFLATED, entry.external_attr
            made.writestr(kept, changed.get(entry.filename) or archive.unpacked(entry))
        for path in changed.keys() - set(archive.namelist()):
            added = zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0))
            added.compress_type, added.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(added, changed[path])
    return out.getvalue()
