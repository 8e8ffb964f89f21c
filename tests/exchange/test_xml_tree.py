"""XML of strangers is read as a tree and written again; nothing in it can grow or reach for other files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.xml_tree import DEEPEST, Node, readable, tree_of, with_children, with_text, xml_of

BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">]><a>&y;</a>"""
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd">%x;]><a/>'
LOST = '<!DOCTYPE a SYSTEM "x.dtd"><a b="F&oslash;r">F&oslash;r</a>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, PARAMETER, LOST])
def test_entities_of_a_file_are_refused(text: str) -> None:
    with pytest.raises(ReviewkitError, match="has a document type"):
        tree_of(text.encode(), "x.qdc")


def test_what_is_no_xml_and_what_is_too_deep_is_refused() -> None:
    for data in (b"", b"<a>", b"\xff\xfe\x00", b"PK\x03\x04", b'<?xml version="1.0" encoding="none"?><a/>'):
        with pytest.raises(ReviewkitError, match="this is no XML"):
            tree_of(data, "x.qdc")
    with pytest.raises(ReviewkitError, match=r"more than 100 deep \(line 1\), deeper than in any project"):
        tree_of(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1), "x.qdc")


def test_namespaces_prefixes_and_encodings_do_not_matter() -> None:
    one = '<?xml version="1.0" encoding="utf-16"?><q:A xmlns:q="urn:QDA-XML:codebook:0:4" q:b="Å">🙂</q:A>'
    assert tree_of(one.encode("utf-16"), "x") == Node("A", {"b": "Å"}, "🙂")
    assert tree_of(b"\xef\xbb\xbf<A b='1'>\n <B/> </A>", "x") == Node("A", {"b": "1"}, "", [Node("B")])


def test_empty_things_are_left_out() -> None:
    assert with_children("A", [], b="", c="1") == Node("A", {"c": "1"})
    assert (with_text("A", ""), with_text("A", "x")) == ([], [Node("A", {}, "x")])


def test_what_no_xml_can_hold_is_replaced_sign_by_sign() -> None:
    assert readable("a\x00b\ud800c\ufffe") == "a\ufffdb\ufffdc\ufffd"


TEXT = st.text(max_size=12).map(readable)
NODES = st.recursive(
    st.builds(Node, st.sampled_from(["A", "B"]), st.dictionaries(st.sampled_from(["x", "y"]), TEXT), TEXT),
    lambda inner: st.builds(
        Node,
        st.just("C"),
        st.dictionaries(st.just("x"), TEXT),
        st.just(""),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@given(NODES)
def test_any_tree_comes_back_as_it_was_written(node: Node) -> None:
    assert tree_of(xml_of(node, "urn:x").encode(), "x") == node


def test_a_tree_of_any_depth_is_written() -> None:
    root = inner = Node("A")
    for _ in range(5000):
        inner.children.append(Node("A"))
        inner = inner.children[0]
    lines = xml_of(root, "urn:x").splitlines()[1:]
    assert [line.strip() for line in lines[1:]] == ["<A>"] * 4999 + ["<A/>"] + ["</A>"] * 5000
    assert len(max(lines, key=len)) < 1000  # blanks before a line do not grow without end


def test_an_attribute_without_a_namespace_counts_before_one_of_another() -> None:
    own, other = 'start="0"', 'e:start="9"'
    for values in (f"{own} {other}", f"{other} {own}"):
        assert tree_of(f'<a xmlns:e="urn:e" {values}/>'.encode(), "x").get("start") == "0"
    assert tree_of(f'<a xmlns:e="urn:e" {other}/>'.encode(), "x").get("start") == "9"
