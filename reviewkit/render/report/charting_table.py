"""The table of characteristics of the included studies, in pieces that fit a page."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reviewkit.render.document import Section
from reviewkit.render.report.included_studies import in_order
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.charting import characteristics_table
from reviewkit.render.tables.columns import Arrangement, each_alone
from reviewkit.render.tables.studies import studies_table
from reviewkit.render.tables.table import Table

if TYPE_CHECKING:
    from reviewkit.blind import ChartView

_MOST_COLUMNS = 7  # beside the study; more make columns so narrow that words are cut


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
        tables = tuple(_pieces(given, given.view))
        fields = tuple(given.view.form.fields())
        numbers = {"studies": len(studies), "fields": len(fields)}
        missing = given.view.gaps(studies, fields).added_to(missing, labels.language)
    said = given.say("charting", n=numbers["studies"], fields=numbers["fields"])
    return Made(
        Section(given.say("heading_charting"), (said if tables else given.say("not_charted"),), tables),
        numbers if tables else {},
        missing,
    )


def _pieces(given: Given, view: "ChartView") -> list[Table]:
    """Tables with at most so many fields each."""
    fields, studies = tuple(view.form.fields()), in_order(given)
    pieces = [fields[start : start + _MOST_COLUMNS] for start in range(0, len(fields), _MOST_COLUMNS)]
    made = []
    for number, piece in enumerate(pieces, start=1):
        layout: Arrangement = replace(each_alone(piece), numbered=True, units=given.units)
        table = characteristics_table(view, studies, layout, given.labels)
        part = given.say("charting_piece", caption=table.caption, n=number, of=len(pieces))
        made.append(replace(table, caption=part) if len(pieces) > 1 else table)
    return made if studies else []
