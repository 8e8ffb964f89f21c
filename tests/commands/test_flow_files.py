"""The flow as a file: each ending has its format, and a page names the records behind the numbers."""

from pathlib import Path

import pytest

from reviewkit.commands.flow_files import FLOW_ENDINGS
from tests.commands.test_prisma import finished as finished_review
from tests.conftest import Command

STARTS = {".svg": b"<svg ", ".png": b"\x89PNG", ".pdf": b"%PDF-", ".html": b"<!doctype html>"}
finished = finished_review


@pytest.mark.parametrize("ending", FLOW_ENDINGS)
def test_a_flow_is_written_as_its_ending_says_and_once(finished: Path, rk: Command, ending: str) -> None:
    assert rk("prisma", "-o", f"flow{ending}").status == 0
    before = Path(f"flow{ending}").read_bytes()
    assert before.startswith(STARTS.get(ending, before[:1]))
    assert "already exists" in rk("prisma", "-o", f"flow{ending}").err
    assert rk("prisma", "-o", f"flow{ending}", "--force").status == 0
    assert Path(f"flow{ending}").read_bytes() == before


def test_the_page_lists_the_records_behind_a_number_with_their_reasons(finished: Path, rk: Command) -> None:
    assert rk("prisma", "-o", "flow.html").status == 0
    page = Path("flow.html").read_text(encoding="utf-8")
    listed = rk("prisma", "--list", "excluded.population").out.splitlines()
    reasons = page.partition('id="list-excluded.population"')[2].partition("</ol>")[0]
    assert reasons.count("<li>") == len(listed) == 5
    for line in listed:
        assert f"<b>{line.split()[0]}</b>" in reasons
    assert reasons.count("<em>Wrong population</em>") == 5


def test_a_page_of_entered_numbers_has_no_lists(tmp_path: Path, rk: Command) -> None:
    (tmp_path / "counts.yaml").write_text(
        "identified: {databases: {CINAHL: 9}}\nscreened: 9\nexcluded: 4\n", encoding="utf-8"
    )
    path = tmp_path / "flow.html"
    rk("prisma", str(tmp_path / "counts.yaml"), "-o", str(path))
    page = path.read_text(encoding="utf-8")
    assert "<details" not in page
    assert "CINAHL (n\u00a0=\u00a09)" in page
