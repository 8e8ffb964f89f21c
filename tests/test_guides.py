"""The guides of docs/guide say what the page says, in the same steps in both languages, and a reader who follows them
word by word in a browser gets to the end."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reviewkit.locales import labels
from tests.conftest import Command
from tests.page.browser import browsers, needs_browser
from tests.test_docs import RUNNERS, path_with_reviewkit
from tools.guide_steps import GUIDES, Act, Step, acts, blocks, pictures, sections
from tools.guide_story import GUIDE_OF, Story
from tools.guide_walk import StuckError, Walk

ALL = [(language, name) for language, guides in GUIDE_OF.items() for name in guides]
INDEX = (GUIDES / "README.md").read_text(encoding="utf-8")
OF_READER = {"en": {"bold"}, "nb": {"fet skrift"}}  # said of the guide, not of the page


def text_of(language: str, name: str) -> str:
    return GUIDE_OF[language][name].read_text(encoding="utf-8")


def is_a_label(language: str, words: str) -> bool:
    """Whether the page or a figure says exactly this in a language."""
    return words in labels(language).words.values()


@pytest.mark.parametrize(("language", "name"), ALL)
def test_what_is_bold_in_a_guide_is_a_label_of_the_page(language: str, name: str) -> None:
    bold = {act.text for act in acts(text_of(language, name)) if act.kind == "label"} - OF_READER[language]
    assert bold
    assert [words for words in sorted(bold) if not is_a_label(language, words)] == []


def test_what_is_bold_in_the_index_is_a_label_in_its_language() -> None:
    english, norwegian = INDEX.split("## Bokmål")
    for language, text in (("en", english), ("nb", norwegian)):
        bold = {act.text for act in acts(text) if act.kind == "label" and not act.text.endswith(":")}
        assert bold
        assert [words for words in sorted(bold) if not is_a_label(language, words)] == []


def test_no_word_is_a_label_by_chance() -> None:
    assert is_a_label("en", "Save")
    assert not is_a_label("en", "Lagre")
    assert not is_a_label("nb", "Save")
    assert not is_a_label("nb", "Slett")


@pytest.mark.parametrize("name", GUIDE_OF["en"])
def test_both_languages_have_the_same_steps(name: str) -> None:
    told = [
        [
            [(step.number, step.picture, [act.kind for act in step.acts]) for step in section.steps]
            for section in sections(text_of(language, name))
        ]
        for language in GUIDE_OF
    ]
    assert told[0]
    assert told[0] == told[1]


@pytest.mark.parametrize(("language", "name"), ALL)
def test_the_steps_of_a_section_are_numbered_from_one(language: str, name: str) -> None:
    for section in sections(text_of(language, name)):
        assert [step.number for step in section.steps] == list(range(1, len(section.steps) + 1)), section.title


def test_every_picture_is_in_a_step_and_every_step_s_picture_is_there() -> None:
    for language in GUIDE_OF:
        there = {path.stem for path in (GUIDES / "pictures" / language).glob("*.png")}
        shown = [
            step.picture
            for name in GUIDE_OF[language]
            for section in sections(text_of(language, name))
            for step in section.steps
            if step.picture
        ]
        assert sorted(shown) == sorted(there), "run make screenshots"


@pytest.mark.parametrize("path", [*GUIDES.rglob("*.md")], ids=lambda path: path.name)
def test_what_a_guide_links_to_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links
    for link in [one for one in links if not one.startswith("https://")]:
        file, _, heading = link.partition("#")
        place = (path.parent / file).resolve() if file else path
        assert place.exists(), link
        if heading:
            titles = re.findall(r"^#+ (.+)$", place.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w ]", "", one).lower().replace(" ", "-") for one in titles}, link


def test_every_guide_is_in_the_index() -> None:
    for guides in GUIDE_OF.values():
        for path in guides.values():
            assert f"]({path.relative_to(GUIDES).as_posix()})" in INDEX


def test_the_pictures_are_small() -> None:
    found = [*(GUIDES / "pictures").rglob("*.png")]
    assert sum(path.stat().st_size for path in found) < 3_000_000
    for path in found:
        assert int.from_bytes(path.read_bytes()[16:20], "big") <= 1200, "its width"


def test_steps_are_read_as_they_are_written() -> None:
    text = (
        "# Guide\n1. No step\n\n## 1. First\n\n1. In **Title**, write `A\n   b`.\n2. Press <kbd>y</kbd>. *Done.*\n\n"
        "   ![What is seen](pictures/en/a.png)\n\n**Note**: not a step.\n\n## Second\n\n```\nreviewkit **x**\n```\n"
    )
    first, second = sections(text)
    assert first.steps == (
        Step(1, (Act("label", "Title"), Act("own", "A b")), ""),
        Step(2, (Act("key", "y"), Act("says", "Done.")), "a"),
    )
    assert second.steps == ()
    assert pictures(text) == ("pictures/en/a.png",)
    assert blocks(text) == (("", "reviewkit **x**\n"),)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers() as found:
        yield found


@needs_browser
def test_a_walk_stops_where_a_reader_would(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.guide_walk.PATIENCE", 0.3)
    page = browser.new_page()
    page.set_content("<main><label>Name <input id=name></label><button>Save <kbd>s</kbd></button></main>")
    walk = Walk(page, tmp_path, lambda path: None)
    walk.step(Step(1, (Act("label", "Name"), Act("own", "Kari"), Act("label", "Save"), Act("says", "Save")), ""))
    assert page.locator("#name").input_value() == "Kari"
    for act in (Act("label", "Sav"), Act("label", "Save s"), Act("own", "Kari"), Act("says", "Saved")):
        with pytest.raises(StuckError):
            walk.step(Step(2, (act,), ""))
    page.context.close()


@pytest.mark.thorough
@needs_browser
@pytest.mark.parametrize("language", GUIDE_OF)
def test_who_follows_the_guides_gets_to_the_end(
    language: str, browser: Browser, tmp_path: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "review"
    Story(language, root, tmp_path / "files", browser, pictures=None).tell()
    monkeypatch.chdir(root)
    _run_what_is_written(text_of(language, "methods"), root, rk)


def _run_what_is_written(text: str, root: Path, rk: Command) -> None:
    """The commands and scripts of a guide, in the folder that the guides have made."""
    for kind, code in blocks(text):
        if not kind:
            for line in code.splitlines():
                ran = rk(*shlex.split(line)[1:])
                assert ran.status == 0, (line, ran.out, ran.err)
        elif shutil.which(RUNNERS[kind][0]):
            script = root.parent / f"script.{kind}"
            script.write_text(code, encoding="utf-8")
            ran_script = subprocess.run(
                [*RUNNERS[kind], script], capture_output=True, text=True, cwd=root, env=path_with_reviewkit()
            )
            if "there is no package called" not in ran_script.stderr:
                assert ran_script.returncode == 0, ran_script.stderr
                assert ran_script.stdout
