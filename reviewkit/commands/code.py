"""code: what coders found in the included studies."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.code_audit import audit, methods
from reviewkit.commands.code_export import export
from reviewkit.commands.code_phases import lists, read, readings
from reviewkit.commands.code_quotes import quotes
from reviewkit.commands.code_review import review
from reviewkit.commands.code_tables import cooccur, robustness
from reviewkit.commands.coding_agreement import agreement
from reviewkit.commands.coding_shown import as_seen, closed_to
from reviewkit.commands.groups import group
from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened, warn
from reviewkit.errors import Level
from reviewkit.words import CONSTRUCTS, RELATIONS, number_of

if TYPE_CHECKING:
    from reviewkit.actions.coding import Coded
    from reviewkit.actions.marks import ImportedMarks

app = group("Code studies with the themes of a codebook.", "status")
app.command()(quotes)
app.command()(cooccur)
app.command()(robustness)
app.command()(review)
app.command()(agreement)
app.command()(read)
app.command()(readings)
app.command()(lists)
app.command()(audit)
app.command()(methods)
app.command()(export)

StudyArgument = Annotated[str, typer.Argument(help="The key of a study in studies.yaml.")]
Relation = Annotated[
    str, typer.Option(help=f"How the quote or study relates to the code: {', '.join(RELATIONS)}.")
]

SegmentArgument = Annotated[str, typer.Argument(help="The id of a coded quote (`code quotes --json`).")]
KeepLost = Annotated[bool, typer.Option("--keep-lost", help="Keep a quote although no full text has these words.")]


@app.command()
def status(folder: Folder = HERE, as_: As = "", as_json: Json = False) -> None:
    """Check the codebooks and codings, and show who has coded what."""
    from reviewkit.render import json

    whole = opened(folder).review
    review = as_seen(whole, as_)
    problems = review.coding_problems
    codings = review.facts.codings
    if as_json:
        echo_json(
            {
                "codings": [json.coding(coding) for coding in codings],
                "problems": json.problems(problems),
                "closed": list(closed_to(whole, as_)),
            }
        )
    else:
        for book in review.facts.codebooks:
            echo(f"codebook {book.name} (version {book.version}): {number_of(len(book.codes), 'code')}")
        for coding in codings:
            codes = coding.codes()
            echo(
                f"{coding.study:<20} {coding.coder:<12} {coding.state:<20} "
                f"{number_of(len(coding.segments), 'quote')}, {number_of(len(codes), 'code')}"
            )
        coded = {coding.study for coding in codings} | {*closed_to(whole, as_)}
        for study in review.included_studies:
            if study.key not in coded:
                echo(f"{study.key:<20} not coded by anybody yet")
        for problem in problems:
            echo(f"{problem.place}: {problem.level}: {problem.message}")
    if any(problem.level is not Level.NOTE for problem in problems):
        raise typer.Exit(1)


@app.command()
def add(
    study: StudyArgument,
    code_ids: Annotated[
        list[str], typer.Option("--code", "-c", help="A code from the codebook; can be repeated.")
    ],
    quote: Annotated[str, typer.Option("--quote", "-q", help="The exact words of the report.")],
    page: Annotated[str, typer.Option("--page", "-p", help="The page the quote is on.")] = "",
    relation: Relation = "supports",
    construct: Annotated[str, typer.Option(help=f"What the words are: {', '.join(CONSTRUCTS)}.")] = "",
    note: Annotated[str, typer.Option(help="A note for the log.")] = "",
    keep_lost: KeepLost = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log a quote from a study, with its codes and its place in the full texts."""
    from reviewkit.actions.coding import add_quote

    _known_relation(relation)
    if construct and construct not in CONSTRUCTS:
        raise typer.BadParameter(f"--construct {construct} is not one of {', '.join(CONSTRUCTS)}")
    work = opened(folder)
    done = add_quote(work, as_, study, quote, code_ids, page, note, relation, construct, keep_lost)
    _print(done, f"added to {study}", as_json)


@app.command()
def recode(
    segment: SegmentArgument,
    code_ids: Annotated[
        list[str], typer.Option("--code", "-c", help="A code that the quote has from now on; can be repeated.")
    ],
    why: Annotated[str, typer.Option(help="Why the quote gets other codes.")],
    relation: Annotated[
        str,
        typer.Option(
            help=f"How the quote relates to the codes: {', '.join(RELATIONS)}. Default: as to the codes that it had, "
            "else supports."
        ),
    ] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Give other codes to a quote that you coded. The earlier codes stay in the log, with your reason."""
    from reviewkit.actions import coding

    if relation:
        _known_relation(relation)
    done = coding.recode(opened(folder), as_, segment, code_ids, why, relation)
    _print(done, f"{segment} is coded as {', '.join(dict.fromkeys(code_ids))}", as_json)


@app.command()
def remove(
    segment: SegmentArgument,
    why: Annotated[str, typer.Option(help="Why it is removed, for the log.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Remove a quote or a mark that you coded. It stays in the log, and `undo` brings it back."""
    from reviewkit.actions import coding

    _print(coding.remove(opened(folder), as_, segment, why), f"{segment} is removed", as_json)


@app.command()
def mark(
    study: StudyArgument,
    code_id: Annotated[str, typer.Option("--code", "-c", help="A code from the codebook.")],
    why: Annotated[str, typer.Option(help="Why the study as a whole has this code.")] = "",
    relation: Relation = "supports",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log a code on a study as a whole, without a quote."""
    from reviewkit.actions.coding import mark_study

    _known_relation(relation)
    _print(mark_study(opened(folder), as_, study, code_id, why, relation), f"{code_id} on {study}", as_json)


@app.command()
def done(
    study: StudyArgument,
    nothing_found: Annotated[
        bool, typer.Option("--nothing-found", help="You have read the whole study, and no code applies.")
    ] = False,
    not_yet: Annotated[bool, typer.Option("--not-yet", help="You have not finished after all.")] = False,
    note: Annotated[str, typer.Option(help="A note for the log.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log that you have finished coding a study; codes you did not use then count as "not found"."""
    from reviewkit.actions.coding import finish_study

    if nothing_found and not_yet:
        raise typer.BadParameter("--nothing-found and --not-yet cannot be used together")
    state = "done-nothing-found" if nothing_found else "in-progress" if not_yet else "done"
    _print(finish_study(opened(folder), as_, study, state, note), f"{study} is {state}", as_json)


@app.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help="A table (CSV, XLSX): a row for each quote (study, quote, code, page), or studies in rows and themes "
            "in columns with 1, 0 or NA. A project of another program: REFI-QDA (.qdpx), Taguette (.sqlite3, or its "
            "table of highlights), QualCoder or qualitative-coding (the folder). A file under coding/ (.yaml)."
        ),
    ],
    codebook: Annotated[str, typer.Option(help="Which codebook, where there are several.")] = "",
    empty_not_found: Annotated[
        bool, typer.Option("--empty-not-found", help="An empty cell says: read, and not found. Default: nothing.")
    ] = False,
    keep_lost: KeepLost = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be logged, and what is wrong in the table.")
    ] = False,
    coder: Annotated[
        str, typer.Option("--coder", help="Of a project: whose codings, by their name there; or all.")
    ] = "",
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--source", help="Of a project: which study a document is of, as DOCUMENT=STUDY; repeatable."
        ),
    ] = None,
    create_codes: Annotated[
        bool, typer.Option("--create-codes", help="Of a project: make codes that the codebook does not have.")
    ] = False,
    why: Annotated[str, typer.Option("--why", help="Why codes are made, for the history of the codebook.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log what a table, a project of another program or a file of codings has, as yours: all of it, or nothing."""
    from reviewkit.actions.coding_import import Wanted, import_coding

    wanted = Wanted(
        codebook, coder, _studies_of(sources or []), create_codes, why, keep_lost, dry_run, empty_not_found
    )
    _print_import(import_coding(opened(folder), as_, file, wanted), as_json)


def _studies_of(given: list[str]) -> dict[str, str]:
    """The studies of documents, as somebody typed them. Raises a usage error for what has no study."""
    found = {}
    for one in given:
        name, sign, study = one.rpartition("=")
        if not sign or not name.strip() or not study.strip():
            raise typer.BadParameter(f"--source is written DOCUMENT=STUDY, not {one!r}")
        found[name.strip()] = study.strip()
    return found


def _print_import(done: "ImportedMarks", as_json: bool) -> None:
    if as_json:
        echo_json(
            {
                "marks": done.marks,
                "already": done.already,
                "finished": list(done.finished),
                "unfinished": list(done.unfinished),
                "left_out": list(done.left_out),
                "undo": done.undo or None,
                "events": list(done.ids),
                "quotes": done.quotes,
                "notices": list(done.notices),
                "dry_run": done.dry_run,
                "created": list(done.created),
            }
        )
        return
    for row in (*done.left_out, *done.notices):
        warn(row)
    what = number_of(done.quotes, "quote") if done.of_quotes else number_of(done.marks, "mark")
    echo(
        f"{what} {'would be imported' if done.dry_run else 'imported'}"
        + (f", {done.already} {'was' if done.already == 1 else 'were'} logged already" if done.already else "")
    )
    if done.of_quotes:
        if done.created:
            echo(f"codes that {'would be' if done.dry_run else 'were'} made: {', '.join(done.created)}")
        if done.marks:
            echo(f"and {number_of(done.marks, 'mark')} on whole studies")
        _print_undo(done)
        return
    echo(f"finished: {', '.join(done.finished) or 'no study'}")
    if done.unfinished:
        echo(
            f"not finished, because the table does not say of every theme whether it was found: "
            f"{', '.join(done.unfinished)}"
        )
    _print_undo(done)


def _print_undo(done: "ImportedMarks") -> None:
    if done.undo:
        echo(f"to undo this: reviewkit undo {done.undo}")


def _known_relation(relation: str) -> None:
    if relation not in RELATIONS:
        raise typer.BadParameter(f"--relation {relation} is not one of {', '.join(RELATIONS)}")


def _print(coded: "Coded", what: str, as_json: bool) -> None:
    if as_json:
        echo_json(
            {
                "event": coded.id,
                "study": coded.study,
                "coder": coded.coder,
                "already": coded.already,
                "notices": list(coded.notices),
            }
        )
        return
    for notice in coded.notices:
        warn(f"note: {notice}")
    if coded.already:
        echo(f"this has already been logged for {coded.study}; nothing was added")
    else:
        echo(f"{what}; to undo this: reviewkit undo {coded.id}")
