"""Which themes, subthemes or codes are found together: on one quote, on quotes that overlap, and in one study.

A number is the length of a tuple of ids, so that what it counts can be listed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations_with_replacement

from reviewkit.coding import Cell, Matrix, themes_by_code
from reviewkit.model import Code, Coding, Segment, Study

Names = tuple[str, str]  # the ids of two rows of a matrix, in its order; one row twice is that row alone


@dataclass(frozen=True, slots=True)
class QuoteOf:
    """A quote with the rows of the matrix that its codes count for; a row that a mark contradicts is in both sets."""

    coder: str
    study: str
    segment: Segment
    rows: frozenset[str]
    contradicts: frozenset[str]

    @property
    def id(self) -> str:
        """The act that logged it, or its line in a file that somebody wrote."""
        return self.segment.event or str(self.segment.place)


@dataclass(frozen=True, slots=True)
class Keys(Collection[str]):
    """The keys of some studies, a bit of a number for each: 45,000 pairs of 300 codes would else list a million."""

    bits: int = 0
    of: tuple[Study, ...] = field(default=(), repr=False, compare=False)

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __iter__(self) -> Iterator[str]:
        left = self.bits
        while left:
            yield self.of[(left & -left).bit_length() - 1].key
            left &= left - 1

    def __contains__(self, key: object) -> bool:
        return key in tuple(self)


@dataclass(frozen=True, slots=True)
class Together:
    """What two rows have in common. `quotes` have both, and `contradicting` are those of them that contradict one; in
    `overlapping` one of two quotes has the first, the other the second, and neither has both. `studies` have both,
    `contradicted` are those of them where one is contradicted, and of `not_assessed` nobody can say yet.

    Of one row with itself: all its quotes and studies, and no overlapping ones.
    """

    quotes: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    overlapping: tuple[Names, ...] = ()
    studies: Keys = Keys()
    contradicted: Keys = Keys()
    not_assessed: Keys = Keys()

    @property
    def is_empty(self) -> bool:
        """Whether they were never found together."""
        return not (self.quotes or self.overlapping or self.studies)


class Cooccurrence:
    """Which of some rows of a matrix are found together, in the studies and with the coding that the matrix counts."""

    def __init__(self, matrix: Matrix, codings: Iterable[Coding], rows: Sequence[Code] = ()) -> None:
        self.matrix = matrix
        self.rows = tuple(rows) or matrix.themes
        self._quotes = tuple(_quotes(matrix, codings, {row.id for row in self.rows}))

    @property
    def n_quotes(self) -> int:
        """How many quotes have one of the rows."""
        return len(self._quotes)

    def together(self, first: Code, second: Code) -> Together:
        """What two rows have in common, in either order; or what one row has."""
        a, b = sorted((first.id, second.id), key=self._order.__getitem__)
        contradicted, open_ = self._cells[Cell.CONTRADICTED], self._cells[Cell.NOT_ASSESSED]
        both = self._held[a] & self._held[b]
        not_absent = (self._held[a] | open_[a]) & (self._held[b] | open_[b])
        quotes = self._on_one_quote.get((a, b), ())
        return Together(
            tuple(one.id for one in quotes),
            tuple(one.id for one in quotes if one.contradicts & {a, b}),
            self._overlapping.get((a, b), ()),
            Keys(both, self.matrix.studies),
            Keys(both & (contradicted[a] | contradicted[b]), self.matrix.studies),
            Keys(not_absent & (open_[a] | open_[b]), self.matrix.studies),
        )

    def pairs(self) -> Iterator[tuple[Code, Code, Together]]:
        """Every row with itself and with each row after it."""
        for first, second in combinations_with_replacement(self.rows, 2):
            yield first, second, self.together(first, second)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {row.id: place for place, row in enumerate(self.rows)}

    @cached_property
    def _held(self) -> Mapping[str, int]:
        """For each row the studies in which it was found."""
        contradicted, present = self._cells[Cell.CONTRADICTED], self._cells[Cell.PRESENT]
        return {name: present[name] | contradicted[name] for name in self._order}

    @cached_property
    def _cells(self) -> Mapping[Cell, Mapping[str, int]]:
        """For each kind of cell and each row its studies, a bit for each."""
        found: dict[Cell, dict[str, int]] = {cell: dict.fromkeys(self._order, 0) for cell in Cell}
        bits = [(study.key, 1 << place) for place, study in enumerate(self.matrix.studies)]
        for name in self._order:
            for key, bit in bits:
                cell = self.matrix.cells[name, key]
                if cell is not Cell.NOT_FOUND:
                    found[cell][name] |= bit
        return found

    @cached_property
    def _on_one_quote(self) -> Mapping[Names, tuple[QuoteOf, ...]]:
        found: dict[Names, list[QuoteOf]] = defaultdict(list)
        for one in self._quotes:
            names = sorted(one.rows, key=self._order.__getitem__)
            for pair in combinations_with_replacement(names, 2):
                found[pair].append(one)
        return {pair: tuple(quotes) for pair, quotes in found.items()}

    @cached_property
    def _overlapping(self) -> Mapping[Names, tuple[Names, ...]]:
        found: dict[Names, list[Names]] = defaultdict(list)
        for one, other in _overlaps(self._quotes):
            for first in one.rows - other.rows:
                for second in other.rows - one.rows:
                    a, b = sorted((first, second), key=self._order.__getitem__)
                    found[a, b].append((one.id, other.id))
        return {pair: tuple(quotes) for pair, quotes in found.items()}


def _quotes(matrix: Matrix, codings: Iterable[Coding], wanted: set[str]) -> Iterator[QuoteOf]:
    """The quotes of the coding that a matrix counts, with the rows that it holds in their study."""
    row_of = themes_by_code(matrix.codebook, matrix.themes)
    studies: dict[str, Study] = {study.key: study for study in matrix.studies}
    held = {study.key: wanted & {row.id for row in matrix.themes_of(study)} for study in matrix.studies}
    coders = set(matrix.coders)
    for coding in codings:
        if coding.coder not in coders or coding.study not in studies:
            continue
        if coding.codebook not in ("", matrix.codebook.name):
            continue
        for segment in coding.segments:
            rows = {row_of[mark.code] for mark in segment.marks if mark.code in row_of} & held[coding.study]
            against = {row_of.get(mark.code, "") for mark in segment.marks if mark.relation == "contradicts"}
            if rows:
                yield QuoteOf(coding.coder, coding.study, segment, frozenset(rows), frozenset(rows & against))


def _overlaps(quotes: Iterable[QuoteOf]) -> Iterator[tuple[QuoteOf, QuoteOf]]:
    """Two quotes of one coder that share words of one text; of a quote that no text has, nobody knows."""
    of_text: dict[tuple[str, str, str], list[tuple[int, int, QuoteOf]]] = defaultdict(list)
    for one in quotes:
        at = one.segment.found
        if at is not None and at.text and at.start >= 0:
            of_text[one.coder, one.study, at.text].append((at.start, at.start + len(at.quote), one))
    for places in of_text.values():
        places.sort(key=lambda place: place[:2])
        for number, (_, end, one) in enumerate(places):
            for start, _, other in places[number + 1 :]:
                if start >= end:
                    break
                yield one, other
