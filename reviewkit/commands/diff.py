"""diff: what is different in the review between two moments, or between two copies of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    Output,
    echo,
    echo_json,
    ending_of,
    not_together,
    opened,
    write_output,
)
from reviewkit.words import in_line

if TYPE_CHECKING:
    from reviewkit.actions.differences import Compared, Side
    from reviewkit.locales import Labels
    from reviewkit.render.differences import Told


def diff(
    before: Annotated[
        str,
        typer.Argument(
            help="A day (2026-01-31), a version of the codebook, the id of an act, or the folder of another copy."
        ),
    ],
    after: Annotated[str, typer.Argument(help="As the first.")] = "now",
    of: Annotated[
        list[str] | None,
        typer.Option("--of", metavar="flow|studies|codebook|matrix", help="Only this; can be repeated."),
    ] = None,
    output: Output = None,
    language: Language = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Show what is different in flow, studies, codebook and matrix between two moments, with the records, the quotes
    and the acts behind it.

    -o writes it as .docx, .html, .md or .pdf."""
    from reviewkit.actions.differences import compared
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.commands.coding_shown import say_closed
    from reviewkit.locales import labels
    from reviewkit.render.differences import PARTS, as_document
    from reviewkit.render.document_files import FORMATS, as_bytes, as_markdown
    from reviewkit.render.json_differences import differences

    not_together(json=as_json, output=output)
    not_together(json=as_json, of=of)
    for name in of or ():
        if name not in PARTS:
            raise typer.BadParameter(f"--of {name}: it can be {', '.join(PARTS)}")
    for path in output or ():
        if ending_of(path) not in FORMATS:
            raise typer.BadParameter(
                f"{in_line(path)} does not end in {' or '.join(f'.{name}' for name in FORMATS)}"
            )
    work = opened(folder)
    protocol = work.review.protocol
    say_closed(work.review, as_)
    found = compared(work, before, after, person_or_nobody(protocol, as_))
    sides = (found.before, found.after)
    if as_json:
        asked, thens = ((sides[0].asked, sides[1].asked), (sides[0].then, sides[1].then))
        echo_json(differences(found.difference, asked, thens))
        return
    words = labels(language or protocol.language)
    document = as_document(found.difference, _told(found, words), words, of or ())
    for path in output or ():
        write_output(path, as_bytes(document, ending_of(path)), force)
    if not output:
        echo(as_markdown(document))


def _told(found: "Compared", words: "Labels") -> "Told":
    """What the words of the difference need of the two reviews."""
    from reviewkit.render.differences import Told
    from reviewkit.render.tables.past import notes

    sides = (found.before, found.after)
    books = [{book.name: book for book in side.review.facts.codebooks} for side in sides]
    said = [note for side in sides if side.then for note in notes(side.then, words)]
    return Told(
        flows=(sides[0].review.flow, sides[1].review.flow),
        books={name: (books[0].get(name), books[1].get(name)) for name in {**books[0], **books[1]}},
        citations={study.key: study.citation for side in sides for study in side.review.included_studies},
        moments=(_moment(sides[0], words), _moment(sides[1], words)),
        notes=tuple(dict.fromkeys(said)),
    )


def _moment(side: "Side", words: "Labels") -> str:
    """Which review a side is, in words."""
    from reviewkit.actions.differences import NOW
    from reviewkit.render.tables.past import when

    if side.then is None:
        return words.text("differences.now") if side.asked == NOW else side.asked
    moment = when(side.then, words)
    return moment if side.then.is_day else f"{side.asked} ({moment})"
