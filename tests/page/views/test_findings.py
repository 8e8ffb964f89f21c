"""Findings in the page: added, judged, revised and downloaded, and nothing of what people wrote acts in it."""

from pathlib import Path

import pytest

from reviewkit.actions import coding, findings
from reviewkit.actions.findings import Rests
from reviewkit.findings import Standing
from reviewkit.store.open_review import OpenReview
from tests.folders import begin, decide, ready_to_code
from tests.page.conftest import Opened, Page

TEXT = "Families <b>trust</b> staff who stay."


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies with a quote each, one of which contradicts."""
    made = begin(tmp_path / "review", people=1, records=2)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    coding.add_quote(made, "a", "berg", "We <i>trust</i> each other", ["trust"], "4")
    coding.add_quote(made, "a", "aas", "We do not", ["trust"], relation="contradicts")
    return made


@pytest.fixture
def page(folder: OpenReview, opened: Opened) -> Page:
    return opened(folder.root)


def seen(page: Page) -> str:
    (one,) = page.sitting.review.current_findings
    return one.finding.id


def judged(page: Page) -> dict[str, tuple[str, str]]:
    (one,) = page.sitting.review.current_findings
    return {name: (held.judgement.level, held.judgement.why) for name, held in one.judged.items()}


def test_a_finding_is_added_and_what_is_behind_it_is_shown_harmless(page: Page) -> None:
    assert "There is no finding yet." in page.shows("/findings")
    shown = page.sends("/findings", text=TEXT, key="stay", code="trust")
    assert "The finding was added." in shown
    assert "Families &lt;b&gt;trust&lt;/b&gt; staff who stay." in shown
    assert "We &lt;i&gt;trust&lt;/i&gt; each other" in shown
    assert "<i>trust" not in shown
    assert "1 quote contradicts what the finding" in shown
    assert "reviewkit finding" not in shown
    assert "We do not" in shown
    assert "/findings/of/stay" in page.shows("/findings")


def test_what_was_typed_stays_where_it_is_refused(page: Page) -> None:
    shown = page.sends("/findings", 422, text=TEXT, key="a b", code="trust")
    assert "The key" in shown
    assert "staff who stay.</textarea>" in shown
    assert 'value="trust" checked' in shown


def test_each_component_is_judged_with_its_explanation(page: Page, folder: OpenReview) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "stay")
    judge = {"do": "judge", "seen": seen(page)}
    shown = page.sends("/findings/of/stay", **judge, component="coherence", level="minor", why="one contradicts")
    assert "The judgement was saved." in shown
    assert "Minor concerns" in shown
    refused = page.sends("/findings/of/stay", 422, **judge, component="adequacy", level="serious", why="")
    assert "Explain the judgement. The explanation is printed in the table." in refused
    assert judged(page) == {"coherence": ("minor", "one contradicts")}
    page.sends("/findings/of/stay", 422, **judge, component="adequacy", level="")
    page.sends("/findings/of/stay", 400, do="burn")


def test_nobody_judges_a_wording_that_they_have_not_seen(page: Page, folder: OpenReview) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "stay")
    before = seen(page)
    findings.revise(folder, "b", "stay", "clearer", "Other words")
    answer = {"component": "coherence", "level": "none", "seen": before}
    assert "was changed while you looked at it" in page.sends("/findings/of/stay", 422, do="judge", **answer)
    revision = {"text": "Mine", "why": "mine", "seen": before}
    assert "was changed while you looked at it" in page.sends("/findings/of/stay", 422, do="revise", **revision)
    assert judged(page) == {}
    assert "Earlier wordings" in page.shows("/findings/of/stay")


def test_a_revision_names_what_is_ticked_and_nothing_else(page: Page, folder: OpenReview) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust", "time"), ("berg",)), "stay")
    findings.judge(folder, "a", "stay", "coherence", "none")
    (one,) = page.sitting.review.current_findings
    against = one.contradicting[0].event
    revision = {
        "text": "They do, and do not",
        "code": "trust",
        "segment": against,
        "why": "both",
        "seen": seen(page),
    }
    assert "The finding was changed." in page.sends("/findings/of/stay", do="revise", **revision)
    (one,) = page.sitting.review.current_findings
    now = one.finding
    assert (now.text, now.codes, now.studies, now.segments) == ("They do, and do not", ("trust",), (), (against,))
    assert one.judged["coherence"].standing is Standing.WORDING
    shown = page.shows("/findings/of/stay")
    assert "of an earlier wording" in shown
    assert "contradicts what the finding" not in shown


@pytest.mark.parametrize("name", ["summary", "profile", "findings", "isoq-summary", "isoq-profile"])
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_each_table_can_be_downloaded(page: Page, folder: OpenReview, name: str, language: str) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "stay")
    for ending in ("csv", "docx"):
        answer = page.client.get(f"/findings/{language}/{name}.{ending}")
        assert answer.status_code == 200
        assert f"{name}-{language}.{ending}" in answer.headers["content-disposition"]


def test_what_is_not_there_is_said(page: Page, folder: OpenReview) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "stay")
    for address in ("of/go", "en/nothing.csv", "en/summary.exe", "xx/summary.csv"):
        assert page.client.get(f"/findings/{address}").status_code == 404


def test_it_is_in_the_navigation_once_there_is_a_codebook(page: Page, folder: OpenReview, opened: Opened) -> None:
    assert '<a href="/findings"' in page.shows("/")
    (folder.root / "codebooks" / "themes.yaml").unlink()
    assert '<a href="/findings"' not in opened(folder.root).shows("/")


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "Tidligere formuleringer"), ("nn", "Tidlegare formuleringar")]
)
def test_it_speaks_the_language_of_the_page(page: Page, folder: OpenReview, language: str, said: str) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "stay")
    findings.revise(folder, "b", "stay", "clearer", "Other words")
    page.sends("/language", language=language)
    assert said in page.shows("/findings/of/stay")
