"""Answers as JSON and back: column by column, and each rule once, since a run on 100,000 records gives 40,000."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from typing import Any

from reviewkit.matching.engine import Match
from reviewkit.words import Relation, Verdict

_VERDICTS = {one.value: one for one in Verdict}
_RELATIONS = {"": None, **{one.value: one for one in Relation}}


def as_columns(matches: Iterable[Match]) -> list[list[object]]:
    """The rules, and the columns of the answers, for JSON."""
    columns: list[list[Any]] = list(map(list, zip(*matches, strict=True))) or [[] for _ in Match._fields]
    left, right, verdicts, rules, scores, relations = columns
    number = {rule: n for n, rule in enumerate(dict.fromkeys(rules))}
    return [
        list(number),
        left,
        right,
        verdicts,
        [number[rule] for rule in rules],
        scores,
        [relation or "" for relation in relations],
    ]


def from_columns(columns: Sequence[Sequence[Any]]) -> Iterator[Match]:
    """The answers that as_columns() put into columns."""
    rules, left, right, verdicts, numbers, scores, relations = columns
    answers = zip(
        left,
        right,
        map(_VERDICTS.__getitem__, verdicts),
        map(rules.__getitem__, numbers),
        scores,
        map(_RELATIONS.__getitem__, relations),
        strict=True,
    )
    return starmap(Match, answers)
