"""Screening decisions as other tools write them, and the reports of the review that they are about.

Plain tables, Rayyan, Covidence and ASReview are recognised by their content; each has a module of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.exchange import asreview, covidence, own_sheet, rayyan, tables
from reviewkit.exchange.finding import Finder, How
from reviewkit.exchange.imported import (
    ImportedDecision,
    Rows,
    about_record,
    first_names,
    joined_notes,
    rows_of,
    time_of,
)
from reviewkit.formats import ris
from reviewkit.formats.base import ZIP, decoded
from reviewkit.formats.zipped import opened
from reviewkit.model import Protocol, Record, Reviewer
from reviewkit.normalize import folded
from reviewkit.words import Choice, Stage, message

_STAGES = {  # words for stages besides their ids and labels, as normalize.folded writes them
    "before screening": Stage.BEFORE,
    "for screening": Stage.BEFORE,
    "title and abstract": Stage.TITLE_ABSTRACT,
    "tittel og sammendrag": Stage.TITLE_ABSTRACT,
    "tittel sammendrag": Stage.TITLE_ABSTRACT,
    "tittel og samandrag": Stage.TITLE_ABSTRACT,
    "vurdering": Stage.SCREENING,
    "fulltekst": Stage.FULL_TEXT,
}
_SEPARATORS = ";|,/\n"  # of several reasons in one cell
_OF_RECORDS = frozenset(("title", "primary_title", "doi", "record", "record_id", "id"))  # columns of data sets
_OF_TABLES = frozenset(("covidence #", "key", "article_id"))  # columns of Covidence and Rayyan
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_OF_SPREADSHEETS = frozenset(("mimetype", "Index/Document.iwa"))  # files in the zips of LibreOffice and Numbers
UNMATCHED = ("no-record", "other-record")


@dataclass(frozen=True, slots=True)
class MatchedDecision:
    """A decision of another tool with the review's own ids.

    `record` is the report, `named` the record that the line names, perhaps a duplicate in it. Of several reasons
    `reason` is the main one.
    """

    decision: ImportedDecision
    record: str
    named: str
    how: How
    reviewer: str
    stage: Stage
    reason: str = ""
    other_reasons: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    note: str = ""


def imported_decisions(
    data: bytes, path: str, list_name: str = "", sheet: Rows | None = None
) -> tuple[ImportedDecision, ...]:
    """The decisions of a file. `list_name` says which list a Covidence export is; `sheet` are the rows of a workbook.

    Raises ReviewkitError where no reader knows the file, and with file and line where a line is wrong.
    """
    if sheet is not None:
        return _from_rows(_filled(sheet), path, list_name)
    if data[:4] == ZIP:
        _not_a_list(list_name, path)
        return _from_zip(data, path)
    if data[:4] == _OLD_EXCEL:
        raise ReviewkitError(
            message(
                "{path}: this is a file of an older Excel (.xls). Save it as .xlsx, and import that.", path=path
            )
        )
    text, _ = decoded(data, path)
    if _is_ris(text):
        return _from_ris(ris.read(text, path).records, path, list_name)
    return _from_rows(rows_of(text, path), path, list_name)


def undecided(data: bytes, path: str, sheet: Rows | None = None) -> tuple[Problem, ...]:
    """The rows of a sheet that reviewkit wrote for a reviewer in which something was written, but no decision."""
    if sheet is None and (data[:4] == ZIP or _is_ris(text := decoded(data, path)[0])):
        return ()
    rows = _filled(sheet) if sheet is not None else rows_of(text, path)
    return own_sheet.undecided(rows, path) if own_sheet.is_own(first_names(rows)) else ()


def _is_ris(text: str) -> bool:
    """Whether a text is RIS, and not a table of decisions in which a note quotes RIS."""
    if not ris.recognises(text[:20_000]):
        return False
    try:
        names = first_names(rows_of(text))
    except ReviewkitError:
        return True
    return not (own_sheet.is_own(names) or names & _OF_TABLES or tables.is_table(names) or _is_asreview(names))


def _is_asreview(names: set[str]) -> bool:
    return bool(asreview.label_column(names) and names & _OF_RECORDS)


def _from_zip(data: bytes, path: str) -> tuple[ImportedDecision, ...]:
    with opened(data, path) as archive:
        names = archive.namelist()
        if not _OF_SPREADSHEETS.isdisjoint(names):
            raise ReviewkitError(
                message(
                    "{path}: this is a document of LibreOffice or Numbers. Save the table in it as .xlsx or .csv, and "
                    "import that.",
                    path=path,
                )
            )
        if any(name.rsplit("/", 1)[-1] == "project.json" for name in names):
            return asreview.from_project(archive, path)
        return rayyan.from_zip(archive, path)


def _from_ris(records: Sequence[Record], path: str, list_name: str) -> tuple[ImportedDecision, ...]:
    if list_name:
        return covidence.from_records(records, path, list_name)
    found = rayyan.from_records(records) or asreview.from_records(records)
    if found:
        return found
    if covidence.looks_like(records):
        return covidence.from_records(records, path, list_name)
    raise ReviewkitError(
        message(
            "{path}: no decisions were found in this file. Rayyan includes them only if the export "
            "includes notes. If the file is a list, say what was decided on its records: --kept (these "
            "stayed, the others of that stage did not), or for Covidence --list, one of: {lists}",
            path=path,
            lists=", ".join(covidence.LISTS),
        )
    )


def _from_rows(rows: Rows, path: str, list_name: str) -> tuple[ImportedDecision, ...]:
    names = first_names(rows)
    if own_sheet.is_own(names):
        _not_a_list(list_name, path)
        return own_sheet.from_rows(rows, path)
    if "covidence #" in names:
        return covidence.from_table(rows, path, list_name)
    _not_a_list(list_name, path)
    if {"key", "title", "notes"} <= names:
        return rayyan.from_articles(rows, path)
    if {"article_id", "key", "value"} <= names:
        raise ReviewkitError(
            message(
                "{path}: this is Rayyan's log alone; it does not say which article is which. Give the whole "
                "zip that Rayyan exported, with articles.csv (or a .ris) in it.",
                path=path,
            )
        )
    if not tables.is_table(names) and _is_asreview(names):
        return asreview.from_table(rows, path)
    return tables.from_table(rows, path)


def _not_a_list(list_name: str, path: str) -> None:
    if list_name:
        raise ReviewkitError(
            message("{path}: this is no list of Covidence, so --list says nothing here. Leave it out.", path=path)
        )


def _filled(sheet: Rows) -> Rows:
    """The rows of a workbook that are not blank, without spaces around their cells."""
    rows = [(line, {name: cell.strip() for name, cell in row.items()}) for line, row in sheet]
    return [(line, row) for line, row in rows if any(row.values())]


def kept_records(records: Iterable[Record]) -> tuple[ImportedDecision, ...]:
    """The records of a list that stayed, each as an include."""
    return tuple(replace(about_record(record), choice=Choice.INCLUDE) for record in records)


def kept_rows(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """As kept_records, for a table with a row per record, such as a list of our ids.

    Raises ReviewkitError where no column names a record.
    """
    return tables.kept(_filled(rows), path)


# --- matched to the review ------------------------------------------------------------------------------------------


def matched(
    found: Sequence[ImportedDecision],
    records: Mapping[str, Record],
    protocol: Protocol,
    importer: str = "",
    report_of: Mapping[str, str] | None = None,
    stage: Stage | None = None,
) -> tuple[tuple[MatchedDecision, ...], tuple[Problem, ...]]:
    """The decisions with the review's ids, and a problem for each that has no record, reviewer, stage or reason.

    finding.Finder says how a report is found (`report_of` maps records to reports). Decisions of nobody are the
    importer's, those without a stage belong to `stage`, or to the one that their tool has. The main reason is the
    first where the file has the reasons in an order, else the first in the protocol.
    """
    finder = Finder(records, report_of or {})
    result, problems = [], []
    for given in found:
        about = finder.find(given)
        reading = _Reading(given, protocol, importer, stage)
        wrong = [(about.code, about.why)] if about.code else []
        wrong += [("decision", said) for said in reading.wrong()]
        problems += [Problem(given.place, said, Level.ERROR, code) for code, said in wrong]
        if not wrong and about.how:
            result.append(reading.matched(about.report, about.record, about.how))
    return tuple(result), tuple(problems)


class _Reading:
    """A line in the words of the protocol: whose decision it is, at which stage, and for which reasons."""

    def __init__(self, given: ImportedDecision, protocol: Protocol, importer: str, stage: Stage | None) -> None:
        self.given, self.protocol = given, protocol
        self.reviewer, self.wrong_name = _reviewer(given, protocol, importer)
        self.stage = _stage(given, protocol, stage)
        self.reasons, self.unknown, self.labels = _reasons(given, protocol, self.stage)

    def wrong(self) -> list[str]:
        """What is not understood."""
        given, known = self.given, ", ".join(reason.id for reason in self.protocol.reasons)
        wrong = [self.wrong_name] if self.wrong_name else []
        if self.stage is None:
            stages = ", ".join(self.protocol.stage_list())
            wrong.append(
                message(
                    "the stage {stage!r} is none of this review's ({stages}, or {before})",
                    stage=given.stage,
                    stages=stages,
                    before=str(Stage.BEFORE),
                )
            )
        if self.stage == Stage.BEFORE and given.choice is Choice.MAYBE:
            wrong.append(
                message("before screening a record is removed (exclude) or not (include); there is no maybe")
            )
        if self.unknown:
            wrong.append(
                message(
                    "the exclusion reason {reason!r} is not in review.yaml; add it there, or as one of the `aliases` "
                    "of a reason; known: {known}",
                    reason=", ".join(self.unknown),
                    known=known,
                )
            )
        if given.at and time_of(given.at) is None:
            wrong.append(
                message(
                    "{time!r} is not a time. Write it as 2026-01-31T09:30:00Z or 31.01.2026 09:30, or leave it empty",
                    time=given.at,
                )
            )
        return wrong

    def matched(self, report: str, named: str, how: How) -> MatchedDecision:
        """The decision on a report, where nothing is wrong with it."""
        given = self.given
        if self.reviewer is None or self.stage is None:
            raise ValueError("a decision that is not understood cannot be matched")
        spare = "" if given.choice is Choice.EXCLUDE or not given.reasons else ", ".join(given.reasons)
        own = [note for name, note in given.notes_of if _people(name, self.protocol) == [self.reviewer]]
        return MatchedDecision(
            given,
            report,
            named,
            how,
            self.reviewer.id,
            self.stage,
            self.reasons[0] if self.reasons else "",
            tuple(self.reasons[1:]),
            self.labels,
            joined_notes(given.note, *own, f"reason given: {spare}" if spare else ""),
        )


def _reviewer(given: ImportedDecision, protocol: Protocol, importer: str) -> tuple[Reviewer | None, str]:
    """The person whose decision a line is, or what is wrong with the name."""
    names = [name for name in (given.reviewer, given.also_called) if name.strip()] or [importer]
    for name in names:
        people = _people(name, protocol)
        if len(people) == 1:
            return people[0], ""
        if people:
            ids = " and ".join(person.id for person in people)
            return None, message(
                "{name!r} can be {ids}; write the id of the one who is meant", name=_hidden(name), ids=ids
            )
    shown = " or ".join(repr(_hidden(name)) for name in names)
    return None, message(
        "the reviewer {shown} is not in review.yaml; add the name or address there under `addresses` of that reviewer",
        shown=shown,
    )


def _people(name: str, protocol: Protocol) -> list[Reviewer]:
    """The reviewers of an id, else of an address, else of a name."""
    wanted = name.strip().casefold()
    if not wanted:
        return []
    for names_of in (
        lambda one: (one.id, *one.earlier_ids),
        lambda one: one.addresses,
        lambda one: (one.name,),
    ):
        people = [one for one in protocol.reviewers if wanted in map(str.casefold, names_of(one))]
        if people:
            return people
    return []


def _stage(given: ImportedDecision, protocol: Protocol, default: Stage | None) -> Stage | None:
    stages = protocol.stage_list()
    if not given.stage:
        return default or (stages[-1] if given.later_stage else stages[0])
    word = folded(given.stage)
    for stage in protocol.stages:
        if word in (folded(stage.id), *map(folded, stage.labels.values())):
            return stage.id
    known = Stage.BEFORE if word == folded(Stage.BEFORE) else _STAGES.get(word)
    return known if known in (*stages, Stage.BEFORE) else None


def _reasons(
    given: ImportedDecision, protocol: Protocol, stage: Stage | None
) -> tuple[list[str], list[str], tuple[str, ...]]:
    """The reasons of an exclusion, the main one first; the words that are none; and the labels.

    A tag that is no reason is a label, and so is every tag of what was not excluded. Before screening, reasons are
    free: `review.yaml` lists those of screening.
    """
    if given.choice is not Choice.EXCLUDE:
        return [], [], tuple(dict.fromkeys((*given.labels, *given.tags)))
    known = names_of_reasons(protocol)
    found: list[str] = []
    unknown: list[str] = []
    for word in _whole_reasons(_uncut(given, known), known):
        ids = known_reasons(word, known)
        if ids or stage != Stage.BEFORE:
            found += ids
            unknown += [] if ids else [word]
        else:
            found.append(" ".join(word.split()))
    tagged = {tag: reason for tag in given.tags if (reason := _tagged(tag, known))}
    listed = list(dict.fromkeys((*found, *tagged.values())))
    if not given.reasons_in_order:
        order = [reason.id for reason in protocol.reasons]
        listed.sort(key=lambda reason: order.index(reason) if reason in order else len(order))
    labels = (*given.labels, *(tag for tag in given.tags if tag not in tagged))
    return listed, unknown, tuple(dict.fromkeys(labels))


def _uncut(given: ImportedDecision, known: Mapping[str, str]) -> tuple[str, ...]:
    """The reasons, the only one with as many of the texts behind it as together are the name of a reason."""
    for end in range(len(given.after_reason), 0, -1):
        whole = "; ".join((*given.reasons, *given.after_reason[:end]))
        if folded(whole) in known:
            return (whole,)
    return given.reasons


def _whole_reasons(words: Sequence[str], known: Mapping[str, str]) -> list[str]:
    """The reasons of a list that commas separate, where the name of a reason may have commas too."""
    found: list[str] = []
    start = 0
    while start < len(words):
        ends = range(len(words), start + 1, -1)
        end = next((end for end in ends if folded(", ".join(words[start:end])) in known), start + 1)
        found.append(", ".join(words[start:end]))
        start = end
    return found


def names_of_reasons(protocol: Protocol) -> dict[str, str]:
    """The ids of the reasons by all their names, as normalize.folded writes these."""
    return {
        folded(name): reason.id
        for reason in protocol.reasons
        for name in (*reason.aliases, *reason.labels.values(), reason.id)
        if folded(name)
    }


def known_reasons(words: str, known: Mapping[str, str]) -> list[str]:
    """The ids of the reason, or of the several reasons, that a cell names; none where one of them is unknown."""
    if reason := known.get(folded(words)):
        return [reason]
    for separator in _SEPARATORS:
        parts = [folded(part) for part in words.split(separator) if part.strip()]
        if len(parts) > 1 and all(part in known for part in parts):
            return [known[part] for part in parts]
    parts = [folded(part) for part in words.split(";") if part.strip()]
    return [known[parts[0]]] if len(parts) == 1 and parts[0] in known else []


def _tagged(tag: str, known: Mapping[str, str]) -> str:
    """The reason that a tag names, with or without the group before it: `reason_population`."""
    words = folded(tag.replace("_", " ")).split()
    return next((known[rest] for start in range(len(words)) if (rest := " ".join(words[start:])) in known), "")


def _hidden(name: str) -> str:
    """An address is shown with its first letters only: logs and messages get passed on."""
    local, at, domain = name.partition("@")
    return f"{local[:2]}...@{domain}" if at else name
