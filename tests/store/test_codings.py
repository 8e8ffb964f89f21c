"""A coder's file on a study, as version 0.2 and people write it."""

from pathlib import Path

import pytest

from reviewkit.errors import Problem
from reviewkit.model import Coding, Mark
from reviewkit.store import codings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("segments:\n- {quote: a, codes: [x], paeg: 3}\n", "unknown key 'paeg'; did you mean 'page'?"),
        ("segments:\n- {quote: a}\n", "the quote has no code"),
        ("segments:\n- {codes: [x]}\n", "quote is missing"),
        ("state: finished\n", "state is 'finished'. It can be: not-started"),
        ("study: other2020\n", "its path says otherwise"),
        ("study_codes: [{id: x, relation: denies}]\n", "relation is 'denies'"),
    ],
)
def test_what_is_wrong_in_a_coding_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "coding" / "a" / "berg2020.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    codings.read_all(tmp_path, problems)
    assert said in problems[0].message
    assert problems[0].place.path == "coding/a/berg2020.yaml"
    assert problems[0].place.line >= 1


FULL = """\
coder: a
study: berg2020
state: done
codebook: themes
segments:
  - quote: We trust each other
    page: 4
    codes: [trust, {id: time, relation: qualifies, why: x}]
    note: n
    section: results
  - {quote: "1.10", codes: time}
study_codes: [{id: money, relation: contradicts, basis: all of it}, {id: staff}]
"""


def written(tmp_path: Path, text: str, where: str = "a/berg2020.yaml") -> tuple[tuple[Coding, ...], list[Problem]]:
    path = tmp_path / "coding" / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return codings.read_all(tmp_path, problems), problems


def test_a_file_of_version_0_2_is_read_as_it_is(tmp_path: Path) -> None:
    (coding,), problems = written(tmp_path, FULL)
    assert problems == []
    assert (coding.coder, coding.study, coding.state) == ("a", "berg2020", "done")
    first, second = coding.segments
    assert (first.quote, first.page, first.note) == ("We trust each other", "4", "n")
    assert first.marks == (Mark("trust"), Mark("time", "qualifies"))
    assert (second.quote, second.marks) == ("1.10", (Mark("time"),))
    assert coding.study_marks == (Mark("money", "contradicts"), Mark("staff", "supports"))
    assert coding.codes() == {"trust", "time", "money", "staff"}


def test_a_no_break_space_of_word_is_no_part_of_a_code(tmp_path: Path) -> None:
    (coding,), problems = written(
        tmp_path, "coder: a\nstudy: berg2020\nsegments:\n  - {quote: x, codes: [trust\u00a0]}\n"
    )
    assert ([mark.code for mark in coding.segments[0].marks], problems) == (["trust"], [])


def test_an_empty_file_is_a_coding_that_was_begun(tmp_path: Path) -> None:
    (coding,), problems = written(tmp_path, "")
    assert problems == []
    assert (coding.coder, coding.study, coding.state, coding.segments) == ("a", "berg2020", "in-progress", ())


def test_files_come_by_coder_and_study_and_others_are_none(tmp_path: Path) -> None:
    for where in ("b/zz.yaml", "b/aa.yaml", "a/zz.yaml", ".hidden/x.yaml", "a/notes.txt"):
        written(tmp_path, "", where)
    (tmp_path / "coding" / "a.jsonl").write_text("", encoding="utf-8")
    problems: list[Problem] = []
    found = [(one.coder, one.study) for one in codings.read_all(tmp_path, problems)]
    assert (found, problems) == ([("a", "zz"), ("b", "aa"), ("b", "zz")], [])


def test_one_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    written(tmp_path, "segments: [\n", "a/aa.yaml")
    found, problems = written(tmp_path, FULL)
    assert [one.study for one in found] == ["berg2020"]
    assert [problem.place.path for problem in problems] == ["coding/a/aa.yaml"]


def test_a_review_without_codings_has_none(tmp_path: Path) -> None:
    assert codings.read_all(tmp_path, []) == ()
