"""A project of qualitative-coding: coded lines of plain texts, and a tree of codes."""

import pytest

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.projects import guid_of
from reviewkit.exchange.qualitative_coding import DEEPEST, Tree, documents_of, is_qc, project_of
from reviewkit.exchange.rows import Data

TEXT = "🙂 first\r\nWe trust each other.\r\n\r\nlast"


def data(*lines: tuple[int, str, str]) -> Data:
    numbers = range(1, len(lines) + 1)
    return {
        "document": [{"file_path": "berg.txt"}, {"file_path": "gone.txt"}],
        "document_index": [{"id": 1, "document_id": "berg.txt"}],
        "location": [{"id": 7, "document_index_id": 1}],
        "coded_line": [
            {"id": n, "line": line, "coder_id": who, "code_id": code}
            for n, (line, code, who) in zip(numbers, lines, strict=True)
        ],
        "coded_line_location_association": [{"coded_line_id": n, "location_id": 7} for n in numbers],
    }


def test_each_coded_line_of_a_person_is_a_quote() -> None:
    coded = data(
        (1, "Trust", "kari"), (1, "Time", "kari"), (1, "Trust", "ola"), (2, "Trust", "kari"), (99, "x", "k")
    )
    read = project_of(coded, [{"Bonds": ["Trust"]}, "Time"], {"berg.txt": TEXT})
    assert [(one.words, one.start, one.coder, len(one.marks)) for one in read.quotes] == [
        ("We trust each other.", 8, "kari", 2),
        ("We trust each other.", 8, "ola", 1),
    ]
    assert read.losses == ("left out: coded lines without text (2)",)
    assert documents_of(coded) == ["berg.txt", "gone.txt"]


def test_ids_may_be_texts_and_what_has_none_is_left_out() -> None:
    coded: Data = {
        **data(),
        "document": [{"file_path": "a.txt"}, {"file_path": "b.txt"}],
        "document_index": [{"id": "a", "document_id": "a.txt"}, {"id": 2.0, "document_id": "b.txt"}],
        "location": [{"id": "x", "document_index_id": "a"}, {"id": "y", "document_index_id": "2"}],
        "coded_line": [{"id": one, "line": 0, "code_id": f"on {one}"} for one in ("p", "q", None)],
        "coded_line_location_association": [
            {"coded_line_id": "p", "location_id": "x"},
            {"coded_line_id": "q", "location_id": "y"},
        ],
    }
    read = project_of(coded, [], {"a.txt": "We trust.", "b.txt": "No."})
    names = {one.guid: one.name for one in (*read.codes, *read.sources)}
    said = [(one.words, names[one.source], names[one.marks[0].code]) for one in read.quotes]
    assert said == [("We trust.", "a.txt", "on p"), ("No.", "b.txt", "on q")]
    assert read.losses == ("left out: rows of the table coded_line without an id (1)",)
    with pytest.raises(ReviewkitError, match="two rows of the table location have the id 7"):
        project_of({**data(), "location": [{"id": 7}, {"id": 7.0}]}, [], {})


def test_a_long_line_that_many_people_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "QUOTED", 1_000)
    people = [(0, "Trust", f"p{n}") for n in range(11)]
    assert len(project_of(data(*people[:10], *people[:10]), [], {"berg.txt": "x" * 100}).quotes) == 10
    with pytest.raises(ReviewkitError, match=r"^qc\.sqlite3: the quotes of this project have more than"):
        project_of(data(*people), [], {"berg.txt": "x" * 100}, "qc.sqlite3")


def test_the_tree_of_codes_and_codes_that_are_not_in_it() -> None:
    tree: Tree = [{"Bonds": [{"Trust": ["Deep"]}]}, "Deep", None]
    read = project_of(data((0, "New", "kari")), tree, {"berg.txt": TEXT})
    names = {guid_of("qualitative-coding", "code", name): name for name in ("Bonds", "Trust", "Deep", "New")}
    assert [(one.name, names.get(one.parent, "")) for one in read.codes] == [
        ("Bonds", ""),
        ("Trust", "Bonds"),
        ("Deep", "Trust"),
        ("New", ""),
    ]
    assert read.losses == ("Deep: is in several places of the codebook; the first counts",)


def test_a_tree_without_an_end_ends() -> None:
    tree: Tree = "leaf"
    for _ in range(DEEPEST * 4):
        tree = [tree]
    assert project_of(data(), tree, {}).codes == ()


def test_which_database_is_one_of_qc() -> None:
    assert is_qc(frozenset(data()))
    assert not is_qc(frozenset(("document",)))
