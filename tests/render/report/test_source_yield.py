"""What each source brought."""

from pathlib import Path

from reviewkit.render.report.source_yield import source_yield
from tests.conftest import EXAMPLE, Command
from tests.render.report.given import given_of, rows_of


def test_records_add_up_and_shared_studies_count_in_each_source() -> None:
    made = source_yield(given_of(EXAMPLE))
    numbers, rows = made.numbers, rows_of(made.section)
    assert sum(n for name, n in numbers.items() if name.endswith(".records")) == numbers["records"] == 1502
    assert numbers["reports"] == 1285
    assert numbers["studies"] == 15 < sum(n for name, n in numbers.items() if name.endswith(".studies"))
    assert ["Web of Science", "879", "879", "712", "13", "1"] in rows
    assert not made.missing.anything


def test_without_records_there_is_no_table(root: Path, rk: Command) -> None:
    made = source_yield(given_of(root))
    assert rows_of(made.section) == []
    assert made.missing.anything
