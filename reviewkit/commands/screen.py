"""screen: decide one record at a time, bring decisions in, settle conflicts, say which full texts were had."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, now, person, warn
from reviewkit.errors import ReviewkitError
from reviewkit.words import Choice, Stage, State, Verdict

if TYPE_CHECKING:
    from reviewkit.model import Protocol
    from reviewkit.review import Review

app = typer.Typer(invoke_without_command=True, help="Screen: decide, import decisions, settle conflicts.")

Decided = Annotated[Choice, typer.Option("--decision", "-d", help="include, exclude or maybe.")]
Reason = Annotated[str, typer.Option("--reason", "-r", help="The main reason, an id of review.yaml.")]
Note = Annotated[str, typer.Option(help="A note for the log.")]
StageOption = Annotated[Stage | None, typer.Option(help="Default: the stage at which the report stands.")]


@app.callback()
def screen(
    context: typer.Context,
    import_file: Annotated[
        Path | None,
        typer.Option("--import", help="Decisions: a table, or what Rayyan, Covidence, ASReview exported."),
    ] = None,
    list_name: Annotated[
        str, typer.Option("--list", help="For Covidence: select, irrelevant, excluded or included.")
    ] = "",
    skip: Annotated[
        bool, typer.Option("--skip-unmatched", help="Import what matches although some match no record.")
    ] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Decide on one record after the other, blinded; or import decisions with --import."""
    if context.invoked_subcommand:
        return
    if import_file:
        _import(folder, as_, import_file, list_name, skip, as_json)
    else:
        _ask(folder, as_)


def _import(folder: Path, as_: str, file: Path, list_name: str, skip: bool, as_json: bool) -> None:
    """Match every decision of the file, then log all, or none where one cannot be understood."""
    from reviewkit.exchange.decisions import matched, votes
    from reviewkit.store import logs
    from reviewkit.store.files import read_bytes
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_)
    found = votes(read_bytes(file), str(file), list_name)
    if not found:
        raise ReviewkitError(
            f"{file}: no decision was found in it. Rayyan writes them only where the export includes notes."
        )
    ready, problems = matched(found, review.records, review.protocol, writer)
    lost = [problem for problem in problems if problem.code == "no-record"]
    if len(problems) > len(lost) or (lost and not skip):
        hint = " Add --skip-unmatched to import the others." if len(problems) == len(lost) else ""
        lines = [*map(str, problems), f"Nothing was imported of {len(found)} decisions.{hint}"]
        raise ReviewkitError("\n".join(lines))
    standing = {
        (entry.by, entry.record, entry.stage): (entry.choice, entry.reason)
        for entry in sorted(review.facts.decisions, key=lambda entry: entry.at)
    }
    at = now()
    events = [
        {
            "do": "resolve" if item.vote.final else "decide",
            "at": item.vote.at or at,
            "by": item.reviewer,
            "stage": item.stage.value,
            "record": item.record,
            "decision": item.vote.choice.value,
            **({"reason": item.reason} if item.reason else {}),
            **({"note": item.note} if item.note else {}),
            "from": file.name,
        }
        for item in ready
        if standing.get((item.reviewer, item.record, item.stage)) != (item.vote.choice, item.reason)
    ]
    logs.append(root, logs.SCREENING, writer, events)
    same = len(ready) - len(events)
    if as_json:
        echo_json({"imported": len(events), "already": same, "unmatched": [str(problem) for problem in lost]})
        return
    for problem in lost:
        warn(f"left out: {problem}")
    left_out = f", {len(lost)} left out" if lost else ""
    echo(f"{len(events)} decisions imported" + (f", {same} were here already" if same else "") + left_out)


def _ask(folder: Path, as_: str) -> None:
    """One record after the other. Nothing of other reviewers' decisions is shown."""
    from reviewkit.render.terminal import record as shown
    from reviewkit.screening import waiting_for
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    who = person(review.protocol, as_)
    skipped: set[str] = set()
    made: list[str] = []
    while True:
        todo = [
            item
            for item in waiting_for(who, review.outcomes, review.reports, review.facts.decisions, review.protocol)
            if item[0] not in skipped
        ]
        if not todo:
            echo(f"nothing is left for {who}" + (f" but {len(skipped)} skipped" if skipped else ""))
            return
        report, stage = todo[0]
        echo(f"\n{'─' * 100}\n{len(todo)} left for {who}, stage {stage.value}, {report}\n")
        echo(shown(review.records[report]))
        key = (
            typer.prompt("\ny = include, n = exclude, m = maybe, d = duplicate, s = skip, u = undo, q = quit")
            .strip()
            .casefold()
        )
        if key == "q":
            return
        if key == "s":
            skipped.add(report)
        elif key == "u":
            if made:
                _take_back(root, who, made.pop())
                review = read(root)
            else:
                warn("nothing to undo in this sitting; reviewkit screen undo ID takes back older ones")
        elif key == "d":
            _mark_duplicate(root, review, who, report)
            review = read(root)
        elif key in ("y", "n", "m"):
            choice = {"y": Choice.INCLUDE, "n": Choice.EXCLUDE, "m": Choice.MAYBE}[key]
            reason = _ask_reason(review.protocol) if choice is Choice.EXCLUDE else ""
            made.append(_log(root, "decide", who, report, stage, choice, reason, ""))
            review = read(root)
        else:
            warn("type y, n, m, d, s, u or q")


def _mark_duplicate(root: Path, review: "Review", who: str, report: str) -> None:
    """Ask which record the report repeats, show both, and log it with the verdicts on duplicates after a yes."""
    from reviewkit.commands.dedupe.changing import answer, known
    from reviewkit.render.terminal import side_by_side

    other = typer.prompt("Duplicate of which record? (an id, such as cinahl-0017)").strip()
    try:
        known(review, (report, other))
    except ReviewkitError as error:
        warn(str(error))
        return
    echo(side_by_side(review.records[report], review.records[other]))
    if typer.prompt("\nOne report? y = yes, n = no").strip().casefold() == "y":
        answer(root, who, (report, other), Verdict.SAME, "found while screening")


def _ask_reason(protocol: "Protocol") -> str:
    if not protocol.reasons:
        return ""
    listed = "  ".join(
        f"{n}={reason.label(protocol.language)}" for n, reason in enumerate(protocol.reasons, start=1)
    )
    while True:
        answer = typer.prompt(f"Main reason: {listed}  0=none", default="0").strip()
        if answer == "0":
            return ""
        if answer.isascii() and answer.isdigit() and int(answer) <= len(protocol.reasons):
            return protocol.reasons[int(answer) - 1].id
        warn(f"type a number from 0 to {len(protocol.reasons)}")


def _log(root: Path, do: str, who: str, record: str, stage: Stage, choice: Choice, reason: str, note: str) -> str:
    from reviewkit.store import logs

    event = {
        "do": do,
        "at": now(),
        "by": who,
        "stage": stage.value,
        "record": record,
        "decision": choice.value,
        **({"reason": reason} if reason else {}),
        **({"note": note} if note else {}),
    }
    return logs.append(root, logs.SCREENING, who, [event])[0]


def _take_back(root: Path, who: str, event_id: str) -> None:
    from reviewkit.store import logs

    logs.append(root, logs.SCREENING, who, [{"do": "undo", "at": now(), "by": who, "event": event_id}])
    echo(f"{event_id} was taken back")


@app.command()
def decide(
    record: Annotated[str, typer.Argument(help="A record id, such as cinahl-0017.")],
    decision: Decided,
    reason: Reason = "",
    stage: StageOption = None,
    note: Note = "",
    folder: Folder = HERE,
    as_: As = "",
) -> None:
    """Decide on one record, without a prompt."""
    _decide("decide", record, decision, reason, stage, note, folder, as_)


@app.command()
def resolve(
    record: Annotated[str, typer.Argument(help="A record id, such as cinahl-0017.")],
    decision: Decided,
    reason: Reason = "",
    stage: StageOption = None,
    note: Note = "",
    folder: Folder = HERE,
    as_: As = "",
) -> None:
    """Settle a conflict: what you agreed on. It stands before the single decisions."""
    _decide("resolve", record, decision, reason, stage, note, folder, as_)


def _decide(
    do: str, record: str, choice: Choice, reason: str, stage: Stage | None, note: str, folder: Path, as_: str
) -> None:
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    who = person(review.protocol, as_)
    if record not in review.records:
        raise ReviewkitError(f"{record!r} is no record of this review; ids look like cinahl-0017.")
    known = [entry.id for entry in review.protocol.reasons]
    if reason and reason not in known:
        raise ReviewkitError(
            f"the exclusion reason {reason!r} is not in review.yaml; it can be: {', '.join(known)}"
        )
    if reason and choice is not Choice.EXCLUDE:
        raise ReviewkitError("a reason goes with --decision exclude only.")
    where = stage or review.outcomes[review.report_of[record]].stage
    if where not in review.protocol.stage_list() and where is not Stage.BEFORE:
        raise ReviewkitError(f"this review's stages are: {', '.join(review.protocol.stage_list())}")
    event_id = _log(root, do, who, record, where, choice, reason, note)
    echo(f"{record}: {choice.value} at {where.value}; take it back with: reviewkit screen undo {event_id}")


@app.command()
def undo(
    event_id: Annotated[str, typer.Argument(metavar="ID", help="The id of the decision, such as a-12.")],
    folder: Folder = HERE,
    as_: As = "",
) -> None:
    """Take back one decision; both lines stay in the log."""
    from reviewkit.store import logs
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    standing = {event.id for kind in (logs.SCREENING, logs.RETRIEVAL) for event in logs.events(root, kind, [])}
    if event_id not in standing:
        raise ReviewkitError(f"{event_id!r} is no decision that stands; their ids are in screening/*.jsonl.")
    who = person(review.protocol, as_)
    kind = (
        logs.SCREENING if any(e.id == event_id for e in logs.events(root, logs.SCREENING, [])) else logs.RETRIEVAL
    )
    logs.append(root, kind, who, [{"do": "undo", "at": now(), "by": who, "event": event_id}])
    echo(f"{event_id} was taken back")


@app.command()
def conflicts(folder: Folder = HERE, as_json: Json = False) -> None:
    """The records on which the reviewers differ, with what each decided. Look only when all have finished."""
    from reviewkit.render.terminal import short
    from reviewkit.store.folder import read

    review = read(folder)
    found = [
        outcome
        for outcome in review.outcomes.values()
        if outcome.state is State.CONFLICT or (outcome.state is State.EXCLUDED and outcome.reasons_differ)
    ]
    of_report: dict[str, list[str]] = {}
    for entry in sorted(review.facts.decisions, key=lambda entry: (entry.at, entry.id)):
        report = review.report_of.get(entry.record)
        outcome = review.outcomes.get(report or "")
        if report and outcome and entry.stage is outcome.stage:
            word = f"{entry.by}: {entry.choice.value}" + (f" ({entry.reason})" if entry.reason else "")
            of_report.setdefault(report, []).append(word)
    if as_json:
        echo_json(
            [
                {"report": outcome.report, "stage": outcome.stage, "decisions": of_report.get(outcome.report, [])}
                for outcome in found
            ]
        )
        return
    for outcome in found:
        echo(short(review.records[outcome.report]))
        echo(f"    {outcome.stage.value}: {'; '.join(of_report.get(outcome.report, []))}")
    echo(f"{len(found)} conflicts" + (": reviewkit screen resolve RECORD --decision ..." if found else ""))


@app.command()
def retrieved(
    records: Annotated[list[str], typer.Argument(help="Record ids.")],
    not_retrieved: Annotated[bool, typer.Option("--not", help="The full text could not be had.")] = False,
    note: Note = "",
    folder: Folder = HERE,
    as_: As = "",
) -> None:
    """Say that full texts were retrieved, or with --not that they could not be."""
    from reviewkit.store import logs
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    who = person(review.protocol, as_)
    for record in records:
        if record not in review.records:
            raise ReviewkitError(f"{record!r} is no record of this review; nothing was logged.")
    result = "not-retrieved" if not_retrieved else "retrieved"
    at = now()
    logs.append(
        root,
        logs.RETRIEVAL,
        who,
        [
            {
                "do": "retrieval",
                "at": at,
                "by": who,
                "record": record,
                "result": result,
                **({"note": note} if note else {}),
            }
            for record in records
        ],
    )
    echo(f"{len(records)} {result}")
