"""A record, and the records behind a box."""

import re
from pathlib import Path

import pytest

from reviewkit.page.views import records
from tests.conftest import Command
from tests.page.conftest import Opened


def test_a_report_is_shown_with_its_records_and_where_each_field_comes_from(ready: Path, opened: Opened) -> None:
    shown = opened(ready).shows("/record/medline-0001")
    assert "cinahl-0003 (cinahl)" in shown  # the report that it is a duplicate of
    assert "medline-0001 (medline)" in shown
    assert "Nobody has decided on it yet." in shown


def test_what_others_decided_is_hidden_and_that_is_said(ready: Path, opened: Opened, rk: Command) -> None:
    assert rk("screen", "decide", "cinahl-0001", "-d", "exclude", "--note", "zebra", "--as", "b").status == 0
    shown = opened(ready).shows("/record/cinahl-0001")
    assert "zebra" not in shown
    assert "What others decided is not shown" in shown


def test_a_reason_is_shown_in_words_and_not_by_its_id(ready: Path, opened: Opened, rk: Command) -> None:
    assert (
        rk("screen", "decide", "cinahl-0001", "-d", "exclude", "--reason", "population", "--as", "a").status == 0
    )
    page = opened(ready)
    for address in ("/record/cinahl-0001", "/screen/mine", "/screen/report/cinahl-0001"):
        assert "Wrong population" in page.shows(address), address
        assert "(population)" not in page.shows(address), address


def test_a_box_lists_its_records_page_by_page(
    ready: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "PER_PAGE", 3)
    page = opened(ready)
    shown = [
        re.findall(r'<a href="/record/([^"]+)"', page.shows(f"/box/id.databases?page={n}")) for n in (1, 2, 3)
    ]
    assert [len(one) for one in shown] == [3, 3, 2]
    assert len({record for one in shown for record in one}) == 8


def test_what_there_is_not_is_told(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    assert "is not a record" in page.client.get("/record/none-1").text
    assert "no box" in page.client.get("/box/none").text


@pytest.mark.parametrize("page", ["²", "x", "-1", "9" * 5000, "0", ""])
def test_an_odd_number_of_a_page_is_some_page(ready: Path, opened: Opened, page: str) -> None:
    assert opened(ready).shows(f"/box/screened?page={page}").count('<a href="/record/') == 6
