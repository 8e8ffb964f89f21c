"""The board of themes: every code in one place, every move a logged change with its reason, every extract in view."""

import re
from pathlib import Path

import pytest

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, coding, texts
from reviewkit.actions.codebook import Noted
from tests.page.conftest import Opened, Page
from tests.page.themed import begun


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(begun(tmp_path / "review").root)


def plain(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def columns(html: str) -> dict[str, list[str]]:
    """The ids of the cards in each place of the board."""
    found = {}
    for place, inner in re.findall(
        r'<section class="column[^"]*" data-place="([^"]+)".*?>(.*?)</section>', html, re.S
    ):
        found[place] = re.findall(r'name="code" value="([^"]+)"', inner)
    return found


def do(page: Page, what: str, status: int = 200, **values: object) -> str:
    form = {"do": what, "why": "they belong together", "phase": "3", "book": "themes"}
    return page.sends("/themes", status, came="/themes", **{**form, **values})


def said(page: Page, code: str) -> dict[str, object]:
    return dict(page.sitting.review.facts.codebooks[0].said.get(code, {}))


def test_every_code_is_in_one_place_with_its_quotes_and_studies(page: Page) -> None:
    shown = page.shows("/themes")
    assert columns(shown) == {
        "none": ["haste"],
        "theme:relying": ["trust", "knows_me"],
        "theme:calm": [],
        "parked": ["money"],
    }
    text = plain(shown)
    assert "Relying on each other 3 quotes in 2 studies" in text
    assert "Calm candidate 0 quotes in 0 studies" in text
    assert "Trust 2 quotes in 1 study" in text
    assert "She knows me under Trust; 1 quote in 1 study" in text


@pytest.mark.parametrize(
    ("to", "place", "said_of_it"),
    [
        ("theme:calm", "theme:calm", {"label": "Haste", "parent": "calm"}),
        ("parked", "parked", {"label": "Haste", "status": "parked"}),
    ],
)
def test_a_code_is_moved_with_its_reason_and_phase(
    to: str, place: str, said_of_it: dict[str, object], page: Page
) -> None:
    shown = do(page, "move", code="haste", to=to, phase="4")
    assert "haste" in columns(shown)[place]
    assert said(page, "haste") == said_of_it
    last = page.sitting.review.facts.codebook_acts[-1]
    assert (last.by, last.why, last.phase) == ("a", "they belong together", 4)
    assert "Haste was moved." in plain(shown)


def test_a_parked_code_is_taken_up_by_moving_it_and_a_nested_one_leaves_its_code(page: Page) -> None:
    assert columns(do(page, "move", code="money", to="none"))["none"] == ["haste", "money"]
    assert columns(do(page, "move", code="knows_me", to="theme:calm"))["theme:calm"] == ["knows_me"]


def test_a_move_is_undone_from_its_notice(page: Page) -> None:
    before = columns(page.shows("/themes"))
    shown = do(page, "move", code="haste", to="theme:calm")
    (events,) = re.findall(r'name="events" value="([^"]+)"', shown)
    page.sends("/undo", came="/themes", events=events)
    assert columns(page.shows("/themes")) == before


def test_a_candidate_is_made_named_promoted_and_retired(page: Page) -> None:
    shown = do(page, "candidate", label="Å være trygg hjemme!")
    made = page.sitting.review.facts.codebook_acts[-1].ids[0]
    assert said(page, made) == {"kind": "theme", "label": "Å være trygg hjemme!", "status": "candidate"}
    assert f"theme:{made}" in columns(shown)
    assert "is a candidate theme now" in plain(shown)
    do(page, "name", code=made, label="Trygg hjemme", in_language="en", phase="4")
    assert said(page, made)["label"] == "Trygg hjemme"
    assert "Trygg hjemme is a theme now." in plain(do(page, "promote", code=made, phase="4"))
    assert "status" not in said(page, made)
    assert f"theme:{made}" not in columns(do(page, "retire", code=made, phase="4"))
    assert [one.op for one in page.sitting.review.facts.codebook_acts[1:]] == [
        "create",
        "rename",
        "promote",
        "retire",
    ]


def test_the_extracts_of_a_theme_are_in_view_and_those_that_contradict_come_first(page: Page) -> None:
    text = plain(page.shows("/themes?theme=relying"))
    assert "3 of 3 quotes" in text
    assert text.index("Nobody trusts us") < text.index("We trust each other") < text.index("She knows me and")
    assert "Study 1, page 5; b Trust contradicts" in text
    assert "also p. 9" in text
    assert "That each relies on the other." in text
    assert "no central concept yet" in text


@pytest.mark.parametrize(
    ("query", "quotes"),
    [
        ("theme=relying&relation=contradicts", ["Nobody trusts us any more"]),
        ("theme=relying&study=aas", ["She knows me and the house"]),
        ("theme=relying&code=trust&relation=supports", ["We trust each other"]),
        ("theme=haste", ["There is never any time"]),
        ("theme=calm", []),
        ("theme=nobody", []),
    ],
)
def test_the_extracts_are_filtered(query: str, quotes: list[str], page: Page) -> None:
    shown = page.shows(f"/themes?{query}")
    assert re.findall(r"<blockquote[^>]*>([^<]+)</blockquote>", shown) == quotes


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"do": "move", "code": "haste", "to": "theme:calm", "why": " "}, "Write why the codebook is changed"),
        ({"do": "move", "code": "haste", "to": "theme:nobody"}, "nobody"),
        ({"do": "move", "code": "nobody", "to": "none"}, "No codebook has the code"),
        ({"do": "candidate", "label": "  "}, "cannot be empty"),
        ({"do": "promote", "code": "relying"}, "is a theme already"),
    ],
)
def test_what_cannot_be_done_is_said_and_what_was_typed_stays(form: dict[str, str], why: str, page: Page) -> None:
    before = (page.sitting.opened.root / "codebooks" / "themes.yaml").read_bytes()
    shown = do(page, status=422, **{"what": form.pop("do"), "why": "typed reason", **form})  # type: ignore[arg-type]
    assert why in plain(shown)
    assert (page.sitting.opened.root / "codebooks" / "themes.yaml").read_bytes() == before


def test_a_place_that_the_page_never_offers_is_refused(page: Page) -> None:
    do(page, "move", status=400, code="haste", to="elsewhere")
    do(page, "fly", status=400, code="haste")


def test_texts_of_strangers_do_not_act(page: Page) -> None:
    folder, hostile = page.sitting.opened, '<script>alert("x")</script>'
    coding.add_quote(folder, "a", "berg", hostile, ["haste"], note=hostile)
    codebook.change(folder, "a", changes.create("bad", hostile), Noted(hostile))
    codebook.change(
        folder, "a", changes.create("worse", hostile, "theme", {"definition": hostile}), Noted(hostile)
    )
    for query in ("", "?theme=haste", "?theme=worse"):
        assert "<script>alert" not in page.shows(f"/themes{query}")


def test_without_a_codebook_the_board_says_so(page: Page) -> None:
    (page.sitting.opened.root / "codebooks" / "themes.yaml").unlink()
    assert "There is no codebook yet" in page.shows("/themes")


def test_of_two_codebooks_the_first_is_shown_and_the_other_can_be_chosen(page: Page) -> None:
    (page.sitting.opened.root / "codebooks" / "zzz.yaml").write_text("codes: {near: Near}\n", encoding="utf-8")
    assert "haste" in columns(page.shows("/themes"))["none"]
    assert columns(page.shows("/themes?book=zzz"))["none"] == ["near"]
    do(page, "move", book="zzz", code="near", to="parked")
    assert page.sitting.review.facts.codebook_acts[-1].book == "zzz"


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Without a theme"), ("nb", "Uten tema"), ("nn", "Utan tema")]
)
def test_the_board_speaks_the_language_of_the_page(language: str, title: str, page: Page) -> None:
    page.sends("/language", language=language)
    assert title in page.shows("/themes")


def test_the_board_is_in_the_navigation_once_something_is_coded(
    page: Page, tmp_path: Path, opened: Opened
) -> None:
    from tests.folders import begin

    assert 'href="/themes"' in page.shows("/")
    assert 'href="/themes"' not in opened(begin(tmp_path / "other", people=1).root).shows("/")


def test_a_paragraph_beside_the_board_is_not_called_a_page(page: Page) -> None:
    texts.attach(page.sitting.opened, "a", "cinahl-0001", "paper.txt", b"The nurses trusted each other.")
    coding.add_quote(page.sitting.opened, "a", "berg", "The nurses trusted each other", ["trust"])
    shown = plain(page.shows("/themes?theme=relying"))
    assert "paragraph" in shown
    assert "page paragraph" not in shown


def test_a_second_candidate_of_one_name_is_refused_and_the_first_is_named(page: Page) -> None:
    """A second click, or the form of a page that one went back to."""
    known = len(page.sitting.review.facts.codebooks[0].codes)
    form = {"do": "candidate", "label": "Never enough", "why": "two codes are about it", "phase": "3"}
    page.sends("/themes", came="/themes", **form)
    shown = page.sends("/themes", 422, came="/themes", **{**form, "label": " never  enough"})
    assert "&#39;never enough&#39; is there already, with the id never_enough." in shown
    assert 'value="never  enough"' in shown  # what was typed is there to be changed
    assert len(page.sitting.review.facts.codebooks[0].codes) == known + 1
