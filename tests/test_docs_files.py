"""docs/files.md shows every YAML file with every key that its reader asks for, and is read without a problem."""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewkit.errors import Problem
from reviewkit.model import Answer, ChartedValue, ChartingDone, ChartSettled, Quoted
from reviewkit.store import codebooks, codings, counts, forms, protocol, searches, studies
from reviewkit.store.events import line_of
from reviewkit.store.open_review import open_review
from reviewkit.store.yaml_section import Section
from tests.builders import moment
from tests.conftest import REPOSITORY
from tests.folders import begin

PAGE = (REPOSITORY / "docs" / "files.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^## `([^`]+)`\n.*?^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))
READERS: dict[str, Callable[[Path, list[Problem]], object]] = {
    "review.yaml": protocol.read,
    "searches.yaml": searches.read_log,
    "studies.yaml": studies.read,
    "codebooks/themes.yaml": codebooks.read_all,
    "charting/form.yaml": forms.read,
    "coding/kari/berg2024.yaml": codings.read_all,
    "counts.yaml": lambda root, problems: counts.read(root / "counts.yaml", problems),
}
OF_A_NUMBER = {"total", "human", "tool", "reasons"}  # in counts.yaml any number can be written with these


def test_every_file_that_people_write_has_an_example() -> None:
    assert EXAMPLES.keys() == READERS.keys()


@pytest.mark.parametrize("name", READERS)
def test_an_example_is_read_without_a_problem_and_holds_every_key_that_is_asked_for(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: defaultdict[str, set[str]] = defaultdict(set)
    shown: defaultdict[str, set[str]] = defaultdict(set)
    done = Section.done

    def watched(section: Section) -> None:
        if name == "review.yaml" and section.name.startswith("numbers"):
            return done(section)  # its keys are those of counts.yaml
        place = _place(name, section)
        asked[place] |= section.seen if place != "a number" else OF_A_NUMBER
        shown[place] |= set(section.values)
        return done(section)

    monkeypatch.setattr(Section, "done", watched)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(EXAMPLES[name], encoding="utf-8")
    problems: list[Problem] = []
    READERS[name](tmp_path, problems)
    assert problems == []
    assert asked, "no section was read"
    assert {place: missing for place, keys in asked.items() if (missing := keys - shown[place])} == {}


def _place(file: str, section: Section) -> str:
    """Which section this is, with * for names that people choose."""
    if section.seen >= OF_A_NUMBER:
        return "a number"
    parts = section.name.split(".") if section.name else []
    chosen = {"searches.yaml": 0, "studies.yaml": 0, "codebooks/themes.yaml": 1}.get(file, len(parts))
    return ".".join("*" if position == chosen else part for position, part in enumerate(parts))


def test_the_page_is_named_where_people_look() -> None:
    assert "docs/files.md" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_the_lines_of_charting_are_read_and_written_as_they_are_shown(tmp_path: Path) -> None:
    (block,) = re.findall(
        r"^## What is logged of charting\n.*?^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE
    )
    shown = [json.loads(line) for line in block.splitlines()]
    folder = begin(tmp_path / "review")
    for person in ("kari", "ola"):
        path = folder.root / "charting" / f"{person}.jsonl"
        path.parent.mkdir(exist_ok=True)
        lines = [line for line, values in zip(block.splitlines(), shown, strict=True) if values["by"] == person]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    facts = open_review(folder.root).review.facts
    acts = (*facts.charted, *facts.settled, *facts.charting_done)
    assert {act.id: {"id": act.id, **line_of(act)} for act in acts} == {values["id"]: values for values in shown}
    keys = {key for values in shown for key in values}
    keys |= {key for values in shown for quoted in values.get("evidence", []) for key in quoted}
    full = ChartedValue(
        "kari", "s", "f", Answer("x"), 1, (Quoted("q", "t", "p", "s", 1, 1),), "n", "1", at=moment("1")
    )
    settled = ChartSettled("kari", "s", "f", Answer("x"), ("a-1",), note="n", at=moment("1"))
    done = ChartingDone("kari", "s", True, "n", at=moment("1"))
    known = {key for act in (full, settled, done) for key in line_of(act)} | {"id", "missing"}
    assert known | line_of(full)["evidence"][0].keys() == keys


def test_the_numbers_in_the_example_of_review_yaml_are_read_without_a_problem(tmp_path: Path) -> None:
    (tmp_path / "review.yaml").write_text(EXAMPLES["review.yaml"], encoding="utf-8")
    problems: list[Problem] = []
    numbers = protocol.read(tmp_path, problems).numbers
    assert problems == []
    assert numbers is not None
    assert numbers.identified
