"""Workbooks of charting as people change them, for tests: cells are found by study and field, whatever their place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

Change = Callable[["Book"], None]


class Book:
    """A workbook that was exported, to be changed and saved."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file: Any = openpyxl.load_workbook(path)

    def sheet(self, marker: str = "studies") -> Any:
        """A sheet by what its first cell says after `reviewkit:`."""
        return next(one for one in self.file.worksheets if one["A1"].value == f"reviewkit:{marker}")

    def column(self, field: str, marker: str = "studies") -> int:
        """The column with this id."""
        return next(cell.column for cell in self.sheet(marker)[1] if cell.value == field)

    def row(self, study: str, number: int = 1, marker: str = "studies", place: int = 0) -> int:
        """The row of a study, and of which of several answers; of several such rows the one at a place."""
        found = []
        for cell in self.sheet(marker)["A"][2:]:
            about = json.loads(cell.value) if cell.value else {}
            if (about.get("study"), about.get("number")) == (study, number):
                found.append(cell.row)
        return found[place]

    def cell(self, study: str, field: str, number: int = 1, marker: str = "studies", place: int = 0) -> Any:
        """A cell by its study and the id of its column."""
        return self.sheet(marker).cell(self.row(study, number, marker, place), self.column(field, marker))

    def add(self, marker: str, **cells: Any) -> int:
        """Write into the first row below all others, by the ids of columns; the number of the row."""
        sheet = self.sheet(marker)
        row = (
            max((cell.row for line in sheet.iter_rows() for cell in line if cell.value is not None), default=2) + 1
        )
        for name, value in cells.items():
            sheet.cell(row, self.column(name, marker), value)
        return int(row)

    def save(self, path: Path | None = None) -> None:
        """Save it, at its place or at another."""
        self.file.save(path or self.path)


def changed(path: Path, *changes: Change) -> Book:
    """A workbook with changes, saved."""
    book = Book(path)
    for change in changes:
        change(book)
    book.save()
    return book


def put(
    study: str, field: str, value: Any, number_format: str = "", number: int = 1, marker: str = "studies"
) -> Change:
    """Write a value into a cell, perhaps in a format."""

    def change(book: Book) -> None:
        cell = book.cell(study, field, number, marker)
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return change


def add(marker: str, **cells: Any) -> Change:
    """Write a new row below all others of a sheet."""

    def change(book: Book) -> None:
        book.add(marker, **cells)

    return change
