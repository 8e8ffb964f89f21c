"""What is turned away before it reaches the review: what a page elsewhere would try."""

from pathlib import Path

import pytest

from reviewkit.page.guard import HEADERS
from tests.page.conftest import HOME, PORT, Opened, Page


@pytest.fixture
def page(ready: Path, opened: Opened) -> Page:
    return opened(ready)


def decisions(page: Page) -> int:
    return len(page.sitting.review.facts.decisions)


FORM = {"report": "cinahl-0001", "stage": "screening", "decision": "include", "answer": "1"}


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:80",
        f"127.0.0.1.evil.example:{PORT}",
        f"127.0.0.2:{PORT}",
        f"0.0.0.0:{PORT}",
        f"[::1]:{PORT}",
        f"LOCALHOST.:{PORT}",
        f"127.0.0.1:{PORT}@evil.example",
        "",
    ],
)
def test_a_name_that_was_made_to_point_here_gets_nothing(page: Page, host: str) -> None:
    answer = page.client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert page.sitting.review.protocol.title not in answer.text


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}"])
def test_our_own_names_are_answered(page: Page, host: str) -> None:
    assert page.client.get("/", headers={"host": host, "cookie": cookie(page)}).status_code == 200


def cookie(page: Page) -> str:
    return f"{page.access.cookie}={page.access.session}"


@pytest.mark.parametrize(
    "address", ["/screen", "/import", "/record/cinahl-0001", "/figures/nb/flow.svg", "/static/page.js", "/changed"]
)
@pytest.mark.parametrize("sent", ["", "x", "reviewkit_8471=", "reviewkit_8471=x", "reviewkit_1={session}"])
def test_without_the_cookie_there_is_nothing(page: Page, address: str, sent: str) -> None:
    page.client.cookies.clear()
    answer = page.client.get(address, headers={"cookie": sent.format(session=page.access.session)})
    assert answer.status_code == 401
    assert "cinahl" not in answer.text.lower()


def test_the_first_page_asks_for_the_code_where_there_is_no_cookie(page: Page) -> None:
    page.client.cookies.clear()
    answer = page.client.get("/")
    assert answer.status_code == 401
    assert 'name="code"' in answer.text
    assert page.sitting.review.protocol.title not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://127.0.0.1"},
        {"origin": f"http://127.0.0.1:{PORT}.evil.example"},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "http://evil.example", "sec-fetch-site": "same-origin"},
        [("origin", HOME), ("origin", "http://evil.example")],
        {},
    ],
)
def test_a_form_of_another_page_changes_nothing(
    page: Page, headers: dict[str, str] | list[tuple[str, str]]
) -> None:
    data = {**FORM, "form_secret": page.access.form_secret}
    answer = page.client.post("/screen", data=data, headers=headers)
    assert answer.status_code == 403
    assert decisions(page) == 0


@pytest.mark.parametrize("secret", ["", "x", None])
def test_a_form_without_the_secret_of_the_page_changes_nothing(page: Page, secret: str | None) -> None:
    data = FORM if secret is None else {**FORM, "form_secret": secret}
    assert page.client.post("/screen", data=data, headers={"origin": HOME}).status_code == 403
    assert decisions(page) == 0


def test_our_own_form_is_taken_by_its_origin_or_its_site(page: Page) -> None:
    data = {**FORM, "form_secret": page.access.form_secret}
    page.client.post("/screen", data=data, headers={"sec-fetch-site": "same-origin"})
    assert decisions(page) == 1
    page.client.post("/screen", data={**data, "report": "cinahl-0002", "answer": "2"}, headers={"origin": HOME})
    assert decisions(page) == 2


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(page: Page, method: str) -> None:
    answer = page.client.request(method, "/screen", headers={"origin": HOME})
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


def test_a_write_by_get_does_not_exist(page: Page) -> None:
    assert page.client.get("/undo?events=a-1").status_code in (404, 405)
    assert page.client.get("/close").status_code in (404, 405)
    assert not page.sitting.closing.is_set()


@pytest.mark.parametrize("address", ["/", "/screen", "/nothing", "/static/page.css", "/figures/nb/flow.png"])
def test_every_answer_says_what_a_browser_may_do_with_it(page: Page, address: str) -> None:
    answer = page.client.get(address)
    for name in HEADERS:
        assert name in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers


def test_the_page_cannot_be_framed_and_allows_no_script_but_its_own(page: Page) -> None:
    policy = page.client.get("/").headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "address",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/figures/nb/..%2f..%2freview.svg",
        "/tables/../review.yaml",
        "/record/..%2f..%2freview.yaml",
        "/box/..%2freview.yaml",
    ],
)
def test_no_path_leads_out(page: Page, address: str) -> None:
    answer = page.client.get(address)
    assert answer.status_code == 404
    assert "reviewers" not in answer.text
    assert "def application" not in answer.text
    assert "root:" not in answer.text


def test_a_request_that_says_it_is_too_large_is_refused_unread(page: Page) -> None:
    headers = {"origin": HOME, "content-length": str(1 << 40)}
    assert page.client.post("/import", content=b"x", headers=headers).status_code == 413


def test_a_request_that_grows_too_large_is_cut_off(ready: Path, opened: Opened) -> None:
    page = opened(ready)
    page.client.app.largest = 1000  # type: ignore[attr-defined]

    def pieces() -> list[bytes]:
        return [b"form_secret=x&note="] + [b"y" * 500] * 5

    answer = page.client.post(
        "/screen",
        content=iter(pieces()),
        headers={"origin": HOME, "content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code == 413
    assert decisions(page) == 0


def test_the_token_becomes_a_cookie_that_no_script_can_read(page: Page) -> None:
    page.client.cookies.clear()
    token = page.access.token
    answer = page.client.post("/enter", data={"token": token}, headers={"origin": "null"})
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert page.client.get("/").status_code == 200
    page.client.cookies.clear()
    assert page.client.post("/enter", data={"token": token}).status_code == 403
    assert page.client.get("/screen").status_code == 401


def test_guessing_the_code_ends_after_five_tries(page: Page) -> None:
    page.client.cookies.clear()
    for _ in range(5):
        assert page.client.post("/enter", data={"code": "AAAAA-AAAAA"}).status_code == 403
    assert page.client.post("/enter", data={"code": page.access.code}).status_code == 403
