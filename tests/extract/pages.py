"""Pages of PDF that are hard to read, written out here so that no other program is needed to make them."""

import zlib
from collections.abc import Callable, Iterable
from typing import NamedTuple

LOREM = (
    "Home care nurses described a working day in which every minute was planned and no minute was their own. They knew "
    "the people they visited, and they knew what these needed, yet the list on the telephone said something else. "
    "Several said that they went home with the feeling of having failed somebody."
)
NORSK = (
    "Hjemmesykepleierne fortalte om en hverdag der hvert minutt var planlagt, og der ingen minutter var deres egne. De "
    "kjente dem de besøkte, og visste hva de trengte, men listen på telefonen sa noe annet. Flere sa at de gikk hjem "
    "med følelsen av å ha sviktet noen."
)


class Put(NamedTuple):
    """A piece of text at a place of the page, in points from the lower left; `turned` by a quarter."""

    x: float
    y: float
    text: str
    size: float = 10
    turned: bool = False


def pdf(*pages: Iterable[Put], picture: bool = False) -> bytes:
    """A PDF with these pages; with a grey picture over the whole of each, as a scan has, where it is wanted."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT, _image()]
    kids = []
    for puts in pages:
        drawn = b"q 595 0 0 842 0 0 cm /I Do Q\n" if picture else b""
        content = drawn + b"".join(map(_drawn, puts))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _file(objects)


_FONT = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
    b"/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>"
)


def _image() -> bytes:
    data = zlib.compress(b"\xcc" * 100)
    return (
        b"<< /Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
    )


def _drawn(put: Put) -> bytes:
    text = put.text.replace("ﬁ", "\x01").replace("ﬂ", "\x02").encode("cp1252")
    for character in (b"\\", b"(", b")"):
        text = text.replace(character, b"\\" + character)
    matrix = b"0 1 -1 0" if put.turned else b"1 0 0 1"
    return b"BT /F %.1f Tf %s %.1f %.1f Tm (%s) Tj ET\n" % (put.size, matrix, put.x, put.y, text)


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + trailer


def set_lines(
    text: str, x: float, y: float, characters: int, size: float = 10, hyphenate: bool = False
) -> list[Put]:
    """Text set in lines of so many characters, from a place downwards; words may be divided at the end of a line."""
    lines, line = [], ""
    for word in text.split():
        room = characters - len(line) - 1
        if len(word) <= room or not line:
            line = f"{line} {word}".strip()
        elif hyphenate and room > 4 and len(word) > 7 and word[: room - 1].isalpha():
            lines.append(f"{line} {word[: room - 1]}-")
            line = word[room - 1 :]
        else:
            lines.append(line)
            line = word
    return [Put(x, y - number * size * 1.2, one, size) for number, one in enumerate([*lines, line])]


def plain() -> bytes:
    """One column."""
    return pdf(set_lines(LOREM, 60, 780, 90))


def two_columns() -> bytes:
    """Two columns under a title that spans both."""
    title = [Put(60, 790, "A title across the whole page above both of its columns", 14)]
    return pdf([*title, *set_lines(LOREM, 60, 750, 44), *set_lines(NORSK, 310, 750, 44)])


def columns_row_by_row() -> bytes:
    """Two columns whose lines are in the file row by row, as some programs write them."""
    left, right = set_lines(LOREM, 60, 750, 44), set_lines(NORSK, 310, 750, 44)
    rows = [put for pair in zip(left, right, strict=False) for put in pair]
    return pdf([*rows, *left[len(right) :], *right[len(left) :]])


def three_columns() -> bytes:
    """Three narrow columns, as in a leaflet."""
    texts = (LOREM, NORSK, LOREM)
    return pdf([put for n, text in enumerate(texts) for put in set_lines(text, 40 + n * 180, 760, 32)])


def divided_words() -> bytes:
    """Words divided at the ends of lines, and one with a hyphen of its own."""
    text = f"{LOREM} It was a well-considered, evidence-based and COVID-19-related decision."
    return pdf(set_lines(text, 60, 780, 40, hyphenate=True))


def ligatures() -> bytes:
    """Letters that are one character in the font."""
    text = "The ﬁrst ﬁndings reﬂect how staﬀ deﬁned ﬂexible efﬁciency.".replace("ﬀ", "ff")
    return pdf(set_lines(text, 60, 780, 60))


def footnotes() -> bytes:
    """Marks above the line, glued to words, and the notes at the foot in small letters."""
    marks = [Put(60, 780, "The municipality paid for it"), Put(183, 784, "1", 6), Put(189, 780, "in 2019.")]
    more = [Put(60, 768, "Others did not"), Put(124, 772, "2,3", 6), Put(136, 780 - 12, "and said so.")]
    notes = [Put(60, 90, "1 According to the plan of that year, which was never printed.", 7)]
    return pdf([*marks, *more, *notes])


def table() -> bytes:
    """A table between two paragraphs."""
    rows = [("Place", "Women", "Men"), ("Oslo", "12", "3"), ("Bodø", "7", "11"), ("Tromsø", "1", "0")]
    cells = [Put(60 + 120 * x, 640 - 16 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    return pdf([*set_lines(LOREM, 60, 780, 90), *cells, *set_lines(NORSK, 60, 540, 90)])


def running_head() -> bytes:
    """A head and a page number on every page, and text that continues on the next page."""
    first = [Put(60, 815, "Journal of Home Care 2020"), *set_lines(LOREM, 60, 780, 90), Put(290, 30, "1")]
    second = [Put(60, 815, "Journal of Home Care 2020"), *set_lines(NORSK, 60, 780, 90), Put(290, 30, "2")]
    return pdf(first, second)


def scan() -> bytes:
    """A picture where text would be, with a stamped number."""
    return pdf([Put(500, 20, "- 17 -", 8)], picture=True)


def side_text() -> bytes:
    """A note that runs up the margin, beside the text."""
    return pdf(
        [Put(30, 200, "Downloaded by a reader of the journal", 8, turned=True), *set_lines(NORSK, 60, 780, 90)]
    )


PAGES: dict[str, Callable[[], bytes]] = {
    one.__name__: one
    for one in (
        plain,
        two_columns,
        columns_row_by_row,
        three_columns,
        divided_words,
        ligatures,
        footnotes,
        table,
        running_head,
        scan,
        side_text,
    )
}
