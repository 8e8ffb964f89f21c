"""A project of QualCoder: its categories and codes, and what is coded in its texts."""

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.projects import Project, guid_of
from reviewkit.exchange.qualcoder import is_qualcoder, project_of
from reviewkit.exchange.rows import Data, Value

TEXT = "🙂 We trust each other."
DATA: Data = {
    "source": [{"id": 1, "name": "Berg.txt", "fulltext": TEXT, "mediapath": "/docs/b.txt", "memo": "m"}],
    "code_cat": [{"catid": 1, "name": "Bonds", "supercatid": None}, {"catid": 2, "name": "In", "supercatid": 1}],
    "code_name": [
        {"cid": 1, "name": "Trust", "catid": 2, "color": "#F00"},
        {"cid": 2, "name": "Time", "catid": None, "supercid": 1},
    ],
    "code_text": [
        {"ctid": 1, "cid": 1, "fid": 1, "seltext": "trust", "pos0": 5, "pos1": 10, "owner": "kari", "memo": "one"},
        {"ctid": 2, "cid": 2, "fid": 1, "seltext": "trust", "pos0": 5, "pos1": 10, "owner": "kari", "memo": "two"},
        {"ctid": 3, "cid": 2, "fid": 1, "seltext": "trust", "pos0": 5, "pos1": 10, "owner": "ola", "memo": None},
        {"ctid": 4, "cid": 1, "fid": 1, "seltext": "old words", "pos0": 0, "pos1": 4, "owner": "ola"},
        {"ctid": 5, "cid": 1, "fid": 9, "seltext": "x", "pos0": 0, "pos1": 1, "owner": "ola"},
    ],
    "cases": [{"caseid": 1, "name": "Berg (2024)"}],
    "case_text": [{"caseid": 1, "fid": 1}],
    "code_image": [{"imid": 1}, {"imid": 2}],
}


def test_codes_on_the_same_words_by_one_person_are_one_quote() -> None:
    read = project_of(DATA, "P")
    quotes = [(one.words, one.start, one.coder, len(one.marks), one.note) for one in read.quotes]
    assert quotes == [
        ("trust", 5, "kari", 2, "one\ntwo"),
        ("trust", 5, "ola", 1, ""),
        ("old words", -1, "ola", 1, ""),
    ]
    assert [(one.name, one.file) for one in read.sources] == [("Berg.txt", "b.txt")]
    assert [(one.name, one.sources) for one in read.cases] == [("Berg (2024)", (read.sources[0].guid,))]
    assert [one.name for one in read.users] == ["kari", "ola"]


def test_a_file_that_is_divided_over_cases_is_of_each() -> None:
    cases = [{"caseid": 1, "name": "Berg"}, {"caseid": 2, "name": "Aas"}]
    read = project_of({**DATA, "cases": cases, "case_text": [{"caseid": n, "fid": 1} for n in (1, 1, 2)]})
    assert [(one.name, one.sources) for one in read.cases] == [
        (name, (read.sources[0].guid,)) for name in ("Berg", "Aas")
    ]


def test_codes_lie_in_categories_and_below_codes() -> None:
    guid = {kind: guid_of("qualcoder", *kind.split()) for kind in ("category 1", "category 2", "code 1")}
    assert [(one.name, one.parent, one.codable) for one in project_of(DATA).codes] == [
        ("Bonds", "", False),
        ("In", guid["category 1"], False),
        ("Trust", guid["category 2"], True),
        ("Time", guid["code 1"], True),
    ]


def test_what_is_left_out_is_named() -> None:
    assert project_of(DATA).losses == (
        "left out: codes on areas of pictures (2)",
        "left out: codes on files that are not there (1)",
        "Berg.txt: where the project places 1 of its quotes, this document now has other words. The words that the "
        "project kept were imported, first 'old words'; check whether the text was changed after it was coded",
    )


@pytest.mark.parametrize(("first", "second"), [(1, 2), (1.0, 2.0), ("1", "2"), ("a", "b"), (-1, -2)])
def test_quotes_have_their_codes_and_documents_whatever_ids_are(first: Value, second: Value) -> None:
    data: Data = {
        "source": [
            {"id": first, "name": "A", "fulltext": "We trust."},
            {"id": second, "name": "B", "fulltext": "No."},
        ],
        "code_name": [{"cid": first, "name": "Trust"}, {"cid": second, "name": "Fear"}],
        "code_text": [
            {"ctid": 1, "cid": first, "fid": first, "pos0": 3.0, "pos1": 8.0},
            {"ctid": 2, "cid": second, "fid": second, "pos0": 0, "pos1": 2},
        ],
    }
    read = project_of(data)
    names = {one.guid: one.name for one in (*read.codes, *read.sources)}
    said = [(one.words, names[one.source], names[one.marks[0].code]) for one in read.quotes]
    assert said == [("trust", "A", "Trust"), ("No", "B", "Fear")]
    assert read.losses == ()


def test_rows_without_an_id_and_what_refers_to_nothing_are_left_out_and_told() -> None:
    data: Data = {
        **DATA,
        "source": [*DATA["source"], {"id": None, "name": "lost", "fulltext": "x"}],
        "code_cat": [{"catid": 1, "name": "Bonds", "supercatid": 7}],
        "code_name": [{"cid": None, "name": "Fear"}, {"cid": 1, "name": "Trust", "catid": "x", "supercid": -1}],
        "code_text": [{"ctid": None, "cid": 1, "fid": None, "pos0": 0, "pos1": 2}],
        "case_text": [{"caseid": 8, "fid": 1}, {"caseid": None, "fid": 1}],
    }
    read = project_of(data)
    assert [one.sources for one in read.cases] == [()]
    assert [(one.name, one.parent) for one in read.codes] == [("Bonds", ""), ("Trust", "")]
    assert read.quotes == ()
    assert set(read.losses) == {
        "left out: rows of the table source without an id (1)",
        "left out: rows of the table code_name without an id (1)",
        "left out: texts of cases that are not there (2)",
        "left out: places below categories or codes that are not there (2)",
        "left out: codes on areas of pictures (2)",
        "left out: codes on files that are not there (1)",
    }


@pytest.mark.parametrize(
    ("table", "column"), [("source", "id"), ("code_cat", "catid"), ("code_name", "cid"), ("cases", "caseid")]
)
def test_two_rows_of_one_id_are_refused(table: str, column: str) -> None:
    rows = [*DATA[table], {column: 1.0, "name": "other"}]
    with pytest.raises(ReviewkitError, match=rf"^data\.qda: two rows of the table {table} have the id 1, so"):
        project_of({**DATA, table: rows}, "P", "data.qda")


def test_quotes_that_lie_in_each_other_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUOTED", 1_000)
    row = {"cid": 1, "fid": 1, "pos0": 0, "pos1": 100, "owner": "kari"}

    def read(n: int) -> Project:
        rows = [{**row, "ctid": number} for number in range(n)]
        return project_of(
            {**DATA, "source": [{"id": 1, "fulltext": "x" * 100}], "code_text": rows}, "P", "data.qda"
        )

    assert len(read(10).quotes[0].marks) == 10
    with pytest.raises(ReviewkitError, match=r"^data\.qda: the quotes of this project have more than"):
        read(11)


@pytest.mark.parametrize(("low", "high"), [(None, 8), (-5, 8), (3, 10**18), (3.5, 8), (8, 3), ("x", 8)])
def test_a_place_that_cannot_be_is_told_and_only_the_words_are_taken(low: Value, high: Value) -> None:
    row: dict[str, Value] = {"ctid": 1, "cid": 1, "fid": 1, "pos0": low, "pos1": high, "owner": "kari"}
    rows = [{**row, "seltext": "trust"}, {**row, "ctid": 2, "seltext": ""}]
    data: Data = {**DATA, "source": [{"id": 1, "name": "A", "fulltext": "We trust."}], "code_text": rows}
    read = project_of(data)
    assert [(one.words, one.start, one.end) for one in read.quotes] == [("trust", -1, -1), ("", -1, -1)]
    assert read.losses[-1].startswith(
        "A: the places of some of its selections (2) are none in its text: the first is"
    )


def test_which_database_is_one_of_qualcoder() -> None:
    assert is_qualcoder(frozenset(DATA))
    assert not is_qualcoder(frozenset(("source",)))
