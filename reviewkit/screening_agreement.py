"""How far people agreed when they screened, from what each decided on their own.

PRISMA 2020 item 8 asks how many reviewers decided, and whether independently. What they changed after they could see
each other's decisions, and what was settled, is no agreement; docs/agreement.md says which decision counts and why.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from reviewkit.agreement import Agreement, of_group, of_pair
from reviewkit.model import AFTER_ALL, Decision, Protocol, Stamp, TakenBack, in_order
from reviewkit.words import Choice, ReviewerKind, Stage

BLOCK = 100  # reports
_SCALE = (Choice.EXCLUDE, Choice.MAYBE, Choice.INCLUDE)  # in the order of how much they let through


@dataclass(frozen=True, slots=True)
class Compared:
    """A report with one decision of each reviewer who decided on it at a stage, tools included."""

    report: str
    decisions: Mapping[str, Decision]

    def of(self, reviewers: Iterable[str]) -> list[Decision]:
        """The decisions of these reviewers, as far as there are any."""
        return [self.decisions[one] for one in reviewers if one in self.decisions]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far some reviewers agree, on the reports that at least two of them decided on; when the first and the last of
    these had been decided on."""

    reviewers: tuple[str, ...]
    agreement: Agreement
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A report on which people decided differently, or only for different reasons (`only_reasons`)."""

    report: str
    only_reasons: bool
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class StageAgreement:
    """How far people agreed at one stage: all together, each two, each with each tool, and in blocks of 100 reports in
    the order in which they were decided on.

    `disagreements` are those that the reader may see, and `hidden` how many more there are; `not_compared` are reports
    on which somebody still has to decide. `reasons` compares the reasons of those who excluded, where there are any.
    """

    stage: Stage
    disagreements: tuple[Disagreement, ...]
    hidden: int
    not_compared: int
    everybody: Comparison
    pairs: tuple[Comparison, ...]
    tools: tuple[Comparison, ...]
    blocks: tuple[Comparison, ...]
    reasons: Comparison | None


Needed = Callable[[str, Sequence[Decision]], bool]  # whether a reviewer's decision is needed after those of others


def independent(
    decisions: Iterable[Decision],
    undone: Iterable[TakenBack] = (),
    needed: Needed = lambda reviewer, earlier: True,
) -> dict[str, Decision]:
    """What each reviewer decided on their own, from all decisions on one report at one stage.

    That is the last decision before anybody else had decided, because from then on they could see it; where somebody
    else was first, it is their own first decision. An undone decision counts as it was made if it was undone later
    than that, so that nobody agrees by undoing. The same decision again, with another note or label, is none of its
    own. Left out is who decided after the settlement, or here when their decision was not `needed` any more, because
    they could look before.
    """
    given = in_order(decisions)
    settled = next((decision.stamp for decision in given if decision.final), AFTER_ALL)
    counting = [decision for decision in given if not decision.final and decision.stamp < settled]
    withdrawn = {entry.act.id: entry.undo.stamp for entry in undone}
    made = in_order([*counting, *_undone_here(undone, settled)])
    found = {}
    for reviewer in dict.fromkeys(decision.by for decision in counting):
        others = [one for one in made if one.by != reviewer]
        known = others[0].stamp if others else settled
        own = [one for one in made if one.by == reviewer and not _was_undone_before(one, withdrawn, known)]
        earlier = [one for one in others if one.stamp < own[0].stamp]
        if own[0].origin or needed(reviewer, earlier):
            alone = [one for one in _changes(own) if one.stamp < known]
            found[reviewer] = alone[-1] if alone else own[0]
    return found


def _changes(own: Sequence[Decision]) -> list[Decision]:
    """One person's decisions in order, without those that say the same as the one before."""
    return [one for number, one in enumerate(own) if number == 0 or _what(own[number - 1]) != _what(one)]


def _what(decision: Decision) -> tuple[Choice, str, frozenset[str]]:
    return decision.choice, decision.reason, frozenset(decision.other_reasons)


def _was_undone_before(decision: Decision, withdrawn: Mapping[str, Stamp], known: Stamp) -> bool:
    """Whether a decision was undone while nobody else had decided."""
    return decision.id in withdrawn and withdrawn[decision.id] < known


def _undone_here(undone: Iterable[TakenBack], settled: Stamp) -> list[Decision]:
    """Decisions that were made here and undone. An import that was undone is as if it had never been."""
    acts = (entry.act for entry in undone)
    return [
        act
        for act in acts
        if isinstance(act, Decision) and not act.final and not act.origin and act.stamp < settled
    ]


def stage_agreement(
    stage: Stage,
    compared: Sequence[Compared],
    protocol: Protocol,
    may_see: Callable[[str], bool],
    not_compared: int = 0,
) -> StageAgreement:
    """The agreement at a stage. `compared` are the reports on which nobody has to decide any more; `may_see` says of a
    report whether the reader may be shown what was decided on it."""
    in_time = sorted((one for one in compared if one.decisions), key=lambda one: _when(one.decisions.values()))
    people, tools = _reviewers(in_time, protocol)
    differing = [*_disagreements(in_time, people, protocol, stage)]
    shown = tuple(one for one in differing if may_see(one.report))
    both = [one for one in in_time if len(one.of(people)) > 1]
    return StageAgreement(
        stage=stage,
        disagreements=shown,
        hidden=len(differing) - len(shown),
        not_compared=not_compared,
        everybody=comparison(both, people),
        pairs=tuple(_pairs(in_time, combinations(people, 2))),
        tools=tuple(_pairs(in_time, ((person, tool) for tool in tools for person in people))),
        blocks=tuple(comparison(block, people) for block in _blocks(both)),
        reasons=_of_reasons(both, people),
    )


def comparison(compared: Sequence[Compared], reviewers: Sequence[str]) -> Comparison:
    """How far reviewers agree: two with Cohen's kappa, more with Fleiss' kappa and Krippendorff's alpha."""
    return _compared(compared, reviewers, lambda decision: decision.choice.value)


def _compared(
    compared: Sequence[Compared], reviewers: Sequence[str], word: Callable[[Decision], str]
) -> Comparison:
    groups = [found for one in compared if len(found := one.of(reviewers)) > 1]
    ratings = [tuple(map(word, group)) for group in groups]
    times = [_when(group).at for group in groups]
    if len(reviewers) == 2:
        agreement = of_pair([(left, right) for left, right in ratings], _SCALE)
    else:
        agreement = of_group(
            ratings, _SCALE, ordinal={rating for unit in ratings for rating in unit} <= set(_SCALE)
        )
    return Comparison(tuple(reviewers), agreement, min(times, default=None), max(times, default=None))


def _pairs(compared: Sequence[Compared], pairs: Iterable[Sequence[str]]) -> Iterable[Comparison]:
    """The comparisons of pairs that have any report in common."""
    found = (comparison(compared, pair) for pair in pairs)
    return (one for one in found if one.agreement.units)


def _blocks(compared: Sequence[Compared]) -> list[Sequence[Compared]]:
    """Blocks of reports in time; none where there is only one."""
    starts = range(0, len(compared), BLOCK) if len(compared) > BLOCK else ()
    return [compared[start : start + BLOCK] for start in starts]


def _of_reasons(compared: Sequence[Compared], people: Sequence[str]) -> Comparison | None:
    """How far those who excluded a report gave the same reason; None where no two gave one."""
    kept = [
        Compared(one.report, {by: made for by, made in one.decisions.items() if made.reason}) for one in compared
    ]
    found = _compared(kept, people, lambda decision: decision.reason)
    return found if found.agreement.units else None


def _reviewers(compared: Iterable[Compared], protocol: Protocol) -> tuple[list[str], list[str]]:
    """The people and the tools who decided on anything, in the order of review.yaml. A publication is neither."""
    kinds = {reviewer.id: reviewer.kind for reviewer in protocol.reviewers}
    there = {by: None for one in compared for by in one.decisions}
    ordered = [*(one for one in kinds if one in there), *(one for one in there if one not in kinds)]
    people = [one for one in ordered if kinds.get(one, ReviewerKind.PERSON) is ReviewerKind.PERSON]
    return people, [one for one in ordered if kinds.get(one) is ReviewerKind.TOOL]


def _disagreements(
    compared: Iterable[Compared], people: Sequence[str], protocol: Protocol, stage: Stage
) -> list[Disagreement]:
    """Reports on which people decided differently, then those where only their reasons differ."""
    here = protocol.stage(stage)
    choices, reasons = [], []
    for one in compared:
        made = tuple(one.of(people))
        if len({decision.choice for decision in made}) > 1:
            choices.append(Disagreement(one.report, False, made))
        elif here is not None and here.reasons and len({decision.reason for decision in made} - {""}) > 1:
            reasons.append(Disagreement(one.report, True, made))
    return [*choices, *reasons]


def _when(decisions: Iterable[Decision]) -> Stamp:
    """When the last of these was decided."""
    return max(decision.stamp for decision in decisions)
