"""Who may do what: take back, settle, and see what others decided."""

import json
import re
from pathlib import Path

import pytest

from tests.builders import papers
from tests.conftest import Command, Ran
from tests.faults import (
    DUPLICATES,
    IMPORTS,
    RETRIEVAL,
    all_ids,
    begin,
    bring,
    code,
    decide,
    errors,
    included,
    incoming,
    last_id,
    log,
    old_line,
    problems,
    quotes,
    ready_to_code,
    status,
    what_people_wrote,
    write_log,
)


def undo(rk: Command, *ids: str, by: str = "a", note: str = "") -> Ran:
    return rk("undo", *ids, *(["--note", note] if note else []), "--as", by)


def box(rk: Command, name: str) -> int:
    return json.loads(rk("prisma", "--json").out)["boxes"][name]["n"]


# Taking back


@pytest.mark.parametrize("form", [["undo"], ["screen", "undo"]], ids=" ".join)
def test_only_who_decided_may_take_a_decision_back(review: Path, rk: Command, form: list[str]) -> None:
    made = decide(rk, review, 1, by="b")
    before = what_people_wrote(review)
    ran = rk(*form, made, "--as", "a")
    assert ran.status == 1
    assert re.search(r"\bb\b", ran.err)
    assert what_people_wrote(review) == before
    assert rk(*form, made, "--as", "b").status == 0
    assert included(rk, review) == set()
    before = what_people_wrote(review)
    assert rk(*form, made, "--as", "b").status == 0, "a command can be repeated after a crash"
    assert what_people_wrote(review) == before


def test_a_note_gives_nobody_the_right_to_take_back_another_s_decision(review: Path, rk: Command) -> None:
    made = decide(rk, review, 1, by="b")
    assert undo(rk, made, by="a", note="I know better").status == 1
    assert included(rk, review) == {1}


def test_several_acts_are_taken_back_at_once_or_none(review: Path, rk: Command) -> None:
    mine = [decide(rk, review, record) for record in (1, 2, 3)]
    theirs = decide(rk, review, 4, by="b")
    before = what_people_wrote(review)
    for wrong in (theirs, "a-nowhere-9", "cinahl-0001"):
        assert undo(rk, mine[0], wrong).status == 1
        assert what_people_wrote(review) == before
    assert undo(rk, mine[0], mine[2]).status == 0
    assert included(rk, review) == {2, 4}


def test_all_of_one_s_own_acts_since_one_are_taken_back(review: Path, rk: Command) -> None:
    decide(rk, review, 1)
    second = decide(rk, review, 2)
    decide(rk, review, 4, by="b")
    decide(rk, review, 3)
    assert rk("undo", "--since", second, "--as", "a").status == 0
    assert included(rk, review) - {2} == {1, 4}


def test_an_undo_can_be_undone_and_the_act_counts_again(review: Path, rk: Command) -> None:
    made = decide(rk, review, 1)
    assert undo(rk, made).status == 0
    taken_back = last_id(review)
    assert undo(rk, taken_back, by="b").status == 1
    assert included(rk, review) == set()
    assert undo(rk, taken_back).status == 0
    assert included(rk, review) == {1}
    assert undo(rk, made).status == 0
    assert included(rk, review) == set()


def test_who_a_decision_was_imported_for_may_take_it_back(review: Path, rk: Command) -> None:
    table = incoming(review, "rows.csv", "record,reviewer,decision\ncinahl-0001,b,include\n")
    assert rk("screen", "--import", table, "--as", "a").status == 0
    made = last_id(review, who="a")
    assert undo(rk, made, by="c", note="no").status == 1
    assert included(rk, review) == {1}
    assert undo(rk, made, by="b").status == 0
    assert included(rk, review) == set()


def refused_without_a_note(rk: Command, folder: Path, *ids: str, by: str) -> None:
    before = what_people_wrote(folder)
    ran = undo(rk, *ids, by=by)
    assert ran.status == 1
    assert "--note" in ran.err
    assert what_people_wrote(folder) == before


def test_a_verdict_of_another_is_taken_back_with_a_note(review: Path, rk: Command) -> None:
    rk("dedupe", "--same", "cinahl-0001", "cinahl-0002", "--as", "b")
    made = last_id(review, DUPLICATES, "b")
    refused_without_a_note(rk, review, made, by="a")
    assert status(rk, review)["reports"] == 7
    assert undo(rk, made, by="a", note="they differ in the year").status == 0
    assert status(rk, review)["reports"] == 8
    assert "they differ in the year" in log(review, DUPLICATES, "a").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", [["undo"], ["dedupe", "--undo"]], ids=" ".join)
def test_one_s_own_verdict_is_taken_back_without_a_note(review: Path, rk: Command, form: list[str]) -> None:
    rk("dedupe", "--same", "cinahl-0001", "cinahl-0002", "--as", "b")
    assert rk(*form, last_id(review, DUPLICATES, "b"), "--as", "b").status == 0
    assert status(rk, review)["reports"] == 8


def test_a_run_goes_with_its_verdicts_and_comes_back_with_them(review: Path, rk: Command) -> None:
    bring(rk, review, "medline", 4, start=5)
    assert rk("dedupe", "--as", "a").status == 0
    assert status(rk, review)["reports"] == 8
    run = last_id(review, DUPLICATES, do="run")
    refused_without_a_note(rk, review, run, by="b")
    before = all_ids(review)
    assert undo(rk, run, by="b", note="the file was the wrong one").status == 0
    assert status(rk, review)["reports"] == 12
    assert undo(rk, *sorted(all_ids(review) - before), by="b").status == 0
    assert status(rk, review)["reports"] == 8
    assert undo(rk, run, by="a").status == 0
    assert rk("dedupe", "--as", "b").status == 0
    assert status(rk, review)["reports"] == 8


def test_an_import_is_taken_back_with_a_note_and_comes_back_with_its_decisions(review: Path, rk: Command) -> None:
    bring(rk, review, "medline", 4, start=20, by="b")
    decide(rk, review, "medline-0002")
    made = last_id(review, IMPORTS, "b")
    refused_without_a_note(rk, review, made, by="a")
    assert undo(rk, made, by="a", note="the wrong search").status == 0
    taken_back = last_id(review, IMPORTS, "a")
    assert status(rk, review)["records"] == 8
    assert included(rk, review) == set()
    assert undo(rk, taken_back, by="a").status == 0
    assert status(rk, review)["records"] == 12
    assert included(rk, review) == {21}


def test_an_import_taken_back_moves_no_decision_on_later_files_of_its_source(review: Path, rk: Command) -> None:
    bring(rk, review, "medline", 4, start=20)
    first = last_id(review, IMPORTS)
    bring(rk, review, "medline", 3, start=30)
    decide(rk, review, "medline-0006")
    assert included(rk, review) == {31}
    assert undo(rk, first).status == 0
    assert status(rk, review)["records"] == 11
    assert included(rk, review) == {31}
    bring(rk, review, "medline", 2, start=40)
    assert included(rk, review) == {31}


def test_the_same_file_can_be_imported_again_after_its_import_was_taken_back(review: Path, rk: Command) -> None:
    bring(rk, review, "medline", 4, start=20)
    assert undo(rk, last_id(review, IMPORTS)).status == 0
    bring(rk, review, "pubmed", 4, start=20)
    assert status(rk, review)["records"] == 12


def test_a_settlement_of_another_is_taken_back_with_a_note(in_pairs: Path, rk: Command) -> None:
    conflict(rk, in_pairs, 1)
    assert settle(rk, "cinahl-0001", "include", by="b").status == 0
    assert included(rk, in_pairs) == {1}
    made = last_id(in_pairs, who="b")
    refused_without_a_note(rk, in_pairs, made, by="a")
    assert undo(rk, made, by="a", note="we had not talked").status == 0
    assert included(rk, in_pairs) == set()


def test_a_retrieval_of_another_is_taken_back_with_a_note(two_stages: Path, rk: Command) -> None:
    decide(rk, two_stages, 1)
    rk("screen", "retrieved", "cinahl-0001", "--not", "--as", "b")
    made = last_id(two_stages, RETRIEVAL, "b")
    assert box(rk, "not_retrieved") == 1
    refused_without_a_note(rk, two_stages, made, by="a")
    assert undo(rk, made, by="a", note="the library has it").status == 0
    assert box(rk, "not_retrieved") == 0


def test_only_who_coded_may_take_a_quote_back(review: Path, rk: Command) -> None:
    ready_to_code(rk, review, "berg")
    before = all_ids(review)
    assert code(rk, review, "berg", "words", by="b").status == 0
    made = sorted(all_ids(review) - before)
    assert len(made) == 1
    assert undo(rk, *made, by="a", note="no").status == 1
    assert quotes(rk, review) == {("berg", "b"): 1}
    assert undo(rk, *made, by="b").status == 0
    assert quotes(rk, review) == {}


def test_somebody_who_is_no_reviewer_takes_nothing_back(review: Path, rk: Command) -> None:
    made = decide(rk, review, 1)
    assert undo(rk, made, by="zoe", note="me").status == 1
    assert included(rk, review) == {1}


# Settling


def settle(rk: Command, record: str, choice: str, reason: str = "", by: str = "a") -> Ran:
    return rk("screen", "settle", record, "-d", choice, *(["-r", reason] if reason else []), "--as", by)


def conflict(rk: Command, folder: Path, record: int) -> None:
    decide(rk, folder, record, "include", by="a")
    decide(rk, folder, record, "exclude", by="b", reason="population")


BEFORE = {
    "nobody has decided": [],
    "one has decided": [("a", "include", "")],
    "both include": [("a", "include", ""), ("b", "include", "")],
    "both exclude for one reason": [("a", "exclude", "population"), ("b", "exclude", "population")],
}


@pytest.mark.parametrize("word", ["settle", "resolve"])
@pytest.mark.parametrize("before", BEFORE)
def test_only_a_conflict_is_settled(in_pairs: Path, rk: Command, before: str, word: str) -> None:
    for who, choice, reason in BEFORE[before]:
        decide(rk, in_pairs, 1, choice, by=who, reason=reason)
    written = what_people_wrote(in_pairs)
    reached = included(rk, in_pairs)
    for choice in ("include", "exclude"):
        ran = rk("screen", word, "cinahl-0001", "-d", choice, "--as", "a")
        assert ran.status == 1
        assert "cinahl-0001" in ran.err
    assert what_people_wrote(in_pairs) == written
    assert included(rk, in_pairs) == reached


@pytest.mark.parametrize("word", ["settle", "resolve"])
def test_a_conflict_is_settled(in_pairs: Path, rk: Command, word: str) -> None:
    conflict(rk, in_pairs, 1)
    assert rk("screen", word, "cinahl-0001", "-d", "include", "--as", "a").status == 0
    assert included(rk, in_pairs) == {1}
    assert [one for one in problems(rk, in_pairs) if one["path"].startswith("screening")] == []


def test_two_who_are_both_unsure_have_something_to_settle(in_pairs: Path, rk: Command) -> None:
    for who in "ab":
        decide(rk, in_pairs, 1, "maybe", by=who)
    assert settle(rk, "cinahl-0001", "include").status == 0
    assert included(rk, in_pairs) == {1}


@pytest.mark.parametrize("reasons", [("population", "context"), ("", "")], ids=["two reasons", "no reason"])
def test_a_reason_that_is_missing_is_settled(in_pairs: Path, rk: Command, reasons: tuple[str, str]) -> None:
    for who, reason in zip("ab", reasons, strict=True):
        decide(rk, in_pairs, 1, "exclude", by=who, reason=reason)
    assert settle(rk, "cinahl-0001", "exclude", "population").status == 0
    assert box(rk, "excluded.population") == 1


def test_a_record_on_which_one_person_decided_twice_is_settled(in_pairs: Path, rk: Command) -> None:
    """Two records that turn out to be one report."""
    for who in "ab":
        decide(rk, in_pairs, 1, "include", by=who)
        decide(rk, in_pairs, 2, "exclude", by=who, reason="population")
    rk("dedupe", "--same", "cinahl-0001", "cinahl-0002", "--as", "a")
    assert settle(rk, "cinahl-0002", "include").status == 0
    assert included(rk, in_pairs) == {1}


def test_a_settlement_of_an_old_log_counts_and_is_reported_where_nothing_was_to_settle(
    in_pairs: Path, rk: Command
) -> None:
    write_log(in_pairs, old_line(1, 1, do="resolve"), old_line(2, 2), old_line(3, 2, "include", do="resolve"))
    write_log(in_pairs, old_line(1, 2, "exclude", who="b"), who="b")
    assert included(rk, in_pairs) == {1, 2}
    found = [one for one in problems(rk, in_pairs) if one["path"] == "screening/a.jsonl"]
    assert [one["line"] for one in found] == [1]


# Seeing what others decided


def shows_nothing(said: str) -> bool:
    """Whether nothing is said of what was decided, and why; prompts and examples of commands do not count."""
    said = re.sub(r"y\b[^\n]*?quit|--decision \w+", "", said)
    return not re.search(r"\b(included?|excluded?|population|SECRET)\b", said)


FORMS = {"new": ["dedupe", "same"], "old": ["dedupe", "--same"]}


@pytest.fixture
def decided_by_a(in_pairs: Path, rk: Command) -> Path:
    """What a decided differently on two records, of which b has decided neither."""
    ran = rk(
        *("screen", "decide", "cinahl-0001", "-d", "exclude", "-r", "population", "--note", "SECRET", "--as", "a")
    )
    assert ran.status == 0
    decide(rk, in_pairs, 2, "include", by="a")
    return in_pairs


@pytest.mark.parametrize("form", FORMS)
def test_who_joins_two_records_is_not_told_what_was_decided(decided_by_a: Path, rk: Command, form: str) -> None:
    ran = rk(*FORMS[form], "cinahl-0001", "cinahl-0002", "--as", "b")
    assert ran.status == 0
    assert shows_nothing(ran.out + ran.err)
    assert "conflict" in ran.out
    assert status(rk, decided_by_a)["reports"] == 7


def test_who_marks_a_duplicate_while_screening_is_not_told_what_was_decided(
    decided_by_a: Path, rk: Command
) -> None:
    ran = rk("screen", "--by", "source", "--as", "b", typed="d\ncinahl-0002\ny\nq\n")
    assert status(rk, decided_by_a)["reports"] == 7
    assert shows_nothing(ran.out + ran.err)


def opened_early(rk: Command) -> None:
    """What was decided is shown to those who settle before everybody has decided."""
    ran = rk("screen", "conflicts", "--open", "--stage", "screening", "--note", "we meet", "--as", "a")
    assert ran.status == 0, ran.err


@pytest.mark.parametrize("more", [[], ["--json"]], ids=["text", "json"])
def test_conflicts_show_decisions_only_to_who_has_decided(
    decided_by_a: Path, rk: Command, more: list[str]
) -> None:
    rk("dedupe", "--same", "cinahl-0001", "cinahl-0002", "--as", "b")
    closed = rk("screen", "conflicts", *more, "--as", "a")
    assert "cinahl-0001" not in closed.out
    opened_early(rk)
    shown = rk("screen", "conflicts", *more, "--as", "b")
    assert shown.status == 0
    assert "cinahl-0001" in shown.out
    assert shows_nothing(shown.out + shown.err)
    decide(rk, decided_by_a, 1, "include", by="b")
    shown = rk("screen", "conflicts", *more, "--as", "b").out
    assert all(word in shown for word in ("exclude", "include", "population"))


def test_conflicts_without_a_name_show_nothing_that_somebody_must_not_see(decided_by_a: Path, rk: Command) -> None:
    rk("dedupe", "--same", "cinahl-0001", "cinahl-0002", "--as", "b")
    shown = rk("screen", "conflicts")
    assert shows_nothing(shown.out + shown.err)


def test_a_conflict_is_shown_to_somebody_whose_decision_is_not_awaited(in_pairs: Path, rk: Command) -> None:
    conflict(rk, in_pairs, 1)
    assert "include" not in rk("screen", "conflicts", "--as", "c").out
    opened_early(rk)
    shown = rk("screen", "conflicts", "--as", "c").out
    assert "include" in shown
    assert "population" in shown


@pytest.mark.parametrize("form", FORMS)
def test_who_has_decided_is_told_what_was_decided(decided_by_a: Path, rk: Command, form: str) -> None:
    for record in (1, 2):
        decide(rk, decided_by_a, record, "include", by="b")
    opened_early(rk)
    said = rk(*FORMS[form], "cinahl-0001", "cinahl-0002", "--as", "b").out
    assert "conflict" in said
    assert "exclude" in said


def test_a_decision_at_one_stage_shows_nothing_of_the_next(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begin(rk, tmp_path / "both", people=2, stages="two")
    monkeypatch.chdir(folder)
    for record in (1, 2):
        for who in "ab":
            decide(rk, folder, record, "include", by=who)
    rk("screen", "retrieved", "cinahl-0001", "cinahl-0002", "--as", "c")
    decide(rk, folder, 1, "exclude", by="a", reason="population")
    decide(rk, folder, 2, "include", by="a")
    ran = rk("dedupe", "--same", "cinahl-0001", "cinahl-0002", "--as", "b")
    assert shows_nothing(ran.out + ran.err)
    shown = rk("screen", "conflicts", "--as", "b")
    assert shows_nothing(shown.out + shown.err)


# Who is a reviewer


@pytest.mark.parametrize("name", ["KH", "kari hansen", "a/b", "å", "x" * 40])
def test_a_reviewer_whose_id_cannot_be_a_file_name_is_an_error_with_its_line(
    review: Path, rk: Command, name: str
) -> None:
    protocol = review / "review.yaml"
    text = protocol.read_text(encoding="utf-8")
    protocol.write_text(text.replace("  - id: b\n", f"  - id: b\n  - id: {name}\n"), encoding="utf-8")
    wanted = 1 + protocol.read_text(encoding="utf-8").split("\n").index(f"  - id: {name}")
    found = [one for one in errors(rk, review) if one["path"] == "review.yaml"]
    assert [one["line"] for one in found] == [wanted]
    assert name in found[0]["message"]
    assert rk("status").status == 0
    decide(rk, review, 1)


# Decisions that are about something else


def table_of(folder: Path, *rows: str) -> Path:
    head = "record,reviewer,decision,title,doi"
    return incoming(folder, "theirs.csv", "\n".join([head, *rows]) + "\n")


def title_of(number: int) -> str:
    found = re.search(r"TI  - (.*)", papers(1, start=number))
    assert found
    return found[1]


TITLE = title_of(2)  # of cinahl-0002, with the DOI 10.1000/x.2
UNFITTING = {
    "title and DOI": "cinahl-0002,a,include,A title about fish,10.5555/fish",
    "title": "cinahl-0002,a,include,A title about fish,",
    "DOI": "cinahl-0002,a,include,,10.5555/fish",
    "DOI beside the right title": f"cinahl-0002,a,include,{TITLE},10.5555/fish",
    "title of another record": f"cinahl-0002,a,include,{title_of(1)},",
}


@pytest.mark.parametrize("what", UNFITTING)
def test_a_decision_with_a_title_or_doi_that_does_not_fit_its_record_is_not_imported(
    review: Path, rk: Command, what: str
) -> None:
    table = table_of(review, f"cinahl-0001,a,include,{title_of(1)},", UNFITTING[what])
    ran = rk("screen", "--import", table, "--as", "a")
    assert f"{table}:3:" in ran.err
    assert 2 not in included(rk, review)
    rk("screen", "--import", table, "--as", "a", "--skip-unmatched")
    assert included(rk, review) == {1}


FITTING = {
    "title and DOI": f"cinahl-0002,a,include,{TITLE},10.1000/x.2",
    "neither": "cinahl-0002,a,include,,",
    "other capitals and a full stop": f"cinahl-0002,a,include,{TITLE.upper()}.,",
    "DOI as a link": "cinahl-0002,a,include,,https://doi.org/10.1000/X.2",
}


@pytest.mark.parametrize("what", FITTING)
def test_a_decision_whose_title_and_doi_fit_is_imported(review: Path, rk: Command, what: str) -> None:
    assert rk("screen", "--import", table_of(review, FITTING[what]), "--as", "a").status == 0
    assert included(rk, review) == {2}


def test_our_id_in_a_stranger_s_note_decides_nothing_on_our_record(review: Path, rk: Command) -> None:
    theirs = (
        "TY  - JOUR\nTI  - A title about fish\nDO  - 10.5555/fish\nN1  - reviewkit:cinahl-0003\n"
        'N1  - RAYYAN-INCLUSION: {"a"=>"Included"}\nER  - \n'
    )
    ran = rk("screen", "--import", incoming(review, "theirs.ris", theirs), "--as", "a")
    assert "fish" in ran.err or "theirs.ris" in ran.err
    assert included(rk, review) == set()
