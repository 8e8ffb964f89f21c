"""studies: the included studies and what is known of them."""

from pathlib import Path
from typing import Annotated

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
    not_together,
    opened,
    terminal_width,
)


def studies(
    output: Output = None,
    language: Language = "",
    write: Annotated[
        bool, typer.Option("--write", help="Write a study into studies.yaml for each included report without one.")
    ] = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """The included studies with what studies.yaml says of them: the table of characteristics."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render import json
    from reviewkit.render.tables.studies import studies_table

    not_together(json=as_json, output=output)
    if write:
        _write(folder, as_, as_json)
        return
    review = opened(folder).review
    found = review.included_studies
    if as_json:
        echo_json([json.study(study) for study in found])
        return
    table = studies_table(found, labels(language or review.protocol.language))
    write_table(table, output, force, terminal_width())


def _write(folder: Path, as_: str, as_json: bool) -> None:
    """Propose studies for the included reports that no study names."""
    from reviewkit.actions.studies import propose
    from reviewkit.render import json

    new = propose(opened(folder), as_)
    if as_json:
        echo_json([json.study(study) for study in new])
        return
    for study in new:
        echo(f"{study.key}: {study.citation} ({', '.join(study.records)})")
    written = "1 study was" if len(new) == 1 else f"{len(new)} studies were"
    echo(f"{written} written into studies.yaml" if new else "every included report is in studies.yaml already")
    if new:
        echo("Reports of one study: put their records under one key there. Add `characteristics:` as you wish.")
