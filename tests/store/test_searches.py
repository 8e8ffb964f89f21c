"""Exports are kept byte for byte, counted against the search log, and never rewritten."""

import hashlib
import unicodedata
from pathlib import Path

import pytest

from reviewkit.actions import imports
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.store import cache, searches
from reviewkit.store.files import sha256
from reviewkit.store.open_review import open_review
from reviewkit.store.searches import Checksums, is_source_name, source_name
from tests.builders import papers, review_folder


def write_table(root: Path, name: str, text: str, source: str = "cinahl") -> imports.Imported:
    """Import a file of this text."""
    file = root.parent / name
    file.write_text(text, encoding="utf-8")
    return imports.import_file(open_review(root), "a", file, source)


def test_an_export_is_kept_byte_for_byte_and_ids_come_from_source_and_position(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    write_table(root, "My export.ris", papers(3))
    assert (root / "searches/cinahl/My export.ris").read_text(encoding="utf-8") == papers(3)
    assert list(open_review(root).review.records) == ["cinahl-0001", "cinahl-0002", "cinahl-0003"]


def test_the_same_bytes_twice_change_nothing(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    write_table(root, "one.ris", papers(3))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    again = write_table(root, "another name.ris", papers(3), "medline")
    assert again.already == "searches/cinahl/one.ris"
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_second_file_of_a_source_goes_on_with_the_numbers(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    write_table(root, "one.ris", papers(2))
    write_table(root, "one.ris", papers(2, start=3))
    assert list(open_review(root).review.records) == [f"cinahl-{n:04d}" for n in range(1, 5)]
    assert len(list((root / "searches/cinahl").iterdir())) == 2


def test_a_file_without_a_record_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    with pytest.raises(ReviewkitError, match=r"bad.ris:1: no record found"):
        write_table(root, "bad.ris", "hello\n")
    assert not (root / "searches").exists()


def problems(root: Path) -> list[tuple[str, Level, str]]:
    return [
        (str(one.place), one.level, one.message)
        for one in open_review(root).review.problems
        if one.code != "not-deduplicated"
    ]


def test_the_hits_of_the_search_log_are_held_against_what_was_imported(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    (root / "searches.yaml").write_text("cinahl:\n  database: CINAHL\n  hits: 4\n", encoding="utf-8")
    write_table(root, "one.ris", papers(3))
    assert problems(root) == [
        (
            "searches.yaml:2",
            Level.WARNING,
            "cinahl: the search log says 4 hits, but 3 records were imported. Import the rest, "
            "or explain the difference: `difference: {records: 3, why: ...}`",
        )
    ]
    (root / "searches.yaml").write_text(
        "cinahl:\n  database: CINAHL\n  hits: 4\n  difference: {records: 3, why: one hit could not be exported}\n",
        encoding="utf-8",
    )
    assert problems(root) == []


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2026-01-31", None),
        ("2026-01", None),
        ("", None),
        ("31.1.2026", "date is '31.1.2026'; write the day of the search as 2026-01-31"),
        ("2026-02-30", "date is '2026-02-30'; write the day"),
        ("2026-13", "date is '2026-13'; write the day"),
        ("January 2026", "date is 'January 2026'; write the day"),
        ("2999-01-01", "date is 2999-01-01, which is still to come"),
    ],
)
def test_the_date_of_a_search_is_a_day_or_a_month_that_is_past(
    tmp_path: Path, date: str, said: str | None
) -> None:
    (tmp_path / "searches.yaml").write_text(f"cinahl:\n  database: CINAHL\n  date: {date}\n", encoding="utf-8")
    found: list[Problem] = []
    (source,) = searches.read_log(tmp_path, found)
    assert source.date == date
    assert [problem.level for problem in found] == ([Level.WARNING] if said else [])
    assert said is None or said in found[0].message


@pytest.mark.parametrize(
    ("value", "why", "explained"),
    [
        ("two were empty", "two were empty", None),
        ("{records: 118, why: two were empty}", "two were empty", 118),
        ("{why: two were empty}", "two were empty", None),
        ("", "", None),
    ],
)
def test_a_difference_is_explained_with_or_without_its_number(
    tmp_path: Path, value: str, why: str, explained: int | None
) -> None:
    (tmp_path / "searches.yaml").write_text(f"cinahl:\n  difference: {value}\n", encoding="utf-8")
    (source,) = searches.read_log(tmp_path, [])
    assert (source.difference, source.explained) == (why, explained)


def test_a_source_that_the_search_log_lacks_is_told(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    write_table(root, "one.ris", papers(3))
    assert [message for _, _, message in problems(root)] == [
        "there is no entry for 'cinahl'. Add one with its database, date, searcher and hits"
    ]


def test_a_changed_a_missing_and_a_stray_export_are_told(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    (root / "searches.yaml").write_text("cinahl: {hits: 3}\nmedline: {hits: 2}\n", encoding="utf-8")
    write_table(root, "one.ris", papers(3))
    write_table(root, "two.ris", papers(2, start=10), "medline")
    (root / "searches/cinahl/one.ris").write_text(papers(3) + "\n", encoding="utf-8")
    (root / "searches/medline/two.ris").rename(root / "searches/medline/renamed.ris")
    told = problems(root)
    assert [(place, level) for place, level, _ in told] == [
        ("searches.yaml:2", Level.WARNING),
        ("searches/cinahl/one.ris", Level.ERROR),
        ("searches/medline/renamed.ris", Level.WARNING),
        ("searches/medline/two.ris", Level.ERROR),
    ]


def test_two_copies_that_gave_the_same_ids_to_two_files_keep_every_record(tmp_path: Path) -> None:
    """Two clones import different files into one source; then their logs come together."""
    root, other = (review_folder(tmp_path / name) for name in ("r", "other"))
    write_table(root, "a.ris", papers(2))
    write_table(other, "b.ris", papers(3, start=3))
    (other / "searches/imports/a.jsonl").rename(root / "searches/imports/b.jsonl")
    (other / "searches/cinahl/b.ris").rename(root / "searches/cinahl/b.ris")
    ids = list(open_review(root).review.records)
    assert len(ids) == len(set(ids)) == 5
    assert ids[:2] == ["cinahl-0001", "cinahl-0002"]
    told = [message for _, level, message in problems(root) if level is Level.WARNING]
    assert any(f"are now called {ids[2]} and so on" in message for message in told)


def test_bytes_that_lie_there_already_become_the_export_untouched(tmp_path: Path) -> None:
    """An import cut off between the copy and the log is completed by importing again."""
    root = review_folder(tmp_path / "r")
    kept = root / "searches/cinahl/one.ris"
    kept.parent.mkdir(parents=True)
    kept.write_text(papers(2), encoding="utf-8")
    before = kept.stat()
    assert write_table(root, "one.ris", papers(2)).records == 2
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(open_review(root).review.records) == ["cinahl-0001", "cinahl-0002"]


def test_an_import_that_was_cut_off_under_a_name_with_a_checksum_goes_on(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    write_table(root, "one.ris", papers(2))
    write_table(root, "one.ris", papers(2, start=3))
    log = root / "searches/imports/a.jsonl"
    log.write_text(log.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    assert write_table(root, "one.ris", papers(2, start=3)).already == ""
    assert list(open_review(root).review.records) == [f"cinahl-{n:04d}" for n in range(1, 5)]


@pytest.mark.parametrize(("first", "second"), [("Export.ris", "export.ris"), ("\u00c5.ris", "a\u030a.ris")])
def test_two_names_that_a_mac_takes_for_one_are_two_files(tmp_path: Path, first: str, second: str) -> None:
    root = review_folder(tmp_path / "r")
    write_table(root, first, papers(2))
    write_table(root, second, papers(2, start=3))
    kept = [path.name for path in (root / "searches/cinahl").iterdir()]
    assert len({name.casefold() for name in kept}) == 2
    assert any(name.endswith(f"-{unicodedata.normalize('NFC', second)}") for name in kept)
    assert len(open_review(root).review.records) == 4


def test_a_file_in_the_way_under_another_spelling_of_its_name_is_not_replaced_either(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    (root / "searches/cinahl").mkdir(parents=True)
    (root / "searches/cinahl/ONE.ris").write_text("mine", encoding="utf-8")
    write_table(root, "one.ris", papers(2))
    digest = sha256(papers(2).encode())
    assert {path.name for path in (root / "searches/cinahl").iterdir()} == {"ONE.ris", f"{digest[:8]}-one.ris"}


def test_a_file_in_the_way_is_never_replaced(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    digest = sha256(papers(2).encode())
    for name in ("one.ris", f"{digest[:8]}-one.ris"):
        (root / "searches/cinahl").mkdir(parents=True, exist_ok=True)
        (root / "searches/cinahl" / name).write_text("mine", encoding="utf-8")
    with pytest.raises(
        ReviewkitError, match=f"{digest[:8]}-one.ris: there is already another file with this name"
    ):
        write_table(root, "one.ris", papers(2))
    assert {path.read_text(encoding="utf-8") for path in (root / "searches/cinahl").iterdir()} == {"mine"}
    assert not (root / "searches/imports/a.jsonl").exists()


def test_databases_come_first_whatever_the_order_of_import(tmp_path: Path) -> None:
    root = review_folder(tmp_path / "r")
    (root / "searches.yaml").write_text(
        "web: {arm: other, hits: 1}\nwos: {hits: 1}\ncinahl: {hits: 1}\n", encoding="utf-8"
    )
    for number, source in enumerate(("cinahl", "web", "wos"), start=1):
        write_table(root, f"{source}.ris", papers(1, start=number), source)
    assert list(open_review(root).review.records) == ["wos-0001", "cinahl-0001", "web-0001"]


# Checksums that are kept


def sums_of(path: Path) -> Checksums:
    """Checksums that know a file, kept."""
    known = Checksums("review")
    known.of(path)
    known.keep()
    return known


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files of which a checksum is computed, from now on; all of them changed long ago."""
    paths: list[Path] = []

    def noted(path: Path) -> str:
        paths.append(path)
        return sha256(path.read_bytes())

    monkeypatch.setattr(searches, "sha256_of", noted)
    monkeypatch.setattr(searches.time, "time", lambda: 4e9)
    return paths


def test_the_next_command_knows_the_checksum_of_a_file_that_has_not_changed(
    tmp_path: Path, read: list[Path]
) -> None:
    path = tmp_path / "export.ris"
    path.write_bytes(b"TY  - JOUR")
    first = sums_of(path).of(path)
    assert Checksums("review").of(path) == first
    assert read == [path]
    path.write_bytes(b"TY  - BOOK")
    assert Checksums("review").of(path) == hashlib.sha256(b"TY  - BOOK").hexdigest() != first


def test_checksums_of_another_review_are_its_own(tmp_path: Path, read: list[Path]) -> None:
    path = tmp_path / "export.ris"
    path.write_bytes(b"TY  - JOUR")
    sums_of(path)
    Checksums("other").of(path)
    assert read == [path, path]


def test_a_file_that_changed_just_now_is_read_by_the_next_command_too(tmp_path: Path) -> None:
    path = tmp_path / "export.ris"
    path.write_bytes(b"TY  - JOUR")
    sums_of(path)
    assert cache.read_sealed("checksums", "review") is None


@pytest.mark.parametrize("value", [[], "x", None, 3])
def test_what_is_no_list_of_checksums_is_not_believed(tmp_path: Path, value: object) -> None:
    path = tmp_path / "export.ris"
    path.write_bytes(b"TY  - JOUR")
    cache.write_sealed("checksums", "review", value)
    assert Checksums("review").of(path) == hashlib.sha256(b"TY  - JOUR").hexdigest()


def test_the_folder_of_the_logs_is_no_source() -> None:
    assert not is_source_name("imports")
    with pytest.raises(ReviewkitError, match="The logs of imports are in searches/imports"):
        source_name("imports")
