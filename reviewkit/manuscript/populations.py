"""Numbers whose words name one population of the flow, held against all boxes that these words allow.

`Of 1,197 records, 28 studies were included`, `that left nine studies`, `the nine that remained`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reviewkit.manuscript.claim import CheckedClaim
from reviewkit.manuscript.counts import Counted, Sentence, counted, follows
from reviewkit.manuscript.known import Fact, Known
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.model.passages import Role
from reviewkit.words import BoxId

_MOST_BETWEEN = 6  # words between a number and `remained`: 15 articles from three countries were left
_FEW_BETWEEN = 3
_STUDIES = (BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES, BoxId.PREVIOUS_STUDIES)
_LEFT = (
    BoxId.SCREENED,
    BoxId.SOUGHT,
    BoxId.ASSESSED,
    BoxId.OTHER_SCREENED,
    BoxId.OTHER_SOUGHT,
    BoxId.OTHER_ASSESSED,
)
_FOUND = (BoxId.IDENTIFIED, BoxId.FROM_DATABASES, BoxId.OTHER_IDENTIFIED)
_EXCLUDED = (BoxId.EXCLUDED, BoxId.REPORTS_EXCLUDED, BoxId.OTHER_REPORTS_EXCLUDED)


@dataclass(frozen=True, slots=True)
class _Boxes:
    """The boxes of a folder, with their sums and differences, by what they hold."""

    found: tuple[Fact, ...]
    left: tuple[Fact, ...]
    studies: tuple[Fact, ...]
    registers: tuple[Fact, ...]
    reasons: tuple[Fact, ...]
    themes: tuple[Fact, ...]
    reports: tuple[Fact, ...]
    has_exclusions: bool


def checked_populations(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every number of a population that no box of it has."""
    boxes = _boxes(known)
    for one in passages:
        if one.passage.cell or one.passage.role in (Role.REFERENCE, Role.HEADING):
            continue
        for sentence in one.sentences:
            found = part_of(list(counted(sentence)), sentence)
            for place, item in enumerate(found):
                facts = _population(item, found[:place], found[place + 1 :], sentence, boxes)
                if facts and item.number.whole not in {fact.n for fact in facts}:
                    yield wrong_number(one, item.number, facts[0].what, facts[0].n, facts[0].source)


def _boxes(known: Known) -> _Boxes:
    facts = [fact for fact in known.facts if not fact.names]

    def of(sources: Collection[str]) -> tuple[Fact, ...]:
        """The boxes, and what they add up to or leave."""
        return tuple(fact for fact in facts if set(fact.source.replace(" - ", " + ").split(" + ")) & set(sources))

    studies = tuple(fact for fact in facts if fact.source in _STUDIES)
    return _Boxes(
        of((*_FOUND, *_LEFT)),
        (*of((*_FOUND, *_LEFT)), *of((BoxId.NEW_REPORTS, BoxId.TOTAL_REPORTS)), *studies),
        studies,
        tuple(fact for fact in facts if fact.source == BoxId.FROM_REGISTERS),
        tuple(fact for fact in facts if fact.nouns == {"reason"}),
        tuple(fact for fact in facts if fact.nouns == {"theme"}),
        tuple(fact for fact in facts if fact.source == BoxId.TOTAL_REPORTS),
        any(fact.source in _EXCLUDED and fact.n for fact in facts),
    )


def _population(
    item: Counted, earlier: Sequence[Counted], later: Sequence[Counted], sentence: Sentence, boxes: _Boxes
) -> Sequence[Fact]:
    """The boxes that the words of a number allow; none where they do not name a population."""
    number = item.number
    if item.noun == "theme" and not (item.is_part or item.is_other or item.is_label or item.is_into):
        return boxes.themes if any(_is_all(one, boxes) for one in earlier) else ()
    if item.is_label and item.is_total and item.noun in ("paper", "report") and not item.near - {"included"}:
        return boxes.reports
    if number.whole is None or number.may_be_a_year or item.names or item.is_label or number.is_article:
        return ()
    if item.noun == "record" and _is_of(sentence, item) and any("included" in one.near for one in later):
        return boxes.found
    if not item.is_part and boxes.has_exclusions and _remains(sentence, item):
        if item.noun == "study" and "included" not in item.acts:
            return boxes.studies
        is_stage_open = item.noun in ("paper", "report") or (not item.noun and item.is_definite)
        if is_stage_open and not sentence.names:
            return boxes.left
    if _is_from_register(sentence, item):
        return boxes.registers
    is_list = follows(sentence, number, "list")
    return boxes.reasons if is_list and "excluded" in item.acts and item.noun in ("", "reason") else ()


def _is_all(item: Counted, boxes: _Boxes) -> bool:
    """Whether a number is that of all studies: `the 28 studies have six themes`."""
    is_all = item.noun == "study" and item.is_definite and not item.is_part
    return is_all and any(fact.n == item.number.whole for fact in boxes.studies)


def _is_of(sentence: Sentence, item: Counted) -> bool:
    """Whether a sentence begins with what its other numbers are taken from: `Of 1,197 records, ...`."""
    return follows(sentence, item.number, "partitive") and not item.is_part


def _remains(sentence: Sentence, item: Counted) -> bool:
    """Whether a number is what is left: `that left nine`, `the nine that remained`."""
    number = item.number
    return any(
        not sentence.text[word.end : number.start].strip()
        if word.end <= number.start
        else word.start >= number.end and _is_said(sentence, number.end, word.start)
        for word in sentence.acts
        if word.name == "remaining"
    )


def _is_said(sentence: Sentence, start: int, end: int) -> bool:
    """Whether `remained` or `were left` is said of a number: nothing between them, or not another verb."""
    between = sentence.text[start:end]
    words = between.split()
    is_free = len(words) <= _FEW_BETWEEN or any(
        one.name == "passive" and not sentence.text[one.end : end].strip() and one.start >= start
        for one in sentence.connects
    )
    return is_free and len(words) <= _MOST_BETWEEN and " who " not in between and "," not in between


def _is_from_register(sentence: Sentence, item: Counted) -> bool:
    """Whether a bare number is right behind `from the register`."""
    return (not item.noun or item.is_inherited) and any(
        word.name == "register" and not sentence.text[word.end : item.number.start].strip()
        for word in sentence.nouns
        if word.end <= item.number.start
    )
