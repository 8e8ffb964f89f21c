"""Everything that people wrote in a review folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reviewkit.errors import Problem
from reviewkit.model.coding import Codebook, Coding
from reviewkit.model.events import (
    AgreementChange,
    ChartedValue,
    ChartingDone,
    ChartPilot,
    ChartSettled,
    CodebookAct,
    ConflictsOpened,
    Consulted,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Finding,
    FindingJudged,
    Import,
    Pilot,
    Retrieval,
    SegmentReviewed,
    Stamp,
    StudyRead,
    TakenBack,
    Text,
    TextRequest,
)
from reviewkit.model.forms import Form
from reviewkit.model.protocol import Protocol
from reviewkit.model.records import Export, Record, Source
from reviewkit.model.studies import Study


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that people wrote in a review folder, and what could not be read.

    Acts are in order and count; those that were undone are kept separately, with who undid them. `withdrawn` are the
    exports whose import was undone. `source_of` names the source of each record, where that is known without reading
    the records. `coded_at` is the place of each act of coding in the order of all acts. `today` is the day for which
    the review is read, because reviewers join and leave; None ignores that.
    """

    protocol: Protocol
    sources: tuple[Source, ...] = ()
    imports: tuple[Import, ...] = ()
    exports: tuple[Export, ...] = ()
    withdrawn: tuple[Export, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)
    source_of: Mapping[str, str] = field(default_factory=dict)
    verdicts: tuple[DuplicateVerdict, ...] = ()
    runs: tuple[DedupeRun, ...] = ()
    decisions: tuple[Decision, ...] = ()
    pilots: tuple[Pilot, ...] = ()
    openings: tuple[ConflictsOpened, ...] = ()
    retrievals: tuple[Retrieval, ...] = ()
    text_requests: tuple[TextRequest, ...] = ()
    texts: tuple[Text, ...] = ()
    studies: tuple[Study, ...] = ()
    codebooks: tuple[Codebook, ...] = ()
    codings: tuple[Coding, ...] = ()
    codebook_acts: tuple[CodebookAct, ...] = ()
    reviews: tuple[SegmentReviewed, ...] = ()
    readings: tuple[StudyRead, ...] = ()
    consultations: tuple[Consulted, ...] = ()
    findings: tuple[Finding, ...] = ()
    judgements: tuple[FindingJudged, ...] = ()
    coded_at: Mapping[str, Stamp] = field(default_factory=dict)
    form: Form | None = None
    charted: tuple[ChartedValue, ...] = ()
    settled: tuple[ChartSettled, ...] = ()
    charting_done: tuple[ChartingDone, ...] = ()
    chart_pilots: tuple[ChartPilot, ...] = ()
    agreements: tuple[AgreementChange, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    problems: tuple[Problem, ...] = ()
    today: date | None = None
