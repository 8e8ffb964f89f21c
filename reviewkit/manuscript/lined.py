"""Tables of a manuscript that were read line by line, as programs read those of a PDF: of studies, and of searches.

A line that is a citation of a study begins the row of that study; a line with the name of a database begins its
search, and each line of it ends with hits. As in a table, a line is called wrong only where most of its sort are right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.known import Known, KnownSource, KnownStudy, NameKind
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.rows import is_most
from reviewkit.model.passages import Role
from reviewkit.normalize import whole_number
from reviewkit.words import FieldType, message

_FEWEST_ROWS = 3
_MOST_LINES = 12  # of a row; what comes after them is other text
_TRUSTED_ROWS = 0.6  # of the lines of a sort in a table of studies
_TRUSTED_HITS = 0.8  # of the lines of all searches
_FEWEST_HITS = 5
_MOST_WITHOUT_HITS = 3  # lines of a search in a row
_LONGEST = 90  # letters of a line of a search
_MOST_PARTS = 4  # of a number whose thousands are parted
_HITS = re.compile(r"(?<![\d(=.,])(?<!= )(\d{1,3}(?:[ \u00a0.,]\d{3}){1,3}|\d{1,9})$")
_ROW_NUMBER = re.compile(r"\d{1,3}\.?")
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A place in a line, and whether it agrees with what the folder says, from where."""

    one: Prepared
    start: int
    end: int
    is_right: bool
    says: str
    source: str


def checked_lines(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every line of such tables that the folder says something of, with its answer."""
    rows = list(_rows(passages, known))
    if len(rows) >= _FEWEST_ROWS:
        for lines in (_countries(rows, known), _numbers(rows, known)):
            yield from _answers(list(lines), 2, _TRUSTED_ROWS)
    yield from _answers(list(_hits(passages, known)), _FEWEST_HITS, _TRUSTED_HITS)


def _answers(lines: Sequence[_Line], fewest: int, trusted: float) -> Iterator[CheckedClaim]:
    right = sum(line.is_right for line in lines)
    if right < fewest or right < trusted * len(lines):
        return
    for line in lines:
        words = line.one.passage.text[line.start : line.end]
        claim = Claim(ClaimKind.CELL, line.one.passage.number, line.start, line.end, words)
        answer = Answer.AGREES if line.is_right else Answer.DISAGREES
        yield CheckedClaim(claim, answer, message("{says}", says=line.says), (line.source,))


# -- studies

_Row = tuple[KnownStudy, list[Prepared]]


def _rows(passages: Sequence[Prepared], known: Known) -> Iterator[_Row]:
    """Each study that a line is, with the lines after it up to the next study or heading."""
    row: _Row | None = None
    for one in passages:
        study = _study_of(one, known) if one.passage.role is Role.BODY else None
        if row and (study or one.passage.role is not Role.BODY):
            yield row
            row = None
        if study:
            row = (study, [])
        elif row and len(row[1]) < _MOST_LINES:
            row[1].append(one)
    if row:
        yield row


def _study_of(one: Prepared, known: Known) -> KnownStudy | None:
    """The study that a line is, and nothing else."""
    cited = one.citations[0] if len(one.citations) == 1 else None
    if cited is None or cited.start > 4 or len(one.passage.text.rstrip(" .")) > cited.end:
        return None
    return next(iter(studies_cited(cited, known)), None)


def _countries(rows: Sequence[_Row], known: Known) -> Iterator[_Line]:
    """The first line of each row that is a country."""
    labels = {name.id: name.label for name in known.names}
    for study, lines in rows:
        of_study = {f"country:{value}" for values in study.held.values() for value in values} & known.country_ids
        for one in lines if of_study else ():
            text = one.passage.text
            named = next((each for each in one.names if each.name.kind is NameKind.COUNTRY), None)
            if named and is_most(named.end - named.start, text):
                says = ", ".join(sorted(labels[each] for each in of_study))
                source = f"chart: country, {study.key}"
                yield _Line(one, named.start, named.end, named.name.id in of_study, says, source)
                break


def _numbers(rows: Sequence[_Row], known: Known) -> Iterator[_Line]:
    """The first line of each row that begins with a number: how many took part. Several add up; those in brackets are
    of others too: `7 leaders (17 in all) and 8 nurses (19 in all)`."""
    field = next((one for one in known.fields if one.type is FieldType.INTEGER), None)
    for study, lines in rows:
        value = study.values.get(field.id, "") if field else ""
        known_number = whole_number(value)
        for one in lines if field and known_number is not None else ():
            text = one.passage.text
            found = re.match(r"\d+", text)
            if found and not _ROW_NUMBER.fullmatch(text.strip()):
                said = [whole_number(n) or 0 for n in re.findall(r"\d+", _BRACKETS.sub("", text))]
                is_right = known_number in (*said, sum(said))
                yield _Line(
                    one, 0, found.end(), is_right, value, f"chart: {field.id if field else ''}, {study.key}"
                )
                break


# -- searches


def _hits(passages: Sequence[Prepared], known: Known) -> Iterator[_Line]:
    """The hits at the end of each line of a search."""
    sources = {f"source:{source.name}": source for source in known.sources}
    source: KnownSource | None = None
    without = 0
    for one in passages:
        text = one.passage.text.rstrip()
        if one.passage.role is not Role.BODY or len(text) > _LONGEST:
            source = None
            continue
        named = [each.name.id for each in one.names if each.name.id in sources]
        source = sources[named[0]] if len(named) == 1 else source
        found = _HITS.search(text)
        without = 0 if found else without + 1
        if source and found and without <= _MOST_WITHOUT_HITS:
            is_right = bool(_readings(found[1]) & source.numbers)
            says = ", ".join(map(str, sorted(source.numbers)))
            yield _Line(one, found.start(1), found.end(1), is_right, says, f"searches.yaml: {source.name}")
        elif without > _MOST_WITHOUT_HITS:
            source = None


def _readings(digits: str) -> set[int]:
    """What digits with blanks may say: 1 175 495, or 175 495 behind the number of a line."""
    parts = re.split(r"\D", digits)[-_MOST_PARTS:]
    return {int("".join(parts[start:])) for start in range(len(parts))}
