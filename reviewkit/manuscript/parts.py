"""Numbers of a sentence that belong together: "11 of the 15 studies", "two and one from Norway and Sweden"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reviewkit.manuscript.counts import Counted, Sentence, touches
from reviewkit.manuscript.known import NameKind
from reviewkit.manuscript.names import Named

# Names behind a whole that are of its part, with what is done there: "two of the 15 studies are from Norway".
_OF_WHOLE = {NameKind.COUNTRY: "conducted", NameKind.CHOICE: "designed"}
_ROW = re.compile(r"\s*(?:,|,?\s(?:and|og))\s*")  # between numbers in a row


def part_of(found: Sequence[Counted], sentence: Sentence) -> list[Counted]:
    """The same numbers, where "11 of the 15 studies" makes 11 a part of 15, and so does "of the 15 studies, 11"."""
    result = _in_step(list(found), sentence)
    partitives = [one for one in sentence.connects if one.name == "partitive"]
    for place, (first, second) in enumerate(pairwise(found)):
        between = sentence.text[first.number.end : second.number.start]
        if (
            len(between.split()) <= 4
            and not second.number.is_percent
            and "," not in between
            and any(
                first.number.end <= one.start
                and one.end <= second.number.start
                and not between[: one.start - first.number.end].strip()
                for one in partitives
            )
        ):
            result[place + 1] = replace(second, names=(), is_whole=True)
            near = first.near | second.near
            names = first.names or tuple(one for one in second.names if _OF_WHOLE.get(one.name.kind) in near)
            result[place] = replace(first, of=second, is_part=True, noun=second.noun or first.noun, names=names)
    whole: Counted | None = None
    for place, one in enumerate(result):
        if whole is not None and one.noun in ("", whole.noun) and one.of is None:
            result[place] = replace(one, of=whole, is_part=True)
        if (
            one.of is None
            and any(touches(sentence, word, one.number) for word in partitives)
            and not _is_of_another(result, one)
        ):
            whole = one
    return result


def _in_step(found: list[Counted], sentence: Sentence) -> list[Counted]:
    """Numbers in a row with as many names in a row: `three, three and two from Denmark, the Netherlands and Ireland`,
    `belonging and hope in four and six studies, respectively`."""
    place = 0
    while place < len(found):
        last = place
        while last + 1 < len(found) and _ROW.fullmatch(
            sentence.text[found[last].number.end : found[last + 1].number.start]
        ):
            last += 1
        row = found[place : last + 1]
        if len(row) > 1 and (names := _names_in_step(row, found[last + 1 :], sentence)):
            noun = next((one.noun for one in reversed(row) if one.noun and not one.is_inherited), "")
            near = frozenset[str]().union(*(one.near for one in row))  # the verb is said of all of them
            found[place : last + 1] = [
                replace(one, names=(name,), noun=noun, near=near) for one, name in zip(row, names, strict=True)
            ]
        place = last + 1
    return found


def _names_in_step(row: Sequence[Counted], later: Sequence[Counted], sentence: Sentence) -> tuple[Named, ...]:
    """As many names as numbers: those right behind, or where the sentence says `respectively` those right before."""
    first, last = row[0].number, row[-1].number
    stop = later[0].number.start if later else sentence.end
    behind = tuple(one for one in sentence.names if last.end <= one.start and one.end <= stop)
    if len(behind) == len(row) and len({one.name.kind for one in behind}) == 1:
        return behind
    before = [one for one in sentence.names if one.end <= first.start]
    ahead = tuple(one for one in before if one.name.kind is before[-1].name.kind)[-len(row) :]
    is_said = any(one.name == "respectively" for one in sentence.connects)
    return ahead if is_said and len(ahead) == len(row) and len({one.name.kind for one in ahead}) == 1 else ()


def _is_of_another(found: Sequence[Counted], one: Counted) -> bool:
    return any(other.of is not None and other.of.number is one.number for other in found)
