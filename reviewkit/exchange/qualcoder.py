"""Projects of QualCoder: what its database (data.qda in the folder PROJECT.qda) says.

QualCoder counts code points in the text that it keeps of each file; some versions count an emoji as two, which shows in
the words that it keeps of each selection.
"""

from collections.abc import Iterable, Sequence

from reviewkit.exchange.offsets import spans_in
from reviewkit.exchange.projects import (
    Project,
    ProjectCode,
    ProjectMark,
    ProjectQuote,
    ProjectSource,
    ProjectUser,
    QuotedLetters,
    guid_of,
)
from reviewkit.exchange.rows import Data, DataRow, number_in, text_in
from reviewkit.normalize import letters
from reviewkit.words import message

TABLES = {
    "source": ("id", "name", "fulltext", "mediapath", "memo"),
    "code_cat": ("catid", "name", "memo", "supercatid"),
    "code_name": ("cid", "name", "memo", "catid", "color", "supercid"),
    "code_text": ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo"),
    "cases": ("caseid", "name"),
    "case_text": ("caseid", "fid"),
    "code_image": ("imid",),
    "code_av": ("avid",),
    "annotation": ("anid",),
    "journal": ("jid",),
    "attribute": ("attrid",),
}
_LEFT = {
    "code_image": message("codes on areas of pictures"),
    "code_av": message("codes on recordings"),
    "annotation": message("annotations"),
    "journal": message("journal entries"),
    "attribute": message("values of variables"),
}


def is_qualcoder(tables: frozenset[str]) -> bool:
    """Whether a database with these tables is one of QualCoder."""
    return {"source", "code_name", "code_text"} <= tables


def project_of(data: Data, name: str = "", shown: str = "") -> Project:
    """The project in a database of QualCoder. Raises ReviewkitError where its quotes are larger than any project's."""
    quoted = QuotedLetters(shown)
    cases = {number_in(one, "caseid"): text_in(one, "name") for one in data.get("cases", ())}
    case_of = {number_in(one, "fid"): cases.get(number_in(one, "caseid"), "") for one in data.get("case_text", ())}
    in_file: dict[int, list[DataRow]] = {}
    for row in data.get("code_text", ()):
        in_file.setdefault(number_in(row, "fid"), []).append(row)
    sources, quotes = [], []
    for row in data.get("source", ()):
        number = number_in(row, "id")
        source = ProjectSource(
            _guid("source", number),
            text_in(row, "name"),
            "",
            text_in(row, "mediapath").rpartition("/")[2],
            text_in(row, "memo"),
            case_of.get(number, ""),
        )
        coded = in_file.pop(number, [])
        text, found = _quotes(text_in(row, "fulltext"), source, coded, quoted)
        sources.append(
            ProjectSource(source.guid, source.name, text, source.file, source.description, source.study)
        )
        quotes += found
    losses = [
        message("left out: {what} ({n})", n=len(data.get(table, ())), what=what)
        for table, what in _LEFT.items()
        if data.get(table)
    ]
    if orphans := sum(map(len, in_file.values())):
        losses.append(
            message("left out: {what} ({n})", n=orphans, what=message("codes on files that are not there"))
        )
    people = dict.fromkeys(quote.coder for quote in quotes if quote.coder)
    users = tuple(ProjectUser(one, one) for one in people)
    return Project(name, "QualCoder", users, _codes(data), (), tuple(sources), tuple(quotes), losses=tuple(losses))


def _guid(kind: str, number: int) -> str:
    return guid_of("qualcoder", kind, str(number))


def _codes(data: Data) -> tuple[ProjectCode, ...]:
    """The categories, which are not codable, and the codes; a code can lie in a category or below another code."""
    return (
        *(
            ProjectCode(
                _guid("category", number_in(row, "catid")),
                text_in(row, "name"),
                _above("category", row, "supercatid"),
                text_in(row, "memo"),
                codable=False,
            )
            for row in data.get("code_cat", ())
        ),
        *(
            ProjectCode(
                _guid("code", number_in(row, "cid")),
                text_in(row, "name"),
                _above("code", row, "supercid") or _above("category", row, "catid"),
                text_in(row, "memo"),
                text_in(row, "color"),
            )
            for row in data.get("code_name", ())
        ),
    )


def _above(kind: str, row: DataRow, column: str) -> str:
    return _guid(kind, number_in(row, column)) if number_in(row, column) >= 0 else ""


def _quotes(
    text: str, source: ProjectSource, rows: Iterable[DataRow], quoted: QuotedLetters
) -> tuple[str, list[ProjectQuote]]:
    """The text of a file, and what is coded in it. Several codes on the same words by one person are one quote."""
    rows = list(rows)
    spans = [(number_in(row, "pos0"), number_in(row, "pos1"), text_in(row, "seltext")) for row in rows]
    plain, places, _ = spans_in(text, spans)
    found: dict[tuple[int, int, str, str], list[DataRow]] = {}
    for row, (start, end) in zip(rows, places, strict=True):
        said = text_in(row, "seltext")
        quoted.take(end - start)
        words = plain[start:end]
        if said and letters(words) != letters(said):
            start, end, words = -1, -1, said  # the text was changed after it was coded
        found.setdefault((start, end, text_in(row, "owner"), words), []).append(row)
    return plain, [_quote(source, place, coded) for place, coded in found.items()]


def _quote(source: ProjectSource, place: tuple[int, int, str, str], rows: Sequence[DataRow]) -> ProjectQuote:
    """A quote with all codes that one person gave it; its date is that of the last."""
    start, end, coder, words = place
    marks = tuple(
        ProjectMark(_guid("code", number_in(row, "cid")), "", coder, text_in(row, "date")) for row in rows
    )
    guid, at = _guid("quote", number_in(rows[0], "ctid")), text_in(rows[-1], "date")
    notes = "\n".join(filter(None, (text_in(row, "memo") for row in rows)))
    return ProjectQuote(source.guid, words, marks, start, end, guid, coder, at, notes)
