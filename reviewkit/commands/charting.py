"""chart: what each included study says, in the fields of the form; and the form, begun from a ready one and shown."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands import (
    chart_figure,
    chart_methods,
    chart_migrate,
    chart_pilot,
    chart_sheets,
    chart_summary,
    chart_table,
    charted,
    moving,
)
from reviewkit.commands.groups import group
from reviewkit.commands.shared import HERE, As, Folder, Json, Language, echo, echo_json, opened, report_problems
from reviewkit.errors import ReviewkitError
from reviewkit.words import QuoteRule

if TYPE_CHECKING:
    from reviewkit.model import Form, FormField

app = group("Chart studies (data extraction) with the form of the review.", "status")

for name, command in (*charted.COMMANDS, *moving.COMMANDS, *chart_sheets.COMMANDS):
    app.command(name)(command)
app.command("table")(chart_table.table)
app.command("summary")(chart_summary.summary)
app.command("cross")(chart_summary.cross)
app.command("methods")(chart_methods.methods)
app.command("figure")(chart_figure.figure)
app.command("map")(chart_figure.map_)
app.command("pilot")(chart_pilot.pilot)
app.command("migrate")(chart_migrate.migrate)


@app.command()
def init(
    ready: Annotated[
        str, typer.Option("--from", metavar="FORM", help="A ready form: jbi, worked-example or appraisal.")
    ],
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Begin the form of the review, charting/form.yaml, from a ready one; an existing form is not replaced."""
    from reviewkit.actions.forms import FILE, READY, begin

    if ready not in READY:
        raise typer.BadParameter(f"--from can be {', '.join(READY)}, not {ready!r}")
    ids = begin(opened(folder), as_, ready)
    if as_json:
        echo_json({"file": FILE, "events": list(ids)})
        return
    echo(
        f"{FILE} was written from the ready form {ready}. Open it in a text editor and make it fit your questions"
    )
    echo("to see it: reviewkit chart form; to check it: reviewkit check")


@app.command()
def form(folder: Folder = HERE, language: Language = "", as_json: Json = False) -> None:
    """Show the form of the review: its groups, their fields, and the answers that these can have."""
    from reviewkit.locales import labels
    from reviewkit.render import json_charting

    review = opened(folder).review
    found = review.facts.form
    problems = [one for one in review.facts.problems if one.place.path == "charting/form.yaml"]
    if found is None:
        report_problems(problems)
        raise ReviewkitError(
            "there is no charting form yet. Begin one: reviewkit chart init --from jbi"
            if not problems
            else "charting/form.yaml cannot be read. Correct it, and look again: reviewkit chart form"
        )
    report_problems(problems)
    if as_json:
        echo_json(json_charting.form(found))
        return
    for line in _lines(found, labels(language or review.protocol.language).language):
        echo(line)


def _lines(form: "Form", language: str) -> Iterator[str]:
    """The form in words: a line for each group, field, choice and column, further in the further down."""
    yield f"version {form.version}"
    for part in form.groups:
        yield ""
        yield f"{part.id}: {part.label(language)}" + (f" ({part.question})" if part.question else "")
        for field in part.fields:
            yield f"  {field.id}: {field.label(language)} [{', '.join(_said_of(field))}]"
            yield from (f"      {choice.id}: {choice.label(language)}" for choice in field.choices)
            yield from (f"      {one.id}: {one.label(language)} [{one.type}]" for one in field.columns)


def _said_of(field: "FormField") -> Iterator[str]:
    """What is asked of a field, in words: its type first."""
    yield f"{field.type}, {field.unit}" if field.unit else str(field.type)
    if field.required:
        yield "required"
    if field.repeat:
        yield "can be repeated"
    if field.evidence is QuoteRule.REQUIRED:
        yield "with a quote"
    if field.when:
        yield f"only if {field.when.field} is {' or '.join(field.when.values)}"
