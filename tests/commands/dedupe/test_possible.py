"""dedupe, the possible duplicates: asked one by one, listed, shared, filled in with Excel."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from reviewkit.errors import Place
from reviewkit.model import DuplicateVerdict
from reviewkit.words import Verdict
from tests.builders import ris
from tests.commands.dedupe.pairs import doubtful, state
from tests.commands.reviews import HOSTILE, boxes, contents, events, imported, is_harmless, said
from tests.conftest import Command


def waiting(rk: Command, *args: str) -> set[tuple[str, ...]]:
    """The pairs that wait for a person."""
    return {tuple(one["records"]) for one in json.loads(rk("dedupe", "queue", "--json", *args).out)}


def test_doubtful_pairs_are_asked_answered_and_taken_back(root: Path, rk: Command) -> None:
    one, other = doubtful(3)
    (root.parent / "cinahl.ris").write_text(ris(one), encoding="utf-8")
    (root.parent / "medline.ris").write_text(ris(other), encoding="utf-8")
    for source in ("cinahl", "medline"):
        rk("import", root.parent / f"{source}.ris", "-s", source, "--as", "a")
    assert "1 possible duplicate needs a decision" in rk("dedupe", "--as", "a").out
    assert "same title and authors" in rk("dedupe", "--queue").out
    before = {path.name: path.read_bytes() for path in (root / "duplicates").iterdir()}
    shown = rk("dedupe", "--review", "--as", "b", typed="s\n").out
    assert "=   title" in shown
    assert boxes(rk)["rm.duplicates"] == 0
    rk("dedupe", "--review", "--as", "b", typed="y\n")
    assert boxes(rk)["rm.duplicates"] == 1
    (event,) = events(root, "duplicates", "b")
    assert rk("undo", event, "--as", "b").status == 0
    assert boxes(rk)["rm.duplicates"] == 0
    assert rk("dedupe", "--different", "cinahl-0001", "medline-0001", "--as", "b").status == 0
    assert "every export has already been compared" in rk("dedupe", "--as", "a").out
    assert {name: (root / "duplicates" / name).read_bytes() for name in before} == before


def test_the_queue_at_the_keyboard_says_why_skips_and_takes_back(asked: Path, rk: Command) -> None:
    before = state(rk)
    ran = rk("dedupe", "--review", "--as", "b", typed="w\ny\nu\nx\ns\nq\n")
    assert "suggests the same report" in ran.out
    assert "type y, n, w, s, u or q" in ran.err
    assert ran.out.endswith("0 answered, 6 possible duplicates left\n")
    assert state(rk) == before


def test_nothing_to_take_back_is_told(asked: Path, rk: Command) -> None:
    ran = rk("dedupe", "review", "--as", "b", typed="u\nq\n")
    assert (ran.status, ran.err) == (0, "nothing to undo\n")
    assert not (asked / "duplicates" / "b.jsonl").exists()


def test_a_no_is_an_answer_and_the_best_pair_comes_first(asked: Path, rk: Command) -> None:
    first = json.loads(rk("dedupe", "queue", "--json").out)[0]["records"]
    ran = rk("dedupe", "review", "--as", "b", typed="N\nq\n")
    assert ran.out.endswith("1 answered, 5 possible duplicates left\n")
    (line,) = (asked / "duplicates" / "b.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["records"], json.loads(line)["verdict"]) == (first, "different")


def test_the_end_of_input_keeps_what_was_answered(asked: Path, rk: Command) -> None:
    ran = rk("dedupe", "review", "--as", "b", typed="y\n")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert len(events(asked, "duplicates", "b")) == 1


def test_somebody_has_to_say_who_they_are(asked: Path, rk: Command) -> None:
    assert rk("dedupe", "review", typed="y\n").status == 1
    assert rk("dedupe", "review", "--as", "zoe", typed="y\n").status == 1
    assert len(waiting(rk)) == 6


def test_the_list_shows_score_rule_and_both_records(asked: Path, rk: Command) -> None:
    lines = rk("dedupe", "queue").out.splitlines()
    assert lines[-1] == "6 possible duplicates"
    assert len(lines) == 19
    score, rule = lines[0].split(maxsplit=1)
    told = json.loads(rk("dedupe", "queue", "--json").out)[0]
    assert (float(score), rule) == (told["score"], told["rule"])
    assert [line.split()[0] for line in lines[1:3]] == told["records"]


def test_a_review_without_doubts_has_an_empty_queue(root: Path, rk: Command) -> None:
    assert rk("dedupe", "queue").out == "0 possible duplicates\n"
    assert json.loads(rk("dedupe", "queue", "--json").out) == []
    assert rk("dedupe", "review", "--as", "a").out == "0 answered, 0 possible duplicates left\n"


def test_the_queue_goes_to_a_spreadsheet_and_comes_back(asked: Path, rk: Command) -> None:
    assert rk("dedupe", "--queue", "-o", "queue.xlsx").status == 0
    book = openpyxl.load_workbook("queue.xlsx")
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:6] == ["answer", "note", "first", "second", "score", "why"]
    for row, word in ((2, "same"), (3, "Different"), (4, " ja ")):
        sheet.cell(row, 1).value = word
    sheet.cell(2, 2).value = "I looked at both"
    book.save("queue.xlsx")
    ran = rk("dedupe", "--answers", "queue.xlsx", "--as", "b")
    assert ran.out.startswith("3 answers logged, 3 rows without an answer; to undo this: reviewkit undo b-")
    assert rk("dedupe", "--answers", "queue.xlsx", "--as", "b").out.startswith(
        "0 answers logged, 3 already logged"
    )
    assert len(waiting(rk)) == 3
    assert '"note": "I looked at both"' in (asked / "duplicates" / "b.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_that_norwegian_excel_saved_comes_back(
    asked: Path, rk: Command, encoding: str, separator: str
) -> None:
    rk("dedupe", "--queue", "-o", "queue.csv")
    with Path("queue.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[0]["answer"], rows[0]["note"] = "nei", "ikke samme på noen måte"
    with Path("saved.csv").open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys(), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    ran = rk("dedupe", "--answers", "saved.csv", "--as", "b")
    assert ran.out.startswith("1 answer logged, 5 rows without an answer; to undo this: reviewkit undo b-"), (
        ran.err
    )


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("same", "same"), ("YES", "same"), ("j", "same"), ("1", "same"), ("no", "different"), ("0", "different")],
)
def test_an_answer_may_be_written_in_many_ways(asked: Path, rk: Command, word: str, verdict: str) -> None:
    Path("q.csv").write_text(f"answer,first,second\n{word},cinahl-0001,medline-0001\n", encoding="utf-8")
    told = json.loads(rk("dedupe", "answers", "q.csv", "--as", "b", "--json").out)
    assert (len(told["events"]), told["already"], told["unanswered"]) == (1, 0, 0)
    line = json.loads((asked / "duplicates" / "b.jsonl").read_text(encoding="utf-8"))
    assert (line["verdict"], line["id"]) == (verdict, told["events"][0])


def test_one_wrong_answer_logs_none(asked: Path, rk: Command) -> None:
    Path("q.csv").write_text(
        "answer,first,second\nsame,cinahl-0001,medline-0001\nperhaps,cinahl-0002,medline-0002\nsame,cinahl-0003,x-1\n",
        encoding="utf-8",
    )
    ran = rk("dedupe", "--answers", "q.csv", "--as", "b")
    assert ran.status == 1
    assert "q.csv:3: the answer 'perhaps' should be same or different, or empty" in ran.err
    assert "q.csv:4: 'x-1' is not a record in this review" in ran.err
    assert not (asked / "duplicates" / "b.jsonl").exists()


def test_a_table_that_answers_a_pair_twice_comes_in_once(asked: Path, rk: Command) -> None:
    rows = "answer,first,second\nsame,cinahl-0001,medline-0001\nno,cinahl-0001,medline-0001\n"
    Path("q.csv").write_text(rows, encoding="utf-8")
    rk("dedupe", "answers", "q.csv", "--as", "b")
    before = contents(asked)
    rk("dedupe", "answers", "q.csv", "--as", "b")
    assert contents(asked) == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("q.csv", b"", "the file is empty"),
        ("q.xlsx", b"PK\x03\x04 no workbook", "table cannot be read"),
        ("q.csv", b"first,second\na,b\n", "the column 'answer' is missing"),
        ("q.pdf", b"%PDF-1.4", "this is a PDF"),
    ],
)
def test_what_is_no_queue_is_refused(asked: Path, rk: Command, name: str, content: bytes, told: str) -> None:
    Path(name).write_bytes(content)
    ran = rk("dedupe", "--answers", name, "--as", "b")
    assert ran.status == 1
    assert told in ran.err


def test_a_table_that_is_not_there_is_told(asked: Path, rk: Command) -> None:
    ran = rk("dedupe", "answers", "none.csv", "--as", "b")
    assert ran.status == 1
    assert "there is no such file" in ran.err
    assert rk("dedupe", "answers", ".", "--as", "b").status == 1


def test_two_people_split_the_queue(asked: Path, rk: Command) -> None:
    whole = waiting(rk)
    parts = [waiting(rk, "--part", part) for part in ("1/2", "2/2")]
    assert parts[0] | parts[1] == whole
    assert not parts[0] & parts[1]
    assert all(parts)
    rk("dedupe", "--review", "--as", "a", "--part", "1/2", typed="n\n" * len(parts[0]))
    assert waiting(rk) == parts[1]
    assert rk("dedupe", "--queue", "--part", "3/2").status == 2


@pytest.mark.parametrize("of", range(2, 10))
def test_parts_are_disjoint_and_make_the_whole(of: int) -> None:
    from reviewkit.commands.dedupe.possible import of_part

    pairs = tuple(
        DuplicateVerdict("reviewkit", f"a-{n:04d}", f"b-{n:04d}", Verdict.UNSURE, place=Place("x"))
        for n in range(200)
    )
    parts = [of_part(pairs, f"{which}/{of}") for which in range(1, of + 1)]
    assert sorted(pair.first for part in parts for pair in part) == [pair.first for pair in pairs]
    assert all(part == of_part(tuple(part), f"{which}/{of}") for which, part in enumerate(parts, start=1))
    assert of_part(pairs, "") == list(pairs)


@pytest.mark.parametrize("part", ["half", "0/2", "3/2", "1/1", "1/10", "1/2\n", "-1/2", "1", "1/2/3", "²/2"])
def test_a_part_that_is_none_is_a_usage_error(asked: Path, rk: Command, part: str) -> None:
    for command in ("queue", "review"):
        ran = rk("dedupe", command, "--part", part, *(["--as", "a"] if command == "review" else []))
        assert ran.status == 2
        assert "write 1/2 or 2/2" in said(ran)


def test_hostile_titles_do_not_act_in_a_queue(root: Path, rk: Command) -> None:
    one, other = doubtful(1)
    evil = f'=HYPERLINK("http://x"){HOSTILE}'
    imported(root, rk, cinahl=[{**one, "AU": [evil]}], medline=[{**other, "AU": [evil]}])
    rk("dedupe", "--as", "a")
    assert rk("dedupe", "--queue", "-o", "q.csv", "-o", "q.xlsx").status == 0
    with Path("q.csv").open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    sheet = openpyxl.load_workbook("q.xlsx").active
    assert sheet is not None
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert is_harmless(rk("dedupe", "--queue"))
    assert is_harmless(rk("dedupe", "review", "--as", "a", typed="w\nq\n"))


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (["-o", "queue.pdf"], 1, "the file name must end with .xlsx or .csv"),
        (["-o", "queue"], 1, "the file name must end with .xlsx or .csv"),
        (["-o", "q.csv", "--json"], 2, "cannot be used together"),
        (["extra"], 2, "unexpected extra argument"),
    ],
)
def test_what_is_no_queue_to_write_is_told(
    asked: Path, rk: Command, args: list[str], status: int, told: str
) -> None:
    before = contents(asked)
    ran = rk("dedupe", "queue", *args)
    assert ran.status == status
    assert told in said(ran)
    assert contents(asked) == before


def test_a_queue_that_is_there_is_replaced_only_with_force(asked: Path, rk: Command) -> None:
    Path("q.csv").write_text("answers of a whole day", encoding="utf-8")
    assert rk("dedupe", "queue", "-o", "q.csv").status == 1
    assert Path("q.csv").read_text(encoding="utf-8") == "answers of a whole day"
    ran = rk("dedupe", "queue", "-o", "q.csv", "--force")
    assert ran.status == 0
    assert ran.out.startswith("6 possible duplicates. Write same or different in the column `answer`")
