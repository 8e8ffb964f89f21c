"""export: the reports of a review for another tool, all of them or those in one box of the flow."""

from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Force, echo, opened, separator_of, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.safe import in_command
from reviewkit.words import Tool, in_line, number_of


def export(
    tool: Annotated[Tool, typer.Option("--for", help="The tool that will read the file.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The file to write (.ris, .csv for csv, .xlsx for excel: default screen-YOU.xlsx).",
        ),
    ] = None,
    box: Annotated[
        str, typer.Option("--box", help="A box of the flow, such as screened. Default: all reports.")
    ] = "",
    decisions: Annotated[
        bool, typer.Option("--decisions", help="Include decisions: only your own until everybody has finished.")
    ] = False,
    separator: Annotated[
        str,
        typer.Option(
            "--separator", help="Between the cells of a .csv: , or ; or tab. Default: , as programs expect."
        ),
    ] = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
) -> None:
    """Write reports for Rayyan, Covidence, ASReview, EndNote or Zotero, or as CSV. The record ids are included.

    For excel it is your own screening to fill in (--as): what waits for you, and what you decided.
    """
    from reviewkit.actions.export import exported

    if tool is Tool.EXCEL:
        not_for_excel = {"--box": box, "--decisions": decisions, "--separator": separator}
        _write_sheet(output, folder, as_, force, [name for name, given in not_for_excel.items() if given])
        return
    if output is None:
        raise typer.BadParameter("say with -o which file to write", param_hint="--output")
    ending = ".csv" if tool is Tool.CSV else ".ris"
    _check_ending(output, tool, ending)
    made = exported(opened(folder).review, tool, box, as_ if decisions else None, separator_of(separator) or ",")
    write_output(output, made.text, force)
    echo(f"{number_of(made.reports, 'report')} for {tool.value}" + (" with decisions" if decisions else ""))


def _check_ending(output: Path, tool: Tool, ending: str) -> None:
    if output.suffix.casefold() != ending:
        raise ReviewkitError(f"{in_line(output)}: the name of a file for {tool.value} must end with {ending}.")


def _write_sheet(output: Path | None, folder: Path, as_: str, force: bool, refused: list[str]) -> None:
    """Write one reviewer's workbook."""
    from reviewkit.actions.export import sheet

    if refused:
        raise typer.BadParameter(f"{' and '.join(refused)} cannot be used with --for excel")
    made = sheet(opened(folder).review, as_)
    path = output or Path(f"screen-{made.reviewer}.xlsx")
    _check_ending(path, Tool.EXCEL, ".xlsx")
    write_output(path, made.data, force)
    echo(
        f"{made.waiting} to decide on and {number_of(made.decided, 'decision')} of {made.reviewer}. Fill in the white "
        f"columns, then: reviewkit screen import {in_command(str(path))} --as {made.reviewer} --dry-run"
    )
