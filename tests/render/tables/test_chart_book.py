"""A person's own answers, and the differences of several, as workbooks: what is on which sheet, and in which words."""

from dataclasses import replace

import pytest

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.exchange import chart_sheets as sheets
from reviewkit.locales import labels
from reviewkit.model import (
    Answer,
    ChartedValue,
    Charting,
    ChartingDone,
    FormChoice,
    FormField,
    Quoted,
    Stamp,
    Study,
)
from reviewkit.normalize import moment
from reviewkit.render.tables.chart_book import chart_book, differences_book, shown
from reviewkit.render.tables.workbook import BookSheet, Workbook
from reviewkit.words import FieldType, NotCharted, QuoteRule
from tests.chart_forms import FORM, of_form

STUDIES = (Study("berg", "Berg (2020)", ()), Study("dahl", "Dahl (2021)", ()))


def value(number: int, by: str, field: str, answer: object, instance: int = 1, *quotes: Quoted) -> ChartedValue:
    given = Answer(missing=answer) if isinstance(answer, NotCharted) else Answer(answer)  # type: ignore[arg-type]
    at = Stamp(moment("2026-01-01T00:00:00Z"), by, number)
    return ChartedValue(by, "berg", field, given, instance, quotes, id=f"{by}-{number}", stamp=at)


VALUES = (
    value(1, "a", "aim", "to learn", 1, Quoted("We wanted to learn", part=2)),
    value(2, "a", "n", 1294),
    value(3, "a", "begun", "2024-12-31"),
    value(4, "a", "funded", "yes"),
    value(5, "a", "design", "cohort"),
    value(6, "a", "designs", ("trial", "unclear")),
    value(7, "a", "country", NotCharted.NR),
    value(8, "a", "age", 41.5),
    value(9, "a", "age", 38, 3),
    value(10, "a", "arms", ((("name", "care"), ("size", 12)), (("name", "other"),))),
    value(11, "b", "aim", "a secret of b"),
    value(12, "a", "cited", "1850"),
    value(13, "a", "year", 2020),
)
VIEW = ChartView("a", FORM, STUDIES, Chart(VALUES, agreed=Charting(2)).shown_to("a"))


def made(language: str = "en", view: ChartView = VIEW) -> Workbook:
    return chart_book(view, view.studies, "r", labels(language))


def cells(sheet: BookSheet, row: int = 0) -> dict[str, object]:
    return {column.id: cell for column, cell in zip(sheet.columns, sheet.rows[row], strict=True)}


def test_the_sheets_are_the_studies_the_repeated_fields_the_tables_and_the_quotes() -> None:
    assert [(one.name, one.marker) for one in made().sheets] == [
        ("Studies", "reviewkit:studies"),
        ("Basics", "reviewkit:repeated:basics"),
        ("arms", "reviewkit:table:arms"),
        ("Quotes", "reviewkit:quotes"),
    ]
    assert [one.name for one in made("nb").sheets] == ["Studier", "Basics", "arms", "Sitater"]
    assert [one.name for one in made("nn").sheets] == ["Studiar", "Basics", "arms", "Sitat"]


def test_an_answer_is_written_by_its_labels_in_the_language_numbers_and_days_as_such() -> None:
    from datetime import date

    row = cells(made("nb").sheets[0])
    assert (row["n"], row["begun"], row["year"]) == (1294, date(2024, 12, 31), 2020)
    assert (row["funded"], row["design"], row["designs"]) == ("ja", "Kohortstudie", "Forsøk; Not clear")
    assert (row["country"], row["aim"], row["method"]) == ("NR", "to learn", "")
    assert cells(made("en").sheets[0])["design"] == "Cohort study"


def test_a_row_says_which_acts_it_showed_and_has_nothing_of_another_person() -> None:
    about = sheets.row_about(str(made().sheets[0].rows[0][0]))
    assert about is not None
    assert (about.study, about.person, about.form, about.review, about.seen["aim"]) == (
        "berg",
        "a",
        "2",
        "r",
        "a-1",
    )
    assert "b-11" not in str(made())
    assert "a secret" not in str(made())


def test_repeated_answers_are_numbered_with_empty_rows_after_the_last_one() -> None:
    rows = [(row[1], row[2], row[3]) for row in made().sheets[1].rows]
    assert rows == [
        ("Berg (2020)", 1, 41.5),
        ("Berg (2020)", 2, ""),
        ("Berg (2020)", 3, 38),
        ("Berg (2020)", 4, ""),
        ("Berg (2020)", 5, ""),
        ("Dahl (2021)", 1, ""),
        ("Dahl (2021)", 2, ""),
    ]


def test_the_rows_of_a_table_are_numbered_with_empty_ones_after_the_last_one() -> None:
    rows = [row[1:-1] for row in made().sheets[2].rows]
    assert rows[:3] == [
        ("Berg (2020)", 1, "care", 12),
        ("Berg (2020)", 2, "other", ""),
        ("Berg (2020)", 3, "", ""),
    ]
    assert rows[-1] == ("Dahl (2021)", 3, "", "")


def test_quotes_have_their_study_field_number_and_page() -> None:
    (row,) = made().sheets[3].rows
    assert row[1:-1] == ("Berg (2020)", "aim", 1, "We wanted to learn", 2)
    names = next(column.choices for column in made().sheets[3].columns if column.id == sheets.OF_FIELD)
    assert "aim" in names
    assert "designs" not in names, "it takes no quote"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            (
                "One or several of these, with ; between them:",
                "Cohort study [cohort]",
                "Takes no quote.",
                "NR: not reported.",
            ),
        ),
        (
            "nb",
            ("Ett eller flere av disse", "Kohortstudie [cohort]", "Skal ikke ha sitat.", "NR: ikke rapportert."),
        ),
        (
            "nn",
            (
                "Eitt eller fleire av desse",
                "Kohortstudie [cohort]",
                "Skal ikkje ha sitat.",
                "NR: ikkje rapportert.",
            ),
        ),
    ],
)
def test_the_note_at_a_heading_has_what_the_field_takes(language: str, words: tuple[str, ...]) -> None:
    notes = {column.id: column.note for column in made(language).sheets[0].columns}
    for word in words:
        assert word in notes["designs"]


def test_the_note_has_help_definitions_conditions_and_what_is_needed() -> None:
    fields = (
        FormField("funded", {"en": "Funded"}, FieldType.YES_NO),
        FormField(
            "design",
            {"en": "Design"},
            FieldType.CHOICE,
            {"en": "As its authors call it"},
            (FormChoice("rct", {"en": "Trial"}, {"en": "Drawn at random"}),),
            required=True,
            evidence=QuoteRule.REQUIRED,
        ),
    )
    form = replace(FORM, groups=(replace(FORM.groups[0], fields=(*fields, of_form("funder"))),))
    book = made(view=replace(VIEW, form=form))
    notes = {column.id: column.note.splitlines() for column in book.sheets[0].columns}
    assert notes["design"] == [
        "As its authors call it",
        "One of these:",
        "– Trial [rct]: Drawn at random",
        "Needs an answer.",
        "Needs a quote: write it on the sheet Quotes.",
        "NR: not reported. NA: not applicable. UNCLEAR: unclear. An empty cell changes nothing.",
    ]
    assert "Only where Funded is: yes." in notes["funder"]


@pytest.mark.parametrize(
    ("choices", "chosen", "name"),
    [
        ((FormChoice("a", {"en": "Alpha"}), FormChoice("b", {"en": "alpha"})), "a", "a"),
        ((FormChoice("a", {"en": "One; two"}),), "a", "a"),
        ((FormChoice("a", {"en": "NR"}),), "a", "a"),
        ((FormChoice("a", {"en": "b"}), FormChoice("b", {"en": "Beta"})), "a", "a"),
        ((FormChoice("a", {"en": "Alpha"}),), "a", "Alpha"),
        ((FormChoice("a", {"en": "Alpha"}),), "gone", "gone"),
    ],
)
def test_a_choice_is_called_by_its_label_where_that_can_mean_nothing_else(
    choices: tuple[FormChoice, ...], chosen: str, name: str
) -> None:
    field = FormField("x", {}, FieldType.CHOICE, choices=choices)
    assert shown(field, Answer(chosen), labels("en")) == name


def test_a_day_before_excel_s_calendar_and_a_number_with_more_digits_than_excel_keeps_are_text() -> None:
    values = (value(1, "a", "begun", "1900-02-28"), value(2, "a", "n", 10**15))
    row = cells(made(view=replace(VIEW, chart=Chart(values))).sheets[0])
    assert (row["begun"], row["n"]) == ("1900-02-28", "1000000000000000")


def test_differences_have_what_each_person_said_and_offer_it() -> None:
    dones = [ChartingDone(who, "berg", True, stamp=Stamp(moment("2026-02-01T00:00:00Z"), who, 99)) for who in "ab"]
    more = value(14, "b", "design", "trial")
    chart = Chart((*VALUES, more), dones=dones, agreed=Charting(2))
    view = ChartView("a", FORM, STUDIES, chart)
    found = [item for item in chart.differences() if len(item.answers) == 2]
    (sheet,) = differences_book(view, found, "r", labels("nb")).sheets
    assert [column.head for column in sheet.columns][1:-1] == [
        "Studie", "Felt", "Nummer", "a", "b", "Det som gjelder", "Hvordan det ble avgjort", "Merknad",
    ]  # fmt: skip
    assert [row[1:-1] for row in sheet.rows] == [
        ("Berg (2020)", "aim", 1, "to learn", "a secret of b", "", "", ""),
        ("Berg (2020)", "design", 1, "Kohortstudie", "Forsøk", "", "", ""),
    ]
    assert sheet.offered[1] == (1, 6, ("Kohortstudie", "Forsøk", "Not clear", "NR", "NA", "UNCLEAR"))
    about = sheets.row_about(str(sheet.rows[0][0]))
    assert about is not None
    assert about.seen == {"a": "a-1", "b": "b-11"}
