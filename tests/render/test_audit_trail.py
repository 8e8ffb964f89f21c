"""The audit trail as an appendix: read the golden files, one for each language."""

from dataclasses import replace

import pytest

from reviewkit.locales import labels, languages
from reviewkit.phases import phases
from reviewkit.render.audit_trail import audit_trail
from reviewkit.render.document_files import as_html, as_markdown
from tests.analysis import LOGGED, NAMES, NOTHING
from tests.render.samples import EXPECTED

FULL = phases(LOGGED)


@pytest.mark.parametrize("language", languages())
def test_golden_appendix(language: str) -> None:
    made = audit_trail(FULL, NAMES, labels(language))
    assert as_markdown(made) == (EXPECTED / f"audit-trail-{language}.md").read_text(encoding="utf-8")


def test_golden_page() -> None:
    made = audit_trail(FULL, NAMES, labels("en"))
    assert as_html(made) == (EXPECTED / "audit-trail-en.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", languages())
def test_a_phase_of_which_nothing_is_logged_says_so(language: str) -> None:
    words = labels(language)
    made = audit_trail(phases(NOTHING), NAMES, words)
    for section in made.sections[:6]:
        assert section.paragraphs[0] == words.text("audit.nothing")
        assert section.tables == ()
    assert made.sections[6].paragraphs == (words.text("audit.no_changes"),)
    assert any("1, 2, 3, 4, 5, 6" in text for text in made.introduction)


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        ({"readings": ()}, "1 reading"),
        ({"consultations": ()}, "Four nurses"),
        ({"reviews": ()}, "reviewed by another person"),
        ({"findings": ()}, "finding is logged"),
        ({"changes": ()}, "merged"),
        ({"at": {}}, "2026-03-13"),
    ],
)
def test_nothing_is_said_of_what_was_not_logged(change: dict[str, object], gone: str) -> None:
    def said(logged: object) -> str:
        return as_markdown(audit_trail(phases(logged), NAMES, labels("en")))  # type: ignore[arg-type]

    gone = gone.replace("1 reading", "readings are logged")
    assert gone in said(LOGGED)
    assert gone not in said(replace(LOGGED, **change))  # type: ignore[arg-type]


def test_what_is_still_coded_blinded_is_said_to_be_left_out() -> None:
    made = as_markdown(audit_trail(phases(replace(LOGGED, closed=2)), NAMES, labels("en")))
    assert "What others coded in 2 studies is in no count" in made
