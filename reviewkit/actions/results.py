"""The figures and tables of a review that follow from its logs alone, as files: what a bundle holds and verify makes
again."""

from collections.abc import Iterator, Mapping

from reviewkit.blind import as_coder_sees, chart_view
from reviewkit.locales import Labels
from reviewkit.model import Study
from reviewkit.normalize import alphabetical
from reviewkit.prisma import Flow
from reviewkit.render.figures.coded import matrix_drawing
from reviewkit.render.figures.flow import box_title, flow_drawing, flow_grid
from reviewkit.render.figures.write import as_bytes as figure_bytes
from reviewkit.render.tables.charting import characteristics_table
from reviewkit.render.tables.duplicates import sources_table
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.searches import searches_table
from reviewkit.render.tables.studies import studies_table
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import as_bytes as table_bytes
from reviewkit.review import Review
from reviewkit.store.fingerprints import fingerprints
from reviewkit.words import Layout

FOLDER = "results"
CODINGS = "coding"  # what the matrix rests on


def results(review: Review, words: Labels, withheld: frozenset[str] = frozenset()) -> Mapping[str, bytes]:
    """Each figure and table by its path. `withheld` are paths of codings without which no matrix can be made."""
    seen = as_coder_sees(review, "")
    is_draft = bool(seen.flow.unfinished)
    made = {
        "flow.svg": figure_bytes(flow_drawing(flow_grid(seen.flow, words, draft=is_draft)), "svg"),
        **{f"{name}.csv": table_bytes(table, "csv", ",") for name, table in _tables(seen, words)},
    }
    if not any(path.startswith(f"{CODINGS}/") for path in withheld):
        made |= _matrices(seen, words)
    return {f"{FOLDER}/{name}": data for name, data in sorted(made.items())}


def _tables(review: Review, words: Labels) -> Iterator[tuple[str, Table]]:
    studies = _in_order(review.included_studies)
    yield "flow", flow_table(review.flow, words)
    yield "records", records_table(review)
    yield "sources", sources_table(review.shares, len(review.reports), words)
    yield "searches", searches_table(review.sources_with_counts(), words)
    yield "studies", studies_table(studies, words)
    if review.facts.form is not None:
        view = chart_view(review, "")
        fields = tuple(view.form.fields())
        yield "characteristics", characteristics_table(view, _in_order(view.studies), fields, words)


def _matrices(review: Review, words: Labels) -> Iterator[tuple[str, bytes]]:
    """The table and the heat map of each codebook with themes."""
    for name, matrix in review.matrices.items():
        if matrix.themes:
            yield f"matrix-{name}.csv", table_bytes(matrix_table(matrix, Layout.GRID, words), "csv", ",")
            yield f"matrix-{name}.svg", figure_bytes(matrix_drawing(matrix, words), "svg")


def _in_order(studies: tuple[Study, ...]) -> tuple[Study, ...]:
    return tuple(sorted(studies, key=lambda one: (alphabetical(one.citation), one.key)))


def flow_table(flow: Flow, words: Labels) -> Table:
    """Every number of the flow: the id of its box, what the box is called, and the number."""
    rows = tuple((str(name), box_title(flow, name, words), str(box.n)) for name, box in flow.boxes.items())
    return Table("flow", ("box", "title", "n"), rows, for_programs=True)


def records_table(review: Review) -> Table:
    """Every record by its id: where it is from (the beginning of the export's checksum, and the position in it), which
    report it is of, what became of the report, and in which study."""
    marks = fingerprints(review.facts.exports)
    studies = {report: study.key for study in review.included_studies for report in review.reports_of_study(study)}
    rows = tuple(
        (record, source, marks.get(record, ""), *_became(review, review.report_of[record], studies))
        for record, source in review.source_of.items()
    )
    head = ("record", "source", "fingerprint", "report", "state", "stage", "reason", "study")
    return Table("records", head, rows, for_programs=True)


def _became(review: Review, report: str, studies: Mapping[str, str]) -> tuple[str, ...]:
    outcome = review.outcomes[report]
    return report, str(outcome.state), str(outcome.stage), outcome.reason, studies.get(report, "")
