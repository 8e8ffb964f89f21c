"""dedupe, where it logs verdicts: a run, an answer, an update."""

from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit import __version__
from reviewkit.commands.shared import echo, echo_json, opened, warn, with_spinner
from reviewkit.words import Verdict

if TYPE_CHECKING:
    from reviewkit.actions.duplicates import VerdictChanges


def run(folder: Path, as_: str, as_json: bool) -> None:
    """Compare what no run has compared yet, and log what was found."""
    from reviewkit.actions import duplicates

    done = duplicates.run(opened(folder), as_, with_spinner)
    review = done.review
    summary = {
        "records": len(review.records),
        "reports": len(review.reports),
        "duplicates": len(review.records) - len(review.reports),
        "possible_duplicates": len(review.possible_duplicates),
        "related_pairs": len(review.related),
        "compared_now": bool(done.id),
        "event": done.id or None,
    }
    if as_json:
        echo_json(summary)
        return
    if not done.id:
        echo("every export was compared already; earlier verdicts are in effect")
    echo(f"{summary['records']} records, {summary['reports']} reports, {summary['duplicates']} duplicates")
    if review.possible_duplicates:
        echo(f"{len(review.possible_duplicates)} possible duplicates wait for a person: reviewkit dedupe review")
    if review.related:
        echo(f"{len(review.related)} pairs are distinct but belong together: reviewkit dedupe related")
    if earlier := sorted({run.version for run in review.facts.runs} - {__version__}):
        echo(
            f"some verdicts are of reviewkit {', '.join(earlier)}; what {__version__} would change: "
            "reviewkit dedupe update --dry-run"
        )
    if done.id:
        echo(f"take it back with: reviewkit undo {done.id}")


def answer(folder: Path, as_: str, pair: tuple[str, str], verdict: Verdict, note: str, as_json: bool) -> None:
    """Log what a person says of a pair."""
    from reviewkit.actions import duplicates

    done = duplicates.answer(opened(folder), as_, pair, verdict, note)
    if as_json:
        echo_json({"event": done.id, "records": list(pair), "verdict": verdict, "conflict": done.conflict or None})
        return
    echo(f"{pair[0]} and {pair[1]} are {verdict.value}; take it back with: reviewkit undo {done.id}")
    if done.conflict:
        decisions = ", ".join(f"{one.by}: {one.choice.value} on {one.record}" for one in done.decisions)
        shown = f" ({decisions})" if decisions else ""
        echo(f"{done.conflict} was decided on twice, and not alike{shown}; a conflict: reviewkit screen conflicts")


def undo(folder: Path, as_: str, event_id: str) -> None:
    """Take back a verdict, or a whole run with its verdicts."""
    from reviewkit.actions.undo import one_of_kinds
    from reviewkit.actions.undo import undo as take_back

    warn(f"note: reviewkit dedupe undo is written reviewkit undo {event_id} now")
    review = opened(folder)
    done = take_back(review, as_, [one_of_kinds(review, event_id, ("duplicates",))])
    more = f" with its {len(done.plan.acts) - 1} verdicts" if len(done.plan.acts) > 1 else ""
    echo(f"{event_id} was taken back{more}")


def update(folder: Path, as_: str, dry_run: bool, as_json: bool) -> None:
    """Log what this version answers otherwise than the machine's verdicts in effect; with `dry_run` only show it."""
    from reviewkit.actions import duplicates

    review = opened(folder)
    if dry_run:
        made = with_spinner("comparing", lambda: duplicates.verdict_changes(review.review))
    else:
        made = duplicates.update(review, as_, with_spinner)
    if as_json:
        _print_json(made)
    else:
        _print(made)


def _print_json(made: "VerdictChanges") -> None:
    from reviewkit.render import json

    echo_json(
        {
            "reports_before": len(made.before),
            "reports_after": len(made.after),
            "updated": bool(made.id),
            "event": made.id or None,
            "changes": [{**json.verdict(change), "before": change.note, "note": None} for change in made.changes],
        }
    )


def _print(made: "VerdictChanges") -> None:
    for change in made.changes:
        new = f"linked as {change.relation.value}" if change.relation else change.verdict.value
        echo(f"{change.first} and {change.second}: {change.note}, would become {new} ({change.rule})")
    verb, become = ("were changed", "became") if made.id else ("would change", "would become")
    echo(
        f"{len(made.changes)} verdicts of the machine {verb}; {len(made.before)} reports {become} {len(made.after)}"
    )
    if made.id:
        echo(f"take it back with: reviewkit undo {made.id}")
    elif made.changes:
        echo(
            "nothing was changed; people's verdicts are in effect in any case. To make the changes: "
            "reviewkit dedupe update"
        )
