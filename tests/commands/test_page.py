"""open: the page is started in the folder named, for the person named, and stops with a clear error otherwise."""

from pathlib import Path
from typing import Any

import pytest

from reviewkit.page.sitting import Sitting
from tests.conftest import Command


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sitting, int, bool]]:
    """What was to be served, without a server."""
    found: list[tuple[Sitting, int, bool]] = []

    def serve(sitting: Sitting, port: int, say: Any, browser: bool) -> None:
        found.append((sitting, port, browser))

    monkeypatch.setattr("reviewkit.page.serve.serve", serve)
    return found


def test_a_review_is_opened_for_who_was_named(
    ready: Path, rk: Command, served: list[tuple[Sitting, int, bool]]
) -> None:
    assert rk("open", "--as", "b", "--port", "8123", "--no-browser").status == 0
    ((sitting, port, browser),) = served
    assert (sitting.start, sitting.who, port, browser) == (ready, "b", 8123, False)
    assert sitting.folder is not None


def test_a_folder_without_a_review_is_opened_to_create_one(
    tmp_path: Path, rk: Command, served: list[tuple[Sitting, int, bool]]
) -> None:
    assert rk("open", tmp_path / "new").status == 0
    assert served[0][0].folder is None
    assert served[0][2]


def test_a_file_and_an_unknown_person_are_told(
    ready: Path, rk: Command, served: list[tuple[Sitting, int, bool]]
) -> None:
    ran = rk("open", "review.yaml")
    assert (ran.status, ran.err) == (1, "reviewkit: review.yaml: this is a file. Name the folder of the review.\n")
    assert "is not a reviewer" in rk("open", "--as", "nobody").err
    assert rk("open", "--port", "99999").status == 2
    assert served == []


def test_a_port_that_is_taken_is_told(ready: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def serve(*_: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("reviewkit.page.serve.serve", serve)
    ran = rk("open", "--port", "8123")
    assert ran.status == 1
    assert "could not be opened at port 8123: Address already in use" in ran.err
