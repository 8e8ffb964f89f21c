"""chart figure and chart map: how many studies have each answer, as a figure and as a map of the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reviewkit.commands.figures import ENDINGS, write_figure
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
    opened,
    terminal_width,
    write_output,
)
from reviewkit.errors import ReviewkitError

if TYPE_CHECKING:
    from reviewkit.blind import ChartView
    from reviewkit.charting_counts import Axis
    from reviewkit.coding import Matrix
    from reviewkit.locales import Labels
    from reviewkit.model import FormField, Missing, Study
    from reviewkit.render.evidence_map import MapStudy
    from reviewkit.render.figures.counted import Counted
    from reviewkit.render.figures.drawing import Drawing
    from reviewkit.review import Review
    from reviewkit.store.open_review import OpenReview


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
    set_name: SetName = "",
    only: OnlyStudies = None,
    output: Output = None,
    language: Language = "",
    draft: DraftFigure = False,
    dpi: Annotated[int, typer.Option(help="Resolution of PNG files, in dots per inch.")] = 300,
    digest: Digest = False,
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Count studies by one field or by two: print bars or a table, or draw a figure as .svg or .png."""
    from reviewkit.render.json_charting import counted

    not_together(json=as_json, output=output)
    not_together(json=as_json, digest=digest)
    not_together(studies=set_name, only=only)
    chosen = _look_for(look, fields)
    _check_endings(output or [], ENDINGS)
    asked = _asked(folder, as_, fields, codebook, set_name, only or (), language)
    if as_json:
        echo_json(counted(asked.axes, len(asked.studies), asked.missing, set_name))
        return
    _check_finished("figure", asked.missing, output, draft)
    made = _counted(asked, set_name, digest_line(asked.work, asked.words) if digest else "")
    if not output:
        echo(_printed(made, asked.words))
    for path in output or []:
        write_figure(_drawing(chosen, made, asked.words), path, force, dpi)


def map_(
    rows: Annotated[str, typer.Option("--rows", metavar="FIELD", help="What the rows are: a field, or theme.")],
    columns: Annotated[str, typer.Option("--columns", metavar="FIELD", help="What the columns are.")],
    output: Annotated[list[Path], typer.Option("--output", "-o", help="An .html file to write; can be repeated.")],
    colour: Annotated[
        str, typer.Option("--colour", metavar="FIELD", help="What the colours and letters are.")
    ] = "",
    codebook: CodebookName = "",
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
    _check_endings(output, (".html",))
    fields = [rows, columns, *([colour] if colour else [])]
    asked = _asked(folder, as_, fields, codebook, set_name, only or (), language)
    _check_finished("map", asked.missing, output, draft)
    made = _counted(asked, set_name, digest_line(asked.work, asked.words) if digest else "")
    page = evidence_map(made, _listed(asked), asked.review.protocol.title, asked.words)
    for path in output:
        write_output(path, page, force)


def _listed(asked: "_Asked") -> "list[MapStudy]":
    """The studies as the map lists them, with the first DOI of their reports."""
    from reviewkit.render.evidence_map import MapStudy

    records = asked.review.records
    return [
        MapStudy(
            study.key,
            study.citation,
            next((records[one].doi for one in study.records if one in records and records[one].doi), ""),
        )
        for study in asked.studies
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


def _check_endings(output: Sequence[Path], endings: Sequence[str]) -> None:
    for path in output:
        if path.suffix.casefold() not in endings:
            raise ReviewkitError(f"{path}: the file name must end with {' or '.join(endings)}.")


def _check_finished(what: str, missing: "Missing", output: list[Path] | None, draft: bool) -> None:
    """Return where it may go into files: charting is finished, or a draft was asked for. Raises ReviewkitError
    otherwise."""
    from reviewkit.commands.tables import unfinished

    if output and not draft and missing.anything:
        raise ReviewkitError(
            f"The {what} was not written: {'; '.join(unfinished(missing))}. Correct this, or add --draft to write it "
            "marked as a draft."
        )


# -- what was asked for


@dataclass(frozen=True, slots=True)
class _Asked:
    """The studies and their groupings, as one person may see them, and what they wait for."""

    work: "OpenReview"
    words: "Labels"
    studies: "tuple[Study, ...]"
    axes: "tuple[Axis, ...]"
    missing: "Missing"

    @property
    def review(self) -> "Review":
        return self.work.review


def _asked(
    folder: Path,
    as_: str,
    fields: Sequence[str],
    codebook: str,
    set_name: str,
    only: Sequence[str],
    language: str,
) -> _Asked:
    from reviewkit.actions.who import person_or_nobody
    from reviewkit.blind import chart_view
    from reviewkit.charting_counts import field_axis, theme_axis
    from reviewkit.locales import labels

    work = opened(folder)
    review = work.review
    view = chart_view(review, person_or_nobody(review.protocol, as_))
    words = labels(language or review.protocol.language)
    shown = _in_order(review.studies_chosen(set_name, only))
    found = [_field(view, name) for name in fields]
    matrix = _matrix(review, shown, codebook) if None in found else None
    axes = tuple(field_axis(view, one, shown) if one else theme_axis(_there(matrix)) for one in found)
    missing = view.gaps(shown, [one for one in found if one]).added_to(
        review.missing(shown, matrix), words.language
    )
    return _Asked(work, words, shown, axes, missing)


def _in_order(studies: "Sequence[Study]") -> "tuple[Study, ...]":
    from reviewkit.normalize import alphabetical

    return tuple(sorted(studies, key=lambda study: (alphabetical(study.citation), study.key)))


def _field(view: "ChartView", name: str) -> "FormField | None":
    """A field whose answers can be counted; None for the themes. Raises ReviewkitError for any other."""
    from reviewkit.charting_counts import THEME, is_counted

    fields = tuple(view.form.fields())
    counted = ", ".join([*(field.id for field in fields if is_counted(field)), THEME])
    found = view.form.field(name)
    if found is None and name == THEME:
        return None
    if found is None:
        raise ReviewkitError(f"The charting form has no field {name!r}. What can be counted: {counted}")
    if not is_counted(found):
        raise ReviewkitError(
            f"{name} is a field of type {found.type}, in which hardly two answers are alike. What can be counted: "
            f"{counted}"
        )
    return found


def _matrix(review: "Review", shown: "Sequence[Study]", codebook: str) -> "Matrix":
    """The matrix whose themes are meant. Raises ReviewkitError where there is none, or several."""
    from reviewkit.commands.matrix import chosen

    review.needs_a_codebook()
    return chosen(review.matrices_of("", shown), codebook)


def _there(matrix: "Matrix | None") -> "Matrix":
    assert matrix is not None
    return matrix


# -- the figure


def _counted(asked: _Asked, set_name: str, note: str) -> "Counted":
    from reviewkit.render.figures.counted import Counted, draft_notes

    rows, *others = asked.axes
    columns, colours = [*others, None, None][:2]
    words, missing = asked.words, asked.missing
    notes = [*_of_part(asked, set_name), *draft_notes(missing, words), *([note] if note else [])]
    draft = words.text("flow.draft") if missing.anything else ""
    return Counted(rows, columns, colours, len(asked.studies), draft, tuple(notes))


def _of_part(asked: _Asked, set_name: str) -> list[str]:
    """That only a part of the included studies is shown."""
    n, total = len(asked.studies), len(asked.review.included_studies)
    if n == total and not set_name:
        return []
    text = asked.words.text("subset.named" if set_name else "subset.keys")
    return [text.format(name=set_name, n=n, total=total)]


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
