"""code review: a second person goes through what others coded, quote by quote."""

import json
from pathlib import Path

import pytest

from tests.commands.reviews import contents, events, said
from tests.conftest import Command


@pytest.fixture
def quote(coded: Path, rk: Command) -> str:
    """The id of a quote that a has coded."""
    add = (
        "code",
        "add",
        "berg",
        "-c",
        "trust",
        "-q",
        "We trust: each other",
        "-p",
        "4",
        "--relation",
        "qualifies",
    )
    assert rk(*add, "--as", "a").status == 0
    return events(coded, "coding", "a")[-1]


def test_the_queue_is_what_others_coded_and_empties_as_one_agrees(quote: str, rk: Command) -> None:
    assert rk("code", "review", "--as", "b").out.splitlines() == [
        "1 quote of others waits for your review",
        f"  berg, 4 (a): trust (qualifies)  [{quote}]",
        '      "We trust: each other"',
        "0 quotes have a question or a proposal that is open",
        "0 of 1 quote reviewed: 0 agreed, 0 adjusted, 0 questioned, 0 with a proposal, 0 settled",
        "to say what you think: reviewkit code review ID --agree | --adjust CODE | --question | --propose CODE",
    ]
    assert rk("code", "review", "--as", "a").out.splitlines()[0] == "0 quotes of others wait for your review"
    ran = rk("code", "review", quote, "--agree", "--as", "b")
    assert ran.out.startswith(f"you agree: {quote} is coded as trust (qualifies); to undo this: reviewkit undo b-")
    assert rk("code", "review", quote, "--agree", "--as", "b").out == (
        f"this has already been logged for {quote}; nothing was added\n"
    )
    assert rk("code", "review", "--as", "b").out.splitlines()[0] == "0 quotes of others wait for your review"
    assert "who you are" in rk("code", "review").out


def test_a_question_is_listed_until_its_coder_recodes(quote: str, rk: Command) -> None:
    asked = rk("code", "review", quote, "--question", "--why", "whose trust?", "--as", "b")
    assert asked.out.startswith(f"your question is open: {quote} is coded as trust")
    listed = rk("code", "review", "berg", "--as", "a")
    assert "      b asks: whose trust? (open)" in listed.out.splitlines()
    assert "1 quote has a question or a proposal that is open" in listed.out
    check = rk("check")
    assert check.status == 1
    assert "berg: 1 question on coded quotes, by b, is open. See: reviewkit code review berg" in check.out
    assert "on coded quotes, by b, is open" in rk("code", "status").out
    assert "on coded quotes, by b, is open" in rk("matrix").err
    assert rk("code", "recode", quote, "-c", "time", "--why", "true", "--as", "a").status == 0
    assert "segment-open" not in rk("check", "--json").out
    shown = rk("code", "review", quote).out
    assert "      b asks: whose trust?\n" in shown


def test_an_adjustment_is_in_the_codes_the_matrix_and_the_history(quote: str, rk: Command) -> None:
    ran = rk(
        "code", "review", quote, "--adjust", "time", "--adjust", "trust", "--why", "both", "--as", "b", "--json"
    )
    codes = [{"code": "time", "relation": "supports"}, {"code": "trust", "relation": "qualifies"}]
    assert json.loads(ran.out)["codes"] == codes
    (coding,) = json.loads(rk("code", "--json").out)["codings"]
    (found,) = coding["quotes"]
    assert (coding["coder"], found["codes"]) == ("a", codes)
    assert [(one["by"], one["action"], one["why"]) for one in found["recoded"]] == [("b", "adjust", "both")]
    assert [(one["by"], one["action"], one["open"]) for one in found["reviews"]] == [("b", "adjust", False)]
    assert json.loads(rk("matrix", "--json").out)["cells"]["berg"] == {"trust": "present", "time": "present"}


def test_a_proposal_is_settled_with_codes_or_by_keeping_them(quote: str, rk: Command) -> None:
    rk("code", "review", quote, "--propose", "time", "--why", "hurry", "--as", "b")
    kept = rk("code", "review", quote, "--keep", "--why", "we talked", "--as", "b")
    assert kept.out.startswith(f"{quote} is coded as trust (qualifies)")
    settled = rk(
        "code", "review", quote, "--settle", "time", "--relation", "contradicts", "--why", "again", "--as", "b"
    )
    assert settled.out.startswith(f"{quote} is coded as time (contradicts)")
    lines = rk("code", "review", quote).out.splitlines()
    assert lines[-3:] == [
        "      b proposes time: hurry",
        "      b settles: we talked",
        "      b settles time (contradicts): again",
    ]


def test_the_agreed_table_of_a_sequential_team_says_that_it_waits_for_a_second_person(
    coded: Path, quote: str, rk: Command
) -> None:
    assert rk("protocol", "coding", "--team", "sequential", "--as", "a").status == 0
    rk("code", "done", "berg", "--as", "a")
    table = rk("matrix", "--layout", "grid", "--whose", "agreed", "--draft").out
    text = " ".join(table.split())
    assert "as coded by a and agreed with by a second person" in text
    assert "1 cell waits for a second person to review the quotes, or for the answer to a question" in text
    rk("code", "review", quote, "--agree", "--as", "b")
    found = json.loads(rk("matrix", "--whose", "agreed", "--json").out)
    assert (found["cells"]["berg"], found["open"]) == ({"trust": "present", "time": "not-found"}, [])
    assert "waits" not in rk("matrix", "--whose", "agreed").out


@pytest.mark.parametrize(
    ("args", "status", "what"),
    [
        (["--agree", "--question"], 2, "--agree and --question cannot be used together"),
        (["--keep", "--settle", "time"], 2, "--settle and --keep cannot be used together"),
        (["--why", "x"], 2, "say what you think with"),
        (["--adjust", "time"], 1, "Say why"),
        (
            ["--agree", "--relation", "denies"],
            2,
            "--relation denies is not one of supports, qualifies, contradicts",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_logged(
    coded: Path, quote: str, rk: Command, args: list[str], status: int, what: str
) -> None:
    before = contents(coded)
    ran = rk("code", "review", quote, *args, "--as", "b")
    assert ran.status == status
    assert what in (said(ran) if status == 2 else ran.err)
    assert contents(coded) == before


def test_an_action_needs_the_id_of_a_quote(coded: Path, rk: Command) -> None:
    assert "name the quote by its id" in said(rk("code", "review", "--agree", "--as", "b"))
    assert "neither a study nor the id" in rk("code", "review", "nonsense").err


def test_quotes_in_files_are_counted_and_named_as_such(coded: Path, rk: Command) -> None:
    path = coded / "coding" / "a" / "berg.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("segments:\n  - {quote: words, codes: [trust]}\n", encoding="utf-8")
    ran = rk("code", "review", "--as", "b")
    assert (
        "1 quote is in files under coding/ and cannot be reviewed until logged: reviewkit code import" in ran.out
    )


def test_a_code_is_given_with_its_own_relation(coded: Path, rk: Command) -> None:
    assert rk("code", "add", "berg", "-c", "trust", "-q", "no trust", "--as", "a").status == 0
    (quote,) = json.loads(rk("code", "review", "--as", "b", "--json").out)["waiting"]
    review = ("code", "review", quote["event"], "--why", "it is against it", "--as", "b")
    assert "trust=hates: hates is not one of supports" in " ".join(
        rk(*review, "--adjust", "trust=hates").err.split()
    )
    ran = rk(*review, "--adjust", "trust=contradicts", "--adjust", "time")
    assert f"{quote['event']} is coded as trust (contradicts), time" in ran.out
