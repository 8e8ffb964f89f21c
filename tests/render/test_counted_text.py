"""Numbers of studies in the terminal: bars and tables that say what the figure says."""

import pytest

from reviewkit.locales import labels
from reviewkit.render.counted_text import bars, cross_tables
from reviewkit.render.figures.counted import Counted
from tests.counted import DESIGN, ONE, THREE, TOPIC, TWO, axis_of


def test_each_answer_has_a_line_with_its_number_and_a_bar() -> None:
    lines = bars(ONE, labels("en"), 60).splitlines()
    assert lines[0] == "Design: number of studies"
    assert lines[2].startswith("Interviews        6 ███")
    assert lines[4] == "Randomised trial  0"
    assert lines[7].startswith("Not charted yet   2 ░")
    assert round(lines[2].count("█") / lines[5].count("█")) == 3
    assert lines[-1] == "15 studies in all."


def test_a_bar_is_never_invisible_and_a_long_name_is_cut() -> None:
    lines = bars(Counted(axis_of(["x" * 30 + " " + "y" * 90, "few"], [5000, 1])), labels("en"), 80).splitlines()
    assert "█" in lines[3]
    assert max(map(len, lines[2:6])) <= 80
    assert "…" in lines[2]


def test_two_fields_are_a_table_with_the_studies_of_each_row_and_column() -> None:
    (table,) = cross_tables(TWO, labels("en"))
    assert table.head == (
        "Design / Topic",
        "Feeling safe",
        "Falls and injuries",
        "Welfare technology",
        "Not reported",
        "All",
    )
    assert table.rows[0] == ("Interviews", "3", "2", "2", "0", "6")
    assert table.foot == ("All", "7", "4", "4", "1", "15")


def test_three_fields_are_a_table_for_each_answer_that_a_study_has() -> None:
    tables = list(cross_tables(THREE, labels("nb")))
    assert [table.caption.replace("\u00a0", " ") for table in tables][:2] == [
        "Deltakere: Eldre (n = 7)",
        "Deltakere: Pårørende (n = 4)",
    ]
    assert tables[1].rows[0][1:] == ("1", "0", "1", "0", "2")
    assert [bool(table.notes) for table in tables] == [False, False, False, True]


@pytest.mark.parametrize("figure", [ONE, Counted(DESIGN, TOPIC, studies=15, draft="DRAFT")])
def test_a_draft_says_so(figure: Counted) -> None:
    if figure.columns:
        assert [table.title for table in cross_tables(figure, labels("en"))] == [
            "DRAFT. Design by Topic: number of studies"
        ]
    else:
        draft = Counted(DESIGN, studies=15, draft="DRAFT")
        assert bars(draft, labels("en"), 60).splitlines()[0] == "DRAFT"
