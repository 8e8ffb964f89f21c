"""The pairs of the labelled sets that were read: the form of the file, and how they are counted."""

import csv
import gzip
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import disagreements
from benchmarks.disagreements import (
    BIB_DEDUPE,
    COLUMNS,
    FILE,
    LABELS,
    REASONS,
    REVIEWKIT,
    RIGHT,
    Answers,
    Row,
    against_labels,
    changed,
    corrected,
    differing,
    joined,
    verdict_on,
)
from tests.conftest import shared


def test_every_row_of_the_file_has_its_form() -> None:
    rows = disagreements.read()
    assert len(rows) > 1000
    for row in rows:
        assert 0 < row.first < row.second, row
        assert row.labels in LABELS, row
        assert row.reviewkit in REVIEWKIT, row
        assert row.bib_dedupe in BIB_DEDUPE, row
        assert row.right in RIGHT, row
        assert row.reason in REASONS[row.right], row


def test_the_file_has_each_pair_once_and_in_order() -> None:
    rows = disagreements.read()
    assert [row[:3] for row in rows] == sorted({row[:3] for row in rows})


def test_the_file_holds_no_text_of_records() -> None:
    """Only words of the closed vocabulary, names of sets and positions."""
    known = {
        *COLUMNS,
        *LABELS,
        *REVIEWKIT,
        *BIB_DEDUPE,
        *RIGHT,
        *(why for some in REASONS.values() for why in some),
    }
    with FILE.open(encoding="utf-8", newline="") as lines:
        cells = {cell for line in csv.reader(lines) for cell in line}
    others = {cell for cell in cells - known if not cell.isdigit()}
    assert others <= {
        "sra_copper",
        "stroke",
        "diabetes",
        "cytology_screening",
        "neuroimaging",
        "digital_work",
        "dblp_acm",
        "srsr",
    }


def test_the_labels_of_the_file_are_those_of_the_sets_and_can_be_corrected() -> None:
    by_set: dict[str, list[Row]] = {}
    for row in disagreements.read():
        by_set.setdefault(row.set, []).append(row)
    for name, rows in by_set.items():
        labels = labels_of(shared("dedupe", name))
        for row in rows:
            same = labels[row.first] == labels[row.second]
            assert row.labels == ("joined" if same else "apart"), row
        right = corrected(labels, rows)
        for row in rows:
            if row.right != "undecidable":
                assert (right[row.first] == right[row.second]) == (row.right == "same"), row


def labels_of(folder: Path) -> dict[int, str]:
    with gzip.open(folder / "truth.csv.gz", "rt", encoding="utf-8") as lines:
        return {int(row["position"]): row["cluster"] for row in csv.DictReader(lines)}


def test_a_written_file_is_read_as_it_was(tmp_path: Path) -> None:
    rows = [row("a", 1, 2, "apart", "joined"), row("a", 1, 3, "joined", "asked")]
    disagreements.write(reversed(rows), tmp_path / "some.csv")
    assert disagreements.read(tmp_path / "some.csv") == rows


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("set,first\n", encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape("set, first, second")):
        disagreements.read(other)


def row(name: str, first: int, second: int, labels: str, reviewkit: str, right: str = "same") -> Row:
    return Row(name, first, second, labels, reviewkit, "apart", right, REASONS[right][0])


def test_what_a_tool_says_of_two_records_holds_for_their_groups() -> None:
    answers = Answers(
        {1: "a", 2: "a", 3: "b", 4: "c"}, asked=frozenset({(2, 3)}), linked=frozenset({(1, 4), (1, 3)})
    )
    assert answers.says((1, 2)) == "joined"
    assert answers.says((1, 3)) == "asked"  # asked before linked
    assert answers.says((2, 4)) == "linked"
    assert answers.says((3, 4)) == "apart"
    assert answers.says((1, 9)) == "apart"


def test_pairs_on_which_the_three_differ() -> None:
    labels = Answers({1: "a", 2: "a", 3: "b", 4: "b", 5: "c", 6: "d"})
    reviewkit = Answers({1: "a", 2: "a", 3: "b", 4: "b2"}, linked=frozenset({(3, 4), (5, 6)}))
    bib_dedupe = Answers({1: "a", 2: "a", 3: "b", 4: "b"}, asked=frozenset({(1, 5)}))
    assert differing(labels, reviewkit, bib_dedupe) == {
        (1, 5): ("apart", "apart", "maybe"),  # the pair that was asked about, not 2 and 5 as well
        (3, 4): ("joined", "linked", "joined"),
    }


@pytest.mark.parametrize(
    ("said", "right", "word"),
    [
        ("joined", "same", "right"),
        ("joined", "different", "wrong"),
        ("linked", "different", "right"),
        ("linked", "same", "wrong"),
        ("apart", "same", "wrong"),
        ("asked", "same", "open"),
        ("maybe", "different", "open"),
        ("joined", "undecidable", "open"),
    ],
)
def test_who_is_right(said: str, right: str, word: str) -> None:
    assert verdict_on(said, right) == word


def test_changed_answers_are_better_or_worse_by_what_is_right() -> None:
    rows = [
        row("a", 1, 2, "joined", "apart"),
        row("a", 3, 4, "joined", "joined", "different"),
        row("a", 5, 6, "joined", "linked", "different"),
        row("a", 7, 8, "joined", "apart", "undecidable"),
        row("a", 9, 10, "joined", "joined"),
        row("elsewhere", 1, 2, "joined", "apart"),
    ]
    now = Answers({1: "a", 2: "a", 5: "b", 6: "b", 7: "c", 8: "c", 9: "d", 10: "d"}, asked=frozenset({(3, 4)}))
    assert [(row.first, says, word) for row, says, word in changed(rows, {"a": now})] == [
        (1, "joined", "better"),
        (3, "asked", "better"),
        (5, "joined", "worse"),
        (7, "joined", "neither"),
    ]


def test_counts_against_the_labels_leave_out_what_a_person_is_asked() -> None:
    rows = [
        row("a", 1, 2, "joined", "apart"),
        row("a", 1, 3, "joined", "linked", "different"),
        row("a", 1, 4, "apart", "joined", "undecidable"),
        row("a", 1, 5, "joined", "asked"),
        row("a", 1, 6, "apart", "linked", "different"),
    ]
    assert against_labels(rows, "reviewkit") == {"labels": 1, "reviewkit": 1, "undecidable": 1}


def test_labels_are_corrected_by_what_was_read() -> None:
    labels = {1: "a", 2: "a", 3: "a", 4: "b", 5: "c"}
    rows = [
        row("a", 1, 3, "joined", "apart", "different"),
        row("a", 2, 3, "joined", "apart", "different"),
        row("a", 4, 5, "apart", "joined"),
        row("a", 1, 5, "apart", "joined", "undecidable"),
    ]
    right = corrected(labels, rows)
    assert right[1] == right[2] != right[3]
    assert right[4] == right[5] != right[1]


def test_readings_that_contradict_one_another_are_refused() -> None:
    labels = {1: "a", 2: "a", 3: "a"}
    with pytest.raises(ValueError, match="two reports"):
        corrected(labels, [row("a", 1, 3, "joined", "apart", "different")])  # 1 is 2, and 2 is 3


@pytest.mark.thorough
@given(st.lists(st.integers(0, 4), min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_corrected_labels_are_those_that_a_reader_has_in_mind(clusters: list[int], chance: random.Random) -> None:
    """Whoever reads each pair on which the labels differ from the truth, arrives at the truth."""
    labels = {record: f"c{cluster}" for record, cluster in enumerate(clusters, start=1)}
    truth = {record: f"t{chance.randint(0, 4)}" for record in labels}
    pairs = [(one, other) for one in labels for other in labels if one < other]
    rows = [
        row("a", one, other, "joined", "apart", "same" if truth[one] == truth[other] else "different")
        for one, other in pairs
        if (truth[one] == truth[other]) != (labels[one] == labels[other])
    ]
    right = corrected(labels, rows)
    assert set(joined(right)) == set(joined(truth))
