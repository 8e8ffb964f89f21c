"""A file of codings goes into the log of its coder; what file and log both say counts once."""

from pathlib import Path

import pytest

from reviewkit.actions import coding, texts, undo
from reviewkit.actions.coding_import import Wanted, import_coding
from reviewkit.errors import ReviewkitError
from reviewkit.model import AFTER_ALL, NO_STAMP
from reviewkit.store.open_review import OpenReview
from reviewkit.timeline import facts_at
from tests.folders import afresh, begin, decide, files_of, ready_to_code

SAID = "We asked 12 nurses in home care."
FILE = f"""coder: a
study: berg
state: done
segments:
  - quote: "{SAID}"
    page: 4
    section: "3.1"
    construct: participant
    note: an aside
    codes: [trust, {{id: time, relation: qualifies}}]
study_codes: [time]
"""


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    texts.attach(made, "a", "cinahl-0001", "berg.html", f"<html><p>{SAID}</p></html>".encode())
    path = made.root / "coding" / "a" / "berg.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(FILE, encoding="utf-8")
    made.refresh()
    return made


def counted(folder: OpenReview) -> tuple[int, int, list[str]]:
    codings = afresh(folder).facts.codings
    return (
        sum(len(one.segments) for one in codings),
        sum(len(one.study_marks) for one in codings),
        sorted(dict.fromkeys(one.state for one in codings)),
    )


def test_all_of_a_file_is_logged_and_counts_once_beside_it(folder: OpenReview) -> None:
    path = folder.root / "coding" / "a" / "berg.yaml"
    matrix = afresh(folder).matrices["themes"].cells
    assert counted(folder) == (1, 1, ["done"])
    done = import_coding(folder, "a", path, Wanted())
    assert (done.quotes, done.marks, done.finished) == (1, 1, ("berg",))
    assert counted(folder) == (1, 1, ["done"])
    assert afresh(folder).matrices["themes"].cells == matrix
    (segment,) = (one for each in afresh(folder).facts.codings for one in each.segments)
    assert segment.found is not None
    assert (segment.page, segment.section, segment.construct, segment.note, segment.found.start) == (
        "4",
        "3.1",
        "participant",
        "an aside",
        0,
    )
    again = import_coding(folder, "a", path, Wanted())
    assert (again.quotes, again.marks, again.already, again.ids) == (0, 0, 2, ())
    path.unlink()
    assert counted(folder) == (1, 1, ["done"])
    path.write_text(FILE, encoding="utf-8")
    undo.undo(folder, "a", done.undo.split())
    assert counted(folder) == (1, 1, ["done"])


def test_a_quote_that_got_other_codes_in_the_log_does_not_count_as_the_file_has_it(folder: OpenReview) -> None:
    path = folder.root / "coding" / "a" / "berg.yaml"
    done = import_coding(folder, "a", path, Wanted())
    coding.recode(folder, "a", done.ids[0], ["time"], "it is about time")
    (segment,) = (one for each in afresh(folder).facts.codings for one in each.segments)
    assert [mark.code for mark in segment.marks] == ["time"]


def test_what_a_file_says_counted_before_it_was_logged_too(folder: OpenReview) -> None:
    import_coding(folder, "a", folder.root / "coding" / "a" / "berg.yaml", Wanted())
    facts = afresh(folder).facts
    before = facts_at(facts, NO_STAMP, lambda exports: {})
    assert sum(len(one.segments) for one in before.codings) == 1
    assert [one.events for one in before.codings] == [()]
    now = facts_at(facts, AFTER_ALL, lambda exports: facts.records)
    assert now.codings == facts.codings


def test_a_dry_run_and_what_is_refused_change_nothing(folder: OpenReview) -> None:
    path = folder.root / "coding" / "a" / "berg.yaml"
    before = files_of(folder.root)
    assert import_coding(folder, "a", path, Wanted(dry_run=True)).quotes == 1
    assert files_of(folder.root) == before
    with pytest.raises(ReviewkitError, match="coding by a, which only a can log"):
        import_coding(folder, "b", path, Wanted())
    for change, said in (
        (("[trust,", "[trst,"), "No codebook has the code 'trst'"),
        (("study: berg", "study: brg"), "the file says coder"),
        ((SAID, "Nobody has written this sentence"), "has these words"),
        (("state: done", "state: don"), "state"),
    ):
        path.write_text(FILE.replace(*change), encoding="utf-8")
        changed = files_of(folder.root)
        with pytest.raises(ReviewkitError, match=said):
            import_coding(folder, "a", path, Wanted())
        assert files_of(folder.root)["coding/a/berg.yaml"] == changed["coding/a/berg.yaml"]
        assert "coding/a.jsonl" not in files_of(folder.root)
