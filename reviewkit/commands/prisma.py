"""prisma: the flow, drawn, listed, proved."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    Folder,
    Force,
    Json,
    Language,
    Output,
    echo,
    echo_json,
    report_problems,
    write_output,
)
from reviewkit.errors import Level, Problem, ReviewkitError

if TYPE_CHECKING:
    from reviewkit import prisma as flows
    from reviewkit.model import Record


def prisma(
    counts: Annotated[
        Path | None, typer.Argument(help="A counts.yaml with typed numbers, instead of a review.")
    ] = None,
    list_box: Annotated[
        str, typer.Option("--list", metavar="BOX", help="The records behind a box (see --json).")
    ] = "",
    output: Output = None,
    language: Language = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Draw although the review is not finished; marked DRAFT.")
    ] = False,
    dpi: Annotated[int, typer.Option(help="Dots per inch of a PNG.")] = 300,
    proofs: Annotated[bool, typer.Option("--proofs", help="Also print every sum that must hold.")] = False,
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """The PRISMA flow: drawn here, or written as .svg or .png. Every number is worked out from what people did."""
    for path in output or []:
        if path.suffix not in (".svg", ".png"):
            raise ReviewkitError(
                f"{path}: the flow can be written as .svg or .png; end the name with one of these."
            )
    if counts:
        flow, problems = _typed(counts)
        spoken = language or "en"
    else:
        from reviewkit.store.folder import read

        review = read(folder)
        flow, problems = review.flow, review.problems
        spoken = language or review.protocol.language
    wrong = [problem for problem in problems if problem.level is Level.ERROR]
    if as_json:
        echo_json(_as_json(flow, problems))
    elif list_box:
        _list(flow, list_box, None if counts else review.records)
    else:
        _draw(flow, problems, spoken, output or [], bool(draft), dpi, force, proofs)
    if wrong or (counts and problems):
        raise typer.Exit(1)


def _typed(path: Path) -> "tuple[flows.Flow, tuple[Problem, ...]]":
    from reviewkit.entered import counted
    from reviewkit.store import counts

    problems: list[Problem] = []
    flow, found = counted(counts.read(path, problems))
    if not flow.boxes:
        raise ReviewkitError(
            f"{path}: no numbers were found in it. It should look like this:\n\n{counts.TEMPLATE}"
        )
    return flow, (*problems, *found)


def _draw(
    flow: "flows.Flow",
    problems: tuple[Problem, ...],
    language: str,
    output: list[Path],
    draft: bool,
    dpi: int,
    force: bool,
    proofs: bool,
) -> None:
    from reviewkit.balance import checks
    from reviewkit.locales import labels
    from reviewkit.render import terminal
    from reviewkit.render.figures.flow import flow_drawing, flow_grid
    from reviewkit.render.figures.png import as_png
    from reviewkit.render.figures.svg import as_svg

    wrong = [problem for problem in problems if problem.level is Level.ERROR]
    unready = bool(wrong or flow.unfinished)
    if output and unready and not draft and not flow.entered:
        report_problems(wrong)
        waiting = "; ".join(f"{box.n} in {box.id}" for box in flow.unfinished)
        why = f"{len(wrong)} problems touch its numbers" if wrong else f"reports wait for a decision ({waiting})"
        raise ReviewkitError(
            f"the figure was not written: {why}. Mend that, or add --draft to draw it with a mark."
        )
    notes = [problem.message[0].upper() + problem.message[1:] + "." for problem in wrong] if flow.entered else []
    diagram = flow_grid(flow, labels(language), draft=unready, notes=notes)
    for path in output:
        figure = flow_drawing(diagram)
        write_output(path, as_svg(figure) if path.suffix == ".svg" else as_png(figure, dpi), force)
    if not output:
        echo(terminal.flow(diagram))
    sums = checks(flow)
    if proofs or not all(proof.holds for proof in sums):
        echo()
        echo(terminal.proofs(sums))
    report_problems(problems)


def _list(flow: "flows.Flow", box: str, records: "Mapping[str, Record] | None") -> None:
    """The ids in a box, a line each, with what they are."""
    from reviewkit.render.terminal import short

    if box not in flow.boxes:
        raise ReviewkitError(f"there is no box {box!r}; there are: {', '.join(flow.boxes)}")
    members = flow.boxes[box].members
    if members is None or records is None:
        raise ReviewkitError(f"the number in {box!r} was typed, so no records are known behind it.")
    for member in members:
        echo(short(records[member]) if member in records else member)


def _as_json(flow: "flows.Flow", problems: tuple[Problem, ...]) -> dict[str, object]:
    from reviewkit.balance import checks

    return {
        "other_arm": flow.other_arm,
        "stages": flow.stages,
        "typed": flow.entered,
        "boxes": {
            box.id: {
                "n": box.n,
                "unit": box.unit,
                "names": dict(box.names),
                "members": None if box.members is None else list(box.members),
            }
            for box in flow.boxes.values()
        },
        "checks": [
            {
                "code": proof.code,
                "sentence": proof.sentence,
                "left": proof.left,
                "right": proof.right,
                "holds": proof.holds,
            }
            for proof in checks(flow)
        ],
        "problems": [
            {"place": str(problem.place), "level": problem.level, "code": problem.code, "message": problem.message}
            for problem in problems
            if problem.level is not Level.NOTE
        ],
    }
