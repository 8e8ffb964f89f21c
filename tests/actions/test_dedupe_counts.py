"""The numbers of the duplicates are kept until anything of the review changes, and are always those of a reading."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewkit.actions import dedupe_counts, duplicates, undo
from reviewkit.actions.dedupe_counts import Counts
from reviewkit.store import made_by
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Verdict
from tests.folders import begin, bring


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", compared=False)
    bring(made, "medline", 4, start=3)
    return made


def run(folder: OpenReview, as_: str = "a") -> Counts:
    """Run in a folder as the command does."""
    here = open_review(folder.root)
    found = dedupe_counts.kept(here, as_)
    if found is None:
        done = duplicates.run(here, as_)
        found = dedupe_counts.counts(done.review, done.id)
        dedupe_counts.keep(here, as_, found)
    return found


def kept(folder: OpenReview, as_: str = "a") -> Counts | None:
    return dedupe_counts.kept(open_review(folder.root), as_)


def test_the_numbers_after_a_run_are_known_at_once(folder: OpenReview) -> None:
    assert kept(folder) is None
    first = run(folder)
    assert (first.records, first.reports, bool(first.run)) == (8, 6, True)
    again = kept(folder)
    assert again == Counts(8, 6, 0, 0, first.versions)


def test_a_second_run_reads_no_log(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    monkeypatch.setattr("reviewkit.store.ledger.read_logs", lambda *_: pytest.fail("a log was read"))
    assert run(folder).run == ""


def test_what_cannot_be_read_now_is_compared_once_it_can(folder: OpenReview) -> None:
    export = next((folder.root / "searches" / "medline").iterdir())
    text = export.read_bytes()
    export.unlink()
    assert run(folder).records == 4
    assert kept(folder) is None
    export.write_bytes(text)
    assert run(folder).records == 8
    assert kept(folder) is not None


def test_another_person_is_asked_who_they_are(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    assert kept(folder, "b") is None
    monkeypatch.setenv("REVIEWKIT_REVIEWER", "b")
    assert kept(folder) is None


def test_another_program_counts_anew(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    run(folder)
    monkeypatch.setattr(made_by, "version", lambda: "another")
    assert kept(folder) is None


def test_a_review_elsewhere_has_numbers_of_its_own(folder: OpenReview, tmp_path: Path) -> None:
    run(folder)
    assert kept(begin(tmp_path / "other")) is None


steps = st.lists(
    st.sampled_from(("run", "run", "import", "same", "different", "undo", "edit", "protocol")),
    min_size=2,
    max_size=6,
)


@pytest.mark.thorough
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(steps)
def test_kept_or_not_the_numbers_are_the_same(tmp_path_factory: pytest.TempPathFactory, done: list[str]) -> None:
    """After any imports, runs, answers, undoings and edits by hand, a run says what one without a cache says."""
    folder = begin(tmp_path_factory.mktemp("made") / "review", compared=False)
    for number, step in enumerate(done):
        here = open_review(folder.root)
        if step == "run":
            run(folder)
        elif step == "import":
            bring(here, "medline", 2, start=number + 1)
        elif step in ("same", "different"):
            duplicates.answer(here, "a", ("cinahl-0001", "cinahl-0002"), Verdict(step))
        elif step == "undo" and here.review.facts.verdicts:
            undo.undo(here, "a", [undo.one_of_kinds(here, here.review.facts.verdicts[-1].id, ("duplicates",))])
        elif step == "edit":
            export = next((folder.root / "searches" / "cinahl").iterdir())
            export.write_bytes(export.read_bytes().replace(b"care", b"cure", 1))
        elif step == "protocol":
            path = folder.root / "review.yaml"
            path.write_text(path.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
        known = kept(folder)
        if known is not None:
            review = open_review(folder.root).review
            assert known == dedupe_counts.counts(review)
            assert not review.never_compared
