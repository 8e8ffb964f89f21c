"""What is behind a finding, and whether a judgement is of the finding as it is now, follows from the logs alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import findings
from reviewkit.findings import Component, Standing, Way
from reviewkit.model import CodedSegment, Facts, Mark, Recoding, Segment, Stamp, TakenBack, Undo
from reviewkit.words import CERQUAL_COMPONENTS
from tests.builders import moment
from tests.findings_made import STUDIES, at, coding, current, facts, finding, judged, logged, quote


def test_studies_contribute_by_its_codes_by_named_quotes_and_by_being_listed() -> None:
    one = current(
        facts(
            coding("berg", quote("q1", "open-door"), quote("q2", "time")),
            coding("aas", quote("q3", "time")),
            findings=(finding(codes=("trust",), studies=("oden", "berg"), segments=("q3",)),),
        )
    )
    assert [(each.study.key, each.ways) for each in one.contributing] == [
        ("berg", (Way.CODED, Way.LISTED)),
        ("oden", (Way.LISTED,)),
        ("aas", (Way.QUOTED,)),
    ]
    assert [(each.event, each.named) for each in one.quotes] == [("q1", False), ("q3", True)]
    assert [study.key for study in one.only_listed] == ["oden"]


def test_what_is_not_included_or_was_coded_otherwise_does_not_contribute() -> None:
    one = current(
        facts(
            coding("dahl", quote("q1", "trust")),
            coding("berg", quote("q2", "time")),
            findings=(finding(codes=("trust",), studies=("dahl",), segments=("q1",)),),
        )
    )
    assert (one.contributing, one.behind) == ((), ())


def test_merged_codes_and_marks_on_studies_as_a_whole_count() -> None:
    one = current(
        facts(coding("berg", quote("q1", "hours"), marks=(Mark("time"),)), findings=(finding(codes=("hours",)),))
    )
    assert [(each.quote, each.marks) for each in one.behind] == [
        ("words of q1", (Mark("hours"),)),
        ("", (Mark("time"),)),
    ]
    assert len(one.quotes) == 1


def test_a_quote_with_two_of_its_codes_is_behind_it_once() -> None:
    one = current(
        facts(coding("berg", quote("q1", "trust", "time")), findings=(finding(codes=("trust", "time")),))
    )
    assert [each.event for each in one.behind] == ["q1"]
    assert {mark.code for mark in one.behind[0].marks} == {"trust", "time"}


def test_the_same_words_of_a_study_count_once_whoever_coded_them() -> None:
    again = Segment("words  of q1", "2", (Mark("trust"),), event="q2")
    one = current(
        facts(
            coding("berg", quote("q1", "trust")),
            coding("berg", again, coder="b"),
            coding("aas", replace(quote("q1", "trust"), event="q3")),
            findings=(finding(codes=("trust",)),),
        )
    )
    assert (len(one.quotes), one.passages) == (3, 2)


def test_a_study_that_only_contradicts_contributes_once_its_quote_is_named() -> None:
    against = coding("aas", quote("q2", "trust", relation="contradicts"))
    known = facts(coding("berg", quote("q1", "trust")), against, findings=(finding(codes=("trust",)),))
    one = current(known)
    assert [study.key for study in one.studies] == ["berg"]
    assert [study.key for study in one.contradicting_studies] == ["aas"]
    named = replace(known, findings=(finding(codes=("trust",), segments=("q2",)),))
    assert [study.key for study in current(named).studies] == ["berg", "aas"]
    assert [study.key for study in current(named).contradicting_studies] == ["aas"]


def test_the_last_wording_counts_and_findings_keep_the_order_in_which_they_came() -> None:
    found = facts(
        findings=(
            finding(3, text="Later", why="clearer", studies=("berg",)),
            finding(2, "g", studies=("aas",)),
            finding(1, text="First"),
        )
    )
    one, two = findings.current(found, STUDIES)
    assert (one.finding.text, [each.text for each in one.wordings]) == ("Later", ["First", "Later"])
    assert two.finding.key == "g"


# --- judgements -------------------------------------------------------------------------------------------------------


def standing(found: Facts, component: str = "coherence") -> Standing:
    return current(found).judged[component].standing


def test_the_components_have_the_names_of_the_log() -> None:
    assert tuple(Component) == tuple(CERQUAL_COMPONENTS)


def test_the_last_judgement_of_a_component_counts() -> None:
    one = current(
        facts(findings=(finding(studies=("berg",)),), judgements=(judged(3, level="serious"), judged(2)))
    )
    assert one.judged["coherence"].judgement.level == "serious"
    assert one.to_judge == ("methodological-limitations", "adequacy", "relevance", "confidence")
    assert not one.is_judged


def test_a_judgement_is_of_the_wording_that_was_there_when_it_was_made() -> None:
    worded = (finding(1, text="First", studies=("berg",)), finding(3, text="Other", why="x", studies=("berg",)))
    assert standing(facts(findings=worded, judgements=(judged(2),))) is Standing.WORDING
    assert standing(facts(findings=worded, judgements=(judged(4),))) is Standing.CURRENT
    assert current(facts(findings=worded, judgements=(judged(2),))).to_judge[1] == "coherence"


def test_a_judgement_of_a_wording_that_was_undone_later_is_of_an_earlier_one() -> None:
    undone = TakenBack(finding(2, text="Other", studies=("berg",), why="x"), Undo("a", "a-2", **at(4)))  # type: ignore[arg-type]
    worded = (finding(1, studies=("berg",)),)
    assert standing(facts(findings=worded, judgements=(judged(3),), taken_back=(undone,))) is Standing.WORDING
    assert standing(facts(findings=worded, judgements=(judged(5),), taken_back=(undone,))) is Standing.CURRENT


def test_a_judgement_made_before_the_finding_named_something_else_is_of_earlier_evidence() -> None:
    worded = (finding(1, studies=("berg",)), finding(3, studies=("berg", "aas"), why="x"))
    assert standing(facts(findings=worded, judgements=(judged(2),))) is Standing.EVIDENCE
    same = (finding(1, studies=("berg", "aas")), finding(3, studies=("aas", "berg"), why="x"))
    assert standing(facts(findings=same, judgements=(judged(2),))) is Standing.CURRENT


@pytest.mark.parametrize(("day", "expected"), [(1, Standing.EVIDENCE), (4, Standing.CURRENT)])
def test_a_quote_that_was_coded_given_other_codes_or_removed_since_changes_what_is_behind(
    day: int, expected: Standing
) -> None:
    """The finding is of day 0, the change of day 2, and the judgement before or after it."""
    worded, made = (finding(0, codes=("trust",), studies=("berg",)),), (judged(day),)
    early, late = Stamp(moment("0"), "a"), Stamp(moment("2"), "a")
    coded = facts(
        coding("berg", quote("q1", "trust")), findings=worded, judgements=made, coding_acts=logged({"q1": late})
    )
    assert standing(coded) is expected
    recoded = replace(quote("q1", "time"), recoded=(Recoding((Mark("open-door"),), "why", "r1"),))
    changed = facts(
        coding("berg", recoded), findings=worded, judgements=made, coding_acts=logged({"q1": early, "r1": late})
    )
    assert standing(changed) is expected
    gone = CodedSegment("a", "berg", "words", (Mark("trust"),), id="q1", stamp=early)
    removed = TakenBack(gone, Undo("a", "q1", stamp=late))
    assert standing(facts(findings=worded, judgements=made, taken_back=(removed,))) is expected


def test_what_is_coded_with_other_codes_changes_nothing() -> None:
    late = Stamp(moment("9"), "a")
    recoded = replace(quote("q2", "time"), recoded=(Recoding((Mark("time"),), "why", "r2"),))
    found = facts(
        coding("berg", quote("q1", "time"), recoded),
        findings=(finding(1, codes=("trust",), studies=("berg",)),),
        judgements=(judged(2),),
        coding_acts=logged({"q1": late, "q2": late, "r2": late}),
        taken_back=(
            TakenBack(
                CodedSegment("a", "berg", "words", (Mark("time"),), id="q3", stamp=Stamp(moment("1"), "a")),
                Undo("a", "q3", stamp=late),
            ),
        ),
    )
    assert standing(found) is Standing.CURRENT


def test_the_confidence_is_judged_again_after_a_component_was() -> None:
    worded = (finding(1, studies=("berg",)),)
    before = (judged(2, "confidence", "high"), judged(3))
    assert standing(facts(findings=worded, judgements=before), "confidence") is Standing.COMPONENTS
    after = (judged(2), judged(3, "confidence", "high"))
    assert standing(facts(findings=worded, judgements=after), "confidence") is Standing.CURRENT


def test_a_finding_of_which_everything_was_judged_is_judged() -> None:
    made = tuple(judged(2 + n, name, levels[0]) for n, (name, levels) in enumerate(CERQUAL_COMPONENTS.items()))
    found = facts(findings=(finding(1, studies=("berg",)),), judgements=made)
    assert current(found).is_judged


# --- for any codings --------------------------------------------------------------------------------------------------

KEYS = ("berg", "aas", "oden", "dahl")
marks = st.tuples(
    st.sampled_from(KEYS),
    st.sampled_from(("trust", "open-door", "time", "hours", "old")),
    st.sampled_from(("supports", "qualifies", "contradicts")),
)


@given(
    st.lists(marks, max_size=12),
    st.sets(st.sampled_from(("trust", "time", "open-door"))),
    st.sets(st.sampled_from(KEYS)),
    st.sets(st.integers(0, 11)),
)
def test_whatever_was_coded_a_finding_has_the_studies_and_quotes_that_counting_by_hand_gives(
    coded: list[tuple[str, str, str]], codes: set[str], listed: set[str], named: set[int]
) -> None:
    counts = {"trust": {"trust", "open-door"}, "time": {"time", "hours"}, "open-door": {"open-door"}}
    of_codes = set().union(*(counts[code] for code in codes))
    codings = [coding(key, quote(f"q{n}", code, relation=how)) for n, (key, code, how) in enumerate(coded)]
    segments = tuple(f"q{n}" for n in named)
    known = facts(*codings, findings=(finding(codes=tuple(codes), studies=tuple(listed), segments=segments),))
    one = current(known)
    quotes, against = set(), set()
    for n, (key, code, how) in enumerate(coded):
        if key != "dahl":
            if n in named or (code in of_codes and how != "contradicts"):
                quotes.add((f"q{n}", key))
            if code in of_codes and how == "contradicts":
                against.add(f"q{n}")
    assert {(each.event, each.study) for each in one.quotes} == quotes
    assert {each.event for each in one.contradicting} == against
    assert {study.key for study in one.studies} == {key for _, key in quotes} | (listed - {"dahl"})
    assert len(one.contributing) == len({study.key for study in one.studies})
