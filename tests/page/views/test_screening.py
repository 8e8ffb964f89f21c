"""Screening in the page: what is shown is one's own, what is logged is what was answered."""

from pathlib import Path

from tests.conftest import Command
from tests.page.conftest import HOME, Opened

FORM = {"stage": "screening", "note": ""}


def test_a_decision_is_logged_and_the_next_record_shown(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    assert "6 left, 0 decided" in page.shows("/screen")
    shown = page.sends("/screen", report="cinahl-0001", decision="include", answer="1", **FORM)
    assert "5 left, 1 decided" in shown
    (decision,) = page.sitting.review.facts.decisions
    assert (decision.by, decision.record, decision.choice) == ("a", "cinahl-0001", "include")


def test_an_answer_sent_twice_is_logged_once(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    for _ in range(2):
        page.sends("/screen", report="cinahl-0001", decision="include", answer="same", **FORM)
    assert len(page.sitting.review.facts.decisions) == 1


def test_an_answer_to_a_record_decided_in_another_window_is_refused_in_words(
    ready: Path, opened: Opened, rk: Command
) -> None:
    page = opened(ready)
    assert rk("screen", "decide", "cinahl-0001", "-d", "exclude", "--as", "a").status == 0
    shown = page.sends("/screen", report="cinahl-0001", decision="include", answer="1", **FORM)
    assert "Meanwhile you decided on cinahl-0001" in shown
    assert "Your answer (Include) was not logged on any record." in shown
    assert "Your decisions on this record" in shown
    assert [one.choice for one in page.sitting.review.facts.decisions] == ["exclude"]


def test_own_decisions_are_found_and_changed(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    page.sends("/screen", report="cinahl-0001", decision="include", answer="1", **(FORM | {"note": "unsure"}))
    page.sends("/screen", report="cinahl-0002", decision="maybe", answer="2", **FORM)
    event = page.sitting.review.facts.decisions[0].id
    assert "2 decisions" in page.shows("/screen/mine")
    assert "1 decision<" in page.shows("/screen/mine?q=unsure")
    assert "1 decision<" in page.shows("/screen/mine?choice=maybe")
    assert "0 decisions" in page.shows("/screen/mine?q=nothing+like+it")
    assert "Your decisions on this record" in page.shows("/screen/report/cinahl-0001")
    page.sends("/screen", report="cinahl-0001", decision="exclude", answer="3", last=event, **FORM)
    assert page.sitting.review.facts.decisions[-1].choice == "exclude"


def test_what_is_skipped_comes_back(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    first = page.sitting.review.outcomes
    for report in first:
        page.sends("/screen", report=report, decision="skip", answer=report, **FORM)
    assert "Show what you skipped (6)" in page.shows("/screen")
    page.sends("/screen/again")
    assert "6 left" in page.shows("/screen")


def test_the_record_shown_can_be_said_to_be_a_duplicate(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    page.sends("/screen/duplicate", report="cinahl-0001", other="cinahl-0002")
    assert len(page.sitting.review.reports) == 5
    assert "not a record" in page.sends("/screen/duplicate", report="cinahl-0003", other="nothing-1")


def test_an_unknown_record_is_a_page_that_says_so(ready: Path, opened: Opened) -> None:
    answer = opened(ready).client.get("/screen/report/nothing-0001")
    assert answer.status_code == 404
    assert "nothing-0001 is not a record" in answer.text


def test_a_form_that_the_script_sends_gets_the_next_record_at_once(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    form = {"report": "cinahl-0001", "decision": "include", "answer": "1", **FORM}
    answer = page.client.post(
        "/screen",
        data={"form_secret": page.access.form_secret, **form},
        headers={"origin": HOME, "x-by-script": "yes"},
        follow_redirects=False,
    )
    assert answer.status_code == 200
    assert "5 left, 1 decided" in answer.text
    assert "cinahl-0001: Include" in answer.text
