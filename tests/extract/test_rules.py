"""The ruling lines of tables."""

from reviewkit.extract.rules import Rule, flat_rules, upright_cuts
from tests.extract.lines import flat


def test_the_rules_of_cells_beside_each_other_are_one() -> None:
    beside = [flat(700, 40, 100), flat(700.2, 100.4, 200), flat(700, 199.5, 300)]
    assert [(one.left, one.right) for one in flat_rules(beside)] == [(40, 300)]
    assert flat_rules([flat(700, 40, 50)]) == []


def test_an_upright_rule_in_pieces_parts_columns() -> None:
    pieces = [Rule(100, 12 * n, 100.5, 12 * n + 12) for n in range(5)]
    assert upright_cuts(pieces, 40, 300, 0, 60) == [100.25]
    assert upright_cuts(pieces[:2], 40, 300, 0, 60) == []
