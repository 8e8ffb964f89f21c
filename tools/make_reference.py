"""Write docs/commands.md (every command, as the command line describes it), docs/problems.md (every problem code) and
docs/matching.md (every rule of the deduplication).

Run it by hand after a change of any; a test compares the pages with what this would write.
"""

from pathlib import Path

from typer.main import get_command

from reviewkit.cli import app
from reviewkit.matching import rules
from reviewkit.matching.rules.rule import Rule
from reviewkit.problem_codes import MEANINGS
from reviewkit.words import Verdict

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


_MATCHING = """\
# Every rule of the deduplication, by its code

Two records are compared by the rules below, from the top; the first that holds answers. Its code and sentence are in
`reviewkit dedupe explain`, in the log, and beside each possible duplicate. What a rule keeps apart is looked at once
more by U21 to U24. A rule that joins gives way to any of the first group. The C rules are asked of two records that a
chain of joins would bring together. [deduplication.md](deduplication.md) tells how the rules were measured. The numbers
in a reason name the pair that set a threshold, or what moving it would change in the labelled sets.
"""
_GROUPS = {
    "V": "What holds back a join",
    "I": "One row that was exported twice",
    "K": "Reports of different kinds",
    "N": "Numbers in titles",
    "D": "Identifiers",
    "P": "Place: volume, issue and pages",
    "W": "Words: title, authors and abstract",
    "U": "Uncertain",
    "C": "Chains",
}
_DOES = {Verdict.SAME: "joins", Verdict.UNSURE: "asks a person"}


def matching_page() -> str:
    """The text of docs/matching.md."""
    lines = [_MATCHING]
    for letter, title in _GROUPS.items():
        lines += [f"## {letter}: {title}", ""]
        for rule in rules.RULES:
            if rule.code.startswith(letter):
                lines += [
                    f"### {rule.code}",
                    "",
                    f"**{_sentence(rule)}** ({_does(rule)}). {_escaped(rule.why)}",
                    "",
                ]
    return "\n".join(lines)


def _sentence(rule: Rule) -> str:
    """The sentence of a rule, with what is filled in for each pair in general words."""
    return _escaped(
        rule.says.format(
            identifier="DOI or PubMed id", notice="editorial or comment", marked="only one is marked as a notice"
        )
    )


def _does(rule: Rule) -> str:
    if rule.keeps_apart:
        return "keeps apart"
    if rule.relation is None:
        return _DOES[rule.verdict]
    return "links by the notice" if callable(rule.relation) else f"links as {rule.relation.value}"


PAGES = {"commands.md": commands_page, "problems.md": problems_page, "matching.md": matching_page}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
