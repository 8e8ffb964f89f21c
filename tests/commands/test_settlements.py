"""screen conflicts -o and screen settlements: what they print, ask and refuse."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from reviewkit.store.open_review import open_review
from tests.commands.reviews import HOSTILE, is_harmless, said
from tests.conftest import Command


@pytest.fixture
def differing(ready: Path, rk: Command) -> Path:
    """Two conflicts, on cinahl-0001 and cinahl-0002; everybody has decided on everything."""
    _differ(rk)
    for who in "ab":
        for report, _ in open_review(ready).review.queue_of(who):
            assert rk("screen", "decide", report, "-d", "include", "--as", who).status == 0
    return ready


def _differ(rk: Command) -> None:
    for record in ("cinahl-0001", "cinahl-0002"):
        rk("screen", "decide", record, "-d", "include", "--note", HOSTILE, "--as", "a")
        rk("screen", "decide", record, "-d", "exclude", "-r", "outcome", "--as", "b")


def filled_in(separator: str = ";", **wanted: str) -> Path:
    """The table of conflicts as CSV, with settlements for records (`cinahl_0001="include"`)."""
    text = Path("conflicts.csv").read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=",")
    for row in rows:
        row[head.index("Settlement")] = wanted.get(row[0].replace("-", "_"), "")
    out = Path("filled.csv")
    with out.open("w", encoding="cp1252", errors="replace", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([head, *rows])
    return out


def test_the_table_is_written_and_says_what_comes_next(differing: Path, rk: Command) -> None:
    ran = rk("screen", "conflicts", "-o", "conflicts.xlsx", "-o", "conflicts.csv", "--as", "a")
    assert ran.out == (
        '2 conflicts. Fill in what you agree on, then: reviewkit screen settlements "conflicts.xlsx" --dry-run\n'
    )
    sheet = openpyxl.load_workbook("conflicts.xlsx").worksheets[0]
    assert (sheet.max_row, sheet["D2"].value, sheet["E1"].value) == (3, "cinahl-0001", "Settlement")
    assert rk("screen", "conflicts", "-o", "conflicts.xlsx", "--as", "a").status == 1
    assert rk("screen", "conflicts", "-o", "conflicts.xlsx", "--force", "--as", "a").status == 0
    assert "must end with .xlsx or .csv" in rk("screen", "conflicts", "-o", "conflicts.docx", "--as", "a").err
    assert "cannot be used together" in said(rk("screen", "conflicts", "-o", "c.csv", "--json"))


def test_while_somebody_still_has_to_decide_the_table_is_empty_and_it_is_told_why(
    ready: Path, rk: Command
) -> None:
    _differ(rk)
    ran = rk("screen", "conflicts", "-o", "conflicts.csv", "--as", "a")
    assert (ran.status, ran.out) == (0, "0 conflicts shown; the table has no rows to fill in\n")
    assert "2 conflicts are not shown until everybody has decided at screening. To open them earlier" in ran.err
    assert HOSTILE not in Path("conflicts.csv").read_text(encoding="utf-8-sig")
    back = rk("screen", "settlements", "conflicts.csv", "--dry-run", "--as", "a")
    assert (back.status, back.out) == (1, "")
    assert "conflicts.csv: there is no conflict in this table, so there is nothing to settle" in back.err


def test_without_any_conflict_the_table_says_so(ready: Path, rk: Command) -> None:
    ran = rk("screen", "conflicts", "-o", "conflicts.xlsx", "--as", "a")
    assert (ran.out, ran.err) == ("0 conflicts; the table has no rows to fill in\n", "wrote conflicts.xlsx\n")
    assert "there is no conflict in this table" in rk("screen", "settlements", "conflicts.xlsx", "--as", "a").err


def test_who_has_to_decide_first_is_told_how_many_conflicts_are_hidden(ready: Path, rk: Command) -> None:
    text = (ready / "review.yaml").read_text(encoding="utf-8")
    (ready / "review.yaml").write_text(
        text.replace("reviewers:\n", "reviewers_per_record: 3\nreviewers:\n  - id: c\n"), encoding="utf-8"
    )
    _differ(rk)
    rk("upgrade", "--as", "a")
    ran = rk("screen", "conflicts", "--open", "--note", "we meet", "-o", "a.csv", "--as", "a")
    assert ran.out.startswith("2 conflicts. Fill in what you agree on, then: ")
    ran = rk("screen", "conflicts", "-o", "c.csv", "--as", "c")
    assert ran.out == (
        "0 conflicts shown; 2 are hidden until you have decided yourself; the table has no rows to fill in\n"
    )


@pytest.mark.parametrize("separator", [";", ","])
def test_every_settlement_is_shown_and_logged_only_after_a_yes(
    differing: Path, rk: Command, separator: str
) -> None:
    rk("screen", "conflicts", "-o", "conflicts.csv", "--as", "a")
    file = filled_in(separator, cinahl_0001="Inkluder")
    shown = "cinahl-0001: include at screening; was: a: include"
    dry = rk("screen", "settlements", file, "--dry-run", "--as", "a")
    assert dry.out.startswith(shown)
    assert dry.out.endswith("1 conflict would be settled, 1 row without a settlement; nothing was logged yet\n")
    assert is_harmless(dry)
    unasked = rk("screen", "settlements", file, "--as", "a")
    assert unasked.status == 1
    assert "Nothing was settled yet. Add --yes" in unasked.err
    assert json.loads(rk("screen", "conflicts", "--as", "a", "--json").out)[0]["report"] == "cinahl-0001"
    done = rk("screen", "settlements", file, "--yes", "--as", "a")
    assert done.out.startswith(shown)
    assert "\n1 conflict settled, 1 row without a settlement; to undo this: reviewkit undo a-" in done.out
    again = rk("screen", "settlements", file, "--yes", "--as", "a")
    assert again.out == "0 conflicts settled, 1 already settled so, 1 row without a settlement\n"


def test_a_conflict_that_changed_is_named_and_left_out(differing: Path, rk: Command) -> None:
    rk("screen", "conflicts", "-o", "conflicts.csv", "--as", "a")
    file = filled_in(cinahl_0001="include", cinahl_0002="include")
    rk("screen", "decide", "cinahl-0002", "-d", "maybe", "--as", "b")
    ran = rk("screen", "settlements", file, "--yes", "--as", "a")
    assert ran.err.startswith("left out: filled.csv:3: cinahl-0002: somebody decided on it, settled it or took")
    assert "1 conflict settled, 1 left out because they changed, 0 rows without a settlement" in ran.out


def test_a_row_that_is_not_understood_lets_none_in(differing: Path, rk: Command) -> None:
    rk("screen", "conflicts", "-o", "conflicts.csv", "--as", "a")
    ran = rk("screen", "settlements", filled_in(cinahl_0001="include", cinahl_0002="dunno"), "--yes", "--as", "a")
    assert (ran.status, ran.out) == (1, "")
    assert "filled.csv:3: the settlement is 'dunno'" in ran.err
    assert ran.err.endswith("Nothing was logged.\n")
