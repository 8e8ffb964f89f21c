"""A table of findings waits for what is not coded and not judged, and shows of charting what one person may see."""

from pathlib import Path

import pytest

from reviewkit.actions import charting, coding, findings
from reviewkit.actions.finding_tables import finding_table
from reviewkit.actions.findings import Rests
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.store.open_review import OpenReview
from reviewkit.words import CERQUAL_COMPONENTS
from tests.chart_forms import FORM
from tests.folders import afresh, begin, charted_by, decide, ready_to_code, with_form

EN = labels("en")


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    made = begin(tmp_path / "review", people=1, records=2)
    ready_to_code(made, "berg", "aas")
    for record in (1, 2):
        decide(made, "a", record, "y")
    return made


def test_without_a_finding_there_is_no_table(folder: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="There is no finding yet"):
        finding_table(folder.review, EN)


def test_a_table_waits_for_studies_to_be_coded_and_for_findings_to_be_judged(folder: OpenReview) -> None:
    findings.add(folder, "a", "They trust her", Rests(("trust",), ("berg",)), "f")
    coding.finish_study(folder, "a", "aas", "done-nothing-found")
    missing = finding_table(folder.review, EN).missing
    assert missing.not_coded == ("Study 1",)
    assert missing.not_judged == (
        "f: Methodological limitations, Coherence, Adequacy, Relevance, GRADE-CERQual assessment of confidence",
    )
    assert (
        finding_table(folder.review, labels("nb")).missing.not_judged[0].startswith("f: Metodiske begrensninger")
    )
    assert finding_table(folder.review, EN, judgements=False).missing.not_judged == ()
    coding.finish_study(folder, "a", "berg", "done-nothing-found")
    for component, levels in CERQUAL_COMPONENTS.items():
        findings.judge(folder, "a", "f", component, levels[0], "why")
    assert not finding_table(folder.review, EN).missing.anything


def test_findings_that_name_no_code_wait_for_no_coding(folder: OpenReview) -> None:
    findings.add(folder, "a", "They trust her", Rests((), ("berg",)), "f")
    assert finding_table(folder.review, EN).missing.not_coded == ()


def test_what_others_charted_is_counted_once_a_person_may_see_it(
    folder: OpenReview, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_form(monkeypatch, FORM)
    charted_by(folder, 2)
    findings.add(folder, "a", "They trust her", Rests((), ("berg",)), "f")

    def countries(who: str) -> list[str]:
        (fact,) = finding_table(folder.review, EN, who, ["country"]).facts["f"]
        return [one.id for one in fact.answers]

    charting.set_value(folder, "a", "berg", "country", "Norway")
    assert countries("b") == []
    for who in "ab":
        for field, said in (("aim", "to learn"), ("country", "Norway")):
            charting.set_value(folder, who, "berg", field, said)
        charting.finish(folder, who, "berg")
    assert countries("b") == countries("") == ["Norway"]


def test_a_field_that_is_not_in_the_form_is_refused(folder: OpenReview, monkeypatch: pytest.MonkeyPatch) -> None:
    findings.add(folder, "a", "They trust her", Rests((), ("berg",)), "f")
    assert finding_table(folder.review, EN).facts == {}
    with pytest.raises(ReviewkitError, match="There is no charting form yet"):
        finding_table(folder.review, EN, "", ["n"])
    with_form(monkeypatch, FORM)
    with pytest.raises(ReviewkitError, match="the form has no field 'nothing'"):
        finding_table(afresh(folder), EN, "", ["nothing"])
