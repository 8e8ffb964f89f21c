"""Databases of other programs (SQLite) are not trusted: nothing in one is run, and what takes longer or is larger than
any project is refused. Their views and virtual tables are left alone."""

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.words import Message, message

_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA)
_KIND = 0xFF  # the part of SQLite's number of an error that says of which kind it is
# What reading one may raise; a UnicodeError where the name of a column is no text, which Python itself decodes.
_FAILURES = (sqlite3.Error, OverflowError, MemoryError, UnicodeError)
_STEPS = 100_000  # of the database's machine between two looks at the clock


def guard(database: sqlite3.Connection) -> None:
    """Let a database do nothing but give what is in its tables, for as long as a project can take at most.

    What asks for more (a computed column with a function), and what takes too long, raises sqlite3.Error.
    """
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.DATABASE_TEXT)
    database.execute("PRAGMA trusted_schema=OFF")
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    end = time.monotonic() + limits.DATABASE_SECONDS
    database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)


def tables(database: sqlite3.Connection, path: str) -> dict[str, list[str]]:
    """The columns of each table that is one: a view has no pages of its own, nor has a virtual table.

    Raises ReviewkitError where two tables have the same pages, so that a small file says the same many times over.
    """
    try:
        found = database.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
        pages = {str(name): page for name, page in found}
        if len(set(pages.values())) < len(pages):
            raise unreadable(path, sqlite3.DatabaseError())
        return {
            name: [str(row[1]) for row in database.execute(f"PRAGMA table_info({_name(name)})")] for name in pages
        }
    except _FAILURES as error:
        raise unreadable(path, error) from None


@dataclass(slots=True)
class Taken:
    """How much was read out of a database so far: rows of all its tables, and the letters in them."""

    rows: int = 0
    letters: int = 0


def rows(
    database: sqlite3.Connection, path: str, table: str, columns: Sequence[str], taken: Taken
) -> list[tuple[object, ...]]:
    """The values of these columns in each row. Raises ReviewkitError where it cannot be read, or would be too much
    with what was `taken` before."""
    if not columns:
        return []
    found: list[tuple[object, ...]] = []
    try:
        for row in database.execute(f"SELECT {', '.join(map(_name, columns))} FROM {_name(table)}"):
            taken.rows += 1
            taken.letters += sum(len(value) for value in row if isinstance(value, str | bytes))
            if taken.rows > limits.DATABASE_ROWS or taken.letters > limits.DATABASE_ALL:
                raise too_large(path)
            found.append(row)
    except _FAILURES as error:
        raise unreadable(path, error) from None
    return found


def too_large(path: str) -> ReviewkitError:
    """The error for a database that would fill the memory."""
    return ReviewkitError(message("{path}: the file is larger than any project; it was not read.", path=path))


def unreadable(path: str, error: Exception) -> ReviewkitError:
    """The error for a database that is damaged, asks for what it may not do, or takes too long."""
    return ReviewkitError(
        message("{path}: this database cannot be read: {why}. Export it again.", path=path, why=_why(error))
    )


def _why(error: Exception) -> Message:
    """What SQLite means, in words for people who never heard of it."""
    code = getattr(error, "sqlite_errorcode", 0) & _KIND
    if code == sqlite3.SQLITE_INTERRUPT:
        return message("it takes longer than any project does")
    if code == sqlite3.SQLITE_AUTH:
        return message("it computes values, which no project needs")
    if code == sqlite3.SQLITE_TOOBIG or isinstance(error, OverflowError | MemoryError):
        return message("a value in it is larger than any in a project")
    return message("it is damaged, or not a database")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
