"""A flow diagram as a file: a figure in any of its formats, or a page with the records behind the numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.commands.figures import ENDINGS, check_endings, write_figure
from reviewkit.commands.shared import ending_of, warn, write_output
from reviewkit.words import BoxId, OtherArm, in_line

if TYPE_CHECKING:
    from reviewkit.prisma import Flow
    from reviewkit.render.figures.flow import Grid
    from reviewkit.render.flow_page import Behind
    from reviewkit.render.tables.listed import Listed
    from reviewkit.review import Review

PICTURES = (*ENDINGS, ".html")  # of which --theme changes the look
FLOW_ENDINGS = (*PICTURES, ".csv", ".mmd")


@dataclass(frozen=True, slots=True)
class FlowFile:
    """All that a file of a flow is made of; `review` is None where its numbers were entered."""

    diagram: "Grid"
    flow: "Flow"
    review: "Review | None"
    language: str
    dpi: int
    force: bool


def check_flow_endings(output: Sequence[Path]) -> None:
    """Return if a flow can be written to each of these files. Raises ReviewkitError otherwise."""
    check_endings(output, FLOW_ENDINGS)


def write_flow(made: FlowFile, path: Path) -> None:
    """Write the flow in the format of the file's ending, which is one of FLOW_ENDINGS."""
    from reviewkit.render.figures.flow import flow_drawing
    from reviewkit.render.mermaid import as_mermaid

    ending = ending_of(path)
    if ending == "html":
        write_output(path, _page(made), made.force)
    elif ending == "csv":
        _write_csv(made, path)
    elif ending == "mmd":
        write_output(path, as_mermaid(made.diagram), made.force)
    else:
        write_figure(flow_drawing(made.diagram), path, made.force, made.dpi)


def _page(made: FlowFile) -> str:
    from reviewkit.locales import labels
    from reviewkit.render.figures.flow import flow_drawing
    from reviewkit.render.flow_page import flow_page

    title = made.review.protocol.title if made.review else ""
    drawing = flow_drawing(made.diagram)
    return flow_page(made.diagram, drawing, _behind(made), labels(made.language), title)


def _write_csv(made: FlowFile, path: Path) -> None:
    """Write the table of PRISMA2020, and say which numbers it has no row for."""
    from reviewkit.locales import labels
    from reviewkit.render.flow_csv import flow_csv

    table = flow_csv(made.flow, labels(made.language))
    write_output(path, table.text, made.force)
    if table.left_out:
        warn(
            f"note: PRISMA2020 has no row for these, so they are not in {in_line(path)}: {', '.join(table.left_out)}"
        )
    if made.flow.other_arm is OtherArm.POOLED and BoxId.FROM_OTHER in made.flow.boxes:
        warn(
            "note: PRISMA2020 keeps other methods apart, so the sums of its figure leave out the records pooled here."
        )


def _behind(made: FlowFile) -> "Mapping[str, Behind]":
    """The records and studies behind each box, where they are known."""
    from reviewkit.render.flow_page import Behind

    review = made.review
    if review is None:
        return {}
    return {
        box.id: Behind(listed(review, box.members, made.language), box.n - len(box.members))
        for box in made.flow.boxes.values()
        if box.members
    }


def listed(review: "Review", members: tuple[str, ...], language: str) -> "list[Listed]":
    """The members of a box with what is known of them."""
    from reviewkit.render.tables.listed import Listed

    reasons = {reason.id: reason.label(language) for reason in review.protocol.reasons}
    citations = {study.key: study.citation for study in review.included_studies}
    found = []
    for member in members:
        if member not in review.records:
            found.append(Listed(member, None, citation=citations.get(member, "")))
            continue
        outcome = review.outcomes.get(member)
        reason = outcome.reason if outcome else ""
        found.append(Listed(member, review.records[member], reasons.get(reason, reason)))
    return found
