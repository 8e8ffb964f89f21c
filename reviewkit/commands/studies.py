"""studies: the included studies and what is known of them, shown, joined, split and changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from reviewkit.commands.groups import group
from reviewkit.commands.past import AsOf
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
    Why,
    digest_line,
    echo,
    echo_json,
    not_together,
    one_answer,
    opened,
    say_changed,
    terminal_width,
    warn,
)

if TYPE_CHECKING:
    from reviewkit.actions.studies import ChangedStudy
    from reviewkit.locales import Labels
    from reviewkit.model import Missing, Study
    from reviewkit.render.tables.table import Table
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview


app = group("The included studies: which reports each has, how it is cited.", "show")

NewKey = Annotated[str, typer.Option("--key", help="Its key, by which codings name it, such as berg2024.")]
Citation = Annotated[str, typer.Option(help="How it is cited, such as 'Berg (2024)'.")]


@app.command("show")
def studies(
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    write: Annotated[
        bool, typer.Option("--write", help="Write a study into studies.yaml for each included report without one.")
    ] = False,
    set_name: SetName = "",
    only: OnlyStudies = None,
    as_of: AsOf = "",
    draft: DraftTable = False,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Show the included studies with what was charted of them (as chart table does); where there is no charting form,
    with the characteristics that studies.yaml gives."""
    from reviewkit.commands import chart_table
    from reviewkit.commands.tables import check_finished, write_table
    from reviewkit.locales import labels

    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    not_together(write=write, output=output)
    not_together(write=write, as_of=as_of)
    work = opened(folder)
    if as_of:
        wanted = _Wanted(output, language, separator, set_name, only or (), draft, digest, force)
        _show_past(work, as_of, as_, wanted, as_json)
        return
    if write:
        _write(work, as_, as_json)
        return
    review = work.review
    found = review.studies_chosen(set_name, only or ())
    _say_not_taken_over(review, found)
    if as_json:
        _print_json(review, found, as_)
        return
    if review.facts.form is not None:
        chart_table.table(
            set_name=set_name,
            only=only,
            output=output,
            language=language,
            separator=separator,
            draft=draft,
            digest=digest,
            folder=folder,
            as_=as_,
            force=force,
        )
        return
    missing = review.missing(found)
    words = labels(language or review.protocol.language)
    check_finished(missing, output, draft)
    note = digest_line(work, words) if digest else ""
    write_table(_table(review, found, set_name, words), output, force, terminal_width(), note, separator)


class _Wanted(NamedTuple):
    """Which studies are wanted, and how their table is written."""

    output: list[Path] | None
    language: str
    separator: str
    set_name: str
    only: Sequence[str]
    draft: bool
    digest: bool
    force: bool


def _show_past(work: "OpenReview", asked: str, as_: str, wanted: _Wanted, as_json: bool) -> None:
    """The included studies of an earlier moment, with what was charted of them by then."""
    from reviewkit.actions.past import as_of
    from reviewkit.commands.tables import check_finished, write_table
    from reviewkit.locales import labels
    from reviewkit.render.tables.draft import as_subset, marked
    from reviewkit.render.tables.past import notes_of_flow

    past = as_of(work, asked)
    review = past.review
    found = review.studies_chosen(wanted.set_name, wanted.only)
    if as_json:
        _print_json(review, found, as_)
        return
    missing, words = review.missing(found), labels(wanted.language or review.protocol.language)
    check_finished(missing, wanted.output, wanted.draft)
    table = as_subset(
        _past_table(review, found, as_, words), len(found), len(review.included_studies), wanted.set_name, words
    )
    for note in notes_of_flow(past.then, words):
        table = table.with_note_everywhere(note)
    note = digest_line(work, words) if wanted.digest else ""
    write_table(
        marked(table, missing, words), wanted.output, wanted.force, terminal_width(), note, wanted.separator
    )


def _past_table(review: "Review", found: "tuple[Study, ...]", as_: str, words: "Labels") -> "Table":
    """With the fields of the form, where there was one, else with the characteristics of studies.yaml."""
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import chart_view
    from reviewkit.render.tables.charting import characteristics_table
    from reviewkit.render.tables.columns import arranged
    from reviewkit.render.tables.studies import studies_table

    if review.facts.form is None:
        return studies_table(found, words)
    view = chart_view(review, person_or_nobody(review.protocol, as_))
    return characteristics_table(view, found, arranged(view.form, ""), words)


def _say_not_taken_over(review: "Review", found: "tuple[Study, ...]") -> None:
    """Where the form came after studies.yaml had been filled in, its characteristics are in no table."""
    from reviewkit.blind import not_taken_over

    if left := not_taken_over(review, found):
        named = ", ".join(study.key for study in left)
        warn(
            f"note: there is a charting form, so the characteristics in studies.yaml are not shown ({named}). To chart "
            "them: reviewkit chart move --dry-run"
        )


def _print_json(review: "Review", found: "tuple[Study, ...]", as_: str) -> None:
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import with_characteristics
    from reviewkit.render import json

    person = person_or_nobody(review.protocol, as_)
    echo_json([json.study(study) for study in with_characteristics(review, found, person)])
    missing = review.missing(found)
    if missing.anything:
        _say_missing(missing)


def _say_missing(missing: "Missing") -> None:
    """JSON is a list of studies, so what it waits for is said beside it."""
    from reviewkit.locales import labels
    from reviewkit.render.tables.draft import waits_for

    warn(" ".join(("note: these studies are not the final ones.", *waits_for(missing, labels("en")))))


def _table(review: "Review", found: "tuple[Study, ...]", set_name: str, words: "Labels") -> "Table":
    """The table, marked where screening is not finished or it shows a part of the studies."""
    from reviewkit.render.tables.draft import as_subset, marked
    from reviewkit.render.tables.studies import studies_table

    part = as_subset(studies_table(found, words), len(found), len(review.included_studies), set_name, words)
    return marked(part, review.missing(found), words)


def _write(work: "OpenReview", as_: str, as_json: bool) -> None:
    """Propose studies for the included reports that no study names."""
    from reviewkit.actions.studies import propose
    from reviewkit.render import json

    new = propose(work, as_)
    if as_json:
        echo_json([json.study(study) for study in new])
        return
    for study in new:
        echo(f"{study.key}: {study.citation} ({', '.join(study.records)})")
    written = "1 study was" if len(new) == 1 else f"{len(new)} studies were"
    echo(f"{written} written into studies.yaml" if new else "every included report is in studies.yaml already")
    if new:
        echo(
            "Reports of one study: reviewkit studies join KEY KEY. What the studies say is charted: reviewkit chart"
        )


@app.command()
def join(
    keys: Annotated[list[str], typer.Argument(help="The keys of two or more studies.")],
    key: NewKey = "",
    citation: Citation = "",
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Make one study of several, with the records and characteristics of all of them."""
    from reviewkit.actions import studies

    _print(studies.join(opened(folder), as_, keys, key, citation, note), as_json)


@app.command()
def split(
    key: Annotated[str, typer.Argument(help="The key of a study.")],
    records: Annotated[list[str], typer.Argument(help="The ids of its records that are another study.")],
    new_key: NewKey = "",
    citation: Citation = "",
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Make a new study of some records of a study. Characteristics and codings stay with the old one."""
    from reviewkit.actions import studies

    _print(studies.split(opened(folder), as_, key, records, new_key, citation, note), as_json)


@app.command()
def change(
    key: Annotated[str, typer.Argument(help="The key of a study.")],
    citation: Annotated[str | None, typer.Option(help="How it is cited, such as 'Berg (2024)'.")] = None,
    sets: Annotated[
        list[str] | None, typer.Option("--set", help="A set that it is in; repeat it for all, '' for none.")
    ] = None,
    new_key: Annotated[
        str | None, typer.Option("--key", help="Another key; only possible while nobody has coded it.")
    ] = None,
    note: Why = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Change how a study is cited, the sets it is in, or its key."""
    from reviewkit.actions import studies

    if citation is None and sets is None and new_key is None:
        raise typer.BadParameter("say what to change with --citation, --set or --key")
    _print(studies.change(opened(folder), as_, key, citation, sets, new_key, note), as_json)


def _print(done: "ChangedStudy", as_json: bool) -> None:
    from reviewkit.render import json

    study = done.study
    if as_json:
        people = {"coded_by": list(done.coded_by), "charted_by": list(done.charted_by)}
        echo_json({"study": json.study(study), "events": list(done.ids), **people})
        return
    echo(f"{study.key}: {study.citation} ({', '.join(study.records)})")
    if done.coded_by:
        warn(
            f"note: the coding by {', '.join(done.coded_by)} stays with the old study. Check whether any quote is from "
            "a report of the new one"
        )
    if done.charted_by:
        warn(
            f"note: what {', '.join(done.charted_by)} charted stays with the old study. Look at it again: reviewkit "
            "chart show KEY"
        )
    say_changed("studies.yaml", done.ids, False)
