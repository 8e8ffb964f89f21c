"""Table 1: the themes, and the studies in which each was found."""

from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.words import Layout

_MOST_COLUMNS = 6  # themes beside each other with citations below them; more are rows and marks


def themes(given: Given) -> Made:
    """The matrix, as articles print it where there are few themes, else as a grid of marks."""
    matrix, heading = given.matrix, given.say("heading_themes")
    if matrix is None:
        return Made(Section(heading, (given.say("no_themes"),)), {}, given.of_records())
    layout = Layout.LIST if len(matrix.themes) <= _MOST_COLUMNS else Layout.GRID
    numbers = {f"theme.{theme.id}": len(matrix.studies_with(theme)) for theme in matrix.themes}
    numbers |= {"themes": len(matrix.themes), "marks": matrix.marks, "studies": len(matrix.studies)}
    said = given.say("themes", n=numbers["themes"], studies=numbers["studies"], marks=numbers["marks"])
    missing = given.review.missing(given.review.included_studies, matrix)
    return Made(Section(heading, (said,), (matrix_table(matrix, layout, given.labels),)), numbers, missing)
