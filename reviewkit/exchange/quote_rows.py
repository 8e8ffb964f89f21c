"""A table of coded quotes that people filled in, or another tool wrote: a row for each quote; or the table of all
codings that `code export` writes: a row for each code of each quote.

Its columns are study, quote, code (several with ; between them), page, relation, construct and note, with English or
Norwegian names, in any order; others are refused, so that nothing is silently left out.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewkit.errors import Level, Place, Problem
from reviewkit.exchange.marks import under_no_heading
from reviewkit.model import Mark
from reviewkit.normalize import folded, letters, letters_and_signs
from reviewkit.words import message, number_of

# What a column is called, as normalize.folded writes it: small letters without accents, å is a, ø is o.
NAMES = {
    "study": ("study", "studie", "study key", "citation", "kilde", "kjelde", "referanse"),
    "quote": ("quote", "quotation", "sitat", "utdrag", "extract", "text", "tekst"),
    "codes": ("code", "codes", "kode", "koder", "kodar", "theme", "themes", "tema"),
    "page": ("page", "pages", "side", "sider", "sidetall", "sidetal", "p"),
    "relation": ("relation", "relasjon", "forhold"),
    "construct": ("construct", "konstrukt", "type", "slags", "kind"),
    "note": ("note", "notes", "comment", "merknad", "notat", "kommentar"),
}
_COLUMN = {name: column for column, names in NAMES.items() for name in names}
_NEEDED = ("study", "quote", "codes")
_RELATIONS = {
    "supports": ("supports", "support", "stotter", "stottar", "stotte"),
    "qualifies": ("qualifies", "qualify", "nyanserer", "nyanserar"),
    "contradicts": ("contradicts", "contradict", "motsier", "motseier", "motsiger"),
}
_CONSTRUCTS = {
    "participant": ("participant", "participants", "deltaker", "deltakar", "deltakere", "deltakarar", "informant"),
    "interpretation": ("interpretation", "author", "authors", "tolkning", "tolking", "forfatter", "forfattar"),
    "result": ("result", "results", "finding", "resultat", "funn"),
}
_RELATION = {word: relation for relation, words in _RELATIONS.items() for word in words}
_CONSTRUCT = {word: construct for construct, words in _CONSTRUCTS.items() for word in words}
# Of the columns of `code export`, those by which it is recognised, and what is read from which.
_EXPORTED = frozenset(("id", "study", "coder", "code", "relation", "quote", "sha256", "start", "end"))
_OF_EXPORT = {
    "study": "study",
    "quote": "quote",
    "codes": "code",
    "page": "page",
    "relation": "relation",
    "construct": "construct",
    "note": "note",
}
_AMBIGUOUS = ""

Row = tuple[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A row of the table: a quote from a study with its codes, as it was understood."""

    place: Place
    study: str
    quote: str
    marks: tuple[Mark, ...]
    page: str = ""
    construct: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuoteTable:
    """The quotes of a table, and what was not understood, by row and column.

    `marks` are rows without a quote, about a study as a whole; `left_out` says which rows are of other people.
    """

    rows: tuple[QuoteRow, ...]
    problems: tuple[Problem, ...]
    marks: tuple[QuoteRow, ...] = ()
    left_out: tuple[Problem, ...] = ()


def is_quote_table(head: Sequence[str]) -> bool:
    """Whether a table with these columns holds quotes, and not marks in columns for themes."""
    known = {_COLUMN.get(folded(name)) for name in head}
    return {"study", "quote"} <= known or {"quote", "codes"} <= known


def quotes_of_table(
    shown: str,
    head: tuple[int, Sequence[str]],
    rows: Sequence[Row],
    studies: Mapping[str, str],
    codes: Mapping[str, str],
) -> QuoteTable:
    """Read a table as coded quotes. `head` is the line and the names of the columns; each row comes with its line.

    `studies` and `codes` are the ids by name that names_of_studies and names_of_codes (in marks) return; "" is a
    name that several have.
    """
    problems: list[Problem] = []
    columns = _columns(Place(shown, head[0]), head[1], problems)
    if problems:
        return QuoteTable((), tuple(problems))
    problems += under_no_heading(shown, rows)
    found = []
    missing: dict[str, list[Place]] = {}
    for line, cells in rows:
        row = {column: cells.get(name, "").strip() for column, name in columns.items()}
        if any(row.values()):
            found.append(_Reader(Place(shown, line), row, columns, problems, missing).row(studies, codes))
    problems += [_missing(columns["codes"], name, places) for name, places in missing.items()]
    return QuoteTable(tuple(found), tuple(sorted(problems, key=lambda one: one.place.line)))


def has_words(name: str) -> bool:
    """Whether a column of such a table has words that a spreadsheet may make dates of: pages 3-4 become 3 April."""
    return _COLUMN.get(folded(name), "note") != "note"


def is_export(head: Sequence[str]) -> bool:
    """Whether a table with these columns is one that `code export` wrote."""
    return set(head) >= _EXPORTED


def quotes_of_export(
    shown: str, rows: Sequence[Row], studies: Mapping[str, str], codes: Mapping[str, str], coder: str
) -> QuoteTable:
    """What a coder has coded, from a table of the codings of everybody that `code export` wrote; the other parameters
    are those of quotes_of_table."""
    problems: list[Problem] = []
    missing: dict[str, list[Place]] = {}
    others: Counter[str] = Counter()
    found: dict[tuple[str, str, str], QuoteRow] = {}
    for line, cells in rows:
        by = cells["coder"].strip()
        if by.casefold() != coder.casefold():
            others[by] += any(cells.values())
            continue
        row = {column: cells.get(name, "").strip() for column, name in _OF_EXPORT.items()}
        read = _Reader(Place(shown, line), row, _OF_EXPORT, problems, missing).row(studies, codes, False)
        key = cells["id"], read.study, read.quote
        before = found.get(key)
        marks = dict.fromkeys((*before.marks, *read.marks)) if before else read.marks
        found[key] = replace(before or read, marks=tuple(marks))
    problems += [_missing("code", name, places) for name, places in missing.items()]
    left_out = [_of_others(shown, others, coder, bool(found))] if others.total() else []
    if not found:
        problems, left_out = [*problems, *left_out], []
    return QuoteTable(
        tuple(row for row in found.values() if row.quote),
        tuple(sorted(problems, key=lambda one: one.place.line)),
        tuple(row for row in found.values() if not row.quote),
        tuple(left_out),
    )


def _of_others(shown: str, others: Counter[str], coder: str, has_own: bool) -> Problem:
    """What is said of the codings of other people: those who coded log theirs."""
    people = ", ".join(others)
    if has_own:
        said = message(
            "left out: {codings} of {people}; import the table with --as for each of them",
            codings=number_of(others.total(), "coding"),
            people=people,
        )
        return Problem(Place(shown), said, Level.NOTE, "cells")
    said = message(
        "no row of this table is a coding of {coder}; its coders are: {people}. Name one of them with --as, or write "
        "{coder} into the column coder",
        coder=coder,
        people=people,
    )
    return Problem(Place(shown), said, Level.ERROR, "cells")


def _columns(place: Place, head: Sequence[str], problems: list[Problem]) -> dict[str, str]:
    """The name of each column of ours in the table."""
    found: dict[str, str] = {}
    for name in filter(None, head):
        column = _COLUMN.get(folded(name))
        if column is None:
            said = message("the column {name!r} is not understood; rename it, or leave it out", name=name)
            problems.append(Problem(place, said, Level.ERROR, "cells"))
        elif found.setdefault(column, name) != name:
            said = message(
                "the columns {first!r} and {second!r} mean the same; leave one out",
                first=found[column],
                second=name,
            )
            problems.append(Problem(place, said, Level.ERROR, "cells"))
    for column in _NEEDED:
        if column not in found:
            said = message("a column for the {column} is missing", column=NAMES[column][0])
            problems.append(Problem(place, said, Level.ERROR, "cells"))
    return found


def _missing(column: str, name: str, places: Sequence[Place]) -> Problem:
    """A code that the codebook does not have, said once, however many rows have it."""
    said = message("{name!r} is no code of the codebook; add it first: reviewkit codebook create", name=name[:60])
    if len(places) > 1:
        said = message(
            "{name!r} is no code of the codebook, and {n} rows have it; add it first: reviewkit codebook create",
            name=name[:60],
            n=len(places),
        )
    said = message("column {column!r}: {what}", column=column, what=said)
    return Problem(places[0], said, Level.ERROR, "cells")


@dataclass(frozen=True, slots=True)
class _Reader:
    """One row, and where what is wrong in it is kept; `missing` are the codes that the codebook does not have."""

    place: Place
    cells: Mapping[str, str]
    columns: Mapping[str, str]
    problems: list[Problem]
    missing: dict[str, list[Place]]

    def row(self, studies: Mapping[str, str], codes: Mapping[str, str], needs_quote: bool = True) -> QuoteRow:
        """The row as it was understood."""
        quote = self.cells["quote"]
        if needs_quote and not quote:
            self._wrong("quote", message("is empty; give the exact words of the report"))
        relation = self._word("relation", _RELATION, "supports")
        marks = tuple(Mark(code, relation) for code in dict.fromkeys(self._codes(codes)))
        return QuoteRow(
            self.place,
            self._study(studies),
            quote,
            marks,
            self.cells.get("page", "").removesuffix(".0"),
            self._word("construct", _CONSTRUCT, ""),
            self.cells.get("note", ""),
        )

    def _study(self, studies: Mapping[str, str]) -> str:
        name = self.cells["study"]
        found = studies.get(letters(name)) if name else None
        if not name:
            self._wrong("study", message("is empty; name the study by its key or citation"))
        elif found == _AMBIGUOUS:
            self._wrong(
                "study", message("{name!r} is how several studies are cited; write its key", name=name[:60])
            )
        elif found is None:
            self._wrong("study", message("{name!r} is no included study", name=name[:60]))
        return found or ""

    def _codes(self, codes: Mapping[str, str]) -> list[str]:
        names = [name.strip() for name in self.cells["codes"].split(";") if name.strip()]
        if not names:
            self._wrong("codes", message("is empty; name at least one code"))
        found = []
        for name in names:
            code = codes.get(letters_and_signs(name))
            if code == _AMBIGUOUS:
                self._wrong("codes", message("{name!r} could mean several codes; use an id", name=name[:60]))
            elif code is None:
                self.missing.setdefault(name, []).append(self.place)
            else:
                found.append(code)
        return found

    def _word(self, column: str, known: Mapping[str, str], default: str) -> str:
        cell = self.cells.get(column, "")
        found = known.get(folded(cell)) if cell else default
        if found is None:
            words = " / ".join(dict.fromkeys(known.values()))
            self._wrong(column, message("{cell!r} is not one of {words}", cell=cell[:60], words=words))
        return found or default

    def _wrong(self, column: str, what: str) -> None:
        said = message("column {column!r}: {what}", column=self.columns[column], what=what)
        self.problems.append(Problem(self.place, said, Level.ERROR, "cells"))
