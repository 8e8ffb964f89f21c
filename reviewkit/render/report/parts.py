"""The parts of the report by the names that people ask for them by, in the order in which they are printed."""

from collections.abc import Mapping

from reviewkit.render.report.agreed import agreed
from reviewkit.render.report.automation_record import automation
from reviewkit.render.report.charting_table import charting
from reviewkit.render.report.checklists import scoping_checklist, search_checklist
from reviewkit.render.report.excluded_reports import excluded
from reviewkit.render.report.flow_figure import flow
from reviewkit.render.report.included_studies import included
from reviewkit.render.report.part import Part
from reviewkit.render.report.protocol_changes import changes
from reviewkit.render.report.references import references
from reviewkit.render.report.results_text import results
from reviewkit.render.report.search_appendix import searches
from reviewkit.render.report.source_yield import source_yield
from reviewkit.render.report.theme_quotes import quotes
from reviewkit.render.report.theme_table import themes
from reviewkit.render.report.who_did_what import contributions

PARTS: Mapping[str, Part] = {
    "protocol": agreed,
    "searches": searches,
    "yield": source_yield,
    "flow": flow,
    "excluded": excluded,
    "included": included,
    "charting": charting,
    "themes": themes,
    "quotes": quotes,
    "references": references,
    "prisma-scr": scoping_checklist,
    "prisma-s": search_checklist,
    "contributions": contributions,
    "automation": automation,
    "changes": changes,
    "results": results,
}
