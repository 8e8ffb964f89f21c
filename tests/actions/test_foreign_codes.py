"""Codes of other programs are matched by GUID, id, alias and label, and new ones get ids of their own."""

from reviewkit.actions.foreign_codes import made_new, matched, with_those_above
from reviewkit.exchange.projects import ProjectCode, guid_of
from tests.exchange.test_refi_codes import book_of

BOOK = book_of(
    {
        "trust": {"label": {"en": "Trust", "nb": "Tillit"}, "aliases": ["faith"]},
        "faith": {"label": "Faith", "status": "retired"},
        "time": {"label": "Time"},
        "one": {"label": "Same"},
        "two": {"label": "Same"},
    }
)


def code(guid: str, name: str, parent: str = "", description: str = "") -> ProjectCode:
    return ProjectCode(guid, name, parent, description)


def test_a_code_is_matched_by_guid_id_alias_and_label() -> None:
    found = matched(
        BOOK,
        [
            code(guid_of("code", "themes", "time"), "Another name"),
            code("1", "Renamed", description="[id] trust"),
            code("2", "tillit"),
            code("3", "FAITH"),
            code("4", "Same"),
            code("5", "Night"),
        ],
    )
    assert list(found.known.values()) == ["time", "trust", "trust", "trust"]
    assert [one.name for one in found.unknown] == ["Night"]
    assert found.ambiguous == ("Same",)


def test_codes_of_one_name_are_alike_unless_one_is_known_otherwise() -> None:
    two = [code("1", "Time", "9"), code("2", "TIME", "8"), code("3", "Trust"), code("4", "Tillit")]
    found = matched(BOOK, two)
    assert (found.alike, found.joined) == (((two[0], two[1]),), ())
    found = matched(BOOK, [*two, code(guid_of("code", "themes", "time"), "time")])
    assert (found.alike, found.joined) == ((), ("Time",))


def test_plus_or_minus_is_a_sign_of_its_own() -> None:
    codes = [code("1", "Trust (+/-)"), code("2", "Trust -"), code("3", "Trust ±")]
    losses: list[str] = []
    new = made_new(BOOK, codes, matched(BOOK, codes), "NVivo", losses)
    assert list(new) == ["1", "2"]
    assert losses == ["Trust ±: there are several codes with this name; they became one"]


def test_a_sign_at_the_end_makes_another_code() -> None:
    codes = [code("1", "Trust (-)"), code("2", "Safety (+)"), code("3", "Safety (−)"), code("4", "Safety -")]
    losses: list[str] = []
    new = made_new(BOOK, codes, matched(BOOK, codes), "NVivo", losses)
    assert {guid: one.id for guid, one in new.items()} == {"1": "trust_2", "2": "safety", "3": "safety_2"}
    assert losses == ["Safety -: there are several codes with this name; they became one"]


def test_new_codes_have_ids_of_their_own_and_parents_that_are_here() -> None:
    codes = [
        code("1", "Trust"),
        code("2", "Night work: alone?", "1", "At night."),
        code("3", "Ærlighet på vakt", "2"),
        code("4", "time", "", "[id] time"),
        code("5", "☂"),
        code("6", "Night work; alone", "5"),
        code("7", "In\n two  lines", "9"),
        code("8", "Given", "", "[id] a_b\n[aliases *] trust\n[aliases *] own"),
    ]
    losses: list[str] = []
    new = made_new(BOOK, codes, matched(BOOK, codes), "NVivo", losses)
    assert {guid: (one.id, one.said.get("parent")) for guid, one in new.items()} == {
        "2": ("night_work_alone", "trust"),
        "3": ("aerlighet_pa_vakt", "night_work_alone"),
        "5": ("code", None),
        "7": ("in_two_lines", None),
        "8": ("a_b", None),
    }
    assert new["2"].said["definition"] == "At night."
    assert new["2"].said["origin"] == "imported from NVivo; GUID 2"
    assert (new["7"].said["label"], new["8"].said["aliases"]) == ("In two lines", ["own"])
    assert losses == ["Night work; alone: there are several codes with this name; they became one"]


def test_codes_in_a_circle_are_all_made() -> None:
    codes = [code("1", "A", "2"), code("2", "B", "1")]
    new = made_new(book_of({"x": {"label": "X"}}), codes, matched(BOOK, codes), "QualCoder", [])
    assert [(one.id, one.said.get("parent")) for one in new.values()] == [("a", None), ("b", "a")]


def test_codes_above_those_that_are_wanted_come_with_them() -> None:
    codes = [code("1", "A", "2"), code("2", "B", "1"), code("3", "C", "1"), code("4", "D")]
    assert with_those_above(frozenset("3"), codes) == frozenset("123")
