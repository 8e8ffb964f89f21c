"""A codebook goes out as REFI-QDA codes and comes back as it was, whatever it says."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.coding import current_ids
from reviewkit.exchange.projects import ProjectCode, guid_of
from reviewkit.exchange.refi_codes import (
    came_with,
    codes_of,
    guid_of_each,
    guids_of,
    in_tree_order,
    said_of,
)
from reviewkit.exchange.refi_read import read_codebook
from reviewkit.exchange.refi_write import codebook_xml
from reviewkit.exchange.xml_tree import readable
from reviewkit.model import Code, Codebook, Said
from tests.exchange.refi import assert_valid

WHOLE: dict[str, Said] = {
    "kind": "theme",
    "label": {"en": "Trust", "nb": "Tillit"},
    "definition": "That each relies on the other.",
    "central_concept": "Relying on somebody is a choice.",
    "include": "Words about relying on somebody",
    "examples": {"typical": "We trust each other.", "edge": "She knows\nthe house."},
    "status": "retired",
    "aliases": ["confidence", "tillit"],
    "color": "#336699",
    "memo": "[id] is no line of ours here \\ nor there]",
}


def book_of(said: Mapping[str, Mapping[str, Said]], language: str = "en") -> Codebook:
    """A codebook that says this."""
    codes = tuple(_code(name, entry, language) for name, entry in said.items())
    return Codebook("themes", "Themes", "1", language, codes, said={"": {"version": "1"}, **said})


def _code(name: str, entry: Mapping[str, Said], language: str) -> Code:
    label = entry.get("label", "")
    labels = {key: str(text) for key, text in label.items()} if isinstance(label, dict) else {language: str(label)}
    aliases = entry.get("aliases", [])
    return Code(
        name,
        str(entry.get("kind", "code")),
        labels,
        str(entry.get("parent", "")),
        status=str(entry.get("status", "active")),
        aliases=tuple(map(str, aliases)) if isinstance(aliases, list) else (),
    )


def out(book: Codebook, losses: list[str] | None = None) -> str:
    found = [] if losses is None else losses
    return codebook_xml(codes_of(book, current_ids(book.codes), found), "reviewkit")


def back(xml: str) -> dict[str, dict[str, Said]]:
    """What a codebook file says of each code, with the parent that its place gives it."""
    codes = read_codebook(xml.encode(), "x.qdc").codes
    ids = {code.guid: said_of(code)[0] for code in codes}
    found = {}
    for code in codes:
        identity, said = said_of(code)
        found[identity] = said if not code.parent or "parent" in said else {**said, "parent": ids[code.parent]}
    return found


def test_everything_that_a_codebook_says_comes_back() -> None:
    said: dict[str, dict[str, Said]] = {"trust": WHOLE, "same_face": {"label": "The same face", "parent": "trust"}}
    xml = out(book_of(said))
    assert_valid(xml)
    assert back(xml) == said
    assert "<Description>That each relies on the other.\n[id] trust\n[kind] theme\n" in xml


def test_a_code_of_another_program_has_its_name_its_description_and_its_color() -> None:
    code = ProjectCode("g", "Night work", "", "At night.\r\nAlone.", "#0a0", codable=False)
    assert said_of(code) == (
        "",
        {"label": "Night work", "definition": "At night.\nAlone.", "color": "#0a0", "kind": "category"},
    )


def test_a_color_that_is_none_stays_in_words() -> None:
    xml = out(book_of({"a": {"label": "A", "color": "red"}}))
    assert "color=" not in xml
    assert back(xml) == {"a": {"label": "A", "color": "red"}}


def test_circles_and_missing_parents_are_at_the_top_and_keep_what_they_said() -> None:
    said: dict[str, dict[str, Said]] = {
        "a": {"label": "A", "parent": "b"},
        "b": {"label": "B", "parent": "a"},
        "c": {"label": "C", "parent": "gone"},
    }
    xml = out(book_of(said))
    assert_valid(xml)
    assert back(xml) == said


def test_of_a_circle_only_the_first_code_loses_its_parent() -> None:
    above = {"tail": "b", "b": "c", "c": "b", "own": "own", "below": "own"}
    book = book_of({code: {"label": code, "parent": parent} for code, parent in above.items()})
    codes = codes_of(book, current_ids(book.codes), [])
    names = {one.guid: one.name for one in codes}
    assert {one.name: names.get(one.parent, "") for one in codes} == {**above, "b": "", "own": ""}


def test_a_long_chain_of_codes_is_written() -> None:
    said: dict[str, dict[str, Said]] = {f"c{n}": {"label": f"C{n}", "parent": f"c{n + 1}"} for n in range(2_000)}
    assert out(book_of({**said, "c2000": {"label": "Top"}})).count("<Code ") == 2_001


def test_a_code_below_a_merged_one_is_below_the_one_that_stayed() -> None:
    book = book_of(
        {
            "new": {"label": "New", "aliases": ["old"]},
            "old": {"label": "Old", "status": "retired"},
            "below": {"label": "Below", "parent": "old"},
        }
    )
    codes = codes_of(book, current_ids(book.codes), [])
    assert [(depth, code.name) for depth, code in in_tree_order(codes)] == [(0, "New"), (1, "Below"), (0, "Old")]


def test_what_cannot_be_written_is_named() -> None:
    losses: list[str] = []
    xml = out(book_of({"a": {"label": "A", "memo": "bell \x07", "mood": "good"}}), losses)
    assert_valid(xml)
    assert losses == [
        "a: memo has signs that no XML can hold; each became \ufffd",
        "a: mood is not known in a codebook, so it was not written",
    ]


def test_a_code_keeps_the_guid_that_it_came_with() -> None:
    guid = "1ff58b12-6f6f-4b0c-8be5-bbdc91f55294"
    book = book_of(
        {
            "a": {"label": "A", "origin": came_with("NVivo", guid.upper())},
            "b": {"label": "B", "origin": came_with("NVivo", guid)},
        }
    )
    assert guid_of_each(book) == {"a": guid, "b": guid_of("code", "themes", "b")}
    assert guids_of(book) == {
        guid: "a",
        guid_of("code", "themes", "a"): "a",
        guid_of("code", "themes", "b"): "b",
    }


TEXTS = st.text(min_size=1, max_size=30).map(readable)
NAMES = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)
WORDS = TEXTS.filter(str.strip)
SAID: st.SearchStrategy[Said] = st.one_of(
    TEXTS, st.lists(TEXTS, min_size=1, max_size=3), st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=3)
)


@st.composite
def books(draw: st.DrawFn) -> dict[str, dict[str, Said]]:
    names = draw(st.lists(NAMES, min_size=1, max_size=6, unique=True))
    said: dict[str, dict[str, Said]] = {}
    for name in names:
        label = draw(st.one_of(WORDS, st.dictionaries(st.sampled_from(["en", "nb", "nn"]), WORDS, min_size=1)))
        entry: dict[str, Said] = {"label": label}
        for key in draw(
            st.sets(st.sampled_from(["definition", "include", "examples", "memo", "origin", "related"]))
        ):
            entry[key] = draw(SAID)
        if draw(st.booleans()):
            entry["kind"] = draw(st.sampled_from(["theme", "subtheme", "category"]))
        if draw(st.booleans()):
            entry["parent"] = draw(st.sampled_from([*names, "gone"]))
        said[name] = entry
    return said


@given(books())
def test_any_codebook_is_valid_comes_back_and_is_written_the_same(said: dict[str, dict[str, Said]]) -> None:
    xml = out(book_of(said))
    assert_valid(xml)
    found = back(xml)
    assert found == said
    again = read_codebook(xml.encode(), "x.qdc")
    assert codebook_xml(again.codes, again.program, again.others) == xml
    assert out(book_of({name: found[name] for name in said})) == xml
