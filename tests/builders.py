"""Small reviews made in a line or two."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from reviewkit import duplicates, matching
from reviewkit.errors import Place
from reviewkit.matching.agreement import Sign
from reviewkit.matching.columns import Kind
from reviewkit.matching.compare import Evidence
from reviewkit.model import (
    Counts,
    Decision,
    DuplicateVerdict,
    ExclusionReason,
    Number,
    Protocol,
    Record,
    Reviewer,
    ScreeningStage,
    Stamp,
    one_stage,
    two_stages,
)
from reviewkit.words import Choice, OtherArm, ReviewerKind, Stage, Verdict


def record(record_id: str = "", **known: object) -> Record:
    """A record with what is known of it."""
    return Record(id=record_id, source=record_id.rpartition("-")[0], place=Place("x.ris", 1), **known)  # type: ignore[arg-type]


class Stages(StrEnum):
    """The two lists of stages that most tests are about."""

    ONE = "one"
    TWO = "two"


def stages_of(stages: Stages, people: int = 2) -> tuple[ScreeningStage, ...]:
    """One stage, or two."""
    return one_stage(people) if stages is Stages.ONE else two_stages(people)


def protocol(
    stages: Stages = Stages.ONE, other_arm: OtherArm = OtherArm.POOLED, people: int = 2, ongoing: bool = False
) -> Protocol:
    """Two reviewers a and b, a tool, and two reasons."""
    return Protocol(
        title="A review",
        reviewers=(Reviewer("a"), Reviewer("b"), Reviewer("robot", kind=ReviewerKind.TOOL)),
        reasons=(
            ExclusionReason("population", {"en": "Wrong population"}),
            ExclusionReason("outcome"),
            *([ExclusionReason("ongoing", counts_as="ongoing")] if ongoing else []),
        ),
        stages=stages_of(stages, people),
        other_arm=other_arm,
    )


def entered(
    place: Place = Place("counts.yaml"),
    other_arm: OtherArm = OtherArm.SEPARATE,
    stages: Stages = Stages.TWO,
    identified: Mapping[str, Mapping[str, int]] | None = None,
    duplicates: int | None = None,
    automation: int | None = None,
    removed_other: Mapping[str, int] | None = None,
    screened: int | None = None,
    excluded: int | None = None,
    reasons: Mapping[str, int] | None = None,
    sought: int | None = None,
    not_retrieved: int | None = None,
    assessed: int | None = None,
    reports_excluded: int | None = None,
    report_reasons: Mapping[str, int] | None = None,
    **others: object,
) -> Counts:
    """Entered numbers of one or two stages, from numbers alone."""
    first, last = stages_of(stages)[0].id, stages_of(stages)[-1].id
    return Counts(
        place,
        other_arm,
        stages_of(stages),
        {arm: Number(None, parts) for arm, parts in (identified or {}).items() if parts},
        duplicates=Number(duplicates),
        automation=Number(automation),
        removed_other=Number(None, removed_other or {}),
        screened={} if screened is None else {first: screened},
        excluded={first: Number(excluded, reasons or {})},
        sought=sought,
        not_retrieved=Number(not_retrieved),
        assessed={} if assessed is None else {last: assessed},
        reports_excluded={last: Number(reports_excluded, report_reasons or {})},
        **others,  # type: ignore[arg-type]
    )


def decision(
    by: str, of: str, choice: str, stage: str = "screening", reason: str = "", at: str = "1", final: bool = False
) -> Decision:
    """One decision; its id is made of all it says."""
    name = f"{by}-{of}-{choice}-{stage}-{at}-{final}"
    return Decision(
        by,
        Stage(stage),
        of,
        Choice(choice),
        reason,
        final=final,
        at=moment(at),
        id=name,
        stamp=Stamp(moment(at), by),
        place=Place("log", 1),
    )


def verdict(
    first: str, second: str, answer: str, tool_version: str = "", score: float = 90, at: str = "1", by: str = "a"
) -> DuplicateVerdict:
    """One verdict on a pair, of a person or (with a version) the machine."""
    name = f"{first}{second}{answer}{tool_version}{at}{by}"
    return DuplicateVerdict(
        by,
        first,
        second,
        Verdict(answer),
        "rule",
        score,
        tool_version,
        at=moment(at),
        id=name,
        stamp=Stamp(moment(at), by),
        place=Place("log", 1),
    )


def moment(at: str) -> datetime:
    """The day of this number: "2" comes after "1"."""
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=int(at))


def records(*entries: Record) -> dict[str, Record]:
    """Records by their ids."""
    return {entry.id: entry for entry in entries}


SIGNS = {True: Sign.AGREE, False: Sign.DIFFER, None: Sign.UNKNOWN}
_NOTHING_KNOWN = Evidence(
    title=100.0,
    contained=False,
    short_title=False,
    generic=False,
    several=False,
    recurring=False,
    numbers=True,
    words=True,
    nearly=False,
    letters=True,
    slip=False,
    added=False,
    apart=False,
    companion=False,
    scripts=False,
    notices=("", ""),
    only_one=Kind(0),
    both=Kind(0),
    version=Sign.UNKNOWN,
    bare=False,
    identical=False,
    only_title=False,
    authors=Sign.UNKNOWN,
    all_authors=False,
    year=None,
    journal=Sign.UNKNOWN,
    volume=Sign.UNKNOWN,
    issue=Sign.UNKNOWN,
    first_page=Sign.UNKNOWN,
    last_page=Sign.UNKNOWN,
    doi=Sign.UNKNOWN,
    pmid=Sign.UNKNOWN,
    accession=Sign.UNKNOWN,
    own_number=Sign.UNKNOWN,
    cut_doi=False,
    abstract=None,
)


def evidence(**known: object) -> Evidence:
    """The evidence on two records with one long title; nothing else is known of them but what is given: of fields that
    agree True, of others False, None where it is unknown."""
    for name, value in known.items():
        if isinstance(getattr(_NOTHING_KNOWN, name), Sign):
            known[name] = SIGNS[value]  # type: ignore[index]
    return replace(_NOTHING_KNOWN, **known)  # type: ignore[arg-type]


def machine_groups(records: Sequence[Record]) -> set[frozenset[str]]:
    """The ids of the records of each report, as the machine alone joins them."""
    ids = [record.id for record in records]
    verdicts = duplicates.verdicts(ids, matching.matches(records))
    return {frozenset(group.records) for group in duplicates.groups(ids, verdicts)}


def ris(*entries: dict[str, str | list[str]]) -> str:
    """RIS text of records given as tags and values."""
    lines = []
    for entry in entries:
        lines.append(f"TY  - {entry.get('TY', 'JOUR')}")
        for tag, value in entry.items():
            if tag != "TY":
                lines += [f"{tag}  - {one}" for one in ([value] if isinstance(value, str) else value)]
        lines += ["ER  - ", ""]
    return "\n".join(lines) + "\n"


def papers(count: int, start: int = 1) -> str:
    """RIS text of so many records that have nothing in common."""
    words = (
        "amber birch cedar delta ember frost grain heath inlet jetty karst lemon mango north ocean pearl".split()
    )
    return ris(
        *(
            {
                "TI": f"{words[n % 16]} {words[(n * 7 + 3) % 16]} number {n * 977 + 13} of {words[(n * 5) % 16]} care",
                "AU": [f"Name{n * 31}, A"],
                "PY": str(1990 + n % 30),
                "VL": str(n),
                "SP": str(n * 11),
                "DO": f"10.1000/x.{n}",
            }
            for n in range(start, start + count)
        )
    )


REVIEW = """\
title: A small review
stages: {stages}
other_arm: pooled
reviewers:
  - id: a
  - {{id: b, name: Berit, addresses: [berit@example.org]}}
exclusion_reasons:
  - {{id: population, label: Wrong population, aliases: [wrong population]}}
  - {{id: outcome, label: Wrong outcome}}
"""


def review_folder(root: Path, stages: str = "one") -> Path:
    """A folder with a protocol and nothing else."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "review.yaml").write_text(REVIEW.format(stages=stages), encoding="utf-8")
    return root
