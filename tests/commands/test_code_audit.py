"""code audit and methods on the command line: what is logged, and what is not."""

import json
from pathlib import Path

import pytest

from tests.commands.test_code_phases import did, root
from tests.conftest import Command

__all__ = ["root"]  # the fixture


def test_the_audit_trail_is_printed_and_written_in_each_format(root: Path, rk: Command) -> None:
    did(rk, "code", "read", "berg")
    did(rk, "code", "add", "berg", "-c", "trust", "-q", "We trust")
    did(rk, "code", "mark", "aas", "-c", "trust")  # a code on a study as a whole is no quote from it
    did(rk, "codebook", "retire", "haste", "--why", "one study alone", "--phase", "4")
    out = rk("code", "audit").out
    assert "1 quote is coded, in 1 of 2 included studies, with 1 code of the codebook as it is now." in out
    assert "| retired | Haste | one study alone | 4 |" in out
    assert out.count("Nothing is logged of this phase.") == 3  # 3, 5 and 6
    files = [f"audit.{ending}" for ending in ("docx", "html", "md")]
    assert rk("code", "audit", *(word for file in files for word in ("-o", file)), "-l", "nn").status == 0
    assert "Kven som koda" in Path("audit.md").read_text(encoding="utf-8")
    assert Path("audit.docx").read_bytes().startswith(b"PK")
    before = Path("audit.docx").read_bytes()
    assert rk("code", "audit", "-o", "audit.docx", "-l", "nn", "--force").status == 0
    assert Path("audit.docx").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"), [(("-o", "audit.odt"), ".docx or .html"), (("-o", "a.md", "--json"), "together")]
)
def test_what_cannot_be_written_is_a_usage_error(
    words: tuple[str, ...], said: str, root: Path, rk: Command
) -> None:
    ran = rk("code", "audit", *words)
    assert ran.status == 2
    assert said in ran.err


def test_the_methods_say_what_is_logged_and_leave_the_rest_to_people(root: Path, rk: Command) -> None:
    before = rk("code", "methods").out
    assert "coded:" not in before
    did(rk, "code", "add", "berg", "-c", "trust", "-q", "We trust")
    out = rk("code", "methods", "--language", "nb").out
    assert "1 person kodet: a (1 studie)." in out
    assert "[Si hvordan dere laget temaer av kodene" in out
    printed = json.loads(rk("code", "methods", "--json", "-l", "nb").out)
    assert " ".join(printed["sentences"]) == out.strip()


def test_without_a_codebook_it_says_how_to_begin(root: Path, rk: Command) -> None:
    (root / "codebooks" / "themes.yaml").unlink()
    for command in ("audit", "methods", "lists"):
        ran = rk("code", command)
        assert (ran.status, "There is no codebook yet" in ran.err) == (1, True)
