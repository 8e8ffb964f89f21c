"""Every command has help and is in the README, whose commands run as they are written there."""

import ast
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from reviewkit.cli import app
from reviewkit.formats import ris
from reviewkit.problem_codes import MEANINGS
from tests.builders import papers
from tests.conftest import EXAMPLE, REPOSITORY, Command
from tests.extract.pages import plain

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
COMMANDS = [line for line in LINES if line.startswith(("reviewkit ", "cd "))]
TYPED = {"reviewkit dedupe review --as a": "q\n", "reviewkit screen --as a": "q\n"}
PROBLEMS_ARE_FINE = ("reviewkit check", "reviewkit code")
RETRACTIONS = (
    "Title,RetractionDate,OriginalPaperDOI,RetractionNature\nA paper,8/16/2023 0:00,10.5555/x,Retraction\n"
)


def test_the_readme_s_commands_run_in_their_order(
    rk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    served: list[Path] = []  # the page itself is tested in tests/page; here it would wait for a person
    monkeypatch.setattr("reviewkit.page.serve.serve", lambda sitting, *_: served.append(sitting.start))
    for place in (tmp_path, tmp_path / "my-review"):
        place.mkdir(exist_ok=True)
        (place / "cinahl.ris").write_text(papers(4), encoding="utf-8")
        (place / "medline.ris").write_text(papers(4, start=3), encoding="utf-8")
        (place / "cinahl-history.txt").write_text("S1\tnurse*\t9\nS2\tS1 AND home\t4\n", encoding="utf-8")
        (place / "kept.ris").write_text(papers(2), encoding="utf-8")
        (place / "counts.yaml").write_bytes((EXAMPLE / "published-counts.yaml").read_bytes())
        (place / "paper.pdf").write_bytes(plain())
        (place / "article.md").write_text("# Home care\n\nThis is about trust.\n", encoding="utf-8")
        (place / "retraction_watch.csv").write_text(RETRACTIONS, encoding="utf-8")
        (place / "marks.csv").write_text("study,trust\nberg2024,1\n", encoding="utf-8")
        (place / "quotes.csv").write_text("study,quote,code\nberg2024,No time,trust\n", encoding="utf-8")
        (place / "decisions.csv").write_text(
            "record,reviewer,decision,reason\ncinahl-0001,a,include,\ncinahl-0001,b,exclude,population\n"
            "cinahl-0002,a,include,\ncinahl-0002,b,include,\n",
            encoding="utf-8",
        )
    for command in COMMANDS:
        if command.startswith("cd "):
            monkeypatch.chdir(command[3:])
            continue
        if command == "reviewkit searches lint" and not importlib.util.find_spec("search_query"):
            continue  # an extra that need not be there
        if command.startswith("reviewkit studies --write"):
            _include_a_report(rk)
        if command.startswith("reviewkit studies join"):
            assert "    - cinahl-0002\n" in Path("studies.yaml").read_text(encoding="utf-8")
            _write_studies(berg2024="cinahl-0002", dahl2025="cinahl-0003")
        if command.startswith("reviewkit code add"):
            _write_studies(berg2024="cinahl-0002")
            Path("codebooks/themes.yaml").write_text("codes:\n  trust: Trust\n  time: Time\n", encoding="utf-8")
        if command.startswith(("reviewkit codebook accept", "reviewkit codebook reject")):
            book = Path("codebooks/themes.yaml")
            book.write_text(book.read_text(encoding="utf-8").replace("Trust in", "Trust in the"), encoding="utf-8")
        if command == "reviewkit chart":
            _write_studies(berg2024="cinahl-0002")
            fields = "aim, {id: country, type: country}, {id: year, type: year}"
            short = f"groups: [{{id: study, label: The study, fields: [{fields}]}}]\n"
            Path("charting/form.yaml").write_text(short, encoding="utf-8")
        if command.startswith("reviewkit chart settle"):
            assert rk("chart", "set", "berg2024", "aim", "something else", "--as", "b").status == 0
        if command.startswith("reviewkit merge"):
            Path("screening/a (1).jsonl").write_bytes(Path("screening/a.jsonl").read_bytes())
        command = command.replace("a-7k3fq-21", _an_id(Path(), "coding"))
        words = shlex.split(command.replace("a-7k3fq-17", _an_id(Path())).replace("pilot 50", "pilot 1"))
        ran = rk(*words[1:], typed=TYPED.get(command, ""))
        allowed = (0, 1) if command in PROBLEMS_ARE_FINE or "counts.yaml" in command else (0,)
        assert ran.status in allowed, (command, ran.out, ran.err)
        assert "Traceback" not in ran.err
        if command.startswith("reviewkit screen pilot"):
            _finish_the_pilot(rk)
    assert served == [tmp_path / "my-review"]


def _finish_the_pilot(rk: Command) -> None:
    """Everybody decides on the one report that was drawn, so that the others open."""
    (state,) = json.loads(rk("screen", "pilot", "--json").out)
    for person in state["pilot"]["people"]:
        for report in state["pilot"]["reports"]:
            assert rk("screen", "decide", report, "-d", "include", "--as", person).status == 0


def _an_id(root: Path, kind: str = "screening") -> str:
    """The id of the first act in one of a's logs."""
    log = root / kind / "a.jsonl"
    return json.loads(log.read_text(encoding="utf-8").splitlines()[0])["id"] if log.exists() else ""


def _include_a_report(rk: Command) -> None:
    rk("screen", "retrieved", "cinahl-0002", "--as", "a")
    for who in "ab":
        rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", who)


def _write_studies(**records: str) -> None:
    """Studies of one record each."""
    entries = [f"{key}: {{citation: {key}, records: [{record}]}}\n" for key, record in records.items()]
    Path("studies.yaml").write_text("".join(entries), encoding="utf-8")


def commands(group: object, before: str = "") -> list[str]:
    """All commands with their subcommands."""
    found = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        if command.hidden:
            continue
        found.append(f"{before}{name}")
        if hasattr(command, "commands"):
            found += commands(command, f"{before}{name} ")
    return found


ALL = commands(get_command(app))


@pytest.mark.parametrize("name", ALL)
def test_every_command_has_help(name: str, rk: Command) -> None:
    ran = rk(*name.split(), "--help")
    assert ran.status == 0
    assert "Usage: reviewkit" in ran.out


# what runs where no command is named
DEFAULTS = (
    "protocol show",
    "searches show",
    "studies show",
    "dedupe run",
    "screen next",
    "chart status",
    "code status",
    "codebook status",
    "finding list",
    "text list",
)


@pytest.mark.parametrize("name", [name for name in ALL if name not in DEFAULTS])
def test_every_command_is_in_the_readme(name: str) -> None:
    assert any(line.startswith(f"reviewkit {name}") for line in LINES), name


@pytest.mark.parametrize("name", ["commands.md", "problems.md", "matching.md"])
def test_the_reference_pages_are_what_the_program_says_of_itself(name: str) -> None:
    path = REPOSITORY / "tools" / "make_reference.py"
    spec = importlib.util.spec_from_file_location("make_reference", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page = (REPOSITORY / "docs" / name).read_text(encoding="utf-8")
    assert page == module.PAGES[name](), "run tools/make_reference.py"


def test_every_problem_has_a_registered_code_and_every_registered_code_is_used() -> None:
    used = {"no-record", "other-record", "decision", *(f"A{n}" for n in range(1, 11))}
    for path in (REPOSITORY / "reviewkit").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(call, "func", None), "id", getattr(getattr(call, "func", None), "attr", ""))
            if isinstance(call, ast.Call) and name in ("Problem", "note", "problem", "_problem", "_file_problem"):
                words = [*call.args, *(keyword.value for keyword in call.keywords)]
                used |= {word.value for word in words if isinstance(word, ast.Constant) and word.value in MEANINGS}
                if name == "Problem":
                    assert len(call.args) + len(call.keywords) >= 4, f"{path.name}:{call.lineno} has no code"
                    code = call.args[3] if len(call.args) > 3 else call.keywords[-1].value
                    if isinstance(code, ast.Constant):
                        assert code.value in MEANINGS, f"{path.name}:{call.lineno}: {code.value}"
    assert set(MEANINGS) - used - {"excluded", "reports_excluded", "copy", "unknown-log"} == set()


COMMON = {
    "folder", "as_", "as_json", "force", "output", "language", "draft", "help",
    "set_name", "only", "separator", "digest", "theme",
}  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_no_command_has_more_than_eight_options_of_its_own(name: str) -> None:
    command = get_command(app)
    for word in name.split():
        command = command.commands[word]  # type: ignore[attr-defined]
    own = [one.name for one in command.params if one.param_type_name == "option" and one.name not in COMMON]
    assert len(own) <= 8, own
    assert all(getattr(one, "help", None) for one in command.params), name


def test_files_that_the_readme_names_are_there() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert link.startswith("http") or (REPOSITORY / link).exists(), link


ARCHITECTURE = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROOMS = {
    name: set(re.findall(r"\w+", words))
    for name, words in re.findall(r"^  (\w+)/ (.*?)(?=^  \S|^data/)", ARCHITECTURE, re.DOTALL | re.MULTILINE)
}


def test_the_architecture_names_every_room() -> None:
    for path in (REPOSITORY / "reviewkit").iterdir():
        if path.name.startswith(("_", ".")) or path.name in ("py.typed", "data", "codebooks"):
            continue
        assert f"{path.stem}.py" in ARCHITECTURE or f"{path.name}/" in ARCHITECTURE, path.name


@pytest.mark.parametrize(
    "room", ["commands", "actions", "store", "render", "duplicates", "matching", "exchange", "formats", "model"]
)
def test_the_architecture_names_every_module_of_a_room(room: str) -> None:
    modules = {path.stem for path in (REPOSITORY / "reviewkit" / room).rglob("*.py")} - {"__init__"}
    assert modules - ROOMS[room] == set()


@pytest.mark.parametrize(
    "path",
    [
        path.relative_to(REPOSITORY / "reviewkit").as_posix()
        for path in sorted((REPOSITORY / "reviewkit").rglob("*.py"))
        if path.name not in ("__init__.py", "__main__.py")
    ],
)
def test_every_module_has_a_module_of_tests_where_it_lies(path: str) -> None:
    mirror = (REPOSITORY / "tests" / path).with_name(f"test_{Path(path).name}")
    assert mirror.exists(), mirror


def test_files_that_the_architecture_names_are_there() -> None:
    folders = [REPOSITORY / name for name in ("reviewkit", "benchmarks", "tools", "tests")]
    there = {path.name for folder in folders for path in folder.rglob("*.py")}
    assert set(re.findall(r"\w+\.py\b", ARCHITECTURE)) - there == set()


def test_the_architecture_s_layers_are_those_that_are_checked() -> None:
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = " > ".join(contracts["contracts"][0]["layers"])
    assert layers in " ".join(ARCHITECTURE.split())


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        assert f"| {re.split('[>=<]', dependency)[0]} " in ARCHITECTURE, dependency
        assert ">=" in dependency


def test_the_page_on_many_records_says_how_to_run_it_with_processes_on_one_machine(
    rk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (REPOSITORY / "docs" / "many-records.md").read_text(encoding="utf-8")
    here, there = re.findall(r"^reviewkit (.*)$", page, re.MULTILINE)
    assert "--scheduler tcp://" in there
    monkeypatch.chdir(tmp_path)
    Path("one.ris").write_text(papers(4), encoding="utf-8")
    Path("two.ris").write_text(papers(4, start=3), encoding="utf-8")
    first = rk(*shlex.split(here))
    assert (first.status, first.out) == (0, "8 records, 6 unique, 2 duplicates\n")
    assert len(ris.read(Path("unique.ris").read_text(encoding="utf-8"), "unique.ris").records) == 6
    made = {path: path.stat().st_mtime_ns for path in Path("work").rglob("*.*")}
    assert rk(*shlex.split(here), "--force").out == first.out
    assert {path: path.stat().st_mtime_ns for path in Path("work").rglob("*.*")} == made


def test_the_page_on_deduplication_says_what_the_code_does() -> None:
    """The number of keys and the version that it asks to be cited."""
    from reviewkit import __version__, matching
    from reviewkit.matching import blocking

    page = (REPOSITORY / "docs" / "deduplication.md").read_text(encoding="utf-8")
    table = matching.columns(ris.read(papers(3), "x.ris").records)
    assert f"one of {len(list(blocking.keys(table)))} keys" in page
    assert f"deduplicated with reviewkit {__version__}" in page


def test_a_mistyped_command_is_a_usage_error(rk: Command) -> None:
    assert rk("frobnicate").status == 2
    assert rk("prisma", "--frobnicate").status == 2
    assert rk("dedupe", "--same", "a").status == 2


RECIPES = re.findall(
    r"```(r|python)\n(.*?)```", (REPOSITORY / "docs" / "json.md").read_text(encoding="utf-8"), re.DOTALL
)
RUNNERS = {"r": ["Rscript"], "python": [sys.executable]}


def path_with_reviewkit() -> dict[str, str]:
    """The environment of a script that calls reviewkit."""
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(("language", "code"), RECIPES, ids=[language for language, _ in RECIPES])
def test_a_recipe_reads_a_review(language: str, code: str, example: Path, tmp_path: Path) -> None:
    runner = RUNNERS[language]
    if not shutil.which(runner[0]):
        pytest.skip(f"needs {runner[0]}")
    script = tmp_path / f"recipe.{language}"
    script.write_text(code, encoding="utf-8")
    ran = subprocess.run([*runner, script], capture_output=True, text=True, cwd=example, env=path_with_reviewkit())
    if "there is no package called" in ran.stderr:
        pytest.skip("needs the R package jsonlite")
    assert ran.returncode == 0, ran.stderr
    assert "published" in ran.stdout
    assert "ambugo2022" in ran.stdout
