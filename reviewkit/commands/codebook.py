"""codebook: changes to a codebook with their reasons, and its history."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.code_export import export_codebook
from reviewkit.commands.codebook_import import import_codebook
from reviewkit.commands.coding_shown import as_seen
from reviewkit.commands.groups import group
from reviewkit.commands.looks import ThemeName, theme_for
from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    echo,
    echo_json,
    ending_of,
    opened,
    say_changed,
    write_output,
)
from reviewkit.errors import ReviewkitError
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.codebook import ChangedBook, Noted
    from reviewkit.actions.codebook_past import PastAct
    from reviewkit.codebook_changes import Change
    from reviewkit.codebook_history import Step
    from reviewkit.model import CodeChange, Said

app = group("Change a codebook, with reasons; its history.", "status")
app.command("import")(import_codebook)
app.command("export")(export_codebook)

CodeArgument = Annotated[str, typer.Argument(help="The id of a code or theme in the codebook.")]
WhyChanged = Annotated[str, typer.Option("--why", help="Why; the history keeps it.")]
Phase = Annotated[
    int,
    typer.Option("--phase", help="In which of the six phases of thematic analysis; 0: not said.", min=0, max=6),
]
Book = Annotated[str, typer.Option("--codebook", help="Which codebook, where there are several.")]
InLanguage = Annotated[
    str, typer.Option("--language", "-l", help="The language of the texts. Default: that of the codebook.")
]
KINDS = ("code", "category", "subtheme", "theme")


@app.command()
def status(folder: Folder = HERE, as_: As = "", as_json: Json = False) -> None:
    """Show the codebooks, what was changed by hand since, and the quotes on codes that were split."""
    from reviewkit.actions import codebook_past
    from reviewkit.render import json_codebook

    found = codebook_past.status(as_seen(opened(folder).review, as_))
    if as_json:
        echo_json([json_codebook.status(one) for one in found])
        return
    for one in found:
        book = one.book
        acts = number_of(one.acts, "act") if one.acts else "none yet; it begins with the first change made here"
        retired = sum(code.status == "retired" for code in book.codes)
        codes = f"{number_of(len(book.codes) - retired, 'code')}{f' and {retired} retired' if retired else ''}"
        echo(f"{book.name} (version {book.version}): {codes}; history: {acts}")
        if one.edits:
            echo(
                "  changed by hand, and not in the history yet (reviewkit codebook accept, or reject, --why WHY):"
            )
        for edit in one.edits:
            _echo_step(edit, "    ")
        if one.not_in_file:
            made = ", ".join(f"{act.op} {' '.join(act.ids)} (by {act.by})" for act in one.not_in_file)
            echo(
                f"  in the history, and not in this file: {made}. If it was made on another computer, put it into the "
                "file: reviewkit codebook reject --why WHY"
            )
        for mark in one.to_reassign:
            quote = f'"{mark.evidence.quote[:60]}"' if mark.evidence.quote else "the study as a whole"
            named = f" ({mark.evidence.event})" if mark.evidence.event else ""
            echo(
                f"  {mark.code} was split into {', '.join(mark.into)}. To give to one of them, by "
                f"{mark.evidence.coder}: {mark.study}, {quote}{named}"
            )
        if one.to_reassign:
            echo("  Whoever coded it says which: reviewkit code recode ID --code CODE --why REASON")
    if not found:
        echo("There is no codebook yet. Write one: codebooks/themes.yaml")


@app.command()
def history(
    code: Annotated[str, typer.Argument(help="Only the acts that this code has a part in.")] = "",
    book: Book = "",
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Show who changed the codebook, when, how and why, from the first act to the last."""
    from reviewkit.actions import codebook_past
    from reviewkit.render import json_codebook

    past = codebook_past.history(opened(folder).review, code, book)
    if as_json:
        echo_json([json_codebook.past_act(one) for one in past])
        return
    for one in past:
        _echo_past(one)
    if not past:
        echo("There is no such act. The history of a codebook begins with the first change made here.")


@app.command()
def diff(
    since: Annotated[
        str, typer.Argument(help="A version, a day (2026-01-31) or the id of an act. Default: the beginning.")
    ] = "",
    until: Annotated[str, typer.Argument(help="As the first. Default: now.")] = "",
    book: Book = "",
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Show what is different in the codebook between two versions, days or acts."""
    from reviewkit.actions import codebook_past
    from reviewkit.render import json_codebook

    found = codebook_past.difference(opened(folder).review, since, until, book)
    if as_json:
        echo_json(json_codebook.difference(found))
        return
    for one in found.steps:
        _echo_step(one, "")
    if not found.steps:
        echo("nothing is different")


@app.command()
def lineage(
    output: Annotated[
        list[Path],
        typer.Option(
            "--output", "-o", help="A file: .svg .png .pdf .pptx .docx .drawio .html .mmd; can be repeated."
        ),
    ],
    book: Book = "",
    language: Language = "",
    theme: ThemeName = "",
    folder: Folder = HERE,
    force: Force = False,
) -> None:
    """Draw which codes were merged and split into which, with who did it and when."""
    from reviewkit.actions import codebook_past
    from reviewkit.commands.figures import ENDINGS, MERMAID, PAGE, either, write_figure, write_page
    from reviewkit.locales import labels
    from reviewkit.render.figure_page import Frame
    from reviewkit.render.figure_parts import parts_of_lineage
    from reviewkit.render.figures.lineage import lineage_drawing
    from reviewkit.render.mermaid import lineage_as_mermaid

    pictures = (*ENDINGS, PAGE)
    endings = (*pictures, MERMAID)
    for path in output:
        if f".{ending_of(path)}" not in endings:
            raise typer.BadParameter(f"{in_line(path)} does not end in {either(endings)}")
    look = theme_for(theme, output, pictures)
    review = opened(folder).review
    found, graph = codebook_past.lineage(review, book)
    if not graph.nodes:
        raise ReviewkitError("No code of this codebook was merged or split yet, so there is nothing to draw.")
    words = labels(language or review.protocol.language)
    drawing = lineage_drawing(graph, found, words, look)
    for path in output:
        if path.suffix.casefold() == PAGE:
            frame = Frame(drawing.title, words, review.protocol.title)
            write_page(drawing, parts_of_lineage(graph, found, words), frame, path, force)
        elif path.suffix.casefold() == MERMAID:
            write_output(path, lineage_as_mermaid(graph, found, words), force)
        else:
            write_figure(drawing, path, force)


@app.command()
def create(
    code: Annotated[str, typer.Argument(help="The id of the new code, which never changes.")],
    label: Annotated[str, typer.Argument(help="What the code is called.")],
    why: WhyChanged,
    kind: Annotated[str, typer.Option(help=f"What it is: {', '.join(KINDS)}.")] = "code",
    parent: Annotated[str, typer.Option(help="The code or theme above it.")] = "",
    definition: Annotated[str, typer.Option(help="What the code means.")] = "",
    candidate: Annotated[bool, typer.Option("--candidate", help="It is a candidate: not agreed on yet.")] = False,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Add a code or theme to the codebook."""
    from reviewkit.codebook_changes import create

    if kind not in KINDS:
        raise typer.BadParameter(f"--kind {kind} is not one of {', '.join(KINDS)}")
    texts = {"parent": parent, "definition": definition, "status": "candidate" if candidate else ""}
    _do(folder, as_, create(code, label, kind, texts), _noted(why, phase, book), as_json)


@app.command()
def rename(
    code: CodeArgument,
    label: Annotated[str, typer.Argument(help="What the code is called from now on.")],
    why: WhyChanged,
    language: InLanguage = "",
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Give a code another label; its id stays."""
    from reviewkit.codebook_changes import rename

    _do(folder, as_, rename(code, label, language), _noted(why, phase, book), as_json)


@app.command()
def redefine(
    code: CodeArgument,
    why: WhyChanged,
    texts: Annotated[
        list[str],
        typer.Option("--set", help="KEY=TEXT: definition, central_concept, include, exclude or memo; repeat."),
    ],
    language: InLanguage = "",
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Change the definition of a code, or another text of it."""
    from reviewkit.codebook_changes import redefine

    known = ("definition", "central_concept", "include", "exclude", "memo")
    pairs = _pairs(texts, "--set")
    for key in pairs:
        if key not in known:
            raise typer.BadParameter(f"--set {key}=... is not one of {', '.join(known)}")
    _do(folder, as_, redefine(code, pairs, language), _noted(why, phase, book), as_json)


@app.command()
def move(
    code: CodeArgument,
    why: WhyChanged,
    parent: Annotated[str, typer.Argument(help="The code or theme above it. Default: none.")] = "",
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Put a code under another code or theme."""
    from reviewkit.codebook_changes import move

    _do(folder, as_, move(code, parent), _noted(why, phase, book), as_json)


@app.command()
def merge(
    codes: Annotated[list[str], typer.Argument(help="The ids of the codes that go.")],
    into: Annotated[str, typer.Option("--into", help="The code that stays.")],
    why: WhyChanged,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Make one code of several; quotes and sub-codes follow to the one that stays."""
    from reviewkit.codebook_changes import merge

    _do(folder, as_, merge(codes, into), _noted(why, phase, book), as_json)


@app.command()
def split(
    code: CodeArgument,
    into: Annotated[list[str], typer.Option("--into", help="ID=LABEL of a new code; name at least two.")],
    why: WhyChanged,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Make several codes of one; it stays until its quotes have been given to the new ones (codebook status)."""
    from reviewkit.actions import codebook

    done = codebook.split(opened(folder), as_, code, _pairs(into, "--into"), _noted(why, phase, book))
    _print(done, as_json)


@app.command()
def retire(
    code: CodeArgument,
    why: WhyChanged,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Take a code out of use; it stays in the codebook."""
    from reviewkit.codebook_changes import retire

    _do(folder, as_, retire(code), _noted(why, phase, book), as_json)


@app.command()
def park(
    code: CodeArgument,
    why: WhyChanged,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Put a code aside until you know where it belongs: it keeps its quotes, and counts for no theme."""
    from reviewkit.codebook_changes import park

    _do(folder, as_, park(code), _noted(why, phase, book), as_json)


@app.command()
def restore(
    code: CodeArgument,
    why: WhyChanged,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Bring a retired, merged or parked code back, with its quotes."""
    from reviewkit.codebook_changes import restore

    _do(folder, as_, restore(code), _noted(why, phase, book), as_json)


@app.command()
def promote(
    code: CodeArgument,
    why: WhyChanged,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Make a subtheme of a code, or a theme of a subtheme or of a candidate theme."""
    from reviewkit.codebook_changes import promote

    _do(folder, as_, promote(code), _noted(why, phase, book), as_json)


@app.command()
def demote(
    code: CodeArgument,
    why: WhyChanged,
    parent: Annotated[str, typer.Option(help="The theme that it counts for from now on.")] = "",
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Make a subtheme of a theme, or a code of a subtheme."""
    from reviewkit.codebook_changes import demote

    _do(folder, as_, demote(code, parent), _noted(why, phase, book), as_json)


@app.command()
def version(
    name: Annotated[str, typer.Argument(help="What the codebook as it is now is called, such as 2.")],
    why: WhyChanged,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Give the codebook as it is now a version, to compare with later (codebook diff)."""
    from reviewkit.codebook_changes import version

    _do(folder, as_, version(name), _noted(why, phase, book), as_json)


@app.command()
def accept(
    why: WhyChanged,
    phase: Phase = 0,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log what was changed in the codebook by hand; in one without a history yet, begin it."""
    from reviewkit.actions import codebook

    _print(codebook.accept(opened(folder), as_, _noted(why, phase, book)), as_json)


@app.command()
def reject(
    why: WhyChanged,
    book: Book = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Take back what was changed in the codebook by hand: the file says again what its history says."""
    from reviewkit.actions import codebook
    from reviewkit.store.codebooks import file_of

    work = opened(folder)
    ids = codebook.reject(work, as_, _noted(why, 0, book))
    say_changed(file_of(codebook.chosen(work.review, book).name), ids, as_json)


def _noted(why: str, phase: int, book: str) -> "Noted":
    from reviewkit.actions.codebook import Noted

    return Noted(why, phase, book)


def _do(folder: "Path", as_: str, change: "Change", noted: "Noted", as_json: bool) -> None:
    from reviewkit.actions import codebook

    _print(codebook.change(opened(folder), as_, change, noted), as_json)


def _print(done: "ChangedBook", as_json: bool) -> None:
    from reviewkit.actions.undo import name_of_change
    from reviewkit.render import json_codebook

    undo = name_of_change(done)
    if as_json:
        echo_json(json_codebook.changed(done, undo))
        return
    if done.begun:
        echo(f"the history of the codebook {done.book} begins here, with the codebook as it was found")
    for act in done.acts[1:] if done.begun else done.acts:
        echo(_in_words(act.op, act.ids, act.into))
    if undo:
        echo(f"to undo this: reviewkit undo {undo}")


def _pairs(given: list[str], option: str) -> dict[str, str]:
    """What was typed as KEY=TEXT. Raises a usage error otherwise."""
    pairs = {}
    for one in given:
        key, sign, text = one.partition("=")
        if not sign or not key.strip():
            raise typer.BadParameter(f"{option} is written KEY=TEXT, not {one!r}")
        pairs[key.strip()] = text.strip()
    return pairs


def _echo_past(past: "PastAct") -> None:
    act = past.act
    begins = act.op == "version" and not act.was
    what = f"the codebook as it was found: {number_of(len(act.ids), 'code')}" if begins else ""
    phase = f" (phase {act.phase})" if act.phase else ""
    echo(f"{act.at:%Y-%m-%d %H:%M}  {act.by}  {what or _in_words(act.op, act.ids, act.into)}{phase}  {act.id}")
    if act.why:
        echo(f"    why: {act.why}")
    for change in () if begins else act.changes:
        echo(f"    {_change_in_words(change)}")
    if past.undo:
        note = f": {past.undo.note}" if past.undo.note else ""
        echo(f"    undone by {past.undo.by} on {past.undo.at:%Y-%m-%d}{note}")


def _echo_step(step: "Step", indent: str) -> None:
    echo(f"{indent}{_in_words(step.op, step.ids, step.into)}")
    for change in step.changes:
        echo(f"{indent}    {_change_in_words(change)}")


def _in_words(op: str, codes: tuple[str, ...], into: tuple[str, ...]) -> str:
    return " ".join(filter(None, (op, ", ".join(codes), f"into {', '.join(into)}" if into else "")))


def _change_in_words(change: "CodeChange") -> str:
    named = f"{change.code} {change.key}" if change.code else change.key
    if change.before is None:
        return f"{named}: {_shown(change.after)}"
    return f"{named}: {_shown(change.before)} -> {_shown(change.after)}"


def _shown(said: "Said | None") -> str:
    """What a key says, in one line."""
    if said is None:
        return "(nothing)"
    if isinstance(said, dict):
        return "; ".join(f"{key}: {_shown(inner)}" for key, inner in said.items())
    return said if isinstance(said, str) else ", ".join(map(_shown, said))
