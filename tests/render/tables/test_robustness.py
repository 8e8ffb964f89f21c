"""What each theme rests on, as a table in every language."""

from dataclasses import replace

import pytest

from reviewkit.coding import matrix
from reviewkit.locales import labels, languages
from reviewkit.render.tables.robustness import robustness_table
from reviewkit.render.tables.write import FORMATS, as_bytes
from reviewkit.robustness import supports
from reviewkit.words import MatrixLevel
from tests.render.samples import MATRIX
from tests.test_coding import BOOK, STUDIES, coded


def test_each_theme_has_its_numbers_and_what_it_is_gone_without() -> None:
    table = robustness_table(MATRIX, list(supports(MATRIX)), labels("en"))
    assert table.caption == "Themes: what each rests on, by any of a, b"
    assert table.rows == (
        ("Trust", "2", "1", "0", "1", "3", "0", "2", "1", ""),
        ("Time", "1", "0", "1", "1", "1", "0", "1", "0", "Berg (2020); a"),
    )


def test_one_coder_is_not_said_to_be_left_out() -> None:
    made = matrix(BOOK, [coded("berg", "trust")], STUDIES)
    table = robustness_table(made, list(supports(made)), labels("en"))
    assert [row[-2] for row in table.rows] == ["–", "–"]
    assert len(table.notes) == 1


def test_where_coders_differ_every_format_says_so() -> None:
    made = replace(MATRIX, differ=(("trust", "aas"),), whose="agreed")
    assert robustness_table(made, list(supports(made)), labels("en")).everywhere == (
        "Coders differ in 1 cell, shown as not assessed.",
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("level", MatrixLevel)
def test_it_is_written_in_every_format_and_language(language: str, level: MatrixLevel) -> None:
    made = matrix(BOOK, [coded("berg", "trust", "open-door")], STUDIES, level=level)
    table = robustness_table(made, list(supports(made)), labels(language))
    assert all(as_bytes(table, ending) for ending in FORMATS)
    assert table.head[0] == labels(language).text("counts.themes" if level == "theme" else f"counts.level_{level}")
