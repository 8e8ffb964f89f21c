"""What tables and figures of charting show: the studies that were asked for, as one person may see them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from reviewkit.commands.shared import opened
from reviewkit.errors import ReviewkitError
from reviewkit.words import MatrixLevel

if TYPE_CHECKING:
    from reviewkit.blind import ChartView
    from reviewkit.charting_counts import Axis
    from reviewkit.coding import Matrix
    from reviewkit.locales import Labels
    from reviewkit.model import FormField, Missing, Study
    from reviewkit.render.tables.table import Table
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview


ANYBODY = "any"
ThemesOf = Annotated[
    str,
    typer.Option(
        "--whose", metavar="PERSON|agreed|any", help="Whose coding of themes counts, as in `reviewkit matrix`."
    ),
]
ThemeLevel = Annotated[
    MatrixLevel,
    typer.Option("--level", help="What `theme` means: the themes, these with subthemes, or every code."),
]


class Coded(NamedTuple):
    """Which themes are meant: of a codebook, whose coding counts (any: of anybody), and themes, subthemes or codes."""

    codebook: str = ""
    whose: str = ANYBODY
    level: MatrixLevel = MatrixLevel.THEME


class Axes(NamedTuple):
    """The studies grouped by fields or themes, what that waits for, and the matrix of the themes if there are any."""

    axes: "tuple[Axis, ...]"
    missing: "Missing"
    matrix: "Matrix | None"

    def caption(self, caption: str, words: "Labels") -> str:
        """A caption, with whose coding the themes are."""
        from reviewkit.render.tables.matrix import as_coded

        return as_coded(caption, self.matrix, words) if self.matrix else caption

    def notes(self, words: "Labels") -> tuple[str, ...]:
        """What is to be said of the themes everywhere: in how many cells coders differ."""
        from reviewkit.render.tables.matrix import differ_notes

        return differ_notes(self.matrix, words) if self.matrix else ()


class Shown(NamedTuple):
    """Studies in their order, what one person may see of their charting, and the words for it."""

    work: "OpenReview"
    view: "ChartView"
    studies: "tuple[Study, ...]"
    words: "Labels"
    set_name: str

    @property
    def review(self) -> "Review":
        return self.work.review

    def missing(self, fields: "Sequence[FormField]", matrix: "Matrix | None" = None) -> "Missing":
        """What a table or figure of these fields waits for, and of the themes of a matrix if there is one."""
        gaps = self.view.gaps(self.studies, fields)
        return gaps.added_to(self.review.missing(self.studies, matrix), self.words.language)

    def field(self, name: str, others: Sequence[str] = ()) -> "FormField":
        """The field with this id; `others` can be named too. Raises ReviewkitError where there is none."""
        found = self.view.form.field(name)
        if found is None:
            known = ", ".join([*(one.id for one in self.view.form.fields()), *others])
            raise ReviewkitError(
                f"The charting form has no field {name!r}. Its fields are: {known or '(none yet)'}"
            )
        return found

    def part(self) -> str:
        """A note that only a part of the included studies is shown; "" where all are."""
        from reviewkit.render.tables.draft import part_of

        return part_of(len(self.studies), len(self.view.studies), self.set_name, self.words)

    def marked(self, table: "Table", missing: "Missing") -> "Table":
        """The table, marked where it is not finished or shows a part of the studies."""
        from reviewkit.render.tables.draft import as_subset, marked

        part = as_subset(table, len(self.studies), len(self.view.studies), self.set_name, self.words)
        return marked(part, missing, self.words)


def shown_studies(
    folder: Path, as_: str, language: str, set_name: str, only: Sequence[str] | None, sort: str = "citation"
) -> Shown:
    """The studies of a set, those that were named, or all. Raises ReviewkitError for any that is not included."""
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import chart_view
    from reviewkit.locales import labels
    from reviewkit.study_order import in_order

    work = opened(folder)
    review = work.review
    view = chart_view(review, person_or_nobody(review.protocol, as_))
    words = labels(language or review.protocol.language)
    return Shown(work, view, in_order(view, review.studies_chosen(set_name, only or ()), sort), words, set_name)


def axes_of(shown: Shown, names: Sequence[str], coded: Coded) -> Axes:
    """The studies grouped by each of these fields, or by the themes of a codebook, and what that waits for.

    Raises ReviewkitError where no codebook, or nobody's coding, is meant by `coded`.
    """
    from reviewkit.charting_counts import THEME, field_axis, theme_axis

    matrix = _matrix(shown, coded) if _means_themes(shown, names) else None
    fields = {name: shown.field(name, [THEME]) for name in names if name != THEME or matrix is None}
    axes = tuple(
        field_axis(shown.view, fields[name], shown.studies)
        if name in fields or matrix is None
        else theme_axis(matrix)
        for name in names
    )
    return Axes(axes, shown.missing(tuple(fields.values()), matrix), matrix)


def _means_themes(shown: Shown, names: Sequence[str]) -> bool:
    """Whether one of these names means the themes: `theme`, if the form has no field of that name."""
    from reviewkit.charting_counts import THEME

    return THEME in names and shown.view.form.field(THEME) is None


def _matrix(shown: Shown, coded: Coded) -> "Matrix":
    """The matrix whose themes are meant. Raises ReviewkitError where there is none, or several."""
    from reviewkit.commands.coding_shown import as_seen
    from reviewkit.commands.matrix import chosen

    shown.review.needs_a_codebook()
    seen = as_seen(shown.review, shown.view.person)
    return chosen(seen.matrices_of(coded.whose, shown.studies, coded.level), coded.codebook)
