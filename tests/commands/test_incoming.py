"""What an import of decisions prints: whose they are, how records were found, what was left out; labels and notes."""

import json
from pathlib import Path

import pytest

from tests.builders import papers
from tests.commands.reviews import HOSTILE, boxes, is_harmless
from tests.commands.test_screen import logged
from tests.conftest import Command


def test_an_import_says_whose_decisions_came_in_and_how_their_records_were_found(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text(
        "record,reviewer,decision,reason,doi\n"
        "cinahl-0001,a,exclude,Wrong population,\ncinahl-0001,Berit,include,,\n,Berit,include,,10.1000/x.2\n",
        encoding="utf-8",
    )
    ran = rk("screen", "import", table, "--as", "a", "--dry-run")
    assert ran.out.splitlines() == [
        "3 decisions would be imported",
        "whose: a 1, b 2",
        "what: exclude 1, include 2",
        "matched by: our id 2, DOI 1",
        "nothing was imported yet (--dry-run)",
    ]
    assert not (ready / "screening").exists()
    told = json.loads(rk("screen", "import", table, "--as", "a", "--json").out)
    assert (told["imported"], told["would_import"], told["reviewers"]) == (3, 0, {"a": 1, "b": 2})
    assert told["matched_by"] == {"id": 2, "doi": 1, "pmid": 0, "title-year": 0, "title-near-year": 0}


@pytest.mark.parametrize("further", [[], ["--json"]])
def test_an_import_says_that_a_vote_of_who_only_settles_counts(
    ready: Path, rk: Command, further: list[str]
) -> None:
    path = ready / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{id: b, ", "{id: b, roles: [settles], "), encoding="utf-8")
    table = ready.parent / "decisions.csv"
    table.write_text("record,reviewer,decision\ncinahl-0001,b,include\n", encoding="utf-8")
    ran = rk("screen", "import", table, "--as", "a", *further)
    assert "b does not have the role to screen. Until enough screeners have decided, the imported votes" in ran.err
    assert not further or json.loads(ran.out)["not_screening"] == ["b"]


def test_rows_of_one_id_that_differ_are_told_and_the_last_counts(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    rows = ("cinahl-0001,a,include,", "cinahl-0001,a,exclude,", "cinahl-0002,a,include,", "cinahl-0002,a,include,")
    table.write_text("\n".join(("record,reviewer,decision,at", *rows)) + "\n", encoding="utf-8")
    told = (
        "cinahl-0001: the file says include and then exclude for a, and no time says which is later. "
        "The last row counts\n"
    )
    assert rk("screen", "import", table, "--as", "a", "--dry-run").err == told
    assert rk("screen", "import", table, "--as", "a").err == told
    assert rk("screen", "import", table, "--as", "a").err == ""
    rows = ("cinahl-0003,a,exclude,2026-01-01", "cinahl-0003,a,include,2026-01-01")
    table.write_text("\n".join(("record,reviewer,decision,at", *rows)) + "\n", encoding="utf-8")
    assert (
        "cinahl-0003: the file says exclude and then include for a"
        in rk("screen", "import", table, "--as", "a").err
    )
    rows = ("cinahl-0004,a,include,2026-01-01T10:00:00", "cinahl-0004,a,exclude,2026-01-02T10:00:00")
    table.write_text("\n".join(("record,reviewer,decision,at", *rows)) + "\n", encoding="utf-8")
    assert rk("screen", "import", table, "--as", "a").err == ""  # somebody changed their mind, and said when


def test_what_an_import_would_change_is_listed(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    table = ready.parent / "decisions.csv"
    table.write_text("record,reviewer,decision\ncinahl-0001,a,exclude\n", encoding="utf-8")
    ran = rk("screen", "import", table, "--as", "a")
    assert "left as it is: cinahl-0001 at screening: a decided include here; the file" in ran.err
    assert ran.out == ("0 decisions imported, 1 left out because it would change what was decided here\n")
    (change,) = json.loads(rk("screen", "import", table, "--as", "a", "--json").out)["would_change"]
    assert (change["record"], change["by"], change["here"], change["in_file"], change["line"]) == (
        "cinahl-0001",
        "a",
        "include",
        "exclude",
        2,
    )


def test_an_imported_decision_on_a_duplicate_says_so(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text("record,reviewer,decision\nmedline-0001,a,include\n", encoding="utf-8")
    ran = rk("screen", "import", table, "--as", "a")
    assert ran.out.startswith(
        "medline-0001 is a duplicate of cinahl-0003, so the decision is on cinahl-0003\n1 decision "
    )
    assert logged(ready, "a")[0]["record"] == "cinahl-0003"


@pytest.mark.parametrize("head", ["record,reviewer,decision,reason", "Post;Vurderer;Beslutning;Årsak"])
def test_tables_of_excel_are_read_with_a_line_for_the_separator_and_as_workbooks(
    ready: Path, rk: Command, head: str
) -> None:
    import openpyxl

    rows = [
        head.replace(";", ",").split(","),
        ["cinahl-0001", "a", "exclude", "outcome"],
        ["cinahl-0002", "b", 1, None],
    ]
    text = "sep=;\n" + "\n".join(";".join(str("" if cell is None else cell) for cell in row) for row in rows)
    (ready.parent / "one.csv").write_text(text, encoding="utf-8-sig")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(ready.parent / "two.xlsx")
    assert rk("screen", "import", ready.parent / "two.xlsx", "--as", "a").out.startswith("2 decisions imported\n")
    assert "2 already imported" in rk("screen", "import", ready.parent / "one.csv", "--as", "a").out
    assert [(one["by"], one["decision"], one.get("reason")) for one in logged(ready, "a")] == [
        ("a", "exclude", "outcome"),
        ("b", "include", None),
    ]


def test_a_list_of_what_stayed_is_the_team_s_word_on_all_others(ready: Path, rk: Command) -> None:
    (ready.parent / "included.ris").write_text(papers(1), encoding="utf-8")
    ran = rk("screen", "import", ready.parent / "included.ris", "--kept", "--team", "--as", "a")
    assert ran.out.splitlines()[:3] == ["6 decisions imported", "whose: the team 6", "what: include 1, exclude 5"]
    assert (boxes(rk)["new.reports"], boxes(rk)["excluded"]) == (1, 5)
    assert (
        rk("screen", "import", ready.parent / "included.ris", "--kept", "--list", "select", "--as", "a").status
        == 2
    )


def opened_early(rk: Command) -> None:
    """What was decided is shown to those who settle before everybody has decided."""
    rk("upgrade", "--as", "a")
    ran = rk("screen", "conflicts", "--open", "--stage", "screening", "--note", "we meet", "--as", "a")
    assert ran.status == 0, ran.err


def test_labels_notes_and_all_reasons_are_shown(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text(
        "record,reviewer,decision,reason,labels,note\n"
        "cinahl-0001,a,exclude,outcome; population,rural,read twice\ncinahl-0001,b,include,,,\n",
        encoding="utf-8",
    )
    rk("screen", "import", table, "--as", "a")
    opened_early(rk)
    line = 'a: exclude (outcome, population) [rural] "read twice"'
    assert f"{line}; b: include" in rk("screen", "conflicts", "--as", "a").out
    assert (
        f"decided   screening, {line}\ndecided   screening, b: include\n"
        in rk("show", "cinahl-0001", "--as", "b").out
    )
    (first, _) = json.loads(rk("show", "cinahl-0001", "--as", "b", "--json").out)["decisions"]
    assert (first["reason"], first["other_reasons"], first["labels"]) == ("outcome", ["population"], ["rural"])


def test_show_keeps_from_who_has_not_decided_what_others_did(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0001", "-d", "exclude", "-r", "outcome", "--note", "SECRET", "--as", "a")
    for who in ([], ["--as", "b"]):
        ran = rk("show", "cinahl-0001", *who)
        assert "SECRET" not in ran.out
        assert "what others decided is not shown before everybody has decided at that stage" in ran.out
        assert json.loads(rk("show", "cinahl-0001", "--json", *who).out)["decisions"] == []
    assert "SECRET" in rk("show", "cinahl-0001", "--as", "a").out
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "b")
    assert "SECRET" not in rk("show", "cinahl-0001", "--as", "b").out
    opened_early(rk)
    assert "SECRET" in rk("show", "cinahl-0001", "--as", "b").out


def test_hostile_labels_and_notes_do_not_act(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text(
        f'record,reviewer,decision,labels,note\ncinahl-0001,a,include,"{HOSTILE}","{HOSTILE}"\ncinahl-0001,b,exclude,,\n',
        encoding="utf-8",
    )
    ran = rk("screen", "import", table, "--as", "a")
    assert ran.status == 0
    assert is_harmless(ran)
    opened_early(rk)
    assert "evil" in rk("screen", "conflicts", "--as", "a").out
    assert is_harmless(rk("screen", "conflicts", "--as", "a"))
    assert is_harmless(rk("show", "cinahl-0001", "--as", "a"))
