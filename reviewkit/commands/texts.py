"""text: attach full texts to reports, and list them.  screen requested, screen sought: the full texts still to get."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.groups import group
from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    Output,
    Separator,
    echo,
    echo_json,
    not_together,
    opened,
    terminal_width,
)
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.readings import FoundQuote, ReadText
    from reviewkit.actions.retrieval import Sought
    from reviewkit.actions.texts import Attached
    from reviewkit.render.tables.sought import SoughtRow

app = group("Full texts: attach files to reports, and list them.", "list")


@app.command()
def add(
    record: Annotated[str, typer.Argument(help="A record id, such as cinahl-0017.")],
    file: Annotated[
        Path, typer.Argument(help="A PDF, web page (HTML), Word document, presentation, EPUB or plain text.")
    ],
    note: Annotated[str, typer.Option(help="A note for the log, such as: supplement.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Copy a full text into texts/, and log that it was retrieved. A report can have several."""
    from reviewkit.actions import texts
    from reviewkit.store.texts import read_given

    done = texts.attach(opened(folder), as_, record, file.name, read_given(file), note)
    if as_json:
        echo_json(
            {
                "report": done.report,
                "path": done.path,
                "sha256": done.sha256,
                "retrieved": done.retrieved,
                "also_of": list(done.also_of),
                "scans": list(done.scans),
                "unread": done.unread or None,
                "guessed": done.guessed,
                "events": list(done.ids),
            }
        )
    else:
        _print_attached(done)


def _print_attached(done: "Attached") -> None:
    from reviewkit.actions.undo import common_name

    if done.also_of:
        echo(
            f"the same file is a full text of {', '.join(done.also_of)}; if they are one report: reviewkit dedupe same "
            f"{done.also_of[0]} {done.report}"
        )
    if not done.ids:
        echo(f"{done.report} has this full text already ({in_line(done.path)}); nothing was logged")
        return
    retrieved = ", which is now retrieved" if done.retrieved else ""
    undo = f"to undo this: reviewkit undo {common_name(done.ids)}"
    echo(f"{in_line(done.path)} is a full text of {done.report}{retrieved}; {undo}")
    name_unread(done)


def name_unread(done: "Attached") -> None:
    """Say what of a text that was attached cannot be read, or may be read wrongly."""
    _name_scans(done.scans, "page")
    if done.unread:
        echo(f"  but nothing in it can be read, so no words of it can be quoted: {done.unread}")
    if done.guessed:
        echo(
            "  it is not UTF-8 and was read as Windows-1252, so look at the accented letters (reviewkit text show "
            f"{done.report}); if they are wrong, save the file as UTF-8 and add that instead"
        )


@app.command("list")
def list_texts(folder: Folder = HERE, as_json: Json = False) -> None:
    """List the full texts, and whether each file is here as it was attached."""
    from reviewkit.actions import texts
    from reviewkit.render import json

    found = texts.listed(opened(folder))
    if as_json:
        echo_json([json.full_text(one.text, one.report, one.state) for one in found])
        return
    for one in found:
        state = "" if one.state == "here" else f"  {one.state.upper()} (reviewkit check)"
        called = f"  ({one.text.name})" if one.text.name else ""
        echo(f"{one.report}  {in_line(one.text.path)}{called}{state}")
    echo(f"{number_of(len(found), 'full text')} of {number_of(len({one.report for one in found}), 'report')}")


@app.command()
def show(
    record: Annotated[str, typer.Argument(help="A record id, such as cinahl-0017.")],
    part: Annotated[int, typer.Option("--page", help="Only this page (or slide, or paragraph).", min=0)] = 0,
    quote: Annotated[
        str, typer.Option("--find", help="Find these words, however they are divided or spelled.")
    ] = "",
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Show what can be read in the full texts of a report, page by page, or find a quote in them."""
    from reviewkit.actions.readings import find_quote, must_have_part, read_texts
    from reviewkit.quotes import Quote
    from reviewkit.render import json

    not_together(find=quote, page=part)
    found = read_texts(opened(folder), record)
    if quote:
        _show_quote(record, find_quote(found, Quote(quote)), as_json)
        return
    must_have_part(found, part)
    if as_json:
        echo_json([json.read_text(one.text, one.report, one.reading, part) for one in found])
        return
    for one in found:
        _show_reading(one, part)


def _show_reading(read: "ReadText", part: int) -> None:
    unit, parts = read.reading.unit.value, read.reading.parts
    echo(f"{in_line(read.text.path)}: {number_of(len(parts), unit)}")
    _name_scans(read.reading.scans, unit)
    for number, text in enumerate(parts, 1):
        if part in (0, number):
            echo(f"\n[{unit} {number}]\n{text}")


def _name_scans(scans: Sequence[int], unit: str) -> None:
    for number in scans:
        echo(f"  {unit} {number} is a picture without text; a program for text recognition (OCR) can add the text")


def _show_quote(record: str, found: "FoundQuote", as_json: bool) -> None:
    from reviewkit.render import json

    if as_json:
        echo_json(json.found_quote(found.passage, found.text, found.part, found.words))
    elif found.text is None:
        echo(f"these words are in none of the full texts of {record}")
    else:
        state = "found" if found.passage.match == "found" else "reworded"
        echo(f"{state}: {in_line(found.text.path)}, {found.unit} {found.part}\n{found.words}")
    if found.text is None:
        raise typer.Exit(1)


def requested(
    records: Annotated[list[str], typer.Argument(help="Record ids.")],
    note: Annotated[str, typer.Option(help="Whom you asked, such as: the library.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log that you asked somebody for full texts (the library, the authors). They stay open until they are here."""
    from reviewkit.actions.retrieval import request
    from reviewkit.actions.undo import common_name

    ids = request(opened(folder), as_, records, note)
    if as_json:
        echo_json({"records": list(records), "events": list(ids)})
        return
    echo(f"{number_of(len(ids), 'full text')} asked for; to undo this: reviewkit undo {common_name(ids)}")


def sought(
    only_open: Annotated[
        bool, typer.Option("--open", help="Only those that are neither here nor given up.")
    ] = False,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """List the reports whose full texts are sought, with links, who asked for them, and what came of it."""
    from reviewkit.actions import retrieval
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render.tables.sought import sought_table

    not_together(json=as_json, output=output)
    review = opened(folder).review
    found = retrieval.sought(review, only_open)
    if as_json:
        echo_json([_as_json(one) for one in found])
        return
    words = labels(language or review.protocol.language)
    write_table(sought_table([_row(one) for one in found], words), output, force, terminal_width(), "", separator)


def _row(one: "Sought") -> "SoughtRow":
    from reviewkit.render.tables.sought import SoughtRow

    last = one.last
    if last is None:
        return SoughtRow(one.record, one.state, texts=len(one.texts))
    day = last.at.astimezone().strftime("%Y-%m-%d")
    return SoughtRow(one.record, one.state, last.by, day, last.note, len(one.texts))


def _as_json(one: "Sought") -> dict[str, object]:
    from reviewkit.normalize import doi_link, pubmed_link
    from reviewkit.render import json

    return {
        "report": one.record.id,
        "title": one.record.title,
        "authors": list(one.record.authors),
        "year": one.record.year,
        "journal": one.record.journal,
        "doi": one.record.doi,
        "doi_link": doi_link(one.record.doi) or None,
        "pmid": one.record.pmid,
        "pubmed_link": pubmed_link(one.record.pmid) or None,
        "state": one.state,
        "request": json.text_request(one.request) if one.request else None,
        "retrieval": json.retrieval(one.retrieval) if one.retrieval else None,
        "texts": [json.full_text(text, one.record.id) for text in one.texts],
    }
