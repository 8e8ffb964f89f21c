"""Records as other tools want them, written from what is understood and not from what some database wrote.

What each keeps and drops was found out by trying, and by reading its parser: ASReview takes title, year and abstract
from one column each for a whole file, and wants PY as a whole number; Rayyan adds a line whose tag it does not know to
the line before, counts A2 as authors, and has no DOI; Zotero takes M1 for the issue and drops ID, LB and C1 to C8, and
more (zotero.py); EndNote wants a byte-order mark, and a comma after the name of a group.
"""

import re
from dataclasses import replace

from reviewkit.exchange.zotero import for_zotero
from reviewkit.formats.reference import Reference, endnote_name, left_over, reference
from reviewkit.formats.ris import fields_of, in_ris
from reviewkit.model import Field, Record
from reviewkit.words import Choice, Tool

_ASREVIEW = {Choice.INCLUDE: "ASReview_relevant", Choice.EXCLUDE: "ASReview_irrelevant", None: "ASReview_not_seen"}
# What screening tools write into notes and columns: labels, votes and reasons, of an earlier screening or of others.
_FOREIGN = re.compile(
    r"RAYYAN-INCLUSION:\s*\{(?:[^{}R]|R(?!AYYAN-))*+\}|RAYYAN-[A-Z-]{1,40}:[^|]*+|"
    r"USER-NOTES:\s*\{(?:[^}U]|\}(?!\s*(?:\||$))|U(?!SER-NOTES:))*+\}|"
    r"(?:csv )?asreview_\w*(?::\s*.*)?|^csv (?:included|label\w*|final_included|decision|reason|reviewer|tags): .*|"
    r"Exclusion reason:[^;]*;?|^reviewkit(?: decision)?:.*|^rayyan-\d+$",
    re.IGNORECASE | re.DOTALL,
)
_HELD_APART = re.compile(r"\|[ \t|]*+")


def outgoing(
    record: Record, tool: Tool, choice: Choice | None = None, reason: str = "", with_decision: bool = False
) -> Record:
    """The record for a tool, as RIS fields. `with_decision` adds what was decided, or that nothing was."""
    one = reference(in_ris(record))
    kind, *known = fields_of(one)
    ours = [Field("N1", f"reviewkit:{record.id}", 0)] if record.id else []
    rest = [
        Field("N1", own if item.tag == "N1" else _without_foreign(f"{item.tag}: {own}"), item.line)
        for item in left_over(one)
        if (own := _without_foreign(item.value))
    ]
    decided = _decision(tool, choice, reason) if with_decision else []
    numbers = _numbers_as_notes(one) if tool is Tool.RAYYAN else []
    fields = [kind, *ours, *numbers, *known, *rest, *decided]
    taken = tuple(map(_moved, fields, _as_taken_by(tool, one, fields)))
    return replace(record, fields=taken, format="ris")


def _moved(before: Field, after: Field) -> Field:
    """A field as a tool takes it; where it became a note, without what the tool would read as a vote."""
    if after.tag != "N1" or before.tag == "N1":
        return after
    return after._replace(value=_without_foreign(after.value))


def _as_taken_by(tool: Tool, one: Reference, fields: list[Field]) -> list[Field]:
    if tool is Tool.RAYYAN:
        return [_editor_as_note(item) for item in fields]
    if tool is Tool.ENDNOTE:
        names = {"AU": one.record.authors, "A2": one.editors}
        return [
            item._replace(value=endnote_name(item.value, names[item.tag])) if item.tag in names else item
            for item in fields
        ]
    return for_zotero(one.kind, fields) if tool is Tool.ZOTERO else fields


def _without_foreign(note: str) -> str:
    """A note without what screening tools added to it. A | is put in its place, so that what was before it and what was
    behind it do not make up such a mark."""
    own = _FOREIGN.sub("|", note)
    if own == note:
        return note
    own = _HELD_APART.sub("| ", own).strip(" \t\r\n|")
    return _FOREIGN.sub("|", own).strip(" \t\r\n|")  # some are marks only where a note begins


def _numbers_as_notes(one: Reference) -> list[Field]:
    """The DOI and PubMed id, which Rayyan would not give back."""
    numbers = (("DOI", one.record.doi), ("PMID", one.record.pmid))
    return [Field("N1", f"{name}: {number}", 0) for name, number in numbers if number]


def _editor_as_note(item: Field) -> Field:
    return Field("N1", f"Editor: {item.value}", item.line) if item.tag == "A2" else item


def _decision(tool: Tool, choice: Choice | None, reason: str) -> list[Field]:
    """The decision as the tool reads it: ASReview in its own words, the others in a note."""
    if tool is Tool.ASREVIEW:
        return [Field("N1", _ASREVIEW.get(choice, _ASREVIEW[None]), 0)]
    if choice is None:
        return []
    return [Field("N1", f"reviewkit decision: {choice.value}" + (f" ({reason})" if reason else ""), 0)]


def starts_with_mark(tool: Tool) -> bool:
    """Whether the tool wants a byte-order mark."""
    return tool is Tool.ENDNOTE
