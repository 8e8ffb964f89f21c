"""show, sources: a report with the origin of each field, two records side by side, and what each source contributed."""

from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    Folder,
    Force,
    Json,
    Language,
    Output,
    echo,
    echo_json,
    not_together,
    opened,
    terminal_width,
    write_output,
)
from reviewkit.errors import ReviewkitError
from reviewkit.words import number_of


def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID [ID]", help="One record id, or two to compare.")],
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Show a report with the origin of each field, or two records side by side."""
    from reviewkit.actions.who import known_records

    if len(ids) > 2:
        raise typer.BadParameter("name one record, or two to see them side by side")
    known_records(opened(folder).review, ids)
    if len(ids) == 2:
        _two(folder, ids, as_json)
    else:
        _one(folder, ids[0], as_json)


def _two(folder: Path, ids: list[str], as_json: bool) -> None:
    from reviewkit.render import json
    from reviewkit.render.terminal import side_by_side

    records = opened(folder).review.records
    if as_json:
        echo_json([json.record(records[record]) for record in ids])
    else:
        echo(side_by_side(records[ids[0]], records[ids[1]]))


def _one(folder: Path, record: str, as_json: bool) -> None:
    from reviewkit.render import json

    review = opened(folder).review
    report = review.report_of[record]
    records = [review.records[member] for member in review.reports[report]]
    origins = review.field_origins(report)
    if as_json:
        echo_json(
            {
                "report": report,
                "verdicts": [json.verdict(verdict) for verdict in review.verdicts_of(report)],
                "records": [json.record(entry) for entry in records],
                "fields": [
                    {"field": origin.field, "value": origin.value, "records": list(origin.records)}
                    for origin in origins
                ],
            }
        )
        return
    echo(f"{report}: {number_of(len(records), 'record')}")
    for origin in origins:
        value = origin.value if len(origin.value) <= 160 else origin.value[:160] + " ..."
        echo(f"{origin.field:<9} {value}")
        echo(f"{'':<9} from {', '.join(origin.records)}")


def sources(
    output: Output = None,
    language: Language = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Show what each source contributed and how the sources overlap; -o writes tables and figures."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render.figures.overlap import overlap_drawing
    from reviewkit.render.figures.png import as_png
    from reviewkit.render.figures.svg import as_svg
    from reviewkit.render.tables.duplicates import sources_table
    from reviewkit.render.tables.write import FORMATS

    not_together(json=as_json, output=output)
    for path in output or []:
        if path.suffix.lstrip(".") not in (*FORMATS, "svg", "png"):
            endings = ", ".join(f".{name}" for name in FORMATS)
            raise ReviewkitError(f"{path}: the file name must end with {endings} (table), .svg or .png (figure).")
    review = opened(folder).review
    shares, overlaps = review.shares, review.overlaps
    if as_json:
        echo_json(
            {
                "sources": [
                    {"source": s.source, "records": s.records, "reports": s.reports, "only_here": s.only_here}
                    for s in shares
                ],
                "overlaps": [{"sources": list(o.sources), "reports": o.reports} for o in overlaps],
                "records": len(review.records),
                "reports": len(review.reports),
            }
        )
        return
    words = labels(language or review.protocol.language)
    database = {source.name: source.database for source in review.facts.sources}
    shares = tuple(share._replace(source=database.get(share.source, share.source)) for share in shares)
    overlaps = tuple(
        overlap._replace(sources=tuple(database.get(name, name) for name in overlap.sources))
        for overlap in overlaps
    )
    figures = [path for path in output or [] if path.suffix in (".svg", ".png")]
    for path in figures:
        figure = overlap_drawing(overlaps, shares, words)
        write_output(path, as_svg(figure) if path.suffix == ".svg" else as_png(figure), force)
    if not output or len(figures) < len(output):
        table = sources_table(shares, len(review.reports), words)
        write_table(table, [path for path in output or [] if path not in figures], force, terminal_width())
