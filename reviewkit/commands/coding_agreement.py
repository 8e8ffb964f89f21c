"""code agreement: how far people agree who coded independently; else what came of reviewing, and who found what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.coding_shown import as_seen, closed_to
from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    Language,
    Output,
    Separator,
    echo,
    echo_json,
    not_together,
    opened,
    terminal_width,
)
from reviewkit.words import MatrixLevel, number_of

if TYPE_CHECKING:
    from reviewkit.actions.coding_agreement import AgreementOnCodings
    from reviewkit.coding_agreement import Compared
    from reviewkit.coding_reviews import ReviewedQuote
    from reviewkit.locales import Labels
    from reviewkit.model import Mark
    from reviewkit.render.tables.table import Table


def agreement(
    codebook: Annotated[str, typer.Option(help="Which codebook, if there are several.")] = "",
    level: Annotated[
        MatrixLevel, typer.Option(help="The themes, these with their subthemes, or every code.")
    ] = MatrixLevel.THEME,
    listed: Annotated[
        bool, typer.Option("--list", help="What people found differently, with their quotes, as a table.")
    ] = False,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Show what people who coded independently found differently, and how far they agree; else what reviewing did."""
    from reviewkit.actions.coding_agreement import agreement_on_codings
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.commands.tables import write_table
    from reviewkit.locales import labels

    not_together(json=as_json, output=output)
    not_together(json=as_json, list=listed)
    work = opened(folder)
    as_seen(work.review, as_)
    found = agreement_on_codings(work.review, person_or_nobody(work.review.protocol, as_), codebook, level)
    if as_json:
        from reviewkit.render.json_reviews import coding_agreement

        echo_json(coding_agreement(found, closed_to(work.review, as_)))
        return
    words = labels(language or work.review.protocol.language)
    if output or listed:
        _say_what_it_is(found)
        write_table(_table(found, listed, words), output, force, terminal_width(), separator=separator)
        return
    _show(found, words)


def _table(found: "AgreementOnCodings", listed: bool, words: "Labels") -> "Table":
    """What people found differently, the numbers of agreement, or those of reviewing."""
    from reviewkit.render.tables.coding_agreement import coding_agreement_table, reviews_table, side_by_side_table

    if listed:
        return side_by_side_table(_differing(found), words)
    if found.independent:
        return coding_agreement_table(found.independent, words)
    return reviews_table(found.codebook, found.by_code, found.reviewed, words)


def _differing(found: "AgreementOnCodings") -> "Sequence[Compared]":
    return found.independent.disagreements if found.independent else found.differ


def _say_what_it_is(found: "AgreementOnCodings") -> None:
    if found.why_not:
        echo(f"{found.why_not}.")
    if found.hidden:
        echo(f"{number_of(found.hidden, 'disagreement is', 'disagreements are')} not shown to you yet")
    if found.in_files:
        echo(f"coded in files, which have no times, and so not compared: {', '.join(found.in_files)}")
    if found.not_compared:
        echo(f"not finished by enough people who did not see each other's coding: {', '.join(found.not_compared)}")


def _show(found: "AgreementOnCodings", words: "Labels") -> None:
    """Print what differs, then the numbers; in words where there is nothing to compare."""
    from reviewkit.render import terminal

    _say_what_it_is(found)
    differing = _differing(found)
    if differing:
        echo(f"found differently: {number_of(len(differing), 'theme of a study', 'themes of studies')}")
    for unit in differing:
        _show_unit(unit)
    for one in found.adjusted:
        _show_adjusted(one)
    if found.independent and not found.independent.studies:
        echo("nothing to compare yet: no study was finished by several people before they could see each other")
        return
    echo(terminal.table(_table(found, False, words), terminal_width()))


def _show_unit(unit: "Compared") -> None:
    said = "; ".join(f"{person}: {cell}" for person, cell in unit.said.items())
    echo(f"  {unit.study.key}, {unit.theme.id}: {said}")
    for person, evidence in unit.evidence.items():
        for one in evidence:
            where = f" ({one.page})" if one.page else ""
            quote = f'"{" ".join(one.quote.split())}"{where}' if one.quote else "the study as a whole"
            echo(f"      {person}, {one.mark.code}: {quote}")


def _show_adjusted(one: "ReviewedQuote") -> None:
    segment = one.segment
    echo(f'  {one.study}, {one.coder}: "{" ".join(segment.quote.split())}"  [{segment.event}]')
    after = [*(act.before for act in segment.recoded[1:]), segment.marks]
    for act, marks in zip(segment.recoded, after, strict=True):
        echo(f"      {_codes(act.before)} -> {_codes(marks)}, {act.action} by {act.by or one.coder}: {act.why}")


def _codes(marks: "Sequence[Mark]") -> str:
    return ", ".join(
        mark.code if mark.relation == "supports" else f"{mark.code} ({mark.relation})" for mark in marks
    )
