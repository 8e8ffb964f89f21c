"""Findings as verdicts, and what the findings of another version would change in the verdicts that stand."""

from collections.abc import Iterable, Sequence

from reviewkit import __version__
from reviewkit.dedupe.engine import Finding
from reviewkit.dedupe.groups import standing
from reviewkit.model import AFTER_ALL, DuplicateVerdict
from reviewkit.words import Verdict


def verdicts(ids: Sequence[str], found: Iterable[Finding], version: str = __version__) -> list[DuplicateVerdict]:
    """The machine's findings as verdicts on records; `ids` are the records' in the order that was searched."""
    return [
        DuplicateVerdict(
            by="reviewkit",
            first=ids[item.left],
            second=ids[item.right],
            verdict=item.verdict,
            rule=item.rule,
            score=item.score,
            machine=version,
            relation=item.relation,
        )
        for item in found
    ]


def changes(
    ids: Sequence[str], given: Iterable[DuplicateVerdict], found: Iterable[Finding]
) -> tuple[DuplicateVerdict, ...]:
    """The verdicts that the machine would give now and that differ from its standing ones; `note` is what stood before.

    Pairs on which a person spoke are left out. A pair that no rule names any more becomes different.
    """
    records = set(ids)
    before = {
        pair: verdict for pair, verdict in standing(given).items() if pair[0] in records and pair[1] in records
    }
    now = {(min(one.first, one.second), max(one.first, one.second)): one for one in verdicts(ids, found)}
    changed = []
    for pair in sorted({*before, *now}):
        old, new = before.get(pair), now.get(pair)
        if old is not None and not old.machine:
            continue
        stood = old.verdict if old else Verdict.DIFFERENT
        if (new.verdict if new else Verdict.DIFFERENT) is stood and not _new_relation(old, new):
            continue
        changed.append(_change(pair, old, new))
    return tuple(changed)


def _new_relation(old: DuplicateVerdict | None, new: DuplicateVerdict | None) -> bool:
    """Whether a pair that stays different is now known to be related, or known to be otherwise related."""
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
        machine=__version__,
        note=old.verdict.value if old else Verdict.DIFFERENT.value,
        relation=new.relation if new else None,
        update=True,
    )
