"""counts.yaml: numbers that a person typed, with the line of each group of them."""

from pathlib import Path

import pytest

from reviewkit.entered import Counts, counted
from reviewkit.errors import Place, Problem, ReviewkitError
from reviewkit.store import counts
from reviewkit.words import OtherArm, Stages


def read(tmp_path: Path, text: str) -> tuple[Counts, list[str]]:
    """The counts, and each problem as LINE: MESSAGE."""
    path = tmp_path / "counts.yaml"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    found = counts.read(path, problems)
    assert {problem.place.path for problem in problems} <= {str(path)}
    return found, [f"{problem.place.line}: {problem.message}" for problem in problems]


def test_the_template_is_in_order_and_adds_up(tmp_path: Path) -> None:
    found, problems = read(tmp_path, counts.TEMPLATE)
    assert problems == []
    flow, wrong = counted(found)
    assert wrong == ()
    assert (flow.n("screened"), flow.n("new.studies")) == (286, 15)


def test_every_number_comes_to_its_place(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "stages: one\nother_arm: pooled\n"
        "identified: {databases: {CINAHL: 1, MEDLINE: 2}, registers: {ICTRP: 3}, other: {Web: 4}}\n"
        "removed: {duplicates: 5, automation: 6, other: {Retracted: 7}}\n"
        "screened: 8\nexcluded: {total: 9, reasons: {Age: 10}}\nsought: 11\nnot_retrieved: 12\nassessed: 13\n"
        "reports_excluded: {total: 14, reasons: {Design: 15}}\nincluded: {studies: 16, reports: 17}\n"
        "other_methods: {sought: 18, not_retrieved: 19, assessed: 20,\n"
        "  reports_excluded: {total: 21, reasons: {X: 22}}}\n"
        "previous: {studies: 23, reports: 24}\n",
    )
    assert problems == []
    assert (found.stages, found.other_arm) == (Stages.ONE, OtherArm.POOLED)
    assert found.identified == {
        "databases": {"CINAHL": 1, "MEDLINE": 2},
        "registers": {"ICTRP": 3},
        "other": {"Web": 4},
    }
    assert (found.duplicates, found.automation, found.removed_other) == (5, 6, {"Retracted": 7})
    assert (found.screened, found.excluded, found.reasons) == (8, 9, {"Age": 10})
    assert (found.sought, found.not_retrieved, found.assessed) == (11, 12, 13)
    assert (found.reports_excluded, found.report_reasons) == (14, {"Design": 15})
    assert (found.studies, found.reports, found.previous) == (16, 17, (23, 24))
    assert found.other is not None
    assert (found.other.sought, found.other.not_retrieved, found.other.assessed) == (18, 19, 20)
    assert (found.other.reports_excluded, found.other.report_reasons) == (21, {"X": 22})


@pytest.mark.parametrize("text", ["", "# nothing\n", "identified:\nremoved:\nexcluded:\nincluded:\nprevious:\n"])
def test_what_was_not_stated_is_none_and_not_0(tmp_path: Path, text: str) -> None:
    found, problems = read(tmp_path, text)
    assert problems == []
    assert (found.stages, found.other_arm) == (Stages.TWO, OtherArm.SEPARATE)
    for name in (
        "duplicates",
        "automation",
        "screened",
        "excluded",
        "sought",
        "studies",
        "reports",
        "other",
        "previous",
    ):
        assert getattr(found, name) is None, name
    assert not found.identified
    assert not found.reasons


def test_of_an_earlier_version_one_number_is_enough(tmp_path: Path) -> None:
    for text, previous in (("{studies: 3}", (3, 0)), ("{reports: 4}", (0, 4))):
        assert read(tmp_path, f"previous: {text}\n")[0].previous == previous


def test_0_is_a_number(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "removed: {duplicates: 0, automation: 0}\nscreened: 0\n")
    assert (found.duplicates, found.automation, found.screened) == (0, 0, 0)


def test_the_lines_of_groups_are_known_so_that_a_wrong_sum_names_one(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        "identified: {databases: {X: 9}}\nremoved:\n  automation: 0\n  duplicates: 4\nscreened: 4\n"
        "excluded: {total: 3, reasons: {A: 4}}\n",
    )
    path = str(tmp_path / "counts.yaml")
    assert found.place == Place(path, 1)
    assert (found.places["duplicates"], found.places["screened"], found.places["excluded"]) == (
        Place(path, 4),
        Place(path, 5),
        Place(path, 6),
    )
    _, wrong = counted(found)
    assert [problem.place.line for problem in wrong if problem.code in ("duplicates", "excluded")] == [4, 6]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("screned: 4\n", "1: unknown key 'screned'; did you mean 'screened'?"),
        ("removed: {dupes: 4}\n", "1: unknown key 'dupes'"),
        ("x: 1\nexcluded:\n  totl: 4\n", "3: unknown key 'totl'; did you mean 'total'?"),
        ("reports_excluded: {total: 4, why: x}\n", "1: unknown key 'why'"),
        ("included: {studys: 4}\n", "1: unknown key 'studys'; did you mean 'studies'?"),
        ("other_methods: {screened: 4}\n", "1: unknown key 'screened'"),
        ("previous: {records: 4}\n", "1: unknown key 'records'"),
        ("identified: {database: {X: 4}}\n", "1: unknown key 'database'; did you mean 'databases'?"),
        ("identified: {databases: {X: -4}}\n", "1: identified.databases.X should be a whole number, not '-4'"),
        ("identified: {databases: {X: 4.5}}\n", "should be a whole number, not '4.5'"),
        ("screened: [4]\n", "1: screened should be one value, not a list or a mapping"),
        ("excluded: 4\n", "1: excluded should be a mapping"),
        ("stages: three\n", "1: stages is 'three'. It can be: one, two"),
        ("other_arm: apart\n", "1: other_arm is 'apart'. It can be: pooled, separate"),
    ],
)
def test_what_is_mistyped_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    _, problems = read(tmp_path, text)
    assert any(said in problem for problem in problems), problems


def test_numbers_may_be_written_with_spaces_or_commas(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "screened: 1 502\nsought: 1,502\nassessed: '1\u00a0502'\n")
    assert (found.screened, found.sought, found.assessed, problems) == (1502, 1502, 1502, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [("- 4\n", "the file should be a mapping"), ("a: [\n", "this is not YAML"), (None, "no such file")],
)
def test_what_cannot_be_read_stops(tmp_path: Path, text: str | None, said: str) -> None:
    path = tmp_path / "counts.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ReviewkitError, match=said):
        counts.read(path, [])
