"""matrix: the theme x study table."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    Digest,
    Folder,
    Force,
    Json,
    Language,
    Output,
    Separator,
    digest_line,
    echo_json,
    not_together,
    opened,
    report_problems,
    terminal_width,
    warn,
)
from reviewkit.errors import Level, ReviewkitError
from reviewkit.words import Layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reviewkit.coding import Matrix

ANYBODY = "any"


def matrix(
    layout: Annotated[
        Layout, typer.Option(help="list: citations under each theme; grid: marks and totals.")
    ] = Layout.LIST,
    codebook: Annotated[str, typer.Option(help="Which codebook, if there are several.")] = "",
    whose: Annotated[
        str, typer.Option(help="The coding of one person. Default: any, the coding of everybody together.")
    ] = ANYBODY,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    digest: Digest = False,
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print the theme x study table, or write it as .docx, .xlsx, .html, .md or .csv."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render import json
    from reviewkit.render.tables.matrix import matrix_table

    not_together(json=as_json, output=output)
    not_together(json=as_json, digest=digest)
    work = opened(folder)
    review = work.review
    found = _chosen(review.matrices if whose == ANYBODY else review.matrices_of(whose), codebook)
    if not found.studies:
        warn("no study is included yet, so the table has no rows: reviewkit status")
    problems = review.coding_problems
    if as_json:
        echo_json(json.matrix(found, problems))
    else:
        words = labels(language or review.protocol.language)
        note = digest_line(work, words) if digest else ""
        table = matrix_table(found, layout, words)
        write_table(table, output, force, terminal_width(), note, separator)
        report_problems(problems)
    if any(problem.level is Level.ERROR for problem in problems):
        raise typer.Exit(1)


def _chosen(made: "Mapping[str, Matrix]", codebook: str) -> "Matrix":
    """The matrix of the codebook that was named, or of the only codebook. Raises ReviewkitError otherwise."""
    if not made:
        raise ReviewkitError(
            "There is no codebook yet. Write one in the folder codebooks/; codebooks/themes.yaml shows how."
        )
    if codebook and codebook not in made:
        raise ReviewkitError(f"There is no codebook {codebook!r}. The codebooks are: {', '.join(made)}")
    if not codebook and len(made) > 1:
        raise ReviewkitError(f"There are several codebooks. Choose one with --codebook: {', '.join(made)}")
    found = made[codebook] if codebook else next(iter(made.values()))
    if not found.themes:
        raise ReviewkitError(
            f"{found.codebook.place.path}: this codebook has no themes yet. Add one under `codes:`, as shown there."
        )
    return found
