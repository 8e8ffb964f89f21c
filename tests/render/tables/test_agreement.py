"""Agreement as a table: every comparison a row, and no number that says more than it knows."""

import csv
import io
from typing import Any

import pytest

from reviewkit.agreement import Agreement, Coefficient, Measure
from reviewkit.locales import labels, languages
from reviewkit.model import Protocol, ScreeningStage
from reviewkit.render.tables.agreement import agreement_table, disagreements_table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.screening_agreement import Comparison, Disagreement, StageAgreement
from reviewkit.words import Stage
from tests.builders import decision, protocol, record

EN = labels("en")
PLAN = protocol()


def coefficients(**values: float | tuple[float, float, float] | None) -> tuple[Coefficient, ...]:
    """Measures by their names: a value, or a value with both ends of its interval."""
    return tuple(
        Coefficient(Measure(name), value[0], (value[1], value[2]))
        if isinstance(value, tuple)
        else Coefficient(Measure(name), value)
        for name, value in values.items()
    )


def comparison(
    *reviewers: str, units: int = 100, alike: int = 90, found: tuple[Coefficient, ...] = (), **shares: float
) -> Comparison:
    prevalence = shares or {"exclude": 0.9, "include": 0.1}
    return Comparison(reviewers, Agreement(units, alike, prevalence if units else {}, found), None, None)


PAIR = comparison("a", "b", found=coefficients(raw=(0.9, 0.8256, 0.945), cohen=(0.4444, 0.1, 0.7), gwet=0.8))


def stage(everybody: Comparison = PAIR, of: Stage = Stage.SCREENING, **more: Any) -> StageAgreement:
    nothing: dict[str, Any] = {
        "disagreements": (),
        "hidden": 0,
        "not_compared": 0,
        "pairs": (everybody,) if len(everybody.reviewers) == 2 else (),
        "tools": (),
        "blocks": (),
        "reasons": None,
    }
    return StageAgreement(stage=of, everybody=everybody, **nothing | more)


def test_two_people_have_one_row() -> None:
    table = agreement_table([stage()], PLAN, EN)
    assert table.head == (
        "Who",
        "Reports",
        "Decided alike",
        "Raw agreement",
        "Cohen's κ",
        "Gwet's AC1",
        "Decisions",
    )
    assert table.rows == (
        ("a + b", "100", "90", "90% (82.6% to 94.5%)", "0.44 (0.10 to 0.70)", "0.80", "exclude 90%, include 10%"),
    )


def test_more_people_have_a_row_of_all_first_and_blocks_last() -> None:
    everybody = comparison("a", "b", "c", units=1230, found=coefficients(raw=0.9, fleiss=0.5, krippendorff=0.51))
    block = comparison("a", "b", "c", found=coefficients(raw=0.9, krippendorff=0.5))
    last = comparison("a", "b", "c", units=30, found=coefficients(raw=0.9, krippendorff=0.5))
    reasons = comparison("a", "b", "c", units=7, found=coefficients(raw=0.9), population=1.0)
    tool = comparison("a", "robot", found=coefficients(raw=0.9, cohen=0.3))
    table = agreement_table(
        [stage(everybody, pairs=(PAIR,), tools=(tool,), blocks=(block, last), reasons=reasons)], PLAN, EN
    )
    assert [row[0] for row in table.rows] == [
        "All",
        "a + b",
        "a + robot",
        "Reasons for exclusion",
        "Reports 1–100",
        "Reports 101–130",
    ]
    assert table.rows[0][1] == "1230"
    columns = dict(zip(table.head, zip(*table.rows, strict=True), strict=True))
    assert columns["Fleiss' κ"][:2] == ("0.50", "–"), "a dash where a measure does not apply"
    assert columns["Decisions"][3] == "Wrong population 100%"
    assert "Rows of 100 reports are in the order in which these were decided on." in table.notes


def test_with_several_stages_each_row_names_its_own() -> None:
    titles, texts = ScreeningStage(Stage.TITLE_ABSTRACT, {"en": "Titles"}), ScreeningStage(Stage.FULL_TEXT)
    plan = Protocol("A", stages=(titles, texts))
    both = [stage(of=Stage.TITLE_ABSTRACT), stage(of=Stage.FULL_TEXT)]
    table = agreement_table(both, plan, EN)
    assert [row[0] for row in table.rows] == ["Titles", "Full text"], "without a name of its own, the usual one"
    empty = stage(comparison("a", units=0), of=Stage.FULL_TEXT, pairs=())
    assert agreement_table([both[0], empty], plan, EN).head[0] == "Who", "of what is empty nothing is said"


def test_one_category_only_is_undefined_and_never_1() -> None:
    found = comparison(
        "a", "b", alike=100, found=coefficients(raw=(1.0, 0.963, 1.0), cohen=None, gwet=None), exclude=1.0
    )
    table = agreement_table([stage(found)], PLAN, EN)
    assert table.rows[0][3:6] == ("100% (96.3% to 100%)", "undefined (no variation)", "undefined (no variation)")
    assert EN.text("agreement.note_undefined") in table.notes
    assert EN.text("agreement.note_undefined") not in agreement_table([stage()], PLAN, EN).notes


@pytest.mark.parametrize(
    ("value", "raw", "cohen"),
    [
        (0.9999, "99.9%", "1.00"),
        (1.0, "100%", "1.00"),
        (0.0, "0%", "0.00"),
        (0.005, "0.5%", "0.01"),
        (0.12345, "12.3%", "0.12"),
    ],
)
def test_how_numbers_are_rounded(value: float, raw: str, cohen: str) -> None:
    table = agreement_table([stage(comparison("a", "b", found=coefficients(raw=value, cohen=value)))], PLAN, EN)
    assert table.rows[0][3:5] == (raw, cohen)


@pytest.mark.parametrize(("value", "written"), [(-0.124, "\u22120.12"), (-0.004, "0.00"), (-0.5, "\u22120.50")])
def test_a_coefficient_below_chance_has_a_minus_sign(value: float, written: str) -> None:
    table = agreement_table([stage(comparison("a", "b", found=coefficients(cohen=value)))], PLAN, EN)
    assert table.rows[0][3] == written


def test_norwegian_numbers_have_a_comma_and_a_space_before_the_per_cent_sign() -> None:
    row = agreement_table([stage()], PLAN, labels("nb")).rows[0]
    assert row[3:5] == ("90\u00a0% (82,6\u00a0% til 94,5\u00a0%)", "0,44 (0,10 til 0,70)")
    assert row[-1] == "ekskluder 90\u00a0%, inkluder 10\u00a0%"


@pytest.mark.parametrize("language", languages())
def test_what_was_not_compared_stands_below(language: str) -> None:
    words = labels(language)
    table = agreement_table([stage(not_compared=12)], PLAN, words)
    assert table.notes[-1] == words.text("agreement.note_waiting").format(n=12)
    assert agreement_table([stage()], PLAN, words).notes == (
        words.text("agreement.note_before"),
        words.text("agreement.note_interval"),
    )


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_has_the_numbers(format_name: str) -> None:
    table = agreement_table([stage()], PLAN, EN)
    written = as_bytes(table, format_name)
    assert written == as_bytes(table, format_name)
    if format_name in ("csv", "md", "html"):
        assert "0.44 (0.10 to 0.70)" in written.decode("utf-8")


# --- the disagreements ------------------------------------------------------------------------------------------------

RECORDS = {
    "s-0001": record("s-0001", title="Trust", authors=("Berg, Nora", "Dahl, Per"), year=2020),
    "s-0002": record("s-0002", title="=1+1"),
}
DIFFERING = (
    Disagreement(
        "s-0001",
        False,
        (decision("a", "s-0001", "include"), decision("b", "s-0001", "exclude", reason="population")),
    ),
    Disagreement("s-0002", False, (decision("b", "s-0002", "maybe"), decision("c", "s-0002", "include"))),
)


def test_a_disagreement_has_a_row_with_a_column_for_each_person() -> None:
    table = disagreements_table([stage(disagreements=DIFFERING)], RECORDS, PLAN, EN)
    assert table.head == ("Stage", "Record", "Authors", "Year", "Title", "a", "b", "c")
    assert table.rows == (
        (
            "Screening",
            "s-0001",
            "Berg, Nora; Dahl, Per",
            "2020",
            "Trust",
            "include",
            "exclude: Wrong population",
            "",
        ),
        ("Screening", "s-0002", "", "", "=1+1", "", "maybe", "include"),
    )


def test_a_title_that_would_act_as_a_formula_does_not() -> None:
    table = disagreements_table([stage(disagreements=DIFFERING)], RECORDS, PLAN, EN)
    rows = list(csv.reader(io.StringIO(as_bytes(table, "csv").decode("utf-8-sig"))))
    assert rows[2][4] == "'=1+1"


def test_without_a_disagreement_the_table_is_empty() -> None:
    table = disagreements_table([stage()], RECORDS, PLAN, labels("nn"))
    assert table.rows == ()
    assert table.caption == "Publikasjonar som vurderarane var usamde om"
