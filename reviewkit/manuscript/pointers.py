"""References of a manuscript to its own tables, figures and appendices."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.prepared import Prepared
from reviewkit.model.passages import Role
from reviewkit.words import message

_NUMBER = re.compile(
    r"[\s\u00a0]*(?P<first>[A-Z]?\d{1,2}|[A-Z])(?!\w)(?P<more>(?:\s*(?:,|and|og|&|[-–])\s*[A-Z]?\d{1,2}(?![\w%.]\w?))*)"
)
_KINDS = ("table", "figure", "appendix")
_STEM = 5  # letters by which two forms of a word are the same
_SHARED = 2  # words that a sentence has in common with another title, and none with the one that it points to
_FEWEST_IN_STEP = 3  # titles of a kind, before one is out of step with the others
_CONTENTS = re.compile(r"\.{5,}")


@dataclass(frozen=True, slots=True)
class Title:
    """A table, figure or appendix of the manuscript: its number and its title."""

    kind: str
    number: str
    title: str
    passage: int
    claim: Claim


def titles(passages: Sequence[Prepared]) -> Mapping[tuple[str, str], Title]:
    """The tables, figures and appendices by kind and number: captions and headings that begin with one."""
    found: dict[tuple[str, str], Title] = {}
    for title in _titles(passages):
        found.setdefault((title.kind, title.number), title)
    return found


def _titles(passages: Sequence[Prepared]) -> Iterator[Title]:
    """The tables, figures and appendices in the order of reading; two may have one number."""
    for one in passages:
        text = one.passage.text
        if one.passage.role is Role.CELL or _CONTENTS.search(text):
            continue
        for kind in _KINDS:
            for match in one.lexicon.matches(text, "pointer", kind):
                number = _NUMBER.match(text, match.end())
                if number and _begins(text, match.start(), one.passage.role) and not number["more"]:
                    title = text[number.end() :].strip(" .:*–-")[:150]
                    claim = Claim(
                        ClaimKind.POINTER,
                        one.passage.number,
                        match.start(),
                        number.end(),
                        text[match.start() : number.end()],
                    )
                    yield Title(kind, number["first"], title, one.passage.number, claim)


def _begins(text: str, start: int, role: Role) -> bool:
    """Whether a title begins here: at the beginning of a caption or a heading."""
    return not text[:start].strip(" *_#|0123456789.") and role in (Role.CAPTION, Role.HEADING, Role.TITLE)


def checked_pointers(passages: Sequence[Prepared]) -> Iterator[CheckedClaim]:
    """Every reference to a table, a figure or an appendix with its answer."""
    known = titles(passages)
    kinds = {kind for kind, _ in known}
    unused: dict[str, Claim | None] = {}
    for kind in kinds:
        of_kind = [title for title in _titles(passages) if title.kind == kind]
        pointed = _pointed_to(passages, kind, known)
        unused[kind] = _not_pointed_to(kind, known, pointed)
        yield from _out_of_step(of_kind)
        if odd := _misnumbered(of_kind, pointed):
            title, number = odd
            if number in pointed:
                unused[kind] = title.claim
            else:
                yield _should_be(title, number)
    for one in passages:
        if _CONTENTS.search(one.passage.text):
            continue
        for kind in _KINDS:
            if kind in kinds:
                yield from _of_kind(one, kind, known, unused[kind])


def _out_of_step(found: Sequence[Title]) -> Iterator[CheckedClaim]:
    """The one title whose number is not the next one, where those before and behind it go on as if it were."""
    places = [_place(one.number) for one in found]
    steps = [place - index for index, place in enumerate(places) if place is not None]
    if len(steps) < _FEWEST_IN_STEP or len(steps) < len(found):
        return
    step = max(set(steps), key=steps.count)
    odd = [index for index, each in enumerate(steps) if each != step]
    if len(odd) != 1 or odd[0] == len(found) - 1:  # behind the last may be one that was not read
        return
    yield _should_be(found[odd[0]], _named_place(found[odd[0]], step + odd[0]))


def _place(number: str) -> int | None:
    """Where a number or a letter is among others; None of numbers such as A1."""
    if number.isdecimal():
        return int(number)
    return ord(number) if len(number) == 1 else None


def _misnumbered(found: Sequence[Title], pointed: Set[str]) -> tuple[Title, str] | None:
    """The one title whose number is none of the first ones, where one of these is missing: Appendix 1 and Appendix 9.
    With the number that it should have. Only where the text points to others of the kind and not to this one: what it
    does not point to may be a picture."""
    places = {number: title for title in found if (number := _place(title.number))}
    first = 1 if found[0].number.isdecimal() else ord("A")
    expected = range(first, first + len(found))
    missing = [number for number in expected if number not in places]
    odd = [title for number, title in places.items() if number not in expected]
    if len(missing) != 1 or len(odd) != 1 or not pointed or odd[0].number in pointed:
        return None
    return odd[0], _named_place(odd[0], missing[0])


def _named_place(title: Title, place: int) -> str:
    return str(place) if title.number.isdecimal() else chr(place)


def _should_be(title: Title, number: str) -> CheckedClaim:
    return CheckedClaim(title.claim, Answer.PARTS_DISAGREE, message("{says}", says=number))


def _pointed_to(passages: Sequence[Prepared], kind: str, known: Mapping[tuple[str, str], Title]) -> frozenset[str]:
    """The numbers of a kind that the text points to, each from another place than its title."""
    return frozenset(
        number
        for one in passages
        for number in _numbers(one, kind)
        if (kind, number) not in known or known[kind, number].passage != one.passage.number
    )


def _not_pointed_to(kind: str, known: Mapping[tuple[str, str], Title], pointed: Set[str]) -> Claim | None:
    """The one title of a kind that the text points to nowhere."""
    left = [title for (of, number), title in known.items() if of == kind and number not in pointed]
    return left[0].claim if len(left) == 1 else None


def _numbers(one: Prepared, kind: str) -> Iterator[str]:
    """The numbers that a passage points to."""
    for match in one.lexicon.matches(one.passage.text, "pointer", kind):
        if found := _NUMBER.match(one.passage.text, match.end()):
            yield from _all_numbers(found)


def _all_numbers(found: re.Match[str]) -> tuple[str, ...]:
    return (found["first"], *re.findall(r"[A-Z]?\d{1,2}", found["more"] or ""))


def _of_kind(
    one: Prepared, kind: str, known: Mapping[tuple[str, str], Title], unused: Claim | None
) -> Iterator[CheckedClaim]:
    """The references of a passage to one kind; `unused`: the title that may have the number of a missing one."""
    text = one.passage.text
    for match in one.lexicon.matches(text, "pointer", kind):
        found = _NUMBER.match(text, match.end())
        if not found:
            continue
        for number in _all_numbers(found):
            title = known.get((kind, number))
            if title and title.passage == one.passage.number:
                continue
            claim = Claim(
                ClaimKind.POINTER,
                one.passage.number,
                match.start(),
                found.end(),
                text[match.start() : found.end()],
            )
            if title is None:
                there = ", ".join(other for of, other in known if of == kind)
                says = message("The manuscript has these: {numbers}", numbers=there)
                yield CheckedClaim(claim, Answer.PARTS_DISAGREE, says, other=unused)
            elif better := _better(one, match.start(), title, known):
                says = message(
                    "This is called “{title}”; “{other}” is {number}",
                    title=title.title[:60],
                    other=better.title[:60],
                    number=better.number,
                )
                yield CheckedClaim(claim, Answer.PARTS_DISAGREE, says)
            else:
                yield CheckedClaim(claim, Answer.AGREES, message("{says}", says=title.title[:120]))


def _better(one: Prepared, place: int, title: Title, known: Mapping[tuple[str, str], Title]) -> Title | None:
    """Another of the same kind whose title says what the sentence speaks of, where this one's says nothing of it."""
    sentence = next((each for each in one.sentences if each.start <= place < each.end), None)
    if sentence is None:
        return None
    said = _stems(sentence.text[sentence.start : sentence.end])
    if said & _stems(title.title):
        return None
    others = [each for each in known.values() if each.kind == title.kind and each is not title]
    best = max(others, key=lambda each: len(said & _stems(each.title)), default=None)
    return best if best and len(said & _stems(best.title)) >= _SHARED else None


def _stems(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]{4,}", text.lower())
    return {
        word[:_STEM] for word in words if word not in ("vedlegg", "tabell", "table", "figur", "figure", "appendix")
    }
