"""What each theme rests on, as a table: studies, coders, quotes, and what is gone without one of them."""

from collections.abc import Sequence

from reviewkit.coding import Matrix
from reviewkit.locales import Labels
from reviewkit.render.tables.matrix import as_coded, differ_notes
from reviewkit.render.tables.table import Table
from reviewkit.robustness import Support

_HEADS = ("studies", "contradicted", "not_found", "not_assessed", "quotes", "marks", "coders", "fewest", "gone")


def robustness_table(matrix: Matrix, found: Sequence[Support], labels: Labels) -> Table:
    """A row for each theme of the matrix, in its order."""
    caption = labels.text("robustness.caption").format(rows=rows_name(matrix, labels))
    table = Table(
        caption=as_coded(caption, matrix, labels),
        head=(rows_name(matrix, labels), *(labels.text(f"robustness.{head}") for head in _HEADS)),
        rows=tuple(_row(one, labels) for one in found),
        notes=(
            labels.sentence("robustness.note", n=len(matrix.studies)),
            *((labels.text("robustness.note_coders"),) if len(matrix.coders) > 1 else ()),
        ),
        row_heads=True,
        language=labels.language,
    )
    for note in differ_notes(matrix, labels):
        table = table.with_note_everywhere(note)
    return table


def rows_name(matrix: Matrix, labels: Labels) -> str:
    """What the rows of a matrix are called: themes, themes and subthemes, or codes."""
    return labels.text("counts.themes" if matrix.level == "theme" else f"counts.level_{matrix.level}")


def _row(one: Support, labels: Labels) -> tuple[str, ...]:
    numbers = (
        len(one.studies),
        len(one.contradicted),
        len(one.not_found),
        len(one.not_assessed),
        one.quotes,
        one.marks,
        len(one.coders),
    )
    gone = [one.only_study.citation] if one.only_study else []
    gone += [one.only_coder] if one.only_coder else []
    return (
        one.theme.label(labels.language),
        *map(labels.number, numbers),
        "–" if one.fewest is None else labels.number(one.fewest),
        "; ".join(gone),
    )
