"""chart summary and chart cross: how many studies have each answer, as tables."""

from dataclasses import replace
from typing import Annotated

import typer

from reviewkit.commands.chart_shown import ANYBODY, Coded, ThemeLevel, ThemesOf, axes_of, shown_studies
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
    terminal_width,
)
from reviewkit.words import MatrixLevel


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

    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    shown = shown_studies(folder, as_, language, set_name, only)
    chosen = [shown.field(name) for name in dict.fromkeys(fields or ())] or list(shown.view.form.fields())
    found = summaries(shown.view, chosen, shown.studies)
    missing = shown.missing(chosen)
    if as_json:
        from reviewkit.render.json_counts import chart_summary

        echo_json(chart_summary(found, len(shown.studies), missing, set_name))
        return
    from reviewkit.render.tables.counts import summary_table

    check_finished(missing, output, draft)
    made = shown.marked(summary_table(found, len(shown.studies), shown.words), missing)
    note = digest_line(shown.work, shown.words) if digest else ""
    write_table(made, output, force, terminal_width(), note, separator)


def cross(
    rows: Annotated[str, typer.Argument(metavar="FIELD", help="A field of the form, or theme: the rows.")],
    columns: Annotated[str, typer.Argument(metavar="FIELD", help="Another one: the columns.")],
    codebook: Annotated[str, typer.Option(help="Which codebook `theme` means, if there are several.")] = "",
    whose: ThemesOf = ANYBODY,
    level: ThemeLevel = MatrixLevel.THEME,
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

    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    shown = shown_studies(folder, as_, language, set_name, only)
    made = axes_of(shown, (rows, columns), Coded(codebook, whose, level))
    if as_json:
        from reviewkit.render.json_charting import counted

        echo_json(counted(made.axes, len(shown.studies), made.missing, set_name, made.matrix))
        return
    from reviewkit.render.tables.counts import cross_table

    check_finished(made.missing, output, draft)
    of_rows, of_columns = made.axes
    table = cross_table(of_rows, of_columns, len(shown.studies), shown.words)
    table = replace(table, caption=made.caption(table.caption, shown.words))
    for one in made.notes(shown.words):
        table = table.with_note_everywhere(one)
    note = digest_line(shown.work, shown.words) if digest else ""
    write_table(shown.marked(table, made.missing), output, force, terminal_width(), note, separator)
