"""studies: the included studies and their characteristics."""

from reviewkit.commands.shared import (
    HERE,
    Digest,
    Folder,
    Force,
    Json,
    Language,
    Output,
    digest_line,
    echo_json,
    not_together,
    opened,
    terminal_width,
)


def studies(
    output: Output = None,
    language: Language = "",
    digest: Digest = False,
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
    not_together(json=as_json, digest=digest)
    work = opened(folder)
    review = work.review
    found = review.included_studies
    if as_json:
        echo_json([json.study(study) for study in found])
        return
    words = labels(language or review.protocol.language)
    note = digest_line(work, words) if digest else ""
    write_table(studies_table(found, words), output, force, terminal_width(), note)
