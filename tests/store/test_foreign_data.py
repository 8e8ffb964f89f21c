"""Databases of strangers are read without running anything in them, and never written."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.store.foreign_data import (
    codebook_of,
    is_database,
    rows_of,
    settings_of,
    tables_in,
    texts_of,
)
from tests.foreign import database
from tests.growth import LINEAR, growth

SCHEMA = '''
CREATE TABLE a (id INTEGER PRIMARY KEY, "odd ""name""" TEXT, b BLOB, c REAL);
CREATE VIEW v AS SELECT id FROM a;
CREATE VIRTUAL TABLE f USING fts5(x);
'''


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return database(
        tmp_path / "it's a? 100% #db.sqlite3", SCHEMA, a=[(1, "x", b"\xffy", 1.5), (2, None, None, None)]
    )


def test_rows_of_tables_with_the_columns_that_are_there(made: Path) -> None:
    found = rows_of(made, {"a": ("id", 'odd "name"', "b", "c", "gone"), "none": ("id",)})
    assert found == {
        "a": [
            {"id": 1, 'odd "name"': "x", "b": "\ufffdy", "c": 1.5},
            {"id": 2, 'odd "name"': None, "b": None, "c": None},
        ]
    }


def test_views_and_virtual_tables_are_none(made: Path) -> None:
    assert "a" in tables_in(made)
    assert not {"v", "f"} & tables_in(made)
    assert rows_of(made, {"v": ("id",), "f": ("x",)}) == {}


def test_nothing_is_written_beside_it_or_in_it(made: Path) -> None:
    before = made.read_bytes(), sorted(made.parent.iterdir())
    rows_of(made, {"a": ("id",)})
    assert (made.read_bytes(), sorted(made.parent.iterdir())) == before


def test_a_column_that_is_computed_is_not_read(tmp_path: Path) -> None:
    schema = "CREATE TABLE a (id INTEGER, x TEXT GENERATED ALWAYS AS (hex(zeroblob(100000000))) VIRTUAL);"
    path = database(tmp_path / "x.db", schema)
    with closing(sqlite3.connect(path)) as open_:
        open_.execute("INSERT INTO a (id) VALUES (1)")
        open_.commit()
    assert rows_of(path, {"a": ("id", "x")}) == {"a": [{"id": 1}]}


@pytest.mark.parametrize("damage", [b"", b"SQLite format 3\0", b"SQLite format 3\0" + b"x" * 5_000])
def test_what_is_damaged_is_named(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(damage)
    assert is_database(path) == bool(damage)
    if damage:
        with pytest.raises(ReviewkitError, match="cannot be read"):
            tables_in(path)


def test_what_is_too_large_or_open_elsewhere_is_refused(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DATABASE_ROWS", 1)
    with pytest.raises(ReviewkitError, match="larger than any project"):
        rows_of(made, {"a": ("id",)})
    monkeypatch.setattr(limits, "DATABASE", 10)
    with pytest.raises(ReviewkitError, match="larger than any project"):
        tables_in(made)
    monkeypatch.undo()
    (made.parent / f"{made.name}-wal").write_bytes(b"x")
    with pytest.raises(ReviewkitError, match="open in another program"):
        tables_in(made)


def test_the_rows_of_all_tables_count_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = database(tmp_path / "x.db", "CREATE TABLE a (x); CREATE TABLE b (x);", a=[(1,), (2,)], b=[(3,), (4,)])
    wanted = {"a": ("x",), "b": ("x",)}
    monkeypatch.setattr(limits, "DATABASE_ROWS", 4)
    assert [len(rows) for rows in rows_of(path, wanted).values()] == [2, 2]
    monkeypatch.setattr(limits, "DATABASE_ROWS", 3)
    with pytest.raises(ReviewkitError, match="larger than any project"):
        rows_of(path, wanted)


def test_what_takes_too_long_is_given_up(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(made)) as open_:
        open_.executemany("INSERT INTO a (c) VALUES (?)", [(n,) for n in range(200_000)])
        open_.commit()
    monkeypatch.setattr(limits, "DATABASE_SECONDS", -1.0)
    with pytest.raises(ReviewkitError, match="cannot be read"):
        rows_of(made, {"a": ("id", "c")})


def test_settings_and_codebook_of_qualitative_coding(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("corpus_dir: corpus\nverbose: no\n", encoding="utf-8-sig")
    assert settings_of(path) == {"corpus_dir": "corpus", "verbose": "no"}
    path.write_text("- a: [b]\n- !!python/object/apply:os.system [ls]\n", encoding="utf-8")
    assert (settings_of(path), codebook_of(path)) == ({}, [{"a": ["b"]}, ["ls"]])
    assert codebook_of(tmp_path / "gone.yaml") is None


@pytest.mark.parametrize("text", ["a: &x [1]\nb: *x\n", "a: [\n", "[" * 20_000])
def test_yaml_that_can_grow_or_is_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewkitError, match=r"this is not YAML|larger than any project"):
        codebook_of(path)


def test_letters_that_json_writes_as_halves_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(r'["\ud83d\ude00", "\ud800"]', encoding="utf-8")
    assert codebook_of(path) == ["\U0001f600", "\ufffd"]


@pytest.mark.parametrize("text", ["%YAML " + "9" * 5000 + ".1\n---\na: b", '- "\\UFFFFFFFF"'])
def test_yaml_with_a_number_that_means_nothing_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "codebook.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewkitError, match="this is not YAML: a value in it is no date, number or letter"):
        codebook_of(path)


def test_yaml_that_is_nested_and_names_something_is_refused_in_linear_time(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"

    def refused(size: int) -> None:
        path.write_text(f"&a {'[' * size}", encoding="utf-8")
        with pytest.raises(ReviewkitError, match="larger than any project"):
            codebook_of(path)

    assert growth(refused, 20_000) < LINEAR


def test_only_texts_inside_of_the_corpus_are_read(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_bytes(b"\xef\xbb\xbfhere\r\n")
    (tmp_path / "secret.txt").write_text("no")
    (corpus / "link.txt").symlink_to(tmp_path / "secret.txt")
    names = ["a.txt", "gone.txt", "../secret.txt", str(tmp_path / "secret.txt"), "link.txt"]
    assert texts_of(corpus, names) == {"a.txt": "here\r\n"}
    assert texts_of(corpus, ["x" * 5000, "a\0b"]) == {}
    assert not is_database(corpus / ("x" * 5000))
    assert codebook_of(corpus / ("x" * 5000)) is None
