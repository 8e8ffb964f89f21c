"""Pilots and agreement in the page."""

from pathlib import Path

from tests.folders import begin, decide
from tests.page.conftest import Opened


def test_a_pilot_holds_the_rest_back_until_all_have_finished(tmp_path: Path, opened: Opened) -> None:
    folder = begin(tmp_path / "review", records=5)
    page = opened(folder.root)
    assert "2 reports were drawn" in page.sends("/agreement", number="2", seed="1")
    assert "2 left, 0 decided" in page.shows("/screen")
    drawn = [report for report, _ in page.sitting.review.queue_of("a")]
    for report in drawn:
        decide(folder, "a", report, "y")
    assert "Nothing is left for you to decide" in page.shows("/screen")
    assert "b: 2" in page.shows("/screen")
    for report, choice in zip(drawn, "yn", strict=True):
        decide(folder, "b", report, choice)
    assert "3 left, 2 decided" in page.shows("/screen")
    assert "1 disagreement" in page.shows("/agreement")


def test_a_pilot_needs_numbers(tmp_path: Path, opened: Opened) -> None:
    page = opened(begin(tmp_path / "review").root)
    for number, seed in (("x", "1"), ("", "1"), ("-1", "1"), ("2", "1.5")):
        assert "as whole numbers" in page.sends("/agreement", 422, number=number, seed=seed)
    assert page.sitting.review.pilots == ()


def test_the_numbers_are_downloaded(tmp_path: Path, opened: Opened) -> None:
    folder = begin(tmp_path / "review", records=2)
    for who in "ab":
        for number in (1, 2):
            decide(folder, who, number, "y" if number == 1 else "n", "population" if number == 2 else "")
    page = opened(folder.root)
    answer = page.client.get("/agreement/nb/agreement.csv")
    assert answer.status_code == 200
    assert "100" in answer.text
    assert page.client.get("/agreement/nb/agreement.exe").status_code == 404
