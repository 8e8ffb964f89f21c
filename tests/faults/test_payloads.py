"""Texts of strangers act nowhere: payloads.toml in every field of a review, through every command, into every format.

One review holds them all, made by commands as hostile.py says. What each command prints on a terminal is read for what
would steer one; each file is opened as other programs open it (tests/opened.py). `make payloads` puts each payload into
each field, and opens the files in the programs themselves.
"""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reviewkit.cli import COMMANDS
from reviewkit.page.access import Access
from reviewkit.page.app import application
from reviewkit.page.sitting import Sitting
from tests.conftest import Ran
from tests.faults.hostile import (
    ELSEWHERE,
    PAYLOADS,
    SHOWN,
    Strangers,
    ask,
    fill,
    get_command,
    on_a_terminal,
    printed,
    written,
)
from tests.opened import Markup, acts, is_formula, steering
from tests.page.browser import acted, browsers, needs_browser

PORT = 8471
MOST_OF_A_KIND = 8  # pages that show one record or study each
Said = list[tuple[str, Ran]]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Said]]:
    """A review with payloads in every field, and what was printed while it was made."""
    root = tmp_path_factory.mktemp("hostile") / "review"
    root.mkdir()
    said: Said = []

    def run(*words: str | Path, typed: str = "") -> Ran:
        ran = on_a_terminal(*words, typed=typed)
        said.append((" ".join(map(str, words)), ran))
        return ran

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEWKIT_HOME", str(root.parent / "home"))
        patch.chdir(root)
        fill(root, run, Strangers())
        yield root, said


@pytest.fixture
def review(hostile: tuple[Path, Said], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same review, as the current folder, for tests that change nothing."""
    monkeypatch.setenv("REVIEWKIT_HOME", str(hostile[0].parent / "home"))
    monkeypatch.chdir(hostile[0])
    return hostile[0]


def harmless(said: Said) -> None:
    """Assert that nothing of what was printed could steer a terminal, and that no command broke."""
    assert {words: found for words, ran in said if (found := steering(ran.out + ran.err))} == {}
    assert [words for words, ran in said if ran.status not in (0, 1, 2) or "Traceback" in ran.err] == []


def test_there_are_payloads_for_each_place_where_text_can_act() -> None:
    assert len(PAYLOADS) > 60
    assert any(steering(text) for text in PAYLOADS.values())
    assert any(is_formula(text) for text in PAYLOADS.values())


@pytest.mark.thorough
def test_nothing_acts_while_the_review_is_made(hostile: tuple[Path, Said]) -> None:
    harmless(hostile[1])


@pytest.mark.thorough
@pytest.mark.parametrize("words", SHOWN)
def test_what_a_command_shows_acts_nowhere(words: str, review: Path, tmp_path: Path) -> None:
    harmless(list(printed(on_a_terminal, words)))
    for ending in SHOWN[words]:
        path = tmp_path / f"made.{ending}"
        ran = written(on_a_terminal, words, ending, path)
        assert ran.status == 0, ran.err
        harmless([(words, ran)])
        assert acts(path) == [], ending


@pytest.mark.thorough
def test_what_asks_and_reads_again_acts_nowhere(
    hostile: tuple[Path, Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "review"
    shutil.copytree(hostile[0], root)
    monkeypatch.chdir(root)
    outside = tmp_path / "files"
    outside.mkdir()
    harmless(list(ask(outside, on_a_terminal, Strangers())))
    made = [
        path for path in outside.iterdir() if path.is_file() and path.suffix not in (".yaml", ".txt", ".jsonl")
    ]
    assert len(made) > 20
    assert {path.name: found for path in made if (found := acts(path))} == {}


OF_THE_PAGE = frozenset({"script", "form", "input", "link"})  # its own; a script there is a file of ours
ADDRESS = re.compile(r'(?:href|action|src)="(/[^"#]*)')


def pages_of(root: Path) -> Iterator[tuple[str, str]]:
    """The pages of a review that its links lead to, by their addresses."""
    sitting, access = Sitting(root), Access(PORT)
    sitting.open("a")
    client = TestClient(application(sitting, access), f"http://127.0.0.1:{PORT}")
    client.cookies.set(access.cookie, access.session)
    waiting, seen, kinds = ["/"], {"/"}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        yield address, answer.text
        for link in map(unescape, ADDRESS.findall(answer.text)):
            kinds[link.partition("?")[0].rpartition("/")[0]] += link not in seen
            if link not in seen and kinds[link.partition("?")[0].rpartition("/")[0]] < MOST_OF_A_KIND:
                seen.add(link)
                waiting.append(link)


def test_no_page_of_the_review_has_what_strangers_wrote_in_it_as_more_than_text(review: Path) -> None:
    found = {address: Markup(text, OF_THE_PAGE).found for address, text in pages_of(review)}
    assert len(found) > 20
    assert {address: what for address, what in found.items() if what} == {}


OPENED = {
    "prisma --draft": ("html", "svg"),
    "chart map --rows design --columns theme --draft": ("html",),
    "matrix --draft --whose any": ("html", "svg"),
    "report --draft": ("html",),
}


@pytest.mark.thorough
@needs_browser
def test_nothing_acts_in_a_browser(review: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.html"
    known.write_text(
        "<script>window.__acted=1;alert(1)</script><img src=http://evil.example/x.png>", encoding="utf-8"
    )
    with browsers() as browser:
        assert len(acted(browser, known)) == 3
        for words, endings in OPENED.items():
            for ending in endings:
                path = tmp_path / f"made.{ending}"
                assert written(on_a_terminal, words, ending, path).status == 0
                assert acted(browser, path) == [], (words, ending)


def test_every_command_is_among_them(
    hostile: tuple[Path, Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "review"
    shutil.copytree(hostile[0], root)
    monkeypatch.chdir(root)
    outside = tmp_path / "files"
    outside.mkdir()
    run = [words for words, _ in (*hostile[1], *ask(outside, _only_named, Strangers()))]
    called = {get_command(words) for words in (*run, *SHOWN, *ELSEWHERE) if words.split()[:1][0] in COMMANDS}
    assert [name for name, command in _leaves() if command not in called] == []


def _only_named(*words: str | Path, typed: str = "") -> Ran:
    return Ran(0, "", "")


def _leaves() -> Iterator[tuple[str, object]]:
    """Every command that is not a group, with its words."""
    for name in COMMANDS:
        group = get_command(name)
        inner = getattr(group, "commands", {})
        yield from ((f"{name} {one}", command) for one, command in inner.items() if not command.hidden)
        if not inner:
            yield name, group
