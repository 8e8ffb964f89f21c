"""The XML inside office documents and books, read without following anything out of it."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from reviewkit.errors import ReviewkitError

LARGEST_PART = 200_000_000  # bytes of one part when unpacked: a thesis of 1,000 pages has some 20 MB


class Parts:
    """The parts of a document that is a zip of XML files. A part that is not there has no root."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except zipfile.BadZipFile:
            raise self.damaged() from None

    def names(self) -> list[str]:
        """The names of all parts."""
        return self._archive.namelist()

    def bytes_of(self, part: str) -> bytes:
        """A part as it is; empty where there is none. Raises ReviewkitError for a damaged or monstrous one."""
        try:
            about = self._archive.getinfo(part)
            if about.file_size > LARGEST_PART:
                raise ReviewkitError(
                    f"{self.name}: {part} in it would have {about.file_size // 1_000_000} MB when unpacked. Save it "
                    "again, or as PDF."
                )
            return self._archive.read(about)
        except KeyError:
            return b""
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
            raise self.damaged() from None

    def root(self, part: str) -> "etree._Element | None":
        """The root of a part."""
        data = self.bytes_of(part)
        if not data.strip():
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
        )
        return etree.fromstring(data, parser)

    def damaged(self) -> ReviewkitError:
        """The error for a document that cannot be unpacked."""
        return ReviewkitError(f"{self.name}: this document is damaged. Save it again, or as PDF.")


def local(element: "etree._Element") -> str:
    """The name of an element without its namespace, which a damaged document may not declare; empty for comments and
    the like."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def named(root: "etree._Element | None", *names: str) -> Iterator["etree._Element"]:
    """Every element with one of these names, in the order of the document."""
    if root is not None:
        yield from (element for element in root.iter() if local(element) in names)
