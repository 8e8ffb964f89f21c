"""How many studies a review has: `the review now has 59 studies, 42 of them new`, `grown from 17 to 59 studies`."""

from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Fact, Known
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.words import BoxId

_TO = ("to", "til")
_NEAR = 12  # letters between a number and the word that says that its studies are new


def checked_size(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every number of studies that is said to be all, all new or all earlier ones and is not; of an update only, since
    another review has one number."""
    boxes = {fact.source: fact for fact in known.facts}
    sizes = [boxes.get(box) for box in (BoxId.PREVIOUS_STUDIES, BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES)]
    if None in sizes:
        return
    earlier, new, total = (fact for fact in sizes if fact is not None)
    for one in passages:
        for sentence in one.sentences if not one.passage.cell else ():
            found = list(counted(sentence))
            for place, item in enumerate(found):
                before = found[place - 1] if place else None
                after = found[place + 1] if place + 1 < len(found) else None
                facts = _held(sentence, item, before, after, earlier, total) or _new(
                    sentence, item, before, new, total
                )
                if facts and item.number.whole not in [fact.n for fact in facts]:
                    right = facts[-1]
                    yield wrong_number(one, item.number, right.what, right.n, right.source)


def _held(
    sentence: Sentence, item: Counted, before: Counted | None, after: Counted | None, earlier: Fact, total: Fact
) -> tuple[Fact, ...]:
    """What a number that the review has may be: the first of `from 17 to 59` is that of earlier studies."""
    if item.number.whole is None or item.is_part:
        return ()
    if _has_before(sentence, item, "holds"):
        if after and _between(sentence, item, after) in _TO:
            return (earlier,)
        is_study = item.noun == "study" or (not item.noun and _is_last(sentence, item))
        return (earlier, total) if is_study else ()
    is_end = before is not None and _has_before(sentence, before, "holds") and item.noun == "study"
    return (total,) if is_end and before and _between(sentence, before, item) in _TO else ()


def _new(sentence: Sentence, item: Counted, before: Counted | None, new: Fact, total: Fact) -> tuple[Fact, ...]:
    """What a number of new studies may be: `the 42 new studies`, `59 studies, 42 of them new`."""
    end = item.number.end
    is_new = any(word.name == "new" and end <= word.start <= end + _NEAR for word in sentence.acts)
    if not is_new or item.names or item.number.whole is None:
        return ()
    if item.is_definite and item.noun == "study":
        return (new,)
    return (new,) if before and before.number.whole == total.n and before.noun == "study" else ()


def _has_before(sentence: Sentence, item: Counted, name: str) -> bool:
    return any(
        word.name == name
        and word.end <= item.number.start
        and not sentence.text[word.end : item.number.start].strip()
        for word in sentence.connects
    )


def _is_last(sentence: Sentence, item: Counted) -> bool:
    return not sentence.text[item.number.end : sentence.end].strip(" .")


def _between(sentence: Sentence, one: Counted, other: Counted) -> str:
    return sentence.text[one.number.end : other.number.start].strip()
