"""Tables of coding in the page: the matrix in both layouts and at each level, as whoever is chosen coded; what each
theme rests on; what is found together; and the quotes of each theme. All are downloaded in every format.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from urllib.parse import urlencode

from reviewkit.actions.readings import units_of
from reviewkit.blind import as_coder_sees
from reviewkit.coding import AGREED, ANY, CodedQuote, Matrix
from reviewkit.cooccurrence import Cooccurrence
from reviewkit.errors import ReviewkitError
from reviewkit.locales import Labels
from reviewkit.model import Missing
from reviewkit.page.asked import Address, Answer, Asked, Choices, Content, NotThereError, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.figures import CLOSED, TYPES, look_of
from reviewkit.page.views.matrix import address_of
from reviewkit.render.figures import write as figures
from reviewkit.render.figures.coded import cooccurrence_drawing, matrix_drawing
from reviewkit.render.figures.counted import draft_notes
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.tables.cooccurrence import cooccurrence_table
from reviewkit.render.tables.draft import marked
from reviewkit.render.tables.matrix import as_coded, matrix_table, places
from reviewkit.render.tables.matrix_quotes import heading_of, with_quotes
from reviewkit.render.tables.quotes import place_of, quotes_table
from reviewkit.render.tables.robustness import robustness_table
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.review import Review
from reviewkit.robustness import supports
from reviewkit.themes import THEMES, Theme
from reviewkit.words import CountBy, Layout, MatrixLevel


class NoCodebookError(ReviewkitError):
    """There is no codebook to make tables of yet, or none that can be read."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen on the page, with the matrix that it makes of what the person may see."""

    sitting: Sitting
    review: Review
    matrix: Matrix
    layout: Layout
    by: CountBy
    look: str = "classic"

    @property
    def words(self) -> Labels:
        return self.sitting.words

    @property
    def theme(self) -> Theme:
        """How its figures look."""
        return THEMES[self.look]

    @property
    def missing(self) -> Missing:
        """What a table of it waits for."""
        return self.review.missing(self.matrix.studies, self.matrix)

    @property
    def query(self) -> str:
        """The choices as the end of an address."""
        made = self.matrix
        chosen = {"book": made.codebook.name, "whose": made.whose, "level": made.level.value}
        return urlencode({**chosen, "layout": self.layout.value, "by": self.by.value, "look": self.look})


def chosen(sitting: Sitting, asked: Asked) -> Chosen:
    """The matrix that an address asks for.

    Raises NoCodebookError, NotThereError for a codebook that there is not, ReviewkitError for who has coded nothing.
    """
    review = as_coder_sees(sitting.review, sitting.who)
    try:
        review.needs_a_codebook()
    except ReviewkitError as error:
        raise NoCodebookError(*error.args) from None
    level = _one_of(asked, "level", MatrixLevel, MatrixLevel.THEME)
    made = review.matrices_of(asked.wanted("whose") or ANY, None, level)
    matrix = made.get(asked.wanted("book") or next(iter(made)))
    if matrix is None:
        raise NotThereError
    layout, by = _one_of(asked, "layout", Layout, Layout.GRID), _one_of(asked, "by", CountBy, CountBy.STUDY)
    return Chosen(sitting, review, matrix, layout, by, look_of(asked))


def _one_of(asked: Asked, name: str, choices: type[Choices], default: Choices) -> Choices:
    try:
        return choices(asked.wanted(name) or default)
    except ValueError:
        raise OddValueError(name) from None


# -- tables and figures


def _matrix(one: Chosen) -> Table:
    table = matrix_table(one.matrix, one.layout, one.words)
    return with_quotes(table, one.matrix, one.layout, one.words, units_of(one.review.facts.texts))


def _robustness(one: Chosen) -> Table:
    return robustness_table(one.matrix, list(supports(one.matrix)), one.words)


def _together(one: Chosen) -> Cooccurrence:
    return Cooccurrence(one.matrix, one.review.facts.codings)


def _cooccurrence(one: Chosen, layout: Layout) -> Table:
    return cooccurrence_table(_together(one), layout, one.by, one.words)


def _quotes(one: Chosen) -> Table:
    review, codebook, coder = one.review, one.matrix.codebook, _coder(one)
    without = review.marks_without_quote(codebook, coder)
    table = quotes_table(_coded_quotes(one), False, one.words, units_of(review.facts.texts), coder, without)
    of_all = one.matrix.whose == AGREED
    return replace(table, caption=as_coded(table.caption, one.matrix, one.words)) if of_all else table


def _coder(one: Chosen) -> str:
    return "" if one.matrix.whose in (ANY, AGREED) else one.matrix.whose


def _coded_quotes(one: Chosen) -> tuple[CodedQuote, ...]:
    """The quotes of whoever was chosen; of what all agree on, those in the cells that hold their theme."""
    if one.matrix.whose == AGREED:
        return one.review.agreed_quotes(one.matrix.codebook)
    return one.review.coded_quotes(one.matrix.codebook, _coder(one))


TABLES: Mapping[str, Callable[[Chosen], Table]] = {
    "matrix": _matrix,
    "robustness": _robustness,
    "together": partial(_cooccurrence, layout=Layout.GRID),
    "pairs": partial(_cooccurrence, layout=Layout.LIST),
    "quotes": _quotes,
}


def _draw_matrix(one: Chosen, draft: str) -> Drawing:
    return matrix_drawing(one.matrix, one.words, draft, draft_notes(one.missing, one.words), one.theme)


def _draw_together(one: Chosen, draft: str) -> Drawing:
    notes = draft_notes(one.missing, one.words)
    return cooccurrence_drawing(_together(one), one.by, one.words, draft, notes, one.theme)


FIGURES: Mapping[str, Callable[[Chosen, str], Drawing]] = {"matrix": _draw_matrix, "together": _draw_together}


def file(sitting: Sitting, asked: Asked) -> Answer:
    """A table or a heat map as a file."""
    name, ending = asked.path["name"], asked.path["ending"]
    one = chosen(sitting, asked)
    if name in TABLES and ending in FORMATS:
        data = as_bytes(marked(TABLES[name](one), one.missing, one.words), ending)
    elif name in FIGURES and ending in figures.FORMATS:
        draft = one.words.text("flow.draft") if one.missing.anything else ""
        drawing = FIGURES[name](one, draft)
        data = figures.as_bytes(drawing, ending)
    else:
        raise NotThereError
    return Content(data, TYPES[ending], f"{name}-{one.words.language}.{ending}", CLOSED)


# -- pages

Links = Mapping[tuple[int, int], tuple[str, str]]  # by row and column: an address, and what it leads to


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The matrix with its choices, what it rests on and what is found together."""
    try:
        one = chosen(sitting, asked)
    except NoCodebookError as error:
        return Show("no_codebook.html", {"said": error.args[0]})
    tables = {
        name: marked(TABLES[name](one), one.missing, one.words) for name in ("matrix", "robustness", "together")
    }
    return Show(
        "coding_tables.html",
        {
            "one": one,
            "books": [book.name for book in one.review.facts.codebooks],
            "people": [ANY, AGREED, *dict.fromkeys(coding.coder for coding in one.review.facts.codings)],
            "levels": list(MatrixLevel),
            "layouts": list(Layout),
            "counts": list(CountBy),
            "looks": THEMES,
            "tables": tables,
            "links": _links(one),
            "formats": FORMATS,
            "figures": FIGURES,
            "figure_formats": [ending for ending in figures.FORMATS if ending not in FORMATS],
        },
    )


def _links(one: Chosen) -> Links:
    """Where the cells of the matrix lead: to their quotes and marks."""
    made = one.matrix
    found = {}
    for row, column, theme, study in places(made, one.layout):
        if made.evidence.get((theme.id, study.key)):
            address = address_of(made, theme, study, whose=made.whose, level=made.level.value)
            found[row, column] = (address, heading_of(made, theme, study, one.words))
    return found


@dataclass(frozen=True, slots=True)
class ThemeQuotes:
    """The quotes of one theme, each with the page it is on."""

    name: str
    quotes: tuple[tuple[CodedQuote, str], ...]


def quotes(sitting: Sitting, asked: Asked) -> Answer:
    """The quotes of each theme, one theme after the other."""
    try:
        one = chosen(sitting, asked)
    except NoCodebookError as error:
        return Show("no_codebook.html", {"said": error.args[0]})
    units = units_of(one.review.facts.texts)
    themes = [
        ThemeQuotes(
            theme.label(one.words.language) if theme else one.words.text("quotes.no_theme"),
            tuple((each, place_of(each.segment.page, each.segment.found, units, one.words)) for each in found),
        )
        for theme, found in groupby(_coded_quotes(one), lambda each: each.theme)
    ]
    without = one.review.marks_without_quote(one.matrix.codebook, _coder(one))
    return Show("theme_quotes.html", {"one": one, "themes": themes, "without": without, "formats": FORMATS})


ADDRESSES = (
    Address("/matrix", show),
    Address("/matrix/quotes", quotes),
    Address("/matrix/file/{name}.{ending}", file),
)
