"""Bars: as long as their numbers, years from left to right, nothing outside the page or over something else."""

import itertools

import pytest
from hypothesis import given, settings

from reviewkit.charting_counts import Axis
from reviewkit.locales import labels, languages
from reviewkit.render.figures.bars import LONGEST, bar_drawing
from reviewkit.render.figures.counted import Counted
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.svg import as_svg
from reviewkit.themes import CLASSIC
from tests.counted import LONG_NAME, ONE, YEARLY, axes, axis_of, bars_of, outside_of_the_page, overlapping
from tests.render.samples import EXPECTED


def drawn(figure: Counted, language: str = "en") -> Drawing:
    return bar_drawing(figure, labels(language))


def numbers_in(drawing: Drawing) -> list[str]:
    return [bar.label.text for bar in bars_of(drawing) if bar.label]


@pytest.mark.parametrize("figure", [ONE, YEARLY], ids=["lying", "upright"])
def test_every_category_has_a_bar_with_its_number_also_where_it_is_nought(figure: Counted) -> None:
    assert numbers_in(drawn(figure)) == [str(one.n) for one in figure.rows.categories]
    assert "0" in numbers_in(drawn(figure))


def test_the_bars_of_single_answers_add_up_to_the_studies() -> None:
    assert sum(map(int, numbers_in(drawn(ONE)))) == ONE.studies
    assert "15 studies in all." in drawn(ONE).description
    assert "counts in each of them" not in drawn(ONE).description


@given(axes())
@settings(max_examples=40)
def test_a_bar_is_as_long_as_its_share_of_the_largest(axis: Axis) -> None:
    most = max(one.n for one in axis.categories)
    for bar, category in zip(bars_of(drawn(Counted(axis))), axis.categories, strict=True):
        assert bar.width == pytest.approx(LONGEST * category.n / most if most else 0)


def test_studies_without_an_answer_have_a_hollow_bar_after_a_break() -> None:
    bars = bars_of(drawn(ONE))
    assert [bar.fill == CLASSIC.paper for bar in bars] == [False] * 4 + [True] * 2
    steps = [after.y - before.y for before, after in itertools.pairwise(bars)]
    assert steps.index(max(steps)) == 3


def test_years_go_from_left_to_right_and_the_highest_bar_is_the_largest() -> None:
    bars = bars_of(drawn(YEARLY))
    assert [bar.x for bar in bars] == sorted(bar.x for bar in bars)
    assert len({round(bar.bottom, 6) for bar in bars}) == 1
    assert [round(bar.height) for bar in bars] == [100, 0, 167, 200, 33]


def test_many_years_are_written_upwards() -> None:
    years = axis_of([str(year) for year in range(1980, 2025)], [3] * 45, is_of_time=True)
    drawing = drawn(Counted(years, studies=300))
    assert {text.angle for text in drawing.texts() if text.text in ("1980", "2024")} == {-90}
    assert (outside_of_the_page(drawing), overlapping(drawing)) == ([], [])


@given(axes(most=40))
@settings(max_examples=40)
def test_nothing_is_outside_the_page_or_over_something_else(axis: Axis) -> None:
    drawing = drawn(Counted(axis, studies=300, draft="DRAFT: not finished", notes=(LONG_NAME,)))
    assert (outside_of_the_page(drawing), overlapping(drawing)) == ([], [])


@pytest.mark.parametrize("language", languages())
def test_every_number_is_in_the_description_with_its_name(language: str) -> None:
    words = labels(language)
    for figure in (ONE, YEARLY):
        for category in figure.rows.categories:
            assert f"{category.name(words)}: {category.n}" in drawn(figure, language).description


@pytest.mark.parametrize(("name", "figure"), [("bars", ONE), ("bars-years", YEARLY)])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_golden_files(name: str, figure: Counted, language: str) -> None:
    """Open them in a browser: the same figure has the same bytes."""
    made = as_svg(drawn(figure, language)).encode()
    assert made == (EXPECTED / f"chart-{name}-{language}.svg").read_bytes()


def test_no_study_at_all_is_a_figure_of_noughts() -> None:
    drawing = drawn(Counted(axis_of(["Trial"], [0])))
    assert set(numbers_in(drawing)) == {"0"}
