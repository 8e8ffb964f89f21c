"""What a bundle does not pass on, and that doing it twice changes nothing."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.manifest import as_they_are, is_withheld, log_line, withheld
from reviewkit.model import Consulted, Press, Protocol, Reviewer, Source
from reviewkit.model.charting import Quoted
from reviewkit.store.line_values import quoted_line
from reviewkit.withholding import Withholding, mark_fault, mask_of, names_of
from reviewkit.words import ReviewerKind

PEOPLE = Protocol(
    "x",
    (
        Reviewer("a", "Kari Nordmann", addresses=("kari@example.org",)),
        Reviewer("b", "Per"),
        Reviewer("c", "Li"),
        Reviewer("d", "d"),
        Reviewer("robot", "ASReview", ReviewerKind.TOOL),
    ),
)
SOURCES = (
    Source("cinahl", "CINAHL", searcher="Bibi Bok", press=Press("Kari Nordmann")),
    Source("x", "x", searcher="b"),
)
ASKED = (Consulted("a", "Anna i utvalget", "2026-01-31", "yes"),)
NAMES = names_of(PEOPLE, SOURCES, ASKED)


def said(line: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line)
    return found


def line(**values: object) -> bytes:
    return json.dumps({"id": "a-1", **values}, ensure_ascii=False).encode()


def test_people_get_their_ids_and_others_a_number() -> None:
    assert NAMES == {
        "Kari Nordmann": "a",
        "kari@example.org": "a",
        "Per": "b",
        "Anna i utvalget": "person-1",
        "Bibi Bok": "person-2",
    }


def test_names_are_replaced_where_they_are_whole_words_the_longest_first() -> None:
    mask = mask_of({"Kari": "k", "Kari Nordmann": "a", "Per": "b"})
    assert mask("Kari Nordmann, Kari og Per; Person, Karin, Perle") == "a, k og b; Person, Karin, Perle"


def test_a_name_is_one_name_in_either_unicode_form() -> None:
    apart = "A\u030ase Bo"
    names = names_of(Protocol("x", (Reviewer("a", apart),)))
    assert names == {"Åse Bo": "a"} == names_of(Protocol("x", (Reviewer("a", "Åse Bo"),)))
    assert mask_of(names)(f"{apart}, Åse Bo") == "a, a"


def test_nobody_is_left_to_replace_once_it_is_done() -> None:
    mask = mask_of(NAMES)
    people = Protocol("x", tuple(Reviewer(one.id, mask(one.name), one.kind) for one in PEOPLE.reviewers))
    sources = tuple(Source(one.name, "x", searcher=mask(one.searcher)) for one in SOURCES)
    asked = tuple(Consulted("a", mask(one.whom), one.day, one.said) for one in ASKED)
    assert names_of(people, sources, asked) == {}
    assert mask_of({}) is as_they_are


QUOTE = {"exact": "They trust her, and she knows it", "prefix": "before ", "suffix": ""}


@pytest.mark.parametrize(
    ("longest", "kept"), [(0, set()), (7, {"prefix"}), (31, {"prefix"}), (32, {"prefix", "exact"})]
)
def test_quotes_of_more_letters_are_withheld(longest: int, kept: set[str]) -> None:
    found = said(Withholding(longest).line(line(quote=QUOTE, codes=[{"code": "trust"}])))
    assert {key for key in ("exact", "prefix") if not is_withheld(found["quote"][key])} == kept
    assert found["quote"]["suffix"] == ""
    assert found["codes"] == [{"code": "trust"}]


def test_the_evidence_of_a_charted_value_is_a_quote_too_and_its_value_is_not() -> None:
    evidence = quoted_line(Quoted("They trust her, and she knows it", part=25))
    found = said(Withholding(3).line(line(value="a long answer", evidence=[evidence])))
    assert found["value"] == "a long answer"
    assert is_withheld(found["evidence"][0]["quote"])
    assert found["evidence"][0]["part"] == 25


def test_a_line_without_anything_to_withhold_stays_as_it_is() -> None:
    whole = b'{"id":  "a-1", "note": "Kari Nordmann"}'
    assert Withholding(0, mask_of(NAMES)).line(whole) is whole


def test_names_are_replaced_in_every_text_of_a_line_where_that_is_asked_for() -> None:
    holding = Withholding(300, mask_of(NAMES), replaces_names=True)
    found = said(holding.line(line(note="Kari Nordmann sa nei", whom="Anna i utvalget", labels=["ask Per"], n=3)))
    assert (found["note"], found["whom"], found["labels"], found["n"]) == ("a sa nei", "person-1", ["ask b"], 3)
    assert holding.text("name: Kari Nordmann") == "name: a"
    assert Withholding(300, mask_of(NAMES)).text("name: Kari Nordmann") == "name: Kari Nordmann"


def test_earlier_texts_with_names_that_nobody_knows_are_withheld() -> None:
    holding = Withholding(300, mask_of(NAMES), replaces_names=True)
    for file, is_gone in (("review.yaml", True), ("searches.yaml", True), ("studies.yaml", False)):
        found = said(holding.line(line(do="agreement", file=file, difference="@@\n-name: Somebody who left")))
        assert is_withheld(found["difference"]) is is_gone


HASH = "0" * 32
MARK = withheld("x")


@pytest.mark.parametrize(
    ("values", "replaced", "said"),
    [
        ({}, False, ""),
        ({"quote": {"exact": MARK}, "withheld_from": HASH}, False, ""),
        ({"evidence": [{"quote": "x", "prefix": MARK}], "withheld_from": HASH}, False, ""),
        ({"evidence": [{"quote": MARK, "part": 25}], "withheld_from": HASH}, False, ""),
        ({"quote": {"quote": MARK}, "withheld_from": HASH}, False, "replaced by its checksum"),
        ({"withheld_from": HASH}, True, ""),
        ({"withheld_from": HASH}, False, "names the hash of another"),
        ({"withheld_from": 5}, False, "names the hash of another"),
        ({"decision": MARK}, False, "replaced by its checksum"),
        ({"exact": MARK, "withheld_from": HASH}, False, "replaced by its checksum"),
        ({"value": [{"exact": MARK}], "withheld_from": HASH}, True, "replaced by its checksum"),
        ({"changes": [{"after": {"prefix": MARK}}]}, True, "replaced by its checksum"),
        ({"quote": {"exact": {"exact": MARK}}}, True, "replaced by its checksum"),
        ({"file": "review.yaml", "difference": MARK, "withheld_from": HASH}, True, ""),
        ({"file": "review.yaml", "difference": MARK, "withheld_from": HASH}, False, "replaced by its checksum"),
        ({"file": "studies.yaml", "difference": MARK}, True, "replaced by its checksum"),
        ({"value": "b", "evidence": [{"prefix": MARK}], "withheld_from": HASH}, False, ""),
        ({"value": "Per"}, False, ""),
    ],
)
def test_what_the_hash_of_a_line_cannot_vouch_for_is_named(
    values: dict[str, Any], replaced: bool, said: str
) -> None:
    found = mark_fault(line(**values), replaced)
    assert found.startswith(said) if not said else said in found
    assert mark_fault(line(**values).decode().encode("utf-16"), replaced) == ""


def test_a_line_that_is_nested_deeply_is_no_error() -> None:
    deep = b'{"id": "a-1", "note": ' + b"[" * 800 + f'"{MARK}"'.encode() + b"]" * 800 + b"}"
    assert "replaced by its checksum" in mark_fault(deep, False)


def test_an_answer_stays_as_it_was_charted_where_words_of_its_line_are_withheld() -> None:
    """Tables are made of answers: `Tematisk analyse (Malterud, 2012)` is no name of the team there."""
    holding = Withholding(0, mask_of(NAMES))
    whole = line(value=["Per", {"who": "Per"}, 5], note="Per", evidence=[{"quote": "x", "prefix": "They"}])
    found = said(holding.line(whole))
    assert (found["value"], found["note"]) == (["Per", {"who": "Per"}, 5], "Per")
    assert log_line(holding.line(whole), mask_of(NAMES)) == log_line(whole, mask_of(NAMES))
    assert mark_fault(holding.line(whole), False) == ""


def test_names_are_replaced_where_people_write_and_nowhere_else() -> None:
    whole = line(codes=[{"id": "Per"}], record="Per-0001", note="Per sa ja")
    holding = Withholding(300, mask_of(NAMES), replaces_names=True)
    found = said(holding.line(whole))
    assert (found["codes"], found["record"], found["note"]) == ([{"id": "Per"}], "Per-0001", "b sa ja")
    assert log_line(holding.line(whole), mask_of(NAMES)).digest == log_line(whole, mask_of(NAMES)).digest


def test_a_word_of_an_id_is_no_name() -> None:
    consulted = [Consulted("a", "pasienter", "2024-01-02", "x"), Consulted("a", "Berit", "2024-01-02", "x")]
    names = names_of(Protocol("x"), (), consulted, ["pasienter-og-parorende"])
    assert set(names) == {"Berit"}


def test_a_column_of_a_table_is_no_quote_whatever_it_is_called() -> None:
    whole = line(value=[{"exact": "They trust her"}], changes=[{"after": {"prefix": "They trust her"}}])
    assert Withholding(0).line(whole) == whole


@given(
    st.dictionaries(st.sampled_from(["note", "exact", "whom", "difference", "file"]), st.text()),
    st.integers(0, 20),
)
def test_a_line_has_the_same_hash_whatever_is_withheld_of_it(values: dict[str, str], longest: int) -> None:
    values["note"] = f"{values.get('note', '')} Kari Nordmann"
    mask = mask_of(NAMES)
    for replaces in (True, False):
        holding = Withholding(longest, mask, replaces)
        less = holding.line(line(**values))
        assert log_line(less, mask) == log_line(line(**values), mask)
        assert holding.line(less) == less
