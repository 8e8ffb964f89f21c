"""prisma: the flow diagram, the records behind its numbers, and its balance."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.figures import check_endings, write_figure
from reviewkit.commands.groups import say_new_form
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
)
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.words import number_of

if TYPE_CHECKING:
    from reviewkit import prisma as flows
    from reviewkit.render.figures.flow import Grid
    from reviewkit.render.tables.listed import Listed
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview


def prisma(
    counts: Annotated[
        Path | None, typer.Argument(help="A counts.yaml with your own numbers, instead of a review.")
    ] = None,
    list_box: Annotated[
        str,
        typer.Option(
            "--list", metavar="BOX", help="List the records behind a box, with reasons; -o writes a table."
        ),
    ] = "",
    output: Output = None,
    language: Language = "",
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Draw the figure although the review is unfinished; it is marked DRAFT."),
    ] = False,
    dpi: Annotated[int, typer.Option(help="Resolution of PNG files, in dots per inch.")] = 300,
    balance: Annotated[bool, typer.Option("--balance", help="Also print every sum that must add up.")] = False,
    methods: Annotated[
        bool,
        typer.Option("--methods", help="Print how the diagram departs from PRISMA 2020, for the methods section."),
    ] = False,
    proofs: Annotated[bool, typer.Option("--proofs", hidden=True, help="The old form of --balance.")] = False,
    digest: Digest = False,
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print the PRISMA flow diagram, or write it as .svg or .png. Every number follows from what people did."""
    from reviewkit.locales import labels
    from reviewkit.render.flow_methods import flow_methods

    if proofs:
        say_new_form("reviewkit prisma --proofs", "reviewkit prisma --balance")
        balance = True
    not_together(json=as_json, output=output, balance=balance, methods=methods)
    not_together(list=list_box, balance=balance, methods=methods)
    not_together(list=list_box, json=as_json and not list_box, digest=digest)
    if not list_box:
        check_endings(output or [])
    answer = _of_counts(counts, digest) if counts else _of_review(folder)
    if list_box:
        _list(answer, list_box, as_json, language or answer.language, output, force)
    elif as_json:
        _print_json(answer)
    elif methods:
        echo(flow_methods(answer.flow, labels(language or answer.language)))
        report_problems(answer.problems)
    else:
        spoken = language or answer.language
        note = digest_line(answer.folder, labels(spoken)) if digest and answer.folder else ""
        _draw(answer, _Figure(spoken, draft, dpi, force, note), output or [], balance)
    if answer.errors or (counts and any(problem.level is not Level.NOTE for problem in answer.problems)):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A flow with its problems, and the review that it belongs to, or None where its numbers were entered."""

    flow: "flows.Flow"
    problems: tuple[Problem, ...]
    language: str
    folder: "OpenReview | None" = None

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.level is Level.ERROR]


@dataclass(frozen=True, slots=True)
class _Figure:
    """How to draw the figure: language, whether a draft is wanted, dots per inch, and a note below it."""

    language: str
    draft: bool
    dpi: int
    force: bool
    note: str


def _of_review(folder: Path) -> _Answer:
    review = opened(folder)
    answers = review.answers()
    return _Answer(answers.flow, answers.problems, answers.progress.language, review)


def _of_counts(path: Path, digest: bool) -> _Answer:
    from reviewkit.entered import counted
    from reviewkit.store import counts

    if digest:
        raise typer.BadParameter(
            "entered numbers are in no log, so there is no digest of them; leave --digest out"
        )
    problems: list[Problem] = []
    flow, found = counted(counts.read(path, problems))
    if not flow.boxes:
        report_problems(problems)
        raise ReviewkitError(
            f"{path}: no numbers were found in this file. It should look like this:\n\n{counts.TEMPLATE}"
        )
    return _Answer(flow, (*problems, *found), "en")


def _print_json(answer: _Answer) -> None:
    from reviewkit.render import json

    serious = [problem for problem in answer.problems if problem.level is not Level.NOTE]
    echo_json(json.flow(answer.flow, serious))


def _draw(answer: _Answer, wanted: _Figure, output: list[Path], with_sums: bool) -> None:
    """Write the figure into files, or print it where none is named; print the sums if asked for or if any is wrong."""
    from reviewkit.balance import checks
    from reviewkit.render import terminal
    from reviewkit.render.figures.flow import flow_drawing

    flow = answer.flow
    if output and not wanted.draft:
        check = _check_read if flow.entered else _check_finished
        check(answer)
    diagram = _grid(answer, wanted)
    for path in output:
        write_figure(flow_drawing(diagram), path, wanted.force, wanted.dpi)
    if not output:
        echo(terminal.flow(diagram))
    sums = checks(flow)
    if with_sums or not all(check.holds for check in sums):
        echo()
        echo(terminal.proofs(sums))
    report_problems(answer.problems)


def _check_read(answer: _Answer) -> None:
    """Return where every entered number was understood; raise with the lines that were not otherwise."""
    unread = [problem for problem in answer.errors if problem.code == "yaml"]
    if unread:
        report_problems(unread)
        raise ReviewkitError(
            "the figure was not written, because not every number was understood. Correct these lines, or add --draft "
            "to draw the others with a mark."
        )


def _check_finished(answer: _Answer) -> None:
    """Check that the flow is finished and has no errors. Raises ReviewkitError otherwise."""
    errors, unfinished = answer.errors, answer.flow.unfinished
    if not errors and not unfinished:
        return
    report_problems(errors)
    waiting = "; ".join(f"{box.n} in {box.id}" for box in unfinished)
    affected = number_of(len(errors), "problem affects", "problems affect")
    why = f"{affected} its numbers" if errors else f"some reports still need a decision ({waiting})"
    raise ReviewkitError(
        f"The figure was not written: {why}. Correct this, or add --draft to draw it marked as a draft."
    )


def _grid(answer: _Answer, wanted: _Figure) -> "Grid":
    """The diagram, marked as a draft if it is unfinished; problems with entered numbers are noted below it."""
    from reviewkit.locales import labels
    from reviewkit.render.figures.flow import flow_grid

    flow, errors = answer.flow, answer.errors
    words = labels(wanted.language)
    wrong = [words.say(error.message) for error in errors if error.code != "yaml"] if flow.entered else []
    notes = [message[0].upper() + message[1:] + "." for message in wrong]
    if wanted.note:
        notes.append(wanted.note)
    return flow_grid(flow, words, draft=bool(errors or flow.unfinished), notes=notes)


def _list(
    answer: _Answer, name: str, as_json: bool, language: str, output: list[Path] | None, force: bool
) -> None:
    """Print the ids in a box, one per line with a short description and the reason for exclusion, write them as a
    table, or print them as JSON with their decisions."""
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels
    from reviewkit.render import json
    from reviewkit.render.figures.flow import box_title
    from reviewkit.render.tables.listed import listed_table
    from reviewkit.render.terminal import short

    box = answer.flow.named(name)
    if box.members is None or answer.folder is None:
        raise ReviewkitError(f"The number in {name!r} was entered, so the records behind it are not known.")
    review = answer.folder.review
    if as_json:
        echo_json({"id": name, **json.box(box), **_behind(review, box.members)})
        return
    listed = _listed(review, box.members, language)
    if output:
        words = labels(language)
        write_table(listed_table(box_title(answer.flow, box.id, words), listed, words), output, force, 0)
        return
    for member in listed:
        line = short(member.record) if member.record else member.id
        echo(f"{line}  [{member.reason}]" if member.reason else line)


def _listed(review: "Review", members: tuple[str, ...], language: str) -> "list[Listed]":
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


def _behind(review: "Review", members: tuple[str, ...]) -> dict[str, object]:
    """What is behind the members of a box: the outcome of each report, the verdicts that join its records, and the
    exports that the records came in, each with the event that logged it."""
    from reviewkit.render import json

    records_of = {study.key: study.records for study in review.included_studies}
    records = [record for member in members for record in records_of.get(member, (member,))]
    reports = dict.fromkeys(review.report_of[record] for record in records if record in review.report_of)
    joined = [verdict for group in review.groups if group.kept in reports for verdict in group.verdicts]
    wanted = {record for report in reports for record in review.reports[report]}
    return {
        "outcomes": [json.outcome(review.outcomes[report], review.reports[report]) for report in reports],
        "verdicts": [json.verdict(verdict) for verdict in joined],
        "exports": [
            json.export(export) for export in review.facts.exports if not wanted.isdisjoint(export.record_ids())
        ],
    }
