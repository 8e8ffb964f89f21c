"""Findings are worded, reworded and judged with reasons, by people who code; nothing is logged that does not hold."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import codebook_changes as changes
from reviewkit.actions import codebook, coding, findings, undo
from reviewkit.actions.codebook import Noted
from reviewkit.actions.findings import Rests
from reviewkit.codebook_changes import Change
from reviewkit.errors import ReviewkitError
from reviewkit.findings import CurrentFinding, Standing
from reviewkit.store.open_review import OpenReview
from tests.folders import afresh, begin, decide, files_of, ready_to_code, temporary

TEXT = "Families trust staff who stay."


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two included studies, one that is not, and a quote in the first."""
    made = begin(tmp_path / "review", people=1)
    ready_to_code(made, "berg", "aas", "lund")
    for record, choice in ((1, "y"), (2, "y"), (3, "n")):
        decide(made, "a", record, choice, "" if choice == "y" else "population")
    coding.add_quote(made, "a", "berg", "We trust each other", ["trust"])
    return made


@pytest.fixture
def quote(folder: OpenReview) -> str:
    return folder.review.facts.codings[0].segments[0].event


def current(folder: OpenReview) -> CurrentFinding:
    (only,) = afresh(folder).current_findings
    return only


def test_a_finding_is_logged_with_what_it_rests_on(folder: OpenReview, quote: str) -> None:
    done = findings.add(
        folder, "a", f"  {TEXT}\n", Rests(("trust", "trust"), ("aas",), (quote,)), "stay", "we agreed"
    )
    one = current(folder)
    assert (done.key, one.finding.id, one.finding.text, one.finding.why) == ("stay", done.id, TEXT, "we agreed")
    assert (one.finding.codes, one.finding.studies, one.finding.segments) == (("trust",), ("aas",), (quote,))
    assert {study.key for study in one.studies} == {"berg", "aas"}


def test_a_key_is_made_of_the_first_words_and_no_two_findings_share_one(folder: OpenReview) -> None:
    made = [
        findings.add(folder, "a", text, Rests(("trust",))).key for text in (TEXT, "Families trust staff who go.")
    ]
    assert made == ["families-trust-staff-who", "families-trust-staff-who-2"]
    assert findings.add(folder, "a", "…", Rests(("trust",))).key == "finding"


def test_the_same_finding_is_logged_once(folder: OpenReview) -> None:
    first = findings.add(folder, "a", TEXT, Rests(("trust",)))
    before = files_of(folder.root)
    again = findings.add(folder, "b", f" {TEXT}", Rests(("trust",)))
    assert (again.id, again.already) == (first.id, True)
    assert files_of(folder.root) == before


def test_what_is_not_given_stays_and_an_empty_list_takes_everything_out(folder: OpenReview, quote: str) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",), ("aas",), (quote,)), "f")
    findings.revise(folder, "b", "f", "shorter", "They trust staff.")
    one = current(folder).finding
    assert (one.by, one.text, one.codes, one.studies, one.segments) == (
        "b",
        "They trust staff.",
        ("trust",),
        ("aas",),
        (quote,),
    )
    findings.revise(folder, "a", "f", "only what was coded", studies=[""], codes=["time", "trust"])
    one = current(folder).finding
    assert (one.text, one.codes, one.studies) == ("They trust staff.", ("time", "trust"), ())
    assert [each.why for each in current(folder).wordings] == ["", "shorter", "only what was coded"]
    assert findings.revise(folder, "a", "f", "again", "They trust staff.").already


def test_what_a_finding_named_before_it_went_away_does_not_stop_a_revision(folder: OpenReview, quote: str) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",), (), (quote,)), "f")
    coding.remove(folder, "a", quote)
    findings.revise(folder, "a", "f", "clearer", "They trust staff.")
    assert current(folder).finding.segments == (quote,)
    codes = {problem.code for problem in afresh(folder).finding_problems}
    assert codes == {"finding-names", "finding-without-evidence"}


Act = Callable[[OpenReview], object]
REFUSED: list[tuple[str, Act]] = [
    ("The finding is empty", lambda one: findings.add(one, "a", " \n", Rests())),
    ("No codebook has the code 'work'", lambda one: findings.add(one, "a", TEXT, Rests(("work",)))),
    ("There is no included study 'lund'", lambda one: findings.add(one, "a", TEXT, Rests((), ("lund",)))),
    ("has the id 'a-1'", lambda one: findings.add(one, "a", TEXT, Rests((), (), ("a-1",)))),
    ("cannot be used", lambda one: findings.add(one, "a", TEXT, Rests(), "a/b")),
    ("There is a finding 'f' already", lambda one: findings.add(one, "a", "Another", Rests(), "f")),
    ("There is no finding 'g'", lambda one: findings.revise(one, "a", "g", "why", "x")),
    ("Say why the finding is changed", lambda one: findings.revise(one, "a", "f", " ", "x")),
    ("There is no finding 'g'", lambda one: findings.judge(one, "a", "g", "coherence", "minor", "why")),
    ("There is no component 'co'", lambda one: findings.judge(one, "a", "f", "co", "minor", "why")),
    ("There is no component ''", lambda one: findings.judge(one, "a", "f", "", "minor", "why")),
    ("coherence has no level 'high'", lambda one: findings.judge(one, "a", "f", "coherence", "high", "why")),
    ("Explain the judgement", lambda one: findings.judge(one, "a", "f", "coherence", "minor", " ")),
    ("Explain the judgement", lambda one: findings.judge(one, "a", "f", "confidence", "high")),
]


@pytest.mark.parametrize(("said", "act"), REFUSED, ids=[said for said, _ in REFUSED])
def test_what_does_not_hold_is_refused_and_nothing_is_logged(folder: OpenReview, said: str, act: Act) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "f")
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match=said):
        act(folder)
    assert files_of(folder.root) == before


def test_who_does_not_code_words_no_finding(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{id: b,", "{id: b, roles: [screens],"), encoding="utf-8")
    assert "roles: [screens]" in path.read_text(encoding="utf-8")
    folder.refresh()
    with pytest.raises(ReviewkitError, match="does not have the role `codes`"):
        findings.add(folder, "b", TEXT, Rests(("trust",)))


@pytest.mark.parametrize(
    ("given", "level", "component", "logged"),
    [
        ("methodological-limitations", "none", "methodological-limitations", "none"),
        ("meth", "No/Very minor concerns", "methodological-limitations", "none"),
        ("Coherence", "minor concerns", "coherence", "minor"),
        ("overall", "Very low confidence", "confidence", "very-low"),
        ("conf", "HIGH", "confidence", "high"),
        ("relevance", "Serious", "relevance", "serious"),
    ],
)
def test_components_and_levels_are_known_by_what_people_call_them(
    folder: OpenReview, given: str, level: str, component: str, logged: str
) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "f")
    findings.judge(folder, "b", "f", given, level, "because")
    (held,) = current(folder).judged.values()
    assert (held.judgement.component, held.judgement.level, held.judgement.by) == (component, logged, "b")


def test_no_or_very_minor_concerns_need_no_explanation(folder: OpenReview) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "f")
    findings.judge(folder, "a", "f", "adequacy", "none")
    assert current(folder).judged["adequacy"].judgement.why == ""


def test_a_judgement_that_holds_is_logged_once_and_one_that_does_not_any_more_is_logged_again(
    folder: OpenReview,
) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "f")
    first = findings.judge(folder, "a", "f", "coherence", "minor", "why")
    assert findings.judge(folder, "a", "f", "coherence", "minor", "why") == findings.LoggedFinding(
        first.id, "f", already=True
    )
    assert findings.judge(folder, "a", "f", "coherence", "minor", "another").already is False
    findings.revise(folder, "a", "f", "clearer", "They trust staff.")
    assert current(folder).judged["coherence"].standing is Standing.WORDING
    assert not findings.judge(folder, "a", "f", "coherence", "minor", "another").already
    assert current(folder).judged["coherence"].standing is Standing.CURRENT


def test_who_judges_the_confidence_first_is_told_what_it_follows_from(folder: OpenReview) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "f")
    findings.judge(folder, "a", "f", "coherence", "none")
    (said,) = findings.judge(folder, "a", "f", "confidence", "low", "few studies").notices
    assert said.endswith("methodological-limitations, adequacy, relevance")
    assert findings.judge(folder, "a", "f", "adequacy", "minor", "few").notices == ()
    assert current(folder).judged["confidence"].standing is Standing.COMPONENTS


def test_a_judgement_is_of_earlier_evidence_once_a_quote_is_coded_recoded_or_removed(
    folder: OpenReview, quote: str
) -> None:
    """Each is undone before the next, and the judgement holds again."""
    findings.add(folder, "a", TEXT, Rests(("trust",)), "f")
    findings.judge(folder, "a", "f", "coherence", "none")

    def standing() -> Standing:
        return current(folder).judged["coherence"].standing

    changes: list[Callable[[], str]] = [
        lambda: coding.add_quote(folder, "b", "aas", "They trust us", ["trust"]).id,
        lambda: coding.mark_study(folder, "b", "aas", "trust").id,
        lambda: coding.recode(folder, "a", quote, ["time"], "it is about time").id,
        lambda: coding.remove(folder, "a", quote).id,
    ]
    for change in changes:
        assert standing() is Standing.CURRENT
        done = change()
        assert standing() is Standing.EVIDENCE
        by = "b" if done.startswith("b") else "a"
        undo.undo(folder, by, [done])
    coding.add_quote(folder, "b", "aas", "No time", ["time"])
    assert standing() is Standing.CURRENT


@pytest.mark.parametrize(
    "change", [changes.merge(["time"], "trust"), changes.move("time", "trust"), changes.retire("time")]
)
def test_a_judgement_is_of_earlier_evidence_once_the_codebook_was_reshaped(
    folder: OpenReview, change: Change
) -> None:
    findings.add(folder, "a", TEXT, Rests(("time",), ("berg",)), "f")
    findings.judge(folder, "a", "f", "coherence", "none")
    codebook.change(folder, "a", changes.rename("time", "Hours"), Noted("clearer"))
    assert current(folder).judged["coherence"].standing is Standing.CURRENT
    done = codebook.change(folder, "a", change, Noted("why"))
    assert current(folder).judged["coherence"].standing is Standing.EVIDENCE
    undo.undo(folder, "a", done.ids, "not after all")
    assert current(folder).judged["coherence"].standing is Standing.CURRENT


def test_a_quote_that_gets_its_codes_back_changes_what_is_behind(folder: OpenReview, quote: str) -> None:
    recoded = coding.recode(folder, "a", quote, ["time"], "it is about time")
    findings.add(folder, "a", TEXT, Rests(("trust",), ("berg",)), "f")
    findings.judge(folder, "a", "f", "coherence", "none")
    undo.undo(folder, "a", [recoded.id])
    one = current(folder)
    assert [each.event for each in one.quotes] == [quote]
    assert one.judged["coherence"].standing is Standing.EVIDENCE


STEPS = ("code trust", "code time", "mark", "recode", "undo", "reword", "name", "merge", "judge")


@pytest.mark.thorough
@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(STEPS), min_size=2, max_size=8))
def test_whatever_is_done_a_judgement_that_holds_is_of_what_is_there(steps: list[str]) -> None:
    """An undo takes back the last act of coding that counts, so that what was undone never comes back."""
    with temporary() as root:
        folder = begin(root, people=1, records=1)
        ready_to_code(folder, "berg")
        decide(folder, "a", 1, "y")
        findings.add(folder, "a", "0", Rests(("trust",), ("berg",)), "f")
        coded, judged = [coding.add_quote(folder, "a", "berg", "words", ["trust"]).id], None
        for number, step in enumerate([*steps, "judge", *steps], start=1):
            _do(folder, step, number, coded)
            if step == "judge":
                judged = _seen(folder)
            held = current(folder).judged.get("coherence")
            if held and held.standing is Standing.CURRENT:
                assert _seen(folder) == judged
            if step == "judge":
                assert held
                assert held.standing is Standing.CURRENT


def _seen(folder: OpenReview) -> tuple[str, set[str], set[tuple[str, tuple[str, ...]]]]:
    """The wording, what it names, and what is behind it."""
    one = current(folder)
    behind = {(each.event, tuple(sorted(mark.code for mark in each.marks))) for each in one.behind}
    return one.finding.text, {*one.finding.codes, *one.finding.studies}, behind


def _do(folder: OpenReview, step: str, number: int, coded: list[str]) -> None:
    if step.startswith("code"):
        coded.append(coding.add_quote(folder, "a", "berg", f"words {number}", [step.split()[1]]).id)
    elif step == "mark":
        coded.append(coding.mark_study(folder, "a", "berg", "trust", f"{number}").id)
    elif step == "undo" and coded:
        undo.undo(folder, "a", [coded.pop()])
    elif step == "reword":
        findings.revise(folder, "a", "f", "why", str(number))
    elif step == "name":
        findings.revise(folder, "a", "f", "why", codes=["trust"] if number % 2 else ["time", "trust"])
    elif step == "judge":
        findings.judge(folder, "a", "f", "coherence", "minor", str(number))
    elif step == "recode":
        quotes = [one for each in folder.review.facts.codings for one in each.segments]
        if quotes:
            codes = ["time"] if quotes[-1].marks[0].code == "trust" else ["trust"]
            coded.append(coding.recode(folder, "a", quotes[-1].event, codes, "why").id)
    elif step == "merge" and "time" in {
        code.id for code in folder.review.facts.codebooks[0].codes if code.status == "active"
    }:
        codebook.change(folder, "a", changes.merge(["time"], "trust"), Noted("why"))


def test_undo_takes_back_a_wording_and_a_judgement(folder: OpenReview) -> None:
    findings.add(folder, "a", TEXT, Rests(("trust",)), "f")
    findings.judge(folder, "a", "f", "coherence", "none")
    reworded = findings.revise(folder, "a", "f", "clearer", "They trust staff.")
    undo.undo(folder, "a", [reworded.id])
    one = current(folder)
    assert (one.finding.text, one.judged["coherence"].standing) == (TEXT, Standing.CURRENT)
    undo.undo(folder, "a", [one.judged["coherence"].judgement.id])
    assert current(folder).judged == {}
