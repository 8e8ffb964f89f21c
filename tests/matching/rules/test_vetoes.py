"""What holds back a join: each rule where it answers, and where one thing differs."""

import pytest

from reviewkit.matching.rules.vetoes import VETOES
from reviewkit.words import Verdict
from tests.matching.rules.rows import Row, answers_in, rows_about


@pytest.mark.parametrize("row", rows_about("V"), ids=lambda row: row["what"])
def test_one_change_is_another_answer(row: Row) -> None:
    assert answers_in(row) == (row["rule"], row["rule after"])


def test_each_rule_has_a_row_in_which_it_answers_until_one_thing_changes() -> None:
    tried = {row[key][:3] for row in rows_about("V") for key in ("rule", "rule after")}
    assert {rule.code for rule in VETOES} <= tried


def test_what_holds_back_a_join_leaves_it_to_a_person() -> None:
    assert {rule.verdict for rule in VETOES} == {Verdict.UNSURE}
