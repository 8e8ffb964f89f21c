"""The real command line, end to end."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reviewkit import __version__
from tests.builders import papers, review_folder, ris
from tests.conftest import Command


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small review with two sources that share two reports, as the current folder."""
    folder = review_folder(tmp_path / "review")
    (folder / "searches.yaml").write_text("cinahl: {hits: 4}\nmedline: {hits: 4}\n", encoding="utf-8")
    (tmp_path / "cinahl.ris").write_text(papers(4), encoding="utf-8")
    (tmp_path / "medline.ris").write_text(papers(4, start=3), encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def ready(root: Path, rk: Command) -> Path:
    """The same, imported and deduplicated."""
    for source in ("cinahl", "medline"):
        assert rk("import", root.parent / f"{source}.ris", "--source", source, "--as", "a").status == 0
    assert rk("dedupe", "--as", "a").status == 0
    return root


def boxes(rk: Command) -> dict[str, int]:
    return {name: box["n"] for name, box in json.loads(rk("prisma", "--json").out)["boxes"].items()}


def test_version_and_module(rk: Command) -> None:
    assert rk("--version").out == f"reviewkit {__version__}\n"
    ran = subprocess.run(
        [sys.executable, "-m", "reviewkit", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == f"reviewkit {__version__}\n"


def test_a_review_from_import_to_inclusion(ready: Path, rk: Command) -> None:
    assert boxes(rk) == {
        "id.databases": 8,
        "id.databases.cinahl": 4,
        "id.databases.medline": 4,
        "rm": 2,
        "rm.duplicates": 2,
        "screened": 6,
        "excluded": 0,
        "waiting.screening": 6,
        "new.studies": 0,
        "new.reports": 0,
    }
    assert rk("prisma", "-o", "flow.svg").status == 1
    assert not Path("flow.svg").exists()
    for who in "ab":
        keys = "y\nn\n1\nn\n2\nn\n\nn\n1\nn\n1\n"
        ran = rk("screen", "--as", who, typed=keys)
        assert f"nothing is left for {who}" in ran.out
    told = boxes(rk)
    assert (told["excluded"], told["new.reports"]) == (5, 1)
    assert told["excluded.population"] == 3
    assert told["excluded.outcome"] == 1
    assert told["excluded.unrecorded"] == 1
    (ready / "studies.yaml").write_text(
        "berg: {citation: Berg (2024), records: [cinahl-0001]}\n", encoding="utf-8"
    )
    assert rk("prisma", "-o", "flow.svg", "-o", "flow.png").status == 0
    assert Path("flow.png").read_bytes().startswith(b"\x89PNG")


def test_screening_is_blinded(ready: Path, rk: Command) -> None:
    """Nothing of a's decisions shows while b screens."""
    rk("screen", "decide", "cinahl-0001", "-d", "exclude", "-r", "population", "--note", "SECRET", "--as", "a")
    shown = rk("screen", "--as", "b", typed="q\n").out
    for word in ("SECRET", "population (", "excluded by", " a:"):
        assert word not in shown
    assert "6 left for b" in shown


def test_undo_while_screening_and_afterwards(ready: Path, rk: Command) -> None:
    rk("screen", "--as", "a", typed="y\nu\nq\n")
    assert boxes(rk)["waiting.screening"] == 6
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "a")
    rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "b")
    assert boxes(rk)["new.reports"] == 1
    (event,) = (json.loads(line)["id"] for line in (ready / "screening" / "b.jsonl").read_text().splitlines())
    assert rk("undo", event, "--as", "a").status == 1
    assert boxes(rk)["new.reports"] == 1
    assert rk("screen", "undo", event, "--as", "b").status == 0
    assert boxes(rk)["new.reports"] == 0
    assert "was taken back already, by b" in rk("undo", event, "--as", "b").err
    assert len((ready / "screening" / "a.jsonl").read_text().splitlines()) == 3


def test_conflicts_are_listed_and_settled(ready: Path, rk: Command) -> None:
    rk("screen", "decide", "cinahl-0003", "-d", "include", "--as", "a")
    rk("screen", "decide", "medline-0001", "-d", "exclude", "-r", "outcome", "--as", "b")
    ran = rk("screen", "conflicts")
    assert "a: include; b: exclude (outcome)" in ran.out
    assert ran.out.endswith("1 conflicts: reviewkit screen settle RECORD --decision ...\n")
    assert rk("screen", "resolve", "cinahl-0003", "-d", "exclude", "-r", "outcome", "--as", "a").status == 0
    assert rk("screen", "conflicts").out == "0 conflicts\n"
    assert boxes(rk)["excluded.outcome"] == 1


def test_two_stages_with_retrieval(tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = review_folder(tmp_path / "two", "two")
    monkeypatch.chdir(folder)
    (tmp_path / "x.ris").write_text(papers(3), encoding="utf-8")
    rk("import", tmp_path / "x.ris", "-s", "x", "--as", "a")
    rk("dedupe", "--as", "a")
    for who in "ab":
        for record in ("x-0001", "x-0002"):
            rk("screen", "decide", record, "-d", "include", "--as", who)
        rk("screen", "decide", "x-0003", "-d", "exclude", "--as", who)
    assert (boxes(rk)["sought"], boxes(rk)["waiting.retrieval"]) == (2, 2)
    rk("screen", "retrieved", "x-0001", "--as", "a")
    rk("screen", "retrieved", "x-0002", "--not", "--as", "a")
    for who in "ab":
        rk("screen", "decide", "x-0001", "-d", "exclude", "-r", "outcome", "--as", who)
    told = boxes(rk)
    assert [told[name] for name in ("not_retrieved", "assessed", "reports_excluded.outcome", "new.reports")] == [
        1,
        1,
        1,
        0,
    ]


def test_doubtful_pairs_are_asked_answered_and_taken_back(root: Path, rk: Command) -> None:
    same = {
        "TI": "A long and unusual title of a doubtful report on care",
        "AU": ["Berg, Nora", "Dahl, Per"],
        "PY": "2020",
    }
    (root.parent / "cinahl.ris").write_text(ris(same), encoding="utf-8")
    (root.parent / "medline.ris").write_text(
        ris({**same, "VL": "3", "SP": "7", "JF": "A journal"}), encoding="utf-8"
    )
    for source in ("cinahl", "medline"):
        rk("import", root.parent / f"{source}.ris", "-s", source, "--as", "a")
    assert "1 possible duplicates wait" in rk("dedupe", "--as", "a").out
    assert "same title and authors" in rk("dedupe", "--queue").out
    before = {path.name: path.read_bytes() for path in (root / "duplicates").iterdir()}
    shown = rk("dedupe", "--review", "--as", "b", typed="s\n").out
    assert "=   title" in shown
    assert boxes(rk)["rm.duplicates"] == 0
    rk("dedupe", "--review", "--as", "b", typed="y\n")
    assert boxes(rk)["rm.duplicates"] == 1
    (event,) = (json.loads(line)["id"] for line in (root / "duplicates" / "b.jsonl").read_text().splitlines())
    assert rk("undo", event, "--as", "b").status == 0
    assert boxes(rk)["rm.duplicates"] == 0
    assert rk("dedupe", "--different", "cinahl-0001", "medline-0001", "--as", "b").status == 0
    assert "every export was compared already" in rk("dedupe", "--as", "a").out
    assert {name: (root / "duplicates" / name).read_bytes() for name in before} == before


def test_a_later_source_is_compared_and_earlier_verdicts_stay(ready: Path, rk: Command) -> None:
    before = (ready / "duplicates" / "a.jsonl").read_text()
    (ready.parent / "wos.ris").write_text(papers(3, start=6), encoding="utf-8")
    rk("import", ready.parent / "wos.ris", "-s", "wos", "--as", "b")
    assert "never compared" in rk("check").out
    assert rk("prisma").status == 1
    assert "9 reports" not in rk("dedupe", "--as", "b").out
    assert (ready / "duplicates" / "a.jsonl").read_text() == before
    assert boxes(rk)["rm.duplicates"] == 3


def test_decisions_come_in_once(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text(
        "record,reviewer,decision,reason\n"
        "cinahl-0001,a,exclude,Wrong population\ncinahl-0001,Berit,exclude,population\n",
        encoding="utf-8",
    )
    assert rk("screen", "--import", table, "--as", "a").out.startswith("2 decisions imported\n")
    assert rk("screen", "--import", table, "--as", "a").out == "0 decisions imported, 2 were here already\n"
    assert boxes(rk)["excluded.population"] == 1
    assert "berit@example.org" not in (ready / "screening" / "a.jsonl").read_text()


def test_one_wrong_line_imports_nothing(ready: Path, rk: Command) -> None:
    table = ready.parent / "decisions.csv"
    table.write_text("record,reviewer,decision\ncinahl-0001,a,include\ncinahl-0099,a,include\n", encoding="utf-8")
    ran = rk("screen", "--import", table, "--as", "a")
    assert ran.status == 1
    assert f"{table}:3: no record of the review matches 'cinahl-0099'" in ran.err
    assert not (ready / "screening").exists()
    ran = rk("screen", "--import", table, "--as", "a", "--skip-unmatched")
    assert (ran.status, ran.out.splitlines()[0]) == (0, "1 decisions imported, 1 left out")
    assert f"left out: {table}:3: no record of the review matches 'cinahl-0099'" in ran.err


def test_the_search_table_counts_every_source_also_one_without_an_entry(ready: Path, rk: Command) -> None:
    (ready / "searches.yaml").write_text("cinahl: {database: CINAHL, hits: 4}\n", encoding="utf-8")
    told = json.loads(rk("searches", "--json").out)
    assert [(one["source"], one["hits"], one["records"]) for one in told] == [
        ("cinahl", 4, 4),
        ("medline", None, 4),
    ]
    assert "(not in searches.yaml)" in rk("searches").out


def test_status_says_what_is_next(root: Path, rk: Command) -> None:
    assert "next: reviewkit import" in rk("status").out
    rk("import", root.parent / "cinahl.ris", "-s", "cinahl", "--as", "a")
    assert "next: reviewkit dedupe" in rk("status").out
    rk("dedupe", "--as", "a")
    told = json.loads(rk("status", "--json").out)
    assert told["waiting"] == {"a": 4, "b": 4}
    assert told["next"] == "reviewkit screen --as a"


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
    for ending in ("csv", "md", "html", "xlsx", "docx"):
        assert rk("matrix", "-o", f"table.{ending}").status == 0
    assert rk("matrix", "-o", "table.csv").status == 1
    assert rk("matrix", "-o", "table.csv", "--force").status == 0


def test_what_two_people_did_at_the_same_time_merges_in_git(ready: Path, rk: Command, tmp_path: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("needs git")

    def git(*args: str | Path, at: Path = ready) -> None:
        name = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *name, *args], cwd=at, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", "-A")
    git("commit", "-m", "start")
    other = tmp_path / "other"
    git("clone", ready, other, at=tmp_path)
    for folder, who in ((ready, "a"), (other, "b")):
        rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", who, "-C", folder)
        rk("dedupe", "--different", "cinahl-0001", "cinahl-0002", "--as", who, "-C", folder)
        file = tmp_path / f"{who}.ris"
        file.write_text(papers(2, start=50 if who == "a" else 60), encoding="utf-8")
        rk("import", file, "-s", f"new-{who}", "--as", who, "-C", folder)
        rk("dedupe", "--as", who, "-C", folder)
        git("add", "-A", at=folder)
        git("commit", "-m", who, at=folder)
    git("pull", "--no-rebase", other, "main")
    told = boxes(rk)
    assert (told["new.reports"], told["id.databases"]) == (1, 12)
    assert "1 problems" not in rk("check").out
    rk("dedupe", "--as", "a")
    assert [line for line in rk("check").out.splitlines() if "error" in line] == []


BAD = {
    "empty file": (b"", "the file is empty"),
    "a PDF named .ris": (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF, not an export"),
    "a zip named .ris": (b"PK\x03\x04xxxx", "the zip is damaged"),
    "a photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 9, "not a text file"),
    "a letter": (b"Dear all,\nplease find attached\n", "no record found"),
}


@pytest.mark.parametrize("name", BAD)
def test_files_that_are_no_export_are_refused_and_leave_nothing(name: str, root: Path, rk: Command) -> None:
    data, said = BAD[name]
    file = root.parent / "bad.ris"
    file.write_bytes(data)
    before = sorted(path for path in root.rglob("*"))
    ran = rk("import", file, "-s", "cinahl", "--as", "a")
    assert ran.status == 1
    assert f"{file}" in ran.err
    assert said in ran.err
    assert sorted(path for path in root.rglob("*")) == before


def test_a_bad_file_among_good_ones_stops_none_of_them(root: Path, rk: Command) -> None:
    (root.parent / "bad.ris").write_bytes(b"")
    ran = rk("import", root.parent / "bad.ris", root.parent / "cinahl.ris", "-s", "cinahl", "--as", "a")
    assert ran.status == 1
    assert "4 records into cinahl" in ran.out
    assert "bad.ris: the file is empty" in ran.err


LOG_LINE = '{"id": "a-1", "do": "decide", "at": "2026-01-05T10:00:00Z", "by": "a", "stage": "screening", %s}\n'


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (
            "screening/a.jsonl",
            LOG_LINE % '"record": "cinahl-0001", "decision": "exclude", "reason": "boredom"',
            "screening/a.jsonl:1: error: the exclusion reason 'boredom' is not in review.yaml; "
            "it can be: outcome, population",
        ),
        (
            "screening/a.jsonl",
            LOG_LINE % '"record": "cinahl-9999", "decision": "include"',
            "screening/a.jsonl:1: error: 'cinahl-9999' is no record of this review",
        ),
        (
            "codebooks/themes.yaml",
            "codes:\n  trust:\n    lable: Trust\n",
            "codebooks/themes.yaml:3: error: unknown key 'lable'; did you mean 'label'?",
        ),
        (
            "coding/a/berg.yaml",
            "segments:\n  - {quote: words, codes: [trust]}\n",
            "coding/a/berg.yaml:1: error: the study 'berg' is not included (it is: excluded)",
        ),
        (
            "review.yaml",
            "title: x\nstgaes: one\n",
            "review.yaml:2: error: unknown key 'stgaes'; did you mean 'stages'?",
        ),
        (
            "searches.yaml",
            "cinahl: {hits: many}\n",
            "searches.yaml:1: error: cinahl.hits should be a whole number",
        ),
        ("studies.yaml", "berg: {records: [cinahl-0001]}\n", "studies.yaml:1: error: berg.citation is missing"),
    ],
)
def test_check_names_what_is_wrong_with_file_and_line(
    ready: Path, rk: Command, path: str, text: str, said: str
) -> None:
    (ready / "studies.yaml").write_text("berg: {citation: Berg, records: [cinahl-0001]}\n", encoding="utf-8")
    (ready / "codebooks").mkdir()
    (ready / "codebooks" / "themes.yaml").write_text("codes: {trust: Trust}\n", encoding="utf-8")
    if not path.startswith("screening"):
        for who in "ab":
            rk("screen", "decide", "cinahl-0001", "-d", "exclude", "-r", "outcome", "--as", who)
    (ready / path).parent.mkdir(parents=True, exist_ok=True)
    (ready / path).write_text(text, encoding="utf-8")
    ran = rk("check")
    assert ran.status == 1
    assert said in ran.out
    assert rk("prisma", "-o", "flow.svg").status == 1
    assert not Path("flow.svg").exists()


def test_yaml_that_cannot_be_read_stops_with_its_line(ready: Path, rk: Command) -> None:
    (ready / "review.yaml").write_text("title: x\n\treviewers: []\n", encoding="utf-8")
    ran = rk("check")
    assert ran.status == 1
    assert "review.yaml:2: this is not YAML" in ran.err


def test_a_folder_that_is_no_review_says_what_to_do(tmp_path: Path, rk: Command) -> None:
    for command in (["status"], ["check"], ["prisma"], ["matrix"], ["dedupe"], ["screen"], ["code"], ["searches"]):
        ran = rk(*command, "-C", tmp_path)
        assert ran.status == 1, command
        assert "there is no review.yaml in it or above it" in ran.err


@pytest.mark.parametrize(
    "command",
    [
        ["import", "../new.ris", "-s", "new", "--as", "a"],
        ["screen", "decide", "cinahl-0001", "-d", "include", "--as", "a"],
        ["screen", "retrieved", "cinahl-0001", "--as", "a"],
        ["dedupe", "--same", "cinahl-0001", "cinahl-0002", "--as", "a"],
        ["prisma", "-o", "flow.svg", "--draft"],
        ["searches", "-o", "searches.csv"],
        ["init", "../other"],
        ["demo", "../demo"],
    ],
    ids=lambda command: command[0] + command[1],
)
def test_a_read_only_folder_is_told_in_words_and_nothing_changes(
    ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (ready.parent / "new.ris").write_text(papers(1, start=90), encoding="utf-8")
    before = {path: path.read_bytes() for path in ready.parent.rglob("*") if path.is_file()}

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    monkeypatch.setattr("os.fsync", refuse)
    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    ran = rk(*command)
    assert ran.status == 1
    assert "writing is not allowed here, so nothing was changed" in ran.err
    after = {path: path.read_bytes() for path in ready.parent.rglob("*") if path.is_file()}
    assert after == before


def test_commands_work_from_inside_a_review(ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ready / "searches")
    assert rk("status").status == 0


def test_init_leaves_an_existing_review_alone(ready: Path, rk: Command) -> None:
    before = (ready / "review.yaml").read_bytes()
    ran = rk("init", ready)
    assert ran.status == 1
    assert "a review stands here already" in ran.err
    assert (ready / "review.yaml").read_bytes() == before


def test_a_title_cannot_break_the_new_protocol(tmp_path: Path, rk: Command) -> None:
    title = 'Care: "safe" \\ at home # [really] {now} \u00e5'
    assert rk("init", tmp_path / "new", "--title", title, "-r", "a").status == 0
    assert json.loads(rk("status", "--json", "-C", tmp_path / "new").out)["title"] == title
    assert rk("check", "-C", tmp_path / "new").status == 0


def test_somebody_who_is_no_reviewer_cannot_decide(ready: Path, rk: Command) -> None:
    ran = rk("screen", "decide", "cinahl-0001", "-d", "include", "--as", "zoe")
    assert ran.status == 1
    assert "'zoe' is no reviewer of this review" in ran.err
    assert rk("screen", "decide", "cinahl-0001", "-d", "include").status == 1


def test_the_reviewer_can_be_set_once(ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEWKIT_REVIEWER", "b")
    assert rk("screen", "decide", "cinahl-0001", "-d", "include").status == 0
    assert (ready / "screening" / "b.jsonl").exists()


def test_strangers_texts_do_not_act_in_the_terminal(root: Path, rk: Command) -> None:
    from tests.conftest import REPOSITORY

    rk("import", REPOSITORY / "tests" / "exports" / "hostile.ris", "-s", "cinahl", "--as", "a")
    rk("dedupe", "--as", "a")
    for command in (["prisma", "--list", "screened"], ["dedupe", "--show", "cinahl-0001", "cinahl-0001"]):
        said = rk(*command)
        assert "\x1b" not in said.out + said.err
        assert "\x07" not in said.out + said.err
    shown = rk("screen", "--as", "a", typed="q\n").out
    assert "\x1b" not in shown
    assert "[bold]markup[/bold]" in shown


def test_the_end_of_input_ends_a_sitting_and_keeps_what_was_decided(ready: Path, rk: Command) -> None:
    ran = rk("screen", "--as", "a", typed="y\n")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert len((ready / "screening" / "a.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize("what", ["--help", "--version"])
def test_starting_imports_nothing_heavy(what: str) -> None:
    code = (
        f"import sys; sys.argv = ['reviewkit', '{what}']\nfrom reviewkit.cli import main\ntry: main()\nfinally: "
        + (
            "print([m for m in ('pandas', 'numpy', 'docx', 'xlsxwriter', 'yaml', 'rapidfuzz', 'rispy', 'resvg_py', "
            "'reviewkit.model', 'reviewkit.review') if m in sys.modules], file=sys.stderr)"
        )
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stderr == "[]\n"


def test_a_closed_pipe_is_no_traceback(ready: Path) -> None:
    command = [sys.executable, "-m", "reviewkit", "prisma", "--json"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ready)
    assert child.stdout is not None
    child.stdout.close()
    _, err = child.communicate()
    assert b"Traceback" not in err
