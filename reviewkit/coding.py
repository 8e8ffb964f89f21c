"""Which theme was found in which study: the theme x study matrix (Braun & Clarke 2006, phase 6)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from reviewkit import normalize
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Code, Codebook, Coding, Mark, Quoted, Segment, Study
from reviewkit.words import FINISHED_STATES, MatrixLevel, message, number_of

# The codes of problems that affect the matrix.
ABOUT_CODING = frozenset(
    (
        "yaml",
        "unreadable",
        "codebook",
        "unknown-study",
        "study-not-included",
        "unknown-code",
        "retired-code",
        "state",
        "same-name",
        "no-theme",
        "segment-open",
    )
)


ANY, AGREED = "any", "agreed"  # whose coding counts, where it is not that of one person


class Cell(StrEnum):
    """What a matrix cell says. "Not found" and "not assessed" are never the same."""

    PRESENT = "present"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not-found"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mark behind a cell: whose it is, which code, and the quote with its page if there is one.

    `found` is where the quote is in a full text, `construct` what its words are, as of a Segment.
    """

    coder: str
    mark: Mark
    quote: str = ""
    page: str = ""
    event: str = ""
    construct: str = field(default="", compare=False)
    found: Quoted | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Themes in the order of the codebook, studies by citation; one cell for every pair of theme and study.

    `evidence` holds the marks behind each cell that is not empty; `unfinished` are the studies that nobody, or too few
    people, have coded to the end. `coders` are the people whose coding counts, and `whose` says how: of any of them, of
    all (agreed), or one person. `level` says what `themes` are; `differ` are the cells on which coders do not agree.
    Where marks count only once a second person has reviewed them, `by_review`; `open` are the cells that wait for that,
    or for the answer to a question.
    """

    codebook: Codebook
    themes: tuple[Code, ...]
    studies: tuple[Study, ...]
    cells: Mapping[tuple[str, str], Cell]
    evidence: Mapping[tuple[str, str], tuple[Evidence, ...]] = field(default_factory=dict)
    unfinished: tuple[Study, ...] = ()
    coders: tuple[str, ...] = ()
    whose: str = ANY
    level: MatrixLevel = MatrixLevel.THEME
    differ: tuple[tuple[str, str], ...] = ()
    open: tuple[tuple[str, str], ...] = ()
    by_review: bool = False

    def cell(self, theme: Code, study: Study) -> Cell:
        """The cell of a theme and a study."""
        return self.cells[theme.id, study.key]

    def holds(self, theme: Code, study: Study) -> bool:
        """Whether the theme was found in the study: present, or present and contradicted."""
        cell = self.cells[theme.id, study.key]
        return cell is Cell.PRESENT or cell is Cell.CONTRADICTED

    def by_cell(self, theme: Code) -> Mapping[Cell, tuple[Study, ...]]:
        """The studies of each kind of cell of a theme."""
        found: dict[Cell, list[Study]] = {cell: [] for cell in Cell}
        for study in self.studies:
            found[self.cells[theme.id, study.key]].append(study)
        return {cell: tuple(studies) for cell, studies in found.items()}

    def studies_with(self, theme: Code) -> tuple[Study, ...]:
        """The studies in which the theme was found."""
        return tuple(study for study in self.studies if self.holds(theme, study))

    def themes_of(self, study: Study) -> tuple[Code, ...]:
        """The themes that were found in the study."""
        return tuple(theme for theme in self.themes if self.holds(theme, study))

    @property
    def on_one_study(self) -> tuple[tuple[Code, Study], ...]:
        """The themes that would be gone without one study, with that study."""
        found = ((theme, self.studies_with(theme)) for theme in self.themes)
        return tuple((theme, studies[0]) for theme, studies in found if len(studies) == 1)

    @property
    def on_one_coder(self) -> tuple[tuple[Code, str], ...]:
        """The themes that would be gone without one of several coders, with that coder."""
        if len(self.coders) < 2:
            return ()
        found = (
            (theme, {one.coder for study in studies for one in self.evidence.get((theme.id, study.key), ())})
            for theme in self.themes
            if (studies := self.studies_with(theme))
        )
        return tuple((theme, coders.pop()) for theme, coders in found if len(coders) == 1)

    @property
    def marks(self) -> int:
        """How many cells hold a theme."""
        return sum(len(self.studies_with(theme)) for theme in self.themes)


def rows_of(codebook: Codebook, level: MatrixLevel) -> tuple[Code, ...]:
    """What a matrix is of: the themes, these with their subthemes, or every code in use, parked ones too."""
    if level is MatrixLevel.THEME:
        return themes_of(codebook)
    active = [code for code in codebook.codes if code.status != "retired"]
    if level is MatrixLevel.CODE:
        return tuple(active)
    themes = {code.id for code in themes_of(codebook)}
    subthemes = {code.id for code in active if code.kind == "subtheme" and code.status != "parked"}
    return tuple(code for code in active if code.id in themes or code.id in subthemes)


def themes_of(codebook: Codebook) -> tuple[Code, ...]:
    """The rows of the matrix: the themes that are neither retired nor parked, or where there are none yet, the codes at
    the top."""
    active = [code for code in codebook.codes if code.status not in ("retired", "parked")]
    themes = [code for code in active if code.kind == "theme"]
    return tuple(themes or [code for code in active if not code.parent])


def current_ids(codes: Sequence[Code]) -> Mapping[str, str]:
    """For each id and alias, the id of the code that is in use now.

    If another code has the id of a retired code as an alias, the retired code was merged into it or renamed. A code in
    use keeps its id. Sub-codes and marks therefore follow a merge.
    """
    by_id = {code.id: code for code in codes}
    into: dict[str, str] = {}
    for code in codes:
        for alias in code.aliases:
            if alias not in by_id or by_id[alias].status == "retired":
                into.setdefault(alias, code.id)

    def now(name: str) -> str:
        seen = set()
        while name in into and name not in seen:
            seen.add(name)
            name = into[name]
        return name

    return {name: now(name) for name in (*by_id, *into)}


def matrix(
    codebook: Codebook,
    codings: Iterable[Coding],
    studies: Sequence[Study],
    coders: int = 1,
    level: MatrixLevel = MatrixLevel.THEME,
) -> Matrix:
    """The matrix of all coders' codings; a code counts for the theme above it.

    A cell is contradicted if any mark contradicts the theme, present if a mark supports or qualifies it, not found if
    a coder finished the study without it, and not assessed otherwise. A study is finished when this many `coders` have
    finished it. Codings of another codebook do not count. At another `level` a mark counts for the nearest row above
    it, so a theme with subthemes has there what was coded as the theme itself.
    """
    themes = rows_of(codebook, level)
    theme_of = themes_by_code(codebook, themes)
    evidence: dict[tuple[str, str], list[Evidence]] = {}
    finished: dict[str, set[str]] = {}
    people: dict[str, None] = {}
    for coding in codings:
        if coding.codebook not in ("", codebook.name):
            continue
        people.setdefault(coding.coder)
        if coding.state in FINISHED_STATES:
            finished.setdefault(coding.study, set()).add(coding.coder)
        for mark in evidence_of(coding):
            if theme := theme_of.get(mark.mark.code):
                evidence.setdefault((theme, coding.study), []).append(mark)
    ordered = by_citation(studies)
    empty = [(study.key, Cell.NOT_FOUND if study.key in finished else Cell.NOT_ASSESSED) for study in ordered]
    cells = {(theme.id, key): cell for theme in themes for key, cell in empty}
    cells |= {key: _held(marks) for key, marks in evidence.items() if key in cells}
    unfinished = tuple(study for study in ordered if len(finished.get(study.key, ())) < coders)
    held = {key: tuple(marks) for key, marks in evidence.items()}
    return Matrix(codebook, themes, ordered, cells, held, unfinished, tuple(people), level=level)


def agreed(
    codebook: Codebook,
    codings: Sequence[Coding],
    studies: Sequence[Study],
    coders: int = 1,
    level: MatrixLevel = MatrixLevel.THEME,
) -> Matrix:
    """The matrix of what all who coded a study found there, and of what none of them found.

    Where they differ the cell is not assessed, and is in `differ`: what holds there, nobody has said. Nor is it
    assessed where one of them has begun with the study and is not done.
    """
    whole = matrix(codebook, codings, studies, coders, level)
    begun, done = _coders_by_study(codings, codebook, whole.coders)
    cells, differ = dict(whole.cells), []
    for theme in whole.themes:
        for study in whole.studies:
            key = (theme.id, study.key)
            marks = whole.evidence.get(key, ())
            if not marks and not begun[study.key] - done[study.key]:
                continue
            without = begun[study.key] - {one.coder for one in marks}
            if marks and without & done[study.key]:
                differ.append(key)
            if (marks and without) or without - done[study.key]:
                cells[key] = Cell.NOT_ASSESSED
    return replace(whole, cells=cells, whose=AGREED, differ=tuple(differ))


def _coders_by_study(
    codings: Iterable[Coding], codebook: Codebook, coders: Collection[str]
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Who of these has begun with each study, and who has coded it to the end with this codebook."""
    begun: defaultdict[str, set[str]] = defaultdict(set)
    done: defaultdict[str, set[str]] = defaultdict(set)
    for one in codings:
        if one.coder in coders:
            begun[one.study].add(one.coder)
            if one.state in FINISHED_STATES and one.codebook in ("", codebook.name):
                done[one.study].add(one.coder)
    return begun, done


def evidence_of(coding: Coding) -> list[Evidence]:
    """All marks of a coding with their quotes; those on quotes first, then those on the study as a whole."""
    quoted = [
        Evidence(coding.coder, mark, segment.quote, segment.page, segment.event, segment.construct, segment.found)
        for segment in coding.segments
        for mark in segment.marks
    ]
    return [*quoted, *(Evidence(coding.coder, mark, event=mark.event) for mark in coding.study_marks)]


@dataclass(frozen=True, slots=True)
class CodedQuote:
    """A quote under one of its codes: the theme that the code counts for (None: none), the code, and whose it is."""

    theme: Code | None
    code: Code
    relation: str
    study: Study
    coder: str
    segment: Segment


def coded_quotes(
    codebook: Codebook, codings: Iterable[Coding], studies: Sequence[Study]
) -> tuple[CodedQuote, ...]:
    """Every quote of the studies under each of its codes, by theme and code as in the codebook, then by citation.

    A quote with two codes is there twice; codes that count for no theme come last. Marks without quotes are left out.
    """
    themes = themes_of(codebook)
    theme_of, current = themes_by_code(codebook, themes), current_ids(codebook.codes)
    by_id = {code.id: code for code in codebook.codes}
    rows = {theme.id: number for number, theme in enumerate(themes)}
    order = {code.id: number for number, code in enumerate(codebook.codes)}
    place = {study.key: number for number, study in enumerate(by_citation(studies))}
    of_key = {study.key: study for study in studies}
    found = [
        CodedQuote(
            by_id.get(theme_of.get(code.id, "")), code, mark.relation, of_key[coding.study], coding.coder, segment
        )
        for coding in codings
        if coding.study in of_key and coding.codebook in ("", codebook.name)
        for segment in coding.segments
        for mark in segment.marks
        if (code := by_id.get(current.get(mark.code, "")))
    ]

    def rank(one: CodedQuote) -> tuple[int, int, int]:
        theme = rows[one.theme.id] if one.theme else len(rows)
        return theme, order[one.code.id], place[one.study.key]

    return tuple(sorted(found, key=rank))


def by_citation(studies: Iterable[Study]) -> tuple[Study, ...]:
    """Studies by their citation, as a table lists them."""
    return tuple(sorted(studies, key=lambda study: (normalize.alphabetical(study.citation), study.key)))


def marks_of(coding: Coding) -> tuple[Mark, ...]:
    """All marks of a coding: on quotes, and on the study as a whole."""
    return (*(mark for segment in coding.segments for mark in segment.marks), *coding.study_marks)


def _held(evidence: Sequence[Evidence]) -> Cell:
    """The cell that rests on these marks."""
    contradicted = any(entry.mark.relation == "contradicts" for entry in evidence)
    return Cell.CONTRADICTED if contradicted else Cell.PRESENT


def themes_by_code(codebook: Codebook, themes: tuple[Code, ...]) -> dict[str, str]:
    """The theme that each code and alias counts for; one that is parked, or below such a code, counts for none."""
    current = current_ids(codebook.codes)
    parents = {code.id: current.get(code.parent, code.parent) for code in codebook.codes}
    rows = {theme.id for theme in themes}
    parked = {code.id for code in codebook.codes if code.status == "parked"}
    theme_of = {**dict.fromkeys(parked, ""), **{row: row for row in rows}}
    for name in current.values():
        _walk_up(name, parents, theme_of)
    return {name: theme for name, code in current.items() if (theme := theme_of.get(code))}


def _walk_up(code: str, parents: Mapping[str, str], known: dict[str, str]) -> None:
    """Add what is known above a code, for it and for all codes on the way there: nothing where they are a circle."""
    way: dict[str, None] = {}
    while code and code not in known and code not in way:
        way[code] = None
        code = parents.get(code, "")
    known.update(dict.fromkeys(way, known.get(code, "")))


def parked_codes(codebook: Codebook) -> frozenset[str]:
    """The codes that are parked, and those below them: put aside until the team knows what to do with them."""
    parked = {code.id for code in codebook.codes if code.status == "parked"}
    current = current_ids(codebook.codes)
    parents = {code.id: current.get(code.parent, code.parent) for code in codebook.codes}

    ends = {code: code for code in parked}
    for code in parents:
        _walk_up(code, parents, ends)
    return frozenset(code for code, end in ends.items() if end)


def problems(
    codebooks: Sequence[Codebook],
    codings: Sequence[Coding],
    studies: Sequence[Study],
    included: frozenset[str] | set[str],
    excluded_studies: Mapping[str, str],
) -> list[Problem]:
    """Codings of studies that are missing or were not included, and codes that no codebook has.

    `included` are the keys of the included studies; `excluded_studies` says what became of the others;
    "" where that is not known, because their records cannot be read.
    """
    keys = {study.key for study in studies}
    names = [_names_in(book) for book in codebooks]
    found = [problem for book in codebooks for problem in _about_names(book)]
    for coding in codings:
        if coding.study not in keys:
            said = message(
                "there is no study {study!r} in studies.yaml. Add it there, or correct the coding",
                study=coding.study,
            )
            found.append(Problem(coding.place, said, Level.ERROR, "unknown-study"))
        elif coding.study not in included and (
            why := excluded_studies.get(coding.study, message("is not included"))
        ):
            found.append(_not_included(coding, why))
        own = [one for one in names if coding.codebook in ("", one.book)]
        if coding.codebook and not own:
            said = message(
                "there is no codebook {codebook!r}. The codebooks are: {names}",
                codebook=coding.codebook,
                names=", ".join(one.book for one in names),
            )
            found.append(Problem(coding.place, said, Level.ERROR, "codebook"))
        else:
            found += _about_codes(coding, own)
        if coding.state == "done-nothing-found" and marks_of(coding):
            said = message(
                "the coding says done-nothing-found, but has codes: reviewkit code done {study}",
                study=coding.study,
            )
            found.append(Problem(coding.place, said, Level.WARNING, "state"))
    counting = [coding for coding in codings if coding.study in included]
    return [*found, *(problem for book in codebooks for problem in _under_no_theme(book, counting))]


def _not_included(coding: Coding, why: str) -> Problem:
    without = (
        message("undo it: reviewkit undo {events}", events=" ".join(coding.events))
        if coding.events
        else message("move the file out of the folder")
    )
    said = message(
        "the study {study!r} {why}, so its coding does not count. Correct the decision, or {without}",
        study=coding.study,
        why=why,
        without=without,
    )
    return Problem(coding.place, said, Level.ERROR, "study-not-included")


class _Names(NamedTuple):
    """The names in a codebook: what each id and alias is called now, and the codes that are retired."""

    book: str
    current: Mapping[str, str]
    retired: frozenset[str]


def _names_in(book: Codebook) -> _Names:
    retired = frozenset(code.id for code in book.codes if code.status == "retired")
    return _Names(book.name, current_ids(book.codes), retired)


def _about_codes(coding: Coding, names: Sequence[_Names]) -> list[Problem]:
    """Problems with the codes of a coding: in none of its codebooks, retired, or in several."""
    found = []
    for mark in marks_of(coding):
        holders = [one.book for one in names if mark.code in one.current]
        retired = any(mark.code in one.retired for one in names)
        if not holders:
            known = [name for one in names for name in one.current]
            said = message(
                "no codebook has the code {code!r}{nearest}", code=mark.code, nearest=_nearest(mark.code, known)
            )
            found.append(Problem(coding.place, said, Level.ERROR, "unknown-code"))
        elif retired and all(one.current.get(mark.code, mark.code) == mark.code for one in names):
            said = message(
                "the code {code!r} is retired. Use another code, or bring it back in the codebook", code=mark.code
            )
            found.append(Problem(coding.place, said, Level.WARNING, "retired-code"))
        elif len(holders) > 1:
            said = message(
                "the code {code!r} is in the codebooks {holders}, so it counts in each. Say which is meant "
                "(`codebook: NAME` in the coding), or give the code another id in one of them",
                code=mark.code,
                holders=" and ".join(holders),
            )
            found.append(Problem(coding.place, said, Level.WARNING, "same-name"))
    return found


def _about_names(book: Codebook) -> list[Problem]:
    """Names that belong to two codes, and themes that would be headed alike in a table."""
    current = current_ids(book.codes)
    owners: dict[str, dict[str, Code]] = {}
    for code in book.codes:
        for name in (code.id, *code.aliases):
            owner = current[code.id] if name == code.id else current.get(code.id, code.id)
            owners.setdefault(name, {}).setdefault(owner, code)
    found = []
    for name, codes in owners.items():
        if len(codes) > 1:
            said = message(
                "the name {name!r} belongs to {n} codes: {codes}. Take it out of the `aliases` of one, "
                "or, where one was merged into the other, write `status: retired` at the one that is gone",
                name=name,
                n=len(codes),
                codes=" and ".join(codes),
            )
            place = max(code.place for code in codes.values())
            found.append(Problem(place, said, Level.ERROR, "codebook"))
    return [*found, *_spelt_alike(book), *_labelled_alike(book)]


def _spelt_alike(book: Codebook) -> list[Problem]:
    """Codes in use whose ids differ in capitals, dashes or spaces alone."""
    found = []
    first: dict[str, Code] = {}
    for code in book.codes:
        if code.status == "retired":
            continue
        other = first.setdefault(normalize.letters(code.id), code)
        if other is not code:
            said = message(
                "the codes {other!r} and {code!r} are easily confused. Give one of them another id, or merge "
                "them: write the id of one under `aliases` of the other, and `status: retired` at the first",
                other=other.id,
                code=code.id,
            )
            found.append(Problem(code.place, said, Level.WARNING, "same-name"))
    return found


def _labelled_alike(book: Codebook) -> list[Problem]:
    found: list[Problem] = []
    first: dict[tuple[str, str], Code] = {}
    for theme in themes_of(book):
        for language, label in theme.labels.items():
            other = first.setdefault((language, normalize.letters(label)), theme)
            if other is not theme:
                said = message(
                    "the themes {other!r} and {theme!r} are both called {label!r}, so nobody can tell them apart "
                    "in a table. Give one of them another label, or merge them",
                    other=other.id,
                    theme=theme.id,
                    label=label,
                )
                found.append(Problem(theme.place, said, Level.WARNING, "same-name"))
    return list(dict.fromkeys(found))


def _under_no_theme(book: Codebook, codings: Iterable[Coding]) -> list[Problem]:
    """Codes that are in use, not parked, and count for no theme, with the studies in which they are."""
    theme_of = themes_by_code(book, themes_of(book))
    current = current_ids(book.codes)
    parked = parked_codes(book)
    loose = {
        code.id: code
        for code in book.codes
        if code.id not in theme_of and code.id not in parked and code.status != "retired"
    }
    used: dict[str, dict[str, None]] = {}
    for coding in codings:
        if coding.codebook in ("", book.name):
            for mark in marks_of(coding):
                if (name := current.get(mark.code, "")) in loose:
                    used.setdefault(name, {})[coding.study] = None
    return [
        Problem(
            loose[name].place,
            message(
                "{name} is used in {studies} and counts for no theme ({keys}). Move it to a theme: "
                "reviewkit codebook move {name} THEME, or put it aside: reviewkit codebook park {name}",
                name=name,
                studies=number_of(len(keys), "study", "studies"),
                keys=", ".join(keys),
            ),
            Level.WARNING,
            "no-theme",
        )
        for name, keys in used.items()
    ]


def unfinished(codings: Sequence[Coding], included: frozenset[str] | set[str], coders: int) -> list[Problem]:
    """Included studies that nobody, or too few people, have coded to the end, once coding has begun."""
    done = {(coding.study, coding.coder) for coding in codings if coding.state in FINISHED_STATES}
    times = Counter(study for study, _ in done)
    missing = sorted(key for key in included if times[key] < coders)
    if not missing or not any(coding.study in included for coding in codings):
        return []
    verb = message("is") if len(missing) == 1 else message("are")
    said = message(
        "{missing} of {included} included studies {verb} not coded to the end: {keys}. Code "
        "them, then: reviewkit code done STUDY",
        missing=len(missing),
        included=len(included),
        verb=verb,
        keys=", ".join(missing),
    )
    return [Problem(Place("coding"), said, Level.WARNING, "not-coded")]


def _nearest(word: str, known: Sequence[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, known, 1)
    return (
        message("; did you mean {near!r}?", near=near[0])
        if near
        else message(". Add it to a codebook, or correct the coding")
    )
