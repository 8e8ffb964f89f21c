"""Which pages a text needs: upright ones, and landscape ones for tables and figures that are wide."""

from collections.abc import Iterable, Iterator

from reviewkit.render.document import Block, Figure, Paragraph, Section, Style
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.widths import is_wide

_LANDSCAPE_ROOM = (970.0, 540.0)  # px of a page inside its margins, with room for a heading and a caption
_UPRIGHT_ROOM = (642.0, 860.0)
_MUCH = 1.3  # as much larger a figure must be on a landscape page for the reader to turn the page

_LEAD = 3  # paragraphs: what a theme is, and how many quotes it has, before the table of these

Group = tuple[Block, ...]


def on_pages(section: Section) -> list[tuple[bool, Group]]:
    """The blocks of a section in groups that stay together, each with whether it is for landscape pages. The heading
    goes with the first group, so there is always one."""
    return [(_is_landscape(group), group) for group in list(_groups(section.content())) or [()]]


def with_stays(group: Group) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it stays on the page of what comes after it.

    So do the last paragraphs before a table or a figure, because else a heading and a sentence are left alone at the
    foot of a page; and the words before a list.
    """
    for place, block in enumerate(group):
        near = group[place + 1 : place + 1 + _LEAD]
        is_near_table = any(not isinstance(one, Paragraph) for one in near)
        yield block, isinstance(block, Paragraph) and (is_near_table or _begins_list(block, near))


def _begins_list(block: Paragraph, following: Group) -> bool:
    """Whether the first entry of a list comes after a paragraph that is none."""
    first = following[0] if following else None
    return block.style is not Style.ITEM and isinstance(first, Paragraph) and first.style is Style.ITEM


def scale(figure: Figure, landscape: bool) -> float:
    """How much smaller a figure is on a page; never larger than it was drawn."""
    width, height = _LANDSCAPE_ROOM if landscape else _UPRIGHT_ROOM
    return min(1.0, width / figure.drawing.width, height / figure.drawing.height)


def _groups(blocks: Iterable[Block]) -> Iterator[Group]:
    """Paragraphs with the table or figure that they come before; those after the last one go with it."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        found[-1].append(block)
        if not isinstance(block, Paragraph):
            found.append([])
    if len(found) > 1:
        last = found.pop()
        found[-1] += last
    return (tuple(group) for group in found if group)


def _is_landscape(group: Group) -> bool:
    """Whether what is in a group is larger, or only fits, on a landscape page."""
    return any(
        is_wide(block)
        if isinstance(block, Table)
        else isinstance(block, Figure) and scale(block, True) > _MUCH * scale(block, False)
        for block in group
    )
