"""code: what coders found in the included studies, logged quote by quote."""

import json
from pathlib import Path

import pytest

from tests.commands.reviews import HOSTILE, contents, events, is_harmless, said
from tests.conftest import Command


def test_coding_from_quote_to_table(ready: Path, rk: Command) -> None:
    for who in "ab":
        rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who)
    (ready / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001]}\n", encoding="utf-8"
    )
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text("codes:\n  trust: Trust\n  time: Time\n", encoding="utf-8")
    add = ("code", "add", "berg", "-c", "trust", "-q", "We trust: each other", "-p", "4", "--as", "a")
    assert "reviewkit upgrade" in rk(*add).err
    assert rk("upgrade", "--as", "a").status == 0
    assert rk(*add).status == 0
    assert "berg                 a" in rk("code").out
    cells = json.loads(rk("matrix", "--json").out)["cells"]
    assert cells == {"berg": {"trust": "present", "time": "not-assessed"}}


def test_status_shows_who_has_coded_what(coded: Path, rk: Command) -> None:
    assert rk("code").out == (
        "codebook themes (version 1): 2 codes\nberg                 not coded by anybody yet\n"
    )
    rk("code", "add", "berg", "-c", "trust", "-c", "time", "-q", "words", "--as", "a")
    rk("code", "add", "berg", "-c", "trust", "-q", "more words", "--as", "a")
    ran = rk("code", "status")
    assert ran.status == 0
    assert ran.out.splitlines()[1] == f"{'berg':<20} {'a':<12} {'in-progress':<20} 2 quotes, 2 codes"
    assert "nobody" not in ran.out


def test_status_as_json_holds_quotes_and_problems(coded: Path, rk: Command) -> None:
    rk("code", "add", "berg", "-c", "trust", "-q", "words", "-p", "4", "--relation", "contradicts", "--as", "a")
    told = json.loads(rk("code", "--json").out)
    (coding,) = told["codings"]
    assert (coding["coder"], coding["study"], coding["state"]) == ("a", "berg", "in-progress")
    (quote,) = coding["quotes"]
    assert (quote["quote"], quote["page"]) == ("words", "4")
    assert quote["codes"] == [{"code": "trust", "relation": "contradicts"}]
    assert told["problems"] == []


def test_problems_of_codebooks_and_codings_fail(coded: Path, rk: Command) -> None:
    path = coded / "coding" / "a" / "berg.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("segments:\n  - {quote: words, codes: [nonsense]}\n", encoding="utf-8")
    ran = rk("code")
    assert ran.status == 1
    assert "coding/a/berg.yaml:" in ran.out
    assert "'nonsense'" in ran.out
    as_json = rk("code", "--json")
    assert (as_json.status, len(json.loads(as_json.out)["problems"])) == (1, 1)


def test_a_quote_is_logged_and_can_be_taken_back(coded: Path, rk: Command) -> None:
    ran = rk("code", "add", "berg", "-c", "trust", "-q", "  words ", "-p", " 4 ", "--note", "n", "--as", "b")
    (event,) = events(coded, "coding", "b")
    assert ran.out == f"added to berg; to undo this: reviewkit undo {event}\n"
    (quote,) = json.loads(rk("code", "--json").out)["codings"][0]["quotes"]
    assert (quote["quote"], quote["page"], quote["note"], quote["event"]) == ("words", "4", "n", event)
    assert rk("undo", event, "--as", "b").status == 0
    assert "not coded by anybody yet" in rk("code").out


def test_acts_of_coding_as_json(coded: Path, rk: Command) -> None:
    told = [
        json.loads(rk("code", *args, "--as", "a", "--json").out)
        for args in (
            ("add", "berg", "-c", "trust", "-q", "words"),
            ("mark", "berg", "-c", "time"),
            ("done", "berg"),
        )
    ]
    not_looked_for = ["there is no full text of berg that can be read, so the quote was not looked for"]
    assert told == [
        {"event": event, "study": "berg", "coder": "a", "already": False, "notices": notices}
        for event, notices in zip(events(coded, "coding", "a"), [not_looked_for, [], []], strict=True)
    ]


def test_a_quote_gets_other_codes_and_is_removed(coded: Path, rk: Command) -> None:
    rk("code", "add", "berg", "-c", "trust", "-q", "words", "--as", "a")
    (event,) = events(coded, "coding", "a")
    ran = rk("code", "recode", event, "-c", "time", "--why", "it is about time", "--as", "a")
    assert ran.out.startswith(f"{event} is coded as time; to undo this: reviewkit undo ")
    (quote,) = json.loads(rk("code", "--json").out)["codings"][0]["quotes"]
    assert quote["codes"] == [{"code": "time", "relation": "supports"}]
    (change,) = quote["recoded"]
    assert (change["before"], change["why"]) == ([{"code": "trust", "relation": "supports"}], "it is about time")
    assert rk("code", "recode", event, "-c", "time", "--as", "a").status == 2
    removed = rk("code", "remove", event, "--why", "a slip", "--as", "a")
    assert removed.out.startswith(f"{event} is removed; to undo this: reviewkit undo ")
    assert json.loads(rk("code", "--json").out)["codings"] == []
    assert rk("undo", removed.out.split()[-1], "--as", "a").status == 0
    (again,) = json.loads(rk("code", "--json").out)["codings"][0]["quotes"]
    assert again == quote


def test_what_a_quote_is_made_of_is_one_of_three(coded: Path, rk: Command) -> None:
    add = ("code", "add", "berg", "-c", "trust", "-q", "words", "--as", "a", "--construct")
    ran = rk(*add, "opinion")
    assert ran.status == 2
    assert "--construct opinion is not one of participant" in ran.err
    assert rk(*add, "participant").status == 0
    (quote,) = json.loads(rk("code", "--json").out)["codings"][0]["quotes"]
    assert (quote["construct"], quote["found"]) == ("participant", None)


def test_the_same_quote_twice_is_logged_once(coded: Path, rk: Command) -> None:
    add = ("code", "add", "berg", "-c", "trust", "-q", "words", "--as", "a")
    rk(*add)
    before = contents(coded)
    assert rk(*add).out == "this has already been logged for berg; nothing was added\n"
    assert json.loads(rk(*add, "--json").out)["already"] is True
    assert contents(coded) == before


def test_a_study_as_a_whole_is_marked(coded: Path, rk: Command) -> None:
    ran = rk("code", "mark", "berg", "-c", "time", "--why", "all of it", "--as", "a")
    assert ran.out.startswith("time on berg; to undo this: reviewkit undo ")
    assert json.loads(rk("matrix", "--json").out)["cells"]["berg"]["time"] == "present"


def test_what_was_not_found_in_a_finished_study_is_not_found(coded: Path, rk: Command) -> None:
    rk("code", "add", "berg", "-c", "trust", "-q", "words", "--as", "a")
    assert rk("code", "done", "berg", "--as", "a").out.startswith("berg is done; to undo this: ")
    assert json.loads(rk("matrix", "--json").out)["cells"]["berg"] == {"trust": "present", "time": "not-found"}
    assert rk("code", "done", "berg", "--not-yet", "--as", "a").out.startswith("berg is in-progress; ")
    assert json.loads(rk("matrix", "--json").out)["cells"]["berg"]["time"] == "not-assessed"


def test_nothing_found_is_a_word_of_its_own(coded: Path, rk: Command) -> None:
    assert rk("code", "done", "berg", "--nothing-found", "--as", "b").out.startswith("berg is done-nothing-found")
    assert "done-nothing-found" in rk("code").out
    rk("code", "add", "berg", "-c", "trust", "-q", "words", "--as", "a")
    ran = rk("code", "done", "berg", "--nothing-found", "--as", "a")
    assert ran.status == 1
    assert "You have used codes in berg, so --nothing-found cannot be right" in ran.err


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["add", "berg", "-c", "trust"], 2, "Missing option '--quote'"),
        (["add", "berg", "-q", "words"], 2, "Missing option '--code'"),
        (["add", "-c", "trust", "-q", "words"], 2, "Missing argument"),
        (["add", "berg", "-c", "trust", "-q", "  "], 1, "The quote is empty"),
        (
            ["add", "berg", "-c", "turst", "-q", "words"],
            1,
            "No codebook has the code 'turst'. Known codes: time, trust",
        ),
        (["add", "berg", "-c", "", "-q", "words"], 1, "No codebook has the code ''"),
        (
            ["add", "dahl", "-c", "trust", "-q", "words"],
            1,
            "There is no study 'dahl'. The studies are: berg",
        ),
        (["mark", "berg"], 2, "Missing option '--code'"),
        (["mark", "berg", "-c", "turst"], 1, "No codebook has the code 'turst'"),
        (["mark", "berg", "-c", "trust", "--relation", ""], 2, "is not one of supports, qualifies, contradicts"),
        (["done"], 2, "Missing argument"),
        (["done", "dahl"], 1, "There is no study 'dahl'"),
        (["done", "berg", "--nothing-found", "--not-yet"], 2, "cannot be used together"),
        (["status", "extra"], 2, "unexpected extra argument"),
    ],
)
def test_what_cannot_be_coded_is_told_and_not_logged(
    coded: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(coded)
    ran = rk("code", *args, *([] if args[0] == "status" else ["--as", "a"]))
    assert ran.status == status
    assert why in said(ran)
    assert contents(coded) == before


def test_a_coder_is_a_reviewer(coded: Path, rk: Command) -> None:
    for who in ([], ["--as", "zoe"]):
        assert rk("code", "add", "berg", "-c", "trust", "-q", "words", *who).status == 1
    assert not (coded / "coding").exists()


def test_hostile_quotes_and_labels_do_not_act(coded: Path, rk: Command) -> None:
    rk("code", "add", "berg", "-c", "trust", "-q", HOSTILE, "--as", "a")
    (coded / "codebooks" / "themes.yaml").write_text(
        'version: "\\e]0;x\\a\\u202e1"\ncodes:\n  trust: {label: Trust, parent: "\\e]0;x\\a"}\n', encoding="utf-8"
    )
    ran = rk("code")
    assert ran.status == 1
    assert is_harmless(ran)
    assert rk("code", "--json").out.isascii()


def test_marks_of_a_table_are_imported_and_how_to_take_them_back_is_said(coded: Path, rk: Command) -> None:
    Path("marks.csv").write_text("study,Trust,Time\nberg,1,0\nsource: us,,\n", encoding="utf-8")
    ran = rk("code", "import", "marks.csv", "--as", "a")
    assert ran.status == 0
    assert "1 mark imported" in ran.out
    assert "finished: berg" in ran.out
    assert "marks.csv:3: 'source: us' is no study" in ran.err
    undo = ran.out.splitlines()[-1].rpartition(" ")[2]
    assert rk("undo", undo, "--as", "a").status == 0
    assert json.loads(rk("matrix", "--json").out)["marks"] == 0


def test_a_table_that_is_not_understood_is_refused_with_every_row(coded: Path, rk: Command) -> None:
    Path("marks.csv").write_text("study,Trust\nberg,perhaps\ndahl,1\n", encoding="utf-8")
    ran = rk("code", "import", "marks.csv", "--as", "a")
    assert ran.status == 1
    assert "marks.csv:2: 'perhaps'" in ran.err
    assert "marks.csv:3: 'dahl' is no included study" in ran.err
    assert ran.err.endswith("Nothing was imported.\n")


def test_a_table_of_quotes_is_imported(coded: Path, rk: Command) -> None:
    (coded / "q.csv").write_text("studie;sitat;kode\nberg;words;trust\nberg;more;Time;\n", encoding="utf-8")
    dry = rk("code", "import", "q.csv", "--dry-run", "--as", "a")
    assert (dry.status, dry.out) == (0, "2 quotes would be imported\n")
    ran = rk("code", "import", "q.csv", "--as", "a")
    assert ran.out.startswith("2 quotes imported\nto undo this: reviewkit undo ")
    assert rk("code", "import", "q.csv", "--as", "a").out == "0 quotes imported, 2 were logged already\n"


def test_a_project_of_another_program_is_imported_and_undone(coded: Path, rk: Command, tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    rows = "1,Talk,Trust,We trust each other\n1,Talk,Night,We trust each other\n2,Talk,,bare\n"
    path.write_text(f"id,document,tag,content\n{rows}", encoding="utf-8")
    ran = rk("code", "import", str(path), "--as", "a")
    assert "--source 'Talk=STUDY'" in ran.err
    assert "does not have 'Night'" in ran.err
    assert "DOCUMENT=STUDY" in said(rk("code", "import", str(path), "--source", "Talk", "--as", "a"))
    how = ("--source", "Talk=berg", "--create-codes", "--why", "begun in Taguette", "--as", "a")
    dry = rk("code", "import", str(path), *how, "--dry-run")
    assert dry.out == "1 quote would be imported\ncodes that would be made: night\n"
    assert "left out: highlights without a tag (1)" in dry.err
    done = rk("code", "import", str(path), *how)
    assert done.out.startswith("1 quote imported\ncodes that were made: night\nto undo this: reviewkit undo ")
    undo = done.out.splitlines()[-1].removeprefix("to undo this: reviewkit undo ")
    assert rk("undo", *undo.split(), "--as", "a").status == 0
    assert json.loads(rk("code", "--json").out)["codings"] == []
    assert "night" not in (coded / "codebooks" / "themes.yaml").read_text(encoding="utf-8")
