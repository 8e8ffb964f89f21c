"""The flow diagram as an HTML page: the figure, whose boxes lead to their records, and below it every number with the
list of the records behind it.

It has no script and needs nothing from elsewhere. Who does not see the figure reads the same numbers in the same order.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple
from urllib.parse import quote

from reviewkit.locales import Labels
from reviewkit.render.figure_page import MOST_LISTED, Frame, PageWords, framed_page, list_item
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.flow import DiagramBox, Grid
from reviewkit.render.figures.layout import TextLine
from reviewkit.render.figures.svg import Link, as_svg
from reviewkit.render.tables.listed import Listed
from reviewkit.safe import html_text


class Behind(NamedTuple):
    """The records or studies behind a number, and how many more of it were entered without them."""

    members: Sequence[Listed]
    entered: int = 0


def flow_page(
    diagram: Grid, drawing: Drawing, behind: Mapping[str, Behind], labels: Labels, review: str = ""
) -> str:
    """The page, in which every text is escaped.

    `behind` is what is behind the boxes of the flow, by the id of the box; a box that is not there has a number and no
    list. `review` is the title of the review, "" where its numbers were entered.
    """
    page = _Page(diagram, behind, labels)
    frame = Frame(diagram.title, labels, review, diagram.draft, diagram.notes)
    how = labels.text("flow_page.how" if page.targets else "flow_page.entered")
    headings = PageWords(how, labels.text("flow_page.to_records"), labels.text("flow_page.records"))
    return framed_page(frame, headings, as_svg(drawing, page.links()), "".join(page.phases()))


class _Page:
    """The lists of the page; `targets` are where the boxes of the figure lead: the first list of each."""

    def __init__(self, diagram: Grid, behind: Mapping[str, Behind], labels: Labels) -> None:
        self.diagram, self.behind, self.labels = diagram, behind, labels
        self.lists = {box.id: list(self.listed(box)) for box in diagram.boxes}
        self.targets = {
            box: next(line.of[0] for line, listed in lists if listed)
            for box, lists in self.lists.items()
            if any(listed for _, listed in lists)
        }

    def listed(self, box: DiagramBox) -> Iterator[tuple[TextLine, Sequence[Listed]]]:
        """Each line of a box with the records that its number counts; none where the lines below it list them all."""
        for place, line in enumerate(box.lines):
            counted = self.counted(line)
            below = {member.id for part in _below(line, box.lines[place + 1 :]) for member in self.counted(part)}
            yield line, [] if below.issuperset(member.id for member in counted) else counted

    def counted(self, line: TextLine) -> list[Listed]:
        """The records that the number of a line counts."""
        return [member for box in line.of if box in self.behind for member in self.behind[box].members]

    def links(self) -> dict[str, Link]:
        return {box: Link(f"#{quote(_list_id(first))}") for box, first in self.targets.items()}

    def phases(self) -> Iterator[str]:
        """Every number under its phase, in the order of the figure."""
        for phase, groups in groupby(self.diagram.told, key=lambda told: told.phase):
            yield f"<h3>{html_text(phase)}</h3>\n"
            for told in groups:
                yield f"<h4>{html_text(told.head)}</h4>\n" if told.head else ""
                yield from (self.box(box) for box in told.boxes)

    def box(self, box: DiagramBox) -> str:
        lines = "".join(self.line(box, line, listed) for line, listed in self.lists[box.id])
        return f'<div class="box">\n{lines}</div>\n'

    def line(self, box: DiagramBox, line: TextLine, listed: Sequence[Listed]) -> str:
        """A number, and the list behind it, which is closed until somebody opens it."""
        indent = f"i{line.indent}"
        text = f"<b>{html_text(line.text)}</b>" if line.bold else html_text(line.text)
        if not listed:
            return f'<p class="{indent}">{text}</p>\n'
        back = f'<p><a href="#{quote(f"box-{box.id}")}">{html_text(self.labels.text("flow_page.back"))}</a></p>'
        items = "".join(map(list_item, listed[:MOST_LISTED]))
        return (
            f'<details class="{indent}"><summary id="{html_text(_list_id(line.of[0]))}">{text}</summary>\n'
            f"<ol>\n{items}</ol>\n{self.more(line, len(listed))}{back}</details>\n"
        )

    def more(self, line: TextLine, n: int) -> str:
        """What is said of records that are not in the list: more than a page can hold, or entered as a number."""
        entered = sum(self.behind[box].entered for box in line.of if box in self.behind)
        words, boxes = self.labels, " ".join(line.of)
        said = [
            *([words.sentence("flow_page.more", shown=MOST_LISTED, n=n, box=boxes)] if n > MOST_LISTED else []),
            *([words.sentence("flow_page.others", n=entered)] if entered else []),
        ]
        return "".join(f"<p>{html_text(sentence)}</p>\n" for sentence in said)


def _below(line: TextLine, after: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines of what a line is made of."""
    return takewhile(lambda one: one.indent > line.indent, after)


def _list_id(box: str) -> str:
    """The id of the list of a box; an id may hold no space."""
    return f"list-{quote(box, safe='')}"
