"""What is charted in a field of the form: an answer, and the words of a text that it rests on."""

from dataclasses import dataclass

from reviewkit.words import NotCharted

Single = str | int | float
TableRow = tuple[tuple[str, Single], ...]  # the columns that have a value, by their ids, in the order of the form
ChartValue = Single | tuple[str, ...] | tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A value, or why there is none; never both and never neither, since what is not yet charted is no answer.

    A value is a text (also a date, yes or no, or the id of a choice), a number, the ids of choices, or rows of a table.
    """

    value: ChartValue | None = None
    missing: NotCharted | None = None

    def __post_init__(self) -> None:
        if (self.value in (None, "", ())) == (self.missing is None):
            raise ValueError("an answer is either a value or a reason why there is none")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that an answer rests on, and where they are.

    `text` is the checksum of the full text ("" where none was attached), `part` its page, slide or paragraph from 1 (0:
    not known), `start` the place of the words in what was read (-1: not found there).
    """

    quote: str
    text: str = ""
    prefix: str = ""
    suffix: str = ""
    part: int = 0
    start: int = -1
