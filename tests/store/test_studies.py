"""studies.yaml: which reports are one study, and what is known of it."""

from pathlib import Path

import pytest

from reviewkit.errors import Place, Problem
from reviewkit.model import Study
from reviewkit.store import studies


def read(tmp_path: Path, text: str) -> tuple[tuple[Study, ...], list[str]]:
    """The studies, and each problem as it is printed."""
    (tmp_path / "studies.yaml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    found = studies.read(tmp_path, problems)
    return found, [str(problem) for problem in problems]


def test_studies_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "dahl2020:\n  citation: Dahl (2020)\n  records: [cinahl-0002, wos-0009]\n  note: two reports\n"
        "berg2024: {citation: Berg (2024), records: cinahl-0001,\n"
        "  characteristics: {country: NO, n: 1.10, year: 2020}}\n",
    )
    assert problems == []
    assert found == (
        Study("dahl2020", "Dahl (2020)", ("cinahl-0002", "wos-0009"), {}, Place("studies.yaml", 2)),
        Study(
            "berg2024",
            "Berg (2024)",
            ("cinahl-0001",),
            {"country": "NO", "n": "1.10", "year": "2020"},
            Place("studies.yaml", 5),
        ),
    )


@pytest.mark.parametrize("text", [None, "", "# none yet\n"])
def test_a_folder_without_studies_has_none(tmp_path: Path, text: str | None) -> None:
    if text is None:
        problems: list[Problem] = []
        assert (studies.read(tmp_path, problems), problems) == ((), [])
    else:
        assert read(tmp_path, text) == ((), [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("berg: {records: [x-0001]}\n", "studies.yaml:1: berg.citation is missing. Add `citation: ...`"),
        ("berg: {citation: B, record: [x-0001]}\n", "unknown key 'record'; did you mean 'records'?"),
        ("berg: {citation: B, records: [[x]]}\n", "studies.yaml:1: berg.records should be a list of texts"),
        ("berg: Berg\n", "studies.yaml:1: berg should be a mapping (lines like `name: value`)"),
        ("berg: {citation: B, characteristics: Norway}\n", "berg.characteristics should be a mapping"),
        (
            "berg: {citation: B, characteristics: {country: [NO]}}\n",
            "berg.characteristics.country should be one value",
        ),
        ("berg: {citation: B}\nberg: {citation: C}\n", "studies.yaml:2: the key 'berg' is used twice"),
    ],
)
def test_what_cannot_be_is_told_with_its_line_and_the_others_are_read(
    tmp_path: Path, text: str, said: str
) -> None:
    found, problems = read(tmp_path, text + "zz: {citation: Z}\n")
    assert any(said in problem for problem in problems), problems
    assert found[-1].key == "zz"


def test_one_broken_file_is_a_problem_and_no_study(tmp_path: Path) -> None:
    for text in ("berg: [\n", "- berg\n", "a: &x {citation: A}\nb: *x\n"):
        found, problems = read(tmp_path, text)
        assert found == ()
        assert len(problems) == 1
        assert problems[0].startswith("studies.yaml:")
        assert problems[0].endswith("Until then nothing in this file counts")


@pytest.mark.parametrize(
    ("key", "good"),
    [
        ("berg2024", True),
        ("Berg_2024-a", True),
        ("ødegård", True),
        ("berg.2024", True),
        ("", False),
        ("../berg", False),
        ("a/b", False),
        ("a:b", False),
        ("con", False),
        (".berg", False),
        ("berg ", False),
        ("berg.yaml", False),
        ("x" * 101, False),
        ("\x1b[31m", False),
    ],
)
def test_a_key_can_name_a_file_on_every_system(key: str, good: bool) -> None:
    assert studies.is_study_key(key) is good


def test_a_key_that_cannot_name_a_file_is_told(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "a/b: {citation: B}\n")
    assert [study.key for study in found] == ["a/b"]
    assert problems[0].startswith(
        "studies.yaml:1: 'a/b' cannot be the key of a study, because files are named after it"
    )


@pytest.mark.parametrize(("one", "other"), [("Berg", "berg"), ("a\u030a", "å"), ("ØDE", "øde")])
def test_keys_that_are_one_name_on_some_disks_are_told(tmp_path: Path, one: str, other: str) -> None:
    _, problems = read(tmp_path, f"{one}: {{citation: A}}\n{other}: {{citation: B}}\n")
    assert any(
        problem.startswith(f"studies.yaml:2: the keys {one!r} and {other!r} are the same name on some disks")
        for problem in problems
    )
