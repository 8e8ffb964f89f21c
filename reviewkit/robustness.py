"""What each theme rests on: in how many studies and by how many people it was found, and what is left without one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewkit.coding import Cell, Evidence, Matrix
from reviewkit.model import Code, Study


@dataclass(frozen=True, slots=True)
class Support:
    """What one theme, subtheme or code rests on.

    `studies` hold it, `contradicted` are those of them where a mark contradicts it. `quotes` and `marks` (codes on a
    study as a whole) are those in its studies. `without` says in how many studies it is left without each coder.
    """

    theme: Code
    studies: tuple[Study, ...]
    contradicted: tuple[Study, ...]
    not_found: tuple[Study, ...]
    not_assessed: tuple[Study, ...]
    coders: tuple[str, ...]
    quotes: int
    marks: int
    without: Mapping[str, int]

    @property
    def only_study(self) -> Study | None:
        """The study without which it is gone."""
        return self.studies[0] if len(self.studies) == 1 else None

    @property
    def only_coder(self) -> str:
        """The coder without whom it is gone; "" where there is none, or nobody else coded at all."""
        return self.coders[0] if len(self.without) > 1 and len(self.coders) == 1 else ""

    @property
    def fewest(self) -> int | None:
        """In how many studies it is left without the coder who matters most; None where one person coded alone."""
        return min(self.without.values()) if len(self.without) > 1 else None


def supports(matrix: Matrix) -> Iterator[Support]:
    """What each row of the matrix rests on, in its order."""
    for theme in matrix.themes:
        by_cell = matrix.by_cell(theme)
        studies = matrix.studies_with(theme)
        behind = [matrix.evidence.get((theme.id, study.key), ()) for study in studies]
        marks = [one for found in behind for one in found]
        coders = {one.coder for one in marks}
        yield Support(
            theme,
            studies,
            by_cell[Cell.CONTRADICTED],
            by_cell[Cell.NOT_FOUND],
            by_cell[Cell.NOT_ASSESSED],
            tuple(one for one in matrix.coders if one in coders),
            sum(map(_quotes, behind)),
            sum(not one.quote for one in marks),
            {one: sum(any(mark.coder != one for mark in found) for found in behind) for one in matrix.coders},
        )


def _quotes(marks: Sequence[Evidence]) -> int:
    """How many quotes of a study these marks are on; one with two codes of a theme is one quote."""
    return len({(one.coder, one.event or one.quote, one.page) for one in marks if one.quote})
