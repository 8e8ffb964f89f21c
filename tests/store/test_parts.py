"""A part is worked out again exactly where what it came from changed; its problems stay with it."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Place, Problem
from reviewkit.store.parts import Parts


def test_files_are_read_once_until_one_of_them_changes(tmp_path: Path) -> None:
    parts, reads = Parts(tmp_path), []

    def read(problems: list[Problem]) -> int:
        reads.append(1)
        problems.append(Problem(Place("f"), f"read {len(reads)} times"))
        return len(reads)

    assert [parts.of_files("f", ["f"], read) for _ in range(3)] == [1, 1, 1]
    (tmp_path / "f").write_text("now it is there")
    assert [parts.of_files("f", ["f"], read) for _ in range(2)] == [2, 2]
    assert [problem.message for problem in parts.problems()] == ["read 2 times"]


def test_what_is_given_is_compared_by_value_too(tmp_path: Path) -> None:
    parts, made = Parts(tmp_path), []
    for origin in (((1,), "x"), ((1,), "x"), ((1,), "y"), ((1,),)):
        parts.of("part", origin, lambda _: made.append(1))
    assert len(made) == 3


@given(st.lists(st.tuples(st.booleans(), st.lists(st.integers(), max_size=4)), max_size=6))
def test_item_by_item_gives_what_all_at_once_gives(steps: list[tuple[bool, list[int]]]) -> None:
    parts, items = Parts(Path()), ()
    for grow, numbers in steps:
        items = (*items, *numbers) if grow else tuple(numbers)
        assert parts.of_each("part", items, None, lambda some: tuple(2 * n for n in some)) == tuple(
            2 * n for n in items
        )


def test_only_added_items_are_worked_on_and_an_equal_result_is_the_same_tuple(tmp_path: Path) -> None:
    parts, seen = Parts(tmp_path), []

    def work(items: tuple[int, ...]) -> tuple[int, ...]:
        seen.append(items)
        return items

    parts.of_each("part", (1, 2), None, work)
    first = parts.of_each("part", (1, 2, 3), None, work)
    assert parts.of_each("part", tuple([1, 2, 3]), None, work) is first  # noqa: C409 - another tuple, equal to it
    parts.of_each("part", (1, 2, 3), object(), work)
    assert seen == [(1, 2), (3,), (), (1, 2, 3)]
