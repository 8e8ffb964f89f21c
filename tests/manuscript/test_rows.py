"""What rows and columns are of."""

from reviewkit.manuscript.grids import grids
from reviewkit.manuscript.rows import head_of, row_of
from tests.manuscript.checked import few, passages

TABLE = """# Paper

| Author | Year | Broken nights and days | Participants | Norway |
| --- | --- | --- | --- | --- |
| Berg | 2018 | x | 12 | x |
| MEDLINE | | | | |
| Alone on the shift | | | | |
"""


def test_rows_are_of_studies_sources_and_names() -> None:
    (grid,) = grids(passages(TABLE, few()))
    study, source, theme = (row_of(grid, number, few()) for number in (1, 2, 3))
    assert study.study is not None
    assert study.study.key == "berg2018"
    assert source.source is not None
    assert source.source.name == "medline"
    assert theme.names == ("theme:alone",)


def test_columns_are_of_themes_fields_and_countries() -> None:
    (grid,) = grids(passages(TABLE, few()))
    theme, field, country = (head_of(grid, column, few()) for column in (2, 3, 4))
    assert (theme.theme, theme.name) == ("theme:nights", "theme:nights")
    assert field.field is not None
    assert field.field.id == "n"
    assert (country.theme, country.name) == ("", "country:NO")
