"""A workbook that people filled in, as plain values: sheets of cells, each of which knows what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reviewkit.errors import ReviewkitError
from reviewkit.words import FieldType, message

MOST_LETTERS = 32_767  # that Excel keeps in a cell; it cuts off the rest without a word


class CellKind(StrEnum):
    """What a spreadsheet program keeps in a cell, whatever it shows."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"  # of which no program has worked out the result


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell; `text` is what could have been typed for what it holds: 12.5, 2024-12-31, 12.5%, TRUE, #N/A."""

    text: str = ""
    kind: CellKind = CellKind.TEXT

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen in it."""
        return self.kind is not CellKind.FORMULA and not self.text.strip()


EMPTY = SheetCell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by the numbers of its rows and columns, both from 1, with the cells that hold something.

    A CSV is a sheet without a name. `merged` are the ranges of merged cells, such as C4:C5.
    """

    name: str
    rows: Mapping[int, Mapping[int, SheetCell]]
    merged: tuple[str, ...] = ()

    def at(self, row: int, column: int) -> str:
        """What a cell is called: Studies!D7; D7 in a CSV."""
        return self.named(f"{letters_of(column)}{row}")

    def named(self, cells: str) -> str:
        """A cell or a range with the name of the sheet."""
        return f"{self.name}!{cells}" if self.name else cells


def letters_of(column: int) -> str:
    """What spreadsheets call a column: A, B, ..., Z, AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = f"{chr(65 + rest)}{found}"
    return found


# What Excel shows for a formula that failed, in English and Norwegian, as a CSV has it.
ERRORS = frozenset(
    "#N/A #I/T #VALUE! #VERDI! #REF! #REFERANSE! #DIV/0! #NAME? #NAVN? #NUM! #TALL! #NULL! #SPILL! #CALC!".split()
)
_YES_NO = {"TRUE": "yes", "SANN": "yes", "FALSE": "no", "USANN": "no"}


def typed_in(cell: SheetCell, type_: FieldType) -> str:
    """What a person typed into a cell for a field of a type, whatever the spreadsheet made of it.

    Raises ReviewkitError for what no field takes, and where the spreadsheet made something else of it.
    """
    if cell.kind is CellKind.FORMULA:
        raise ReviewkitError(
            message(
                "this cell has a formula, and its result is not in the file. Open the file in Excel or LibreOffice, "
                "and save it there"
            )
        )
    if cell.kind is CellKind.ERROR or cell.text.strip() in ERRORS:
        raise ReviewkitError(
            message(
                "this cell holds the error {error}. Write the answer, or leave it empty", error=cell.text.strip()
            )
        )
    if len(cell.text) >= MOST_LETTERS:
        raise ReviewkitError(
            message(
                "this text is as long as a cell of Excel can be ({most} letters), so its end may be missing. Shorten "
                "it, or chart it with reviewkit chart set",
                most=MOST_LETTERS,
            )
        )
    if type_ is FieldType.YES_NO and cell.text.strip() in _YES_NO:
        return _YES_NO[cell.text.strip()]
    _refuse_other_kind(cell, type_)
    return cell.text


def _refuse_other_kind(cell: SheetCell, type_: FieldType) -> None:
    """Raises ReviewkitError for a date where none is asked, a time, and TRUE where it is no yes or no."""
    if cell.kind is CellKind.DATE and type_ is not FieldType.DATE:
        raise ReviewkitError(
            message(
                "this cell holds the date {day}, perhaps because the spreadsheet made one of what was typed. Format "
                "the cell as text, and write it again",
                day=cell.text,
            )
        )
    if cell.kind is CellKind.TIME:
        raise ReviewkitError(
            message(
                "this cell holds a time ({text}). Format the cell as text, and write what the report says",
                text=cell.text,
            )
        )
    if cell.kind is CellKind.BOOLEAN:
        raise ReviewkitError(
            message("this cell holds {word}. Format it as text, and write what the report says", word=cell.text)
        )
