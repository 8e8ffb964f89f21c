"""Which tools took part in a review, what each decided, and how people checked it: what the record of automation and AI
holds (the joint position of Cochrane, Campbell, JBI and CEE of 2025 asks for it of every tool that judges)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reviewkit.model import Decision, DuplicateVerdict, Facts
from reviewkit.words import Choice, ReviewerKind, Verdict


@dataclass(frozen=True, slots=True)
class Deduplication:
    """What one version of reviewkit answered about pairs of records, by fixed rules. `looked_at` are the pairs of
    these on which people answered too, and `overruled` those of them on which they said the opposite; of pairs on which
    it was unsure, people `answered` so many."""

    version: str
    verdicts: Mapping[Verdict, int]
    looked_at: int = 0
    overruled: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class ToolUse:
    """What an automation tool of review.yaml did: decisions by stage and choice, in how many of these a person decided
    on the same record too, and in how many of those otherwise; studies charted, quotes coded."""

    name: str
    model: str = ""
    version: str = ""
    decisions: Mapping[tuple[str, Choice], int] = field(default_factory=dict)
    also_by_people: int = 0
    otherwise: int = 0
    studies_charted: int = 0
    quotes_coded: int = 0

    @property
    def decided(self) -> int:
        """On how many records or reports it decided."""
        return sum(self.decisions.values())


@dataclass(frozen=True, slots=True)
class Automation:
    """What reviewkit answered about duplicates, version by version, and what other tools did."""

    deduplication: tuple[Deduplication, ...] = ()
    tools: tuple[ToolUse, ...] = ()


def automation(facts: Facts) -> Automation:
    """What the logs show that tools did. A tool of review.yaml that did nothing is named with nothing."""
    return Automation(
        _deduplication(facts.verdicts),
        tuple(_tool(facts, one.id) for one in facts.protocol.reviewers if one.kind is ReviewerKind.TOOL),
    )


def _pair(verdict: DuplicateVerdict) -> frozenset[str]:
    return frozenset((verdict.first, verdict.second))


def _deduplication(verdicts: Sequence[DuplicateVerdict]) -> tuple[Deduplication, ...]:
    """Of each pair the last answer of reviewkit counts, and the last of people."""
    tool = {_pair(one): one for one in verdicts if one.tool_version}
    people = {_pair(one): one for one in verdicts if not one.tool_version and one.verdict is not Verdict.UNSURE}
    found = []
    for version in dict.fromkeys(one.tool_version for one in tool.values()):
        own = {pair: one.verdict for pair, one in tool.items() if one.tool_version == version}
        sure = {pair: said for pair, said in own.items() if said is not Verdict.UNSURE and pair in people}
        found.append(
            Deduplication(
                version,
                Counter(own.values()),
                looked_at=len(sure),
                overruled=sum(people[pair].verdict is not said for pair, said in sure.items()),
                answered=sum(said is Verdict.UNSURE and pair in people for pair, said in own.items()),
            )
        )
    return tuple(found)


def _tool(facts: Facts, name: str) -> ToolUse:
    tool = facts.protocol.reviewer(name)
    own = _last(one for one in facts.decisions if one.by == name)
    people = {one.id for one in facts.protocol.reviewers if one.kind is ReviewerKind.PERSON}
    by_people: dict[tuple[str, str], set[Choice]] = {}
    for one in facts.decisions:
        if one.by in people:
            by_people.setdefault((one.stage, one.record), set()).add(one.choice)
    shared = {place: one for place, one in own.items() if place in by_people}
    return ToolUse(
        name=(tool.name or tool.id) if tool else name,
        model=tool.model if tool else "",
        version=tool.version if tool else "",
        decisions=Counter((str(one.stage), one.choice) for one in own.values()),
        also_by_people=len(shared),
        otherwise=sum(by_people[place] != {one.choice} for place, one in shared.items()),
        studies_charted=len({one.study for one in facts.charted if one.by == name}),
        quotes_coded=sum(len(one.segments) for one in facts.codings if one.coder == name),
    )


def _last(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """The last decision on each record at each stage."""
    return {(one.stage, one.record): one for one in decisions}
