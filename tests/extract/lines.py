"""Lines and ruling lines of pages, and the cells of the tables that they make."""

from reviewkit.extract.columns import Line, Table
from reviewkit.extract.rules import Rule
from reviewkit.extract.tables import with_tables


def line(text: str, left: float, top: float) -> Line:
    return Line(text, left, top - 8, left + 5 * len(text), top)


def flat(height: float, left: float = 40, right: float = 500) -> Rule:
    return Rule(left, height, right, height + 0.5)


def cells(lines: list[Line], rules: list[Rule]) -> list[list[str]]:
    """The cells of each row of the only table."""
    found = [one for one in with_tables(lines, rules) if isinstance(one, Table)]
    assert len(found) == 1
    return [[" ".join(one.text for one in cell) for cell in row] for row in found[0].rows]


# The head of a table, and the rules that a journal sets
HEAD = [line("Study", 50, 698), line("Country", 200, 698), line("Number", 350, 698)]
JOURNAL = [flat(702), flat(685), flat(600)]
