"""Differences from the protocol."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewkit.protocol_differences import About, Changed, Difference, History
from reviewkit.render.report.protocol_changes import changes
from tests.conftest import EXAMPLE, Command
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
        ["Personer som henter ut data av hver studie", "1", "2 (en annen kontrollerer)"],
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
    assert made.numbers == {
        "differences": 3,
        "after_screening_began": 2,
        "file.searches.yaml": 2,
        "decisions_changed": 0,
        "decisions_changed_knowing": 0,
    }
    assert rows_of(made.section)[1][0] == "not logged yet\nafter screening had begun"
    words = words_of(made.section)
    assert "3 differences are logged, 2 of them after screening had begun." in words
    assert "searches.yaml (2 times)" in words


def test_without_changes_and_without_a_log_it_says_so() -> None:
    words = words_of(changes(replace(given_of(EXAMPLE), history=History())).section)
    assert "No log says how the protocol was at the beginning." in words
    assert "No difference is logged" in words


def decided(root: Path, rk: Command, *acts: tuple[str, ...]) -> None:
    for act in acts:
        assert rk("screen", *act, "-C", str(root)).status == 0, act


@pytest.fixture
def decided_on(root: Path, rk: Command) -> Path:
    """A review of two people with one record, on which both decided before one of them changed their mind."""
    export = root.parent / "one.ris"
    export.write_text("TY  - JOUR\nTI  - Trust at home\nAU  - Berg, K\nPY  - 2020\nER  - \n", encoding="utf-8")
    assert rk("import", str(export), "-s", "eric", "--as", "a", "-C", str(root)).status == 0
    decided(
        root,
        rk,
        ("decide", "eric-0001", "-d", "include", "--as", "a"),
        ("decide", "eric-0001", "-d", "exclude", "--reason", "population", "--as", "b"),
    )
    return root


def test_decisions_changed_when_others_could_be_known_are_listed(decided_on: Path, rk: Command) -> None:
    decided(decided_on, rk, ("decide", "eric-0001", "-d", "exclude", "--reason", "population", "--as", "a"))
    made = changes(given_of(decided_on))
    assert (made.numbers["decisions_changed"], made.numbers["decisions_changed_knowing"]) == (1, 1)
    (row,) = rows_of(made.section.sections[0])
    assert row[0].startswith("Berg")
    assert row[1:5] == ["Screening", "a", "include", "exclude: Wrong population"]
    assert row[5].endswith("\nafter all who decide on it had decided")


def test_a_stage_that_is_still_screened_tells_no_decisions(decided_on: Path, rk: Command) -> None:
    decided(decided_on, rk, ("decide", "eric-0001", "-d", "exclude", "--reason", "population", "--as", "a"))
    more = decided_on.parent / "more.ris"
    more.write_text("TY  - JOUR\nTI  - Another\nER  - \n", encoding="utf-8")
    assert rk("import", str(more), "-s", "eric", "--as", "a", "-C", str(decided_on)).status == 0
    made = changes(given_of(decided_on))
    assert made.numbers["decisions_changed"] == 0
    assert rows_of(made.section.sections[0]) == []
    assert "still screened are not shown yet" in words_of(made.section)
