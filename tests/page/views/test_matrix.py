"""The matrix in the page: each mark opens the quotes behind it."""

import re
from pathlib import Path

import pytest

from reviewkit.actions import coding
from tests.page.coded import begun as to_code
from tests.page.conftest import Opened


def cells(shown: str) -> list[str]:
    return re.findall(r'href="(/cell/[^"]+)"', shown)


def test_every_mark_leads_to_its_quotes(example: Path, opened: Opened) -> None:
    page = opened(example)
    found = cells(page.shows("/figures"))
    (matrix,) = page.sitting.review.matrices.values()
    assert len(found) == len(matrix.evidence) >= 42
    for address in found:
        shown = page.shows(address)
        _, _, _, theme, study = address.split("/")
        quotes = [one.quote for one in matrix.evidence[theme, study] if one.quote]
        assert shown.count("<blockquote") == len(quotes)


def test_a_quote_is_shown_with_its_page_its_coder_and_what_it_does(ready: Path, opened: Opened) -> None:
    (ready / "codebooks").mkdir(exist_ok=True)
    (ready / "codebooks" / "themes.yaml").write_text("codes: {trust: Trust}\n", encoding="utf-8")
    (ready / "studies.yaml").write_text("berg: {citation: Berg 2020, records: [cinahl-0001]}\n", encoding="utf-8")
    (ready / "coding" / "a").mkdir(parents=True, exist_ok=True)
    (ready / "coding" / "a" / "berg.yaml").write_text(
        "state: done\nsegments:\n  - {quote: 'They <b>trust</b> her', page: 4, codes: [trust]}\n", encoding="utf-8"
    )
    page = opened(ready)
    for who in "ab":
        page.sitting.who = who
        page.sends("/screen", report="cinahl-0001", stage="screening", decision="include", answer=who)
    shown = page.shows("/cell/themes/trust/berg")
    assert "They &lt;b&gt;trust&lt;/b&gt; her" in shown
    assert "a, page 4" in shown
    assert "supports" in shown


def test_a_code_with_a_name_of_any_signs_has_an_address(tmp_path: Path, opened: Opened) -> None:
    folder = to_code(tmp_path / "review", 'codes:\n  "why? #1": {kind: theme, label: Why}\n')
    coding.add_quote(folder, "a", "berg", "We trust each other", ["why? #1"])
    page = opened(folder.root)
    for address in ("/figures", "/matrix"):
        (found,) = set(cells(page.shows(address)))
        assert "We trust each other" in page.shows(found.replace("&amp;", "&"))


@pytest.mark.parametrize("address", ["no/such/cell", "../..%2f/x", "themes/<script>/x"])
def test_a_cell_that_is_not_there_is_said(example: Path, opened: Opened, address: str) -> None:
    answer = opened(example).client.get(f"/cell/{address}")
    assert answer.status_code == 404
    assert "<script>/x" not in answer.text
