"""studies: the included studies and their characteristics."""

from typing import TYPE_CHECKING, Annotated

import typer

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
    not_together,
    opened,
    terminal_width,
)

if TYPE_CHECKING:
    from reviewkit.store.open_review import OpenReview


def studies(
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    write: Annotated[
        bool, typer.Option("--write", help="Write a study into studies.yaml for each included report without one.")
    ] = False,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Show the included studies with their characteristics, as given in studies.yaml."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render import json
    from reviewkit.render.tables.studies import studies_table

    not_together(json=as_json, output=output)
    not_together(json=as_json, digest=digest)
    work = opened(folder)
    if write:
        _write(work, as_, as_json)
        return
    found = work.review.included_studies
    if as_json:
        echo_json([json.study(study) for study in found])
        return
    words = labels(language or work.review.protocol.language)
    note = digest_line(work, words) if digest else ""
    write_table(studies_table(found, words), output, force, terminal_width(), note, separator)


def _write(work: "OpenReview", as_: str, as_json: bool) -> None:
    """Propose studies for the included reports that no study names."""
    from reviewkit.actions.studies import propose
    from reviewkit.render import json

    new = propose(work, as_)
    if as_json:
        echo_json([json.study(study) for study in new])
        return
    for study in new:
        echo(f"{study.key}: {study.citation} ({', '.join(study.records)})")
    written = "1 study was" if len(new) == 1 else f"{len(new)} studies were"
    echo(f"{written} written into studies.yaml" if new else "every included report is in studies.yaml already")
    if new:
        echo("Reports of one study: put their records under one key there. Add `characteristics:` as you wish.")
