"""Tables of numbers of studies: what is counted, of how many, and what adds up."""

from dataclasses import replace

import pytest
from hypothesis import given

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.charting_counts import Axis, field_axis
from reviewkit.field_summary import summaries
from reviewkit.locales import labels, languages
from reviewkit.model import Answer, Study
from reviewkit.render.tables.counts import cross_table, per_cent, summary_table
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.words import NotCharted
from tests.chart_forms import FORM, of_form
from tests.counted import DESIGN, TOPIC, WHO
from tests.render.samples import EXPECTED
from tests.test_charting import NR, value
from tests.test_field_summary import STUDIES, charts

CHART = Chart(
    [
        value("a", 1, "trial", "design", "s0"),
        value("a", 1, "cohort", "design", "s1"),
        value("a", 1, "cohort", "design", "s2"),
        value("a", 1, ("trial", "cohort"), "designs", "s0"),
        value("a", 1, ("cohort",), "designs", "s1"),
        value("a", 1, "Norway", "country", "s0"),
        value("a", 1, "norway", "country", "s1"),
        value("a", 1, "Sweden", "country", "s2"),
        value("a", 1, 2018, "year", "s0"),
        value("a", 1, 2020, "year", "s1"),
        value("a", 1, 12, "n", "s0"),
        value("a", 1, 1294, "n", "s1"),
        value("a", 1, NR, "n", "s2"),
        value("a", 1, Answer(missing=NotCharted.NA), "n", "s3"),
        value("a", 1, Answer(missing=NotCharted.UNCLEAR), "design", "s3"),
        value("a", 1, "to learn", "aim", "s0"),
        value("a", 1, "no", "funded", "s0"),
    ]
)
SEEN = ChartView("", FORM, STUDIES, CHART)


def summary(
    *fields: str, language: str = "en", view: ChartView = SEEN, studies: tuple[Study, ...] = STUDIES
) -> Table:
    return summary_table(summaries(view, map(of_form, fields), studies), len(studies), labels(language))


def crossed(rows: str, columns: str, language: str = "en", view: ChartView = SEEN) -> Table:
    first, second = (field_axis(view, of_form(one), STUDIES) for one in (rows, columns))
    return cross_table(first, second, len(STUDIES), labels(language))


def test_each_answer_has_a_row_and_so_has_each_reason_for_having_none() -> None:
    table = summary("design")
    assert table.head == ("Field", "Answer", "Studies (n\u00a0=\u00a06)", "Per cent")
    assert table.rows == (
        ("design", "Trial", "1", "17%"),
        ("", "Cohort study", "2", "33%"),
        ("", "Not clear", "0", "0%"),
        ("", "Unclear", "1", "17%"),
        ("", "Not charted yet", "2", "33%"),
    )


def test_programs_get_the_name_of_the_field_in_every_row() -> None:
    assert [row[0] for row in summary("design", "funded").plain_rows] == ["design"] * 5 + ["funded"] * 3
    assert [row[0] for row in summary("design", "funded").rows if row[0]] == ["design", "funded"]


def test_numbers_have_median_range_and_total_and_what_is_not_reported_is_apart() -> None:
    assert summary("n", language="nb").rows == (
        ("n (people)", "Median 653, fra 12 til 1\u00a0294; sum 1\u00a0306", "2", "33\u00a0%"),
        ("", "Ikke rapportert", "1", "17\u00a0%"),
        ("", "Ikke relevant", "1", "17\u00a0%"),
        ("", "Ikke fylt ut ennå", "2", "33\u00a0%"),
    )


def test_years_without_a_study_are_seen_and_of_texts_only_how_many_there_are() -> None:
    assert [row[1:3] for row in summary("year").rows] == [
        ("2018", "1"), ("2019", "0"), ("2020", "1"), ("Not charted yet", "4"),
    ]  # fmt: skip
    assert [row[1:3] for row in summary("aim").rows] == [("Charted", "1"), ("Not charted yet", "5")]


def test_a_field_that_is_not_asked_says_so() -> None:
    assert ("", "Not asked of these studies", "1", "17%") in (("", *row[1:]) for row in summary("funder").rows)


def test_the_notes_name_the_denominator_and_the_fields_with_several_answers() -> None:
    notes = summary("designs", "n", "design").notes
    assert notes[0] == "Per cent are of all 6 studies in the table."
    assert notes[1].startswith("A study with several answers counts in each of them (designs), so that")
    assert "never 0" in notes[2]
    assert len(notes) == 3
    assert summary("design", language="nn").notes == ("Prosent er av alle 6 studiar i tabellen.",)


def test_one_country_in_two_spellings_is_counted_once_and_told() -> None:
    table = summary("country")
    assert [row[1:3] for row in table.rows] == [("Norway", "2"), ("Sweden", "1"), ("Not charted yet", "3")]
    assert "country: written in several ways and counted as one: Norway; norway." in table.notes


def test_one_country_in_two_languages_and_two_countries_in_one_answer_are_told() -> None:
    said = ["Norge", "Norway", "NO", "Norway and Sweden", "Sverige", "Atlantis"]
    chart = Chart([value("a", 1, name, "country", f"s{place}") for place, name in enumerate(said)])
    notes = summary("country", view=ChartView("", FORM, STUDIES, chart)).notes
    assert notes[1:] == (
        "country: perhaps one country, counted apart: NO; Norge; Norway.",
        "country: several countries in one answer, counted as an answer of its own: Norway and Sweden.",
    )
    assert crossed("country", "design", view=ChartView("", FORM, STUDIES, chart)).notes[1:] == notes[1:]


@pytest.mark.parametrize(
    ("n", "total", "said"),
    [
        (0, 15, "0%"),
        (1, 15, "7%"),
        (1, 8, "13%"),
        (15, 15, "100%"),
        (1, 400, "<1%"),
        (399, 400, ">99%"),
        (0, 0, "–"),
    ],
)
def test_per_cent_are_whole_and_never_hide_a_study(n: int, total: int, said: str) -> None:
    assert per_cent(n, total, labels("en")) == said


def test_a_summary_of_no_study_has_no_per_cent() -> None:
    assert {row[3] for row in summary("design", studies=()).rows} == {"–"}


def test_a_study_with_several_answers_is_in_several_cells_and_once_at_the_margins() -> None:
    table = crossed("designs", "design")
    assert table.head == (
        "designs / design",
        "Trial",
        "Cohort study",
        "Not clear",
        "Unclear",
        "Not charted yet",
        "All",
    )
    assert table.rows == (
        ("Trial", "1", "0", "0", "0", "0", "1"),
        ("Cohort study", "1", "1", "0", "0", "0", "2"),
        ("Not clear", "0", "0", "0", "0", "0", "0"),
        ("Not charted yet", "0", "1", "0", "1", "2", "4"),
    )
    assert table.foot == ("All", "1", "2", "0", "1", "2", "6")
    assert table.notes[1].startswith("A study with several answers counts in each of them (designs), so that")
    assert len(crossed("design", "country").notes) == 2  # what is counted, and the spellings


@given(charts())
def test_margins_are_numbers_of_studies_and_sums_where_each_study_has_one_answer(view: ChartView) -> None:
    for rows, columns in (("design", "funded"), ("country", "designs"), ("year", "n")):
        table = crossed(rows, columns, view=view)
        numbers = [[int(cell) for cell in row[1:]] for row in table.body]
        *inner, foot = numbers
        assert foot[-1] == len(STUDIES)
        assert sum(row[-1] for row in inner) == len(STUDIES)
        for row in inner:
            assert max(row[:-1], default=0) <= row[-1] <= sum(row[:-1])
        for place, total in enumerate(foot[:-1]):
            assert sum(row[place] for row in inner) == total
        if columns != "designs":
            assert all(sum(row[:-1]) == row[-1] for row in inner)


# --- files


def long_summary(language: str) -> Table:
    return replace(
        summary("design", "designs", "country", "year", "n", "funded", "funder", "aim", language=language)
    )


def long_cross(language: str) -> Table:
    return cross_table(TOPIC, DESIGN, 15, labels(language))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("ending", ["html", "md", "csv", "tex"])
def test_golden_tables(ending: str, language: str) -> None:
    """Open them in a browser and in Excel: this is how the tables should look."""
    for name, table in (("summary", long_summary(language)), ("cross", long_cross(language))):
        assert as_bytes(table, ending) == (EXPECTED / f"{name}-{language}.{ending}").read_bytes()


@pytest.mark.parametrize("axis", [DESIGN, TOPIC, WHO], ids=lambda axis: axis.id)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_table_can_be_written_in_every_format(ending: str, axis: Axis) -> None:
    assert as_bytes(cross_table(axis, DESIGN, 15, labels("nn")), ending)
    assert as_bytes(long_summary("nb"), ending)
