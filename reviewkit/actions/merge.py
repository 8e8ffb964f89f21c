"""Merge a conflicted copy of a log, event by event."""

import codecs
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewkit.actions.who import acting
from reviewkit.encodings import utf_16_of
from reviewkit.errors import ReviewkitError
from reviewkit.review import Review
from reviewkit.store import events, ledger
from reviewkit.store.copies import original_of
from reviewkit.store.files import read_bytes
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Stage, message, together


@dataclass(frozen=True, slots=True)
class Merged:
    """How many events of a copy were new, which log they were added to, and how many were already in it.

    `differently` are the reports, with the stage, on which a person decided otherwise in the copy than in the log since
    the two went apart; which of the two counts is only a matter of time.
    """

    log: str
    added: int
    already: int
    differently: tuple[tuple[str, str, Stage], ...] = ()


def merge(folder: OpenReview, as_: str, file: Path) -> Merged:
    """Add those events of a copy of a log that are missing from the review, unchanged. The copy is left as it is.

    Raises ReviewkitError where the file is not a log, or has lines that cannot be read.
    """
    if file.suffix in (".yaml", ".yml"):
        raise ReviewkitError(
            message(
                "{file}: a YAML file cannot be merged automatically. Open it beside the original, copy over "
                "what is missing, and delete the copy.",
                file=file,
            )
        )
    if file.is_dir():
        raise ReviewkitError(
            message(
                "{file}: this is a folder. Merge the logs in it one by one, such as {example}.",
                file=file,
                example=file / "screening" / "b.jsonl",
            )
        )
    data = _as_it_was_written(read_bytes(file), file)
    kind = _kind_of(data, file)
    copy = ledger.parsed(data, kind, str(file))
    unread = [problem for problem in copy.problems if problem.code != "torn"]
    if unread or not copy.events:
        raise ReviewkitError(
            together(map(str, unread)) or message("{file}: this file has no log entries.", file=file)
        )
    with acting(folder, as_) as act:
        people = [reviewer.id for reviewer in act.review.protocol.reviewers]
        writer = _writer(copy, file, people)
        target = ledger.log_path(act.root, kind, writer)
        if target.exists() and target.resolve() == file.resolve():
            raise ReviewkitError(message("{file}: this is the log itself, not a copy of it.", file=file))
        known = act.folder.lines_of(kind, writer)
        lines = [line.rstrip(b"\r") for line in data.split(b"\n") if line.strip()]
        new = [line for line in lines if ledger.hash_of(line) not in known and ledger.is_event(line)]
        log = f"{kind}/{writer}.jsonl"
        here = _lines_not_in(target, lines)
        ledger.append_lines(act.root, kind, writer, new)
        review = act.folder.refresh()
        differently = _differently(review, log, here) if kind == ledger.SCREENING else ()
    return Merged(log, len(new), len(copy.events) - len(new), differently)


def _as_it_was_written(data: bytes, file: Path) -> bytes:
    """The copy without the byte-order mark that an editor puts before it: no line of a log has one.

    Raises ReviewkitError where the editor saved it in UTF-16.
    """
    if utf_16_of(data):
        raise ReviewkitError(
            message(
                "{file}: an editor saved this copy in another encoding (UTF-16), so its entries cannot be read. Get "
                "the copy again, or open it in the editor and save it as UTF-8.",
                file=file,
            )
        )
    return data.removeprefix(codecs.BOM_UTF8)


def _lines_not_in(log: Path, copy: Iterable[bytes]) -> dict[int, bool]:
    """The numbers of the lines of a log, with whether the copy of it lacks them."""
    if not log.exists():
        return {}
    there = set(map(ledger.hash_of, copy))
    lines = enumerate(read_bytes(log).split(b"\n"), start=1)
    return {number: ledger.hash_of(line.rstrip(b"\r")) not in there for number, line in lines if line.strip()}


def _differently(review: Review, log: str, here: Mapping[int, bool]) -> tuple[tuple[str, str, Stage], ...]:
    """On which reports the last decision of a person in the copy is another than in the log, of those that only one of
    the two has: (person, report, stage)."""
    in_log: dict[tuple[str, str, Stage], Choice] = {}
    in_copy: dict[tuple[str, str, Stage], Choice] = {}
    for one in review.facts.decisions:
        if one.place.path == log and one.record in review.report_of:
            where = in_log if one.place.line in here else in_copy
            if here.get(one.place.line, True):
                where[one.by, review.report_of[one.record], one.stage] = one.choice
    return tuple(sorted(key for key in in_log.keys() & in_copy.keys() if in_log[key] is not in_copy[key]))


def _kind_of(data: bytes, file: Path) -> str:
    """The kind of log that the lines belong to, judged by their content, or by the folder that the file is in."""
    kinds = events.kinds_in(ledger.parsed(data, "", str(file)).events)
    if len(kinds) == 1:
        return kinds.pop()
    for kind in ledger.KINDS:
        if file.resolve().parent.as_posix().endswith(f"/{kind}"):
            return kind
    raise ReviewkitError(
        message("{file}: this does not look like a log of a review, so nothing was merged.", file=file)
    )


def _writer(copy: ledger.LogFile, file: Path, people: list[str]) -> str:
    """Whose log this is a copy of: the reviewer whose id its name begins with, else the writer in its events' ids."""
    named = original_of(file.stem, people) or (file.stem if file.stem in people else "")
    writers = {ledger.writer_of(event.id) for event in copy.events}
    if named and (named in writers or len(writers) > 1):
        return named
    if len(writers) == 1 and (writer := writers.pop()) in people:
        return writer
    raise ReviewkitError(
        message(
            "{file}: it is not clear whose log this is a copy of. Rename the copy so that its name "
            "begins with the reviewer's id, such as {people} (copy).jsonl",
            file=file,
            people=people[0] if people else "a",
        )
    )
