"""Databases of strangers: nothing in one runs, and none fills the memory or takes for ever."""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from reviewkit import databases, limits
from reviewkit.databases import Taken
from reviewkit.errors import ReviewkitError

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"


@contextmanager
def guarded(script: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as theirs, closing(sqlite3.connect(":memory:")) as database:
        theirs.executescript(script)
        theirs.commit()
        database.deserialize(theirs.serialize())
        databases.guard(database)
        yield database


def test_tables_are_read_and_views_are_left_alone() -> None:
    script = f"CREATE TABLE a(x, y); INSERT INTO a VALUES (1, 'one'); CREATE VIEW b AS {ENDLESS} SELECT x FROM n;"
    with guarded(script) as database:
        assert databases.tables(database, "x.db") == {"a": ["x", "y"]}
        assert databases.rows(database, "x.db", "a", ("y", "x"), Taken()) == [("one", 1)]
        assert databases.rows(database, "x.db", "a", (), Taken()) == []


@pytest.mark.thorough
def test_a_column_that_is_computed_does_not_grow() -> None:
    """What SQLite makes of a value that is too long differs: an error, or nothing."""
    script = "CREATE TABLE a(x, y AS (printf('%.*c', 900000000, 'x'))); INSERT INTO a(x) VALUES (1);"
    with guarded(script) as database, contextlib.suppress(ReviewkitError):
        assert databases.rows(database, "x.db", "a", ("x", "y"), Taken()) == [(1, None)]


def test_what_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with guarded("CREATE TABLE a(x); INSERT INTO a VALUES ('one'), ('two'), ('three');") as database:
        assert len(databases.rows(database, "x.db", "a", ("x",), Taken())) == 3
        for limit in ("DATABASE_ROWS", "DATABASE_ALL"):
            monkeypatch.setattr(limits, limit, 2)
            with pytest.raises(ReviewkitError, match=r"x\.db: the file is larger than any project"):
                databases.rows(database, "x.db", "a", ("x",), Taken())
            monkeypatch.undo()


def test_the_tables_of_a_database_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    with guarded(
        "CREATE TABLE a(x); CREATE TABLE b(x); INSERT INTO a VALUES ('one'); INSERT INTO b VALUES ('two');"
    ) as database:
        for limit, most in (("DATABASE_ROWS", 1), ("DATABASE_ALL", 5)):
            monkeypatch.setattr(limits, limit, most)
            taken = Taken()
            assert databases.rows(database, "x.db", "a", ("x",), taken) == [("one",)]
            with pytest.raises(ReviewkitError, match=r"x\.db: the file is larger than any project"):
                databases.rows(database, "x.db", "b", ("x",), taken)
            monkeypatch.undo()


def test_tables_that_share_their_pages_are_refused() -> None:
    script = (
        "CREATE TABLE a(x); CREATE TABLE b(x); INSERT INTO a VALUES (1); PRAGMA writable_schema=ON;"
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'a');"
    )
    with (
        guarded(script) as database,
        pytest.raises(ReviewkitError, match=r"x\.db: this database cannot be read: it is"),
    ):
        databases.tables(database, "x.db")


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DATABASE_SECONDS", -1.0)
    with (
        guarded(f"CREATE TABLE a(x); {ENDLESS} INSERT INTO a SELECT x FROM n LIMIT 100000;") as database,
        pytest.raises(ReviewkitError, match=r"x\.db: this database cannot be read: it takes longer than any"),
    ):
        databases.rows(database, "x.db", "a", ("x",), Taken())


def test_text_that_is_no_utf_8_is_read_with_a_sign() -> None:
    with guarded("CREATE TABLE a(x); INSERT INTO a VALUES (cast(x'ff41' AS text));") as database:
        assert databases.rows(database, "x.db", "a", ("x",), Taken()) == [("\ufffdA",)]


def error_of(script: str) -> Exception:
    """What SQLite says of a statement that is given to a guarded database."""
    with guarded("CREATE TABLE a(x);") as database, pytest.raises(sqlite3.Error) as raised:
        database.execute(script).fetchall()
    return raised.value


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (error_of("DELETE FROM a"), "it computes values, which no project needs"),
        (error_of("SELECT x FROM none"), "it is damaged, or not a database"),
        (OverflowError(), "a value in it is larger than any in a project"),
        (MemoryError(), "a value in it is larger than any in a project"),
    ],
)
def test_what_sqlite_says_is_said_in_words_that_people_know(error: Exception, said: str) -> None:
    assert (
        str(databases.unreadable("x.db", error)) == f"x.db: this database cannot be read: {said}. Export it again."
    )
