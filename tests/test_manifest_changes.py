"""Each place where a review is not what its manifest says, with file and line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.manifest import Listed, Log, LogLine, Manifest, review_hash, text_file
from reviewkit.manifest_changes import changes, first_difference
from tests.growth import LINEAR, growth

LETTERS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def logs(**files: str) -> Manifest:
    """Logs of screening by writer, in which each letter is a line, all of one chain; a blank is a blank line."""
    return Manifest(
        tuple(
            Log(f"screening/{writer}.jsonl", tuple(LogLine(one.strip(), "x") for one in lines))
            for writer, lines in files.items()
        ),
        (),
    )


def places(expected: Manifest, found: Manifest) -> list[str]:
    return [f"{one.place} {one.message}" for one in changes(expected, found)]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("abc", "abc", []),
        ("abc", "axc", ["screening/a.jsonl:2 this line was changed after the bundle was made"]),
        ("abc", "ac", ["screening/a.jsonl:2 this line of the log is missing"]),
        ("abc", "ab", ["screening/a.jsonl:3 this line of the log is missing"]),
        ("abc", "abxc", ["screening/a.jsonl:3 this line was not in the log when the bundle was made"]),
        (
            "abc",
            "acb",
            [
                "screening/a.jsonl:2 this line was moved to another place in the log",
                "screening/a.jsonl:3 this line was moved to another place in the log",
            ],
        ),
        ("abc", "abbc", []),
        ("abc", "a bc", []),
    ],
)
def test_a_change_of_a_log_is_named_with_its_line(before: str, after: str, said: list[str]) -> None:
    assert places(logs(a=before), logs(a=after)) == said


def test_a_log_that_is_gone_is_named_once() -> None:
    assert places(logs(a="ab", b="cd"), logs(a="ab")) == ["screening/b.jsonl this log is missing"]


def test_a_log_whose_lines_are_all_in_a_copy_is_not_missed() -> None:
    assert places(logs(a="ab"), logs(other="ab")) == []


@given(LETTERS, LETTERS)
def test_a_change_is_named_exactly_where_the_hash_is_another(before: list[str], after: list[str]) -> None:
    expected, found = logs(a="".join(before)), logs(a="".join(after))
    assert bool(changes(expected, found)) is (review_hash(expected) != review_hash(found))


def files(text: str, path: str = "codebooks/themes.yaml") -> Manifest:
    return Manifest((), (text_file(path, text.encode()),))


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("a\nx\nc", "codebooks/themes.yaml:2 this line was changed after the bundle was made"),
        (
            "a\nb",
            "codebooks/themes.yaml:3 the file was changed from this line on after the bundle was made; it had 3 lines",
        ),
        (
            "x\ny\nc",
            "codebooks/themes.yaml:1 the file was changed from this line on after the bundle was made; it had 3 lines",
        ),
    ],
)
def test_a_change_of_a_text_is_named_with_its_first_line(after: str, said: str) -> None:
    assert places(files("a\nb\nc"), files(after)) == [said]


def test_files_that_came_or_went_are_named() -> None:
    assert places(files("a"), Manifest((), ())) == ["codebooks/themes.yaml this file is missing"]
    assert places(Manifest((), ()), files("a")) == [
        "codebooks/themes.yaml this file was not there when the bundle was made"
    ]


def test_a_withheld_file_is_compared_by_its_checksum() -> None:
    expected = Manifest((), (Listed("searches/x.ris", "1", is_withheld=True),))
    assert places(expected, Manifest((), (Listed("searches/x.ris", "1", ("a",)),))) == []
    assert places(expected, Manifest((), (Listed("searches/x.ris", "2", ("a",)),))) == [
        "searches/x.ris this is not the file that was withheld from the bundle: its checksum is different"
    ]


def test_another_name_of_a_person_is_named_with_its_line() -> None:
    expected, found = (
        Manifest(
            (), (text_file("review.yaml", f"title: x\nname: {name}".encode(), lambda text: "masked"),), names=name
        )
        for name in ("Kari", "Per")
    )
    assert places(expected, found) == ["review.yaml:2 this line was changed after the bundle was made"]


def test_the_first_difference_is_counted_from_one() -> None:
    assert [first_difference("abc", other) for other in ("abc", "xbc", "ab", "abcd")] == [0, 1, 3, 4]


def test_any_number_of_moved_lines_is_found_in_linear_time() -> None:
    def reversed_log(size: int) -> None:
        lines = tuple(LogLine(f"{n}", "x") for n in range(size))
        expected, found = (
            Manifest((Log("screening/a.jsonl", order),), ()) for order in (lines, tuple(reversed(lines)))
        )
        assert len(changes(expected, found)) == size

    assert growth(reversed_log, 2000) < LINEAR
