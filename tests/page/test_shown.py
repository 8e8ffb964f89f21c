"""Texts of strangers in the page: they are text, whatever they say."""

import re
from pathlib import Path

import pytest

from reviewkit.locales import labels, languages
from reviewkit.page.views import ADDRESSES
from tests.page.conftest import Opened

TEMPLATES = Path(__file__).parents[2] / "reviewkit" / "page" / "templates"
EVIL = [
    "<script>document.title='acted'</script>",
    "<img src=x onerror=document.title='acted'>",
    "\"><svg onload=document.title='acted'>",
    "javascript:document.title='acted'",
    "{{ 7*1234567 }}{% for x in y %}",
    "</textarea></script><script>1</script>",
]


@pytest.mark.parametrize("evil", EVIL)
def test_no_field_of_a_record_acts(root: Path, opened: Opened, rk: object, evil: str) -> None:
    fields = ("TI", "AU", "AB", "T2", "KW", "DO", "PY", "SP", "VL", "UR", "N1", "AN", "C1", "LA")
    text = "TY  - JOUR\n" + "".join(f"{tag}  - {evil}\n" for tag in fields) + "ER  - \n"
    (root.parent / "evil.ris").write_text(text, encoding="utf-8")
    page = opened(root)
    page.brings("cinahl", root.parent / "evil.ris")
    for address in ("/", "/screen", "/record/cinahl-0001", "/import", "/box/screened", "/figures"):
        shown = page.shows(address)
        assert "<script>" not in shown
        assert "<img src=x" not in shown
        assert "<svg onload" not in shown
        assert 'href="javascript:' not in shown
        assert "8641969" not in shown


def test_no_text_turns_the_direction_of_what_follows(root: Path, opened: Opened) -> None:
    text = "TY  - JOUR\nTI  - safe\u202eevil\u2066\x07\x1b[31m\nER  - \n"
    (root.parent / "evil.ris").write_text(text, encoding="utf-8")
    page = opened(root)
    page.brings("cinahl", root.parent / "evil.ris")
    shown = page.shows("/screen")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", shown)


def test_every_word_of_the_page_is_in_every_language_and_used() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.html"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.parent.rglob("*.py"))
    english = {key for key in labels("en").words if key.startswith("page.")}
    named = set(re.findall(r"(?<![a-z_.])t\('([a-z0-9_.]+)'(?!\s*~)", written))
    assert {f"page.{key}" for key in named if not key.endswith(".")} <= english
    made = tuple(f"page.{head}" for head in set(re.findall(r"(?<![a-z_.])t\('([a-z0-9_.]+)' ~", written)))
    made += tuple(set(re.findall(r"f\"(page\.[a-z0-9_.]+)\{", code)))
    made += ("page.analysis.", "page.team.")  # which the set-up writes for each choice of a list
    unused = [key for key in english if key.removeprefix("page.") not in named and key not in code]
    assert [key for key in unused if not key.startswith(made)] == []


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_words_with_the_same_gaps(language: str) -> None:
    english = {key: text for key, text in labels("en").words.items() if key.startswith("page.")}
    import tomllib
    from importlib import resources

    own = tomllib.loads(
        resources.files("reviewkit.locales").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    )
    assert set(own["page"]) == {
        key.removeprefix("page.").partition(".")[0] for key in english
    }  # no table is taken from English
    for key, text in english.items():
        gaps = re.findall(r"\{(\w+)(?::[^}]*)?\}", text)
        assert sorted(re.findall(r"\{(\w+)(?::[^}]*)?\}", labels(language).words[key])) == sorted(gaps), key


@pytest.mark.parametrize("address", [one.path for one in ADDRESSES if one.show and "{" not in one.path])
def test_every_page_can_be_shown_in_every_language(ready: Path, opened: Opened, address: str) -> None:
    page = opened(ready)
    for language in languages():
        page.sitting.language = language
        answer = page.client.get(address)
        assert answer.status_code == 200
        is_page = answer.headers["content-type"].startswith("text/html")
        assert f'<html lang="{language}"' in answer.text or not is_page
