"""The letters that one document needs, cut out of a font that comes with reviewkit, to be put into that document.

A TrueType file is a list of tables. Only what draws a letter is kept (glyf, loca, hmtx and their heads); the glyphs are
numbered anew, from 1 in the order of the letters. The same letters give the same bytes.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reviewkit import fonts

_MISSING = 0  # the glyph that a font draws for a letter that it does not have
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80  # flags of a glyph made of others
_CHECKSUM = 0xB1B0AFBA  # what head.checkSumAdjustment is counted from


@dataclass(frozen=True, slots=True)
class Subset:
    """A font with few letters: its file, the number of each letter's glyph, and its measures in thousandths of an em.

    `box` is left, bottom, right and top of what any of its letters covers.
    """

    file: bytes
    glyphs: Mapping[str, int]
    widths: Sequence[int]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int


def subset(letters: Iterable[str], bold: bool = False) -> Subset:
    """The font with these letters. One that it lacks gets the sign for a missing letter, under a number of its own."""
    font = _font(bold)
    wanted = list(dict.fromkeys(letters))
    old = [_MISSING, *(font.glyph_of.get(ord(letter), _MISSING) for letter in wanted)]
    measured = len(old)
    number_of = {glyph: place for place, glyph in reversed(list(enumerate(old)))}
    drawn: list[bytes] = []
    for glyph in old:  # which grows while parts of composed letters are found
        for part in _parts(font.glyph(glyph)):
            if part not in number_of:
                number_of[part] = len(old)
                old.append(part)
        drawn.append(_renumbered(font.glyph(glyph), number_of))
    return Subset(
        _file(font, old, drawn),
        {letter: place for place, letter in enumerate(wanted, start=1)},
        [font.scaled(font.advance(glyph)) for glyph in old[:measured]],
        font.box,
        font.scaled(struct.unpack_from(">h", font.tables["hhea"], 4)[0]),
        font.scaled(struct.unpack_from(">h", font.tables["hhea"], 6)[0]),
        font.scaled(struct.unpack_from(">h", font.tables["OS/2"], 88)[0]),
    )


class _Font:
    """A TrueType file that was read."""

    def __init__(self, data: bytes) -> None:
        (number,) = struct.unpack_from(">H", data, 4)
        entries = (struct.unpack_from(">4sIII", data, 12 + 16 * place) for place in range(number))
        self.tables = {name.decode(): data[start : start + length] for name, _, start, length in entries}
        (self.units,) = struct.unpack_from(">H", self.tables["head"], 18)
        (self.long_offsets,) = struct.unpack_from(">h", self.tables["head"], 50)
        (self.metrics,) = struct.unpack_from(">H", self.tables["hhea"], 34)
        left, bottom, right, top = struct.unpack_from(">4h", self.tables["head"], 36)
        self.box = (self.scaled(left), self.scaled(bottom), self.scaled(right), self.scaled(top))
        self.glyph_of = _letters(self.tables["cmap"])

    def scaled(self, length: int) -> int:
        """A length of the font in thousandths of an em."""
        thousandths: int = round(length * 1000 / self.units)
        return thousandths

    def glyph(self, number: int) -> bytes:
        """The outline of a glyph; nothing for a space."""
        if self.long_offsets:
            start, end = struct.unpack_from(">2I", self.tables["loca"], 4 * number)
        else:
            start, end = (2 * half for half in struct.unpack_from(">2H", self.tables["loca"], 2 * number))
        return self.tables["glyf"][start:end]

    def advance(self, number: int) -> int:
        """How far the next letter is from the begin of this one."""
        (found,) = struct.unpack_from(">H", self.tables["hmtx"], 4 * min(number, self.metrics - 1))
        return int(found)

    def bearing(self, number: int) -> int:
        """How far the outline begins from there."""
        last = self.metrics - 1
        at = 4 * number + 2 if number <= last else 4 * self.metrics + 2 * (number - self.metrics)
        (found,) = struct.unpack_from(">h", self.tables["hmtx"], at)
        return int(found)


@cache
def _font(bold: bool) -> _Font:
    return _Font(Path(fonts.files()[bold]).read_bytes())


def _letters(cmap: bytes) -> dict[int, int]:
    """The glyph of each letter, by its code point, from the table for the Basic Multilingual Plane (format 4)."""
    (number,) = struct.unpack_from(">H", cmap, 2)
    offsets = (struct.unpack_from(">2HI", cmap, 4 + 8 * place)[2] for place in range(number))
    start = next(offset for offset in offsets if struct.unpack_from(">H", cmap, offset)[0] == 4)
    (twice,) = struct.unpack_from(">H", cmap, start + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", cmap, start + 14)
    begins = struct.unpack_from(f">{count}H", cmap, start + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", cmap, start + 16 + 2 * twice)
    at = start + 16 + 3 * twice
    found = {}
    for place, (begin, end, delta) in enumerate(zip(begins, ends, deltas, strict=True)):
        (offset,) = struct.unpack_from(">H", cmap, at + 2 * place)
        for code in range(begin, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", cmap, at + 2 * place + offset + 2 * (code - begin))
            if glyph or not offset:
                found[code] = (glyph + delta) & 0xFFFF
    return found


def _references(glyph: bytes) -> Iterable[tuple[int, int]]:
    """Where a glyph that is made of others names them, and which; nothing for one with an outline of its own."""
    if not glyph or struct.unpack_from(">h", glyph)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">2H", glyph, at)
        yield at + 2, part
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def _parts(glyph: bytes) -> list[int]:
    return [part for _, part in _references(glyph)]


def _renumbered(glyph: bytes, number_of: Mapping[int, int]) -> bytes:
    """The outline with its parts under their new numbers, filled up to four bytes."""
    changed = bytearray(glyph)
    for at, part in _references(glyph):
        struct.pack_into(">H", changed, at, number_of[part])
    return bytes(changed) + bytes(-len(changed) % 4)


def _file(font: _Font, old: Sequence[int], drawn: Sequence[bytes]) -> bytes:
    """A font file with these glyphs, which had the numbers `old`."""
    offsets = [0]
    for glyph in drawn:
        offsets.append(offsets[-1] + len(glyph))
    head = bytearray(font.tables["head"])
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)  # offsets of four bytes
    tables = {
        "glyf": b"".join(drawn),
        "head": bytes(head),
        "hhea": font.tables["hhea"][:34] + struct.pack(">H", len(old)),
        "hmtx": b"".join(struct.pack(">Hh", font.advance(glyph), font.bearing(glyph)) for glyph in old),
        "loca": struct.pack(f">{len(offsets)}I", *offsets),
        "maxp": font.tables["maxp"][:4] + struct.pack(">H", len(old)) + font.tables["maxp"][6:],
    }
    return _with_checksum(_put_together(tables))


def _put_together(tables: Mapping[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    start = 12 + 16 * count
    directory = struct.pack(">I4H", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    body = b""
    for name, table in tables.items():
        directory += struct.pack(">4s3I", name.encode(), _sum(table), start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


def _with_checksum(data: bytes) -> bytes:
    """The file with the checksum of the whole, which its head holds."""
    (count,) = struct.unpack_from(">H", data, 4)
    entries = [struct.unpack_from(">4s3I", data, 12 + 16 * place) for place in range(count)]
    (head,) = (start for name, _, start, _ in entries if name == b"head")
    whole = bytearray(data)
    struct.pack_into(">I", whole, head + 8, (_CHECKSUM - _sum(data)) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF
