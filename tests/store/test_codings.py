"""A coder's file on a study: quotes are added, and what stands there stays."""

from pathlib import Path

import pytest

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.model import Mark
from reviewkit.store import codings


def test_a_quote_is_added_below_comments_that_stay(tmp_path: Path) -> None:
    path = codings.add_segment(tmp_path, "a", "berg2020", "first: words", "3", ("trust",), "")
    text = path.read_text(encoding="utf-8")
    path.write_text("# my comment\n" + text, encoding="utf-8")
    codings.add_segment(
        tmp_path, "a", "berg2020", '"second"\nline # not a comment', "", ("trust", "time"), "a note"
    )
    after = path.read_text(encoding="utf-8")
    assert after.startswith("# my comment\n" + text)
    problems: list[Problem] = []
    (coding,) = codings.read_all(tmp_path, problems)
    assert problems == []
    assert [(one.quote, one.page, one.marks, one.note) for one in coding.segments] == [
        ("first: words", "3", (Mark("trust"),), ""),
        ('"second"\nline # not a comment', "", (Mark("trust"), Mark("time")), "a note"),
    ]


def test_a_file_that_ends_otherwise_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "coding" / "a" / "berg2020.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("segments: []\nstate: done\n", encoding="utf-8")
    with pytest.raises(ReviewkitError, match="should be the last key of the file"):
        codings.add_segment(tmp_path, "a", "berg2020", "words", "", ("trust",), "")
    assert path.read_text(encoding="utf-8") == "segments: []\nstate: done\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("segments:\n- {quote: a, codes: [x], paeg: 3}\n", "unknown key 'paeg'; did you mean 'page'?"),
        ("segments:\n- {quote: a}\n", "the quote has no code"),
        ("segments:\n- {codes: [x]}\n", "quote is missing"),
        ("state: finished\n", "state is 'finished'; it can be: not-started"),
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
