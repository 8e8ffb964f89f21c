"""Pairs that share a key are proposed, each once; a key that is too common, or empty, proposes nothing."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.matching import blocking
from reviewkit.matching.blocking import LARGEST_BLOCK, candidate_pairs, keys, whole_records
from reviewkit.model import Record
from tests.builders import record


def pairs_of(records: list[Record], new: list[bool] | None = None) -> list[tuple[int, int]]:
    chosen = None if new is None else np.array(new)
    left, right = candidate_pairs(matching.columns(records), chosen)
    return list(zip(left.tolist(), right.tolist(), strict=True))


def share_a_key(left: dict[str, object], right: dict[str, object]) -> bool:
    """Whether two records that are not identical are proposed."""
    return pairs_of([record(**left), record(**right)]) != []


LONG = "Trust between nurses and families in the home care of older people"


# Two records that share the first key and no other, two that share the second and no other, and so on.
ONE_KEY_EACH: list[tuple[dict[str, object], dict[str, object]]] = [
    ({"doi": "10.1/a"}, {"doi": "10.1/A".lower(), "title": "Another"}),
    ({"pmid": "12"}, {"pmid": "12", "title": "Another"}),
    ({"identifiers": ("trial:NCT1",)}, {"identifiers": ("trial:NCT1",), "title": "Another"}),
    ({"identifiers": ("wos:000337252800006",)}, {"identifiers": ("wos:000337252800006",), "year": 2020}),
    ({"doi": "10.1002/14651858.cd001187.pub2"}, {"doi": "10.1002/14651858.cd001187.pub3"}),
    ({"volume": "3", "pages": "7", "year": 2020}, {"volume": "3", "pages": "7-9", "year": 2020}),
    (
        {"volume": "3", "pages": "7", "authors": ("Berg, N",)},
        {"volume": "3", "pages": "7", "authors": ("Berg N",), "year": 1},
    ),
    ({"pages": "7-9", "authors": ("Berg, N",)}, {"pages": "7-9", "authors": ("Berg, N",), "volume": "3"}),
    ({"pages": "7-9", "volume": "3"}, {"pages": "7-9", "volume": "3", "year": 2020}),
    (
        {"volume": "3", "issue": "2", "authors": ("Berg, N",), "year": 2020},
        {"volume": "3", "issue": "2", "authors": ("Berg, N",), "year": 2020, "pages": "9"},
    ),
    ({"abstract": "a" * 20 + "b" * 70}, {"abstract": "c" * 20 + "b" * 70}),
    ({"abstract": "a" * 120 + "b" * 70}, {"abstract": "c" * 120 + "b" * 70}),
    (
        {"title": "Trust in carers", "volume": "3", "pages": "7"},
        {"title": "Trust in children", "volume": "3", "pages": "7-9"},
    ),
    (
        {"title": "Trust in carers", "authors": ("Berg, N",), "year": 2020},
        {"title": "Trust in children", "authors": ("Berg, N",), "year": 2020},
    ),
    (
        {"title": "Of families", "authors": ("Berg, N",), "year": 2020},
        {"title": "Families and us", "authors": ("Berg, N",), "year": 2020},
    ),
    (
        {"title": "The nursing homes families visit", "authors": ("Berg, N",)},
        {"title": "Hospitals and nursing homes", "authors": ("Berg, N",)},
    ),
    ({"title": "Trust in care", "year": 2020}, {"title": "Trust in care homes", "year": 2020}),
    ({"title": "Trust in care"}, {"title": "Trustin care", "year": 2020}),
    ({"title": LONG}, {"title": f"{LONG[:40]} ..."}),
    ({"title": LONG}, {"title": f"On {LONG[-40:]}"}),
    ({"title": LONG}, {"title": f"Older families, between nurses and people: {LONG[30:60]}"}),
    ({"title": "a b c d e f then zebra"}, {"title": "zoo f e d c b a"}),
    ({"title": "v w x y z of an"}, {"title": "z y x w v by a"}),
    (
        {"title": "One", "authors": ("Berg, Nora", "Dahl, Per"), "year": 2020},
        {"title": "Two", "authors": ("Dahl, Per", "Berg, Nora"), "year": 2020},
    ),
]


@pytest.mark.parametrize("number", range(24))
def test_each_key_proposes_a_pair_that_shares_no_other(number: int) -> None:
    left, right = ONE_KEY_EACH[number]
    table = matching.columns([record(**left), record(**right)])
    assert [n for n, (one, other) in enumerate(keys(table)) if one == other != 0] == [number]
    assert pairs_of([record(**left), record(**right)]) == [(0, 1)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"year": 2020}, {"year": 2020, "journal": "Pain"}),
        ({"journal": "Pain", "volume": "3"}, {"journal": "Pain", "volume": "3", "year": 2020}),
        ({"authors": ("Berg, N",), "year": 2020}, {"authors": ("Berg, N",), "year": 2020, "journal": "Pain"}),
        (
            {"authors": ("Berg, Nora",), "year": 2020},
            {"authors": ("Berg, Nora",), "year": 2020, "journal": "Pain"},
        ),
        ({"pages": "7-9"}, {"pages": "7-9", "year": 2020}),
        ({"title": "Trust in care", "year": 2020}, {"title": "Care in trust homes", "year": 2020}),
        ({"abstract": "b" * 89}, {"abstract": "b" * 89, "year": 2020}),
        (
            {"title": "Trust in homes", "authors": ("Berg, N",), "year": 2019},
            {"title": "Trust in us", "authors": ("Berg, N",), "year": 2020},
        ),
    ],
)
def test_what_many_records_share_proposes_no_pair(left: dict[str, object], right: dict[str, object]) -> None:
    assert not share_a_key(left, right)


def test_two_blank_records_are_a_pair_only_because_they_are_identical() -> None:
    assert pairs_of([record(), record(), record(year=2020)]) == [(0, 1)]


def test_there_are_as_many_keys_as_the_documentation_says() -> None:
    assert len(list(keys(matching.columns([record(title=LONG)])))) == len(ONE_KEY_EACH) == 24


def test_each_pair_is_proposed_once_and_in_order() -> None:
    records = [record(title=LONG, year=2020, doi="10.1/a", authors=("Berg, N",), pmid=str(n)) for n in range(4)]
    assert pairs_of(records) == list(combinations(range(4), 2))


def test_without_records_there_are_no_pairs() -> None:
    assert pairs_of([]) == []
    assert pairs_of([record(title=LONG)]) == []


@pytest.mark.parametrize(("size", "proposed"), [(60, 60 * 59 // 2), (61, 0)])
def test_a_block_of_more_than_sixty_is_left_out(size: int, proposed: int) -> None:
    assert LARGEST_BLOCK == 60
    records = [record(doi="10.1/a", pmid=str(n)) for n in range(size)]
    assert len(pairs_of(records)) == proposed


def test_identical_records_are_chained_in_a_block_of_any_size() -> None:
    records = [record(doi="10.1/a") for _ in range(100)]
    assert pairs_of(records) == [(n, n + 1) for n in range(99)]


def test_a_common_key_does_not_hide_a_rare_one() -> None:
    records = [record(doi="10.1/a", pmid=str(n // 2)) for n in range(80)]
    assert pairs_of(records) == [(n, n + 1) for n in range(0, 80, 2)]


def test_with_new_records_only_pairs_with_one_of_them_are_proposed() -> None:
    records = [record(doi="10.1/a", pmid=str(n)) for n in range(4)]
    assert pairs_of(records, [False, False, True, False]) == [(0, 2), (1, 2), (2, 3)]
    assert pairs_of(records, [False] * 4) == []
    assert pairs_of(records, [True] * 4) == pairs_of(records)


def test_a_new_record_is_chained_with_an_identical_one() -> None:
    records = [record(doi="10.1/a") for _ in range(100)]
    new = [n == 50 for n in range(100)]
    assert pairs_of(records, new) == [(49, 50), (50, 51)]


def test_identical_records_have_one_code_and_others_another() -> None:
    table = matching.columns([record(title=LONG), record(title=LONG.upper()), record(title=LONG, year=2020)])
    first, second, third = whole_records(table).tolist()
    assert first == second
    assert first != third


def test_an_empty_field_keeps_a_record_out_of_a_key() -> None:
    table = matching.columns([record(), record(title=LONG, year=2020)])
    codes = [key.tolist() for key in keys(table)]
    assert all(blank == 0 for blank, _ in codes)
    assert any(code for _, code in codes)


def test_a_key_of_several_fields_needs_all_of_them() -> None:
    """Volume, first page and year are a key; volume and first page of an unknown year are none."""
    place = {"volume": "3", "pages": "7"}
    assert pairs_of([record(**place, year=2020), record(**place, year=2020, pmid="1")]) == [(0, 1)]
    assert pairs_of([record(**place), record(**place, pmid="1")]) == []


small_records = st.builds(
    record,
    title=st.sampled_from(["", LONG, LONG.replace("older", "old"), "Care", f"{LONG}: a survey"]),
    authors=st.sampled_from([(), ("Berg, N",), ("Berg, N", "Dahl, P", "Ås, I")]),
    year=st.sampled_from([None, 2019, 2020]),
    volume=st.sampled_from(["", "3"]),
    pages=st.sampled_from(["", "7", "7-9"]),
    doi=st.sampled_from(["", "10.1/a"]),
)


@given(st.lists(small_records, max_size=9))
def test_a_pair_is_proposed_exactly_where_a_key_or_the_whole_record_is_shared(records: list[Record]) -> None:
    table = matching.columns(records)
    shared = set()
    for codes in keys(table):
        values = codes.tolist()
        shared |= {(i, j) for i, j in combinations(range(len(values)), 2) if values[i] == values[j] != 0}
    whole = whole_records(table).tolist()
    for i, j in combinations(range(len(whole)), 2):
        if whole[i] == whole[j] and whole[i] not in whole[i + 1 : j]:
            shared.add((i, j))
    assert set(pairs_of(records)) == shared


@given(st.lists(small_records, max_size=9), st.randoms())
def test_the_order_of_records_changes_no_proposed_pair(records: list[Record], random: object) -> None:
    order = list(range(len(records)))
    random.shuffle(order)  # type: ignore[attr-defined]
    distinct = [replace(one, pmid=str(n)) for n, one in enumerate(records)]
    before = {frozenset(pair) for pair in pairs_of(distinct)}
    after = {frozenset((order[i], order[j])) for i, j in pairs_of([distinct[n] for n in order])}
    assert before == after


@given(st.lists(small_records, max_size=8), st.lists(st.booleans(), min_size=8, max_size=8))
def test_the_pairs_of_new_records_are_those_of_all_with_a_new_one(
    records: list[Record], flags: list[bool]
) -> None:
    new = flags[: len(records)]
    with_new = {(i, j) for i, j in pairs_of(records) if new[i] or new[j]}
    assert set(pairs_of(records, new)) == with_new


def test_codes_of_titles_do_not_depend_on_the_records_around_them() -> None:
    alone = [codes.tolist() for codes in blocking._title_keys([LONG])]
    among = [codes.tolist() for codes in blocking._title_keys(["Care", LONG, ""])]
    assert [codes[0] for codes in alone] == [codes[1] for codes in among]
