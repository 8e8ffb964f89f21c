"""Flows that were published, as typed numbers (published_flows/): each is drawn, each fault is named at its line with
its box and difference, and none is found where there is none.

The head of each file says where its numbers were read, and what is wrong with them: `# Fault: CODE BOX DIFFERENCE`.
"""

import re
from pathlib import Path

import pytest

from reviewkit.balance import checks
from reviewkit.entered import counted
from reviewkit.errors import Level, Problem
from reviewkit.flow_variants import Departure
from reviewkit.locales import labels, languages
from reviewkit.prisma import Flow
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.svg import as_svg
from reviewkit.store import counts
from tests.conftest import REPOSITORY

FLOWS = sorted((REPOSITORY / "tests" / "published_flows").glob("*.yaml"))
KEY_OF = {
    "new.reports": "included",
    "new.studies": "included",
    "total.studies": "total",
    "rm.duplicates": "removed",
}


def head(path: Path, key: str) -> list[str]:
    """What the comments at the top of a file say of one thing."""
    return re.findall(rf"^# {key}: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def faults(path: Path) -> list[tuple[str, str, int]]:
    """The faults of a file: code, box, difference."""
    told = [line.split() for line in head(path, "Fault")]
    return [(code, box, int(gap)) for code, box, gap in (one for one in told if len(one) == 3)]


def read(path: Path) -> tuple[Flow, list[Problem]]:
    problems: list[Problem] = []
    flow, found = counted(counts.read(path, problems))
    assert problems == [], "every number is understood"
    return flow, list(found)


def test_there_are_twenty_and_half_of_them_do_not_add_up() -> None:
    assert len(FLOWS) >= 20
    assert len([path for path in FLOWS if faults(path)]) >= 10
    assert all(head(path, "Source") and head(path, "Read in") and head(path, "Fault") for path in FLOWS)


def test_the_page_on_flows_tells_of_each_and_of_every_departure() -> None:
    page = (REPOSITORY / "docs" / "flow-diagrams.md").read_text(encoding="utf-8")
    found = sum(len(faults(path)) for path in FLOWS)
    assert f"{len(FLOWS)} flows" in page
    assert f"{found} faults" in page
    told = dict(re.findall(r"^\| \[([\w-]+)\]\(\S+\) \| .* \| (.*) \|$", page, re.MULTILINE))
    gaps = {name: [int(n) for n in re.findall(r": (\d+)", said)] for name, said in told.items()}
    assert gaps == {path.stem: [gap for _, _, gap in faults(path)] for path in FLOWS}
    assert all(f"| {departure} |" in page for departure in Departure)


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_each_fault_is_named_and_none_is_invented(path: Path) -> None:
    flow, problems = read(path)
    serious = [problem for problem in problems if problem.level is not Level.NOTE]
    assert [problem.code for problem in serious] == [code for code, _, _ in faults(path)]
    lines = path.read_text(encoding="utf-8").splitlines()
    for problem, (_, box, gap) in zip(serious, faults(path), strict=True):
        assert re.search(rf"\b{gap} (too many|is not accounted|are not accounted)", problem.message), (
            problem.message
        )
        key = KEY_OF.get(box) or box.rpartition(".")[2]
        assert problem.place.line
        assert lines[problem.place.line - 1].lstrip().startswith((key, "duplicates")), lines[
            problem.place.line - 1
        ]
    notes = [problem.code for problem in problems if problem.level is Level.NOTE]
    assert notes == ["more-studies"] * ("note" in head(path, "Fault"))
    wrong = [check for check in checks(flow) if not check.holds]
    assert len(wrong) == len(faults(path))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_each_is_drawn_with_every_number(path: Path, language: str) -> None:
    flow, _ = read(path)
    words = labels(language)
    grid = flow_grid(flow, words)
    svg = as_svg(flow_drawing(grid))
    assert svg.startswith("<svg")
    shown = grid.description
    for box in flow.boxes.values():
        if box.id not in ("id", "rm.other", "other.rm"):
            assert words.count(box.n).replace("\u00a0", " ") in shown, box.id
