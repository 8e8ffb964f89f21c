"""The chain of a review, built step by step: each function adds what one thing rests on and what follows from it.

A step is added once, however many ways lead to it. Where there are more members than are wanted, the others are
counted, so that a number of 100,000 records costs no more than one of 20.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from reviewkit.charting import Charted
from reviewkit.coding import Cell
from reviewkit.errors import Place
from reviewkit.model import (
    Answer,
    ChartedValue,
    ChartSettled,
    Code,
    CodebookAct,
    Coding,
    Decision,
    DuplicateVerdict,
    Mark,
    Quoted,
    Record,
    Segment,
    Study,
)
from reviewkit.model.events import AnyAct, Undo
from reviewkit.prisma import Box, Unit
from reviewkit.trace.seen import Book, Seen
from reviewkit.trace.step import ORDER, Document, Kind, Lines, Step, Trace
from reviewkit.typed_answers import written
from reviewkit.words import BoxId, Message, State, Verdict, message, number_of, together

RawLines = Callable[[Sequence[str]], Mapping[str, Lines]]  # the lines of records, by their ids
Describe = Callable[[AnyAct | Undo], str]  # an act in words

_IDENTIFIED = (BoxId.IDENTIFIED, BoxId.OTHER_IDENTIFIED)
_BEFORE_DECISIONS = (*_IDENTIFIED, BoxId.DUPLICATES, BoxId.OTHER_DUPLICATES)
_KIND_OF = {Unit.RECORDS: Kind.REPORT, Unit.REPORTS: Kind.REPORT, Unit.STUDIES: Kind.STUDY}
_IN_WORDS = {
    Cell.PRESENT: message("the theme was found in the study"),
    Cell.CONTRADICTED: message("the theme was found in the study, and something there contradicts it"),
    Cell.NOT_FOUND: message("the study was coded to the end without the theme"),
    Cell.NOT_ASSESSED: message("nobody has assessed yet whether the theme is in the study"),
}


class Chain:
    """The steps of one trace as they are found. `most` is how many members of one thing are followed, None for all."""

    def __init__(self, seen: Seen, describe: Describe, language: str, most: int | None = None) -> None:
        self.seen, self.describe, self.language, self.most = seen, describe, language, most
        self.review = seen.review
        self.steps: dict[str, Step] = {}
        self.next: dict[str, dict[str, None]] = {}
        self.left_out: dict[Kind, int] = {}
        self.hidden: set[str] = set()
        self._followed: set[str] = set()

    # -- the steps

    def add(self, step: Step, *after: str) -> str:
        """A step, which follows from those of these names; returns its name."""
        name = step.name
        self.steps.setdefault(name, step)
        for before in after:
            if before and before != name:
                self.next.setdefault(before, {})[name] = None
        return name

    def first(self, kind: Kind, ids: Sequence[str]) -> Sequence[str]:
        """As many of these as are wanted; the others are counted."""
        if self.most is None or len(ids) <= self.most:
            return ids
        self.left_out[kind] = self.left_out.get(kind, 0) + len(ids) - self.most
        return ids[: self.most]

    def _is_new(self, name: str) -> bool:
        """Whether a thing has not been followed yet; from now on it has."""
        if name in self._followed:
            return False
        self._followed.add(name)
        return True

    def traced(self, asked: Iterable[str], raw: RawLines, documents: Sequence[Document]) -> Trace:
        """The trace of what was found, with the lines of its records and the documents that show it."""
        self._with_lines(raw)
        self._with_documents(documents)
        steps = (
            replace(step, next=tuple(one for one in self.next.get(name, ()) if one in self.steps))
            for name, step in self.steps.items()
        )
        in_order = sorted(steps, key=lambda step: ORDER[step.kind])
        return Trace(tuple(asked), tuple(in_order), dict(self.left_out), len(self.hidden))

    # -- from the lines of an export to a report

    def source(self, name: str) -> str:
        """A search as the search log describes it, with the number of its hits."""
        source = self.seen.sources.get(name)
        if source is None:
            return self.add(Step(Kind.SOURCE, name, message("{name} is not in searches.yaml", name=name)))
        said = [
            source.database,
            message("searched on {date}", date=source.date) if source.date else "",
            number_of(source.hits, "hit") if source.hits is not None else "",
        ]
        return self.add(Step(Kind.SOURCE, name, together(filter(None, said), ", "), source.place))

    def record(self, record: str) -> str:
        """A record, and where it comes from."""
        return self.add(Step(Kind.RECORD, record, _cited(self.review.records[record])))

    def _imported(self, record: str) -> str:
        """The import that brought a record, after its source."""
        source = self.source(self.review.source_of[record])
        export = self.seen.export_of.get(record)
        act = self.seen.imports.get(export.imported) if export else None
        return self.add(self._act(Kind.IMPORT, act), source) if act else source

    def report(self, report: str) -> str:
        """A report with its records, the verdicts that join them, and what was decided on it."""
        name = self.joined(report)
        if self._is_new(name):
            self._decided(report, name)
        return name

    def joined(self, report: str) -> str:
        """A report with its records and the verdicts that join them."""
        group = self.seen.groups[report]
        name = self.add(Step(Kind.REPORT, report, number_of(len(group.records), "record")))
        if self._is_new(f"records of {name}"):
            for record in group.records:
                self.add(self.steps[name], self.record(record))
            for verdict in group.verdicts:
                self.verdict(verdict, name)
        return name

    def verdict(self, verdict: DuplicateVerdict, *leads_to: str) -> str:
        """An answer to whether two records are one report, with the rule of reviewkit's."""
        said = _answer_on(verdict)
        if verdict.tool_version:
            rule = message("rule: {rule}; score {score}", rule=verdict.rule, score=f"{verdict.score:g}")
            said = together([said, rule], "; ")
        step = replace(self._act(Kind.VERDICT, verdict), said=said)
        records = [self.record(one) for one in (verdict.first, verdict.second) if one in self.review.records]
        name = self.add(step, *records)
        for after in leads_to:
            self.add(self.steps[after], name)
        return name

    def _decided(self, report: str, name: str) -> None:
        """What was decided on a report, its full text, and what these amount to, as far as it may be seen."""
        outcome = self.review.outcomes[report]
        before = [name]
        before += [self.add(self._decision(one), name) for one in self.seen.decisions(report)]
        if outcome.retrieval:
            before.append(self.add(self._act(Kind.RETRIEVAL, outcome.retrieval), name))
        for text in self.review.texts_of.get(report, ()):
            self.add(self._act(Kind.RETRIEVAL, text), name)
        if self.seen.is_hidden(report):
            self.hidden.add(report)
            return
        said: list[str] = [message("{state} at {stage}", state=outcome.state, stage=outcome.stage)]
        if outcome.state in (State.REMOVED, State.INCLUDED):
            said = [message("{state}", state=outcome.state)]
        if outcome.reason:
            said.append(self._reason(outcome.reason))
        self.add(Step(Kind.OUTCOME, report, together(said, ": ")), *before)

    def _decision(self, one: Decision) -> Step:
        verb = message("settled as {choice}", choice=one.choice) if one.final else message("{x}", x=one.choice)
        said = [message("{x}", x=one.stage), verb, *([self._reason(one.reason)] if one.reason else [])]
        return replace(self._act(Kind.DECISION, one), said=together(said, ": "))

    def _reason(self, reason: str) -> str:
        known = (one for one in self.review.protocol.reasons if one.id == reason)
        return next((one.label(self.language) for one in known), reason)

    def outcome(self, report: str) -> str:
        """The name of the outcome of a report; of the report itself where it may not be seen."""
        name = self.report(report)
        outcome = f"{Kind.OUTCOME}:{report}"
        return outcome if outcome in self.steps else name

    # -- boxes

    def box(self, box: Box, *after: str) -> str:
        """A number of the flow."""
        said = message("n = {n}", n=box.n)
        return self.add(Step(Kind.BOX, str(box.id), said), *after)

    def boxes_of_report(self, report: str) -> None:
        """The boxes that a report and its records are in; those that follow from decisions only if these may be
        seen."""
        after = self.outcome(report)
        for record in self.review.reports[report]:
            before = self.record(record)
            for box in self._boxes_with(record, of_studies=False):
                if _is_before_decisions(box) or record != report:
                    self.box(box, before)
                elif report not in self.hidden:
                    self.box(box, after)

    def boxes_of_study(self, study: str) -> None:
        """The boxes that a study is in, unless these follow from decisions that may not be seen."""
        if self._hidden_reports(study):
            return
        for box in self._boxes_with(study, of_studies=True):
            self.box(box, self.study(study))

    def _boxes_with(self, member: str, of_studies: bool) -> Iterable[Box]:
        """The boxes with a member; a study that no file names is called as its record."""
        for name, box in self.review.flow.boxes.items():
            if (box.unit is Unit.STUDIES) is of_studies and member in self.seen.members.get(str(name), ()):
                yield box

    def box_with_members(self, box: Box) -> str:
        """A number of the flow with everything it counts: records, reports or studies, or where it was entered."""
        name = self.box(box)
        shown = self._members_shown(box)
        kind = Kind.RECORD if _is_before_decisions(box) else _KIND_OF[box.unit]
        for member in self.first(kind, shown):
            self.box(box, self._member(box, member))
        if box.members is None or box.n > len(box.members):
            self._entered(box, name)
        return name

    def _members_shown(self, box: Box) -> Sequence[str]:
        """The members of a box, without those on which this person may not see what was decided."""
        members = box.members or ()
        if _is_before_decisions(box):
            return members
        if box.unit is Unit.STUDIES:
            shown = [one for one in members if not self._hidden_reports(one)]
        else:
            outcomes = self.review.outcomes  # a duplicate has none: nobody decided on it
            shown = [one for one in members if one not in outcomes or not self.seen.is_hidden(one)]
        self.hidden.update(set(members) - set(shown))
        return shown

    def _hidden_reports(self, study: str) -> list[str]:
        """The reports of a study on which this person may not see yet what was decided."""
        reports = self.review.reports_of_study(self.seen.studies[study])
        return [report for report in reports if self.seen.is_hidden(report)]

    def _member(self, box: Box, member: str) -> str:
        if box.unit is Unit.STUDIES:
            return self.study_with_reports(member)
        report = self.review.report_of[member]
        if box.id.startswith(_IDENTIFIED):
            return self.record(member)
        if member == report:
            return self.outcome(report)
        self.joined(report)
        return self.record(member)

    def _entered(self, box: Box, name: str) -> None:
        """The lines of review.yaml in which a number was entered, or the numbers of the earlier version."""
        protocol, numbers = self.review.protocol, self.review.protocol.numbers
        known = len(box.members or ())
        if protocol.previous and box.id.startswith(("prev.", "total.")):
            place, n = protocol.previous.place, self._of_previous(box)
        else:
            place = numbers.places.get(str(box.id), numbers.place) if numbers else Place("review.yaml")
            n = box.n - known
        said = message("{n} entered in review.yaml", n=n)
        self.box(box, self.add(Step(Kind.ENTERED, str(place), said, place)))
        if box.id in (BoxId.TOTAL_STUDIES, BoxId.TOTAL_REPORTS):
            new = BoxId.NEW_STUDIES if box.id == BoxId.TOTAL_STUDIES else BoxId.NEW_REPORTS
            if new in self.review.flow.boxes:
                self.box(box, self.box_with_members(self.review.flow.boxes[new]))

    def _of_previous(self, box: Box) -> int:
        previous = BoxId.PREVIOUS_STUDIES if box.id.endswith("studies") else BoxId.PREVIOUS_REPORTS
        return self.review.flow.n(previous)

    # -- studies

    def study(self, key: str) -> str:
        """A study by how it is cited; where it was made from a report, no file names it."""
        study = self.seen.studies[key]
        return self.add(Step(Kind.STUDY, key, study.citation, None if study.proposed else study.place))

    def study_with_reports(self, key: str) -> str:
        """A study after the outcomes of its reports."""
        name = self.study(key)
        if self._is_new(f"reports of {name}"):
            for report in self.review.reports_of_study(self.seen.studies[key]):
                self.add(self.steps[name], self.outcome(report))
        return name

    def boxes_of(self, key: str) -> None:
        """The boxes that a study and its reports are in."""
        for report in self.review.reports_of_study(self.seen.studies[key]):
            self.boxes_of_report(report)
        self.boxes_of_study(key)

    def whole_study(self, key: str) -> str:
        """A study with everything before it and after it."""
        name = self.study_with_reports(key)
        self.boxes_of(key)
        self.values(key)
        self.quotes(key)
        return name

    # -- what was charted

    def values(self, study: str, field: str = "") -> None:
        """What was charted of a study in one field, or in all; without a form what studies.yaml says."""
        view = self.seen.chart
        if view is None:
            self._characteristics(self.seen.studies[study], field)
            return
        for item in view.chart.of(study):
            if field in ("", item.field):
                self._value(item)

    def _characteristics(self, study: Study, field: str) -> None:
        for name, value in study.characteristics.items():
            if field in ("", name):
                said = message("{field} = {value}", field=name, value=value)
                self.add(Step(Kind.VALUE, f"{study.key}/{name}", said, study.place), self.study(study.key))

    def _value(self, item: Charted) -> None:
        """What holds in a field, after each person's answer."""
        view = self.seen.chart
        assert view is not None
        before = [self.study_with_reports(item.study)]
        for act, _ in view.chart.said(item):
            before.append(self.add(self._answer(act), before[0]))
        instance = f"/{item.instance}" if item.instance > 1 else ""
        held = view.chart.held(item)
        said = self._in_field(item.field, held) if held else message("not agreed yet")
        value = self.add(Step(Kind.VALUE, f"{item.study}/{item.field}{instance}", said), *before)
        self.add(self._field(item.field), value)

    def _field(self, field: str) -> Step:
        form = self.review.facts.form
        known = form.field(field) if form else None
        if known is None:
            return Step(Kind.FIELD, field, field)
        return Step(Kind.FIELD, field, known.label(self.language), known.place if known.place.path else None)

    def _answer(self, act: ChartedValue | ChartSettled) -> Step:
        evidence = act.evidence if isinstance(act, ChartedValue) else ()
        said = [self._in_field(act.field, act.answer), *map(_quoted, evidence)]
        return replace(self._act(Kind.ANSWER, act), said=together(said, "; "))

    def _in_field(self, field: str, answer: Answer) -> Message:
        form = self.review.facts.form
        known = form.field(field) if form else None
        choices = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        found = [known.choice(one) if known and isinstance(one, str) else None for one in choices]
        labels = [one.label(self.language) for one in found if one]
        value = "; ".join(labels) if labels and len(labels) == len(choices) else written(known, answer)
        return message("{field} = {value}", field=field, value=value)

    # -- what was coded

    def quotes(self, study: str, book: str = "", theme: str = "", event: str = "") -> None:
        """What was coded in a study: everything, or only for a theme, or one quote; with its codes up to the cells."""
        for coding in self.seen.coded.facts.codings:
            if coding.study != study:
                continue
            for name, known in self.seen.books.items():
                if coding.codebook in ("", name) and book in ("", name):
                    self._coded(coding, known, theme, event)

    def _coded(self, coding: Coding, book: Book, theme: str, event: str) -> None:
        for segment in coding.segments:
            if event in ("", segment.event or str(segment.place)):
                for mark in segment.marks:
                    if self._counts(book, mark, theme):
                        self._marked(coding, book, mark, self._quote(coding, segment))
        for mark in coding.study_marks:
            if event in ("", mark.event) and self._counts(book, mark, theme):
                self._marked(coding, book, mark, self._mark(coding, mark))

    def _counts(self, book: Book, mark: Mark, theme: str) -> bool:
        return mark.code in book.now and (not theme or theme == book.theme(mark.code))

    def _quote(self, coding: Coding, segment: Segment) -> str:
        """A quote after its study, and after what gave it other codes."""
        said = _words_of(segment.quote, segment.page, segment.found)
        act = self.seen.coding_acts.get(segment.event)
        if act:
            step = replace(self._act(Kind.QUOTE, act), said=said, why=segment.note)
        else:
            place = segment.place if segment.place.path else coding.place
            step = Step(Kind.QUOTE, str(place), said, place, coding.coder, why=segment.note)
        name = self.add(step, self.study(coding.study))
        for one in segment.recoded:
            if again := self.seen.coding_acts.get(one.event):
                self.add(self._act(Kind.QUOTE, again), name)
        for review in self.review.facts.reviews:
            if segment.event and review.segment == segment.event:
                self.add(self._act(Kind.QUOTE, review), name)
        return name

    def _mark(self, coding: Coding, mark: Mark) -> str:
        """A code on a study as a whole."""
        act = self.seen.coding_acts.get(mark.event)
        said = message("marked on the study as a whole, without a quote")
        if act:
            return self.add(replace(self._act(Kind.QUOTE, act), said=said), self.study(coding.study))
        step = Step(Kind.QUOTE, str(coding.place), said, coding.place, coding.coder)
        return self.add(step, self.study(coding.study))

    def _marked(self, coding: Coding, book: Book, mark: Mark, quote: str) -> None:
        """A mark from its quote through the code, and what that became, to the theme and the cell."""
        code = self.code(book, mark.code, quote)
        if theme := book.theme(mark.code):
            self.cell(book, theme, coding.study, code)

    def code(self, book: Book, code: str, *after: str) -> str:
        """A code, what it was merged into, and its theme; returns the name of the last of these."""
        known = {one.id: one for one in book.book.codes}
        now = book.now.get(code, code)
        before = list(after)
        if code != now:
            old = self.add(self._code(book, known, code), *after)
            changes = [act for act in self._changes(book) if code in act.ids and act.op != "create"]
            before = [self.add(self._act(Kind.CODE_CHANGE, act), old) for act in changes] or [old]
        theme = book.theme(code)
        if now == theme:
            return self.theme(book, theme, *before)
        name = self.add(self._code(book, known, now), *before)
        for act in self._changes(book):
            if now in (*act.ids, *act.into):
                self.add(self.steps[name], self.add(self._act(Kind.CODE_CHANGE, act)))
        return self.theme(book, theme, name) if theme else name

    def _code(self, book: Book, known: Mapping[str, Code], code: str) -> Step:
        entry = known.get(code)
        said, place = (entry.label(self.language), entry.place) if entry else (code, book.book.place)
        return Step(Kind.CODE, f"{book.book.name}/{code}", said, place)

    def theme(self, book: Book, theme: str, *after: str) -> str:
        """A theme, after the changes that made it what it is."""
        entry = next(one for one in book.book.codes if one.id == theme)
        name = self.add(
            Step(Kind.THEME, f"{book.book.name}/{theme}", entry.label(self.language), entry.place), *after
        )
        if self._is_new(name):
            for act in self._changes(book):
                if theme in (*act.ids, *act.into):
                    self.add(self.steps[name], self.add(self._act(Kind.CODE_CHANGE, act)))
        return name

    def _changes(self, book: Book) -> Iterable[CodebookAct]:
        return (act for act in self.review.facts.codebook_acts if act.book == book.book.name)

    def cell(self, book: Book, theme: str, study: str, *after: str) -> str:
        """A cell of the matrix; none where the study is not in it. Returns the name of its theme then."""
        matrix = self.seen.coded.matrices.get(book.book.name)
        cell = matrix.cells.get((theme, study)) if matrix else None
        if cell is None:
            return self.theme(book, theme, *after)
        step = Step(Kind.CELL, f"{book.book.name}/{theme}/{study}", _IN_WORDS[cell])
        return self.add(step, self.theme(book, theme, *after), *after, self.study(study))

    def whole_cell(self, book: Book, theme: str, study: str) -> str:
        """A cell with every mark behind it."""
        self.study_with_reports(study)
        self.quotes(study, book.book.name, theme)
        return self.cell(book, theme, study)

    def whole_theme(self, book: Book, theme: str) -> str:
        """A theme with every mark behind it, in the included studies."""
        matrix = self.seen.coded.matrices[book.book.name]
        found = [study.key for study in matrix.studies if (theme, study.key) in matrix.evidence]
        for study in self.first(Kind.CELL, found):
            self.whole_cell(book, theme, study)
        return self.theme(book, theme)

    # -- any act

    def act(self, act: "AnyAct | Undo") -> str:
        """An act by itself."""
        return self.add(self._act(Kind.ACT, act))

    def _act(self, kind: Kind, act: "AnyAct | Undo") -> Step:
        why = getattr(act, "note", "") or getattr(act, "why", "")
        return Step(kind, act.id, self.describe(act), act.place, act.by, act.at, str(why))

    # -- the ends of the chain

    def _with_lines(self, raw: RawLines) -> None:
        """The lines of each record, between its import and the record."""
        records = [step.id for step in self.steps.values() if step.kind is Kind.RECORD]
        found = raw(records)
        for record in records:
            before = self._imported(record)
            if lines := found.get(record):
                before = self.add(_lines(lines), before)
            self.add(self.steps[f"{Kind.RECORD}:{record}"], before)

    def _with_documents(self, documents: Sequence[Document]) -> None:
        """The documents in which a step is shown: a box by its id, others by their words."""
        steps = list(self.steps.values())
        is_few = sum(step.kind is Kind.RECORD for step in steps) <= _NAMED_RECORDS
        named = [(step, self._words_of(step)) for step in steps if step.kind is not Kind.RECORD or is_few]
        for one in documents:
            for step, words in named:
                if self._is_shown(step, words, one):
                    self.add(Step(Kind.DOCUMENT, one.path, self.document(one)), step.name)

    def _is_shown(self, step: Step, words: Sequence[Sequence[str]], document: Document) -> bool:
        """Whether a document shows a step: it has the box, or one text of each group of words."""
        if step.kind is Kind.BOX:
            return step.id in document.boxes
        return bool(words) and all(any(one in document.text for one in either) for either in words)

    def document(self, document: Document) -> str:
        """What a document is, in words: whether its numbers and the logs that it was made from are those of today."""
        said: list[str] = [message("a document that names it")]
        if document.boxes:
            other = self.changed_boxes(document)
            said = [message("a figure of the flow, with the numbers of the review")]
            if other:
                said = [message("a figure of the flow; the review has other numbers now: {boxes}", boxes=other)]
        if document.is_current is not None:
            is_now, was = (
                message("made from the logs as they are"),
                message("made from the logs as they were before"),
            )
            said.append(is_now if document.is_current else was)
        return together(said, "; ")

    def changed_boxes(self, document: Document) -> str:
        """The boxes of which a document has another number: `screened 1290 (1285)`."""
        flow = self.review.flow
        pairs = ((name, n, flow.named(name).n) for name, n in document.boxes.items() if n is not None)
        return ", ".join(f"{name} {theirs} ({ours})" for name, theirs, ours in pairs if theirs != ours)

    def _words_of(self, step: Step) -> Sequence[Sequence[str]]:
        """What a document that shows a step has in it: one text of each group; none where nobody could tell."""
        parts = step.id.split("/")
        if step.kind is Kind.STUDY:
            return [[as_searched(self.seen.studies[step.id].citation)]]
        if step.kind is Kind.THEME:
            return [self._labels(parts[0], parts[1])]
        if step.kind is Kind.CELL:
            return [self._labels(parts[0], parts[1]), [as_searched(self.seen.studies[parts[2]].citation)]]
        if step.kind is Kind.QUOTE and step.said.startswith(_OPEN):
            return [[as_searched(step.said[1:].partition(_CLOSE)[0])]]
        if step.kind is Kind.RECORD and (title := self.review.records[step.id].title):
            return [[as_searched(title)]]
        return []

    def _labels(self, book: str, code: str) -> list[str]:
        entry = next((one for one in self.seen.books[book].book.codes if one.id == code), None)
        return [as_searched(one) for one in entry.labels.values()] if entry else []


def _is_before_decisions(box: Box) -> bool:
    """Whether a box follows from imports and duplicates alone, so that everybody may see what is in it."""
    return box.id.startswith(_BEFORE_DECISIONS)


_NAMED_RECORDS = 50  # whose titles are looked for in documents: a box of 100,000 records would take minutes
_OPEN, _CLOSE = "“", "”"


def as_searched(text: str) -> str:
    """A text as it is compared with the words of documents: one blank between words, in small letters."""
    return " ".join(text.split()).casefold()


def _answer_on(verdict: DuplicateVerdict) -> Message:
    first, second = verdict.first, verdict.second
    if verdict.verdict is Verdict.SAME:
        return message("{first} and {second} are one report", first=first, second=second)
    if verdict.verdict is Verdict.DIFFERENT:
        return message("{first} and {second} are two reports", first=first, second=second)
    return message("{first} and {second} may be one report", first=first, second=second)


def _lines(lines: Lines) -> Step:
    place = Place(lines.path, lines.first)
    said = message("lines {first} to {last}", first=lines.first, last=lines.last)
    if lines.first == lines.last:
        said = message("line {line}", line=lines.first)
    return Step(Kind.LINES, str(place), said, place)


def _cited(record: Record) -> str:
    """A record as people know it: the first author, the year, the title."""
    who = record.authors[0] if record.authors else ""
    year = f"({record.year})" if record.year else ""
    return " ".join(filter(None, (who, year, record.title)))


def _words_of(quote: str, page: str, found: Quoted | None) -> str:
    """A quote with its page, as it was written or as it was found in the text."""
    number = page or (str(found.part) if found and found.part else "")
    words = f"{_OPEN}{quote}{_CLOSE}"
    return together([words, message("page {page}", page=number)], ", ") if number else words


def _quoted(one: Quoted) -> str:
    return _words_of(one.quote, "", one)
