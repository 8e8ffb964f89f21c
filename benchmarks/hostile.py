"""Files that strangers and broken programs may send: how long each takes, how much memory, and what is said of it.

    python benchmarks/hostile.py --mb 100                 every format through lint, convert and import, and all cases
    python benchmarks/hostile.py --mb 5 --only "ris"      those whose names hold a text
    python benchmarks/hostile.py --reviewkit OTHER/bin/reviewkit

Each case runs in a process of its own, which is ended after so many seconds of computing (--seconds) or at MEMORY
bytes. The seconds are those that were computed, so that a busy computer hardly changes them. The exit status is 1
where a case was ended, or ended with a traceback.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.formats.samples import SAMPLES

MEMORY = 8_000_000_000  # bytes of addresses
PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes on a Mac, KB elsewhere
# Where the records of a format begin and end in its sample; what is before them and after them comes once.
_RECORDS = {
    "wos": ("PT ", "EF\n"),
    "wos-tab": ("J\t", ""),
    "csv": ('"A title"', ""),
    "csl-json": ("{", "]\n"),
    "endnote-xml": ("<record>", "</records>"),
    "pubmed-xml": ("<PubmedArticle>", "</PubmedArticleSet>"),
    "dublin-core-xml": ("<record ", "</records>"),
}
_BETWEEN = {"csl-json": ",", "nbib": "\n", "enw": "\n", "ovid": "\n", "embase-rows": "\n"}


@dataclass(frozen=True, slots=True)
class Case:
    """What is made, and the command that gets it; `{file}` is the file, `{folder}` a copy of the example's folder."""

    name: str
    ending: str
    make: Callable[[Path], None]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, with its seconds of computing, its memory in MB, and the last line that it said."""

    status: int
    seconds: float
    megabytes: float
    said: str

    @property
    def is_bounded(self) -> bool:
        return self.status in (0, 1, 2) and "Traceback" not in self.said


def cases(megabytes: int) -> Iterator[Case]:
    """Every case; `megabytes` is the size of those that are a format."""
    for name in SAMPLES:
        for words in (
            ("lint", "{file}"),
            ("convert", "{file}", "{file}.csv"),
            ("import", *_IMPORT),
        ):
            yield Case(f"{megabytes} MB of {name}", ".txt", _of_format(name, megabytes * 1_000_000), words)
    for about, line in (
        ("identical titles", "TI  - Trust in home care"),
        ("records with one DOI", "DO  - 10.5555/x"),
    ):
        yield Case(f"100,000 {about}", ".ris", _text(_records(100_000, line)), _DEDUPE)
    for name, record in _long_records().items():
        yield Case(name, ".ris", _text(record), _DEDUPE)
    for name, (ending, text) in _long_files().items():
        yield Case(name, ending, _text(text), ("lint", "{file}"))
    yield Case(
        "JSON, 5,000,000 lists within each other",
        ".json",
        _text("[" * 5_000_000),
        ("convert", "{file}", "{file}.csv"),
    )
    yield Case(
        "JSON, 1,000,000 objects within each other",
        ".json",
        _text('{"title":' * 1_000_000),
        ("convert", "{file}", "{file}.csv"),
    )
    yield Case("a zip of 500 KB that holds 500 MB", ".zip", _zip, ("convert", "{file}", "{file}.csv"))
    yield Case("a workbook with one cell, in its last column and row", ".xlsx", _far_cell, _ANSWERS)
    yield Case("a workbook of 2,000,000 rows", ".xlsx", _many_rows, _ANSWERS)
    yield Case(
        "a table whose first line is 200,000 quotation marks", ".csv", _text('"' * 200_000 + "\n"), _ANSWERS
    )
    for name, make in _workbooks().items():
        yield Case(f"a workbook {name}", ".xlsx", make, _QUOTES)
    yield Case("a project of 3,000 quotes, each to the end of its text", ".qdpx", _quotes_in_quotes, _CODE)
    yield Case("a style of 24 macros that each use the next twice", ".csl", _text(_doubling_style()), _STYLE)
    for name, (ending, text) in _manuscripts().items():
        yield Case(f"a manuscript {name}", ending, _text(text), ("manuscript", "{file}", "-C", "{folder}"))
    yield Case("a Word document that unpacks to 1 GB", ".docx", _docx, _TEXT)
    for name, (ending, *repeated) in _texts().items():
        yield Case(f"a {name}", ending, _repeated(*repeated), _TEXT)
    for name, make in _books().items():
        yield Case(f"an e-book {name}", ".epub", make, _TEXT)
    for name, make in _pdfs().items():
        yield Case(f"a PDF {name}", ".pdf", make, _TEXT)
    yield Case("a device without an end", "", _device, ("lint", "{file}"))


_IMPORT = ("{file}", "-s", "cinahl", "--as", "a", "-C", "{folder}")
_DEDUPE = ("dedupe", "{file}", "-o", "{file}.unique.ris")
_ANSWERS = ("dedupe", "answers", "{file}", "--as", "a", "-C", "{folder}")
_CODE = ("code", "import", "{file}", "--as", "a", "--create-codes", "--why", "x", "-C", "{folder}")
_QUOTES = ("code", "import", "{file}", "--as", "a", "-C", "{folder}")
_STYLE = ("report", "--style", "{file}", "-o", "{file}.html", "--draft", "-C", "{folder}")
_TEXT = ("text", "show", "cinahl-0001", "-C", "{folder}")


def _pdfs() -> dict[str, Callable[[Path], None]]:
    letters = b"BT /F 1 Tf 1 0 0 1 9 9 Tm (" + b"trust in care " * 70_000 + b") Tj ET\n"
    return {
        "of 1 MB that unpacks to 1 GB": _pdf(b" " * 1_000_000, 1_000),
        "packed three times, of 10 GB": _pdf(b" " * 1_000_000, 10_000, 3),
        "whose page has 20 million letters": _pdf(letters, 20),
        "whose pages are their own parents": _pdf(b" ", 1, pages=b"/Kids[2 0 R 2 0 R 3 0 R]/Count 3"),
        "that says it has 2 billion pages": _pdf(b" ", 1, pages=b"/Kids[3 0 R]/Count 2000000000"),
        "that has one page 200,000 times": _pdf(b" ", 1, pages=b"/Kids[%s]/Count 200000" % (b"3 0 R " * 200_000)),
        "with a stream of objects of 500 MB": _object_stream,
    }


def _texts() -> dict[str, tuple[str, str, str, int]]:
    """Texts by their names: the ending of the file, how it begins, and what follows so many times."""
    a_page = f"<html><body><p>{'x ' * 500}</p></body></html>"
    return {
        "plain text of 18 MB in one line": (".txt", "", "ж ", 6_000_000),
        "plain text of 30 MB of short paragraphs": (".txt", "", "a\n\n", 10_000_000),
        "plain text of 50 MB in one line": (".txt", "", "a", 50_000_000),
        "web page of 20 MB of short paragraphs": (".html", "<!doctype html>", "<p>x", 5_000_000),
        "web page of 7 MB of short paragraphs": (".html", "<!doctype html>", "<p>x", 1_900_000),
        "web page of 2,000 pages put together": (".html", "", a_page, 2_000),
        "web page with a picture of 90 MB": (".html", '<html><p>\U0001f600<img src="data:,', "A", 90_000_000),
    }


def _repeated(start: str, again: str, times: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(start)
            for _ in range(100):
                file.write(again * (times // 100))

    return make


def _books() -> dict[str, Callable[[Path], None]]:
    return {
        "whose spine names one chapter of 500 KB 100 times": _book(
            "<p>" + "x " * 250_000, '<itemref idref="a"/>' * 100
        ),
        "whose spine has 200,000 names": _book("<p>x", '<itemref idref="a"/>' * 200_000),
        "whose spine has 100,000 names of nothing": _book(
            "<p>x", "".join(f'<itemref idref="{n}"/>' for n in range(100_000))
        ),
    }


def _book(chapter: str, spine: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/epub+zip")
            archive.writestr(
                "META-INF/container.xml",
                '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>',
            )
            archive.writestr(
                "c.opf", f'<package><manifest><item id="a" href="a.x"/></manifest><spine>{spine}</spine></package>'
            )
            archive.writestr("a.x", f"<html><body>{chapter}</body></html>")

    return make


def _of_format(name: str, size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        sample = SAMPLES[name].replace("encoding='UTF-16'", "encoding='UTF-8'")
        first, last = _RECORDS.get(name, ("", ""))
        begin, end = sample.index(first), sample.index(last) if last else len(sample)
        record, joint = sample[begin:end], _BETWEEN.get(name, "")
        with path.open("w", encoding="utf-8") as file:
            file.write(sample[:begin])
            for number in range(size // len(record) + 1):
                one = record.replace("10.1000/x", f"10.1000/x{number}")
                file.write((joint if number else "") + (one if name != "csl-json" else one.rstrip()))
            file.write(sample[end:])

    return make


def _text(text: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_text(text, encoding="utf-8")

    return make


def _record(*lines: str) -> str:
    return "\n".join(("TY  - JOUR", *lines, "PY  - 2020", "ER  - ", ""))


def _records(count: int, line: str) -> str:
    other = "TI  - Title {n}" if line.startswith("DO") else "SP  - {n}"
    return "".join(_record(line, other.replace("{n}", str(n))) for n in range(count))


def _long_records() -> dict[str, str]:
    names = [f"AU  - Name{n}, Given{n}" for n in range(5_000)]
    return {
        "two titles of 1 MB": "".join(_record("TI  - " + "trust in care " * 75_000 + end) for end in "ab"),
        "six records of 5,000 authors": "".join(_record("TI  - Trust", *names[n:], *names[:n]) for n in range(6)),
        "a title with 60,000 times [1]": _record("TI  - Trust in care" + "[1]" * 60_000),
        "a title with 50,000 dots": _record("TI  - Trust in care" + "." * 50_000 + "a]"),
        "a journal of 60,000 digits": _record("TI  - Trust in care", "T2  - " + "1" * 60_000),
        "a DOI with 200,000 brackets": _record("TI  - Trust in care", "DO  - 10.5555/x" + ")" * 200_000),
        "pages of 100,000 digits": _record(
            "TI  - Trust in care", "SP  - " + "9" * 100_000, "EP  - " + "9" * 100_000
        ),
    }


def _long_files() -> dict[str, tuple[str, str]]:
    lines = "      some words more\n" * 200_000
    before = {
        "nbib": "PMID- 1\nTI  - A title\nAB  - Some words\n",
        "wos": "FN x\nVR 1.0\nPT J\nTI A title\nAB Some words\n",
        "enw": "%0 Journal Article\n%T A title\n%X Some words\n",
        "refworks": "RT Journal Article\nSR Electronic(1)\nT1 A title\nAB Some words\n",
        "ovid": "<1>\nTitle\n  A title\nAbstract\n  Some words\n",
    }
    parent = "@book{b%d, title = {A title}, crossref = {b%d}, k%d = {x}}\n"
    return {
        **{f"{name}, a value of 200,000 lines": (".txt", f"{start}{lines}") for name, start in before.items()},
        "200,000 blank lines and an x": (".txt", "\n" * 200_000 + "x"),
        "BibTeX of 30,000 entries": (
            ".bib",
            f"@article{{a, title = {{A title}}, note = {{{'x' * 300}}}}}\n" * 30_000,
        ),
        "BibTeX, 30,000 entries that each name the next": (
            ".bib",
            "".join(parent % (n, n + 1, n) for n in range(30_000)),
        ),
        "XML, 200,000 elements within each other": (
            ".xml",
            "<xml><records><record><titles>"
            + "<a>" * 200_000
            + "</a>" * 200_000
            + "</titles></record></records></xml>",
        ),
        "XML, a comment of 200,000 lines": (
            ".xml",
            "<xml><records><record><titles><title>A title</title></titles><!--\n"
            + "x >\n" * 200_000
            + "--></record></records></xml>",
        ),
    }


def _zip(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("x.ris", "w") as file,
    ):
        for _ in range(500):
            file.write(b" " * 1_000_000)


_SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}'
    "</sheetData></worksheet>"
)


def _workbook(path: Path, rows: Iterator[str]) -> None:
    """A workbook with one sheet, as Excel writes it, of these rows."""
    import openpyxl

    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before, after = _SHEET.split("{}")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, data)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(before.encode())
            for row in rows:
                sheet.write(row.encode())
            sheet.write(after.encode())


def _far_cell(path: Path) -> None:
    _workbook(path, iter(['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>']))


def _many_rows(path: Path) -> None:
    _workbook(path, (f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 2_000_001)))


def _workbooks() -> dict[str, Callable[[Path], None]]:
    cell = '<row r="1"><c r="A1"><v>1</v></c></row>'
    merged = "</sheetData><mergeCells>{}</mergeCells><sheetData>"
    return {
        "with one part 150 times": _part_many_times,
        "with a comment of 30 MB": _of_rows(chain([cell, "<!--"], map(str, range(4_500_000)), ["-->"])),
        "in which all cells are one": _of_rows([cell, merged.format('<mergeCell ref="&#65;1:XFD1048576"/>')]),
        "with 100,000 merged areas": _of_rows([cell, merged.format('<mergeCell ref="A1:B2"/>' * 100_000)]),
    }


def _of_rows(rows: Iterable[str]) -> Callable[[Path], None]:
    return lambda path: _workbook(path, iter(rows))


def _part_many_times(path: Path) -> None:
    _workbook(path, iter(['<row r="1"><c r="A1"><v>1</v></c></row>']))
    sheet = _SHEET.format("<!--" + "x" * 9_500_000 + "-->")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings(action="ignore"):
        for _ in range(149):
            archive.writestr("xl/worksheets/sheet1.xml", "")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)


def _quotes_in_quotes(path: Path) -> None:
    guid = "00000000-0000-0000-0000-{:012}"
    text = "some words and more " * 25_000
    selection = (
        '<PlainTextSelection guid="{}" startPosition="{}" endPosition="500000"><Coding guid="{}">'
        f'<CodeRef targetGUID="{guid.format(1)}"/></Coding></PlainTextSelection>'
    )
    quotes = "".join(selection.format(guid.format(n + 10_000), n, guid.format(n + 20_000)) for n in range(3_000))
    project = (
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="x"><CodeBook><Codes><Code guid="{guid.format(1)}" name="A"/>'
        f'</Codes></CodeBook><Sources><TextSource guid="{guid.format(2)}" name="x" plainTextPath="internal://x.txt">'
        f"{quotes}</TextSource></Sources></Project>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", project)
        archive.writestr("Sources/x.txt", text)


def _doubling_style() -> str:
    macro = '<macro name="m{}"><text macro="m{}"/><text macro="m{}"/></macro>'
    macros = "".join(macro.format(n, n + 1, n + 1) for n in range(24))
    return (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">{macros}<macro name="m24">'
        '<text variable="title"/></macro><citation><layout><text variable="title"/></layout></citation><bibliography>'
        '<layout><text macro="m0"/></layout></bibliography></style>'
    )


def _manuscripts() -> dict[str, tuple[str, str]]:
    return {
        "of 12,000 times (1)": (".md", "(1) " * 12_000),
        "of 9,000 words and numbers without a full stop": (".md", "15 studies of the 20 records and " * 1_500),
        "with a number of 5,000 digits": (".md", f"We included {'9' * 5_000} studies."),
        "in LaTeX, with 20,000 brackets that nobody closes": (".tex", "\\a[" * 20_000),
    }


def _docx(path: Path) -> None:
    import docx

    docx.Document().save(str(path))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if name != "word/document.xml":
                archive.writestr(name, data)
        with archive.open("word/document.xml", "w", force_zip64=True) as file:
            begin, _, _ = parts["word/document.xml"].partition(b"<w:p")
            file.write(begin + b"<w:p><w:r><w:t>")
            for _ in range(1_000):
                file.write(b"a" * 1_000_000)


_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _pdf(
    content: bytes, times: int, packed: int = 1, pages: bytes = b"/Kids[3 0 R]/Count 1"
) -> Callable[[Path], None]:
    """A PDF with a page that says the same so many times, which is packed so many times over."""

    def make(path: Path) -> None:
        stream = _packed(content, times)
        for _ in range(packed - 1):
            stream = zlib.compress(stream, 9)
        filters = b"/Filter[%s]" % (b"/FlateDecode" * packed)
        body = b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), filters, stream)
        _write_pdf(path, [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages%s>>" % pages, _PAGE, body, _FONT])

    return make


def _packed(content: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(content) for _ in range(times)) + packer.flush()


def _object_stream(path: Path) -> None:
    """A PDF whose pages are said to be in a stream of objects of 500 MB."""
    stream = _packed(b"5 0 " + b" " * 999_996, 500)
    body = b"<</Type/ObjStm/N 1/First 4/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (
        len(stream),
        stream,
    )
    data = b"%PDF-1.5\n"
    catalog = b"1 0 obj<</Type/Catalog/Pages 5 0 R>>endobj\n"
    places = {1: len(data), 2: len(data) + len(catalog)}
    data += catalog + b"2 0 obj%s endobj\n" % body
    places[3] = len(data)
    rows = [b"\0" * 5 + b"\xff", *(b"\1" + places[n].to_bytes(4, "big") + b"\0" for n in (1, 2, 3)), b"\0" * 6]
    rows.append(b"\2" + (2).to_bytes(4, "big") + b"\0")
    table = b"".join(rows)
    data += b"3 0 obj<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream endobj\n" % (
        len(table),
        table,
    )
    path.write_bytes(data + b"startxref\n%d\n%%%%EOF" % places[3])


def _write_pdf(path: Path, objects: list[bytes]) -> None:
    """A PDF of these objects, numbered from 1, of which the first is its catalog."""
    data, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(data),
    )
    path.write_bytes(data)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def run(command: tuple[str, ...], case: Case, place: Path, example: Path, seconds: int) -> Ran:
    """Make the file, give it to the command, and throw everything away."""
    file, folder = place / f"case{case.ending}", place / "review"
    if "{folder}" in case.words:
        if not example.exists():
            subprocess.run([*command, "demo", str(example)], check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(example, folder)
    case.make(file)
    if case.words == _TEXT:
        added = ("text", "add", "cinahl-0001", str(file), "--as", "a", "-C", str(folder))
        ran = _ran((*command, *added), place, seconds)
        if ran.status:
            return ran
        shown = ("text", "show", "cinahl-0001", "-C", str(folder))
        return _together(ran, _ran((*command, *shown), place, seconds))
    words = (word.replace("{file}", str(file)).replace("{folder}", str(folder)) for word in case.words)
    return _ran((*command, *words), place, seconds)


def _together(first: Ran, then: Ran) -> Ran:
    """Two commands, one after the other: the seconds of both, the memory of the larger, the end of the second."""
    return Ran(then.status, first.seconds + then.seconds, max(first.megabytes, then.megabytes), then.said)


def _ran(command: tuple[str, ...], place: Path, seconds: int) -> Ran:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        if sys.platform != "darwin":
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    with (place / "out").open("wb") as out, (place / "err").open("wb") as err:
        child = subprocess.Popen(
            command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, preexec_fn=limited, cwd=place,
            env={**os.environ, "XDG_CACHE_HOME": str(place / "cache"), "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    said = (place / "err").read_text("utf-8", "replace").strip() or (place / "out").read_text(
        "utf-8", "replace"
    ).strip()
    last = ("Traceback: " if "Traceback" in said else "") + " ".join(said.split()[-40:])
    return Ran(child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / PER_MB, last)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure reviewkit on files that nobody should send.")
    parser.add_argument("--mb", type=int, default=100, help="Megabytes of the files that are of a format.")
    parser.add_argument(
        "--seconds", type=int, default=1_200, help="Seconds of computing after which a case is ended."
    )
    parser.add_argument("--only", default="", help="Only the cases whose name or command holds this.")
    parser.add_argument("--reviewkit", default="", help="The executable; otherwise that of this interpreter.")
    given = parser.parse_args()
    command = (given.reviewkit,) if given.reviewkit else (sys.executable, "-m", "reviewkit")
    print(f"\n{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors\n")
    print(
        "| what | command | CPU s | MB | exit | what is said at its end |\n|---|---|---|---|---|---|", flush=True
    )
    is_bounded = True
    with tempfile.TemporaryDirectory(prefix="hostile-") as here:
        example = Path(here) / "example"
        for case in cases(given.mb):
            if given.only not in f"{case.name} {case.words[0]}":
                continue
            with tempfile.TemporaryDirectory(dir=here) as place:
                ran = run(command, case, Path(place), example, given.seconds)
                said = ran.said.replace(place, "").replace("|", "\\|")[-160:]
            words = " ".join(word for word in case.words[:2] if "{" not in word)
            print(
                f"| {case.name} | {words} | {ran.seconds:.1f} | {ran.megabytes:.0f} | {ran.status} | {said} |",
                flush=True,
            )
            is_bounded = is_bounded and ran.is_bounded
    return 0 if is_bounded else 1


if __name__ == "__main__":
    raise SystemExit(main())
