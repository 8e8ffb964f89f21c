"""The boxes of a figure that its file keeps beside the picture: a PNG in a text, a PDF in its metadata, Mermaid in
comments. The lines are those of render/figures/kept_boxes."""

import re
import struct
from collections.abc import Iterator
from typing import Final

from reviewkit import limits
from reviewkit.extract.edited import EditedBox
from reviewkit.extract.xml import named, recovered

FIRST: Final = "reviewkit boxes 1"  # the first line
KEYWORD: Final = "reviewkit"  # of the text in a PNG
NAMESPACE: Final = "urn:reviewkit:figure"  # of the metadata of a PDF

_PNG = b"\x89PNG\r\n\x1a\n"
_BEGIN, _END = b"<x:xmpmeta", b"</x:xmpmeta>"
_NODE = re.compile(r'^(n\d{1,4})\["([^"]*)"\]$', re.MULTILINE)
_ID = re.compile(r"^%% (n\d{1,4}) = (\S{1,200})$", re.MULTILINE)
_CODE = re.compile(r"#(\d{1,7});")


def in_png(data: bytes) -> tuple[EditedBox, ...] | None:
    """The boxes and other texts (without a name) that a PNG keeps; None where it keeps none, such as a photograph."""
    return next((_of_lines(text) for text in _texts(data) if text.startswith(FIRST)), None)


def in_pdf(data: bytes) -> tuple[EditedBox, ...]:
    """The boxes in the metadata of a PDF; none where another program has written it anew."""
    for packet in _packets(data):
        root = recovered(packet)
        for one in named(root, "boxes") if root is not None else ():
            if str(one.tag) == f"{{{NAMESPACE}}}boxes" and (one.text or "").startswith(FIRST):
                return _of_lines(one.text or "")
    return ()


def _packets(data: bytes) -> Iterator[bytes]:
    """The metadata in the bytes of a file."""
    start = data.find(_BEGIN)
    while start >= 0 and (end := data.find(_END, start)) >= 0:
        yield data[start : end + len(_END)]
        start = data.find(_BEGIN, end)


def in_mermaid(text: str) -> tuple[EditedBox, ...]:
    """The boxes of a Mermaid text whose comments say which box each node is."""
    ids = dict(_ID.findall(text))
    return tuple(EditedBox(ids[node], _lines(words)) for node, words in _NODE.findall(text) if node in ids)


def _of_lines(text: str) -> tuple[EditedBox, ...]:
    rows = (line.split("\t") for line in text.split("\n")[1:])
    return tuple(EditedBox(name, tuple(words)) for name, *words in rows if words)


def _texts(data: bytes) -> Iterator[str]:
    """The texts of our keyword in a PNG (chunks iTXt that are not packed; ISO/IEC 15948, 11.3.4.5)."""
    place = len(_PNG)
    while data.startswith(_PNG) and place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"iTXt" and length <= limits.DIAGRAM:
            keyword, _, rest = data[place + 8 : place + 8 + length].partition(b"\0")
            if keyword == KEYWORD.encode() and rest[:2] == b"\0\0":
                yield rest[2:].split(b"\0", 2)[-1].decode("utf-8", "replace")
        place += 12 + length


def _lines(words: str) -> tuple[str, ...]:
    return tuple(_letters(line).strip() for line in words.split("<br/>"))


def _letters(text: str) -> str:
    return _CODE.sub(lambda found: chr(int(found[1])) if int(found[1]) < 0x110000 else "", text)
