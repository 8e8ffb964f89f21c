"""report on the command line: parts, formats, drafts."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Command


def test_it_is_printed_and_written_in_each_format(example: Path, rk: Command) -> None:
    assert "## Inkluderte studier" in rk("report").out
    files = [f"report.{ending}" for ending in ("docx", "html", "md")]
    assert rk("report", *(word for file in files for word in ("-o", file)), "-l", "en").status == 0
    assert "## Included studies" in Path("report.md").read_text(encoding="utf-8")
    before = Path("report.docx").read_bytes()
    assert before.startswith(b"PK")
    assert rk("report", "-o", "report.docx", "-l", "en", "--force").status == 0
    assert Path("report.docx").read_bytes() == before


def test_parts_that_are_named_come_alone(example: Path, rk: Command) -> None:
    printed = json.loads(rk("report", "included", "flow", "--json").out)
    assert [part["id"] for part in printed["parts"]] == ["flow", "included"]


def test_the_digest_is_in_it_where_it_is_asked_for(example: Path, rk: Command) -> None:
    line = re.compile(r"reviewkit [\d.]+, datagrunnlag [0-9a-f]{32}")
    assert not line.search(rk("report", "flow").out)
    assert line.search(rk("report", "flow", "--digest").out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--digest", "--json"), "together"),
        (("-o", "report.odt"), ".docx or .html"),
        (("-o", "a.md", "--json"), "together"),
        (("nonsense",), "the report has no part"),
    ],
)
def test_what_cannot_be_made_is_a_usage_error(
    words: tuple[str, ...], said: str, example: Path, rk: Command
) -> None:
    ran = rk("report", *words)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())


def test_an_unfinished_report_goes_into_a_file_only_as_a_draft(ready: Path, rk: Command) -> None:
    ran = rk("report", "-o", "report.md")
    assert ran.status == 1
    assert "6 records or reports still need a decision" in ran.err
    assert not Path("report.md").exists()
    assert rk("report", "searches", "-o", "searches.md").status == 0  # these numbers wait for no decision
    assert rk("report", "-o", "report.md", "--draft").status == 0
    assert Path("report.md").read_text(encoding="utf-8").startswith("# DRAFT: unfinished")
    assert rk("report").out.startswith("# DRAFT")
