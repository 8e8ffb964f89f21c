"""The queue as a table to fill in, and what each source brought."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import duplicates
from reviewkit.locales import labels, languages
from reviewkit.render.tables.duplicates import queue_table, sources_table
from tests.builders import record, verdict
from tests.render.samples import SHARES

RECORDS = {
    "a-0001": record(
        "a-0001", title="Trust at home", authors=("Berg, A", "Åås, B"), year=2020, abstract="w" * 900
    ),
    "b-0001": record("b-0001", title="Trust at home.", doi="10.1/x"),
}
PAIR = verdict("a-0001", "b-0001", "unsure", score=87.654)


def test_a_row_has_an_empty_answer_the_reason_and_both_records_side_by_side() -> None:
    table = queue_table([PAIR], RECORDS)
    row = dict(zip(table.head, table.rows[0], strict=True))
    assert (row["answer"], row["note"]) == ("", "")
    assert (row["first"], row["second"], row["score"], row["why"]) == ("a-0001", "b-0001", "87.7", "rule")
    assert (row["title 1"], row["title 2"]) == ("Trust at home", "Trust at home.")
    assert (row["authors 1"], row["authors 2"]) == ("Berg, A; Åås, B", "")
    assert (row["year 1"], row["year 2"]) == ("2020", "")
    assert table.head.index("doi 2") == table.head.index("doi 1") + 1


def test_the_answers_that_can_be_chosen_are_those_that_are_read_back() -> None:
    assert queue_table([], {}).choices == ("same", "different")
    assert queue_table([], {}).head[0] == "answer"


def test_a_long_abstract_is_cut_so_that_a_row_fits_on_the_screen() -> None:
    table = queue_table([PAIR], RECORDS)
    assert max(map(len, table.rows[0])) == 500


def test_two_registrations_can_be_told_apart_by_their_numbers() -> None:
    two = {
        name: record(name, title="A trial", identifiers=(f"trial:{number}",))
        for name, number in (("a-0001", "NCT00000001"), ("b-0001", "NCT00000002"))
    }
    row = dict(zip((table := queue_table([PAIR], two)).head, table.rows[0], strict=True))
    assert (row["identifiers 1"], row["identifiers 2"]) == ("trial:NCT00000001", "trial:NCT00000002")


def test_pairs_stay_in_their_order() -> None:
    turned = verdict("b-0001", "a-0001", "unsure")
    rows = queue_table([turned, PAIR], RECORDS).rows
    assert [row[2:4] for row in rows] == [("b-0001", "a-0001"), ("a-0001", "b-0001")]


def test_a_source_has_a_row_and_the_total_counts_a_report_once() -> None:
    table = sources_table(SHARES, 100, labels("en"))
    assert table.rows == (
        ("CINAHL", "100", "10", "90", "50", "40"),
        ("Web of Science & co", "50", "0", "50", "47", "3"),
        ("A register", "5", "1", "4", "4", "0"),
    )
    assert table.foot == ("Total", "155", "11", "100", "57", "43")
    assert table.row_heads


@pytest.mark.parametrize("language", languages())
def test_the_head_is_in_the_language(language: str) -> None:
    table = sources_table(SHARES, 100, labels(language))
    assert table.head[0] == labels(language).text("sources.source")
    assert table.notes == (labels(language).text("sources.note"),)
    assert table.language == language


@given(st.lists(st.lists(st.sampled_from(["cinahl", "medline", "wos"]), min_size=1, max_size=4), max_size=10))
def test_the_total_row_agrees_with_the_rows(reports: list[list[str]]) -> None:
    source_of = {f"{n}-{m}": name for n, report in enumerate(reports) for m, name in enumerate(report)}
    groups = [[f"{n}-{m}" for m in range(len(report))] for n, report in enumerate(reports)]
    shares = duplicates.shares(["cinahl", "medline", "wos"], source_of, groups)
    table = sources_table(shares, len(reports), labels("en"))
    columns = [[int(row[column]) for row in table.rows] for column in range(1, 6)]
    records, within, _, _, only_here = map(int, table.foot[1:])
    assert (records, within, only_here) == (sum(columns[0]), sum(columns[1]), sum(columns[4]))
    assert int(table.foot[3]) == int(table.foot[4]) + only_here == len(reports)
    assert all(row[0] == row[1] + row[2] and row[2] == row[3] + row[4] for row in zip(*columns, strict=True))
