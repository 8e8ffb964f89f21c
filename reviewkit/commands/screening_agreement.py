"""screen pilot, screen agreement: a sample that everybody screens first, and how far people agree."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    Output,
    Separator,
    echo,
    echo_json,
    not_together,
    opened,
    terminal_width,
    with_spinner,
)
from reviewkit.errors import ReviewkitError
from reviewkit.words import Stage, number_of

if TYPE_CHECKING:
    from reviewkit.actions.pilots import Drawn
    from reviewkit.pilots import PilotState
    from reviewkit.render.tables.table import Table
    from reviewkit.review import Review
    from reviewkit.screening_agreement import Disagreement, StageAgreement

# --- pilots -----------------------------------------------------------------------------------------------------------


def pilot(
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="How many reports to draw. Default: show the pilots.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The number that decides which reports are drawn.")] = 1,
    stage: Annotated[
        Stage | None,
        typer.Option(
            parser=Stage, metavar="STAGE", help="A stage of review.yaml. Default: the first to draw from."
        ),
    ] = None,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Draw a sample that everybody decides on before the rest opens; without a number, show how far it has come."""
    from reviewkit.actions import pilots
    from reviewkit.actions.who import person_or_nobody

    work = opened(folder)
    if number is not None:
        done = pilots.draw(work, as_, number, seed, stage)
        if as_json:
            echo_json([_pilot_shape(work.review, "", done.state)])
        else:
            _say_drawn(done)
        return
    who = person_or_nobody(work.review.protocol, as_)
    states = [state for state in work.review.pilots if stage in (None, state.stage)]
    if as_json:
        echo_json([_pilot_shape(work.review, who, state) for state in states])
    else:
        _show_pilots(work.review, who, states)


def _say_drawn(done: "Drawn") -> None:
    state = done.state
    drawn = number_of(len(state.reports), "report was", "reports were")
    fewer = f" (there are no more that nobody has decided on; you asked for {done.wanted})"
    echo(f"{drawn} drawn at {state.stage}{fewer if len(state.reports) < done.wanted else ''}")
    echo(f"{', '.join(state.people)} decide on all of them before the rest opens: reviewkit screen --as ID")
    echo(f"to undo this: reviewkit undo {state.event}")


def _show_pilots(review: "Review", who: str, states: Sequence["PilotState"]) -> None:
    """Print how far each pilot has come; of those that are finished how far people agreed."""
    for state in states:
        echo(in_words(state))
        if state.finished and state.reports:
            _show(review, [review.agreement_for(who, state.stage, frozenset(state.reports))])
    if not states:
        echo("no pilot was drawn; to draw one: reviewkit screen pilot 50 --seed 1")


def _pilot_shape(review: "Review", who: str, state: "PilotState") -> dict[str, Any]:
    from reviewkit.render import json

    found = review.agreement_for(who, state.stage, frozenset(state.reports)) if state.finished else None
    return {"pilot": json.pilot(state), "agreement": json.stage_agreement(found) if found else None}


def in_words(state: "PilotState") -> str:
    """How far a pilot has come."""
    from reviewkit.actions.pilots import left_in_words

    what = f"pilot of {number_of(len(state.reports), 'report')} at {state.stage} (seed {state.seed})"
    return (
        f"{what}: {left_in_words(state.left)}" if state.left else f"{what}: finished by {', '.join(state.people)}"
    )


def say_pilots(review: "Review", who: str, is_done: bool, stage: Stage | None = None) -> None:
    """Print why a reviewer's queue is short, at one stage or at all: before they begin, or when they are done while
    others are not."""
    from reviewkit.actions.pilots import left_in_words

    for state in review.pilots:
        if state.finished or stage not in (None, state.stage):
            continue
        if is_done and who not in state.left:
            echo(f"the rest of {state.stage} opens when the pilot is finished; {left_in_words(state.left)}")
        elif not is_done and who in state.left:
            echo(
                f"pilot at {state.stage}: everybody decides on {number_of(len(state.reports), 'report')} before the "
                "rest opens"
            )


# --- agreement --------------------------------------------------------------------------------------------------------


def agreement(
    stage: Annotated[
        Stage | None,
        typer.Option(parser=Stage, metavar="STAGE", help="A stage of review.yaml. Default: all of them."),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="The reports that people decided on differently, as a table.")
    ] = False,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Show how far people agreed before anything was settled: the disagreements first, then numbers with intervals."""
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.commands.tables import write_table
    from reviewkit.render import json

    not_together(json=as_json, output=output)
    not_together(json=as_json, list=listed)
    review = opened(folder).review
    who = person_or_nobody(review.protocol, as_)
    found = with_spinner("comparing decisions", lambda: _stages(review, who, stage))
    if as_json:
        echo_json([json.stage_agreement(one) for one in found])
    elif output or listed:
        table = _table(review, found, listed, language)
        write_table(table, output, force, terminal_width(), separator=separator)
    else:
        _show(review, found, language)


def _stages(review: "Review", who: str, stage: Stage | None) -> list["StageAgreement"]:
    """The agreement at one stage, or at all. Raises ReviewkitError for a stage that the review has not."""
    stages = review.protocol.stage_list()
    if stage is not None and stage not in stages:
        raise ReviewkitError(f"This review has no stage {stage}. Its stages are: {', '.join(stages)}")
    return [review.agreement_for(who, one) for one in stages if stage in (None, one)]


def _table(review: "Review", found: Sequence["StageAgreement"], listed: bool, language: str) -> "Table":
    """The numbers, or the disagreements."""
    from reviewkit.locales import labels
    from reviewkit.render.tables.agreement import agreement_table, disagreements_table

    words = labels(language or review.protocol.language)
    if listed:
        return disagreements_table(found, review.records, review.protocol, words)
    return agreement_table(found, review.protocol, words)


def _show(review: "Review", found: Sequence["StageAgreement"], language: str = "") -> None:
    """Print the disagreements, then the table; in words where there is nothing to compare."""
    from reviewkit.render import terminal

    for one in found:
        _show_disagreements(review, one)
    if any(one.everybody.agreement.units or one.tools for one in found):
        echo(terminal.table(_table(review, found, False, language), terminal_width()))
        return
    waiting = sum(one.not_compared for one in found)
    still = f"; on {number_of(waiting, 'report')} somebody still has to decide" if waiting else ""
    echo(f"nothing to compare yet: no report was decided on by two people{still}")


def _show_disagreements(review: "Review", found: "StageAgreement") -> None:
    reasons = [one for one in found.disagreements if one.only_reasons]
    choices = [one for one in found.disagreements if not one.only_reasons]
    for heading, some in (("decided differently", choices), ("only the reasons differ", reasons)):
        if some:
            echo(f"{found.stage}, {heading}: {number_of(len(some), 'report')}")
            _show_reports(review, some)
            echo()
    if found.hidden:
        hidden = number_of(found.hidden, "disagreement is", "disagreements are")
        echo(f"{found.stage}: {hidden} not shown until everybody has decided there\n")


def _show_reports(review: "Review", disagreements: Iterable["Disagreement"]) -> None:
    from reviewkit.render.terminal import decision, short

    for one in disagreements:
        echo(f"  {short(review.records[one.report])}")
        echo(f"      {'; '.join(decision(entry) for entry in one.decisions)}")
