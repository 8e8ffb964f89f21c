"""Wrong answers on the command line: each is refused with what would fit, nothing is logged and nothing is lost."""

import json
from pathlib import Path

import pytest

from tests.chart_forms import FORM
from tests.commands.reviews import contents, said
from tests.conftest import Command, Once
from tests.folders import with_form

SAID = "We asked 12 nurses in home care."
WHOLE = "It takes a whole number, such as 1294 or 1 294"
NUMBER = "It takes a number, such as 12.5 or 12,5"
YEAR = "It takes a year, such as 2024"
DATE = "It takes a date, such as 2024-12-31 or 31.12.2024"
COUNTRY = "It takes a country, such as Norway or NO"
YES = "It takes yes or no"
CHOICE = "It takes one of: trial, cohort, unclear"
ROWS = "It takes a row on each line, with semicolons between: name; size"
NOTHING = "write NR; NA where the question does not apply"
STUDY = "The studies are: berg"
FIELD = "Its fields are: aim, method, n"
ASKED = "funder is asked only where funded is yes; here it is not charted. Chart funded first, or chart NA"
ONCE = "is asked once for each study"
COUNTED = "age can be charted up to 99 times in a study, counted from 1"

WRONG_VALUES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "n",
        WHOLE,
        ("twelve", "12.5", "12,5", "1,294", "1.294", "ca. 40", "40-50", "~40", "<40", "12 nurses", "1 29", "1e3",
         "12%", "n=12", "12/15", "12; 13", "1234567890123456", "true", "½"),
    ),
    (
        "age",
        NUMBER,
        ("forty", "41.5 years", "41,5 (SD 3)", "41±3", "41-45", "NaN", "inf", "1e5", "41,5; 42", "1.294,5", "12,", ",5",
         "12.5.1", "1,294,000", "1 29,5"),
    ),
    ("age", "It takes 1294 or 1.2940: this can be read as either", ("1,294",)),
    (
        "year",
        YEAR,
        ("24", "2024-25", "'24", "20 24", "2024.0", "2024,0", "1499", "2101", "45292", "in 2024", "2020; 2021"),
    ),
    (
        "begun",
        DATE,
        ("45292", "45292.5", "45292,5", "31/12/2024", "2024", "2024-13-01", "2024-02-30", "31.12.24", "30.02.2023",
         "December 2024", "2024-12", "20241231", "31-12-2024", "2024-12-31T10:00", "0000-00-00", "yesterday",
         "0204-12-31", "31.12.0024", "2204-12-31"),
    ),
    ("funded", YES, ("maybe", "1", "0", "true", "yess", "ja/nei", "yes no", "x")),
    (
        "design",
        CHOICE,
        ("trail", "trial; cohort", "trial, cohort", "case-control", "1", "RCT", "t", "Forsok", "Trial."),
    ),
    ("designs", CHOICE, ("trail", "trial, cohort", "trial; trail", ";", "trial/cohort", "Trial and cohort", "1; 2")),
    ("arms", ROWS, ("care; 12; more", ";", " ; ", "care; 12; ; x")),
    ("arms", WHOLE, ("care; many", "care; 12,5", "care; 12\ncontrol; few", "care; 45292.5")),
    ("aim", NOTHING, ("", "   ", "\n\t")),
    ("country", NOTHING, ("",)),
    ("country", COUNTRY, ("45292", "12,5", "?", "-")),
    ("funder", ASKED, ("EU", "NR", "UNCLEAR")),
)  # fmt: skip
WRONG_LINES: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (("dahl", "aim", "x"), 1, STUDY),
    (("BERG", "aim", "x"), 1, STUDY),
    (("berg ", "aim", "x"), 1, STUDY),
    (("", "aim", "x"), 1, STUDY),
    (("cinahl-0001", "aim", "x"), 1, STUDY),
    (("Berg (2024)", "aim", "x"), 1, STUDY),
    (("berg", "goal", "x"), 1, FIELD),
    (("berg", "AIM", "x"), 1, FIELD),
    (("berg", "", "x"), 1, FIELD),
    (("berg", "basics", "x"), 1, FIELD),
    (("berg", "age", "41", "-i", "0"), 2, "'--instance'"),
    (("berg", "age", "41", "-i", "-1"), 2, "'--instance'"),
    (("berg", "age", "41", "-i", "1.5"), 2, "'--instance'"),
    (("berg", "age", "41", "-i", "100"), 1, COUNTED),
    (("berg", "aim", "x", "-i", "2"), 1, ONCE),
    (("berg", "n", "13"), 1, "n needs the words of the report that the answer rests on. Give them as a quote"),
    (("berg", "n", "13", "-q", ""), 1, "The quote is empty"),
    (("berg", "n", "13", "-q", "  "), 1, "Give the exact words of the report"),
    (("berg", "n", "13", "-q", "Nobody was asked about anything"), 1, "Copy them from the text, or keep them"),
    (("berg", "n", "13", "-q", "care home in nurses 12 asked We"), 1, "Copy them from the text, or keep them"),
    (("berg", "aim", "x", "-q", SAID, "-p", "9"), 1, "the last is"),
    (("berg", "aim", "x", "-p", "1"), 2, "give a --quote for each"),
    (("berg", "aim", "x", "-q", SAID, "-p", "-1"), 2, "'--page'"),
    (("berg", "designs", "trial", "-q", SAID), 1, "takes no quote, as the form says. Leave it out"),
    (("berg", "aim"), 2, "Missing argument 'value'"),
    (("berg", "aim", "to", "learn"), 2, "learn"),
)
WRONG = (
    *((("berg", field, typed), 1, would) for field, would, values in WRONG_VALUES for typed in values),
    *WRONG_LINES,
)


@pytest.fixture
def charted(coded: Path, rk: Command, once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One included study with a full text, of which a has charted some fields."""
    with_form(monkeypatch, FORM)

    def make() -> None:
        (coded.parent / "berg.html").write_text(f"<html><p>{SAID}</p></html>", encoding="utf-8")
        assert rk("text", "add", "cinahl-0001", str(coded.parent / "berg.html"), "--as", "a").status == 0
        for words in (("aim", "to learn"), ("n", "12", "-q", SAID), ("year", "2020"), ("age", "41,5")):
            assert rk("chart", "set", "berg", *words, "--as", "a").status == 0
        (coded / "before.json").write_text(
            rk("chart", "show", "berg", "--as", "a", "--json").out, encoding="utf-8"
        )

    once("charted-with-text", coded.parent, make)
    return coded


def test_there_are_more_than_a_hundred() -> None:
    assert len(set(WRONG)) == len(WRONG) > 100


@pytest.mark.thorough
@pytest.mark.parametrize(("words", "status", "would"), WRONG, ids=lambda given: repr(given)[:60])
def test_what_does_not_fit_is_refused_with_what_would(
    charted: Path, rk: Command, words: tuple[str, ...], status: int, would: str
) -> None:
    before = contents(charted)
    ran = rk("chart", "set", *words, "--as", "a")
    assert (ran.status, ran.out) == (status, "")
    assert would in said(ran)
    assert contents(charted) == before
    now = json.loads(rk("chart", "show", "berg", "--as", "a", "--json").out)
    assert now == json.loads((charted / "before.json").read_text(encoding="utf-8"))
    assert [one["value"] for one in now["fields"] if one["value"] is not None] == ["to learn", 12, 41.5, 2020]
