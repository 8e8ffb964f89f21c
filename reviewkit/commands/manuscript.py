"""manuscript: the claims of a manuscript beside the folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Output,
    echo,
    echo_json,
    opened,
    warn,
    with_spinner,
    write_output,
)
from reviewkit.words import in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.manuscript import CheckedManuscript
    from reviewkit.manuscript.claim import CheckedClaim
    from reviewkit.manuscript.confirmed import Confirmation
    from reviewkit.store.open_review import OpenReview

_ANSWERS = {
    "agrees": "agrees",
    "disagrees": "disagrees",
    "parts_disagree": "disagrees with another part of the manuscript",
    "cannot_be_checked": "cannot be checked",
}
_AROUND = 40  # letters shown on either side of the words of a claim


def manuscript(
    file: Annotated[Path, typer.Argument(help="The manuscript: .docx, .odt, .md, .tex, .txt or .pdf.")],
    everything: Annotated[
        bool, typer.Option("--all", help="List what agrees and what cannot be checked too.")
    ] = False,
    confirm: Annotated[
        list[int] | None,
        typer.Option(metavar="NUMBER", help="The claim with this number is right; can be repeated, with --why."),
    ] = None,
    why: Annotated[str, typer.Option(help="Why it is right, although the folder says otherwise.")] = "",
    output: Output = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="Of the comments in the Word document: en, nb or nn.")
    ] = None,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Check a manuscript: its numbers, citations, names, quotes and tables beside what the folder shows."""
    from reviewkit.actions import manuscript as actions
    from reviewkit.render import json_manuscript

    if why and not confirm:
        raise typer.BadParameter("say which claim is right: --confirm NUMBER")
    _must_be_word(output or ())
    review = opened(folder)
    checked = with_spinner("Checking the manuscript", lambda: actions.check_file(review, file))
    if confirm:
        _confirm(review, as_, checked, confirm, why)
        checked = actions.checked_again(review, checked)
    for path in output or ():
        _write(checked, path, everything, language or review.review.protocol.language, force)
    if as_json:
        echo_json(json_manuscript.checked_manuscript(checked.manuscript, checked.claims, checked.confirmed))
    elif not confirm:
        _print(checked, everything)
    if checked.wrong and not confirm:
        raise typer.Exit(1)


def _must_be_word(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.suffix.casefold() != ".docx":
            raise typer.BadParameter(
                f"{in_line(path)}: comments are written into a Word document; let its name end with .docx"
            )


def _write(checked: "CheckedManuscript", path: Path, everything: bool, language: str, force: bool) -> None:
    from reviewkit.actions.manuscript_comments import commented

    write_output(path, commented(checked, everything, language), force)


def _confirm(
    review: "OpenReview", as_: str, checked: "CheckedManuscript", numbers: Sequence[int], why: str
) -> None:
    from reviewkit.actions.confirming import confirm

    for number in numbers:
        done = confirm(review, as_, checked, number, why)
        if done.already:
            warn(f"claim {number} was confirmed before, for the same reason; nothing was added")
        else:
            warn(f"claim {number}, “{done.act.words}”, is confirmed; to undo this: reviewkit undo {done.act.id}")


def _print(checked: "CheckedManuscript", everything: bool) -> None:
    from reviewkit.manuscript.claim import Answer

    for number, one in checked.numbered(everything):
        echo(_line(checked, number, one))
        if one.says:
            echo(f"    {one.says}" + (f" ({', '.join(one.sources[:4])})" if one.sources else ""))
        if confirmation := checked.confirmed.get(number):
            echo(f"    {_said(confirmation)}")
    counts = checked.counts
    said = [
        f"{number_of(counts[Answer.AGREES], 'claim agrees', 'claims agree')} with the folder",
        f"{number_of(counts[Answer.DISAGREES], 'disagrees', 'disagree')} with it",
        f"{number_of(counts[Answer.PARTS_DISAGREE], 'disagrees', 'disagree')} with another part of the manuscript",
        f"{counts[Answer.CANNOT_BE_CHECKED]} cannot be checked",
    ]
    settled = sum(one.holds for one in checked.confirmed.values())
    if settled:
        said.append(f"{number_of(settled, 'of those that disagree is', 'of those that disagree are')} confirmed")
    echo(f"{', '.join(said)}.")


def _said(confirmation: "Confirmation") -> str:
    """What somebody said of a claim, and whether that still holds."""
    act = confirmation.act
    day = f"{act.at:%Y-%m-%d}"
    if confirmation.holds:
        return f"confirmed by {act.by} on {day}: {act.why}"
    return f"confirmed by {act.by} on {day} ({act.why}), when this said: {act.said}"


def _line(checked: "CheckedManuscript", number: int, one: "CheckedClaim") -> str:
    """Where a claim is, its number, and what it says: `paper.txt:12: claim 7 disagrees: ... [sju] av studiene ...`."""
    claim, passage = one.claim, checked.passage_of(one)
    line, page = passage.line_at(claim.start), passage.page_at(claim.start)
    place = f"{line}" if line else f"page {page}" if page else f"passage {passage.number}"
    before = passage.text[max(0, claim.start - _AROUND) : claim.start]
    after = passage.text[claim.end : claim.end + _AROUND]
    return (
        f"{checked.manuscript.name}:{place}: claim {number} {_ANSWERS[one.answer]}: {before}[{claim.words}]{after}"
    )
