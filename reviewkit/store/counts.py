"""counts.yaml: numbers that a person entered, for a review whose records are elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from reviewkit.errors import Place, Problem
from reviewkit.model import Counts, Number, ScreeningStage, one_stage, two_stages
from reviewkit.prisma import AnyBoxId, StageBoxes, box_id, stage_boxes
from reviewkit.store.additions import read_additions
from reviewkit.store.yaml_section import Section, read_section
from reviewkit.words import BoxId, Column, OtherArm, Stage, message

TEMPLATE = """\
# Numbers for a PRISMA 2020 flow diagram; leave out what you do not have. To draw it: reviewkit prisma counts.yaml
# Any number can be written alone (databases: 386) or with what it is made of, as below.
stages: two             # one, or two (title-abstract, then full-text)
other_arm: separate     # separate, or pooled with the databases
identified:
  databases: {CINAHL: 113, MEDLINE: 273}
  registers: {}
  other: {Citation searching: 12}
removed: {duplicates: 96, automation: 0, other: {Not in English: 4}}
screened: 286
excluded: {total: 200, human: 190, tool: 10}
sought: 86
not_retrieved: {Not available: 2}
assessed: 84
reports_excluded: {total: 69, reasons: {Wrong population: 60, Wrong study design: 9}}
other_methods:          # what became of the records from other methods
  removed: {duplicates: 3}
  excluded: 4
  sought: 5
  not_retrieved: 0
  assessed: 5
  reports_excluded: 5
ongoing: 0              # studies that are not finished yet
awaiting: 0             # studies that await classification
included: {studies: 15, reports: 15}
previous: {studies: 31} # of the review that this one updates
further_stages:         # beside the one or two: records read again (full_text: yes for reports)
  - {name: Second reading, full_text: yes, assessed: 15, reports_excluded: 0}
"""

_FIRST_ADDED = 3  # stage-3 is the first stage beside title-abstract and full-text
_ARMS = ("databases", "registers", "other")


def read(path: Path, problems: list[Problem]) -> Counts:
    """The numbers in a file, with the line of each. Raises ReviewkitError where the file is not YAML."""
    return _Reader(read_section(path, str(path), problems)).counts()


def of_section(section: Section, stages: tuple[ScreeningStage, ...], other_arm: OtherArm) -> Counts:
    """The numbers in a section of another file, for the stages of a review: `numbers` in review.yaml.

    The numbers of a stage that PRISMA 2020 has no box for are a mapping of their own, under the id of the stage.
    """
    return _Reader(section, stages, other_arm).counts()


@dataclass(frozen=True, slots=True)
class _StageNumbers:
    """The numbers of the stages of one column, as they are read."""

    screened: dict[str, int | None] = field(default_factory=dict)
    excluded: dict[str, Number] = field(default_factory=dict)
    assessed: dict[str, int | None] = field(default_factory=dict)
    reports_excluded: dict[str, Number] = field(default_factory=dict)


def _stated(numbers: Mapping[str, int | None]) -> dict[str, int]:
    """The numbers that were stated."""
    return {stage: n for stage, n in numbers.items() if n is not None}


class _Reader:
    """Reads counts.yaml; `places` fills up with where each box was stated."""

    def __init__(
        self, top: Section, stages: tuple[ScreeningStage, ...] = (), other_arm: OtherArm | None = None
    ) -> None:
        self.top, self.given = top, stages
        self.other_arm = other_arm or top.choice("other_arm", OtherArm, OtherArm.SEPARATE)
        self.places: dict[str, Place] = {}

    def counts(self) -> Counts:
        """All numbers of the file."""
        top = self.top
        stages, further = (self.given, ()) if self.given else self.stages()
        counts = self.column(top, Column.MAIN, stages, further)
        counts = replace(
            counts,
            other_arm=self.other_arm,
            identified=self.identified(),
            ongoing=self.integer(top, "ongoing", BoxId.ONGOING),
            awaiting=self.integer(top, "awaiting", BoxId.AWAITING),
            places=self.places,
        )
        if included := self.mapping("included", "studies: {n}}` or `included: {reports: {n}"):
            counts = self.included(included, counts)
        if previous := self.mapping("previous", "studies: {n}}` or `previous: {reports: {n}"):
            counts = replace(counts, previous=(previous.integer("studies"), previous.integer("reports")))
            self.places |= {
                BoxId.PREVIOUS_STUDIES: previous.place_of("studies"),
                BoxId.PREVIOUS_REPORTS: previous.place_of("reports"),
            }
            previous.done()
        if total := self.mapping("total", "studies: {n}}` or `total: {reports: {n}"):
            stated = {
                BoxId.TOTAL_STUDIES: self.integer(total, "studies", BoxId.TOTAL_STUDIES),
                BoxId.TOTAL_REPORTS: self.integer(total, "reports", BoxId.TOTAL_REPORTS),
            }
            counts = replace(counts, totals={box: n for box, n in stated.items() if n is not None})
            total.done()
        additions, places = read_additions(top)
        counts = replace(counts, additions=additions)
        self.places |= {box_id(name): place for name, place in places.items()}
        if other := top.section("other_methods"):
            if self.other_arm is OtherArm.POOLED:
                top.problem(
                    "other_methods",
                    message(
                        "other_methods has no boxes where `other_arm: pooled`; write `other_arm: separate`, or add "
                        "these numbers to those of the databases"
                    ),
                )
            counts = replace(counts, other=self.column(other, Column.OTHER, stages, ()))
            other.done()
        if not self.given and "language" in top.values:
            top.seen.add("language")
            top.problem("language", "language has no place here. Name it with the command: --language nb")
        top.done()
        return counts

    def included(self, section: Section, counts: Counts) -> Counts:
        """The included studies and reports, each a number alone or with what it is made of."""
        found = {
            BoxId.NEW_STUDIES: self.number(section, "studies", BoxId.NEW_STUDIES),
            BoxId.NEW_REPORTS: self.number(section, "reports", BoxId.NEW_REPORTS),
        }
        section.done()
        return replace(
            counts,
            studies=found[BoxId.NEW_STUDIES].n,
            reports=found[BoxId.NEW_REPORTS].n,
            made_of={box: number.parts for box, number in found.items() if number.parts},
        )

    def mapping(self, key: str, example: str) -> Section | None:
        """A mapping; a number alone, which does not say what it counts, is a problem that shows how to write it."""
        if not self.top.is_value(key):
            return self.top.section(key)
        written = example.replace("{n}", self.top.text(key))
        self.top.problem(key, f"{key} does not say what it counts. Write `{key}: {{{written}}}`")
        return None

    def stages(self) -> tuple[tuple[ScreeningStage, ...], tuple[Section, ...]]:
        """The stages, with those that were added; and what was stated of these."""
        word = self.top.word("stages", ("one", "two"), "two")
        usual = one_stage() if word == "one" else two_stages()
        further = self.top.sections("further_stages")
        added = tuple(
            ScreeningStage(
                Stage(f"stage-{place}"),
                {"en": section.needed("name")},
                full_text=section.yes("full_text", False),
            )
            for place, section in enumerate(further, start=_FIRST_ADDED)
        )
        ordered = sorted((*usual, *added), key=lambda stage: stage.full_text)
        return tuple(ordered), tuple(further)

    def identified(self) -> Mapping[str, Number]:
        """The sources of each arm."""
        section = self.mapping("identified", "databases: {n}")
        if section is None:
            return {}
        found = {arm: self.number(section, arm, BoxId(f"id.{arm}")) for arm in _ARMS}
        self.places[BoxId.OTHER_IDENTIFIED] = section.place_of("other")
        section.done()
        return {arm: number for arm, number in found.items() if number.n is not None}

    def column(
        self, section: Section, column: Column, stages: tuple[ScreeningStage, ...], further: tuple[Section, ...]
    ) -> Counts:
        """The numbers of one column of the flow, from what was removed to the last stage."""
        counts = self.removed(section, column, Counts(place=section.place, stages=stages))
        added = {Stage(f"stage-{place}"): one for place, one in enumerate(further, start=_FIRST_ADDED)}
        full_texts = any(stage.full_text for stage in stages)
        numbers = _StageNumbers()
        for place in stage_boxes(stages, column):
            if not place.is_further:
                self.stage(numbers, place, section, at_once=column is Column.OTHER and not full_texts)
            elif own := section.section(place.stage.id) if self.given else added.get(place.stage.id):
                self.stage(numbers, place, own)
                own.done()
        if not full_texts:
            self.only_with_two_stages(section, column)
        return replace(
            counts,
            screened=_stated(numbers.screened),
            excluded=numbers.excluded,
            assessed=_stated(numbers.assessed),
            reports_excluded=numbers.reports_excluded,
            sought=self.integer(section, "sought", BoxId.SOUGHT.of(column)),
            not_retrieved=self.number(section, "not_retrieved", BoxId.NOT_RETRIEVED.of(column)),
        )

    def stage(self, numbers: _StageNumbers, place: StageBoxes, own: Section, at_once: bool = False) -> None:
        """Read the numbers of one stage; `at_once` where reports of other methods are assessed without retrieval."""
        stage = place.stage.id
        if not place.stage.full_text:
            numbers.screened[stage] = self.integer(own, "screened", place.box or BoxId.OTHER_SCREENED)
            numbers.excluded[stage] = self.number(own, "excluded", place.excluded)
        if place.stage.full_text or at_once:
            assessed, excluded = place.box or BoxId.OTHER_ASSESSED, place.excluded
            numbers.assessed[stage] = self.integer(own, "assessed", assessed)
            left = BoxId.OTHER_REPORTS_EXCLUDED if at_once else excluded
            numbers.reports_excluded[stage] = self.number(own, "reports_excluded", left)

    def only_with_two_stages(self, section: Section, column: Column) -> None:
        """Report numbers of full texts, which have no box where records are screened in one stage."""
        keys = ("sought", "not_retrieved", "assessed", "reports_excluded")
        for key in keys if column is Column.MAIN else keys[:2]:
            section.seen.add(key)
            if key in section.values:
                section.problem(
                    key, message("{key} has no box where `stages: one`; write `stages: two` to draw it", key=key)
                )

    def removed(self, section: Section, column: Column, counts: Counts) -> Counts:
        """What was removed before screening: a number alone, or by kind; the flow has no box for what automation tools
        removed of other methods."""
        main = column is Column.MAIN
        self.places[BoxId.REMOVED if main else BoxId.OTHER_REMOVED] = section.place_of("removed")
        if section.is_value("removed"):
            return replace(counts, removed=section.integer("removed"))
        removed = section.section("removed")
        if removed is None:
            return counts
        counts = replace(
            counts,
            removed=removed.integer("total"),
            duplicates=self.number(removed, "duplicates", BoxId.DUPLICATES if main else BoxId.OTHER_DUPLICATES),
            automation=self.number(removed, "automation", BoxId.AUTOMATION) if main else Number(),
            removed_other=self.number(
                removed, "other", BoxId.REMOVED_OTHERWISE if main else BoxId.OTHER_REMOVED_OTHERWISE
            ),
        )
        removed.done()
        return counts

    def integer(self, section: Section, key: str, box: AnyBoxId | None) -> int | None:
        """A number alone, and where it was stated."""
        n = section.integer(key)
        if n is not None and box:
            self.places[box] = section.place_of(key)
        return n

    def number(self, section: Section, key: str, box: AnyBoxId) -> Number:
        """A number alone, or a mapping: `total`, `human`, `tool`, `reasons`, and any name with its number."""
        self.places[box] = section.place_of(key)
        if section.is_value(key):
            return Number(section.integer(key))
        own = section.section(key)
        if own is None:
            return Number()
        reasons = own.counts("reasons")
        named = (name for name in own.values if name not in ("total", "human", "tool", "reasons"))
        parts = {name: n for name in named if (n := own.integer(name)) is not None}
        number = Number(own.integer("total"), {**reasons, **parts}, own.integer("human"), own.integer("tool"))
        if number.n is None and (number.human is None) != (number.tool is None):
            stated, missing = ("human", "tool") if number.tool is None else ("tool", "human")
            section.problem(
                key,
                message(
                    "{key} has only `{stated}`; add `{missing}` (0 if there are none) or `total`",
                    key=key,
                    stated=stated,
                    missing=missing,
                ),
            )
        own.done()
        return number
