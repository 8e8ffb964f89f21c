"""The abstract of a manuscript in a second language beside the first: the same numbers in the same order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.numbers import Number
from reviewkit.manuscript.prepared import Prepared
from reviewkit.model.passages import Role
from reviewkit.words import message

_FEWEST_SAME = 4  # numbers that both have, in their order
_SAME = 0.7  # of the numbers of the shorter one
_MOST = 200  # numbers of an abstract that are looked at


@dataclass(frozen=True, slots=True)
class _Said:
    """A number of an abstract with its passage."""

    one: Prepared
    number: Number

    @property
    def value(self) -> tuple[Decimal, bool]:
        """What it says: its value, and whether it is a percentage."""
        return self.number.value, self.number.is_percent

    @property
    def claim(self) -> Claim:
        """The claim that it makes."""
        start, end = self.number.start, self.number.end
        kind = ClaimKind.PERCENT if self.number.is_percent else ClaimKind.NUMBER
        return Claim(kind, self.one.passage.number, start, end, self.one.passage.text[start:end])


def checked_abstracts(passages: Sequence[Prepared]) -> Iterator[CheckedClaim]:
    """Each number of the second abstract in the place of another number of the first, where those around it agree."""
    first, second = _abstracts(passages)
    matcher = SequenceMatcher(None, [one.value for one in first], [one.value for one in second], autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < _FEWEST_SAME or same < _SAME * min(len(first), len(second)):
        return
    for what, begin, end, other_begin, other_end in matcher.get_opcodes():
        if what != "replace" or end - begin != other_end - other_begin:
            continue
        for left, right in zip(first[begin:end], second[other_begin:other_end], strict=True):
            if left.number.is_percent == right.number.is_percent:
                says = message("The abstract in the other language says {words}.", words=left.claim.words)
                yield CheckedClaim(right.claim, Answer.PARTS_DISAGREE, says, other=left.claim)


def _abstracts(passages: Sequence[Prepared]) -> tuple[list[_Said], list[_Said]]:
    """The numbers of the first abstract, and of the one in another language; bokmål and nynorsk are one here, because
    a short passage may be either."""
    found: dict[bool, list[_Said]] = {}
    for one in passages:
        if one.passage.role is Role.ABSTRACT:
            own = found.setdefault(one.lexicon.language == "en", [])
            own += [
                _Said(one, number) for each in one.sentences for number in each.numbers if not number.is_article
            ]
    first, second = [*found.values(), [], []][:2]
    return first[:_MOST], second[:_MOST]
