"""How the protocol was changed, from the log."""

from pathlib import Path

import pytest

from reviewkit.actions.protocol_changes import history
from reviewkit.protocol_differences import About, Difference
from reviewkit.store.open_review import open_review
from tests.conftest import Command
from tests.folders import begin, decide


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = begin(tmp_path / "review", people=1)
    monkeypatch.chdir(folder.root)
    return folder.root


def test_a_change_knows_who_made_it_when_why_and_whether_screening_had_begun(root: Path, rk: Command) -> None:
    def do(*words: str) -> None:
        ran = rk(*words, "--as", "a")
        assert ran.status == 0, ran.err

    before = (root / "review.yaml").read_text(encoding="utf-8")
    do("protocol", "reason", "language", "--label", "Wrong language", "--note", "many are in German")
    decide(open_review(root), "a", 1, "y")
    do("protocol", "set", "--title", "Another title")
    found = history(open_review(root).review.facts, "en")
    first, second = found.changes
    assert first.differences == (Difference(About.REASON, "", "Wrong language"),)
    assert (first.by, first.why, first.screening_had_begun) == ("a", "many are in German", False)
    assert first.at is not None
    assert found.begun == f"{first.at:%Y-%m-%d}"
    assert (second.differences[0].after, second.screening_had_begun) == ("Another title", True)
    assert "language" not in before


def test_a_change_by_hand_that_is_not_logged_yet_is_told_without_a_date(root: Path, rk: Command) -> None:
    decide(open_review(root), "a", 1, "y")
    path = root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("per_record: 1", "per_record: 2"), encoding="utf-8")
    (found,) = history(open_review(root).review.facts, "en").changes
    assert [one.about for one in found.differences] == [About.PEOPLE]
    assert (found.at, found.by, found.screening_had_begun) == (None, "", True)


def test_a_comment_is_no_difference_and_other_files_are_counted(root: Path, rk: Command) -> None:
    path = root / "review.yaml"
    for record, note in ((1, "# one\n"), (2, "# two\n")):
        path.write_text(path.read_text(encoding="utf-8") + note, encoding="utf-8")
        (root / "searches.yaml").write_text(f"cinahl: {{database: CINAHL}}\n{note}", encoding="utf-8")
        decide(open_review(root), "a", record, "y")
    found = history(open_review(root).review.facts, "en")
    assert found.changes == ()
    assert dict(found.others)["searches.yaml"] >= 1


def test_a_review_whose_protocol_was_never_logged_says_so(root: Path) -> None:
    for log in root.rglob("agreements/*.jsonl"):
        log.unlink()
    found = history(open_review(root).review.facts, "en")
    assert (found.begun, found.changes, found.others) == ("", (), ())
