"""What people did: every act that is logged, and the one order of all acts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from reviewkit.errors import Place
from reviewkit.model.charting import Answer, Quoted
from reviewkit.model.coding import CameFrom, Mark, Said
from reviewkit.words import Choice, Relation, Settling, Stage, Verdict


class Stamp(NamedTuple):
    """The place of an act in the one order of all acts: when it was done, whose log it is in, on which line.

    `at` is no later than that of any act done in knowledge of this one, so a wrong clock gains nothing.
    """

    at: datetime
    writer: str = ""
    number: int = 0


NEVER = datetime.min.replace(tzinfo=UTC)


NO_STAMP = Stamp(NEVER)


AFTER_ALL = Stamp(datetime.max.replace(tzinfo=UTC))  # of an act that would be the last if it were logged


Act = TypeVar("Act", bound="AnyAct | Undo")


def in_order(acts: Iterable[Act]) -> list[Act]:
    """Acts from the first to the last."""
    return sorted(acts, key=lambda act: (act.stamp, act.id))


@dataclass(frozen=True, slots=True)
class Import:
    """One export taken into a source: the file as the database gave it, with the checksum of its bytes.

    `first` is the position of its first record in the source's ids (from 1), 0 where the log does not say (0.2);
    `records` is their number, -1 where the log does not say. `format` is the one named or recognised at import.
    """

    source: str
    number: int
    path: str
    sha256: str
    format: str = ""
    first: int = 0
    records: int = -1
    by: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class SourceRename:
    """An import now counts for another source; its records keep their ids."""

    imported: str
    source: str
    by: str = ""
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class DuplicateVerdict:
    """One answer to: are these two records one report?

    `tool_version` is the version of reviewkit that answered, "" where a person did. `relation` is how two distinct
    reports are related (an erratum and its article), where that is known; `update` means that reviewkit was asked to
    replace its earlier answer. `fingerprints` say which records of which exports were compared, whatever their ids.
    """

    by: str
    first: str
    second: str
    verdict: Verdict
    rule: str = ""
    score: float = 0.0
    tool_version: str = ""
    note: str = ""
    relation: Relation | None = None
    update: bool = False
    origin: str = ""
    fingerprints: tuple[str, str] = ("", "")
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class DedupeRun:
    """One dedupe run: the version of reviewkit, and the checksums of the exports that it compared."""

    version: str
    exports: frozenset[str]
    by: str = "reviewkit"
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's decision about one record at one stage; `final` settles a conflict.

    `reason` is the main reason of an exclusion, `other_reasons` are further ones; `labels` are the person's own words
    to sort by. `origin` is the file that it was imported from; `fingerprint` says which record of which export was
    looked at, whatever its id.
    """

    by: str
    stage: Stage
    record: str
    choice: Choice
    reason: str = ""
    note: str = ""
    final: bool = False
    origin: str = ""
    fingerprint: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")
    other_reasons: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pilot:
    """A sample of the reports of a stage that everybody decides on before the others open.

    `records` are the reports as they were called then, drawn with `seed`; `people` screened on that day.
    `fingerprints` say which record of which export each is, () where that is not known.
    """

    by: str
    stage: Stage
    seed: int
    people: tuple[str, ...]
    records: tuple[str, ...]
    fingerprints: tuple[str, ...] = ()
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class ConflictsOpened:
    """The conflicts of a stage are shown to those who settle them before everybody has decided there; `note` says
    why."""

    by: str
    stage: Stage
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Whether the full text of a record could be retrieved."""

    by: str
    record: str
    retrieved: bool
    note: str = ""
    fingerprint: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class TextRequest:
    """Somebody was asked for the full text of a record: the library, the authors. `note` says whom."""

    by: str
    record: str
    note: str = ""
    fingerprint: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Text:
    """A full text of a record: a file in texts/, known by the checksum of its bytes; a report may have several.

    `name` is what the file was called before it was copied, `size` the number of its bytes.
    """

    by: str
    record: str
    path: str
    sha256: str
    size: int
    name: str = ""
    note: str = ""
    fingerprint: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Undo:
    """An earlier act is undone: `event` is its id. An undo can itself be undone."""

    event: str
    by: str
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


def undone_by(undos: Sequence[Undo]) -> dict[str, Undo]:
    """The undo in effect of each id that undos, in their order, name; the last where several do.

    An undo that was itself taken back takes back nothing, so the last are looked at first.
    """
    undone: dict[str, Undo] = {}
    for undo in reversed(undos):
        if undo.id not in undone:
            undone.setdefault(undo.event, undo)
    return undone


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An act that no longer counts, and its undo. It stays in the facts, so that the past can be shown."""

    act: "AnyAct"
    undo: Undo


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """A change to a YAML file (review.yaml, a codebook, ...), as it was first noticed.

    `before` and `after` are checksums of its bytes, "" where there was no file; `difference` is a unified diff.
    """

    file: str
    before: str
    after: str
    difference: str
    by: str
    why: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class CodedSegment:
    """A quote from a study with its codes, as a coder logged it.

    `found` is where the quote was in a full text then; None where it was in none, or reviewkit did not look yet.
    `came_from` is what it was imported from; None for one that was coded here, or imported before that was kept.
    """

    by: str
    study: str
    quote: str
    marks: "tuple[Mark, ...]"
    page: str = ""
    section: str = ""
    construct: str = ""
    note: str = ""
    codebook: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")
    found: "Quoted | None" = None
    came_from: "CameFrom | None" = None


@dataclass(frozen=True, slots=True)
class SegmentRecoded:
    """A quote has other codes from now on, and why; `segment` is the act that logged the quote."""

    by: str
    segment: str
    marks: "tuple[Mark, ...]"
    why: str
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class StudyMark:
    """A code on a study as a whole, without a quote, and why."""

    by: str
    study: str
    mark: "Mark"
    why: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


class CodeChange(NamedTuple):
    """What one key of a code said before and after a change; None where it was not there. The code "" is the codebook
    itself."""

    code: str
    key: str
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True)
class CodebookAct:
    """A change to a codebook: `op` is one of CODEBOOK_OPS, `ids` are the codes that it is about, `into` what
    became of them.

    `phase` is the one of thematic analysis, 0 where nobody said. `was` and `now` are checksums of the file before and
    after. The first act of a codebook records it as it was found.
    """

    by: str
    book: str
    op: str
    ids: tuple[str, ...]
    changes: tuple[CodeChange, ...]
    into: tuple[str, ...] = ()
    why: str = ""
    phase: int = 0
    was: str = ""
    now: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class StudyCoded:
    """How far a coder has come with a study: in-progress, done or done-nothing-found."""

    by: str
    study: str
    state: str
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class SegmentReviewed:
    """What somebody says of a quote that was coded: `action` is one of REVIEW_ACTIONS, `marks` are the codes of an
    adjustment, a proposal or a settlement; `segment` is the act that logged the quote."""

    by: str
    segment: str
    action: str
    marks: "tuple[Mark, ...]" = ()
    why: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class StudyRead:
    """Somebody has read a study to become familiar with it (Braun & Clarke 2006, phase 1), and what came to mind.

    `texts` are the checksums of the full texts that were attached to it then.
    """

    by: str
    study: str
    texts: tuple[str, ...] = ()
    memo: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Consulted:
    """A working group or people whom the review is about were asked (Arksey & O'Malley 2005, sixth step).

    `whom` says who they were and `day` when (2026-01-31); `about` are codes, `said` is what they said, and `led_to`
    what was changed for it.
    """

    by: str
    whom: str
    day: str
    said: str
    about: tuple[str, ...] = ()
    led_to: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of a qualitative evidence synthesis as it is worded now, by its `key`; the last one of a key counts.

    `codes` are those that it sums up, `studies` those that contribute to it, and `segments` the acts that logged the
    quotes which it rests on.
    """

    by: str
    key: str
    text: str
    codes: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    why: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class FindingJudged:
    """What people judged of a finding (GRADE-CERQual, Lewin et al. 2018): `component` is one of CERQUAL_COMPONENTS, and
    `level` of its levels. The last one of a component counts."""

    by: str
    finding: str
    component: str
    level: str
    why: str
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class ChartedValue:
    """What one person charted of a study in one field of the form; `instance` counts the arms, measures or settings.

    `form` is the version of the form that they had before them.
    """

    by: str
    study: str
    field: str
    answer: Answer
    instance: int = 1
    evidence: tuple[Quoted, ...] = ()
    note: str = ""
    form: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class ChartSettled:
    """What holds in a field where people charted differently, or that one person charted and another checked.

    `of` are the acts that charted what was compared. They stay, so that both answers can be shown.
    """

    by: str
    study: str
    field: str
    answer: Answer
    of: tuple[str, ...]
    why: Settling = Settling.AGREED
    instance: int = 1
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class ChartingDone:
    """Whether a person has finished charting a study."""

    by: str
    study: str
    done: bool
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class ChartPilot:
    """Studies that all these people chart without seeing each other's answers, before the others open."""

    by: str
    studies: tuple[str, ...]
    people: tuple[str, ...]
    note: str = ""
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class ClaimConfirmed:
    """Somebody said that a claim of a manuscript is right, although the folder or another part of the text differs.

    `kind`, `words` and `start` (its place in the passage, in code points) are those of the claim, `passage` the
    checksum of the text around it, so that it is known wherever that passage moves; `said` is what the folder said.
    """

    by: str
    kind: str
    words: str
    passage: str
    start: int
    said: str
    why: str
    at: datetime = NEVER
    id: str = ""
    stamp: Stamp = NO_STAMP
    place: Place = Place("")


AnyAct = (
    Import
    | SourceRename
    | DuplicateVerdict
    | DedupeRun
    | Decision
    | Pilot
    | ConflictsOpened
    | Retrieval
    | TextRequest
    | Text
    | AgreementChange
    | CodedSegment
    | SegmentRecoded
    | StudyMark
    | StudyCoded
    | SegmentReviewed
    | StudyRead
    | Consulted
    | Finding
    | FindingJudged
    | CodebookAct
    | ChartedValue
    | ChartSettled
    | ChartingDone
    | ChartPilot
    | ClaimConfirmed
)

CodingAct = CodedSegment | SegmentRecoded | StudyMark | StudyCoded  # what codings are made of
