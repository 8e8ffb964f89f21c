"""Matches as verdicts, and what the matches of another version would change in the verdicts in effect."""

from collections.abc import Iterable, Sequence

from reviewkit import __version__
from reviewkit.duplicates.groups import standing
from reviewkit.matching.engine import Match
from reviewkit.model import AFTER_ALL, DuplicateVerdict
from reviewkit.words import Verdict


def verdicts(ids: Sequence[str], matches: Iterable[Match], version: str = __version__) -> list[DuplicateVerdict]:
    """Matches as verdicts by reviewkit; `ids` are those of the records, in the order in which they were compared."""
    return [
        DuplicateVerdict(
            by="reviewkit",
            first=ids[match.left],
            second=ids[match.right],
            verdict=match.verdict,
            rule=match.rule,
            score=match.score,
            tool_version=version,
            relation=match.relation,
        )
        for match in matches
    ]


def changes(
    ids: Sequence[str], given: Iterable[DuplicateVerdict], matches: Iterable[Match]
) -> tuple[DuplicateVerdict, ...]:
    """The verdicts that reviewkit would give now and that differ from its verdicts in effect, by pair.

    `note` is the verdict before. Pairs that a person has answered are left out. A pair to which no rule applies any
    more becomes different.
    """
    records = set(ids)
    before = {
        pair: verdict for pair, verdict in standing(given).items() if pair[0] in records and pair[1] in records
    }
    now = {
        (min(verdict.first, verdict.second), max(verdict.first, verdict.second)): verdict
        for verdict in verdicts(ids, matches)
    }
    changed = []
    for pair in sorted({*before, *now}):
        old, new = before.get(pair), now.get(pair)
        if old is not None and not old.tool_version:
            continue
        old_verdict = old.verdict if old else Verdict.DIFFERENT
        new_verdict = new.verdict if new else Verdict.DIFFERENT
        if new_verdict is old_verdict and not _new_relation(old, new):
            continue
        changed.append(_change(pair, old, new))
    return tuple(changed)


def _new_relation(old: DuplicateVerdict | None, new: DuplicateVerdict | None) -> bool:
    """Whether a pair that stays different is now known to be related, or to be related in another way."""
    return (
        new is not None
        and new.verdict is Verdict.DIFFERENT
        and new.relation is not (old.relation if old else None)
    )


def _change(pair: tuple[str, str], old: DuplicateVerdict | None, new: DuplicateVerdict | None) -> DuplicateVerdict:
    return DuplicateVerdict(
        stamp=AFTER_ALL,
        by="reviewkit",
        first=pair[0],
        second=pair[1],
        verdict=new.verdict if new else Verdict.DIFFERENT,
        rule=new.rule if new else "no rule joins them any more",
        score=new.score if new else 0.0,
        tool_version=__version__,
        note=old.verdict.value if old else Verdict.DIFFERENT.value,
        relation=new.relation if new else None,
        update=True,
    )
