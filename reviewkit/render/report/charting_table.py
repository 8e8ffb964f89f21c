"""The table of characteristics of the included studies, in pieces that fit a page."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reviewkit.charting_numbers import numbers as summed
from reviewkit.render.document import Section
from reviewkit.render.report.included_studies import in_order
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.charting import characteristics_table
from reviewkit.render.tables.columns import Arrangement, arranged
from reviewkit.render.tables.studies import studies_table
from reviewkit.render.tables.table import Table, columns_of
from reviewkit.render.tables.widths import parts_of

if TYPE_CHECKING:
    from reviewkit.blind import ChartView


def charting(given: Given) -> Made:
    """What was charted of each study, numbered as in the list of studies; from studies.yaml where there is no form."""
    studies, labels = in_order(given), given.labels
    missing = given.of_studies()
    tables: tuple[Table, ...]
    numbers: dict[str, int | float]
    if given.view is None:
        table = studies_table(studies, labels)
        tables = (replace(table, caption=given.say("charting_caption")),) if len(table.head) > 1 else ()
        numbers = {"studies": len(studies), "fields": len(table.head) - 1}
    else:
        layout = replace(arranged(given.view.form, given.columns), numbered=True, units=given.units)
        tables = _pieces(given, given.view, layout)
        numbers = {"studies": len(studies), "fields": len(layout.fields), **_totals(given, given.view, layout)}
        missing = given.view.gaps(studies, layout.fields).added_to(missing, labels.language)
    said = given.say("charting", n=numbers["studies"], fields=numbers["fields"])
    return Made(
        Section(given.say("heading_charting"), (said if tables else given.say("not_charted"),), tables),
        numbers if tables else {},
        missing,
    )


def _totals(given: Given, view: "ChartView", layout: Arrangement) -> dict[str, int | float]:
    """The sums in the headings, by their fields."""
    sums = {total.field.id: summed(view, total.field, in_order(given)).sum for total in layout.totals}
    return {f"total.{name}": int(n) if n == int(n) else float(n) for name, n in sums.items()}


def _pieces(given: Given, view: "ChartView", layout: Arrangement) -> tuple[Table, ...]:
    """The table, or several of it with the studies at the left of each, so that columns are wide enough for texts; one
    whose columns somebody chose stays whole."""
    studies = in_order(given)
    if not studies:
        return ()
    table = characteristics_table(view, studies, layout, given.labels)
    parts = parts_of(table)
    if len(parts) == 1 or given.columns:
        return (table,)
    return tuple(
        replace(
            columns_of(table, [0, *part]),
            caption=given.say("charting_piece", caption=table.caption, n=number, of=len(parts)),
        )
        for number, part in enumerate(parts, start=1)
    )
