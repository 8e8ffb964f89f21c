"""demo: take the worked example from its raw exports to the figure and the tables."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit import __version__
from reviewkit.commands.shared import Json, echo, echo_json
from reviewkit.errors import ReviewkitError
from reviewkit.safe import in_command
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview

EXAMPLE = "trygg-i-eget-hjem"
MOMENTS = ("2023-07-10", "0.1", "0.2", "2023-08-18", "1")  # days, and versions of the codebook
APPENDIX_2 = "study+country, aim, sample(n)+method, analysis, result"
_UNFINISHED = ".reviewkit-demo-"


def example_folder() -> Path:
    """The worked example: in the installed package, or beside it in a checkout."""
    from importlib import resources

    packed = Path(str(resources.files("reviewkit"))) / "data" / EXAMPLE
    beside = Path(str(resources.files("reviewkit"))).parent / "data" / EXAMPLE
    for folder in (packed, beside):
        if (folder / "review.yaml").is_file():
            return folder
    raise ReviewkitError("The worked example is missing from this installation. Install reviewkit again.")


def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder for the example review.")] = Path("demo-review"),
    as_json: Json = False,
) -> None:
    """Run a real review from its raw exports (import, dedupe, decisions, flow, tables) in a new folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReviewkitError(
            f"{in_line(folder)}: this folder already exists and is not empty. Name a new folder: reviewkit demo FOLDER"
        )
    began = time.monotonic()
    steps = _make_in_hidden_folder(folder)
    if as_json:
        echo_json({"folder": str(folder), "steps": [{"what": what, "made": made} for what, made in steps]})
        return
    for what, made in steps:
        echo(f"{what}\n    {made}")
    named = in_command(str(folder))
    echo(f"\ndone in {time.monotonic() - began:.1f} s. To look around in your browser: reviewkit open {named}")
    echo(f"or here: cd {named}, then reviewkit status")


def _make_in_hidden_folder(folder: Path) -> list[tuple[str, str]]:
    """Make the review in a hidden folder, and rename that when it is complete, so that a demo that was stopped does not
    get in the way of the next one."""
    import shutil
    import tempfile

    from reviewkit.store.files import explained

    parent = folder.resolve().parent
    with explained(parent):
        parent.mkdir(parents=True, exist_ok=True)
        for left_behind in parent.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=parent))
    try:
        steps = [
            _copy_what_people_wrote(work),
            _import(work),
            _dedupe(work),
            _screen(work),
            _code(work),
            *_draw(work),
        ]
        with explained(folder):
            work.chmod(0o755)
            if folder.exists():
                folder.rmdir()
            work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return [(what, made.replace(str(work), str(folder))) for what, made in steps]


def _copy_what_people_wrote(folder: Path) -> tuple[str, str]:
    """The protocol, search log and studies; no records and no verdicts of reviewkit."""
    from reviewkit.actions.dated import dated
    from reviewkit.actions.protocol import upgrade
    from reviewkit.store.files import copy
    from reviewkit.store.open_review import open_review

    for name in ("review.yaml", "searches.yaml", "studies.yaml", "README.md"):
        copy(example_folder() / name, folder / name)
    with dated("2023-05-02T09:00"):
        upgrade(open_review(folder), "a")  # so that everything can be tried, including undoing an undo
    return "what the team wrote: protocol, search log, studies", str(folder)


def _import(folder: Path) -> tuple[str, str]:
    """As of the day on which the team did it, so that the review can be shown as it was on any later day."""
    from reviewkit.actions.dated import dated
    from reviewkit.actions.imports import import_file
    from reviewkit.store.open_review import open_review

    example = open_review(example_folder()).review
    review = open_review(folder)
    with dated("2023-05-02T10:00"):
        done = [
            import_file(review, "a", example_folder() / export.path, export.source)
            for export in example.facts.exports
        ]
    records = sum(item.records for item in done)
    return f"reviewkit import: {len(done)} exports, {records} records, kept byte for byte", str(
        folder / "searches"
    )


def _dedupe(folder: Path) -> tuple[str, str]:
    """Compare the records anew; then the possible duplicates get the answers that a person gave in the example."""
    from reviewkit.actions.dated import dated
    from reviewkit.actions.duplicates import run
    from reviewkit.store.files import copy
    from reviewkit.store.open_review import open_review

    review = open_review(folder)
    with dated("2023-05-03T09:00"):
        waiting = len(run(review, "a").review.possible_duplicates)
    copy(example_folder() / "duplicates" / "b.jsonl", folder / "duplicates" / "b.jsonl")
    after = review.refresh()
    removed = len(after.records) - len(after.reports)
    return (
        f"reviewkit dedupe {__version__}: {removed} duplicates, {waiting} possible duplicates answered by b",
        str(folder / "duplicates"),
    )


def _screen(folder: Path) -> tuple[str, str]:
    from reviewkit.store.files import copy
    from reviewkit.store.open_review import open_review

    copy(example_folder() / "screening", folder / "screening")
    review = open_review(folder).review
    return f"screening: {len(review.facts.decisions)} decisions", str(folder / "screening")


def _code(folder: Path) -> tuple[str, str]:
    """The charting, and the coding with its invented history."""
    from reviewkit.store.files import copy
    from reviewkit.store.open_review import open_review

    for name in ("charting", "coding", "codebooks"):
        copy(example_folder() / name, folder / name)
    facts = open_review(folder).review.facts
    quotes = sum(len(coding.segments) for coding in facts.codings)
    people = ", ".join(sorted({act.by for act in facts.codebook_acts}))
    return (
        f"charting: {len(facts.charted)} answers; coding: {quotes} quotes; codebook: {len(facts.codebook_acts)} "
        f"changes by {people} (the five themes are published, how they came about is INVENTED)",
        str(folder / "codebooks" / "history"),
    )


def _draw(folder: Path) -> list[tuple[str, str]]:
    from reviewkit.store.open_review import open_review

    work = open_review(folder)
    review = work.review
    out = folder / "output"
    return [
        _draw_flow(review, out),
        _write_matrix(review, out),
        *(_write_matrix_as_of(work, moment, out) for moment in MOMENTS),
        _draw_lineage(review, out),
        _write_characteristics(review, out),
        _write_report(work, out),
    ]


def _draw_flow(review: "Review", out: Path) -> tuple[str, str]:
    """The figure in two languages and two formats."""
    from reviewkit.locales import labels
    from reviewkit.render.figures.flow import flow_drawing, flow_grid
    from reviewkit.render.figures.write import as_bytes
    from reviewkit.store.files import write_whole
    from reviewkit.words import BoxId

    flow, made = review.flow, []
    for language in ("nb", "en"):
        figure = flow_drawing(flow_grid(flow, labels(language)))
        for ending in ("svg", "png"):
            write_whole(out / f"flow-{language}.{ending}", as_bytes(figure, ending))
            made.append(str(out / f"flow-{language}.{ending}"))
    return (
        f"reviewkit prisma: {flow.n(BoxId.IDENTIFIED)} identified, {flow.n(BoxId.DUPLICATES)} duplicates, "
        f"{flow.n(BoxId.SCREENED)} screened, {flow.n(BoxId.EXCLUDED)} excluded, "
        f"{flow.n(BoxId.NEW_STUDIES)} included",
        ", ".join(made),
    )


def _write_matrix(review: "Review", out: Path) -> tuple[str, str]:
    """The table in both layouts and every format."""
    from reviewkit.locales import labels
    from reviewkit.render.tables.matrix import matrix_table
    from reviewkit.render.tables.write import FORMATS, as_bytes
    from reviewkit.store.files import write_whole
    from reviewkit.words import Layout

    matrix = next(iter(review.matrices.values()))
    names = []
    for name, layout in (("table1", Layout.LIST), ("grid", Layout.GRID)):
        table = matrix_table(matrix, layout, labels("nb"))
        for ending in FORMATS:
            write_whole(out / f"{name}.{ending}", as_bytes(table, ending))
        names.append(str(out / f"{name}.docx (.csv .md .html .xlsx .tex)"))
    per_theme = ", ".join(str(len(matrix.studies_with(theme))) for theme in matrix.themes)
    return (
        f"reviewkit matrix: {per_theme} studies in {len(matrix.themes)} themes, {matrix.marks} marks",
        ", ".join(names),
    )


def _write_matrix_as_of(work: "OpenReview", moment: str, out: Path) -> tuple[str, str]:
    """The table as it was on a day, or under a version of the codebook."""
    from reviewkit.actions.past import as_of
    from reviewkit.locales import labels
    from reviewkit.render.tables.draft import marked
    from reviewkit.render.tables.matrix import matrix_table
    from reviewkit.render.tables.past import of_then
    from reviewkit.render.tables.write import as_bytes
    from reviewkit.store.files import write_whole
    from reviewkit.words import Layout

    past, words = as_of(work, moment), labels("nb")
    matrix = next(iter(past.review.matrices.values()))
    table = of_then(matrix_table(matrix, Layout.GRID, words), past.then, matrix.codebook.version, words)
    table = table.with_note_everywhere("Kategoriene, og hvordan de ble til temaene, er oppdiktet.")
    path = out / f"as-of-{moment}.html"
    write_whole(path, as_bytes(marked(table, past.review.missing(matrix.studies, matrix), words), "html"))
    kind = "themes" if any(theme.kind == "theme" for theme in matrix.themes) else "categories, no themes yet"
    per_theme = ", ".join(str(len(matrix.studies_with(theme))) for theme in matrix.themes)
    counts = f"{per_theme} studies in " if kind == "themes" else ""
    todo = f"; {number_of(len(matrix.unfinished), 'study', 'studies')} to be coded" if matrix.unfinished else ""
    return f"reviewkit matrix --as-of {moment}: {counts}{len(matrix.themes)} {kind}{todo} (INVENTED)", str(path)


def _draw_lineage(review: "Review", out: Path) -> tuple[str, str]:
    """Which categories and themes became which."""
    from reviewkit.actions.codebook_past import lineage
    from reviewkit.locales import labels
    from reviewkit.render.figures.lineage import lineage_drawing
    from reviewkit.render.figures.write import as_bytes
    from reviewkit.store.files import write_whole

    book, graph = lineage(review)
    drawing = lineage_drawing(graph, book, labels("en"))
    made = [out / "lineage.svg", out / "lineage.png"]
    for path in made:
        write_whole(path, as_bytes(drawing, path.suffix.removeprefix(".")))
    acts = review.facts.codebook_acts
    merges, splits = (sum(act.op == op for act in acts) for op in ("merge", "split"))
    return (
        f"reviewkit codebook lineage: {merges} merges and {splits} split among {len(acts)} changes (INVENTED)",
        ", ".join(map(str, made)),
    )


def _write_characteristics(review: "Review", out: Path) -> tuple[str, str]:
    """The table of characteristics in bokmål, laid out as the publication has it (its appendix 2)."""
    from dataclasses import replace

    from reviewkit.blind import chart_view
    from reviewkit.locales import labels
    from reviewkit.render.tables.charting import characteristics_table
    from reviewkit.render.tables.columns import arranged
    from reviewkit.render.tables.write import as_bytes
    from reviewkit.store.files import write_whole
    from reviewkit.study_order import in_order

    view = chart_view(review, "")
    studies = in_order(view, view.studies)
    fields = tuple(view.form.fields())
    layout = replace(arranged(view.form, APPENDIX_2), numbered=True)
    table = characteristics_table(view, studies, layout, labels("nb"))
    made = [out / f"characteristics.{ending}" for ending in ("docx", "html")]
    for path in made:
        write_whole(path, as_bytes(table, path.suffix.removeprefix(".")))
    held = [view.chart.held(item) for study in studies for item in view.in_field(study.key, "n")]
    people = sum(one.value for one in held if one and isinstance(one.value, int))
    return (
        f"reviewkit chart table: {len(studies)} studies, {len(fields)} fields each, {people} participants",
        ", ".join(map(str, made)),
    )


def _write_report(work: "OpenReview", out: Path) -> tuple[str, str]:
    """Everything that a journal asks for beside the article, in bokmål."""
    from reviewkit.actions.reporting import given
    from reviewkit.locales import labels
    from reviewkit.render.document_files import as_bytes
    from reviewkit.render.report.report import report
    from reviewkit.store.files import write_whole

    words = labels("nb")
    found = report(given(work, "", words, columns=APPENDIX_2), [])
    made = [out / f"report.{ending}" for ending in ("docx", "html")]
    for path in made:
        write_whole(path, as_bytes(found.document, path.suffix.removeprefix(".")))
    tables = sum(1 for _ in found.document.tables())
    return f"reviewkit report: {len(found.parts)} parts, {tables} tables", ", ".join(map(str, made))
