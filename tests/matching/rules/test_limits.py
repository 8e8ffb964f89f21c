"""The likenesses that several rules share; each is tried on either side in thresholds.tsv."""

from reviewkit.matching.rules import limits
from tests.matching.rules.rows import rows_of


def test_each_limit_has_a_pair_on_either_side() -> None:
    rows = rows_of("thresholds.tsv")
    tried = {(row["changes"], float(row["from"])) for row in rows}
    titles = {limits.SAME_TITLE, limits.ALIKE_TITLE}
    assert {("title", float(one)) for one in titles} <= tried
    assert {("abstract", float(one)) for one in (limits.SAME_ABSTRACT, limits.ALIKE_ABSTRACT)} <= tried


def test_limits_are_likenesses_in_their_order() -> None:
    assert 0 < limits.ALIKE_ABSTRACT < limits.SAME_ABSTRACT <= 100
    assert 0 < limits.ALIKE_TITLE < limits.SAME_TITLE <= 100
