"""code audit and methods: what the logs show of the analysis, as an appendix and as sentences."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    Output,
    echo,
    echo_json,
    ending_of,
    not_together,
    opened,
    write_output,
)
from reviewkit.words import in_line

if TYPE_CHECKING:
    from reviewkit.phases import Phases
    from reviewkit.review import Review

Book = Annotated[str, typer.Option("--codebook", help="Which codebook, where there are several.")]


def audit(
    output: Output = None,
    book: Book = "",
    language: Language = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print the audit trail of the six phases with counts from the logs, or write it as .docx, .html, .md or .pdf."""
    from reviewkit.charting_methods import names_of
    from reviewkit.locales import labels
    from reviewkit.render.audit_trail import audit_trail
    from reviewkit.render.document_files import FORMATS, as_bytes, as_markdown

    not_together(json=as_json, output=output)
    for path in output or []:
        if ending_of(path) not in FORMATS:
            raise typer.BadParameter(
                f"{in_line(path)} does not end in {' or '.join(f'.{name}' for name in FORMATS)}"
            )
    review = opened(folder).review
    found, protocol = _phases(review, as_, book), review.protocol
    if as_json:
        from reviewkit.render import json_phases

        echo_json(json_phases.phases(found))
        return
    document = audit_trail(found, names_of(protocol), labels(language or protocol.language))
    for path in output or []:
        write_output(path, as_bytes(document, ending_of(path)), force)
    if not output:
        echo(as_markdown(document))


def methods(
    book: Book = "",
    language: Language = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Print sentences for the methods section on how studies were coded and themes made, with counts from the log.

    They say nothing that was not logged; what only you know is in brackets, to be filled in.
    """
    from reviewkit.charting_methods import names_of
    from reviewkit.locales import labels
    from reviewkit.render import json_phases
    from reviewkit.render.coding_methods import methods as sentences
    from reviewkit.words import ReviewerKind

    review = opened(folder).review
    found, protocol = _phases(review, as_, book), review.protocol
    publications = [one.id for one in protocol.reviewers if one.kind is ReviewerKind.PUBLICATION]
    said = sentences(found, names_of(protocol), labels(language or protocol.language), publications)
    if as_json:
        echo_json(json_phases.methods(found, said))
        return
    echo(" ".join(said))


def _phases(review: "Review", as_: str, book: str) -> "Phases":
    from reviewkit.actions.audit import phases_of
    from reviewkit.actions.who import person_or_nobody

    return phases_of(review, person_or_nobody(review.protocol, as_), book)
