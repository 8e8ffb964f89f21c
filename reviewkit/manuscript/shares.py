"""Percentages and shares, held against the numbers that they are of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.fitting import fitting
from reviewkit.manuscript.known import Known, NameKind
from reviewkit.manuscript.name_claims import KINDS
from reviewkit.manuscript.numbers import Number
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import number_claim
from reviewkit.words import BoxId, message

_MOST_BETWEEN = 4  # words between the two numbers of "11 of the 15"
_OF_RECORDS = (NameKind.REASON, NameKind.DATABASE)  # names of parts of the records, and not of the studies
_LEFT_OUT = frozenset({"excluded", "removed", "screened"})  # done with records, where no word says with what
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
    if part is not None and part.number.whole is not None:
        wholes = _wholes(sentence, part, [*before, *after], known)
        shares = {f"{part.number.whole}/{whole}": Decimal(part.number.whole) / whole for whole in wholes if whole}
        checked = _answer(claim, number, shares, _is_whole_sure(one, sentence, part, [*before, *after]))
        return (
            replace(checked, other=number_claim(one, part.number))
            if checked.answer is Answer.DISAGREES
            else checked
        )
    facts = fitting(item, sentence, known)
    totals = _totals(known)
    named = [fact for fact in (*facts.sure, *facts.possible) if fact.names]
    shares_of = {f"{fact.what}: {fact.n}/{total}": Decimal(fact.n) / total for fact in named for total in totals}
    if len(item.names) > 1:
        of_each = [fact for fact in named if any(each.name.id in fact.names for each in item.names)]
        n = sum({next(iter(fact.names)): fact.n for fact in of_each}.values())
        shares_of = {f"{n}/{total}": Decimal(n) / total for total in totals}
        checked = _answer(claim, number, shares_of, any(word.name == "study" for word in sentence.nouns))
        return replace(checked, other=_names_of(one, item)) if checked.answer is Answer.DISAGREES else checked
    is_sure = bool(facts.sure) and len(item.names) == 1
    checked = _answer(claim, number, shares_of, is_sure)
    if checked.answer is Answer.CANNOT_BE_CHECKED and item.is_part and item.noun == "study" and number.is_percent:
        return _of_whole_studies(claim, number, totals)
    return checked


def _names_of(one: Prepared, item: Counted) -> Claim:
    """The names that a share is of, all of them: `Norway, Sweden and Denmark`."""
    start, end = item.names[0].start, item.names[-1].end
    return Claim(KINDS[item.names[0].name.kind], one.passage.number, start, end, one.passage.text[start:end])


def _totals(known: Known) -> list[int]:
    """How many studies a share may be of: all included ones, or the new or earlier ones."""
    boxes = (BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES, BoxId.PREVIOUS_STUDIES)
    return [
        n for n in dict.fromkeys([known.included, *(fact.n for fact in known.facts if fact.source in boxes)]) if n
    ]


def _of_whole_studies(claim: Claim, number: Number, totals: Sequence[int]) -> CheckedClaim:
    """A percentage of the studies must be that of a whole number of them."""
    for total in totals:
        if any(_is_equal(number, Decimal(n) / total) for n in range(total + 1)):
            return CheckedClaim(claim, Answer.CANNOT_BE_CHECKED)
    says = message("No number of {totals} studies is this share.", totals=" / ".join(map(str, totals)))
    return CheckedClaim(claim, Answer.DISAGREES, says, (BoxId.NEW_STUDIES,))


def _part(sentence: Sentence, number: Number, before: Sequence[Counted]) -> Counted | None:
    """The count that a percentage in brackets is of: `11 of the 15 studies (73 %)`, `1270 (99 %)`."""
    if not before or number.is_share:
        return None
    text = sentence.text[sentence.start : number.start].rstrip(" \u00a0")
    last = before[-1]
    between = sentence.text[last.number.end : number.start].strip(" \u00a0")
    if len(before) > 1 and _is_of(sentence, before[-2].number, last.number) and re.match(r"[^.;]*[(,]", between):
        return before[-2]  # "13 of 15 (87%)"
    if text[-1:] in "(,;" and between in ("(", ",", ";", ""):
        return last
    if re.fullmatch(
        r"\(?[^()]{0,20},\s*(?:(?:that is|eller|or|det vil si|det vil seie|som er|i\.e\.|dvs\.)\s*)?", between
    ):
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
    if len(between.split()) > _MOST_BETWEEN:
        return False
    return (
        any(
            one.name == "partitive" and first.end <= one.start and one.end <= second.start
            for one in sentence.connects
        )
        or between == "/"
    )


def _wholes(sentence: Sentence, part: Counted, others: Sequence[Counted], known: Known) -> list[int]:
    """What a part may be of: the number that it names itself, else all studies, or for records another number of its
    sentence or a box of the flow."""
    own = _own_whole(sentence, part, others)
    if own:
        return [own]
    if part.noun in ("study", "", "?") or part.names:
        return [n for n in _totals(known) if n >= (part.number.whole or 0)]
    named = [one.number.whole for one in others if one.number.whole and not one.number.may_be_a_year]
    boxes = [fact.n for fact in known.facts if not fact.names and fact.acts]
    return [n for n in dict.fromkeys([*named, *_totals(known), *boxes]) if n]


def _own_whole(sentence: Sentence, part: Counted, others: Sequence[Counted]) -> int | None:
    """The number that a part says it is of: 15 of `11 of the 15`; None where it says none."""
    behind = next((one for one in others if one.number.start > part.number.start), None)
    if behind is None or behind.number.may_be_a_year or not _is_of(sentence, part.number, behind.number):
        return None
    return behind.number.whole or None


def _is_whole_sure(one: Prepared, sentence: Sentence, part: Counted, others: Sequence[Counted]) -> bool:
    """Whether it is known what a part is of. A cell with a number and its share may be of records or people, whatever
    the table is about: `24, 1.9 %` beside a reason is of the 1,270 that were excluded, and not of 15 studies."""
    if _own_whole(sentence, part, others):
        return True
    if any(each.name.kind in _OF_RECORDS for each in part.names):
        return False
    return part.noun == "study" or (
        one.passage.cell is None and not (part.noun in ("", "?") and part.acts & _LEFT_OUT)
    )


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
