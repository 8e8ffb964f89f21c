"""A real browser at a real server, for the tests that need both; skipped with a reason where there is no browser."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from reviewkit.page import serve as serving
from reviewkit.page.access import Access
from reviewkit.page.sitting import Sitting

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Without these, Chromium itself calls its maker's servers.
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium, which is not installed here")


@contextmanager
def browsers() -> Iterator[Browser]:
    """The browser of the system."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Served:
    """A server with a review, and where it answers."""

    address: str
    sitting: Sitting
    access: Access

    def enter(self, page: Page) -> None:
        """Come in with the cookie of the session."""
        page.context.add_cookies(
            [{"name": self.access.cookie, "value": self.access.session, "url": self.address, "sameSite": "Strict"}]
        )


@contextmanager
def served(root: Path, who: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve a folder until the test is over."""
    made: list[Access] = []
    monkeypatch.setattr(serving, "Access", lambda port: made.append(Access(port)) or made[0])
    sitting = Sitting(root)
    sitting.open(who)
    said: list[str] = []
    running = threading.Thread(target=serving.serve, args=(sitting, 0, said.append, False))
    running.start()
    try:
        for _ in range(400):
            if len(said) == 2:
                break
            threading.Event().wait(0.05)
        yield Served(said[0].split()[0], sitting, made[0])
    finally:
        sitting.closing.set()
        running.join(20)


def elsewhere(requests: list[str], address: str) -> list[str]:
    """The requests that went to another place than our server."""
    own = urlsplit(address).netloc
    return [url for url in requests if not url.startswith("data:") and urlsplit(url).netloc != own]


def acted(browser: Browser, path: Path) -> list[str]:
    """What a page did by itself, and when the mouse is over each of its elements and each has the focus."""
    found: list[str] = []
    copy = path.with_name(f"copy{path.suffix}")
    shutil.copy(path, copy)
    page = browser.new_page()
    page.on("dialog", lambda dialog: (found.append("a dialog"), dialog.dismiss())[0])
    page.on("request", lambda request: None if request.url == copy.as_uri() else found.append(request.url))
    page.goto(copy.as_uri())
    page.evaluate(
        "for (const one of document.querySelectorAll('*')) for (const kind of ['mouseover', 'focus', 'load', 'begin'])"
        " one.dispatchEvent(new Event(kind))"
    )
    if page.evaluate("window.__acted"):
        found.append("a script")
    page.close()
    copy.unlink()
    return found
