"""screen: decide on reports one by one, import decisions, settle conflicts, and log which full texts were retrieved."""

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewkit.commands import screening_agreement, settlements, texts
from reviewkit.commands.groups import OldForm, group, say_new_form
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
    warn,
)
from reviewkit.words import Choice, Order, Stage, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reviewkit.actions.screening import Decided
    from reviewkit.review import Review
    from reviewkit.screening import Conflict
    from reviewkit.store.open_review import OpenReview

app = group(
    "Screen: decide, import decisions, settle conflicts.", "next", {"--import": OldForm(("import",), values=1)}
)

Decision = Annotated[Choice, typer.Option("--decision", "-d", help="include, exclude or maybe.")]
Reason = Annotated[
    str, typer.Option("--reason", "-r", help="The main reason for exclusion, an id from review.yaml.")
]
Note = Annotated[str, typer.Option(help="A note for the log.")]
StageOption = Annotated[
    Stage | None,
    typer.Option(
        parser=Stage,
        metavar="STAGE",
        help="A stage from review.yaml. Default: the one that the report has reached.",
    ),
]
RecordArgument = Annotated[str, typer.Argument(help="A record id, such as cinahl-0017.")]


@app.command("next")
def next_records(
    by: Annotated[
        Order, typer.Option("--by", help="The order: random (your own), source, year (newest first) or title.")
    ] = Order.RANDOM,
    stage: Annotated[
        Stage | None,
        typer.Option(parser=Stage, metavar="STAGE", help="Only this stage. Default: one after the other."),
    ] = None,
    folder: Folder = HERE,
    as_: As = "",
) -> None:
    """Decide on reports one by one. Other reviewers' decisions are not shown."""
    from reviewkit.actions.who import person
    from reviewkit.commands.prompt import screen

    review = opened(folder)
    screen(review, person(review.review.protocol, as_), by, stage)


@app.command()
def mine(
    words: Annotated[
        list[str] | None, typer.Argument(help="Words of the record, or of your note and labels.")
    ] = None,
    decision: Annotated[Choice | None, typer.Option("--decision", "-d", help="include, exclude or maybe.")] = None,
    stage: Annotated[
        Stage | None, typer.Option(parser=Stage, metavar="STAGE", help="A stage from review.yaml.")
    ] = None,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """List your own decisions, the newest first."""
    from reviewkit.actions.who import person
    from reviewkit.blind import blind_view, own_decisions
    from reviewkit.render import json
    from reviewkit.render.terminal import decision as decision_words
    from reviewkit.render.terminal import short

    review = opened(folder).review
    view = blind_view(review, person(review.protocol, as_))
    found = own_decisions(view, " ".join(words or ()), decision, stage)
    if as_json:
        echo_json([{"report": one.report, "decision": json.decision(one.decision)} for one in found])
        return
    for one in found:
        echo(short(view.records[one.report]))
        echo(f"    {one.decision.at:%Y-%m-%d %H:%M}, {one.decision.stage}, {decision_words(one.decision)}")
    echo(number_of(len(found), "decision"))


@app.command("import")
def import_decisions(
    file: Annotated[
        Path,
        typer.Argument(
            help="Decisions: a table (CSV, Excel), what Rayyan, Covidence, ASReview exported, or a list."
        ),
    ],
    list_name: Annotated[
        str, typer.Option("--list", help="Covidence only: select, irrelevant, excluded or included.")
    ] = "",
    skip: Annotated[
        bool, typer.Option("--skip-unmatched", help="Import the others if some decisions match no record.")
    ] = False,
    kept: Annotated[
        bool,
        typer.Option("--kept", help="FILE lists the records that stayed; the rest of the stage was excluded."),
    ] = False,
    stage: Annotated[
        Stage | None,
        typer.Option(parser=Stage, metavar="STAGE", help="The stage of decisions whose stage FILE does not say."),
    ] = None,
    team: Annotated[
        bool, typer.Option("--team", help="What FILE says without a name is what the team agreed on.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be imported.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Import decisions from another tool: all of them, or none if any cannot be understood."""
    from reviewkit.actions import screening
    from reviewkit.commands import incoming

    not_together(list=list_name, kept=kept)
    given = screening.Given(list_name, kept, stage, team)
    done = screening.import_decisions(opened(folder), as_, file, given, skip, dry_run)
    if as_json:
        incoming.warn_of_roles(done)
        echo_json(incoming.as_json(done))
    else:
        incoming.show(done)


@app.command()
def decide(
    record: RecordArgument,
    decision: Decision,
    reason: Reason = "",
    stage: StageOption = None,
    note: Note = "",
    labels: Annotated[
        list[str] | None, typer.Option("--label", help="A label to sort by; can be repeated. Default: as before.")
    ] = None,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log a decision on one record."""
    from reviewkit.actions import screening

    _print(screening.decide(opened(folder), as_, record, decision, reason, stage, note, labels), as_json)


@app.command("note")
def annotate(
    record: RecordArgument,
    note: Annotated[str | None, typer.Argument(metavar="[NOTE]", help="The new note; '' removes it.")] = None,
    labels: Annotated[list[str] | None, typer.Option("--label", help="A label to add; can be repeated.")] = None,
    remove: Annotated[
        list[str] | None, typer.Option("--remove-label", help="A label to remove; can be repeated.")
    ] = None,
    stage: Annotated[
        Stage | None,
        typer.Option(
            parser=Stage, metavar="STAGE", help="A stage from review.yaml. Default: where you decided last."
        ),
    ] = None,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Change the note and labels of your own decision, which stays as it is."""
    from reviewkit.actions import screening

    done = screening.annotate(opened(folder), as_, record, note, labels or (), remove or (), stage)
    if not as_json and not done.ids:
        echo(f"{done.report}: nothing was changed{_said(done)}")
        return
    _print(done, as_json, _said(done))


@app.command()
def settle(
    record: RecordArgument,
    decision: Decision,
    reason: Reason = "",
    stage: StageOption = None,
    note: Note = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Settle a conflict with what you agreed on. This overrides the reviewers' own decisions."""
    from reviewkit.actions import screening

    _print(screening.settle(opened(folder), as_, record, decision, reason, stage, note), as_json)


@app.command("resolve", hidden=True)
@wraps(settle)
def resolve(*args: Any, **options: Any) -> None:
    say_new_form("reviewkit screen resolve", "reviewkit screen settle")
    settle(*args, **options)


def _print(done: "Decided", as_json: bool, said: str = "") -> None:
    from reviewkit.actions.undo import common_name

    event = common_name(done.ids) if done.ids else None
    if as_json:
        shape = {"event": event, "record": done.report, "stage": done.stage, "decision": done.choice}
        echo_json({**shape, "labels": list(done.labels), "note": done.note or None})
        return
    changed = f" (was {done.before.value})" if done.before and done.before is not done.choice else ""
    what = f"{done.report}: {done.choice.value} at {done.stage}{changed}{said}"
    if done.record != done.report:
        echo(f"{done.record} is a duplicate of {done.report}, so the decision is on {done.report}")
    echo(f"{what}; to undo this: reviewkit undo {event}")


def _said(done: "Decided") -> str:
    """The labels and the note, as decisions are printed everywhere."""
    labels = f" [{', '.join(done.labels)}]" if done.labels else ""
    return labels + (f' "{done.note}"' if done.note else "")


@app.command("undo", hidden=True)
def undo(event_id: Annotated[str, typer.Argument(metavar="ID")], folder: Folder = HERE, as_: As = "") -> None:
    """The old form of `reviewkit undo ID`."""
    from reviewkit.actions.undo import one_of_kinds
    from reviewkit.actions.undo import undo as undo_acts

    say_new_form("reviewkit screen undo", f"reviewkit undo {event_id}")
    review = opened(folder)
    undo_acts(review, as_, [one_of_kinds(review, event_id, ("screening", "retrieval"))])
    echo(f"{event_id} was undone")


@app.command()
def conflicts(
    open_: Annotated[
        bool,
        typer.Option("--open", help="Show them before everybody has decided. This is logged; say why (--note)."),
    ] = False,
    stage: Annotated[
        Stage | None, typer.Option(parser=Stage, metavar="STAGE", help="With --open: only this stage.")
    ] = None,
    note: Note = "",
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    folder: Folder = HERE,
    force: Force = False,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """List the conflicts of the stages where everybody has decided, or with -o write a table to settle them in."""
    from reviewkit.actions.who import person_or_nobody

    not_together(json=as_json, output=output)
    if (stage or note) and not open_:
        raise typer.BadParameter("--stage and --note belong to --open")
    work = opened(folder)
    if open_:
        _open(work, as_, note, stage)
    review = work.review
    if output:
        settlements.write_conflicts(review, as_, output, language, separator, force)
        return
    who = person_or_nobody(review.protocol, as_)
    found = review.conflicts_for(who)
    closed = review.conflicts_closed_to(who)
    settlements.warn_of_closed(closed)
    if as_json:
        echo_json([_conflict_shape(conflict) for conflict in found])
    else:
        _show_conflicts(review, found, bool(closed))


def _conflict_shape(conflict: "Conflict") -> dict[str, object]:
    from reviewkit.render import json

    shown = None if conflict.decisions is None else [json.decision(one) for one in conflict.decisions]
    return {
        "report": conflict.report,
        "stage": conflict.stage,
        "only_reasons": conflict.only_reasons,
        "decisions": shown,
    }


def _show_conflicts(review: "Review", found: "Sequence[Conflict]", some_closed: bool) -> None:
    """Print each conflict with what was decided, their number, and how to settle one."""
    from reviewkit.render.terminal import decision as decision_words
    from reviewkit.render.terminal import short

    for conflict in found:
        echo(short(review.records[conflict.report]))
        if conflict.decisions is None:
            decided = "hidden until you have decided yourself"
        else:
            decided = "; ".join(decision_words(entry) for entry in conflict.decisions)
        echo(f"    {conflict.stage}{' (only the reasons differ)' if conflict.only_reasons else ''}: {decided}")
    reasons = sum(conflict.only_reasons for conflict in found)
    only_reasons = f", {reasons} more where only the reasons differ" if reasons else ""
    echo(f"{number_of(len(found) - reasons, 'conflict')}{' shown' if some_closed else ''}{only_reasons}")
    if found:
        echo(
            "to settle one: reviewkit screen settle RECORD --decision ...; all in Excel: reviewkit screen conflicts -o "
            "conflicts.xlsx"
        )


def _open(folder: "OpenReview", as_: str, note: str, stage: Stage | None) -> None:
    from reviewkit.actions.openings import open_conflicts

    for one in open_conflicts(folder, as_, note, stage):
        warn(f"the conflicts at {one.stage} are shown to who settles them; to undo this: reviewkit undo {one.id}")


@app.command()
def retrieved(
    records: Annotated[list[str], typer.Argument(help="Record ids.")],
    not_retrieved: Annotated[bool, typer.Option("--not", help="The full text could not be retrieved.")] = False,
    note: Annotated[str, typer.Option("--note", "--why", help="A note for the log; with --not, why not.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log that full texts were retrieved, or with --not that they could not be retrieved."""
    from reviewkit.actions.retrieval import record_retrieval
    from reviewkit.actions.undo import common_name

    ids = record_retrieval(opened(folder), as_, records, not not_retrieved, note)
    word = "not retrieved" if not_retrieved else "retrieved"
    if as_json:
        echo_json({"records": list(records), "retrieved": not not_retrieved, "events": list(ids)})
        return
    echo(f"{number_of(len(ids), 'full text')} {word}; to undo this: reviewkit undo {common_name(ids)}")


app.command()(settlements.settlements)
app.command()(texts.requested)
app.command()(texts.sought)
app.command()(screening_agreement.pilot)
app.command()(screening_agreement.agreement)
