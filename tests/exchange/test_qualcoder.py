"""A project of QualCoder: its categories and codes, and what is coded in its texts."""

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.projects import Project, guid_of
from reviewkit.exchange.qualcoder import is_qualcoder, project_of
from reviewkit.exchange.rows import Data

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
    assert [(one.name, one.file, one.study) for one in read.sources] == [("Berg.txt", "b.txt", "Berg (2024)")]
    assert [one.name for one in read.users] == ["kari", "ola"]


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
    )


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


def test_which_database_is_one_of_qualcoder() -> None:
    assert is_qualcoder(frozenset(DATA))
    assert not is_qualcoder(frozenset(("source",)))
