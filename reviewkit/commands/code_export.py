"""code export and codebook export: for other programs for qualitative analysis, R, Python and spreadsheets."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.coding_shown import as_seen, closed_to
from reviewkit.commands.matrix import ANYBODY
from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    echo,
    echo_json,
    ending_of,
    opened,
    write_output,
)
from reviewkit.errors import ReviewkitError
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reviewkit.actions.coding_export import ExportedCodings
    from reviewkit.render.tables.table import Table

TABLES = ("csv", "xlsx")


def export(
    file: Annotated[
        Path,
        typer.Argument(
            help="The file to write: .qdpx (REFI-QDA, for NVivo, ATLAS.ti, MAXQDA, QualCoder), .csv or .xlsx."
        ),
    ],
    codebook: Annotated[str, typer.Option(help="Which codebook, where there are several.")] = "",
    whose: Annotated[
        str, typer.Option(help="The codings of one person. Default: any, those of everybody.")
    ] = ANYBODY,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Write all codings of the included studies; a .qdpx also holds the texts, and what it cannot hold is listed."""
    from reviewkit.actions import coding_export
    from reviewkit.actions.codebook import chosen
    from reviewkit.render.tables.codings import codings_table

    _known_ending(file, "qdpx")
    work = opened(folder)
    coder = "" if whose == ANYBODY else whose
    seen, closed = as_seen(work.review, as_), list(closed_to(work.review, as_))
    if ending_of(file) in TABLES:
        book = chosen(work.review, codebook)
        placed = coding_export.all_codings(work, book, coder, seen)
        _write_table(codings_table(placed, book), file, force)
        made = None
        number = sum(len(one.segment.marks) for one in placed)
    else:
        made = coding_export.project_file(work, codebook, coder, seen)
        write_output(file, made.data, force)
        number = made.codings
    if as_json:
        counts = {"studies": made.studies if made else None, "texts": made.texts if made else None}
        losses = list(made.losses) if made else []
        echo_json({"file": str(file), **counts, "codings": number, "losses": losses, "closed": closed})
    elif made:
        _print_project(made)
    else:
        echo(number_of(number, "coding"))


def _print_project(made: "ExportedCodings") -> None:
    studies, texts = number_of(made.studies, "study", "studies"), number_of(made.texts, "text")
    echo(f"{number_of(made.codings, 'coding')}, {studies}, {texts}")
    _print_losses(made.losses)
    if made.texts:
        echo("The file holds the full texts: pass it on only to people who may have them.")


def export_codebook(
    file: Annotated[Path, typer.Argument(help="The file to write: .qdc (REFI-QDA), .csv or .xlsx.")],
    codebook: Annotated[str, typer.Option(help="Which codebook, where there are several.")] = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Write a codebook for another program; what a .qdc cannot hold is listed."""
    from reviewkit.actions import coding_export
    from reviewkit.actions.codebook import chosen
    from reviewkit.render.tables.codings import codebook_table

    review = opened(folder).review
    _known_ending(file, "qdc")
    losses: tuple[str, ...] = ()
    if ending_of(file) in TABLES:
        book = chosen(review, codebook)
        number, losses = len(book.codes), coding_export.table_losses(book)
        _write_table(codebook_table(book), file, force)
    else:
        made = coding_export.codebook_file(review, codebook)
        number, losses = made.codes, made.losses
        write_output(file, made.text, force)
    if as_json:
        echo_json({"file": str(file), "codes": number, "losses": list(losses)})
        return
    echo(number_of(number, "code"))
    _print_losses(losses)


def _known_ending(file: Path, other: str) -> None:
    if ending_of(file) not in (*TABLES, other):
        raise ReviewkitError(f"{in_line(file)}: the name of the file must end with .{other}, .csv or .xlsx.")


def _write_table(table: "Table", file: Path, force: bool) -> None:
    from reviewkit.render.tables.write import as_bytes

    write_output(file, as_bytes(table, ending_of(file), ","), force)


def _print_losses(losses: "Sequence[str]") -> None:
    if losses:
        echo("What the file does not have as it is here:")
    for loss in losses:
        echo(f"  {loss}")
