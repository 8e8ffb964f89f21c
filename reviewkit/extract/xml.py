"""The XML inside office documents and books, read without following anything out of it."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.encodings import text_of
from reviewkit.errors import ReviewkitError
from reviewkit.words import message
from reviewkit.xml_letters import lettered

# Faults after which the parser leaves out what follows, or puts it elsewhere: 90 tables in each other are 256 elements
# deep, at which it stops. After others, such as a character that XML has not, everything else is read.
_LOSES: Final = frozenset(
    (
        "ERR_ATTRIBUTE_NOT_FINISHED",
        "ERR_CDATA_NOT_FINISHED",
        "ERR_COMMENT_NOT_FINISHED",
        "ERR_DOCUMENT_END",
        "ERR_GT_REQUIRED",
        "ERR_INTERNAL_ERROR",  # of the depth, before libxml2 2.14
        "ERR_PI_NOT_FINISHED",
        "ERR_RESOURCE_LIMIT",
        "ERR_TAG_NAME_MISMATCH",
        "ERR_TAG_NOT_FINISHED",
    )
)


class LostError(Exception):
    """Some of a text would not be read."""


class Parts:
    """The parts of a document that is a zip of XML files. A part that is not there has no root."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = Archive(data, name, _damaged(name))

    def names(self) -> list[str]:
        """The names of all parts."""
        return self._archive.namelist()

    def bytes_of(self, part: str, largest: int | None = None) -> bytes:
        """A part as it is; empty where there is none. Raises ReviewkitError for a damaged or monstrous one."""
        try:
            entry = self._archive.getinfo(part)
        except KeyError:
            return b""
        return self._archive.unpacked(entry, largest or limits.PART, limits.DOCUMENT)

    def root(self, part: str) -> "etree._Element | None":
        """The root of a part. Raises ReviewkitError where some of it cannot be read."""
        return self._root_of(self.bytes_of(part))

    def root_of_list(self, part: str, largest: int) -> "etree._Element | None":
        """The root of a part that only lists others. Raises ReviewkitError where it has more bytes than such a list."""
        return self._root_of(self.bytes_of(part, largest))

    def _root_of(self, data: bytes) -> "etree._Element | None":
        if not data.strip():
            return None
        try:
            return whole(data)
        except (etree.XMLSyntaxError, LostError):
            raise self.damaged() from None

    def damaged(self) -> ReviewkitError:
        """The error for a document that cannot be unpacked."""
        return ReviewkitError(_damaged(self.name))


def _damaged(name: str) -> str:
    return message("{path}: this document is damaged. Save it again, or as PDF.", path=name)


def recovered(data: bytes) -> "etree._Element | None":
    """The root of XML, also of some that is damaged. Raises XMLSyntaxError where nothing in it is XML."""
    return _parsed(data, _parser(recover=True))


def whole(data: bytes) -> "etree._Element | None":
    """The root of XML, also of some with faults that lose nothing. Raises LostError, or XMLSyntaxError."""
    parser = _parser(recover=True)
    root = _parsed(data, parser)
    if any(fault.type_name in _LOSES for fault in parser.error_log):
        raise LostError
    return root


def well_formed(data: bytes) -> "etree._Element":
    """The root of XML that is not damaged. Raises XMLSyntaxError."""
    return _parsed(data, _parser(recover=False))


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,  # the letters after them in an element would be no part of its text
        remove_pis=True,
        encoding="utf-8",
    )


def _parsed(data: bytes, parser: etree.XMLParser) -> "etree._Element":
    text = text_of(data).rstrip("\0\r\n\t ")  # with which some programs fill a file up
    return etree.fromstring(lettered(text).text.encode("utf-8"), parser)


def local(element: "etree._Element") -> str:
    """The name of an element without its namespace, which a damaged document may not declare; empty for comments and
    the like."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def named(root: "etree._Element | None", *names: str) -> Iterator["etree._Element"]:
    """Every element with one of these names, in the order of the document."""
    if root is not None:
        yield from (element for element in root.iter() if local(element) in names)
