"""Whether the reasons of a list add up to the number of what was excluded, as the manuscript states both."""

from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Counted, counted
from reviewkit.manuscript.known import Known, NameKind
from reviewkit.manuscript.prepared import Prepared
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
    number = item.number
    claim = Claim(
        ClaimKind.NUMBER, one.passage.number, number.start, number.end, one.passage.text[number.start : number.end]
    )
    without = next((fact.n for fact in known.facts if fact.source.endswith(".unrecorded")), 0)
    says = message(
        "The reasons listed here add up to {n}. In the folder {without} have no reason.", n=n, without=without
    )
    return CheckedClaim(claim, Answer.PARTS_DISAGREE, says, ("excluded.unrecorded",) if without else ())
