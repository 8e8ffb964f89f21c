"""The table of characteristics in the report."""

from dataclasses import replace
from pathlib import Path

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.render.report.charting_table import charting
from reviewkit.render.tables.table import Table
from tests.conftest import EXAMPLE
from tests.folders import begin, decide
from tests.render.report.given import given_of, rows_of, words_of


def tables(section: object) -> list[Table]:
    return [block for block in section.content() if isinstance(block, Table)]  # type: ignore[attr-defined]


def test_it_has_a_row_for_each_study_and_every_field_once() -> None:
    made = charting(given_of(EXAMPLE))
    found = tables(made.section)
    assert [table.rows[0][0] for table in found] == ["1. Ambugo et al. (2022)"] * len(found)
    assert sum(len(table.head) - 1 for table in found) == 7
    assert all(len(table.rows) == 15 for table in found)
    assert made.numbers == {"studies": 15, "fields": 7}
    assert not made.missing.anything


def test_a_form_of_many_fields_is_divided_over_several_tables(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    words = "hverdagsrehabilitering"
    fields = "\n".join(f"      - {{id: f{n}, type: text, label: {words} {n}}}" for n in range(9))
    (folder.root / "charting").mkdir()
    (folder.root / "charting" / "form.yaml").write_text(
        f"groups:\n  - id: all\n    label: All\n    fields:\n{fields}\n", encoding="utf-8"
    )
    for record in (1, 2, 3, 4):
        decide(folder, "a", record, "y" if record == 1 else "n")
    made = charting(given_of(folder.root))
    one, *others = tables(made.section)
    assert sum(len(table.head) - 1 for table in (one, *others)) == 9
    assert one.caption.endswith(f"(part 1 of {len(others) + 1})")
    assert all(one.rows[0][0] == other.rows[0][0] for other in others)
    assert len(others) == 2
    assert made.numbers["fields"] == 9
    assert made.missing.not_charted


def test_without_a_form_the_characteristics_of_studies_yaml_are_shown(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review", people=1)
    for record in (1, 2, 3, 4):
        decide(folder, "a", record, "y" if record == 1 else "n")
    assert "Nothing is charted of the studies." in words_of(charting(given_of(folder.root)).section)
    (folder.root / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001], characteristics: {country: NO}}\n", encoding="utf-8"
    )
    made = charting(given_of(folder.root))
    assert rows_of(made.section) == [["Berg (2024)", "NO"]]
    assert made.numbers == {"studies": 1, "fields": 1}


def test_columns_that_somebody_chose_stay_in_one_table_with_their_totals() -> None:
    layout = "study+country, aim, sample(n)+method, analysis, result"
    made = charting(replace(given_of(EXAMPLE), columns=layout))
    (table,) = tables(made.section)
    assert table.head[2] == "Sample (n\u00a0=\u00a01111) / Method"
    assert made.numbers == {"studies": 15, "fields": 7, "total.n": 1111}


def test_a_column_of_no_field_is_refused() -> None:
    with pytest.raises(ReviewkitError, match="no field 'nonsense'"):
        charting(replace(given_of(EXAMPLE), columns="nonsense"))
