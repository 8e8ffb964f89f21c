"""The one item of a list of themes that is none of them: `trust, resources, music and leadership`."""

import re
from collections.abc import Container, Iterator, Mapping
from itertools import pairwise

from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.known import Name, NameKind
from reviewkit.manuscript.name_claims import words_claim
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_FEWEST = 3  # themes of a list
_MOST_WORDS = 6  # of an item
_LONGEST = 120  # letters between two themes of a list
_JOINED = re.compile(r"(?:,|,?\s(?:and|og))\s")
_QUOTED = re.compile(r"[«“\"]([^«»“”\"]{3,80})[»”\"]")
_PIECE = re.compile(r"[^,;:.()«»“”\"]+")
_JOINER = re.compile(r"\b(?:and|og)\b")
_BEGINS = re.compile(r"[»”\"]?\s?(?:[,;(]|(?:and|og)\s)")
_ENDS = ("(", ",", ";", " and", " og", "“", "«", '"', ")")
_COUNT = re.compile(r"\s*(?:n\s*=\s*)?\d+\s*")


def odd_items(one: Prepared, sentence: Sentence, themes: Mapping[str, Name]) -> Iterator[CheckedClaim]:
    """The item in the place of the one theme that a list leaves out."""
    said = {each.name.id for each in sentence.names}
    missing = [name for name in themes.values() if name.id not in said]
    if len(missing) != 1 or len(themes) <= _FEWEST:
        return
    found = _quoted(sentence, themes) or _listed(sentence, themes)
    if len(found) == 1:
        claim = words_claim(one, NameKind.THEME, *found[0])
        yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=missing[0].label), (missing[0].id,))


def _quoted(sentence: Sentence, themes: Container[str]) -> list[tuple[int, int]]:
    """The items that are no theme in a list of items in quotation marks."""
    found = list(_QUOTED.finditer(sentence.text, sentence.start, sentence.end))
    between = (sentence.text[left.end() : right.start()] for left, right in pairwise(found))
    if not all(map(_JOINED.fullmatch, between)):
        return []
    places = [(each.start, each.end) for each in sentence.names if each.name.id in themes]
    items = [match.span(1) for match in found]
    return [item for item in items if not any(item[0] <= start and end <= item[1] for start, end in places)]


def _listed(sentence: Sentence, themes: Container[str]) -> list[tuple[int, int]]:
    """The items between the themes of a list, and behind a colon also the first and the last."""
    text, names = sentence.text, [each for each in sentence.names if each.name.id in themes]
    gaps = [(left.end, right.start, True, True) for left, right in pairwise(names)]
    colon = text.rfind(":", sentence.start, names[0].start) if names else -1
    if colon >= 0:
        gaps += [(colon + 1, names[0].start, False, True), (names[-1].end, sentence.end, True, False)]
    return [item for gap in gaps if (item := _item(text, *gap))]


def _item(text: str, start: int, end: int, begins: bool, ends: bool) -> tuple[int, int] | None:
    """The one item in a part of a list that begins and ends with a comma or `and`, if there is one."""
    part = text[start:end]
    is_part = (_BEGINS.match(part) or not begins) and (part.rstrip().endswith(_ENDS) or not ends)
    if not is_part or end - start > _LONGEST:
        return None
    places = [_trimmed(text, found.start() + start, found.end() + start) for found in _PIECE.finditer(part)]
    items = [(first, last) for first, last in places if first < last and not _COUNT.fullmatch(text, first, last)]
    return items[0] if len(items) == 1 and len(text[slice(*items[0])].split()) <= _MOST_WORDS else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece without blanks and without `and` before and behind it."""
    words = [found.span() for found in re.finditer(r"\S+", text[start:end])]
    while words and _JOINER.fullmatch(text, start + words[0][0], start + words[0][1]):
        words = words[1:]
    while words and _JOINER.fullmatch(text, start + words[-1][0], start + words[-1][1]):
        words = words[:-1]
    return (start + words[0][0], start + words[-1][1]) if words else (start, start)
