"""What a person added to the flow diagram, as lines of its boxes and notes under it: earlier versions of a living
review, boxes of their own, footnotes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reviewkit.locales import Labels
from reviewkit.model import Additions, EarlierVersion
from reviewkit.prisma import OPEN, AnyBoxId
from reviewkit.render.figures.layout import TextLine
from reviewkit.words import BoxId

# The box of the diagram in which a box of the flow is a line; every other box has one of its own.
_DRAWN_IN: Mapping[str, str] = {
    BoxId.FROM_REGISTERS: BoxId.FROM_DATABASES,
    BoxId.DUPLICATES: BoxId.REMOVED,
    BoxId.AUTOMATION: BoxId.REMOVED,
    BoxId.REMOVED_OTHERWISE: BoxId.REMOVED,
    BoxId.OTHER_DUPLICATES: BoxId.OTHER_REMOVED,
    BoxId.OTHER_REMOVED_OTHERWISE: BoxId.OTHER_REMOVED,
    BoxId.NEW_STUDIES: "new",
    BoxId.NEW_REPORTS: "new",
    BoxId.PREVIOUS_STUDIES: "prev",
    BoxId.PREVIOUS_REPORTS: "prev",
    BoxId.TOTAL_STUDIES: "total",
    BoxId.TOTAL_REPORTS: "total",
    **dict.fromkeys(OPEN, "open"),
}


def version_lines(versions: Sequence[EarlierVersion], labels: Labels) -> list[TextLine]:
    """Each earlier version with the period of its search and its numbers."""
    lines: list[TextLine] = []
    for version in versions:
        searched = f" ({labels.sentence('flow.searched', period=version.searched)})" if version.searched else ""
        lines.append(TextLine(f"{labels.name(version.names)}{searched}", bold=True))
        lines += [
            TextLine(f"{labels.text(_title(box))} {labels.count(n)}", indent=1)
            for box, n in version.numbers.items()
        ]
    return lines


def _title(box: str) -> str:
    return "flow.version_identified" if box == BoxId.IDENTIFIED else f"box.{box}"


def own_line(texts: Mapping[str, str], n: int | None, labels: Labels) -> str:
    """A line of the review's own, with its number where it has one."""
    return f"{labels.name(texts)} {labels.count(n)}" if n is not None else labels.name(texts)


def with_additions(lines: Sequence[TextLine], box: str, additions: Additions, labels: Labels) -> list[TextLine]:
    """The lines of a box of the diagram with those that were added to it, and the mark of its footnotes."""
    found = list(lines)
    if not found:
        return found
    marks = "".join(
        mark_of(number) for number, footnote in enumerate(_marked(additions), start=1) if drawn_in(footnote) == box
    )
    if marks:
        found[0] = replace(found[0], text=_marked_text(found[0].text, marks))
    return [
        *found,
        *(
            TextLine(own_line(own.texts, own.n, labels))
            for own in additions.boxes
            if own.within and drawn_in(own.within) == box
        ),
    ]


def drawn_in(box: AnyBoxId | str) -> str:
    """The box of the diagram that shows a box of the flow."""
    return _DRAWN_IN.get(box, box)


def _marked(additions: Additions) -> list[str]:
    """The boxes of the footnotes that have a mark, in order."""
    return [footnote.box for footnote in additions.footnotes if footnote.box]


def mark_of(number: int) -> str:
    """The mark of a footnote: *, **, ***."""
    return "*" * number


def _marked_text(text: str, marks: str) -> str:
    """A line with marks behind its words and before its number."""
    words, number, n = text.rpartition(" (n")
    return f"{words}{marks}{number}{n}" if number else f"{text}{marks}"


def footnotes(additions: Additions, labels: Labels) -> list[str]:
    """The footnotes with their marks."""
    found, number = [], 0
    for footnote in additions.footnotes:
        number += bool(footnote.box)
        mark = f"{mark_of(number)} " if footnote.box else ""
        found.append(f"{mark}{labels.name(footnote.texts)}")
    return found
