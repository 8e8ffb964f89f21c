"""Figures and tables: shown in the page, and downloaded in every format and language."""

from collections.abc import Callable, Container
from functools import partial
from urllib.parse import quote

from markupsafe import Markup

from reviewkit.blind import as_coder_sees, chart_view
from reviewkit.charting_methods import charting_methods, names_of, tools_of
from reviewkit.errors import Level, ReviewkitError
from reviewkit.field_summary import summaries
from reviewkit.locales import Labels, labels, languages
from reviewkit.page.asked import Address, Answer, Asked, Content, NotThereError, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.matrix import shown_matrices
from reviewkit.render import document_files
from reviewkit.render.charting_methods import methods
from reviewkit.render.figures import write as figures
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.overlap import overlap_drawing
from reviewkit.render.figures.svg import Link, as_svg
from reviewkit.render.tables.charting import characteristics_table
from reviewkit.render.tables.counts import summary_table
from reviewkit.render.tables.draft import marked
from reviewkit.render.tables.duplicates import sources_table
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.searches import searches_table
from reviewkit.render.tables.studies import studies_table
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.study_order import in_order
from reviewkit.themes import CLASSIC, THEMES, Theme
from reviewkit.words import Layout

TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "md": "text/markdown",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "drawio": "application/vnd.jgraph.mxfile",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "tex": "application/x-tex",
}
CLOSED = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}


def flow(sitting: Sitting, words: Labels, theme: Theme = CLASSIC) -> Drawing:
    """The flow diagram, marked where it is unfinished or has errors."""
    found = sitting.opened.answers()
    errors = any(problem.level is Level.ERROR for problem in found.problems)
    return flow_drawing(flow_grid(found.flow, words, draft=bool(errors or found.flow.unfinished), theme=theme))


def overlap(sitting: Sitting, words: Labels, theme: Theme = CLASSIC) -> Drawing:
    """Which sources found the same reports."""
    review = sitting.review
    return overlap_drawing(review.overlaps, review.shares, words, theme=theme)


FIGURES: dict[str, Callable[[Sitting, Labels, Theme], Drawing]] = {"flow": flow, "overlap": overlap}


def _matrix(sitting: Sitting, words: Labels, layout: Layout) -> Table:
    review = as_coder_sees(sitting.review, sitting.who)
    made = review.matrices
    if not made:
        raise ReviewkitError(words.text("page.figures.no_codebook"))
    found = next(iter(made.values()))
    return marked(matrix_table(found, layout, words), review.missing(found.studies, found), words)


def _studies(sitting: Sitting, words: Labels) -> Table:
    """What was charted of the studies, as the person may see it; without a charting form what studies.yaml says."""
    review = sitting.review
    missing = review.missing(review.included_studies)
    if review.facts.form is None:
        return marked(studies_table(review.included_studies, words), missing, words)
    view = chart_view(review, sitting.who)
    fields, shown = tuple(view.form.fields()), in_order(view, view.studies)
    missing = view.gaps(shown, fields).added_to(missing, words.language)
    return marked(characteristics_table(view, shown, fields, words), missing, words)


def _summary(sitting: Sitting, words: Labels) -> Table:
    """How many studies have each answer, as the person may see it."""
    view = chart_view(sitting.review, sitting.who)
    fields = tuple(view.form.fields())
    found = summary_table(summaries(view, fields, view.studies), len(view.studies), words)
    missing = view.gaps(view.studies, fields).added_to(sitting.review.missing(view.studies), words.language)
    return marked(found, missing, words)


def _methods(sitting: Sitting, words: Labels) -> str:
    """Sentences for the methods section on how studies were charted; "" without a charting form."""
    review = sitting.review
    if review.facts.form is None:
        return ""
    found = charting_methods(chart_view(review, ""), tools_of(review.protocol))
    return " ".join(methods(found, names_of(review.protocol), words))


def _searches(sitting: Sitting, words: Labels) -> Table:
    return searches_table(sitting.review.sources_with_counts(), words)


def _sources(sitting: Sitting, words: Labels) -> Table:
    return sources_table(sitting.review.shares, len(sitting.review.reports), words)


TABLES: dict[str, Callable[[Sitting, Labels], Table]] = {
    "table1": partial(_matrix, layout=Layout.LIST),
    "grid": partial(_matrix, layout=Layout.GRID),
    "studies": _studies,
    "summary": _summary,
    "searches": _searches,
    "sources": _sources,
}


def show(sitting: Sitting, asked: Asked) -> Answer:
    """Every figure and table, with its downloads."""
    language = asked.wanted("in")
    words = labels(language) if language in languages() else sitting.words
    look = look_of(asked)
    review = sitting.review
    without = set() if review.matrices else {"table1", "grid"}
    without |= set() if review.facts.form else {"summary"}
    ready = [name for name in TABLES if name not in without]
    return Show(
        "figures.html",
        {
            "figure": drawn(flow(sitting, words, THEMES[look]), review.flow.boxes),
            "chosen": words.language,
            "look": look,
            "looks": THEMES,
            "figures": FIGURES,
            "matrices": shown_matrices(sitting),
            "tables": ready,
            "methods": _methods(sitting, words),
            "figure_formats": figures.FORMATS,
            "table_formats": FORMATS,
            "report_formats": document_files.formats_here(),
        },
    )


def drawn(drawing: Drawing, boxes: Container[str]) -> Markup:
    """A figure for a page, whose boxes lead to their records. The writer of SVG escapes every text of strangers."""
    links = {box: Link(f"/box/{quote(box, safe='')}") for box in drawing.boxes if box in boxes}
    return Markup(as_svg(drawing, links))


def figure_file(sitting: Sitting, asked: Asked) -> Answer:
    """A figure as a file."""
    name, ending = asked.path["name"], asked.path["ending"]
    if name not in FIGURES or ending not in figures.FORMATS:
        raise NotThereError
    words = _words(sitting, asked)
    data = figures.as_bytes(FIGURES[name](sitting, words, THEMES[look_of(asked)]), ending)
    return Content(data, TYPES[ending], f"{name}-{words.language}.{ending}", CLOSED)


def table_file(sitting: Sitting, asked: Asked) -> Answer:
    """A table as a file."""
    name, ending = asked.path["name"], asked.path["ending"]
    if name not in TABLES or ending not in FORMATS:
        raise NotThereError
    words = _words(sitting, asked)
    data = as_bytes(TABLES[name](sitting, words), ending)
    return Content(data, TYPES[ending], f"{name}-{words.language}.{ending}", CLOSED)


def look_of(asked: Asked) -> str:
    """The name of the theme that an address asks for. Raises OddValueError for one that the page does not offer."""
    name = asked.wanted("look", "classic")
    if name not in THEMES:
        raise OddValueError("look")
    return name


def _words(sitting: Sitting, asked: Asked) -> Labels:
    return labels(asked.path["language"] if asked.path["language"] in languages() else sitting.words.language)


ADDRESSES = (
    Address("/figures", show),
    Address("/figures/{language}/{name}.{ending}", figure_file),
    Address("/tables/{language}/{name}.{ending}", table_file),
)
