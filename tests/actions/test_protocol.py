"""A review of an older version is brought to this one's format, and says afterwards what it said before."""

from pathlib import Path

import pytest

from reviewkit.actions import imports, protocol
from reviewkit.errors import Level, ReviewkitError
from reviewkit.store import format as formats
from reviewkit.store.open_review import OpenReview, open_review
from tests.faults import old_folder
from tests.folders import begin, files_of, flow_text


@pytest.fixture
def old(tmp_path: Path) -> OpenReview:
    return open_review(old_folder(tmp_path / "old"))


def test_a_new_review_can_be_opened(tmp_path: Path) -> None:
    made = protocol.create_review(tmp_path / "new", "A title", ["a", "b"])
    assert tmp_path / "new" / "review.yaml" in made
    folder = open_review(tmp_path / "new")
    assert folder.review.protocol.title == "A title"
    assert protocol.plan_upgrade(folder).changes == ()


def test_a_plan_says_what_would_change_and_changes_nothing(old: OpenReview) -> None:
    before = files_of(old.root)
    found = protocol.plan_upgrade(old)
    assert (found.before, found.after) == (1, 2)
    assert len(found.changes) == 2
    assert "`format: 2`" in found.changes[0]
    assert formats.MARK in found.changes[1]
    assert files_of(old.root) == before


def test_an_upgrade_changes_one_line_and_adds_one_file(old: OpenReview) -> None:
    before = files_of(old.root)
    assert protocol.upgrade(old, "a").before == 1
    after = files_of(old.root)
    assert {name for name in after if after[name] != before.get(name)} == {"review.yaml", formats.MARK}
    assert set(before) <= set(after)
    lines, were = after["review.yaml"].decode().splitlines(), before["review.yaml"].decode().splitlines()
    assert [line for line in lines if not line.startswith("format: 2")] == were
    assert old.review.protocol.format == 2


def test_an_upgrade_keeps_all_that_the_review_comes_to(old: OpenReview) -> None:
    flow, problems, matrices = flow_text(old.review), old.review.problems, old.review.matrices
    protocol.upgrade(old, "a")
    assert flow_text(old.review) == flow
    assert old.review.matrices == matrices
    assert set(old.review.problems) == set(problems)


def test_after_an_upgrade_acts_of_this_version_are_allowed(old: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="reviewkit upgrade"):
        imports.rename_source(old, "a", "cinahl", "embase")
    protocol.upgrade(old, "a")
    assert imports.rename_source(old, "a", "cinahl", "embase").records == 4


def test_a_second_upgrade_changes_nothing(old: OpenReview) -> None:
    protocol.upgrade(old, "a")
    before = files_of(old.root)
    again = protocol.upgrade(old, "a")
    assert (again.before, again.changes) == (2, ())
    assert files_of(old.root) == before


def test_an_upgrade_puts_back_a_mark_that_is_missing(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    (folder.root / formats.MARK).unlink()
    assert any(problem.code == "format" for problem in folder.refresh().problems)
    (change,) = protocol.plan_upgrade(folder).changes
    assert formats.MARK in change
    protocol.upgrade(folder, "a")
    assert not any(problem.code == "format" for problem in folder.refresh().problems)


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nreviewers: [{id: a}]\n",
        "# A comment\n\ntitle: A\nreviewers: [{id: a}]\n",
        "---\ntitle: A\nreviewers: [{id: a}]\n",
        "title: A\r\nreviewers: [{id: a}]\r\n",
        "\ufefftitle: A\nreviewers: [{id: a}]\n",
        "title: A\nformat: 1  # ours\nreviewers: [{id: a}]\n",
        "title: A\nformat : 1\nreviewers: [{id: a}]\n",
        "reviewers:\n- id: a\ntitle: |\n  format\n  A\n",
    ],
    ids=["plain", "comments", "document", "windows", "byte order mark", "stated", "with a blank", "block"],
)
def test_a_protocol_in_any_spelling_gets_the_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "review.yaml").write_bytes(text.encode())
    folder = open_review(tmp_path)
    before = folder.review.protocol
    protocol.upgrade(folder, "a")
    after = folder.review.protocol
    assert (after.title, after.reviewers, after.format) == (before.title, before.reviewers, 2)
    data = (tmp_path / "review.yaml").read_bytes()
    assert (b"\r\n" in data) == ("\r\n" in text)
    assert data.count(b"\n") - data.count(b"\r\n") == (0 if "\r\n" in text else data.count(b"\n"))


def test_a_protocol_that_is_one_mapping_in_braces_is_refused_with_what_to_do(tmp_path: Path) -> None:
    text = "{title: A, reviewers: [{id: a}]}\n"
    (tmp_path / "review.yaml").write_text(text)
    with pytest.raises(ReviewkitError, match=r"add the line `format: 2` by hand"):
        protocol.upgrade(open_review(tmp_path), "a")
    assert (tmp_path / "review.yaml").read_text() == text
    assert not (tmp_path / formats.MARK).exists()


def test_a_folder_of_a_newer_format_is_left_as_it_is(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    path = folder.root / "review.yaml"
    path.write_text(path.read_text().replace("format: 2", "format: 3"))
    folder.refresh()
    before = files_of(folder.root)
    for act in (protocol.plan_upgrade, lambda one: protocol.upgrade(one, "a")):
        with pytest.raises(ReviewkitError, match="has format 3"):
            act(folder)
    assert files_of(folder.root) == before
    assert any(problem.level is Level.ERROR and problem.code == "format" for problem in folder.review.problems)


def test_who_is_no_reviewer_upgrades_nothing(old: OpenReview) -> None:
    before = files_of(old.root)
    with pytest.raises(ReviewkitError, match="is not a reviewer"):
        protocol.upgrade(old, "zoe")
    assert files_of(old.root) == before


def test_an_upgrade_is_noted_among_the_agreements(old: OpenReview) -> None:
    protocol.upgrade(old, "a")
    first, *_, last = [change for change in old.review.facts.agreements if change.file == "review.yaml"]
    assert first.before == ""
    assert (last.before, last.why, last.by) == (first.after, "upgrade to format 2", "a")
