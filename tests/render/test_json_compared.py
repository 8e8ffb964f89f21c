"""The shape of compared values for other programs."""

from reviewkit.actions.compare import Earlier
from reviewkit.compared import Entry, compared
from reviewkit.render import json_compared


def test_both_sides_are_told_apart_and_what_is_not_known_is_null() -> None:
    ours = (
        Entry("excluded", "Wrong population", 60, ("excluded.population",), ("a", "b")),
        Entry("x", "Only here", 1),
    )
    theirs = (Entry("excluded", "Population", 61), Entry("y", "Translated", "yes"))
    entries = compared(theirs, ours)
    found = json_compared.compared(
        "flow", "en", ["2023-01-31"], entries, {entries[0]: Earlier("2023-06-30", ("b",), ())}
    )
    assert found["searched"] == ["2023-01-31"]
    assert (found["equal"], found["differs"], found["only_in_file"], found["only_in_folder"]) == (0, 1, 1, 1)
    assert found["entries"] == [
        {
            "standing": "differs",
            "place": "excluded",
            "label": "Wrong population",
            "label_in_file": "Population",
            "in_file": 61,
            "in_folder": 60,
            "difference": 1,
            "boxes": ["excluded.population"],
            "members": ["a", "b"],
            "earlier": {"day": "2023-06-30", "came": ["b"], "went": []},
        },
        {
            "standing": "only_in_folder",
            "place": "x",
            "label": "Only here",
            "label_in_file": None,
            "in_file": None,
            "in_folder": 1,
            "difference": None,
            "boxes": [],
            "members": None,
            "earlier": None,
        },
        {
            "standing": "only_in_file",
            "place": "y",
            "label": None,
            "label_in_file": "Translated",
            "in_file": "yes",
            "in_folder": None,
            "difference": None,
            "boxes": [],
            "members": None,
            "earlier": None,
        },
    ]
