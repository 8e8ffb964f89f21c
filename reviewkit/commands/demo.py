"""demo: carry the worked example from its raw exports to the figure and the table."""

import time
from pathlib import Path
from typing import Annotated

import typer

from reviewkit import __version__
from reviewkit.commands.shared import Json, echo, echo_json, now
from reviewkit.errors import ReviewkitError

EXAMPLE = "trygg-i-eget-hjem"


def example_folder() -> Path:
    """The worked example: in the installed package, or beside it in a checkout."""
    from importlib import resources

    packed = Path(str(resources.files("reviewkit"))) / "data" / EXAMPLE
    beside = Path(str(resources.files("reviewkit"))).parent / "data" / EXAMPLE
    for folder in (packed, beside):
        if (folder / "review.yaml").is_file():
            return folder
    raise ReviewkitError("the worked example is missing from this installation; install reviewkit again.")


def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder for the example review.")] = Path("demo-review"),
    as_json: Json = False,
) -> None:
    """Run the worked example from its raw exports: import, dedupe, decisions, flow, matrix, into a folder of yours."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReviewkitError(f"{folder}: is there already and not empty; name a new folder: reviewkit demo FOLDER")
    began = time.monotonic()
    steps = [
        _copy_what_people_wrote(folder),
        _import(folder),
        _dedupe(folder),
        _screen(folder),
        *_draw(folder),
    ]
    if as_json:
        echo_json({"folder": str(folder), "steps": [{"what": what, "made": made} for what, made in steps]})
        return
    for what, made in steps:
        echo(f"{what}\n    {made}")
    echo(f"\ndone in {time.monotonic() - began:.1f} s. Look around: cd {folder}, then reviewkit status")


def _copy_what_people_wrote(folder: Path) -> tuple[str, str]:
    """The protocol, search log, studies, codebook and codings; no record and no verdict of a machine."""
    from reviewkit.store.files import copy

    for name in ("review.yaml", "searches.yaml", "studies.yaml", "README.md", "codebooks", "coding"):
        copy(example_folder() / name, folder / name)
    return "what the team wrote: protocol, search log, studies, codebook, codings", str(folder)


def _import(folder: Path) -> tuple[str, str]:
    from reviewkit.store import searches
    from reviewkit.store.folder import read

    example = read(example_folder())
    known = example.facts.exports[:0]
    total = 0
    for export in example.facts.exports:
        imported, added = searches.import_file(
            folder, example_folder() / export.path, export.source, "a", now(), known
        )
        known = (*known, added) if added else known
        total += imported.records
    return f"reviewkit import: {len(known)} exports, {total} records, kept byte for byte", str(folder / "searches")


def _dedupe(folder: Path) -> tuple[str, str]:
    """The machine compares afresh; then the doubtful pairs get the answers that a person gave in the example."""
    from reviewkit.commands.dedupe.changing import new_verdicts
    from reviewkit.store import logs
    from reviewkit.store.files import copy
    from reviewkit.store.folder import read

    logs.append(folder, logs.DUPLICATES, "a", new_verdicts(read(folder), now()))
    waiting = len(read(folder).doubtful)
    copy(example_folder() / "duplicates" / "b.jsonl", folder / "duplicates" / "b.jsonl")
    review = read(folder)
    removed = len(review.records) - len(review.reports)
    return (
        f"reviewkit dedupe {__version__}: {removed} duplicates, {waiting} doubtful pairs answered by b",
        str(folder / "duplicates"),
    )


def _screen(folder: Path) -> tuple[str, str]:
    from reviewkit.store.files import copy
    from reviewkit.store.folder import read

    copy(example_folder() / "screening", folder / "screening")
    review = read(folder)
    return f"screening: {len(review.facts.decisions)} decisions", str(folder / "screening")


def _draw(folder: Path) -> list[tuple[str, str]]:
    from reviewkit.locales import labels
    from reviewkit.render.figures.flow import flow_drawing, flow_grid
    from reviewkit.render.figures.png import as_png
    from reviewkit.render.figures.svg import as_svg
    from reviewkit.render.tables.matrix import matrix_table
    from reviewkit.render.tables.write import FORMATS, as_bytes
    from reviewkit.store.files import write_whole
    from reviewkit.store.folder import read
    from reviewkit.words import Layout

    review = read(folder)
    out = folder / "output"
    made = []
    for language in ("nb", "en"):
        figure = flow_drawing(flow_grid(review.flow, labels(language)))
        write_whole(out / f"flow-{language}.svg", as_svg(figure))
        write_whole(out / f"flow-{language}.png", as_png(figure))
    flow = review.flow
    made.append(
        (
            f"reviewkit prisma: {flow.n('id')} identified, {flow.n('rm.duplicates')} duplicates, "
            f"{flow.n('screened')} screened, {flow.n('excluded')} excluded, {flow.n('new.studies')} included",
            ", ".join(
                str(out / f"flow-{language}.{ending}") for language in ("nb", "en") for ending in ("svg", "png")
            ),
        )
    )
    matrix = next(iter(review.matrices.values()))
    names = []
    for name, layout in (("table1", Layout.LIST), ("grid", Layout.GRID)):
        table = matrix_table(matrix, layout, labels("nb"))
        for ending in FORMATS:
            write_whole(out / f"{name}.{ending}", as_bytes(table, ending))
        names.append(str(out / f"{name}.docx (.csv .md .html .xlsx)"))
    per_theme = ", ".join(str(len(matrix.studies_with(theme))) for theme in matrix.themes)
    made.append(
        (
            f"reviewkit matrix: {per_theme} studies in {len(matrix.themes)} themes, {matrix.marks} marks",
            ", ".join(names),
        )
    )
    return made
