"""verify: whether a bundle or a review folder is what it was when its hash was printed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, Json, echo, echo_json, with_spinner
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.actions.verify import Verified

_MOST = 20  # places and files that are printed; the rest is counted


def verify(
    path: Annotated[Path, typer.Argument(help="A bundle (.zip, or unpacked), or a review folder.")] = HERE,
    given: Annotated[str, typer.Option("--hash", help="The hash that the paper prints.")] = "",
    beside: Annotated[
        Path | None, typer.Option("--bundle", metavar="ZIP", help="A bundle to compare the review folder with.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a bundle or a review folder: compute again what can be, and print the hash for the paper."""
    from reviewkit.actions import verify as actions
    from reviewkit.render import json_verified

    found = with_spinner("checking", lambda: actions.verify(path, given, beside))
    not_computed, not_noticed = actions.not_computed(found), actions.not_noticed(found)
    if as_json:
        echo_json(
            json_verified.verified(
                found.holds,
                (found.hash, found.given),
                found.problems,
                found.bundle,
                [(one.path, one.how) for one in found.compared],
                found.withheld,
                (found.extra, not_computed, not_noticed),
                found.unread,
            )
        )
    else:
        _print(found, not_computed, not_noticed)
    if not found.holds:
        raise typer.Exit(1)


def _print(found: "Verified", not_computed: tuple[str, ...], not_noticed: tuple[str, ...]) -> None:
    for problem in found.problems[:_MOST]:
        echo(str(problem))
    if len(found.problems) > _MOST:
        echo(f"... and {len(found.problems) - _MOST} more places (--json lists all)")
    if found.problems:
        echo()
    echo(_verdict(found))
    other = " (not the one given)" if found.is_as_given is False else ""
    echo(f"hash: {found.hash}{other}" if found.hash else "hash: unknown, because review.yaml cannot be read")
    if found.bundle:
        draft = ", a draft" if found.bundle.is_draft else ""
        echo(f"bundle: made by reviewkit {found.bundle.version}, of the review as of {found.bundle.day}{draft}")
    if not found.problems:
        for how in dict.fromkeys(one.how for one in found.compared):
            paths = [one.path for one in found.compared if one.how is how]
            more = f" and {len(paths) - _MOST} more (--json lists all)" if len(paths) > _MOST else ""
            echo(f"computed again and compared {how}: {', '.join(paths[:_MOST])}{more}")
    _list("not computed again:", not_computed)
    _list("lines of logs that cannot be read, and count for nothing:", tuple(map(str, found.unread)))
    _list("not named by the bundle, and not read:", found.extra)
    _list("without --hash nobody can notice:", not_noticed)


def _verdict(found: "Verified") -> str:
    if found.problems:
        return (
            f"CHANGED: {number_of(len(found.problems), 'place is not as it was', 'places are not as they were')}."
        )
    if found.is_as_given:
        return "UNCHANGED: the hash is the one given, and all that can be computed again is as it was."
    return "Nothing was found to be changed. No hash was given, so compare the one below with the paper."


def _list(heading: str, lines: tuple[str, ...]) -> None:
    if lines:
        echo(heading)
        for line in lines[:_MOST]:
            echo(f"  {line}")
        if len(lines) > _MOST:
            echo(f"  ... and {len(lines) - _MOST} more (--json lists all)")
