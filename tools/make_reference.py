"""Write docs/commands.md (every command, as the command line describes it) and docs/problems.md (every problem code).

Run it by hand after a change of either; a test compares the pages with what this would write.
"""

from pathlib import Path

from typer.main import get_command

from reviewkit.cli import app
from reviewkit.problem_codes import MEANINGS

DOCS = Path(__file__).parent.parent / "docs"
_HEAD = """\
# Every command, with every option

`-h` or `--help` after any command prints the same. Some options mean the same everywhere: `-C` names
the review folder, `--as` says who you are, `--json` prints for other programs, `--force` replaces files that exist.
"""

_PROBLEMS = """\
# Every problem, by its code

`reviewkit check` prints each problem with file, line and level: a note needs no action, a warning should be looked at,
an error means that a printed number would be wrong. `--json` gives the code as well.
"""


def commands_page() -> str:
    """The text of docs/commands.md."""
    return "\n".join([_HEAD, *_sections(get_command(app), "reviewkit")])


def _sections(command: object, path: str) -> list[str]:
    lines: list[str] = []
    for name, sub in command.commands.items():  # type: ignore[attr-defined]
        if sub.hidden:
            continue
        if hasattr(sub, "commands"):
            lines += [f"## {path} {name}", "", sub.help or "", ""]
            lines += _sections(sub, f"{path} {name}")
        else:
            lines += _section(sub, f"{path} {name}")
    return lines


def _section(command: object, path: str) -> list[str]:
    level = "##" if path.count(" ") == 1 else "###"
    usage = " ".join([path, *(f"{_name(one)}" for one in command.params if one.param_type_name == "argument")])  # type: ignore[attr-defined]
    lines = [f"{level} {usage}", "", (command.help or "").strip(), ""]  # type: ignore[attr-defined]
    rows = [
        f"| `{_name(one)}` | {_escaped(one.help or '')} |"
        for one in command.params  # type: ignore[attr-defined]
        if not getattr(one, "hidden", False) and one.name != "help"
    ]
    return [*lines, "| | |", "|---|---|", *rows, ""] if rows else lines


def _name(parameter: object) -> str:
    if parameter.param_type_name == "argument":  # type: ignore[attr-defined]
        name = parameter.metavar or parameter.name.upper()  # type: ignore[attr-defined]
        return name if parameter.required or name.startswith("[") else f"[{name}]"  # type: ignore[attr-defined]
    return ", ".join(parameter.opts)  # type: ignore[attr-defined]


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def problems_page() -> str:
    """The text of docs/problems.md."""
    rows = [f"| `{code}` | {what} | {do} |" for code, (what, do) in MEANINGS.items()]
    return "\n".join([_PROBLEMS, "| code | what it means | what to do |", "|---|---|---|", *rows, ""])


PAGES = {"commands.md": commands_page, "problems.md": problems_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
