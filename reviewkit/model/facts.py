"""All that people wrote in a review folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reviewkit.errors import Problem
from reviewkit.model.coding import Codebook, Coding
from reviewkit.model.events import (
    AgreementChange,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Import,
    Retrieval,
    TakenBack,
)
from reviewkit.model.numbers import Counts
from reviewkit.model.protocol import Protocol
from reviewkit.model.records import Export, Record, Source
from reviewkit.model.studies import Study


@dataclass(frozen=True, slots=True)
class Facts:
    """All that people wrote in a review folder, and what could not be read of it.

    Acts stand in their order and count; those that were taken back are apart, with who took them back. `withdrawn`
    are the exports whose import was taken back. `source_of` names the source of each record, where that can be told
    without reading the records. `today` is the day on which the review is looked at, by which people come and go; None
    leaves that out. `numbers` are those of records that nobody imported.
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
    retrievals: tuple[Retrieval, ...] = ()
    studies: tuple[Study, ...] = ()
    codebooks: tuple[Codebook, ...] = ()
    codings: tuple[Coding, ...] = ()
    agreements: tuple[AgreementChange, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    problems: tuple[Problem, ...] = ()
    today: date | None = None
    numbers: Counts | None = None
