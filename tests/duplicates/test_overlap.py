"""What each source brought: every record and every report is counted once, alone or shared."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.duplicates import overlaps, reports_by_sources, shares
from reviewkit.model import Overlap, Share

ORDER = ["cinahl", "medline", "wos"]
# Four reports: two records of cinahl and one of medline; one of each source; one of wos; two of wos.
GROUPS = [("c-1", "c-2", "m-1"), ("c-3", "m-2", "w-1"), ("w-2",), ("w-3", "w-4")]
SOURCE_OF = {
    record: {"c": "cinahl", "m": "medline", "w": "wos"}[record[0]] for group in GROUPS for record in group
}


def test_a_source_counts_its_records_its_reports_and_those_of_no_other_source() -> None:
    assert shares(ORDER, SOURCE_OF, GROUPS) == (
        Share("cinahl", records=3, reports=2, only_here=0),
        Share("medline", records=2, reports=2, only_here=0),
        Share("wos", records=4, reports=3, only_here=2),
    )


def test_records_that_repeat_another_of_the_source_are_what_is_left_of_its_records() -> None:
    cinahl, medline, wos = shares(ORDER, SOURCE_OF, GROUPS)
    assert [cinahl.within, medline.within, wos.within] == [1, 0, 1]


def test_a_report_is_shared_or_stands_in_one_source_only() -> None:
    assert [share.shared for share in shares(ORDER, SOURCE_OF, GROUPS)] == [2, 2, 1]


def test_sources_come_in_the_order_given_also_those_without_records() -> None:
    assert [share.source for share in shares(["wos", "eric", "cinahl"], SOURCE_OF, GROUPS)] == [
        "wos",
        "eric",
        "cinahl",
    ]
    assert shares(["eric"], {}, []) == (Share("eric", 0, 0, 0),)


def test_an_overlap_is_the_exact_set_of_sources_that_a_report_stands_in() -> None:
    assert overlaps(ORDER, SOURCE_OF, GROUPS) == (
        Overlap(("wos",), 2),
        Overlap(("cinahl", "medline"), 1),
        Overlap(("cinahl", "medline", "wos"), 1),
    )


def test_the_reports_of_each_overlap_are_as_many_as_it_counts() -> None:
    found = reports_by_sources(SOURCE_OF, {group[0]: group for group in GROUPS})
    counted = {frozenset(one.sources): one.reports for one in overlaps(ORDER, SOURCE_OF, GROUPS)}
    assert {sources: len(reports) for sources, reports in found.items()} == counted


def test_the_sources_of_an_overlap_come_in_their_order() -> None:
    (overlap,) = overlaps(ORDER, SOURCE_OF, [("w-1", "m-1", "c-1")])
    assert overlap.sources == ("cinahl", "medline", "wos")


def test_overlaps_of_one_size_come_in_the_order_of_their_sources() -> None:
    groups = [("w-1",), ("m-1",), ("c-1", "w-2"), ("c-2",)]
    assert [overlap.sources for overlap in overlaps(ORDER, SOURCE_OF, groups)] == [
        ("cinahl",),
        ("cinahl", "wos"),
        ("medline",),
        ("wos",),
    ]


def test_no_report_is_no_overlap() -> None:
    assert overlaps(ORDER, {}, []) == ()


@given(st.lists(st.lists(st.sampled_from(ORDER), min_size=1, max_size=5), max_size=12))
def test_shares_and_overlaps_are_two_counts_of_the_same_reports(groups: list[list[str]]) -> None:
    source_of = {f"{g}-{n}": name for g, group in enumerate(groups) for n, name in enumerate(group)}
    records = [[f"{g}-{n}" for n in range(len(group))] for g, group in enumerate(groups)]
    all_overlaps = overlaps(ORDER, source_of, records)
    assert sum(overlap.reports for overlap in all_overlaps) == len(groups)
    for share in shares(ORDER, source_of, records):
        assert share.records == list(source_of.values()).count(share.source)
        assert share.reports == sum(one.reports for one in all_overlaps if share.source in one.sources)
        assert share.only_here == sum(one.reports for one in all_overlaps if one.sources == (share.source,))
        assert share.within >= 0
        assert share.shared >= 0
