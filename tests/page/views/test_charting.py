"""Charting in the page, asked as a browser would: how far the studies are, and one answer after another."""

from pathlib import Path

import pytest

from reviewkit.actions import charting
from reviewkit.blind import chart_view
from reviewkit.page.views.charting import Stand, next_study, stand_of, study_rows
from reviewkit.words import ChartingMode, NotCharted
from tests.folders import begin
from tests.page.charted import AIM, FORM, begun, charted_twice
from tests.page.conftest import HOME, Opened, Page


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(begun(tmp_path / "review").root)


def save(page: Page, field: str, status: int = 200, **values: object) -> str:
    return page.sends("/chart/study/berg", status, field=field, instance="1", **values)


def test_without_a_form_a_ready_one_is_offered_and_begun(tmp_path: Path, opened: Opened) -> None:
    page = opened(begin(tmp_path / "review", people=1).root)
    assert 'href="/chart"' not in page.shows("/studies")
    shown = page.shows("/chart")
    assert shown.count('name="form" value="') == 3
    page.sends("/chart/form", form="appraisal")
    assert page.sitting.review.form.field("aim") is None
    assert 'href="/chart"' in page.shows("/studies")
    assert "appraisal" not in page.shows("/chart")


def test_a_form_that_cannot_be_read_is_not_offered_to_be_replaced(page: Page) -> None:
    (page.sitting.opened.root / "charting" / "form.yaml").write_text("groups: [\n", encoding="utf-8")
    shown = page.shows("/chart")
    assert "cannot be read" in shown
    assert 'name="form"' not in shown


def test_an_answer_is_logged_at_once_and_can_be_undone(page: Page) -> None:
    shown = save(page, "n", value="17", note="table 1")
    (value,) = page.sitting.review.facts.charted
    assert (value.by, value.study, value.field, value.answer.value, value.note) == (
        "a",
        "berg",
        "n",
        17,
        "table 1",
    )
    assert "Saved: Participants" in shown
    page.sends("/undo", came="/chart/study/berg", events=value.id)
    assert page.sitting.review.facts.charted == ()


def test_the_script_gets_the_form_without_the_text(page: Page) -> None:
    form = {"form_secret": page.access.form_secret, "field": "n", "instance": "1", "value": "17"}
    answer = page.client.post("/chart/study/berg", data=form, headers={"origin": HOME, "x-by-script": "yes"})
    assert "Saved: Participants" in answer.text
    assert "Hjemmesykepleierne" not in answer.text
    assert "Hjemmesykepleierne" in page.shows("/chart/study/berg")


def test_what_does_not_fit_is_said_at_its_field_with_what_was_typed(page: Page) -> None:
    shown = save(page, "n", 422, value="<many>", note="really")
    assert "Participants cannot be" in shown
    assert "a whole number" in shown
    assert 'value="&lt;many&gt;"' in shown
    assert 'value="really"' in shown
    assert page.sitting.review.facts.charted == ()


@pytest.mark.parametrize("word", NotCharted)
def test_a_reason_for_no_answer_is_one_button(page: Page, word: NotCharted) -> None:
    shown = save(page, "n", missing=word.value)
    assert page.sitting.review.facts.charted[0].answer.missing is word
    assert f'value="{word.value}" data-key' in shown
    save(page, "n", was=word.value, value="", note="looked twice")
    assert page.sitting.review.facts.charted[-1].answer.missing is word
    assert page.sitting.review.facts.charted[-1].note == "looked twice"
    save(page, "n", was=word.value, value="17")
    assert page.sitting.review.facts.charted[-1].answer.value == 17


def test_several_choices_and_rows_of_a_table_are_one_answer(page: Page) -> None:
    save(page, "settings", value=["ward", "home"])
    save(page, "arms", **{"cell-name": ["care", "", "usual"], "cell-size": ["12", "", ""]})
    settings, arms = page.sitting.review.facts.charted
    assert settings.answer.value == ("home", "ward")
    assert arms.answer.value == ((("name", "care"), ("size", 12)), (("name", "usual"),))
    shown = page.shows("/chart/study/berg?field=arms")
    assert 'value="usual"' in shown


def test_a_semicolon_in_a_cell_does_not_move_the_cells(page: Page) -> None:
    shown = save(page, "arms", 422, **{"cell-name": ["care; usual"], "cell-size": ["12"]})
    assert "semicolon" in shown
    assert 'value="care; usual"' in shown
    assert page.sitting.review.facts.charted == ()


def test_a_quote_is_found_added_and_removed(page: Page) -> None:
    assert "needs the words" in save(page, "aim", 422, value="To learn")
    assert "has these words" in save(page, "aim", 422, value="To learn", new_quote="No such words at all here")
    save(page, "aim", value="To learn", new_quote=AIM, new_part="2")
    (quote,) = page.sitting.review.facts.charted[-1].evidence
    assert (quote.quote, quote.part) == (AIM, 2)
    assert "Page 2" in page.shows("/chart/study/berg?field=aim")
    more = {"quote": AIM, "part": "2", "text": quote.text, "new_quote": "17 nurses in four places"}
    save(page, "aim", value="To learn", **more)
    first, second = page.sitting.review.facts.charted[-1].evidence
    assert first == quote
    kept = {"quote": [AIM, second.quote], "part": ["2", "2"], "text": [quote.text] * 2, "without": "0"}
    save(page, "aim", value="To learn", **kept)
    assert page.sitting.review.facts.charted[-1].evidence == (second,)


def test_the_last_quote_of_an_answer_that_needs_none_can_go(page: Page) -> None:
    save(page, "n", value="17", new_quote="We asked 17 nurses")
    (quote,) = page.sitting.review.facts.charted[-1].evidence
    save(page, "n", value="17", quote=quote.quote, part="2", text=quote.text, without="0")
    assert page.sitting.review.facts.charted[-1].evidence == ()


def test_a_quote_that_is_in_no_text_is_kept_where_somebody_wants_that(page: Page) -> None:
    save(page, "aim", value="To learn", new_quote="Words of a scanned page", keep_lost="yes")
    assert page.sitting.review.facts.charted[-1].evidence[0].quote == "Words of a scanned page"


def test_a_further_instance_is_offered_where_the_field_repeats(page: Page) -> None:
    shown = save(page, "age", value="41.5")
    assert 'id="f-age-2"' in shown
    shown = page.sends("/chart/study/berg", field="age", instance="2", value="50")
    assert 'id="f-age-3"' in shown
    assert [one.instance for one in page.sitting.review.facts.charted] == [1, 2]


def test_done_lists_what_is_missing_and_then_leads_on(page: Page) -> None:
    shown = page.sends("/chart/study/berg", 422, do="done")
    assert "still needs an answer in: aim, n, design" in shown
    for field, value in (("aim", "NR"), ("n", "NR"), ("design", "survey")):
        save(page, field, value=value)
    assert "You are done with berg." in page.sends("/chart/study/berg", do="done")
    assert "not done with berg after all" in page.sends("/chart/study/berg", do="not-yet")


def test_what_is_typed_is_kept_until_it_is_saved_and_is_nobody_elses(page: Page) -> None:
    draft = {"field": "aim", "instance": "1", "value": "To lea", "note": "p. 2"}
    page.sends("/chart/study/berg/draft", **draft)
    assert page.sitting.review.facts.charted == ()
    shown = page.shows("/chart/study/berg")
    assert "To lea</textarea>" in shown
    assert 'value="p. 2"' in shown
    assert "To lea" not in page.shows("/chart/study/aas")
    page.sitting.who = "b"
    assert "To lea" not in page.shows("/chart/study/berg")
    page.sitting.who = "a"
    save(page, "aim", value="To learn", new_quote=AIM)
    assert "not saved yet." not in page.shows("/chart/study/berg")


def test_what_was_refused_is_kept_too(page: Page) -> None:
    save(page, "n", 422, value="many")
    assert 'value="many"' in page.shows("/chart/study/berg")


def test_a_study_that_is_not_included_is_not_there(page: Page) -> None:
    for address in ("/chart/study/nothing", "/chart/differences/nothing"):
        answer = page.client.get(address)
        assert answer.status_code == 404
        assert "nothing is not among the included studies" in answer.text


def test_what_another_answer_makes_needless_says_so(page: Page) -> None:
    save(page, "design", value="other")
    save(page, "which", value="diaries")
    assert "not asked any more" not in page.shows("/chart/study/berg")
    save(page, "design", value="survey")
    assert "not asked any more" in page.shows("/chart/study/berg")


@pytest.mark.parametrize(
    "form", [{"field": "nothing"}, {"field": "n", "instance": "x"}, {"field": "n", "instance": "9" * 5000}]
)
def test_a_form_that_the_page_never_offers_is_refused(page: Page, form: dict[str, str]) -> None:
    page.sends("/chart/study/berg", 400, **form)


def test_an_answer_that_fits_the_form_no_more_is_said_at_its_field(page: Page) -> None:
    save(page, "design", value="survey")
    path = page.sitting.opened.root / "charting" / "form.yaml"
    path.write_text(FORM.replace("          - {id: survey, label: Survey}\n", ""), encoding="utf-8")
    assert "does not offer survey any more" in page.shows("/chart/study/berg")


def test_texts_are_attached_on_the_page_of_the_study(page: Page) -> None:
    answer = page.client.post(
        "/chart/study/berg",
        data={"form_secret": page.access.form_secret, "do": "attach", "record": "cinahl-0001"},
        files=[("file", ("more.txt", b"More words of the nurses."))],
        headers={"origin": HOME},
    )
    assert "more.txt" in answer.text
    assert len(page.sitting.review.texts_of["cinahl-0001"]) == 2


# --- how far the studies are


def test_how_far_a_person_is_with_each_study(tmp_path: Path) -> None:
    folder = charted_twice(tmp_path / "review", "independent")
    charting.finish(folder, "a", "aas", False)
    charting.set_value(folder, "b", "berg", "age", "42.5")
    view = chart_view(folder.review, "a")
    rows = {row.study.key: row for row in study_rows(view)}
    assert (rows["berg"].stand, rows["berg"].to_settle, rows["berg"].corrections) == (Stand.DONE, 3, 1)
    assert (rows["aas"].stand, rows["aas"].to_settle, rows["aas"].answered) == (Stand.BEGUN, 0, 3)
    assert next_study(list(rows.values())) == rows["aas"]


def test_who_checks_is_sent_to_check_and_not_to_chart(tmp_path: Path, opened: Opened) -> None:
    folder = charted_twice(tmp_path / "review", "verify")
    assert folder.review.protocol.charting.mode is ChartingMode.VERIFY
    assert stand_of(chart_view(folder.review, "a"), "berg", 4) is Stand.TO_CHECK
    assert stand_of(chart_view(folder.review, "b"), "berg", 0) is Stand.DONE
    shown = opened(folder.root, "a").shows("/chart")
    assert "7 answers to check" in shown
    assert "/chart/differences/berg" in shown
    assert "answers to check" not in opened(folder.root, "b").shows("/chart")


def test_a_study_with_enough_people_is_for_others(tmp_path: Path) -> None:
    folder = begun(tmp_path / "review")
    charting.set_value(folder, "b", "berg", "n", "17")
    assert stand_of(chart_view(folder.review, "a"), "berg", 0) is Stand.OTHERS


def test_a_pilot_is_begun_and_how_far_it_has_come_is_shown(page: Page) -> None:
    assert "Begin with a pilot" in page.shows("/chart")
    page.sends("/chart/pilot", came="/chart", number="1")
    shown = page.shows("/chart")
    assert "Begin with a pilot" not in shown
    assert "Left: a: 1, b: 1" in shown
    (pilot,) = page.sitting.review.chart.pilots
    for who in "ab":
        for field, value in (("aim", "NR"), ("n", "17" if who == "a" else "18"), ("design", "survey")):
            charting.set_value(page.sitting.opened, who, pilot.studies[0], field, value)
        charting.finish(page.sitting.opened, who, pilot.studies[0])
    shown = page.shows("/chart")
    assert "Everybody has finished it" in shown
    assert "Participants: 0 of 1 alike" in shown


def test_no_number_is_no_pilot(page: Page) -> None:
    for number in ("", "some", "-3", "0"):
        assert "A pilot has at least 1 study" in page.sends("/chart/pilot", came="/chart", number=number)
    assert page.sitting.review.chart.pilots == ()
