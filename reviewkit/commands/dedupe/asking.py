"""dedupe, the doubtful pairs: one by one at the keyboard, as a list, or in a table that is filled in and read back."""

import re
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import typer

from reviewkit.commands.dedupe.changing import known, log_answer, undo
from reviewkit.commands.shared import echo, echo_json, now, person, warn
from reviewkit.errors import ReviewkitError
from reviewkit.words import Verdict

if TYPE_CHECKING:
    from reviewkit.model import DuplicateVerdict
    from reviewkit.review import Review

ANSWERS = {
    **dict.fromkeys(("same", "yes", "y", "ja", "j", "1", "samme", "same report"), Verdict.SAME),
    **dict.fromkeys(("different", "no", "n", "nei", "0", "ulik", "forskjellig"), Verdict.DIFFERENT),
}
_PART = re.compile(r"^([1-9])/([2-9])$")


def of_part(pairs: "tuple[DuplicateVerdict, ...]", part: str) -> "list[DuplicateVerdict]":
    """The pairs of one person's part, such as 1/2. A pair stays in its part while others are answered."""
    if not part:
        return list(pairs)
    found = _PART.match(part)
    if not found or int(found[1]) > int(found[2]):
        raise typer.BadParameter(f"--part {part}: say 1/2 or 2/2 (or 1/3, 2/3, 3/3)")
    which, of = int(found[1]), int(found[2])
    return [pair for pair in pairs if crc32(f"{pair.first} {pair.second}".encode()) % of == which - 1]


def ask(folder: Path, as_: str, part: str) -> None:
    """The doubtful pairs side by side, best first; each answer is on the disk before the next pair is shown."""
    from reviewkit.render.terminal import side_by_side
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_)
    skipped: set[tuple[str, str]] = set()
    answered: list[str] = []
    while pairs := [pair for pair in of_part(review.doubtful, part) if (pair.first, pair.second) not in skipped]:
        pair = pairs[0]
        echo(f"\n{len(pairs)} left. {pair.rule} (score {pair.score})\n")
        echo(side_by_side(review.records[pair.first], review.records[pair.second]))
        key = (
            typer.prompt("\nOne report? y = yes, n = no, w = why, s = skip, u = undo, q = quit").strip().casefold()
        )
        if key in ("y", "n"):
            verdict = Verdict.SAME if key == "y" else Verdict.DIFFERENT
            answered.append(log_answer(root, writer, (pair.first, pair.second), verdict, ""))
            review = read(root)
        elif key == "w":
            from reviewkit.commands.dedupe.telling import explain

            explain(root, (pair.first, pair.second), False)
        elif key == "s":
            skipped.add((pair.first, pair.second))
        elif key == "u" and answered:
            undo(root, writer, answered.pop())
            review = read(root)
        elif key == "q":
            break
        else:
            warn("nothing to undo" if key == "u" else "type y, n, w, s, u or q")
    echo(f"{len(answered)} answered, {len(of_part(review.doubtful, part))} doubtful pairs left")


def queue(folder: Path, part: str, output: list[Path], force: bool, as_json: bool) -> None:
    """The doubtful pairs, best first, as a list or as a table with a column for answers."""
    from reviewkit.commands.tables import write_table
    from reviewkit.render.tables.duplicates import queue_table
    from reviewkit.render.terminal import short
    from reviewkit.store.folder import read

    for path in output:
        if path.suffix not in (".xlsx", ".csv"):
            raise ReviewkitError(f"{path}: a table to fill in is a spreadsheet; end the name with .xlsx or .csv")
    review = read(folder)
    pairs = of_part(review.doubtful, part)
    if as_json:
        echo_json(
            [{"records": [pair.first, pair.second], "rule": pair.rule, "score": pair.score} for pair in pairs]
        )
        return
    if output:
        write_table(queue_table(pairs, review.records), output, force, 120)
        echo(
            f"{len(pairs)} doubtful pairs; write same or different in the column answer, then: "
            "reviewkit dedupe --answers FILE"
        )
        return
    for pair in pairs:
        echo(f"{pair.score:5.1f}  {pair.rule}")
        echo(f"       {short(review.records[pair.first])}")
        echo(f"       {short(review.records[pair.second])}")
    echo(f"{len(pairs)} doubtful pairs")


def read_answers(folder: Path, as_: str, file: Path, as_json: bool) -> None:
    """Log the answers of a filled-in table: all of them, or none where one cannot be understood."""
    from reviewkit.store import logs, spreadsheets
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_)
    rows = spreadsheets.read(file, ("answer", "first", "second"))
    given, problems = _answers(file, rows, review)
    if problems:
        raise ReviewkitError("\n".join([*problems, "Nothing was logged."]))
    last = {frozenset((one.first, one.second)): one.verdict for one in review.facts.verdicts if one.by == writer}
    new = [(pair, verdict, note) for pair, verdict, note in given if last.get(frozenset(pair)) is not verdict]
    at = now()
    logs.append(
        root,
        logs.DUPLICATES,
        writer,
        [
            {
                "do": "verdict",
                "at": at,
                "by": writer,
                "records": list(pair),
                "verdict": verdict.value,
                **({"note": note} if note else {}),
                "from": file.name,
            }
            for pair, verdict, note in new
        ],
    )
    left = len(rows) - len(given)
    if as_json:
        echo_json({"logged": len(new), "already": len(given) - len(new), "unanswered": left})
        return
    already = f", {len(given) - len(new)} were here already" if len(new) < len(given) else ""
    echo(f"{len(new)} answers logged{already}, {left} rows without an answer")


def _answers(
    file: Path, rows: list[tuple[int, dict[str, str]]], review: "Review"
) -> tuple[list[tuple[tuple[str, str], Verdict, str]], list[str]]:
    """The answers of the rows that have one, and what cannot be understood, with its row."""
    given, problems = [], []
    for line, row in rows:
        word = row["answer"].strip().casefold()
        if not word:
            continue
        pair = (row["first"].strip(), row["second"].strip())
        try:
            known(review, pair)
        except ReviewkitError as error:
            problems.append(f"{file}:{line}: {error}")
            continue
        if word not in ANSWERS:
            problems.append(f"{file}:{line}: the answer {row['answer']!r} should be same or different, or empty")
            continue
        given.append((pair, ANSWERS[word], row.get("note", "").strip()))
    return given, problems
