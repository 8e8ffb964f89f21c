"""Differences from the protocol."""

from dataclasses import replace
from datetime import UTC, datetime

from reviewkit.protocol_differences import About, Changed, Difference, History
from reviewkit.render.report.protocol_changes import changes
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of, rows_of, words_of

AT = datetime(2026, 1, 31, tzinfo=UTC)


def rows(*differences: Difference, language: str = "en") -> list[list[str]]:
    found = History("2026-01-01", (Changed(differences, "a", AT, "we agreed", "e1", True),))
    return rows_of(changes(replace(given_of(EXAMPLE, language), history=found)).section)


def test_a_row_says_when_who_what_and_why() -> None:
    assert rows(Difference(About.REASON, "", "Wrong language")) == [
        [
            "2026-01-31\nafter screening had begun",
            "Invented reviewer a",
            "Reason for exclusion",
            "–",
            "Wrong language",
            "we agreed",
        ]
    ]


def test_words_of_review_yaml_are_said_in_the_language() -> None:
    found = rows(
        Difference(About.CONSENSUS, "all", "one-include", "screening"),
        Difference(About.OTHER_ARM, "pooled", "separate"),
        Difference(About.ROLES, "screens, settles", "codes (2026-01-31 –)", "Kari"),
        Difference(About.CHARTING, "1", "2 (verify)"),
        Difference(About.STAGE, "screening", ""),
        Difference(About.DUPLICATES, "separate", "ask", "conference_abstracts"),
        language="nb",
    )
    assert [row[2:5] for row in found] == [
        ["Hvordan de blir enige: Vurdering", "alle avgjør likt", "én som inkluderer, er nok"],
        ["Andre metoder", "slått sammen med databasene", "holdt for seg"],
        ["Oppgavene til en medarbeider: Kari", "vurderer, avgjør uenighet", "koder (2026-01-31 –)"],
        ["Personer som kartlegger hver studie", "1", "2 (en annen kontrollerer)"],
        ["Trinn i vurderingen", "Vurdering", "–"],
        ["Beslektede publikasjoner: conference abstracts", "holdt for seg", "en person avgjør"],
    ]


def test_a_change_without_a_log_has_no_date_and_the_numbers_count_differences() -> None:
    late = Changed(
        (Difference(About.TITLE, "A", "B"), Difference(About.CODERS, "1", "2")), screening_had_begun=True
    )
    early = Changed((Difference(About.CODERS, "2", "1"),), "a", AT)
    given = replace(given_of(EXAMPLE), history=History("2026-01-01", (early, late), (("searches.yaml", 2),)))
    made = changes(given)
    assert made.numbers == {"differences": 3, "after_screening_began": 2, "file.searches.yaml": 2}
    assert rows_of(made.section)[1][0] == "not logged yet\nafter screening had begun"
    words = words_of(made.section)
    assert "3 differences are logged, 2 of them after screening had begun." in words
    assert "searches.yaml (2 times)" in words


def test_without_changes_and_without_a_log_it_says_so() -> None:
    words = words_of(changes(replace(given_of(EXAMPLE), history=History())).section)
    assert "No log says how the protocol was at the beginning." in words
    assert "No difference is logged" in words
