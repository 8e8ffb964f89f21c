"""Words of a manuscript that are nearly a name of the folder."""

import re
from collections.abc import Iterator

from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.known import Name, NameKind
from reviewkit.manuscript.name_claims import JOINED, words_claim
from reviewkit.manuscript.name_counts import NameCounts
from reviewkit.manuscript.names import Named, NearNames
from reviewkit.manuscript.prepared import Prepared
from reviewkit.model.passages import Role
from reviewkit.words import message

_LONG_WORD = 4  # letters of a word that says something
_SURELY = 6  # words
_BREAK = re.compile(r"[.,;:()«»“”\"]")
_ITEM = re.compile(r"\s*(?:\d{1,2}\.)*\d{1,2}[.)]?\s+")
_LIST_WORDS = frozenset("and og are were".split())


def nearly_named(one: Prepared, near: NearNames, counts: NameCounts) -> Iterator[CheckedClaim]:
    """Words that are a name but for one of them, where the others say enough or the place is one of names; where the
    others say nothing, where the number of the name follows."""
    for start, end, name, longest in near.find(one.passage.text):
        if any(each.start < end and start < each.end and each.name.id == name.id for each in one.names):
            continue
        if any(each.start <= start and end <= each.end for each in one.names):
            continue
        if longest:
            is_meant = _is_long(one, start, end) or _is_place_of_names(one, start, end, name, longest)
        else:
            is_meant = name.kind is NameKind.THEME and counts.is_beside(one, end, name)
        if is_meant:
            claim = words_claim(one, name.kind, start, end)
            yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=name.label), (name.id,))


def _is_long(one: Prepared, start: int, end: int) -> bool:
    """Whether so many words are a name but for one that nothing else can be meant."""
    text = one.passage.text[start:end]
    return len(text.split()) >= _SURELY and not _BREAK.search(text)


def _is_place_of_names(one: Prepared, start: int, end: int, name: Name, longest: int) -> bool:
    """Whether a name of this kind is expected here: a whole cell or heading, in quotation marks, an item of a list of
    such names, a label with a number."""
    text = one.passage.text
    if _BREAK.search(text[start:end]):
        return False
    if one.passage.cell or one.passage.role is Role.HEADING:
        return longest >= _LONG_WORD and (2 * (end - start) > len(text) or ";" in text)
    if text[max(0, start - 1) : start] in ("“", '"', "«") and text[end : end + 1] in ("”", '"', "»"):
        return True
    if _ITEM.fullmatch(text[:start]) and end > len(text) - 2:
        return True
    sentence = next((each for each in one.sentences if each.start <= start < each.end), None)
    if sentence is None:
        return False
    of_kind = {each.name.id for each in sentence.names if each.name.kind is name.kind} - {name.id}
    before, after = text[sentence.start : start].rstrip(), text[end : sentence.end].lstrip()
    begins = not before or before[-1] in ":;,(–" or before.split()[-1].lower() in _LIST_WORDS
    ends = not after or after[0] in ";,.:(" or after.split()[0].lower() in _LIST_WORDS
    is_beside = any(_is_beside(text, start, end, each) for each in sentence.names if each.name.kind is name.kind)
    if is_beside and longest >= _LONG_WORD:
        return True
    if name.kind in (NameKind.CHOICE, NameKind.REASON):
        is_alone = name.kind is NameKind.REASON and not (begins and ends)
        return len(of_kind) > 1 and longest >= _LONG_WORD and not is_alone
    return bool(of_kind) and (begins or ends) and (len(of_kind) > 1 or name.kind is not NameKind.THEME)


def _is_beside(text: str, start: int, end: int, other: Named) -> bool:
    """Whether a name and other words are a list of two: `individual interviews and focus groups`."""
    between = text[end : other.start] if end <= other.start else text[other.end : start]
    return JOINED.fullmatch(between) is not None
