"""screen pilot, screen agreement: a sample that everybody screens first, and how far people agree."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened
from reviewkit.words import Stage, number_of

if TYPE_CHECKING:
    from reviewkit.actions.pilots import Drawn
    from reviewkit.pilots import PilotState
    from reviewkit.review import Review

StageOption = Annotated[
    Stage | None,
    typer.Option(parser=Stage, metavar="STAGE", help="A stage from review.yaml. Default: the first with reports."),
]


def pilot(
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="How many reports to draw. Default: show the pilots.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The number that decides which reports are drawn.")] = 1,
    stage: StageOption = None,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Draw a sample that everybody who screens decides on before the rest opens, or show how far it has come."""
    from reviewkit.actions import pilots
    from reviewkit.render import json

    work = opened(folder)
    if number is None:
        states = [state for state in work.review.pilots if stage in (None, state.stage)]
        if as_json:
            echo_json([json.pilot(state) for state in states])
        else:
            _show(states)
        return
    done = pilots.draw(work, as_, number, seed, stage)
    if as_json:
        echo_json([json.pilot(done.state)])
        return
    _say_drawn(done)


def _say_drawn(done: "Drawn") -> None:
    state = done.state
    drawn = number_of(len(state.reports), "report was", "reports were")
    fewer = f" (there are no more that nobody has decided on; you asked for {done.wanted})"
    echo(f"{drawn} drawn at {state.stage}{fewer if len(state.reports) < done.wanted else ''}")
    echo(f"{', '.join(state.people)} decide on all of them before the rest opens: reviewkit screen --as ID")
    echo(f"to undo this: reviewkit undo {state.event}")


def _show(states: "list[PilotState]") -> None:
    for state in states:
        echo(in_words(state))
    if not states:
        echo("no pilot was drawn; to draw one: reviewkit screen pilot 50 --seed 1")


def in_words(state: "PilotState") -> str:
    """How far a pilot has come."""
    from reviewkit.actions.pilots import left_in_words

    what = f"pilot of {number_of(len(state.reports), 'report')} at {state.stage} (seed {state.seed})"
    return f"{what}: {left_in_words(state)}" if state.left else f"{what}: finished by {', '.join(state.people)}"


def say_pilots(review: "Review", who: str, is_done: bool) -> None:
    """Print why a reviewer's queue is short: before they begin, or when they are done while others are not."""
    from reviewkit.actions.pilots import left_in_words

    for state in review.pilots:
        if state.finished:
            continue
        if is_done and who not in state.left:
            echo(f"the rest of {state.stage} opens when the pilot is finished; {left_in_words(state)}")
        elif not is_done and who in state.left:
            echo(
                f"pilot at {state.stage}: everybody decides on {number_of(len(state.reports), 'report')} before the "
                "rest opens"
            )
