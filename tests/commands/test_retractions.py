"""`check --retractions FILE`: what is printed, how it ends, and that no row of a list can act."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.reviews import HOSTILE, contents, is_harmless, said
from tests.conftest import REPOSITORY, Command
from tests.retraction_lists import retraction_watch

EXPECTED = REPOSITORY / "tests" / "expected" / "retractions.txt"
NOTICE = {"RetractionDOI": "10.5555/notice", "RetractionPubMedID": "37000001"}
ROWS = (
    {"OriginalPaperDOI": "10.1000/x.1", **NOTICE},
    {"OriginalPaperDOI": "https://doi.org/10.1000/X.2", "RetractionNature": "Expression of concern"},
    {
        "OriginalPaperDOI": "10.1000/x.3",
        "RetractionNature": "Correction",
        "RetractionDate": "unavailable",
        "Reason": "",
    },
    {"OriginalPaperDOI": "10.1000/x.3", "RetractionNature": "Reinstatement", "RetractionDate": "1/2/2024 0:00"},
    {"OriginalPaperDOI": "10.1000/x.5", "Title": "Pain in dogs after surgery"},
    {"Title": "Another article"},
    {},
)


@pytest.fixture
def listed(ready: Path, rk: Command) -> Path:
    """The small review with an included and an excluded report, and a list beside it."""
    for who in "ab":
        assert rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who).status == 0
        assert rk("screen", "decide", "cinahl-0002", "-d", "exclude", "-r", "outcome", "--as", who).status == 0
    file = Path("retraction_watch.csv")
    file.write_text(retraction_watch(*ROWS), encoding="utf-8")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    return ready


def test_what_is_printed_is_what_a_person_can_read_in_the_golden_file(listed: Path, rk: Command) -> None:
    ran = rk("check", "--retractions", "retraction_watch.csv")
    assert ran.status == 1
    assert ran.out.replace("2023-11-15", "2023-11-14") == EXPECTED.read_text(encoding="utf-8")


def test_json_has_the_same(listed: Path, rk: Command) -> None:
    ran = rk("check", "--retractions", "retraction_watch.csv", "--json")
    printed = json.loads(ran.out)
    assert ran.status == 1
    found = [one["record"] for one in printed["found"]]
    assert found == ["cinahl-0001", "medline-0003", "cinahl-0003", "medline-0001", "cinahl-0002"]
    assert (printed["rows"], printed["not_understood"], printed["newest"]) == (7, 1, "2024-01-02")
    first = printed["found"][0]
    assert (first["state"], first["stage"], first["by"], first["certain"]) == ("included", None, "doi", True)
    assert first["notice"]["notice_doi"] == "10.5555/notice"


def test_nothing_is_logged(listed: Path, rk: Command) -> None:
    before = contents(listed)
    rk("check", "--retractions", "retraction_watch.csv")
    assert contents(listed) == before


def test_the_exit_status_is_0_where_no_included_report_was_retracted(listed: Path, rk: Command) -> None:
    Path("other.txt").write_text("10.1000/x.2\n10.1000/x.4\n", encoding="utf-8")
    ran = rk("check", "--retractions", "other.txt")
    assert ran.status == 0
    assert "cinahl-0002 (excluded at screening) was retracted: " in ran.out
    Path("other.txt").write_text("10.1000/none\n", encoding="utf-8")
    ran = rk("check", "--retractions", "other.txt")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "no record of the review was found in the list")


def test_with_a_list_there_is_no_need_for_notes(listed: Path, rk: Command) -> None:
    ran = rk("check", "--notes", "--retractions", "retraction_watch.csv")
    assert ran.status == 2
    assert "--notes and --retractions cannot be used together" in said(ran)


def test_a_missing_file_is_named(ready: Path, rk: Command) -> None:
    ran = rk("check", "--retractions", "none.csv")
    assert (ran.status, "none.csv: there is no such file" in ran.err) == (1, True)


def test_no_row_of_a_list_can_act(listed: Path, rk: Command) -> None:
    hostile = ("=1+1", "<script>x</script>", HOSTILE, "a\x00b", "x" * 1_000_000)
    rows = [
        {"OriginalPaperDOI": "10.1000/x.1", "Title": text, "Reason": text, "Author": text, "RetractionDOI": text}
        for text in hostile
    ]
    Path("hostile.csv").write_text(retraction_watch(*rows), encoding="utf-8")
    ran = rk("check", "--retractions", "hostile.csv")
    assert ran.status == 0  # the titles are another's
    assert "cinahl-0001 (included) may be an article that was retracted" in ran.out
    assert is_harmless(ran)
    assert max(map(len, ran.out.splitlines())) < 2_000


def test_the_real_command_line(listed: Path) -> None:
    line = [sys.executable, "-m", "reviewkit", "check", "--retractions", "retraction_watch.csv"]
    ran = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.replace("2023-11-15", "2023-11-14") == EXPECTED.read_text(encoding="utf-8")
