"""studies: the included studies and their characteristics."""

from reviewkit.commands.shared import (
    HERE,
    Folder,
    Force,
    Json,
    Language,
    Output,
    echo_json,
    not_together,
    opened,
    terminal_width,
)


def studies(
    output: Output = None,
    language: Language = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Show the included studies with their characteristics, as given in studies.yaml."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render import json
    from reviewkit.render.tables.studies import studies_table

    not_together(json=as_json, output=output)
    review = opened(folder).review
    found = review.included_studies
    if as_json:
        echo_json([json.study(study) for study in found])
        return
    table = studies_table(found, labels(language or review.protocol.language))
    write_table(table, output, force, terminal_width())
