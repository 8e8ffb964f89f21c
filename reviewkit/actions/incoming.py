"""Decisions of another tool compared with those of the review: which are new, known already, or must not count.

A file without times cannot say that it is newer than what somebody decided here, so it changes nothing of that.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reviewkit import screening
from reviewkit.errors import Level, Place, Problem
from reviewkit.exchange.decisions import MatchedDecision
from reviewkit.exchange.finding import How
from reviewkit.exchange.imported import ImportedDecision, time_of
from reviewkit.model import NEVER, Decision
from reviewkit.review import Review
from reviewkit.safe import as_in_a_cell
from reviewkit.words import Choice, Stage, State, message, together

Key = tuple[str, str, Stage]  # whose ("" where the team agreed), on which report, at which stage


@dataclass(frozen=True, slots=True)
class WouldChange:
    """A decision of a file that would overturn one made here, and was left out.

    `here` is what was decided here, None where the person who imports may not see it yet. `by` is "" for what the team
    agreed on.
    """

    report: str
    stage: Stage
    by: str
    here: Choice | None
    given: Choice
    place: Place


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import logs, how many decisions are known already, and which it leaves out.

    `before` is what the same person, or the team, had decided on the record that a decision is logged on.
    """

    decisions: tuple[Decision, ...]
    already: int
    would_change: tuple[WouldChange, ...]
    before: Mapping[tuple[str, Stage], Choice]


def plan(review: Review, importer: str, ready: Sequence[MatchedDecision], origin: str, now: datetime) -> Plan:
    """What is new in a file. It can be imported again, even if it has several decisions of a person on a report."""
    wanted = {_key(item): item for item in ready}
    named: defaultdict[Key, dict[str, Choice]] = defaultdict(dict)
    for item in ready:
        named[_key(item)][item.named] = item.decision.choice
    new: list[Decision] = []
    left_out: dict[Key, WouldChange] = {}
    before: dict[tuple[str, Stage], Choice] = {}
    earlier: dict[Key, MatchedDecision] = {}
    already = 0
    for item in ready:
        here = _decisions_here(review, item)
        if _says_again(item, earlier.get(_key(item))):
            continue
        earlier[_key(item)] = item
        if _is_known(item, wanted[_key(item)], here, origin):
            already += 1
        elif overturned := _overturned(review, item, here, origin):
            left_out[_key(item)] = _would_change(review, importer, wanted[_key(item)], overturned)
        else:
            logged = _logged(item, _records(item, named[_key(item)], here), origin, now)
            if own := _own(item, here):
                before |= {(one.record, one.stage): own[-1].choice for one in logged}
            new += logged
    return Plan(tuple(new), already, tuple(left_out.values()), before)


def _key(item: MatchedDecision) -> Key:
    return "" if item.decision.final else item.reviewer, item.record, item.stage


def _decisions_here(review: Review, item: MatchedDecision) -> list[Decision]:
    """What was decided on a report at a stage, in order."""
    return [entry for entry in review.outcomes[item.record].decisions if entry.stage == item.stage]


def _own(item: MatchedDecision, here: Iterable[Decision]) -> list[Decision]:
    """The decisions here by the same person, or the earlier ones of the team where this is one of the team."""
    if item.decision.final:
        return [entry for entry in here if entry.final]
    return [entry for entry in here if entry.by == item.reviewer and not entry.final]


def _is_known(item: MatchedDecision, last_word: MatchedDecision, here: Sequence[Decision], origin: str) -> bool:
    """Whether a decision is here already.

    With a time, it is known where it came with this file before. Without one, it is known where the last decision in
    the file of that person on that report is also their last here.
    """
    own = _own(item, here)
    if own and _says(last_word) == (own[-1].choice, own[-1].reason):
        return item.decision.seen is None or _further(item) == _further(own[-1])
    at = time_of(item.decision.at)
    return at is not None and any(
        entry.origin == origin and (entry.choice, entry.reason, entry.at) == (*_says(item), at) for entry in own
    )


def _says(item: MatchedDecision) -> tuple[Choice, str]:
    return item.decision.choice, item.reason


def _says_again(item: MatchedDecision, before: MatchedDecision | None) -> bool:
    """Whether a line says what the line before it on the same report says, as where each row repeats the consensus."""
    return before is not None and (*_says(item), item.named, item.decision.at, item.labels, item.note) == (
        *_says(before),
        before.named,
        before.decision.at,
        before.labels,
        before.note,
    )


def _further(said: MatchedDecision | Decision) -> tuple[object, ...]:
    """What a sheet of ours says besides choice and reason, as it reads back from the cells of a spreadsheet."""
    labels = {as_in_a_cell(label) for label in "; ".join(said.labels).split(";")}
    return set(said.other_reasons), labels - {""}, as_in_a_cell(said.note)


def _overturned(
    review: Review, item: MatchedDecision, here: Sequence[Decision], origin: str
) -> tuple[Choice, Decision] | None:
    """What was decided here that this decision must not overturn, because the file is not known to be newer.

    The same file, exported again, may change its own earlier decisions; and a sheet of ours those that it showed.
    """
    at = time_of(item.decision.at)
    own = _own(item, here)
    if own and (not item.decision.final or at is None):
        was_shown = item.decision.seen == own[-1].id  # who changed the cell had it before their eyes
        is_kept = own[-1].origin != origin and at is None and not was_shown
        return (own[-1].choice, own[-1]) if is_kept else None
    if not item.decision.final:
        return None
    made_here = [entry for entry in here if not entry.origin and (at is None or entry.at > at)]
    result = _result(review, item, here) if made_here else None
    return None if result in (None, item.decision.choice) else (result, made_here[-1])


def _result(review: Review, item: MatchedDecision, here: Sequence[Decision]) -> Choice | None:
    """What the decisions here come to at the stage; None where nothing is settled."""
    stage = review.protocol.stage(item.stage)
    if stage is None:  # before screening the last word counts
        return here[-1].choice
    return screening.stage_result(here, stage, review.protocol, item.record).choice


def _would_change(
    review: Review, importer: str, item: MatchedDecision, overturned: tuple[Choice, Decision]
) -> WouldChange:
    choice, decision = overturned
    by, record, stage = _key(item)
    is_visible = decision in review.all_decisions_shown_to(importer, record)
    return WouldChange(
        record, stage, by, choice if is_visible else None, item.decision.choice, item.decision.place
    )


def _records(item: MatchedDecision, named: Mapping[str, Choice], here: Sequence[Decision]) -> list[str]:
    """The records on which a decision is logged, the report's own last.

    A decision on a report replaces what the same person decided on its records. Where the file itself has different
    decisions of a person on two records of one report, each stays with its record, and they are a conflict.
    """
    if item.decision.final:
        return [item.record]
    if len(named) > 1 and len(set(named.values())) > 1:
        return [item.named]
    own = _own(item, here)
    last = own[-1].record if own else item.record
    replaced = [entry.record for entry in own if entry.choice is not item.decision.choice and entry.record != last]
    return list(dict.fromkeys((*replaced, last)))


def _logged(item: MatchedDecision, records: Sequence[str], origin: str, now: datetime) -> list[Decision]:
    at = time_of(item.decision.at) or NEVER
    return [
        Decision(
            by=item.reviewer,
            stage=item.stage,
            record=record,
            choice=item.decision.choice,
            reason=item.reason,
            other_reasons=item.other_reasons,
            labels=item.labels,
            note=item.note,
            final=item.decision.final,
            origin=origin,
            at=min(at, now) if at > NEVER else now,  # a clock that is ahead must not win for years
        )
        for record in records
    ]


def contradictions(ready: Sequence[MatchedDecision]) -> tuple[list[MatchedDecision], list[Problem]]:
    """The decisions without those in which two lines of a file contradict each other, and a problem for each of these.

    Lines with times say how somebody changed their mind, and so do lines that name the same id; in a sheet of ours each
    report has one row, and a second is a copy.
    """
    lines: defaultdict[Key, list[MatchedDecision]] = defaultdict(list)
    for item in ready:
        from_sheet = item.decision.seen is not None
        if not item.decision.at and (item.decision.final or from_sheet or item.how is not How.ID):
            lines[_key(item)].append(item)
    wrong = {
        key: items
        for key, items in lines.items()
        if len({item.decision.place for item in items}) > 1 and len({item.decision.choice for item in items}) > 1
    }
    problems = [
        Problem(
            items[-1].decision.place,
            message(
                "this line and line {line} are both about {record} and say {words}; without times it cannot "
                "be told which is the later. Take one of them out",
                line=items[0].decision.place.line,
                record=record,
                words=_words(items),
            ),
            Level.ERROR,
            "other-record",
        )
        for (_, record, _), items in wrong.items()
    ]
    left_out = {id(item) for items in wrong.values() for item in items}
    return [item for item in ready if id(item) not in left_out], problems


def _words(items: Iterable[MatchedDecision]) -> str:
    return together(
        dict.fromkeys(message("{choice}", choice=item.decision.choice) for item in items), message(" and ")
    )


# --- lists as decisions ---------------------------------------------------------------------------------------------


def not_at_stage(review: Review, ready: Sequence[MatchedDecision], stage: Stage) -> list[Problem]:
    """A problem for each report of a list that was never read at the stage of the list."""
    reports = set(reports_at(review, stage))
    return [
        Problem(
            item.decision.place,
            message(
                "{record} is in the list, but is not screened at {stage} (it is: {state} at {now})",
                record=item.record,
                stage=stage,
                state=review.outcomes[item.record].state,
                now=review.outcomes[item.record].stage,
            ),
            Level.ERROR,
            "other-record",
        )
        for item in ready
        if item.record not in reports
    ]


def reports_at(review: Review, stage: Stage) -> list[str]:
    """The reports that are or were read at a stage."""
    found = []
    for report, outcome in review.outcomes.items():
        if outcome.state in (State.REMOVED, State.NOT_RETRIEVED) and stage not in outcome.passed:
            continue
        skipped = report in review.skips_title_abstract and not any(
            entry.stage == stage for entry in outcome.decisions
        )
        stage_of = review.protocol.stage(stage)
        if skipped and stage_of is not None and not stage_of.full_text:
            continue
        if outcome.stage == stage or stage in outcome.passed:
            found.append(report)
    return found


def the_rest(
    review: Review, who: str, kept: Sequence[MatchedDecision], stage: Stage, team: bool, place: Place
) -> list[MatchedDecision]:
    """The exclusions that a list of what stayed means: of every other report of that stage.

    For one person these are the reports that they have to decide on or have decided on; for the team all.
    """
    stayed = {item.record for item in kept}
    note = f"not in the list {place.path.replace(chr(92), '/').rsplit('/', 1)[-1]}"
    given = ImportedDecision(place, "", Choice.EXCLUDE, final=team)
    return [
        MatchedDecision(given, report, report, How.ID, who, stage, note=note)
        for report in reports_at(review, stage)
        if report not in stayed and (team or _is_of(review, who, report, stage))
    ]


def _is_of(review: Review, who: str, report: str, stage: Stage) -> bool:
    outcome = review.outcomes[report]
    if any(entry.by == who and entry.stage == stage for entry in outcome.decisions):
        return True
    return outcome.stage == stage and screening.is_awaited(who, outcome, review.protocol, review.facts.today)


def with_fingerprints(decisions: Iterable[Decision], fingerprints: Mapping[str, str]) -> list[Decision]:
    """The decisions with the record of the export that each is about."""
    return [replace(one, fingerprint=fingerprints.get(one.record, "")) for one in decisions]
