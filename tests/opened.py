"""What a program that opens a file finds in it that could act: `acts` for each kind of file that is written here.

Each function reads the file as other programs do, without our own code, and names what it finds in a line each.
"""

import csv
import io
import json
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
from lxml import etree
from markdown_it import MarkdownIt

# -- a terminal

# What rich writes of its own: colours (but none that hides), a line drawn again, the cursor hidden while it is drawn.
_OWN = re.compile(r"\x1b\[(?:[0-79;]|[1-9][0-9])*m|\x1b\[(?:2K|1A|\?25[lh])|\r")
_STEERING = ("Cc", "Cf", "Cs", "Co", "Cn")


def steering(printed: str) -> list[str]:
    """Characters that could steer a terminal or hide text, beside what rich writes of its own."""
    left = _OWN.sub("", printed)
    return [repr(one) for one in left if one != "\n" and unicodedata.category(one) in _STEERING]


# -- a text for people, in whichever program

_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _that_steers(path: Path) -> Iterator[str]:
    """Control characters and marks that turn the direction of what follows, as `cat` would show them."""
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    yield from (
        f"{found[0]!r} before {text[found.end() : found.end() + 40]!r}" for found in _STEERS.finditer(text)
    )


# -- CSV

_SIGNED_NUMBER = re.compile(r"[+-]\d+(?:[.,]\d+)*\s*\)")


def cells_of(text: str, separator: str) -> Iterator[str]:
    """The cells of a CSV as a program reads them that was told of this separator."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator):
        yield from row


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula: also after blanks and tabs.

    A signed number before a parenthesis that nothing opened is none.
    """
    text = cell.lstrip()
    return text.startswith(tuple("=+-@＝＋－＠")) and not _SIGNED_NUMBER.match(text)


_NUMBER = re.compile(r"-\d+(?:\.\d+)?\Z")


def _in_csv(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    for separator in ",;\t":
        for cell in cells_of(text, separator):
            if is_formula(cell) and not _NUMBER.match(cell):
                yield f"formula with {separator!r}: {cell[:80]!r}"


# -- HTML and SVG

_TAGS_THAT_ACT = {
    *("script", "iframe", "frame", "object", "embed", "applet", "base", "form", "input", "link", "portal"),
    *("foreignobject", "animate", "set", "use", "handler", "img", "video", "audio", "source", "marquee"),
}
_ADDRESSES = {
    "href",
    "src",
    "xlink:href",
    "action",
    "formaction",
    "data",
    "poster",
    "srcdoc",
    "background",
    "ping",
}
_FETCHES = re.compile(r"url\(\s*(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_SCHEME = re.compile(r"\s*(?:https?://|#|/(?!/))|\Z")


class Markup(HTMLParser):
    """What a browser finds in a page that acts or fetches; `allowed` are tags that it has of its own."""

    def __init__(self, text: str, allowed: frozenset[str] = frozenset()) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.allowed = allowed
        self.tag = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        if tag in _TAGS_THAT_ACT - self.allowed:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(f"<{tag} {name}>")
            if name in _ADDRESSES and not _SCHEME.match(value or ""):
                self.found.append(f"<{tag} {name}={value!r}>")
            if name == "style" and _FETCHES.search(value or ""):
                self.found.append(f"<{tag} style={value!r}>")
            if tag == "meta" and name == "http-equiv" and (value or "").casefold() == "refresh":
                self.found.append("<meta refresh>")

    def handle_endtag(self, tag: str) -> None:
        self.tag = ""

    def handle_data(self, data: str) -> None:
        if self.tag == "style" and _FETCHES.search(data):
            self.found.append(f"style: {data[:80]!r}")
        if self.tag == "script" and data.strip():
            self.found.append(f"script: {data[:80]!r}")


def _in_html(path: Path) -> Iterator[str]:
    yield from Markup(path.read_text(encoding="utf-8")).found


def _in_svg(path: Path) -> Iterator[str]:
    _parsed(path.read_bytes())  # raises where it is no XML
    yield from Markup(path.read_text(encoding="utf-8")).found


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


# -- Office

_FIELDS = re.compile(
    r'\s*(?:PAGE|SEQ \w+ \\\* ARABIC|TOC \\o "\d-\d" \\n \\h \\z|REF \w+ \\h|HYPERLINK \\l "\w+")\s*\Z'
)
_PARTS_THAT_ACT = re.compile(
    r"vbaProject|activeX|embeddings|externalLinks|oleObject|\.bin\Z|customUI|connections", re.I
)


def _in_office(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if _PARTS_THAT_ACT.search(name):
                yield f"part {name}"
            if name.endswith((".xml", ".rels", ".vml")):
                for element in _parsed(parts.read(name)).iter(etree.Element):
                    yield from _in_element(name, element)


def _in_element(part: str, element: etree._Element) -> Iterator[str]:
    kind = etree.QName(element).localname
    values = {etree.QName(name).localname: str(value) for name, value in element.attrib.items()}
    instruction = element.text if kind == "instrText" else values.get("instr") if kind == "fldSimple" else None
    if instruction is not None and not _FIELDS.match(instruction):
        yield f"{part}: field {instruction!r}"
    if values.get("TargetMode") == "External" and not values.get("Target", "").startswith("https://"):
        yield f"{part}: external {values.get('Target')!r}"
    if kind in (
        "f",
        "ddeLink",
        "oleLink",
        "control",
        "oleObj",
        "attachedTemplate",
        "hlinkClick",
        "hlinkMouseOver",
    ):
        yield f"{part}: <{kind}> {element.text!r}"


# -- texts with commands in them


def _in_markdown(path: Path) -> Iterator[str]:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
    text = path.read_text(encoding="utf-8")
    yield from re.findall(r"(?<!\\)(?:\\\\)*\{.{0,40}", text)  # attributes and includes, of pandoc and MkDocs
    tokens = reader.parse(text)
    for token in tokens:
        for one in (token, *(token.children or ())):
            if one.type in ("html_block", "html_inline", "image", "fence"):
                yield f"{one.type}: {one.content[:80]!r}"
            if one.type == "link_open" and not str(one.attrs.get("href", "")).startswith(
                ("https://", "http://", "#")
            ):
                yield f"link to {one.attrs.get('href')!r}"


_COMMANDS_THAT_ACT = re.compile(
    r"\\(?:write|input|include|immediate|openin|openout|read|csname|catcode|def|let|special|directlua|usepackage)\b"
)


def _in_latex(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    body = text[text.index("% The table begins here.") :]
    for found in _COMMANDS_THAT_ACT.finditer(body):
        yield f"{found[0]}: {body[found.start() : found.end() + 40]!r}"
    if "^^" in body:
        yield "^^"
    if body.count("\\end{document}") != 1 or not body.rstrip().endswith("\\end{document}"):
        yield "it ends before its end"


_MERMAID = (
    re.compile(
        r"flowchart (?:TD|LR)|%% n\d+ = [\w.:-]+|"
        r"acc(?:Title|Descr): [\w ,.()=:–-]*|classDef \w+ [\w#:,]+|n\d+ --> n\d+|"
    ),
    re.compile(r'(?:n\d+|draft|note\d+)\["(?:[\w\s,.()=:–-]|#\d+;|<br/>)*"\](?::::note)?'),
)


def _in_mermaid(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not any(shape.fullmatch(line) for shape in _MERMAID):
            yield f"line {line[:100]!r}"


def _in_drawio(path: Path) -> Iterator[str]:
    for element in _parsed(path.read_bytes()).iter(etree.Element):
        for name, value in element.attrib.items():
            if name in ("link", "placeholders") or (name == "style" and _FETCHES.search(str(value))):
                yield f"{name}={value[:80]!r}"
            if name in ("value", "label"):
                yield from Markup(str(value)).found


_NAMES_THAT_ACT = ("/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles", "/SubmitForm")


def _in_pdf(path: Path) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        yield from pdf.check_pdf_syntax()
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                yield from (name for name in _NAMES_THAT_ACT if name in thing)
                if "/URI" in thing and not str(thing.URI).startswith(("https://", "http://")):
                    yield f"link to {thing.URI}"


# -- records, for other programs

NOBODY = "A record of nobody"


def _in_ris(path: Path) -> Iterator[str]:
    for line in path.read_bytes().decode("utf-8").splitlines():
        if re.match(rf"(?:TI|T1) +- {NOBODY}", line):
            yield f"a record that nobody exported: {line!r}"


def _in_refer(path: Path) -> Iterator[str]:
    for line in path.read_bytes().decode("utf-8").splitlines():
        if line.startswith(f"%T {NOBODY}"):
            yield f"a record that nobody exported: {line!r}"


def _in_bibtex(path: Path) -> Iterator[str]:
    text = path.read_bytes().decode("utf-8")
    if re.search(r"(?m)^@article\{nobody", text):
        yield "a record that nobody exported"
    yield from re.findall(r"\\(?!-\{\}|[&%$#_~^])\w+|\^\^.{0,9}", text)
    if re.sub(r"[^{}]", "", text).count("{") != text.count("}"):
        yield "braces that do not close"


def _in_json(path: Path) -> Iterator[str]:
    json.loads(path.read_bytes().decode("utf-8"))
    yield from ()


def _in_lines(path: Path) -> Iterator[str]:
    for line in path.read_bytes().decode("utf-8").split("\n"):
        if line and "fields" not in json.loads(line):
            yield f"line {line[:80]!r}"


def _in_project(path: Path) -> Iterator[str]:
    """A project of REFI-QDA, or its codebook: XML alone, or in a zip with the sources."""
    if not zipfile.is_zipfile(path):
        _parsed(path.read_bytes())
        return
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith(("/", "\\")) or ".." in name.split("/") or ":" in name:
                yield f"part {name!r}"
            if name.endswith((".qde", ".qdc", ".xml")):
                _parsed(parts.read(name))


_AS_GIVEN = re.compile(r"(?:.*/)?(?:searches|texts)/|.*\.jsonl\Z")  # exports, full texts and logs stay as they are


def _in_bundle(path: Path) -> Iterator[str]:
    """A zip of files: its names stay in it, and each file that was made for people is opened."""
    with zipfile.ZipFile(path) as parts, tempfile.TemporaryDirectory() as folder:
        for name in parts.namelist():
            if name.startswith(("/", "\\")) or ".." in name.split("/") or ":" in name:
                yield f"part {name!r}"
            ending = name.rpartition(".")[2]
            if ending in _BY_ENDING and not _AS_GIVEN.match(name):
                copy = Path(folder) / f"part.{ending}"
                copy.write_bytes(parts.read(name))
                yield from (f"{name}: {what}" for what in acts(copy))


_BY_ENDING: dict[str, Callable[[Path], Iterator[str]]] = {
    "csv": _in_csv,
    "html": _in_html,
    "svg": _in_svg,
    "xlsx": _in_office,
    "docx": _in_office,
    "pptx": _in_office,
    "md": _in_markdown,
    "tex": _in_latex,
    "mmd": _in_mermaid,
    "drawio": _in_drawio,
    "pdf": _in_pdf,
    "png": lambda path: iter(()),  # dots
    "ris": _in_ris,
    "enw": _in_refer,
    "bib": _in_bibtex,
    "json": _in_json,
    "jsonl": _in_lines,
    "qdpx": _in_project,
    "qdc": _in_project,
    "zip": _in_bundle,
}


# Of these no character steers; RIS, JSON and JSONL keep every one, so that nothing is lost.
_READ_AS_TEXT = {"csv", "html", "svg", "md", "tex", "mmd", "drawio", "enw", "bib"}


def acts(path: Path) -> list[str]:
    """What in a file acts, in the program that opens files of its ending."""
    ending = path.suffix.removeprefix(".")
    steers = _that_steers(path) if ending in _READ_AS_TEXT else ()
    return [*steers, *_BY_ENDING[ending](path)]
