"""matrix: the theme x study table, on the screen and in files."""

import csv
import json
from pathlib import Path

import pytest

from reviewkit.locales import labels
from reviewkit.render.tables.write import FORMATS
from tests.commands.reviews import contents, is_harmless, said
from tests.conftest import Command, Once


@pytest.fixture
def found(coded: Path, rk: Command) -> Path:
    """One study with a quote of a on trust."""
    rk("code", "add", "berg", "-c", "trust", "-q", "words", "-p", "4", "--as", "a")
    return coded


def test_the_table_is_printed_as_a_list_or_as_a_grid(found: Path, rk: Command) -> None:
    listed = rk("matrix")
    assert listed.status == 0
    assert "Trust" in listed.out
    assert "Berg (2024)" in listed.out
    grid = rk("matrix", "--layout", "grid")
    assert grid.out != listed.out
    row = next(line.split() for line in grid.out.splitlines() if line.startswith(" Berg (2024)"))
    assert "1" in row


def test_the_table_goes_into_every_format_once(found: Path, rk: Command) -> None:
    for ending in FORMATS:
        ran = rk("matrix", "--draft", "-o", f"table.{ending}")
        assert (ran.status, ran.out, ran.err) == (0, "", f"wrote table.{ending}\n")
    assert rk("matrix", "--draft", "-o", "table.csv").status == 1
    assert rk("matrix", "--draft", "-o", "table.csv", "--force").status == 0


def test_the_matrix_as_json(found: Path, rk: Command) -> None:
    told = json.loads(rk("matrix", "--json").out)
    assert (told["codebook"], told["version"], told["marks"]) == ("themes", "1", 1)
    assert told["studies"] == {"berg": "Berg (2024)"}
    assert told["cells"] == {"berg": {"trust": "present", "time": "not-assessed"}}
    assert told["studies_per_theme"] == {"trust": 1, "time": 0}
    assert told["problems"] == []


def test_the_labels_are_those_of_the_language_asked_for(found: Path, rk: Command) -> None:
    (found / "codebooks" / "themes.yaml").write_text(
        "codes:\n  trust: {label: {en: Trust, nb: Tillit}}\n  time: {label: {en: Time, nb: Tid}}\n",
        encoding="utf-8",
    )
    rk("matrix", "--layout", "grid", "-l", "nb", "--draft", "-o", "grid.csv")
    with Path("grid.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=";"))
    assert rows[0][1:3] == ["Tillit", "Tid"]
    rk("matrix", "--layout", "grid", "-l", "nb", "--draft", "-o", "comma.csv", "--separator", ",")
    assert Path("comma.csv").read_text(encoding="utf-8-sig").startswith("Studie,Tillit,Tid")


def test_the_coding_of_one_person_alone(found: Path, rk: Command) -> None:
    rk("code", "add", "berg", "-c", "time", "-q", "other words", "--as", "b")
    cells = {
        whose: json.loads(rk("matrix", "--whose", whose, "--json").out)["cells"]["berg"]
        for whose in ("a", "b", "any")
    }
    assert (cells["a"]["trust"], cells["a"]["time"]) == ("present", "not-assessed")
    assert (cells["b"]["trust"], cells["b"]["time"]) == ("not-assessed", "present")
    assert set(cells["any"].values()) == {"present"}


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["--layout", "cube"], 2, "'cube' is not one of"),
        (["--codebook", "methods"], 1, "There is no codebook 'methods'. The codebooks are: themes"),
        (["-l", "tlh"], 1, "There are no labels in the language 'tlh'"),
        (
            ["-o", "table.gif"],
            1,
            "cannot be written as .gif. The file name must end with one of: .csv, .md, .html, .xlsx, .docx, .tex",
        ),
        (["-o", "table"], 1, "cannot be written as a file without an extension"),
        (["-o", "table.csv", "--json"], 2, "cannot be used together"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    found: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(found)
    ran = rk("matrix", *args)
    assert ran.status == status
    assert why in said(ran)
    assert contents(found) == before


def test_a_codebook_that_cannot_be_read_is_not_taken_for_none(found: Path, rk: Command) -> None:
    for codebook in (found / "codebooks").iterdir():
        codebook.write_text("codes: [", encoding="utf-8")
    Path("marks.csv").write_text("study,trust\nberg,1\n", encoding="utf-8")
    for args in (["matrix"], ["code", "import", "marks.csv", "--as", "a"]):
        ran = rk(*args)
        assert ran.status == 1
        assert "no codebook could be read:" in ran.err
        assert ".yaml:1: this is not YAML" in ran.err
        assert "There is no codebook yet" not in ran.err


def test_without_a_codebook_or_a_theme_it_says_what_to_write(ready: Path, rk: Command) -> None:
    ran = rk("matrix")
    assert ran.status == 1
    assert "There is no codebook yet. Write one in the folder codebooks/" in ran.err
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text("title: Themes\ncodes:\n", encoding="utf-8")
    ran = rk("matrix")
    assert ran.status == 1
    assert "codebooks/themes.yaml: this codebook has no themes yet. Add one under `codes:`" in ran.err


def test_several_codebooks_have_to_be_named(found: Path, rk: Command) -> None:
    (found / "codebooks" / "methods.yaml").write_text("codes: {trial: Trial}\n", encoding="utf-8")
    ran = rk("matrix")
    assert ran.status == 1
    assert "There are several codebooks. Choose one with --codebook: methods, themes" in ran.err
    assert list(json.loads(rk("matrix", "--codebook", "methods", "--json").out)["themes"]) == ["trial"]


def test_without_studies_the_table_is_made_and_the_reason_told(ready: Path, rk: Command) -> None:
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text("codes: {trust: Trust}\n", encoding="utf-8")
    ran = rk("matrix")
    assert ran.status == 0
    assert "No study is included yet." in ran.out


def test_an_error_in_the_coding_fails_but_the_table_is_shown(found: Path, rk: Command) -> None:
    path = found / "coding" / "b" / "berg.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("segments:\n  - {quote: words, codes: [nonsense]}\n", encoding="utf-8")
    ran = rk("matrix")
    assert ran.status == 1
    assert "Berg (2024)" in ran.out
    assert "'nonsense'" in ran.err
    assert rk("matrix", "--json").status == 1


def test_hostile_labels_and_citations_do_not_act(found: Path, rk: Command) -> None:
    (found / "studies.yaml").write_text(
        'berg: {citation: "=1+1 \\e]0;x\\a\\u202e<b>", records: [cinahl-0001]}\n', encoding="utf-8"
    )
    (found / "codebooks" / "themes.yaml").write_text(
        'codes: {trust: "@SUM \\e]0;x\\a<script>", time: Time}\n', encoding="utf-8"
    )
    assert is_harmless(rk("matrix"))
    for layout in ("list", "grid"):
        rk("matrix", "--layout", layout, "--draft", "-o", f"{layout}.csv", "-o", f"{layout}.html")
        with Path(f"{layout}.csv").open(encoding="utf-8-sig", newline="") as lines:
            cells = [cell for row in csv.reader(lines) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        text = Path(f"{layout}.html").read_text(encoding="utf-8")
        assert "<script>" not in text
        assert "<b>=1" not in text.replace("<b>=1+1 ", "<b>=1")


# --- drafts, and parts of the studies --------------------------------------------------------------------------------


@pytest.fixture
def finished(coded: Path, rk: Command, once: Once) -> Path:
    """Two included studies, berg in the set `core`, both coded to the end; every other record was excluded."""

    def make() -> None:
        for record in ("cinahl-0002", "cinahl-0003", "cinahl-0004", "medline-0003", "medline-0004"):
            choice = ("-d", "include") if record == "cinahl-0002" else ("-d", "exclude", "-r", "population")
            for who in "ab":
                rk("screen", "decide", record, *choice, "--as", who)
        (coded / "studies.yaml").write_text(
            "berg: {citation: Berg (2024), records: [cinahl-0001], sets: [core]}\n"
            "aas: {citation: Aas (2023), records: [cinahl-0002]}\n",
            encoding="utf-8",
        )
        rk("code", "mark", "berg", "-c", "trust", "--as", "a")
        for study in ("berg", "aas"):
            rk("code", "done", study, "--as", "a")

    once("finished-matrix", coded.parent, make)
    return coded


def test_a_finished_table_goes_into_files_without_a_mark(finished: Path, rk: Command) -> None:
    ran = rk("matrix", "-o", "t.md")
    assert (ran.status, ran.err) == (0, "wrote t.md\n")
    assert "DRAFT" not in Path("t.md").read_text(encoding="utf-8") + rk("matrix").out
    assert json.loads(rk("matrix", "--json").out)["finished"] is True


DRAFT = labels("en").text("flow.draft")
NOT_YET = ("code", "done", "aas", "--not-yet", "--as", "a")
DIFFER = ("screen", "decide", "cinahl-0003", "-d", "include", "--as", "a")
UNFINISHED = {
    "a list of uncoded studies": ("matrix", NOT_YET, "1 of 2 studies is not coded to the end: Aas (2023)"),
    "a grid of uncoded studies": ("matrix --layout grid", NOT_YET, "1 of 2 studies is not coded to the end"),
    "a list with a conflict": ("matrix", DIFFER, "still needs a decision"),
    "characteristics with a conflict": ("studies", DIFFER, "still needs a decision"),
}


@pytest.mark.parametrize(("command", "undone", "said"), UNFINISHED.values(), ids=UNFINISHED.keys())
def test_an_unfinished_table_is_marked_and_no_file_is_written_unless_a_draft_is_asked_for(
    finished: Path, rk: Command, command: str, undone: tuple[str, ...], said: str
) -> None:
    assert rk(*undone).status == 0
    words = command.split()
    assert rk(*words).out.startswith(f"{DRAFT}. ")
    for ending in FORMATS:
        ran = rk(*words, "-o", f"t.{ending}")
        assert ran.status == 1
        assert said in ran.err
        assert not Path(f"t.{ending}").exists()
        assert rk(*words, "--draft", "-o", f"t.{ending}").status == 0


def test_the_list_says_which_studies_nobody_assessed(finished: Path, rk: Command) -> None:
    rk("code", "done", "aas", "--not-yet", "--as", "a")
    assert "Not assessed to the end (1 of 2 studies): Aas (2023)." in rk("matrix").out
    assert json.loads(rk("matrix", "--json").out)["missing"]["not_coded"] == ["aas"]


@pytest.mark.parametrize("args", [("--studies", "core"), ("--only", "berg")])
def test_a_part_of_the_studies_is_a_table_that_says_so(finished: Path, rk: Command, args: tuple[str, str]) -> None:
    told = json.loads(rk("matrix", *args, "--json").out)
    assert (list(told["studies"]), told["included_studies"]) == (["berg"], 2)
    for command in ("matrix", "studies"):
        assert "1 of 2 included studies." in rk(command, *args).out
        assert rk(command, *args, "-o", f"{command}.csv").status == 0
        text = Path(f"{command}.csv").read_text(encoding="utf-8")
        assert "1 of 2 included studies." in text
        assert "Aas" not in text


def test_a_set_that_there_is_not_is_refused(finished: Path, rk: Command) -> None:
    ran = rk("matrix", "--studies", "cores")
    assert ran.status == 1
    assert "there are: core" in ran.err
    assert rk("matrix", "--studies", "core", "--only", "aas").status == 2


def test_whose_coding_counts_and_at_which_level(coded: Path, rk: Command) -> None:
    rk("code", "add", "berg", "-c", "trust", "-q", "words", "--as", "a")
    rk("code", "add", "berg", "-c", "time", "-q", "more", "--as", "b")
    for who in "ab":
        rk("code", "done", "berg", "--as", who)

    def told(*args: str) -> dict[str, object]:
        return dict(json.loads(rk("matrix", *args, "--json").out))

    assert told()["cells"] == {"berg": {"trust": "present", "time": "present"}}
    agreed = told("--whose", "agreed")
    assert agreed["cells"] == {"berg": {"trust": "not-assessed", "time": "not-assessed"}}
    assert (agreed["whose"], agreed["coders"]) == ("agreed", ["a", "b"])
    assert agreed["differ"] == [{"study": "berg", "theme": "trust"}, {"study": "berg", "theme": "time"}]
    assert told("--whose", "b")["cells"] == {"berg": {"trust": "not-found", "time": "present"}}
    assert told("--level", "code")["level"] == "code"
    shown = rk("matrix", "--layout", "grid", "--robustness").out
    assert "by any of a, b" in shown
    assert "Rests on one coder: Trust (a); Time (b)." in " ".join(shown.split())
    assert "as coded by b" in rk("matrix", "--whose", "b").out
