"""Projects of QualCoder: what its database (data.qda in the folder PROJECT.qda) says.

QualCoder counts code points in the text that it keeps of each file; some versions count an emoji as two, which shows in
the words that it keeps of each selection.
"""

from collections.abc import Sequence

from reviewkit.exchange.offsets import NOWHERE, CountedText
from reviewkit.exchange.projects import (
    Project,
    ProjectCase,
    ProjectCode,
    ProjectMark,
    ProjectQuote,
    ProjectSource,
    ProjectUser,
    QuotedLetters,
    guid_of,
    with_other_words,
    without_places,
)
from reviewkit.exchange.rows import Data, DataRow, Key, Tables, id_in, number_in, text_in
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
_OF_NO_CASE = message("texts of cases that are not there")
_BELOW_NOTHING = message("places below categories or codes that are not there")


def is_qualcoder(tables: frozenset[str]) -> bool:
    """Whether a database with these tables is one of QualCoder."""
    return {"source", "code_name", "code_text"} <= tables


def project_of(data: Data, name: str = "", shown: str = "") -> Project:
    """The project in a database of QualCoder. Raises ReviewkitError where its quotes are larger than any project's, or
    two rows of a table have one id."""
    tables, quoted = Tables(data, shown), QuotedLetters(shown)
    cases = _cases(tables)
    in_file: dict[Key | None, list[DataRow]] = {}
    for row in tables.rows("code_text"):
        in_file.setdefault(id_in(row, "fid"), []).append(row)
    sources, quotes, losses = [], [], list[str]()
    for number, row in tables.by_id("source", "id").items():
        source = ProjectSource(
            _guid("source", number),
            text_in(row, "name"),
            "",
            text_in(row, "mediapath").rpartition("/")[2],
            text_in(row, "memo"),
        )
        coded = in_file.pop(number, [])
        text, found, loss = _quotes(text_in(row, "fulltext"), source, coded, quoted)
        losses += loss
        sources.append(ProjectSource(source.guid, source.name, text, source.file, source.description))
        quotes += found
    codes = _codes(tables)
    for table, what in _LEFT.items():
        tables.left[what] += len(tables.rows(table))
    tables.left[message("codes on files that are not there")] += sum(map(len, in_file.values()))
    people = dict.fromkeys(quote.coder for quote in quotes if quote.coder)
    users = tuple(ProjectUser(one, one) for one in people)
    return Project(
        name, "QualCoder", users, codes, cases, tuple(sources), tuple(quotes), losses=(*tables.losses(), *losses)
    )


def _guid(kind: str, number: Key | None) -> str:
    """The GUID of what has this id; "" where it has none."""
    return "" if number is None else guid_of("qualcoder", kind, str(number))


def _cases(tables: Tables) -> tuple[ProjectCase, ...]:
    """The cases with their files; a file can be divided over several."""
    cases = tables.by_id("cases", "caseid")
    files: dict[Key, dict[str, None]] = {key: {} for key in cases}
    for row in tables.rows("case_text"):
        case = id_in(row, "caseid")
        if case is not None and case in cases:
            files[case][_guid("source", id_in(row, "fid"))] = None
        else:
            tables.left[_OF_NO_CASE] += 1
    return tuple(
        ProjectCase(_guid("case", key), text_in(row, "name"), sources=tuple(files[key]))
        for key, row in cases.items()
    )


def _codes(tables: Tables) -> tuple[ProjectCode, ...]:
    """The categories, which are not codable, and the codes; a code can lie in a category or below another code."""
    categories, codes = tables.by_id("code_cat", "catid"), tables.by_id("code_name", "cid")

    def above(kind: str, row: DataRow, column: str) -> str:
        """The GUID of what a category or code lies below; -1 and NULL are no id."""
        key = id_in(row, column)
        if key is None or key in (codes if kind == "code" else categories):
            return _guid(kind, key)
        if key != -1:
            tables.left[_BELOW_NOTHING] += 1
        return ""

    return (
        *(
            ProjectCode(
                _guid("category", key),
                text_in(row, "name"),
                above("category", row, "supercatid"),
                text_in(row, "memo"),
                codable=False,
            )
            for key, row in categories.items()
        ),
        *(
            ProjectCode(
                _guid("code", key),
                text_in(row, "name"),
                above("code", row, "supercid") or above("category", row, "catid"),
                text_in(row, "memo"),
                text_in(row, "color"),
            )
            for key, row in codes.items()
        ),
    )


def _quotes(
    text: str, source: ProjectSource, rows: Sequence[DataRow], quoted: QuotedLetters
) -> tuple[str, list[ProjectQuote], list[str]]:
    """The text of a file, what is coded in it, and what is to be told of that. Several codes on the same words by one
    person are one quote."""
    spans = [(number_in(row, "pos0"), number_in(row, "pos1"), text_in(row, "seltext")) for row in rows]
    counted = CountedText(text)
    plain = counted.plain
    places, _ = counted.places(spans)
    found: dict[tuple[int, int, str, str], list[DataRow]] = {}
    otherwise = []
    for row, (start, end) in zip(rows, places, strict=True):
        said = text_in(row, "seltext")
        quoted.take(end - start)
        words = plain[start:end]
        if start >= 0 and said and letters(words) != letters(said):
            start, end = NOWHERE  # the text was changed after it was coded
            otherwise.append(said)
        words = words if start >= 0 else said
        found.setdefault((start, end, text_in(row, "owner"), words), []).append(row)
    lost = [row for row, place in zip(rows, places, strict=True) if place == NOWHERE]
    losses = [without_places(source.shown, len(lost), lost[0].get("pos0"), lost[0].get("pos1"))] if lost else []
    losses += [with_other_words(source.shown, otherwise)] if otherwise else []
    return plain, [_quote(source, place, coded) for place, coded in found.items()], losses


def _quote(source: ProjectSource, place: tuple[int, int, str, str], rows: Sequence[DataRow]) -> ProjectQuote:
    """A quote with all codes that one person gave it; its date is that of the last."""
    start, end, coder, words = place
    marks = tuple(ProjectMark(_guid("code", id_in(row, "cid")), "", coder, text_in(row, "date")) for row in rows)
    guid, at = _guid("quote", id_in(rows[0], "ctid")), text_in(rows[-1], "date")
    notes = "\n".join(filter(None, (text_in(row, "memo") for row in rows)))
    return ProjectQuote(source.guid, words, marks, start, end, guid, coder, at, notes)
