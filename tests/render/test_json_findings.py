"""Findings as JSON hold what the tables say, with the acts behind it."""

from reviewkit.render.json_findings import charted_fact, finding, findings
from tests.render.tables.test_findings import CHARTED, FOUND


def test_a_finding_has_what_is_behind_it_and_what_was_judged() -> None:
    trust, time, _ = (finding(one) for one in FOUND)
    assert trust["contributing"] == [{"study": "berg", "ways": ["coded"]}]
    assert [one["event"] for one in trust["behind"]] == ["q1", "q2"]
    assert trust["contradicting"][0]["codes"] == [{"code": "trust", "relation": "contradicts"}]
    assert trust["judgements"]["confidence"]["level"] == "very-low"
    assert trust["to_judge"] == []
    assert [one["text"] for one in time["wordings"]] == ["There is | no time.", "There is | too little time."]
    assert time["judgements"]["adequacy"]["standing"] == "earlier-wording"
    assert time["judgements"]["coherence"] is None
    assert time["behind"][0]["quote"] is None


def test_numbers_and_answers_have_their_studies() -> None:
    n, country, designs = (charted_fact(one) for one in CHARTED["time"])
    assert (n["sum"], n["with_numbers"], n["answers"]) == (1300, ["s0", "s1"], None)
    assert country == {
        "field": "country",
        "studies": 2,
        "with_numbers": None,
        "sum": None,
        "answers": [{"id": "Norway", "studies": ["s0"]}],
    }
    assert designs["answers"] == []


def test_a_list_has_its_problems() -> None:
    assert findings([], [], ["berg"]) == {"findings": [], "problems": [], "closed": ["berg"]}
