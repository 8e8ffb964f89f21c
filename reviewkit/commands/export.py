"""export: the reports of a review for another tool, all of them or one box of the flow."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Force, echo, opened, write_output
from reviewkit.errors import ReviewkitError
from reviewkit.words import Tool

if TYPE_CHECKING:
    from reviewkit.model import Record
    from reviewkit.review import Review


def export(
    tool: Annotated[Tool, typer.Option("--for", help="The tool that will read the file.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write (.ris, or .csv for csv).")],
    box: Annotated[
        str, typer.Option("--box", help="A box of the flow, such as screened; default: all reports.")
    ] = "",
    decisions: Annotated[
        bool, typer.Option("--decisions", help="With decisions: yours alone until everybody has finished.")
    ] = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
) -> None:
    """Write reports for Rayyan, Covidence, ASReview, EndNote, Zotero, or as CSV; our ids travel along."""
    from reviewkit.actions.who import person
    from reviewkit.blind import decisions_to_export
    from reviewkit.exchange import outgoing
    from reviewkit.formats.writers import as_csv, as_ris

    review = opened(folder).review
    ending = ".csv" if tool is Tool.CSV else ".ris"
    if output.suffix.casefold() != ending:
        raise ReviewkitError(f"{output}: a file for {tool.value} ends with {ending}.")
    decided = decisions_to_export(review, person(review.protocol, as_)) if decisions else {}
    records = [_merged(review, one) for one in _members(review, box)]
    if tool is Tool.CSV:
        words = {record: (choice.value if choice else "", reason) for record, (choice, reason) in decided.items()}
        text = "".join(as_csv(records, words if decisions else None))
    else:
        adapted = (
            outgoing.outgoing(record, tool, *decided.get(record.id, (None, "")), told=decisions)
            for record in records
        )
        text = ("\ufeff" if outgoing.starts_with_mark(tool) else "") + "".join(as_ris(adapted))
    write_output(output, text, force)
    echo(f"{len(records)} reports for {tool.value}" + (" with decisions" if decisions else ""))


def _members(review: "Review", box: str) -> list[str]:
    if not box:
        return list(review.reports)
    if box not in review.flow.boxes:
        raise ReviewkitError(f"there is no box {box!r}; there are: {', '.join(review.flow.boxes)}")
    members = review.flow.boxes[box].members or ()
    of_study = {study.key: study.records for study in review.facts.studies}
    return [
        record
        for member in members
        for record in ([member] if member in review.records else of_study.get(member, ()))
    ]


def _merged(review: "Review", record: str) -> "Record":
    """The report with the fields of all its records; a record that is not the kept one stands for itself."""
    from reviewkit import dedupe
    from reviewkit.formats.ris import in_ris

    group = review.reports.get(record, (record,))
    return dedupe.merged([in_ris(review.records[one]) for one in group])
