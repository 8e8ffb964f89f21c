"""What is wrong with findings is said, with the finding and what to do; what is right is not."""

from dataclasses import replace

from reviewkit import finding_problems, findings
from reviewkit.locales import labels
from reviewkit.model import Facts, Finding
from reviewkit.problem_codes import MEANINGS
from reviewkit.words import CERQUAL_COMPONENTS
from tests.findings_made import STUDIES, at, coding, facts, finding, judged, quote


def codes_of(found: Facts) -> list[str]:
    return [one.code for one in finding_problems.problems(findings.current(found, STUDIES), found)]


def test_what_a_finding_names_and_what_does_not_count_is_a_problem() -> None:
    named = finding(codes=("trsut", "old", "trust"), studies=("dahl", "nobody", "berg"), segments=("q9", "q1"))
    found = facts(coding("dahl", quote("q1", "trust")), findings=(named,))
    said = [
        one.message.split(". Say")[0] for one in finding_problems.problems(findings.current(found, STUDIES), found)
    ]
    assert said == [
        f"the finding 'f' names {what}"
        for what in (
            "the code 'trsut', which is in no codebook",
            "the code 'old', which is retired",
            "the study 'dahl', which is not included",
            "the study 'nobody', which is not in studies.yaml",
            "the quote 'q9', which is in no log, or was removed",
            "the quote 'q1', which is from dahl, which is not included",
        )
    ]


def test_a_finding_with_nothing_behind_it_is_a_problem() -> None:
    assert codes_of(facts(findings=(finding(codes=("trust",)),))) == ["finding-without-evidence"]
    assert codes_of(facts(findings=(finding(studies=("berg",)),))) == []


def test_a_finding_that_two_people_added_under_one_key_is_a_problem() -> None:
    second = Finding("b", "f", "Others", studies=("berg",), **at(2, "b"))  # type: ignore[arg-type]
    found = facts(findings=(finding(studies=("aas",)), second))
    assert codes_of(found) == ["finding-twice"]
    assert codes_of(replace(found, findings=(finding(), replace(second, why="clearer")))) == []


def test_a_judgement_of_a_finding_that_is_not_there_is_a_problem() -> None:
    assert codes_of(facts(judgements=(judged(1),))) == ["judgement-of-nothing"]


def test_contradictions_are_left_out_until_one_is_named() -> None:
    against = coding("aas", quote("q2", "trust", relation="contradicts"))
    found = facts(coding("berg", quote("q1", "trust")), against, findings=(finding(codes=("trust",)),))
    assert codes_of(found) == ["finding-contradicted"]
    named = finding(codes=("trust",), segments=("q2",))
    assert codes_of(replace(found, findings=(named,))) == []


def test_judgements_of_the_finding_as_it_was_are_said_together() -> None:
    worded = (finding(1, text="First", studies=("berg",)), finding(4, text="Other", why="x", studies=("berg",)))
    found = facts(findings=worded, judgements=(judged(2), judged(3, "adequacy")))
    (said,) = finding_problems.problems(findings.current(found, STUDIES), found)
    assert said.message == (
        "2 judgements are of an earlier wording of the finding 'f' (coherence, adequacy). Judge it again: reviewkit "
        "finding judge f"
    )
    later = facts(
        findings=(finding(1, studies=("berg",)), finding(3, studies=("aas",), why="x")), judgements=(judged(2),)
    )
    assert codes_of(later) == ["judged-earlier"]
    order = (judged(2, "confidence", "high"), judged(3))
    assert codes_of(facts(findings=(finding(1, studies=("berg",)),), judgements=order)) == ["judged-earlier"]


def test_components_are_named_in_words() -> None:
    found = facts(
        findings=(finding(1, studies=("berg",)), finding(9, text="x", why="y", studies=("berg",))),
        judgements=tuple(
            judged(2 + n, name, levels[0]) for n, (name, levels) in enumerate(CERQUAL_COMPONENTS.items())
        ),
    )
    (said,) = finding_problems.problems(findings.current(found, STUDIES), found)
    assert "(methodological limitations, coherence, adequacy, relevance, confidence)" in said.message
    assert "(metodiske begrensninger, koherens," in labels("nb").say(said.message)


def test_every_code_about_findings_is_registered_and_met_here() -> None:
    assert {code for code in MEANINGS if code.startswith(("finding-", "judge"))} == finding_problems.ABOUT_FINDINGS
