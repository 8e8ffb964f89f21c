"""The numbers of the flow in their order: where the one before and the one after a number are right, it is of a box
between them."""

from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, counted
from reviewkit.manuscript.known import Fact, Known
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
            for item in counted(sentence)
            if item.number.whole is not None and not item.number.may_be_a_year and not item.number.is_article
        ]
        for way in ways:
            for place in range(1, len(found)):
                if fact := _box_of(found, place, way):
                    yield wrong_number(one, found[place].number, fact.what, fact.n, fact.source)


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
    fitting = [fact for fact in between if fact.acts & item.near]
    return fitting[0] if len(fitting) == 1 else None


def _place(item: Counted, way: Sequence[Fact]) -> int | None:
    """Which box of a way a number states."""
    return next((place for place, fact in enumerate(way) if fact.n == item.number.whole), None)
