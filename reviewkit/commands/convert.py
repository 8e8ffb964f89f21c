"""convert and lint: exports converted from one format to another, and checked for problems."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import Force, Json, echo, echo_json, may_replace, warn, with_spinner
from reviewkit.errors import Level, ReviewkitError
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reviewkit.errors import Problem
    from reviewkit.lint import Finding
    from reviewkit.model import Record

_MOST_TAGS = 12  # of those that a format cannot hold, in a message
FormatName = Annotated[str, typer.Option("--format", help="The format of the input; detected if not given.")]


def convert(
    files: Annotated[
        list[Path], typer.Argument(metavar="IN... OUT", help="One or more exports, then the file to write.")
    ],
    input_format: FormatName = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Convert exports to one file. The file extension chooses its format: .ris .jsonl .csv .bib .json .enw"""
    from reviewkit.formats.writers import WRITERS, not_written
    from reviewkit.store import exports

    if len(files) < 2:
        raise typer.BadParameter("name the files to read, and then the file to write")
    *sources, target = files
    ending = target.suffix.lstrip(".").casefold()
    if ending not in WRITERS:
        raise ReviewkitError(
            f"{in_line(target)}: the file name must end with one of: {', '.join('.' + name for name in WRITERS)}"
        )
    if target.exists() and target.resolve() in [source.resolve() for source in sources]:
        raise ReviewkitError(f"{in_line(target)}: this is one of the files to read. Choose another file to write.")
    may_replace(target, force)
    problems: list[Problem] = []
    counts = dict.fromkeys(map(str, sources), 0)
    left_out: Counter[str] = Counter()

    def records() -> "Iterator[Record]":
        for source in sources:
            for record in exports.stream(source, problems, input_format, raw=ending == "ris"):
                counts[str(source)] += 1
                left_out.update(not_written(record, ending))
                yield record

    with_spinner(f"writing {in_line(target)}", lambda: exports.write(target, WRITERS[ending](records())))
    if as_json:
        told = [str(problem) for problem in problems]
        echo_json({"written": str(target), "records": counts, "not_written": dict(left_out), "problems": told})
    else:
        _print_converted(target, counts, problems)
        _print_left_out(target, left_out)
    if any(problem.level is Level.ERROR for problem in problems):
        raise typer.Exit(1)


def _print_converted(target: Path, counts: dict[str, int], problems: "list[Problem]") -> None:
    for name, count in counts.items():
        echo(f"{name}: {number_of(count, 'record')}")
    for problem in problems[:20]:
        warn(f"{problem.level}: {problem}")
    if len(problems) > 20:
        warn(f"... and {len(problems) - 20} more (reviewkit lint lists them all)")
    echo(f"wrote {in_line(target)}: {number_of(sum(counts.values()), 'record')}")


def _print_left_out(target: Path, left_out: "Counter[str]") -> None:
    """What the format of the file cannot hold, by tag with the number of records that have it."""
    if not left_out:
        return
    most = left_out.most_common(_MOST_TAGS)
    named = ", ".join(f"{tag} ({number_of(count, 'record')})" for tag, count in most)
    more = f" and {len(left_out) - _MOST_TAGS} more" if len(left_out) > _MOST_TAGS else ""
    warn(
        f"note: {target.suffix} files have no place for {named}{more}. Convert to .jsonl or .ris to keep everything"
    )


def lint(
    files: Annotated[list[Path], typer.Argument(help="Exports in any format.")],
    input_format: FormatName = "",
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Also write NAME.fixed.ris, with everything fixed that needs no guessing."),
    ] = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF for editors.")] = False,
    ignore: Annotated[str, typer.Option("--ignore", help="Codes to ignore, separated by commas.")] = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Check exports for problems. Each line is file:line:column: CODE message; docs/rules explains the codes."""
    from reviewkit import limits
    from reviewkit import lint as linter
    from reviewkit.store import exports

    ignored = {code.strip().upper() for code in ignore.split(",") if code.strip()}
    if unknown := ignored - set(linter.RULES):
        raise ReviewkitError(
            f"unknown rule in --ignore: {', '.join(sorted(unknown))}. The rules are listed in docs/rules."
        )
    found: list[linter.Finding] = []
    for file in files:
        with exports.open_bytes(file, limits.EXPORT) as export:
            linted = linter.lint(export, str(file), input_format)
            found += [one for one in (*linted.findings, *linted.notes) if one.code not in ignored]
            if fix and linted.is_fixable:
                target = file.with_name(f"{file.stem}.fixed.ris")
                may_replace(target, force)
                exports.write(target, linter.fixed(export, str(file), input_format))
                warn(f"wrote {in_line(target)}")
    wrong = [finding for finding in found if not linter.RULES[finding.code].note]
    if sarif:
        echo_json(linter.sarif(found))
    elif as_json:
        echo_json([_as_json(finding) for finding in found])
    else:
        for finding in found:
            echo(str(finding))
        fixable = sum(linter.RULES[finding.code].fixable for finding in found)
        echo(
            number_of(len(wrong), "finding")
            + (f", {fixable} can be fixed with --fix" if fixable and not fix else "")
            + (f"; {number_of(notes, 'note')}" if (notes := len(found) - len(wrong)) else "")
        )
    if wrong:
        raise typer.Exit(1)


def _as_json(finding: "Finding") -> dict[str, object]:
    return {
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.column,
        "code": finding.code,
        "message": finding.message,
    }
