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


class Drawn(NamedTuple):
    """A ruling line: a thin box with its lower left corner, in points."""

    x: float
    y: float
    width: float
    height: float


def pdf(*pages: Iterable[Put | Drawn], picture: bool = False) -> bytes:
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


def _drawn(put: Put | Drawn) -> bytes:
    if isinstance(put, Drawn):
        return b"%.1f %.1f %.1f %.1f re f\n" % put
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


LEFT, SET = 60, 12  # points: where a table begins, and how far its lines are from each other
STUDIES = (
    ("Study", "Design and participants", "Main results", "Number"),
    (
        "Berg and Dahl 2019",
        "Interviews with nurses in two cities",
        "Nurses hurried, and patients noticed that",
        "12",
    ),
    ("Ek 2021", "Survey of home care in six municipalities of the north", "Time was short everywhere", "340"),
    ("Lie, Moe and others 2022", "Observation", "Plans were made by those who never saw a patient", "7"),
)


def set_table(
    rows: Iterable[Iterable[str]], characters: Iterable[int], y: float, between: float = 6, x: float = LEFT
) -> tuple[list[Put], list[float], list[float]]:
    """Rows of cells with lines of so many characters: their lines, the edges of the columns, the heights of rows."""
    widths = list(characters)
    edges = [x + sum(5.5 * one for one in widths[:number]) for number in range(len(widths) + 1)]
    found: list[Put] = []
    heights = [y]
    for row in rows:
        cells = [
            set_lines(cell, edge + 3, heights[-1] - between / 2 - 9, width - 2)
            for cell, edge, width in zip(row, edges, widths, strict=False)
        ]
        found += [put for cell in cells for put in cell if put.text]
        heights.append(heights[-1] - SET * max(map(len, cells)) - between)
    return found, edges, heights


def rule(edges: list[float], y: float) -> Drawn:
    """A rule over the whole width of a table."""
    return Drawn(edges[0], y, edges[-1] - edges[0], 0.5)


def grid(edges: list[float], heights: list[float]) -> list[Drawn]:
    """Every cell ruled, as a word processor does it."""
    upright = [Drawn(edge, heights[-1], 0.5, heights[0] - heights[-1]) for edge in edges]
    return [*(rule(edges, height) for height in heights), *upright]


def wrapped_table() -> bytes:
    """Cells of several lines in three columns without any rules, between two paragraphs."""
    cells, _, heights = set_table((row[:3] for row in STUDIES), (18, 26, 26), 700)
    return pdf([*set_lines(LOREM, 60, 780, 90), *cells, *set_lines(NORSK, 60, heights[-1] - 40, 90)])


def table_with_rules() -> bytes:
    """A rule above a table, one below its head and one at its foot, as in journals; one cell has two lines."""
    rows = [
        ("Place", "Women (per cent)", "Men (per cent)"),
        ("The city of Oslo and its neighbours", "12 (5.1)", "3 (0.2)"),
        ("Bergen", "41 (8.0)", "17 (3.3)"),
        ("Bodø", "7 (1.0)", "11 (2.4)"),
        ("Tromsø", "1 (0.1)", "0"),
    ]
    cells, edges, heights = set_table(rows, (24, 14, 14), 700)
    rules = [rule(edges, heights[0]), rule(edges, heights[1]), rule(edges, heights[-1])]
    return pdf([*set_lines(LOREM, 60, 780, 90), *cells, *rules, *set_lines(NORSK, 60, heights[-1] - 40, 90)])


def ruled_cells() -> bytes:
    """Every cell ruled, and set so close that only the rules part them."""
    cells, edges, heights = set_table(STUDIES, (18, 22, 22, 9), 780, between=2)
    return pdf([*cells, *grid(edges, heights), *set_lines(LOREM, 60, heights[-1] - 40, 90)])


def table_beside_text() -> bytes:
    """Text in two columns, and a table with rules at the head of the right one."""
    cells, edges, heights = set_table((row[:2] for row in STUDIES), (16, 24), 760, x=310)
    rules = [rule(edges, heights[0]), rule(edges, heights[1]), rule(edges, heights[-1])]
    left = set_lines(f"{LOREM} {NORSK} {LOREM}", 60, 750, 44)
    return pdf([*left, *cells, *rules, *set_lines(NORSK, 310, heights[-1] - 40, 44)])


def table_of_numbers() -> bytes:
    """Numbers below each other, with rules and without, are never one cell."""
    rows = [
        ("Year", "Hours", "Visits", "Falls"),
        *((f"20{n}", f"{n * 37}", f"{n * 101}.5", "") for n in range(10, 18)),
    ]
    cells, edges, heights = set_table(rows, (7, 7, 8, 7), 780)
    more, _, _ = set_table(rows, (12, 12, 12, 12), 500, between=0)
    return pdf([*cells, rule(edges, heights[0]), rule(edges, heights[1]), rule(edges, heights[-1]), *more])


def table_over_two_pages() -> bytes:
    """A ruled table with its head again on the second page, where a cell goes on."""
    foot, head = Put(290, 30, "1"), Put(60, 815, "Journal of Home Care 2020")
    first, edges, heights = set_table(STUDIES[:3], (18, 22, 22), 300)
    rest = [STUDIES[0], ("", "and of two towns in the south", ""), STUDIES[3]]
    second, _, lower = set_table(rest, (18, 22, 22), 780)
    return pdf([head, *first, *grid(edges, heights), foot], [head, *second, *grid(edges, lower)])


def text_around_table() -> bytes:
    """A paragraph that runs beside a ruled table, between paragraphs over the whole width."""
    cells, edges, heights = set_table([row[::3] for row in STUDIES], (18, 9), 730, between=2, x=340)
    beside = set_lines(LOREM, 60, 725, 48)
    return pdf(
        [*set_lines(NORSK, 60, 780, 90), *beside, *cells, *grid(edges, heights), *set_lines(NORSK, 60, 580, 90)]
    )


def lists_in_columns() -> bytes:
    """Lists with bullets in three columns; each entry is beside others by chance."""
    found: list[Put] = []
    for number, text in enumerate((LOREM, NORSK, LOREM)):
        for at, sentence in enumerate(text.split(". ")[: 3 - number % 2]):
            x, y = 40 + 180 * number, 760 - (84 - 12 * number) * at
            found += [Put(x, y, "•"), *set_lines(sentence[:100], x + 18, y, 26)]
    return pdf(found)


def authors_in_columns() -> bytes:
    """A title page with three authors beside each other, above an abstract in one column."""
    authors = [
        ("Anna Berg", "Bo Dahl", "Cia Ek Lie"),
        ("University of Oslo", "University of Bergen", "Nord University"),
        ("Oslo, Norway", "Bergen, Norway", "Bodø, Norway"),
    ]
    names = [Put(60 + 170 * x, 740 - 12 * y, text) for y, row in enumerate(authors) for x, text in enumerate(row)]
    return pdf(
        [Put(60, 790, "A title above the authors of the article", 14), *names, *set_lines(LOREM, 60, 680, 90)]
    )


def references() -> bytes:
    """A list of references with numbers before them and hanging lines, in two columns."""
    works = (
        "Berg A, Dahl B. Home care and time. J Home Care. 2019;3:1-9.",
        "Ek C. A survey of the north. Nord Rev. 2021;12:44-51.",
        "Lie D, Moe E, Ness F. Who plans the day of a nurse? A study of plans. J Plans. 2022;1:5-20.",
        "Opdal G. Telephones in the car. Tidsskr Pleie. 2018;7:100-3.",
    )
    found: list[Put] = []
    for number in range(12):
        x, y = (60 if number < 6 else 310), 760 - 42 * (number % 6)
        found += [Put(x, y, f"{number + 1}."), *set_lines(works[number % 4], x + 22, y, 40)]
    return pdf(found)


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
        wrapped_table,
        table_with_rules,
        ruled_cells,
        table_beside_text,
        table_of_numbers,
        table_over_two_pages,
        text_around_table,
        lists_in_columns,
        authors_in_columns,
        references,
    )
}
