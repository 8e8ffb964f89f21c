"""The coded quotes, theme by theme, with what each theme means."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reviewkit.model import Code
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.quotes import quotes_table
from reviewkit.render.tables.table import Table, columns_of

if TYPE_CHECKING:
    from reviewkit.coding import CodedQuote


def quotes(given: Given) -> Made:
    """A section for each theme, and one for quotes whose codes count for none."""
    heading, matrix = given.say("heading_quotes"), given.matrix
    if matrix is None:
        return Made(Section(heading, (given.say("no_themes"),)), {}, given.of_records())
    found = given.review.coded_quotes(matrix.codebook, "", matrix.studies)
    of_theme: dict[str, list[CodedQuote]] = {}
    for one in found:
        of_theme.setdefault(one.theme.id if one.theme else "", []).append(one)
    sections = [_theme(theme, of_theme.get(theme.id, []), given) for theme in matrix.themes]
    if left := of_theme.get(""):
        said_of = (given.say("quotes_of_theme", n=_distinct(left)),)
        sections.append(Section(given.labels.text("quotes.no_theme"), said_of, (_table(left, given),)))
    without = given.review.marks_without_quote(matrix.codebook, "", matrix.studies)
    numbers = {f"theme.{name}" if name else "no_theme": _distinct(some) for name, some in of_theme.items()}
    numbers |= {"quotes": _distinct(found), "under_codes": len(found), "without_quote": without}
    said = [
        given.say(
            "quotes" if len(found) > numbers["quotes"] else "quotes_once", n=numbers["quotes"], rows=len(found)
        )
    ]
    said += [given.labels.sentence("quotes.without", n=without)] if without else []
    missing = given.review.missing(given.review.included_studies, matrix)
    return Made(Section(heading, tuple(said), sections=tuple(sections)), numbers, missing)


def _distinct(found: "Sequence[CodedQuote]") -> int:
    """How many quotes these are; one with two codes is there twice."""
    return len({(one.coder, one.study.key, one.segment) for one in found})


def _theme(theme: Code, found: "Sequence[CodedQuote]", given: Given) -> Section:
    said = [*filter(None, [theme.definition]), given.say("quotes_of_theme", n=_distinct(found))]
    return Section(theme.label(given.labels.language), tuple(said), (_table(found, given),) if found else ())


def _table(found: "Sequence[CodedQuote]", given: Given) -> Table:
    """The quotes without the column of their theme, which is the heading, and without columns that tell nothing: those
    that are empty, the codes where there is none below the theme, and the relation where every quote supports it."""
    labels, theme = given.labels, found[0].theme
    table = quotes_table(found, False, labels, given.units)
    caption = theme.label(labels.language) if theme else labels.text("quotes.no_theme")
    said = [{row[number] for row in table.plain_rows} for number in range(len(table.head))]
    nothing = ({""}, {caption}, {labels.text("page.relation_of.supports")})
    kept = [number for number in range(1, len(table.head)) if said[number] not in nothing]
    return replace(columns_of(table, kept), caption=given.say("quotes_caption", theme=caption))
