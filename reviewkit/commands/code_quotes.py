"""code quotes: the coded quotes as a table, by theme or by study."""

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.coding_shown import as_seen, closed_to
from reviewkit.commands.matrix import ANYBODY, chosen
from reviewkit.commands.past import AsOf, Under, in_caption, review_shown
from reviewkit.commands.shared import (
    HERE,
    As,
    Digest,
    DraftTable,
    Folder,
    Force,
    Json,
    Language,
    OnlyStudies,
    Output,
    Separator,
    SetName,
    digest_line,
    echo_json,
    not_together,
    one_answer,
    opened,
    terminal_width,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reviewkit.coding import CodedQuote


AGREED = "agreed"


class By(StrEnum):
    """What the quotes are listed under."""

    THEME = "theme"
    STUDY = "study"


def quotes(
    by: Annotated[By, typer.Option(help="What the quotes are listed under.")] = By.THEME,
    codes: Annotated[
        list[str] | None,
        typer.Option("--code", "-c", help="Only the quotes of this theme or code; can be repeated."),
    ] = None,
    codebook: Annotated[str, typer.Option(help="Which codebook, if there are several.")] = "",
    whose: Annotated[
        str,
        typer.Option(
            metavar="PERSON|agreed|any",
            help="The quotes of one person; agreed: of the themes that all who coded a study found; any: of everybody.",
        ),
    ] = ANYBODY,
    as_of: AsOf = "",
    under: Under = "",
    set_name: SetName = "",
    only: OnlyStudies = None,
    output: Output = None,
    language: Language = "",
    separator: Separator = "",
    draft: DraftTable = False,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print the coded quotes, or write them as .docx, .xlsx, .html, .md, .csv or .tex."""
    from reviewkit.actions.readings import units_of
    from reviewkit.commands.tables import check_finished, write_table
    from reviewkit.locales import labels
    from reviewkit.render import json
    from reviewkit.render.tables.draft import as_subset, marked
    from reviewkit.render.tables.matrix import as_coded
    from reviewkit.render.tables.quotes import quotes_table

    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    work = opened(folder)
    review, then = review_shown(work, as_of, under, codebook)
    review = as_seen(work.review, as_, review)
    shown = review.studies_chosen(set_name, only or ())
    review.needs_a_codebook()
    coder = "" if whose in (ANYBODY, AGREED) else whose
    made = chosen(review.matrices_of(whose, shown), codebook)
    is_agreed, of = whose == AGREED, made.codebook
    all_ = review.agreed_quotes(of, shown) if is_agreed else review.coded_quotes(of, coder, shown)
    found = _of_codes(all_, codes or [])
    missing, whole = review.missing(shown, made), len(review.included_studies)
    without = 0 if codes else review.marks_without_quote(made.codebook, coder, shown)
    if as_json:
        closed, whose_quotes = closed_to(work.review, as_), AGREED if is_agreed else coder
        echo_json(json.quotes(made, found, missing, whose_quotes, set_name, whole, without, then, closed))
        return
    check_finished(missing, output, draft)
    words = labels(language or review.protocol.language)
    table = quotes_table(found, by is By.STUDY, words, units_of(review.facts.texts), coder, without)
    if is_agreed:
        table = replace(table, caption=as_coded(table.caption, made, words))
    if len(shown) < whole or set_name:
        table = as_subset(table, len(shown), whole, set_name, words)
    table = in_caption(table, then, made.codebook.version, words)
    note = digest_line(work, words) if digest else ""
    write_table(marked(table, missing, words), output, force, terminal_width(), note, separator)


def _of_codes(found: "Sequence[CodedQuote]", codes: list[str]) -> "list[CodedQuote]":
    """The quotes under these themes and codes; all where none is named. Raises a usage error for one without any."""
    ids = {one.code.id for one in found} | {one.theme.id for one in found if one.theme}
    for code in codes:
        if code not in ids:
            known = ", ".join(sorted(ids)) or "(none yet)"
            raise typer.BadParameter(f"--code {code}: no quote is coded so; there are quotes of: {known}")
    return [
        one
        for one in found
        if not codes or one.code.id in codes or (one.theme is not None and one.theme.id in codes)
    ]
