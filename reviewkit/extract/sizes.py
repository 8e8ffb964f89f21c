"""How much text one document may have: what has more is data, and would fill the memory."""

from collections.abc import Iterable, Iterator

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.words import message


def few_enough(paragraphs: Iterable[str], name: str) -> Iterator[str]:
    """The same paragraphs. Raises ReviewkitError where they, or their letters, are more than any text has."""
    letters = 0
    for number, text in enumerate(paragraphs, 1):
        letters += len(text)
        check_paragraphs(number, name)
        check_letters(letters, name)
        yield text


def check_paragraphs(count: int, name: str) -> None:
    """Raises ReviewkitError for more paragraphs than any text has."""
    if count > limits.PARAGRAPHS:
        raise ReviewkitError(
            message(
                "{path}: there are more than {most} paragraphs in it, which no text has; it was not read. Divide it "
                "into several files.",
                path=name,
                most=f"{limits.PARAGRAPHS:,}",
            )
        )


def check_letters(count: int, name: str) -> None:
    """Raises ReviewkitError for more letters than any text has."""
    if count > limits.LETTERS:
        raise ReviewkitError(
            message(
                "{path}: there are more than {most} letters in it, which no text has; it was not read. Divide it into "
                "several files.",
                path=name,
                most=f"{limits.LETTERS:,}",
            )
        )
