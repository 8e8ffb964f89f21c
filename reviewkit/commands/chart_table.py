"""chart table: what was charted, as the table of characteristics, or in long form for R and Python."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.chart_shown import shown_studies
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

if TYPE_CHECKING:
    from reviewkit.commands.chart_shown import Shown
    from reviewkit.model import FormField, Missing
    from reviewkit.render.tables.columns import Arrangement
    from reviewkit.render.tables.table import Table

FOR_PROGRAMS = ","  # between the cells of a CSV that R and Python read, in every language


def table(
    fields: Annotated[
        str,
        typer.Option(
            metavar="COLUMNS",
            help="The columns in this order: ids of fields with commas between them. + puts fields into one column, "
            "study+ below the citation; a field of numbers in parentheses is summed: sample(n) gives "
            "'Sample (n = 1111)'; = gives a column its heading. Such as "
            "'study+country, aim, sample(n)+method, result=Main results'. Default: every field.",
        ),
    ] = "",
    number: Annotated[bool, typer.Option("--number", help="Number the studies: 1., 2., 3.")] = False,
    sort: Annotated[
        str, typer.Option(metavar="citation|year|FIELD", help="What the studies are sorted by.")
    ] = "citation",
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Below each value the words that it rests on, with their page.")
    ] = False,
    ids: Annotated[
        bool, typer.Option("--ids", help="Ids of fields and choices instead of labels, NR instead of words.")
    ] = False,
    long: Annotated[
        bool, typer.Option("--long", help="Every answer in a row of its own, with its quotes, for R and Python.")
    ] = False,
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="The fields of the form: what the ids of --long mean.")
    ] = False,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Add a note on how far people agreed in these fields.")
    ] = False,
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
    """Print the table of characteristics, or write it as .docx, .xlsx, .html, .md, .csv or .tex."""
    from reviewkit.actions.readings import units_of
    from reviewkit.commands.tables import check_finished, write_table
    from reviewkit.render.tables.columns import arranged

    not_together(json=as_json, long=long, dictionary=dictionary, agreement=agreement)
    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    _only_of_people(long or dictionary, number=number, quotes=quotes, ids=ids)
    shown = shown_studies(folder, as_, language, set_name, only, sort)
    made = replace(
        arranged(shown.view.form, fields),
        numbered=number,
        quotes=quotes,
        ids=ids,
        units=units_of(shown.review.facts.texts),
    )
    missing = shown.missing(made.fields)
    if as_json:
        from reviewkit.render.json_charting import chart_table

        echo_json(chart_table(shown.view, shown.studies, made, missing, set_name))
        return
    note = digest_line(shown.work, shown.words) if digest else ""
    if long or dictionary:
        found = _dictionary(shown, made.fields) if dictionary else _long(shown, made.fields, bool(fields), missing)
        write_table(found, output, force, terminal_width(), note, separator or FOR_PROGRAMS)
        return
    check_finished(missing, output, draft)
    found = _of_people(shown, made, missing, agreement)
    write_table(found, output, force, terminal_width(), note, separator)


def _only_of_people(for_programs: bool, **given: object) -> None:
    """Raise a usage error where a table for programs is asked to look as one for people does."""
    names = [f"--{name}" for name, value in given.items() if value]
    if for_programs and names:
        raise typer.BadParameter(
            f"{' and '.join(names)} cannot be used with --long or --dictionary, which programs read"
        )


def _of_people(shown: "Shown", made: "Arrangement", missing: "Missing", agreement: bool) -> "Table":
    """The table of characteristics, marked where it is not finished or shows a part of the studies."""
    from reviewkit.render.tables.charting import characteristics_table, with_agreement

    found = characteristics_table(shown.view, shown.studies, made, shown.words)
    if agreement:
        found = with_agreement(found, shown.view.agreement(shown.studies), made.fields, shown.words)
    return shown.marked(found, missing)


def _long(shown: "Shown", chosen: "Sequence[FormField]", named: bool, missing: "Missing") -> "Table":
    """Every answer, where no field was named also in fields that the form no longer has.

    Each row says whether its answer holds, so that it needs no mark of a draft, and a CSV of it has no row for one.
    """
    from reviewkit.render.tables.charting import long_table
    from reviewkit.render.tables.draft import waits_for

    ids = [field.id for field in chosen]
    charted = {item.field for study in shown.studies for item in shown.view.chart.of(study.key)}
    made = long_table(
        shown.view, shown.studies, ids if named else [*ids, *sorted(charted - set(ids))], shown.words
    )
    for note in waits_for(missing, shown.words):
        made = made.with_note(note)
    return made


def _dictionary(shown: "Shown", chosen: "Sequence[FormField]") -> "Table":
    from reviewkit.render.tables.charting import dictionary_table

    return dictionary_table(chosen, shown.view.form, shown.words)
