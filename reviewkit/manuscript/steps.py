"""The numbers of the flow in their order: where the one before and the one after a number are right, it is of a box
between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, counted
from reviewkit.manuscript.known import PAPERS, Fact, Known, NameKind
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.model.passages import Role
from reviewkit.words import BoxId

# The boxes of each way through the flow, in their order; the last is what is left of those that were assessed.
_WAYS: tuple[tuple[str, ...], ...] = (
    (
        BoxId.IDENTIFIED,
        BoxId.FROM_DATABASES,
        BoxId.DUPLICATES,
        BoxId.SCREENED,
        BoxId.EXCLUDED,
        BoxId.SOUGHT,
        BoxId.NOT_RETRIEVED,
        BoxId.ASSESSED,
        BoxId.REPORTS_EXCLUDED,
        BoxId.NEW_STUDIES,
    ),
    (
        BoxId.OTHER_IDENTIFIED,
        BoxId.OTHER_DUPLICATES,
        BoxId.OTHER_SOUGHT,
        BoxId.OTHER_NOT_RETRIEVED,
        BoxId.OTHER_ASSESSED,
        BoxId.OTHER_REPORTS_EXCLUDED,
        f"{BoxId.OTHER_ASSESSED} - {BoxId.OTHER_REPORTS_EXCLUDED}",
    ),
)


def checked_steps(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every number between two right ones of the flow that is not that of the box between them which its verbs name."""
    boxes = {fact.source: fact for fact in known.facts if not fact.names}
    ways = [[boxes[box] for box in way if box in boxes] for way in _WAYS]
    for one in passages:
        if one.passage.cell or one.passage.role is Role.REFERENCE:
            continue
        found = [
            item
            for sentence in one.sentences
            for item in _wholes_first(part_of(list(counted(sentence)), sentence))
            if item.number.whole is not None and not item.number.may_be_a_year and not item.number.is_article
            if not _is_of_a_source(item)
        ]
        for way in ways:
            for place in range(1, len(found)):
                if fact := _box_of(found, place, way):
                    yield wrong_number(one, found[place].number, fact.what, fact.n, fact.source)


def _is_of_a_source(item: Counted) -> bool:
    """Whether a number is of one database: those of all of them are listed behind their sum."""
    return bool(item.names) and item.is_label and all(one.name.kind is NameKind.DATABASE for one in item.names)


def _wholes_first(found: Sequence[Counted]) -> list[Counted]:
    """The numbers of a sentence in the order of the flow: `two of the 28` are taken from 28."""
    result = list(found)
    for place, (part, whole) in enumerate(pairwise(found)):
        if part.of is not None and part.of.number is whole.number:
            result[place : place + 2] = [whole, part]
    return result


def _box_of(found: Sequence[Counted], place: int, way: Sequence[Fact]) -> Fact | None:
    """The box that a number is of and does not state: the one of its verbs, after that of the number before it and
    before that of the number behind it. At the end of a way two boxes go before it."""
    item = found[place]
    first = _place(found[place - 1], way)
    if first is None or item.names:
        return None
    last = _place(found[place + 1], way) if place + 1 < len(found) else None
    if last is None:
        earlier = _place(found[place - 2], way) if place > 1 else None
        if earlier is None or earlier >= first or first != len(way) - 2:
            return None
        last = len(way)
    between = way[first + 1 : last]
    if any(fact.n == item.number.whole for fact in between):
        return None
    is_another = any(fact.n == item.number.whole for fact in way)
    if len(between) == 1 and not is_another and _is_paper(item) and _is_left(way, first):
        return between[0]
    is_before_whole = (
        item.of is not None and item.of.number.start > item.number.start
    )  # "two of the 28 were not found"
    acts = item.near | (item.of.near if item.of and is_before_whole else frozenset())
    fitting = [fact for fact in between if fact.acts & acts & _CERTAIN] or [
        fact for fact in between if fact.acts & acts
    ]
    return fitting[0] if len(fitting) == 1 else None


# What was done with those that are not in the next box; read in full text is said of them, too.
_CERTAIN = frozenset({"removed", "excluded", "not_retrieved"})


def _is_paper(item: Counted) -> bool:
    return item.noun in ("", "duplicate", *PAPERS) and not item.is_label and not item.number.is_percent


def _is_left(way: Sequence[Fact], place: int) -> bool:
    """Whether the box after this one is what the one after that is without."""
    return place + 2 < len(way) and way[place].n - way[place + 1].n == way[place + 2].n


def _place(item: Counted, way: Sequence[Fact]) -> int | None:
    """Which box of a way a number states."""
    return next((place for place, fact in enumerate(way) if fact.n == item.number.whole), None)
