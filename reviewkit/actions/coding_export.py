"""A codebook, and all codings of the included studies, as another program for qualitative analysis reads them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reviewkit import __version__
from reviewkit.actions.codebook import chosen
from reviewkit.actions.quoting import texts_of
from reviewkit.actions.readings import ReadText, searched
from reviewkit.codebook_history import is_by_language
from reviewkit.coding import by_citation, current_ids
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.projects import (
    Project,
    ProjectCase,
    ProjectMark,
    ProjectQuote,
    ProjectSource,
    ProjectUser,
    guid_of,
)
from reviewkit.exchange.refi_codes import codes_of, guid_of_each
from reviewkit.exchange.refi_write import codebook_xml, moment_of_xml, plain_text, project_zip
from reviewkit.exchange.study_lines import described
from reviewkit.model import NEVER, Codebook, CodedSegment, Coding, Mark, Segment, Study, StudyMark
from reviewkit.normalize import letters, written_moment
from reviewkit.quotes import Match, Quote, best_of
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import message

PROGRAM = f"reviewkit {__version__}"


@dataclass(frozen=True, slots=True)
class ExportedBook:
    """A codebook as REFI-QDA has it, with the number of its codes, and what has no place there, in words."""

    text: str
    codes: int
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportedCodings:
    """A project file with the numbers of what is in it, and what has no place there, in words."""

    data: bytes
    studies: int
    texts: int
    codings: int
    losses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedSegment:
    """A coded quote with its place in a text of its study as it is read today; without one, `text` is None.

    `codebook` are the codebooks that were in use when it was logged.
    """

    study: Study
    coder: str
    segment: Segment
    at: datetime
    codebook: str = ""
    text: ReadText | None = None
    start: int = -1
    end: int = -1

    @property
    def words(self) -> str:
        """The words in the text, or of the quote where it is in none."""
        return self.text.reading.text[self.start : self.end] if self.text else self.segment.quote


def codebook_file(review: Review, name: str = "") -> ExportedBook:
    """A codebook as a REFI-QDA file (.qdc). Raises ReviewkitError where it has no code."""
    book = chosen(review, name)
    if not book.codes:
        said = message("The codebook {book} has no codes yet, so nothing was exported.", book=book.name)
        raise ReviewkitError(said)
    losses: list[str] = [
        message("left out: the title of the codebook and its version ({version})", version=book.version)
    ]
    if any(act.book == book.name for act in review.facts.codebook_acts):
        losses.append(message("left out: the history of the codebook"))
    codes = codes_of(book, current_ids(book.codes), losses)
    return ExportedBook(codebook_xml(codes, PROGRAM), len(codes), tuple(losses))


def table_losses(book: Codebook) -> tuple[str, ...]:
    """What a table of a codebook does not have, in words."""
    said = [text for entry in book.said.values() for text in entry.values()]
    others = sum(isinstance(text, dict) and is_by_language(text) and len(text) > 1 for text in said)
    if not others:
        return ()
    return (message("left out: texts in other languages than {language} ({n})", language=book.language, n=others),)


def project_file(
    folder: OpenReview, name: str = "", coder: str = "", seen: Review | None = None
) -> ExportedCodings:
    """The codings of the included studies with their texts, as a REFI-QDA project (.qdpx); of everybody where no coder
    is named. `seen` is the review with the codings that the person at work may see."""
    review = seen or folder.review
    book = chosen(review, name)
    placed = placed_segments(folder, book, coder, review)
    marks: dict[str, list[Mark]] = {}
    for coding in review.codings_of(coder):
        if coding.codebook in ("", book.name):
            marks.setdefault(coding.study, []).extend(coding.study_marks)
    return _Exporting(review, book, coder, placed, _texts(folder), marks).project()


def placed_segments(
    folder: OpenReview, book: Codebook, coder: str = "", seen: Review | None = None
) -> tuple[PlacedSegment, ...]:
    """The coded quotes of the included studies, by citation, with their places in the texts as they are read today."""
    review = seen or folder.review
    logged = {one.id: one for one in folder.acts(ledger.CODING).counting if isinstance(one, CodedSegment)}
    of_study: dict[str, list[Coding]] = {}
    for coding in review.codings_of(coder):
        if coding.codebook in ("", book.name):
            of_study.setdefault(coding.study, []).append(coding)
    texts = _texts(folder)
    return tuple(
        _placed(study, coding, segment, logged.get(segment.event), texts[study.key])
        for study in by_citation(review.included_studies)
        for coding in of_study.get(study.key, ())
        for segment in coding.segments
    )


def all_codings(
    folder: OpenReview, book: Codebook, coder: str = "", seen: Review | None = None
) -> tuple[PlacedSegment, ...]:
    """The coded quotes of the included studies with their places, and codes on whole studies, which have no words."""
    times = {one.id: one.at for one in folder.acts(ledger.CODING).counting if isinstance(one, StudyMark)}
    studies = {study.key: study for study in by_citation(folder.review.included_studies)}
    whole = [
        PlacedSegment(studies[one.study], one.coder, _bare(one, mark), times.get(mark.event, NEVER))
        for one in (seen or folder.review).codings_of(coder)
        if one.study in studies and one.codebook in ("", book.name)
        for mark in one.study_marks
    ]
    return (*placed_segments(folder, book, coder, seen), *whole)


def _bare(coding: Coding, mark: Mark) -> Segment:
    return Segment("", "", (mark,), event=mark.event, place=coding.place)


def _texts(folder: OpenReview) -> dict[str, tuple[ReadText, ...]]:
    return {study.key: texts_of(folder, study, keep_lost=True) for study in folder.review.included_studies}


def _placed(
    study: Study, coding: Coding, segment: Segment, act: CodedSegment | None, read: Sequence[ReadText]
) -> PlacedSegment:
    at, books = (act.at, act.codebook) if act else (NEVER, "")
    found = _place(segment, read)
    return PlacedSegment(study, coding.coder, segment, at, books, *found)


def _place(segment: Segment, read: Sequence[ReadText]) -> tuple[ReadText | None, int, int]:
    """Where the words of a quote are, or the words that are there now."""
    found = segment.found
    own = [one for one in read if found is not None and one.text.sha256 == found.text] or list(read)
    if found is not None and found.start >= 0 and len(own) == 1:
        end = found.start + len(segment.quote)
        if own[0].reading.text[found.start : end] == segment.quote:
            return own[0], found.start, end
    if not own:
        return None, -1, -1
    around = (found.prefix, found.suffix, found.start) if found is not None else ("", "", -1)
    number, passage = best_of([searched(one.reading) for one in own], Quote(segment.quote, *around))
    if passage.match is Match.LOST:
        return None, -1, -1
    return own[number], passage.start, passage.end


@dataclass(frozen=True, slots=True)
class _Exporting:
    """What goes into a project file."""

    review: Review
    book: Codebook
    coder: str
    placed: Sequence[PlacedSegment]
    texts: Mapping[str, Sequence[ReadText]]
    marks: Mapping[str, Sequence[Mark]]

    def project(self) -> ExportedCodings:
        """The file, and what has no place in it."""
        guids, current = guid_of_each(self.book), current_ids(self.book.codes)
        losses: list[str] = []
        used = frozenset(current.get(mark.code, "") for one in self.placed for mark in one.segment.marks)
        quotes = [quote for one in self.placed if (quote := _quote(one, guids, current)).marks]
        people = sorted({person for one in self.placed for person in _people(one)})
        studies = by_citation(self.review.included_studies)
        project = Project(
            self.review.protocol.title,
            PROGRAM,
            tuple(self._user(*one) for one in people),
            codes_of(self.book, current, losses, used),
            tuple(self._case(study, guids, current) for study in studies),
            tuple(_source(study, one) for study in studies for one in self.texts[study.key]),
            tuple(sorted(quotes, key=lambda one: (one.source, one.start, one.end, one.guid))),
        )
        losses += self._lost(current)
        number = sum(len(self.texts[study.key]) for study in studies)
        codings = sum(len(quote.marks) for quote in quotes)
        return ExportedCodings(project_zip(project), len(studies), number, codings, tuple(losses))

    def _user(self, coder: str, there: str) -> ProjectUser:
        """A coder; for one who coded in another program, `id` says whose these codings are here."""
        known = self.review.protocol.reviewer(coder)
        return ProjectUser(_person_guid(coder, there), there or (known.name if known else "") or coder, coder)

    def _case(self, study: Study, guids: Mapping[str, str], current: Mapping[str, str]) -> ProjectCase:
        """A study with its texts, and the codes that somebody marked it with as a whole."""
        marks = dict.fromkeys(current.get(mark.code, "") for mark in self.marks.get(study.key, ()))
        return ProjectCase(
            guid_of("study", study.key),
            study.citation,
            described("", {"study": study.key}),
            tuple(guids[code] for code in marks if code in guids),
            tuple(_source_guid(study, one) for one in self.texts[study.key]),
        )

    def _lost(self, current: Mapping[str, str]) -> Iterator[str]:
        """What the project file does not have, in words."""
        keys = {study.key for study in self.review.included_studies}
        if marks := sum(len(found) for study, found in self.marks.items() if study in keys):
            yield message("codes on whole studies ({n}): the file does not say whose, nor why", n=marks)
        if homeless := sum(one.text is None for one in self.placed):
            yield message("quotes that are in no text ({n}): in the file as coded notes", n=homeless)
        if changed := sum(letters(one.words) != letters(one.segment.quote) for one in self.placed):
            yield message("quotes with other words in the text ({n}): the file has those of the text", n=changed)
        if recoded := sum(bool(one.segment.recoded) for one in self.placed):
            yield message("quotes that had other codes before ({n}): the file has those of today", n=recoded)
        if merged := sum(mark.code != current.get(mark.code) for one in self.placed for mark in one.segment.marks):
            yield message("codes that were merged, or that no codebook has ({n}): under those of today", n=merged)
        if others := sum(len(one.segments) for one in self.review.codings_of(self.coder) if one.study not in keys):
            yield message(
                "left out: {what} ({n})", what=message("quotes of studies that are not included"), n=others
            )
        for study in by_citation(self.review.included_studies):
            if not self.texts[study.key]:
                yield message("{study}: has no full text that can be read", study=study.key)
        yield message("left out: who has finished which study, what was undone, the history of the codebook")


def _source_guid(study: Study, one: ReadText) -> str:
    return guid_of("text", study.key, one.text.sha256)


def _source(study: Study, one: ReadText) -> ProjectSource:
    """A text exactly as it is read here, so that offsets are those of its quotes."""
    return ProjectSource(
        _source_guid(study, one),
        one.text.name or one.text.path.rpartition("/")[2],
        plain_text(one.reading.text),
        description=described("", {"study": study.key, "sha256": one.text.sha256}),
    )


def _coder_there(one: PlacedSegment) -> str:
    """Who coded a quote in the program that it was imported from; "" where nobody is named, or several people are."""
    came_from = one.segment.came_from
    return came_from.coders[0] if came_from and len(came_from.coders) == 1 else ""


def _people(one: PlacedSegment) -> Iterator[tuple[str, str]]:
    """Who gave a quote its codes: its coder, as called in the program that it came from, and as called here where the
    codes were changed here."""
    yield one.coder, _coder_there(one)
    if one.segment.recoded:
        yield one.coder, ""


def _person_guid(coder: str, there: str = "") -> str:
    return guid_of("person", coder, there) if there else guid_of("person", coder)


def _coded_there(one: PlacedSegment) -> tuple[str, str]:
    """Who coded a quote, and when, as far as it is known: in the program that it was imported from, or here."""
    came_from = one.segment.came_from
    coder = _person_guid(one.coder, _coder_there(one))
    if came_from and (came_from.coders or came_from.at):
        return coder, moment_of_xml(came_from.at)
    return coder, _moment(one)


def _moment(one: PlacedSegment) -> str:
    return written_moment(one.at) if one.at != NEVER else ""


def _quote(one: PlacedSegment, guids: Mapping[str, str], current: Mapping[str, str]) -> ProjectQuote:
    segment = one.segment
    name = segment.event or f"{segment.place.path}:{segment.place.line}"
    coder, at = _coded_there(one)
    at_first = {mark.code for mark in (segment.recoded[0].before if segment.recoded else segment.marks)}
    changed = (_person_guid(one.coder), _moment(one))
    codes = {code: mark for mark in segment.marks if (code := current.get(mark.code, "")) in guids}
    said = {
        "study": one.study.key,
        "page": segment.page,
        "section": segment.section,
        "construct": segment.construct,
        **{f"relation {code}": mark.relation for code, mark in codes.items() if mark.relation != "supports"},
    }
    return ProjectQuote(
        _source_guid(one.study, one.text) if one.text else "",
        plain_text(one.words),
        tuple(
            ProjectMark(
                guids[code],
                guid_of("mark", one.coder, name, code),
                *((coder, at) if mark.code in at_first else changed),
            )
            for code, mark in codes.items()
        ),
        one.start,
        one.end,
        guid_of("quote", one.coder, name),
        coder,
        at,
        described(segment.note, said),
    )
