"""Percentages and shares, held against the numbers that they are of."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Counted, Sentence, counted, fitting
from reviewkit.manuscript.known import Known
from reviewkit.manuscript.numbers import Number
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_NEAR = Decimal("0.06")  # how far "half of the studies" may be from half of them


def checked_shares(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every percentage and share of something that the folder counts, with its answer."""
    for one in passages:
        for sentence in one.sentences:
            found = list(counted(sentence))
            for place, item in enumerate(found):
                if item.number.is_percent or item.number.is_share:
                    yield _share(one, sentence, item, found[:place], found[place + 1 :], known)


def _share(
    one: Prepared,
    sentence: Sentence,
    item: Counted,
    before: Sequence[Counted],
    after: Sequence[Counted],
    known: Known,
) -> CheckedClaim:
    number = item.number
    claim = Claim(
        ClaimKind.PERCENT, one.passage.number, number.start, number.end, sentence.text[number.start : number.end]
    )
    part = _part(sentence, number, before) or _part_behind(sentence, number, after)
    wholes = _wholes(sentence, part, before, known)
    if part is not None and part.number.whole is not None:
        shares = {whole: Decimal(part.number.whole) / whole for whole in wholes if whole}
        return _answer(
            claim, number, {f"{part.number.whole}/{whole}": share for whole, share in shares.items()}, True
        )
    facts = fitting(item, sentence, known)
    total = known.included
    of_studies = [fact for fact in (*facts.sure, *facts.possible) if fact.names]
    shares_of = {
        f"{fact.what}: {fact.n}/{whole}": Decimal(fact.n) / whole
        for fact in of_studies
        for whole in {total, *wholes}
        if whole
    }
    return _answer(claim, number, shares_of, bool(facts.sure) and len(item.names) == 1)


def _part(sentence: Sentence, number: Number, before: Sequence[Counted]) -> Counted | None:
    """The count that a percentage in brackets is of: `11 of the 15 studies (73 %)`, `1270 (99 %)`."""
    if not before or number.is_share:
        return None
    text = sentence.text[sentence.start : number.start].rstrip(" \u00a0")
    last = before[-1]
    between = sentence.text[last.number.end : number.start].strip(" \u00a0")
    if text[-1:] in "(,;" and between in ("(", ",", ";", ""):
        return last
    if text.endswith("("):
        counts = [one for one in before if one.number.whole is not None and one.of is None]
        if len(before) > 1 and _is_of(sentence, before[-2].number, last.number):
            return before[-2]
        return last if counts and len(between.split()) <= 8 else None
    return None


def _part_behind(sentence: Sentence, number: Number, after: Sequence[Counted]) -> Counted | None:
    """The count behind a percentage: `73 % (11 of 15)`, `46 % (n = 7)`."""
    if not after:
        return None
    between = sentence.text[number.end : after[0].number.start].strip().lower()
    return after[0] if between in ("(", "(n =", "(n=", "; n =", ", n =", "(n") else None


def _is_of(sentence: Sentence, first: Number, second: Number) -> bool:
    between = sentence.text[first.end : second.start].strip().lower()
    return (
        any(
            one.name == "partitive" and first.end <= one.start and one.end <= second.start
            for one in sentence.connects
        )
        or between == "/"
    )


def _wholes(sentence: Sentence, part: Counted | None, before: Sequence[Counted], known: Known) -> list[int]:
    """What a share may be of: the number that its sentence names, all included studies, or a box of the flow."""
    named = [
        one.number.whole
        for one in counted(sentence)
        if one.number.whole and (part is None or one.number is not part.number)
    ]
    boxes = [
        fact.n
        for fact in known.facts
        if (not fact.names and "." in fact.source)
        or fact.source in ("id", "screened", "sought", "assessed", "excluded")
    ]
    return [*dict.fromkeys([*named, known.included, *boxes])]


def _answer(claim: Claim, number: Number, shares: dict[str, Decimal], is_sure: bool) -> CheckedClaim:
    for said, share in shares.items():
        if _is_equal(number, share):
            return CheckedClaim(claim, Answer.AGREES, message("{says}", says=_said(said, share)))
    if not shares or not is_sure or number.is_share:
        return CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)
    said, share = next(iter(shares.items()))
    return CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=_said(said, share)))


def _said(what: str, share: Decimal) -> str:
    return f"{what} = {100 * share:.1f} %"


def _is_equal(number: Number, share: Decimal) -> bool:
    if number.is_share:
        return abs(share - number.value) <= _NEAR
    places = Decimal(1).scaleb(-number.decimals)
    percent = 100 * share
    return number.value in (percent.quantize(places, ROUND_HALF_UP), percent.quantize(places, ROUND_HALF_EVEN))
