"""dedupe, where it writes into the review's logs: a run, an answer, an undo, an update."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reviewkit import __version__
from reviewkit.commands.shared import echo, echo_json, now, person, with_spinner
from reviewkit.errors import ReviewkitError
from reviewkit.words import Verdict

if TYPE_CHECKING:
    from reviewkit.dedupe import Match
    from reviewkit.model import DuplicateVerdict
    from reviewkit.review import Review


def run(folder: Path, as_: str, as_json: bool) -> None:
    """Compare what no run has compared yet, and log what was found."""
    from reviewkit.store import logs
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_)
    fresh = bool(review.never_compared)
    if not review.records:
        raise ReviewkitError("there are no records yet: reviewkit import FILE --source NAME")
    if fresh:
        logs.append(root, logs.DUPLICATES, writer, new_verdicts(review, now()))
        review = read(root)
    summary = {
        "records": len(review.records),
        "reports": len(review.reports),
        "duplicates": len(review.records) - len(review.reports),
        "doubtful_pairs": len(review.doubtful),
        "related_pairs": len(review.related),
        "compared_now": fresh,
    }
    if as_json:
        echo_json(summary)
        return
    if not fresh:
        echo("every export was compared already; earlier verdicts stand")
    echo(f"{summary['records']} records, {summary['reports']} reports, {summary['duplicates']} duplicates")
    if review.doubtful:
        echo(f"{len(review.doubtful)} doubtful pairs wait for a person: reviewkit dedupe --review")
    if review.related:
        echo(f"{len(review.related)} pairs are distinct but belong together: reviewkit dedupe --related")
    if earlier := sorted({run.version for run in review.facts.runs} - {__version__}):
        echo(f"some verdicts are of reviewkit {', '.join(earlier)}; what {__version__} would change: --preview")


def new_verdicts(review: "Review", at: str) -> "Iterator[dict[str, Any]]":
    """The run and its verdicts as events: pairs with at least one record of an export that no run has seen."""
    import numpy as np

    from reviewkit import dedupe as engine

    fresh = {export.path for export in review.never_compared}
    records = list(review.records.values())
    new = np.fromiter((record.place.path in fresh for record in records), bool, len(records))
    position = {record.id: n for n, record in enumerate(records)}
    joined = [
        (position[first], position[second])
        for (first, second), verdict in engine.standing(review.facts.verdicts).items()
        if verdict.verdict is Verdict.SAME and first in position and second in position
    ]
    found = with_spinner(
        "comparing", lambda: engine.matches(records, review.protocol.duplicates, new=new, joined=joined)
    )
    yield _run_event(review, at)
    for item in found:
        yield _verdict_event(item, records[item.left].id, records[item.right].id, at)


def _run_event(review: "Review", at: str) -> dict[str, Any]:
    exports = sorted(export.sha256 for export in review.facts.exports)
    return {"do": "run", "at": at, "by": "reviewkit", "version": __version__, "exports": exports}


def _verdict_event(item: "Match | DuplicateVerdict", first: str, second: str, at: str) -> dict[str, Any]:
    return {
        "do": "verdict",
        "at": at,
        "by": "reviewkit",
        "version": __version__,
        "records": [first, second],
        "verdict": item.verdict.value,
        "rule": item.rule,
        "score": item.score,
        **({"relation": item.relation.value} if item.relation else {}),
    }


def answer(folder: Path, as_: str, pair: tuple[str, str], verdict: Verdict, note: str) -> None:
    """Log what a person says of a pair."""
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    known(review, pair)
    event_id = log_answer(root, person(review.protocol, as_), pair, verdict, note)
    echo(f"{pair[0]} and {pair[1]} are {verdict.value}; take it back with: reviewkit dedupe --undo {event_id}")
    after = read(root)
    for record in (pair[0],) if verdict is Verdict.SAME else ():
        report = after.report_of[record]
        if differing := after.differing_decisions.get(report):
            echo(f"{report} was decided on twice, and not alike ({differing}): reviewkit screen conflicts")


def log_answer(root: Path, writer: str, pair: tuple[str, str], verdict: Verdict, note: str) -> str:
    """Append a person's verdict; returns the id of its event."""
    from reviewkit.store import logs

    event = {"do": "verdict", "at": now(), "by": writer, "records": list(pair), "verdict": verdict.value}
    return logs.append(root, logs.DUPLICATES, writer, [{**event, "note": note} if note else event])[0]


def known(review: "Review", pair: tuple[str, ...]) -> None:
    """Return where every id is a record of the review and no two are the same. Raises ReviewkitError otherwise."""
    for record in pair:
        if record not in review.records:
            raise ReviewkitError(f"{record!r} is no record of this review; ids look like cinahl-0017.")
    if len(set(pair)) < len(pair):
        raise ReviewkitError(f"{pair[0]!r} was named twice; name two records.")


def undo(folder: Path, as_: str, event_id: str) -> None:
    """Take back a verdict, or a whole run with its verdicts; all lines stay in the log."""
    from reviewkit.store import logs
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_)
    events = logs.of_run(logs.events(root, logs.DUPLICATES, []), event_id)
    if not events:
        raise ReviewkitError(f"{event_id!r} is no verdict or run that stands; ids are in duplicates/*.jsonl.")
    at = now()
    logs.append(
        root,
        logs.DUPLICATES,
        writer,
        [{"do": "undo", "at": at, "by": writer, "event": event.id} for event in events],
    )
    more = f" with its {len(events) - 1} verdicts" if len(events) > 1 else ""
    echo(f"{event_id} was taken back{more}")


def preview(folder: Path, as_: str, update: bool, as_json: bool) -> None:
    """What this version of reviewkit would answer otherwise than the machine's verdicts that stand; log it if told."""
    from reviewkit import dedupe as engine
    from reviewkit.store import logs
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_) if update else ""
    records = list(review.records.values())
    found = with_spinner("comparing", lambda: engine.matches(records, review.protocol.duplicates))
    changes = engine.changes([record.id for record in records], review.facts.verdicts, found)
    after = engine.groups([record.id for record in records], (*review.facts.verdicts, *changes))
    events: list[str] = []
    if update and changes:
        at = now()
        events = logs.append(
            root,
            logs.DUPLICATES,
            writer,
            [
                _run_event(review, at),
                *({**_verdict_event(item, item.first, item.second, at), "update": True} for item in changes),
            ],
        )
    if as_json:
        echo_json(
            {
                "reports_before": len(review.reports),
                "reports_after": len(after),
                "updated": bool(events),
                "changes": [
                    {
                        "records": [one.first, one.second],
                        "verdict": one.verdict,
                        "before": one.note,
                        "rule": one.rule,
                    }
                    for one in changes
                ],
            }
        )
        return
    for one in changes:
        now_said = f"linked as {one.relation.value}" if one.relation else one.verdict.value
        echo(f"{one.first} and {one.second}: {one.note}, would become {now_said} ({one.rule})")
    said = f"{len(changes)} verdicts of the machine {'were changed' if events else 'would change'}"
    echo(f"{said}; {len(review.reports)} reports {'became' if events else 'would become'} {len(after)}")
    if events:
        echo(f"take it back with: reviewkit dedupe --undo {events[0]}")
    elif changes:
        echo(
            "nothing was changed; people's verdicts stand in any case. To make the changes: reviewkit dedupe --update"
        )
