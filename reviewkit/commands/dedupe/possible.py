"""dedupe: the possible duplicates, one by one at the keyboard, as a list, or as a table to fill in."""

import re
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import typer

from reviewkit.commands.shared import ask as ask_line
from reviewkit.commands.shared import echo, echo_json, ending_of, opened, warn
from reviewkit.errors import ReviewkitError
from reviewkit.words import Verdict, in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.duplicates import GivenAnswer
    from reviewkit.model import DuplicateVerdict

ANSWERS = {
    **dict.fromkeys(("same", "yes", "y", "ja", "j", "1", "samme", "same report"), Verdict.SAME),
    **dict.fromkeys(("different", "no", "n", "nei", "0", "ulik", "forskjellig"), Verdict.DIFFERENT),
}
_PART = re.compile(r"^([1-9])/([2-9])\Z")


def of_part(pairs: "tuple[DuplicateVerdict, ...]", part: str) -> "list[DuplicateVerdict]":
    """The pairs in one person's part, such as 1/2. A pair stays in its part while others are answered."""
    if not part:
        return list(pairs)
    named = _PART.match(part)
    if not named or int(named[1]) > int(named[2]):
        raise typer.BadParameter(f"--part {part}: write 1/2 or 2/2 (for three people 1/3, 2/3 or 3/3)")
    which, of = int(named[1]), int(named[2])
    return [pair for pair in pairs if crc32(f"{pair.first} {pair.second}".encode()) % of == which - 1]


def ask(folder: Path, as_: str, part: str) -> None:
    """Show the pairs side by side, most likely first; each answer is on disk before the next pair is shown."""
    from reviewkit.actions import duplicates
    from reviewkit.actions.undo import undo
    from reviewkit.actions.who import person
    from reviewkit.commands.dedupe.show import explain
    from reviewkit.render.terminal import side_by_side

    review = opened(folder)
    who = person(review.review.protocol, as_)
    skipped: set[tuple[str, str]] = set()
    answered: list[str] = []
    while True:
        waiting = of_part(review.refresh().possible_duplicates, part)
        pairs = [pair for pair in waiting if (pair.first, pair.second) not in skipped]
        if not pairs:
            break
        pair = (pairs[0].first, pairs[0].second)
        echo(f"\n{len(pairs)} left. {pairs[0].rule} (score {pairs[0].score})\n")
        echo(side_by_side(review.review.records[pair[0]], review.review.records[pair[1]]))
        key = ask_line("\nThe same report? y = yes, n = no, w = why, s = skip, u = undo, q = quit").casefold()
        if key in ("y", "n"):
            verdict = Verdict.SAME if key == "y" else Verdict.DIFFERENT
            answered.append(duplicates.answer(review, who, pair, verdict).id)
        elif key == "w":
            explain(folder, pair, False)
        elif key == "s":
            skipped.add(pair)
        elif key == "u" and answered:
            event_id = answered.pop()
            undo(review, who, [event_id])
            echo(f"{event_id} was undone")
        elif key == "q":
            break
        else:
            warn("nothing to undo" if key == "u" else "type y, n, w, s, u or q")
    left = len(of_part(review.refresh().possible_duplicates, part))
    echo(f"{len(answered)} answered, {number_of(left, 'possible duplicate')} left")


def queue(folder: Path, part: str, output: list[Path], force: bool, as_json: bool) -> None:
    """Print the pairs, most likely first, or write them as a table with a column for answers."""
    from reviewkit.commands.tables import write_table
    from reviewkit.render import json
    from reviewkit.render.tables.duplicates import queue_table
    from reviewkit.render.terminal import short

    for path in output:
        if ending_of(path) not in ("xlsx", "csv"):
            raise ReviewkitError(
                f"{in_line(path)}: the table to fill in is a spreadsheet; the file name must end with .xlsx or .csv"
            )
    review = opened(folder).review
    pairs = of_part(review.possible_duplicates, part)
    if as_json:
        echo_json([json.verdict(pair) for pair in pairs])
        return
    if output:
        write_table(queue_table(pairs, review.records, review.protocol.language), output, force, 120)
        echo(
            f"{number_of(len(pairs), 'possible duplicate')}. Write same or different in the column `answer`, then: "
            "reviewkit dedupe answers FILE"
        )
        return
    for pair in pairs:
        echo(f"{pair.score:5.1f}  {pair.rule}")
        echo(f"       {short(review.records[pair.first])}")
        echo(f"       {short(review.records[pair.second])}")
    echo(number_of(len(pairs), "possible duplicate"))


def read_answers(folder: Path, as_: str, file: Path, as_json: bool) -> None:
    """Log the answers in a filled-in table: all of them, or none if any cannot be understood."""
    from reviewkit.actions import duplicates
    from reviewkit.actions.undo import common_name
    from reviewkit.store import spreadsheets

    rows = spreadsheets.read(file, ("answer", "first", "second"))
    given, errors = _answers(file, rows)
    done = duplicates.log_answers(opened(folder), as_, given, file.name, errors)
    unanswered = len(rows) - len(given)
    if as_json:
        echo_json(
            {
                "logged": len(done.ids),
                "already": done.already,
                "unanswered": unanswered,
                "events": list(done.ids),
            }
        )
        return
    already = f", {done.already} already logged" if done.already else ""
    echo(
        f"{number_of(len(done.ids), 'answer')} logged{already}, {number_of(unanswered, 'row')} without an answer; "
        f"to undo this: reviewkit undo {common_name(done.ids)}"
        if done.ids
        else f"0 answers logged{already}, {number_of(unanswered, 'row')} without an answer"
    )


def _answers(file: Path, rows: list[tuple[int, dict[str, str]]]) -> "tuple[list[GivenAnswer], list[str]]":
    """The answers in the rows that have one, and a message for each that is not an answer."""
    from reviewkit.actions.duplicates import GivenAnswer

    given, errors = [], []
    for line, row in rows:
        word = row["answer"].strip().casefold()
        if not word:
            continue
        if word not in ANSWERS:
            errors.append(
                f"{in_line(file)}:{line}: the answer {row['answer']!r} should be same or different, or empty"
            )
            continue
        pair = (row["first"].strip(), row["second"].strip())
        given.append(GivenAnswer(f"{in_line(file)}:{line}", pair, ANSWERS[word], row.get("note", "").strip()))
    return given, errors
