"""The ruling lines of tables."""

from reviewkit.extract.rules import Rule, flat_rules, upright_cuts, with_open_ends
from tests.extract.lines import flat


def test_the_rules_of_cells_beside_each_other_are_one() -> None:
    beside = [flat(700, 40, 100), flat(700.2, 100.4, 200), flat(700, 199.5, 300)]
    assert [(one.left, one.right) for one in flat_rules(beside)] == [(40, 300)]
    assert flat_rules([flat(700, 40, 50)]) == []


def test_an_upright_rule_in_pieces_parts_columns() -> None:
    pieces = [Rule(100, 12 * n, 100.5, 12 * n + 12) for n in range(5)]
    assert upright_cuts(pieces, 40, 300, 0, 60) == [100.25]
    assert upright_cuts(pieces[:2], 40, 300, 0, 60) == []


def test_a_table_reaches_as_far_as_its_upright_rules() -> None:
    """A row that goes on on the next page has no rule at the foot of the page."""
    down = [Rule(x, 540, x + 0.5, 600) for x in (40, 200)]
    up = [Rule(x, 700, x + 0.5, 730) for x in (40, 200)]
    assert with_open_ends(40, 300, (700, 600), down) == (700, 600, 540)
    assert with_open_ends(40, 300, (700, 600), up) == (730, 700, 600)
    assert with_open_ends(40, 300, (700, 600), down[:1]) == (700, 600)
