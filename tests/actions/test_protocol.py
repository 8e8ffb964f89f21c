"""A review is created, what is agreed in it changes without a loss, and one of an older version is upgraded."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reviewkit.actions import imports, protocol, screening, undo
from reviewkit.actions.protocol import (
    InAndOut,
    NewReason,
    NewReviewer,
    ProtocolChange,
    change_protocol,
    create_review,
    reasons_of,
    reviewers_of,
)
from reviewkit.actions.rewriting import seen_now
from reviewkit.errors import Level, ReviewkitError
from reviewkit.model import Highlight, Protocol
from reviewkit.store import format as formats
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, Consensus, Maybe, Role, Stage
from tests.faults import old_folder
from tests.folders import afresh, begin, decide, files_of, flow_text


@pytest.fixture
def old(tmp_path: Path) -> OpenReview:
    return open_review(old_folder(tmp_path / "old"))


def test_a_new_review_can_be_opened(tmp_path: Path) -> None:
    made = protocol.create_review(tmp_path / "new", "A title", [NewReviewer("a"), NewReviewer("b")])
    assert tmp_path / "new" / "review.yaml" in made
    folder = open_review(tmp_path / "new")
    assert folder.review.protocol.title == "A title"
    assert protocol.plan_upgrade(folder).changes == ()


def test_a_plan_says_what_would_change_and_changes_nothing(old: OpenReview) -> None:
    before = files_of(old.root)
    found = protocol.plan_upgrade(old)
    assert (found.before, found.after) == (1, 2)
    assert len(found.changes) == 2
    assert "`format: 2`" in found.changes[0]
    assert formats.MARK in found.changes[1]
    assert files_of(old.root) == before


def test_an_upgrade_changes_one_line_and_adds_one_file(old: OpenReview) -> None:
    before = files_of(old.root)
    assert protocol.upgrade(old, "a").before == 1
    after = files_of(old.root)
    assert {name for name in after if after[name] != before.get(name)} == {"review.yaml", formats.MARK}
    assert set(before) <= set(after)
    lines, were = after["review.yaml"].decode().splitlines(), before["review.yaml"].decode().splitlines()
    assert [line for line in lines if not line.startswith("format: 2")] == were
    assert old.review.protocol.format == 2


def test_an_upgrade_keeps_all_that_the_review_comes_to(old: OpenReview) -> None:
    flow, problems, matrices = flow_text(old.review), old.review.problems, old.review.matrices
    protocol.upgrade(old, "a")
    assert flow_text(old.review) == flow
    assert old.review.matrices == matrices
    assert set(old.review.problems) == set(problems)


def test_after_an_upgrade_acts_of_this_version_are_allowed(old: OpenReview) -> None:
    with pytest.raises(ReviewkitError, match="reviewkit upgrade"):
        imports.rename_source(old, "a", "cinahl", "embase")
    protocol.upgrade(old, "a")
    assert imports.rename_source(old, "a", "cinahl", "embase").records == 4


def test_a_second_upgrade_changes_nothing(old: OpenReview) -> None:
    protocol.upgrade(old, "a")
    before = files_of(old.root)
    again = protocol.upgrade(old, "a")
    assert (again.before, again.changes) == (2, ())
    assert files_of(old.root) == before


def test_an_upgrade_puts_back_a_mark_that_is_missing(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    (folder.root / formats.MARK).unlink()
    assert any(problem.code == "format" for problem in folder.refresh().problems)
    (change,) = protocol.plan_upgrade(folder).changes
    assert formats.MARK in change
    protocol.upgrade(folder, "a")
    assert not any(problem.code == "format" for problem in folder.refresh().problems)


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nreviewers: [{id: a}]\n",
        "# A comment\n\ntitle: A\nreviewers: [{id: a}]\n",
        "---\ntitle: A\nreviewers: [{id: a}]\n",
        "title: A\r\nreviewers: [{id: a}]\r\n",
        "\ufefftitle: A\nreviewers: [{id: a}]\n",
        "title: A\nformat: 1  # ours\nreviewers: [{id: a}]\n",
        "title: A\nformat : 1\nreviewers: [{id: a}]\n",
        "reviewers:\n- id: a\ntitle: |\n  format\n  A\n",
    ],
    ids=["plain", "comments", "document", "windows", "byte order mark", "stated", "with a blank", "block"],
)
def test_a_protocol_in_any_spelling_gets_the_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "review.yaml").write_bytes(text.encode())
    folder = open_review(tmp_path)
    before = folder.review.protocol
    protocol.upgrade(folder, "a")
    after = folder.review.protocol
    assert (after.title, after.reviewers, after.format) == (before.title, before.reviewers, 2)
    data = (tmp_path / "review.yaml").read_bytes()
    assert (b"\r\n" in data) == ("\r\n" in text)
    assert data.count(b"\n") - data.count(b"\r\n") == (0 if "\r\n" in text else data.count(b"\n"))


def test_a_protocol_that_is_one_mapping_in_braces_is_refused_with_what_to_do(tmp_path: Path) -> None:
    text = "{title: A, reviewers: [{id: a}]}\n"
    (tmp_path / "review.yaml").write_text(text)
    with pytest.raises(ReviewkitError, match=r"add the line `format: 2` by hand"):
        protocol.upgrade(open_review(tmp_path), "a")
    assert (tmp_path / "review.yaml").read_text() == text
    assert not (tmp_path / formats.MARK).exists()


def test_a_folder_of_a_newer_format_is_left_as_it_is(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    path = folder.root / "review.yaml"
    path.write_text(path.read_text().replace("format: 2", "format: 3"))
    folder.refresh()
    before = files_of(folder.root)
    for act in (protocol.plan_upgrade, lambda one: protocol.upgrade(one, "a")):
        with pytest.raises(ReviewkitError, match="has format 3"):
            act(folder)
    assert files_of(folder.root) == before
    assert any(problem.level is Level.ERROR and problem.code == "format" for problem in folder.review.problems)


def test_who_is_no_reviewer_upgrades_nothing(old: OpenReview) -> None:
    before = files_of(old.root)
    with pytest.raises(ReviewkitError, match="is not a reviewer"):
        protocol.upgrade(old, "zoe")
    assert files_of(old.root) == before


def test_an_upgrade_is_noted_among_the_agreements(old: OpenReview) -> None:
    protocol.upgrade(old, "a")
    first, *_, last = [change for change in old.review.facts.agreements if change.file == "review.yaml"]
    assert first.before == ""
    assert (last.before, last.why, last.by) == (first.after, "upgrade to format 2", "a")


# --- a new review ---------------------------------------------------------------------------------------------------

KARI = NewReviewer("kari", "Kari Berg", (Role.SCREENS, Role.SETTLES))


def protocol_of(root: Path) -> Protocol:
    return open_review(root).review.protocol


def test_a_new_review_says_what_was_asked_for(tmp_path: Path) -> None:
    create_review(
        tmp_path,
        "Trygg: hjemme",
        [KARI, NewReviewer("ola")],
        "nb",
        "one",
        [NewReason("population", "Feil: utvalg")],
        InAndOut(("Hjemmeboende, over 65",), ("Sykehus",)),
        InAndOut(("hjem",)),
    )
    made = protocol_of(tmp_path)
    assert (made.title, made.language, made.stage_list()) == ("Trygg: hjemme", "nb", (Stage.SCREENING,))
    assert reviewers_of(made) == (KARI, NewReviewer("ola"))
    assert reasons_of(made) == (NewReason("population", "Feil: utvalg"),)
    assert made.criteria.include == ({"nb": "Hjemmeboende, over 65"},)
    assert made.highlight == Highlight(("hjem",))
    assert [problem for problem in open_review(tmp_path).review.problems if problem.level is Level.ERROR] == []


def test_a_new_review_has_the_usual_reasons_and_the_comments_of_the_template(tmp_path: Path) -> None:
    create_review(tmp_path / "a", "A", [NewReviewer("a")])
    create_review(tmp_path / "b", "A", [NewReviewer("a")], criteria=InAndOut(("Adults",)))
    assert len(protocol_of(tmp_path / "a").reasons) == 6
    plain, changed = (re.sub(r"seed: \d+", "seed: 1", text(tmp_path / name)) for name in "ab")
    assert changed == plain.replace("include: []", "include: [Adults]", 1)


def test_who_works_alone_waits_for_nobody(tmp_path: Path) -> None:
    for people in ("a", "ab"):
        create_review(tmp_path / people, "A", [NewReviewer(one) for one in people])
        made = protocol_of(tmp_path / people)
        assert {stage.people for stage in made.stages} == {len(people)}


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"reviewers": []}, "Name at least one reviewer"),
        ({"reviewers": [NewReviewer("Kari Berg")]}, "cannot be a reviewer's id"),
        ({"reviewers": [NewReviewer("a"), NewReviewer("a")]}, "the id 'a' is used twice"),
        ({"language": "tlh"}, "language is 'tlh'"),
        ({"stages": "three"}, "stages is 'three'. It can be: one, two"),
        ({"reasons": [NewReason("x"), NewReason("x")]}, "the id 'x' is used twice"),
        ({"title": "  "}, "title is missing"),
    ],
)
def test_a_review_that_would_have_a_problem_is_not_made(
    tmp_path: Path, asked: dict[str, object], why: str
) -> None:
    given: dict[str, object] = {"title": "A", "reviewers": [NewReviewer("a")], **asked}
    with pytest.raises(ReviewkitError, match=why):
        create_review(tmp_path / "new", **given)  # type: ignore[arg-type]
    assert not (tmp_path / "new" / "review.yaml").exists()


# --- a change -------------------------------------------------------------------------------------------------------

AGREED = """\
# our protocol
title: Care at home   # of 2026
format: 2
stages: two
reviewers:
  - id: a   # the librarian
    name: Anna
    addresses: [anna@example.org]
  - {id: b}
  # joins in spring
  - id: c

exclusion_reasons:
  - id: population
    label: {en: Wrong population, nb: Feil utvalg}
    aliases: [pop]
  - id: outcome
    label: Wrong outcome   # rarely
criteria:
  include: [Adults]
  exclude:
    - {en: Hospital care, nb: Sykehus}
"""


@pytest.fixture
def agreed(tmp_path: Path) -> OpenReview:
    folder = begin(tmp_path / "review")
    (folder.root / "review.yaml").write_text(AGREED, encoding="utf-8")
    folder.refresh()
    return folder


def text(root: Path) -> str:
    return (root / "review.yaml").read_text(encoding="utf-8")


def test_a_change_keeps_every_other_line(agreed: OpenReview) -> None:
    change_protocol(agreed, "a", ProtocolChange(title="Care:\nat home"))
    assert text(agreed.root) == AGREED.replace("title: Care at home ", 'title: "Care: at home" ')
    assert agreed.review.protocol.title == "Care: at home"


def test_single_values_are_read_as_they_were_asked_for(agreed: OpenReview) -> None:
    change = ProtocolChange(
        language="nb",
        stages="one",
        reviewers_per_record=3,
        doubly_screened="10%",
        consensus=Consensus.MAJORITY,
        maybe_counts_as=Maybe.INCLUDE,
    )
    change_protocol(agreed, "a", change)
    (stage,) = afresh(agreed).protocol.stages
    assert (stage.id, stage.people, stage.share) == (Stage.SCREENING, 3, 0.1)
    assert (stage.consensus, stage.maybe) == (Consensus.MAJORITY, Maybe.INCLUDE)
    assert afresh(agreed).protocol.language == "nb"


def test_a_change_is_logged_with_its_reason_and_can_be_undone(agreed: OpenReview) -> None:
    ids = change_protocol(agreed, "b", ProtocolChange(stages="one"), "a small review")
    logged = agreed.review.facts.agreements[-1]
    assert (logged.id, logged.by, logged.why, logged.file) == (*ids, "b", "a small review", "review.yaml")
    undo.undo(agreed, "b", ids)
    assert text(agreed.root) == AGREED


def test_what_is_agreed_already_is_neither_written_nor_logged(agreed: OpenReview) -> None:
    change_protocol(agreed, "a", ProtocolChange(title="B"))
    before, logged = text(agreed.root), agreed.review.facts.agreements
    now = agreed.review.protocol
    same = ProtocolChange(
        "B", "en", reviewers=reviewers_of(now), reasons=reasons_of(now), criteria=InAndOut(("Adults",))
    )
    assert change_protocol(agreed, "a", same) == ()
    assert (text(agreed.root), agreed.review.facts.agreements) == (before, logged)


def test_a_change_of_a_text_that_nobody_saw_is_refused(agreed: OpenReview) -> None:
    seen = seen_now(agreed, "review.yaml")
    change_protocol(agreed, "b", ProtocolChange(title="B"), seen=seen)
    with pytest.raises(ReviewkitError, match=r"review\.yaml has changed since you opened it"):
        change_protocol(agreed, "a", ProtocolChange(title="C"), seen=seen)
    assert agreed.review.protocol.title == "B"


def test_reviewers_come_go_and_change_with_their_other_keys(agreed: OpenReview) -> None:
    anna, b, _ = reviewers_of(agreed.review.protocol)
    new = (
        replace(anna, name="Anna Lie", roles=(Role.SETTLES,)),
        replace(b, since=date(2026, 1, 2), until=date(2026, 3, 4)),
        NewReviewer("d", "Dag", (Role.WATCHES,)),
    )
    change_protocol(agreed, "a", ProtocolChange(reviewers=new))
    assert reviewers_of(afresh(agreed).protocol) == new
    assert agreed.review.protocol.reviewers[0].addresses == ("anna@example.org",)
    assert "  - id: a   # the librarian\n    name: Anna Lie\n" in text(agreed.root)
    assert "  # joins in spring\n" in text(agreed.root)


def test_roles_and_days_can_be_taken_away_again(agreed: OpenReview) -> None:
    people = reviewers_of(agreed.review.protocol)
    busy = tuple(replace(one, roles=(Role.SETTLES,), until=date(2027, 1, 1)) for one in people)
    change_protocol(agreed, "a", ProtocolChange(reviewers=busy))
    change_protocol(agreed, "a", ProtocolChange(reviewers=people))
    assert reviewers_of(afresh(agreed).protocol) == people


def test_who_has_worked_here_cannot_be_removed(agreed: OpenReview) -> None:
    decide(agreed, "b", 1, "y")
    before = text(agreed.root)
    for gone, still in (("b", "ac"), ("a", "bc")):
        left = tuple(one for one in reviewers_of(agreed.review.protocol) if one.id in still)
        with pytest.raises(ReviewkitError, match=f"{gone} has worked in this review and cannot be removed"):
            change_protocol(agreed, "a", ProtocolChange(reviewers=left))
    assert text(agreed.root) == before


def test_nobody_removes_themselves(agreed: OpenReview) -> None:
    left = tuple(one for one in reviewers_of(agreed.review.protocol) if one.id != "c")
    with pytest.raises(ReviewkitError, match="c has worked in this review"):
        change_protocol(agreed, "c", ProtocolChange(reviewers=left))


def test_whose_decision_was_undone_cannot_be_removed_either(agreed: OpenReview) -> None:
    undo.undo(agreed, "b", [decide(agreed, "b", 1, "y")])
    left = tuple(one for one in reviewers_of(agreed.review.protocol) if one.id != "b")
    with pytest.raises(ReviewkitError, match="b has worked in this review"):
        change_protocol(agreed, "a", ProtocolChange(reviewers=left))


def test_reasons_keep_their_other_languages_and_aliases(agreed: OpenReview) -> None:
    new = (
        NewReason("outcome", "Other outcome"),
        NewReason("population", "Other people"),
        NewReason("x", "New: one"),
    )
    change_protocol(agreed, "a", ProtocolChange(reasons=new))
    outcome, population, added = afresh(agreed).protocol.reasons
    assert population.labels == {"en": "Other people", "nb": "Feil utvalg"}
    assert population.aliases == ("pop",)
    assert (outcome.labels, added.labels) == ({"en": "Other outcome"}, {"en": "New: one"})
    assert "    label: Other outcome   # rarely\n" in text(agreed.root)


def test_a_label_that_is_only_shown_from_another_language_is_not_written(agreed: OpenReview) -> None:
    change_protocol(agreed, "a", ProtocolChange(language="nn"))
    before = text(agreed.root)
    assert reasons_of(agreed.review.protocol)[0].label == "Feil utvalg"
    assert change_protocol(agreed, "a", ProtocolChange(reasons=reasons_of(agreed.review.protocol))) == ()
    assert text(agreed.root) == before


@pytest.mark.parametrize("undone", [False, True])
def test_a_reason_that_was_given_cannot_be_removed(agreed: OpenReview, undone: bool) -> None:
    made = screening.decide(agreed, "a", "cinahl-0001", Choice.EXCLUDE, "outcome", stage=Stage.FULL_TEXT).ids
    if undone:
        undo.undo(agreed, "a", made)
    population = reasons_of(agreed.review.protocol)[:1]
    with pytest.raises(ReviewkitError, match="The reason outcome has been given for decisions"):
        change_protocol(agreed, "a", ProtocolChange(reasons=population))
    change_protocol(agreed, "a", ProtocolChange(reasons=reasons_of(agreed.review.protocol)[1:]))
    assert [reason.id for reason in agreed.review.protocol.reasons] == ["outcome"]


def test_criteria_keep_their_other_languages(agreed: OpenReview) -> None:
    change_protocol(agreed, "a", ProtocolChange(criteria=InAndOut(exclude=(" Children ", "", "Hospital care"))))
    assert afresh(agreed).protocol.criteria.exclude == (
        {"en": "Children"},
        {"en": "Hospital care", "nb": "Sykehus"},
    )
    assert afresh(agreed).protocol.criteria.include == ({"en": "Adults"},)


def test_highlighted_words_are_written(agreed: OpenReview) -> None:
    change_protocol(agreed, "a", ProtocolChange(highlight=InAndOut(("nurse*", "home: care"), ())))
    assert text(agreed.root).endswith('highlight:\n  include: ["nurse*", "home: care"]\n  exclude: []\n')
    change_protocol(agreed, "a", ProtocolChange(highlight=InAndOut(exclude=("rat",))))
    assert text(agreed.root).endswith('  include: ["nurse*", "home: care"]\n  exclude: [rat]\n')


def test_stages_stay_once_somebody_has_decided_there(agreed: OpenReview) -> None:
    decide(agreed, "a", 1, "y")
    with pytest.raises(ReviewkitError, match="1 decision has been made at the stage title-abstract"):
        change_protocol(agreed, "a", ProtocolChange(stages="one"))
    assert change_protocol(agreed, "a", ProtocolChange(stages="two")) == ()


@pytest.mark.parametrize(
    ("ids", "same", "other"), [(["title-abstract", "full-text"], "two", "one"), (["screening"], "one", "two")]
)
def test_a_list_of_stages_is_not_replaced_by_a_word(
    agreed: OpenReview, ids: list[str], same: str, other: str
) -> None:
    listed = "".join(f"\n  - id: {one}" for one in ids)
    (agreed.root / "review.yaml").write_text(AGREED.replace("stages: two", f"stages:{listed}"), encoding="utf-8")
    assert change_protocol(agreed, "a", ProtocolChange(stages=same)) == ()
    with pytest.raises(ReviewkitError, match="a list of stages of its own"):
        change_protocol(agreed, "a", ProtocolChange(stages=other))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (ProtocolChange(title=""), "title is missing"),
        (ProtocolChange(language="tlh"), "language is 'tlh'"),
        (ProtocolChange(reviewers_per_record=0), "reviewers_per_record should be 1 or more"),
        (ProtocolChange(doubly_screened="some"), "write the share of the records, such as 10%"),
        (ProtocolChange(stages="three"), "stages is 'three'"),
        (ProtocolChange(reviewers=(NewReviewer("a"), NewReviewer("a"))), "used twice"),
        (ProtocolChange(reasons=(NewReason("pop"), NewReason("population"))), "the id 'pop' is used twice"),
    ],
)
def test_a_change_that_would_bring_in_a_problem_is_refused_in_its_words(
    agreed: OpenReview, change: ProtocolChange, why: str
) -> None:
    with pytest.raises(ReviewkitError, match=why):
        change_protocol(agreed, "a", change)
    assert text(agreed.root) == AGREED


def test_a_problem_that_was_there_stops_no_change(agreed: OpenReview) -> None:
    (agreed.root / "review.yaml").write_text(AGREED + "colour: red\n", encoding="utf-8")
    change_protocol(agreed, "a", ProtocolChange(title="B"))
    assert agreed.review.protocol.title == "B"
    assert text(agreed.root).endswith("colour: red\n")
