"""Summary of qualitative findings, and evidence profile: CERQual's words, iSoQ's columns, no judgement of ours."""

import pytest

from reviewkit.finding_facts import ChartedFact, charted_facts
from reviewkit.findings import CurrentFinding, current
from reviewkit.locales import labels, languages
from reviewkit.model import Mark, Study
from reviewkit.render.tables.findings import evidence_profile, facts_said, level_name, summary_of_findings
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.words import CERQUAL_COMPONENTS
from tests.chart_forms import of_form
from tests.findings_made import STUDIES, coding, facts, finding, judged, quote
from tests.render.samples import EXPECTED
from tests.test_charting import value
from tests.test_finding_facts import view

KNOWN = facts(
    coding("berg", quote("q1", "trust"), quote("q2", "open-door")),
    coding("aas", quote("q3", "trust", relation="contradicts"), marks=(Mark("time"),)),
    findings=(
        finding(1, "trust", "Families trust <b>staff</b> who stay; they tell them more.", codes=("trust",)),
        finding(2, "time", "There is | no time.", codes=("time",), studies=("oden",)),
        finding(3, "new", "Nobody has judged this.", studies=("berg",)),
        finding(9, "time", "There is | too little time.", codes=("time",), studies=("oden",), why="clearer"),
    ),
    judgements=(
        judged(4, "methodological-limitations", "none", "trust"),
        judged(5, "coherence", "minor", "trust"),
        judged(5, "adequacy", "moderate", "trust"),
        judged(5, "relevance", "serious", "trust"),
        judged(6, "confidence", "very-low", "trust"),
        judged(6, "adequacy", "serious", "time"),
        judged(7, "confidence", "low", "time"),
    ),
)
FOUND = current(KNOWN, STUDIES)


def charted(one: CurrentFinding) -> tuple[ChartedFact, ...]:
    renamed = [Study(f"s{number}", study.citation, ()) for number, study in enumerate(one.studies)]
    said = (value("a", 1, 1294, "n", "s0"), value("a", 1, "Norway", "country", "s0"), value("a", 1, 6, "n", "s1"))
    return charted_facts(view(*said), [of_form("n"), of_form("country"), of_form("designs")], renamed)


CHARTED = {one.finding.key: charted(one) for one in FOUND}


def column(table: Table, head: str) -> list[str]:
    return [row[table.head.index(head)] for row in table.rows]


def test_the_summary_has_what_people_judged_and_says_what_nobody_has() -> None:
    table = summary_of_findings(FOUND, labels("en"))
    assert table.head == (
        "#",
        "Summarised review finding",
        "GRADE-CERQual assessment of confidence",
        "Explanation of GRADE-CERQual assessment",
        "Contributing studies",
        "From the review folder",
    )
    assert column(table, table.head[2]) == [
        "Very low confidence",
        "Low confidence (of an earlier wording)",
        "to be judged",
    ]
    assert column(table, table.head[3]) == ["why", "why", "to be judged"]
    assert column(table, "Contributing studies") == ["Berg (2020)", "Ödén (2018); Åås (2019)", "Berg (2020)"]
    assert table.notes[-1] == "Judged by: a."


def test_the_profile_has_each_component_with_its_explanation() -> None:
    table = evidence_profile(FOUND, labels("en"))
    assert table.head[2:7] == (
        "Methodological limitations",
        "Coherence",
        "Adequacy",
        "Relevance",
        "GRADE-CERQual assessment of confidence",
    )
    assert table.rows[0][2:7] == (
        "No/Very minor concerns. Explanation: why",
        "Minor concerns. Explanation: why",
        "Moderate concerns. Explanation: why",
        "Serious concerns. Explanation: why",
        "Very low confidence. Explanation: why",
    )
    assert table.rows[1][4] == "Serious concerns (of an earlier wording). Explanation: why"
    assert set(table.rows[2][2:7]) == {"to be judged"}


def test_what_the_folder_knows_is_counted_and_has_a_column_of_its_own() -> None:
    assert [facts_said(one, CHARTED[one.finding.key], labels("en")).split("; ") for one in FOUND] == [
        [
            "1 study",
            "2 quotes",
            "contradicted in 1 study: Åås (2019)",
            "n (people): 1294 in 1 of 1 study",
            "country: Norway 1 (1 of 1 study)",
            "designs: nothing charted in 1 study",
        ],
        [
            "2 studies",
            "with nothing coded for it: 1 (Ödén (2018))",
            "0 quotes",
            "nothing is coded as contradicting it",
            "n (people): 1300 in 2 of 2 studies",
            "country: Norway 1 (1 of 2 studies)",
            "designs: nothing charted in 2 studies",
        ],
        [
            "1 study",
            "with nothing coded for it: 1 (Berg (2020))",
            "0 quotes",
            "n (people): 1294 in 1 of 1 study",
            "country: Norway 1 (1 of 1 study)",
            "designs: nothing charted in 1 study",
        ],
    ]


def test_for_isoq_there_are_its_columns_in_its_order_and_nothing_else() -> None:
    summary, profile = (
        one(FOUND, labels("en"), CHARTED, isoq=True) for one in (summary_of_findings, evidence_profile)
    )
    judged = "GRADE-CERQual assessment of confidence"
    assert summary.head == (
        "#",
        "Summarised review finding",
        judged,
        "Explanation of GRADE-CERQual assessment",
        "References",
    )
    components = ("Methodological limitations", "Coherence", "Adequacy", "Relevance")
    assert profile.head == ("#", "Summarised review finding", *components, judged, "References")
    assert (summary.notes, profile.notes) == ((), ())


def test_without_judgements_there_are_the_findings_with_their_studies() -> None:
    table = summary_of_findings(FOUND, labels("nb"), judgements=False)
    assert table.head == ("Nr.", "Oppsummert funn", "Studier som bidrar", "Fra mappen med oversikten")
    assert "Vurdert av" not in " ".join(table.notes)


@pytest.mark.parametrize("language", languages())
def test_every_level_has_a_name_of_its_own_in_every_language(language: str) -> None:
    names = [
        level_name(component, level, labels(language))
        for component in ("coherence", "confidence")
        for level in CERQUAL_COMPONENTS[component]
    ]
    assert len(set(names)) == 8


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("ending", ["csv", "html", "md", "tex"])
def test_golden_tables(ending: str, language: str) -> None:
    made = summary_of_findings(FOUND, labels(language), CHARTED)
    assert as_bytes(made, ending) == (EXPECTED / f"findings-{language}.{ending}").read_bytes()
    made = evidence_profile(FOUND, labels(language), CHARTED)
    assert as_bytes(made, ending) == (EXPECTED / f"findings-profile-{language}.{ending}").read_bytes()


@pytest.mark.parametrize("ending", FORMATS)
def test_it_can_be_written_in_every_format(ending: str) -> None:
    assert as_bytes(evidence_profile(FOUND, labels("nn"), CHARTED), ending)
