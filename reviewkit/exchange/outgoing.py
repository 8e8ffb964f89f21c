"""Records as other tools want them: our id travels along, and nothing stands where the tool would misread it.

What each keeps and drops was found out by trying: Rayyan overwrites AN and keeps notes; Zotero takes M1 for the issue
and drops ID, LB and C1 to C8; EndNote wants a byte-order mark.
"""

from dataclasses import replace

from reviewkit.formats.ris import in_ris
from reviewkit.model import Field, Record
from reviewkit.words import Choice, Tool

_ZOTERO_DROPS = frozenset(("ID", "LB", *(f"C{n}" for n in range(1, 9))))
_ASREVIEW = {Choice.INCLUDE: "ASReview_relevant", Choice.EXCLUDE: "ASReview_irrelevant", None: "ASReview_not_seen"}


def outgoing(
    record: Record, tool: Tool, choice: Choice | None = None, reason: str = "", told: bool = False
) -> Record:
    """The record for a tool, as RIS fields. `told` says that decisions were asked for."""
    fields = [Field("N1", f"reviewkit:{record.id}", 0)] if record.id else []
    for item in in_ris(record).fields:
        if item.tag == "M1" or (tool is Tool.ZOTERO and item.tag in _ZOTERO_DROPS):
            item = Field("N1", f"{item.tag}: {item.value}", item.line)
        fields.append(item)
    if told and tool is Tool.ASREVIEW:
        fields.append(Field("N1", _ASREVIEW.get(choice, _ASREVIEW[None]), 0))
    elif told and choice:
        fields.append(Field("N1", f"reviewkit decision: {choice.value}" + (f" ({reason})" if reason else ""), 0))
    types = [item for item in fields if item.tag == "TY"]
    rest = [item for item in fields if item.tag != "TY"]
    return replace(record, fields=(*types[:1], *rest), format="ris")


def starts_with_mark(tool: Tool) -> bool:
    """Whether the tool wants a byte-order mark."""
    return tool is Tool.ENDNOTE
