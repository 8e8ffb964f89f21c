"""screen: decide on one record after the other, import decisions, settle conflicts, and which full texts there are."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.groups import OldForm, group
from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, not_together, opened, warn
from reviewkit.safe import plain
from reviewkit.words import Choice, Stage, Verdict

if TYPE_CHECKING:
    from reviewkit.actions.screening import Decided
    from reviewkit.blind import BlindView
    from reviewkit.model import Protocol
    from reviewkit.store.open_review import OpenReview

app = group(
    "Screen: decide, import decisions, settle conflicts.", "next", {"--import": OldForm(("import",), values=1)}
)

Decision = Annotated[Choice, typer.Option("--decision", "-d", help="include, exclude or maybe.")]
Reason = Annotated[str, typer.Option("--reason", "-r", help="The main reason, an id of review.yaml.")]
Note = Annotated[str, typer.Option(help="A note for the log.")]
StageOption = Annotated[
    Stage | None,
    typer.Option(parser=Stage, metavar="STAGE", help="A stage of review.yaml. Default: that of the report."),
]
RecordArgument = Annotated[str, typer.Argument(help="A record id, such as cinahl-0017.")]


@app.command("next")
def next_records(folder: Folder = HERE, as_: As = "") -> None:
    """Decide on one record after the other. Nothing of other reviewers' decisions is shown."""
    from reviewkit.actions.who import person
    from reviewkit.blind import blind_view

    review = opened(folder)
    who = person(review.review.protocol, as_)
    sitting = _Sitting(review, who)
    while True:
        view = blind_view(review.refresh(), who)
        waiting = [item for item in view.queue if item[0] not in sitting.skipped]
        if not waiting:
            skipped = f" but {len(sitting.skipped)} skipped" if sitting.skipped else ""
            echo(f"nothing is left for {who}{skipped}")
            return
        if not sitting.ask(view, *waiting[0], len(waiting)):
            return


class _Sitting:
    """One person at the prompt: what they skipped, and what they can take back."""

    def __init__(self, folder: "OpenReview", who: str) -> None:
        self.folder, self.who = folder, who
        self.skipped: set[str] = set()
        self.made: list[tuple[str, ...]] = []

    def ask(self, view: "BlindView", report: str, stage: Stage, count: int) -> bool:
        """Show a report and do what is answered; False where the person stops."""
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
            self.take_back()
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
        """Log the decision, unless the same person decided in another window meanwhile."""
        from reviewkit.actions import screening

        try:
            done = screening.decide(self.folder, self.who, report, choice, reason, stage, only_first=True)
            self.made.append(done.ids)
        except screening.DecidedMeanwhileError as error:
            warn(str(error))

    def take_back(self) -> None:
        """Take back the last decision of this sitting."""
        from reviewkit.actions.undo import common_name, undo

        if not self.made:
            warn("nothing to undo in this sitting; reviewkit undo ID takes back older ones")
            return
        ids = self.made.pop()
        undo(self.folder, self.who, ids)
        echo(f"{common_name(ids)} was taken back")

    def mark_duplicate(self, view: "BlindView", report: str) -> None:
        """Ask which record the report repeats, show both, and log it with the verdicts on duplicates after a yes."""
        from reviewkit.actions.duplicates import answer
        from reviewkit.render.terminal import side_by_side

        other = typer.prompt("Duplicate of which record? (an id, such as cinahl-0017)").strip()
        if other not in view.records or other == report:
            warn(f"{other!r} is no other record of this review; ids look like cinahl-0017.")
            return
        echo(side_by_side(view.records[report], view.records[other]))
        if typer.prompt("\nOne report? y = yes, n = no").strip().casefold() == "y":
            done = answer(self.folder, self.who, (report, other), Verdict.SAME, "found while screening")
            echo(f"{report} and {other} are same; take it back with: reviewkit undo {done.id}")


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
        str, typer.Option("--list", help="For Covidence: select, irrelevant, excluded or included.")
    ] = "",
    skip: Annotated[
        bool, typer.Option("--skip-unmatched", help="Import what matches although some match no record.")
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
    """Import decisions of another tool: all of them, or none where one cannot be understood."""
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
    """Decide on one record, without a prompt."""
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
    """Settle a conflict: what you agreed on. It counts before the single decisions."""
    from reviewkit.actions import screening

    _print(screening.settle(opened(folder), as_, record, decision, reason, stage, note), as_json)


app.command("resolve", hidden=True)(settle)


def _print(done: "Decided", as_json: bool) -> None:
    from reviewkit.actions.undo import common_name

    event = common_name(done.ids)
    if as_json:
        echo_json({"event": event, "record": done.report, "stage": done.stage, "decision": done.choice})
        return
    changed = f" (before: {done.before.value})" if done.before and done.before is not done.choice else ""
    what = f"{done.report}: {done.choice.value} at {done.stage}{changed}"
    if done.record != done.report:
        echo(f"{done.record} is a duplicate of {done.report}, so this decides on {done.report}")
    echo(f"{what}; take it back with: reviewkit undo {event}")


@app.command("undo", hidden=True)
def undo(event_id: Annotated[str, typer.Argument(metavar="ID")], folder: Folder = HERE, as_: As = "") -> None:
    """The old form of `reviewkit undo ID`."""
    from reviewkit.actions.undo import one_of_kinds
    from reviewkit.actions.undo import undo as take_back

    warn(f"note: reviewkit screen undo is written reviewkit undo {event_id} now")
    review = opened(folder)
    take_back(review, as_, [one_of_kinds(review, event_id, ("screening", "retrieval"))])
    echo(f"{event_id} was taken back")


@app.command()
def conflicts(folder: Folder = HERE, as_: As = "", as_json: Json = False) -> None:
    """The records on which the reviewers differ; who decided what is shown to those who decided themselves."""
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
            said = "you have not decided on this yet, so what others decided is not shown"
        else:
            said = "; ".join(decision_words(entry) for entry in conflict.decisions)
        echo(f"    {conflict.stage}{' (only the reasons differ)' if conflict.only_reasons else ''}: {said}")
    reasons = sum(conflict.only_reasons for conflict in found)
    conflicts = len(found) - reasons
    only_reasons = f", {reasons} more where only the reasons differ" if reasons else ""
    echo(f"{conflicts} {'conflict' if conflicts == 1 else 'conflicts'}{only_reasons}")
    if found:
        echo("settle one with: reviewkit screen settle RECORD --decision include (or exclude --reason REASON)")


@app.command()
def retrieved(
    records: Annotated[list[str], typer.Argument(help="Record ids.")],
    not_retrieved: Annotated[bool, typer.Option("--not", help="The full text could not be had.")] = False,
    note: Note = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Say that full texts were retrieved, or with --not that they could not be."""
    from reviewkit.actions.retrieval import record_retrieval
    from reviewkit.actions.undo import common_name

    ids = record_retrieval(opened(folder), as_, records, not not_retrieved, note)
    word = "not retrieved" if not_retrieved else "retrieved"
    if as_json:
        echo_json({"records": list(records), "retrieved": not not_retrieved, "events": list(ids)})
        return
    echo(f"{len(ids)} {word}; take it back with: reviewkit undo {common_name(ids)}")
