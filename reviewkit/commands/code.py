"""studies, code, matrix: the included studies, what coders found in them, and the theme x study table."""

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
    person,
    report_problems,
    terminal_width,
    warn,
)
from reviewkit.errors import Level, ReviewkitError
from reviewkit.words import Layout

app = typer.Typer(invoke_without_command=True, help="Code studies with the themes of a codebook.")

ABOUT_CODING = frozenset(
    ("yaml", "codebook", "unknown-study", "study-not-included", "unknown-code", "retired-code", "state")
)


@app.callback()
def code(context: typer.Context, folder: Folder = HERE, as_json: Json = False) -> None:
    """Check the codebooks and codings, and show who has coded what."""
    if context.invoked_subcommand:
        return
    from reviewkit.coding import marks_of
    from reviewkit.store.folder import read

    review = read(folder)
    problems = [problem for problem in review.problems if problem.code in ABOUT_CODING]
    codings = review.facts.codings
    rows = [
        {
            "study": coding.study,
            "coder": coding.coder,
            "state": coding.state,
            "quotes": len(coding.segments),
            "codes": len({mark.code for mark in marks_of(coding)}),
        }
        for coding in codings
    ]
    if as_json:
        echo_json({"codings": rows, "problems": [str(problem) for problem in problems]})
    else:
        for book in review.facts.codebooks:
            echo(f"codebook {book.name} (version {book.version}): {len(book.codes)} codes")
        for row in rows:
            echo(
                f"{row['study']:<20} {row['coder']:<12} {row['state']:<20} {row['quotes']} quotes, {row['codes']} codes"
            )
        coded = {coding.study for coding in codings}
        for study in review.included_studies:
            if study.key not in coded:
                echo(f"{study.key:<20} nobody has coded it yet")
        for problem in problems:
            echo(f"{problem.place}: {problem.level}: {problem.message}")
    if any(problem.level is not Level.NOTE for problem in problems):
        raise typer.Exit(1)


@app.command()
def add(
    study: Annotated[str, typer.Argument(help="The key of a study in studies.yaml.")],
    code_ids: Annotated[
        list[str], typer.Option("--code", "-c", help="A code of the codebook; may be given again.")
    ],
    quote: Annotated[str, typer.Option("--quote", "-q", help="The words of the report.")],
    page: Annotated[str, typer.Option("--page", "-p", help="The page they stand on.")] = "",
    note: Annotated[str, typer.Option(help="A note.")] = "",
    folder: Folder = HERE,
    as_: As = "",
) -> None:
    """Add a quote with its codes to your file on a study."""
    from reviewkit.store.codings import add_segment
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    coder = person(review.protocol, as_)
    if study not in {entry.key for entry in review.facts.studies}:
        keys = ", ".join(entry.key for entry in review.facts.studies) or "(none yet)"
        raise ReviewkitError(f"there is no study {study!r} in studies.yaml; there are: {keys}")
    known = {entry.id for book in review.facts.codebooks for entry in book.codes}
    for code_id in code_ids:
        if code_id not in known:
            raise ReviewkitError(f"no codebook has the code {code_id!r}; there are: {', '.join(sorted(known))}")
    if not quote.strip():
        raise ReviewkitError("the quote is empty; give the words of the report.")
    path = add_segment(root, coder, study, quote, page, tuple(code_ids), note)
    echo(f"added to {path}")


def matrix(
    layout: Annotated[
        Layout, typer.Option(help="list: citations under each theme; grid: marks and totals.")
    ] = Layout.LIST,
    codebook: Annotated[str, typer.Option(help="Which codebook, where there are several.")] = "",
    output: Output = None,
    language: Language = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """The theme x study table: here, or as .docx, .xlsx, .html, .md or .csv."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render.tables.matrix import matrix_table
    from reviewkit.store.folder import read

    review = read(folder)
    made = review.matrices
    if not made:
        raise ReviewkitError("there is no codebook yet: write one into codebooks/, see codebooks/themes.yaml.")
    if codebook and codebook not in made:
        raise ReviewkitError(f"there is no codebook {codebook!r}; there are: {', '.join(made)}")
    if not codebook and len(made) > 1:
        raise ReviewkitError(f"say which codebook with --codebook: {', '.join(made)}")
    found = made[codebook] if codebook else next(iter(made.values()))
    if not found.themes:
        raise ReviewkitError(
            f"{found.codebook.place.path} has no theme yet: add one under `codes:`, as shown there."
        )
    if not found.studies:
        warn("no study is included yet, so the table has no rows: reviewkit status")
    problems = [problem for problem in review.problems if problem.code in ABOUT_CODING]
    wrong = any(problem.level is Level.ERROR for problem in problems)
    if as_json:
        echo_json(
            {
                "themes": {theme.id: theme.labels for theme in found.themes},
                "studies": {study.key: study.citation for study in found.studies},
                "cells": {
                    study.key: {theme.id: found.cell(theme, study) for theme in found.themes}
                    for study in found.studies
                },
                "studies_per_theme": {theme.id: len(found.studies_with(theme)) for theme in found.themes},
                "marks": found.marks,
            }
        )
    else:
        write_table(
            matrix_table(found, layout, labels(language or review.protocol.language)),
            output,
            force,
            terminal_width(),
        )
        report_problems(problems)
    if wrong:
        raise typer.Exit(1)


def studies(
    output: Output = None,
    language: Language = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """The included studies with what studies.yaml says of them: the table of characteristics."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render.tables.studies import studies_table
    from reviewkit.store.folder import read

    review = read(folder)
    found = review.included_studies
    if as_json:
        echo_json(
            [{"key": s.key, "citation": s.citation, "records": s.records, **s.characteristics} for s in found]
        )
        return
    table = studies_table(found, labels(language or review.protocol.language))
    write_table(table, output, force, terminal_width())
