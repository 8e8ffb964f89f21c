"""What still holds of an earlier run: the pairs that were compared, where the corpus says nothing else now."""

import numpy as np
import pytest

from reviewkit import matching
from reviewkit.matching import blocking, compare
from reviewkit.matching.codes import code
from reviewkit.matching.corpus import CorpusFacts
from reviewkit.matching.earlier import changed_records, known_pairs
from reviewkit.model import Record
from tests.builders import record
from tests.matching.spreading import some_records


@pytest.mark.parametrize(
    ("facts", "changed"),
    [
        ({}, []),
        ({"recurring": {code("care")}}, [0, 1]),
        ({"recurring": {code("care study protocol")}}, [1]),
        ({"containers": {code("101book")}}, [2]),
        ({"containers": {code("isbn:9780306406157")}}, [3]),
        ({"one_journal": {(code("nordlys"), code("unheard of"))}}, [1, 2]),
    ],
)
def test_the_records_are_those_that_are_asked_about(facts: dict[str, set[object]], changed: list[int]) -> None:
    table = matching.columns(
        [
            record(title="Care"),
            record(title="Care study: protocol", journal="Nordlys"),
            record(title="Trust", doi="10.1/book", journal="Nordlys"),
            record(title="Hope", identifiers=("isbn:9780306406157",)),
        ]
    )
    asked = np.column_stack([[code(text) for text in texts] for texts in compare.asked(table)])
    other = CorpusFacts(**{name: frozenset(codes) for name, codes in facts.items()})  # type: ignore[arg-type]
    for then, now in ((CorpusFacts(), other), (other, CorpusFacts())):
        assert np.flatnonzero(changed_records(then, now, asked)).tolist() == changed
    assert not changed_records(other, other, asked).any()


def test_a_pair_is_known_that_was_compared_and_has_not_changed() -> None:
    pairs = np.array([0 * 5 + 1, 0 * 5 + 4, 1 * 5 + 2, 2 * 5 + 3])
    then = np.array([0 * 4 + 1, 2 * 4 + 3])
    unchanged = np.zeros(4, dtype=bool)
    assert known_pairs(pairs, 5, then, 4, unchanged).tolist() == [True, False, False, True]
    assert known_pairs(pairs, 5, then[:1], 4, unchanged).tolist() == [True, False, False, False]
    assert known_pairs(pairs, 5, then[:0], 4, unchanged).tolist() == [False] * 4
    assert known_pairs(pairs[:0], 5, then, 4, unchanged).tolist() == []
    assert known_pairs(pairs, 5, then, 4, np.array([False, False, False, True])).tolist() == [True] + [False] * 3


class Noted(CorpusFacts):
    """A corpus that notes what it is asked about."""

    def title_recurs(self, title: str) -> bool:
        ASKED.add(title)
        return False

    def is_container(self, doi: str) -> bool:
        ASKED.add(doi)
        return False

    def is_one_journal(self, name: str, other: str) -> bool:
        ASKED.update((name, other))
        return False


ASKED: set[str] = set()


def more_records() -> list[Record]:
    numbered = {"title": "Trust in home care", "identifiers": ("isbn:9780306406157", "report:12/2018")}
    return [*some_records(250, seed=3), record(**numbered), record(**numbered, year=2020)]


def test_nothing_is_asked_of_the_corpus_but_what_is_said_to_be() -> None:
    """A new question that asked() does not name would leave old answers standing that are others now."""
    table = matching.columns(more_records())
    told = [set(texts) for texts in zip(*compare.asked(table), strict=True)]
    left, right = blocking.candidate_pairs(table)
    every: set[str] = set()
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        ASKED.clear()
        compare.compare_pair(table, i, j, Noted())
        assert not ASKED - told[i] - told[j]
        every |= ASKED
    for texts in (table.title, table.doi, table.numbers, table.journal):
        assert every & (set(texts) - {""})
    assert every - set(table.title) - set(table.doi) - set(table.numbers) - set(table.journal)
