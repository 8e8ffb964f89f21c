"""What an import of decisions did, in words and as JSON."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from reviewkit.commands.shared import echo, warn
from reviewkit.words import number_of

if TYPE_CHECKING:
    from datetime import datetime

    from reviewkit.actions.incoming import WouldChange
    from reviewkit.actions.screening import ImportedDecisions

_MOST_LISTED = 20
_HOW = {
    "id": "our id",
    "doi": "DOI",
    "pmid": "PubMed id",
    "title-year": "title and year",
    "title-near-year": "title, the year one off",
}


def show(done: "ImportedDecisions") -> None:
    """Say what was imported, whose it was, how records were found, and what was left out."""
    from reviewkit.actions.undo import common_name

    for problem in (*done.undecided, *done.unmatched):
        warn(f"left out: {problem}")
    for new in _changes(done) if done.own_sheet else ():
        echo(_change_words(new))
    for named, report in list(done.duplicates.items())[:_MOST_LISTED]:
        echo(f"{named} is a duplicate of {report}, so the decision is on {report}")
    if len(done.duplicates) > _MOST_LISTED:
        echo(f"... and {len(done.duplicates) - _MOST_LISTED} more duplicates, which decide on their reports")
    for change in done.would_change:
        warn(_left_as_it_is(change))
    if done.would_change:
        warn(
            "To let the file count there, give its rows times (a column `at`), or take back what was decided here "
            "first: reviewkit undo ID"
        )
    _warn_of_rows_that_differ(done)
    warn_of_roles(done)
    echo(_summary(done))
    if done.decisions:
        echo(f"whose: {_whose(done)}")
        echo("what: " + ", ".join(f"{choice} {n}" for choice, n in _choices(done).items()))
    if done.decisions and done.matched_by:
        echo("matched by: " + ", ".join(f"{_HOW[how]} {n}" for how, n in _matched_by(done).items() if n))
    if done.dry_run:
        echo("nothing was imported yet (--dry-run)")
    elif done.ids:
        echo(f"to undo this: reviewkit undo {common_name(done.ids)}")


def _warn_of_rows_that_differ(done: "ImportedDecisions") -> None:
    found = _rows_that_differ(done)
    for record, who, choices in found[:_MOST_LISTED]:
        warn(
            f"{record}: the file says {' and then '.join(choices)} for {who}, and no time says which is later. "
            "The last row counts"
        )
    if len(found) > _MOST_LISTED:
        warn(f"... and {len(found) - _MOST_LISTED} more records of which the file says different things")


def _rows_that_differ(done: "ImportedDecisions") -> list[tuple[str, str, list[str]]]:
    """Records of which a file says different things for one person, none of them later: which, who and what."""
    said: defaultdict[tuple[str, str, str, datetime], list[str]] = defaultdict(list)
    for one in done.decisions:
        said[one.record, one.stage, "the team" if one.final else one.by, one.at].append(one.choice.value)
    return [(record, who, choices) for (record, _, who, _), choices in said.items() if len(set(choices)) > 1]


def warn_of_roles(done: "ImportedDecisions") -> None:
    """Say whose imported votes count though they do not screen."""
    for who in done.not_screening:
        warn(
            f"{who} does not have the role to screen. Until enough screeners have decided, the imported votes of {who} "
            "count as those of a screener. If that is wrong, undo this import and leave them out of the file"
        )


def _changes(done: "ImportedDecisions") -> list[dict[str, Any]]:
    """What is new, decision by decision, and what had been decided before."""
    return [
        {
            "record": one.record,
            "stage": one.stage,
            "by": None if one.final else one.by,
            "decision": one.choice,
            "reason": one.reason or None,
            "before": done.before.get((one.record, one.stage)),
        }
        for one in done.decisions
    ]


def _change_words(change: dict[str, Any]) -> str:
    reason = f" ({change['reason']})" if change["reason"] else ""
    before = change["before"]
    was = "" if before is None else " (as before)" if before is change["decision"] else f" (was {before.value})"
    return f"{change['record']}: {change['decision'].value}{reason} at {change['stage']}{was}"


def _summary(done: "ImportedDecisions") -> str:
    verb = "would be imported" if done.dry_run else "imported"
    parts = [f"{number_of(len(done.decisions), 'decision')} {verb}"]
    if done.already:
        parts.append(f"{done.already} already imported")
    if done.unmatched:
        parts.append(f"{len(done.unmatched)} left out")
    if done.would_change:
        pronoun = "it" if len(done.would_change) == 1 else "they"
        parts.append(f"{len(done.would_change)} left out because {pronoun} would change what was decided here")
    return ", ".join(parts)


def _left_as_it_is(change: "WouldChange") -> str:
    who = change.by or "the team"
    here = f"{change.here.value} here" if change.here else "otherwise here (shown once everybody has decided)"
    return (
        f"left as it is: {change.report} at {change.stage}: {who} decided {here}; the file, which has no time for it, "
        f"says {change.given.value} ({change.place})"
    )


def _whose(done: "ImportedDecisions") -> str:
    people = Counter(one.by for one in done.decisions if not one.final)
    agreed = sum(one.final for one in done.decisions)
    return ", ".join([*(f"{who} {n}" for who, n in people.items()), *([f"the team {agreed}"] if agreed else [])])


def _choices(done: "ImportedDecisions") -> dict[str, int]:
    return dict(Counter(one.choice.value for one in done.decisions))


def _matched_by(done: "ImportedDecisions") -> dict[str, int]:
    counts = {how.value: n for how, n in done.matched_by.items()}
    return {how: counts.get(how, 0) for how in _HOW}


def as_json(done: "ImportedDecisions") -> dict[str, Any]:
    """The same for programs."""
    return {
        "imported": len(done.ids),
        "would_import": len(done.decisions) if done.dry_run else 0,
        "already": done.already,
        "reviewers": dict(Counter(one.by for one in done.decisions if not one.final)),
        "final": sum(one.final for one in done.decisions),
        "choices": _choices(done),
        "matched_by": _matched_by(done),
        "duplicates": dict(done.duplicates),
        "changes": _changes(done),
        "undecided": [str(problem) for problem in done.undecided],
        "unmatched": [str(problem) for problem in done.unmatched],
        "would_change": [
            {
                "record": change.report,
                "stage": change.stage,
                "by": change.by or None,
                "here": change.here,
                "in_file": change.given,
                "path": change.place.path,
                "line": change.place.line or None,
            }
            for change in done.would_change
        ],
        "not_screening": list(done.not_screening),
        "events": list(done.ids),
    }
