"""The manifest of a folder has what counts, and nothing else."""

from pathlib import Path

import pytest

from reviewkit.manifest import Manifest, review_hash
from reviewkit.store.manifests import agreement_paths, attached, log_paths, manifest_of, unreadable
from reviewkit.store.open_review import open_review
from tests.folders import begin


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = begin(tmp_path / "review").root
    (root / "codebooks").mkdir(exist_ok=True)
    (root / "codebooks" / "themes.yaml").write_text("codes: {trust: Trust}\n", encoding="utf-8")
    return root


def manifest(root: Path) -> Manifest:
    return manifest_of(root, open_review(root).review.facts)


def test_it_lists_logs_agreements_and_exports(folder: Path) -> None:
    found = manifest(folder)
    assert {log.path for log in found.logs} == set(log_paths(folder)) >= {"searches/imports/a.jsonl"}
    export = open_review(folder).review.facts.exports[0]
    assert [file.path for file in found.files] == sorted(
        [
            "codebooks/themes.yaml",
            "review.yaml",
            *(p for p in ("searches.yaml", "studies.yaml") if (folder / p).exists()),
            export.path,
        ]
    )
    assert next(file for file in found.files if file.path == export.path).digest == export.sha256


@pytest.mark.parametrize(
    "name", ["README.md", "codebooks/themes (1).yaml", "codebooks/._themes.yaml", "figure.svg", "searches/new.ris"]
)
def test_what_does_not_count_is_not_in_it(folder: Path, name: str) -> None:
    before = manifest(folder)
    (folder / name).write_text("codes: {trust: Trust}\n", encoding="utf-8")
    assert manifest(folder) == before
    assert "codebooks/this-review-needs-reviewkit-0.3-or-newer.yaml" not in agreement_paths(folder)


def test_a_missing_export_counts_as_it_was_logged(folder: Path) -> None:
    before = manifest(folder)
    export = open_review(folder).review.facts.exports[0]
    (folder / export.path).unlink()
    found = manifest(folder)
    assert review_hash(found) == review_hash(before)
    assert [file.path for file in found.files if file.is_withheld] == [export.path]


def test_a_link_that_leads_out_is_not_read(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("codes: {a: A}\n", encoding="utf-8")
    (folder / "codebooks" / "linked.yaml").symlink_to(outside)
    assert "codebooks/linked.yaml" not in agreement_paths(folder)


def test_records_of_an_export_are_hashed_only_where_the_log_does_not_count_them(
    folder: Path, example: Path
) -> None:
    assert {file.records for file in manifest(folder).files} == {None}
    of_0_2 = {file.path: file.records for file in manifest(example).files if file.records is not None}
    assert set(of_0_2) == {one.path for one in attached(open_review(example).review.facts)}


def test_agreements_are_listed_without_reading_the_review(folder: Path) -> None:
    known = manifest(folder).files
    (folder / "review.yaml").write_text("reviewers: [", encoding="utf-8")
    found = {file.path: file for file in unreadable(folder, known)}
    assert found["codebooks/themes.yaml"] in known
    assert found["review.yaml"] not in known
