"""How a file of agreements is changed: from the text that the person saw, without a new problem, and logged."""

from collections.abc import Callable
from typing import TypeVar

from reviewkit.actions import agreements
from reviewkit.actions.who import Acting
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.store.files import read_text, stay_inside, write_whole
from reviewkit.store.open_review import OpenReview
from reviewkit.words import message, together

Read = TypeVar("Read")
Reader = Callable[[str, list[Problem]], Read]


def text_now(folder: OpenReview, file: str) -> str:
    """The text of a file of the review as it is now; "" where there is none."""
    path = stay_inside(folder.root, folder.root / file)
    return read_text(path) if path.exists() else ""


def seen_now(folder: OpenReview, file: str) -> str:
    """The checksum of a file as it is now: what a person who is shown it has seen."""
    return agreements.checksum(text_now(folder, file))


def must_be_seen(text: str, file: str, seen: str) -> None:
    """Raises ReviewkitError where a text is no longer the one with this checksum; "" is any text."""
    if seen and seen != agreements.checksum(text):
        raise ReviewkitError(
            message(
                "{file} has changed since you opened it, so nothing was changed. Look at it as it is now, "
                "and make your change again.",
                file=file,
            )
        )


def read_back(
    read: Reader[Read], before: str | None, after: str, stop_at: tuple[Level, ...] = (Level.WARNING, Level.ERROR)
) -> Read:
    """What a changed text says. Raises ReviewkitError, in the words of the problem, where one came in with the change.

    Problems of the text before (None: there was none) stay. `stop_at` are the levels that matter.
    """
    known: list[Problem] = []
    found: list[Problem] = []
    if before is not None:
        read(before, known)
    result = read(after, found)
    old = [(problem.code, problem.message) for problem in known]
    new = [problem for problem in found if problem.level in stop_at and (problem.code, problem.message) not in old]
    if new:
        raise ReviewkitError(
            message(
                "{problems} Nothing was changed.",
                problems=together(message("{said}.", said=one.message) for one in new),
            )
        )
    return result


def write(act: Acting, file: str, text: str, why: str) -> tuple[str, ...]:
    """Write a file whose text was checked, and log the change; returns what `undo` calls it, nothing if none came."""
    if text == text_now(act.folder, file):
        return ()
    write_whole(stay_inside(act.root, act.root / file), text)
    act.folder.refresh()
    return agreements.notice(act.folder, act.who, why)
