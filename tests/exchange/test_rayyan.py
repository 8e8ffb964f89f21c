"""Rayyan: its log is replayed to each reviewer's last word; without a log the notes are read."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.archives import Archive
from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange import rayyan
from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.imported import ImportedDecision, rows_of
from reviewkit.formats import ris
from tests.conftest import shared

ARTICLES = "key,title,year,doi,pubmed_id,notes\nrayyan-1,One,2020,10.1000/a,,\nrayyan-2,Two,2021,,12345,\n"
HEAD = "created_at,user_id,user_email,article_id,key,value\n"


def zipped(**files: str) -> Archive:
    """A zip as Rayyan exports it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"export/{name}.csv", text)
    return Archive(out.getvalue(), "x")


def log(*lines: tuple[str, str, str, str]) -> str:
    """A log of lines (who, article, key, value), a minute after each other."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for n, (who, article, key, value) in enumerate(lines):
        writer.writerow((f"2025-05-06T10:{n:02d}:00Z", "1", who, article, key, value))
    return HEAD + out.getvalue()


def replayed(*lines: tuple[str, str, str, str]) -> list[tuple[str, str, str, tuple[str, ...], bool]]:
    """Who, title, decision, reasons, later stage."""
    found = rayyan.from_log(rows_of(log(*lines)), rows_of(ARTICLES), "x.zip")
    return [(one.reviewer, one.title, one.choice.value, one.reasons, one.later_stage) for one in found]


def test_the_last_value_counts() -> None:
    assert replayed(("a@x", "1", "included", "1"), ("a@x", "1", "included", "-1")) == [
        ("a@x", "One", "exclude", (), False)
    ]


def test_each_reviewer_article_and_stage_has_a_word_of_its_own() -> None:
    assert replayed(
        ("a@x", "1", "included", "1"),
        ("b@x", "1", "included", "-1"),
        ("a@x", "2", "included", "0"),
        ("a@x", "1", "included__SYSTEM__STAGE__9", "-1"),
    ) == [
        ("a@x", "One", "include", (), False),
        ("b@x", "One", "exclude", (), False),
        ("a@x", "Two", "maybe", (), False),
        ("a@x", "One", "exclude", (), True),
    ]


@pytest.mark.parametrize("value", ["", "deleted", "2"])
def test_a_decision_that_was_cleared_is_none(value: str) -> None:
    assert replayed(("a@x", "1", "included", "1"), ("a@x", "1", "included", value)) == []


def test_reasons_count_until_they_are_deleted_and_go_with_an_exclusion_only() -> None:
    lines = (
        ("a@x", "1", '"__EXR__wrong population"', "1"),
        ("a@x", "1", '"__EXR__outcome"', "1"),
        ("a@x", "1", '"__EXR__wrong population"', "deleted"),
        ("b@x", "1", '"__EXR__not a\'s"', "1"),
    )
    assert replayed(*lines, ("a@x", "1", "included", "-1"))[0][3] == ("outcome",)
    assert replayed(*lines, ("a@x", "1", "included", "1"))[0][3] == ()


def test_deleting_a_reason_that_was_never_given_stops_nothing() -> None:
    assert replayed(("a@x", "1", "__EXR__x", "deleted"), ("a@x", "1", "included", "-1"))[0][3] == ()


def test_other_keys_of_the_log_are_no_decisions() -> None:
    assert (
        replayed(("a@x", "1", '"__LABEL__x"', "1"), ("a@x", "1", "note", "1"), ("a@x", "1", "includedness", "1"))
        == []
    )


def test_a_decision_knows_its_line_in_the_log_its_time_and_its_article() -> None:
    lines = rows_of(log(("a@x", "9", "note", "1"), ("a@x", "2", "included", "1")))
    (found,) = rayyan.from_log(lines, rows_of(ARTICLES), "x.zip")
    assert found.place == Place("x.zip/customizations_log.csv", 3)
    assert found.at == "2025-05-06T10:01:00Z"
    assert (found.pmid, found.year) == ("12345", 2021)


def test_an_article_that_the_export_does_not_have_is_named_by_its_number() -> None:
    assert replayed(("a@x", "77", "included", "1"))[0][1] == "Rayyan article 77"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a@x", "b@x"]), st.sampled_from(["1", "2"]), st.sampled_from(["1", "0", "-1", ""])
        ),
        max_size=20,
    )
)
def test_any_log_gives_each_reviewer_s_last_word(lines: list[tuple[str, str, str]]) -> None:
    last = {(who, article): value for who, article, value in lines}
    title = {"1": "One", "2": "Two"}
    word = {"1": "include", "0": "maybe", "-1": "exclude"}
    assert {
        (who, name): choice
        for who, name, choice, _, _ in replayed(
            *((who, article, "included", value) for who, article, value in lines)
        )
    } == {(who, title[article]): word[value] for (who, article), value in last.items() if value}


# --- the zip --------------------------------------------------------------------------------------------------------


def test_the_log_counts_where_there_is_one_and_the_notes_where_there_is_none() -> None:
    articles = ARTICLES.replace("10.1000/a,,", '10.1000/a,,"RAYYAN-INCLUSION: {""a@x""=>""Maybe""}"')
    told = log(("a@x", "1", "included", "1"))
    with zipped(articles=articles, customizations_log=told) as archive:
        assert [one.choice for one in rayyan.from_zip(archive, "x")] == ["include"]
    with zipped(articles=articles) as archive:
        assert [one.choice for one in rayyan.from_zip(archive, "x")] == ["maybe"]


@pytest.mark.parametrize("empty", ["", " \n"])
def test_the_notes_count_where_the_log_is_empty(empty: str) -> None:
    articles = ARTICLES.replace("10.1000/a,,", '10.1000/a,,"RAYYAN-INCLUSION: {""a@x""=>""Maybe""}"')
    with zipped(articles=articles, customizations_log=empty) as archive:
        assert [one.choice for one in rayyan.from_zip(archive, "x")] == ["maybe"]


def test_a_zip_without_articles_is_refused_in_words() -> None:
    with (
        zipped(customizations_log=log(("a@x", "1", "included", "1"))) as archive,
        pytest.raises(ReviewkitError, match=r"x: the zip has no articles\.csv"),
    ):
        rayyan.from_zip(archive, "x")


def test_articles_without_keys_are_no_traceback() -> None:
    with zipped(articles="title,notes\nOne,\n", customizations_log=log(("a@x", "1", "included", "1"))) as archive:
        assert [one.title for one in rayyan.from_zip(archive, "x")] == ["Rayyan article 1"]


def test_files_of_the_zip_are_known_by_their_names_in_any_folder_and_with_a_prefix() -> None:
    with zipped(
        rayyanR__articles=ARTICLES, rayyanR__customizations_log=log(("a@x", "2", "included", "-1"))
    ) as archive:
        (found,) = rayyan.from_zip(archive, "x")
    assert (found.title, found.choice) == ("Two", "exclude")


# --- notes ----------------------------------------------------------------------------------------------------------


def from_notes(notes: str) -> tuple[ImportedDecision, ...]:
    record = ris.read(f"TY  - JOUR\nTI  - One\nPY  - 2020\nDO  - 10.1000/a\nN1  - {notes}\nER  - \n", "x").records
    return rayyan.from_records(record)


def test_notes_hold_the_votes_and_everybody_s_reasons() -> None:
    found = from_notes(
        'mine | RAYYAN-INCLUSION: {"Anna"=>"Included", "b@x" => "Excluded"} | RAYYAN-LABELS: x'
        " | RAYYAN-EXCLUSION-REASONS: wrong population, outcome , | more"
    )
    assert [(one.reviewer, one.choice.value, one.reasons) for one in found] == [
        ("Anna", "include", ()),
        ("b@x", "exclude", ("wrong population", "outcome")),
    ]
    assert {(one.title, one.year, one.doi) for one in found} == {("One", 2020, "10.1000/a")}


def test_a_name_with_quotes_in_it_is_read() -> None:
    (found,) = from_notes(r'RAYYAN-INCLUSION: {"Anna \"A\" Berg"=>"Maybe"}')
    assert (found.reviewer, found.choice) == ('Anna "A" Berg', "maybe")


@pytest.mark.parametrize(
    "notes",
    [
        "",
        "nothing",
        "RAYYAN-INCLUSION: {}",
        'RAYYAN-INCLUSION: {"Anna"=>"Perhaps"}',
        'INCLUSION: {"a"=>"Included"}',
    ],
)
def test_notes_without_a_vote_hold_none(notes: str) -> None:
    assert from_notes(notes) == ()


def test_our_id_in_a_note_beside_the_votes_is_found() -> None:
    (found,) = from_notes('reviewkit:cinahl-0003 | RAYYAN-INCLUSION: {"a"=>"Included"}')
    assert found.record == "cinahl-0003"


def test_notes_of_several_fields_are_one_text() -> None:
    text = (
        'TY  - JOUR\nTI  - One\nN1  - RAYYAN-INCLUSION: {"a"=>"Excluded"}\n'
        "N1  - RAYYAN-EXCLUSION-REASONS: outcome\nER  - \n"
    )
    (found,) = rayyan.from_records(ris.read(text, "x").records)
    assert found.reasons == ("outcome",)


@pytest.mark.parametrize(
    ("file", "count", "people"),
    [
        ("rayyan-csv/pharmacovigilance-scoping-review__articles.csv", 1050, 3),
        ("rayyan-ris/rayyanR__articles.ris", 10, 2),
        ("rayyan-ris/rayyanR__tinea_update.ris", 16, 2),
    ],
)
def test_real_notes_of_rayyan_are_read(file: str, count: int, people: int) -> None:
    found = imported_decisions(shared("exports", file).read_bytes(), file)
    assert len(found) == count
    assert len({one.reviewer for one in found}) == people


def test_two_exports_of_rayyan_in_one_zip_are_refused_with_their_names() -> None:
    with (
        zipped(articles=ARTICLES, second_articles=ARTICLES) as archive,
        pytest.raises(ReviewkitError, match=r"export/articles\.csv, export/second_articles\.csv"),
    ):
        rayyan.from_zip(archive, "x")


# --- times, labels, notes, RIS --------------------------------------------------------------------------------------


def test_the_log_is_replayed_by_its_times_and_not_by_its_lines() -> None:
    text = log(("a@x", "1", "included", "-1"), ("a@x", "1", "included", "1"), ("a@x", "1", "included", "0"))
    head, *lines = text.splitlines()
    for order in (lines, lines[::-1], [lines[2], lines[0], lines[1]]):
        (found,) = rayyan.from_log(rows_of("\n".join([head, *order])), rows_of(ARTICLES), "x.zip")
        assert (found.choice, found.at) == ("maybe", "2025-05-06T10:02:00Z")


def test_reasons_are_in_the_order_in_which_they_were_given() -> None:
    lines = (("a@x", "1", "__EXR__second", "1"), ("a@x", "1", "included", "-1"), ("a@x", "1", "__EXR__first", "1"))
    assert replayed(*lines)[0][3] == ("second", "first")


def test_labels_of_the_log_are_those_of_each_person() -> None:
    lines = (
        ("a@x", "1", '"__LABEL__rural"', "1"),
        ("a@x", "1", '"__LABEL__gone"', "1"),
        ("a@x", "1", '"__LABEL__gone"', "deleted"),
        ("a@x", "1", "included", "1"),
        ("b@x", "1", "included", "1"),
    )
    found = rayyan.from_log(rows_of(log(*lines)), rows_of(ARTICLES), "x.zip")
    assert [(one.reviewer, one.labels) for one in found] == [("a@x", ("rural",)), ("b@x", ())]


def test_labels_and_notes_of_the_articles_are_kept() -> None:
    found = from_notes(
        'RAYYAN-INCLUSION: {"Anna"=>"Included", "Bo"=>"Excluded"} | RAYYAN-LABELS: rural,nurses | '
        'RAYYAN-EXCLUSION-REASONS: outcome | USER-NOTES: {"Anna"=>["read it", "twice [sic]"], "Bo"=>["small"]}'
    )
    assert {one.labels for one in found} == {("rural", "nurses")}
    assert {one.notes_of for one in found} == {(("Anna", "read it; twice [sic]"), ("Bo", "small"))}
    assert [one.reasons_in_order for one in found] == [False, False]


def test_a_log_beside_a_ris_is_replayed() -> None:
    out = io.BytesIO()
    articles = (
        "TY  - JOUR\nTI  - One\nPY  - 2020\nDO  - 10.1000/a\nAN  - rayyan-1\nER  - \n"
        "TY  - JOUR\nTI  - Two\nAN  - rayyan-2\nN1  - reviewkit:cinahl-0002 | RAYYAN-LABELS: rural\nER  - \n"
    )
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("articles.ris", articles)
        packed.writestr(
            "customizations_log.csv", log(("a@x", "1", "included", "1"), ("b@x", "2", "included", "-1"))
        )
    found = imported_decisions(out.getvalue(), "x.zip")
    assert [(one.reviewer, one.title, one.doi, one.record, one.choice, one.labels) for one in found] == [
        ("a@x", "One", "10.1000/a", "", "include", ()),
        ("b@x", "Two", "", "cinahl-0002", "exclude", ("rural",)),
    ]
