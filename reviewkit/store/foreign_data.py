"""Projects of other programs on disk: their SQLite databases, opened for reading only, and the folders around them.

A database of a stranger is not trusted: nothing in it is run, its views and virtual tables are left alone, and what
takes longer or is larger than any project is refused.
"""

import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import yaml

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.qualitative_coding import Tree
from reviewkit.exchange.rows import Data, Value
from reviewkit.store.files import leads_out, read_bytes, reading
from reviewkit.words import message

SQLITE = b"SQLite format 3\0"
LARGEST, LARGEST_TEXT, MOST_ROWS, SECONDS = 1_000_000_000, 100_000_000, 1_000_000, 60.0
LARGEST_YAML = 5_000_000
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA)


def is_database(path: Path) -> bool:
    """Whether a file is a database of SQLite."""
    if not _is_there(path):
        return False
    with reading(path), path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def tables_in(path: Path) -> frozenset[str]:
    """The tables of a database."""
    with reading(path), closing(_opened(path)) as database:
        return frozenset(_tables(database, path))


def rows_of(path: Path, wanted: Mapping[str, Sequence[str]]) -> Data:
    """The rows of these tables with these columns. What the database does not have is left out.

    Raises ReviewkitError where it cannot be read, or is larger than any project.
    """
    with reading(path), closing(_opened(path)) as database:
        known = _tables(database, path)
        return {
            table: _rows(database, path, table, [name for name in columns if name in known[table]])
            for table, columns in wanted.items()
            if table in known
        }


def _opened(path: Path) -> sqlite3.Connection:
    size = path.stat().st_size
    if size > LARGEST:
        raise ReviewkitError(message("{path}: the file is larger than any project; it was not read.", path=path))
    waiting = path.with_name(path.name + "-wal")
    if waiting.is_file() and waiting.stat().st_size:
        raise ReviewkitError(
            message("{path}: the project is open in another program. Close it there, and try again.", path=path)
        )
    database = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_TEXT)
    database.execute("PRAGMA trusted_schema=OFF")
    database.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
    end = time.monotonic() + SECONDS
    database.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    return database


def _tables(database: sqlite3.Connection, path: Path) -> dict[str, list[str]]:
    """The columns of each table that is one: a view has no pages of its own, nor has a virtual table."""
    try:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
        return {
            str(name): [str(row[1]) for row in database.execute(f"PRAGMA table_info({_name(str(name))})")]
            for (name,) in names
        }
    except (sqlite3.Error, OverflowError) as error:
        raise _unreadable(path, error) from None


def _rows(database: sqlite3.Connection, path: Path, table: str, columns: Sequence[str]) -> list[dict[str, Value]]:
    if not columns:
        return []
    asked = f"SELECT {', '.join(map(_name, columns))} FROM {_name(table)} LIMIT {MOST_ROWS + 1}"
    try:
        rows = database.execute(asked).fetchall()
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        raise _unreadable(path, error) from None
    if len(rows) > MOST_ROWS:
        raise ReviewkitError(message("{path}: the file is larger than any project; it was not read.", path=path))
    return [dict(zip(columns, map(_value, row), strict=True)) for row in rows]


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _value(value: object) -> Value:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, str | int) else str(value)


def _unreadable(path: Path, error: Exception) -> ReviewkitError:
    return ReviewkitError(
        message("{path}: this database cannot be read ({error}). Export it again.", path=path, error=error)
    )


# -- qualitative-coding


def settings_of(path: Path) -> Mapping[str, str]:
    """The settings of a project of qualitative-coding; nothing where a YAML file is none."""
    found = _yaml(path)
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, Mapping) else {}


def codebook_of(path: Path) -> Tree:
    """The tree of codes of a project of qualitative-coding."""
    return _yaml(path) if _is_there(path) else None


def texts_of(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """The texts of a corpus, by their paths in its folder; those that are not there are left out."""
    found = {}
    for name in names:
        path = folder / name
        if not leads_out(folder, path) and _is_there(path):
            found[name] = read_bytes(path).decode("utf-8-sig", "replace")
    return found


def _is_there(path: Path) -> bool:
    """Whether there is such a file; no file has a name that is too long for the disk."""
    try:
        return path.is_file()
    except OSError:
        return False


def _yaml(path: Path) -> Tree:
    data = read_bytes(path)
    if len(data) > LARGEST_YAML or (b"&" in data and _has_aliases(data)):
        raise ReviewkitError(message("{path}: the file is larger than any project; it was not read.", path=path))
    try:
        found: Tree = yaml.load(data.decode("utf-8-sig", "replace"), yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        line = str(error).splitlines()[0]
        raise ReviewkitError(message("{path}: this is no YAML ({error}).", path=path, error=line)) from None
    return found


def _has_aliases(data: bytes) -> bool:
    """Whether something is named and repeated, by which a small file can become a large one."""
    try:
        events = yaml.parse(data.decode("utf-8-sig", "replace"), yaml.BaseLoader)
        return any(isinstance(event, yaml.AliasEvent) for event in events)
    except (yaml.YAMLError, RecursionError):
        return True
