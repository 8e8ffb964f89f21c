"""A page of a review, asked as a browser would, without a server."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reviewkit.page.access import Access
from reviewkit.page.app import application
from reviewkit.page.sitting import Sitting

PORT = 8471
HOME = f"http://127.0.0.1:{PORT}"


@dataclass(frozen=True)
class Page:
    """One browser at one page."""

    client: TestClient
    sitting: Sitting
    access: Access

    def shows(self, address: str) -> str:
        """The text of an address, which must be there."""
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text

    def sends(self, address: str, status: int = 200, came: str = "/", **values: object) -> str:
        """What a form leads to."""
        answer = self.client.post(
            address,
            data={"form_secret": self.access.form_secret, **values},
            headers={"origin": HOME, "referer": HOME + came},
        )
        assert answer.status_code == status, answer.text
        return answer.text

    def brings(self, source: str, *files: Path) -> str:
        """Import files, as the form does."""
        sent = [("files", (file.name, file.read_bytes())) for file in files]
        answer = self.client.post(
            "/import",
            data={"form_secret": self.access.form_secret, "source": source},
            files=sent,
            headers={"origin": HOME},
        )
        return answer.text


Opened = Callable[..., Page]


@pytest.fixture
def opened() -> Opened:
    """Open a folder for somebody, with the session begun."""

    def at(root: Path, who: str = "a") -> Page:
        sitting, access = Sitting(root), Access(PORT)
        sitting.open(who)
        client = TestClient(application(sitting, access), HOME)
        client.cookies.set(access.cookie, access.session)
        return Page(client, sitting, access)

    return at
