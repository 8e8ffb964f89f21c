"""diff, as it is typed."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command


def test_it_is_printed_and_written(example: Path, rk: Command) -> None:
    shown = rk("diff", "2023-06-30", "--of", "flow", "-l", "en")
    assert shown.status == 0
    assert "| Records excluded | 1203 | 1270 | 67: cinahl-0018," in shown.out
    assert "## Codebook" not in shown.out
    assert rk("diff", "2023-06-30", "now", "-o", "what.docx", "-o", "what.html").status == 0
    assert Path("what.docx").read_bytes().startswith(b"PK")
    assert json.loads(rk("diff", "2023-06-30", "--json").out)["after"]["asked"] == "now"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2023-06-30", "-o", "a.csv"), ".docx or .html"),
        (("2023-06-30", "--of", "nonsense"), "flow, studies, codebook, matrix"),
        (("2023-06-30", "--json", "--of", "flow"), "together"),
        (("2999-01-01",), "in the future"),
        (("nonsense",), "nonsense"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_compared_is_said(words: tuple[str, ...], said: str, example: Path, rk: Command) -> None:
    ran = rk("diff", *words)
    assert ran.status in (1, 2)
    assert said in " ".join((ran.err + ran.out).split())
