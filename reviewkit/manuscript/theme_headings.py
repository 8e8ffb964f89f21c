"""Headings and numbered lines that are the themes of the review."""

import re
from collections.abc import Iterator, Sequence

from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.known import Known, Name, NameKind
from reviewkit.manuscript.name_claims import name_claim, words_claim
from reviewkit.manuscript.prepared import Prepared
from reviewkit.model.passages import Role
from reviewkit.words import message

_FEWEST_LISTED = 3  # names, for a list
_NUMBERED_LINE = re.compile(r"\s*((?:\d{1,2}\.)*)(\d{1,2})[.)]?\s+(?=\D)")
_LONGEST_LINE = 120  # letters of a theme with its number


def checked_numbered(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Lines or headings that are numbered one after the other, each a theme: one that is not the theme that is missing,
    but another or none.
    """
    themes = [name for name in known.names if name.kind is NameKind.THEME]
    for run in _runs(passages) if len(themes) >= _FEWEST_LISTED else ():
        found = [_theme_of(one) for one, _ in run]
        missing = [name for name in themes if name not in found]
        if len(missing) != 1:
            continue
        for place, each in enumerate(found):
            one, start = run[place]
            is_twice = each is not None and found.count(each) > 1
            if is_twice or (each is None and _is_of_themes(found, place, one.passage.text, missing[0])):
                label = missing[0].label
                twice = message("Named twice; missing: {name}", name=label)
                says = twice if is_twice else message("{says}", says=label)
                claim = words_claim(one, NameKind.THEME, start, len(one.passage.text))
                yield CheckedClaim(claim, Answer.DISAGREES, says, (missing[0].id,))


def _is_of_themes(found: Sequence[Name | None], place: int, text: str, missing: Name) -> bool:
    """Whether a line that is no theme should be one of them: the only one between themes, or a line beside them that
    has a word of the missing theme or is all that the list has besides.
    """
    themes = [index for index, each in enumerate(found) if each is not None]
    if len(themes) < _FEWEST_LISTED - 1:
        return False
    if themes[0] < place < themes[-1]:
        return all(found[index] for index in range(themes[0], themes[-1] + 1) if index != place)
    words = {word for said in missing.spellings for word in re.findall(r"\w{3,}", said.lower())}
    is_beside = place in (themes[0] - 1, themes[-1] + 1)
    return is_beside and (len(found) == len(themes) + 1 or bool(words & set(re.findall(r"\w{3,}", text.lower()))))


def _runs(passages: Sequence[Prepared]) -> Iterator[list[tuple[Prepared, int]]]:
    """Passages whose numbers go on from one to the next, as 1, 2, 3 or 3.1, 3.2, 3.3, with where their words begin."""
    run: list[tuple[Prepared, int]] = []
    last: tuple[str, int, Role] | None = None
    for one in passages:
        match = _NUMBERED_LINE.match(one.passage.text)
        if match is None or one.passage.cell or len(one.passage.text) > _LONGEST_LINE:
            continue
        this = (match[1], int(match[2]), one.passage.role)
        if last is not None and this != (last[0], last[1] + 1, last[2]):
            yield run
            run = []
        run.append((one, match.end()))
        last = this
    yield run


def _theme_of(one: Prepared) -> Name | None:
    """The theme that a passage is called."""
    of_most = (each for each in one.names if 2 * (each.end - each.start) > len(one.passage.text.strip()))
    return next((each.name for each in of_most if each.name.kind is NameKind.THEME), None)


def checked_headings(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Sections that are called after the themes: one theme that is there twice, and another that is missing."""
    found = [
        (one, each)
        for one in passages
        if one.passage.role is Role.HEADING
        for each in one.names
        if each.name.kind is NameKind.THEME and 2 * (each.end - each.start) > len(one.passage.text)
    ]
    ids = [each.name.id for _, each in found]
    missing = [name for name in known.names if name.kind is NameKind.THEME and name.id not in ids]
    if len(missing) != 1 or len(set(ids)) < 2:
        return
    for one, each in found:
        if ids.count(each.name.id) > 1:
            says = message("Named twice; missing: {name}", name=missing[0].label)
            yield CheckedClaim(name_claim(one, each), Answer.DISAGREES, says, (missing[0].id,))
