"""The glossary: every noun that several packages share, in the words of PRISMA 2020 (Page et al. 2021, BMJ 372:n71).

A source is one search in one database; a record is one reference in one export; a report is a document (a group
of duplicate records); a study is one or more reports.
"""

from reviewkit.model.coding import Code, Codebook, Coding, Mark, Segment
from reviewkit.model.events import (
    AFTER_ALL,
    NEVER,
    NO_STAMP,
    Act,
    AgreementChange,
    AnyAct,
    CodedSegment,
    ConflictsOpened,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Import,
    Retrieval,
    SourceRename,
    Stamp,
    StudyCoded,
    StudyMark,
    TakenBack,
    Undo,
    in_order,
)
from reviewkit.model.facts import Facts
from reviewkit.model.numbers import Counts, Number
from reviewkit.model.protocol import (
    Criteria,
    ExclusionReason,
    Highlight,
    Policies,
    Previous,
    Protocol,
    Reviewer,
    ScreeningStage,
    one_stage,
    two_stages,
)
from reviewkit.model.records import UNDERSTOOD, Export, Field, QueryLine, Record, Source
from reviewkit.model.results import DuplicateGroup, Missing, Outcome, Overlap, Share
from reviewkit.model.studies import Study

__all__ = [
    "AFTER_ALL",
    "NEVER",
    "NO_STAMP",
    "UNDERSTOOD",
    "Act",
    "AgreementChange",
    "AnyAct",
    "Code",
    "Codebook",
    "CodedSegment",
    "Coding",
    "ConflictsOpened",
    "Counts",
    "Criteria",
    "Decision",
    "DedupeRun",
    "DuplicateGroup",
    "DuplicateVerdict",
    "ExclusionReason",
    "Export",
    "Facts",
    "Field",
    "Highlight",
    "Import",
    "Mark",
    "Missing",
    "Number",
    "Outcome",
    "Overlap",
    "Policies",
    "Previous",
    "Protocol",
    "QueryLine",
    "Record",
    "Retrieval",
    "Reviewer",
    "ScreeningStage",
    "Segment",
    "Share",
    "Source",
    "SourceRename",
    "Stamp",
    "Study",
    "StudyCoded",
    "StudyMark",
    "TakenBack",
    "Undo",
    "in_order",
    "one_stage",
    "two_stages",
]
