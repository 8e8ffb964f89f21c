"""matrix: the theme x study table."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.coding_shown import as_seen, closed_to
from reviewkit.commands.looks import ThemeName, theme_for
from reviewkit.commands.past import AsOf, Under, in_caption, notes_of_then, review_shown
from reviewkit.commands.shared import (
    HERE,
    As,
    Digest,
    DraftTable,
    Folder,
    Force,
    Json,
    Language,
    OnlyStudies,
    Output,
    Separator,
    SetName,
    digest_line,
    echo_json,
    not_together,
    one_answer,
    opened,
    report_problems,
)
from reviewkit.errors import Level, ReviewkitError
from reviewkit.words import Layout, MatrixLevel, in_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reviewkit.coding import Matrix
    from reviewkit.locales import Labels
    from reviewkit.render.figures.drawing import Drawing
    from reviewkit.render.tables.table import Table
    from reviewkit.review import Review
    from reviewkit.themes import Theme
    from reviewkit.timeline import Then

ANYBODY = "any"


def matrix(
    layout: Annotated[
        Layout, typer.Option(help="list: citations under each theme; grid: marks and totals.")
    ] = Layout.LIST,
    codebook: Annotated[str, typer.Option(help="Which codebook, if there are several.")] = "",
    whose: Annotated[
        str,
        typer.Option(
            metavar="PERSON|agreed|any",
            help="The coding of one person; agreed: what all who coded a study found; any: what anybody found.",
        ),
    ] = ANYBODY,
    level: Annotated[
        MatrixLevel, typer.Option(help="The themes, these with their subthemes, or every code.")
    ] = MatrixLevel.THEME,
    robustness: Annotated[
        bool, typer.Option("--robustness", help="Add notes on what rests on one study or on one coder.")
    ] = False,
    as_of: AsOf = "",
    under: Under = "",
    set_name: SetName = "",
    only: OnlyStudies = None,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    theme: ThemeName = "",
    draft: DraftTable = False,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print the theme x study table, or write it: .docx, .xlsx, .html, .md, .csv, .tex; heat map: .svg, .pptx."""
    from reviewkit.commands.tables_or_figures import FIGURES, check_may_be_written, write_table_or_figure
    from reviewkit.locales import labels
    from reviewkit.render import json

    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    look = theme_for(theme, output, FIGURES)
    work = opened(folder)
    review, then = review_shown(work, as_of, under, codebook)
    review = as_seen(work.review, as_, review)
    shown = review.studies_chosen(set_name, only or ())
    review.needs_a_codebook()
    made = review.matrices_of(whose, shown, level)
    _had_themes(made, then)
    found = chosen(made, codebook)
    problems = review.coding_problems
    if as_json:
        whole = len(review.included_studies)
        closed = closed_to(work.review, as_)
        echo_json(json.matrix(found, problems, review.missing(shown, found), set_name, whole, then, closed))
    else:
        check_may_be_written(review.missing(shown, found), output, draft)
        words = labels(language or review.protocol.language)
        note = digest_line(work, words) if digest else ""
        table = _table(review, found, layout, set_name, words, robustness)
        write_table_or_figure(
            in_caption(table, then, found.codebook.version, words),
            lambda: _figure(review, found, then, set_name, words, note, look),
            output,
            force,
            note,
            separator,
        )
        report_problems(problems if then is None else [one for one in problems if one.level is Level.ERROR])
    if any(problem.level is Level.ERROR for problem in problems):
        raise typer.Exit(1)


def _table(
    review: "Review", found: "Matrix", layout: Layout, set_name: str, words: "Labels", robustness: bool
) -> "Table":
    """The table, marked where it is not finished or shows a part of the studies."""
    from reviewkit.actions.readings import units_of
    from reviewkit.render.tables.draft import as_subset, marked
    from reviewkit.render.tables.matrix import matrix_table, with_robustness
    from reviewkit.render.tables.matrix_quotes import with_quotes

    table = with_quotes(matrix_table(found, layout, words), found, layout, words, units_of(review.facts.texts))
    if robustness:
        table = with_robustness(table, found, words)
    part = as_subset(table, len(found.studies), len(review.included_studies), set_name, words)
    return marked(part, review.missing(found.studies, found), words)


def _figure(
    review: "Review",
    found: "Matrix",
    then: "Then | None",
    set_name: str,
    words: "Labels",
    note: str,
    theme: "Theme",
) -> "Drawing":
    """The heat map, marked in the same way."""
    from reviewkit.commands.tables_or_figures import notes_of_figure
    from reviewkit.render.figures.coded import matrix_drawing
    from reviewkit.render.tables.draft import part_of

    missing = review.missing(found.studies, found)
    part = part_of(len(found.studies), len(review.included_studies), set_name, words)
    draft = words.text("flow.draft") if missing.anything else ""
    past = notes_of_then(then, words.text("past.figure"), found.codebook.version, words)
    return matrix_drawing(found, words, draft, (*past, *notes_of_figure(missing, part, note, words)), theme)


def _had_themes(made: "Mapping[str, Matrix]", then: "Then | None") -> None:
    """Raises ReviewkitError where the only codebook had no themes at an earlier moment."""
    if then is not None and not any(one.themes for one in made.values()):
        raise ReviewkitError(
            f"The codebook had no themes or codes then ({then.asked}). To see when they were made: reviewkit "
            "codebook history"
        )


def chosen(made: "Mapping[str, Matrix]", codebook: str) -> "Matrix":
    """The matrix of the codebook that was named, or of the only codebook. Raises ReviewkitError otherwise."""
    if codebook and codebook not in made:
        raise ReviewkitError(f"There is no codebook {codebook!r}. The codebooks are: {', '.join(made)}")
    if not codebook and len(made) > 1:
        raise ReviewkitError(f"There are several codebooks. Choose one with --codebook: {', '.join(made)}")
    found = made[codebook] if codebook else next(iter(made.values()))
    if not found.themes:
        raise ReviewkitError(
            f"{in_line(found.codebook.place.path)}: this codebook has no themes yet. Add one under `codes:`, as shown "
            "there, or: reviewkit codebook create ID LABEL --kind theme --why REASON"
        )
    return found
