"""Duplicates from records to groups and shares."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit import duplicates, matching
from tests.builders import record

names = st.sampled_from(["cinahl", "medline", "wos"])


@given(st.lists(st.lists(names, min_size=1, max_size=5), max_size=12))
@settings(max_examples=50)
def test_every_record_and_report_is_counted_once(groups: list[list[str]]) -> None:
    source_of = {f"{g}-{n}": name for g, group in enumerate(groups) for n, name in enumerate(group)}
    records = [[f"{g}-{n}" for n in range(len(group))] for g, group in enumerate(groups)]
    order = ["cinahl", "medline", "wos"]
    shares = duplicates.shares(order, source_of, records)
    overlaps = duplicates.overlaps(order, source_of, records)
    assert sum(one.records for one in shares) == len(source_of)
    assert sum(one.reports for one in overlaps) == len(groups)
    for share in shares:
        assert share.reports == sum(one.reports for one in overlaps if share.source in one.sources)
        assert share.only_here == sum(one.reports for one in overlaps if one.sources == (share.source,))


def test_identical_records_of_a_stream_join_in_any_file_order() -> None:
    entries = [record(f"s-{n}", title=f"Title number {n % 4} of nurses at work", year=2000) for n in range(12)]
    for order in (entries, entries[::-1]):
        found = duplicates.verdicts([one.id for one in order], matching.matches(iter(order)))
        groups = duplicates.groups([one.id for one in order], found)
        assert {frozenset(group.records) for group in groups} == {
            frozenset(f"s-{n}" for n in range(k, 12, 4)) for k in range(4)
        }
