"""What others coded is reviewed in the page, quote by quote, with what is around it in the text."""

from pathlib import Path

import pytest

from reviewkit import codebook_changes
from reviewkit.actions import codebook, coding, texts
from reviewkit.model import Mark, Segment
from reviewkit.store.open_review import OpenReview
from tests.actions.test_coding_review import ready
from tests.page.charted import AIM, paper
from tests.page.conftest import Opened, Page

REVIEW = "/code-review"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = ready(tmp_path / "review")
    texts.attach(made, "a", "cinahl-0001", "paper.pdf", paper())
    return made


@pytest.fixture
def quote(folder: OpenReview) -> str:
    """A quote of a, which is in the text."""
    return coding.add_quote(folder, "a", "berg", AIM, ["trust"], "2").id


@pytest.fixture
def page(folder: OpenReview, quote: str, opened: Opened) -> Page:
    """The page of b."""
    return opened(folder.root, "b")


def now(page: Page, event: str) -> Segment:
    segments = (one for found in page.sitting.review.facts.codings for one in found.segments)
    return next(one for one in segments if one.event == event)


def say(page: Page, event: str, do: str, status: int = 200, **values: object) -> str:
    return page.sends(REVIEW, status, part="review", segment=event, do=do, **values)


def test_the_next_quote_is_shown_with_its_codes_and_what_is_around_it(page: Page) -> None:
    shown = page.shows(REVIEW)
    assert f'<mark class="quoted">{AIM}</mark>' in shown
    assert "We asked 17 nurses in four places." in shown
    assert 'value="trust" checked' in shown
    assert 'value="time" checked' not in shown
    assert "1 quote of others waits for you" in shown


def test_a_quote_of_a_merged_code_has_the_code_that_it_became(folder: OpenReview, page: Page) -> None:
    merged = codebook_changes.merge(["trust"], "time")
    codebook.change(folder, "a", merged, codebook.Noted("one thing"))
    shown = page.shows(REVIEW)
    assert 'value="time" checked' in shown
    assert ">Trust" in shown  # what it was called


def test_what_was_recoded_while_somebody_looked_at_it_is_not_agreed_with(
    folder: OpenReview, page: Page, quote: str
) -> None:
    assert f'name="seen" value="{quote}"' in page.shows(REVIEW)
    done = coding.recode(folder, "a", quote, ["time"], "about time")
    shown = say(page, quote, "agree", 422, seen=quote)
    assert "The quote got other codes while you looked at it." in shown
    assert f'name="seen" value="{done.id}"' in page.shows(REVIEW)
    assert now(page, quote).reviews == ()


def test_agreeing_takes_it_out_of_the_queue_and_can_be_undone_at_once(page: Page, quote: str) -> None:
    shown = say(page, quote, "agree", why="")
    assert now(page, quote).reviewers == ("b",)
    assert "You agree with the codes." in shown
    assert "No coded quote of others waits for you." in shown
    page.sends("/undo", came=REVIEW, events=now(page, quote).reviews[0].event)
    assert now(page, quote).reviews == ()


def test_codes_that_are_ticked_go_with_an_adjustment_and_with_nothing_else(page: Page, quote: str) -> None:
    say(page, quote, "question", codes=["time"], why="whose aim?")
    assert now(page, quote).reviews[0].marks == ()
    say(page, quote, "adjust", codes=["time", "trust"], why="both")
    assert now(page, quote).marks == (Mark("time"), Mark("trust"))
    assert now(page, quote).open_reviews == ()


def test_a_proposal_is_listed_for_the_coder_until_somebody_settles_it(
    page: Page, folder: OpenReview, quote: str, opened: Opened
) -> None:
    say(page, quote, "propose", codes=["time"], why="hurry")
    coder = opened(folder.root, "a")
    assert "1 question or proposal waits for your answer" in coder.shows("/code")
    assert "<q>hurry</q>" in coder.shows("/code/berg")
    shown = coder.shows(REVIEW)
    assert "Questions and proposals on your quotes" in shown
    assert f'href="/code/berg?edit={quote}#coder"' in shown
    assert "hurry" in shown
    third = opened(folder.root, "c")
    assert 'value="keep"' in third.shows(f"{REVIEW}?segment={quote}")
    say(third, quote, "keep", why="we talked")
    assert now(third, quote).open_reviews == ()
    assert "Questions and proposals" not in opened(folder.root, "a").shows(REVIEW)


def test_what_was_typed_is_kept_where_it_was_not_accepted(page: Page, quote: str) -> None:
    shown = say(page, quote, "adjust", 422, codes=["time"], why=" ")
    assert "Write why. Only who agrees needs no reason." in shown
    assert 'value="time" checked' in shown
    assert 'value="trust" checked' not in shown
    assert "has these codes already" in say(page, quote, "propose", 422, codes=["trust"], why="my reason")
    assert 'value="my reason"' in say(page, quote, "propose", 422, codes=["trust"], why="my reason")


def test_without_a_text_what_was_kept_of_it_is_shown(folder: OpenReview, opened: Opened) -> None:
    coding.add_quote(folder, "a", "aas", "We hurry", ["time"])
    shown = opened(folder.root, "b").shows(REVIEW)
    assert '<mark class="quoted">We hurry</mark>' in shown
    for path in (folder.root / "texts").rglob("*.pdf"):
        path.unlink()
    made = coding.add_quote(folder, "c", "berg", AIM, ["trust"], keep_lost=True).id
    assert AIM in opened(folder.root, "b").shows(f"{REVIEW}?segment={made}")


def test_one_s_own_quote_is_not_reviewed(folder: OpenReview, quote: str, opened: Opened) -> None:
    own = opened(folder.root, "a")
    assert AIM not in own.shows(f"{REVIEW}?segment={quote}")
    assert "is your own quote" in say(own, quote, "agree", 422)


def test_who_codes_independently_is_shown_nothing_of_others_yet(
    folder: OpenReview, quote: str, opened: Opened
) -> None:
    with (folder.root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("team: independent\n")
    for who in "bc":
        page = opened(folder.root, who)
        assert AIM not in page.shows(REVIEW) + page.shows(f"{REVIEW}?segment={quote}")
        assert "What others coded is not shown yet" in page.shows(REVIEW)
        assert AIM not in say(page, quote, "agree", 422)


@pytest.mark.parametrize("do", ["", "burn"])
def test_a_form_that_the_page_never_offers_is_refused(page: Page, quote: str, do: str) -> None:
    say(page, quote, do, 400)
    assert now(page, quote).reviews == ()


def test_a_consultation_is_logged_and_listed(page: Page) -> None:
    values = {"part": "consult", "whom": "six relatives", "day": "2026-01-31", "said": "time matters"}
    shown = page.sends(REVIEW, **values, about=["time"], led_to="time was split")
    (act,) = page.sitting.review.facts.consultations
    assert (act.by, act.about, act.led_to) == ("b", ("time",), "time was split")
    assert "six relatives" in shown
    assert "not approved by those who were asked" in shown
    kept = page.sends(REVIEW, 422, **{**values, "day": "2999-01-01"})
    assert "is not a day on which you can have asked" in kept
    assert "time matters</textarea>" in kept


def test_nothing_that_people_wrote_acts_in_the_page(folder: OpenReview, opened: Opened) -> None:
    made = coding.add_quote(folder, "a", "berg", HOSTILE, ["trust"], HOSTILE, HOSTILE, keep_lost=True).id
    page = opened(folder.root, "b")
    say(page, made, "question", why=HOSTILE)
    page.sends(REVIEW, part="consult", whom=HOSTILE, day="2026-01-31", said=HOSTILE, led_to=HOSTILE)
    shown = page.shows(f"{REVIEW}?segment={made}")
    assert "<script>alert" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_the_page_is_in_every_language(page: Page, language: str) -> None:
    page.sends("/language", came=REVIEW, language=language)
    title = {"en": "Review of coding", "nb": "Gjennomgang av kodingen", "nn": "Gjennomgang av kodinga"}[language]
    assert f"<h1>{title}</h1>" in page.shows(REVIEW)


def test_the_list_of_studies_leads_to_the_review(page: Page) -> None:
    shown = page.shows("/code")
    assert 'href="/code-review"' in shown
    assert "1 quote of others waits for you" in shown


TABLES = ("/code", "/code/berg", "/codebook", "/figures", "/matrix", "/matrix/quotes", "/themes", REVIEW)


@pytest.mark.thorough
@pytest.mark.parametrize("address", [*TABLES, "/cell/themes/trust/berg", "/matrix/file/quotes.csv"])
def test_no_page_of_coding_holds_a_quote_of_others_while_they_code_apart(
    folder: OpenReview, quote: str, opened: Opened, address: str
) -> None:
    with (folder.root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("team: independent\n")
    secret = coding.add_quote(folder, "a", "aas", "zebrafish are shy", ["trust"], note="zebrafish").id
    coding.add_quote(folder, "b", "aas", "We hurry", ["time"])
    shown = opened(folder.root, "b").client.get(address).text
    assert "zebrafish" not in shown
    assert secret not in shown
    coding.finish_study(folder, "a", "aas", "done")
    coding.finish_study(folder, "b", "aas", "done")
    assert "zebrafish" in opened(folder.root, "b").shows(REVIEW)


def test_the_relation_to_each_code_can_be_chosen_alone_and_is_kept_where_it_was_not(
    page: Page, quote: str
) -> None:
    say(page, quote, "adjust", codes=["trust"], why="against it", **{"relation:trust": "contradicts"})
    assert now(page, quote).marks == (Mark("trust", "contradicts"),)
    shown = page.shows(f"{REVIEW}?segment={quote}")
    assert 'name="relation:trust" aria-label="How it relates to the code: Trust"' in shown
    assert shown.count('value="contradicts" selected') == 1
    assert shown.count('value="supports" selected') == 1
    say(page, quote, "adjust", codes=["trust", "time"], why="both", **{"relation:time": "supports"})
    assert now(page, quote).marks == (Mark("trust", "contradicts"), Mark("time"))


def test_a_relation_that_was_chosen_stays_where_the_form_is_not_accepted(page: Page, quote: str) -> None:
    shown = say(page, quote, "adjust", 422, codes=["trust"], **{"relation:trust": "qualifies"})
    assert shown.count('value="qualifies" selected') == 1
    assert now(page, quote).marks == (Mark("trust"),)
    say(page, quote, "adjust", 400, codes=["trust"], why="x", **{"relation:trust": "hates"})
