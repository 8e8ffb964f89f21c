"""Covidence: which list a record is on is what the team agreed; the file does not say which list it is."""

import pytest

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange import covidence
from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.imported import rows_of
from tests.conftest import shared

TABLE = (
    "Title,Authors,Published Year,DOI,Covidence #,Notes\n"
    'One,"Berg, N",2020,10.1000/a,#1,Exclusion reason: Wrong population; seen by both\n'
    "Two,,2021,,#2,exclusion REASON:  outcome \n"
    "Three,,2022,,#3,reviewkit:cinahl-0003\n"
)


def read(list_name: str) -> list[tuple[str, str, bool, tuple[str, ...]]]:
    """Title, decision, later stage, reasons."""
    found = covidence.from_table(rows_of(TABLE), "x.csv", list_name)
    return [(one.title, one.choice.value, one.later_stage, one.reasons) for one in found]


def test_what_went_on_to_full_text_was_included_at_the_first_stage() -> None:
    assert read("select") == [(title, "include", False, ()) for title in ("One", "Two", "Three")]


def test_what_was_irrelevant_was_excluded_at_the_first_stage() -> None:
    assert read("irrelevant") == [
        ("One", "exclude", False, ("Wrong population",)),
        ("Two", "exclude", False, ("outcome",)),
        ("Three", "exclude", False, ()),
    ]


def test_what_was_excluded_at_full_text_had_passed_the_first_stage() -> None:
    assert read("excluded")[:2] == [
        ("One", "include", False, ()),
        ("One", "exclude", True, ("Wrong population",)),
    ]
    assert len(read("excluded")) == 6


def test_what_is_included_passed_both_stages_and_needs_no_reason() -> None:
    assert read("included")[:2] == [("One", "include", False, ()), ("One", "include", True, ())]


@pytest.mark.parametrize("list_name", covidence.LISTS)
def test_a_list_is_what_a_team_agreed_on_and_says_where_it_is_from(list_name: str) -> None:
    found = covidence.from_table(rows_of(TABLE), "x.csv", list_name)
    assert {(one.final, one.reviewer) for one in found} == {(True, "")}
    assert all(one.note.startswith(f"from Covidence, list {list_name}") for one in found)


def test_a_decision_knows_its_line_and_its_record() -> None:
    *_, last = covidence.from_table(rows_of(TABLE), "x.csv", "select")
    assert (last.place, last.record) == (Place("x.csv", 4), "cinahl-0003")
    first = covidence.from_table(rows_of(TABLE), "x.csv", "select")[0]
    assert (first.doi, first.year) == ("10.1000/a", 2020)


@pytest.mark.parametrize("list_name", ["", "Select", "all", "../x"])
def test_a_list_that_was_not_named_is_asked_for(list_name: str) -> None:
    with pytest.raises(
        ReviewkitError, match="Name it with --list, one of: select, irrelevant, excluded, included"
    ):
        imported_decisions(TABLE.encode(), "x.csv", list_name)


def test_a_list_without_rows_has_no_decisions() -> None:
    assert covidence.from_table([], "x.csv", "select") == ()


@pytest.mark.parametrize(("file", "list_name"), [("irrelevant", "irrelevant"), ("select", "select")])
def test_real_lists_are_read(file: str, list_name: str) -> None:
    (path,) = shared("exports", "covidence-csv").glob(f"*{file}*.csv")
    found = imported_decisions(path.read_bytes(), path.name, list_name)
    assert len(found) > 10
    assert all(one.title for one in found)
    assert len({one.place.line for one in found}) == len(found)


# --- whose reason, which format -------------------------------------------------------------------------------------

REMARK = "Anna Berg (2026-03-01 10:00:00)(Screen): "


@pytest.mark.parametrize(
    ("notes", "reason"),
    [
        (
            f"{REMARK}maybe Exclusion reason: wrong population; Exclusion reason: Wrong study design; ",
            "Wrong study design",
        ),
        (f"{REMARK}I think; Exclusion reason: wrong population; Exclusion reason: outcome", "outcome"),
        ("Exclusion reason: Wrong population; ", "Wrong population"),
        (f"{REMARK}no Exclusion reason: wrong population", ""),
        (f"{REMARK}fine; ", ""),
        ("", ""),
    ],
)
def test_the_reason_is_covidence_s_own_and_not_one_that_a_remark_quotes(notes: str, reason: str) -> None:
    rows = [(2, {"title": "One", "covidence #": "#1", "notes": notes})]
    *_, last = covidence.from_table(rows, "x.csv", "excluded")
    assert last.reasons == ((reason,) if reason else ())


def test_what_follows_a_reason_may_belong_to_it() -> None:
    rows = [(2, {"notes": f"{REMARK}small; Exclusion reason: Wrong population; not adults; seen by both; "})]
    first, last = covidence.from_table(rows, "x.csv", "excluded")
    assert (last.reasons, last.after_reason) == (("Wrong population",), ("not adults", "seen by both"))
    assert first.after_reason == ()


def test_remarks_and_tags_are_kept() -> None:
    rows = [(2, {"notes": f"{REMARK}small sample; Exclusion reason: outcome; ", "tags": "rural, nurses"})]
    *_, last = covidence.from_table(rows, "x.csv", "excluded")
    assert last.note == f"from Covidence, list excluded; {REMARK}small sample"
    assert last.labels == ("rural", "nurses")


RIS = (
    "TY  - JOUR\nT1  - One\nA1  - Berg, Nora\nY1  - 2020///\nDO  - 10.1000/a\n"
    "N1  - Exclusion reason: Wrong study design; \nER  - \n"
)


def test_a_list_that_was_exported_as_ris_is_read_as_its_csv_is() -> None:
    found = imported_decisions(RIS.encode(), "x.ris", "excluded")
    assert [(one.choice.value, one.later_stage, one.reasons, one.doi, one.year) for one in found] == [
        ("include", False, (), "10.1000/a", 2020),
        ("exclude", True, ("Wrong study design",), "10.1000/a", 2020),
    ]
    assert [one.choice.value for one in imported_decisions(RIS.replace("N1", "U1").encode(), "x", "select")] == [
        "include"
    ]


def test_a_list_as_ris_that_was_not_named_is_asked_for_and_a_bare_one_offers_what_can_be_said() -> None:
    with pytest.raises(ReviewkitError, match="Name it with --list"):
        imported_decisions(RIS.encode(), "x.ris")
    with pytest.raises(ReviewkitError, match=r"no decisions were found in this file\..*--kept"):
        imported_decisions(b"TY  - JOUR\nT1  - One\nER  - \n", "x.ris")


def test_a_name_of_a_list_is_not_ignored_where_the_file_is_none() -> None:
    with pytest.raises(ReviewkitError, match="this is no list of Covidence"):
        imported_decisions(b"record,reviewer,decision\ns-1,a,include\n", "x.csv", "select")
