"""Every code that is in use can be chosen once, below its parent, and is found by any of its names."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.model import Code, Codebook
from reviewkit.page.asked import Asked
from reviewkit.page.views.code_forms import code_of, codes_to_choose, in_tree, marks_of, quote_of

IDS = st.sampled_from("abcdef")
CODES = st.dictionaries(IDS, st.tuples(st.sampled_from(["", *"abcdefx"]), st.sampled_from(["active", "retired"])))


def code(name: str, parent: str = "", status: str = "active", *aliases: str) -> Code:
    return Code(name, "code", {"en": f"The {name}", "nb": f"Det {name}"}, parent, status=status, aliases=aliases)


@given(CODES)
def test_a_tree_has_every_code_once_whatever_the_parents(made: dict[str, tuple[str, str]]) -> None:
    codes = [code(name, *rest) for name, rest in made.items()]
    shown = list(in_tree(codes))
    assert sorted(one.id for one, _ in shown) == sorted(made)
    places = {one.id: at for at, (one, _) in enumerate(shown)}
    for at, (one, depth) in enumerate(shown):
        if depth:
            assert places[one.parent] < at
            assert shown[places[one.parent]][1] == depth - 1


def test_a_code_is_found_by_id_label_and_alias_in_every_language_and_retired_ones_are_left_out() -> None:
    book = Codebook("b", "B", "1", "en", (code("trust", "", "active", "confidence"), code("old", "", "retired")))
    (only,) = codes_to_choose([book], "nb")
    assert only.label == "Det trust"
    for word in ("trust", "the trust", "det trust", "confidence"):
        assert word in only.words
    assert [one.code.id for one in codes_to_choose([book], "nb", {"old": "supports"})] == ["trust", "old"]


def test_a_code_below_one_that_was_merged_is_below_the_one_that_stays() -> None:
    codes = [code("new", "", "active", "gone"), code("below", "gone")]
    assert [(one.id, depth) for one, depth in in_tree(codes)] == [("new", 0), ("below", 1)]


def test_what_was_sent_is_read_once_and_without_blanks() -> None:
    asked = Asked(
        form={
            "quote": ["  two \n words "],
            "code": ["a", "b", "a"],
            "relation:b": ["qualifies"],
            "part": ["4"],
            "start": ["-1"],
            "text": [""],
            "page": ["p. 7"],
            "new_label": ["  "],
        }
    )
    assert [(mark.code, mark.relation) for mark in marks_of(asked)] == [("a", "supports"), ("b", "qualifies")]
    new = quote_of(asked, "berg")
    assert (new.quote, new.page, new.part, new.start) == ("two words", "p. 7", 0, -1)
    assert code_of(asked) is None


def test_a_codebook_of_any_depth_can_be_shown() -> None:
    codes = [Code(str(number), "code", {}, parent=str(number - 1)) for number in range(5000)]
    assert [(one.id, depth) for one, depth in in_tree(codes)] == [(str(number), number) for number in range(5000)]
