"""Markdown to passages."""

import pytest

from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.extract.manuscripts.markdown import shown
from reviewkit.model.passages import Cell, Passage, Role
from tests.growth import LINEAR, growth


def passages(text: str) -> tuple[Passage, ...]:
    return read_manuscript(text.encode(), "a.md").passages


def brief(text: str) -> list[tuple[str, str, int | None]]:
    return [(one.role.value, one.text, one.line) for one in passages(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("*one* and **two** and __three__", "one and two and three"),
        ("snake_case_name 3 * 4", "snake_case_name 3 * 4"),
        (r"\*kept\* 1\.", "*kept* 1."),
        ("[a *link*](http://x.no/a_(b) \"title\")", "a link"),
        ("n<sup>2</sup><br>next", "n2 next"),
        ("a note[^1] and x^2^", "a note and x2"),
        ("`code` < 5", "code < 5"),
        ("1&thinsp;285 of $1{,}502$ &lt;b&gt; &nothing;", "1\u2009285 of $1,502$ <b> &nothing;"),
        ("stu&shy;dies &#8211; AT&T &#xe5;", "stu\u00addies – AT&T å"),
    ],
)  # fmt: skip
def test_marks_are_not_text(text: str, wanted: str) -> None:
    assert shown(text) == wanted


def test_blocks_with_their_roles_and_lines() -> None:
    assert brief(
        '---\ntitle: "A review"\nabstract: |\n  We found **15**.\n---\n# Results {#r}\n\nOne\ntwo[^n].\n\n'
        "[^n]: A note.\n\nMethods\n-------\n- item\n1. number\n   goes on\n\n![Figure 1. Flow](f.png)\n\n> said\n"
        "> so\n\n## References\n\nBerg.\n"
    ) == [
        ("title", "A review", 2),
        ("abstract", "We found 15.", 4),
        ("heading", "Results", 6),
        ("body", "One two.", 8),
        ("heading", "Methods", 13),
        ("body", "item", 15),
        ("body", "1. number goes on", 16),
        ("caption", "Figure 1. Flow", 19),
        ("body", "said so", 21),
        ("heading", "References", 24),
        ("reference", "Berg.", 26),
        ("footnote", "A note.", 11),
    ]


def test_tables_cell_by_cell() -> None:
    found = passages(
        "# T\n\n| a | b\\|c |\n|:--|--:|\n| **d** | |\n\n: Caption\n\n"
        "+---+---+\n| e | f |\n| g |   |\n+===+===+\n| h | i |\n+---+---+\n"
    )
    assert [(one.text, one.cell) for one in found if one.role is Role.CELL] == [
        ("a", Cell(1, 1, 1)),
        ("b|c", Cell(1, 1, 2)),
        ("d", Cell(1, 2, 1)),
        ("e g", Cell(2, 1, 1)),
        ("f", Cell(2, 1, 2)),
        ("h", Cell(2, 2, 1)),
        ("i", Cell(2, 2, 2)),
    ]  # fmt: skip
    assert [one.text for one in found if one.role is Role.CAPTION] == ["Caption"]


def test_comments_are_no_text_and_keep_the_lines() -> None:
    assert brief("# T\n<!-- a\nb -->\ntext")[1:] == [("body", "text", 4)]


@pytest.mark.thorough
def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    work = "A *line* of [text](x) and `code`\n"
    assert (
        growth(lambda size: passages(work * size + "\n| a | b |\n|--|--|\n" + "| c | d |\n" * size), 2_000)
        < LINEAR
    )
