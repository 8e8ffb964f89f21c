"""What a list of retracted articles says: a notice is one row, about one article."""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """What a notice says of its article."""

    RETRACTION = "retraction"
    CONCERN = "concern"  # an expression of concern
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"  # the retraction was taken back


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of a list: what was published about an article, and how the article can be known.

    `date` is the day of the notice as 2023-08-16, "" where it is not known. `doi`, `pmid`, `title`, `authors`, `year`
    and `journal` are those of the article; `notice_doi` and `notice_pmid` those of the notice.
    """

    line: int
    nature: Nature = Nature.RETRACTION
    date: str = ""
    doi: str = ""
    pmid: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    journal: str = ""
    reason: str = ""
    notice_doi: str = ""
    notice_pmid: str = ""
