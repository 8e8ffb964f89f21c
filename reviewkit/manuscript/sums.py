"""Whether the reasons of a list add up to the number of what was excluded, as the manuscript states both."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.counts import Counted, counted
from reviewkit.manuscript.known import Fact, Known, NameKind
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import number_claim, wrong_number
from reviewkit.model.passages import Role
from reviewkit.words import message

_FEWEST = 3  # reasons with their numbers, for a list
_FAR = 6  # passages between the number of what was excluded and its reasons


def checked_sums(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The number of what was excluded, where the reasons listed behind it do not add up to it."""
    total: tuple[Prepared, Counted] | None = None
    reasons: list[Counted] = []
    began = 0
    for one in passages:
        for sentence in one.sentences:
            for item in counted(sentence):
                if item.number.whole is None or not item.is_label:
                    continue
                if any(named.name.kind is NameKind.REASON for named in item.names):
                    reasons.append(item)
                    continue
                if total and (checked := _checked(total, reasons, known)):
                    yield checked
                total = None
                if "excluded" in item.near and not item.names:
                    total, reasons, began = (one, item), [], one.passage.number
        if total and one.passage.number - began > _FAR:
            if checked := _checked(total, reasons, known):
                yield checked
            total, reasons = None, []
    if total and (checked := _checked(total, reasons, known)):
        yield checked


def _checked(total: tuple[Prepared, Counted], reasons: Sequence[Counted], known: Known) -> CheckedClaim | None:
    one, item = total
    if len(reasons) < _FEWEST or len({named.name.id for each in reasons for named in each.names}) < len(reasons):
        return None
    n = sum(each.number.whole or 0 for each in reasons)
    if n == item.number.whole:
        return None
    without = next((fact.n for fact in known.facts if fact.source.endswith(".unrecorded")), 0)
    says = message(
        "The reasons listed here add up to {n}. In the folder {without} have no reason.", n=n, without=without
    )
    return CheckedClaim(
        number_claim(one, item.number), Answer.PARTS_DISAGREE, says, ("excluded.unrecorded",) if without else ()
    )


# -- in running text


@dataclass(frozen=True, slots=True)
class _Listed:
    """A box of excluded reports with the numbers of its reasons."""

    box: Fact
    reasons: tuple[Fact, ...]


def checked_reasons(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The one wrong number of a list of all reasons, in whatever words: `62 were excluded: 22 dealt with others, ...`.

    All other numbers of the list, and the number of what was excluded before it, are those of the folder; or only that
    number is another one.
    """
    boxes = list(_boxes(known))
    for one in passages if boxes else ():
        if one.passage.cell or one.passage.role is Role.REFERENCE:
            continue
        found = [
            item
            for sentence in one.sentences
            for item in counted(sentence)
            if item.number.whole is not None and not item.number.may_be_a_year and not item.number.is_article
        ]
        for place, item in enumerate(found):
            for listed in boxes:
                if wrong := _odd_one(item, found[place + 1 : place + 1 + len(listed.reasons)], listed):
                    number, fact = wrong
                    yield wrong_number(one, number.number, fact.what, fact.n, fact.source)


def _boxes(known: Known) -> Iterator[_Listed]:
    for box in known.facts:
        own = {
            fact.source: fact
            for fact in known.facts
            if fact.names and fact.source.rpartition(".")[0] == box.source
        }
        reasons = tuple(fact for fact in own.values() if any(name.startswith("reason:") for name in fact.names))
        if len(reasons) > _FEWEST and sum(fact.n for fact in reasons) == box.n:
            yield _Listed(box, reasons)


def _odd_one(total: Counted, numbers: Sequence[Counted], listed: _Listed) -> tuple[Counted, Fact] | None:
    """The number that is not that of the box or of a reason, where all others are, with what it should be."""
    if len(numbers) < len(listed.reasons):
        return None
    said = Counter(one.number.whole or 0 for one in numbers)
    right = Counter(fact.n for fact in listed.reasons)
    odd, missing = said - right, right - said
    if not odd and "excluded" in total.near and total.number.whole != listed.box.n:
        return total, listed.box
    if odd.total() != 1 or total.number.whole != listed.box.n or "excluded" not in total.acts | total.near:
        return None
    wrong = next(one for one in reversed(numbers) if one.number.whole in odd)
    return wrong, next(fact for fact in listed.reasons if fact.n in missing)
