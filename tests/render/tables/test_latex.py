"""A LaTeX document in which nothing of a stranger acts, and that the programs of LaTeX make a PDF of."""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer

from reviewkit.render.tables.latex import as_latex
from reviewkit.render.tables.table import Table
from tests.render.samples import CELLS, GRID, HOSTILE, LIST, tables

# What a text may become: signs that stand for one letter, and nothing that reads, writes or defines.
_LETTERS = {
    "textbackslash": "\\", "textasciicircum": "^", "textasciitilde": "~", "textless": "<", "textgreater": ">",
    "textbar": "|", "textquotedbl": '"', "textquotesingle": "'", "textasciigrave": "`", "nl": "\n", "enspace": " ",
    "quad": " ", "allowbreak": "",
}  # fmt: skip
_TOKENS = re.compile(
    r"\\(?P<sign>[{}$&#_%])|\\(?P<thin>,)|\\(?P<soft>-)|\\hspace\{(?P<no_room>0pt)\}|\\uni\{(?P<number>[0-9A-F]+)\}"
    r"|\\ensuremath\{(?:\\(?P<maths>[A-Za-z]+)|(?P<minus>-))\}|\\mbox\{(?P<hyphen>-)\}|\\barred\{(?P<barred>[tT])\}"
    r"|\\(?P<letter>[A-Za-z]+)(?:\{\}|[ \n])|\{(?P<bracket>[\[\]*])\}|(?P<nothing>\{\})|(?P<space>[ \n])|(?P<tie>~)"
    r"|(?P<plain>[^\\{}$&#_%^~<>|\"'`*\[\] \n])"
)


def read(source: str) -> str:
    """What TeX prints of the source of a cell. A sign that could act is no token, and fails."""
    found, at = [], 0
    while at < len(source):
        token = _TOKENS.match(source, at)
        assert token, f"this could act: {source[at : at + 40]!r}"
        at = token.end()
        groups = token.groupdict()
        if groups["letter"]:
            found.append(_LETTERS[groups["letter"]])
            at += len(source[at:]) - len(source[at:].lstrip(" \n")) if groups["letter"] == "nl" else 0
        elif groups["number"]:
            found.append(chr(int(groups["number"], 16)))
        elif groups["maths"]:
            found.append("·")
        elif groups["thin"] or groups["tie"] or groups["space"]:
            found.append(" ")
        elif groups["soft"]:
            found.append("\u00ad")
        elif groups["no_room"]:
            found.append("\u200b")
        else:
            kept = ("sign", "minus", "hyphen", "barred", "bracket", "plain")
            found.append(next((groups[name] for name in kept if groups[name]), ""))
    return "".join(found)


def as_printed(text: str) -> str:
    """What is left of a text on paper: its letters and signs, spaces all alike, and the numbers of what is hidden."""
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", unicodedata.normalize("NFC", text))
    return "".join(_as_printed(letter) for letter in text)


def _as_printed(letter: str) -> str:
    if letter in "\n\u00ad\u200b":
        return letter
    if letter == "\t" or unicodedata.category(letter) == "Zs":
        return " "
    if unicodedata.category(letter).startswith("C"):
        return f"[U+{ord(letter):04X}]"
    return {"−": "-", "‐": "-", "‑": "-", "‒": "–", "―": "—", "ŧ": "t", "Ŧ": "T"}.get(letter, letter)


def same(printed: str, text: str) -> bool:
    """Whether they are the same, where `·` stands for a letter that is drawn as mathematics."""
    expected = as_printed(text)
    return len(printed) == len(expected) and all(
        one in (other, "·") for one, other in zip(printed, expected, strict=True)
    )


def cells_of(source: str) -> list[list[str]]:
    """The sources of the cells, row by row: the header once, then the body."""
    body = source.partition("\\endfirsthead\n")[2].partition("\\end{longtable}")[0]
    lines = re.sub(r"(?m)^\\(?:toprule|midrule|bottomrule|endhead|endfoot|addlinespace)\n", "", body)
    return [row.split(" &\n") for row in re.split(r" ?\\\\\n", lines)[:-1]]


def unbold(cell: str) -> str:
    bold = re.fullmatch(r"\{\\bfseries[ \n](.*)\}", cell, re.DOTALL)
    return bold[1] if bold else cell


EVERY_SIGN = "\\ { } $ & # ^ _ % ~ < > \" ' ` | [x] *y -- --- ,, !` ?` << >> \\input{/etc/passwd} \\end{longtable}"


# Of more lines than these a page has no room, and the text goes on in a row below.
SHORT = (CELLS | st.text("\\{}$&#^_%~<>\"'`|[]*-, \n\t", max_size=60)).filter(
    lambda text: len(text.splitlines()) < 15
)


@given(text=SHORT)
@example(text=EVERY_SIGN)
@example(text="\\\\[1cm]\n\n * [x] \n")
@example(text="%\n\\write18{rm}^^5cinput x")
@example(text="a" * 31 + "\\" + "{" * 40)
def test_no_sign_of_a_text_acts_wherever_it_stands(text: str) -> None:
    source = as_latex(Table(text, (text, "b"), ((text, text),), foot=(text, ""), notes=(text,)))
    for row in cells_of(source):
        for cell in row:
            assert same(read(unbold(cell)), text) or cell in ("", "b", "{\\bfseries b}")
    note = source.partition("\\end{longtable}\n")[2].partition("\\par\n% The table ends here.")[0]
    assert same(read(note), text)
    caption = source.partition("\\caption*{\\raggedright {\\bfseries")[2].partition("}}\\\\\n\\toprule")[0]
    assert same(read(caption.strip(" \n")).strip(), " ".join(text.split())) or not text.strip()


@given(
    tables().filter(
        lambda table: all(len(cell.splitlines()) < 15 for row in (table.head, *table.body) for cell in row)
    )
)
def test_every_cell_is_there_in_its_row(table: Table) -> None:
    rows = cells_of(as_latex(table))
    for row, cells in zip(rows, (table.head, *table.body), strict=True):
        assert all(same(read(unbold(one)), cell) for one, cell in zip(row, cells, strict=True))


def test_the_header_comes_again_on_every_page_and_notes_stand_below() -> None:
    source = as_latex(GRID)
    head = source.index("\\endfirsthead")
    assert source.count("{\\bfseries Studie}") == 2
    assert source.index("{\\bfseries Studie}") < head < source.rindex("{\\bfseries Studie}")
    assert (
        source.rindex("{\\bfseries Studie}") < source.index("\\endhead") < source.index("{\\bfseries Berg (2020)}")
    )
    assert source.index("\\end{longtable}") < source.index("tema funnet")


def test_columns_of_marks_stand_in_the_middle_and_all_fill_the_page() -> None:
    (columns,) = re.findall(r"\\begin\{longtable\}\{(.*)\}\n", as_latex(GRID))
    assert columns.count("\\hspace{0pt}") == 4
    assert re.findall(r"\\(raggedright|centering)", columns) == ["raggedright", *["centering"] * 3]
    assert sum(map(float, re.findall(r"\\col\{([0-9.]+)\}", columns))) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize(("language", "name"), [("nb", "norsk"), ("nn", "nynorsk"), ("en", "british")])
def test_words_are_divided_as_in_the_language_of_the_table(language: str, name: str) -> None:
    assert f"\\usepackage[{name},shorthands=off]{{babel}}" in as_latex(Table("c", ("a",), (), language=language))
    assert "babel" not in as_latex(Table("c", ("a",), (), language="sv"))


def test_no_line_of_the_source_is_longer_than_TeX_reads() -> None:  # noqa: N802
    source = as_latex(Table("c", ("a", "b"), (("x" * 300_000, "word " * 60_000),)))
    assert max(map(len, source.splitlines())) < 400


@pytest.mark.parametrize("cell", ["many words " * 900, "line\n" * 90, "x" * 6000, "a\n\nb " * 300], ids=len)
def test_a_text_that_is_longer_than_a_page_goes_on_in_the_next_row(cell: str) -> None:
    rows = cells_of(
        as_latex(Table("c", ("Study", "Findings"), (("Berg", cell), ("Dahl", "short")), row_heads=True))
    )
    parts = [unbold(row[1]) for row in rows[1:-1]]
    assert len(parts) > 1
    assert [unbold(row[0]) for row in rows[1:]] == ["Berg", *[""] * (len(parts) - 1), "Dahl"]
    assert "".join("".join(map(read, parts)).split()) == "".join(cell.split())


def test_a_table_with_more_columns_than_fit_on_a_page_is_written() -> None:
    table = Table("c", ("Study", *["x"] * 79), (("Berg", *["a few words"] * 79),))
    assert as_latex(table).count("a few words") == 79


def test_a_draft_is_marked_in_the_caption() -> None:
    assert "{\\bfseries DRAFT. c}" in as_latex(Table("c", ("a",), (), draft="DRAFT"))


def test_letters_that_the_fonts_do_not_have_are_named_by_their_numbers() -> None:
    assert "\\uni{4E2D}" in as_latex(Table("c", ("a",), (("中",),)))
    assert "{[}U+202E{]}" in as_latex(Table("c", ("a",), (("\u202e",),)))
    assert "Ærlig ŋ \\barred{t}" in as_latex(Table("c", ("a",), (("Ærlig ŋ ŧ",),)))


PROGRAMS = [name for name in ("pdflatex", "lualatex", "xelatex", "tectonic") if shutil.which(name)]
EVERYTHING = "".join(chr(number) for number in range(1, 0x2700) if not 0xD800 <= number < 0xE000)
HARD = Table(
    EVERYTHING[:400],
    (EVERY_SIGN, "b"),
    tuple((EVERYTHING[at : at + 300], EVERY_SIGN) for at in range(0, len(EVERYTHING), 300)),
    foot=("[x]", "* \n"),
    notes=("\n\n", EVERY_SIGN, ""),
    row_heads=True,
    language="nb",
)
LONG = Table(
    "Long texts",
    ("Study", "Aim", "A heading of several words that needs lines of its own", "Results"),
    tuple(
        (
            f"Berg et al. ({year})",
            "aim " * 40,
            "some words and more " * length,
            "hjemmetjenesten er viktig " * 7 * length,
        )
        for year, length in ((2020, 5), (2021, 60), (2022, 2))
    ),
    row_heads=True,
    language="nb",
)
EMPTY = Table("", ("",), (("",), ("\n",), ("\n \n",), ("",)), notes=("", "\n"))


def compiled(program: str, table: Table, folder: Path) -> Path:
    """The PDF that a program makes of a table without an error."""
    (folder / "table.tex").write_text(as_latex(table), encoding="utf-8")
    options = [] if program == "tectonic" else ["-interaction=nonstopmode", "-halt-on-error"]
    ran = subprocess.run([program, *options, "table.tex"], cwd=folder, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout.decode("utf-8", "replace")[-2000:]
    return folder / "table.pdf"


needs_latex = pytest.mark.skipif(not PROGRAMS, reason="needs pdflatex, lualatex, xelatex or tectonic")


@needs_latex
@pytest.mark.parametrize(
    "table", [GRID, LIST, HOSTILE, HARD, EMPTY], ids=["grid", "list", "hostile", "hard", "empty"]
)
def test_LaTeX_makes_a_PDF_of_it_without_an_error(table: Table, tmp_path: Path) -> None:  # noqa: N802
    for program in PROGRAMS:
        assert compiled(program, table, tmp_path).read_bytes().startswith(b"%PDF")


@needs_latex
def test_no_text_is_below_the_foot_of_a_page(tmp_path: Path) -> None:
    path = compiled(PROGRAMS[0], LONG, tmp_path)
    assert min(box.y0 for page in extract_pages(path) for box in page if isinstance(box, LTTextContainer)) > 0
