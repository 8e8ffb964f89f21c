"""chart move: the characteristics of studies.yaml as answers of the charting form, with a preview."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.actions.moving import Moved, MovedCharacteristics
    from reviewkit.model import Form
    from reviewkit.render.json import Shape


def move(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be charted.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """Chart the characteristics of studies.yaml as yours, where the form has a field for them and they fit."""
    from reviewkit.actions.moving import move_characteristics

    review = opened(folder)
    done = move_characteristics(review, as_, dry_run)
    if as_json:
        echo_json(_shape(done))
    else:
        _print(done, review.review.form)


def _shape(done: "MovedCharacteristics") -> "Shape":
    return {
        "dry_run": done.dry_run,
        "moved": [_moved(one) for one in done.moved],
        "already": [_moved(one) for one in done.already],
        "left": [{"study": one.study, "name": one.name, "text": one.text, "why": one.why} for one in done.left],
        "unknown": list(done.unknown),
        "undo": done.undo or None,
    }


def _moved(one: "Moved") -> "Shape":
    from reviewkit.render.json_charting import answer

    return {
        "event": one.id or None,
        "study": one.study,
        "name": one.name,
        "field": one.field,
        **answer(one.answer),
    }


def _print(done: "MovedCharacteristics", form: "Form") -> None:
    from reviewkit.typed_answers import written

    verb = "would be charted" if done.dry_run else "charted"
    for one in done.moved:
        echo(f"{verb}: {one.study} {one.field}: {written(form.field(one.field), one.answer)} (from {one.name})")
    for other in done.left:
        echo(f"not charted: {other.study} {other.name}: {other.text!r}: {other.why}")
    for name in done.unknown:
        echo(f"no field of the form is called {name!r}. To chart it, give a field that id or label")
    already = f", {len(done.already)} charted already" if done.already else ""
    echo(f"{number_of(len(done.moved), 'answer')} {verb}{already}; studies.yaml stays as it is")
    if done.undo:
        echo(f"to undo this: reviewkit undo {done.undo}")
    elif done.dry_run and done.moved:
        echo("to chart them: the same command without --dry-run")


COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (("move", move),)
