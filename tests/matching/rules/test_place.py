"""Volume, issue and pages: each rule where it answers, and where one thing differs."""

import pytest

from reviewkit.matching.rules.place import PLACE
from tests.matching.rules.rows import Row, answers_in, rows_about


@pytest.mark.parametrize("row", rows_about("P"), ids=lambda row: row["what"])
def test_one_change_is_another_answer(row: Row) -> None:
    assert answers_in(row) == (row["rule"], row["rule after"])


def test_each_rule_has_a_row_in_which_it_answers_until_one_thing_changes() -> None:
    tried = {row[key][:3] for row in rows_about("P") for key in ("rule", "rule after")}
    assert {rule.code for part in PLACE for rule in part.rules} <= tried
