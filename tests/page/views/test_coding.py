"""Coding in the page, asked as a browser would: how far the studies are, and one quote after another."""

import re
from pathlib import Path

import pytest

from reviewkit.actions import codebook, coding, texts
from reviewkit.actions.codebook import Noted
from reviewkit.actions.undo import undo
from reviewkit.model import Coding, Mark
from reviewkit.page.views.coding import study_rows
from reviewkit.store import drafts
from reviewkit.store.drafts import Place
from tests.folders import joined_by
from tests.page.coded import TEXT, begun, sha
from tests.page.conftest import HOME, Opened, Page

WORDS = "Time was short on every shift."


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(begun(tmp_path / "review").root)


def add(page_: Page, quote: str = WORDS, status: int = 200, study: str = "berg", **values: object) -> str:
    form = {"do": "add", "form": ":add", "quote": quote, "code": "time", **values}
    return page_.sends(f"/code/{study}", status, came=f"/code/{study}", **form)


def own(page: Page, study: str = "berg") -> Coding:
    (found,) = (one for one in page.sitting.review.facts.codings if (one.coder, one.study) == ("a", study))
    return found


def plain(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def test_without_a_codebook_one_is_offered_and_begun(page: Page) -> None:
    (page.sitting.opened.root / "codebooks" / "themes.yaml").unlink()
    assert 'href="/code"' not in page.shows("/studies")
    assert "There is no codebook yet." in page.shows("/code")
    assert "The codebook is in codebooks/themes.yaml now." in page.sends("/codebook/begin")
    assert 'href="/code"' in page.shows("/studies")
    assert "has no codes yet" in page.shows("/code/berg")


def test_a_codebook_that_cannot_be_read_is_not_begun_anew(page: Page) -> None:
    (page.sitting.opened.root / "codebooks" / "themes.yaml").write_text("codes: [\n", encoding="utf-8")
    shown = page.shows("/code")
    assert "cannot be read" in shown
    assert "/codebook/begin" not in shown


def test_the_list_says_how_far_each_study_is_and_counts_what_others_have(page: Page) -> None:
    joined_by(page.sitting.opened, "kari")
    add(page)
    add(page, "We trust each other", code=["trust", "time"])
    coding.add_quote(page.sitting.opened, "kari", "berg", "Nobody asked", ["time"])
    coding.finish_study(page.sitting.opened, "kari", "berg", "done")
    aas, berg = sorted(study_rows(page.sitting), key=lambda row: row.study.key)
    assert (berg.quotes, berg.codes, berg.state, berg.others, berg.quotes_of_others, berg.done_by) == (
        2,
        2,
        "in-progress",
        1,
        1,
        ("kari",),
    )
    assert (aas.quotes, aas.state, aas.others) == (0, "not-started", 0)
    shown = page.shows("/code")
    assert shown.index("Study 1") < shown.index("Study 2")
    assert "1 quote of 1 other person" in shown


def test_a_quote_is_logged_with_codes_relations_and_what_it_is_made_of(page: Page) -> None:
    shown = add(
        page,
        "We trust each other",
        code=["trust", "time"],
        construct="participant",
        note="the first",
        **{"relation:time": "contradicts"},
    )
    (segment,) = own(page).segments
    assert segment.marks == (Mark("trust"), Mark("time", "contradicts"))
    assert (segment.construct, segment.note) == ("participant", "the first")
    assert segment.found is not None
    assert segment.found.part == 3
    assert "Saved." in shown
    assert f'id="s-{segment.event}"' in shown
    page.sends("/undo", came="/code/berg", events=segment.event)
    assert page.sitting.review.facts.codings == ()


def test_selected_words_keep_their_place_and_typed_ones_their_page(page: Page) -> None:
    text = sha(page.sitting.opened)
    second = TEXT.rindex(WORDS)
    add(page, text=text, part="4", start=str(second), page="7")
    add(page, "We know the house", code="trust", page="12")
    first, typed = own(page).segments
    assert first.found is not None
    assert (first.page, first.found.part) == ("", 4)
    assert abs(first.found.start - second) < 3
    assert typed.page == "12"


def test_all_quotes_are_marked_in_the_text_with_numbers_also_overlapping_ones(page: Page) -> None:
    add(page, "They said so often, and they laughed.")
    add(page, "so often, and they laughed. We trust each other", code="trust")
    shown = page.shows("/code/berg")
    marks = re.findall(r'<mark class="(coded[^"]*)" data-in="([\d ]+)"[^>]*?>([^<]+)</mark>', shown)
    assert [(kind, numbers, words) for kind, numbers, words in marks] == [
        ("coded", "1", "They said "),
        ("coded deep", "1 2", "so often, and they laughed."),
        ("coded", "2", "We trust each other"),
    ]
    assert 'data-begins="2"' in shown
    assert 'title="1: Time\n2: Trust"' in shown
    for number in (1, 2):
        assert f'<a id="at-{number}"></a>' in shown
        assert f'href="#at-{number}"' in shown


def test_the_text_says_the_same_words_with_and_without_marks(page: Page) -> None:
    def words() -> str:
        inside = page.shows("/code/berg").partition('class="parts')[2].partition("</div>")[0]
        return plain(f"<{inside}")

    before = words()
    add(page, "They said so often, and they laughed. We trust each other")
    assert words() == before


def test_only_my_quotes_are_in_the_text_and_others_are_a_count(page: Page) -> None:
    joined_by(page.sitting.opened, "kari")
    coding.add_quote(page.sitting.opened, "kari", "berg", WORDS, ["time"], note="kari's note")
    shown = page.shows("/code/berg")
    assert "data-begins" not in shown
    assert "kari's note" not in shown
    assert "1 other person has coded here too: 1 quote" in plain(shown)


def test_our_script_gets_the_quote_and_its_paragraphs_and_not_the_text(page: Page) -> None:
    form = {"form_secret": page.access.form_secret, "do": "add", "form": ":add", "quote": WORDS, "code": "time"}
    form |= {"shown_text": sha(page.sitting.opened)}
    headers = {"origin": HOME, "x-by-script": "yes"}
    shown = page.client.post("/code/berg", data=form, headers=headers).text
    assert f'id="s-{own(page).segments[0].event}"' in shown
    assert re.findall(r'<p data-at="(\d+)">', shown) == [str(TEXT.index(WORDS))]
    assert "Nobody asked" not in shown
    assert 'id="coder"' not in shown
    again = page.client.post("/code/berg", data=form, headers=headers).text
    assert "so already" in again
    assert len(own(page).segments) == 1


def test_the_form_comes_back_with_a_code_that_was_made(page: Page) -> None:
    form = {"form_secret": page.access.form_secret, "do": "add", "form": ":add", "quote": WORDS}
    form |= {"new_label": "Short of time", "new_why": "not only time", "new_relation": "qualifies"}
    shown = page.client.post("/code/berg", data=form, headers={"origin": HOME, "x-by-script": "yes"}).text
    assert 'value="short_of_time"' in shown
    assert own(page).segments[0].marks == (Mark("short_of_time", "qualifies"),)
    assert "Saved. The code Short of time is in the codebook now." in shown


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": ""}, "at least one code"),
        ({"quote": ""}, "The quote is empty"),
        ({"quote": "Words that nobody ever wrote in it"}, "None of the full texts"),
        ({"new_label": "More"}, "Write why the codebook is changed"),
        ({"new_label": "More", "new_why": "so", "new_parent": "gone"}, "is not in the codebook"),
    ],
)
def test_what_was_typed_stays_where_it_could_not_be_logged(page: Page, changed: dict[str, str], said: str) -> None:
    form = {"note": "a note of mine", "construct": "result", "relation:time": "qualifies", **changed}
    shown = add(page, str(form.pop("quote", WORDS)), 422, **form)
    assert said in plain(shown)
    assert 'value="a note of mine"' in shown
    assert '<option value="result" selected>' in shown
    assert page.sitting.review.facts.codings == ()
    assert 'value="a note of mine"' in page.shows("/code/berg")  # also after the page was loaded anew


def test_a_quote_that_no_text_has_is_kept_when_the_person_says_so(page: Page) -> None:
    shown = add(page, "Words that nobody ever wrote in it", 422)
    assert 'name="keep_lost"' in shown
    shown = add(page, "Words that nobody ever wrote in it", keep_lost="yes")
    assert "Not in the text any more" in shown
    assert own(page).segments[0].found is None


def test_a_quote_whose_text_was_replaced_is_named_beside_the_list(page: Page) -> None:
    add(page)
    folder = page.sitting.opened
    old = sha(folder)
    texts.attach(folder, "a", "cinahl-0001", "other.txt", b"Quite another paper about boats.")
    undo(folder, "a", [one.id for one in folder.review.facts.texts if one.sha256 == old][:1])
    shown = page.shows("/code/berg").partition('id="gone"')[2]
    assert WORDS in shown
    assert "None of the full texts has these words." in shown


def test_a_draft_is_kept_and_shown_and_forgotten_once_saved(page: Page) -> None:
    typed = {"form": ":add", "quote": WORDS, "code": ["time"], "note": "half a no"}
    page.sends("/code/berg/draft", came="/code/berg", **typed)
    shown = page.shows("/code/berg")
    assert 'value="half a no"' in shown
    assert 'value="time" checked' in shown
    assert "it is not saved yet" in shown
    assert "half a no" not in page.shows("/code/aas")
    add(page, note="half a note")
    assert "half a no" not in page.shows("/code/berg").partition('id="mine"')[0]
    assert drafts.read(page.sitting.opened.root, "a") == {}


def test_a_draft_of_coding_does_not_disturb_charting(page: Page) -> None:
    page.sends("/code/berg/draft", form=":add", quote="some words")
    page.sends("/chart/form", form="jbi")
    page.shows("/chart/study/berg")
    assert Place("berg", ":add", 1) in drafts.read(page.sitting.opened.root, "a")


def test_a_quote_gets_other_codes_with_a_reason_and_the_list_says_what_they_were(page: Page) -> None:
    add(page)
    event = own(page).segments[0].event
    shown = page.shows(f"/code/berg?edit={event}")
    assert 'value="time" checked' in shown
    form = {"do": "recode", "form": f":recode {event}", "segment": event, "code": "trust"}
    refused = page.sends("/code/berg", 422, **form)
    assert "Say why the quote gets other codes" in refused
    assert 'value="trust" checked' in refused
    shown = page.sends("/code/berg", why="it is about trust", **form, **{"relation:trust": "qualifies"})
    assert own(page).segments[0].marks == (Mark("trust", "qualifies"),)
    assert "Before: Time (it is about trust)" in plain(shown)
    page.sends("/code/berg", **{**form, "do": "remove", "event": event, "why": "wrong study"})
    assert page.sitting.review.facts.codings == ()
    assert page.sitting.review.facts.taken_back[-1].undo.note == "wrong study"


def test_a_code_is_put_on_the_study_as_a_whole_and_removed(page: Page) -> None:
    page.sends("/code/berg", 422, do="mark", form=":study", code="", why="because")
    shown = page.sends("/code/berg", do="mark", form=":study", code="trust", why="all of it", relation="qualifies")
    (mark,) = own(page).study_marks
    assert mark == Mark("trust", "qualifies")
    assert mark.event in shown
    page.sends("/code/berg", do="remove", form=":study", event=mark.event)
    assert page.sitting.review.facts.codings == ()


def test_a_study_is_done_or_done_with_nothing_found_and_open_again(page: Page) -> None:
    shown = page.shows("/code/berg")
    assert 'value="done-nothing-found"' in shown
    assert "nothing was found" in page.sends("/code/berg", do="state", state="done-nothing-found")
    page.sends("/code/berg", do="state", state="in-progress")
    assert own(page).state == "in-progress"
    add(page)
    assert 'value="done"' in page.shows("/code/berg")
    assert "You are done with Study 1." in page.sends("/code/berg", do="state", state="done")
    assert own(page).state == "done"
    assert "1 of 2 studies coded to the end" in page.shows("/")


def test_marks_on_a_code_that_was_split_wait_in_a_queue_with_links(page: Page) -> None:
    folder = page.sitting.opened
    add(page)
    coding.mark_study(folder, "a", "aas", "time")
    joined_by(folder, "kari")
    coding.add_quote(folder, "kari", "berg", "Nobody asked", ["time"])
    codebook.split(folder, "a", "time", {"days": "Days", "hours": "Hours"}, Noted("two things"))
    shown = page.shows("/code")
    event = own(page).segments[0].event
    assert f'href="/code/berg?edit={event}#coder"' in shown
    assert 'href="/code/aas#study-codes"' in shown
    assert "2 marks of yours to give to a new code" in shown
    assert "1 mark of others" in shown
    page.sends("/code/berg", do="recode", form=":r", segment=event, code="hours", why="split")
    assert event not in page.shows("/code").partition('id="split"')[2]


def test_a_study_that_is_not_included_is_not_there(page: Page) -> None:
    assert page.client.get("/code/nobody").status_code == 404


@pytest.mark.parametrize(
    "values",
    [
        {"do": "fly"},
        {"do": "add", "form": ":add", "quote": WORDS, "code": "time", "relation:time": "likes"},
        {"do": "add", "form": ":add", "quote": WORDS, "code": "time", "construct": "rumour"},
        {"do": "state", "state": "tired"},
    ],
)
def test_a_form_that_the_page_never_sent_is_refused(page: Page, values: dict[str, str]) -> None:
    page.sends("/code/berg", 400, **values)
    assert page.sitting.review.facts.codings == ()


def test_a_quote_in_a_file_is_shown_and_says_where_it_is_changed(page: Page) -> None:
    file = page.sitting.opened.root / "coding" / "a" / "berg.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"coder: a\nstudy: berg\nstate: done\nsegments:\n  - {{quote: {WORDS}, codes: [time]}}\n", "utf-8"
    )
    shown = page.shows("/code/berg")
    assert "in the file coding/a/berg.yaml:5" in plain(shown)
    assert 'data-begins="1"' in shown
