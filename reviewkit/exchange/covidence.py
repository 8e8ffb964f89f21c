"""Decisions from Covidence: which list a record is on is what the team agreed; single votes are not in its exports."""

import re
from dataclasses import replace

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import ImportedDecision, Rows, about
from reviewkit.words import Choice

LISTS = {
    "select": (Choice.INCLUDE, False),
    "irrelevant": (Choice.EXCLUDE, False),
    "excluded": (Choice.EXCLUDE, True),
    "included": (Choice.INCLUDE, True),
}
_REASON = re.compile(r"Exclusion reason:\s*([^;]+)", re.IGNORECASE)


def from_table(rows: Rows, path: str, list_name: str) -> tuple[ImportedDecision, ...]:
    """The decisions that a list of Covidence stands for. An included record also passed title and abstract.

    Raises ReviewkitError where the list was not named, because the file itself does not tell.
    """
    if list_name not in LISTS:
        raise ReviewkitError(
            f"{path}: this is a list of Covidence, which does not say which list it is. "
            f"Name it with --list, one of: {', '.join(LISTS)} (select is what went on to full text)."
        )
    choice, later = LISTS[list_name]
    found = []
    for line, row in rows:
        reason = _REASON.search(row.get("notes", "")) if choice is Choice.EXCLUDE else None
        vote = replace(about(row, Place(path, line)), final=True, note=f"from Covidence, list {list_name}")
        if later:
            found.append(replace(vote, choice=Choice.INCLUDE))
        reasons = (reason.group(1).strip(),) if reason else ()
        found.append(replace(vote, choice=choice, later_stage=later, reasons=reasons))
    return tuple(found)
