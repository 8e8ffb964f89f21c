"""How many studies the others are: `four studies are from Norway, the other five from ...`."""

from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted, touches
from reviewkit.manuscript.known import Fact, Known
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.model.passages import Role
from reviewkit.words import BoxId

_TOTALS = (BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES)


def checked_others(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every number of the other studies that is not what those before it, of a country or of a design, leave."""
    totals = [fact for fact in known.facts if fact.source in _TOTALS]
    counts: dict[str, set[int]] = {}
    for fact in known.facts:
        for name in fact.names if fact.source.startswith("chart:") else ():
            counts.setdefault(name, set()).add(fact.n)
    for one in passages if totals else ():
        if one.passage.cell or one.heading_names or one.passage.role is Role.REFERENCE:
            continue
        before: list[int] = []  # the right numbers of the passage that have a name, the last first
        for sentence in one.sentences:
            found = part_of(list(counted(sentence)), sentence)
            for place, item in enumerate(found):
                n = item.number.whole
                if n is None or item.is_whole or item.number.may_be_a_year:
                    continue
                if before and _is_of_the_others(sentence, item):
                    wrong = _wrong(n, before, totals)
                    if wrong:
                        what = f"{wrong.n} - {before[0]}"
                        yield wrong_number(one, item.number, what, wrong.n - before[0], wrong.source)
                    before = []
                elif any(n in counts.get(name, ()) for name in _names(sentence, item, found[place + 1 :])):
                    before.insert(0, n)


def _names(sentence: Sentence, item: Counted, later: Sequence[Counted]) -> Iterator[str]:
    """The names of a number, or those behind its percentage: `four studies (44%) in Norway`."""
    stop = next((one.number.start for one in later if not one.number.is_percent), sentence.end)
    yield from (named.name.id for named in item.names)
    yield from (named.name.id for named in sentence.names if item.number.end <= named.start < stop)


def _is_of_the_others(sentence: Sentence, item: Counted) -> bool:
    """Whether `the other` is right before a number of studies."""
    is_said = any(one.name == "the_others" and touches(sentence, one, item.number) for one in sentence.connects)
    return is_said and item.noun in ("", "study", "paper")


def _wrong(n: int, before: Sequence[int], totals: Sequence[Fact]) -> Fact | None:
    """The total that the others are a part of, where they are not what any of the last numbers leave of one."""
    sums = [sum(before[: place + 1]) for place in range(len(before))]
    return None if any(n == fact.n - one for fact in totals for one in sums) else totals[0]
