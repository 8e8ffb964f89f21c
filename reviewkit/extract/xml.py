"""The XML inside office documents and books, read without following anything out of it."""

from collections.abc import Iterator

from lxml import etree

from reviewkit import limits
from reviewkit.archives import Archive
from reviewkit.encodings import text_of
from reviewkit.errors import ReviewkitError
from reviewkit.words import message
from reviewkit.xml_letters import lettered


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
        """The root of a part."""
        return self._root_of(self.bytes_of(part))

    def root_of_list(self, part: str, largest: int) -> "etree._Element | None":
        """The root of a part that only lists others. Raises ReviewkitError where it has more bytes than such a list."""
        return self._root_of(self.bytes_of(part, largest))

    def _root_of(self, data: bytes) -> "etree._Element | None":
        if not data.strip():
            return None
        try:
            return recovered(data)
        except etree.XMLSyntaxError:  # nothing in it is XML
            raise self.damaged() from None

    def damaged(self) -> ReviewkitError:
        """The error for a document that cannot be unpacked."""
        return ReviewkitError(_damaged(self.name))


def _damaged(name: str) -> str:
    return message("{path}: this document is damaged. Save it again, or as PDF.", path=name)


def recovered(data: bytes) -> "etree._Element | None":
    """The root of XML, also of some that is damaged. Raises XMLSyntaxError where nothing in it is XML."""
    return _parsed(data, recover=True)


def well_formed(data: bytes) -> "etree._Element":
    """The root of XML that is not damaged. Raises XMLSyntaxError."""
    return _parsed(data, recover=False)


def _parsed(data: bytes, recover: bool) -> "etree._Element":
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,  # the letters after them in an element would be no part of its text
        remove_pis=True,
        encoding="utf-8",
    )
    return etree.fromstring(lettered(text_of(data)).text.encode("utf-8"), parser)


def local(element: "etree._Element") -> str:
    """The name of an element without its namespace, which a damaged document may not declare; empty for comments and
    the like."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def named(root: "etree._Element | None", *names: str) -> Iterator["etree._Element"]:
    """Every element with one of these names, in the order of the document."""
    if root is not None:
        yield from (element for element in root.iter() if local(element) in names)
