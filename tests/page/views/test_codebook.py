"""The codebook in the page: every change has a reason and a phase, is in the history, and can be undone."""

import re
from pathlib import Path

import pytest

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, coding
from reviewkit.actions.codebook import Noted
from reviewkit.locales import labels, languages
from reviewkit.page.views.codebook import said_in_words
from reviewkit.store import drafts
from reviewkit.words import CODEBOOK_OPS
from tests.folders import joined_by
from tests.page.coded import begun
from tests.page.conftest import Opened, Page

FILE = "codebooks/themes.yaml"


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(begun(tmp_path / "review").root)


def do(page: Page, what: str, code: str = "", status: int = 200, **values: object) -> str:
    form = {"do": what, "form": f":{what} {code}".strip(), "code": code, "why": "we agreed", "phase": "4"}
    return page.sends("/codebook", status, came="/codebook", **{**form, **values})


def said(page: Page, code: str) -> dict[str, object]:
    return dict(page.sitting.review.facts.codebooks[0].said.get(code, {}))


def plain(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_tree_counts_marks_and_studies_and_those_below(page: Page) -> None:
    coding.add_quote(page.sitting.opened, "a", "berg", "We trust each other", ["knows_me", "time"])
    coding.mark_study(page.sitting.opened, "a", "aas", "trust")
    shown = plain(page.shows("/codebook"))
    assert "Trust theme 1 mark in 1 study; with the codes under it 2 in 2 studies" in shown
    assert "She knows me code 1 mark in 1 study" in shown
    assert "That each relies on the other." in shown


@pytest.mark.parametrize(
    ("what", "code", "values", "changed", "key", "now"),
    [
        ("create", "", {"label": "Being seen", "parent": "trust"}, "being_seen", "parent", "trust"),
        ("rename", "time", {"label": "Hours"}, "time", "label", "Hours"),
        ("redefine", "time", {"definition": "Not enough hours"}, "time", "definition", "Not enough hours"),
        ("move", "knows_me", {"parent": "time"}, "knows_me", "parent", "time"),
        ("merge", "time", {"into": "trust"}, "time", "status", "retired"),
        ("split", "time", {"labels": "Days\nHours"}, "days", "label", "Days"),
        ("retire", "time", {}, "time", "status", "retired"),
        ("park", "time", {}, "time", "status", "parked"),
        ("promote", "knows_me", {}, "knows_me", "kind", "subtheme"),
        ("demote", "trust", {"parent": "time"}, "trust", "kind", "subtheme"),
        ("version", "", {"name": "2"}, "", "version", "2"),
    ],
)
def test_a_change_is_logged_with_reason_and_phase_and_undone(
    page: Page, what: str, code: str, values: dict[str, str], changed: str, key: str, now: str
) -> None:
    file = page.sitting.opened.root / FILE
    before = file.read_bytes()
    shown = do(page, what, code, **values)
    assert said(page, changed)[key] == now
    act = page.sitting.review.facts.codebook_acts[-1]
    assert (act.op, act.why, act.phase, act.by) == (what, "we agreed", 4, "a")
    assert "Why: we agreed" in plain(shown)
    (undo,) = re.findall(r'id="notices".*?name="events" value="([^"]+)"', shown, re.DOTALL)
    page.sends("/undo", came="/codebook", events=undo)
    assert file.read_bytes() == before
    assert "undone by a" in plain(page.shows("/codebook"))


def test_a_code_that_was_retired_or_merged_is_brought_back(page: Page) -> None:
    do(page, "merge", "time", into="trust")
    assert "merged into Trust" in plain(page.shows("/codebook"))
    assert "bring" in page.shows("/codebook?code=time").lower()
    do(page, "restore", "time")
    assert said(page, "time")["status"] == "active"
    assert page.sitting.review.facts.codebooks[0].codes[0].aliases == ("confidence",)


def test_codes_out_of_use_are_counted_apart_and_say_what_they_became_in_the_end(page: Page) -> None:
    do(page, "merge", "knows_me", into="time")
    do(page, "merge", "time", into="trust")
    shown = plain(page.shows("/codebook"))
    assert shown.count("merged into Trust Change") == 2  # without "0 marks in 0 studies" between the two
    assert "Codes 1; out of use: 2" in shown


def test_a_label_in_another_language_comes_beside_the_first(page: Page) -> None:
    do(page, "rename", "time", label="Tid", in_language="nb")
    assert said(page, "time")["label"] == {"en": "Time", "nb": "Tid"}


def test_only_the_texts_that_are_other_ones_are_changed(page: Page) -> None:
    do(page, "redefine", "trust", definition="That each relies on the other.", memo="Look again")
    (change,) = page.sitting.review.facts.codebook_acts[-1].changes
    assert (change.key, change.after) == ("memo", "Look again")


@pytest.mark.parametrize(
    ("what", "code", "values", "told"),
    [
        ("rename", "time", {"label": "Hours and days", "why": ""}, "Write why the codebook is changed"),
        ("rename", "time", {"label": "Time"}, "says so already"),
        ("split", "time", {"labels": "Only one"}, "at least two codes, one in each line"),
        ("move", "trust", {"parent": "knows_me"}, "knows_me is below trust"),
        ("rename", "nothing", {"label": "Hours and days"}, "No codebook has the code"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_typed_is_lost(
    page: Page, what: str, code: str, values: dict[str, str], told: str
) -> None:
    file = page.sitting.opened.root / FILE
    before = file.read_bytes()
    shown = do(page, what, code, 422, **values)
    assert file.read_bytes() == before
    if code != "nothing":
        assert told in plain(shown)
        again = page.shows(f"/codebook?code={code}")
        for text in filter(None, values.values()):
            assert text in shown
            assert text in again


def test_what_was_typed_is_forgotten_once_it_is_done(page: Page) -> None:
    page.sends("/codebook/draft", form=":rename time", label="Hours", why="half a rea")
    assert "half a rea" in page.shows("/codebook?code=time")
    do(page, "rename", "time", label="Hours")
    assert "half a rea" not in page.shows("/codebook?code=time")
    assert drafts.read(page.sitting.opened.root, "a") == {}


def test_what_was_changed_by_hand_is_shown_and_taken_in_or_out(page: Page) -> None:
    do(page, "rename", "time", label="Hours")
    file = page.sitting.opened.root / FILE
    kept = file.read_text("utf-8")
    for what, label in (("reject", "Hours"), ("accept", "Days")):
        file.write_text(kept.replace("Hours", "Days"), "utf-8")
        shown = plain(page.shows("/codebook"))
        assert "Changed by hand in the file" in shown
        assert "time label: Hours → Days" in shown
        refused = do(page, "retire", "knows_me", 422)
        assert "say whether it is to count" in plain(refused)
        do(page, what)
        assert said(page, "time")["label"] == label
        assert "Changed by hand" not in plain(page.shows("/codebook"))


def test_what_somebody_else_did_is_undone_with_a_note(page: Page) -> None:
    joined_by(page.sitting.opened, "kari")
    from reviewkit.actions import codebook
    from reviewkit.actions.codebook import Noted
    from reviewkit.codebook_changes import rename

    codebook.change(page.sitting.opened, "kari", rename("time", "Hours"), Noted("kari's reason"))
    shown = page.shows("/codebook")
    assert 'name="note"' in shown.partition('id="history"')[2]
    event = page.sitting.review.facts.codebook_acts[-1].id
    page.sends("/undo", came="/codebook", events=event, note="we did not agree")
    assert said(page, "time")["label"] == "Time"


def test_the_history_of_one_code_is_shown_alone(page: Page) -> None:
    do(page, "rename", "time", label="Hours", why="about hours")
    do(page, "rename", "trust", label="Reliance", why="about trust")
    shown = plain(page.shows("/codebook?of=time").partition('id="history"')[2])
    assert "about hours" in shown
    assert "about trust" not in shown


def test_another_codebook_is_chosen(page: Page) -> None:
    (page.sitting.opened.root / "codebooks" / "places.yaml").write_text("codes:\n  ward: Ward\n", "utf-8")
    assert "She knows me" in page.shows("/codebook?book=themes")
    assert "She knows me" not in page.shows("/codebook?book=places")
    do(page, "rename", "ward", label="A ward", book="places")
    assert "A ward" in page.shows("/codebook?book=places")


@pytest.mark.parametrize("values", [{"what": "burn"}, {"what": "retire", "code": "time", "phase": "9"}])
def test_a_form_that_the_page_never_sent_is_refused(page: Page, values: dict[str, str]) -> None:
    do(page, **{"status": 400, **values})  # type: ignore[arg-type]
    assert page.sitting.review.facts.codebook_acts == ()


def test_without_a_codebook_one_is_offered(page: Page) -> None:
    (page.sitting.opened.root / FILE).unlink()
    assert "There is no codebook yet." in page.shows("/codebook")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("one", "one"),
        ({"en": "one", "nb": "en"}, "en"),
        ({"typical": "one", "edge": "two"}, "typical: one; edge: two"),
        (["a", "b"], "a, b"),
    ],
)
def test_what_a_key_says_is_put_in_words(value: object, words: str) -> None:
    assert said_in_words(value, "nb") == words  # type: ignore[arg-type]


def test_a_parked_code_is_marked_and_brought_back(page: Page) -> None:
    do(page, "park", "time")
    shown = page.shows("/codebook?code=time")
    assert "Time code parked" in plain(shown)
    assert 'value="restore"' in shown
    do(page, "restore", "time")
    assert "status" not in said(page, "time")


@pytest.mark.parametrize("language", languages())
def test_every_change_that_can_be_made_has_a_name_in_the_history(page: Page, language: str) -> None:
    words = labels(language)
    assert all(words.text(f"page.codebook_op.{op}") for op in CODEBOOK_OPS)


def test_a_parked_code_is_in_the_history(page: Page) -> None:
    codebook.change(page.sitting.opened, "a", changes.park("time"), Noted("not now"))
    assert "Park" in plain(page.shows("/codebook"))
