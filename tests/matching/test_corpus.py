"""What only all records together show, and that it is the same however the records are divided."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching import columns
from reviewkit.matching.codes import code
from reviewkit.matching.corpus import CorpusFacts, Listed, Listings, corpus_facts, listings, part_facts, together
from reviewkit.model import Record
from tests.builders import record

TITLE = "Trust between nurses and the families of patients at home"


def journals(name: str, other: str) -> tuple[int, int]:
    """The codes of two names as facts hold them."""
    codes = sorted((code(name.casefold()), code(other.casefold())))
    return codes[0], codes[1]


def test_a_short_title_of_three_years_or_three_volumes_recurs() -> None:
    def recurring(**known: list[object]) -> frozenset[int]:
        rows = [dict(zip(known, row, strict=True)) for row in zip(*known.values(), strict=True)]
        return corpus_facts(columns(record(title="Editorial", **row) for row in rows)).recurring

    assert recurring(year=[2018, 2019, 2020]) == {code("editorial")}
    assert recurring(volume=["1", "2", "3"]) == {code("editorial")}
    assert recurring(year=[2018, 2019, None]) == frozenset()
    assert recurring(year=[2018, 2018, 2019], volume=["1", "2", ""]) == frozenset()


def test_a_long_title_never_recurs() -> None:
    table = columns(record(title=TITLE, year=year) for year in range(2000, 2010))
    assert corpus_facts(table).recurring == frozenset()


def test_a_doi_of_three_titles_is_a_container() -> None:
    def containers(*titles: str) -> frozenset[int]:
        return corpus_facts(columns(record(title=t, doi="10.1/book") for t in titles)).containers

    assert containers("Fathers at home", "Midwives", "Nurses' pay") == {code("101book")}
    assert containers("Fathers at home", "Midwives", "Fathers at home.") == frozenset()
    begins_alike = "Variation in the outcome of trials"
    assert containers(begins_alike, f"{begins_alike} of care", f"{begins_alike} in homes") == frozenset()


def test_an_unknown_doi_is_no_container() -> None:
    table = columns(record(title=title) for title in ("Fathers at home", "Midwives", "Nurses' pay"))
    assert corpus_facts(table).containers == frozenset()


def under(name: str, numbers: range, title: str = f"{TITLE} number") -> list[Record]:
    """Records of numbered titles under one name of a journal."""
    return [record(title=f"{title} {n}", authors=("Berg, N",), year=2020, journal=name) for n in numbers]


def test_names_that_stand_over_twenty_long_titles_are_of_one_journal() -> None:
    def facts(titles: int, title: str = f"{TITLE} number") -> set[object]:
        names = ("SIGMOD Conference", "International Conference on Management of Data")
        rows = [row for name in names for row in under(name, range(titles), title)]
        return set(corpus_facts(columns(rows)).one_journal)

    assert facts(20) == {journals("International Conference on Management of Data", "SIGMOD Conference")}
    assert facts(19) == set()
    assert facts(40, "News") == set()


def test_two_journals_that_share_less_than_a_fifth_of_their_titles_are_two() -> None:
    def found(first: int, second: int) -> frozenset[tuple[int, int]]:
        """What is learnt where twenty titles are in both of two journals that have so many each."""
        rows = under("Nordlys", range(first)) + under("Aftenposten", range(first - 20, first - 20 + second))
        return corpus_facts(columns(rows)).one_journal

    assert found(100, 100) == {journals("Nordlys", "Aftenposten")}
    assert found(101, 20) == found(20, 101) == frozenset()


def test_one_title_that_is_listed_often_says_once_that_two_journals_are_one() -> None:
    rows = [
        record(title=TITLE, authors=("Berg, N",), year=2020, journal=name)
        for name in ["Nordlys", "Aftenposten"] * 20
    ]
    assert corpus_facts(columns(rows)).one_journal == frozenset()


def test_names_of_one_journal_are_the_same_in_any_order_of_the_records() -> None:
    rows = [
        record(title=f"{TITLE} number {n}", authors=("Berg, N",), year=2020, journal=name)
        for n in range(20)
        for name in ("Care", "Journal of Nursing", "Omsorg")
    ]
    pairs = {corpus_facts(columns(some)).one_journal for some in (rows, rows[::-1], rows[::2] + rows[1::2])}
    assert [len(found) for found in pairs] == [3]


some_records = st.lists(
    st.builds(
        lambda title, year, volume, doi, journal: record(
            title=title, year=year, volume=volume, doi=doi, journal=journal, authors=("Berg, N",)
        ),
        st.sampled_from(["Editorial", "News", *(f"{TITLE} number {n}" for n in range(6))]),
        st.sampled_from([None, 2019, 2020, 2021]),
        st.sampled_from(["", "1", "2", "3"]),
        st.sampled_from(["", "10.1/a", "10.1/b"]),
        st.sampled_from(["", "Nordlys", "Omsorg", "Sykepleien"]),
    ),
    max_size=60,
)


def in_parts(whole: Listings, parts: int) -> list[Listings]:
    """The listings, divided by what is listed."""
    return [
        Listings(
            *(Listed(one.thing[one.thing % parts == n], one.listed_with[one.thing % parts == n]) for one in whole)
        )
        for n in range(parts)
    ]


@given(some_records, st.integers(1, 5))
def test_parts_show_together_what_the_whole_shows(records: list[Record], parts: int) -> None:
    whole = listings(columns(records))
    assert together(map(part_facts, in_parts(whole, parts))) == corpus_facts(columns(records))


@given(some_records)
def test_facts_are_those_of_counting_by_hand(records: list[Record]) -> None:
    facts = corpus_facts(columns(records))
    for short in ("Editorial", "News"):
        years = {one.year for one in records if one.title == short and one.year}
        volumes = {one.volume for one in records if one.title == short and one.volume}
        assert facts.title_recurs(short.lower()) == (max(len(years), len(volumes)) >= 3)
    for doi in ("10.1/a", "10.1/b"):
        starts = {one.title.lower()[:25] for one in records if one.doi == doi}
        assert facts.is_container(doi.replace(".", "").replace("/", "")) == (len(starts) >= 3)
    in_both = {
        (one.title, one.year)
        for one in records
        for other in records
        if (one.title, one.year) == (other.title, other.year)
        and (one.journal, other.journal) == ("Nordlys", "Omsorg")
        and one.title.startswith(TITLE)
        and one.year
    }
    assert (
        facts.is_one_journal("omsorg", "nordlys")
        == facts.is_one_journal("nordlys", "omsorg")
        == (len(in_both) >= 5)
    )


def test_no_facts_say_nothing() -> None:
    assert not CorpusFacts().title_recurs("editorial")
    assert not CorpusFacts().is_container("101book")
    assert not CorpusFacts().is_one_journal("nordlys", "omsorg")
