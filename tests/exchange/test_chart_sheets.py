"""The sheets of charting say what each row and cell is about, whatever people call studies and fields."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.exchange.chart_sheets import (
    ABOUT,
    CHECK,
    OF_STUDY,
    RowAbout,
    field_names,
    marker,
    read,
    row_about,
    settling_of,
    settlings,
    study_names,
)
from reviewkit.exchange.sheets import Sheet, SheetCell
from reviewkit.model import Form, FormField, FormGroup, Study
from reviewkit.words import Settling
from tests.chart_forms import FORM

TEXTS = st.text(max_size=20)


@given(
    st.builds(
        RowAbout,
        study=TEXTS,
        name=TEXTS,
        person=TEXTS,
        form=TEXTS,
        review=TEXTS,
        number=st.integers(1, 99),
        field=TEXTS,
        seen=st.dictionaries(TEXTS, TEXTS, max_size=3),
        quote=st.integers(-1, 9),
        called=TEXTS,
    )
)
def test_what_a_row_says_about_itself_comes_back(about: RowAbout) -> None:
    assert row_about(about.written()) == about


@pytest.mark.parametrize(
    "text", ["", "x", "{}", "[]", "null", '{"reviewkit":1}', '{"study":"a","seen":[]}', "[" * 100_000]
)
def test_another_text_says_nothing(text: str) -> None:
    assert row_about(text) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            (name, value)
            for name in ("number", "quote")
            for value in ("1e999", "-1e999", "NaN", "1.5", '"1"', "true")
        ),
        *((name, value) for name in ("number", "quote") for value in ("[1]", "null", "-2", "9" * 5000)),
        *(("number", value) for value in ("0", "100", "9" * 300)),
        *(
            (name, value)
            for name in ("study", "person", "called")
            for value in ("1", "null", '["a"]', "{}", "NaN")
        ),
        *(("seen", value) for value in ('"a"', "[]", "null", '{"a": 1}', '{"a": ["b"]}', '{"a": 1e999}')),
    ],
)
def test_a_row_whose_hidden_text_was_changed_says_nothing(name: str, value: str) -> None:
    written = RowAbout("a", "A (2020)", "kari", number=1, seen={"n": "e1"}).written()
    about = json.loads(written) | {name: "HERE"}
    changed = json.dumps(about).replace('"HERE"', value)
    assert row_about(written) is not None
    assert row_about(changed) is None


def test_studies_with_one_citation_and_those_called_like_a_key_have_their_key_beside_it() -> None:
    studies = (
        Study("a", "Berg (2020)", ()),
        Study("b", "berg  (2020)", ()),
        Study("c", "a", ()),
        Study("d", "Dahl (2021)", ()),
        Study("e", "e", ()),
    )
    assert study_names(studies) == {
        "a": "Berg (2020) (a)",
        "b": "berg (2020) (b)",
        "c": "a (c)",
        "d": "Dahl (2021)",
        "e": "e",
    }


def test_fields_with_one_label_have_their_id_beside_it() -> None:
    fields = (
        FormField("n", {"en": "Size"}),
        FormField("m", {"en": "size"}),
        FormField("x", {"en": "Other", "nb": "n"}),
    )
    form = Form((FormGroup("g", {}, fields),))
    assert field_names(form, "en") == {"n": "Size (n)", "m": "size (m)", "x": "Other"}
    assert field_names(form, "nb")["x"] == "n (x)"


def sheet_of(*rows: tuple[str, ...], name: str = "S") -> Sheet:
    cells = {
        number: {place: SheetCell(text) for place, text in enumerate(row, start=1) if text}
        for number, row in enumerate(rows, start=1)
    }
    return Sheet(name, cells)


HEAD = (marker("studies"), OF_STUDY, "aim", CHECK)
ABOUT_BERG = RowAbout("berg", "Berg (2020)", "a", seen={"aim": "a-1"})
STUDY = Study("berg", "Berg (2020)", ())


def test_a_row_is_read_with_the_act_that_it_showed_and_its_place() -> None:
    sheet = sheet_of(
        HEAD, ("", "Study", "Aim"), (ABOUT_BERG.written(), "Berg (2020)", "to learn", ABOUT_BERG.check)
    )
    given_ = read([sheet], "x.xlsx", FORM, [STUDY], ["en"])
    (answer,) = given_.answers
    assert (answer.key, answer.seen, answer.cell.cell.text) == (("berg", "aim", 1), "a-1", "to learn")
    assert str(answer.cell.place) == "x.xlsx: S!C3"
    assert not given_.problems


def test_the_first_study_is_read_where_the_row_of_headings_was_deleted() -> None:
    sheet = sheet_of(HEAD, (ABOUT_BERG.written(), "Berg (2020)", "to learn", ABOUT_BERG.check))
    (answer,) = read([sheet], "x.xlsx", FORM, [STUDY], ["en"]).answers
    assert (answer.key, answer.cell.cell.text) == (("berg", "aim", 1), "to learn")


def test_a_row_whose_cells_came_apart_is_named_and_not_read() -> None:
    other = RowAbout("dahl", "Dahl", "a").check
    sheet = sheet_of(HEAD, ("", "Study", "Aim"), (ABOUT_BERG.written(), "Berg (2020)", "to learn", other))
    given_ = read([sheet], "x.xlsx", FORM, [STUDY], ["en"])
    assert not given_.answers
    assert "the cells of this row belong to different rows" in str(given_.problems[0])


def test_a_citation_that_was_corrected_since_is_still_the_same_study() -> None:
    """The row says what it was called when it was written."""
    sheet = sheet_of(
        HEAD, ("", "Study", "Aim"), (ABOUT_BERG.written(), "Berg (2020)", "to learn", ABOUT_BERG.check)
    )
    given_ = read([sheet], "x.xlsx", FORM, [Study("berg", "Berg et al. (2020)", ())], ["en"])
    assert (len(given_.answers), given_.problems) == (1, [])


def test_columns_are_found_by_their_ids_wherever_they_are() -> None:
    head = (CHECK, "", "aim", "", OF_STUDY, marker("studies"))
    row = (ABOUT_BERG.check, "my note", "to learn", "", "Berg (2020)", ABOUT_BERG.written())
    given_ = read([sheet_of(head, ("", "", "Aim"), row)], "x.xlsx", FORM, [STUDY], ["en"])
    assert [one.cell.cell.text for one in given_.answers] == ["to learn"]
    assert ABOUT not in head


def test_how_something_was_settled_is_known_by_its_id_and_in_each_language() -> None:
    known = settlings([(Settling.THIRD_PERSON, ["third person", "tredje person"]), (Settling.AGREED, ["enighet"])])
    assert settling_of(" Tredje  person ", known) is Settling.THIRD_PERSON
    assert settling_of("third-person", known) is Settling.THIRD_PERSON
    assert settling_of("agreed", known) is Settling.AGREED
    assert settling_of("", known) is settling_of("coin", known) is None
