"""prisma: the flow diagram, the records behind its numbers, and its balance."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.flow_files import PICTURES, FlowFile, check_flow_endings, listed, write_flow
from reviewkit.commands.groups import say_new_form
from reviewkit.commands.looks import ThemeName, theme_for
from reviewkit.commands.past import AsOf
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
from reviewkit.words import in_line, number_of

STUDIES = "studies.yaml"

if TYPE_CHECKING:
    from reviewkit import prisma as flows
    from reviewkit.actions.past import Past
    from reviewkit.locales import Labels
    from reviewkit.render.figures.flow import Grid
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview
    from reviewkit.themes import Theme


_UNREAD = ("yaml", "counts-csv")  # the codes of entered numbers that were not understood


def prisma(
    counts: Annotated[
        Path | None,
        typer.Argument(help="Your own numbers, not a review: a counts.yaml, or the CSV of PRISMA2020."),
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
    theme: ThemeName = "",
    dpi: Annotated[int, typer.Option(help="Resolution of PNG files, in dots per inch.")] = 300,
    balance: Annotated[bool, typer.Option("--balance", help="Also print every sum that must add up.")] = False,
    methods: Annotated[
        bool,
        typer.Option("--methods", help="Print how the diagram departs from PRISMA 2020, for the methods section."),
    ] = False,
    proofs: Annotated[bool, typer.Option("--proofs", hidden=True, help="The old form of --balance.")] = False,
    digest: Digest = False,
    as_of: AsOf = "",
    folder: Folder = HERE,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print the PRISMA flow diagram, or write it: .svg .png .pdf .pptx .docx .drawio .mmd .csv, .html with records."""
    from reviewkit.locales import labels
    from reviewkit.render.flow_methods import flow_methods

    if proofs:
        say_new_form("reviewkit prisma --proofs", "reviewkit prisma --balance")
        balance = True
    not_together(json=as_json, output=output, balance=balance, methods=methods)
    not_together(list=list_box, balance=balance, methods=methods)
    not_together(list=list_box, json=as_json and not list_box, digest=digest)
    if not list_box:
        check_flow_endings(output or [])
    look = theme_for(theme, None if list_box else output, PICTURES)
    answer = _of_counts(counts, digest, as_of) if counts else _of_review(folder, as_of)
    if list_box:
        _list(answer, list_box, as_json, language or answer.language, output, force)
    elif as_json:
        _print_json(answer)
    elif methods:
        echo(flow_methods(answer.flow, labels(language or answer.language)))
        report_problems(answer.problems)
    else:
        spoken = language or answer.language
        notes = _notes_of_then(answer, labels(spoken))
        notes += (digest_line(answer.folder, labels(spoken)),) if digest and answer.folder else ()
        _draw(answer, _Figure(spoken, draft, dpi, force, notes, look), output or [], balance)
    if answer.errors or (counts and any(problem.level is not Level.NOTE for problem in answer.problems)):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A flow with its problems, and the review that it belongs to, or None where its numbers were entered.

    `past` is that review at an earlier moment, if one was asked for.
    """

    flow: "flows.Flow"
    problems: tuple[Problem, ...]
    language: str
    folder: "OpenReview | None" = None
    past: "Past | None" = None

    @property
    def review(self) -> "Review | None":
        """The review that the flow is of."""
        if self.past:
            return self.past.review
        return self.folder.review if self.folder else None

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.level is Level.ERROR]


@dataclass(frozen=True, slots=True)
class _Figure:
    """How to draw the figure: language, whether a draft is wanted, dots per inch, notes below it, and its theme."""

    language: str
    draft: bool
    dpi: int
    force: bool
    notes: tuple[str, ...]
    theme: "Theme"


def _of_review(folder: Path, as_of: str) -> _Answer:
    review = opened(folder)
    if as_of:
        return _of_the_past(review, as_of)
    answers = review.answers()
    return _Answer(answers.flow, answers.problems, answers.progress.language, review)


def _of_the_past(folder: "OpenReview", asked: str) -> _Answer:
    """The flow as it was. Of its problems only errors are told: the others are about the folder as it is now."""
    from reviewkit.actions.past import as_of

    past = as_of(folder, asked)
    errors = tuple(
        problem
        for problem in past.review.problems
        if problem.level is Level.ERROR and problem.place.path != STUDIES  # it names studies of later, too
    )
    return _Answer(past.review.flow, errors, past.review.protocol.language, folder, past)


def _notes_of_then(answer: _Answer, words: "Labels") -> tuple[str, ...]:
    """What is printed below the figure of an earlier moment: which it is, and what no log says of it."""
    from reviewkit.render.tables.past import notes_of_flow

    return notes_of_flow(answer.past.then, words) if answer.past else ()


def _of_counts(path: Path, digest: bool, as_of: str) -> _Answer:
    from reviewkit.entered import counted
    from reviewkit.store import counts

    if as_of:
        raise typer.BadParameter("entered numbers have no past; leave --as-of out")
    if digest:
        raise typer.BadParameter(
            "entered numbers are in no log, so there is no digest of them; leave --digest out"
        )
    problems: list[Problem] = []
    if path.suffix.casefold() in (".csv", ".xlsx"):
        return _of_table(path, problems)
    flow, found = counted(counts.read(path, problems))
    if not flow.boxes:
        report_problems(problems)
        raise ReviewkitError(
            f"{in_line(path)}: no numbers were found in this file. It should look like this:\n\n{counts.TEMPLATE}"
        )
    return _Answer(flow, (*problems, *found), "en")


def _of_table(path: Path, problems: list[Problem]) -> _Answer:
    """The numbers of a table as the R package PRISMA2020 has it."""
    from reviewkit.entered import counted
    from reviewkit.store import counts_csv

    flow, found = counted(counts_csv.read(path, problems))
    if not flow.boxes:
        report_problems(problems)
        raise ReviewkitError(
            f"{in_line(path)}: no numbers were found in this table. It should be as the R package PRISMA2020 has it: a "
            "row database_results in the column data, and its number in the column n."
        )
    return _Answer(flow, (*problems, *found), "en")


def _print_json(answer: _Answer) -> None:
    from reviewkit.render import json

    serious = [problem for problem in answer.problems if problem.level is not Level.NOTE]
    echo_json(json.flow(answer.flow, serious, answer.past.then if answer.past else None))


def _draw(answer: _Answer, wanted: _Figure, output: list[Path], with_sums: bool) -> None:
    """Write the figure into files, or print it where none is named; print the sums if asked for or if any is wrong."""
    from reviewkit.balance import checks
    from reviewkit.render import terminal

    flow = answer.flow
    if output and not wanted.draft:
        check = _check_read if flow.entered else _check_finished
        check(answer)
    diagram = _grid(answer, wanted)
    for path in output:
        write_flow(FlowFile(diagram, flow, answer.review, wanted.language, wanted.dpi, wanted.force), path)
    if not output:
        echo(terminal.flow(diagram))
    sums = checks(flow)
    if with_sums or not all(check.holds for check in sums):
        echo()
        echo(terminal.proofs(sums))
    report_problems(answer.problems)


def _check_read(answer: _Answer) -> None:
    """Return where every entered number was understood; raise with the lines that were not otherwise."""
    unread = [problem for problem in answer.errors if problem.code in _UNREAD]
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
    wrong = [words.say(error.message) for error in errors if error.code not in _UNREAD] if flow.entered else []
    notes = [message[0].upper() + message[1:] + "." for message in wrong]
    notes += wanted.notes
    return flow_grid(flow, words, draft=bool(errors or flow.unfinished), notes=notes, theme=wanted.theme)


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
    review = answer.review
    if box.members is None or review is None:
        raise ReviewkitError(f"The number in {name!r} was entered, so the records behind it are not known.")
    if as_json:
        echo_json({"id": name, **json.box(box), **_behind(review, box.members)})
        return
    members = listed(review, box.members, language)
    if output:
        words = labels(language)
        write_table(listed_table(box_title(answer.flow, box.id, words), members, words), output, force, 0)
        return
    for member in members:
        line = short(member.record) if member.record else member.id
        echo(f"{line}  [{member.reason}]" if member.reason else line)


def _behind(review: "Review", members: tuple[str, ...]) -> dict[str, object]:
    """What is behind the members of a box: the outcome of each report, the verdicts that join its records, and the
    exports that the records came in, each with the event that logged it. Of a stage that is still screened, nobody's
    decisions are in it."""
    from dataclasses import replace

    from reviewkit.render import json

    records_of = {study.key: study.records for study in review.included_studies}
    records = [record for member in members for record in records_of.get(member, (member,))]
    reports = dict.fromkeys(review.report_of[record] for record in records if record in review.report_of)
    joined = [verdict for group in review.groups if group.kept in reports for verdict in group.verdicts]
    wanted = {record for report in reports for record in review.reports[report]}
    return {
        "outcomes": [
            json.outcome(
                replace(review.outcomes[report], decisions=review.all_decisions_shown_to("", report)),
                review.reports[report],
            )
            for report in reports
        ],
        "verdicts": [json.verdict(verdict) for verdict in joined],
        "exports": [
            json.export(export) for export in review.facts.exports if not wanted.isdisjoint(export.record_ids())
        ],
    }
