"""Boxes that files keep beside the picture."""

import zlib

import pytest

from reviewkit.extract.edited import EditedBox
from reviewkit.extract.kept_boxes import FIRST, in_mermaid, in_pdf, in_png

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def test_a_png_has_its_boxes_behind_other_texts() -> None:
    text = f"{FIRST}\nscreened\tRecords screened\t(n = 12)\n\tA note\n".encode()
    data = (
        SIGNATURE
        + chunk(b"tEXt", b"Title\0x")
        + chunk(b"iTXt", b"reviewkit\0\0\0\0\0" + text)
        + chunk(b"IEND", b"")
    )
    assert in_png(data) == (
        EditedBox("screened", ("Records screened", "(n = 12)")),
        EditedBox("", ("A note",)),
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        SIGNATURE,
        SIGNATURE + chunk(b"iTXt", b"other\0\0\0\0\0" + FIRST.encode()),
        SIGNATURE + chunk(b"iTXt", b"reviewkit\0\1\0\0\0" + FIRST.encode()),  # packed
        SIGNATURE + b"\xff\xff\xff\xffiTXtreviewkit",
        b"GIF89a" + chunk(b"iTXt", b"reviewkit\0\0\0\0\0" + FIRST.encode()),
    ],
)
def test_a_picture_of_another_program_has_none(data: bytes) -> None:
    assert in_png(data) is None


def test_the_metadata_of_other_programs_are_no_boxes() -> None:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><boxes>reviewkit boxes 1\na\tb</boxes></x:xmpmeta>'
    assert in_pdf(packet) == ()
    assert in_pdf(b"<x:xmpmeta><") == ()
    ours = packet.replace(b"<boxes>", b'<boxes xmlns="urn:reviewkit:figure">')
    assert in_pdf(ours) == (EditedBox("a", ("b",)),)


def test_nodes_of_mermaid_without_an_id_are_left_out() -> None:
    text = 'flowchart TD\nn1["Seen<br/>(n #61; 4)"]\nn2["Other"]\n%% n1 = screened\n'
    assert in_mermaid(text) == (EditedBox("screened", ("Seen", "(n = 4)")),)
