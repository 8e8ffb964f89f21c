"""review.yaml: what the team agreed, and what in it cannot be."""

from pathlib import Path

import pytest

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.model import ExclusionReason, Policies, Previous, Protocol, Reviewer
from reviewkit.store import protocol
from reviewkit.words import OtherArm, Policy, ReviewerKind, Stage, Stages

FULL = """\
title: Care at home
format: 2
schema: https://example.org/review.json
language: nb
stages: one
other_arm: pooled
reviewers_per_record: 1
previous: {studies: 10, reports: 12}
duplicates: {preprints: join, dissertations: ask}
reviewers:
  - {id: a, name: Anna, addresses: [anna@example.org, a@example.org]}
  - {id: robot, kind: tool}
exclusion_reasons:
  - {id: population, label: {en: Wrong population, nb: Feil utvalg}, aliases: wrong population}
  - {id: outcome, label: Feil utfall}
"""


def read(tmp_path: Path, text: str) -> tuple[Protocol, list[str]]:
    """The protocol, and each problem as it is printed."""
    (tmp_path / "review.yaml").write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    found = protocol.read(tmp_path, problems)
    return found, [str(problem) for problem in problems]


def test_everything_that_was_agreed_is_read(tmp_path: Path) -> None:
    found, problems = read(tmp_path, FULL)
    assert problems == []
    assert (found.title, found.format, found.language) == ("Care at home", 2, "nb")
    assert (found.stages, found.other_arm, found.reviewers_per_record) == (Stages.ONE, OtherArm.POOLED, 1)
    assert found.previous == Previous(10, 12)
    assert found.duplicates == Policies(preprints=Policy.JOIN, dissertations=Policy.ASK)
    assert found.reviewers == (
        Reviewer("a", "Anna", addresses=("anna@example.org", "a@example.org")),
        Reviewer("robot", kind=ReviewerKind.TOOL),
    )
    assert found.reasons == (
        ExclusionReason("population", {"en": "Wrong population", "nb": "Feil utvalg"}, ("wrong population",)),
        ExclusionReason("outcome", {"nb": "Feil utfall"}),
    )
    assert found.stage_list() == (Stage.SCREENING,)


def test_what_was_not_agreed_is_as_in_prisma_2020(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "title: x\n")
    assert problems == []
    assert found == Protocol("x", place=found.place)
    assert (found.stages, found.other_arm, found.reviewers_per_record) == (Stages.TWO, OtherArm.SEPARATE, 2)
    assert (found.format, found.language, found.previous) == (1, "en", None)


def test_the_template_of_a_new_review_is_in_order(tmp_path: Path) -> None:
    from reviewkit.store.folder import create

    create(tmp_path / "new", "x", ["a"])
    problems: list[Problem] = []
    found = protocol.read(tmp_path / "new", problems)
    assert problems == []
    assert [reviewer.id for reviewer in found.reviewers] == ["a"]
    assert len(found.reasons) == 6


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("stgaes: one", "review.yaml:2: unknown key 'stgaes'; did you mean 'stages'?"),
        ("stages: three", "review.yaml:2: stages is 'three'. It can be: one, two"),
        ("other_arm: together", "review.yaml:2: other_arm is 'together'. It can be: pooled, separate"),
        ("reviewers_per_record: 0", "review.yaml:2: reviewers_per_record should be 1 or more"),
        ("reviewers_per_record: two", "review.yaml:2: reviewers_per_record should be a whole number, not 'two'"),
        ("format: newest", "review.yaml:2: format should be a whole number, not 'newest'"),
        ("reviewers: a", "review.yaml:2: reviewers should be a list (lines that start with `- `)"),
        ("reviewers: [a]", "review.yaml:2: reviewers should be a mapping (lines like `name: value`)"),
        ("reviewers: [{name: Anna}]", "review.yaml:2: reviewers.id is missing. Add `id: ...`"),
        ("reviewers: [{id: a, nam: A}]", "review.yaml:2: unknown key 'nam'; did you mean 'name'?"),
        ("reviewers: [{id: a, kind: robot}]", "review.yaml:2: reviewers.kind is 'robot'. It can be: person, tool"),
        ("reviewers: [{id: a}, {id: a}]", "review.yaml:2: reviewers: the id 'a' is used twice"),
        ("exclusion_reasons: [{label: x}]", "review.yaml:2: exclusion_reasons.id is missing"),
        ("exclusion_reasons: [{id: x}, {id: y}, {id: x}]", "exclusion_reasons: the id 'x' is used twice"),
        ("exclusion_reasons: [{id: x, allias: y}]", "unknown key 'allias'; did you mean 'aliases'?"),
        ("previous: 12", "review.yaml:2: previous should be a mapping"),
        ("previous: {studys: 3}", "review.yaml:2: unknown key 'studys'; did you mean 'studies'?"),
        ("duplicates: {preprints: glue}", "duplicates.preprints is 'glue'. It can be: separate, join, ask"),
        ("duplicates: {preprint: join}", "review.yaml:2: unknown key 'preprint'; did you mean 'preprints'?"),
        ("title: again", "review.yaml:2: the key 'title' is used twice; only the first is read"),
    ],
)
def test_what_cannot_be_is_told_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    found, problems = read(tmp_path, f"title: x\n{line}\n")
    assert any(problem.startswith(said) or said in problem for problem in problems), problems
    assert found.title == "x"


@pytest.mark.parametrize("reviewer", ["A", "Å", "a b", "../a", "a/b", ".a"])
def test_a_reviewer_whose_id_cannot_name_a_file_is_told(tmp_path: Path, reviewer: str) -> None:
    _, problems = read(tmp_path, f"title: x\nreviewers:\n  - name: y\n    id: '{reviewer}'\n")
    assert problems == [
        f"review.yaml:4: {reviewer!r} cannot be a reviewer's id, because files are named after it. Use "
        "lower-case letters a-z, digits, - and _, such as a"
    ]


@pytest.mark.xfail(
    strict=True, reason="names that Windows keeps for devices are taken for reviewers, not for studies"
)
@pytest.mark.parametrize("reviewer", ["con", "nul", "aux", "com1"])
def test_a_reviewer_cannot_be_called_as_windows_calls_a_device(tmp_path: Path, reviewer: str) -> None:
    _, problems = read(tmp_path, f"title: x\nreviewers: [{{id: {reviewer}}}]\n")
    assert problems


def test_a_title_is_needed(tmp_path: Path) -> None:
    for text in ("", "title:\n", "title: ''\n", "stages: one\n"):
        _, problems = read(tmp_path, text)
        assert any("title is missing. Add `title: ...`" in problem for problem in problems)


def test_policies_decide_by_relation(tmp_path: Path) -> None:
    from reviewkit.words import Relation

    found, _ = read(tmp_path, "title: x\nduplicates: {preprints: join, cochrane_updates: ask}\n")
    assert found.duplicates.of(Relation.PREPRINT) is Policy.JOIN
    assert found.duplicates.of(Relation.VERSION) is Policy.ASK
    assert found.duplicates.of(Relation.ERRATUM) is Policy.SEPARATE


def test_values_stay_text(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "title: 1.10\nlanguage: no\nreviewers: [{id: 007, name: yes}]\n")
    assert problems == []
    assert (found.title, found.language, found.reviewers) == ("1.10", "no", (Reviewer("007", "yes"),))


def test_a_protocol_that_cannot_be_read_stops(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        protocol.read(tmp_path, [])
    with pytest.raises(ReviewkitError, match=r"review\.yaml:2: this is not YAML"):
        read(tmp_path, "title: x\n\treviewers: []\n")
