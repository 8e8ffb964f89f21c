"""screen: decide on reports one by one, import decisions, settle conflicts, and log which full texts were retrieved."""

from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewkit.commands.groups import OldForm, group, say_new_form
from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, not_together, opened, warn
from reviewkit.safe import plain
from reviewkit.words import Choice, Stage, Verdict, number_of

if TYPE_CHECKING:
    from reviewkit.actions.screening import Decided
    from reviewkit.blind import BlindView
    from reviewkit.model import Protocol
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
def next_records(folder: Folder = HERE, as_: As = "") -> None:
    """Decide on reports one by one. Other reviewers' decisions are not shown."""
    from reviewkit.actions.who import person
    from reviewkit.blind import blind_view

    review = opened(folder)
    who = person(review.review.protocol, as_)
    session = _Session(review, who)
    _show_criteria(review.review.protocol)
    while True:
        view = blind_view(review.refresh(), who)
        waiting = [item for item in view.queue if item[0] not in session.skipped]
        if not waiting:
            skipped = f", except {len(session.skipped)} that you skipped" if session.skipped else ""
            echo(f"nothing is left to decide for {who}{skipped}")
            return
        if not session.ask(view, *waiting[0], len(waiting)):
            return


def _show_criteria(protocol: "Protocol") -> None:
    """Print the eligibility criteria of review.yaml."""
    for head, criteria in (("include", protocol.criteria.include), ("exclude", protocol.criteria.exclude)):
        if criteria:
            echo(f"{head}:")
        for criterion in criteria:
            text = criterion.get(protocol.language) or criterion.get("en") or next(iter(criterion.values()))
            echo(plain(f"  - {text}"))


class _Session:
    """One person at the prompt: what they have skipped, and what they can undo."""

    def __init__(self, folder: "OpenReview", who: str) -> None:
        self.folder, self.who = folder, who
        self.skipped: set[str] = set()
        self.logged: list[tuple[str, ...]] = []

    def ask(self, view: "BlindView", report: str, stage: Stage, count: int) -> bool:
        """Show a report and act on the answer; False when the person quits."""
        from reviewkit.render.terminal import record as shown

        echo(f"\n{'─' * 100}\n{count} left for {self.who}, stage {stage}, {report}\n")
        echo(shown(view.records[report]))
        key = (
            typer.prompt("\ny = include, n = exclude, m = maybe, d = duplicate, s = skip, u = undo, q = quit")
            .strip()
            .casefold()
        )
        if key == "q":
            return False
        if key == "s":
            self.skipped.add(report)
        elif key == "u":
            self.undo_last()
        elif key == "d":
            self.mark_duplicate(view, report)
        elif key in ("y", "n", "m"):
            choice = {"y": Choice.INCLUDE, "n": Choice.EXCLUDE, "m": Choice.MAYBE}[key]
            reason = _ask_reason(view.protocol) if choice is Choice.EXCLUDE else ""
            self.decide(report, stage, choice, reason)
        else:
            warn("type y, n, m, d, s, u or q")
        return True

    def decide(self, report: str, stage: Stage, choice: Choice, reason: str) -> None:
        """Log the decision, unless the same person has meanwhile decided in another window."""
        from reviewkit.actions import screening

        try:
            done = screening.decide(self.folder, self.who, report, choice, reason, stage, only_first=True)
            self.logged.append(done.ids)
        except screening.DecidedMeanwhileError as error:
            warn(str(error))

    def undo_last(self) -> None:
        """Undo the last decision of this session."""
        from reviewkit.actions.undo import common_name, undo

        if not self.logged:
            warn("nothing to undo in this session; for an earlier decision: reviewkit undo ID")
            return
        ids = self.logged.pop()
        undo(self.folder, self.who, ids)
        echo(f"{common_name(ids)} was undone")

    def mark_duplicate(self, view: "BlindView", report: str) -> None:
        """Ask which record the report is a duplicate of, show both, and log the verdict after a yes."""
        from reviewkit.actions.duplicates import answer
        from reviewkit.render.terminal import side_by_side

        other = typer.prompt("Duplicate of which record? (an id, such as cinahl-0017)").strip()
        if other not in view.records or other == report:
            warn(f"{other!r} is not another record in this review; ids look like cinahl-0017.")
            return
        echo(side_by_side(view.records[report], view.records[other]))
        if typer.prompt("\nThe same report? y = yes, n = no").strip().casefold() == "y":
            done = answer(self.folder, self.who, (report, other), Verdict.SAME, "found while screening")
            echo(f"{report} and {other} are the same report; to undo this: reviewkit undo {done.id}")


def _ask_reason(protocol: "Protocol") -> str:
    if not protocol.reasons:
        return ""
    listed = "  ".join(
        f"{n}={reason.label(protocol.language)}" for n, reason in enumerate(protocol.reasons, start=1)
    )
    while True:
        answer = typer.prompt(plain(f"Main reason: {listed}  0=none"), default="0").strip()
        if answer == "0":
            return ""
        if answer.isascii() and answer.isdigit() and len(answer) < 4 and int(answer) <= len(protocol.reasons):
            return protocol.reasons[int(answer) - 1].id
        warn(f"type a number from 0 to {len(protocol.reasons)}")


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
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log a decision on one record."""
    from reviewkit.actions import screening

    _print(screening.decide(opened(folder), as_, record, decision, reason, stage, note), as_json)


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


def _print(done: "Decided", as_json: bool) -> None:
    from reviewkit.actions.undo import common_name

    event = common_name(done.ids)
    if as_json:
        echo_json({"event": event, "record": done.report, "stage": done.stage, "decision": done.choice})
        return
    changed = f" (was {done.before.value})" if done.before and done.before is not done.choice else ""
    what = f"{done.report}: {done.choice.value} at {done.stage}{changed}"
    if done.record != done.report:
        echo(f"{done.record} is a duplicate of {done.report}, so the decision is on {done.report}")
    echo(f"{what}; to undo this: reviewkit undo {event}")


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
def conflicts(folder: Folder = HERE, as_: As = "", as_json: Json = False) -> None:
    """List the conflicts. You see what others decided only once you have decided yourself."""
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.render import json
    from reviewkit.render.terminal import decision as decision_words
    from reviewkit.render.terminal import short

    review = opened(folder).review
    found = review.conflicts_for(person_or_nobody(review.protocol, as_))
    if as_json:
        echo_json(
            [
                {
                    "report": conflict.report,
                    "stage": conflict.stage,
                    "only_reasons": conflict.only_reasons,
                    "decisions": None
                    if conflict.decisions is None
                    else [json.decision(decision) for decision in conflict.decisions],
                }
                for conflict in found
            ]
        )
        return
    for conflict in found:
        echo(short(review.records[conflict.report]))
        if conflict.decisions is None:
            decided = "hidden until you have decided yourself"
        else:
            decided = "; ".join(decision_words(entry) for entry in conflict.decisions)
        echo(f"    {conflict.stage}{' (only the reasons differ)' if conflict.only_reasons else ''}: {decided}")
    reasons = sum(conflict.only_reasons for conflict in found)
    conflicts = len(found) - reasons
    only_reasons = f", {reasons} more where only the reasons differ" if reasons else ""
    echo(f"{number_of(conflicts, 'conflict')}{only_reasons}")
    if found:
        echo("to settle one: reviewkit screen settle RECORD --decision ...")


@app.command()
def retrieved(
    records: Annotated[list[str], typer.Argument(help="Record ids.")],
    not_retrieved: Annotated[bool, typer.Option("--not", help="The full text could not be retrieved.")] = False,
    note: Note = "",
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
