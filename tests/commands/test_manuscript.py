"""The check of a manuscript on the command line."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command

PAPER = "We included 15 studies.\n\nSixteen studies were included.\n\nNurses walked 12 rounds.\n"


@pytest.fixture
def paper(example: Path) -> Path:
    path = example / "paper.txt"
    path.write_text(PAPER, encoding="utf-8")
    return path


def test_what_disagrees_is_listed_with_its_line_and_number(paper: Path, rk: Command) -> None:
    found = rk("manuscript", "paper.txt")
    assert found.status == 1
    assert "paper.txt:3: claim 2 disagrees: [Sixteen] studies were included." in found.out
    assert "1 claim agrees with the folder, 1 disagrees with it" in found.out


def test_a_claim_is_confirmed_by_its_number_and_listed_no_more(paper: Path, rk: Command) -> None:
    done = rk("manuscript", "paper.txt", "--confirm", "2", "--why", "one came late", "--as", "a")
    assert (done.status, done.out) == (0, "")
    assert "claim 2, “Sixteen”, is confirmed; to undo this: reviewkit undo a-" in done.err
    found = rk("manuscript", "paper.txt")
    assert found.status == 0
    assert "Sixteen" not in found.out
    assert "1 of those that disagree is confirmed" in found.out
    assert "confirmed by a on" in rk("manuscript", "paper.txt", "--all").out
    (claim,) = [
        one for one in json.loads(rk("manuscript", "paper.txt", "--json").out)["claims"] if one["confirmed"]
    ]
    assert (claim["number"], claim["confirmed"]["why"], claim["confirmed"]["holds"]) == (2, "one came late", True)
    again = rk("manuscript", "paper.txt", "--confirm", "2", "--why", "one came late", "--as", "a")
    assert "nothing was added" in again.err


def test_what_was_confirmed_is_listed_again_when_the_number_changes(
    paper: Path, example: Path, rk: Command
) -> None:
    rk("manuscript", "paper.txt", "--confirm", "2", "--why", "one came late", "--as", "a")
    log = example / "manuscripts" / "a.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace(": 15", ": 14"), encoding="utf-8")
    found = rk("manuscript", "paper.txt")
    assert found.status == 1
    assert "(one came late), when this said:" in found.out


def test_a_word_document_with_comments_is_written(paper: Path, example: Path, rk: Command) -> None:
    found = rk("manuscript", "paper.txt", "-o", "checked.docx", "-l", "nb")
    assert "wrote checked.docx" in found.err
    assert (example / "checked.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--why", "late"), "--confirm NUMBER"),
        (("-o", "checked.pdf"), "end with .docx"),
        (("--confirm", "two"), "valid integer"),
    ],
)
def test_options_that_do_not_fit_are_said(paper: Path, rk: Command, options: tuple[str, ...], said: str) -> None:
    found = rk("manuscript", "paper.txt", *options)
    assert found.status == 2
    assert said in found.err


def test_a_confirmation_needs_a_reason(paper: Path, rk: Command) -> None:
    found = rk("manuscript", "paper.txt", "--confirm", "2", "--as", "a")
    assert found.status == 1
    assert "Say why the claim is right" in found.err
