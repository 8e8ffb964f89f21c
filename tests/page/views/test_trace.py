"""The page of a trace: links from step to step, in the language of the page, and nothing that may not be seen."""

import re
from html import unescape
from pathlib import Path

import pytest

from reviewkit.page.views import trace
from tests.conftest import Command
from tests.page.conftest import Opened


def test_record_box_and_cell_lead_to_their_traces(example: Path, opened: Opened) -> None:
    page = opened(example)
    for address, name in (
        ("/record/cinahl-0017", "record:cinahl-0017"),
        ("/box/screened", "box:screened"),
        (
            "/cell/trygg-i-eget-hjem/trust_based_leadership/assander2022",
            "cell:trygg-i-eget-hjem/trust_based_leadership/assander2022",
        ),
    ):
        (found,) = re.findall(r'href="(/trace\?what=[^"]+)"', page.shows(address))
        assert name in unescape(page.shows(unescape(found)))


@pytest.mark.thorough
def test_every_step_leads_to_a_trace_of_its_own(example: Path, opened: Opened) -> None:
    page = opened(example)
    shown = page.shows("/trace?what=assander2022")
    links = re.findall(r'<a href="(/trace\?what=[^"]+)">', shown)
    assert len(links) > 40
    for address in dict.fromkeys(links):
        assert '<ol class="chain">' in page.shows(unescape(address)), address


def test_it_is_in_the_language_of_the_page(example: Path, opened: Opened) -> None:
    page = opened(example)
    page.sends("/language", language="nn")
    shown = page.shows("/trace?what=cinahl-0017")
    assert "Linjer i eksportfilene" in shown
    assert "linje 341 til 360" in shown


def test_a_box_of_many_shows_some_and_more_when_asked(
    example: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "MOST", 3)
    monkeypatch.setattr(trace, "MOST_OF_ALL", 7)
    page = opened(example)
    shown = page.shows("/trace?what=box:screened")
    assert shown.count(">report:") == 3
    assert page.shows(unescape(re.findall(r'href="([^"]+all=1)"', shown)[0])).count(">report:") == 7


def test_two_words_are_a_cell_and_what_is_nothing_is_said(example: Path, opened: Opened) -> None:
    page = opened(example)
    assert "cell:trygg-i-eget-hjem/trust_based_leadership/assander2022" in page.shows(
        "/trace?what=trust_based_leadership%20assander2022"
    )
    page.shows("/trace")
    answer = page.client.get("/trace?what=<script>")
    assert answer.status_code == 404
    assert "<script>" not in answer.text.partition("<main")[2]


def test_a_file_outside_the_folder_is_not_read(example: Path, opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Assander et al. (2022) secret", encoding="utf-8")
    page = opened(example)
    for name in (str(tmp_path / "secret.md"), "../secret.md"):
        assert page.client.get("/trace", params={"what": name}).status_code == 404


def test_what_others_decided_is_hidden(ready: Path, opened: Opened, rk: Command) -> None:
    assert rk("screen", "decide", "cinahl-0001", "-d", "exclude", "--note", "zebra", "--as", "b").status == 0
    page = opened(ready)
    assert "zebra" not in page.shows("/trace?what=cinahl-0001")
    assert page.client.get("/trace?what=screening/b.jsonl:1").status_code == 404
