"""The table of characteristics of the included studies, in pieces that fit a page."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reviewkit.render.document import Section
from reviewkit.render.report.included_studies import in_order
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.charting import characteristics_table
from reviewkit.render.tables.columns import each_alone
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
    if given.view is None:
        table = studies_table(studies, labels)
        tables = (replace(table, caption=given.say("charting_caption")),) if len(table.head) > 1 else ()
        numbers = {"studies": len(studies), "fields": len(table.head) - 1}
    else:
        tables = _pieces(given, given.view)
        fields = tuple(given.view.form.fields())
        numbers = {"studies": len(studies), "fields": len(fields)}
        missing = given.view.gaps(studies, fields).added_to(missing, labels.language)
    said = given.say("charting", n=numbers["studies"], fields=numbers["fields"])
    return Made(
        Section(given.say("heading_charting"), (said if tables else given.say("not_charted"),), tables),
        numbers if tables else {},
        missing,
    )


def _pieces(given: Given, view: "ChartView") -> tuple[Table, ...]:
    """The table, or several of it with the studies at the left of each, so that columns are wide enough for texts."""
    studies = in_order(given)
    if not studies:
        return ()
    layout = replace(each_alone(view.form.fields()), numbered=True, units=given.units)
    table = characteristics_table(view, studies, layout, given.labels)
    parts = parts_of(table)
    if len(parts) == 1:
        return (table,)
    return tuple(
        replace(
            columns_of(table, [0, *part]),
            caption=given.say("charting_piece", caption=table.caption, n=number, of=len(parts)),
        )
        for number, part in enumerate(parts, start=1)
    )
