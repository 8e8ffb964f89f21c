"""The workbooks of charting as they come back: whose sheet is which, and what each row and cell is about.

`chart export` writes them (render.tables.chart_book) and `chart import` reads them. Every row says in a hidden cell
what it is about and which acts it showed, so that rows can be sorted, filtered and deleted, columns moved and sheets
renamed, and an answer that was changed elsewhere since is found. Nothing here knows whether an answer fits.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as new
from typing import Any

from reviewkit.errors import Level, Place, Problem
from reviewkit.exchange.sheets import EMPTY, Sheet, SheetCell
from reviewkit.model import Form, FormField, Study
from reviewkit.safe import as_in_a_cell
from reviewkit.words import MOST_INSTANCES, FieldType, QuoteRule, Settling, message

STUDIES, REPEATED, TABLE, QUOTES, DIFFERENCES = "studies", "repeated", "table", "quotes", "differences"
OF_STUDY, OF_NUMBER, OF_ROW, OF_FIELD = "_study", "_number", "_row", "_field"
QUOTE, PAGE, HOLDS, WHY, NOTE = "_quote", "_page", "_holds", "_why", "_note"
ABOUT, CHECK = "_about", "_check"
LISTS = "lists"  # the hidden sheet with the words to choose from
_OURS = "reviewkit:"
_ROW = '{"reviewkit":'
_WORDS = ("study", "name", "person", "form", "review", "field", "called")


def marker(kind: str, of: str = "") -> str:
    """What the first cell of a sheet says: what the sheet is, and of which group or field."""
    return f"{_OURS}{kind}:{of}" if of else f"{_OURS}{kind}"


# -- what a row says about itself


@dataclass(frozen=True, slots=True)
class RowAbout:
    """What a row is about: the study by its key and as it was called in the row, and which of several answers.

    `person` is whose answers it showed ("" for differences), with which version of the form, in which review. `seen`
    are the acts that it showed, by field (by person in a row of a difference); `quote` counts the quotes of an answer
    from 0, and `called` is what the field was called in the row.
    """

    study: str
    name: str
    person: str = ""
    form: str = ""
    review: str = ""
    number: int = 1
    field: str = ""
    seen: Mapping[str, str] = new(default_factory=dict)
    quote: int = -1
    called: str = ""

    def written(self) -> str:
        """As a text in a hidden cell."""
        values: dict[str, Any] = {"reviewkit": 1, "study": self.study, "name": self.name}
        values |= {"person": self.person, "form": self.form, "review": self.review, "number": self.number}
        values |= {"field": self.field, "seen": dict(self.seen), "quote": self.quote, "called": self.called}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @property
    def check(self) -> str:
        """What another hidden cell at the other end of the row says, so that rows that came apart are found."""
        return f"{self.study} {self.number} {self.field} {self.quote}"


def row_about(text: str) -> RowAbout | None:
    """What a hidden cell says; None where it is no such text."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    words: dict[str, Any] = {name: values.get(name) for name in _WORDS}
    number, quote, seen = (values.get(name) for name in ("number", "quote", "seen"))
    # type() and not isinstance(): true is a whole number in Python
    if type(number) is not int or type(quote) is not int or not isinstance(seen, dict):
        return None
    if not all(isinstance(one, str) for one in (*words.values(), *seen.values())):
        return None
    if not 1 <= number <= MOST_INSTANCES or quote < -1:
        return None
    return RowAbout(**words, number=number, seen=seen, quote=quote)


# -- what studies and fields are called in the cells


def study_names(studies: Iterable[Study]) -> dict[str, str]:
    """What each study is called: by its citation, with its key where another one is called so too."""
    found = {study.key: _plain(study.citation) or study.key for study in studies}
    said = [_word(name) for name in found.values()]
    keys = set(map(_word, found))
    return {
        key: name if said.count(_word(name)) == 1 and _word(name) not in keys - {_word(key)} else f"{name} ({key})"
        for key, name in found.items()
    }


def field_names(form: Form, language: str) -> dict[str, str]:
    """What each field is called: by its label, with its id where another one is called so too."""
    found = {one.id: _plain(one.label(language)) for one in form.fields()}
    said = [_word(name) for name in found.values()]
    ids = set(found)
    return {
        one: name if said.count(_word(name)) == 1 and _word(name) not in ids - {one} else f"{name} ({one})"
        for one, name in found.items()
    }


def takes_quotes(field: FormField) -> bool:
    """Whether an answer can rest on words of the report."""
    return field.evidence is not QuoteRule.NONE


def _plain(text: str) -> str:
    return " ".join(text.split())


def _word(text: str) -> str:
    return _plain(text).casefold()


# -- what was written


@dataclass(frozen=True, slots=True)
class GivenCell:
    """A cell with its place: the file, the sheet and what the cell is called there."""

    place: Place
    cell: SheetCell = EMPTY


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a sheet says of a field of a study; `seen` is the act that it showed there, "" for none.

    Of a table `rows` has the cells by the number of the row and the id of the column.
    """

    about: RowAbout
    field: str
    cell: GivenCell
    rows: Mapping[int, Mapping[str, GivenCell]] | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """The study, the field and which of several answers."""
        return self.about.study, self.field, self.about.number

    @property
    def seen(self) -> str:
        """The act that was shown; "" where nothing was charted then."""
        return self.about.seen.get(self.field, "")


@dataclass(frozen=True, slots=True)
class GivenQuoteRow:
    """A row of the sheet of quotes; `event` and `index` say which logged quote it showed ("" and -1 for a new one)."""

    about: RowAbout
    quote: GivenCell
    page: GivenCell

    @property
    def key(self) -> tuple[str, str, int]:
        """The study, the field and which of several answers."""
        return self.about.study, self.about.field, self.about.number

    @property
    def event(self) -> str:
        """The act whose quote the row showed; "" for a new row."""
        return self.about.seen.get(self.about.field, "")


@dataclass(frozen=True, slots=True)
class GivenDifference:
    """A row of the sheet of differences in which something was written; `seen` are the answers that it showed."""

    about: RowAbout
    holds: GivenCell
    why: GivenCell
    note: GivenCell


@dataclass(slots=True)
class GivenSheets:
    """What the sheets of a workbook say, and what is wrong with them.

    `kinds` are the sheets that are there, `is_csv` says that they came as a CSV, in which letters may be lost, and
    `notes` are things to know that change nothing.
    """

    answers: list[GivenAnswer] = new(default_factory=list)
    quotes: list[GivenQuoteRow] = new(default_factory=list)
    differences: list[GivenDifference] = new(default_factory=list)
    problems: list[Problem] = new(default_factory=list)
    notes: list[Problem] = new(default_factory=list)
    kinds: set[str] = new(default_factory=set)
    about: list[tuple[Place, RowAbout]] = new(default_factory=list)
    is_csv: bool = False

    def wrong(self, place: Place, said: str) -> None:
        """Something that stops the import."""
        self.problems.append(Problem(place, said, Level.ERROR, "chart-sheet"))

    def note(self, place: Place, said: str) -> None:
        """Something to know."""
        self.notes.append(Problem(place, said, Level.NOTE, "chart-sheet"))


def is_ours(sheets: Iterable[Sheet]) -> bool:
    """Whether any of the sheets comes from `chart export` or `chart differences`."""
    return any(_is_of_ours(sheet) for sheet in sheets)


def _is_of_ours(sheet: Sheet) -> bool:
    return any(
        cell.text.startswith((_OURS, _ROW)) or cell.text == CHECK
        for row in sheet.rows.values()
        for cell in row.values()
    )


def is_of_differences(sheet: Sheet) -> bool:
    """Whether a sheet has differences to settle."""
    return any(cell.text == marker(DIFFERENCES) for row in sheet.rows.values() for cell in row.values())


def read(
    sheets: Sequence[Sheet], path: str, form: Form, studies: Sequence[Study], languages: Sequence[str]
) -> GivenSheets:
    """What the sheets say, with headings and names in any of the languages."""
    given = GivenSheets(is_csv=not any(sheet.name for sheet in sheets))
    reader = _Reader(path, form, studies, languages, given)
    known: dict[str, str] = {}
    for sheet in sheets:
        found = reader.found(sheet)
        if found is None:
            continue
        if (first := known.setdefault(found.marker, sheet.name)) != sheet.name:
            given.wrong(
                reader.place(sheet.name),
                message(
                    "this sheet and the sheet {first} are copies of one. Delete one of them",
                    first=first,
                ),
            )
            continue
        reader.take(found)
    return given


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet of ours: what it is and of what, the place of each column, and the row with the ids."""

    sheet: Sheet
    marker: str
    kind: str
    of: str
    columns: Mapping[str, int]
    ids: int

    def cell(self, row: int, name: str) -> SheetCell:
        """The cell of a row in a column; empty where the file has no such column."""
        return self.sheet.rows[row].get(self.columns.get(name, 0), EMPTY)


_NEEDED = {
    STUDIES: (CHECK,),
    REPEATED: (OF_STUDY, OF_NUMBER, CHECK),
    TABLE: (OF_STUDY, OF_ROW, CHECK),
    QUOTES: (OF_STUDY, OF_FIELD, QUOTE, CHECK),
    DIFFERENCES: (OF_FIELD, HOLDS, CHECK),
}
_GIVEN = (ABOUT, OF_STUDY, OF_NUMBER, OF_ROW, OF_FIELD, CHECK)


class _Reader:
    """Reads sheet after sheet into what was given."""

    def __init__(
        self, path: str, form: Form, studies: Sequence[Study], languages: Sequence[str], given: GivenSheets
    ) -> None:
        self.path, self.form, self.given = path, form, given
        self.studies = {study.key: study for study in studies}
        self.names: dict[str, set[str]] = {}
        for key, name in study_names(studies).items():
            for word in (key, name, self.studies[key].citation):
                self.names.setdefault(_word(word), set()).add(key)
        self.fields: dict[str, set[str]] = {}
        for one in form.fields():
            called = {field_names(form, language)[one.id] for language in languages}
            for word in (one.id, *one.labels.values(), *called):
                self.fields.setdefault(_word(word), set()).add(one.id)

    def place(self, where: str) -> Place:
        """A sheet or a cell in the file."""
        return Place(f"{self.path}: {where}" if where else self.path)

    def at(self, found: _Found, row: int, name: str) -> Place:
        """A cell, or the row where the file has no such column."""
        return self.place(found.sheet.at(row, found.columns.get(name, 1)))

    # -- which sheet it is

    def found(self, sheet: Sheet) -> _Found | None:
        """What a sheet is by the ids in its hidden first row; None where it is none of ours, or cannot be read."""
        for number, row in sheet.rows.items():
            texts = {place: cell.text.strip() for place, cell in row.items()}
            mark = next((text for text in texts.values() if text.startswith(_OURS)), "")
            if mark:
                return self._columns(sheet, number, mark, texts)
        if _is_of_ours(sheet):
            self.given.wrong(
                self.place(sheet.name),
                message(
                    "the hidden first row or column of this sheet, which says what is where, was deleted. Export the "
                    "table again, and copy your answers into it"
                ),
            )
        elif sheet.name not in ("", LISTS):
            self.given.note(
                self.place(sheet.name), message("this sheet is none that reviewkit wrote; it was not read")
            )
        return None

    def _columns(self, sheet: Sheet, number: int, mark: str, texts: Mapping[int, str]) -> _Found | None:
        kind, _, of = mark.removeprefix(_OURS).partition(":")
        columns: dict[str, int] = {}
        for place, text in texts.items():
            name = ABOUT if text == mark else text
            if name in columns:
                self.given.wrong(
                    self.place(sheet.at(number + 1, place)),
                    message(
                        "this column is there twice, also in {other}. Delete one of the two",
                        other=sheet.at(number + 1, columns[name]),
                    ),
                )
                return None
            columns[name] = place
        if kind not in _NEEDED:
            self.given.wrong(
                self.place(sheet.name),
                message("this sheet was written by a newer version of reviewkit. Install that version to read it"),
            )
            return None
        if missing := [name for name in _NEEDED[kind] if name not in columns]:
            self.given.wrong(
                self.place(sheet.name),
                message(
                    "a column was deleted that says what the rows are about ({name}). Export the table again, and copy "
                    "your answers into it",
                    name=missing[0].removeprefix("_"),
                ),
            )
            return None
        return _Found(sheet, mark, kind, of, columns, number)

    # -- its rows

    def take(self, found: _Found) -> None:
        """Read a sheet."""
        self.given.kinds.add(found.kind)
        for merged in found.sheet.merged:
            self.given.wrong(
                self.place(found.sheet.named(merged)),
                message(
                    "these cells are merged. Unmerge them, and write the answer into each cell that it is for"
                ),
            )
        take = {
            STUDIES: self._studies,
            REPEATED: self._studies,
            TABLE: self._table,
            QUOTES: self._quotes,
            DIFFERENCES: self._differences,
        }[found.kind]
        first: dict[tuple[object, ...], int] = {}
        rows: list[tuple[int, RowAbout]] = []
        for number in found.sheet.rows:
            if number <= found.ids or self._is_heading(found, number):
                continue
            about = self._about(found, number)
            if about is None:
                continue
            if about.quote >= 0 or found.kind != QUOTES:
                same = (about.study, about.number, about.field, about.quote, self._row_number(found, number))
                if (other := first.setdefault(same, number)) != number:
                    self.given.wrong(
                        self.at(found, number, OF_STUDY),
                        message(
                            "{study} is in this row and in row {other}. Leave one of the two, and write anything "
                            "new in a row of its own below",
                            study=about.name,
                            other=other,
                        ),
                    )
                    continue
            rows.append((number, about))
        take(found, rows)

    def _is_heading(self, found: _Found, number: int) -> bool:
        """Whether a row is that of the headings, below the ids; where a person deleted it, a study is there."""
        return (
            number == found.ids + 1 and found.cell(number, ABOUT).is_empty and found.cell(number, CHECK).is_empty
        )

    def _row_number(self, found: _Found, number: int) -> str:
        return found.cell(number, OF_ROW).text.strip().lstrip("0") if found.kind == TABLE else ""

    def _about(self, found: _Found, number: int) -> RowAbout | None:
        """What a row is about; None for an empty one, and for one of which it cannot be told."""
        hidden = found.cell(number, ABOUT).text.strip()
        if not hidden:
            return self._about_new(found, number)
        about = row_about(hidden)
        if about is None or about.check != found.cell(number, CHECK).text.strip():
            self.given.wrong(
                self.at(found, number, OF_STUDY),
                message(
                    "the cells of this row belong to different rows, or its hidden cells were changed. If rows were "
                    "sorted without all columns, take that back; otherwise export the table again"
                ),
            )
            return None
        if not self._is_still_about(found, number, about):
            return None
        if about.study not in self.studies:
            self.given.wrong(
                self.at(found, number, OF_STUDY),
                message(
                    "{study} is no included study of this review. Delete this row; the studies are: {known}",
                    study=about.study,
                    known=", ".join(self.studies) or message("(none yet)"),
                ),
            )
            return None
        self.given.about.append((self.at(found, number, OF_STUDY), about))
        return about

    def _is_still_about(self, found: _Found, number: int, about: RowAbout) -> bool:
        """Whether the cells that people see still say what the row is about."""
        said = {
            OF_STUDY: (about.name, found.cell(number, OF_STUDY).text),
            OF_NUMBER: (str(about.number), found.cell(number, OF_NUMBER).text),
        }
        if about.called:
            said[OF_FIELD] = (about.called, found.cell(number, OF_FIELD).text)
        for name, (was, now) in said.items():
            if name in found.columns and _word(as_in_a_cell(was)) != _word(as_in_a_cell(now)):
                self.given.wrong(
                    self.at(found, number, name),
                    message(
                        "this row is of {was}, but says {now}. Put that back; a new answer or quote goes into a row of "
                        "its own below",
                        was=f"{about.name} {about.number}" if name == OF_NUMBER else was,
                        now=_plain(now)[:80] or message("nothing"),
                    ),
                )
                return False
        return True

    def _field_in(self, found: _Found, number: int) -> str:
        """The field that a row names; "" where it names none or several."""
        called = self.fields.get(_word(found.cell(number, OF_FIELD).text), set())
        return next(iter(called)) if len(called) == 1 else ""

    def _about_new(self, found: _Found, number: int) -> RowAbout | None:
        """What a row is about that a person added: by the study, the number and the field that they wrote."""
        written = [name for name in found.columns if name not in _GIVEN and not found.cell(number, name).is_empty]
        name = found.cell(number, OF_STUDY).text.strip()
        if not written and (not name or found.kind not in (REPEATED, TABLE, QUOTES)):
            return None
        if found.kind not in (REPEATED, TABLE, QUOTES):
            said = message(
                "it cannot be told which study this row is about, because its hidden cells are empty. Write in a row "
                "of the table, and add none of your own"
            )
            self.given.wrong(self.at(found, number, written[0]), said)
            return None
        keys = self.names.get(_word(name), set())
        if len(keys) != 1:
            self.given.wrong(self.at(found, number, OF_STUDY), self._no_study(name, keys))
            return None
        if not written:
            return None
        which = self._number(found, number)
        if which is None:
            return None
        (key,) = keys
        field_id = self._field_of_new(found, number) if found.kind == QUOTES else ""
        if field_id is None:
            return None
        of = found.of if found.kind == TABLE else field_id
        return RowAbout(key, name, number=which, field=of)

    def _no_study(self, name: str, keys: set[str]) -> str:
        known = ", ".join(study_names(self.studies.values()).values())
        if not name:
            return message("this row does not say which study it is about. It can be: {known}", known=known)
        if keys:
            return message(
                "several studies are called {name!r}: {keys}. Write the key of one",
                name=name,
                keys=", ".join(sorted(keys)),
            )
        return message("there is no included study {name!r}. It can be: {known}", name=name[:80], known=known)

    def _field_of_new(self, found: _Found, number: int) -> str | None:
        """The field that a new quote is for; None where it is not told."""
        text = found.cell(number, OF_FIELD).text.strip()
        found_id = self._field_in(found, number)
        if found_id:
            return found_id
        fields = ", ".join(one.id for one in self.form.fields() if takes_quotes(one))
        said = (
            message(
                "the form has no field {name!r}, or several. Write one of: {known}", name=text[:80], known=fields
            )
            if text
            else message("this quote does not say which field it is for. Write one of: {known}", known=fields)
        )
        self.given.wrong(self.at(found, number, OF_FIELD), said)
        return None

    def _number(self, found: _Found, number: int) -> int | None:
        """Which of several answers a new row is about: 1 where nothing is written, but not where rows are counted."""
        text = found.cell(number, OF_NUMBER).text.strip()
        if not text and found.kind != REPEATED:
            return 1
        if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_INSTANCES:
            return int(text)
        self.given.wrong(
            self.at(found, number, OF_NUMBER),
            message(
                "the number is {text!r}. It counts the answers of a study from 1 to {most}",
                text=text[:40],
                most=MOST_INSTANCES,
            ),
        )
        return None

    # -- what they say

    def _given(self, found: _Found, number: int, name: str) -> GivenCell:
        return GivenCell(self.at(found, number, name), found.cell(number, name))

    def _studies(self, found: _Found, rows: list[tuple[int, RowAbout]]) -> None:
        """A row for each study, or for each of several answers; a column for each field."""
        ids = [name for name in found.columns if not name.startswith("_") and name]
        for name in ids:
            if self.form.field(name) is None:
                self.given.note(
                    self.place(found.sheet.at(found.ids + 1, found.columns[name])),
                    message("the form has no field {field!r} any more, so this column was not read", field=name),
                )
        for number, about in rows:
            for name in ids:
                if self.form.field(name) is not None:
                    self.given.answers.append(GivenAnswer(about, name, self._given(found, number, name)))

    def _table(self, found: _Found, rows: list[tuple[int, RowAbout]]) -> None:
        """A row for each row of a table."""
        table = self.form.field(found.of)
        if table is None or table.type is not FieldType.TABLE:
            self.given.note(
                self.place(found.sheet.name),
                message("the form has no table {field!r} any more, so this sheet was not read", field=found.of),
            )
            return
        by_key: dict[tuple[str, int], dict[int, Mapping[str, GivenCell]]] = {}
        abouts: dict[tuple[str, int], tuple[RowAbout, int]] = {}
        for number, about in rows:
            which = found.cell(number, OF_ROW).text.strip()
            if not (which.isascii() and which.isdigit() and len(which) < 5 and int(which)):
                self.given.wrong(
                    self.at(found, number, OF_ROW),
                    message(
                        "the row is {text!r}. It counts the rows of the table of a study from 1", text=which[:40]
                    ),
                )
                continue
            key = (about.study, about.number)
            cells = {one.id: self._given(found, number, one.id) for one in table.columns}
            by_key.setdefault(key, {})[int(which)] = cells
            known = abouts.get(key)
            if known is None or not known[0].seen:
                abouts[key] = (about, number)
        for key, cells_of in by_key.items():
            about, number = abouts[key]
            cell = self._given(found, number, table.columns[0].id)
            self.given.answers.append(GivenAnswer(about, found.of, cell, dict(sorted(cells_of.items()))))

    def _quotes(self, found: _Found, rows: list[tuple[int, RowAbout]]) -> None:
        for number, about in rows:
            quote, page = self._given(found, number, QUOTE), self._given(found, number, PAGE)
            self.given.quotes.append(GivenQuoteRow(about, quote, page))

    def _differences(self, found: _Found, rows: list[tuple[int, RowAbout]]) -> None:
        for number, about in rows:
            holds, why, note = (self._given(found, number, name) for name in (HOLDS, WHY, NOTE))
            if not (holds.cell.is_empty and why.cell.is_empty and note.cell.is_empty):
                self.given.differences.append(GivenDifference(about, holds, why, note))


def settlings(named: Iterable[tuple[Settling, Iterable[str]]]) -> dict[str, Settling]:
    """How something was settled, by its id and what it is called in each language."""
    return {_word(name): one for one, names in named for name in (one.value, *names)}


def settling_of(text: str, known: Mapping[str, Settling]) -> Settling | None:
    """How something was settled from what a cell says; None where it is empty or not understood."""
    return known.get(_word(text))


def quoted_rows(rows: Iterable[GivenQuoteRow]) -> Iterator[GivenQuoteRow]:
    """The rows of quotes in which words are written."""
    return (row for row in rows if not row.quote.cell.is_empty)
