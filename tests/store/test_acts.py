"""Acts are read in order, undone ones apart; a log that only grew by one's own acts is read on from where it ended."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from reviewkit.errors import Problem
from reviewkit.model import Decision, Retrieval, Undo
from reviewkit.store import ledger
from reviewkit.store.acts import Acts, grown, read_acts
from reviewkit.store.events import line_of
from reviewkit.words import Choice, Stage


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "review.yaml").write_text("title: x\n")
    return tmp_path


def logged(root: Path, by: str, *acts: Decision | Undo) -> tuple[str, ...]:
    with ledger.locked(root):
        return ledger.append(root, ledger.SCREENING, by, [line_of(act) for act in acts])


def decision(by: str, record: str) -> Decision:
    return Decision(by, Stage.SCREENING, record, Choice.INCLUDE, at=ledger.now())


def read(root: Path) -> Acts:
    return read_acts(ledger.read_logs(root, ledger.SCREENING, []), [])


def read_on(root: Path, before: Acts, own: tuple[str, ...]) -> Acts | None:
    problems: list[Problem] = []
    return grown(before, ledger.read_logs(root, ledger.SCREENING, problems, before.files), frozenset(own))


def test_acts_of_several_logs_are_in_order_and_undone_ones_are_apart(root: Path) -> None:
    (first,) = logged(root, "a", decision("a", "s-0001"))
    logged(root, "b", decision("b", "s-0001"))
    logged(root, "a", Undo(first, "a", at=ledger.now()))
    acts = read(root)
    assert [act.by for act in acts.counting] == ["b"]
    assert [(entry.act.id, entry.undo.by) for entry in acts.taken_back] == [(first, "a")]
    assert [undo.event for undo in acts.undos] == [first]
    assert acts.problems == ()


def test_reading_on_after_one_s_own_acts_is_reading_anew(root: Path) -> None:
    logged(root, "a", decision("a", "s-0001"))
    before = read(root)
    own = logged(root, "a", decision("a", "s-0002"), decision("a", "s-0003"))
    after = read_on(root, before, own)
    assert after is not None
    assert (after.counting, after.hashes) == (read(root).counting, read(root).hashes)


def test_reading_on_after_something_was_undone_is_reading_anew(root: Path) -> None:
    """Whoever undid one decision does not wait for every later one until all logs are read."""
    (first, _) = logged(root, "a", decision("a", "s-0001"), decision("a", "s-0002"))
    logged(root, "a", Undo(first, "a", at=ledger.now()))
    before = read(root)
    after = read_on(root, before, logged(root, "a", decision("a", "s-0003")))
    anew = read(root)
    assert after is not None
    assert (after.counting, after.taken_back, after.undos) == (anew.counting, anew.taken_back, anew.undos)


def test_a_clock_that_was_put_back_since_an_undo_makes_everything_be_read_anew(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new line pulls the times of earlier ones down, so the undo stands elsewhere in the order."""
    (first,) = logged(root, "a", decision("a", "s-0001"))
    logged(root, "a", Undo(first, "a", at=ledger.now()))
    before = read(root)
    earlier = ledger.now() - timedelta(days=1)
    monkeypatch.setattr(ledger, "now", lambda: earlier)
    assert read_on(root, before, logged(root, "a", decision("a", "s-0002"))) is None


def test_an_undo_that_waited_for_its_act_makes_everything_be_read_anew(root: Path) -> None:
    before = read(root)
    own = logged(root, "a", decision("a", "s-0001"))
    waiting = replace(before, undos=(Undo(own[0], "b"),))
    assert read_on(root, waiting, own) is None
    assert read_on(root, before, own) is not None


def test_a_log_that_one_began_just_now_grew_from_nothing(root: Path) -> None:
    logged(root, "a", decision("a", "s-0001"))
    before = read(root)
    own = logged(root, "b", decision("b", "s-0001"))
    after = read_on(root, before, own)
    assert after is not None
    assert (after.counting, after.hashes, after.problems) == (
        read(root).counting,
        read(root).hashes,
        read(root).problems,
    )
    more = logged(root, "b", decision("b", "s-0002"))
    again = read_on(root, after, more)
    assert again is not None
    assert (again.counting, again.hashes) == (read(root).counting, read(root).hashes)


def test_where_nothing_changed_nothing_is_read(root: Path) -> None:
    logged(root, "a", decision("a", "s-0001"))
    before = read(root)
    assert read_on(root, before, ()) is before


def test_anything_but_one_s_own_acts_at_the_end_has_to_be_read_anew(root: Path) -> None:
    (first,) = logged(root, "a", decision("a", "s-0001"))
    before = read(root)
    logged(root, "b", decision("b", "s-0001"))
    assert read_on(root, before, ()) is None, "a log came"
    before = read(root)
    logged(root, "b", decision("b", "s-0002"))
    assert read_on(root, before, ()) is None, "another process wrote"
    before = read(root)
    own = logged(root, "a", Undo(first, "a", at=ledger.now()))
    assert read_on(root, before, own) is None, "an undo changes what counts"


def test_the_acts_of_one_noun(root: Path) -> None:
    logged(root, "a", decision("a", "s-0001"))
    before = read(root)
    assert before.of(Decision) == before.counting
    assert before.of(Retrieval) == ()
    own = logged(root, "a", decision("a", "s-0002"))
    after = read_on(root, before, own)
    assert after is not None
    assert after.of(Decision) == after.counting != before.of(Decision)
    assert after.nouns == read(root).nouns


def test_reading_on_behind_a_blank_line_counts_it(root: Path) -> None:
    logged(root, "a", decision("a", "s-0001"))
    with ledger.log_path(root, ledger.SCREENING, "a").open("ab") as log:
        log.write(b"\n\n")
    before = read(root)
    after = read_on(root, before, logged(root, "a", decision("a", "s-0002")))
    assert after is not None
    assert after.counting == read(root).counting


def test_the_unfinished_end_of_another_log_is_a_problem_though_one_s_own_grew(root: Path) -> None:
    logged(root, "b", decision("b", "s-0001"))
    before = read(root)
    with ledger.log_path(root, ledger.SCREENING, "b").open("ab") as log:
        log.write(b'{"id": "b-')
    assert read_on(root, before, logged(root, "a", decision("a", "s-0002"))) is None
