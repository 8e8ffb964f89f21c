"""Whether the database that a record comes from says that its article was retracted, and where it says so."""

import re

from reviewkit.errors import Level, Problem
from reviewkit.model import Record
from reviewkit.words import message

# "RETRACTED: Trust in home care", "[Retracted] Trust", "WITHDRAWN: Trust": Elsevier, Cochrane, Wiley. A title that
# only begins with the word ("Retracted lead extraction") is none; "withdrawn" counts in capitals alone.
_BEFORE = re.compile(
    r"\W*(?:(?i:retracted(?: (?:article|paper|chapter|publication))?)|WITHDRAWN(?: (?:ARTICLE|PAPER))?)\s*[:.\])]"
    r"|\W*(?i:tilbaketrukket|trukket tilbake)\s*[:\])]"
)
# "Trust (Retracted article. See vol. 12, pg 3, 2010)", "Trust [retracted in: Ann Care. 2012]": Web of Science, Ovid.
_BEHIND = re.compile(
    r"[\[(]\s*(?:(?:(?:this )?(?:article|paper) (?:has been|was) )?retracted\b[^\[\]()]*+"
    r"|retraction in\b[^\[\]]{0,300}+)[\])]\W*\Z",
    re.IGNORECASE,
)
_TYPES = frozenset(("retracted publication", "retracted article", "retracted"))
_BETWEEN_TYPES = re.compile(r"[;,|/\n]")
_NOTES = frozenset(("N1", "M1", "M2", "M3", "C1", "RN", "NT", "NO", "notes", "note", "Notes", "Note", "annote"))
_IN_A_NOTE = re.compile(
    r"\b(?:retraction in|retracted (?:and republished )?in|(?:article|paper) (?:has been|was) retracted|"
    r"retracted (?:article|publication))\b",
    re.IGNORECASE,
)
_LONGEST = 100  # letters of what a database wrote that are shown
_LOOKED_AT = 5_000  # letters of a note that are looked at


def mark(record: Record) -> str:
    """The words by which a database marks a record as retracted, or ""; the notice of a retraction has none."""
    title = record.title
    if _BEFORE.match(title) or (len(title) > 4 and title[-1] in "])." and _BEHIND.search(title[-_LOOKED_AT:])):
        return title[:_LONGEST]
    return next((words for item in record.fields if (words := _in_field(item.tag, item.value))), "")


def _in_field(tag: str, value: str) -> str:
    """The words of a field that say so: PubMed's RIN and its types of publication, and notes."""
    if tag == "RIN" or (tag.endswith("CommentsCorrections@RefType") and value == "RetractionIn"):
        return f"{tag.rpartition('@')[2]}: {value[:_LONGEST]}"
    if len(value) <= _LONGEST * 2 and "etracted" in value.casefold():
        kind = next((one for one in _BETWEEN_TYPES.split(value) if one.strip().casefold() in _TYPES), "")
        if kind:
            return kind.strip()
    if tag in _NOTES and (found := _IN_A_NOTE.search(value[:_LOOKED_AT])):
        return value[found.start() : found.start() + _LONGEST]
    return ""


def problem(record: Record, words: str) -> Problem:
    """An included report that its database marks as retracted."""
    said = message(
        "{record} is included, and its database marks it as retracted or withdrawn ({words!r}). Read the notice, and "
        "decide together what it means for the review",
        record=record.id,
        words=words,
    )
    return Problem(record.place, said, Level.WARNING, "marked-retracted")
