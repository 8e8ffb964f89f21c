"""The table of characteristics: the included studies with what studies.yaml says of them."""

from collections.abc import Sequence

from reviewkit.locales import Labels
from reviewkit.model import Study
from reviewkit.render.tables.table import Table


def studies_table(studies: Sequence[Study], labels: Labels) -> Table:
    """One row per study, one column per characteristic that any study has, in the order in which they first appear."""
    names = list(dict.fromkeys(name for study in studies for name in study.characteristics))
    return Table(
        caption=labels.text("box.new.studies"),
        head=(labels.text("table.study"), *(name.replace("_", " ").capitalize() for name in names)),
        rows=tuple(
            (study.citation, *(study.characteristics.get(name, "") for name in names)) for study in studies
        ),
        row_heads=True,
        language=labels.language,
    )
