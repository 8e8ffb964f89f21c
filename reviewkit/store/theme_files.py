"""A theme: one that comes with reviewkit, by its name, or a YAML file. What cannot be read is told with its line."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from reviewkit.errors import Problem, ReviewkitError
from reviewkit.store.yaml_section import Section, read_section
from reviewkit.themes import MILLIMETRE, POINT, THEMES, Theme, unreadable
from reviewkit.words import message, together

_COLOURS = ("ink", "paper", "fill", "frame", "bar", "bar_ink", "draft", "mark", "quiet", "few", "many")
_MOST_COLOURS = 26  # in `colours`: each has a letter too
# A length: its unit in px, and the least and the most of it that make sense.
_LENGTHS = {
    "size": (POINT, 5, 24),
    "box_width": (MILLIMETRE, 25, 150),
    "stroke": (POINT, 0.25, 4),
    "corner": (MILLIMETRE, 0, 3),
}
_COLOUR = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_DECIMAL = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")


def theme_of(word: str) -> Theme:
    """The theme of this name, or the one in this file. Raises ReviewkitError where there is none, or one that cannot be
    read."""
    if not word:
        return THEMES["classic"]
    if word in THEMES:
        return THEMES[word]
    path = Path(word)
    if path.suffix.casefold() not in (".yaml", ".yml"):
        raise ReviewkitError(
            message(
                "There is no theme {word!r}. The themes are: {themes}; or name a theme file that ends with .yaml",
                word=word,
                themes=", ".join(THEMES),
            )
        )
    return read(path)


def read(path: Path) -> Theme:
    """The theme in a file. Raises ReviewkitError with every value that is wrong."""
    problems: list[Problem] = []
    section = read_section(path, str(path), problems)
    base = THEMES[section.word("based_on", tuple(THEMES), "classic")]
    colours = {key: found for key in _COLOURS if (found := _colour(section, key))}
    lengths = {key: length for key in _LENGTHS if (length := _length(section, key)) is not None}
    known: dict[str, Any] = {**colours, **lengths, "bold": section.yes("bold", base.bold)}
    if listed := _colours(section):
        known["colours"] = listed
    section.done()
    theme = replace(base, **known)
    if not problems:
        for key, said in unreadable(theme):
            section.problem(key, said)
    if problems:
        in_order = sorted(problems, key=lambda problem: problem.place.line)
        raise ReviewkitError(together(map(str, in_order), "\n"))
    return theme


def _colour(section: Section, key: str) -> str:
    """A colour as #rrggbb, "" where the key is absent. After `#` YAML reads nothing, so a colour stands in quotes."""
    text = section.text(key)
    if key not in section.values:
        return ""
    if not _COLOUR.fullmatch(text):
        said = message(
            "{key} should be a colour in quotes, such as `{key}: {example}`", key=key, example='"#1a1a1a"'
        )
        section.problem(key, said)
        return ""
    return _rrggbb(text)


def _colours(section: Section) -> tuple[str, ...]:
    """The colours of a third field, () where the key is absent."""
    key = "colours"
    texts = section.texts(key)
    if key not in section.values:
        return ()
    if 0 < len(texts) <= _MOST_COLOURS and all(map(_COLOUR.fullmatch, texts)):
        return tuple(map(_rrggbb, texts))
    said = message(
        "{key} should be a list of up to {most} colours in quotes, such as `{key}: {example}`",
        key=key,
        most=_MOST_COLOURS,
        example='["#00538f", "#b34700"]',
    )
    section.problem(key, said)
    return ()


def _rrggbb(text: str) -> str:
    digits = text.removeprefix("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _length(section: Section, key: str) -> float | None:
    """A length in px, None where the key is absent."""
    text = section.text(key)
    if not text:
        return None
    unit, least, most = _LENGTHS[key]
    if _DECIMAL.fullmatch(text) and least <= float(text) <= most:
        return float(text) * unit
    section.problem(
        key,
        message(
            "{key} should be a number of {unit} from {least} to {most}, not {text!r}",
            key=key,
            unit=message("points") if unit == POINT else message("millimetres"),
            least=str(least),
            most=str(most),
            text=text[:40],
        ),
    )
    return None
