"""What the records of exports are found by is kept; kept or not, the answers are the same."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.actions import duplicates, imports, kept_codes
from reviewkit.matching.columns import Columns
from reviewkit.matching.findable import Findable, as_arrays, findable
from reviewkit.review import Review
from reviewkit.store import cache, made_by
from reviewkit.store.open_review import OpenReview, open_review
from tests.builders import record
from tests.folders import begin, bring
from tests.matching.spreading import as_ris, some_records


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", compared=False)
    bring(made, "medline", 4, start=3)
    return made


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of records whose codes are made, from now on; not those of none."""
    counted: list[int] = []

    def noted(table: Columns) -> Findable:
        counted.extend([len(table)] if len(table) else [])
        return findable(table)

    monkeypatch.setattr(kept_codes, "findable", noted)
    return counted


def is_cold(review: Review, found_by: Findable) -> bool:
    expected = as_arrays(findable(matching.columns(review.records.values())))
    return all(np.array_equal(*pair) for pair in zip(expected, as_arrays(found_by), strict=True))


def test_codes_are_made_once_for_each_export(folder: OpenReview, made: list[int]) -> None:
    for _ in range(2):
        table, found_by = kept_codes.of_records(folder.review.records)
        assert table == matching.columns(folder.review.records.values())
        assert is_cold(folder.review, found_by)
    assert made == [4, 4]
    bring(folder, "embase", 2, start=20)
    duplicates.run(folder, "a")
    assert made == [4, 4, 2]


def test_another_program_makes_them_anew(
    folder: OpenReview, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_codes.of_records(folder.review.records)
    monkeypatch.setattr(made_by, "version", lambda: "another")
    kept_codes.of_records(folder.review.records)
    assert made == [4, 4, 4, 4]


@pytest.mark.parametrize("broken", [lambda data: data[:-8], lambda data: b"", lambda data: data[::-1]])
def test_broken_codes_are_made_anew(folder: OpenReview, made: list[int], broken: object) -> None:
    kept_codes.of_records(folder.review.records)
    for path in cache.path_of("codes", "x").parent.iterdir():
        path.write_bytes(broken(path.read_bytes()))  # type: ignore[operator]
    _, found_by = kept_codes.of_records(folder.review.records)
    assert is_cold(folder.review, found_by)
    assert made == [4, 4, 4, 4]


def test_codes_of_records_that_are_only_in_memory_are_not_kept(made: list[int]) -> None:
    for _ in range(2):
        _, found_by = kept_codes.of_records({"a-1": record(title="Care"), "a-2": record(title="Trust")})
        assert len(found_by.whole) == 2
    assert made == [2, 2]


def test_a_review_without_records_is_found_by_nothing() -> None:
    table, found_by = kept_codes.of_records({})
    assert (len(table), len(found_by.whole)) == (0, 0)


@pytest.mark.thorough
@settings(max_examples=15)
@given(st.integers(4, 40), st.integers(0, 9))
def test_after_each_import_the_answers_are_those_of_a_first_run(
    tmp_path_factory: pytest.TempPathFactory, number: int, seed: int
) -> None:
    here = tmp_path_factory.mktemp("brought")
    folder = begin(here / "review", records=0)
    records = some_records(number, seed)
    for n, source in enumerate(("medline", "embase", "cinahl")):
        (here / f"{source}.ris").write_text(as_ris(records[n::3]), encoding="utf-8")
        imports.import_file(folder, "a", here / f"{source}.ris", source)
        review = open_review(folder.root).review
        table, found_by = kept_codes.of_records(review.records)
        expected = matching.matches(list(review.records.values()))
        assert matching.matches(table, found_by=found_by) == expected
