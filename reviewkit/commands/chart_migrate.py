"""chart migrate: what was charted before the form was changed, listed, confirmed, or turned into other choices."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.charted import OneStudy, say_closed, view_of, written_answer
from reviewkit.commands.shared import HERE, As, Folder, Json, echo, echo_json, opened
from reviewkit.words import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reviewkit.actions.migrating import Migrated, Turn
    from reviewkit.blind import ChartView
    from reviewkit.outdated import Outdated, Said


def migrate(
    study: OneStudy = "",
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Your older answers hold as they are, where they fit the form.")
    ] = False,
    turn: Annotated[
        list[str] | None,
        typer.Option(
            "--turn", metavar="FIELD:OLD=NEW", help="In your older answers, a choice becomes another one."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be logged.")] = False,
    folder: Folder = HERE,
    as_: As = "",
    as_json: Json = False,
) -> None:
    """List what was charted before the form was changed; with --confirm or --turn, bring your answers to the form."""
    turns = [_turn(one) for one in turn or ()]
    if not (confirm or turns):
        view = view_of(folder, as_)
        found = view.outdated(view.keys(study))
        if as_json:
            echo_json(_shape(found))
            return
        _print_left(view, study, found)
        return
    from reviewkit.actions.migrating import migrate as migrate_answers

    work = opened(folder)
    done = migrate_answers(work, as_, turns, confirm, [study] if study else (), dry_run)
    if as_json:
        echo_json(_shape(done.left, done))
        return
    view = view_of(folder, as_)
    verb = "would be logged" if dry_run else "logged"
    for one in done.logged:
        echo(f"{verb}: {one.study} {one.field}: {written_answer(view, one.field, one.answer)}")
    echo(f"{number_of(len(done.logged), 'answer')} {verb} for version {view.form.version} of the form")
    if done.undo:
        echo(f"to undo this: reviewkit undo {done.undo}")
    if done.left:
        own = sum(one.said.by == view.person for one in done.left)
        left = number_of(len(done.left), "answer is", "answers are")
        yours = f", {own} of them yours" if own else ""
        echo(f"{left} left{yours}; to see them: reviewkit chart migrate")


def _turn(text: str) -> "Turn":
    from reviewkit.actions.migrating import Turn

    field, _, choices = text.partition(":")
    old, _, new = choices.partition("=")
    parts = (field, old, new)
    if not all(parts) or any(sign in part for part in parts for sign in ":="):
        raise typer.BadParameter(f"--turn takes FIELD:OLD=NEW, such as design:rct=trial, not {text!r}")
    return Turn(*(part.strip() for part in parts))


def _shape(left: "Sequence[Outdated]", done: "Migrated | None" = None) -> dict[str, object]:
    from reviewkit.render.json_charting import outdated

    return {
        "dry_run": done.dry_run if done else False,
        "logged": [_logged(one) for one in done.logged] if done else [],
        "left": [outdated(one) for one in left],
        "undo": (done.undo or None) if done else None,
    }


def _logged(said: "Said") -> dict[str, object]:
    from reviewkit.render.json_charting import answer

    place = {"study": said.study, "field": said.field, "instance": said.instance}
    return {"event": said.id or None, **place, **answer(said.answer)}


def _print_left(view: "ChartView", study: str, found: "Sequence[Outdated]") -> None:
    for key in dict.fromkeys(one.said.study for one in found):
        echo(key)
        for one in (one for one in found if one.said.study == key):
            answer = f"{one.said.by}: {written_answer(view, one.said.field, one.said.answer)}"
            since = f", version {one.version}" if one.version else ""
            echo(f"  {one.said.field} ({answer}{since}, {one.said.id}){f': {one.why}' if one.why else ''}")
    for key in view.keys(study):
        say_closed(view, key)
    if not found:
        echo("everything that you may see was charted with the form as it is now")
        return
    echo(
        f"the form is version {view.form.version} now; to confirm an answer: reviewkit chart set STUDY FIELD VALUE"
    )
    echo(
        "to confirm all of yours that fit: reviewkit chart migrate --confirm; another choice: --turn FIELD:OLD=NEW"
    )
