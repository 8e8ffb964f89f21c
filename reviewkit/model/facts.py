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
    ClaimConfirmed,
    CodebookAct,
    CodingAct,
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
    StudyRead,
    TakenBack,
    Text,
    TextRequest,
    Undo,
)
from reviewkit.model.forms import Form
from reviewkit.model.protocol import Protocol
from reviewkit.model.records import Export, Record, Source
from reviewkit.model.studies import Study


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that people wrote in a review folder, and what could not be read.

    Acts are in order and count; those that were undone are kept separately, with who undid them; `undos` are all of
    them, also those that were undone themselves. `coding_acts` are what the codings in logs are made of, and `by_hand`
    the codings of files, also what was logged too and counts once in `codings`. `withdrawn` are the exports whose
    import was undone. `source_of` names the source of each record, where that is known without reading the records.
    `today` is the day for which the review is read, because reviewers join and leave; None ignores that.
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
    by_hand: tuple[Coding, ...] = ()
    coding_acts: tuple[CodingAct, ...] = ()
    codebook_acts: tuple[CodebookAct, ...] = ()
    reviews: tuple[SegmentReviewed, ...] = ()
    readings: tuple[StudyRead, ...] = ()
    consultations: tuple[Consulted, ...] = ()
    findings: tuple[Finding, ...] = ()
    judgements: tuple[FindingJudged, ...] = ()
    form: Form | None = None
    charted: tuple[ChartedValue, ...] = ()
    settled: tuple[ChartSettled, ...] = ()
    charting_done: tuple[ChartingDone, ...] = ()
    chart_pilots: tuple[ChartPilot, ...] = ()
    confirmed_claims: tuple[ClaimConfirmed, ...] = ()
    agreements: tuple[AgreementChange, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    undos: tuple[Undo, ...] = ()
    problems: tuple[Problem, ...] = ()
    today: date | None = None
