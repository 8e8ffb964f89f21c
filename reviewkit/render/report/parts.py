"""The parts of the report by the names that people ask for them by, in the order in which they are printed."""

from collections.abc import Mapping

from reviewkit.render.report.checklists import scoping_checklist, search_checklist
from reviewkit.render.report.flow_figure import flow
from reviewkit.render.report.included_studies import included
from reviewkit.render.report.part import Part
from reviewkit.render.report.references import references
from reviewkit.render.report.search_appendix import searches
from reviewkit.render.report.source_yield import source_yield

PARTS: Mapping[str, Part] = {
    "searches": searches,
    "yield": source_yield,
    "flow": flow,
    "included": included,
    "references": references,
    "prisma-scr": scoping_checklist,
    "prisma-s": search_checklist,
}
