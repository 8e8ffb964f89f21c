"""Lists of themes with an item that is none."""

from dataclasses import replace

import pytest

from reviewkit.manuscript.known import Known, Name, NameKind
from tests.manuscript.checked import few, wrong


def _four() -> Known:
    """The few studies with a fourth theme."""
    name = Name("theme:pay", NameKind.THEME, ("Payment", "Betaling"), "Payment")
    return replace(few(), names=(*few().names, name))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Four themes: broken nights and days, alone on the shift, payment and sensors and alarms.", []),
        ("Four themes: broken nights and days, alone on the shift, music and sensors and alarms.", ["music"]),
        ("Four themes: music, alone on the shift, broken nights and days, and sensors and alarms.", ["music"]),
        ("Four themes: alone on the shift, broken nights and days, sensors and alarms and music.", ["music"]),
        (
            "We saw alone on the shift (1), music (2), broken nights and days (2) and sensors and alarms (1).",
            ["music"],
        ),
        ("We saw alone on the shift, broken nights and days and sensors and alarms.", []),
        (
            "We saw alone on the shift, which was rare, then broken nights and days, sensors and alarms.",
            [],
        ),
        ("They are “Payment”, “Faith”, “Alone on the shift” and “Sensors and alarms”.", ["Faith"]),
        (
            "They are “Payment”, “Alone on the shift” and “Sensors and alarms”, said “an old nurse”.",
            [],
        ),
    ],
)
def test_the_item_that_is_no_theme(text: str, words: list[str]) -> None:
    assert wrong(f"# Paper\n\n{text}\n", _four()) == words
