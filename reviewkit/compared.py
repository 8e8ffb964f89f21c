"""The numbers of a file beside those of the folder: which are equal, which differ, and what only one of them has.

The file is a figure or a table that people have changed, or one that was published: words may differ from ours, lines
may have moved, boxes may be gone. Nothing says which side is right.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

Value = int | str  # a number, or what is in the cell of a table
_ALIKE = (
    0.72  # how like each other two labels in one box must be: "Duplicates removed", "Duplicate records removed"
)
_ALIKE_ANYWHERE = 0.85  # and two in different boxes
_MOST_PAIRS = 100_000
_LONGEST_LABEL = 500  # letters of a label that are compared with those of others
# Letters of all labels of one side times those of the other; 100 rows of 60 have 36 million.
_MOST_LETTERS = 50_000_000
# A number of which thousands are marked by spaces of any width, points, commas or apostrophes.
_MOST_DIGITS = 15  # no flow has as many records, and Python reads no number of 5,000 digits
_FIGURE = r"\d{1,3}(?:[\s.,'\u2019]\d{3})+(?!\d)|\d+"
# In lines with single spaces. Behind a number in brackets there may be a few words more: "(n = 12, 3 of them twice)".
_COUNT = re.compile(rf"\(? ?\bn ?[=:] ?({_FIGURE})(?:[^()]{{0,200}}\))?", re.IGNORECASE)
_PLAIN_END = re.compile(rf" ?(?:[:=] ?|\()({_FIGURE}) ?\)?\Z")


class Standing(StrEnum):
    """How a number in the file compares with that of the folder."""

    EQUAL = "equal"
    DIFFERS = "differs"
    ONLY_IN_FILE = "only_in_file"
    ONLY_IN_FOLDER = "only_in_folder"


@dataclass(frozen=True, slots=True)
class Entry:
    """A value with its label, in a place: a box of the figure, or the row of a table.

    `of` are the boxes of the flow that a number counts, `members` the ids behind it, None where they are not known.
    """

    place: str
    label: str
    value: Value
    of: tuple[str, ...] = ()
    members: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ComparedEntry:
    """What the file and the folder say of one thing; None for a side that says nothing of it."""

    theirs: Entry | None
    ours: Entry | None

    @property
    def standing(self) -> Standing:
        """How the two sides stand to each other."""
        if self.ours is None:
            return Standing.ONLY_IN_FILE
        if self.theirs is None:
            return Standing.ONLY_IN_FOLDER
        return Standing.EQUAL if self.theirs.value == self.ours.value else Standing.DIFFERS

    @property
    def entry(self) -> Entry:
        """The side of the folder where it has one."""
        found = self.ours or self.theirs
        assert found is not None
        return found

    @property
    def difference(self) -> int | None:
        """How much more the file has; None where one of the sides is no number."""
        theirs, ours = (side.value if side else None for side in (self.theirs, self.ours))
        return theirs - ours if isinstance(theirs, int) and isinstance(ours, int) else None


def compared(theirs: Sequence[Entry], ours: Sequence[Entry], may_move: bool = True) -> tuple[ComparedEntry, ...]:
    """Every entry of both sides once, in the order of the folder, then those of the file alone.

    Entries of one place are paired by their labels, the most alike first. Where things `may_move`, as in a figure, the
    last ones left in a place are one thing whose label was changed; what then is left is looked for in other places.
    """
    pairs: dict[int, int] = {}
    left_in, right_in = _by_place(theirs), _by_place(ours)
    for place, right in right_in.items():
        left = left_in.get(place, [])
        pairs |= _paired(theirs, ours, left, right, _ALIKE)
        taken = set(pairs.values())
        left = [number for number in left if number not in taken]
        right = [number for number in right if number not in pairs]
        if may_move and len(left) == len(right) == 1:
            pairs[right[0]] = left[0]
    if may_move:
        taken = set(pairs.values())
        left = [number for number in range(len(theirs)) if number not in taken]
        right = [number for number in range(len(ours)) if number not in pairs]
        pairs |= _paired(theirs, ours, left, right, _ALIKE_ANYWHERE)
    found = [
        ComparedEntry(theirs[pairs[number]] if number in pairs else None, entry)
        for number, entry in enumerate(ours)
    ]
    alone = sorted(set(range(len(theirs))) - set(pairs.values()))
    return (*found, *(ComparedEntry(theirs[number], None) for number in alone))


def _by_place(entries: Sequence[Entry]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        found.setdefault(entry.place, []).append(number)
    return found


def _paired(
    theirs: Sequence[Entry], ours: Sequence[Entry], left: Sequence[int], right: Sequence[int], least: float
) -> dict[int, int]:
    """The numbers of ours with those of theirs that they are paired with: first those with the same label and value,
    then those with the same label, then the most alike."""
    pairs: dict[int, int] = {}
    for with_value in (True, False):
        known: dict[tuple[str, Value], list[int]] = {}
        taken = set(pairs.values())
        for a in left:
            if a not in taken:
                known.setdefault(_key(theirs[a], with_value), []).append(a)
        for b in right:
            if b not in pairs and (same := known.get(_key(ours[b], with_value))):
                pairs[b] = same.pop(0)
    taken = set(pairs.values())
    return pairs | alike(
        {a: theirs[a].label for a in left if a not in taken},
        {b: ours[b].label for b in right if b not in pairs},
        least,
    )


def _key(entry: Entry, with_value: bool) -> tuple[str, Value]:
    return folded(entry.label), entry.value if with_value else ""


def alike(theirs: Mapping[int, str], ours: Mapping[int, str], least: float) -> dict[int, int]:
    """The numbers of our labels with those of their labels that are at least so much alike, the most alike first.

    None where there are so many that it would take minutes; then it is another figure or table.
    """
    letters = [sum(min(len(one), _LONGEST_LABEL) for one in labels.values()) for labels in (theirs, ours)]
    if len(theirs) * len(ours) > _MOST_PAIRS or letters[0] * letters[1] > _MOST_LETTERS:
        return {}
    ranked = sorted((-likeness(a, b), first, second) for first, b in ours.items() for second, a in theirs.items())
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for unlike, first, second in ranked:
        if -unlike >= least and first not in pairs and second not in taken:
            pairs[first] = second
            taken.add(second)
    return pairs


def likeness(first: str, second: str) -> float:
    """How like each other two labels are, 0 to 1; capitals, spaces and punctuation do not count."""
    one, other = folded(first), folded(second)
    if one == other:
        return 1.0
    return SequenceMatcher(None, one[:_LONGEST_LABEL], other[:_LONGEST_LABEL], autojunk=False).ratio()


@lru_cache(maxsize=5_000)  # each is compared with many, and cells of a workbook may share a long text
def folded(label: str) -> str:
    """A label in small letters, its words parted by one space."""
    return " ".join(re.findall(r"\w+", label.casefold()))


def counts_in(lines: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The labels and numbers of a box, whichever lines they are on: `Records screened`, 1270 of "(n = 1 270)".

    Where people wrote no n, a number after a colon or in brackets at the end of a line is one too.
    """
    found: list[tuple[str, int]] = []
    waiting: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        counts = list(_COUNT.finditer(line))
        plain = None if counts else _PLAIN_END.search(line)
        if plain and re.search(r"\w", line[: plain.start()]):
            found.append((" ".join([*waiting, line[: plain.start()]]), _number(plain[1])))
            waiting = []
            continue
        end = 0
        for count in counts:
            label = " ".join([*waiting, line[end : count.start()]]).strip(" ;,.:")
            found.append((label, _number(count[1])))
            waiting, end = [], count.end()
        rest = line[end:].strip(" ;,.)")
        waiting = [] if line.endswith(":") else [*waiting, rest] if rest else waiting
    return tuple(found)


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text)[:_MOST_DIGITS])


def in_each_standing(found: Iterable[ComparedEntry]) -> dict[Standing, int]:
    """How many entries stand in each way."""
    counts = Counter(one.standing for one in found)
    return {standing: counts[standing] for standing in Standing}
