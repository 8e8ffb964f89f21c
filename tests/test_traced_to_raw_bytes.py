"""Traces checked against the files themselves: boxes and cells of three reviews, to raw bytes and back.

What is read here is read without our readers: lines are split, logs are JSON, and what a number should be is counted
from them. Which boxes and cells are looked at is drawn anew at every run; a failure names them.
"""

import json
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests import eventful as everything
from tests.conftest import Command, Once

TITLES = [f"Nurses in home care number {n} and their work" for n in range(1, 10)]
NBIB = "PMID- {n}\nTI  - {title}\nAU  - Berg N\nDP  - 2020\n\n"
RIS = "TY  - JOUR\r\nTI  - {title}\r\nAU  - Dahl, P\r\nER  - \r\n\r\n{n}.\r\n"
CSV = '{title},"Lund, K",2020,"of two\nlines"\n'
FORM = """\
version: "1"
groups:
  basics:
    label: Basics
    fields:
      country: {label: Country, type: country}
      n: {label: Participants, type: integer}
"""


@cache
def _lines(root: Path, path: str) -> list[str]:
    """As Folder.lines; no file changes once its folder is made."""
    if ".zip/" in path:
        outer, inner = path.split(".zip/")
        with zipfile.ZipFile(root / f"{outer}.zip") as archive:
            data = archive.read(inner)
    else:
        data = (root / path).read_bytes()
    return data.decode("utf-8-sig").replace("\r\n", "\n").split("\n")


@dataclass(frozen=True)
class Folder:
    """A review and its files, as bytes and as JSON."""

    root: Path
    rk: Command

    def trace(self, name: str) -> dict[str, Any]:
        ran = self.rk("trace", name, "--json", *(["--as", "a"] if "example" not in str(self.root) else []))
        assert ran.status == 0, (name, ran.err)
        found: dict[str, Any] = json.loads(ran.out)
        return found

    def lines(self, path: str) -> list[str]:
        """The lines of a file, or of one in a zip."""
        return _lines(self.root, path)


def _eventful(root: Path, rk: Command) -> None:
    everything.make(root, rk)


def _mixed(root: Path, rk: Command) -> None:
    """Three formats, one of them in a zip with line ends of Windows; charted and coded."""

    def do(*words: str) -> None:
        ran = rk(*words, "--as", "a")
        assert ran.status == 0, (words, ran.err)

    assert rk("init", root, "--title", "Mixed", "--reviewer", "a").status == 0
    plan = root / "review.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("reviewers_per_record: 2", "reviewers_per_record: 1")
        + "\nprevious: {studies: 3, reports: 4}\n",
        encoding="utf-8",
    )
    texts = {
        "pubmed.nbib": "".join(NBIB.format(n=n, title=one) for n, one in enumerate(TITLES[:4], start=1)),
        "scopus.csv": "Title,Authors,Year,Abstract\n" + "".join(CSV.format(title=one) for one in TITLES[2:6]),
    }
    for name, text in texts.items():
        (root.parent / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(root.parent / "hand.zip", "w") as archive:
        archive.writestr(
            "hand.ris", "".join(RIS.format(n=n, title=one) for n, one in enumerate(TITLES[5:], start=6))
        )
    for name in (*texts, "hand.zip"):
        do("import", str(root.parent / name), "-s", name.split(".")[0])
    do("dedupe")
    ids = json.loads(rk("trace", "id.databases", "--json").out)["steps"]
    records = [step["id"] for step in ids if step["kind"] == "record"]
    assert len(records) == 12
    for number, record in enumerate(records):
        rk("screen", "decide", record, "-d", "include" if number % 3 == 0 else "exclude", "--as", "a")
    (root / "charting").mkdir(exist_ok=True)
    (root / "charting" / "form.yaml").write_text(FORM, encoding="utf-8")
    (root / "codebooks" / "themes.yaml").write_text("codes:\n  trust: Trust\n  time: Time\n", encoding="utf-8")
    do("studies", "--write")
    for study in _studies(rk):
        do("chart", "set", study, "country", "Norway")
        do("chart", "set", study, "n", "12")
        do("code", "add", study, "-c", "trust", "-q", f"Trust in {study}", "-p", "4")
        do("code", "done", study)


def _studies(rk: Command) -> list[str]:
    return [one["key"] for one in json.loads(rk("studies", "--json").out)]


MADE: dict[str, Callable[[Path, Command], None]] = {"eventful": _eventful, "mixed": _mixed}


@pytest.fixture(params=["example", "eventful", "mixed"])
def folder(
    request: pytest.FixtureRequest, tmp_path: Path, rk: Command, once: Once, monkeypatch: pytest.MonkeyPatch
) -> Folder:
    if request.param == "example":
        return Folder(request.getfixturevalue("example"), rk)
    root = tmp_path / request.param
    root.mkdir()
    monkeypatch.chdir(root)
    once(f"traced-{request.param}", tmp_path, lambda: MADE[request.param](root, rk))
    return Folder(root, rk)


def boxes_and_cells(folder: Folder) -> list[str]:
    """The names of all boxes with a number, and of all cells that somebody coded."""
    flow = json.loads(folder.rk("prisma", "--json").out)
    boxes = [f"box:{name}" for name, box in flow["boxes"].items() if box["n"]]
    ran = folder.rk("matrix", "--json", "--as", "a")
    matrix = json.loads(ran.out)
    cells = [
        f"cell:{matrix['codebook']}/{theme}/{study}"
        for study, of in matrix["cells"].items()
        for theme, cell in of.items()
        if cell in ("present", "contradicted")
    ]
    return [*boxes, *cells]


def checked_against_files(folder: Folder, step: dict[str, Any]) -> None:
    """A step that is written somewhere is on that line of that file."""
    if step["path"] is None or step["line"] is None:
        return
    lines = folder.lines(step["path"])
    line = lines[step["line"] - 1]
    if step["path"].endswith(".jsonl"):
        assert json.loads(line)["id"] == step["id"], step
    elif step["kind"] in ("study", "source", "code", "theme", "field"):
        key = f"{step['id'].rpartition('/')[2]}:"  # an entry is placed where what it says begins
        assert any(one.strip().startswith(key) for one in (line, lines[step["line"] - 2])), (step, line)
    elif step["kind"] == "entered":
        assert re.search(r"\d", line), (step, line)


def lines_of_records(folder: Folder, steps: list[dict[str, Any]]) -> dict[str, str]:
    """The raw text of each record of a trace, by its id: the file is cut as the trace says."""
    found = {}
    for step in steps:
        if step["kind"] != "lines":
            continue
        numbers = [int(one) for one in re.findall(r"\d+", step["said"])]
        first, last = numbers[0], numbers[-1]
        assert first == step["line"]
        text = "\n".join(folder.lines(step["path"])[first - 1 : last])
        for after in step["next"]:
            assert after.startswith("record:")
            found[after.removeprefix("record:")] = text
    return found


@pytest.mark.thorough
def test_boxes_and_cells_lead_to_raw_bytes_and_back(folder: Folder) -> None:
    names = boxes_and_cells(folder)
    drawn = random.SystemRandom().sample(names, min(10, len(names)))
    for name in drawn:
        found = folder.trace(name)
        steps = {step["name"]: step for step in found["steps"]}
        for step in found["steps"]:
            checked_against_files(folder, step)
            assert set(step["next"]) <= set(steps)
        raw = lines_of_records(folder, found["steps"])
        records = [step for step in found["steps"] if step["kind"] == "record"]
        assert {step["id"] for step in records} == set(raw), name
        for step in records:
            words = re.sub(r"[()]", " ", step["said"]).casefold().split()
            text = raw[step["id"]].casefold()
            assert [word for word in words if word not in text] == [], (name, step)
        for step in random.SystemRandom().sample(records, min(2, len(records))):
            (at,) = {
                one["name"] for one in found["steps"] if f"record:{step['id']}" in one["next"] and one["path"]
            } & {one["name"] for one in found["steps"] if one["kind"] == "lines"}
            back = folder.trace(at)
            assert back["asked"] == [f"record:{step['id']}"]
            if name.startswith("box:") and not found["hidden"]:
                assert name in {one["name"] for one in back["steps"]}, (name, at)


def test_the_number_of_records_of_a_source_is_that_of_the_entries_in_its_files(folder: Folder) -> None:
    """Entries are counted by what begins them in each format."""
    begins = {".ris": r"^TY  - ", ".nbib": r"^PMID- ", ".csv": r"^Nurses"}
    flow = json.loads(folder.rk("prisma", "--json").out)
    for name, box in flow["boxes"].items():
        if not re.fullmatch(r"(id\.databases|id\.registers|other\.identified)\..+", name):
            continue
        steps = folder.trace(f"box:{name}")["steps"]
        paths = {step["path"] for step in steps if step["kind"] == "lines"}
        counted = sum(
            len(re.findall(begins[Path(path).suffix], "\n".join(folder.lines(path)), re.MULTILINE))
            for path in paths
        )
        assert counted == box["n"] == len([step for step in steps if step["kind"] == "lines"]), name


@pytest.mark.thorough
def test_every_quote_of_a_cell_is_a_line_of_a_log_that_has_its_words(folder: Folder) -> None:
    cells = [one for one in boxes_and_cells(folder) if one.startswith("cell:")]
    for name in random.SystemRandom().sample(cells, min(12, len(cells))):
        quotes = [step for step in folder.trace(name)["steps"] if step["kind"] == "quote"]
        assert quotes, name
        for step in quotes:
            if step["path"].endswith(".jsonl") and step["said"].startswith("“"):
                logged = json.loads(folder.lines(step["path"])[step["line"] - 1])
                said = step["said"][1:].partition("”")[0]
                assert logged.get("quote", {}).get("exact", said) == said
                if logged.get("page"):
                    assert step["said"].endswith(f", page {logged['page']}")


@pytest.mark.thorough
def test_every_charted_value_is_a_line_of_a_log_with_its_value(folder: Folder) -> None:
    if not (folder.root / "charting" / "form.yaml").exists():
        return
    for study in _studies(folder.rk):
        steps = folder.trace(f"study:{study}")["steps"]
        values = [step for step in steps if step["kind"] == "value"]
        assert values
        for step in steps:
            if step["kind"] == "answer":
                logged = json.loads(folder.lines(step["path"])[step["line"] - 1])
                assert (logged["study"], logged["id"]) == (study, step["id"])
                value = str(logged["value"])
                assert f"{logged['field']} = {value}"[:40] in step["said"]
