"""Answers that were written as JSON are read back as they were."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching.answers import as_columns, from_columns
from reviewkit.matching.engine import Match
from reviewkit.words import Relation, Verdict

MATCHES = st.lists(
    st.builds(
        Match,
        st.integers(0, 10**9),
        st.integers(0, 10**9),
        st.sampled_from(Verdict),
        st.sampled_from(["W31 same title", "C02 a chain", "\ud800"]),
        st.floats(0, 100),
        st.none() | st.sampled_from(Relation),
    )
)


@given(MATCHES)
def test_answers_are_read_back(matches: list[Match]) -> None:
    assert list(from_columns(json.loads(json.dumps(as_columns(matches))))) == matches


@given(MATCHES)
def test_each_rule_is_told_once(matches: list[Match]) -> None:
    rules, *columns = as_columns(matches)
    assert sorted(map(str, rules)) == sorted({match.rule for match in matches})
    assert {len(column) for column in columns} == {len(matches)}
