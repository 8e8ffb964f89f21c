"""How many studies have each answer: every study is counted, in the order of the form, and what has no answer apart."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.charting_counts import (
    Kind,
    categories,
    cross,
    crossed,
    field_axis,
    is_counted,
    is_several,
    theme_axis,
    theme_categories,
)
from reviewkit.coding import matrix
from reviewkit.locales import labels
from reviewkit.model import Answer, ChartedValue, Charting, ChartValue, Form, FormGroup, Study, When
from reviewkit.words import FieldType, MatrixLevel, NotCharted
from tests.chart_forms import DESIGNS, FIELDS, FORM, field, of_form
from tests.test_charting import NR, TWO, done, value, when
from tests.test_coding import BOOK, STUDIES, coded

NA, UNCLEAR = Answer(missing=NotCharted.NA), Answer(missing=NotCharted.UNCLEAR)


def seen(chart: Chart, *keys: str) -> ChartView:
    return ChartView("", FORM, tuple(Study(key, key.title(), ()) for key in keys), chart)


def of_one(field: str, said: Mapping[str, ChartValue | Answer], agreed: Charting = Charting()) -> ChartView:
    """What one person charted in a field of these studies."""
    return seen(Chart([value("a", 1, one, field, key) for key, one in said.items()], agreed=agreed), *said)


def numbers(view: ChartView, field: str, studies: Sequence[Study] | None = None) -> list[tuple[str, int]]:
    return [(one.id, one.n) for one in categories(view, of_form(field), studies)]


# --- one field


def test_choices_are_in_the_order_of_the_form_also_those_of_no_study() -> None:
    view = of_one("design", {"s1": "unclear", "s2": "trial", "s3": "trial"})
    assert numbers(view, "design") == [("trial", 2), ("cohort", 0), ("unclear", 1)]
    assert categories(view, of_form("design"))[0].studies == ("s2", "s3")


def test_studies_without_an_answer_come_last_by_reason_and_only_where_there_are_any() -> None:
    view = of_one("design", {"s1": UNCLEAR, "s2": NA, "s3": NR, "s4": "cohort"})
    found = categories(seen(view.chart, "s1", "s2", "s3", "s4", "s5"), of_form("design"))[3:]
    assert [(one.kind, one.studies) for one in found] == [
        (Kind.NR, ("s3",)),
        (Kind.NA, ("s2",)),
        (Kind.UNCLEAR, ("s1",)),
        (Kind.NOT_CHARTED, ("s5",)),
    ]
    assert [one.name(labels("nb")) for one in found][0::3] == ["Ikke rapportert", "Ikke fylt ut ennå"]


def test_a_choice_called_as_a_reason_is_another_category() -> None:
    view = of_one("design", {"s1": "unclear", "s2": UNCLEAR})
    assert [(one.id, one.kind) for one in categories(view, of_form("design"))[2:]] == [
        ("unclear", Kind.ANSWER),
        ("UNCLEAR", Kind.UNCLEAR),
    ]


def test_a_study_counts_once_in_each_of_several_choices_and_arms() -> None:
    assert numbers(of_one("designs", {"s1": ("trial", "cohort"), "s2": ("cohort",)}), "designs")[:2] == [
        ("trial", 1),
        ("cohort", 2),
    ]
    arms = [
        ChartedValue("a", "s1", "age", Answer(said), n, **when(n, "a")) for n, said in ((1, 40), (2, 41), (3, 40))
    ]
    nothing = ChartedValue("a", "s1", "age", NR, 4, **when(4, "a"))
    assert numbers(seen(Chart([*arms, nothing]), "s1"), "age") == [("charted", 1), ("NR", 1)]


def test_a_choice_that_the_form_no_longer_offers_is_still_counted() -> None:
    view = of_one("design", {"s1": "gone"})
    assert numbers(view, "design")[-1] == ("gone", 1)
    assert categories(view, of_form("design"))[-1].name(labels("en")) == "gone"


def test_yes_and_no_are_words_of_the_language() -> None:
    found = categories(of_one("funded", {"s1": "no"}), of_form("funded"))
    assert [(one.name(labels("nb")), one.n) for one in found] == [("ja", 0), ("nei", 1)]


def test_years_are_in_order_and_a_gap_is_seen() -> None:
    assert numbers(of_one("year", {"s1": 2022, "s2": 2019, "s3": 2022}), "year") == [
        ("2019", 1),
        ("2020", 0),
        ("2021", 0),
        ("2022", 2),
    ]
    assert numbers(of_one("begun", {"s1": "2024-01-31", "s2": "2024-12-01"}), "begun") == [("2024", 2)]


def test_a_mistyped_year_does_not_make_a_thousand_of_them() -> None:
    assert numbers(of_one("year", {"s1": 1502, "s2": 2024}), "year") == [("1502", 1), ("2024", 1)]


def test_a_study_counts_once_where_two_of_its_arms_have_one_country_in_two_spellings() -> None:
    said = [
        ChartedValue("a", "s1", "country", Answer(name), place, **when(place, "a"))
        for place, name in ((1, "Norway"), (2, "norway"))
    ]
    (norway,) = categories(seen(Chart(said), "s1"), of_form("country"))
    assert (norway.studies, norway.spellings) == (("s1",), ("Norway", "norway"))


def test_a_country_is_one_however_it_is_spelt_and_the_spellings_are_kept() -> None:
    view = of_one("country", {"s1": "NORWAY", "s2": "Norway", "s3": "Norway", "s4": "Denmark"})
    norway, denmark = categories(view, of_form("country"))
    assert (norway.id, norway.studies, norway.spellings) == ("Norway", ("s1", "s2", "s3"), ("Norway", "NORWAY"))
    assert (denmark.id, denmark.spellings) == ("Denmark", ("Denmark",))


def test_free_text_and_numbers_are_charted_or_not() -> None:
    assert numbers(of_one("aim", {"s1": "to learn", "s2": "to know", "s3": NR}), "aim") == [
        ("charted", 2),
        ("NR", 1),
    ]
    assert numbers(of_one("n", {"s1": 12, "s2": 12}), "n") == [("charted", 2)]
    assert [field.id for field in FIELDS if is_counted(field)] == [
        "year",
        "begun",
        "funded",
        "design",
        "designs",
        "country",
    ]
    assert [field.id for field in FIELDS if is_several(field)] == ["age", "designs"]


def test_what_people_differ_on_or_one_of_two_has_said_is_not_settled() -> None:
    both = [value("a", 1, "trial", "design"), value("b", 2, "cohort", "design")]
    assert numbers(seen(Chart(both), "berg"), "design")[3:] == [("not-settled", 1)]
    assert numbers(seen(Chart(both[:1], agreed=TWO), "berg"), "design")[3:] == [("not-settled", 1)]
    assert numbers(seen(Chart(both[:1]), "berg"), "design")[0] == ("trial", 1)


def test_a_blinded_person_counts_only_what_they_may_see() -> None:
    said = [value("a", 1, "trial", "design"), value("b", 2, "trial", "design")]
    half = Chart(said, dones=[done("a", 3)], agreed=TWO)
    assert numbers(seen(half.shown_to("b"), "berg"), "design")[3:] == [("not-settled", 1)]
    assert numbers(seen(half.shown_to(""), "berg"), "design")[3:] == [("not-charted", 1)]


def test_what_the_form_does_not_ask_of_a_study_is_not_left_out() -> None:
    chart = Chart([value("a", 1, "no", "funded", "s1"), value("a", 1, "yes", "funded", "s2")])
    found = categories(seen(chart, "s1", "s2", "s3"), of_form("funder"))
    assert [(one.kind, one.studies) for one in found] == [
        (Kind.NOT_ASKED, ("s1",)),
        (Kind.NOT_CHARTED, ("s2", "s3")),
    ]


def test_a_condition_on_a_field_that_is_not_asked_itself_does_not_ask_either() -> None:
    first = field("first", FieldType.YES_NO)
    second = field("second", FieldType.YES_NO, when=When("first", ("yes",)))
    third = field("third", when=When("second", ("yes",)))
    form = Form((FormGroup("all", {}, (first, second, third)),))
    said = Chart([value("a", 1, "no", "first", "s1"), value("a", 1, "yes", "first", "s2")])
    view = ChartView("", form, tuple(Study(key, key, ()) for key in ("s1", "s2", "s3")), said)
    assert [(one.kind, one.studies) for one in categories(view, third)] == [
        (Kind.NOT_ASKED, ("s1",)),
        (Kind.NOT_CHARTED, ("s2", "s3")),
    ]


def test_only_the_studies_that_are_asked_for_are_counted() -> None:
    view = of_one("design", {"s1": "trial", "s2": "trial"})
    assert numbers(view, "design", view.studies[1:])[0] == ("trial", 1)
    assert sum(n for _, n in numbers(view, "design", ())) == 0


# --- two fields


def test_a_cell_holds_the_studies_of_its_row_and_column() -> None:
    chart = Chart(
        [
            value("a", 1, "trial", "design", "s1"),
            value("a", 1, "Norway", "country", "s1"),
            value("a", 1, ("trial", "cohort"), "designs", "s1"),
            value("a", 1, "cohort", "design", "s2"),
        ]
    )
    table = cross(seen(chart, "s1", "s2"), of_form("country"), of_form("design"))
    assert [one.id for one in table.rows] == ["Norway", "not-charted"]
    assert [one.id for one in table.columns] == ["trial", "cohort", "unclear"]
    assert table.cells == ((("s1",), (), ()), ((), ("s2",), ()))


answers = st.sampled_from([*(choice.id for choice in DESIGNS), NR, NA, None])


@given(st.lists(st.tuples(answers, answers)))
def test_a_cross_table_of_single_choices_has_every_study_once(said: list[tuple[str | Answer | None, ...]]) -> None:
    keys = [f"s{number}" for number in range(len(said))]
    values = [
        value("a", 1, answer, field, key)
        for key, pair in zip(keys, said, strict=True)
        for field, answer in zip(("design", "funded"), pair, strict=True)
        if answer is not None
    ]
    table = cross(seen(Chart(values), *keys), of_form("design"), of_form("funded"))
    assert sorted(key for row in table.cells for cell in row for key in cell) == sorted(keys)
    assert sum(row.n for row in table.rows) == len(said) == sum(column.n for column in table.columns)
    for row, cells in zip(table.rows, table.cells, strict=True):
        assert sum(map(len, cells)) == row.n


# --- themes


def test_themes_are_in_the_order_of_the_codebook_with_the_studies_that_have_none_last() -> None:
    codings = [coded("berg", "trust", "time"), coded("aas", state="done-nothing-found")]
    found = theme_categories(matrix(BOOK, codings, STUDIES))
    assert [(one.id, one.kind, one.studies) for one in found] == [
        ("trust", Kind.ANSWER, ("berg",)),
        ("time", Kind.ANSWER, ("berg",)),
        ("no-theme", Kind.NO_THEME, ("aas",)),
        ("not-coded", Kind.NOT_CODED, ("oden",)),
    ]
    assert crossed(found, found[:1]).cells == ((("berg",),), (("berg",),), ((),), ((),))


def test_what_is_contradicted_and_what_is_not_assessed_are_apart_from_what_was_found() -> None:
    codings = [
        coded("berg", "trust", state="in-progress"),
        coded("aas", "trust", relation="contradicts"),
        coded("aas", "time"),
    ]
    found = theme_categories(matrix(BOOK, codings, STUDIES))
    assert [(one.id, one.kind, one.studies) for one in found] == [
        ("trust", Kind.ANSWER, ("berg", "aas")),
        ("time", Kind.ANSWER, ("aas",)),
        ("trust", Kind.CONTRADICTED, ("aas",)),
        ("time", Kind.NOT_ASSESSED, ("berg", "oden")),
        ("not-coded", Kind.NOT_CODED, ("oden",)),
    ]
    assert [one.name(labels("en")) for one in found[2:]] == [
        "Trust: also contradicted",
        "Time: not assessed",
        "Not coded to the end",
    ]


@pytest.mark.parametrize(
    ("level", "title"), [("theme", "Temaer"), ("subtheme", "Temaer og undertemaer"), ("code", "Koder")]
)
def test_themes_subthemes_and_codes_have_names_of_their_own(level: str, title: str) -> None:
    made = matrix(BOOK, [coded("berg", "open-door")], STUDIES, level=MatrixLevel(level))
    assert theme_axis(made).title(labels("nb")) == title


def test_a_grouping_has_a_name_and_says_whether_a_study_can_be_in_several() -> None:
    themes = theme_axis(matrix(BOOK, [coded("berg", "trust", "time")], STUDIES))
    assert (themes.id, themes.is_several, themes.title(labels("nb"))) == ("theme", True, "Temaer")
    assert [one.id for one in themes.with_studies] == ["trust", "time", "not-coded"]
    view = of_one("year", {"s1": 2020})
    assert [field_axis(view, of_form(one)).is_of_time for one in ("year", "begun", "design")] == [
        True,
        True,
        False,
    ]
    assert [field_axis(view, of_form(one)).is_several for one in ("designs", "design")] == [True, False]
    assert field_axis(view, of_form("year")).title(labels("nb")) == "year"


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_every_kind_without_an_answer_has_a_name(language: str) -> None:
    assert all(labels(language).text(f"counts.{kind}") for kind in Kind if kind is not Kind.ANSWER)
