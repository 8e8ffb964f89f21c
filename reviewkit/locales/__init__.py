"""Labels of figures, tables and the page, and what messages say: one TOML file per language. A label that is missing
there is taken from English.

Beside its labels a language has [message], from the English template of a message to its own (in English only where the
page says something else than the terminal, such as a button for an option), [noun], from an English singular to the
forms for one and for many, and [word], our own words within sentences.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from reviewkit.errors import ReviewkitError
from reviewkit.words import Message, Number, in_language

NO_BREAK = "\u00a0"
_LONGEST_ACCEPTED = 200  # letters of what a browser says of its languages; those that people like come first
_MESSAGES = "\n# What messages say"  # the comment above the tables of messages, which come last


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language."""

    language: str
    words: Mapping[str, str]
    thousands: str

    def text(self, key: str) -> str:
        """The label of a key, such as `box.screened`."""
        return self.words[key]

    def say(self, text: str) -> str:
        """A message in this language; a text that is no message as it is."""
        if not isinstance(text, Message):
            return text
        values: dict[str, object] = {
            key: self.say(one) if isinstance(one, str) else one for key, one in text.values.items()
        }
        said, template = _said(self.language), text.template
        if isinstance(text, Number):
            values["noun"] = said.get(f"noun.{text.singular}.{'one' if text.n == 1 else 'many'}", text.noun)
        template = said.get(f"message.{template}") or said.get(f"word.{template}") or template
        return self.words.get(f"stage.{template}", template).format(**values)

    def sentence(self, key: str, /, **values: object) -> str:
        """The label of a key with values put in: `{n}` is a number as this language writes it, and
        `{n:record|records}` the number with its noun."""
        numbers = {name: Counted(one, self) for name, one in values.items() if isinstance(one, int)}
        return self.text(key).format(**{**values, **numbers})

    def digest(self, version: str, digest: str) -> str:
        """The line under a figure or table that says which reviewkit made it, and of which data."""
        return self.text("digest.line").format(version=version, digest=digest)

    def number(self, n: int) -> str:
        """A number with the language's thousands separator; in English not for four digits, as in PRISMA."""
        return f"{n:,}".replace(",", self.thousands) if abs(n) >= 10_000 or self.thousands == NO_BREAK else str(n)

    def measure(self, value: int | float | Decimal) -> str:
        """A number that may have decimals, with the language's signs for thousands and decimals: `1 294,5`."""
        whole, _, decimals = f"{abs(Decimal(str(value))):f}".partition(".")
        decimals = f"{self.text('agreement.decimal')}{decimals}" if decimals.rstrip("0") else ""
        return f"{'-' if value < 0 else ''}{self.number(int(whole))}{decimals}"

    def count(self, n: int) -> str:
        """`(n = 1294)`, which no line break may cut."""
        return f"(n{NO_BREAK}={NO_BREAK}{self.number(n)})"

    def per_cent(self, number: str) -> str:
        """`12%`, in Norwegian `12 %`, which no line break may cut."""
        return f"{number}%" if self.language == "en" else f"{number}{NO_BREAK}%"

    def stage(self, stage: str, names: Mapping[str, str]) -> str:
        """What a stage is called: as the team named it, else in this language, else its id."""
        return self.name(names) or self.words.get(f"stage.{stage}", stage)

    def name(self, names: Mapping[str, str]) -> str:
        """The name of a source or a reason in this language, or the nearest there is (words.in_language)."""
        return in_language(names, self.language)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in a label, with the two forms of a noun where the label has them."""

    n: int
    words: Labels

    def __format__(self, forms: str) -> str:
        one, _, many = forms.partition("|")
        return f"{self.words.number(self.n)} {one if self.n == 1 else many}".strip()


def languages() -> tuple[str, ...]:
    """The languages that have labels."""
    return tuple(
        sorted(path.name[:-5] for path in resources.files(__name__).iterdir() if path.name.endswith(".toml"))
    )


def language_of(accepted: str) -> str:
    """The language with labels that a browser likes best (its Accept-Language); "" where it likes none of them.

    `no` is what many Norwegian computers say; it is bokmål.
    """
    for wanted in accepted[:_LONGEST_ACCEPTED].split(","):
        tag = wanted.partition(";")[0].strip().partition("-")[0].casefold()
        if (language := {"no": "nb"}.get(tag, tag)) in languages():
            return language
    return ""


@cache
def labels(language: str) -> Labels:
    """The labels of a language. Raises ReviewkitError where there are none."""
    if language not in languages():
        raise ReviewkitError(
            f"There are no labels in the language {language!r}. Use one of: {', '.join(languages())}"
        )
    words = {**_words("en"), **_words(language)}
    return Labels(language, words, words.pop("format.thousands"))


@cache
def _said(language: str) -> Mapping[str, str]:
    """What messages say in a language, or else in English."""
    return {**_messages("en"), **_messages(language)}


def _words(language: str) -> dict[str, str]:
    """The labels of a language, without its messages: to read these takes five times as long, and only the page says
    them."""
    return dict(_flat("", tomllib.loads(_text(language)[0])))


def _messages(language: str) -> dict[str, str]:
    return dict(_flat("", tomllib.loads(_text(language)[1])))


def _text(language: str) -> tuple[str, str]:
    """The file of a language in its two parts: the labels, and what messages say."""
    text = resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    before, _, after = text.partition(_MESSAGES)
    return before, after.partition("\n")[2]


def _flat(before: str, entries: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The labels by the names of their tables and their own: `box.screened`, `page.screen.left`."""
    for key, value in entries.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{before}{key}.", value)
        else:
            yield f"{before}{key}", str(value)
