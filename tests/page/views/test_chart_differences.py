"""What differs is settled in the page, field by field; what people said stays."""

from pathlib import Path

import pytest

from reviewkit.actions import charting
from reviewkit.words import Settling
from tests.folders import begin
from tests.page.charted import AIM, begun, charted_twice
from tests.page.conftest import Opened, Page

BERG = "/chart/differences/berg"


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(charted_twice(tmp_path / "review", "independent").root)


def settle(page: Page, field: str, status: int = 200, **values: object) -> str:
    return page.sends(BERG, status, field=field, instance="1", **values)


def answer_of(page: Page, who: str, field: str) -> str:
    found = page.sitting.review.chart.item("berg", field).by(who)
    assert found is not None
    return found.id


def test_both_answers_are_shown_with_their_quotes_and_what_is_around_them(page: Page) -> None:
    shown = page.shows("/chart/differences")
    assert "To learn, says a" in shown
    assert "To learn, says b" in shown
    assert shown.count(f'<mark class="quoted">{AIM}</mark>') == 2
    assert "We asked 17 nurses" in shown


def test_one_of_the_answers_holds_with_how_and_a_note(page: Page) -> None:
    shown = settle(page, "aim", answer_of=answer_of(page, "b", "aim"), why="discussion", note="Liv")
    (made,) = page.sitting.review.facts.settled
    assert (made.answer.value, made.why, made.note) == ("To learn, says b", Settling.DISCUSSION, "Liv")
    assert "Aim is settled: To learn, says b" in shown
    assert "What was said" in shown
    page.sends("/undo", came=BERG, events=made.id)
    assert page.sitting.review.facts.settled == ()


def test_who_did_not_chart_a_study_settles_as_a_third_person_and_who_did_names_one(page: Page) -> None:
    third = 'name="why" value="third-person" checked'
    assert third not in page.shows(BERG)
    assert "which third person decided" in settle(page, "aim", 422, value="To learn", why="third-person")
    yaml = page.sitting.opened.root / "review.yaml"
    text = yaml.read_text("utf-8")
    yaml.write_text(text.replace("reviewers:\n", "reviewers:\n  - {id: liv, name: Liv}\n", 1), "utf-8")
    page.sitting.who = "liv"
    assert third in page.shows(BERG)
    settle(page, "aim", value="To learn", why="third-person")
    assert page.sitting.review.facts.settled[0].why is Settling.THIRD_PERSON


def test_another_answer_holds(page: Page) -> None:
    settle(page, "aim", answer_of="other", value="To understand")
    settle(page, "design", missing="UNCLEAR")
    first, second = page.sitting.review.facts.settled
    assert (first.answer.value, second.answer.missing) == ("To understand", "UNCLEAR")


def test_what_one_person_left_out_is_a_difference(page: Page) -> None:
    shown = page.shows(f"{BERG}?field=age")
    assert "Nothing was charted here." in shown
    settle(page, "age", answer_of=answer_of(page, "b", "age"))
    assert page.sitting.review.facts.settled[0].answer.value == 41.5


def test_an_answer_is_not_picked_and_written_at_once(page: Page) -> None:
    shown = settle(page, "aim", 422, answer_of=answer_of(page, "a", "aim"), value="Another one")
    assert "Choose which of them holds" in shown
    assert "Another one" in shown
    assert page.sitting.review.facts.settled == ()


@pytest.mark.parametrize("form", [{"answer_of": "x-1"}, {"field": "nothing"}, {"why": "bribery", "value": "x"}])
def test_a_form_that_the_page_never_offers_is_refused(page: Page, form: dict[str, str]) -> None:
    page.sends(BERG, 400, **{"field": "aim", "instance": "1", **form})
    assert page.sitting.review.facts.settled == ()


def test_what_was_settled_can_be_settled_anew(page: Page) -> None:
    settle(page, "aim", value="To learn")
    assert "Settled before" in page.shows(f"{BERG}?field=aim")
    settle(page, "aim", value="To know")
    assert page.sitting.review.chart.item("berg", "aim").settled == page.sitting.review.facts.settled[-1]


def test_after_the_last_difference_of_a_study_comes_the_next_study(page: Page) -> None:
    for field in ("aim", "design"):
        settle(page, field, value="survey")
    assert "Study 2" in settle(page, "age", value="41")
    assert "There is nothing to settle." in page.shows(BERG)
    assert "/chart/differences/aas" in page.shows(BERG)


def test_a_study_that_is_not_charted_to_the_end_shows_nothing(tmp_path: Path, opened: Opened) -> None:
    folder = begun(tmp_path / "review", people=2)
    for field, value in (("aim", "NR"), ("n", "4711"), ("design", "survey")):
        charting.set_value(folder, "b", "berg", field, value)
    charting.finish(folder, "b", "berg")
    shown = opened(folder.root).shows(BERG)
    assert "once everybody who charts it is done" in shown
    assert "4711" not in shown


def test_one_key_confirms_what_another_person_charted(tmp_path: Path, opened: Opened) -> None:
    page = opened(charted_twice(tmp_path / "review", "verify").root)
    settle(page, "n", confirm=answer_of(page, "b", "n"))
    (made,) = page.sitting.review.facts.settled
    assert (made.by, made.answer.value) == ("a", 17)
    page.sitting.who = "b"
    assert "There is nothing to settle." in page.shows("/chart/differences")


def test_without_a_form_it_is_offered_first(tmp_path: Path, opened: Opened) -> None:
    assert "Begin with" in opened(begin(tmp_path / "review", people=1).root).shows("/chart/differences")
