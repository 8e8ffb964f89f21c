"""The reports behind a box of the flow, with the reasons for exclusion (PRISMA 2020 item 16b)."""

from collections.abc import Sequence
from typing import NamedTuple

from reviewkit.locales import Labels
from reviewkit.model import Record
from reviewkit.render.tables.table import Table


class Listed(NamedTuple):
    """One member of a box: a record with the reason for its exclusion, or a study with how it is cited."""

    id: str
    record: Record | None
    reason: str = ""
    citation: str = ""


def listed_table(caption: str, members: Sequence[Listed], labels: Labels) -> Table:
    """One row per member of a box; the column of reasons is there where any has one."""
    names = ["id", "authors", "year", "title", "journal", "doi"]
    with_reasons = any(member.reason for member in members)
    return Table(
        caption=caption,
        head=tuple(labels.text(f"listed.{name}") for name in (*names, *(["reason"] if with_reasons else []))),
        rows=tuple((*_cells(member), *([member.reason] if with_reasons else [])) for member in members),
        row_heads=True,
        language=labels.language,
    )


def _cells(member: Listed) -> tuple[str, ...]:
    record = member.record
    if record is None:
        return (member.id, member.citation, "", "", "", "")
    year = str(record.year) if record.year else ""
    return (member.id, "; ".join(record.authors), year, record.title, record.journal, record.doi)
