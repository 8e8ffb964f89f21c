"""A table as it was: the options of `matrix` and `code quotes`, and the review that they mean."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import not_together

if TYPE_CHECKING:
    from reviewkit.locales import Labels
    from reviewkit.render.tables.table import Table
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview
    from reviewkit.timeline import Then

AsOf = Annotated[
    str,
    typer.Option(
        metavar="DAY|VERSION|ACT",
        help="As it was at the end of a day (2026-01-31, UTC), right after a version of the codebook, or after an act.",
    ),
]
Under = Annotated[
    str, typer.Option(metavar="VERSION", help="The codings of now, under the codebook as it was in this version.")
]


def review_shown(work: "OpenReview", as_of: str, under: str, codebook: str) -> "tuple[Review, Then | None]":
    """The review that is asked for, and of which moment it is; None: of now."""
    not_together(as_of=as_of, under=under)
    if not (as_of or under):
        return work.review, None
    from reviewkit.actions import past

    work.review.needs_a_codebook()
    found = past.as_of(work, as_of, codebook) if as_of else past.under_version(work.review, under, codebook)
    return found.review, found.then


def notes_of_then(then: "Then | None", caption: str, version: str, words: "Labels") -> tuple[str, ...]:
    """What a figure says of the moment that it shows; nothing of now."""
    if then is None:
        return ()
    from reviewkit.render.tables import past

    return past.caption_of_then(caption, then, version, words), *past.notes(then, words)


def in_caption(table: "Table", then: "Then | None", version: str, words: "Labels") -> "Table":
    """The table, whose caption says of which moment it is where that is not now."""
    from reviewkit.render.tables.past import of_then

    return of_then(table, then, version, words) if then else table
