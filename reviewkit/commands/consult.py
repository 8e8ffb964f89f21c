"""consult: whom the team asked about the review, what they said, and what it led to."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.model import Consulted


def consult(
    whom: Annotated[
        str, typer.Option(help="Who was asked, such as 'six relatives'; no names, as logs are shared.")
    ] = "",
    day: Annotated[str, typer.Option(help="The day, as 2026-01-31.")] = "",
    said: Annotated[str, typer.Option(help="What they said, in your words.")] = "",
    about: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="A theme or code that it was about; can be repeated.")
    ] = None,
    led_to: Annotated[str, typer.Option("--led-to", help="What was changed for it.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Log whom you asked about the review and what it led to (consultation); without options, list all."""
    from reviewkit.actions import consulting
    from reviewkit.render.json_reviews import consultation

    work = opened(folder)
    if not any((whom, day, said, about, led_to)):
        found = consulting.consultations(work)
        if as_json:
            echo_json([consultation(one) for one in found])
        else:
            _list(found)
        return
    if not (whom and day and said):
        raise typer.BadParameter("say whom you asked, when, and what they said: --whom, --day and --said")
    new = consulting.NewConsultation(whom, day, said, tuple(about or ()), led_to)
    done = consulting.consult(work, as_, new)
    if as_json:
        echo_json({"consultation": consultation(done.act), "already": done.already})
    elif done.already:
        echo("this has already been logged; nothing was added")
    else:
        echo(f"the consultation of {done.act.whom} is logged; to undo this: reviewkit undo {done.act.id}")
        if not done.act.led_to:
            echo("nothing is said of what it led to; if it leads to anything, undo it and log it with --led-to")


def _list(found: "tuple[Consulted, ...]") -> None:
    echo(f"{number_of(len(found), 'consultation is', 'consultations are')} logged")
    for one in found:
        about = f", about {', '.join(one.about)}" if one.about else ""
        echo(f"  {one.day} {one.whom}{about} (by {one.by})  [{one.id}]")
        echo(f"      said: {one.said}")
        echo(f"      led to: {one.led_to or '(not said)'}")
    if found:
        echo("this is what the team noted: no finding of a study, and not approved by those who were asked")
