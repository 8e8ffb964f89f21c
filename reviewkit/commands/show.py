"""show, sources: a report with the origin of each field, two records side by side, and what each source contributed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.figures import PAGE, either, write_figure, write_page
from reviewkit.commands.looks import ThemeName, theme_for
from reviewkit.commands.shared import (
    HERE,
    As,
    Digest,
    Folder,
    Force,
    Json,
    Language,
    Output,
    Separator,
    digest_line,
    echo,
    echo_json,
    ending_of,
    one_answer,
    opened,
    terminal_width,
)
from reviewkit.commands.tables_or_figures import FIGURES
from reviewkit.errors import ReviewkitError
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.texts import ListedText
    from reviewkit.model import Overlap, Share
    from reviewkit.render.tables.listed import Listed
    from reviewkit.review import Review


def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID [ID]", help="One record id, or two to compare.")],
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Show a report with its fields, the sources that gave them and what was decided, or two records side by side."""
    from reviewkit.actions.who import known_records

    if len(ids) > 2:
        raise typer.BadParameter("name one record, or two to see them side by side")
    known_records(opened(folder).review, ids)
    if len(ids) == 2:
        _two(folder, ids, as_json)
    else:
        _one(folder, ids[0], as_, as_json)


def _two(folder: Path, ids: list[str], as_json: bool) -> None:
    from reviewkit.render import json
    from reviewkit.render.terminal import side_by_side

    records = opened(folder).review.records
    if as_json:
        echo_json([json.record(records[record]) for record in ids])
    else:
        echo(side_by_side(records[ids[0]], records[ids[1]]))


def _one(folder: Path, record: str, as_: str, as_json: bool) -> None:
    from reviewkit.actions.grey import reference_of
    from reviewkit.actions.texts import listed
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.render import json
    from reviewkit.render.terminal import decision as decision_words

    work = opened(folder)
    review = work.review
    report = review.report_of[record]
    attached = listed(work, report)
    records = [review.records[member] for member in review.reports[report]]
    origins = review.field_origins(report)
    decisions = review.all_decisions_shown_to(person_or_nobody(review.protocol, as_), report)
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
                "decisions": [json.decision(one) for one in decisions],
                "texts": [json.full_text(one.text, report, one.state) for one in attached],
                "reference": reference_of(review, report, review.protocol.language) or None,
            }
        )
        return
    echo(f"{report}: {number_of(len(records), 'record')}")
    if cited := reference_of(review, report, review.protocol.language):
        echo(f"{'cited':<9} {cited}")
    for origin in origins:
        value = origin.value if len(origin.value) <= 160 else origin.value[:160] + " ..."
        echo(f"{origin.field:<9} {value}")
        echo(f"{'':<9} from {', '.join(origin.records)}")
    for one in decisions:
        echo(f"{'decided':<9} {one.stage}, {decision_words(one)}")
    if len(decisions) < len(review.outcomes[report].decisions):
        echo(f"{'':<9} what others decided is not shown before everybody has decided at that stage")
    for text in attached:
        echo(f"{'text':<9} {_text_words(text)}")


def _text_words(one: "ListedText") -> str:
    called = f" ({one.text.name})" if one.text.name else ""
    note = f", {one.text.note}" if one.text.note else ""
    state = "" if one.state == "here" else f", {one.state} (reviewkit check)"
    return f"{in_line(one.text.path)}{called}, attached by {one.text.by}{note}{state}"


def sources(
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    theme: ThemeName = "",
    digest: Digest = False,
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Show what each source contributed and how the sources overlap; -o writes tables and figures."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render.figure_page import Frame
    from reviewkit.render.figure_parts import parts_of_overlap
    from reviewkit.render.figures.overlap import overlap_drawing
    from reviewkit.render.tables.duplicates import sources_table

    one_answer(as_json, digest, output)
    figures, tables = _by_kind(output or [])
    look = theme_for(theme, figures, (*FIGURES, PAGE))
    work = opened(folder)
    review = work.review
    if as_json:
        echo_json(_sources_as_json(review))
        return
    words = labels(language or review.protocol.language)
    shares, overlaps = _under_database_names(review)
    notes = [digest_line(work, words)] if digest else []
    table = sources_table(shares, len(review.reports), words)
    for path in figures:
        drawing = overlap_drawing(overlaps, shares, words, notes, look)
        if path.suffix.casefold() == PAGE:
            frame = Frame(drawing.title, words, review.protocol.title, notes=notes)
            parts = parts_of_overlap(overlaps, _reports_of_overlaps(review), words)
            write_page(drawing, parts, frame, path, force, table)
        else:
            write_figure(drawing, path, force)
    if tables or not figures:
        write_table(table, tables, force, terminal_width(), "".join(notes), separator)


def _reports_of_overlaps(review: "Review") -> "list[list[Listed]]":
    """The reports of each combination of sources, in the order of the combinations."""
    from reviewkit.render.tables.listed import Listed

    found = review.reports_by_sources()
    return [
        [Listed(report, review.records[report]) for report in found[frozenset(one.sources)]]
        for one in review.overlaps
    ]


def _by_kind(output: list[Path]) -> tuple[list[Path], list[Path]]:
    """The files that a figure goes into, and those that a table does. Raises ReviewkitError for any other ending."""
    from reviewkit.render.tables.write import FORMATS

    for path in output:
        if ending_of(path) not in FORMATS and path.suffix.casefold() not in FIGURES:
            endings = ", ".join(f".{name}" for name in FORMATS if name != "html")
            raise ReviewkitError(
                f"{in_line(path)}: the file name must end with {endings} (table), {either(FIGURES)} (figure), or "
                ".html (both)."
            )
    figures = [path for path in output if path.suffix.casefold() in (*FIGURES, PAGE)]
    return figures, [path for path in output if path not in figures]


def _sources_as_json(review: "Review") -> dict[str, object]:
    return {
        "sources": [
            {"source": s.source, "records": s.records, "reports": s.reports, "only_here": s.only_here}
            for s in review.shares
        ],
        "overlaps": [{"sources": list(o.sources), "reports": o.reports} for o in review.overlaps],
        "records": len(review.records),
        "reports": len(review.reports),
    }


def _under_database_names(review: "Review") -> "tuple[list[Share], list[Overlap]]":
    """The shares and overlaps, with the names of databases instead of those of sources."""
    database = {source.name: source.database for source in review.facts.sources}
    shares = [share._replace(source=database.get(share.source, share.source)) for share in review.shares]
    overlaps = [
        overlap._replace(sources=tuple(database.get(name, name) for name in overlap.sources))
        for overlap in review.overlaps
    ]
    return shares, overlaps
