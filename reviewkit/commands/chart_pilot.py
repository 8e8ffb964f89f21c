"""chart pilot: the studies that everybody charts before the others open."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.charted import agreement_in_words, view_of
from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.blind import ChartView
    from reviewkit.model import ChartPilot


def pilot(
    number: Annotated[
        int, typer.Argument(min=0, help="How many studies. Without it, the pilots are shown.", metavar="NUMBER")
    ] = 0,
    studies: Annotated[
        list[str] | None,
        typer.Option("--study", help="A study of the pilot by its key; can be given several times."),
    ] = None,
    note: Annotated[str, typer.Option(help="A note for the log.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Let everybody chart the first studies before the others open, or show how far a pilot has come."""
    if number or studies:
        from reviewkit.actions.chart_pilots import begin

        done = begin(opened(folder), as_, number, studies or (), note)
        if not as_json:
            _say_begun(done.pilot)
            return
    view = view_of(folder, as_)
    if as_json:
        from reviewkit.render.json_charting import chart_pilot

        echo_json([chart_pilot(view, one) for one in view.chart.pilots])
        return
    for one in view.chart.pilots:
        _show(view, one)
    if not view.chart.pilots:
        echo("there is no pilot; to begin one with 3 studies: reviewkit chart pilot 3")


def _say_begun(pilot: "ChartPilot") -> None:
    many = number_of(len(pilot.studies), "study is", "studies are")
    echo(f"{many} in the pilot: {', '.join(pilot.studies)}")
    echo(
        f"{', '.join(pilot.people)} chart all of them, without seeing each other's answers, before the others open"
    )
    echo(f"to undo this: reviewkit undo {pilot.id}")


def _show(view: "ChartView", pilot: "ChartPilot") -> None:
    """How far a pilot has come; of one that is finished how far people agreed."""
    echo(in_words(view, pilot))
    if view.chart.left_of(pilot):
        return
    for one in view.agreement(view.of_pilot(pilot)):
        echo(f"  {agreement_in_words(one)}")
    echo("discuss what differs (reviewkit chart differences); a better form, charting/form.yaml, is a new version")


def in_words(view: "ChartView", pilot: "ChartPilot") -> str:
    """How far a pilot has come."""
    from reviewkit.actions.pilots import left_in_words

    left = view.chart.left_of(pilot)
    how_far = left_in_words(left) if left else f"finished by {', '.join(pilot.people)}"
    return f"pilot of {', '.join(pilot.studies)}: {how_far}"
