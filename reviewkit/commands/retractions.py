"""What `check --retractions FILE` prints: the records of a review that a list of retracted articles is about."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reviewkit.commands.shared import echo, echo_json, opened, with_spinner
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.retractions import Checked
    from reviewkit.errors import Problem


def print_retractions(folder: Path, file: Path, as_json: bool) -> None:
    """Print what a list says of the review. The exit status is 1 where an included report was retracted."""
    from reviewkit.actions.retractions import check_retractions
    from reviewkit.render import json_retractions

    review = opened(folder).review
    checked = with_spinner(f"comparing with {in_line(file)}", lambda: check_retractions(review, file))
    if as_json:
        echo_json(json_retractions.checked(checked))
    else:
        _print(checked)
    if checked.included_is_retracted:
        raise typer.Exit(1)


def _print(checked: "Checked") -> None:
    for problem in (*(one.problem for one in checked.found), *checked.marked, *checked.problems):
        _print_problem(problem)
    if checked.found:
        reports = number_of(len({one.report for one in checked.found}), "report")
        echo(f"{number_of(len(checked.found), 'record')} ({reports}) found in the list")
    else:
        echo("no record of the review was found in the list")
    saved = f"saved {checked.dated}" if checked.dated else "saved on an unknown day"
    newest = f", last notice {checked.newest}" if checked.newest else ""
    echo(
        f"list: {in_line(checked.file)} ({saved}{newest}): {number_of(checked.rows, 'row')}, "
        f"compared with {number_of(checked.records, 'record')}. Nothing was sent or logged."
    )


def _print_problem(problem: "Problem") -> None:
    echo(f"{problem.place}: {problem.level}: {problem.message}")
