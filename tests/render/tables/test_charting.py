"""The tables of what was charted: what a cell says, what a draft waits for, and every answer in long form."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import pytest

from reviewkit.blind import ChartView
from reviewkit.charting import Chart
from reviewkit.locales import labels, languages
from reviewkit.model import Answer, ChartedValue, Charting, ChartSettled, Missing, Quoted, Study
from reviewkit.render.tables.charting import (
    DICTIONARY,
    LONG,
    characteristics_table,
    dictionary_table,
    long_table,
    with_agreement,
)
from reviewkit.render.tables.columns import arranged
from reviewkit.render.tables.draft import marked, waits_for
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.words import NotCharted
from tests.chart_forms import FIELDS, FORM, of_form
from tests.render.samples import EXPECTED
from tests.test_charting import NR, TWO, VERIFY, done, settled, value, when

BERG, AAS = Study("berg", "Berg (2020)", ()), Study("aas", "Åås (2019)", ())
STUDIES = (BERG, AAS)


def view(chart: Chart, studies: Sequence[Study] = STUDIES, person: str = "") -> ChartView:
    return ChartView(person, FORM, tuple(studies), chart)


def instance(at: int, said: float, number: int, by: str = "a") -> ChartedValue:
    return ChartedValue(by, "berg", "age", Answer(said), number, **when(at, by))


def cell(chart: Chart, field_id: str, language: str = "en") -> str:
    """What the table says of a field of Berg."""
    table = characteristics_table(view(chart, [BERG]), [BERG], [of_form(field_id)], labels(language))
    return table.rows[0][1]


# Two people agree on one field, differ on another and settled a third; one left out a fourth, a study is only begun.
FIRST, SECOND = value("a", 1, "to learn"), value("b", 2, "to know")
CHART = Chart(
    [
        FIRST,
        SECOND,
        value("a", 1, 1294, "n"),
        value("b", 2, 1294, "n"),
        value("a", 1, "cohort", "design"),
        value("b", 2, "trial", "design"),
        value("a", 1, "NO", "country"),
        *(
            instance(at, said, number, by)
            for at, by in ((1, "a"), (2, "b"))
            for number, said in ((1, 41.5), (2, 9))
        ),
        value("a", 1, NR, "funded", "aas"),
    ],
    [settled("a", 6, "to know", [FIRST, SECOND])],
    [done("a", 4), done("b", 5)],
    TWO,
)
SHOWN = tuple(map(of_form, ("aim", "n", "design", "country", "age", "funded")))


def appendix(language: str) -> Table:
    """A finished table as journals print it: numbered, fields joined, a total, quotes."""
    made = replace(
        arranged(FORM, "study+country, aim(n)+design, n"),
        numbered=True,
        quotes=True,
        units={"web": "paragraph"},
    )
    return characteristics_table(view(LAID_OUT), STUDIES, made, labels(language))


def sample(language: str) -> Table:
    """A draft with everything in it that a cell can say."""
    words = labels(language)
    seen = view(CHART)
    missing = seen.gaps(STUDIES, SHOWN).added_to(Missing(studies=2), language)
    return marked(characteristics_table(seen, STUDIES, SHOWN, words), missing, words)


# --- cells


@pytest.mark.parametrize(
    ("field_id", "said", "en", "nb"),
    [
        ("aim", "to learn", "to learn", "to learn"),
        ("n", 12940, "12,940", "12\u00a0940"),
        ("n", -3, "-3", "-3"),
        ("age", 41.5, "41.5", "41,5"),
        ("year", 2024, "2024", "2024"),
        ("begun", "2024-01-31", "2024-01-31", "2024-01-31"),
        ("funded", "yes", "yes", "ja"),
        ("funded", "no", "no", "nei"),
        ("design", "trial", "Trial", "Forsøk"),
        ("design", "unclear", "Not clear", "Not clear"),
        ("design", "gone", "gone", "gone"),
        ("designs", ("trial", "cohort"), "Trial; Cohort study", "Forsøk; Kohortstudie"),
        ("country", "NO", "NO", "NO"),
        ("arms", ((("name", "care"), ("size", 1200)),), "Name: care; Size: 1200", "Name: care; Size: 1\u00a0200"),
        (
            "arms",
            ((("name", "yes"),), (("size", "NR"),)),
            "– Name: yes\n– Size: not reported",
            "– Name: yes\n– Size: ikke rapportert",
        ),
        ("aim", Answer(missing=NotCharted.NR), "not reported", "ikke rapportert"),
        ("aim", Answer(missing=NotCharted.NA), "not applicable", "ikke relevant"),
        ("aim", Answer(missing=NotCharted.UNCLEAR), "unclear", "uklart"),
    ],
)
def test_an_answer_is_written_in_the_words_of_the_language(
    field_id: str, said: str | Answer, en: str, nb: str
) -> None:
    chart = Chart([value("a", 1, said, field_id)])
    assert (cell(chart, field_id), cell(chart, field_id, "nb")) == (en, nb)


def test_what_nobody_charted_is_an_empty_cell() -> None:
    assert cell(Chart(), "aim") == ""


def test_several_arms_are_lines_of_one_cell_with_their_numbers() -> None:
    assert cell(Chart([instance(1, 9, 3), instance(2, 41.5, 1)]), "age") == "1. 41.5\n3. 9"
    assert cell(Chart([instance(1, 9, 2)]), "age") == "2. 9"
    assert cell(Chart([instance(1, 9, 1)]), "age") == "9"


def test_a_difference_is_shown_as_not_settled_and_with_neither_answer() -> None:
    chart = Chart([FIRST, SECOND], agreed=TWO)
    assert cell(chart, "aim") == "[not settled]"
    assert cell(Chart([FIRST, SECOND]), "aim") == "[not settled]"
    assert cell(Chart([FIRST, SECOND], [settled("a", 6, "to see", [FIRST, SECOND])]), "aim") == "to see"


@pytest.mark.parametrize("agreed", [TWO, VERIFY], ids=["independent", "verify"])
def test_what_one_of_two_people_said_is_never_passed_off_as_the_answer(agreed: Charting) -> None:
    assert cell(Chart([FIRST], agreed=agreed), "aim") == "to learn [only a]"
    assert cell(Chart([FIRST], agreed=agreed), "aim", "nn") == "to learn [berre a]"
    assert cell(Chart([FIRST, value("b", 2, "to learn")], agreed=agreed), "aim") == "to learn"
    assert cell(Chart([FIRST], [settled("b", 2, "to learn", [FIRST])], agreed=agreed), "aim") == "to learn"


def test_the_unit_is_in_the_heading_and_spreadsheets_get_numbers_without_spaces() -> None:
    chart = Chart([value("a", 1, 12940, "n")])
    table = characteristics_table(view(chart, [BERG]), [BERG], [of_form("n")], labels("nb"))
    assert table.head == ("Studie", "n (people)")
    assert table.plain_rows == (("Berg (2020)", "12940"),)


# --- columns that are arranged


QUOTES = (Quoted("We  asked\n24 nurses", "pdf", part=4), Quoted("nurses", "web", part=2), Quoted("all", "pdf"))
LAID_OUT = Chart(
    [
        ChartedValue("a", "berg", "aim", Answer("to learn"), 1, QUOTES, **when(1, "a")),
        value("a", 1, "NO", "country"),
        value("a", 1, 1294, "n"),
        value("a", 1, "trial", "design"),
        value("a", 1, NR, "n", "aas"),
        value("a", 1, Answer(missing=NotCharted.UNCLEAR), "country", "aas"),
        value("a", 1, "to know", study="aas"),
    ],
    dones=[done("a", 4), done("a", 5, study="aas")],
)


def laid_out(typed: str, language: str = "en", chart: Chart = LAID_OUT, **more: object) -> Table:
    made = replace(arranged(FORM, typed), **more)  # type: ignore[arg-type]
    return characteristics_table(view(chart), STUDIES, made, labels(language))


def test_fields_stand_below_the_citation_and_below_each_other_and_one_without_a_value_says_which() -> None:
    table = laid_out("study+country, aim+n", numbered=True)
    assert table.head == ("Study / country", "aim / n (people)")
    assert table.rows == (
        ("1. Berg (2020)\nNO", "to learn\n\n1294"),
        ("2. Åås (2019)\ncountry: unclear", "to know\n\nn (people): not reported"),
    )


def test_a_column_of_one_field_says_only_its_value() -> None:
    assert laid_out("n").rows == (("Berg (2020)", "1294"), ("Åås (2019)", "not reported"))


def test_a_heading_that_was_typed_replaces_the_labels_and_keeps_the_total() -> None:
    table = laid_out("study+country=Who, aim+n(n)=What", language="nb")
    assert table.head == ("Who", "What (n\u00a0=\u00a01\u00a0294)")


def test_a_total_is_in_the_heading_and_the_notes_name_what_is_not_in_it() -> None:
    table = laid_out("aim(n)+n, country")
    assert table.head == ("Study", "aim (n\u00a0=\u00a01294) / n (people)", "country")
    assert table.notes[:2] == (
        "Total of n: 1294, from 1 of 2 studies.",
        "Not in the total of n: Åås (2019) (not reported).",
    )
    assert laid_out("n(n)", language="nn").notes[0] == "Sum av n: 1\u00a0294, frå 1 av 2 studiar."


def test_a_heading_can_have_several_totals() -> None:
    chart = Chart([instance(1, 40.5, 1), value("a", 1, 12, "n")])
    assert laid_out("aim(n), aim(age)", chart=chart).head == ("Study", "aim (n\u00a0=\u00a012) (Total: 40.5)")


def test_a_total_of_decimals_is_exact_and_not_called_n() -> None:
    chart = Chart([instance(1, 0.1, 1), instance(1, 0.2, 2)])
    table = laid_out("age(age)", chart=chart, language="nb")
    assert table.head[1] == "age (Sum: 0,3)"
    assert table.notes[1] == "Ikke med i summen av age: Åås (2019) (ikke fylt ut ennå)."


def test_a_total_of_nothing_is_no_number() -> None:
    table = laid_out("n(n)", chart=Chart([value("a", 1, NR, "n")]))
    assert table.head[1] == "n (people)"
    assert table.notes[0] == "Total of n: no number, from 0 of 2 studies."


def test_quotes_stand_below_the_value_with_their_page_slide_or_paragraph() -> None:
    units = {"pdf": "page", "web": "paragraph"}
    assert laid_out("aim", quotes=True, units=units).rows[0][1].splitlines() == [
        "to learn",
        "“We asked 24 nurses” (p. 4)",
        "“nurses” (paragraph 2)",
        "“all”",
    ]
    in_norwegian = laid_out("aim", quotes=True, units={"pdf": "slide"}, language="nb").rows[0][1].splitlines()
    assert in_norwegian[1:3] == ["«We asked 24 nurses» (lysbilde 4)", "«nurses» (s. 2)"]


def test_quotes_are_of_those_who_gave_the_answer_that_holds_each_once() -> None:
    given = [
        ChartedValue(who, "berg", "aim", Answer(said), 1, (Quoted(quote),), **when(at, who))
        for at, (who, said, quote) in enumerate([("a", "x", "left out"), ("b", "y", "one"), ("c", "y", "one")], 1)
    ]
    chart = Chart(given, [settled("a", 6, "y", given)], agreed=TWO)
    assert laid_out("aim", chart=chart, quotes=True).rows[0][1] == "y\n“one”"
    assert laid_out("aim", chart=Chart(given, agreed=TWO), quotes=True).rows[0][1] == "[not settled]"
    only = laid_out("aim", chart=Chart(given[:1], agreed=TWO), quotes=True).rows[0][1]
    assert only == "x [only a]\n“left out”"


def test_ids_replace_labels_and_words() -> None:
    table = laid_out("design, n, country", ids=True, language="nb")
    assert table.head == ("Studie", "design", "n", "country")
    assert table.rows == (("Berg (2020)", "trial", "1294", "NO"), ("Åås (2019)", "", "NR", "UNCLEAR"))


# --- notes and drafts


def test_the_notes_say_how_people_charted_and_what_the_signs_mean() -> None:
    notes = characteristics_table(view(CHART), STUDIES, SHOWN, labels("en")).notes
    assert notes == (
        "Each study is charted by two people, who do not see each other's answers until both are done.",
        "Charted to the end: 1 of 2 studies, by 2 people.",
        "[not settled]: people gave different answers.",
        "[only ...]: the answer of one person so far, which another one is still to give or to check.",
    )


def test_a_study_that_one_of_two_people_is_done_with_is_not_counted_as_charted() -> None:
    chart = Chart([FIRST], dones=[done("a", 2)], agreed=TWO)
    notes = characteristics_table(view(chart), STUDIES, SHOWN, labels("en")).notes
    assert "Charted to the end: 0 of 2 studies, by 1 person." in notes


@pytest.mark.parametrize(
    ("agreed", "said"),
    [(Charting(), "by one person."), (VERIFY, "by one person, and another one checks the answers.")],
)
def test_a_table_without_signs_has_only_the_note_on_who_charts(agreed: Charting, said: str) -> None:
    notes = characteristics_table(view(Chart(agreed=agreed)), STUDIES, SHOWN, labels("en")).notes
    assert notes == (f"Each study is charted {said}",)


def test_what_only_a_publication_states_is_not_said_to_be_charted_by_people() -> None:
    def notes(chart: Chart) -> tuple[str, ...]:
        seen = replace(view(chart), publications=frozenset({"published"}))
        return characteristics_table(seen, STUDIES, SHOWN, labels("en")).notes

    stated = value("published", 1, "to learn")
    assert notes(Chart([stated], dones=[done("published", 2)])) == ("The data are as a publication states them.",)
    assert notes(Chart([stated, value("a", 3, "to learn")]))[0] == "Each study is charted by one person."
    assert notes(Chart())[0] == "Each study is charted by one person."


def test_agreement_is_a_note_only_where_it_is_asked_for_and_somebody_can_be_compared() -> None:
    table = characteristics_table(view(CHART), STUDIES, SHOWN, labels("en"))
    found = with_agreement(table, view(CHART).agreement(), SHOWN[:2], labels("en"))
    assert found.notes == (*table.notes, "Agreement before differences were settled: aim: 0 of 1; n: 1 of 1.")
    assert with_agreement(table, view(CHART).agreement(), [of_form("year")], labels("en")) == table


def test_agreement_is_over_the_studies_that_are_shown() -> None:
    said = [value(who, at, "x", study=key) for key in ("berg", "aas") for at, who in ((1, "a"), (2, "b"))]
    dones = [done(who, at, study=key) for key in ("berg", "aas") for at, who in ((4, "a"), (5, "b"))]
    seen = view(Chart([*said[:3], value("b", 2, "y", study="aas")], dones=dones, agreed=TWO))
    assert [(one.agreement.alike, one.agreement.units) for one in seen.agreement()] == [(1, 2)]
    assert [(one.agreement.alike, one.agreement.units) for one in seen.agreement([BERG])] == [(1, 1)]
    assert seen.agreement([]) == ()


def test_a_draft_names_the_studies_and_fields_that_it_waits_for() -> None:
    missing = view(CHART).gaps(STUDIES, [*SHOWN, of_form("year")]).added_to(Missing(studies=2), "en")
    assert waits_for(missing, labels("en")) == [
        "Not charted to the end (1 of 2 studies): Åås (2019).",
        "Nothing charted yet: Berg (2020): funded, year.",
        "Not settled yet: Berg (2020): design, country.",
    ]


def test_a_table_of_settled_fields_of_finished_studies_is_no_draft() -> None:
    gaps = view(CHART).gaps([BERG], [of_form("aim"), of_form("n"), of_form("age")])
    missing = gaps.added_to(Missing(studies=1), "en")
    assert not missing.anything


def test_a_field_that_is_not_asked_is_not_missing() -> None:
    said = [value("a", 1, "no", "funded")]
    funder = [of_form("funder")]
    assert not view(Chart(said, dones=[done("a", 2)])).gaps([BERG], funder).left_out
    said = [value("a", 1, "yes", "funded")]
    assert view(Chart(said, dones=[done("a", 2)])).gaps([BERG], funder).left_out == ((BERG, tuple(funder)),)


def test_what_the_second_person_has_not_checked_is_not_settled() -> None:
    chart = Chart([FIRST], dones=[done("a", 2)], agreed=VERIFY)
    aim = (of_form("aim"),)
    assert view(chart).gaps([BERG], aim).not_settled == ((BERG, aim),)
    confirmed = Chart([FIRST], [settled("b", 3, "to learn", [FIRST])], [done("a", 2)], VERIFY)
    assert not view(confirmed).gaps([BERG], aim).not_settled


def test_two_people_are_not_done_when_one_is() -> None:
    gaps = view(Chart([FIRST], dones=[done("a", 2)], agreed=TWO)).gaps([BERG], [of_form("aim")])
    assert (gaps.not_charted, gaps.not_settled) == ((BERG,), ())


def test_people_who_differ_are_not_settled_before_they_are_done_either() -> None:
    chart = Chart([FIRST, SECOND], agreed=VERIFY)
    gaps = view(chart).gaps([BERG], [of_form("aim")])
    assert (gaps.not_charted, gaps.not_settled) == ((BERG,), ((BERG, (of_form("aim"),)),))


def test_a_third_person_who_is_still_at_it_is_not_told_that_fields_are_empty() -> None:
    chart = Chart([FIRST, SECOND, value("c", 3, "x", "year")], dones=[done("a", 4), done("b", 5)], agreed=TWO)
    seen = view(chart.shown_to("c"), [BERG], "c").gaps([BERG], [of_form("aim"), of_form("year")])
    assert (seen.not_charted, seen.left_out, seen.not_settled) == ((BERG,), (), ())


# --- files


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("ending", ["html", "md", "csv", "tex"])
def test_golden_appendix(ending: str, language: str) -> None:
    assert as_bytes(appendix(language), ending) == (EXPECTED / f"appendix-{language}.{ending}").read_bytes()


@pytest.mark.parametrize(
    "name", ["charted.html", "charted.md", "charted.csv", "charted.tex", "charted-long.csv", "charted-fields.csv"]
)
def test_golden_tables(name: str) -> None:
    """Open them in a browser and in Excel: this is how the tables should look."""
    tables = {
        "charted": sample("nb"),
        "charted-long": long_table(view(CHART), STUDIES, [one.id for one in FIELDS], labels("en")),
        "charted-fields": dictionary_table(FIELDS, FORM, labels("en")),
    }
    stem, _, ending = name.partition(".")
    assert as_bytes(tables[stem], ending) == (EXPECTED / name).read_bytes()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("ending", FORMATS)
def test_every_table_can_be_written_in_every_format_and_language(ending: str, language: str) -> None:
    words = labels(language)
    assert as_bytes(sample(language), ending)
    assert as_bytes(long_table(view(CHART), STUDIES, ["aim"], words), ending)
    assert as_bytes(dictionary_table(FIELDS, FORM, words), ending)


# --- long form


def long_rows(chart: Chart, *fields: str) -> list[dict[str, str]]:
    """The rows of the long form by their columns, as read back from a CSV."""
    data = as_bytes(long_table(view(chart), STUDIES, fields, labels("nb")), "csv", ",").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(data)))


def test_every_answer_and_settlement_has_a_row_and_one_of_them_is_final() -> None:
    rows = [
        (row["person"], row["act"], row["value"], row["final"]) for row in long_rows(CHART, "aim", "n", "design")
    ]
    assert rows == [
        ("a", "chart", "to learn", "no"),
        ("b", "chart", "to know", "no"),
        ("a", "settle", "to know", "yes"),
        ("a", "chart", "1294", "yes"),
        ("b", "chart", "1294", "no"),
        ("a", "chart", "cohort", "no"),
        ("b", "chart", "trial", "no"),
    ]


def test_a_number_below_zero_is_one_in_the_long_form() -> None:
    (row,) = long_rows(Chart([value("a", 1, -3.5, "age")]), "age")
    assert float(row["value"]) == -3.5
    (row,) = long_rows(Chart([value("a", 1, "-3+cmd")]), "aim")
    assert row["value"] == "'-3+cmd"


@pytest.mark.parametrize("why", NotCharted)
def test_R_and_pandas_do_not_read_a_reason_as_an_empty_cell(why: NotCharted) -> None:  # noqa: N802
    (row,) = long_rows(Chart([value("a", 1, Answer(missing=why))]), "aim")
    assert row["missing"] in {"not reported", "not applicable", "unclear"}
    assert row["value"] == ""


def test_the_answer_of_one_of_two_people_is_not_final() -> None:
    assert [row["final"] for row in long_rows(CHART, "country", "funded")] == ["no", "no"]
    assert [row["final"] for row in long_rows(Chart([FIRST]), "aim")] == ["yes"]


def test_a_row_has_the_quotes_of_an_answer_with_their_pages_and_why_there_is_no_value() -> None:
    quotes = (Quoted("two\nwords", "ab12", part=4), Quoted("more", "cd34"))
    said = ChartedValue("a", "berg", "aim", NR, 1, quotes, "see p. 5", "2", **when(1, "a"))
    (row,) = long_rows(Chart([said]), "aim")
    assert row == {
        "study": "berg", "field": "aim", "instance": "1", "value": "", "missing": "not reported", "person": "a",
        "act": "chart", "final": "yes", "quote": "two words\nmore", "page": "4\n", "text": "ab12\ncd34",
        "note": "see p. 5", "form": "2", "at": row["at"],
    }  # fmt: skip
    assert row["at"].endswith("Z")


def test_the_note_of_a_settlement_is_kept_and_a_field_that_the_form_no_longer_has() -> None:
    gone = value("a", 1, "x", "gone")
    kept = ChartSettled("b", "berg", "gone", Answer("y"), (gone.id,), note="asked", **when(2, "b"))
    rows = long_rows(Chart([gone], [kept]), "gone")
    assert [(row["value"], row["note"], row["form"]) for row in rows] == [("x", "", ""), ("y", "asked", "")]


def test_the_long_form_has_nothing_that_a_person_may_not_see() -> None:
    chart = Chart([FIRST, SECOND], dones=[done("b", 3)], agreed=TWO)
    table = long_table(view(chart.shown_to("a"), person="a"), STUDIES, ["aim"], labels("en"))
    assert [(row[LONG.index("person")], row[LONG.index("final")]) for row in table.rows] == [("a", "no")]
    assert not long_table(view(chart.shown_to("")), STUDIES, ["aim"], labels("en")).rows


# --- the fields


def test_the_dictionary_says_what_ids_mean() -> None:
    rows = {
        row[0]: dict(zip(DICTIONARY, row, strict=True))
        for row in dictionary_table(FIELDS, FORM, labels("nb")).rows
    }
    assert list(rows) == [one.id for one in FIELDS]
    assert rows["design"]["choices"] == "trial: Forsøk;\ncohort: Kohortstudie;\nunclear: Not clear"
    assert rows["arms"]["columns"] == "name: Name (text);\nsize: Size (integer)"
    assert (rows["n"]["unit"], rows["n"]["evidence"], rows["n"]["type"]) == ("people", "required", "integer")
    assert (rows["aim"]["required"], rows["year"]["required"]) == ("yes", "no")
    assert (rows["age"]["repeat"], rows["aim"]["repeat"]) == ("yes", "no")
    assert (rows["funder"]["only_if"], rows["aim"]["only_if"]) == ("funded: yes", "")
    assert rows["aim"]["group"] == "Basics"
