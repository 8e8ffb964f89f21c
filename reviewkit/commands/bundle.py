"""bundle: everything that may be shared, as one zip."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    Folder,
    Force,
    Json,
    Language,
    echo,
    echo_json,
    opened,
    report_problems,
    with_spinner,
    write_output,
)
from reviewkit.commands.tables import unfinished
from reviewkit.errors import Level, ReviewkitError
from reviewkit.safe import in_command
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.bundle import Made
    from reviewkit.model import Missing

_MOST_NAMED = 5


class Also(StrEnum):
    """What is in a bundle only where it is asked for."""

    EXPORTS = "exports"
    TEXTS = "texts"


def bundle(
    output: Annotated[Path, typer.Option("--output", "-o", help="The zip to write.")] = Path("review.zip"),
    quotes: Annotated[
        int, typer.Option("--quotes", min=0, help="Longest quote that is passed on, in letters; 0: none.")
    ] = 300,
    also: Annotated[
        list[Also] | None,
        typer.Option("--with", help="Also pass on the exports, or the full texts, if you may; can be repeated."),
    ] = None,
    no_names: Annotated[
        bool, typer.Option("--no-names", help="Replace the names of people by their ids.")
    ] = False,
    language: Language = "",
    draft: Annotated[bool, typer.Option("--draft", help="Bundle the review although it is unfinished.")] = False,
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Write everything that may be shared into one zip that anybody can check: logs, agreements, figures, tables."""
    from reviewkit.actions import bundle as actions
    from reviewkit.render import json_verified

    work = opened(folder)
    if not draft:
        _check_finished(actions.waits_for(work.review))
    wanted = set(also or ())
    sharing = actions.Sharing(quotes, Also.EXPORTS in wanted, Also.TEXTS in wanted, not no_names, draft, language)
    made = with_spinner("bundling", lambda: actions.bundle(work, sharing))
    write_output(output, made.data, force)
    if as_json:
        echo_json(json_verified.bundled(str(output), made.bundle, made.files, made.shortened))
    else:
        _print(made, output)
        report_problems([one for one in work.review.problems if one.level is Level.ERROR])


def _check_finished(missing: "Missing") -> None:
    """Raises ReviewkitError with what is missing where a number of the review may still change."""
    if reasons := unfinished(missing):
        raise ReviewkitError(
            f"The bundle was not written: {'; '.join(reasons)}. Correct this, or add --draft to bundle the review as "
            "it is; it shows what everybody decided."
        )


def _print(made: "Made", output: Path) -> None:
    size = f"{max(1, len(made.data) // 1000)} kB"
    echo(f"{in_line(output)}: {number_of(len(made.files), 'file')}, {size}")
    echo(f"hash: {made.hash}")
    if made.withheld:
        named = ", ".join(file.path for file in made.withheld[:_MOST_NAMED])
        more = f" and {len(made.withheld) - _MOST_NAMED} more" if len(made.withheld) > _MOST_NAMED else ""
        echo(f"withheld: {number_of(len(made.withheld), 'file')} ({named}{more}), named with checksums")
    if made.shortened:
        what = "quotes" if not made.bundle.replaces_names else "quotes and names"
        echo(f"withheld: {what} in {number_of(made.shortened, 'line')} of the logs")
    command = f"reviewkit verify {in_command(str(output))} --hash {made.hash}"
    echo(f"Print the hash in the paper. To check the zip: {command}")
