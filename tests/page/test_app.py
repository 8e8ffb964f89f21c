"""Requests as plain values, and what comes first."""

import asyncio
from pathlib import Path

from starlette.types import Message

from reviewkit.page.app import application
from tests.builders import papers
from tests.page.conftest import HOME, Opened


def test_a_folder_without_a_review_offers_to_create_one(tmp_path: Path, opened: Opened) -> None:
    page = opened(tmp_path, "")
    assert "Start a review" in page.shows("/")
    assert "Start a review" in page.shows("/screen")


def test_whoever_has_not_said_who_they_are_is_asked_first(ready: Path, opened: Opened) -> None:
    page = opened(ready, "")
    assert "Who are you?" in page.shows("/screen")
    page.sends("/who", who="b")
    assert page.sitting.who == "b"
    assert "Who are you?" not in page.shows("/screen")


def test_a_person_who_is_not_in_the_review_is_refused(ready: Path, opened: Opened) -> None:
    page = opened(ready, "")
    assert "is not a reviewer" in page.sends("/who", 422, who="nobody")
    assert page.sitting.who == ""


def test_an_error_is_shown_where_the_form_was_sent_from_and_nothing_is_lost(
    tmp_path: Path, opened: Opened
) -> None:
    page = opened(tmp_path, "")
    shown = page.sends("/create", 422, title="My <title>", people=" ")
    assert "My &lt;title&gt;" in shown
    assert not (tmp_path / "review.yaml").exists()


def test_an_unknown_address_is_a_page_that_says_so(ready: Path, opened: Opened) -> None:
    answer = opened(ready).client.get("/no/such/thing")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text


def test_an_unreadable_review_is_named_with_its_line(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    (ready / "review.yaml").write_text("title: [open", encoding="utf-8")
    answer = page.client.get("/")
    assert answer.status_code == 500
    assert "review.yaml" in answer.text
    (ready / "review.yaml").write_text("title: Well\nreviewers: [{id: a}]\n", encoding="utf-8")
    assert "Well" in page.shows("/")


def test_the_name_of_a_file_that_was_sent_leads_nowhere(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    for number, name in enumerate(
        ("../../evil.ris", "..\\..\\evil.ris", "/etc/evil.ris", "C:\\evil.ris", "con", ".hidden")
    ):
        data = {"form_secret": page.access.form_secret, "source": "embase"}
        files = [("files", (name, papers(1, start=40 + number).encode()))]
        page.client.post("/import", data=data, files=files, headers={"origin": HOME})
    assert not list(ready.parent.glob("evil*"))
    kept = [path.name for path in (ready / "searches" / "embase").iterdir()]
    assert all("/" not in name and "\\" not in name and not name.startswith(".") for name in kept)
    assert len(kept) == 6


def test_a_referer_of_another_page_is_not_followed(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    for came in ("http://evil.example/", f"{HOME}//evil.example/", "javascript:alert(1)"):
        answer = page.client.post(
            "/language",
            data={"form_secret": page.access.form_secret, "language": "nb"},
            headers={"origin": HOME, "referer": came},
            follow_redirects=False,
        )
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith("//")


def test_a_browser_that_is_closed_while_it_sends_a_file_is_no_error(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    headers = {
        "host": HOME.removeprefix("http://"),
        "origin": HOME,
        "cookie": f"{page.access.cookie}={page.access.session}",
        "content-type": "multipart/form-data; boundary=x",
        "content-length": "5000",
    }
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/import",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    comes = iter([{"type": "http.request", "body": b"--x\r\n", "more_body": True}, {"type": "http.disconnect"}])
    said: list[int] = []

    async def receive() -> Message:
        return next(comes)

    async def send(message: Message) -> None:
        said.append(message.get("status", 0))

    asyncio.run(application(page.sitting, page.access)(scope, receive, send))
    assert said[0] == 400
