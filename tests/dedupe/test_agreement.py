"""Whether two values agree does not depend on which of them comes first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import dedupe
from reviewkit.dedupe import agreement, compare
from reviewkit.dedupe.rules import answer
from reviewkit.model import Record
from tests.builders import record

WORDS = ("journal", "j", "clin", "clinical", "clinic", "clio", "med", "medicine", "the", "of", "jcm", "2", "ii")
values = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


@given(values, values)
def test_which_value_comes_first_does_not_matter(one: str, other: str) -> None:
    for agree in (
        agreement.contained,
        agreement.doi_agrees,
        agreement.issues_agree,
        agreement.same_words,
        agreement.all_authors_agree,
        agreement.journals_agree,
    ):
        assert agree(one, other) == agree(other, one), agree.__name__
    assert agreement.authors_agree(one, other, True) == agreement.authors_agree(other, one, True)


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


def test_a_book_s_doi_says_nothing_whether_the_first_record_bears_it_or_the_second() -> None:
    chapters = [record(title=title, doi="10.1/book") for title in ("Fathers at home", "Midwives", "Nurses' pay")]
    table = dedupe.columns([*chapters, record(title="Fathers at home", doi="10.9/c")])
    known = compare.corpus_facts(table)
    assert [compare.compare_pair(table, *pair, known).doi for pair in ((0, 3), (3, 0), (0, 1))] == [None] * 3


@given(st.lists(records, min_size=2, max_size=8))
def test_the_answer_on_a_pair_is_the_same_in_either_order(some_records: list[Record]) -> None:
    table = dedupe.columns(some_records)
    known = compare.corpus_facts(table)
    for i in range(len(table)):
        for j in range(i):
            one, other = (answer(compare.compare_pair(table, *pair, known)) for pair in ((i, j), (j, i)))
            assert one == other


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("journal of clinical medicine", "j clin med", True),
        ("jcm", "journal of clinical medicine", True),
        ("clinic medicine", "clinical surgery", False),
        ("", "lancet", None),
    ],
)
def test_journals_agree_with_their_abbreviations(one: str, other: str, agree: bool | None) -> None:
    assert agreement.journals_agree(one, other) is agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("effective care", "ineffective care", False),
        ("inpatients", "outpatients", False),
        ("prenatal care", "perinatal care", False),
        ("exclusion of elders", "inclusion of elders", False),
        ("care of parents", "care of patients", False),
        ("no harm of care", "harm of care", False),
        ("randomised trial", "randomized trial", True),
        ("behaviour of adults", "behavior of adult", True),
        ("care of non small tumours", "care of nonsmall tumors", True),
        ("intervention in homes", "interventoin in homes", True),
    ],
)
def test_opposites_are_two_words_and_spellings_are_one(one: str, other: str, agree: bool) -> None:
    assert agreement.same_words(one, other) is agree
