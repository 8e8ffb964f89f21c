"""report: what a journal asks for beside the article, from the folder, in the review's language."""

from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.looks import ThemeName, theme_for
from reviewkit.commands.shared import (
    HERE,
    As,
    Digest,
    Folder,
    Force,
    Json,
    Language,
    Output,
    digest_line,
    echo,
    echo_json,
    ending_of,
    one_answer,
    opened,
    report_problems,
    write_output,
)
from reviewkit.errors import Level, ReviewkitError
from reviewkit.words import in_line

if TYPE_CHECKING:
    from pathlib import Path

    from reviewkit.render.report.report import Report

_WITH_FIGURES = (".docx", ".html", ".pdf")
Parts = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PART]...", help="Only these parts; without any, all. An unknown name lists them."),
]


def report(
    parts: Parts = None,
    output: Output = None,
    language: Language = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Write the report although it is unfinished; marked DRAFT.")
    ] = False,
    book: Annotated[str, typer.Option("--codebook", help="Which codebook, where there are several.")] = "",
    style: Annotated[
        str,
        typer.Option(help="Of the references: norsk-apa, apa, vancouver, harvard, or a .csl file."),
    ] = "",
    theme: ThemeName = "",
    fields: Annotated[
        str,
        typer.Option(metavar="COLUMNS", help="Of the table of characteristics, as in `reviewkit chart table`."),
    ] = "",
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Print the report (searches, flow, studies, tables, who did what), or write it: .docx .html .md .pdf."""
    from reviewkit.actions.reporting import given
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.locales import labels
    from reviewkit.render.document_files import as_bytes, as_markdown
    from reviewkit.render.json_report import report as as_shape
    from reviewkit.render.report.report import report as made_of

    one_answer(as_json, digest, output)
    _check_endings(output or [])
    _check_parts(parts or [])
    look = theme_for(theme, output, _WITH_FIGURES)
    work = opened(folder)
    protocol = work.review.protocol
    words = labels(language or protocol.language)
    asked = given(work, person_or_nobody(protocol, as_), words, book, style, fields, look)
    found = made_of(asked, parts or [], digest_line(work, words) if digest else "")
    if as_json:
        echo_json(as_shape(found, asked.closed))
        return
    if output and not draft:
        _check_finished(found)
    for path in output or []:
        write_output(path, as_bytes(found.document, ending_of(path)), force)
    if not output:
        echo(as_markdown(found.document))
    report_problems([one for one in work.review.problems if one.level is Level.ERROR])


def _check_parts(names: list[str]) -> None:
    from reviewkit.render.report.parts import PARTS

    if unknown := next((name for name in names if name not in PARTS), ""):
        raise typer.BadParameter(f"the report has no part {unknown!r}; its parts are: {', '.join(PARTS)}")


def _check_endings(output: "list[Path]") -> None:
    from reviewkit.render.document_files import FORMATS

    for path in output:
        if ending_of(path) not in FORMATS:
            raise typer.BadParameter(
                f"{in_line(path)} does not end in {' or '.join(f'.{name}' for name in FORMATS)}"
            )


def _check_finished(found: "Report") -> None:
    """Raises ReviewkitError with what is missing where a number of the report may be wrong."""
    from reviewkit.commands.tables import unfinished

    if reasons := dict.fromkeys(reason for missing in found.missing for reason in unfinished(missing)):
        raise ReviewkitError(
            f"The report was not written: {'; '.join(reasons)}. Correct this, or add --draft to write it marked as a "
            "draft."
        )
