"""review.yaml: what the team agreed, and what in it cannot be."""

from datetime import date
from pathlib import Path

import pytest

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.model import (
    Charting,
    Criteria,
    ExclusionReason,
    Highlight,
    Policies,
    Previous,
    Protocol,
    Reviewer,
    ScreeningStage,
    one_stage,
    two_stages,
)
from reviewkit.store import protocol
from reviewkit.words import (
    Analysis,
    ChartingMode,
    Consensus,
    Maybe,
    OtherArm,
    Policy,
    ReviewerKind,
    Role,
    Stage,
    Team,
)

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
    assert problems == [
        "review.yaml:12: say which tool robot is. Add `model:` and `version:`, which the flow diagram and the methods "
        "name"
    ]
    assert (found.title, found.format, found.language) == ("Care at home", 2, "nb")
    assert (found.stages, found.other_arm) == (one_stage(1), OtherArm.POOLED)
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
    assert (found.stages, found.other_arm) == (two_stages(2), OtherArm.SEPARATE)
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
        (
            "previous: {studies: 3}\nnumbers: {previous: {studies: 4}}",
            "review.yaml:3: `previous` is here and at the top",
        ),
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


@pytest.mark.parametrize("reviewer", ["any", "agreed", "all", "reviewkit"])
def test_a_reviewer_who_is_called_as_commands_call_several_is_told_and_counts(
    tmp_path: Path, reviewer: str
) -> None:
    found, problems = read(tmp_path, f"title: x\nreviewers: [{{id: {reviewer}}}, {{id: b}}]\n")
    assert [one.id for one in found.reviewers] == [reviewer, "b"]
    assert problems == [
        f"review.yaml:2: '{reviewer}' is no good id for a reviewer. Commands use this word for something else. "
        f"Choose another, such as a; if this person has worked already, add `earlier_ids: [{reviewer}]`"
    ]
    _, problems = read(tmp_path, f"title: x\nreviewers: [{{id: a, earlier_ids: [{reviewer}]}}, {{id: b}}]\n")
    assert problems == []


@pytest.mark.parametrize("reviewer", ["con", "nul", "aux", "com1", "prn", "lpt1"])
def test_a_reviewer_cannot_be_called_as_windows_calls_a_device(tmp_path: Path, reviewer: str) -> None:
    _, problems = read(tmp_path, f"title: x\nreviewers: [{{id: {reviewer}}}]\n")
    assert problems == [
        f"review.yaml:2: '{reviewer}' cannot be a reviewer's id, because files are named after it. Windows reserves "
        "this name for a device. Choose another, such as a"
    ]


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
    assert (found.title, found.language, found.reviewers) == ("1.10", "nb", (Reviewer("007", "yes"),))


def test_a_protocol_that_cannot_be_read_stops(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        protocol.read(tmp_path, [])
    with pytest.raises(ReviewkitError, match=r"review\.yaml:2: this is not YAML"):
        read(tmp_path, "title: x\n\treviewers: []\n")


# Stages and rules


def test_stages_of_one_s_own_with_rules_for_all_and_for_one(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "title: x\nreviewers_per_record: 3\nconsensus: majority\nstages:\n"
        "  - {id: title, label: {en: Titles, nb: Titler}, reviewers_per_record: 1}\n"
        "  - {id: title-abstract, consensus: one-include, maybe_counts_as: include, doubly_screened: 10%}\n"
        "  - {id: full-text}\n"
        "  - {id: second-reading, full_text: yes, reasons: no}\n",
    )
    assert problems == []
    assert found.stages == (
        ScreeningStage(
            Stage("title"), {"en": "Titles", "nb": "Titler"}, people=1, consensus=Consensus.MAJORITY, reasons=False
        ),
        ScreeningStage(
            Stage.TITLE_ABSTRACT,
            people=3,
            share=0.1,
            consensus=Consensus.ONE_INCLUDE,
            maybe=Maybe.INCLUDE,
            reasons=False,
        ),
        ScreeningStage(Stage.FULL_TEXT, full_text=True, people=3, consensus=Consensus.MAJORITY),
        ScreeningStage(
            Stage("second-reading"), full_text=True, people=3, consensus=Consensus.MAJORITY, reasons=False
        ),
    )


def test_rules_hold_for_one_or_two_stages_as_well(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "title: x\nstages: one\nmaybe_counts_as: include\ndoubly_screened: 12,5 %\n")
    assert problems == []
    (stage,) = found.stages
    assert (stage.maybe, stage.share, stage.reasons) == (Maybe.INCLUDE, 0.125, True)


@pytest.mark.parametrize(
    ("words", "consensus", "maybe"),
    [
        ("consensus: both", Consensus.ALL, Maybe.DISCUSS),
        ("consensus: 2 of 3\nmaybe_counts_as: yes", Consensus.MAJORITY, Maybe.INCLUDE),
        ("consensus: One include\nmaybe_counts_as: discuss", Consensus.ONE_INCLUDE, Maybe.DISCUSS),
    ],
)
def test_a_rule_is_known_by_the_words_that_people_use(
    tmp_path: Path, words: str, consensus: Consensus, maybe: Maybe
) -> None:
    found, problems = read(tmp_path, f"title: x\n{words}\n")
    assert problems == []
    assert {(stage.consensus, stage.maybe) for stage in found.stages} == {(consensus, maybe)}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("stages: []", "stages: name at least one"),
        ("stages: [{id: a}, {id: a}]", "the id 'a' is used twice"),
        ("stages: [{id: Full text}]", "'Full text' cannot be the id of a stage"),
        ("stages: [{id: before-screening}]", "'before-screening' cannot be the id of a stage"),
        ("stages: [{id: other}]", "'other' cannot be the id of a stage"),
        ("stages: [{id: other-titles}]", "'other-titles' cannot be the id of a stage"),
        ("stages: [{id: waiting}]", "'waiting' cannot be the id of a stage"),
        ("stages: [{id: retrieval}]", "'retrieval' cannot be the id of a stage"),
        ("stages: [{id: full-text}, {id: title}]", "those that read full texts must come after those that do not"),
        ("stages: [{id: a, consensus: two}]", "consensus is 'two'. It can be: all, one-include, majority"),
        ("maybe_counts_as: perhaps", "maybe_counts_as is 'perhaps'. It can be: discuss, include"),
        ("doubly_screened: 10", "doubly_screened is '10'; write the share of the records, such as 10%"),
        ("doubly_screened: 110%", "doubly_screened is '110%'"),
        ("doubly_screened: some%", "doubly_screened is 'some%'"),
        ("stages: [{id: a, full_text: perhaps}]", "full_text is 'perhaps'. It can be: yes, no"),
        ("language: de", "language is 'de'. It can be: en, nb, nn"),
        ("criteria: {includes: x}", "unknown key 'includes'; did you mean 'include'?"),
        (
            "reviewers: [{id: a, roles: [screen]}]",
            "'screen' is not a role. It can be: screens, settles, charts, codes, watches",
        ),
        ("reviewers: [{id: a, from: 31.1.2026}]", "from is '31.1.2026'; write the date as 2026-01-31"),
        ("reviewers: [{id: a, from: 2026-02-01, until: 2026-01-31}]", "a leaves (until) before they join (from)"),
        ("reviewers: [{id: a}, {id: b, earlier_ids: [a]}]", "the id 'a' is used twice"),
        ("reviewers: [{id: a, earlier_ids: [A B]}]", "'A B' cannot be a reviewer's id"),
        ("exclusion_reasons: [{id: x, aliases: [y]}, {id: y}]", "the id 'y' is used twice"),
        ("exclusion_reasons: [{id: x, counts_as: open}]", "counts_as is 'open'"),
    ],
)
def test_what_a_rule_cannot_be_is_reported(tmp_path: Path, lines: str, said: str) -> None:
    _, problems = read(tmp_path, f"title: x\n{lines}\n")
    assert any(problem.startswith("review.yaml:2: ") and said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("given", "read_as"),
    [("no", "nb"), ("NB", "nb"), ("bokmål", "nb"), ("Norsk", "nb"), ("nynorsk", "nn"), ("en", "en")],
)
def test_a_language_is_known_by_its_code_and_its_name(tmp_path: Path, given: str, read_as: str) -> None:
    found, problems = read(tmp_path, f"title: x\nlanguage: {given}\n")
    assert (found.language, problems) == (read_as, [])


def test_who_does_what_from_when_until_when(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "title: x\nreviewers:\n"
        "  - {id: a, roles: [screens, codes], from: 2026-01-10, until: 2026-03-31, earlier_ids: [k]}\n"
        "  - {id: b}\n  - {id: c, roles: settles}\n"
        "  - {id: r, kind: tool, name: ASReview, model: ELAS u4, version: 2.10}\n",
    )
    assert problems == []
    a, b, c, robot = found.reviewers
    assert (a.since, a.until, a.earlier_ids) == (date(2026, 1, 10), date(2026, 3, 31), ("k",))
    assert [who.id for who in found.have(Role.SCREENS)] == ["a", "b"]
    assert [who.id for who in found.have(Role.SCREENS, date(2026, 4, 1))] == ["b"]
    assert [who.id for who in found.have(Role.SETTLES)] == ["b", "c"]
    assert b.roles == frozenset(Role) - {Role.WATCHES}
    assert robot.described == "ASReview (ELAS u4, version 2.10)"
    assert (found.id_of("k"), found.id_of("x"), found.reviewer("k")) == ("a", "x", a)
    assert c.described == "c"


def test_criteria_are_texts_by_language(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "title: x\nlanguage: nb\ncriteria:\n  include:\n    - Pasienter hjemme\n    - {en: Nurses, nb: Sykepleiere}\n"
        "  exclude: Sykehus\n",
    )
    assert problems == []
    assert found.criteria == Criteria(
        ({"nb": "Pasienter hjemme"}, {"en": "Nurses", "nb": "Sykepleiere"}), ({"nb": "Sykehus"},)
    )


def test_numbers_of_records_that_nobody_imported_are_by_stage(tmp_path: Path) -> None:
    found, problems = read(
        tmp_path,
        "title: x\nstages: [{id: title}, {id: abstract}, {id: full-text}]\nnumbers:\n"
        "  identified: {databases: {ERIC: 9}}\n  screened: 9\n  excluded: 4\n"
        "  abstract: {screened: 5, excluded: 5}\n",
    )
    assert problems == []
    assert found.numbers is not None
    assert found.numbers.screened == {"title": 9, "abstract": 5}
    assert [found.numbers.excluded[stage].n for stage in ("title", "abstract")] == [4, 5]
    assert read(tmp_path, "title: x\n")[0].numbers is None


def test_what_is_wrong_with_the_numbers_has_its_line_in_review_yaml(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "title: x\nnumbers:\n  screened: many\n  exluded: 4\n")
    assert problems == [
        "review.yaml:3: numbers.screened should be a whole number, not 'many'",
        "review.yaml:4: unknown key 'exluded'; did you mean 'excluded'?",
    ]


def test_highlight_words_are_those_of_the_team(tmp_path: Path) -> None:
    found, problems = read(tmp_path, "title: x\nhighlight: {include: [home care, nurs*], exclude: rat}\n")
    assert (found.highlight, problems) == (Highlight(("home care", "nurs*"), ("rat",)), [])
    assert read(tmp_path, "title: x\n")[0].highlight == Highlight()


def test_a_highlight_word_that_marks_nothing_is_reported(tmp_path: Path) -> None:
    _, problems = read(tmp_path, 'title: x\nhighlight:\n  include: [a]\n  exclude: ["*"]\n')
    assert problems == ["review.yaml:4: highlight.exclude: '*' has no letter, so it marks nothing. Remove it"]


def test_a_review_without_a_seed_has_the_seed_0(tmp_path: Path) -> None:
    assert read(tmp_path, "title: x\nseed: 047110\n")[0].seed == 47110
    assert read(tmp_path, "title: x\n")[0].seed == 0
    assert "seed should be a whole number" in read(tmp_path, "title: x\nseed: now\n")[1][0]


@pytest.mark.parametrize(
    ("charting", "people", "mode"),
    [
        ("", 1, "independent"),
        ("charting: {people: 2}\n", 2, "independent"),
        ("charting: {people: 2, mode: verify}\n", 2, "verify"),
        ("charting:\n", 1, "independent"),
    ],
)
def test_how_studies_are_charted(tmp_path: Path, charting: str, people: int, mode: str) -> None:
    found, problems = read(tmp_path, f"title: Care\n{charting}")
    assert (found.charting, problems) == (Charting(people, ChartingMode(mode)), [])


@pytest.mark.parametrize(
    ("charting", "people", "said"),
    [
        ("{people: 3}", 2, "review.yaml:2: charting.people should be 1 or 2"),
        ("{mode: verify}", 2, "Write `people: 2` beside it"),
        ("{people: two}", 1, "whole number"),
        ("{mode: together}", 1, "independent, verify"),
        ("{persons: 2}", 1, "people"),
    ],
)
def test_charting_that_cannot_be_is_reported(tmp_path: Path, charting: str, people: int, said: str) -> None:
    found, (problem,) = read(tmp_path, f"title: Care\ncharting: {charting}\n")
    assert said in problem
    assert found.charting.people == people


@pytest.mark.parametrize(
    ("text", "analysis", "team", "coders"),
    [
        ("", None, None, 1),
        ("analysis:\nteam:\n", None, None, 1),
        ("team: sequential\n", None, Team.SEQUENTIAL, 1),
        (
            "analysis: reflexive-ta\nteam: collaborative\ncoders_per_study: 3\n",
            Analysis.REFLEXIVE,
            Team.COLLABORATIVE,
            3,
        ),
        ("analysis: Coding-Reliability-TA\nteam: independent\n", Analysis.RELIABILITY, Team.INDEPENDENT, 2),
        ("team: independent\ncoders_per_study: 3\n", None, Team.INDEPENDENT, 3),
    ],
)
def test_how_studies_are_coded(
    tmp_path: Path, text: str, analysis: Analysis | None, team: Team | None, coders: int
) -> None:
    found, problems = read(tmp_path, f"title: Care\n{text}")
    assert (found.analysis, found.team, found.coders, problems) == (analysis, team, coders, [])


@pytest.mark.parametrize(
    ("text", "said", "coders"),
    [
        ("analysis: grounded\n", "analysis is 'grounded'. It can be: descriptive-content, codebook-ta", 1),
        ("team: alone\n", "team is 'alone'. It can be: sequential, independent, collaborative", 1),
        ("coders_per_study: 1\nteam: independent\n", "Write `coders_per_study: 2`", 2),
    ],
)
def test_coding_that_cannot_be_is_reported(tmp_path: Path, text: str, said: str, coders: int) -> None:
    found, (problem,) = read(tmp_path, f"title: Care\n{text}")
    assert said in problem
    assert found.coders == coders
