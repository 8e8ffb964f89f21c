"""searches: the history that a database printed becomes the lines of a search; searches that were run again."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, Why, echo, echo_json, opened, report_problems
from reviewkit.words import number_of


def add_to(app: typer.Typer) -> None:
    """Add the commands to the group `searches`."""
    app.command()(history)
    app.command()(reruns)
    app.command()(lint)


def history(
    file: Annotated[
        Path,
        typer.Argument(help="The history as text, CSV or HTML, as the database saved it; - for pasted text."),
    ],
    source: Annotated[str, typer.Option("--source", "-s", help="The name of the search, such as cinahl.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="In the place of the lines that the search has.")
    ] = False,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Read a search history into searches.yaml: each line with its number, query, limits and hits, to the letter.

    Of EBSCOhost, Ovid, ProQuest, Web of Science, PubMed, Scopus, Embase.com or the Cochrane Library.
    """
    from reviewkit.actions.histories import history_in, history_pasted, import_history

    is_pasted = str(file) == "-"
    text = history_pasted(sys.stdin.buffer) if is_pasted else history_in(file)
    read = import_history(opened(folder), as_, source, text, replace, note, "" if is_pasted else str(file))
    lines = read.source.lines
    report_problems(read.problems)
    if as_json:
        from reviewkit.render import json

        echo_json(
            {
                "source": source,
                "platform": read.source.platform,
                "date": read.source.date or None,
                "lines": len(lines),
                "hits": read.source.hits,
                "events": list(read.ids),
                "problems": [json.problem(problem) for problem in read.problems],
            }
        )
        return
    if not read.ids:
        echo("searches.yaml says so already; nothing was changed")
        return
    where = f" of {read.source.platform}" if read.source.platform else ""
    echo(
        f"{source}: {number_of(len(lines), 'line')} of a search history{where}, the last with "
        f"{'no hits shown' if lines[-1].hits is None else number_of(lines[-1].hits, 'hit')}; to undo this: "
        f"reviewkit undo {' '.join(read.ids)}"
    )


def reruns(folder: Folder = HERE, as_json: Json = False) -> None:
    """Show the searches that were run again (`rerun_of` in searches.yaml) beside the first time: hits, records, what is
    new."""
    found = opened(folder).review.search_reruns
    if as_json:
        from reviewkit.render import json_question

        echo_json([json_question.rerun(one) for one in found])
        return
    if not found:
        echo("No search was run again. The entry of one that was says so in searches.yaml: `rerun_of: cinahl`")
    for one in found:
        first, again = one.first, one.again
        echo(
            f"{again.name} ({again.date or 'no date'}): {_hits(again.hits)}, "
            f"{number_of(one.records, 'record')} imported, {number_of(one.new, 'report')} not in an earlier run"
        )
        echo(f"  {first.name} ({first.date or 'no date'}): {_hits(first.hits)}, {one.records_first} imported")


def lint(
    source: Annotated[str, typer.Argument(help="Only this search, such as cinahl.")] = "",
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Check the queries of EBSCOhost, PubMed and Web of Science: parentheses, fields, which operator comes first.

    It takes the extra `search` (pip install 'scoping-reviewkit[search]'). What it says is advice, and changes nothing.
    """
    from reviewkit.actions.query_lint import lint_queries

    linted = lint_queries(opened(folder).review, source)
    if as_json:
        echo_json(
            {
                "lines": linted.lines,
                "skipped": list(linted.skipped),
                "findings": [
                    {
                        "source": one.source,
                        "number": one.number,
                        "path": one.place.path,
                        "line": one.place.line,
                        "serious": one.finding.serious,
                        "code": one.finding.code,
                        "label": one.finding.label,
                        "message": one.finding.message,
                    }
                    for one in linted.findings
                ],
            }
        )
        return
    for one in linted.findings:
        word = "error" if one.finding.serious else "note"
        echo(f"{one.place}: {word}: {one.source}, line {one.number}: {one.finding.message} ({one.finding.label})")
    unknown = f"; not checked: {', '.join(linted.skipped)}" if linted.skipped else ""
    echo(f"{number_of(linted.lines, 'line')} checked, {number_of(len(linted.findings), 'remark')}{unknown}")


def _hits(hits: int | None) -> str:
    return "hits not stated" if hits is None else str(number_of(hits, "hit"))
