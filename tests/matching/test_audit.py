"""The proof of the blocking: every likely pair of titles is counted, and what the keys missed is named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.matching import audit as audit_module
from reviewkit.matching.audit import MIN_RATIO, Audit, audit
from reviewkit.model import Policies
from reviewkit.words import Policy, Verdict
from tests.builders import record

TITLE = "Trust between nurses and families in home care"
KNOWN = {"authors": ("Berg, Nora", "Dahl, Per"), "year": 2020, "journal": "Nordic Journal of Care"}


@pytest.fixture
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A blocking that proposes nothing."""
    none = np.empty(0, dtype=np.int64)
    monkeypatch.setattr(audit_module, "candidate_pairs", lambda table: (none, none))


def test_all_pairs_are_compared_and_those_of_like_titles_are_likely() -> None:
    titles = [TITLE, f"{TITLE}.", "Night work in hospitals", "What older people eat"]
    found = audit(matching.columns(record(title=title, **KNOWN) for title in titles))
    assert found == Audit(compared=6, likely=1, proposed=1, missed=())


@pytest.mark.usefixtures("no_keys")
def test_a_likely_pair_that_no_key_proposed_is_missed_with_its_answer() -> None:
    table = matching.columns(
        [record(title="Night work"), record(title=TITLE, **KNOWN), record(title=TITLE, **KNOWN)]
    )
    found = audit(table)
    assert (found.likely, found.proposed) == (1, 0)
    (missed,) = found.missed
    assert (missed.left, missed.right, missed.verdict) == (1, 2, Verdict.SAME)
    assert (missed.rule, missed.score) == ("I04 all that is known is the same", 100.0)


@pytest.mark.usefixtures("no_keys")
def test_a_likely_pair_that_no_rule_names_or_that_is_different_is_not_missed() -> None:
    others = {"authors": ("Ås, Ida",), "year": 1990, "journal": "Sleep"}
    erratum = {**KNOWN, "title": f"Correction: {TITLE}", "volume": "3"}
    table = matching.columns([record(title=TITLE, **KNOWN), record(title=TITLE, **others), record(**erratum)])
    found = audit(table)
    assert (found.likely, found.proposed, found.missed) == (3, 0, ())


@pytest.mark.usefixtures("no_keys")
def test_a_policy_that_joins_makes_a_pair_missed() -> None:
    preprint = {**KNOWN, "journal": "medRxiv"}
    table = matching.columns([record(title=TITLE, **KNOWN), record(title=TITLE, **preprint)])
    assert audit(table).missed == ()
    assert len(audit(table, Policies(preprints=Policy.JOIN)).missed) == 1


@pytest.mark.usefixtures("no_keys")
def test_two_unknown_titles_are_no_likely_pair() -> None:
    assert audit(matching.columns([record(year=2020), record(year=2020)])).likely == 0


def test_titles_are_likely_from_the_ratio_on() -> None:
    nine_of_ten, eight_of_ten = "a" * 9 + "b", "a" * 8 + "bb"
    assert MIN_RATIO == 90
    for title, likely in ((nine_of_ten, 1), (eight_of_ten, 0)):
        assert audit(matching.columns([record(title="a" * 10), record(title=title)])).likely == likely


def test_no_record_and_one_record_are_no_pair() -> None:
    assert audit(matching.columns([])) == Audit(0, 0, 0, ())
    assert audit(matching.columns([record(title=TITLE)])) == Audit(0, 0, 0, ())


def test_progress_is_told_the_titles_of_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_module, "_ROWS", 2)
    steps: list[int] = []
    audit(matching.columns(record(title=f"{TITLE} {n}") for n in range(5)), progress=steps.append)
    assert steps == [2, 2, 1]


@given(st.lists(st.sampled_from(["a" * 20, "a" * 19 + "b", "b" * 20, ""]), max_size=9), st.integers(1, 4))
def test_the_size_of_a_step_changes_nothing(titles: list[str], rows: int) -> None:
    table = matching.columns(record(title=title, year=2020) for title in titles)
    whole = audit(table)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(audit_module, "_ROWS", rows)
        assert audit(table) == whole
