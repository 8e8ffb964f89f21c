"""export: the reports of a review for another tool, all of them or those in one box of the flow."""

from pathlib import Path
from typing import Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Force, echo, opened, separator_of, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.words import Tool, number_of


def export(
    tool: Annotated[Tool, typer.Option("--for", help="The tool that will read the file.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write (.ris, or .csv for csv).")],
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
    """Write reports for Rayyan, Covidence, ASReview, EndNote or Zotero, or as CSV. The record ids are included."""
    from reviewkit.actions.export import exported

    ending = ".csv" if tool is Tool.CSV else ".ris"
    if output.suffix.casefold() != ending:
        raise ReviewkitError(f"{output}: the name of a file for {tool.value} must end with {ending}.")
    made = exported(opened(folder).review, tool, box, as_ if decisions else None, separator_of(separator) or ",")
    write_output(output, made.text, force)
    echo(f"{number_of(made.reports, 'report')} for {tool.value}" + (" with decisions" if decisions else ""))
