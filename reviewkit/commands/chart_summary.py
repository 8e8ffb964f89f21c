"""chart summary and chart cross: how many studies have each answer, as tables."""

from typing import Annotated

import typer

from reviewkit.commands.chart_shown import axes_of, shown_studies
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
    terminal_width,
)


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
    shown = shown_studies(folder, as_, language, set_name, only)
    (of_rows, of_columns), missing = axes_of(shown, (rows, columns), codebook)
    if as_json:
        from reviewkit.render.json_charting import counted

        echo_json(counted((of_rows, of_columns), len(shown.studies), missing, set_name))
        return
    from reviewkit.render.tables.counts import cross_table

    check_finished(missing, output, draft)
    made = shown.marked(cross_table(of_rows, of_columns, len(shown.studies), shown.words), missing)
    note = digest_line(shown.work, shown.words) if digest else ""
    write_table(made, output, force, terminal_width(), note, separator)
