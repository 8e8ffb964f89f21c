"""What is behind the parts of each figure, for its page: reports of an overlap, studies of a bar or cell, acts of a
lineage."""

from collections.abc import Mapping, Sequence

from reviewkit.charting_counts import crossed
from reviewkit.codebook_lineage import Lineage
from reviewkit.locales import Labels
from reviewkit.model import Codebook, Overlap
from reviewkit.render.figure_page import Part
from reviewkit.render.figures.bars import part_of_bar
from reviewkit.render.figures.counted import Counted, named
from reviewkit.render.figures.heat_map import part_of_cell
from reviewkit.render.figures.lineage import became, box_of
from reviewkit.render.figures.overlap import part_of_combination
from reviewkit.render.tables.listed import Listed


def parts_of_overlap(
    overlaps: Sequence[Overlap], behind: Sequence[Sequence[Listed]], words: Labels
) -> tuple[Part, ...]:
    """A part for each combination of sources; `behind` are the reports of each, in the same order."""
    return tuple(
        _counted(part_of_combination(place), ", ".join(overlap.sources), members, words)
        for place, (overlap, members) in enumerate(zip(overlaps, behind, strict=True))
    )


def parts_of_bars(figure: Counted, citations: Mapping[str, str], words: Labels) -> tuple[Part, ...]:
    """A part for each bar that has a study; `citations` are how studies are cited, by their key."""
    return tuple(
        _counted(part_of_bar(place), named(one, words), _studies(one.studies, citations), words)
        for place, one in enumerate(figure.rows.categories)
        if one.studies
    )


def parts_of_heat_map(figure: Counted, citations: Mapping[str, str], words: Labels) -> tuple[Part, ...]:
    """A part for each cell that has a study; `citations` are how studies are cited, by their key."""
    table = crossed(figure.rows.categories, figure.across.categories)
    return tuple(
        _counted(
            part_of_cell(at, beside),
            f"{named(row, words)} × {named(column, words)}",
            _studies(cell, citations),
            words,
        )
        for at, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True))
        for beside, (column, cell) in enumerate(zip(table.columns, cells, strict=True))
        if cell
    )


def parts_of_lineage(found: Lineage, book: Codebook, words: Labels) -> tuple[Part, ...]:
    """A part for each merge and split, in their order. The boxes that came of it lead to it; one that was there before
    leads to the first thing that became of it."""
    names = {code.id: code.label(words.language) for code in book.codes}
    boxes: dict[str, list[str]] = {}
    acts = {node.act.id: node.act for node in found.nodes if node.act}
    for place, node in enumerate(found.nodes):
        after = (found.nodes[second].act for first, second in found.became if first == place)
        if act := node.act or next(after, None):
            boxes.setdefault(act.id, []).append(box_of(place))
    return tuple(Part(tuple(boxes[one]), f"{became(act, names, words)}.") for one, act in acts.items())


def _counted(shape: str, name: str, members: Sequence[Listed], words: Labels) -> Part:
    said = f"{name}: {words.number(len(members))}"
    return Part((shape,), said, members, name=said)


def _studies(keys: Sequence[str], citations: Mapping[str, str]) -> tuple[Listed, ...]:
    return tuple(Listed(key, None, citation=citations.get(key, "")) for key in keys)
