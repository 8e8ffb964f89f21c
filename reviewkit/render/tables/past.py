"""A table of an earlier moment: its caption says of which, and notes what could not be put back as it was."""

from dataclasses import replace

from reviewkit.locales import Labels
from reviewkit.render.tables.table import Table
from reviewkit.timeline import Gap, NotKnown, Then

_SHOWN = 3  # files that a note names


def of_then(table: Table, then: Then, version: str, labels: Labels) -> Table:
    """The table with the moment in its caption. `version` is that of its codebook."""
    found = replace(table, caption=caption_of_then(table.caption, then, version, labels))
    for note in notes(then, labels):
        found = found.with_note_everywhere(note)
    return found


def caption_of_then(caption: str, then: Then, version: str, labels: Labels) -> str:
    """A caption with the moment, and the version of the codebook."""
    book = labels.sentence("past.changed" if then.changes else "past.version", version=version, n=then.changes)
    if then.under:
        return labels.text("past.under").format(caption=caption, codebook=book)
    return labels.text("past.as_of").format(caption=caption, when=when(then, labels), codebook=book)


def notes_of_flow(then: Then, labels: Labels) -> tuple[str, ...]:
    """What a figure or list without codings says of the moment that it is of, and of what no log says."""
    moment = labels.text("past.of_flow").format(when=when(then, labels))
    return (
        moment,
        *notes(replace(then, gaps=tuple(gap for gap in then.gaps if gap.what is NotKnown.FILE)), labels),
    )


def when(then: Then, labels: Labels) -> str:
    """The moment in words: the end of a day, or a day and a time."""
    if then.is_day:
        return labels.text("past.end_of").format(day=then.asked)
    return labels.text("past.at").format(day=f"{then.moment.at:%Y-%m-%d}", time=f"{then.moment.at:%H:%M}")


def notes(then: Then, labels: Labels) -> list[str]:
    """What is not as it was, in a sentence each, and codes that the codebook did not have."""
    found = [labels.text(f"past.{gap.what}").format(files=_files(gap, labels)) for gap in then.gaps]
    if then.later:
        found.append(labels.text("past.later").format(codes=", ".join(then.later)))
    return found


def _files(gap: Gap, labels: Labels) -> str:
    shown = ", ".join(gap.files[:_SHOWN])
    more = len(gap.files) - _SHOWN
    return f"{shown} {labels.sentence('past.more', n=more)}" if more > 0 else shown
