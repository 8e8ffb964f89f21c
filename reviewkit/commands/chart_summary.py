"""chart summary and chart cross: how many studies have each answer, as tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

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
    opened,
    terminal_width,
)
from reviewkit.errors import ReviewkitError

if TYPE_CHECKING:
    from reviewkit.blind import ChartView
    from reviewkit.charting_counts import Axis
    from reviewkit.locales import Labels
    from reviewkit.model import FormField, Missing, Study
    from reviewkit.render.tables.table import Table
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview


class _Asked(NamedTuple):
    """The studies that are shown, as one person may see what was charted of them, and the words for it."""

    work: "OpenReview"
    view: "ChartView"
    studies: "tuple[Study, ...]"
    words: "Labels"
    set_name: str

    @property
    def review(self) -> "Review":
        return self.work.review

    def missing(self, fields: "Sequence[FormField]") -> "Missing":
        """What a table of these fields waits for."""
        gaps = self.view.gaps(self.studies, fields)
        return gaps.added_to(self.review.missing(self.studies), self.words.language)

    def field(self, name: str, others: Sequence[str] = ()) -> "FormField":
        """The field with this id. Raises ReviewkitError where there is none."""
        found = self.view.form.field(name)
        if found is None:
            known = ", ".join([*(one.id for one in self.view.form.fields()), *others])
            raise ReviewkitError(
                f"The charting form has no field {name!r}. Its fields are: {known or '(none yet)'}"
            )
        return found

    def finished(self, table: "Table", missing: "Missing") -> "Table":
        """The table, marked where it is not finished or shows a part of the studies."""
        from reviewkit.render.tables.draft import as_subset, marked

        if len(self.studies) < len(self.view.studies) or self.set_name:
            table = as_subset(table, len(self.studies), len(self.view.studies), self.set_name, self.words)
        return marked(table, missing, self.words)


def _asked(folder: Path, as_: str, language: str, set_name: str, only: Sequence[str]) -> _Asked:
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import chart_view
    from reviewkit.locales import labels
    from reviewkit.study_order import in_order

    work = opened(folder)
    review = work.review
    view = chart_view(review, person_or_nobody(review.protocol, as_))
    shown = in_order(view, review.studies_chosen(set_name, only))
    return _Asked(work, view, shown, labels(language or review.protocol.language), set_name)


def summary(
    fields: Annotated[
        list[str] | None, typer.Argument(metavar="[FIELD]...", help="Ids of fields of the form. Default: all.")
    ] = None,
    set_name: SetName = "",
    only: OnlyStudies = None,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    draft: DraftTable = False,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Count the studies with each answer, with per cent of all studies; of numbers median, range and total.

    What is not reported, not applicable, unclear, not settled or not charted yet is counted apart.
    """
    from reviewkit.commands.tables import check_finished, write_table
    from reviewkit.field_summary import summaries

    not_together(json=as_json, output=output)
    not_together(json=as_json, digest=digest)
    not_together(studies=set_name, only=only)
    asked = _asked(folder, as_, language, set_name, only or ())
    chosen = [asked.field(name) for name in dict.fromkeys(fields or ())] or list(asked.view.form.fields())
    found = summaries(asked.view, chosen, asked.studies)
    missing = asked.missing(chosen)
    if as_json:
        from reviewkit.render.json_counts import chart_summary

        echo_json(chart_summary(found, len(asked.studies), missing, set_name))
        return
    from reviewkit.render.tables.counts import summary_table

    check_finished(missing, output, draft)
    made = asked.finished(summary_table(found, len(asked.studies), asked.words), missing)
    note = digest_line(asked.work, asked.words) if digest else ""
    write_table(made, output, force, terminal_width(), note, separator)


def cross(
    rows: Annotated[str, typer.Argument(metavar="FIELD", help="A field of the form, or theme: the rows.")],
    columns: Annotated[str, typer.Argument(metavar="FIELD", help="Another one: the columns.")],
    codebook: Annotated[str, typer.Option(help="Which codebook `theme` means, if there are several.")] = "",
    set_name: SetName = "",
    only: OnlyStudies = None,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    draft: DraftTable = False,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Cross two fields: the number of studies with each pair of answers, and of each answer at the margins."""
    from reviewkit.commands.tables import check_finished, write_table

    not_together(json=as_json, output=output)
    not_together(json=as_json, digest=digest)
    not_together(studies=set_name, only=only)
    asked = _asked(folder, as_, language, set_name, only or ())
    axes, missing = _axes(asked, (rows, columns), codebook)
    if as_json:
        from reviewkit.render.json_charting import counted

        echo_json(counted(axes, len(asked.studies), missing, set_name))
        return
    from reviewkit.render.tables.counts import cross_table

    check_finished(missing, output, draft)
    made = asked.finished(cross_table(axes[0], axes[1], len(asked.studies), asked.words), missing)
    note = digest_line(asked.work, asked.words) if digest else ""
    write_table(made, output, force, terminal_width(), note, separator)


def _axes(asked: _Asked, names: Sequence[str], codebook: str) -> "tuple[list[Axis], Missing]":
    """The groupings of the studies, and what they wait for."""
    from reviewkit.charting_counts import THEME, field_axis, theme_axis
    from reviewkit.commands.matrix import chosen

    themes = THEME in names and asked.view.form.field(THEME) is None
    if themes:
        asked.review.needs_a_codebook()
    matrix = chosen(asked.review.matrices_of("", asked.studies), codebook) if themes else None
    fields = {name: asked.field(name, [THEME]) for name in names if name != THEME or matrix is None}
    found = [
        field_axis(asked.view, fields[name], asked.studies)
        if name in fields or matrix is None
        else theme_axis(matrix)
        for name in names
    ]
    gaps = asked.view.gaps(asked.studies, tuple(fields.values()))
    return found, gaps.added_to(asked.review.missing(asked.studies, matrix), asked.words.language)
