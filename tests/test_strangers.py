"""Text of strangers reaches each output through one place, read from the source: nobody can go past it by forgetting.

What these places do is tested where they are (test_safe.py, test_shared.py, the writers), and that nothing acts after
all in tests/faults/test_payloads.py.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "reviewkit"
TERMINAL = {"commands/shared.py"}
SAFE = {"safe.py"}

# What writes, asks or escapes as it is told, and the modules that may use it.
ONLY_IN = {
    "print": set(),
    "input": set(),
    "typer.echo": TERMINAL | {"cli.py"},  # cli: the version
    "typer.secho": set(),
    "typer.style": set(),
    "typer.prompt": TERMINAL,
    "typer.confirm": TERMINAL,
    "typer.getchar": TERMINAL,
    "typer.progressbar": set(),
    "rich": TERMINAL | {"render/terminal.py"},
    "click": set(),
    "reviewkit.safe.Coloured": TERMINAL | {"render/terminal.py"},
    "csv.writer": SAFE,
    "csv.DictWriter": set(),
    "html.escape": SAFE | {"exchange/zotero.py"},  # zotero: what its own importer unescapes
    "xml.sax.saxutils": set(),
    "markupsafe.Markup": {"page/shown.py", "page/views/figures.py"},  # shown: to leave alone what is one
    "markupsafe.escape": set(),
    "xlsxwriter.Workbook": {"render/tables/xlsx.py"},
}

# What puts a text into a file of Office, where it is among the arguments, and what makes the text harmless.
GETS_FROM = {
    "write_string": (2, "cell_text"),
    "write_comment": (2, "cell_text"),
    "add_paragraph": (0, "xml_characters"),
    "add_run": (0, "xml_characters"),
    "add_heading": (0, "xml_characters"),
}
NEVER_CALLED = {"write", "write_formula", "write_array_formula", "write_url", "write_rich_string", "write_row"}

# Numbers and colours of ours, which an f-string with a tag in it takes as they are.
OURS = {"ink", "fill", "paper", "ascent", "descent", "capitals", "marks", "about", "site", "anchor"}
TAG = re.compile(r"<[A-Za-z/!?]")


@cache
def modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def names_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that a module uses, in full, as the import says: `echo` of `from typer import echo` is typer.echo."""
    imported: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                imported[one.asname or one.name.partition(".")[0]] = (
                    one.name if one.asname else one.name.partition(".")[0]
                )
                yield node.lineno, one.name
        elif isinstance(node, ast.ImportFrom):
            for one in node.names:
                imported[one.asname or one.name] = f"{node.module}.{one.name}"
                yield node.lineno, f"{node.module}.{one.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, dot, rest = ast.unparse(node).partition(".")
            yield node.lineno, f"{imported.get(first, first)}{dot}{rest}"


@cache
def used_names() -> dict[str, list[tuple[int, str]]]:
    return {module: list(names_in(tree)) for module, tree in modules().items()}


def is_of(name: str, door: str) -> bool:
    return name == door or name.startswith(f"{door}.")


@pytest.mark.parametrize("door", ONLY_IN)
def test_what_writes_as_it_is_told_is_used_in_one_place(door: str) -> None:
    found = {
        (module, line)
        for module, names in used_names().items()
        if module not in ONLY_IN[door]
        for line, name in names
        if is_of(name, door)
    }
    assert not found, "its text would not be made harmless; use commands/shared, safe or render/tables/xlsx"


def calls_in_render() -> Iterator[tuple[str, ast.Call, str]]:
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if (
                module.startswith("render/")
                and isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
            ):
                yield module, node, node.func.attr


@pytest.mark.parametrize("name", GETS_FROM)
def test_what_goes_into_a_file_of_office_is_made_harmless_there(name: str) -> None:
    place, maker = GETS_FROM[name]
    calls = [(module, call) for module, call, called in calls_in_render() if called == name]
    assert calls
    for module, call in calls:
        if len(call.args) > place:
            assert ast.unparse(call.args[place]).startswith(f"{maker}("), f"{module}:{call.lineno}"


def test_nothing_is_written_that_a_spreadsheet_takes_for_more_than_text() -> None:
    assert [f"{module}:{call.lineno}" for module, call, name in calls_in_render() if name in NEVER_CALLED] == []


NAMES_OF_FILES = re.compile(r"(?:\w+\.)*(?:path|file|target|output|folder|root|log)")


def test_the_name_of_a_file_cannot_begin_a_line_of_a_message() -> None:
    found = [
        f"{module}:{node.lineno}: {ast.unparse(piece.value)}"
        for module, tree in modules().items()
        if module.startswith("commands/")
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and len(node.values) > 1
        for piece in node.values
        if isinstance(piece, ast.FormattedValue)
        and piece.conversion == -1
        and NAMES_OF_FILES.fullmatch(ast.unparse(piece.value))
    ]
    assert found == ["commands/groups.py:87: path"], "use in_line; groups: the path of a command"


def raw_values(text: ast.JoinedStr) -> Iterator[str]:
    """The values of an f-string that go into it as they were read from a value of the model."""
    for piece in text.values:
        if isinstance(piece, ast.FormattedValue):
            yield from _raw(piece.value)


def _raw(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Attribute():
            yield value.attr
        case ast.IfExp():
            yield from (*_raw(value.body), *_raw(value.orelse))
        case ast.BoolOp():
            for one in value.values:
                yield from _raw(one)
        case ast.Subscript():
            yield from _raw(value.value)
        case ast.JoinedStr():
            yield from raw_values(value)


def has_tag(text: ast.JoinedStr) -> bool:
    return any(isinstance(one, ast.Constant) and TAG.search(str(one.value)) for one in text.values)


def test_no_text_of_the_model_goes_into_markup_as_it_is() -> None:
    found = [
        f"{module}:{node.lineno}: {name}"
        for module, tree in modules().items()
        if module.startswith("render/")
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and has_tag(node)
        for name in raw_values(node)
        if name not in OURS
    ]
    assert not found, "use html_text, xml_content or xml_attribute of safe.py"


TEMPLATES = sorted((PACKAGE / "page" / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_turns_escaping_off(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|\bMarkup\b|javascript:|<[^>{]*\son[a-z]+=", text)


@pytest.mark.parametrize(
    ("source", "door"),
    [
        ("import typer\ntyper.echo(title)", "typer.echo"),
        ("from typer import echo\necho(title)", "typer.echo"),
        ("from typer import echo as say\nsay(title)", "typer.echo"),
        ("import typer as t\nt.confirm(title)", "typer.confirm"),
        ("def f():\n    from rich.console import Console\n    Console().print(title)", "rich"),
        ("print(title)", "print"),
        ("import csv\ncsv.writer(out)", "csv.writer"),
    ],
)
def test_these_tests_see_who_goes_past(source: str, door: str) -> None:
    assert any(is_of(name, door) for _, name in names_in(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "f'<b>{record.title}</b>'",
        "f'<b>{a or record.title}</b>'",
        "f'<b>{record.title if x else y}</b>'",
        "f'<b>{record.title[0]}</b>'",
    ],
)
def test_these_tests_see_a_text_that_goes_into_markup(source: str) -> None:
    text = ast.parse(source, mode="eval").body
    assert isinstance(text, ast.JoinedStr)
    assert has_tag(text)
    assert "title" in [*raw_values(text)]


def test_a_command_to_copy_gets_the_name_of_a_file_from_one_place() -> None:
    """Quotation marks around a name are no protection: `in_command` puts them, and looks at the name."""
    named = re.compile(r"""(?:reviewkit|cd) [A-Za-z -]*(?:"\{|\{(?:path|output|folder|shown|str\())""")
    found = {name for name, tree in modules().items() if named.search(ast.unparse(tree).replace('\\"', '"'))}
    for name, tree in modules().items():
        for call in ast.walk(tree):
            if (
                isinstance(call, ast.Call)
                and ast.unparse(call.func) == "message"
                and "{file}" in _command_in(call)
            ):
                given = next(one.value for one in call.keywords if one.arg == "file")
                found |= set() if ast.unparse(given).startswith("in_command(") else {name}
    assert found == set()


def _command_in(call: ast.Call) -> str:
    """What a message says from the first command of ours that it offers."""
    return ast.unparse(call.args[0]).partition(" reviewkit ")[2]
