"""A file that a co-author changed, or that was published, beside the folder: which numbers differ, and the ids behind
ours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewkit import limits
from reviewkit.actions.past import as_of
from reviewkit.blind import as_coder_sees, chart_view
from reviewkit.compared import ComparedEntry, Entry, Standing, compared, counts_in, folded, in_each_standing
from reviewkit.compared_tables import OurTable, fit, tables_compared
from reviewkit.entered import counted
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.extract.edited import boxes_of, table_of
from reviewkit.locales import Labels, labels, languages
from reviewkit.model import NEVER
from reviewkit.prisma import Flow, box_id
from reviewkit.render.figures.flow import box_title, flow_grid
from reviewkit.render.tables.charting import characteristics_table
from reviewkit.render.tables.duplicates import sources_table
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.searches import searches_table
from reviewkit.render.tables.studies import studies_table
from reviewkit.render.tables.table import Table
from reviewkit.review import Review
from reviewkit.store import counts, spreadsheets
from reviewkit.store.files import read_bytes
from reviewkit.store.open_review import OpenReview
from reviewkit.study_order import in_order
from reviewkit.words import Layout, message

FIGURES = ("pptx", "docx", "drawio")
ENDINGS = (*FIGURES, "yaml", "yml", "csv", "tsv", "xlsx")
_MOST_DAYS = 60  # of a review are looked at for an earlier number; each takes as long as a flow
_FLOW = "flow"  # the place of a number of the flow that is part of no other


@dataclass(frozen=True, slots=True)
class Compared:
    """What a file is (`flow` or the name of a table), in which language its words are ours, and every number of both
    sides; `problems` are those of reading it."""

    what: str
    language: str
    entries: tuple[ComparedEntry, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> Mapping[Standing, int]:
        """How many numbers stand in each way."""
        return in_each_standing(self.entries)

    @property
    def is_equal(self) -> bool:
        """Whether file and folder say the same."""
        return self.counts[Standing.EQUAL] == len(self.entries)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last day at whose end the folder had the number of the file, and the ids that came and went since."""

    day: str
    came: tuple[str, ...]
    went: tuple[str, ...]


def earlier(opened: OpenReview, found: Compared) -> dict[ComparedEntry, Earlier]:
    """For the numbers of a flow that differ, the day on which the folder had that of the file, if there was one.

    Days without an act are like the day before. At most `_MOST_DAYS` days with acts are looked at, the last ones first.
    """
    wanted = {one for one in found.entries if one.standing is Standing.DIFFERS and one.ours and one.ours.of}
    if found.what != _FLOW or not wanted:
        return {}
    told: dict[ComparedEntry, Earlier] = {}
    for day in _days_of(opened.review)[1 : _MOST_DAYS + 1]:
        flow = as_of(opened, day).review.flow
        for entry in sorted(wanted - told.keys(), key=_place_of):
            assert entry.ours
            assert entry.theirs
            if sum(flow.n(box_id(box)) for box in entry.ours.of) == entry.theirs.value:
                then, now = _members(flow, entry.ours.of) or (), entry.ours.members or ()
                told[entry] = Earlier(day, _without(now, then), _without(then, now))
        if len(told) == len(wanted):
            break
    return told


def searched(review: Review) -> tuple[str, ...]:
    """The days on which the searches of the folder were done, where the search log has them: numbers of a file that is
    from other days differ without a fault."""
    return tuple(sorted({source.date for source in review.facts.sources if source.date}))


def _place_of(entry: ComparedEntry) -> tuple[str, str]:
    return entry.entry.place, entry.entry.label


def _days_of(review: Review) -> list[str]:
    """The days with acts that a flow follows from, the last one first."""
    facts = review.facts
    kinds = (facts.imports, facts.runs, facts.verdicts, facts.decisions, facts.retrievals, facts.undos)
    times = {act.at for acts in kinds for act in acts}
    return sorted({f"{at:%Y-%m-%d}" for at in times - {NEVER}}, reverse=True)


def _without(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    left = set(others)
    return tuple(one for one in some if one not in left)


def compare(opened: OpenReview, path: Path) -> Compared:
    """The numbers of a file beside those of the folder. Raises ReviewkitError for a file without any that is known."""
    ending = path.suffix.casefold().removeprefix(".")
    if ending not in ENDINGS:
        raise ReviewkitError(
            message(
                "{path}: a file to compare ends with one of: {endings}. Save it as one of these.",
                path=path,
                endings=", ".join(f".{one}" for one in ENDINGS),
            )
        )
    if ending in ("yaml", "yml"):
        return _with_counts(opened, path)
    if ending in FIGURES:
        boxes = boxes_of(read_bytes(path, limits.TEXT), str(path), ending)
        entries = [Entry(box.name, label, n) for box in boxes for label, n in counts_in(box.lines)]
        if entries or ending != "docx":
            return _with_figure(opened, path, entries)
    return _with_table(opened, path, ending)


# -- the flow


def _with_figure(opened: OpenReview, path: Path, theirs: list[Entry]) -> Compared:
    if not theirs:
        raise ReviewkitError(
            message(
                "{path}: no box in it has a number such as (n = 12), so there is nothing to compare. Write a figure "
                "and change that one.",
                path=path,
            )
        )
    best, entries = figure_compared(opened.answers().flow, theirs, opened.review.protocol.language)
    return Compared(_FLOW, best, entries)


def figure_compared(
    flow: Flow, theirs: Sequence[Entry], own_language: str
) -> tuple[str, tuple[ComparedEntry, ...]]:
    """The numbers of a figure beside those of a flow, and the language in which its words are ours."""
    said = {folded(entry.label) for entry in theirs}
    sides = {language: tuple(_of_grid(flow, labels(language))) for language in languages()}
    best = max(
        sides, key=lambda name: (sum(folded(one.label) in said for one in sides[name]), name == own_language)
    )
    return best, compared(theirs, sides[best])


def _of_grid(flow: Flow, words: Labels) -> Iterator[Entry]:
    """Every number that our own figure shows, in its box."""
    for box in flow_grid(flow, words).boxes:
        for line in box.lines:
            for label, n in counts_in([line.text]):
                yield Entry(box.id, label, n, line.of, _members(flow, line.of))


def _members(flow: Flow, boxes: tuple[str, ...]) -> tuple[str, ...] | None:
    found = [flow.named(box).members for box in boxes if box in flow.boxes]
    if not found or any(members is None for members in found):
        return None
    return tuple(member for members in found for member in members or ())


def _with_counts(opened: OpenReview, path: Path) -> Compared:
    problems: list[Problem] = []
    theirs, found = counted(counts.read(path, problems))
    if not theirs.boxes:
        raise ReviewkitError(message("{path}: no numbers were found in this file.", path=path))
    language = opened.review.protocol.language
    words = labels(language)
    ours = opened.answers().flow
    entries = compared(tuple(_of_flow(theirs, words)), tuple(_of_flow(ours, words)))
    return Compared(_FLOW, language, entries, (*problems, *found))


def _of_flow(flow: Flow, words: Labels) -> Iterator[Entry]:
    """Every box of a flow: a source or a reason in the place of the box that it is part of."""
    for name, box in flow.boxes.items():
        if name.startswith("waiting.") and not box.n:
            continue
        head = name.rpartition(".")[0]
        is_part = head in flow.boxes
        yield Entry(head if is_part else name, box_title(flow, name, words), box.n, (name,), box.members)


# -- tables


def _with_table(opened: OpenReview, path: Path, ending: str) -> Compared:
    rows = table_of(read_bytes(path, limits.TEXT), str(path)) if ending == "docx" else spreadsheets.cells(path)
    review = as_coder_sees(opened.review, "")
    best, name, language = 0, "", ""
    ours: OurTable | None = None
    for one in languages():
        for kind, table in _tables(review, labels(one)):
            if (score := fit(rows, table)) > best:
                best, name, language, ours = score, kind, one, table
    if ours is None:
        raise ReviewkitError(
            message(
                "{path}: no table of this review has these columns. Compared are tables of themes and studies, of "
                "sources, of searches and of studies; their first row names the columns.",
                path=path,
            )
        )
    return Compared(name, language, tables_compared(rows, ours))


def _tables(review: Review, words: Labels) -> Iterator[tuple[str, OurTable]]:
    """The tables of the folder that a published one may be, by name."""
    keys = tuple((study.citation, (study.key,)) for study in review.included_studies)
    for matrix in review.matrices.values():
        yield "matrix", _ours(matrix_table(matrix, Layout.GRID, words), keys)
        listed = matrix_table(matrix, Layout.LIST, words)
        yield "matrix", OurTable(listed.head, listed.rows, is_list=True, members=keys)
    database = {source.name: source.database for source in review.facts.sources}
    by_database = [share._replace(source=database.get(share.source, share.source)) for share in review.shares]
    for shares in (review.shares, by_database):  # people call a source by either name
        yield "sources", _ours(sources_table(shares, len(review.reports), words))
    yield "searches", _ours(searches_table(review.sources_with_counts(), words))
    yield "studies", _ours(studies_table(review.included_studies, words), keys)
    if review.facts.form is not None:
        view = chart_view(review, "")
        fields = tuple(view.form.fields())
        shown = in_order(view, view.studies)
        yield "studies", _ours(characteristics_table(view, shown, fields, words), keys)


def _ours(table: Table, members: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> OurTable:
    return OurTable(table.head, (*table.rows, table.foot) if table.foot else table.rows, members=members)
