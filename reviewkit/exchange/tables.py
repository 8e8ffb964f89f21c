"""Decisions in plain tables that people make: a row per decision, with English or Norwegian names of columns."""

from collections.abc import Mapping
from dataclasses import replace

from reviewkit import normalize
from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.imported import ImportedDecision, Rows, about, choice_of, split_list
from reviewkit.words import Choice, message, together

# What a column is called, as normalize.folded writes it: small letters without accents, å is a, ø is o.
NAMES = {
    "record": ("record", "record id", "post", "post id", "postid", "id"),
    "reviewer": ("reviewer", "screener", "vurderer", "vurdert av", "granskar"),
    "decision": ("decision", "beslutning", "avgjorelse", "avgjerd", "vedtak"),
    "consensus": ("consensus", "final decision", "konsensus", "endelig beslutning"),
    "reason": ("reason", "reasons", "exclusion reason", "exclusion reasons", "arsak", "arsaker", "grunn"),
    "stage": ("stage", "trinn", "fase", "steg"),
    "note": ("note", "comment", "merknad", "notat", "kommentar"),
    "labels": ("labels", "label", "tags", "etiketter", "merkelapper", "merkelappar"),
    "at": ("at", "decided at", "decision date", "date decided", "dato", "tidspunkt", "tid"),
    "doi": ("doi",),
    "pmid": ("pmid", "pubmed id"),
    "title": ("title", "tittel"),
    "year": ("year", "published year", "publication year", "ar", "utgivelsesar"),
    "authors": ("authors", "author", "forfattere", "forfatter", "forfattarar"),
    "journal": ("journal", "tidsskrift"),
    "volume": ("volume", "volum", "argang"),
    "pages": ("pages", "sider"),
}
_AGREED = frozenset(("yes", "no", "true", "false", "ja", "nei", "sann", "usann"))
_COLUMN = {name: column for column, names in NAMES.items() for name in names}
_OF_A_REPORT = (
    "title",
    "doi",
    "pmid",
    "year",
    "authors",
    "journal",
)  # beside these, a date is that of publication
_FIND_RECORD = ("record", "doi", "pmid", "title")


def is_table(names: set[str]) -> bool:
    """Whether columns with these names hold decisions of ours."""
    known = {_COLUMN.get(normalize.folded(name)) for name in names}
    return bool(known & {"decision", "consensus"})


def from_table(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """The decisions of a table; the column `consensus` holds what the team agreed on.

    Raises ReviewkitError where columns are missing, and with the line of every decision that is not understood.
    """
    named = [(line, _with_date(by_our_names(row, path, line))) for line, row in rows]
    _check_columns(named, path)
    zero = {column: _zero([row.get(column, "") for _, row in named]) for column in ("decision", "consensus")}
    anybody = any(row.get("reviewer", "").strip() for _, row in named)
    found: list[ImportedDecision] = []
    wrong: list[str] = []
    for line, row in named:
        wrong += _in_row(row, Place(path, line), zero, anybody, found)
    if wrong:
        raise ReviewkitError(together([*wrong, message("Nothing was imported.")]))
    return tuple(found)


def kept(rows: Rows, path: str) -> tuple[ImportedDecision, ...]:
    """The rows of a list of records that stayed, each as an include; our id, DOI, PubMed id or title names a record."""
    named = [(line, by_our_names(row, path, line)) for line, row in rows]
    if not named or not _names_records(named):
        raise ReviewkitError(
            message(
                "{path}: this is neither an export that reviewkit reads nor a table of records; the first "
                "row of a table names one of the columns record (our id), doi, pmid, title",
                path=path,
            )
        )
    return tuple(decision_in(row, Place(path, line), Choice.INCLUDE, final=False) for line, row in named)


def by_our_names(row: Mapping[str, str], path: str, line: int) -> dict[str, str]:
    """A row by our names of its columns; columns that we have no name for stay, since our id may be in them."""
    known: dict[str, str] = {}
    ids: dict[int, str] = {}
    for name, cell in row.items():
        column = _COLUMN.get(normalize.folded(name), name)
        if column == "record":
            ids[NAMES["record"].index(normalize.folded(name))] = cell
        elif cell and known.get(column) and known[column] != cell:
            raise ReviewkitError(
                message(
                    "{path}:{line}: two columns say what the {column} is: {known!r} and {cell!r}. Take one of "
                    "them out.",
                    path=path,
                    line=line,
                    column=column,
                    known=known[column][:60],
                    cell=cell[:60],
                )
            )
        else:
            known[column] = known.get(column) or cell
    # `id` beside `record` is another tool's number, unless it is our id
    for number, cell in enumerate(cell for _, cell in sorted(ids.items()) if cell):
        known["record" if not number else f"record {number}"] = cell
    return {**({"record": ""} if ids else {}), **known}


def _with_date(row: dict[str, str]) -> dict[str, str]:
    """A row whose column `date` is when it was decided, unless the row says when a report was published."""
    if "date" not in row or "at" in row or not row.keys().isdisjoint(_OF_A_REPORT):
        return row
    return {**row, "at": row["date"]}


def _names_records(named: Rows) -> bool:
    """Whether the rows of a table say which record each is about: by a column for it, or by our id in any other."""
    return bool(set(named[0][1]) & set(_FIND_RECORD)) or any(about(row, Place("")).record for _, row in named)


def _check_columns(named: Rows, path: str) -> None:
    names = set(named[0][1]) if named else set()
    missing = []
    if not named or not _names_records(named):
        missing.append("record")
    if "consensus" not in names:
        missing += [name for name in ("reviewer", "decision") if name not in names]
    if missing:
        raise ReviewkitError(
            message(
                "{path}:1: these columns are missing: {missing}. A table of decisions has the columns "
                "record, reviewer, decision (include, exclude, maybe), and if wanted consensus, reason, "
                "stage, note, labels, at. What was exported from another tool as a list of records is "
                "imported with --kept (or, from Covidence, --list).",
                path=path,
                missing=", ".join(missing),
            )
        )


def _zero(cells: list[str]) -> Choice | None:
    """What 0 means in a table: exclude beside 1, maybe beside -1 (as in Rayyan); None beside words."""
    given = {cell.strip().removesuffix(".0") for cell in cells if cell.strip()}
    if given <= {"0", "1"}:
        return Choice.EXCLUDE
    return Choice.MAYBE if given <= {"0", "1", "-1"} else None


def _in_row(
    row: Mapping[str, str],
    place: Place,
    zero: Mapping[str, Choice | None],
    anybody: bool,
    found: list[ImportedDecision],
) -> list[str]:
    """Add the decisions of a row; returns what is wrong with it. `anybody` says that rows name their reviewers."""
    wrong: list[str] = []
    for column in ("decision", "consensus"):
        cell = row.get(column, "").strip()
        if not cell and (column == "consensus" or row.get("consensus", "").strip()):
            continue
        if column == "consensus" and cell.casefold() in _AGREED:
            wrong.append(
                message(
                    "{place}: the consensus is {cell!r}, which can mean that people agreed, and not what they "
                    "agreed on. Write include, exclude or maybe",
                    place=place,
                    cell=cell,
                )
            )
            continue
        is_zero = cell.removesuffix(".0") == "0"
        choice = zero[column] if is_zero else choice_of(cell)
        if choice is None:
            hint = message("; 0 can mean exclude or maybe, so write the word") if is_zero else ""
            wrong.append(
                message(
                    "{place}: the {column} is {cell!r}; it can be include, exclude or maybe (1 and 0 where the whole "
                    "column has nothing else){hint}",
                    place=place,
                    column=column,
                    cell=cell,
                    hint=hint,
                )
            )
        elif column == "decision" and anybody and not row.get("reviewer", "").strip():
            wrong.append(
                message(
                    "{place}: this row does not say whose decision it is, as other rows do. Write the reviewer",
                    place=place,
                )
            )
        else:
            found.append(decision_in(row, place, choice, final=column == "consensus"))
    return wrong


def decision_in(row: Mapping[str, str], place: Place, choice: Choice, final: bool) -> ImportedDecision:
    record = about({**row, "notes": row.get("notes", "") or row.get("note", "")}, place)
    return replace(
        record,
        choice=choice,
        record=row.get("record", "") or record.record,
        reviewer="" if final else row.get("reviewer", ""),
        reasons=(row["reason"],)
        if row.get("reason") and (choice is Choice.EXCLUDE or not row.get("consensus"))
        else (),
        stage=row.get("stage", ""),
        note=row.get("note", "") or row.get("notes", ""),
        labels=split_list(row.get("labels", "")),
        at=""
        if final and row.get("decision", "").strip()
        else row.get("at", ""),  # the time is that of the decision
        final=final,
    )
