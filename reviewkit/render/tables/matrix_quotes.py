"""The quotes behind the cells of the matrix, for formats whose cells can be followed to them."""

from collections.abc import Mapping
from dataclasses import replace

from reviewkit.coding import Evidence, Matrix
from reviewkit.locales import Labels
from reviewkit.model import Code, Study
from reviewkit.render.tables.matrix import places
from reviewkit.render.tables.quotes import place_of
from reviewkit.render.tables.table import Behind, Quotation, Table
from reviewkit.words import CONSTRUCTS, Layout


def with_quotes(
    table: Table, matrix: Matrix, layout: Layout, labels: Labels, units: Mapping[str, str] | None = None
) -> Table:
    """The table of a matrix in a layout, with the quotes behind each cell that has any.

    `units` says what the parts of each full text are, by its checksum. A mark without a quote is named where its cell
    has quotes too.
    """
    codes = {code.id: code for code in matrix.codebook.codes}
    behind = tuple(
        Behind(
            row,
            column,
            heading_of(matrix, theme, study, labels),
            tuple(_quotation(one, codes, units or {}, labels) for one in matrix.evidence[theme.id, study.key]),
        )
        for row, column, theme, study in places(matrix, layout)
        if any(one.quote for one in matrix.evidence.get((theme.id, study.key), ()))
    )
    return replace(table, behind=behind, behind_title=labels.text("behind.title")) if behind else table


def heading_of(matrix: Matrix, theme: Code, study: Study, labels: Labels) -> str:
    """Which cell it is, and what it says: `Trust – Berg (2020): Found`."""
    return labels.text("behind.heading").format(
        theme=theme.label(labels.language),
        study=study.citation,
        cell=labels.text(f"page.matrix.{matrix.cell(theme, study)}"),
    )


def _quotation(one: Evidence, codes: Mapping[str, Code], units: Mapping[str, str], labels: Labels) -> Quotation:
    return Quotation(one.quote, "; ".join(said_of(one, codes, units, labels)))


def said_of(one: Evidence, codes: Mapping[str, Code], units: Mapping[str, str], labels: Labels) -> list[str]:
    """Whose a mark is, on which page its quote is, under which code, how it relates to it, and what its words are."""
    place = place_of(one.page, one.found, units, labels)
    is_number = place.isdecimal()
    code = codes.get(one.mark.code)
    found = [
        one.coder,
        (labels.text("behind.page").format(page=place) if is_number else place) if one.quote else "",
        "" if one.quote else labels.text("behind.no_quote"),
        code.label(labels.language) if code else one.mark.code,
        labels.text(f"page.relation_of.{one.mark.relation}"),
        labels.text(f"quotes.{one.construct}") if one.construct in CONSTRUCTS else one.construct,
    ]
    return [text for text in found if text]
