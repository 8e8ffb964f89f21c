"""The evidence on a pair: each field agrees, differs or is unknown, in either order of the two records."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.matching import compare
from reviewkit.matching.agreement import Sign
from reviewkit.matching.codes import code
from reviewkit.matching.columns import Kind
from reviewkit.matching.compare import Evidence
from reviewkit.matching.corpus import CorpusFacts, corpus_facts
from reviewkit.matching.rules import answer
from reviewkit.model import Record
from tests.builders import SIGNS, record

TITLE = "Trust between nurses and families in the home care of older people"
NO_FACTS = CorpusFacts()


def compared(left: dict[str, object], right: dict[str, object], facts: CorpusFacts = NO_FACTS) -> Evidence:
    """The evidence on two records of which this is known."""
    return compare.compare_pair(matching.columns([record(**left), record(**right)]), 0, 1, facts)


def worth_comparing(left: dict[str, object], right: dict[str, object]) -> bool:
    """Whether a candidate pair is compared at all."""
    table = matching.columns([record(**left), record(**right)])
    return bool(list(compare.compare_pairs(table, np.array([0]), np.array([1]), NO_FACTS)))


def some(*choices: object) -> st.SearchStrategy[object]:
    return st.sampled_from(choices)


records = st.builds(
    record,
    title=some(
        "Trust in home care: a survey", "Reply: Trust in home care: a survey", "Trust in care", "Editorial"
    ),
    authors=some((), ("Berg, Nora",), ("Berg N", "Dahl P"), ("Dahl P.Berg N.",)),
    year=some(None, 2019, 2020),
    journal=some("", "J Clin Care", "Journal of Clinical Care", "Clin Care J", "Care congress"),
    volume=some("", "3", "4", "Suppl 3"),
    issue=some("", "3", "3-4"),
    pages=some("", "3", "1-9", "S1-S9", "e12", "vii-ix"),
    doi=some("", "10.1/book", "10.1/b", "10.1101/2020.01.02.1", "10.1002/14651858.cd000001.pub2"),
    abstract=some("", "We asked people. " * 9, "They answered us. " * 9),
)


@given(st.lists(records, min_size=2, max_size=8))
def test_the_answer_on_a_pair_is_the_same_in_either_order(some_records: list[Record]) -> None:
    table = matching.columns(some_records)
    facts = corpus_facts(table)
    for i in range(len(table)):
        for j in range(i):
            forwards, backwards = (compare.compare_pair(table, *pair, facts) for pair in ((i, j), (j, i)))
            assert answer(forwards) == answer(backwards)


@given(st.lists(records, min_size=2, max_size=6))
def test_comparing_many_pairs_gives_what_comparing_one_does(some_records: list[Record]) -> None:
    table = matching.columns(some_records)
    facts = corpus_facts(table)
    left, right = np.triu_indices(len(table), 1)
    for i, j, evidence in compare.compare_pairs(table, left, right, facts):
        alone = compare.compare_pair(table, i, j, facts)
        assert (evidence.title, evidence.abstract) == pytest.approx((alone.title, alone.abstract))
        assert replace(evidence, title=alone.title, abstract=alone.abstract) == alone


def test_a_book_s_doi_says_nothing_whether_the_first_record_bears_it_or_the_second() -> None:
    chapters = [record(title=title, doi="10.1/book") for title in ("Fathers at home", "Midwives", "Nurses' pay")]
    table = matching.columns([*chapters, record(title="Fathers at home", doi="10.9/c")])
    facts = corpus_facts(table)
    assert [compare.compare_pair(table, *pair, facts).doi for pair in ((0, 3), (3, 0), (0, 1))] == [
        Sign.UNKNOWN
    ] * 3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"title": "Trust in home care of elders"}, {"title": "Trust in care at home of elders"}),  # 80 and more
        ({"title": "Care", "doi": "10.1/a"}, {"title": "Quite another title", "doi": "10.1/a"}),
        ({"title": "Care", "pmid": "1"}, {"title": "Quite another title", "pmid": "1"}),
        (
            {"title": "Care", "doi": "10.1002/14651858.cd001187.pub2"},
            {"title": "Quite another title", "doi": "10.1002/14651858.cd001187.pub3"},
        ),
        (
            {"title": "Care", "volume": "3", "pages": "7-9"},
            {"title": "Quite another title", "volume": "3", "pages": "7-9"},
        ),
        (
            {"title": "Care", "volume": "3", "pages": "7", "authors": ("Berg, N",)},
            {"title": "Quite another title", "volume": "3", "pages": "7-9", "authors": ("Berg N", "Dahl P")},
        ),
        (
            {"title": "Care", "pages": "7-9", "authors": ("Berg, N",)},
            {"title": "Quite another title", "volume": "3", "pages": "7-9", "authors": ("Berg N",)},
        ),
        ({"title": TITLE}, {"title": f"{TITLE}: a long subtitle on everything that was asked of them and more"}),
    ],
)
def test_a_pair_is_compared_where_titles_or_an_identifier_or_a_place_make_it_worth_it(
    left: dict[str, object], right: dict[str, object]
) -> None:
    assert worth_comparing(left, right)
    assert worth_comparing(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"title": "Care"}, {"title": "Quite another title"}),
        (
            {"title": "Care", "volume": "3", "pages": "7", "authors": ("Lie, A",)},
            {"title": "Quite another title", "volume": "3", "pages": "7-9", "authors": ("Berg N",)},
        ),
        (
            {"title": "Care", "volume": "4", "pages": "7-9", "authors": ("Berg, N",)},
            {"title": "Quite another title", "volume": "3", "pages": "7-9", "authors": ("Berg N",)},
        ),
        (
            {"title": "Care", "pages": "7", "authors": ("Berg, N",)},
            {"title": "Quite another title", "volume": "3", "pages": "7-9", "authors": ("Berg N",)},
        ),
        ({"title": "Sleep of nurses at night in wards"}, {"title": "Sleep of doctors by day in towns"}),
    ],
)
def test_a_pair_with_little_in_common_is_passed_over(left: dict[str, object], right: dict[str, object]) -> None:
    assert not worth_comparing(left, right)


ABSTRACT = "We asked everybody who had worked in the wards how they had slept, and why they had not. " * 2
NIGHT = {"title": "Sleep of nurses at night in wards"}
DAY = {"title": "Sleep of nurses by day in the towns of Norway"}


def test_titles_of_60_are_compared_where_the_abstracts_are_as_alike() -> None:
    assert 60 <= compared(NIGHT, DAY).title < 80
    assert worth_comparing({**NIGHT, "abstract": ABSTRACT}, {**DAY, "abstract": ABSTRACT})
    assert not worth_comparing({**NIGHT, "abstract": ABSTRACT}, {**DAY, "abstract": "Nothing of that. " * 9})


def test_titles_of_60_are_compared_where_neither_abstract_is_known_and_not_where_one_is() -> None:
    assert worth_comparing(NIGHT, DAY)
    assert not worth_comparing(NIGHT, {**DAY, "abstract": ABSTRACT})


def test_titles_of_60_are_compared_where_one_is_a_protocol() -> None:
    known = {**NIGHT, "abstract": ABSTRACT}
    title = "Sleep of doctors at night in towns: protocol"
    assert worth_comparing(known, {"title": title})
    assert not worth_comparing(known, {"title": title.replace("protocol", "portocal")})


def test_a_pair_without_candidates_gives_no_evidence() -> None:
    none = np.empty(0, dtype=np.int64)
    assert list(compare.compare_pairs(matching.columns([record()]), none, none, NO_FACTS)) == []


def test_two_unknown_titles_are_not_alike() -> None:
    assert compared({"year": 2020}, {"year": 2020}).title == 0.0
    assert compared({"title": TITLE}, {}).title == 0.0


def test_words_in_another_order_are_alike() -> None:
    assert compared({"title": "trust in care"}, {"title": "care in trust"}).title == 100.0


def test_a_protocol_is_compared_without_the_words_that_say_so() -> None:
    known = compared({"title": TITLE}, {"title": f"{TITLE}: study protocol"})
    assert (known.title, known.only_one, known.contained) == (100.0, Kind.PROTOCOL, False)


@pytest.mark.parametrize(
    ("left", "right", "kinds"),
    [
        ({"journal": "medRxiv"}, {}, (Kind.PREPRINT, Kind(0))),
        ({"journal": "medRxiv"}, {"journal": "medRxiv"}, (Kind(0), Kind.PREPRINT)),
        ({"journal": "medRxiv", "issue": "Suppl 1"}, {"journal": "medRxiv"}, (Kind.ABSTRACT, Kind.PREPRINT)),
    ],
)
def test_kinds_are_of_one_or_of_both(
    left: dict[str, object], right: dict[str, object], kinds: tuple[Kind, Kind]
) -> None:
    known = compared(left, right)
    assert (known.only_one, known.both) == kinds


@pytest.mark.parametrize(
    ("left", "right", "numbers"),
    [
        ("Care: part I", "Care: part II", False),
        ("Care: part I", "Care: part 1", True),
        (f"{TITLE} in 2010", TITLE, True),  # one holds the other
        (f"{TITLE} in 2010", f"{TITLE} in 2011", False),
    ],
)
def test_titles_hold_the_same_numbers_unless_one_leaves_one_out(left: str, right: str, numbers: bool) -> None:
    assert compared({"title": left}, {"title": right}).numbers is numbers


def test_words_are_looked_at_only_in_titles_that_are_alike() -> None:
    assert compared({"title": TITLE}, {"title": TITLE.replace("nurses", "doctors")}).words is False
    assert compared({"title": TITLE}, {"title": TITLE.replace("families", "famliies")}).words is True
    assert compared({"title": "one"}, {"title": "one two three four five"}).words is False


@pytest.mark.parametrize(
    ("more", "contained"),
    [
        ({}, False),
        ({"doi": "10.1/a"}, True),
        ({"pages": "7-9"}, True),
        ({"pages": "7"}, False),
    ],
)
def test_a_short_title_is_held_by_another_only_where_more_agrees(more: dict[str, object], contained: bool) -> None:
    left, right = {"title": "Nursing in Norway", **more}, {"title": "Nursing in Norway and how it is paid", **more}
    assert compared(left, right).contained is contained


def test_a_title_that_is_the_same_holds_nothing() -> None:
    assert compared({"title": TITLE}, {"title": TITLE}).contained is False


def test_a_short_title_recurs_where_the_corpus_says_so() -> None:
    facts = CorpusFacts(recurring=frozenset((code("editorial"),)))
    assert compared({"title": "Editorial"}, {"title": "Editorial"}, facts).recurring
    assert compared({"title": "Editorial"}, {"title": TITLE}, facts).recurring
    assert not compared({"title": "Editorial"}, {"title": "Editorial"}).recurring
    assert compared({"title": "Editorial"}, {"title": "Editorial"}).short_title


@pytest.mark.parametrize(("years", "apart"), [((2020, 2020), 0), ((2018, 2020), 2), ((2020, None), None)])
def test_years_lie_apart_or_are_unknown(years: tuple[int, int | None], apart: int | None) -> None:
    assert compared({"year": years[0]}, {"year": years[1]}).year == apart


@pytest.mark.parametrize(
    ("left", "right", "volume"),
    [
        ({"volume": "3"}, {"volume": "03"}, True),
        ({"volume": "3"}, {"volume": "4"}, False),
        ({"volume": "3"}, {}, None),
        ({"volume": "57", "issue": "75"}, {"volume": "75"}, True),  # a volume that stands as issue
        ({"volume": "57", "issue": "75"}, {"volume": "75", "issue": "2"}, False),
    ],
)
def test_volumes_agree_also_where_one_stands_as_issue(
    left: dict[str, object], right: dict[str, object], volume: bool | None
) -> None:
    assert compared(left, right).volume is SIGNS[volume]
    assert compared(right, left).volume is SIGNS[volume]


@pytest.mark.parametrize(
    ("left", "right", "pages"),
    [
        ("277-289", "277-289", (True, True)),
        ("277-289", "277", (True, None)),
        ("277-289", "277-290", (True, False)),
        ("277-289", "278-289", (False, True)),
        ("277-289", "", (None, None)),
        ("S345-S353", "345-353", (True, True)),
        ("345", "e345", (True, None)),
        ("A345", "B345", (False, None)),  # letters on both sides count
        ("345-350", "e345-e360", (False, False)),
        ("ix-xii", "xi-xii", (False, True)),
        ("ix-xii", "ix-xiv", (True, False)),
        ("20", "277-289", (None, None)),  # the day of "20 Apr 2010"
        ("13", "1012", (None, None)),  # a count of pages beside the number of an article
        ("13", "e101", (None, None)),
        ("13", "101", (False, None)),
        ("134", "277-289", (False, None)),
        ("1-27", "1012", (None, None)),  # counts the pages of an article that has a number
        ("1-27", "277-289", (False, False)),
    ],
)
def test_pages_agree_in_their_digits_and_what_is_no_page_is_unknown(
    left: str, right: str, pages: tuple[bool | None, bool | None]
) -> None:
    for first, second in ((left, right), (right, left)):
        known = compared({"pages": first}, {"pages": second})
        assert (known.first_page, known.last_page) == tuple(SIGNS[one] for one in pages)


def test_pages_from_one_on_say_nothing_before_there_is_a_volume() -> None:
    known = compared({"pages": "1-13"}, {"pages": "277-289", "volume": "20"})
    assert (known.first_page, known.last_page) == (Sign.UNKNOWN, Sign.UNKNOWN)


def test_the_pages_of_a_congress_abstract_are_taken_as_they_are() -> None:
    """A lone small number there is a page, as many abstracts stand on few pages."""
    known = compared({"pages": "20", "issue": "Suppl 1"}, {"pages": "277-289"})
    assert known.first_page is Sign.DIFFER


@pytest.mark.parametrize(
    ("left", "right", "version"),
    [
        ({"doi": "10.12688/f1000research.123.1"}, {"doi": "10.12688/f1000research.123.1"}, True),
        ({"doi": "10.12688/f1000research.123.1"}, {"doi": "10.12688/f1000research.123.2"}, False),
        ({"doi": "10.12688/f1000research.123.1"}, {"doi": "10.12688/f1000research.124.1"}, None),
        ({"doi": "10.12688/f1000research.123.1"}, {}, None),
        ({}, {}, None),
    ],
)
def test_versions_of_one_series_are_the_same_or_another(
    left: dict[str, object], right: dict[str, object], version: bool | None
) -> None:
    assert compared(left, right).version is SIGNS[version]


COCHRANE = {"title": TITLE, "journal": "Cochrane Database of Systematic Reviews"}


@pytest.mark.parametrize(
    ("left", "right", "version"),
    [
        ({"year": 2004}, {"year": 2008}, False),
        ({"year": 2004}, {"year": 2004}, None),
        ({"year": 2004}, {}, None),
        ({"year": 2004}, {"year": 2008, "title": f"{TITLE}: more"}, None),
        ({"year": 2004}, {"year": 2008, "journal": "Pain"}, None),
        ({"year": 2004, "doi": "10.1002/14651858.cd001187.pub2"}, {"year": 2008}, False),
        (
            {"year": 2004, "doi": "10.1002/14651858.cd001187.pub2"},
            {"year": 2008, "doi": "10.1002/14651858.cd001188.pub2"},
            None,
        ),
    ],
)
def test_a_cochrane_review_of_another_year_is_an_update(
    left: dict[str, object], right: dict[str, object], version: bool | None
) -> None:
    assert compared({**COCHRANE, **left}, {**COCHRANE, **right}).version is SIGNS[version]


@pytest.mark.parametrize(
    ("versions", "years", "same"),
    [
        (("2", "2"), (2004, 2008), True),
        (("2", "3"), (2004, 2004), False),
        (("2004 1", "2008 2"), (2004, 2008), False),
        (("2004 1", "2"), (2004, 2004), None),  # year and issue beside a number
        (("2004 1", "2"), (2004, 2008), False),
        (("2004 ", "2004 1"), (2004, 2004), None),  # an unknown issue
    ],
)
def test_versions_are_compared_in_one_unit(
    versions: tuple[str, str], years: tuple[int, int], same: bool | None
) -> None:
    table = matching.columns(record(year=year) for year in years)
    table.series[:] = ["one series", "one series"]
    table.version[:] = versions
    assert compare.compare_pair(table, 0, 1, NO_FACTS).version is SIGNS[same]


def test_a_record_is_bare_without_place_identifier_and_abstract() -> None:
    assert compared({"title": TITLE, "year": 2020}, {"journal": "Pain", "authors": ("Berg, N",)}).bare
    for more in ({"volume": "3"}, {"pages": "7"}, {"doi": "10.1/a"}, {"pmid": "1"}, {"abstract": "Text"}):
        assert not compared({"title": TITLE}, {"title": TITLE, **more}).bare
        assert not compared({"title": TITLE, **more}, {"title": TITLE}).bare


def test_identical_is_all_that_is_known() -> None:
    known = {"title": TITLE, "authors": ("Berg, N",), "year": 2020, "journal": "Pain", "pages": "7"}
    assert compared(known, known).identical
    changes = (
        {"title": "Care"},
        {"title": f"Reply: {TITLE}"},
        {"authors": ("Dahl, P",)},
        {"year": 2021},
        {"journal": "medRxiv"},
        {"volume": "3"},
        {"issue": "3"},
        {"pages": "8"},
        {"pages": "7-9"},
        {"doi": "10.1/a"},
        {"pmid": "1"},
        {"abstract": "Text"},
    )
    for change in changes:
        assert not compared(known, {**known, **change}).identical


def test_only_a_title_is_known_where_nothing_stands_beside_it() -> None:
    assert compared({"title": TITLE}, {"title": TITLE}).only_title
    assert compared({}, {}).only_title
    for more in ({"year": 2020}, {"authors": ("Berg, N",)}, {"journal": "Pain"}, {"abstract": "Text"}):
        known = compared({"title": TITLE, **more}, {"title": TITLE, **more})
        assert known.identical
        assert not known.only_title


@pytest.mark.parametrize(("letters", "known"), [(60, True), (59, False)])
def test_an_abstract_has_sixty_letters(letters: int, known: bool) -> None:
    abstract = compared({"abstract": "x" * letters}, {"abstract": "x" * 200}).abstract
    assert (abstract is not None) is known


def test_authors_are_looked_at_closely_only_where_more_agrees() -> None:
    left, right = {"authors": ("De Caterina",)}, {"authors": ("Decaterina",)}
    assert compared(left, right).authors is Sign.DIFFER
    for more in ({"title": TITLE}, {"doi": "10.1/a"}, {"pages": "7"}):
        assert compared({**left, **more}, {**right, **more}).authors is Sign.AGREE


def test_all_authors_agree_makes_authors_agree() -> None:
    known = compared({"authors": ("Berg, N",)}, {"authors": ("Berg, N", "Dahl, P", "Lie, A")})
    assert (known.authors, known.all_authors) == (Sign.AGREE, True)


def test_journals_that_all_records_show_to_be_one_agree() -> None:
    table = matching.columns([record(title=TITLE, journal="Nordlys"), record(title=TITLE, journal="Aftenposten")])
    one = CorpusFacts(one_journal=frozenset({tuple(sorted((code("aftenposten"), code("nordlys"))))}))
    assert compare.compare_pair(table, 0, 1, one).journal is Sign.AGREE
    assert compare.compare_pair(table, 0, 1, NO_FACTS).journal is Sign.DIFFER


def test_a_slip_of_one_letter_is_seen_in_titles_that_are_ninety_alike() -> None:
    assert compared({"title": f"{TITLE} of a dog"}, {"title": f"{TITLE} of a dig"}).slip
    assert not compared({"title": f"{TITLE} of a dog"}, {"title": f"{TITLE} of two digs"}).slip
    assert not compared({"title": TITLE}, {"title": TITLE}).slip
    assert not compared({"title": "Dogs"}, {"title": "Digs"}).slip


def test_what_tells_companions_letters_and_scripts_apart_is_seen() -> None:
    letters = compared({"title": f"{TITLE} hepatitis A"}, {"title": f"{TITLE} hepatitis B"})
    assert (letters.letters, letters.companion, letters.scripts) == (False, False, False)
    companion = compared({"title": TITLE}, {"title": f"{TITLE}: a cost-effectiveness analysis"})
    assert (companion.letters, companion.companion) == (True, True)
    assert compared({"title": "Качество жизни"}, {"title": "Quality of life"}).scripts
    near = compared({"title": f"{TITLE} and losartan"}, {"title": f"{TITLE} and valsartan"})
    assert (near.words, near.nearly) == (True, True)
    numbers = compared({"identifiers": ("isbn:1",)}, {"identifiers": ("isbn:2",)})
    assert numbers.own_number is Sign.DIFFER


def test_a_single_word_and_several_authors_are_seen() -> None:
    assert compared({"title": "Editorial"}, {"title": "Editorial"}).generic
    assert not compared({"title": "Trust in care"}, {"title": "Trust in care"}).generic
    many = {"authors": ("Berg, Nora", "Dahl, Per", "Moe, Liv")}
    assert compared(many, many).several
    assert not compared(many, {"authors": ("Berg, Nora",)}).several


LONG = (
    "Use of morphometric mapping to characterise symptomatic malformation, syringomyelia and what is near in dogs"
)


@pytest.mark.parametrize(
    ("left", "right", "compared"),
    [
        (LONG, "Use of morphometric mapping", True),  # a third of its letters
        (LONG, "Use of morphometric mapp", False),  # cut inside a word, where so little is left
        ("Water: the flows of energy and its material", "The flows of energy and its material. Water", True),
        (f"{LONG}: a review of methods", f"A review of methods. {LONG}", True),
        (LONG, "Morphometric mapping of quite other dogs at home", False),
        (LONG, "Применение морфометрического картирования у собак", True),
    ],
)
def test_a_title_without_its_rest_and_one_with_its_parts_exchanged_are_compared(
    left: str, right: str, compared: bool
) -> None:
    known: dict[str, object] = {"authors": ("Berg, Nora",), "year": 2020, "journal": "J Care"}
    assert worth_comparing({**known, "title": left}, {**known, "title": right}) is compared


def test_a_beginning_is_looked_at_only_in_one_year() -> None:
    known: dict[str, object] = {"authors": ("Berg, Nora",), "journal": "J Care"}
    left, right = {**known, "title": LONG, "year": 2020}, {**known, "title": "Use of mapping", "year": 2021}
    assert not worth_comparing(left, right)


@pytest.mark.parametrize(
    ("other", "contained"),
    [({}, True), ({"year": 2021}, False), ({"journal": ""}, False), ({"authors": ("Dahl, Per",)}, False)],
)
def test_a_short_title_begins_another_where_authors_journal_and_year_are_the_same(
    other: dict[str, object], contained: bool
) -> None:
    known: dict[str, object] = {"authors": ("Berg, Nora",), "year": 2020, "journal": "J Care"}
    left = {**known, "title": "In their own words: interviews with musicians"}
    assert compared(left, {**known, "title": "In their own words", **other}).contained is contained


@pytest.mark.parametrize(
    ("left", "right", "numbers"),
    [
        ("Two organising typologies of forests", "Две типологии лесов", True),
        ("Two organising typologies of forests", "Две типологии лесов 3", False),
        ("Two organising typologies of forests", "Three organising typologies of forests", False),
    ],
)
def test_numbers_in_words_are_unknown_in_another_alphabet(left: str, right: str, numbers: bool) -> None:
    assert compared({"title": left}, {"title": right}).numbers is numbers


@pytest.mark.parametrize(
    ("other", "added", "apart", "nearly"),
    [
        (f"{TITLE} in villages", True, False, False),
        (f"{TITLE} in Northern Norway", True, True, False),
        (f"Agent-based {TITLE}", True, False, False),
        (TITLE, False, False, False),
        (f"{TITLE[:-6]}nurses", False, False, False),
        (TITLE[:-3], False, False, True),  # "peo" may be another word than "people"
    ],
)
def test_what_only_one_title_says_is_seen(other: str, added: bool, apart: bool, nearly: bool) -> None:
    pair = compared({"title": TITLE}, {"title": other})
    assert (pair.added, pair.apart, pair.nearly) == (added, apart, nearly)


def test_a_cochrane_review_of_another_issue_and_year_is_another_version_though_one_doi_is_at_both() -> None:
    known = {"journal": "Cochrane Database of Systematic Reviews", "doi": "10.1002/14651858.cd001457"}
    first = {**known, "year": 2000, "issue": "2"}
    assert compared(first, {**known, "year": 2001, "issue": "4"}).version is Sign.DIFFER
    assert compared(first, {**known, "year": 2000, "issue": "4"}).version is Sign.AGREE
    assert compared(first, {**known, "year": 2001, "issue": "2"}).version is Sign.AGREE
    assert compared(first, {**known, "year": 2001, "issue": ""}).version is Sign.AGREE
    elsewhere = {**first, "journal": "Nordlys", "doi": "10.21203/rs.3.rs-1/v1"}
    assert compared(elsewhere, {**elsewhere, "year": 2001, "issue": "4"}).version is Sign.AGREE


@given(st.lists(records, min_size=2, max_size=4), st.integers(0, 20), st.data())
def test_records_in_no_pair_change_nothing(few: list[Record], others: int, data: st.DataObject) -> None:
    """Columns are made of the records that are in pairs, where these are few."""
    table = matching.columns([*few, *[record(title="Care")] * others, *few])
    last = st.integers(0, len(table) - 1)
    pairs = sorted(data.draw(st.sets(st.tuples(last, last).filter(lambda pair: pair[0] < pair[1]), max_size=3)))
    left, right = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    found = list(compare.compare_pairs(table, left, right, corpus_facts(table)))
    assert found == list(compare._compare_pairs(table, left, right, corpus_facts(table)))
