"""chart table: what was charted, as the table of characteristics, or in long form for R and Python."""

from collections.abc import Sequence
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
from reviewkit.errors import ReviewkitError

if TYPE_CHECKING:
    from reviewkit.blind import ChartView
    from reviewkit.locales import Labels
    from reviewkit.model import Form, FormField, Missing, Study
    from reviewkit.render.tables.table import Table

FOR_PROGRAMS = ","  # between the cells of a CSV that R and Python read, in every language


def table(
    fields: Annotated[
        str, typer.Option(help="Only these fields of the form, in this order, with commas between their ids.")
    ] = "",
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

    not_together(json=as_json, long=long, dictionary=dictionary, agreement=agreement)
    not_together(json=as_json, output=output)
    not_together(json=as_json, digest=digest)
    not_together(studies=set_name, only=only)
    work = opened(folder)
    review = work.review
    view = chart_view(review, person_or_nobody(review.protocol, as_))
    words = labels(language or review.protocol.language)
    shown = _in_order(review.studies_chosen(set_name, only or ()))
    chosen = _chosen(view.form, fields)
    missing = view.gaps(shown, chosen).added_to(review.missing(shown), words.language)
    if as_json:
        from reviewkit.render.json_charting import chart_table

        echo_json(chart_table(view, shown, chosen, missing, set_name))
        return
    note = digest_line(work, words) if digest else ""
    if long or dictionary:
        made = (
            _dictionary(view, chosen, words) if dictionary else _long(view, shown, chosen, fields, missing, words)
        )
        write_table(made, output, force, terminal_width(), note, separator or FOR_PROGRAMS)
        return
    check_finished(missing, output, draft)
    made = _of_people(view, shown, chosen, missing, words, set_name, agreement)
    write_table(made, output, force, terminal_width(), note, separator)


def _in_order(studies: "Sequence[Study]") -> "tuple[Study, ...]":
    from reviewkit.normalize import alphabetical

    return tuple(sorted(studies, key=lambda study: (alphabetical(study.citation), study.key)))


def _chosen(form: "Form", named: str) -> "tuple[FormField, ...]":
    """The fields that were named, in their order, or all of the form. Raises ReviewkitError for an unknown one."""
    known = {field.id: field for field in form.fields()}
    ids = list(dict.fromkeys(name.strip() for name in named.split(",") if name.strip()))
    for one in ids:
        if one not in known:
            raise ReviewkitError(
                f"The charting form has no field {one!r}. Its fields are: {', '.join(known) or '(none yet)'}"
            )
    return tuple(known[one] for one in ids) or tuple(known.values())


def _of_people(
    view: "ChartView",
    shown: "Sequence[Study]",
    chosen: "Sequence[FormField]",
    missing: "Missing",
    words: "Labels",
    set_name: str,
    agreement: bool,
) -> "Table":
    """The table of characteristics, marked where it is not finished or shows a part of the studies."""
    from reviewkit.render.tables.charting import characteristics_table, with_agreement
    from reviewkit.render.tables.draft import as_subset, marked

    made = characteristics_table(view, shown, chosen, words)
    if agreement:
        made = with_agreement(made, view.agreement(shown), chosen, words)
    if len(shown) < len(view.studies) or set_name:
        made = as_subset(made, len(shown), len(view.studies), set_name, words)
    return marked(made, missing, words)


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
