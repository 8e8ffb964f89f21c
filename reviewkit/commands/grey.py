"""grey: a report, a guideline or a web page that a person found becomes a record of the review, with its text."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened, warn
from reviewkit.commands.texts import name_unread
from reviewkit.words import in_line

if TYPE_CHECKING:
    from reviewkit.actions.grey import AddedDocument


def grey(
    title: Annotated[str, typer.Argument(help="The title, as printed on the document.")],
    text: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="The document: PDF, Word, PowerPoint, web page, EPUB or plain text."
        ),
    ] = None,
    *,
    source: Annotated[
        str, typer.Option("--source", "-s", help="A name for where it was found, in lower case, such as websites.")
    ],
    institution: Annotated[str, typer.Option(help="Which institution published it.")] = "",
    authors: Annotated[str, typer.Option(help="Who wrote it, as Surname, Name; Surname, Name.")] = "",
    type_: Annotated[str, typer.Option("--type", help="What it is, such as report, guideline, web page.")] = "",
    date: Annotated[
        str, typer.Option(help="When it was published: 2024, 2024-01, 2024-01-31 or 31.01.2024.")
    ] = "",
    address: Annotated[str, typer.Option(help="Where it can be read: https://...")] = "",
    accessed: Annotated[str, typer.Option(help="When you got it from there.")] = "",
    read: Annotated[str, typer.Option(help="When you read it.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Add a document of grey literature (a report, a guideline, a web page) as a record of the review, with its
    text."""
    from reviewkit.actions.grey import GreyDocument, add_document, reference_of
    from reviewkit.store.texts import read_given

    work = opened(folder)
    data = read_given(text) if text else None
    document = GreyDocument(title, institution, authors, type_, date, address, accessed, read)
    done = add_document(work, as_, source, document, text.name if text else "", data)
    review = work.review
    reference = reference_of(review, review.report_of[done.record], review.protocol.language)
    if as_json:
        echo_json(
            {
                "record": done.record,
                "source": done.source,
                "path": done.path,
                "reference": reference,
                "text": done.text.path if done.text else None,
                "unread": (done.text.unread if done.text else "") or None,
                "event": done.id or None,
            }
        )
        return
    _print(done, reference)
    if all(one.name != source for one in review.facts.sources):
        warn(f"searches.yaml has no entry for {source} yet: reviewkit searches describe {source} --arm other")


def _print(done: "AddedDocument", reference: str) -> None:
    if done.id:
        echo(f"{done.record} was added to {done.source}; to undo this: reviewkit undo {done.id}")
    else:
        echo(f"this document has been added before, as {done.record}; it was not added again")
    echo(f"  {reference}")
    if done.text and done.text.ids:
        echo(f"  {in_line(done.text.path)} is its full text")
        name_unread(done.text)
