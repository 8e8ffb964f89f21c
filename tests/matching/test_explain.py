"""Every piece of evidence is said once, on the side that it speaks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.matching.columns import Kind
from reviewkit.matching.explain import Side, Statement, statements
from tests.builders import evidence


def side_of(sentence: str, /, **known: object) -> Side | None:
    """On which side this sentence is said of a pair of which this is known; None where it is not said."""
    sides = [statement.side for statement in statements(evidence(**known)) if statement.words == sentence]
    assert len(sides) < 2
    return sides[0] if sides else None


@pytest.mark.parametrize(
    ("known", "side", "words"),
    [
        ({"title": 100.0}, "for", "the titles are the same, apart from spelling and remarks added by databases"),
        ({"title": 70.4, "contained": True}, "for", "one title contains the other (70% alike)"),
        ({"title": 80.0}, "for", "the titles are similar (80% alike)"),
        ({"title": 79.4}, "against", "the titles are different (79% alike)"),
        ({"title": 80.0, "words": False}, "against", "each title has a word that is not in the other"),
        ({"numbers": False}, "against", "the titles have different numbers in them"),
        ({"short_title": True}, "against", "the title is so short that two reports may share it"),
        (
            {"short_title": True, "recurring": True},
            "against",
            "the title is short, and is used by reports of several years or volumes",
        ),
        ({"identical": True}, "for", "everything known is the same"),
    ],
)
def test_titles_speak_by_their_likeness_words_and_numbers(known: dict[str, object], side: str, words: str) -> None:
    assert side_of(words, **known) == side


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"title": 79.0, "words": False}, "each title has a word that is not in the other"),
        ({"title": 99.0}, "the titles have different numbers in them"),
        ({"short_title": True, "recurring": True}, "the title is so short that two reports may share it"),
        ({}, "everything known is the same"),
        ({"title": 100.0, "contained": True}, "one title contains the other (100% alike)"),
    ],
)
def test_what_does_not_matter_is_not_said(known: dict[str, object], words: str) -> None:
    assert side_of(words, **known) is None


def test_exactly_one_sentence_tells_how_alike_the_titles_are() -> None:
    for title in (0.0, 50.0, 79.9, 80.0, 99.9, 100.0):
        for contained in (True, False):
            told = [one for one in statements(evidence(title=title, contained=contained)) if "title" in one.words]
            assert len(told) == 1


@pytest.mark.parametrize(
    ("notices", "words"),
    [
        (("erratum", ""), "one is marked as erratum, the other as nothing"),
        (("", "reply"), "one is marked as nothing, the other as reply"),
        (("comment", "erratum"), "one is marked as comment, the other as erratum"),
    ],
)
def test_a_mark_on_one_side_speaks_against(notices: tuple[str, str], words: str) -> None:
    assert side_of(words, notices=notices) is Side.AGAINST


def test_one_mark_on_both_sides_says_nothing() -> None:
    said = [statement.words for statement in statements(evidence(notices=("erratum", "erratum")))]
    assert not any("marked" in words for words in said)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.ABSTRACT, "only one is from a congress or a supplement"),
        (Kind.PREPRINT, "only one is a preprint"),
        (Kind.PROTOCOL, "only one is a protocol"),
        (Kind.THESIS, "only one is a dissertation"),
        (Kind.TRUNCATED, "only one has a title that is cut off"),
    ],
)
def test_each_kind_that_only_one_is_speaks_against(kind: Kind, words: str) -> None:
    assert side_of(words, only_one=kind) is Side.AGAINST
    assert side_of(words, both=kind) is None
    both_kinds = Kind.PREPRINT | Kind.PROTOCOL | kind
    assert side_of(words, only_one=both_kinds) is Side.AGAINST


def test_every_kind_has_words() -> None:
    every = Kind(sum(Kind))
    assert sum(one.words.startswith("only one ") for one in statements(evidence(only_one=every))) == len(Kind)


def test_versions_of_one_series_speak_for_or_against() -> None:
    assert side_of("they are the same version of one series", version=True) is Side.FOR
    assert side_of("they are different versions of one series", version=False) is Side.AGAINST
    assert not any("series" in statement.words for statement in statements(evidence(version=None)))


def test_authors_speak_by_how_many_agree() -> None:
    assert side_of("all authors of the shorter list are in the longer one", all_authors=True) is Side.FOR
    assert side_of("at least half of the authors agree", authors=True) is Side.FOR
    assert side_of("at least half of the authors agree", authors=True, all_authors=True) is None
    assert side_of("the authors differ", authors=False) is Side.AGAINST
    assert side_of("authors") is Side.UNKNOWN


@pytest.mark.parametrize(
    ("years", "side", "words"),
    [
        (0, "for", "the years are the same"),
        (1, "for", "the years are 1 year apart"),
        (2, "against", "the years are 2 years apart"),
        (9, "against", "the years are 9 years apart"),
        (None, "unknown", "year"),
    ],
)
def test_a_year_between_them_is_still_the_same_article(years: int | None, side: str, words: str) -> None:
    assert side_of(words, year=years) == side


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("journal", "journal"),
        ("volume", "volume"),
        ("issue", "issue"),
        ("first_page", "first page"),
        ("last_page", "last page"),
        ("doi", "DOI"),
        ("pmid", "PubMed id"),
    ],
)
def test_each_field_agrees_differs_or_is_unknown(field: str, name: str) -> None:
    assert side_of(f"same {name}", **{field: True}) is Side.FOR
    assert side_of(f"different {name}", **{field: False}) is Side.AGAINST
    assert side_of(name, **{field: None}) is Side.UNKNOWN


@pytest.mark.parametrize(
    ("abstract", "side", "words"),
    [
        (85.0, "for", "the abstracts are similar (85% alike)"),
        (84.4, "against", "the abstracts are different (84% alike)"),
        (0.0, "against", "the abstracts are different (0% alike)"),
        (None, "unknown", "abstract"),
    ],
)
def test_abstracts_agree_from_85_on(abstract: float | None, side: str, words: str) -> None:
    assert side_of(words, abstract=abstract) == side


def test_titles_come_first_then_kinds_then_fields() -> None:
    pair = evidence(title=90.0, notices=("", "reply"), version=True, year=0, doi=True)
    words = [statement.words for statement in statements(pair)]
    assert words == [
        "the titles are similar (90% alike)",
        "one is marked as nothing, the other as reply",
        "they are the same version of one series",
        "authors",
        "the years are the same",
        "journal",
        "volume",
        "issue",
        "first page",
        "last page",
        "same DOI",
        "PubMed id",
        "abstract",
    ]


agreement = st.sampled_from([True, False, None])


@given(st.fixed_dictionaries(dict.fromkeys(("authors", "journal", "volume", "issue", "doi", "pmid"), agreement)))
def test_nothing_is_said_twice_and_every_field_is_said(known: dict[str, bool | None]) -> None:
    said = statements(evidence(**known))
    assert len({statement.words for statement in said}) == len(said)
    assert len(said) == 11
    assert all(isinstance(statement, Statement) for statement in said)


@pytest.mark.parametrize(
    ("known", "side", "words"),
    [
        ({"letters": False}, Side.AGAINST, "the titles have different single letters in them"),
        ({"nearly": True}, Side.AGAINST, "a word of one title is only nearly the same in the other"),
        (
            {"companion": True},
            Side.AGAINST,
            "only one title has a word of companion papers, such as costs, design or follow-up",
        ),
        ({"scripts": True}, Side.UNKNOWN, "titles, which are in two alphabets"),
        ({"accession": True}, Side.FOR, "same number in one database"),
        ({"accession": False}, Side.AGAINST, "different number in one database"),
        ({"own_number": True}, Side.FOR, "same number of the registration, book or report"),
        ({"own_number": False}, Side.AGAINST, "different number of the registration, book or report"),
    ],
)
def test_what_holds_back_a_join_is_said(known: dict[str, object], side: Side, words: str) -> None:
    assert Statement(side, words) in statements(evidence(**known))
    assert words not in [one.words for one in statements(evidence())]
