"""Names in a manuscript and the numbers beside them: a name whose number is that of another one."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set

from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Known, Name, NameKind
from reviewkit.manuscript.name_claims import name_claim, words_claim
from reviewkit.manuscript.names import Named, Names
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_NEAR_NUMBER = 25  # letters between a name and its number: "who pays. It is a theme of 12"
_STUDIES = ("study", "paper")
_MOST_LABEL_WORDS = 6  # with more it is a sentence
_LONGEST_LABEL = 200  # letters
_FEWEST_RIGHT = 2  # labels with the number of their name, before another one without a name is seen
_LABELLED = (NameKind.REASON, NameKind.CHOICE, NameKind.DATABASE)
_COUNTED = (*_LABELLED, NameKind.COUNTRY, NameKind.THEME)


def checked_counts(one: Prepared, counts: "NameCounts", designs: Names) -> Iterator[CheckedClaim]:
    """The names of a passage whose numbers show that another one should be there."""
    items = [item for sentence in one.sentences for item in counted(sentence) if item.number.whole is not None]
    yield from _unknown_labels(one, items, counts)
    for inside in _by_sentence(one, items):
        yield from _counted_twice(one, [item for item in inside if not item.is_label], counts)
    yield from _counted_twice(one, [item for item in items if item.is_label], counts)
    yield from _counted_twice(one, _up_to_others(items), counts)
    yield from _unknown_designs(one, counts, designs)


def _by_sentence(one: Prepared, items: Sequence[Counted]) -> list[list[Counted]]:
    """The numbers of each sentence of a passage that has any. The sentences come in their order."""
    starts = [sentence.start for sentence in one.sentences]
    inside: list[list[Counted]] = [[] for _ in starts]
    for item in items:
        at = bisect_right(starts, item.number.start) - 1
        if at >= 0 and item.number.start < one.sentences[at].end:
            inside[at].append(item)
    return [found for found in inside if found]


def _up_to_others(items: Sequence[Counted]) -> list[Counted]:
    """The numbers of a passage up to those of the others: `four used interviews. The remaining two used`."""
    last = max((place for place, item in enumerate(items) if item.is_other and item.names), default=-1)
    return [item for item in items[: last + 1] if not item.is_label]


def _counted_twice(one: Prepared, items: Sequence[Counted], counts: "NameCounts") -> Iterator[CheckedClaim]:
    """A name that a list has twice with numbers, one of which is that of another name that the list leaves out."""
    said = {each.name.id for each in one.names}
    first: dict[str, Counted] = {}
    for item in items:
        each = item.names[0] if len(item.names) == 1 else None
        before = first.setdefault(each.name.id, item) if each else item
        if each is None or before is item or before.names[0].start == each.start:
            continue
        for twice, other in ((item, before), (before, item)):
            left_out = counts.others(twice, said)
            if left_out and other.number.whole in counts.numbers.get(each.name.id, ()):
                says = message("Named twice; missing: {name}", name=left_out[0].label)
                claims = [name_claim(one, of.names[0]) for of in (twice, other)]
                yield CheckedClaim(claims[0], Answer.DISAGREES, says, (left_out[0].id,), claims[1])
                break


class NameCounts:
    """The numbers of names: of which name a number is by kind, and which numbers a name has."""

    def __init__(self, known: Known) -> None:
        labels = {name.id: name for name in known.names}
        self.names_of: dict[NameKind, dict[int, list[tuple[Name, str]]]] = {kind: {} for kind in _COUNTED}
        self.numbers: dict[str, set[int]] = {}
        self.choices = [name for name in known.names if name.kind is NameKind.CHOICE]
        for fact in known.facts:
            for name in (labels[one] for one in fact.names if one in labels):
                self.numbers.setdefault(name.id, set()).add(fact.n)
                if name.kind in _COUNTED:
                    self.names_of[name.kind].setdefault(fact.n, []).append((name, fact.source))

    def is_beside(self, one: Prepared, end: int, name: Name) -> bool:
        """Whether a number of a name follows at once: `who pays (12)`, `who pays. It is a theme of 12 studies`."""
        of_numbers = ((each, number) for each in one.sentences for number in each.numbers if number.start >= end)
        sentence, number = next(of_numbers, (None, None))
        if sentence is None or number is None or number.whole not in self.numbers.get(name.id, ()):
            return False
        if re.fullmatch(r"\s*\((?:n\s*=\s*)?", one.passage.text[end : number.start]):
            return True
        nouns = (word.start for word in sentence.nouns if word.name in _STUDIES)
        return number.start <= end + _NEAR_NUMBER and number.end + 1 in nouns

    def others(self, item: Counted, said: Set[str]) -> list[Name]:
        """Names that are not said, of the kind of a number's name, that have the number."""
        name = item.names[0].name
        of_number = self.names_of.get(name.kind, {}).get(item.number.whole or -1, ())
        group = name.id.rpartition(":")[0]
        return [each for each, _ in of_number if each.id not in said and each.id.rpartition(":")[0] == group]

    def has(self, item: Counted, kind: NameKind) -> bool:
        """Whether a number is that of a name of this kind beside it."""
        return any(
            item.number.whole in self.numbers.get(each.name.id, ())
            for each in item.names
            if each.name.kind is kind
        )


def _unknown_labels(one: Prepared, items: Sequence[Counted], counts: NameCounts) -> Iterator[CheckedClaim]:
    """A label without a name, in a list of labels that have names: its number is that of the one that is missing."""
    if not one.names:
        return
    for kind in _LABELLED:
        if sum(counts.has(item, kind) for item in items) < _FEWEST_RIGHT:
            continue
        said = {each.name.id for each in one.names if each.name.kind is kind}
        for item in items:
            of_number = counts.names_of[kind].get(item.number.whole or -1, ())
            name, source = next((each for each in of_number if each[0].id not in said), (None, ""))
            is_bare = item.is_label and not (item.names or item.near or item.noun)
            if name is None or not is_bare:
                continue
            label = _label(one.passage.text[max(0, item.number.start - _LONGEST_LABEL) : item.number.start])
            if len(label.split()) <= _MOST_LABEL_WORDS:
                start = one.passage.text.rfind(label, 0, item.number.start)
                claim = words_claim(one, kind, start, item.number.end)
                yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=name.label), (source,))


def _unknown_designs(one: Prepared, counts: NameCounts, designs: Names) -> Iterator[CheckedClaim]:
    """A design that the form does not have, beside the number of a choice that the passage leaves out, where the number
    of another choice of the same field is right."""
    if not any(each.name.kind is NameKind.CHOICE for each in one.names):
        return
    items = [(item, sentence) for sentence in one.sentences for item in part_of(list(counted(sentence)), sentence)]
    right = {
        each.name.id.rpartition(":")[0]
        for item, _ in items
        for each in item.names
        if each.name.kind is NameKind.CHOICE and item.number.whole in counts.numbers.get(each.name.id, ())
    }
    for design in designs.find(one.passage.text) if right else ():
        if any(each.start < design.end and design.start < each.end for each in one.names):
            continue
        left_out = [
            name
            for name in counts.choices
            if name.id.rpartition(":")[0] in right and name.id not in _said_beside(one, design)
        ]
        beside = _numbers_beside(items, design)
        for name in left_out:
            if beside & counts.numbers.get(name.id, set()):
                claim = name_claim(one, design)
                yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=name.label), (name.id,))
                break


def _said_beside(one: Prepared, named: Named) -> set[str]:
    """The ids of the names in the sentence that a name is in."""
    sentence = next((each for each in one.sentences if each.start <= named.start < each.end), None)
    return {each.name.id for each in sentence.names} if sentence else set()


def _numbers_beside(items: Sequence[tuple[Counted, Sentence]], named: Named) -> set[int]:
    """The numbers before and behind a name in its sentence that count something by themselves."""
    own = [
        item.number
        for item, sentence in items
        if sentence.start <= named.start < sentence.end
        and not (item.is_whole or item.number.is_percent)
        and not (item.number.is_article and item.number.end + 1 == named.start)
    ]
    before = [number.whole for number in own if number.end <= named.start and number.whole]
    behind = [number.whole for number in own if number.start >= named.end and number.whole]
    return {*before[-1:], *behind[:1]}


def _label(before: str) -> str:
    """The label that ends here, in front of `(n = ` or a colon."""
    label = re.sub(r"(?<![(:\s])[(:\s]*+(?:\bn\s*+=\s*+)?$", "", before)
    return re.split(r"[:;,.()]", label)[-1].strip()
