"""A theme by its name or from a file; what is wrong in it is told with its line."""

from pathlib import Path

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.store.theme_files import read, theme_of
from reviewkit.themes import CLASSIC, MILLIMETRE, POINT, THEMES
from tests.conftest import REPOSITORY


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "theme.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_that_comes_with_reviewkit_has_a_name(name: str) -> None:
    assert theme_of(name) == THEMES[name]
    assert theme_of("") == CLASSIC


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    theme = read(written(tmp_path, 'based_on: journal\nink: "#123"\nframe: 00457A\nsize: 10\nbold: no\n'))
    assert (theme.ink, theme.frame, theme.size, theme.bold) == ("#112233", "#00457a", 10 * POINT, False)
    assert theme.box_width == THEMES["journal"].box_width
    assert theme_of(str(tmp_path / "theme.yaml")) == theme


def test_the_colours_of_a_third_field_are_a_list(tmp_path: Path) -> None:
    theme = read(written(tmp_path, 'mark: "#006a4e"\ncolours: ["#123", 00457A]\n'))
    assert (theme.mark, theme.colours) == ("#006a4e", ("#112233", "#00457a"))


def test_lengths_are_points_and_millimetres(tmp_path: Path) -> None:
    theme = read(written(tmp_path, "box_width: 80.5\ncorner: 2\nstroke: 1.5\n"))
    assert theme.box_width == pytest.approx(80.5 * MILLIMETRE)
    assert (theme.corner, theme.stroke) == (2 * MILLIMETRE, 1.5 * POINT)


def test_the_file_that_the_documentation_shows_looks_as_the_usual_theme(tmp_path: Path) -> None:
    shown = (REPOSITORY / "docs" / "figures.md").read_text(encoding="utf-8")
    theme = read(written(tmp_path, shown.partition("# theme.yaml")[2].partition("```")[0].partition("\n")[2]))
    assert theme.ink == CLASSIC.ink
    assert theme.size == pytest.approx(CLASSIC.size)
    assert theme.stroke == pytest.approx(CLASSIC.stroke)
    assert theme.box_width == pytest.approx(CLASSIC.box_width, abs=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ink: blue\n", 'theme.yaml:1: ink should be a colour in quotes, such as `ink: "#1a1a1a"`'),
        ("size: 9\nink: #333333\n", "theme.yaml:2: ink should be a colour in quotes"),
        ("size: 90\n", "theme.yaml:1: size should be a number of points from 5 to 24, not '90'"),
        ("corner: 1,5\n", "theme.yaml:1: corner should be a number of millimetres from 0 to 3, not '1,5'"),
        ("stroke: nan\n", "theme.yaml:1: stroke should be a number of points"),
        ("colour: red\n", "theme.yaml:1: unknown key 'colour'"),
        ("colours: red\n", "theme.yaml:1: colours should be a list of up to 26 colours in quotes, such as"),
        ('colours: ["#000", blue]\n', "theme.yaml:1: colours should be a list"),
        (
            'colours: ["#000000", "#eeeeee"]\n',
            "theme.yaml:1: colours #eeeeee on paper #ffffff has a contrast of 1.2",
        ),
        ('few: "#5577aa"\n', "theme.yaml:1: few #5577aa and many #0b3c6f have a contrast of 2.4 to 1"),
        ("based_on: modern\n", "theme.yaml:1: based_on"),
        ('ink: "#888888"\n', "theme.yaml:1: ink #888888 on fill #ffffff has a contrast of 3.5 to 1; WCAG 2.2 AA"),
        ("size: 20\nbox_width: 40\n", "theme.yaml:2: a box of 40 mm is too narrow for letters of 20.0 points"),
        ("ink: [\n", "theme.yaml:1: this is not YAML"),
    ],
)
def test_what_is_wrong_in_a_theme_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ReviewkitError) as error:
        read(written(tmp_path, text))
    assert said in str(error.value)


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError) as error:
        read(written(tmp_path, "ink: blue\nsize: 90\n"))
    assert str(error.value).count("theme.yaml:") == 2


def test_a_theme_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ReviewkitError, match=r"no theme 'modern'\. The themes are: classic, greyscale, journal"):
        theme_of("modern")
    with pytest.raises(ReviewkitError, match=r"none\.yaml"):
        theme_of("none.yaml")


def test_all_keys_are_named_beside_an_unknown_one_and_mistakes_come_by_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "theme.yaml"
    path.write_text("zebra: 3\nfill: blue\n", encoding="utf-8")
    with pytest.raises(ReviewkitError) as refused:
        theme_of(str(path))
    first, second = str(refused.value).splitlines()
    assert first.endswith(
        "theme.yaml:1: unknown key 'zebra'. Known keys: bar, bar_ink, based_on, bold, box_width, colours, corner, "
        "draft, few, fill, frame, ink, many, mark, paper, quiet, size, stroke"
    )
    assert "theme.yaml:2: fill should be a colour" in second
