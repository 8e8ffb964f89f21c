"""Create a review, say who one is, choose a language, close."""

from pathlib import Path

from tests.page.conftest import HOME, Opened


def test_a_review_is_created_and_opened(tmp_path: Path, opened: Opened) -> None:
    page = opened(tmp_path, "")
    page.sends(
        "/create", title="Safety at home", people="Kari Berg\nÅse Øverland\nKari Lund", language="nn", stages="one"
    )
    assert [one.id for one in page.sitting.review.protocol.reviewers] == ["kari", "ase", "kari-l"]
    assert page.sitting.review.protocol.title == "Safety at home"
    assert page.sitting.review.protocol.language == "nn"
    assert len(page.sitting.review.protocol.stages) == 1


def test_the_only_person_need_not_say_who_they_are(tmp_path: Path, opened: Opened) -> None:
    page = opened(tmp_path, "")
    page.sends("/create", title="Mine", people="kari")
    assert page.sitting.who == "kari"


def test_title_and_people_are_needed(tmp_path: Path, opened: Opened) -> None:
    page = opened(tmp_path, "")
    assert "Write the title" in page.sends("/create", 422, title=" ", people="kari")
    assert "Write who takes part" in page.sends("/create", 422, title="Mine", people=" \n ")


def test_a_norwegian_browser_gets_norwegian_pages_from_the_first_one(tmp_path: Path, opened: Opened) -> None:
    page = opened(tmp_path, "")
    page.client.headers["accept-language"] = "nb-NO,nb;q=0.9,en;q=0.8"
    shown = page.shows("/create")
    assert "Start en oversikt" in shown
    assert '<option value="nb" selected>' in shown
    page.client.cookies.clear()
    assert "Denne siden åpnes fra reviewkit" in page.client.get("/").text
    assert "Det er ikke koden" in page.client.post("/enter", data={"code": "x"}, headers={"origin": HOME}).text


def test_the_language_of_the_page_changes(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    page.sends("/language", language="nn")
    assert "Dublettar" in page.shows("/")
    page.sends("/language", language="xx")
    assert "Dublettar" in page.shows("/")


def test_close_stops_the_server_after_a_last_page(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    assert "reviewkit is closed" in page.sends("/close")
    assert page.sitting.closing.is_set()
