"""dedupe, where it logs verdicts: a run, an answer, an update."""

from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit import __version__
from reviewkit.commands.shared import echo, echo_json, opened, with_spinner
from reviewkit.words import Verdict, number_of

if TYPE_CHECKING:
    from reviewkit.actions.dedupe_counts import Counts
    from reviewkit.actions.duplicates import VerdictChanges


def run(folder: Path, as_: str, as_json: bool) -> None:
    """Compare what no earlier run has compared, and log the verdicts."""
    from reviewkit.actions import dedupe_counts

    review = opened(folder)
    found = dedupe_counts.kept(review, as_)
    if found is None:
        from reviewkit.actions import duplicates

        done = duplicates.run(review, as_, with_spinner)
        found = dedupe_counts.counts(done.review, done.id)
        dedupe_counts.keep(review, as_, found)
    if as_json:
        echo_json(
            {
                "records": found.records,
                "reports": found.reports,
                "duplicates": found.records - found.reports,
                "possible_duplicates": found.possible,
                "related_pairs": found.related,
                "compared_now": bool(found.run),
                "event": found.run or None,
            }
        )
    else:
        _print_counts(found)


def _print_counts(found: "Counts") -> None:
    """The numbers after a run, and what can be done next."""
    if not found.run:
        echo("every export has already been compared; earlier verdicts are in effect")
    echo(
        f"{number_of(found.records, 'record')}, {number_of(found.reports, 'report')}, "
        f"{number_of(found.records - found.reports, 'duplicate')}"
    )
    if found.possible:
        waiting = number_of(found.possible, "possible duplicate needs", "possible duplicates need")
        echo(f"{waiting} a decision: reviewkit dedupe review")
    if found.related:
        pairs = number_of(found.related, "pair is distinct but belongs", "pairs are distinct but belong")
        echo(f"{pairs} together: reviewkit dedupe related")
    if earlier := sorted({*found.versions} - {__version__}):
        echo(
            f"some verdicts were made by reviewkit {', '.join(earlier)}. To see what {__version__} would change: "
            "reviewkit dedupe update --dry-run"
        )
    if found.run:
        echo(f"to undo this: reviewkit undo {found.run}")


def answer(folder: Path, as_: str, pair: tuple[str, str], verdict: Verdict, note: str, as_json: bool) -> None:
    """Log a person's answer on a pair."""
    from reviewkit.actions import duplicates

    done = duplicates.answer(opened(folder), as_, pair, verdict, note)
    if as_json:
        echo_json({"event": done.id, "records": list(pair), "verdict": verdict, "conflict": done.conflict or None})
        return
    what = "the same report" if verdict is Verdict.SAME else "different reports"
    echo(f"{pair[0]} and {pair[1]} are {what}; to undo this: reviewkit undo {done.id}")
    if done.conflict:
        decisions = ", ".join(f"{entry.by}: {entry.choice.value} on {entry.record}" for entry in done.decisions)
        shown = f" ({decisions})" if decisions else ""
        echo(f"the decisions on the records of {done.conflict} differ{shown}: reviewkit screen conflicts")


def undo(folder: Path, as_: str, event_id: str) -> None:
    """Undo a verdict, or a whole run with its verdicts."""
    from reviewkit.actions.undo import one_of_kinds
    from reviewkit.actions.undo import undo as undo_acts

    review = opened(folder)
    done = undo_acts(review, as_, [one_of_kinds(review, event_id, ("duplicates",))])
    verdicts = len(done.plan.acts) - 1
    more = f" with its {number_of(verdicts, 'verdict')}" if verdicts else ""
    echo(f"{event_id} was undone{more}")


def update(folder: Path, as_: str, dry_run: bool, as_json: bool) -> None:
    """Log where this version's answers differ from reviewkit's verdicts in effect; with `dry_run` only show it."""
    from reviewkit.actions import duplicates

    review = opened(folder)
    if dry_run:
        changes = with_spinner("comparing", lambda: duplicates.verdict_changes(review.review))
    else:
        changes = duplicates.update(review, as_, with_spinner)
    if as_json:
        _print_json(changes)
    else:
        _print(changes)


def _print_json(update: "VerdictChanges") -> None:
    from reviewkit.render import json

    echo_json(
        {
            "reports_before": len(update.before),
            "reports_after": len(update.after),
            "updated": bool(update.id),
            "event": update.id or None,
            "by_rule": [
                {"rule": rule.rule, "before": rule.before, "now": rule.now, "verdicts": rule.verdicts}
                for rule in update.by_rule
            ],
            "changes": [
                {**json.verdict(change), "before": change.note, "note": None} for change in update.changes
            ],
        }
    )


def _print(update: "VerdictChanges") -> None:
    for change in update.changes:
        linked = change.relation if change.verdict is Verdict.DIFFERENT else None
        new = f"linked as {linked.value}" if linked else change.verdict.value
        echo(f"{change.first} and {change.second}: {change.note}, would become {new} ({change.rule})")
    for rule in update.by_rule:
        echo(f"{rule.verdicts} from {rule.before} to {rule.now} by: {rule.rule}")
    verb, become = ("changed", "became") if update.id else ("would change", "would become")
    echo(
        f"{number_of(len(update.changes), 'verdict')} of reviewkit {verb}; "
        f"{number_of(len(update.before), 'report')} {become} {len(update.after)}"
    )
    if update.id:
        echo(f"to undo this: reviewkit undo {update.id}")
    elif update.changes:
        echo(
            "nothing was changed. Verdicts given by people always stay in effect. To make the changes: "
            "reviewkit dedupe update"
        )
