"""A flow as the R package PRISMA2020 keeps it: a table with a row for each number (its PRISMA.csv), or a workbook.

A number that is missing there is NA or blank; the package's template has 0 in every row that a review does not use, so
a source with 0 records is left out, and so are other methods and an earlier version of which every number is 0.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from reviewkit.errors import Level, Place, Problem
from reviewkit.locales import labels, languages
from reviewkit.model import Additions, Counts, Number, OwnBox
from reviewkit.prisma_csv import META_ANALYSIS, NAMES, NOT_STATED, OTHER_SOURCES, PLACEHOLDER, ROWS
from reviewkit.store import spreadsheets
from reviewkit.words import OtherArm, Stage, message

_PART = re.compile(r"(?P<name>.+?)(?<!\s)\s*+,\s*+(?P<n>[0-9]{1,3}(?:[,\s][0-9]{3}){1,9}|[0-9]++|xxx)\s*+")
_NUMBER = re.compile(r"[0-9]{1,3}(?:[,\s][0-9]{3}){1,4}|[0-9]{1,12}")
_LONGEST = 20  # letters of a number with its signs for thousands; no database has as many records
_BOX = {row.data: row.ours for row in ROWS if row.ours and not row.data.endswith("specific_results")}


def read(path: Path, problems: list[Problem]) -> Counts:
    """The numbers in a table, with the line of each. Raises ReviewkitError where it is not such a table."""
    return _Reader(str(path), spreadsheets.read(path, ("data", "n")), problems).counts()


class _Reader:
    """The numbers of a table by the names of its rows."""

    def __init__(self, path: str, rows: list[tuple[int, dict[str, str]]], problems: list[Problem]) -> None:
        self.path, self.problems = path, problems
        self.rows: dict[str, tuple[int, dict[str, str]]] = {}
        for line, cells in rows:
            name = cells["data"].strip()
            if name in self.rows:
                self.problem(line, message("{name} is there twice; the first one counts. Remove one", name=name))
            elif name in NAMES:
                self.rows[name] = (line, cells)
            elif name not in ("", NOT_STATED):
                said = message("{name!r} is no row that PRISMA2020 has; it was left out", name=name)
                self.problem(line, said, Level.WARNING)

    def counts(self) -> Counts:
        """All numbers of the table."""
        place = Place(self.path)
        with_other = bool(self.others()) or any(self.rows_with_numbers("other_"))
        counts = Counts(
            place,
            OtherArm.SEPARATE,
            identified=self.identified(with_other),
            duplicates=Number(self.integer("duplicates")),
            automation=Number(self.integer("excluded_automatic")),
            removed_other=Number(self.integer("excluded_other")),
            screened=self.at_stage(Stage.TITLE_ABSTRACT, "records_screened"),
            excluded={Stage.TITLE_ABSTRACT: Number(self.integer("records_excluded"))},
            sought=self.integer("dbr_sought_reports"),
            not_retrieved=Number(self.integer("dbr_notretrieved_reports")),
            assessed=self.at_stage(Stage.FULL_TEXT, "dbr_assessed"),
            reports_excluded={Stage.FULL_TEXT: self.number("dbr_excluded")},
            studies=self.integer("new_studies"),
            reports=self.integer("new_reports"),
            other=self.other() if with_other else None,
            previous=self.previous(),
            places={box: self.place(name) for name, box in _BOX.items() if box and name in self.rows},
            additions=Additions(boxes=tuple(self.of_meta_analysis())),
        )
        self.check_totals(counts)
        return counts

    def identified(self, with_other: bool) -> Mapping[str, Number]:
        """The sources of each arm; one without records is left out."""
        found = {
            "databases": self.with_parts("database_results", "database_specific_results"),
            "registers": self.with_parts("register_results", "register_specific_results"),
            "other": Number(None, self.others()) if with_other else Number(),
        }
        return {arm: number for arm, number in found.items() if number.n}

    def others(self) -> dict[str, int]:
        """The sources of other methods, by the labels that they have in the figure."""
        found: dict[str, int] = {}
        for row, usual in OTHER_SOURCES.items():
            if n := self.integer(row, once=True):
                name = self.cell(row, "boxtext") or usual
                found[name] = found.get(name, 0) + n
        return found

    def other(self) -> Counts:
        """What became of the records from other methods."""
        return Counts(
            Place(self.path),
            sought=self.integer("other_sought_reports"),
            not_retrieved=Number(self.integer("other_notretrieved_reports")),
            assessed=self.at_stage(Stage.FULL_TEXT, "other_assessed"),
            reports_excluded={Stage.FULL_TEXT: self.number("other_excluded")},
        )

    def previous(self) -> tuple[int | None, int | None] | None:
        """Studies and reports of the earlier version; None where there is none."""
        numbers = (self.integer("previous_studies"), self.integer("previous_reports"))
        return numbers if any(numbers) else None

    def at_stage(self, stage: Stage, row: str) -> dict[str, int]:
        n = self.integer(row)
        return {} if n is None else {stage: n}

    def with_parts(self, row: str, parts: str) -> Number:
        """A number with the sources that it consists of; their sum where only they are stated."""
        listed = self.number(parts)
        return Number(self.integer(row) or listed.total, listed.parts)

    def number(self, row: str) -> Number:
        """A number alone, or `Name, n; Name, n`."""
        text = self.cell(row, "n")
        if not text or text == PLACEHOLDER or _NUMBER.fullmatch(text):
            return Number(self.integer(row))
        parts: dict[str, int] = {}
        for one in filter(None, map(str.strip, text.split(";"))):
            found = _PART.fullmatch(one)
            if found is None or len(found["n"]) > _LONGEST:
                said = message(
                    "{row}: {text!r} is no name with its number; write `Name, 12; Name, 3`", row=row, text=one[:60]
                )
                self.problem(self.rows[row][0], said)
            elif found["n"] != PLACEHOLDER:
                parts[found["name"]] = parts.get(found["name"], 0) + _whole(found["n"])
        return Number(None, parts)

    def integer(self, row: str, once: bool = False) -> int | None:
        """A number; None where the row is missing, blank, NA, or as the template has it."""
        text = self.cell(row, "n")
        if not text or text == PLACEHOLDER:
            return None
        if _NUMBER.fullmatch(text):
            return _whole(text)
        said = message("{row} should be a whole number, not {text!r}", row=row, text=text[:40])
        if not once or not any(problem.message == said for problem in self.problems):
            self.problem(self.rows[row][0], said)
        return None

    def cell(self, row: str, column: str) -> str:
        """What stands in a cell, "" for NA."""
        text = " ".join(self.rows[row][1].get(column, "").split()) if row in self.rows else ""
        return "" if text == NOT_STATED else text

    def rows_with_numbers(self, begin: str) -> list[str]:
        """The rows of this name with something in them beside 0 and placeholders."""
        named = (row for row in self.rows if row.startswith(begin))
        return [
            row for row in named if self.cell(row, "n") not in ("", "0") and PLACEHOLDER not in self.cell(row, "n")
        ]

    def of_meta_analysis(self) -> Iterator[OwnBox]:
        """The studies and reports of a meta-analysis as boxes of the review's own; the package draws none of 0."""
        for row in META_ANALYSIS:
            if n := self.integer(row):
                name, usual = self.cell(row, "boxtext"), _in_every_language(row)
                yield OwnBox({"en": name} if name and name not in usual.values() else usual, n)

    def check_totals(self, counts: Counts) -> None:
        """Report a total that is not the sum of previous and new."""
        previous = counts.previous or (None, None)
        for row, before, new in (
            ("total_studies", previous[0], counts.studies),
            ("total_reports", previous[1], counts.reports),
        ):
            total = self.integer(row)
            if total and before is not None and new is not None and before + new != total:
                said = message(
                    "{row} is {total}, but {before} previous + {new} new = {sum}; {sum} is drawn",
                    row=row,
                    total=total,
                    before=before,
                    new=new,
                    sum=before + new,
                )
                self.problem(self.rows[row][0], said)

    def place(self, row: str) -> Place:
        return Place(self.path, self.rows[row][0])

    def problem(self, line: int, said: str, level: Level = Level.ERROR) -> None:
        self.problems.append(Problem(Place(self.path, line), said, level, "counts-csv"))


def _in_every_language(row: str) -> Mapping[str, str]:
    """What a row of a meta-analysis is called in each language."""
    return {language: labels(language).text(f"flow.{row}") for language in languages()}


def _whole(text: str) -> int:
    return int(re.sub(r"[,\s]", "", text))
