"""code quotes: what was coded comes out again, by theme or by study."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command


@pytest.fixture
def quoted(coded: Path, rk: Command) -> Path:
    """Two coders with a quote each, one of them under two codes, and a mark without a quote."""
    add = ("code", "add", "berg")
    assert rk(*add, "-c", "trust", "-c", "time", "-q", "We trust: each other", "-p", "4", "--as", "a").status == 0
    assert rk(*add, "-c", "time", "-q", "No time", "--construct", "result", "--as", "b").status == 0
    assert rk("code", "mark", "berg", "-c", "time", "--as", "b").status == 0
    return coded


def test_every_quote_is_under_each_of_its_codes(quoted: Path, rk: Command) -> None:
    found = json.loads(rk("code", "quotes", "--json").out)
    listed = [(one["theme"], one["code"], one["quote"], one["coder"]) for one in found["quotes"]]
    assert listed == [
        ("trust", "trust", "We trust: each other", "a"),
        ("time", "time", "We trust: each other", "a"),
        ("time", "time", "No time", "b"),
    ]
    assert (found["without_quote"], found["finished"], found["coder"]) == (1, False, None)


def test_the_quotes_of_one_person_theme_or_code(quoted: Path, rk: Command) -> None:
    def said(*args: str) -> list[str]:
        return [one["quote"] for one in json.loads(rk("code", "quotes", *args, "--json").out)["quotes"]]

    assert said("--whose", "b") == ["No time"]
    assert said("--code", "trust") == ["We trust: each other"]
    assert said("--only", "berg", "--code", "time") == ["We trust: each other", "No time"]
    assert rk("code", "quotes", "--whose", "c").status == 1
    wrong = rk("code", "quotes", "--code", "work")
    assert wrong.status == 2
    assert "no quote is coded so" in wrong.err


def test_a_draft_says_so_and_goes_into_a_file_only_where_that_is_asked_for(quoted: Path, rk: Command) -> None:
    refused = rk("code", "quotes", "-o", "quotes.csv")
    assert refused.status == 1
    assert "not coded to the end" in refused.err
    assert rk("code", "quotes", "-o", "quotes.csv", "-o", "quotes.docx", "--draft").status == 0
    text = (quoted / "quotes.csv").read_text(encoding="utf-8-sig")
    assert "We trust: each other" in text
    assert "draft" in text.casefold()
    for who in "ab":
        rk("code", "done", "berg", "--as", who)
    shown = rk("code", "quotes", "--by", "study", "--language", "nb")
    assert shown.status == 0
    assert "Sitater etter studie" in shown.out


def test_a_quote_that_was_removed_is_in_no_list(quoted: Path, rk: Command) -> None:
    first = json.loads(rk("code", "quotes", "--json").out)["quotes"][0]["event"]
    assert rk("code", "remove", first, "--as", "a").status == 0
    assert [one["quote"] for one in json.loads(rk("code", "quotes", "--json").out)["quotes"]] == ["No time"]
