"""Projects of other programs on disk: their SQLite databases, opened for reading only, and the folders around them.

A database of a stranger is not trusted: nothing in it is run, its views and virtual tables are left alone, and what
takes longer or is larger than any project is refused.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import yaml

from reviewkit import databases, limits
from reviewkit.encodings import MARK, text_of
from reviewkit.errors import Place, PlacedError, ReviewkitError
from reviewkit.exchange.qualitative_coding import Tree
from reviewkit.exchange.rows import Data, Row, Value
from reviewkit.store.files import is_file, is_own_file, read_bytes, reading
from reviewkit.store.yaml_text import NO_YAML, fault_of
from reviewkit.words import message

SQLITE = b"SQLite format 3\0"
_DEEPEST = 100  # levels of a project in YAML; a codebook of nested codes has a dozen


def is_database(path: Path) -> bool:
    """Whether a file is a database of SQLite."""
    if not is_file(path):
        return False
    with reading(path), path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def tables_in(path: Path) -> frozenset[str]:
    """The tables of a database."""
    with reading(path), closing(_opened(path)) as database:
        return frozenset(databases.tables(database, str(path)))


def rows_of(path: Path, wanted: Mapping[str, Sequence[str]]) -> Data:
    """The rows of these tables with these columns. What the database does not have is left out.

    Raises ReviewkitError where it cannot be read, or is larger than any project.
    """
    with reading(path), closing(_opened(path)) as database:
        known, taken = databases.tables(database, str(path)), databases.Taken()
        return {
            table: _rows(database, path, table, [name for name in columns if name in known[table]], taken)
            for table, columns in wanted.items()
            if table in known
        }


def _opened(path: Path) -> sqlite3.Connection:
    size = path.stat().st_size
    if size > limits.DATABASE:
        raise databases.too_large(str(path))
    waiting = path.with_name(path.name + "-wal")
    if waiting.is_file() and waiting.stat().st_size:
        raise ReviewkitError(
            message("{path}: the project is open in another program. Close it there, and try again.", path=path)
        )
    database = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)
    databases.guard(database)
    return database


def _rows(
    database: sqlite3.Connection, path: Path, table: str, columns: Sequence[str], taken: databases.Taken
) -> list[Row]:
    places = {name: place for place, name in enumerate(columns)}
    rows = databases.rows(database, str(path), table, columns, taken)
    return [Row(places, tuple(map(_value, row))) for row in rows]


def _value(value: object) -> Value:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, str | int | float) else str(value)


# -- qualitative-coding


def settings_of(path: Path) -> Mapping[str, str]:
    """The settings of a project of qualitative-coding; nothing where a YAML file is none."""
    found = _yaml(path)
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, Mapping) else {}


def codebook_of(path: Path) -> Tree:
    """The tree of codes of a project of qualitative-coding."""
    return _yaml(path) if is_file(path) else None


def texts_of(folder: Path, names: Sequence[str]) -> dict[str, str]:
    """The texts of a corpus, by their paths in its folder; those that are not there are left out."""
    found = {}
    for name in names:
        path = folder / name
        if is_own_file(folder, path):
            found[name] = text_of(read_bytes(path)).removeprefix(MARK)
    return found


class _Loader(yaml.BaseLoader):
    """Takes every value for a text, of whole letters: JSON, which is YAML, writes some letters as two halves."""

    def construct_scalar(self, node: yaml.ScalarNode) -> str:
        halves: str = super().construct_scalar(node)
        return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _yaml(path: Path) -> Tree:
    data = read_bytes(path)
    text = text_of(data).removeprefix(MARK)
    if len(data) > limits.YAML or ("&" in text and _has_aliases(text)):
        raise ReviewkitError(message("{path}: the file is larger than any project; it was not read.", path=path))
    try:
        found: Tree = yaml.load(text, _Loader)
    except NO_YAML as error:
        line, said = fault_of(text, error)
        raise PlacedError(Place(str(path), line), message("this is not YAML: {said}.", said=said)) from None
    return found


def _has_aliases(text: str) -> bool:
    """Whether something is named and repeated, by which a small file can become a large one. A text that is nested
    deeper than any project counts as one, because reading on would take the square of its depth."""
    depth = 0
    try:
        for event in yaml.parse(text, yaml.BaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
                return True
    except NO_YAML:
        return True
    return False
