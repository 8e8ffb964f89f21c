"""The PRISMA 2020 flow: how many, and which (Page et al. 2021, BMJ 372:n71).

A count is a set of ids with a length, so every box can be opened; and the sums are proved, not asserted. The same
boxes and proofs also serve counts that a person typed, where no ids are known.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import DuplicateGroup, Outcome, Protocol, Record, Source, Study
from reviewkit.words import Arm, OtherArm, Stage, Stages, State

UNRECORDED = "unrecorded"


class Unit(StrEnum):
    """What a box counts."""

    RECORDS = "records"
    REPORTS = "reports"
    STUDIES = "studies"


@dataclass(frozen=True, slots=True)
class Box:
    """One number of the flow. `members` are the ids behind it, or None where the number was typed.

    `names` are the labels of a source or a reason by language; boxes of the diagram itself are named by locales.
    """

    id: str
    n: int
    unit: Unit
    members: tuple[str, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum that must hold, in words with its numbers. Code A1 to A10 as in ARCHITECTURE.md."""

    code: str
    sentence: str
    left: int
    right: int

    @property
    def holds(self) -> bool:
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Flow:
    """All boxes by id, in PRISMA order, and the variant they belong to."""

    boxes: Mapping[str, Box]
    other_arm: OtherArm
    stages: Stages
    typed: bool = False

    def n(self, box: str) -> int:
        """The number in a box; a box that is not there holds 0."""
        found = self.boxes.get(box)
        return found.n if found else 0

    def parts(self, box: str) -> tuple[Box, ...]:
        """The boxes that make up a box: `id.databases` has one for each database."""
        return tuple(found for name, found in self.boxes.items() if name.rpartition(".")[0] == box)

    @property
    def included(self) -> int:
        """Included reports; where only studies were typed, one report each is taken."""
        return self.n("new.reports") if "new.reports" in self.boxes else self.n("new.studies")

    @property
    def unfinished(self) -> tuple[Box, ...]:
        """Boxes of reports that nobody has decided on yet."""
        return tuple(box for name, box in self.boxes.items() if name.startswith("waiting.") and box.n)


def flow(
    protocol: Protocol,
    sources: Sequence[Source],
    records: Iterable[Record],
    groups: Sequence[DuplicateGroup],
    outcomes: Mapping[str, Outcome],
    studies: Sequence[Study],
) -> Flow:
    """The flow of a review, worked out from what people did."""
    boxes = _Boxes()
    arm_of = {source.name: source.arm for source in sources}
    separate = protocol.other_arm is OtherArm.SEPARATE
    source_of = {record.id: record.source for record in records}
    other_ids = {record for record, source in source_of.items() if arm_of.get(source) is Arm.OTHER}

    _identified(boxes, sources, source_of, separate)
    if not separate and "id.other" in boxes.found:
        boxes.add("id", Unit.RECORDS, source_of)
    kept = [group.kept for group in groups]
    doubles = [record for group in groups for record in group.records if record != group.kept]
    apart = {record for record in (*kept, *doubles) if separate and record in other_ids}
    _main_arm(
        boxes, protocol, [r for r in kept if r not in apart], [r for r in doubles if r not in apart], outcomes
    )
    if separate and "other.identified" in boxes.found:
        _other_arm(boxes, protocol, [r for r in kept if r in apart], [r for r in doubles if r in apart], outcomes)
    included = [report for report in kept if outcomes[report].state is State.INCLUDED]
    _inclusion(boxes, protocol, included, studies, groups)
    return Flow(boxes.found, protocol.other_arm, protocol.stages)


class _Boxes:
    """Boxes as they are worked out, in order."""

    def __init__(self) -> None:
        self.found: dict[str, Box] = {}

    def add(self, box: str, unit: Unit, members: Iterable[str], names: Mapping[str, str] | None = None) -> None:
        ids = tuple(members)
        self.found[box] = Box(box, len(ids), unit, ids, names or {})


def _identified(boxes: _Boxes, sources: Sequence[Source], source_of: Mapping[str, str], separate: bool) -> None:
    by_source: dict[str, list[str]] = {}
    for record, name in source_of.items():
        by_source.setdefault(name, []).append(record)
    known = {source.name: source for source in sources}
    everything = [*known, *(name for name in by_source if name not in known)]
    for arm in Arm:
        names = [name for name in everything if (known[name].arm if name in known else Arm.DATABASES) is arm]
        head = "other.identified" if arm is Arm.OTHER and separate else f"id.{arm.value}"
        if not names:
            continue
        boxes.add(head, Unit.RECORDS, (record for name in names for record in by_source.get(name, ())))
        for name in names:
            label = known[name].database if name in known else name
            boxes.add(f"{head}.{name}", Unit.RECORDS, by_source.get(name, ()), {"en": label})


def _main_arm(
    boxes: _Boxes,
    protocol: Protocol,
    kept: Sequence[str],
    doubles: Sequence[str],
    outcomes: Mapping[str, Outcome],
) -> None:
    removed = [report for report in kept if outcomes[report].state is State.REMOVED]
    automation = [report for report in removed if outcomes[report].by_tool]
    others = [report for report in removed if not outcomes[report].by_tool]
    boxes.add("rm", Unit.RECORDS, (*doubles, *removed))
    boxes.add("rm.duplicates", Unit.RECORDS, doubles)
    if automation:
        boxes.add("rm.automation", Unit.RECORDS, automation)
    if others:
        boxes.add("rm.other", Unit.RECORDS, others)
        for reason in sorted({outcomes[report].reason for report in others}):
            members = [report for report in others if outcomes[report].reason == reason]
            boxes.add(f"rm.other.{slug(reason)}", Unit.RECORDS, members, {"en": reason} if reason else {})
    screened = [report for report in kept if outcomes[report].state is not State.REMOVED]
    boxes.add("screened", Unit.RECORDS, screened)
    first = protocol.stage_list()[0]
    _excluded(boxes, "excluded", Unit.RECORDS, screened, first, outcomes, protocol)
    _waiting(boxes, first.value, screened, first, outcomes)
    if protocol.stages is Stages.TWO:
        sought = [report for report in screened if Stage.TITLE_ABSTRACT in outcomes[report].passed]
        _full_text(boxes, "", sought, outcomes, protocol)


def _other_arm(
    boxes: _Boxes,
    protocol: Protocol,
    kept: Sequence[str],
    doubles: Sequence[str],
    outcomes: Mapping[str, Outcome],
) -> None:
    boxes.add("other.rm.duplicates", Unit.RECORDS, doubles)
    removed = [report for report in kept if outcomes[report].state is State.REMOVED]
    if removed:
        boxes.add("other.rm.other", Unit.RECORDS, removed)
    left = [report for report in kept if outcomes[report].state is not State.REMOVED]
    if protocol.stages is Stages.ONE:
        boxes.add("other.assessed", Unit.REPORTS, left)
        _excluded(boxes, "other.reports_excluded", Unit.REPORTS, left, Stage.SCREENING, outcomes, protocol)
        _waiting(boxes, "other", left, Stage.SCREENING, outcomes)
        return
    _excluded(boxes, "other.excluded", Unit.RECORDS, left, Stage.TITLE_ABSTRACT, outcomes, protocol, always=False)
    _waiting(boxes, "other", left, Stage.TITLE_ABSTRACT, outcomes)
    sought = [report for report in left if Stage.TITLE_ABSTRACT in outcomes[report].passed]
    _full_text(boxes, "other.", sought, outcomes, protocol)


def _full_text(
    boxes: _Boxes, arm: str, sought: Sequence[str], outcomes: Mapping[str, Outcome], protocol: Protocol
) -> None:
    boxes.add(f"{arm}sought", Unit.REPORTS, sought)
    missing = [report for report in sought if outcomes[report].state is State.NOT_RETRIEVED]
    boxes.add(f"{arm}not_retrieved", Unit.REPORTS, missing)
    awaited = [report for report in sought if outcomes[report].state is State.SOUGHT]
    if awaited:
        boxes.add(f"waiting.{arm.replace('.', '-')}retrieval", Unit.REPORTS, awaited)
    assessed = [report for report in sought if outcomes[report].state not in (State.NOT_RETRIEVED, State.SOUGHT)]
    boxes.add(f"{arm}assessed", Unit.REPORTS, assessed)
    _excluded(boxes, f"{arm}reports_excluded", Unit.REPORTS, assessed, Stage.FULL_TEXT, outcomes, protocol)
    _waiting(boxes, f"{arm.replace('.', '-')}full-text", assessed, Stage.FULL_TEXT, outcomes)


def _waiting(
    boxes: _Boxes, name: str, reports: Sequence[str], stage: Stage, outcomes: Mapping[str, Outcome]
) -> None:
    open_ones = [
        report
        for report in reports
        if outcomes[report].stage is stage and outcomes[report].state in (State.WAITING, State.CONFLICT)
    ]
    if open_ones:
        boxes.add(f"waiting.{name}", Unit.RECORDS, open_ones)


def _excluded(
    boxes: _Boxes,
    head: str,
    unit: Unit,
    reports: Sequence[str],
    stage: Stage,
    outcomes: Mapping[str, Outcome],
    protocol: Protocol,
    always: bool = True,
) -> None:
    """The excluded, and a box for each reason of the protocol's list that was given; the remainder on its own."""
    out = [r for r in reports if outcomes[r].state is State.EXCLUDED and outcomes[r].stage is stage]
    if not out and not always:
        return
    boxes.add(head, unit, out)
    by_tool = [report for report in out if outcomes[report].by_tool]
    if by_tool:
        human = [report for report in out if not outcomes[report].by_tool]
        boxes.add(f"{head}_by.human", unit, human)
        boxes.add(f"{head}_by.tool", unit, by_tool)
    given = {outcomes[report].reason for report in out} - {""}
    if not given:
        return
    known = [reason.id for reason in protocol.reasons]
    labels = {reason.id: reason.labels for reason in protocol.reasons}
    for reason in [*(r for r in known if r in given), *sorted(given - set(known))]:
        members = [report for report in out if outcomes[report].reason == reason]
        boxes.add(f"{head}.{reason}", unit, members, labels.get(reason) or {"en": reason})
    rest = [report for report in out if not outcomes[report].reason]
    if rest:
        boxes.add(f"{head}.{UNRECORDED}", unit, rest)


def _inclusion(
    boxes: _Boxes,
    protocol: Protocol,
    included: Sequence[str],
    studies: Sequence[Study],
    groups: Iterable[DuplicateGroup],
) -> None:
    """Studies and reports. A report that no study names counts as a study of its own."""
    report_of = {record: group.kept for group in groups for record in group.records}
    study_of = {
        report_of[record]: study.key for study in studies for record in study.records if record in report_of
    }
    keys = dict.fromkeys(study_of.get(report, report) for report in included)
    boxes.add("new.studies", Unit.STUDIES, keys)
    boxes.add("new.reports", Unit.REPORTS, included)
    if protocol.previous:
        _updated(boxes.found, protocol.previous.studies, protocol.previous.reports)


def _updated(boxes: dict[str, Box], studies: int, reports: int) -> None:
    boxes["prev.studies"] = Box("prev.studies", studies, Unit.STUDIES)
    boxes["prev.reports"] = Box("prev.reports", reports, Unit.REPORTS)
    boxes["total.studies"] = Box("total.studies", studies + boxes["new.studies"].n, Unit.STUDIES)
    boxes["total.reports"] = Box("total.reports", reports + boxes["new.reports"].n, Unit.REPORTS)


class _Proofs:
    """Sums of a flow, as they are written down."""

    def __init__(self, the_flow: Flow) -> None:
        self.flow = the_flow
        self.found: list[Identity] = []

    def there(self, *boxes: str) -> list[str]:
        """Those of the boxes that the flow has."""
        return [box for box in boxes if box in self.flow.boxes]

    def sum(self, code: str, plus: Sequence[str], minus: Sequence[str], result: str, n: int | None = None) -> None:
        """The boxes of `plus` less those of `minus` are the box `result` (or n, where it is no box)."""
        right = self.flow.n(result) if n is None else n
        left = sum(map(self.flow.n, plus)) - sum(map(self.flow.n, minus))
        words = " + ".join(f"{self.spoken(box)} {self.flow.n(box)}" for box in plus)
        words += "".join(f" - {self.spoken(box)} {self.flow.n(box)}" for box in minus)
        self.found.append(Identity(code, f"{words} = {self.spoken(result)} {right}", left, right))

    def spoken(self, box: str) -> str:
        """A box in words: the name of its source or reason, else what the diagram calls it."""
        found = self.flow.boxes.get(box)
        return (found.names.get("en", "") if found else "") or spoken(box)

    def parts(self, code: str, *heads: str) -> None:
        """Each box is the sum of its parts."""
        for head in self.there(*heads):
            if parts := self.flow.parts(head):
                self.sum(code, [part.id for part in parts], [], head)


def identities(the_flow: Flow) -> tuple[Identity, ...]:
    """Every sum of the flow that must hold, with its numbers."""
    proofs = _Proofs(the_flow)
    proofs.parts("A1", "id.databases", "id.registers", "id.other", "other.identified", "id")
    _prove_screening(proofs)
    _prove_full_text(proofs, "")
    _prove_other_arm(proofs)
    for head in ("excluded", "reports_excluded", "other.excluded", "other.reports_excluded"):
        if by_whom := proofs.there(f"{head}_by.human", f"{head}_by.tool"):
            proofs.sum("A8", by_whom, [], head)
    proofs.parts("A7", "excluded", "reports_excluded", "other.excluded", "other.reports_excluded")
    _prove_inclusion(proofs)
    return tuple(proofs.found)


def _prove_screening(proofs: _Proofs) -> None:
    there = proofs.there
    if there("rm.automation", "rm.other"):
        proofs.sum("A3", there("rm.duplicates", "rm.automation", "rm.other"), [], "rm")
    arms = there("id.databases", "id.registers", "id.other")
    if arms and there("rm") and there("screened"):
        proofs.sum("A2", arms, ["rm"], "screened")
    if not there("screened") or not there("excluded"):
        return
    if proofs.flow.stages is Stages.ONE:
        main = proofs.flow.included - _included_by_other_methods(proofs.flow)
        proofs.sum("A4", ["screened"], ["excluded", *there("waiting.screening")], "included", main)
    elif there("sought"):
        proofs.sum("A4", ["screened"], ["excluded", *there("waiting.title-abstract")], "sought")


def _prove_full_text(proofs: _Proofs, arm: str) -> None:
    there = proofs.there
    if there(f"{arm}sought") and there(f"{arm}assessed"):
        waiting = there(f"waiting.{arm.replace('.', '-')}retrieval")
        proofs.sum("A5", [f"{arm}sought"], [*there(f"{arm}not_retrieved"), *waiting], f"{arm}assessed")


def _prove_other_arm(proofs: _Proofs) -> None:
    there = proofs.there
    if not there("other.identified"):
        return
    gone = there("other.rm.duplicates", "other.rm.other", "other.excluded")
    if proofs.flow.stages is Stages.ONE and there("other.assessed"):
        proofs.sum("A4", ["other.identified"], gone, "other.assessed")
    elif there("other.sought"):
        proofs.sum("A4", ["other.identified"], [*gone, *there("waiting.other")], "other.sought")
        _prove_full_text(proofs, "other.")


def _prove_inclusion(proofs: _Proofs) -> None:
    there, n = proofs.there, proofs.flow.n
    if there("assessed") and there("new.reports", "new.studies"):
        excluded = there("reports_excluded", "other.reports_excluded")
        waiting = there("waiting.full-text", "waiting.other-full-text")
        proofs.sum(
            "A6", there("assessed", "other.assessed"), [*excluded, *waiting], "new.reports", proofs.flow.included
        )
    if there("new.reports") and there("new.studies"):
        sentence = f"studies {n('new.studies')} are at most reports {n('new.reports')}"
        fewer = min(n("new.studies"), n("new.reports"))
        proofs.found.append(Identity("A9", sentence, n("new.studies"), fewer))
    for unit in ("studies", "reports"):
        if there(f"total.{unit}"):
            proofs.sum("A10", [f"prev.{unit}", f"new.{unit}"], [], f"total.{unit}")


def _included_by_other_methods(the_flow: Flow) -> int:
    n = the_flow.n
    return n("other.assessed") - n("other.reports_excluded") - n("waiting.other")


_SPOKEN = {
    "id": "identified",
    "excluded_by.human": "excluded by people",
    "excluded_by.tool": "excluded by automation tools",
    "new.reports": "included reports",
    "new.studies": "included studies",
    "prev.studies": "previous studies",
    "prev.reports": "previous reports",
    "total.studies": "studies in total",
    "total.reports": "reports in total",
    "excluded.unrecorded": "reason not recorded",
    "reports_excluded.unrecorded": "reason not recorded",
    "id.databases": "from databases",
    "id.registers": "from registers",
    "id.other": "from other methods",
    "other.identified": "identified by other methods",
    "rm": "removed",
    "rm.duplicates": "duplicates",
    "rm.automation": "removed by automation tools",
    "rm.other": "removed for other reasons",
    "not_retrieved": "not retrieved",
    "sought": "reports sought",
    "assessed": "reports assessed",
    "reports_excluded": "reports excluded",
}


def spoken(box: str) -> str:
    """A box in words, for a sentence of a proof."""
    if box in _SPOKEN:
        return _SPOKEN[box]
    if box.startswith("other.") and box[6:] in _SPOKEN:
        return f"{_SPOKEN[box[6:]]} (other methods)"
    if box.startswith("waiting."):
        return f"waiting ({box[8:]})"
    return box.rpartition(".")[2] if "." in box else box


def slug(name: str) -> str:
    """A name as a piece of a box id: "Web of Science" is web-of-science."""
    return re.sub(r"[^0-9a-zæøåäöü]+", "-", name.casefold()).strip("-") or "other"


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers that a person typed, for a review whose records are elsewhere. None is: not stated."""

    place: Place
    other_arm: OtherArm = OtherArm.POOLED
    stages: Stages = Stages.TWO
    identified: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    duplicates: int | None = None
    automation: int | None = None
    removed_other: Mapping[str, int] = field(default_factory=dict)
    screened: int | None = None
    excluded: int | None = None
    reasons: Mapping[str, int] = field(default_factory=dict)
    sought: int | None = None
    not_retrieved: int | None = None
    assessed: int | None = None
    reports_excluded: int | None = None
    report_reasons: Mapping[str, int] = field(default_factory=dict)
    studies: int | None = None
    reports: int | None = None
    other: "Counts | None" = None
    previous: tuple[int, int] | None = None
    places: Mapping[str, Place] = field(default_factory=dict)


def counted(counts: Counts) -> tuple[Flow, tuple[Problem, ...]]:
    """The flow of typed counts, and what in them cannot be, with the number that follows.

    A number that was not stated and follows from the others is worked out; what was stated is drawn as stated.
    """
    boxes: dict[str, Box] = {}
    found: list[Problem] = []

    def add(box: str, n: int | None, unit: Unit, names: Mapping[str, str] | None = None) -> None:
        if n is not None:
            boxes[box] = Box(box, n, unit, None, names or {})

    separate = counts.other_arm is OtherArm.SEPARATE
    for arm, by_name in counts.identified.items():
        if by_name:
            head = "other.identified" if arm == "other" and separate else f"id.{arm}"
            add(head, sum(by_name.values()), Unit.RECORDS)
            for name, n in by_name.items():
                add(f"{head}.{slug(name)}", n, Unit.RECORDS, {"en": name})
    identified = sum(boxes[head].n for head in ("id.databases", "id.registers", "id.other") if head in boxes)
    if "id.other" in boxes:
        add("id", identified, Unit.RECORDS)
    gone = (counts.automation or 0) + sum(counts.removed_other.values())
    duplicates = counts.duplicates
    if counts.screened is not None and identified:
        left = identified - counts.screened - gone
        if duplicates is None:
            duplicates = max(left, 0)
        elif duplicates != left:
            others = f" - {gone} removed for other reasons" if gone else ""
            found.append(
                _cannot(
                    counts,
                    "duplicates",
                    f"{duplicates} duplicates removed cannot be: {identified} identified{others} - {counts.screened} "
                    f"screened leaves {left}. Write {left}, or mend the other numbers",
                )
            )
    if duplicates is not None or gone:
        add("rm", (duplicates or 0) + gone, Unit.RECORDS)
    add("rm.duplicates", duplicates, Unit.RECORDS)
    add("rm.automation", counts.automation, Unit.RECORDS)
    if counts.removed_other:
        add("rm.other", sum(counts.removed_other.values()), Unit.RECORDS)
        for name, n in counts.removed_other.items():
            add(f"rm.other.{slug(name)}", n, Unit.RECORDS, {"en": name})
    follows = identified - gone - (duplicates or 0) if identified else None
    add("screened", follows if counts.screened is None else counts.screened, Unit.RECORDS)
    _typed_reasons(boxes, found, counts, "excluded", counts.excluded, counts.reasons, Unit.RECORDS)
    _typed_full_text(boxes, found, counts, "", counts)
    if separate and counts.other:
        _typed_full_text(boxes, found, counts, "other.", counts.other)
    add("new.studies", counts.studies, Unit.STUDIES)
    add("new.reports", counts.reports, Unit.REPORTS)
    if counts.previous and counts.studies is not None and counts.reports is not None:
        _updated(boxes, *counts.previous)
    made = Flow(boxes, counts.other_arm, counts.stages, typed=True)
    said = {problem.code for problem in found}
    for identity in identities(made):
        if not identity.holds and not (identity.code == "A2" and "duplicates" in said) and identity.code != "A7":
            found.append(
                _cannot(
                    counts,
                    identity.code,
                    f"does not add up: {identity.sentence}, but the left side is {identity.left}",
                )
            )
    return made, tuple(found)


def _typed_reasons(
    boxes: dict[str, Box],
    found: list[Problem],
    counts: Counts,
    head: str,
    total: int | None,
    reasons: Mapping[str, int],
    unit: Unit,
) -> None:
    if total is None and not reasons:
        return
    stated = sum(reasons.values())
    boxes[head] = Box(head, stated if total is None else total, unit)
    for name, n in reasons.items():
        boxes[f"{head}.{slug(name)}"] = Box(f"{head}.{slug(name)}", n, unit, None, {"en": name})
    if total is None or not reasons or stated == total:
        return
    if stated < total:
        boxes[f"{head}.{UNRECORDED}"] = Box(f"{head}.{UNRECORDED}", total - stated, unit)
        rest = f"the reasons add up to {stated} of {total} excluded: {total - stated} have no reason"
        found.append(Problem(counts.places.get(head, counts.place), rest, Level.WARNING, head))
    else:
        message = f"the reasons add up to {stated}, more than the {total} excluded; each needs one main reason"
        found.append(_cannot(counts, head, message))


def _typed_full_text(boxes: dict[str, Box], found: list[Problem], counts: Counts, arm: str, own: Counts) -> None:
    for name, n in (("sought", own.sought), ("not_retrieved", own.not_retrieved), ("assessed", own.assessed)):
        if n is not None:
            boxes[f"{arm}{name}"] = Box(f"{arm}{name}", n, Unit.REPORTS)
    _typed_reasons(
        boxes, found, counts, f"{arm}reports_excluded", own.reports_excluded, own.report_reasons, Unit.REPORTS
    )


def _cannot(counts: Counts, what: str, message: str) -> Problem:
    return Problem(counts.places.get(what, counts.place), message, Level.ERROR, what)
