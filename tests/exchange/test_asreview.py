"""ASReview: one label a record, in its RIS, its tables, its project; version 3 says whose, when and why."""

import io
import sqlite3
import zipfile

import pytest

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange import asreview
from reviewkit.exchange.decisions import imported_decisions, matched
from reviewkit.exchange.imported import rows_of
from reviewkit.formats import ris
from reviewkit.model import ExclusionReason, Protocol, Reviewer, two_stages
from reviewkit.words import Choice
from tests.builders import record
from tests.conftest import shared

TABLES = (
    "CREATE TABLE results (record_id INTEGER, label INTEGER, time FLOAT);"
    "CREATE TABLE record (record_id INTEGER, title TEXT, year INTEGER, doi TEXT);"
    "INSERT INTO record VALUES (7, 'A title', 2020, '10.1000/x'), (8, 'Another', NULL, NULL);"
)
LABELS = "INSERT INTO results VALUES (7, 1, 1745432659.8), (8, 0, NULL), (9, NULL, NULL);"


def project(*scripts: str, **files: bytes) -> bytes:
    """A project file with a database for each script."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("project.json", "{}")
        for number, script in enumerate(scripts):
            database = sqlite3.connect(":memory:")
            database.executescript(script)
            packed.writestr(f"reviews/{number}/results.db", bytes(database.serialize()))
            database.close()
        for name, data in files.items():
            packed.writestr(name.replace("__", "/").replace("_db", ".db"), data)
    return archive.getvalue()


# --- tables and RIS -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", asreview.LABEL_COLUMNS)
def test_the_column_of_labels_has_many_names(name: str) -> None:
    assert asreview.label_column(["title", name, "doi"]) == name
    found = imported_decisions(f"title,{name}\nOne,1\nTwo,0\nThree,\n".encode(), "x.csv")
    assert [(one.title, one.choice) for one in found] == [("One", Choice.INCLUDE), ("Two", Choice.EXCLUDE)]


def test_the_column_of_the_newest_name_counts() -> None:
    assert asreview.label_column(["included", "label", "asreview_label"]) == "asreview_label"
    assert asreview.label_column(["title", "doi"]) == ""


@pytest.mark.parametrize(
    ("label", "choice"),
    [
        ("1", "include"),
        ("1.0", "include"),
        ("0", "exclude"),
        ("0.0", "exclude"),
        ("-1", None),
        ("", None),
        ("x", None),
    ],
)
def test_what_was_not_seen_has_no_label(label: str, choice: str | None) -> None:
    found = asreview.from_table(rows_of(f"title,asreview_label\nOne,{label}\n"), "x.csv")
    assert [one.choice.value for one in found] == ([choice] if choice else [])


def test_a_label_knows_its_line_and_our_id() -> None:
    text = "title,notes,doi,year,label\nOne,,,,\nTwo,reviewkit:wos-0002,https://doi.org/10.1000/B,2020,1\n"
    (found,) = asreview.from_table(rows_of(text), "x.csv")
    assert (found.place, found.record, found.doi, found.year) == (Place("x.csv", 3), "wos-0002", "10.1000/b", 2020)
    assert found.reviewer == ""
    assert asreview.from_table([], "x.csv") == ()


def test_a_record_of_its_ris_is_known_by_doi_and_pubmed_id_too() -> None:
    text = (
        "TY  - JOUR\nTI  - One\nDO  - 10.1000/x\nUR  - https://pubmed.ncbi.nlm.nih.gov/123456\n"
        "N1  - ASReview_relevant\nER  - \n"
    )
    (found,) = asreview.from_records(ris.read(text, "x.ris").records)
    assert (found.title, found.doi, found.pmid) == ("One", "10.1000/x", "123456")


def test_the_notes_of_its_ris_hold_the_labels() -> None:
    text = "".join(
        f"TY  - JOUR\nTI  - Title {n}\nPY  - 2020\nN1  - reviewkit:wos-000{n}\nN1  - {note}\nER  - \n"
        for n, note in enumerate(("ASReview_relevant", "ASReview_irrelevant", "ASReview_not_seen", "x"), start=1)
    )
    found = asreview.from_records(ris.read(text, "x.ris").records)
    assert [(one.record, one.choice.value, one.year, one.place.line) for one in found] == [
        ("wos-0001", "include", 2020, 1),
        ("wos-0002", "exclude", 2020, 7),
    ]


# --- projects -------------------------------------------------------------------------------------------------------


def test_an_asreview_project_is_read() -> None:
    data = project(TABLES + LABELS, **{"..__..__evil.txt": b"path tricks in a zip write nothing"})
    found = imported_decisions(data, "x.asreview")
    assert [(one.choice, one.title, one.doi, one.at) for one in found] == [
        (Choice.INCLUDE, "A title", "10.1000/x", "2025-04-23T18:24:19Z"),
        (Choice.EXCLUDE, "Another", "", ""),
    ]
    assert [one.year for one in found] == [2020, None]


def test_labels_and_records_may_be_in_two_databases() -> None:
    records = TABLES.replace("CREATE TABLE results (record_id INTEGER, label INTEGER, time FLOAT);", "")
    results = "CREATE TABLE results (record_id INTEGER, label INTEGER, time FLOAT);" + LABELS
    for scripts in ((records, results), (results, records)):
        found = imported_decisions(project(*scripts), "x.asreview")
        assert [one.title for one in found] == ["A title", "Another"]


def test_a_label_on_a_record_that_the_project_does_not_have_is_named_by_its_number() -> None:
    found = imported_decisions(project(TABLES + "INSERT INTO results VALUES (99, 1, 0);"), "x.asreview")
    assert [one.title for one in found] == ["ASReview record 99"]


def test_a_record_that_the_project_has_without_title_and_doi_is_named_by_its_number() -> None:
    data = project(TABLES + LABELS + "UPDATE record SET title = NULL, doi = NULL;")
    assert [one.title for one in imported_decisions(data, "x.asreview")] == [
        "ASReview record 7",
        "ASReview record 8",
    ]


def test_databases_of_an_older_asreview_are_left_alone() -> None:
    data = project(TABLES + LABELS, legacy__old_db=b"not a database of this version")
    assert len(imported_decisions(data, "x.asreview")) == 2


@pytest.mark.parametrize("script", ["CREATE TABLE other (x);", TABLES, ""])
def test_a_project_without_labels_has_no_decisions(script: str) -> None:
    assert imported_decisions(project(script or "CREATE TABLE x (y);"), "x.asreview") == ()
    assert imported_decisions(project(), "x.asreview") == ()


@pytest.mark.parametrize(
    "data",
    [b"not a database, and long enough to be looked at", b"SQLite format 3\0" + b"x" * 5000],
)
def test_a_database_that_cannot_be_read_is_reported(data: bytes) -> None:
    with pytest.raises(ReviewkitError, match="this database cannot be read"):
        imported_decisions(project(results_db=data), "x.asreview")


def test_a_database_without_the_columns_is_reported() -> None:
    with pytest.raises(ReviewkitError, match=r"the table results of this project has no column label"):
        imported_decisions(project("CREATE TABLE results (record_id INTEGER);"), "x.asreview")


def test_an_empty_database_is_no_traceback() -> None:
    assert imported_decisions(project(results_db=b""), "x.asreview") == ()


@pytest.mark.parametrize(
    "time", ["1e20", "'yesterday'", "-1e12", "1e300", "-1e18", "9e999", "x'ff'", "'nan'", "0"]
)
def test_a_time_that_is_none_is_no_traceback(time: str) -> None:
    data = project(TABLES + f"INSERT INTO results VALUES (7, 1, {time});")
    assert [one.at for one in imported_decisions(data, "x.asreview")] == [""]


@pytest.mark.parametrize(
    ("title", "text"), [("5", "5"), ("x'41'", "A"), ("x'ff'", "\ufffd"), ("1.5", "1.5"), ("NULL", "")]
)
def test_a_title_of_another_type_is_text(title: str, text: str) -> None:
    data = project(
        "CREATE TABLE results (record_id, label, time); CREATE TABLE record (record_id, title, year, doi);"
        f"INSERT INTO record VALUES (7, {title}, x'00', 10.5); INSERT INTO results VALUES (7, 1, 5);"
    )
    assert [(one.title, one.year, one.doi) for one in imported_decisions(data, "x.asreview")] == [(text, None, "")]


@pytest.mark.parametrize("label", ["'0'", "0.0", "'0.0'", "'1'", "1.0"])
def test_a_label_of_another_type_means_what_it_says(label: str) -> None:
    data = project(
        "CREATE TABLE results (record_id, label, time);" + f"INSERT INTO results VALUES (7, {label}, NULL);"
    )
    wanted = Choice.INCLUDE if "1" in label else Choice.EXCLUDE
    assert [one.choice for one in imported_decisions(data, "x.asreview")] == [wanted]


@pytest.mark.parametrize("label", ["2", "-1", "'x'", "x'01'", "0.5"])
def test_a_label_that_asreview_does_not_have_is_refused(label: str) -> None:
    data = project(TABLES + f"INSERT INTO results VALUES (7, {label}, NULL);")
    with pytest.raises(ReviewkitError, match=r"x\.asreview: the label of record 7 is"):
        imported_decisions(data, "x.asreview")


def test_a_value_that_grows_without_end_is_refused() -> None:
    data = project(
        "CREATE TABLE record (record_id, year, doi, title AS (hex(zeroblob(90000000))));"
        "INSERT INTO record (record_id) VALUES (1);"
    )
    with pytest.raises(ReviewkitError, match="cannot be read"):
        imported_decisions(data, "x.asreview")


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("asreview-project/asreview__asreview-demo-project-v2.asreview", 23),
        ("asreview-project/asreview__asreview-demo-project.asreview", 23),
        ("asreview-csv/asreview__generic_labels.csv", 6),
        ("asreview-csv/asreview__generic_partial_labels.csv", 4),
        ("asreview-ris/asreview__baseline_tag-notes_labels.ris", 20),
    ],
)
def test_real_labels_of_asreview_are_read(file: str, count: int) -> None:
    assert len(imported_decisions(shared("exports", file).read_bytes(), file)) == count


# --- who, when and why (version 3) ----------------------------------------------------------------------------------

PROTOCOL = Protocol(
    "x",
    reviewers=(Reviewer("a", "Anna", addresses=("anna@example.org",)), Reviewer("b", "Bo")),
    reasons=(ExclusionReason("population", aliases=("wrong-people",)), ExclusionReason("study-design")),
    stages=two_stages(),
)
RECORDS = {
    f"s-{n:04d}": record(f"s-{n:04d}", title=f"A long title of the number {n}", year=2020) for n in range(1, 5)
}
HEAD = (
    "title,year,asreview_label,asreview_time,asreview_note,asreview_tag_reason_population,"
    "asreview_tag_reason_study_design,asreview_tag_topic_rural,asreview_user_name,asreview_user_email\n"
)


def row(n: int, label: int, *more: str) -> str:
    return f"A long title of the number {n},2020,{label},{','.join(more)}\n"


def test_the_user_the_time_the_note_and_the_tags_of_a_table_are_kept() -> None:
    text = (
        HEAD
        + row(1, 1, "2026-03-01 10:00:00", "good", "1", "0", "1", "Anna", "anna@example.org")
        + row(2, 0, "2026-03-01 10:01:00", "", "0", "1.0", "", "Bo", "")
        + row(3, 0, "", "", "1", "1", "1", "", "")
    )
    found, problems = matched(imported_decisions(text.encode(), "x.csv"), RECORDS, PROTOCOL, "a")
    assert problems == ()
    assert [(o.reviewer, o.decision.at, o.note, o.reason, o.other_reasons, o.labels) for o in found] == [
        ("a", "2026-03-01 10:00:00", "good", "", (), ("reason_population", "topic_rural")),
        ("b", "2026-03-01 10:01:00", "", "study-design", (), ()),
        ("a", "", "", "population", ("study-design",), ("topic_rural",)),
    ]


@pytest.mark.parametrize(
    ("name", "address", "reviewer"),
    [
        ("Anna", "anna@example.org", "a"),
        ("Anna", "new@example.org", "a"),
        ("", "anna@example.org", "a"),
        ("Bo", "", "b"),
        ("Carl", "carl@example.org", None),
    ],
)
def test_a_user_is_known_by_address_or_name_and_is_never_the_importer_where_neither_is_known(
    name: str, address: str, reviewer: str | None
) -> None:
    text = HEAD + row(1, 1, "", "", "", "", "", name, address)
    found, problems = matched(imported_decisions(text.encode(), "x.csv"), RECORDS, PROTOCOL, "b")
    assert [one.reviewer for one in found] == ([reviewer] if reviewer else [])
    assert len(problems) == (reviewer is None)


@pytest.mark.parametrize("tag", ["reason_population", "population", "why_wrong_people", "g_Wrong-People"])
def test_a_tag_is_a_reason_by_id_or_alias_with_any_group_before_it(tag: str) -> None:
    text = f"title,year,asreview_label,asreview_tag_{tag}\nA long title of the number 1,2020,0,1\n"
    ((found,), _) = matched(imported_decisions(text.encode(), "x.csv"), RECORDS, PROTOCOL, "a")
    assert (found.reason, found.labels) == ("population", ())


def test_the_notes_of_its_ris_say_who_and_when_too() -> None:
    text = (
        "TY  - JOUR\nTI  - A long title of the number 2\nPY  - 2020\nN1  - ASReview_irrelevant\n"
        'N1  - asreview_time: "2026-03-01 10:01:00"\nN1  - asreview_note: "no \\"staff\\" view"\n'
        "N1  - asreview_tag_reason_population: 1\nN1  - asreview_tag_topic_rural: 0\n"
        'N1  - asreview_user_email: "anna@example.org"\nER  - \n'
    )
    ((found,), problems) = matched(imported_decisions(text.encode(), "x.ris"), RECORDS, PROTOCOL, "b")
    assert problems == ()
    assert (found.reviewer, found.decision.at, found.note, found.reason, found.labels) == (
        "a",
        "2026-03-01 10:01:00",
        'no "staff" view',
        "population",
        (),
    )


def test_two_labels_on_one_record_are_refused_with_their_line() -> None:
    text = "TY  - JOUR\nTI  - One\nN1  - ASReview_irrelevant\nN1  - ASReview_relevant\nER  - \n"
    with pytest.raises(ReviewkitError, match=r"x\.ris:1: this record is labelled both"):
        imported_decisions(text.encode(), "x.ris")


VERSION_3 = (
    "CREATE TABLE results (record_id INTEGER, label INTEGER, time FLOAT, note TEXT, tags JSON);"
    "CREATE TABLE record (record_id INTEGER, title TEXT, year INTEGER, doi TEXT, authors JSON, url TEXT,"
    " dataset_row INTEGER, dataset_id TEXT);"
)
DATA = "TY  - JOUR\nT1  - A long title of the number 1\nN1  - reviewkit:s-0003\nER  - \n" * 2


def version_3(title: str, dataset_row: int = 1) -> bytes:
    tags = '[{"export": "reason", "values": [{"export": "population", "checked": true}, {"export": "x"}]}]'
    script = VERSION_3 + (
        f"INSERT INTO record VALUES (7, '{title}', NULL, NULL, '[\"Berg, Nora\"]', NULL, {dataset_row}, 'd1');"
        f"INSERT INTO results VALUES (7, 0, 1745432659, 'why', '{tags}');"
    )
    archive = io.BytesIO(project(script))
    with zipfile.ZipFile(archive, "a") as packed:
        packed.writestr("data/x.ris", DATA)
    data = archive.getvalue()
    told = '{"datasets": [{"id": "d1", "name": "x.ris"}]}'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as packed:
        for entry in old.infolist():
            packed.writestr(entry, told if entry.filename == "project.json" else old.read(entry))
    return out.getvalue()


def test_a_record_without_a_title_is_looked_up_in_the_data_set_of_the_project() -> None:
    (found,) = imported_decisions(version_3(""), "x.asreview")
    assert (found.record, found.title, found.authors) == (
        "s-0003",
        "A long title of the number 1",
        ("Berg, Nora",),
    )
    assert (found.note, found.tags, found.at) == ("why", ("reason_population",), "2025-04-23T18:24:19Z")


@pytest.mark.parametrize("data", [version_3("Quite another title"), version_3("", 99)])
def test_a_data_set_whose_rows_are_others_misleads_nobody(data: bytes) -> None:
    assert [one.record for one in imported_decisions(data, "x.asreview")] == [""]
