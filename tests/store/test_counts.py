"""counts.yaml: numbers that a person typed, with the line of each group of them."""

from pathlib import Path

import pytest

from reviewkit.entered import counted
from reviewkit.errors import Place, Problem, ReviewkitError
from reviewkit.model import Counts, Number, two_stages
from reviewkit.store import counts
from reviewkit.words import BoxId, OtherArm


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


TA, FT = "title-abstract", "full-text"


def test_every_number_comes_to_its_place(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "stages: two\nother_arm: separate\n"
        "identified: {databases: {CINAHL: 1, MEDLINE: 2}, registers: {ICTRP: 3}, other: {Web: 4}}\n"
        "removed: {duplicates: {By hand: 5}, automation: 6, other: {Retracted: 7}}\n"
        "screened: 8\nexcluded: {total: 9, reasons: {Age: 10}, human: 7, tool: 2}\nsought: 11\n"
        "not_retrieved: {Lost: 12}\nassessed: 13\n"
        "reports_excluded: {total: 14, reasons: {Design: 15}}\nincluded: {studies: 16, reports: 17}\n"
        "other_methods: {removed: {duplicates: 1, other: {Old: 2}}, screened: 3, excluded: 4, sought: 18,\n"
        "  not_retrieved: 19, assessed: 20, reports_excluded: {total: 21, reasons: {X: 22}}}\n"
        "previous: {studies: 23, reports: 24}\nongoing: 25\nawaiting: 26\n",
    )
    assert problems == []
    assert (found.stages, found.other_arm) == (two_stages(), OtherArm.SEPARATE)
    assert found.identified == {
        "databases": Number(None, {"CINAHL": 1, "MEDLINE": 2}),
        "registers": Number(None, {"ICTRP": 3}),
        "other": Number(None, {"Web": 4}),
    }
    assert (found.duplicates, found.automation) == (Number(None, {"By hand": 5}), Number(6))
    assert found.removed_other == Number(None, {"Retracted": 7})
    assert (found.screened, found.excluded[TA]) == ({TA: 8}, Number(9, {"Age": 10}, 7, 2))
    assert (found.sought, found.not_retrieved, found.assessed) == (11, Number(None, {"Lost": 12}), {FT: 13})
    assert found.reports_excluded[FT] == Number(14, {"Design": 15})
    assert (found.studies, found.reports, found.previous) == (16, 17, (23, 24))
    assert (found.ongoing, found.awaiting) == (25, 26)
    other = found.other
    assert other is not None
    assert (other.duplicates, other.removed_other) == (Number(1), Number(None, {"Old": 2}))
    assert (other.screened, other.excluded[TA], other.sought) == ({TA: 3}, Number(4), 18)
    assert (other.not_retrieved, other.assessed) == (Number(19), {FT: 20})
    assert other.reports_excluded[FT] == Number(21, {"X": 22})


def test_what_other_methods_removed_is_a_number_alone_or_with_what_it_is_made_of(tmp_path: Path) -> None:
    bare, problems = read(tmp_path, "other_methods: {removed: 4}\n")
    split, more = read(tmp_path, "other_methods: {removed: {total: 4, duplicates: 3}}\n")
    assert (problems, more) == ([], [])
    assert bare.other is not None
    assert (bare.other.removed, bare.other.duplicates) == (4, Number())
    assert split.other is not None
    assert (split.other.removed, split.other.duplicates) == (4, Number(3))


def test_in_one_stage_other_methods_are_assessed_and_full_texts_have_no_box(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "stages: one\nscreened: 8\nexcluded: 2\nassessed: 6\n"
        "other_methods: {assessed: 5, reports_excluded: {Design: 4}}\n",
    )
    assert problems == ["4: assessed has no box where `stages: one`; write `stages: two` to draw it"]
    assert (found.screened, found.excluded) == ({"screening": 8}, {"screening": Number(2)})
    assert found.other is not None
    assert found.other.assessed == {"screening": 5}
    assert found.other.reports_excluded == {"screening": Number(None, {"Design": 4})}


def test_stages_may_be_added_between_and_after_the_usual_ones(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "screened: 90\nexcluded: 40\nsought: 30\nassessed: 30\nreports_excluded: 10\n"
        "further_stages:\n  - {name: Abstracts, screened: 50, excluded: 20}\n"
        "  - {name: Second reading, full_text: yes, assessed: 20, reports_excluded: 5}\n"
        "included: {studies: 15, reports: 15}\n",
    )
    assert problems == []
    assert [(stage.label("en"), stage.full_text) for stage in found.stages] == [
        ("title-abstract", False),
        ("Abstracts", False),
        ("full-text", True),
        ("Second reading", True),
    ]
    flow, wrong = counted(found)
    assert wrong == ()
    assert (flow.n("stage-3.screened"), flow.n("stage-4.reports_excluded")) == (50, 5)


@pytest.mark.parametrize("text", ["", "# nothing\n", "identified:\nremoved:\nexcluded:\nincluded:\nprevious:\n"])
def test_what_was_not_stated_is_none_and_not_0(tmp_path: Path, text: str) -> None:
    found, problems = read(tmp_path, text)
    assert problems == []
    assert (found.stages, found.other_arm) == (two_stages(), OtherArm.SEPARATE)
    for name in ("removed", "sought", "studies", "reports", "other", "previous", "ongoing", "awaiting"):
        assert getattr(found, name) is None, name
    assert (found.duplicates.n, found.automation.n, found.removed_other.n, found.not_retrieved.n) == (None,) * 4
    assert not found.identified
    assert not found.screened
    assert {number.n for number in (*found.excluded.values(), *found.reports_excluded.values())} == {None}
    assert counted(found)[0].boxes == {}


def test_of_an_earlier_version_one_number_is_enough(tmp_path: Path) -> None:
    for text, previous in (("{studies: 3}", (3, None)), ("{reports: 4}", (None, 4))):
        assert read(tmp_path, f"previous: {text}\n")[0].previous == previous


@pytest.mark.parametrize("key", ["identified: {databases: 5}", "removed: 5", "excluded: 5", "reports_excluded: 5"])
def test_a_number_alone_is_a_total(tmp_path: Path, key: str) -> None:
    found, problems = read(tmp_path, f"{key}\n")
    assert problems == []
    assert {box.n for box in counted(found)[0].boxes.values()} == {5}


def test_0_is_a_number(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "removed: {duplicates: 0, automation: 0}\nscreened: 0\n")
    assert (found.duplicates, found.automation, found.screened) == (Number(0), Number(0), {TA: 0})


def test_the_lines_of_numbers_are_known_so_that_a_wrong_sum_names_one(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        "identified: {databases: {X: 9}}\nremoved:\n  automation: 0\n  duplicates: 4\nscreened: 4\n"
        "excluded: {total: 3, reasons: {A: 4}}\nsought: 2\n",
    )
    path = str(tmp_path / "counts.yaml")
    assert found.place == Place(path, 1)
    assert [found.places[box] for box in ("rm.duplicates", "screened", "excluded", "sought")] == [
        Place(path, 4),
        Place(path, 5),
        Place(path, 6),
        Place(path, 7),
    ]
    _, wrong = counted(found)
    assert [(problem.code, problem.place.line) for problem in wrong] == [
        ("duplicates", 4),
        ("excluded", 6),
        ("A4", 7),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("screned: 4\n", "1: unknown key 'screned'; did you mean 'screened'?"),
        ("removed: {dupes: 4}\n", "1: unknown key 'dupes'"),
        ("reports_excluded: {total: 4, why: x}\n", "1: reports_excluded.why should be a whole number, not 'x'"),
        ("excluded: {total: 4, reasons: 3}\n", "1: excluded.reasons should be a mapping"),
        (
            "other_arm: pooled\nother_methods: {sought: 4}\n",
            "2: other_methods has no boxes where `other_arm: pooled`",
        ),
        (
            "included: 4\n",
            "1: included does not say what it counts. Write `included: {studies: 4}` or `included: {rep",
        ),
        (
            "previous: 4\n",
            "1: previous does not say what it counts. Write `previous: {studies: 4}` or `previous: {rep",
        ),
        ("identified: 4\n", "1: identified does not say what it counts. Write `identified: {databases: 4}`"),
        ("language: no\n", "1: language has no place here. Name it with the command: --language nb"),
        ("excluded: {human: 4}\n", "1: excluded has only `human`; add `tool`"),
        ("excluded: {tool: 4}\n", "1: excluded has only `tool`; add `human`"),
        ("other_methods: {removed: {automation: 4}}\n", "1: unknown key 'automation'"),
        ("stages: one\nother_methods: {sought: 4}\n", "2: sought has no box where `stages: one`"),
        ("further_stages: [{screened: 4}]\n", "1: further_stages.name is missing"),
        ("included: {studys: 4}\n", "1: unknown key 'studys'; did you mean 'studies'?"),
        ("other_methods: {screend: 4}\n", "1: unknown key 'screend'"),
        ("previous: {records: 4}\n", "1: unknown key 'records'"),
        ("identified: {database: {X: 4}}\n", "1: unknown key 'database'; did you mean 'databases'?"),
        ("identified: {databases: {X: -4}}\n", "1: identified.databases.X should be a whole number, not '-4'"),
        ("identified: {databases: {X: 4.5}}\n", "should be a whole number, not '4.5'"),
        ("screened: [4]\n", "1: screened should be one value, not a list or a mapping"),
        ("excluded: [4]\n", "1: excluded should be a mapping"),
        ("stages: three\n", "1: stages is 'three'. It can be: one, two"),
        ("other_arm: apart\n", "1: other_arm is 'apart'. It can be: pooled, separate"),
    ],
)
def test_what_is_mistyped_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    _, problems = read(tmp_path, text)
    assert any(said in problem for problem in problems), problems


def test_numbers_may_be_written_with_spaces_or_commas(tmp_path: Path) -> None:
    text = (
        "screened: 1 502\nsought: 1,502\nassessed: '1\u00a0502'\nongoing: '1\u202f502'\nawaiting: '1\u2009502'\n"
    )
    found, problems = read(tmp_path, text)
    assert (found.screened, found.sought, found.assessed, problems) == ({TA: 1502}, 1502, {FT: 1502}, [])
    assert (found.ongoing, found.awaiting) == (1502, 1502)


def test_open_studies_know_their_lines(tmp_path: Path) -> None:
    places = read(tmp_path, "screened: 9\nongoing: 2\nawaiting: 1\n")[0].places
    assert (places[BoxId.ONGOING].line, places[BoxId.AWAITING].line) == (2, 3)


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
