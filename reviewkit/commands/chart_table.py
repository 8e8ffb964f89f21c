"""chart table: what was charted, as the table of characteristics, or in long form for R and Python."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from reviewkit.blind import ChartView
    from reviewkit.locales import Labels
    from reviewkit.model import FormField, Missing, Study
    from reviewkit.render.tables.columns import Arrangement
    from reviewkit.render.tables.table import Table
    from reviewkit.review import Review

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
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import chart_view
    from reviewkit.commands.tables import check_finished, write_table
    from reviewkit.locales import labels
    from reviewkit.render.tables.columns import arranged
    from reviewkit.study_order import in_order

    not_together(json=as_json, long=long, dictionary=dictionary, agreement=agreement)
    not_together(json=as_json, output=output)
    not_together(json=as_json, digest=digest)
    not_together(studies=set_name, only=only)
    _only_of_people(long or dictionary, number=number, quotes=quotes, ids=ids)
    work = opened(folder)
    review = work.review
    view = chart_view(review, person_or_nobody(review.protocol, as_))
    words = labels(language or review.protocol.language)
    shown = in_order(view, review.studies_chosen(set_name, only or ()), sort)
    made = replace(
        arranged(view.form, fields),
        numbered=number,
        quotes=quotes,
        ids=ids,
        units=units_of(review),
    )
    missing = view.gaps(shown, made.fields).added_to(review.missing(shown), words.language)
    if as_json:
        from reviewkit.render.json_charting import chart_table

        echo_json(chart_table(view, shown, made, missing, set_name))
        return
    note = digest_line(work, words) if digest else ""
    if long or dictionary:
        found = (
            _dictionary(view, made.fields, words)
            if dictionary
            else _long(view, shown, made.fields, fields, missing, words)
        )
        write_table(found, output, force, terminal_width(), note, separator or FOR_PROGRAMS)
        return
    check_finished(missing, output, draft)
    found = _of_people(view, shown, made, missing, words, set_name, agreement)
    write_table(found, output, force, terminal_width(), note, separator)


def _only_of_people(for_programs: bool, **given: object) -> None:
    """Raise a usage error where a table for programs is asked to look as one for people does."""
    names = [f"--{name}" for name, value in given.items() if value]
    if for_programs and names:
        raise typer.BadParameter(
            f"{' and '.join(names)} cannot be used with --long or --dictionary, which programs read"
        )


def units_of(review: "Review") -> dict[str, str]:
    """What the parts of each full text are, by its checksum."""
    units = {"pdf": "page", "pptx": "slide"}
    texts = (text for found in review.texts_of.values() for text in found)
    return {text.sha256: units.get(text.path.rpartition(".")[2], "paragraph") for text in texts}


def _of_people(
    view: "ChartView",
    shown: "Sequence[Study]",
    made: "Arrangement",
    missing: "Missing",
    words: "Labels",
    set_name: str,
    agreement: bool,
) -> "Table":
    """The table of characteristics, marked where it is not finished or shows a part of the studies."""
    from reviewkit.render.tables.charting import characteristics_table, with_agreement
    from reviewkit.render.tables.draft import as_subset, marked

    found = characteristics_table(view, shown, made, words)
    if agreement:
        found = with_agreement(found, view.agreement(shown), made.fields, words)
    if len(shown) < len(view.studies) or set_name:
        found = as_subset(found, len(shown), len(view.studies), set_name, words)
    return marked(found, missing, words)


def _long(
    view: "ChartView",
    shown: "Sequence[Study]",
    chosen: "Sequence[FormField]",
    named: str,
    missing: "Missing",
    words: "Labels",
) -> "Table":
    """Every answer, where no field was named also in fields that the form no longer has.

    Each row says whether its answer holds, so that it needs no mark of a draft, and a CSV of it has no row for one.
    """
    from reviewkit.render.tables.charting import long_table
    from reviewkit.render.tables.draft import waits_for

    ids = [field.id for field in chosen]
    gone = sorted({item.field for study in shown for item in view.chart.of(study.key)} - set(ids))
    made = long_table(view, shown, ids if named else [*ids, *gone], words)
    for note in waits_for(missing, words):
        made = made.with_note(note)
    return made


def _dictionary(view: "ChartView", chosen: "Sequence[FormField]", words: "Labels") -> "Table":
    from reviewkit.render.tables.charting import dictionary_table

    return dictionary_table(chosen, view.form, words)
