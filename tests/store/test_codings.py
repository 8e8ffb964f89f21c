"""A coder's file on a study, as version 0.2 and people write it."""

from pathlib import Path

import pytest

from reviewkit.errors import Problem
from reviewkit.store import codings


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
