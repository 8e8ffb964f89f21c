"""Headings and numbered lines that are the themes."""

import pytest

from tests.manuscript.checked import few, wrong


def test_a_theme_that_two_sections_have_while_another_has_none() -> None:
    heads = ["Broken nights and days", "Alone on the shift", "Alone on the shift"]
    text = "# Paper\n\n" + "\n\n".join(f"## {head}\n\nMuch was said." for head in heads)
    assert wrong(text, few()) == ["Alone on the shift"] * 2


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("Broken nights and days", "Alone on the shift", "Sensors and alarms"), []),
        (("Broken nights and days", "Alone on the shift", "Faith"), ["Faith"]),
        (("Broken nights and days", "Alone on the shift", "Alone on the shift"), ["Alone on the shift"] * 2),
        (("Broken nights and days", "Alone on the shift", "Summary", "Limits"), []),
        (("Sample", "Broken nights and days", "Faith", "Sensors and alarms"), ["Faith"]),
        (("Sample", "Broken nights and days", "Alone on the shift", "Sensors and music"), ["Sensors and music"]),
    ],
)
def test_numbered_lines_that_are_the_themes(lines: tuple[str, ...], words: list[str]) -> None:
    text = "\n\n".join(f"{number}) {line}" for number, line in enumerate(lines, 1))
    assert wrong(f"Paper\n\n{text}\n", few(), "paper.txt") == words
