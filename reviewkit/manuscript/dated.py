"""Databases with the day on which they were searched: `MEDLINE and Embase were searched on 25 August 2025`."""

from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.dates import dates, is_day
from reviewkit.manuscript.known import Known, KnownSource, NameKind
from reviewkit.manuscript.name_claims import JOINED, name_claim
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_MOST_BETWEEN = 6  # words between the last name and the day
_FEWEST = 2  # names beside one day: of a single one it is the day that is wrong


def checked_databases(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The databases beside a day on which others that are named with them were searched, and they were not."""
    sources = {f"source:{source.name}": source for source in known.sources if source.date}
    for one in passages if sources else ():
        for sentence in one.sentences if not one.passage.cell else ():
            before = sentence.start
            for start, end, day in dates(sentence.text, sentence.start, sentence.end, sentence.lexicon.months):
                names = _beside(sentence, before, start)
                yield from _other_day(one, names, day, sources)
                before = end


def _beside(sentence: Sentence, before: int, day: int) -> list[Named]:
    """The databases in a row that ends right before a day, the last one first."""
    names = [
        each
        for each in sentence.names
        if each.name.kind is NameKind.DATABASE and before <= each.start and each.end <= day
    ]
    end = day
    row: list[Named] = []
    for each in reversed(names):
        between = sentence.text[each.end : end]
        is_next = (
            JOINED.fullmatch(between) if row else "," not in between and len(between.split()) <= _MOST_BETWEEN
        )
        if not is_next:
            break
        row.append(each)
        end = each.start
    return row


def _other_day(
    one: Prepared, names: Sequence[Named], day: tuple[int, int, int], sources: dict[str, KnownSource]
) -> Iterator[CheckedClaim]:
    searched = [(each, sources[each.name.id]) for each in names if each.name.id in sources]
    wrong = [(each, source) for each, source in searched if not is_day(day, source.date)]
    if len(searched) < _FEWEST or len(wrong) == len(searched):
        return
    for each, source in wrong:
        says = message("{what}: {n}", what=each.name.label, n=source.date)
        yield CheckedClaim(name_claim(one, each), Answer.DISAGREES, says, (f"searches.yaml: {source.name}",))
