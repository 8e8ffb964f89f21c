"""A log keeps every decision: its ids, its torn lines, its order, its clock, and what was changed in it by hand."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.faults import (
    DUPLICATES,
    IMPORTS,
    RETRIEVAL,
    SCREENING,
    all_ids,
    at_once,
    begin,
    bring,
    code,
    decide,
    errors,
    events,
    included,
    incoming,
    last_id,
    lines,
    log,
    old_folder,
    old_line,
    problems,
    quotes,
    ready_to_code,
    status,
    what_people_wrote,
    write_log,
)

# Ids


def test_every_event_has_an_id_of_its_own_that_the_command_prints(review: Path, rk: Command) -> None:
    said = rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a").out
    assert last_id(review) in said
    decide(rk, review, 2)
    rk("dedupe", "--different", "cinahl-0001", "cinahl-0002", "--as", "a")
    kinds = (IMPORTS, DUPLICATES, SCREENING)
    ids = [event["id"] for kind in kinds for event in events(review, kind)]
    assert len(ids) == len(set(ids)) >= 5
    assert all(re.fullmatch(r"a-[a-z0-9]+-\d+", name) for name in ids)


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_a_decision_counts_after_a_line_before_it_was_removed(review: Path, rk: Command, removed: int) -> None:
    for record in (1, 2, 3):
        decide(rk, review, record)
    kept = lines(log(review))
    del kept[removed]
    log(review).write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    decide(rk, review, 4)
    assert included(rk, review) == {1, 2, 3, 4} - {removed + 1}


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_a_decision_counts_after_a_line_of_an_old_log_was_removed(review: Path, rk: Command, removed: int) -> None:
    kept = [old_line(number, number) for number in (1, 2, 3)]
    del kept[removed]
    write_log(review, *kept)
    decide(rk, review, 4)
    assert included(rk, review) == {1, 2, 3, 4} - {removed + 1}


def test_an_import_counts_after_the_line_of_an_earlier_one_was_removed(review: Path, rk: Command) -> None:
    bring(rk, review, "embase", 3, start=20)
    kept = lines(log(review, IMPORTS))[1:]
    log(review, IMPORTS).write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    bring(rk, review, "medline", 5, start=30)
    assert status(rk, review)["records"] == 8


def test_two_events_with_one_id_both_count_and_check_reports_them(review: Path, rk: Command) -> None:
    write_log(review, old_line(1, 1), old_line(2, 2), old_line(2, 3))
    assert included(rk, review) == {1, 2, 3}
    (found,) = [one for one in errors(rk, review) if one["path"] == "screening/a.jsonl"]
    assert (found["line"], "a-2" in found["message"]) == (3, True)


def test_the_same_line_twice_counts_once(review: Path, rk: Command) -> None:
    decide(rk, review, 1)
    decide(rk, review, 2)
    first, second = lines(log(review))
    log(review).write_text(f"{first}\n{first}\n{second}\n", encoding="utf-8")
    assert included(rk, review) == {1, 2}
    taken_back = rk("screen", "undo", json.loads(first)["id"], "--as", "a")
    assert taken_back.status == 0
    assert included(rk, review) == {2}


@pytest.mark.thorough
def test_processes_of_one_reviewer_lose_no_decision(review: Path, rk: Command) -> None:
    bring(rk, review, "medline", 80, start=20)
    at_once(
        *(
            [
                ["screen", "decide", f"medline-{number:04d}", "-d", "include", "--as", "a", "-C", review]
                for number in range(first, 81, 4)
            ]
            for first in (1, 2, 3, 4)
        )
    )
    ids = [event["id"] for event in events(review)]
    assert len(ids) == len(set(ids)) == 80
    assert len(included(rk, review)) == 80
    assert [one for one in errors(rk, review) if one["path"].startswith("screening")] == []


@pytest.mark.thorough
def test_processes_that_import_into_one_source_lose_no_record(review: Path, rk: Command) -> None:
    from tests.builders import papers

    files = [incoming(review, f"part-{n}.ris", papers(2, start=20 + 2 * n)) for n in range(8)]
    at_once(
        *([["import", file, "-s", "medline", "--as", "a", "-C", review] for file in files[n::4]] for n in range(4))
    )
    assert status(rk, review)["records"] == 24
    rk("dedupe", "--as", "a")
    assert errors(rk, review) == []


# Torn lines


def test_a_whole_last_line_without_its_newline_counts_and_stays(review: Path, rk: Command) -> None:
    decide(rk, review, 1)
    decide(rk, review, 2)
    log(review).write_bytes(log(review).read_bytes().rstrip(b"\n"))
    decide(rk, review, 3)
    assert included(rk, review) == {1, 2, 3}
    assert list(review.rglob("*.torn")) == []
    assert errors(rk, review) == []


def test_a_whole_last_line_of_an_old_log_without_its_newline_counts_and_stays(review: Path, rk: Command) -> None:
    write_log(review, old_line(1, 1), old_line(2, 2).rstrip("\n"))
    decide(rk, review, 3)
    assert included(rk, review) == {1, 2, 3}
    assert list(review.rglob("*.torn")) == []


def appended(rk: Command, folder: Path, kind: str) -> None:
    """One more event of this kind."""
    if kind == IMPORTS:
        bring(rk, folder, "medline", 2, start=40)
    elif kind == DUPLICATES:
        assert rk("dedupe", "--different", "cinahl-0007", "cinahl-0008", "--as", "a").status == 0
    elif kind == SCREENING:
        decide(rk, folder, 5)
    else:
        assert rk("screen", "retrieved", "cinahl-0002", "--as", "a").status == 0


@pytest.mark.parametrize("kind", [IMPORTS, DUPLICATES, SCREENING, RETRIEVAL])
def test_a_torn_last_line_is_set_aside_and_check_names_where(two_stages: Path, rk: Command, kind: str) -> None:
    for record in (1, 2):
        decide(rk, two_stages, record)
    rk("screen", "retrieved", "cinahl-0001", "--as", "a")
    before = log(two_stages, kind).read_bytes()
    with log(two_stages, kind).open("ab") as file:
        file.write(b'{"id": "a-zzzzz-9", "do": "dec')
    named = [one for one in errors(rk, two_stages) if one["path"] == f"{kind}/a.jsonl"]
    assert [one["line"] for one in named] == [before.count(b"\n") + 1]
    appended(rk, two_stages, kind)
    assert log(two_stages, kind).read_bytes().startswith(before)
    assert all(line.endswith("}") for line in lines(log(two_stages, kind)))
    aside = two_stages / kind / "a.jsonl.torn"
    assert b'{"id": "a-zzzzz-9", "do": "dec' in aside.read_bytes()
    assert problems(rk, two_stages, f"{kind}/a.jsonl.torn") != []
    assert [one for one in errors(rk, two_stages) if one["path"] == f"{kind}/a.jsonl"] == []


@pytest.mark.parametrize("kept", range(1, 4))
def test_a_line_torn_within_a_letter_stops_nothing(review: Path, rk: Command, kept: int) -> None:
    """The letter has four bytes; so many of them reached the disk."""
    decide(rk, review, 1)
    torn = b'{"id": "a-zzzzz-9", "do": "decide", "by": "a", "note": "' + "𝕒".encode()[:kept]
    with log(review).open("ab") as file:
        file.write(torn)
    assert status(rk, review)["records"] == 8
    assert included(rk, review) == {1}
    assert [one["line"] for one in errors(rk, review) if one["path"] == "screening/a.jsonl"] == [2]
    decide(rk, review, 3)
    assert included(rk, review) == {1, 3}
    assert torn in (review / "screening" / "a.jsonl.torn").read_bytes()


# Order


def ten_rows() -> str:
    rows = [f"cinahl-{number:04d},a,exclude" for number in range(1, 9)]
    rows += ["cinahl-0008,a,exclude", "cinahl-0008,a,include"]
    return "\n".join(["record,reviewer,decision", *rows]) + "\n"


def test_of_two_rows_of_an_imported_table_the_later_counts(review: Path, rk: Command) -> None:
    ran = rk("screen", "--import", incoming(review, "ten.csv", ten_rows()), "--as", "a")
    assert ran.status == 0
    assert included(rk, review) == {8}


def test_lines_of_an_old_log_with_one_time_count_in_their_order(review: Path, rk: Command) -> None:
    same = "2026-01-05T10:00:00Z"
    write_log(
        review,
        *(old_line(number, number, "exclude", at=same) for number in range(1, 9)),
        old_line(9, 1, "exclude", at=same),
        old_line(10, 1, "include", at=same),
    )
    assert included(rk, review) == {1}


def test_of_two_answers_of_one_second_on_a_pair_the_later_counts(review: Path, rk: Command) -> None:
    def answer(number: int, verdict: str) -> str:
        event = {
            "id": f"b-{number}",
            "do": "verdict",
            "at": "2026-01-05T10:00:00Z",
            "by": "b",
            "records": ["cinahl-0001", "cinahl-0002"],
            "verdict": verdict,
        }
        return json.dumps(event) + "\n"

    words = ["same", "different"] * 4 + ["same"]
    answers = [answer(number, word) for number, word in enumerate(words, start=1)]
    write_log(review, *answers, answer(10, "different"), kind=DUPLICATES, who="b")
    assert status(rk, review)["reports"] == 8


def test_of_two_answers_of_one_second_on_a_full_text_the_later_counts(two_stages: Path, rk: Command) -> None:
    decide(rk, two_stages, 1)

    def fetched(number: int, result: str) -> str:
        event = {
            "id": f"a-{number}",
            "do": "retrieval",
            "at": "2026-01-05T10:00:00Z",
            "by": "a",
            "record": "cinahl-0001",
            "result": result,
        }
        return json.dumps(event) + "\n"

    results = ["retrieved", "not-retrieved"] * 4 + ["not-retrieved", "retrieved"]
    write_log(two_stages, *(fetched(n, word) for n, word in enumerate(results, start=1)), kind=RETRIEVAL)
    boxes = json.loads(rk("prisma", "--json").out)["boxes"]
    assert boxes["not_retrieved"]["n"] == 0


# Clocks


def test_the_order_of_the_lines_counts_and_not_the_clock(review: Path, rk: Command) -> None:
    write_log(review, old_line(1, 1, "include", at="2097-01-05T10:00:00Z"), old_line(2, 2))
    decide(rk, review, 1, "exclude")
    assert included(rk, review) == {2}


def test_a_line_that_is_dated_in_the_future_is_reported(review: Path, rk: Command) -> None:
    write_log(review, old_line(1, 1), old_line(2, 2, at="2097-01-05T10:00:00Z"))
    found = {one["line"] for one in problems(rk, review) if one["path"] == "screening/a.jsonl"}
    assert found - {0} == {2}


NO_TIMES = ["zz", "31/12/2024", "2024-13-45T10:00:00Z", "yesterday"]


@pytest.mark.parametrize("at", [*NO_TIMES, ""])
def test_a_time_in_a_log_that_is_none_is_an_error_with_its_line(review: Path, rk: Command, at: str) -> None:
    write_log(review, old_line(1, 1), old_line(2, 2, at=at), old_line(3, 3))
    found = [one for one in errors(rk, review) if one["path"] == "screening/a.jsonl"]
    assert [one["line"] for one in found] == [2]
    assert {1, 3} <= included(rk, review)


@pytest.mark.parametrize("at", NO_TIMES)
def test_a_table_with_a_time_that_is_none_is_refused_with_its_line(review: Path, rk: Command, at: str) -> None:
    rows = ["cinahl-0001,a,include,2026-01-05T10:00:00Z", f"cinahl-0002,a,include,{at}"]
    table = incoming(review, "times.csv", "\n".join(["record,reviewer,decision,at", *rows]) + "\n")
    before = what_people_wrote(review)
    ran = rk("screen", "--import", table, "--as", "a")
    assert ran.status == 1
    assert f"{table}:3:" in ran.err
    assert what_people_wrote(review) == before
    table.write_text("\n".join(["record,reviewer,decision,at", rows[0]]) + "\n", encoding="utf-8")
    assert rk("screen", "--import", table, "--as", "a").status == 0
    assert included(rk, review) == {1}


# What was changed by hand


def with_value(line: str, **values: str) -> str:
    return json.dumps({**json.loads(line), **values}, ensure_ascii=False)


CHANGES: dict[str, Callable[[list[str]], list[str]]] = {
    "the decision of the first line": lambda log: [with_value(log[0], decision="exclude"), *log[1:]],
    "the decision of a middle line": lambda log: [log[0], with_value(log[1], decision="exclude"), *log[2:]],
    "the decision of the last line": lambda log: [*log[:3], with_value(log[3], decision="exclude")],
    "the reviewer": lambda log: [log[0], with_value(log[1], by="a"), *log[2:]],
    "the record": lambda log: [log[0], with_value(log[1], record="cinahl-0008"), *log[2:]],
    "the date": lambda log: [log[0], with_value(log[1], at="2020-01-05T10:00:00Z"), *log[2:]],
    "the first line is off": lambda log: log[1:],
    "a middle line is off": lambda log: [log[0], *log[2:]],
    "two lines are swapped": lambda log: [log[0], log[2], log[1], log[3]],
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_in_a_log_is_named_with_file_and_line(review: Path, rk: Command, change: str) -> None:
    for record in (1, 2, 3, 4):
        decide(rk, review, record, by="b")
    assert [one for one in problems(rk, review) if one["code"] == "chain"] == []
    changed = CHANGES[change](lines(log(review, who="b")))
    log(review, who="b").write_text("".join(f"{line}\n" for line in changed), encoding="utf-8")
    found = [one for one in errors(rk, review) if one["code"] == "chain"]
    assert {one["path"] for one in found} == {"screening/b.jsonl"}
    assert all(1 <= one["line"] <= 4 for one in found)
    assert rk("status").status == 0


def seen_by_a(rk: Command, folder: Path) -> Path:
    """The log of b, of which a has seen the last line."""
    decide(rk, folder, 1, by="b")
    decide(rk, folder, 2, by="b")
    decide(rk, folder, 3, by="a")
    path = log(folder, who="b")
    assert [one for one in problems(rk, folder) if "jsonl" in one["path"]] == []
    return path


def test_a_log_that_is_gone_is_reported_with_its_reviewer_where_others_saw_it(review: Path, rk: Command) -> None:
    seen_by_a(rk, review).unlink()
    assert rk("status").status == 0
    assert any(re.search(r"\bb\b", f"{one['path']} {one['message']}") for one in errors(rk, review))


def test_all_logs_of_one_kind_gone_are_reported_too(two_stages: Path, rk: Command) -> None:
    decide(rk, two_stages, 1, by="b")
    rk("screen", "retrieved", "cinahl-0001", "--as", "a")
    log(two_stages, who="b").unlink()
    log(two_stages, who="b").parent.rmdir()
    assert any(re.search(r"\bb\b", f"{one['path']} {one['message']}") for one in errors(rk, two_stages))


def test_a_last_line_that_is_gone_is_reported_where_others_saw_it(review: Path, rk: Command) -> None:
    path = seen_by_a(rk, review)
    path.write_text(lines(path)[0] + "\n", encoding="utf-8")
    assert problems(rk, review, "screening/b.jsonl") != []


# Which folder


@pytest.mark.parametrize(
    "command",
    [
        ["screen", "-C", "{}", "decide", "cinahl-0005", "-d", "include", "--as", "a"],
        ["screen", "--folder", "{}", "decide", "cinahl-0005", "-d", "include", "--as", "a"],
        ["screen", "-C", "{}", "settle", "cinahl-0002", "-d", "include", "--as", "a"],
        ["screen", "-C", "{}", "retrieved", "cinahl-0001", "--as", "a"],
        ["code", "-C", "{}", "add", "berg", "-c", "trust", "-q", "words", "--as", "a"],
    ],
    ids=lambda command: " ".join(command[:4]),
)
def test_a_folder_named_before_the_subcommand_is_obeyed_or_refused(
    review: Path, rk: Command, tmp_path: Path, command: list[str]
) -> None:
    other = begin(rk, tmp_path / "other")
    for folder in (review, other):
        ready_to_code(rk, folder, "berg")
    here, there = what_people_wrote(review), what_people_wrote(other)
    ran = rk(*(word.format(other) for word in command))
    assert what_people_wrote(review) == here
    assert (ran.status == 0) == (what_people_wrote(other) != there)


def test_a_reviewer_named_before_the_subcommand_is_obeyed_or_refused(
    review: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEWKIT_REVIEWER", "b")
    ran = rk("screen", "--as", "a", "decide", "cinahl-0001", "-d", "include")
    assert not log(review, who="b").exists()
    assert (ran.status == 0) == log(review, who="a").exists()


# Folders of 0.2.0


@pytest.fixture
def of_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = old_folder(tmp_path / "old")
    monkeypatch.chdir(folder)
    return folder


def answers(rk: Command) -> list[object]:
    """All that the folder comes to."""
    boxes = json.loads(rk("prisma", "--json").out)["boxes"]
    matrix = json.loads(rk("matrix", "--json").out)["cells"]
    conflicts = json.loads(rk("screen", "conflicts", "--as", "a", "--json").out)
    return [boxes, matrix, len(conflicts), status(rk, Path())["waiting"]]


def test_a_folder_of_0_2_0_is_read_without_a_problem(of_old: Path, rk: Command) -> None:
    assert included(rk, of_old) == {1}
    assert status(rk, of_old)["reports"] == 6
    assert quotes(rk, of_old) == {("berg", "a"): 1}
    assert errors(rk, of_old) == []


def test_work_goes_on_in_a_folder_of_0_2_0(of_old: Path, rk: Command) -> None:
    before = {path: path.read_bytes() for path in of_old.rglob("*.jsonl")}
    decide(rk, of_old, 3, by="a")
    decide(rk, of_old, "medline-0001", by="b")
    assert included(rk, of_old) == {1, 3}
    assert rk("screen", "settle", "cinahl-0002", "-d", "include", "--as", "a").status == 0
    assert included(rk, of_old) == {1, 2, 3}
    bring(rk, of_old, "wos", 2, start=6, by="b")
    assert rk("dedupe", "--as", "b").status == 0
    assert status(rk, of_old)["reports"] == 7
    assert rk("screen", "undo", "a-1", "--as", "a").status == 0
    assert included(rk, of_old) == {2, 3}
    for path, data in before.items():
        assert path.read_bytes().startswith(data)


def test_a_decision_of_0_2_0_is_taken_back_by_its_old_id(of_old: Path, rk: Command) -> None:
    assert rk("undo", "b-1", "--as", "b").status == 0
    assert included(rk, of_old) == set()


def test_upgrade_keeps_all_that_the_folder_comes_to(of_old: Path, rk: Command) -> None:
    before, written = answers(rk), what_people_wrote(of_old)
    assert rk("upgrade", "--dry-run", "--as", "a").status == 0
    assert what_people_wrote(of_old) == written
    assert rk("upgrade", "--as", "a").status == 0
    assert answers(rk) == before
    assert quotes(rk, of_old) == {("berg", "a"): 1}
    assert errors(rk, of_old) == []
    upgraded = what_people_wrote(of_old)
    assert rk("upgrade", "--as", "a").status == 0
    assert what_people_wrote(of_old) == upgraded


def test_work_goes_on_after_an_upgrade(of_old: Path, rk: Command) -> None:
    assert rk("upgrade", "--as", "a").status == 0
    decide(rk, of_old, 3, by="a")
    decide(rk, of_old, "medline-0001", by="b")
    assert included(rk, of_old) == {1, 3}
    assert code(rk, of_old, "berg", "Other words").status == 0
    assert quotes(rk, of_old) == {("berg", "a"): 2}
    ids = all_ids(of_old)
    assert rk("undo", last_id(of_old), "--as", "a").status == 0
    assert included(rk, of_old) == {1}
    assert ids < all_ids(of_old)
