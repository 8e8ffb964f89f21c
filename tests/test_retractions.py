"""Which records a list is about: certain by numbers, asked where these contradict, else by the rules of matching."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.model import Record
from reviewkit.model.retractions import Nature, Notice
from reviewkit.retractions import By, Finder, Hit, standing
from tests.builders import record

TITLE = "Trust between nurses and families in home care: an interview study"
ARTICLE = Notice(
    2,
    title=TITLE,
    authors=("Nora Berg", "Per Dahl"),
    year=2020,
    journal="Nordic Journal of Care",
    doi="10.1000/care.1",
)


def hits(records: list[Record], *notices: Notice) -> tuple[Hit, ...]:
    finder = Finder(records)
    for notice in notices:
        assert finder.wants(notice)
        finder.look(notice)
    return finder.hits()


def told(records: list[Record], *notices: Notice) -> list[tuple[str, By, bool]]:
    return [(hit.record, hit.by, hit.certain) for hit in hits(records, *notices)]


# --- which notice counts ----------------------------------------------------------------------------------------------

RETRACTED, CONCERN, CORRECTED, REINSTATED = (
    Nature.RETRACTION,
    Nature.CONCERN,
    Nature.CORRECTION,
    Nature.REINSTATEMENT,
)


@pytest.mark.parametrize(
    ("notices", "counts"),
    [
        ([(RETRACTED, "2020-01-01")], (RETRACTED, "2020-01-01")),
        ([(CONCERN, "2019-01-01"), (RETRACTED, "2020-01-01")], (RETRACTED, "2020-01-01")),
        ([(RETRACTED, "2020-01-01"), (REINSTATED, "2021-01-01")], (REINSTATED, "2021-01-01")),
        ([(RETRACTED, "2020-01-01"), (REINSTATED, "2020-01-01")], (REINSTATED, "2020-01-01")),
        (
            [(RETRACTED, "2020-01-01"), (REINSTATED, "2021-01-01"), (RETRACTED, "2022-01-01")],
            (RETRACTED, "2022-01-01"),
        ),
        (
            [(RETRACTED, "2020-01-01"), (REINSTATED, "2021-01-01"), (CONCERN, "2022-01-01")],
            (CONCERN, "2022-01-01"),
        ),
        ([(RETRACTED, "2020-01-01"), (CORRECTED, "2021-01-01")], (RETRACTED, "2020-01-01")),
        ([(RETRACTED, "2020-01-01"), (CONCERN, "2021-01-01")], (RETRACTED, "2020-01-01")),
        ([(RETRACTED, ""), (REINSTATED, "2021-01-01")], (RETRACTED, "")),
        ([(RETRACTED, "2020-01-01"), (REINSTATED, "")], (RETRACTED, "2020-01-01")),
        ([(CORRECTED, "2021-01-01"), (CONCERN, "2020-01-01")], (CORRECTED, "2021-01-01")),
        ([(CORRECTED, ""), (CONCERN, "")], (CONCERN, "")),
    ],
)
def test_the_notice_that_counts_in_whatever_order(
    notices: list[tuple[Nature, str]], counts: tuple[Nature, str]
) -> None:
    rows = [Notice(line, nature, date) for line, (nature, date) in enumerate(notices, start=2)]
    for order in permutations(rows):
        found = standing(order)
        assert (found.nature, found.date) == counts


@given(st.lists(st.tuples(st.sampled_from(Nature), st.sampled_from(["", "2020-01-01", "2021-01-01"])), min_size=1))
def test_a_retraction_that_no_reinstatement_follows_always_counts(given: list[tuple[Nature, str]]) -> None:
    notices = [Notice(line, nature, date) for line, (nature, date) in enumerate(given, start=2)]
    last = max((one.date for one in notices if one.nature is RETRACTED), default=None)
    ended = any(one.nature is REINSTATED and last and one.date >= last for one in notices)
    found = standing(notices)
    assert found in notices
    assert (found.nature is RETRACTED) == (last is not None and not ended)


# --- which record a notice is about -----------------------------------------------------------------------------------


def test_the_same_doi_or_pubmed_id_tells_it() -> None:
    records = [
        record("a-1", doi="10.1000/care.1"),
        record("a-2", pmid="34000001"),
        record("a-3", doi="10.1000/other"),
    ]
    assert told(records, ARTICLE, Notice(3, pmid="34000001")) == [("a-1", By.DOI, True), ("a-2", By.PMID, True)]


def test_two_records_of_one_article_are_both_told() -> None:
    records = [
        record("a-1", doi="10.1000/care.1"),
        record("b-1", doi="10.1000/care.1", title=f"RETRACTED: {TITLE}"),
    ]
    assert told(records, ARTICLE) == [("a-1", By.DOI, True), ("b-1", By.DOI, True)]


@pytest.mark.parametrize(
    ("known", "notice", "by"),
    [
        ({"doi": "10.1000/care.1", "pmid": "1"}, Notice(2, doi="10.1000/care.1", pmid="2"), By.DOI),
        ({"doi": "10.1000/a", "pmid": "1"}, Notice(2, doi="10.1000/b", pmid="1"), By.PMID),
        ({"doi": "10.1000/care.1", "title": "Pain in dogs"}, ARTICLE, By.DOI),
    ],
)
def test_a_number_that_the_rest_contradicts_is_asked_about(
    known: dict[str, object], notice: Notice, by: By
) -> None:
    assert told([record("a-1", **known)], notice) == [("a-1", by, False)]


def test_both_numbers_are_enough_whatever_the_title() -> None:
    one = record("a-1", doi="10.1000/care.1", pmid="1", title="Tillit i hjemmesykepleien")
    assert told([one], Notice(2, doi="10.1000/care.1", pmid="1", title=TITLE)) == [("a-1", By.DOI, True)]


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({"authors": ("Berg, N.", "Dahl, P."), "year": 2020, "journal": "Nordic Journal of Care"}, True),
        ({"authors": ("Berg, N.",), "year": 2020}, False),
        ({"year": 2020}, False),
        ({"authors": ("Olsen, K.",), "year": 2009, "journal": "Pain"}, None),
        ({"authors": ("Berg, N.",), "year": 2020, "doi": "10.1000/other"}, None),
    ],
)
def test_without_numbers_the_rules_of_matching_tell_or_ask(known: dict[str, object], found: bool | None) -> None:
    expected = [] if found is None else [("a-1", By.TITLE, found)]
    assert told([record("a-1", title=TITLE, **known)], ARTICLE) == expected


def test_the_notice_of_a_retraction_is_not_its_article() -> None:
    one = record("a-1", title=f"Retraction notice to: {TITLE}", authors=("Berg, N.",), year=2022)
    assert told([one], ARTICLE) == []


def test_a_list_of_notices_does_not_make_them_retracted() -> None:
    one = record("a-1", title=f"Retraction notice to: {TITLE}", doi="10.1000/notice", year=2022)
    notice = Notice(2, title=f"Retraction notice to: {TITLE}", doi="10.1000/notice", year=2022)
    assert told([one], notice) == []


def test_every_notice_of_an_article_is_kept_and_one_counts() -> None:
    one = record("a-1", doi="10.1000/care.1", title=TITLE, authors=("Berg, N.", "Dahl, P."), year=2020)
    rows = [
        Notice(4, RETRACTED, "2021-01-01", doi="10.1000/care.1"),
        Notice(3, CONCERN, "2020-06-01", doi="10.1000/care.1"),
        Notice(5, REINSTATED, "2022-01-01", doi="10.1000/care.1"),
    ]
    (hit,) = hits([one], *rows)
    assert [notice.line for notice in hit.notices] == [3, 4, 5]
    assert hit.standing.nature is REINSTATED


def test_articles_that_a_record_may_be_are_named_each() -> None:
    one = record("a-1", title=TITLE, year=2020)
    other = Notice(9, title=TITLE, year=2020, authors=("Kari Holm",), doi="10.1000/care.9")
    assert told([one], ARTICLE, other) == [("a-1", By.TITLE, False)] * 2


def test_what_no_record_is_like_is_not_wanted() -> None:
    finder = Finder([record("a-1", title=TITLE, doi="10.1000/care.1")])
    assert not finder.wants(Notice(2, title="Pain in dogs", doi="10.1000/x"))
    assert not finder.wants(Notice(2))
    assert finder.hits() == ()


@given(st.permutations(range(4)))
def test_the_order_of_the_list_changes_nothing(order: list[int]) -> None:
    records = [record("a-1", doi="10.1000/care.1", title=TITLE), record("a-2", title=TITLE, year=2020)]
    rows = [
        ARTICLE,
        Notice(3, CONCERN, "2020-06-01", doi="10.1000/care.1"),
        Notice(4, CORRECTED, "2020-07-01", doi="10.1000/care.1"),
        Notice(5, REINSTATED, "2020-08-01", doi="10.1000/care.1"),
    ]
    assert hits(records, *(rows[n] for n in order)) == hits(records, *rows)
