"""Numbers of studies in a row that are those of a field of the charting form: `12 interviews, 7 surveys, 4 trials`."""

from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Fact, Known, NameKind
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.model.passages import Role

_FEWEST = 5  # numbers in a row, that all but one are those of a field
_FEWEST_NAMES = 2  # choices of the field that are named with them


def checked_choices(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The wrong number of a row, where the others are those of the most frequent choices of a field, in order."""
    fields = list(_fields(known))
    for one in passages if fields else ():
        if one.passage.cell or one.passage.role is Role.REFERENCE:
            continue
        found = [
            (item, sentence)
            for sentence in one.sentences
            for item in part_of(list(counted(sentence)), sentence)
            if _is_count(item)
        ]
        for place in range(len(found) - _FEWEST + 1):
            row = found[place : place + _FEWEST]
            for facts in fields:
                if _has_names(row, facts) and (wrong := _odd_one([item for item, _ in row], facts)):
                    item, fact = wrong
                    yield wrong_number(one, item.number, fact.what, fact.n, fact.source)


def _is_count(item: Counted) -> bool:
    number = item.number
    return number.whole is not None and not (number.may_be_a_year or number.is_article or item.is_whole)


def _fields(known: Known) -> Iterator[list[Fact]]:
    """The choices of each field with their numbers, the most frequent first."""
    found: dict[str, list[Fact]] = {}
    for fact in known.facts:
        if any(name.startswith("choice:") for name in fact.names):
            found.setdefault(fact.source, []).append(fact)
    for facts in found.values():
        if len(facts) >= _FEWEST:
            yield sorted(facts, key=lambda fact: -fact.n)[:_FEWEST]


def _has_names(row: Sequence[tuple[Counted, Sentence]], facts: Sequence[Fact]) -> bool:
    of_field = {name for fact in facts for name in fact.names}
    named = {
        named.name.id
        for _, sentence in row
        for named in sentence.names
        if named.name.kind is NameKind.CHOICE and named.name.id in of_field
    }
    return len(named) >= _FEWEST_NAMES


def _odd_one(row: Sequence[Counted], facts: Sequence[Fact]) -> tuple[Counted, Fact] | None:
    odd = [(one, fact) for one, fact in zip(row, facts, strict=True) if one.number.whole != fact.n]
    is_another = len(odd) == 1 and odd[0][0].number.whole not in [fact.n for fact in facts]
    return (
        odd[0] if is_another else None
    )  # a number of another choice may have come forward where one was not read
