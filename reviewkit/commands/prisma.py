"""prisma: the flow, drawn, listed, proved."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.shared import (
    HERE,
    Digest,
    Folder,
    Force,
    Json,
    Language,
    Output,
    digest_line,
    echo,
    echo_json,
    not_together,
    opened,
    report_problems,
    write_output,
)
from reviewkit.errors import Level, Problem, ReviewkitError

if TYPE_CHECKING:
    from reviewkit import prisma as flows
    from reviewkit.review import Review


def prisma(
    counts: Annotated[
        Path | None, typer.Argument(help="A counts.yaml with your numbers, instead of a review.")
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
    balance: Annotated[bool, typer.Option("--balance", help="Also print every sum that must hold.")] = False,
    proofs: Annotated[bool, typer.Option("--proofs", hidden=True, help="The old form of --balance.")] = False,
    digest: Digest = False,
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """The PRISMA flow: drawn here, or written as .svg or .png. Every number is worked out from what people did."""
    not_together(json=as_json, output=output, balance=balance)
    not_together(list=list_box, output=output, balance=balance)
    not_together(list=list_box, json=as_json and not list_box, digest=digest)
    if counts and digest:
        raise typer.BadParameter(
            "entered numbers are in no log, so there is no digest of them; leave --digest out"
        )
    for path in output or []:
        if path.suffix not in (".svg", ".png"):
            raise ReviewkitError(
                f"{path}: the flow can be written as .svg or .png; end the name with one of these."
            )
    if counts:
        flow, problems = _entered(counts)
        spoken = language or "en"
    else:
        review = opened(folder)
        answers = review.answers()
        flow, problems = answers.flow, answers.problems
        spoken = language or answers.progress.language
    from reviewkit.locales import labels
    from reviewkit.render import json

    wrong = [problem for problem in problems if problem.level is Level.ERROR]
    if list_box:
        _list(flow, list_box, None if counts else review.review, as_json)
    elif as_json:
        echo_json(json.flow(flow, [problem for problem in problems if problem.level is not Level.NOTE]))
    else:
        note = digest_line(review, labels(spoken)) if digest else ""
        _draw(flow, problems, spoken, output or [], bool(draft), dpi, force, balance or proofs, note)
    if wrong or (counts and problems):
        raise typer.Exit(1)


def _entered(path: Path) -> "tuple[flows.Flow, tuple[Problem, ...]]":
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
    digest: str,
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
            f"the figure was not written: {why}. Correct that, or add --draft to draw it with a mark."
        )
    notes = [problem.message[0].upper() + problem.message[1:] + "." for problem in wrong] if flow.entered else []
    if digest:
        notes.append(digest)
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


def _list(flow: "flows.Flow", box: str, review: "Review | None", as_json: bool) -> None:
    """The ids in a box, one per line with what they are; as JSON with the decisions that put them there."""
    from reviewkit.render import json
    from reviewkit.render.terminal import short

    found = flow.named(box)
    members = found.members
    if members is None or review is None:
        raise ReviewkitError(f"the number in {box!r} was entered, so no records are known behind it.")
    if as_json:
        echo_json({"id": box, **json.box(found), "outcomes": _outcomes(review, members)})
        return
    for member in members:
        echo(short(review.records[member]) if member in review.records else member)


def _outcomes(review: "Review", members: tuple[str, ...]) -> list[dict[str, object]]:
    """What became of each report behind the members of a box, once each."""
    from reviewkit.render import json

    reports = dict.fromkeys(review.report_of[member] for member in members if member in review.report_of)
    return [json.outcome(review.outcomes[report], review.reports[report]) for report in reports]
