"""Charting through Excel: a person's own answers as a workbook, and what they changed in it logged: all or nothing.

An empty cell changes nothing. An answer that was changed elsewhere after the workbook was written is left out, so that
the newer one is not lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from reviewkit.actions.charting import (
    field_of,
    may_chart,
    must_be_asked,
    must_be_open,
    must_have_evidence,
    study_of,
)
from reviewkit.actions.quoting import GivenQuote, place_quote, texts_of
from reviewkit.actions.readings import ReadText
from reviewkit.actions.studies import write_proposed
from reviewkit.actions.who import Acting, acting, person
from reviewkit.blind import chart_view
from reviewkit.charting import answers_seen_by, needs_evidence
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.exchange import chart_sheets as given_sheets
from reviewkit.exchange.chart_sheets import GivenAnswer, GivenCell, GivenQuoteRow, GivenSheets, is_ours
from reviewkit.exchange.sheets import Sheet, typed_in
from reviewkit.locales import Labels, labels, languages
from reviewkit.model import Answer, ChartedValue, Form, FormField, Protocol, Quoted, Single, TableRow
from reviewkit.render.tables.chart_book import chart_book, shown
from reviewkit.render.tables.workbook import Workbook
from reviewkit.render.tables.xlsx import cell_text
from reviewkit.review import Review
from reviewkit.store import ledger, workbooks
from reviewkit.store.open_review import OpenReview
from reviewkit.typed_answers import BETWEEN_CHOICES, understood, understood_in_column
from reviewkit.words import FieldType, NotCharted, QuoteRule, message, together

Key = tuple[str, str, int]
_LAST_WORDS = " Nothing was logged."  # of a refusal, which are said once for all cells


@dataclass(frozen=True, slots=True)
class AnswersToFillIn:
    """A person's answers as a workbook, of how many studies; `closed` counts those that a pilot keeps closed."""

    book: Workbook
    studies: int
    closed: int = 0


def answers_to_fill_in(
    review: Review, as_: str, studies: Sequence[str] = (), language: str = ""
) -> AnswersToFillIn:
    """What a person charted of these studies, or of all that may be charted, as a workbook to fill in.

    Nothing of others is in it.
    """
    who = person(review.protocol, as_)
    view = chart_view(review, who)
    keys = [study_of(review, key).key for key in dict.fromkeys(studies)]
    chosen = [one for one in view.studies if (one.key in keys if keys else view.chart.may_be_charted(one.key))]
    words = labels(language or review.protocol.language)
    book = chart_book(view, chosen, name_of_review(review.protocol), words)
    return AnswersToFillIn(book, len(chosen), 0 if keys else len(view.studies) - len(chosen))


def name_of_review(protocol: Protocol) -> str:
    """A short name for a review, that its copies share: by its seed, or in a review without one by its title."""
    known = str(protocol.seed or protocol.title)
    return blake2b(known.encode("utf-8", "replace"), digest_size=6).hexdigest()


# -- what an import does


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer that a workbook changes: the cell, what was logged before, and what is logged now.

    `notices` say what to know about its quotes.
    """

    place: Place
    value: ChartedValue
    before: ChartedValue | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedAnswers:
    """What a workbook changes, or with `dry_run` would change.

    `left_out` names the cells whose answer was changed elsewhere meanwhile, `notes` what else to know, and `empty`
    counts the cells that are empty where an answer is logged, which stays.
    """

    changes: tuple[ChangedAnswer, ...] = ()
    left_out: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    empty: int = 0
    unchanged: int = 0
    dry_run: bool = False

    @property
    def undo(self) -> str:
        """The name under which all of it is undone; "" where nothing was logged."""
        made = self.changes[0].value.id if self.changes else ""
        return ledger.token_of(made) if len(self.changes) > 1 else made


@dataclass(frozen=True, slots=True)
class FilledIn:
    """A file that people filled in, as it was read: what is shown of it is what is logged, whatever becomes of it."""

    path: Path
    sheets: tuple[Sheet, ...]

    @property
    def is_of_differences(self) -> bool:
        """Whether it has differences to settle, and not the answers of one person."""
        return any(given_sheets.is_of_differences(sheet) for sheet in self.sheets)


def read_file(path: Path) -> FilledIn:
    """Read a file that people filled in. Raises ReviewkitError where it is no table of charting."""
    sheets = workbooks.read(path)
    if not is_ours(sheets):
        raise ReviewkitError(
            message(
                "{file}: this is not a table that reviewkit wrote for charting, or its hidden first row was deleted. "
                "To write one: reviewkit chart export",
                file=path,
            )
        )
    return FilledIn(path, sheets)


def import_answers(
    folder: OpenReview, as_: str, file: FilledIn, dry_run: bool = False, keep_lost: bool = False
) -> ImportedAnswers:
    """Log what a person changed in their workbook, all of it or nothing; nothing with `dry_run`.

    Raises ReviewkitError with every cell that does not fit.
    """
    if dry_run:
        act = Acting(folder, person(folder.refresh().protocol, as_))
        return replace(_plan(act, read_given(act.review, file), keep_lost), dry_run=True)
    with acting(folder, as_) as act:
        plan = _plan(act, read_given(act.review, file), keep_lost)
        if not plan.changes:
            return plan
        write_proposed(act, {one.value.study for one in plan.changes})
        ids = act.log([one.value for one in plan.changes])
        made = zip(plan.changes, ids, strict=True)
        return replace(plan, changes=tuple(replace(one, value=replace(one.value, id=name)) for one, name in made))


def read_given(review: Review, file: FilledIn) -> GivenSheets:
    """What the sheets of a file say."""
    return given_sheets.read(file.sheets, file.path.name, review.form, review.included_studies, languages())


def refuse(problems: Sequence[Problem]) -> None:
    """Raises ReviewkitError with all of these problems, if there are any."""
    if problems:
        in_order = list(dict.fromkeys(map(str, problems)))
        raise ReviewkitError(together([*in_order, message("Nothing was logged.")]))


def said_of(error: ReviewkitError) -> str:
    """What a refusal says, without the words that are said once for all."""
    said = error.args[0]
    text = str(said).removesuffix(_LAST_WORDS)
    return said if text == str(said) else text


def must_be_of(review: Review, given: GivenSheets, who: str) -> None:
    """Add what is wrong with whose file it is, of which review, and of which version of the form."""
    here = name_of_review(review.protocol)
    versions = {review.form.version, *(one.version for one in review.form.versions)}
    said: set[str] = set()
    for place, about in given.about:
        whose = review.protocol.id_of(about.person) if about.person else who
        if about.review != here:
            why = message(
                "this row is of another review. Import the file into the review that it was exported from"
            )
        elif whose != who:
            why = message(
                "this row has the answers of {person}, not of {who}. {person} imports them, or export the table anew",
                person=whose,
                who=who,
            )
        elif about.form not in versions:
            why = message(
                "this row is of version {old!r} of the form, which charting/form.yaml does not list. Export the table "
                "anew, and copy your answers into it",
                old=about.form,
            )
        else:
            continue
        if why not in said:
            given.wrong(place, why)
        said.add(why)


# -- the plan


def _plan(act: Acting, given: GivenSheets, keep_lost: bool) -> ImportedAnswers:
    """What a file changes now. Raises ReviewkitError with every cell that does not fit."""
    may_chart(act)
    if given_sheets.DIFFERENCES in given.kinds:
        raise ReviewkitError(message("This file has differences to settle, and no answers of one person."))
    must_be_of(act.review, given, act.who)
    plan = _Plan(act, given, keep_lost)
    plan.make()
    refuse([*given.problems, *plan.problems])
    return ImportedAnswers(
        tuple(plan.changes), tuple(plan.left_out), (*given.notes, *plan.notes), plan.empty, plan.unchanged
    )


@dataclass(slots=True)
class _Plan:
    """Looks at one answer after the other, in the order of the studies and of the form.

    A field that depends on another one comes after it there, so it is asked once the other has its answer.
    """

    act: Acting
    given: GivenSheets
    keep_lost: bool
    problems: list[Problem] = field(default_factory=list)
    changes: list[ChangedAnswer] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    empty: int = 0
    unchanged: int = 0
    _by_id: dict[str, ChartedValue] = field(default_factory=dict)
    _known: dict[str, dict[str, tuple[Answer, ...]]] = field(default_factory=dict)
    _own: dict[tuple[str, str], dict[int, Answer]] = field(default_factory=dict)
    _texts: dict[str, tuple[ReadText, ...]] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The form of the review."""
        return self.act.review.form

    def make(self) -> None:
        """Look at everything that was given."""
        self._by_id = {one.id: one for one in self.act.review.chart.values if one.by == self.act.who}
        answers = self._answers_by_key()
        quotes: dict[Key, list[GivenQuoteRow]] = {}
        for row in self.given.quotes:
            quotes.setdefault(row.key, []).append(row)
        for key in self._in_order({*answers, *quotes}):
            self._one(key, answers.get(key), quotes.get(key, []))
        self._say_versions()

    def _answers_by_key(self) -> dict[Key, GivenAnswer]:
        found: dict[Key, GivenAnswer] = {}
        for one in self.given.answers:
            other = found.setdefault(one.key, one)
            if other is not one and not one.cell.cell.is_empty:
                self._wrong(
                    one.cell.place,
                    message("this answer is also in {other}. Leave one of the two", other=other.cell.place),
                )
        return found

    def _in_order(self, keys: set[Key]) -> list[Key]:
        studies = {study.key: place for place, study in enumerate(self.act.review.included_studies)}
        fields = {one.id: place for place, one in enumerate(self.form.fields())}
        return sorted(keys, key=lambda key: (studies.get(key[0], 0), fields.get(key[1], 0), key[2]))

    def _wrong(self, place: Place, said: str) -> None:
        self.problems.append(Problem(place, said, Level.ERROR, "chart-sheet"))

    def _say_versions(self) -> None:
        """Say that answers are logged with the older version of the form that the person had before them."""
        old = dict.fromkeys(one.value.form for one in self.changes if one.value.form != self.form.version)
        for version in old:
            first = next(one.place for one in self.changes if one.value.form == version)
            said = message(
                "the file is of version {old!r} of the form, which is {new!r} now. The answers are charted as of that "
                "version, and reviewkit chart migrate lists them",
                old=version,
                new=self.form.version,
            )
            self.notes.append(Problem(first, said, Level.NOTE, "chart-sheet"))

    # -- one answer

    def _one(self, key: Key, given: GivenAnswer | None, rows: list[GivenQuoteRow]) -> None:
        study, name, number = key
        own = self.act.review.chart.item(study, name, number).by(self.act.who)
        place = given.cell.place if given else rows[0].quote.place
        try:
            asked = field_of(self.act.review, name, number)
        except ReviewkitError as error:
            if given is None or not self._is_empty(given):
                self._wrong(place, said_of(error))
            return
        before = len(self.problems)
        answer = self._answer(asked, given, own)
        is_as_shown = given is not None and own is not None and given.seen == own.id
        wanted = self._quotes(asked, rows, own, answer, is_as_shown)
        if len(self.problems) > before:
            return
        if answer is None:
            for row in given_sheets.quoted_rows(rows):
                self._wrong(
                    row.quote.place,
                    message(
                        "{field} of {study} has no answer that this quote could be for. Write the answer too",
                        field=name,
                        study=study,
                    ),
                )
            return
        if own and answer == own.answer and wanted is None:
            self.unchanged += 1
            return
        if self._changed_elsewhere(place, key, given, own):
            return
        self._change(place, asked, key, answer, wanted or [], own, given)

    def _changed_elsewhere(
        self, place: Place, key: Key, given: GivenAnswer | None, own: ChartedValue | None
    ) -> bool:
        """Whether the person changed the answer after the file was written; then it is named and left out."""
        if given is None or given.seen == (own.id if own else ""):
            return False
        now = shown(self.form.field(key[1]), own.answer, labels("en")) if own else message("not charted")
        said = message(
            "{study}: {field} was changed after the file was written, and is {now!r} now. Chart it anew, or export the "
            "table again",
            study=key[0],
            field=key[1],
            now=now,
        )
        self.left_out.append(Problem(place, said, Level.WARNING, "chart-sheet"))
        return True

    def _is_empty(self, given: GivenAnswer) -> bool:
        if given.rows is None:
            return given.cell.cell.is_empty
        return all(cell.cell.is_empty for row in given.rows.values() for cell in row.values())

    def _answer(self, asked: FormField, given: GivenAnswer | None, own: ChartedValue | None) -> Answer | None:
        """The answer that a cell means: the logged one where the person changed nothing; None where there is none."""
        now = own.answer if own else None
        if given is None:
            return now
        if self._is_empty(given):
            self.empty += own is not None
            return now
        shown_then = self._by_id.get(given.seen)
        try:
            if given.rows is not None:
                return self._table(asked, given, own, shown_then)
            if own and _says(asked, given.cell, own.answer, self.given.is_csv):
                return own.answer
            if shown_then and _says(asked, given.cell, shown_then.answer, self.given.is_csv):
                self._say_older(given.cell.place, given.key, own)
                return now
            return understood(asked, typed_in(given.cell.cell, asked.type))
        except ReviewkitError as error:
            self._wrong(given.cell.place, said_of(error))
            return None

    def _say_older(self, place: Place, key: Key, own: ChartedValue | None) -> None:
        said = message(
            "{study}: {field} was changed after the file was written, which still has the older answer; the newer one "
            "stays",
            study=key[0],
            field=key[1],
        )
        self.notes.append(Problem(place, said, Level.NOTE, "chart-sheet"))

    def _table(
        self, asked: FormField, given: GivenAnswer, own: ChartedValue | None, shown_then: ChartedValue | None
    ) -> Answer | None:
        """The rows of a table: those that are logged with what was written over them. Cells that are empty stay."""
        cells = {
            (row, column): cell
            for row, of_row in (given.rows or {}).items()
            for column, cell in of_row.items()
            if not cell.cell.is_empty
        }
        only = next(iter(cells.values()))
        if len(cells) == 1 and (word := _not_charted(only)):
            return Answer(missing=word)
        before = len(self.problems)
        written = self._written_cells(asked, cells)
        if len(self.problems) > before:
            return None
        base = _rows_of(own.answer if own else None)
        older = _rows_of(shown_then.answer if shown_then else None)
        merged = {place: dict(row) for place, row in enumerate(base, start=1)}
        for (row, column), value in written.items():
            merged.setdefault(row, {})[column] = value
        self.empty += sum(
            (place, column) not in cells for place, row in enumerate(base, start=1) for column, _ in row
        )
        if own and shown_then is not own and _cells_of(older) == written:
            self._say_older(given.cell.place, given.key, own)
            return own.answer
        order = [one.id for one in asked.columns]
        rows = [
            tuple((column, row[column]) for column in sorted(row, key=order.index))
            for _, row in sorted(merged.items())
        ]
        return Answer(tuple(rows))

    def _written_cells(
        self, asked: FormField, cells: Mapping[tuple[int, str], GivenCell]
    ) -> dict[tuple[int, str], Single]:
        """The cells of a table by the types of their columns; every one that does not fit is named."""
        columns = {one.id: one for one in asked.columns}
        found: dict[tuple[int, str], Single] = {}
        for (row, name), given in cells.items():
            try:
                text = " ".join(typed_in(given.cell, columns[name].type).split())
                if BETWEEN_CHOICES in text:
                    raise ReviewkitError(
                        message("a cell of a table cannot have a semicolon in it. Write a comma, or use two rows")
                    )
                found[row, name] = understood_in_column(asked, columns[name], text)
            except ReviewkitError as error:
                self._wrong(given.place, said_of(error))
        return found

    # -- its quotes

    def _quotes(
        self,
        asked: FormField,
        rows: list[GivenQuoteRow],
        own: ChartedValue | None,
        answer: Answer | None,
        is_as_shown: bool,
    ) -> "list[_Wanted] | None":
        """The quotes that the answer is to have, where they are not those that it has; None where they are."""
        written = self._written_quotes(asked, rows, own)
        logged = [_Wanted(place, logged=quoted) for place, quoted in enumerate(own.evidence if own else ())]
        by_place = {one.place: one for one in written if one.place >= 0}
        is_told = given_sheets.QUOTES in self.given.kinds
        if own is None or answer != own.answer:
            kept = [] if is_told else logged
            was_reported = answer is None or answer.missing not in (NotCharted.NR, NotCharted.NA)
            return [one for one in (*kept, *written) if was_reported or one.logged is None]
        if is_told and is_as_shown:
            self.empty += len(logged) - len(by_place)
        if all(one.logged is not None for one in written):
            return None
        return [
            *(by_place.get(one.place, one) for one in logged),
            *(one for one in written if one.place < 0),
        ]

    def _written_quotes(
        self, asked: FormField, rows: list[GivenQuoteRow], own: ChartedValue | None
    ) -> "list[_Wanted]":
        """The quotes that are written in rows; those of an answer that was changed since only where they were changed
        too."""
        found: list[_Wanted] = []
        for row in rows:
            before = self._quote_shown(row)
            if row.quote.cell.is_empty:
                if not row.page.cell.is_empty and before is None:
                    said = message("this page has no quote. Write the words of the report too")
                    self._wrong(row.page.place, said)
                continue
            if asked.evidence is QuoteRule.NONE:
                said = message("{field} takes no quote, as the form says. Empty this cell", field=asked.id)
                self._wrong(row.quote.place, said)
                continue
            given = self._given_quote(row)
            if given is None:
                continue
            place = row.about.quote if own and row.event == own.id else -1
            logged = before if before is not None and _is_same(before, given) else None
            if logged is None or place >= 0:
                found.append(_Wanted(place, row.quote.place, given, logged))
        return found

    def _quote_shown(self, row: GivenQuoteRow) -> Quoted | None:
        """The quote that a row showed; None for a new row, and where its act was undone."""
        value = self._by_id.get(row.event)
        if value is None or not 0 <= row.about.quote < len(value.evidence):
            return None
        return value.evidence[row.about.quote]

    def _given_quote(self, row: GivenQuoteRow) -> GivenQuote | None:
        try:
            words = typed_in(row.quote.cell, FieldType.LONG_TEXT)
        except ReviewkitError as error:
            self._wrong(row.quote.place, said_of(error))
            return None
        page = row.page.cell.text.strip()
        if page and not (page.isascii() and page.isdigit() and len(page) < 6):
            self._wrong(
                row.page.place,
                message("the page is {page!r}. It is the number of the page, such as 4, or empty", page=page[:40]),
            )
            return None
        return GivenQuote(words, int(page or 0))

    # -- the change

    def _change(
        self,
        place: Place,
        asked: FormField,
        key: Key,
        answer: Answer,
        wanted: "list[_Wanted]",
        own: ChartedValue | None,
        given: GivenAnswer | None,
    ) -> None:
        """Check an answer with what is known of the study by then, find its quotes again, and take it in."""
        study, name, number = key
        is_same = own is not None and own.answer == answer
        if not self._is_allowed(place, asked, key, answer, bool(wanted), is_same):
            return
        found = list(self._found(study, wanted))
        if None in found:
            return
        quoted = tuple(one for one, _ in filter(None, found))
        notices = tuple(notice for _, notice in filter(None, found) if notice)
        version = given.about.form if given and given.about.form else self.form.version
        note = own.note if own and is_same else ""
        value = ChartedValue(self.act.who, study, name, answer, number, quoted, note, version, at=ledger.now())
        if own and (own.answer, own.evidence) == (value.answer, value.evidence):
            self.unchanged += 1
            return
        at_quote = next((one.at for one in wanted if one.at and one.logged is None), place)
        self.changes.append(ChangedAnswer(at_quote if is_same else place, value, own, notices))
        self._remember(key, answer)

    def _is_allowed(
        self, place: Place, asked: FormField, key: Key, answer: Answer, has_quotes: bool, is_same: bool
    ) -> bool:
        """Whether the study is open, and a new answer is asked there and has the quote that it needs; named where
        not."""
        study = key[0]
        known = self._known.setdefault(study, answers_seen_by(self.act.review.chart, study, self.act.who))
        try:
            must_be_open(self.act.review.chart, study)
            if not is_same:
                must_be_asked(asked, answer, known)
                if needs_evidence(asked, answer) and not has_quotes:
                    must_have_evidence(asked, answer)
        except ReviewkitError as error:
            self._wrong(place, said_of(error))
            return False
        return True

    def _remember(self, key: Key, answer: Answer) -> None:
        """From here on, what depends on this answer is asked as after it."""
        study, name, number = key
        if (study, name) not in self._own:
            items = (item for item in self.act.review.chart.of(study) if item.field == name)
            self._own[study, name] = {
                item.instance: own.answer for item in items if (own := item.by(self.act.who))
            }
        own_answers = self._own[study, name]
        own_answers[number] = answer
        self._known[study][name] = tuple(own_answers[one] for one in sorted(own_answers))

    def _found(self, study: str, wanted: "list[_Wanted]") -> Iterator[tuple[Quoted, str] | None]:
        """The quotes with their places in the full texts; None for one that is in none of them, which is named."""
        for one in wanted:
            if one.logged is not None:
                yield one.logged, ""
            elif one.given is not None and one.at is not None:
                yield self._found_again(study, one.given, one.at)

    def _found_again(self, study: str, given: GivenQuote, at: Place) -> tuple[Quoted, str] | None:
        of_study = study_of(self.act.review, study)
        try:
            if study not in self._texts:
                self._texts[study] = texts_of(self.act.folder, of_study, self.keep_lost)
            placed = place_quote(of_study, self._texts[study], given, self.keep_lost)
        except ReviewkitError as error:
            self._wrong(at, said_of(error))
            return None
        return placed.quoted, placed.notice or ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A quote that an answer is to have: the logged one that stays, or what was written, and in which cell.

    `place` is that of the logged quote that it stays or replaces, -1 for a new one.
    """

    place: int
    at: Place | None = None
    given: GivenQuote | None = None
    logged: Quoted | None = None


# -- what is the same


def _says(asked: FormField, given: GivenCell, answer: Answer, is_csv: bool) -> bool:
    """Whether a cell says what was logged: as it was written there in one of the languages, or as it is understood.

    In a CSV, marks of the order of bytes are lost, and in one of Windows-1252 the letters that this does not have.
    """
    text = given.cell.text.strip()
    for words in _all_labels():
        written = cell_text(shown(asked, answer, words))
        if text == written.strip() or (is_csv and text in _as_in_csv(written)):
            return True
    try:
        return understood(asked, typed_in(given.cell, asked.type)) == answer
    except ReviewkitError:
        return False


def _as_in_csv(text: str) -> tuple[str, str]:
    """What becomes of a text in a CSV, as Unicode and as Windows-1252."""
    lines = "\n".join(text.replace("\ufeff", "").splitlines())
    return lines.strip(), text.encode("cp1252", "replace").decode("cp1252", "replace").strip()


def _all_labels() -> tuple[Labels, ...]:
    return tuple(map(labels, languages()))


def _is_same(quoted: Quoted, given: GivenQuote) -> bool:
    words = " ".join(cell_text(quoted.quote).split())
    return (words, quoted.part) == (" ".join(given.words.split()), given.part)


def _not_charted(given: GivenCell) -> NotCharted | None:
    """NR, NA or UNCLEAR alone in a cell."""
    word = given.cell.text.strip().upper()
    return NotCharted(word) if word in list(NotCharted) else None


def _rows_of(answer: Answer | None) -> tuple[TableRow, ...]:
    """The rows of a table that was charted."""
    if answer is None or not isinstance(answer.value, tuple):
        return ()
    return tuple(row for row in answer.value if not isinstance(row, str))


def _cells_of(rows: Sequence[TableRow]) -> dict[tuple[int, str], Single]:
    return {(place, column): value for place, row in enumerate(rows, start=1) for column, value in row}
