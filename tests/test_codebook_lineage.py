"""Which codes became which: every merge and split is in the graph, which never turns back in time."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.codebook_lineage import Lineage, lineage
from reviewkit.model import CodebookAct


def act(op: str, ids: str, into: str, number: int = 0) -> CodebookAct:
    return CodebookAct("a", "themes", op, tuple(ids.split()), (), tuple(into.split()), id=f"a-{number}")


def arrows(found: Lineage) -> list[tuple[str, int, str, int]]:
    """From which code in which column to which."""
    nodes = found.nodes
    return [
        (nodes[one].code, nodes[one].column, nodes[other].code, nodes[other].column) for one, other in found.became
    ]


def test_a_merge_leads_from_each_code_to_the_one_that_stays() -> None:
    found = lineage([act("create", "near", ""), act("merge", "near dear", "trust")])
    assert sorted(arrows(found)) == [("dear", 0, "trust", 1), ("near", 0, "trust", 1), ("trust", 0, "trust", 1)]
    assert found.rows[0] == "trust"


def test_a_split_leads_to_each_new_code_and_its_rows_are_below() -> None:
    found = lineage([act("split", "care", "calm haste"), act("merge", "haste", "time")])
    assert arrows(found)[:2] == [("care", 0, "haste", 1), ("care", 0, "calm", 1)]
    assert found.rows == ("care", "calm", "haste", "time")
    assert ("haste", 1, "time", 2) in arrows(found)


def test_what_was_neither_merged_nor_split_is_not_in_it() -> None:
    assert lineage([act("create", "near", ""), act("retire", "near", "")]) == Lineage((), (), ())


codes = st.sampled_from("abcdef")


@given(
    st.lists(st.tuples(st.booleans(), st.lists(codes, min_size=1, max_size=3, unique=True), codes), max_size=12)
)
def test_time_goes_from_left_to_right_and_no_box_lies_over_another(
    done: list[tuple[bool, list[str], str]],
) -> None:
    acts = [
        act("merge", " ".join(ids), into, number)
        if is_merge
        else act("split", into, f"{into}{number}x {into}{number}y")
        for number, (is_merge, ids, into) in enumerate(done)
        if into not in ids
    ]
    found = lineage(acts)
    assert all(found.nodes[one].column < found.nodes[other].column for one, other in found.became)
    places = [(node.code, node.column) for node in found.nodes]
    assert len(set(places)) == len(places)
    assert {node.code for node in found.nodes} == set(found.rows)
    assert len({node.act.id for node in found.nodes if node.act and node.act.op == "merge"}) == sum(
        one.op == "merge" for one in acts
    )
