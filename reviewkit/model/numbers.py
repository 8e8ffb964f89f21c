"""Numbers of a flow that a person entered: for a whole review, or beside the records that are known one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewkit.errors import Place
from reviewkit.model.additions import NO_ADDITIONS, Additions
from reviewkit.model.protocol import ScreeningStage, two_stages
from reviewkit.words import BoxId, OtherArm


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was given, with what it consists of: parts by name, and how many by people and by tools."""

    total: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)
    human: int | None = None
    tool: int | None = None

    @property
    def n(self) -> int | None:
        """The number as it was given, else the sum of its parts, else of people and tools together; None means not
        given."""
        if self.total is not None:
            return self.total
        if self.parts:
            return sum(self.parts.values())
        return None if self.human is None or self.tool is None else self.human + self.tool


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers that a person entered, of records that are elsewhere. None means not given.

    `identified` is by arm (databases, registers, other); `other` are the numbers of other methods where they are kept
    separate. `screened` and `excluded` are by stage that reads records, `assessed` and `reports_excluded` by stage that
    reads full texts. `ongoing` and `awaiting` count studies. `made_of` are the parts of included studies and reports,
    `totals` the stated totals of an updated review, by their box. `places` says where a box was stated, by its id.
    """

    place: Place
    other_arm: OtherArm = OtherArm.SEPARATE
    stages: tuple[ScreeningStage, ...] = two_stages()
    identified: Mapping[str, Number] = field(default_factory=dict)
    removed: int | None = None
    duplicates: Number = Number()
    automation: Number = Number()
    removed_other: Number = Number()
    screened: Mapping[str, int] = field(default_factory=dict)
    excluded: Mapping[str, Number] = field(default_factory=dict)
    sought: int | None = None
    not_retrieved: Number = Number()
    assessed: Mapping[str, int] = field(default_factory=dict)
    reports_excluded: Mapping[str, Number] = field(default_factory=dict)
    studies: int | None = None
    reports: int | None = None
    ongoing: int | None = None
    awaiting: int | None = None
    other: "Counts | None" = None
    previous: tuple[int | None, int | None] | None = None
    made_of: Mapping[BoxId, Mapping[str, int]] = field(default_factory=dict)
    totals: Mapping[BoxId, int] = field(default_factory=dict)
    additions: Additions = NO_ADDITIONS
    places: Mapping[str, Place] = field(default_factory=dict)
