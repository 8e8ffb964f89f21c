"""The phases and lists as JSON: the numbers are those of the values."""

from reviewkit.phases import phases
from reviewkit.render import json_phases
from tests.analysis import LOGGED

FULL = phases(LOGGED)


def test_the_phases_as_json_have_their_counts() -> None:
    made = json_phases.phases(FULL)
    assert made["shown"] == [1, 2, 3, 4, 5, 6]
    assert [(one["person"], one["quotes"]) for one in made["coders"]] == [("a", 2), ("b", 1), ("c", 1)]
    assert made["coders"][2]["first"] is None
    assert made["changes"] == {"create": 2, "merge": 1, "park": 1, "promote": 1, "rename": 1}
    assert made["changes_in_phase"] == [
        {"phase": 3, "changes": 3},
        {"phase": 4, "changes": 2},
        {"phase": 5, "changes": 1},
    ]
    assert made["reviews"][0] == {"person": "b", "agree": 1, "adjust": 0, "question": 1, "propose": 0, "settle": 0}
    assert (made["candidates"], made["parked"], made["findings"]) == (1, 1, 1)


def test_the_lists_as_json_name_codes_studies_and_quotes() -> None:
    made = json_phases.lists(FULL.lists)
    assert [one["code"] for one in made["no_theme"]] == ["haste"]
    assert [one["code"] for one in made["parked"]] == ["money"]
    assert made["not_coded"] == [{"study": "dahl", "citation": "Dahl (2018)", "finished": []}]
    (contradicting,) = made["contradicting"]
    assert (contradicting["theme"], contradicting["code"], contradicting["event"]) == ("relying", "trust", "a-12")


def test_sentences_go_with_their_codebook() -> None:
    assert json_phases.methods(FULL, ("One.",)) == {"codebook": "themes", "version": "2", "sentences": ["One."]}
