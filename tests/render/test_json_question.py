"""The question and the lines of a search as JSON."""

from reviewkit.model import Element, Framework, Press, QueryLine, Registration, Source
from reviewkit.render import json_question
from reviewkit.reruns import Rerun


def test_what_is_not_said_is_null() -> None:
    assert json_question.framework(None) is None
    assert json_question.registration(None) is None
    assert json_question.press(None) is None
    assert json_question.registration(Registration("OSF")) == {"where": "OSF", "id": "", "date": None, "url": ""}
    assert json_question.press(Press("Grete")) == {"by": "Grete", "date": None, "note": ""}


def test_a_framework_has_its_elements_in_order() -> None:
    element = Element("population", "P", {"en": "Population"}, {"en": "nurses"}, ({"en": "nurse*"},))
    assert json_question.framework(Framework("PCC", (element,))) == {
        "name": "PCC",
        "elements": [
            {
                "id": "population",
                "letter": "P",
                "labels": {"en": "Population"},
                "meaning": {"en": "nurses"},
                "terms": [{"en": "nurse*"}],
            }
        ],
    }


def test_a_line_has_everything_that_the_log_says() -> None:
    assert json_question.line(
        QueryLine("all", "S1 AND S2", 3, "S3", "concept", ("S1",), "2018-", "2026-01-31")
    ) == {
        "number": "S3",
        "step": "all",
        "element": "concept",
        "query": "S1 AND S2",
        "of": ["S1"],
        "limits": "2018-",
        "date": "2026-01-31",
        "hits": 3,
    }


def test_a_rerun_has_both_times() -> None:
    first, again = Source("a", "A", hits=3, date="2026-01-31"), Source("b", "A", rerun_of="a")
    assert json_question.rerun(Rerun(first, again, 3, 4, 1)) == {
        "source": "b",
        "rerun_of": "a",
        "date": None,
        "date_first": "2026-01-31",
        "hits": None,
        "hits_first": 3,
        "records": 4,
        "records_first": 3,
        "new_reports": 1,
    }
