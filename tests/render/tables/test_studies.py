"""The table of characteristics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.locales import labels, languages
from reviewkit.model import Study
from reviewkit.render.tables.studies import studies_table

BERG = Study("berg", "Berg (2020)", (), {"country": "Norway", "study_design": "interviews"})
ODEN = Study("oden", "Ödén (2018)", (), {"participants": "12 nurses", "country": "Sweden"})


def test_a_study_has_a_row_and_each_characteristic_a_column_in_the_order_of_the_file() -> None:
    table = studies_table([BERG, ODEN], labels("en"))
    assert table.head == ("Study", "Country", "Study design", "Participants")
    assert table.rows == (
        ("Berg (2020)", "Norway", "interviews", ""),
        ("Ödén (2018)", "Sweden", "", "12 nurses"),
    )
    assert table.row_heads


@pytest.mark.parametrize("language", languages())
def test_caption_and_first_column_are_in_the_language(language: str) -> None:
    table = studies_table([BERG], labels(language))
    assert table.caption == labels(language).text("box.new.studies")
    assert table.head[0] == labels(language).text("table.study")
    assert table.language == language


def test_studies_without_characteristics_are_listed_all_the_same() -> None:
    table = studies_table([Study("berg", "Berg (2020)", ())], labels("en"))
    assert (table.head, table.rows) == (("Study",), (("Berg (2020)",),))
    assert studies_table([], labels("en")).rows == ()


names = st.sampled_from(["country", "design", "n_of_people", "year"])


@given(st.lists(st.dictionaries(names, st.text("abc", max_size=5), max_size=4), max_size=5))
def test_nothing_that_is_known_of_a_study_is_left_out(known: list[dict[str, str]]) -> None:
    studies = [Study(f"s{n}", f"S{n} (2020)", (), characteristics) for n, characteristics in enumerate(known)]
    table = studies_table(studies, labels("en"))
    assert len(table.rows) == len(studies)
    for row, study in zip(table.rows, studies, strict=True):
        assert sorted(filter(None, row[1:])) == sorted(filter(None, study.characteristics.values()))
        assert len(row) == len(table.head)
