"""prisma: the flow drawn, written, listed, proved; of a review, or of numbers that a person entered."""

import json
from pathlib import Path

import pytest

from tests.commands.reviews import HOSTILE, boxes, contents, imported, is_harmless, said
from tests.conftest import Command, Once

COUNTS = (
    "stages: one\nother_arm: pooled\nidentified: {databases: {CINAHL: 6, MEDLINE: 4}}\n"
    "removed: {duplicates: 3}\nscreened: 7\nexcluded: {total: 5, reasons: {Wrong population: 5}}\n"
    "included: {studies: 2, reports: 2}\n"
)


@pytest.fixture
def finished(ready: Path, rk: Command, once: Once) -> Path:
    """A review in which everything was decided on."""

    def make() -> None:
        for who in "ab":
            rk("screen", "next", "--by", "source", "--as", who, typed="y\n" + "n\n1\n" * 5)
        (ready / "studies.yaml").write_text("berg: {citation: Berg, records: [cinahl-0001]}\n", encoding="utf-8")

    once("finished", ready.parent, make)
    return ready


def test_the_flow_is_drawn_here(finished: Path, rk: Command) -> None:
    ran = rk("prisma")
    assert (ran.status, ran.err) == (0, "")
    for words in ("cinahl (n = 4)", "Records screened (n = 6)", "Studies included in review (n = 1)"):
        assert words in ran.out
    assert "DRAFT" not in ran.out


def test_the_flow_is_written_as_svg_and_png_once(finished: Path, rk: Command) -> None:
    ran = rk("prisma", "-o", "flow.svg", "-o", "flow.png")
    assert (ran.status, ran.out, ran.err) == (0, "", "wrote flow.svg\nwrote flow.png\n")
    assert Path("flow.png").read_bytes().startswith(b"\x89PNG")
    before = Path("flow.svg").read_bytes()
    assert rk("prisma", "-o", "flow.svg").status == 1
    assert rk("prisma", "-o", "flow.svg", "--force").status == 0
    assert Path("flow.svg").read_bytes() == before


def test_more_dots_per_inch_make_a_larger_picture(finished: Path, rk: Command) -> None:
    def width(path: str) -> int:
        return int.from_bytes(Path(path).read_bytes()[16:20], "big")

    rk("prisma", "-o", "small.png", "--dpi", "72")
    rk("prisma", "-o", "large.png", "--dpi", "144")
    assert abs(width("large.png") - 2 * width("small.png")) <= 1


@pytest.mark.parametrize("dpi", ["0", "-1", "35", "1201", "99999999"])
def test_dots_per_inch_that_no_picture_can_have_are_told(finished: Path, rk: Command, dpi: str) -> None:
    ran = rk("prisma", "-o", "flow.png", "--dpi", dpi)
    assert ran.status == 1
    assert f"{dpi} dots per inch is not possible. Choose a number from 36 to 1200" in ran.err
    assert not Path("flow.png").exists()


def test_the_language_is_that_of_the_review_or_the_one_asked_for(finished: Path, rk: Command) -> None:
    with (finished / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("language: nb\n")
    own = rk("prisma").out
    assert own == rk("prisma", "-l", "nb").out
    assert "Records screened" not in own
    assert "Records screened" in rk("prisma", "-l", "en").out


def test_an_unfinished_flow_is_written_only_as_a_draft(ready: Path, rk: Command) -> None:
    ran = rk("prisma", "-o", "flow.svg")
    assert ran.status == 1
    assert "The figure was not written: some reports still need a decision (6 in waiting.screening)" in ran.err
    assert not Path("flow.svg").exists()
    assert rk("prisma", "-o", "flow.svg", "--draft").status == 0
    assert "DRAFT" in Path("flow.svg").read_text(encoding="utf-8")
    assert "DRAFT" in rk("prisma").out


def test_a_flow_with_an_error_is_written_only_as_a_draft_and_fails(finished: Path, rk: Command) -> None:
    log = finished / "screening" / "a.jsonl"
    log.write_text(log.read_text(encoding="utf-8").replace('"population"', '"boredom"', 1), encoding="utf-8")
    ran = rk("prisma", "-o", "flow.svg")
    assert ran.status == 1
    assert "3 problems affect its numbers" in ran.err
    assert "'boredom'" in ran.err
    assert not Path("flow.svg").exists()
    assert rk("prisma", "-o", "flow.svg", "--draft").status == 1
    assert "DRAFT" in Path("flow.svg").read_text(encoding="utf-8")


def test_the_flow_as_json_holds_every_box_with_its_ids_and_every_sum(finished: Path, rk: Command) -> None:
    told = json.loads(rk("prisma", "--json").out)
    assert (told["other_arm"], told["stages"], told["entered"]) == ("pooled", ["screening"], False)
    assert told["boxes"]["new.reports"]["members"] == ["cinahl-0001"]
    assert told["boxes"]["new.studies"]["members"] == ["berg"]
    assert all(len(box["members"]) == box["n"] for box in told["boxes"].values())
    assert {"A1", "A2", "A4", "A7"} <= {sum_["code"] for sum_ in told["balance"] if sum_["holds"]}
    assert told["problems"] == []


def test_the_sums_are_printed_when_asked_for(finished: Path, rk: Command) -> None:
    assert "ok    A2" not in rk("prisma").out
    shown = rk("prisma", "--balance").out
    assert "ok    A2  from databases 8 - removed 2 = screened 6\n" in shown
    assert "WRONG" not in shown
    old = rk("prisma", "--proofs")
    assert old.out == shown
    assert "note: reviewkit prisma --proofs is now written reviewkit prisma --balance\n" in old.err


def test_a_box_is_listed_with_its_records(finished: Path, rk: Command) -> None:
    ran = rk("prisma", "--list", "excluded.population")
    assert ran.status == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == [
        "cinahl-0002",
        "cinahl-0003",
        "cinahl-0004",
        "medline-0003",
        "medline-0004",
    ]
    assert rk("prisma", "--list", "new.studies").out == "berg\n"


def test_a_box_as_json_says_why_each_report_is_in_it(finished: Path, rk: Command) -> None:
    told = json.loads(rk("prisma", "--list", "excluded", "--json").out)
    assert (told["id"], told["n"], told["unit"]) == ("excluded", 5, "records")
    assert [one["report"] for one in told["outcomes"]] == told["members"]
    assert told["outcomes"][1]["records"] == ["cinahl-0003", "medline-0001"]
    assert {(one["state"], one["reason"], len(one["decisions"])) for one in told["outcomes"]} == {
        ("excluded", "population", 2)
    }
    doubles = json.loads(rk("prisma", "--list", "rm.duplicates", "--json").out)
    assert doubles["members"] == ["medline-0001", "medline-0002"]
    assert [one["report"] for one in doubles["outcomes"]] == ["cinahl-0003", "cinahl-0004"]


def test_a_box_as_json_names_the_events_behind_it(finished: Path, rk: Command) -> None:
    behind = json.loads(rk("prisma", "--list", "rm.duplicates", "--json").out)
    (joined, *_) = behind["verdicts"]
    log = (finished / "duplicates" / "a.jsonl").read_text(encoding="utf-8")
    assert joined["verdict"] == "same"
    assert f'"id": "{joined["event"]}"' in log
    imported = (finished / "searches" / "imports" / "a.jsonl").read_text(encoding="utf-8")
    assert [export["source"] for export in behind["exports"]] == ["cinahl", "medline"]
    assert all(f'"id": "{export["event"]}"' in imported for export in behind["exports"])


def test_a_box_of_studies_as_json_has_the_decisions_on_their_reports(finished: Path, rk: Command) -> None:
    (included,) = json.loads(rk("prisma", "--list", "new.studies", "--json").out)["outcomes"]
    assert {decision["decision"] for decision in included["decisions"]} == {"include"}
    assert all(decision["event"] for decision in included["decisions"])


def test_a_box_as_json_tells_nobody_what_others_decided_at_a_stage_that_is_still_screened(
    ready: Path, rk: Command
) -> None:
    assert rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a").status == 0
    assert rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "b").status == 0
    outcomes = json.loads(rk("prisma", "--list", "screened", "--json").out)["outcomes"]
    assert outcomes
    assert [one["decisions"] for one in outcomes] == [[]] * len(outcomes)


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["--list", "nowhere"], 1, "The flow has no box 'nowhere'. It has: id.databases, "),
        (["-o", "flow.gif"], 1, "the file name must end with .svg, .png, .pdf"),
        (["-o", "flow"], 1, "the file name must end with .svg, .png, .pdf"),
        (["-l", "tlh"], 1, "There are no labels in the language 'tlh'"),
        (["--dpi", "many"], 2, "Invalid value for '--dpi'"),
        (["none.yaml"], 1, "none.yaml: there is no such file"),
        (["."], 1, "this is a folder"),
        (["--json", "-o", "flow.svg"], 2, "cannot be used together"),
        (["--json", "--balance"], 2, "cannot be used together"),
        (
            ["--list", "screened", "-o", "flow.svg"],
            1,
            "cannot be written as .svg. The file name must end with one of: .csv",
        ),
        (["--list", "screened", "--balance"], 2, "cannot be used together"),
        (["one.yaml", "two.yaml"], 2, "unexpected extra argument"),
    ],
)
def test_what_cannot_be_drawn_is_told_and_nothing_is_written(
    finished: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(finished)
    ran = rk("prisma", *args)
    assert ran.status == status
    assert why in said(ran)
    assert contents(finished) == before


def test_hostile_titles_do_not_act_in_a_list(root: Path, rk: Command) -> None:
    from tests.conftest import REPOSITORY

    rk("import", REPOSITORY / "tests" / "exports" / "hostile.ris", "-s", "cinahl", "--as", "a")
    imported(root, rk, medline=[{"TI": HOSTILE, "AU": HOSTILE}])
    rk("dedupe", "--as", "a")
    ran = rk("prisma", "--list", "screened")
    assert is_harmless(ran)
    assert "evil [bold]markup[/bold]" in ran.out
    assert rk("prisma", "--list", "screened", "--json").out.isascii()


def test_hostile_names_of_databases_and_reasons_do_not_act(finished: Path, rk: Command) -> None:
    (finished / "searches.yaml").write_text(
        'cinahl: {database: "\\e]0;x\\a\\u202eC", hits: 4}\n', encoding="utf-8"
    )
    assert is_harmless(rk("prisma", "--balance"))
    ran = rk("prisma", "-o", "flow.svg")
    assert ran.status == 1  # no font has such letters
    assert is_harmless(ran)
    text = (finished / "review.yaml").read_text(encoding="utf-8")
    text = text.replace("Wrong population", '"Wrong </text><script>"', 1)
    (finished / "review.yaml").write_text(text, encoding="utf-8")
    (finished / "searches.yaml").write_text('cinahl: {database: "<b>&amp;", hits: 4}\n', encoding="utf-8")
    assert rk("prisma", "-o", "flow.svg").status == 0
    svg = Path("flow.svg").read_text(encoding="utf-8")
    assert "<script>" not in svg
    assert "&lt;b&gt;&amp;amp;" in svg


# --- numbers that a person entered ----------------------------------------------------------------------------------


@pytest.fixture
def counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of entered numbers that add up, in the current folder, which is no review."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "counts.yaml"
    path.write_text(COUNTS, encoding="utf-8")
    return path


def test_entered_numbers_are_drawn_without_a_review(counts: Path, rk: Command) -> None:
    ran = rk("prisma", "counts.yaml", "--balance")
    assert (ran.status, ran.err) == (0, "")
    assert "CINAHL (n = 6)" in ran.out
    assert "ok    A4  screened 7 - excluded 5 = included reports 2\n" in ran.out
    assert rk("prisma", "counts.yaml", "-o", "flow.svg").status == 0
    assert "DRAFT" not in Path("flow.svg").read_text(encoding="utf-8")


def test_entered_numbers_as_json_have_no_ids_behind_them(counts: Path, rk: Command) -> None:
    told = json.loads(rk("prisma", "counts.yaml", "--json").out)
    assert told["entered"] is True
    assert told["boxes"]["screened"] == {"n": 7, "unit": "records", "names": {}, "members": None}
    ran = rk("prisma", "counts.yaml", "--list", "screened")
    assert ran.status == 1
    assert "The number in 'screened' was entered, so the records behind it are not known" in ran.err


def test_entered_numbers_that_do_not_add_up_are_drawn_with_a_note_and_fail(counts: Path, rk: Command) -> None:
    counts.write_text(COUNTS.replace("duplicates: 3", "duplicates: 4"), encoding="utf-8")
    ran = rk("prisma", "counts.yaml", "-o", "flow.svg")
    assert ran.status == 1
    assert "counts.yaml:4: 4 duplicates removed is impossible: 10 identified - 7 screened leaves 3" in ran.err
    assert "4 duplicates removed is impossible" in " ".join(Path("flow.svg").read_text(encoding="utf-8").split())
    assert "WRONG A2" in rk("prisma", "counts.yaml").out
    assert rk("prisma", "counts.yaml", "--json").status == 1


def test_reasons_that_are_missing_are_a_warning_and_fail_too(counts: Path, rk: Command) -> None:
    counts.write_text(COUNTS.replace("population: 5", "population: 4"), encoding="utf-8")
    ran = rk("prisma", "counts.yaml")
    assert ran.status == 1
    assert "excluded: the reasons add up to 4 of 5; 1 has no reason" in ran.err


@pytest.mark.parametrize("text", ["", "title: x\n", "identified: {}\n"])
def test_a_file_without_numbers_gets_a_template(counts: Path, rk: Command, text: str) -> None:
    from reviewkit.store.counts import TEMPLATE

    counts.write_text(text, encoding="utf-8")
    ran = rk("prisma", "counts.yaml")
    assert ran.status == 1
    assert ran.err.endswith(f"no numbers were found in this file. It should look like this:\n\n{TEMPLATE}\n")
    counts.write_text(TEMPLATE, encoding="utf-8")
    assert rk("prisma", "counts.yaml").status == 0


def test_a_file_in_which_no_number_is_understood_says_which_are_not(counts: Path, rk: Command) -> None:
    counts.write_text("screened: n = 5\n", encoding="utf-8")
    ran = rk("prisma", "counts.yaml")
    assert ran.err.startswith("counts.yaml:1: screened should be a whole number, not 'n = 5'")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("identified: {databases: {CINAHL: many}}\n", "should be a whole number, not 'many'"),
        ("identified: {databases: {CINAHL: -4}}\n", "should be a whole number, not '-4'"),
        ("identified: [4]\n", "identified should be a mapping"),
        ("screned: 4\n", "unknown key 'screned'; did you mean 'screened'?"),
        ("stages: three\nscreened: 4\n", "stages is 'three'. It can be: one, two"),
    ],
)
def test_a_mistyped_number_is_told_with_its_line(counts: Path, rk: Command, text: str, why: str) -> None:
    counts.write_text(f"sought: 3\n{text}", encoding="utf-8")
    ran = rk("prisma", "counts.yaml")
    assert ran.status == 1
    assert "counts.yaml:2: " in ran.err
    assert why in ran.err


def test_hostile_names_of_entered_numbers_do_not_act(counts: Path, rk: Command) -> None:
    counts.write_text('identified: {databases: {"\\e]0;x\\a\\u202eC": 4}}\nscreened: 5\n', encoding="utf-8")
    ran = rk("prisma", "counts.yaml")
    assert ran.status == 1
    assert is_harmless(ran)


def test_a_review_and_its_numbers_are_told_apart(finished: Path, rk: Command) -> None:
    (finished / "counts.yaml").write_text(COUNTS, encoding="utf-8")
    assert boxes(rk)["id.databases"] == 8
    assert json.loads(rk("prisma", "counts.yaml", "--json").out)["boxes"]["id.databases"]["n"] == 10
