"""trace: what is behind anything in the review, and where it was printed."""

from typing import Annotated

import typer

from reviewkit.commands.coding_shown import say_closed
from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Json,
    Language,
    echo,
    echo_json,
    not_together,
    opened,
    with_spinner,
)

_MOST = 20  # members of one thing that are printed: a box of 1,500 records is 30 screens otherwise


def trace(
    what: Annotated[
        list[str],
        typer.Argument(
            metavar="WHAT [WHAT]",
            help="A record, study, box, theme, source, field, event, number, quote, file or FILE:LINE; a theme and a "
            "study; a study and a field.",
        ),
    ],
    everything: Annotated[
        bool, typer.Option("--all", help=f"Print every member of a box, not only the first {_MOST}.")
    ] = False,
    language: Language = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Show what is behind a number, a record, a study, a theme or a quote, from the lines of the exports to every
    document that shows it."""
    from reviewkit.actions.tracing import Wanted, traced
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.locales import labels
    from reviewkit.render.json_trace import traced as as_shape
    from reviewkit.render.trace_text import as_text

    if len(what) > 2:
        raise typer.BadParameter("name one thing, or two: a theme and a study, a study and a field")
    not_together(all=everything, json=as_json)
    work = opened(folder)
    review = work.review
    who = person_or_nobody(review.protocol, as_)
    spoken = language or review.protocol.language
    say_closed(review, as_)
    wanted = Wanted(tuple(what), who, spoken, None if everything or as_json else _MOST, is_here=True)
    found = with_spinner("following", lambda: traced(work, wanted))
    if as_json:
        echo_json(as_shape(found))
    else:
        echo(as_text(found, review.flow, labels(spoken)))
