"""The searches as they were made, line by line (PRISMA-S, Rethlefsen et al. 2021, items 1, 8, 9, 13 and 15)."""

from reviewkit.model import Source
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.searches import searches_table
from reviewkit.render.tables.table import Table


def searches(given: Given) -> Made:
    """The list of all searches, then a table of its lines for each source that has any."""
    found = given.review.sources_with_counts()
    lines = tuple(_lines(source, given) for source, _ in found if source.lines)
    said = (given.say("searches", n=len(found)),) if found else (given.say("no_searches"),)
    tables = (searches_table(found, given.labels), *lines) if found else ()
    numbers = {f"{source.name}.records": records for source, records in found}
    numbers |= {f"{source.name}.hits": source.hits for source, _ in found if source.hits is not None}
    return Made(Section(given.say("heading_searches"), said, tables), numbers, given.of_records())


def _lines(source: Source, given: Given) -> Table:
    labels = given.labels
    rows = tuple(
        (line.step, line.query, "" if line.hits is None else labels.number(line.hits)) for line in source.lines
    )
    head = tuple(given.say(f"search_{name}") for name in ("step", "query", "hits"))
    return Table(given.say("search_lines", source=source.database), head, rows, language=labels.language)
