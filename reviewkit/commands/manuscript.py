"""manuscript: the claims of a manuscript beside the folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import HERE, Folder, Json, echo, echo_json, opened, with_spinner
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit.actions.manuscript import CheckedManuscript
    from reviewkit.manuscript.claim import CheckedClaim

_AROUND = 40  # letters shown on either side of the words of a claim


def manuscript(
    file: Annotated[Path, typer.Argument(help="The manuscript: .txt or .md.")],
    everything: Annotated[
        bool, typer.Option("--all", help="List what agrees and what cannot be checked too.")
    ] = False,
    folder: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Check a manuscript: its numbers, citations, names, quotes and tables beside what the folder shows."""
    from reviewkit.actions import manuscript as actions
    from reviewkit.render import json_manuscript

    review = opened(folder)
    checked = with_spinner("Checking the manuscript", lambda: actions.check_file(review, file))
    if as_json:
        echo_json(json_manuscript.checked_manuscript(checked.manuscript, checked.claims))
    else:
        _print(checked, everything)
    if checked.wrong:
        raise typer.Exit(1)


def _print(checked: "CheckedManuscript", everything: bool) -> None:
    from reviewkit.manuscript.claim import Answer

    for one in checked.claims if everything else checked.wrong:
        echo(_line(checked, one))
        if one.says:
            echo(f"    {one.says}" + (f" ({', '.join(one.sources[:4])})" if one.sources else ""))
    counts = checked.counts
    said = [
        f"{number_of(counts[Answer.AGREES], 'claim agrees', 'claims agree')} with the folder",
        f"{number_of(counts[Answer.DISAGREES], 'disagrees', 'disagree')} with it",
        f"{number_of(counts[Answer.PARTS_DISAGREE], 'disagrees', 'disagree')} with another part of the manuscript",
        f"{counts[Answer.CANNOT_BE_CHECKED]} cannot be checked",
    ]
    echo(f"{', '.join(said)}.")


def _line(checked: "CheckedManuscript", one: "CheckedClaim") -> str:
    """Where a claim is and what it says: `paper.txt:12: ... sju av [studiene] ... disagrees`."""
    claim, passage = one.claim, checked.passage_of(one)
    line = passage.line_at(claim.start)
    place = f"{line}" if line else f"page {passage.page}" if passage.page else f"passage {passage.number}"
    before = passage.text[max(0, claim.start - _AROUND) : claim.start]
    after = passage.text[claim.end : claim.end + _AROUND]
    answer = one.answer.replace("_", " ")
    return f"{checked.manuscript.name}:{place}: {answer}: {before}[{claim.words}]{after}"
