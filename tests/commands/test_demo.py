"""demo: the worked example, made from its exports in a folder of one's own."""

import json
import shutil
from pathlib import Path

import pytest

from reviewkit import __version__
from reviewkit.commands import demo
from reviewkit.errors import ReviewkitError
from tests.commands.reviews import boxes, contents
from tests.conftest import EXAMPLE, Command


def test_the_demo_tells_each_step_and_leaves_a_review_that_answers(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = json.loads(rk("demo", "--json").out)
    assert told["folder"] == "demo-review"
    assert [step["what"].partition(":")[0] for step in told["steps"]] == [
        "what the team wrote",
        "reviewkit import",
        f"reviewkit dedupe {__version__}",
        "screening",
        "charting",
        "reviewkit prisma",
        "reviewkit matrix",
        *(f"reviewkit matrix --as-of {moment}" for moment in ("2023-07-10", "0.1", "0.2", "2023-08-18", "1")),
        "reviewkit codebook lineage",
        "reviewkit chart table",
        "reviewkit report",
    ]
    what = [step["what"] for step in told["steps"]]
    assert "217 duplicates" in what[2]
    assert what[4].endswith("the five themes are published, how they came about is INVENTED)")
    assert what[5].endswith("1502 identified, 217 duplicates, 1285 screened, 1270 excluded, 15 included")
    assert what[6] == "reviewkit matrix: 13, 9, 8, 7, 5 studies in 5 themes, 42 marks"
    assert what[7:12] == [
        "reviewkit matrix --as-of 2023-07-10: 14 categories, no themes yet; 7 studies to be coded (INVENTED)",
        "reviewkit matrix --as-of 0.1: 27 categories, no themes yet (INVENTED)",
        "reviewkit matrix --as-of 0.2: 9, 4, 7, 4, 2, 7, 2, 5 studies in 8 themes (INVENTED)",
        "reviewkit matrix --as-of 2023-08-18: 9, 4, 9, 8, 7, 5 studies in 6 themes (INVENTED)",
        "reviewkit matrix --as-of 1: 13, 9, 8, 7, 5 studies in 5 themes (INVENTED)",
    ]
    assert what[12] == "reviewkit codebook lineage: 12 merges and 1 split among 93 changes (INVENTED)"
    made = sorted(path.name for path in Path("demo-review/output").iterdir())
    assert made[5:7] == ["characteristics.docx", "characteristics.html"]
    assert made[7:11] == ["flow-en.png", "flow-en.svg", "flow-nb.png", "flow-nb.svg"]
    assert len(made) == 27
    assert what[13] == "reviewkit chart table: 15 studies, 7 fields each, 1111 participants"
    assert what[14].startswith("reviewkit report: 16 parts, ")
    assert all("demo-review" in step["made"] for step in told["steps"])
    assert [path.name for path in tmp_path.iterdir()] == ["demo-review"]
    monkeypatch.chdir("demo-review")
    written = Path("output/characteristics.docx").read_bytes()
    layout = "study+country, aim, sample(n)+method, analysis, result"
    assert rk("chart", "table", "--number", "--fields", layout, "-o", "table.docx").status == 0
    assert Path("table.docx").read_bytes() == written
    written = Path("output/report.docx").read_bytes()
    assert rk("report", "--fields", layout, "-o", "report.docx").status == 0
    assert Path("report.docx").read_bytes() == written
    assert (boxes(rk)["screened"], boxes(rk)["new.studies"]) == (1285, 15)
    assert rk("check").out.splitlines()[-1].startswith("24 problems")


@pytest.mark.parametrize("what", ["file", "full folder"])
def test_what_is_there_is_left_alone(tmp_path: Path, rk: Command, what: str) -> None:
    target = tmp_path / "demo"
    if what == "file":
        target.write_text("mine", encoding="utf-8")
    else:
        target.mkdir()
        (target / "mine").write_text("mine", encoding="utf-8")
    before = contents(tmp_path)
    ran = rk("demo", target)
    assert ran.status == 1
    assert f"{target}: this folder already exists and is not empty. Name a new folder" in ran.err
    assert contents(tmp_path) == before


def without_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the demo make its folder and nothing in it but the protocol."""

    def wrote(folder: Path) -> tuple[str, str]:
        shutil.copy(EXAMPLE / "review.yaml", folder / "review.yaml")
        return "wrote", str(folder / "review.yaml")

    monkeypatch.setattr(demo, "_copy_what_people_wrote", wrote)
    for step in ("_import", "_dedupe", "_screen", "_code"):
        monkeypatch.setattr(demo, step, lambda folder: ("nothing", ""))
    monkeypatch.setattr(demo, "_draw", lambda folder: [])


def test_an_empty_folder_is_filled_and_names_are_those_of_the_target(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_work(monkeypatch)
    (tmp_path / "demo").mkdir()
    ran = rk("demo", tmp_path / "demo")
    assert ran.status == 0
    assert ran.out.startswith(f"wrote\n    {tmp_path / 'demo' / 'review.yaml'}\n")
    named = f'"{tmp_path / "demo"}"'
    assert f"To look around in your browser: reviewkit open {named}\n" in ran.out
    assert f"or here: cd {named}, then reviewkit status" in ran.out
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_demo_that_was_stopped_leaves_nothing_in_the_way(
    tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_work(monkeypatch)
    (tmp_path / ".reviewkit-demo-killed").mkdir()

    def stop(folder: Path) -> tuple[str, str]:
        raise ReviewkitError("the disk is full")

    monkeypatch.setattr(demo, "_dedupe", stop)
    ran = rk("demo", tmp_path / "demo")
    assert (ran.status, ran.err) == (1, "reviewkit: the disk is full\n")
    assert list(tmp_path.iterdir()) == []


def test_an_installation_without_the_example_says_so(monkeypatch: pytest.MonkeyPatch, rk: Command) -> None:
    assert (demo.example_folder() / "review.yaml").is_file()
    monkeypatch.setattr(demo, "EXAMPLE", "none-of-that-name")
    with pytest.raises(ReviewkitError, match="Install reviewkit again"):
        demo.example_folder()


def test_too_many_folders_are_a_usage_error(tmp_path: Path, rk: Command) -> None:
    assert rk("demo", tmp_path / "a", tmp_path / "b").status == 2
    assert list(tmp_path.iterdir()) == []
