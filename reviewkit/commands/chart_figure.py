"""chart figure and chart map: how many studies have each answer, as a figure and as a map of the evidence."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.chart_shown import ANYBODY, Coded, ThemeLevel, ThemesOf, axes_of, shown_studies
from reviewkit.commands.figures import ENDINGS, check_endings, write_figure
from reviewkit.commands.looks import ThemeName, theme_for
from reviewkit.commands.shared import (
    HERE,
    As,
    Digest,
    Folder,
    Force,
    Json,
    Language,
    OnlyStudies,
    Output,
    SetName,
    digest_line,
    echo,
    echo_json,
    not_together,
    one_answer,
    terminal_width,
    write_output,
)
from reviewkit.errors import ReviewkitError
from reviewkit.words import MatrixLevel

if TYPE_CHECKING:
    from reviewkit.commands.chart_shown import Axes, Shown
    from reviewkit.locales import Labels
    from reviewkit.model import Missing
    from reviewkit.render.evidence_map import MapStudy
    from reviewkit.render.figures.counted import Counted
    from reviewkit.render.figures.drawing import Drawing


class Look(StrEnum):
    """How a figure shows numbers of studies."""

    BARS = "bars"
    HEAT_MAP = "heat-map"
    BUBBLES = "bubbles"


_FIELDS_OF = {Look.BARS: (1,), Look.HEAT_MAP: (2,), Look.BUBBLES: (2, 3)}

CodebookName = Annotated[
    str, typer.Option("--codebook", help="Which codebook `theme` means, if there are several.")
]
DraftFigure = Annotated[
    bool, typer.Option("--draft", help="Write it although charting is unfinished; marked DRAFT.")
]


def figure(
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD [FIELD] [FIELD]",
            help="Fields of the form, or theme: rows, then columns, then what the colours are.",
        ),
    ],
    look: Annotated[
        Look | None,
        typer.Option("--look", help="bars (one field), heat-map (two, the default) or bubbles (two or three)."),
    ] = None,
    codebook: CodebookName = "",
    whose: ThemesOf = ANYBODY,
    level: ThemeLevel = MatrixLevel.THEME,
    set_name: SetName = "",
    only: OnlyStudies = None,
    output: Output = None,
    language: Language = "",
    draft: DraftFigure = False,
    theme: ThemeName = "",
    dpi: Annotated[int, typer.Option(help="Resolution of PNG files, in dots per inch.")] = 300,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Count studies by one field or by two: print them, or draw a figure: .svg, .png, .pdf, .pptx, .docx, .drawio."""
    from reviewkit.render.json_charting import counted

    one_answer(as_json, digest, output)
    not_together(studies=set_name, only=only)
    chosen = _look_for(look, fields)
    check_endings(output or [], ENDINGS)
    look_of = theme_for(theme, output, ENDINGS)
    coded = Coded(codebook, whose, level)
    shown, of_fields = _studies(folder, as_, language, set_name, only, fields, coded)
    if as_json:
        echo_json(counted(of_fields.axes, len(shown.studies), of_fields.missing, set_name, of_fields.matrix))
        return
    _check_finished("figure", of_fields.missing, output, draft)
    note = digest_line(shown.work, shown.words) if digest else ""
    made = replace(_counted(shown, of_fields, note), theme=look_of)
    if not output:
        echo(_printed(made, shown.words))
    for path in output or []:
        write_figure(_drawing(chosen, made, shown.words), path, force, dpi)


def map_(
    rows: Annotated[str, typer.Option("--rows", metavar="FIELD", help="What the rows are: a field, or theme.")],
    columns: Annotated[str, typer.Option("--columns", metavar="FIELD", help="What the columns are.")],
    output: Annotated[list[Path], typer.Option("--output", "-o", help="An .html file to write; can be repeated.")],
    colour: Annotated[
        str, typer.Option("--colour", metavar="FIELD", help="What the colours and letters are.")
    ] = "",
    codebook: CodebookName = "",
    whose: ThemesOf = ANYBODY,
    level: ThemeLevel = MatrixLevel.THEME,
    set_name: SetName = "",
    only: OnlyStudies = None,
    language: Language = "",
    draft: DraftFigure = False,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
) -> None:
    """Write a map of the evidence: a page without script whose cells lead to their studies, for a site or a mail."""
    from reviewkit.render.evidence_map import evidence_map

    not_together(studies=set_name, only=only)
    check_endings(output, (".html",))
    fields = [rows, columns, *([colour] if colour else [])]
    coded = Coded(codebook, whose, level)
    shown, of_fields = _studies(folder, as_, language, set_name, only, fields, coded)
    _check_finished("map", of_fields.missing, output, draft)
    made = _counted(shown, of_fields, digest_line(shown.work, shown.words) if digest else "")
    page = evidence_map(made, _listed(shown), shown.review.protocol.title, shown.words)
    for path in output:
        write_output(path, page, force)


def _listed(shown: "Shown") -> "list[MapStudy]":
    """The studies as the map lists them, with the first DOI of their reports."""
    from reviewkit.render.evidence_map import MapStudy

    records = shown.review.records
    return [
        MapStudy(
            study.key,
            study.citation,
            next((records[one].doi for one in study.records if one in records and records[one].doi), ""),
        )
        for study in shown.studies
    ]


def _look_for(look: Look | None, fields: Sequence[str]) -> Look:
    """How so many fields are shown. Raises a usage error for fields that cannot be shown so."""
    if not 1 <= len(fields) <= 3:
        raise typer.BadParameter(f"a figure shows one, two or three fields, not {len(fields)}")
    chosen = look or (Look.BARS, Look.HEAT_MAP, Look.BUBBLES)[len(fields) - 1]
    if len(fields) not in _FIELDS_OF[chosen]:
        wanted = {Look.BARS: "one field", Look.HEAT_MAP: "two fields", Look.BUBBLES: "two or three fields"}
        raise typer.BadParameter(f"{chosen} show{'s' * (chosen is Look.HEAT_MAP)} {wanted[chosen]}")
    return chosen


def _check_finished(what: str, missing: "Missing", output: list[Path] | None, draft: bool) -> None:
    """Return where it may go into files: charting is finished, or a draft was asked for. Raises ReviewkitError
    otherwise."""
    from reviewkit.commands.tables import unfinished

    if output and not draft and missing.anything:
        raise ReviewkitError(
            f"The {what} was not written: {'; '.join(unfinished(missing))}. Correct this, or add --draft to write it "
            "marked as a draft."
        )


def _studies(
    folder: Path,
    as_: str,
    language: str,
    set_name: str,
    only: Sequence[str] | None,
    fields: Sequence[str],
    coded: Coded,
) -> "tuple[Shown, Axes]":
    """The studies, grouped by each of these fields, and what the figure waits for."""
    shown = shown_studies(folder, as_, language, set_name, only)
    _check_counted(shown, fields)
    return shown, axes_of(shown, fields, coded)


def _check_counted(shown: "Shown", names: Sequence[str]) -> None:
    """Return if the answers in each of these fields can be counted. Raises ReviewkitError for one whose cannot."""
    from reviewkit.charting_counts import THEME, is_counted

    form = shown.view.form
    counted = ", ".join([*(field.id for field in form.fields() if is_counted(field)), THEME])
    for name in names:
        found = form.field(name)
        if found is None and name != THEME:
            raise ReviewkitError(f"The charting form has no field {name!r}. What can be counted: {counted}")
        if found is not None and not is_counted(found):
            raise ReviewkitError(
                f"{name} is a field of type {found.type}, in which hardly two answers are alike. What can be "
                f"counted: {counted}"
            )


# -- the figure


def _counted(shown: "Shown", made: "Axes", note: str) -> "Counted":
    from reviewkit.render.figures.counted import Counted, draft_notes

    rows, columns, colours = [*made.axes, None, None][:3]
    assert rows is not None
    coded, words = _as_coded(made, shown.words), shown.words
    notes = [one for one in (*coded, shown.part(), *draft_notes(made.missing, words), note) if one]
    draft = shown.words.text("flow.draft") if made.missing.anything else ""
    return Counted(rows, columns, colours, len(shown.studies), draft, tuple(notes))


def _as_coded(made: "Axes", words: "Labels") -> list[str]:
    """Whose coding the themes are, where that is not the only one, and in how many cells coders differ."""
    from reviewkit.charting_counts import THEME

    names = [one.title(words) for one in made.axes if one.id == THEME and made.matrix]
    said = [made.caption(name, words) for name in names]
    return [*(f"{one}." for one in dict.fromkeys(said) if one not in names), *made.notes(words)]


def _drawing(look: Look, made: "Counted", words: "Labels") -> "Drawing":
    from reviewkit.render.figures.bars import bar_drawing
    from reviewkit.render.figures.bubbles import bubble_drawing
    from reviewkit.render.figures.heat_map import heat_map_drawing

    draw = {Look.BARS: bar_drawing, Look.HEAT_MAP: heat_map_drawing, Look.BUBBLES: bubble_drawing}
    return draw[look](made, words)


def _printed(made: "Counted", words: "Labels") -> str:
    """The numbers for the terminal: bars of one field, a table of two, a table for each colour of three."""
    from reviewkit.render import terminal
    from reviewkit.render.counted_text import bars, cross_tables

    width = terminal_width()
    if made.columns is None:
        return bars(made, words, width)
    return "\n".join(terminal.table(table, width) for table in cross_tables(made, words))
