"""The report: its parts as one document, marked where it is not finished."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.locales import Labels
from reviewkit.model import Missing
from reviewkit.render.document import Block, Document, Figure, Section, Style, numbered, paragraph
from reviewkit.render.report.part import Given, Made
from reviewkit.render.report.parts import PARTS
from reviewkit.render.tables.draft import waits_for
from reviewkit.render.tables.table import Table


@dataclass(frozen=True, slots=True)
class Report:
    """The parts that were asked for, by their names, and the text that they make."""

    parts: Mapping[str, Made]
    document: Document

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What the parts wait for; none where nothing is missing."""
        return tuple(made.missing for made in self.parts.values() if made.missing.anything)


def report(given: Given, names: Sequence[str], made_by: str = "") -> Report:
    """These parts, in the order of the report, or all of them where none is named. `made_by` says which version of
    reviewkit made it, of which data."""
    parts = {name: part(given) for name, part in PARTS.items() if not names or name in names}
    labels = given.labels
    introduction = [given.say("introduction")]
    introduction += [given.say("closed", n=len(given.closed))] if given.closed else []
    introduction += [made_by] if made_by else []
    title = given.review.protocol.title
    is_draft = any(made.missing.anything for made in parts.values())
    document = Document(
        f"{labels.text('flow.draft')}. {title}" if is_draft else title,
        tuple(introduction),
        tuple(made.section for made in parts.values()),
        labels.language,
        given.say("contents") if len(parts) > 1 else "",
    )
    counted = numbered(document, given.say("table"), given.say("figure"))
    made_sections = zip(counted.sections, parts.values(), strict=True)
    marked = tuple(_marked(section, made.missing, labels) for section, made in made_sections)
    return Report(parts, replace(counted, sections=marked))


def _marked(section: Section, missing: Missing, labels: Labels) -> Section:
    """A section that is not finished says so, and so does each of its tables and figures."""
    if not missing.anything:
        return section
    mark = labels.text("flow.draft")
    note = paragraph(" ".join([f"{mark}.", *waits_for(missing, labels)]), Style.NOTE)
    found = _with_mark(section, mark)
    return replace(found, paragraphs=(), tables=(), blocks=(note, *found.content()))


def _with_mark(section: Section, mark: str) -> Section:
    return replace(
        section,
        tables=tuple(replace(table, draft=mark) for table in section.tables),
        blocks=tuple(_marked_block(block, mark) for block in section.blocks),
        sections=tuple(_with_mark(one, mark) for one in section.sections),
    )


def _marked_block(block: Block, mark: str) -> Block:
    match block:
        case Table():
            return replace(block, draft=mark)
        case Figure():
            return replace(block, caption=f"{mark}. {block.caption}")
    return block
