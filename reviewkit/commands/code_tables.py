"""code cooccur and code robustness: which themes are found together, and what each of them rests on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from reviewkit.commands.chart_shown import ANYBODY, Coded
from reviewkit.commands.coding_shown import as_seen
from reviewkit.commands.looks import ThemeName, theme_for
from reviewkit.commands.matrix import chosen
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
    terminal_width,
)
from reviewkit.commands.tables_or_figures import (
    FIGURES,
    check_may_be_written,
    notes_of_figure,
    write_table_or_figure,
)
from reviewkit.words import CountBy, Layout, MatrixLevel

if TYPE_CHECKING:
    from pathlib import Path

    from reviewkit.coding import Matrix
    from reviewkit.locales import Labels
    from reviewkit.model import Code, Missing
    from reviewkit.render.tables.table import Table
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview
    from reviewkit.timeline import Then

CodebookName = Annotated[str, typer.Option("--codebook", help="Which codebook, if there are several.")]
Whose = Annotated[
    str,
    typer.Option(
        "--whose", metavar="PERSON|agreed|any", help="Whose coding counts, as in `reviewkit matrix`. Default: any."
    ),
]
Level = Annotated[
    MatrixLevel, typer.Option("--level", help="The themes, these with their subthemes, or every code.")
]


class _Shown(NamedTuple):
    """The coding that counts, what a table of it waits for, and the words for it."""

    work: "OpenReview"
    review: "Review"
    matrix: "Matrix"
    missing: "Missing"
    words: "Labels"
    set_name: str
    then: "Then | None" = None

    @property
    def included(self) -> int:
        return len(self.review.included_studies)

    def part(self) -> str:
        """That only some of the studies are shown; "" where all are."""
        from reviewkit.render.tables.draft import part_of

        return part_of(len(self.matrix.studies), self.included, self.set_name, self.words)

    def notes(self, digest: str) -> tuple[str, ...]:
        """What is said below a figure: of which moment it is, which studies it shows, and what it waits for."""
        then = notes_of_then(self.then, self.words.text("past.figure"), self.matrix.codebook.version, self.words)
        return (*then, *notes_of_figure(self.missing, self.part(), digest, self.words))

    def marked(self, table: "Table") -> "Table":
        """The table, marked where it is not finished, shows a part of the studies, or is of an earlier moment."""
        from reviewkit.render.tables.draft import as_subset, marked

        table = in_caption(table, self.then, self.matrix.codebook.version, self.words)
        part = as_subset(table, len(self.matrix.studies), self.included, self.set_name, self.words)
        return marked(part, self.missing, self.words)


class _Moment(NamedTuple):
    """The options that say of which moment a table is."""

    as_of: str
    under: str


def _shown(
    folder: "Path",
    as_: str,
    coded: Coded,
    set_name: str,
    only: Sequence[str] | None,
    language: str,
    moment: _Moment,
) -> _Shown:
    """Raises ReviewkitError for a set, a study, a codebook, a person or a moment that there is not."""
    from reviewkit.locales import labels

    work = opened(folder)
    review, then = review_shown(work, *moment, coded.codebook)
    review = as_seen(work.review, as_, review)
    studies = review.studies_chosen(set_name, only or ())
    review.needs_a_codebook()
    matrix = chosen(review.matrices_of(coded.whose, studies, coded.level), coded.codebook)
    words = labels(language or review.protocol.language)
    return _Shown(work, review, matrix, review.missing(studies, matrix), words, set_name, then)


def cooccur(
    by: Annotated[
        CountBy,
        typer.Option(
            help="Count quotes with both; these and overlapping quotes of one person; or studies with both."
        ),
    ] = CountBy.QUOTE,
    layout: Annotated[
        Layout, typer.Option(help="grid: a number for each two; list: a row for each two, with every number.")
    ] = Layout.GRID,
    codes: Annotated[
        list[str] | None, typer.Option("--code", "-c", help="Only this theme or code; can be repeated.")
    ] = None,
    codebook: CodebookName = "",
    whose: Whose = ANYBODY,
    level: Level = MatrixLevel.THEME,
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
    as_: As = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Count which themes or codes are found together, as a table, or a heat map (.svg, .png, .pdf, .pptx, .drawio)."""
    from reviewkit.cooccurrence import Cooccurrence
    from reviewkit.render.figures.coded import cooccurrence_drawing
    from reviewkit.render.json_coded import cooccurrence
    from reviewkit.render.tables.cooccurrence import cooccurrence_table

    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    look = theme_for(theme, output, FIGURES)
    coded, moment = Coded(codebook, whose, level), _Moment(as_of, under)
    shown = _shown(folder, as_, coded, set_name, only, language, moment)
    found = Cooccurrence(shown.matrix, shown.review.facts.codings, _rows(shown.matrix, codes or []))
    if as_json:
        echo_json(cooccurrence(found, shown.missing, set_name, shown.included, shown.then))
        return
    check_may_be_written(shown.missing, output, draft)
    words = shown.words
    note = digest_line(shown.work, words) if digest else ""
    said = shown.notes(note)
    mark = words.text("flow.draft") if shown.missing.anything else ""
    table = shown.marked(cooccurrence_table(found, layout, by, words))
    write_table_or_figure(
        table, lambda: cooccurrence_drawing(found, by, words, mark, said, look), output, force, note, separator
    )


def _rows(matrix: "Matrix", codes: Sequence[str]) -> "list[Code]":
    """The rows that were named; none where none was. Raises a usage error for one that is no row."""
    ids = {row.id for row in matrix.themes}
    for code in codes:
        if code not in ids:
            known = ", ".join(row.id for row in matrix.themes)
            raise typer.BadParameter(
                f"--code {code}: there is no such row at --level {matrix.level}; there are: {known}"
            )
    return [row for row in matrix.themes if row.id in codes]


def robustness(
    codebook: CodebookName = "",
    whose: Whose = ANYBODY,
    level: Level = MatrixLevel.THEME,
    as_of: AsOf = "",
    under: Under = "",
    set_name: SetName = "",
    only: OnlyStudies = None,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    draft: DraftTable = False,
    digest: Digest = False,
    as_: As = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print what each theme rests on: its studies and coders, and without which of them it is gone."""
    from reviewkit.commands.tables import check_finished, write_table
    from reviewkit.render import json_coded
    from reviewkit.render.tables.robustness import robustness_table
    from reviewkit.robustness import supports

    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    coded, moment = Coded(codebook, whose, level), _Moment(as_of, under)
    shown = _shown(folder, as_, coded, set_name, only, language, moment)
    found = list(supports(shown.matrix))
    if as_json:
        echo_json(json_coded.robustness(shown.matrix, found, shown.missing, set_name, shown.included, shown.then))
        return
    check_finished(shown.missing, output, draft)
    note = digest_line(shown.work, shown.words) if digest else ""
    table = shown.marked(robustness_table(shown.matrix, found, shown.words))
    write_table(table, output, force, terminal_width(), note, separator)
