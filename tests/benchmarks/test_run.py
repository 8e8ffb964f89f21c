"""The benchmark keeps what bib-dedupe told, since it tells the same each time and takes long."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import run


def test_bib_dedupe_is_run_once_for_each_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []

    def told(folder: Path) -> dict[str, Any]:
        ran.append(folder.name)
        return {"groups": {"1": 1, "2": 1}, "maybe": [[2, 3]], "seconds": 1.0, "processor": 1.0, "megabytes": 1.0}

    monkeypatch.setattr(run, "run_bib_dedupe", told)
    monkeypatch.setenv("REVIEWKIT_BIB_DEDUPE", str(tmp_path))
    first = run.bib_dedupe(Path("one"))
    assert run.bib_dedupe(Path("one")) == first
    run.bib_dedupe(Path("two"))
    assert ran == ["one", "two"]
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8")) == first


def test_what_bib_dedupe_told_is_kept_for_the_run_alone_where_no_folder_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "run_bib_dedupe", lambda folder: {"groups": {}, "maybe": []})
    monkeypatch.delenv("REVIEWKIT_BIB_DEDUPE", raising=False)
    run.bib_dedupe(Path("some"))
    assert (Path(run.BIB_DEDUPE_NOW.name) / "some.json").exists()


def test_answers_on_a_set_are_groups_and_asked_and_linked_pairs(tmp_path: Path) -> None:
    """Two rows of one article, its erratum, and another article."""
    article = (
        "TY  - JOUR\nTI  - {}\nAU  - Hansen, Kari\nPY  - 2019\n"
        "T2  - Nordic Care\nVL  - 4\nIS  - 2\nSP  - {}\nER  - \n\n"
    )
    title = "Relatives of people with dementia at home and how they share the nights"
    (tmp_path / "records.ris").write_text(
        article.format(title, "11")
        + article.format(title, "11")
        + article.format("Erratum: " + title, "99")
        + article.format("Safe medicines in the home of the elderly", "31"),
        encoding="utf-8",
    )
    told = run.answers(tmp_path)
    groups = told["groups"]
    assert groups["1"] == groups["2"]
    assert len(set(groups.values())) == 3
    assert (1, 3) in told["linked"]
    assert told["asked"] == []
    assert told["processor"] > 0
