"""How far a review has come: what is left for whom, and the next step."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewkit import prisma, screening
from reviewkit.errors import Level, Problem
from reviewkit.model import ConflictsOpened, TakenBack
from reviewkit.pilots import PilotState
from reviewkit.review import Review
from reviewkit.words import FINISHED_STATES, BoxId, Role, State, message


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review has come. Counts only: nothing here shows what anybody decided on which record.

    `waiting` is how many reports each person still has to decide on; `reasons_differ` how many were excluded by all,
    for different reasons; `taken_back` says in words which shared acts (imports, runs, settlements, ...) were
    recently undone, and by whom, and `opened` which conflicts were opened early, by whom and why; `digest` is one
    hash of everything logged; `uncompared` how many exports no deduplication has seen; `proposed_studies` how many
    included studies are not in studies.yaml yet; `pilots` how far each pilot has come; `texts` counts the full texts
    attached; `coded_studies` the included studies that as many people have coded to the end as are to.
    """

    title: str
    language: str
    exports: int
    records: int
    reports: int
    possible_duplicates: int
    waiting: Mapping[str, int]
    conflicts: int
    reasons_differ: int
    included_reports: int
    included_studies: int
    next_step: str
    taken_back: tuple[str, ...] = ()
    digest: str = ""
    uncompared: int = 0
    proposed_studies: int = 0
    pilots: tuple[PilotState, ...] = ()
    texts: int = 0
    opened: tuple[str, ...] = ()
    coded_studies: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to the most common questions, computed together: the flow, the problems, and the progress."""

    flow: prisma.Flow
    problems: tuple[Problem, ...]
    progress: Progress

    @property
    def serious(self) -> tuple[Problem, ...]:
        """The problems that are more than notes."""
        return tuple(problem for problem in self.problems if problem.level is not Level.NOTE)


def answers(review: Review, digest: str = "", problems: Iterable[Problem] | None = None) -> Answers:
    """Everything that status and prisma show about a review, with the problems that everybody may see; None: all that
    the review has."""
    shown = review.problems if problems is None else problems
    return Answers(review.flow, tuple(sorted(set(shown))), progress(review, digest))


def progress(review: Review, digest: str = "") -> Progress:
    """How far a review has come."""
    waiting = left(review)
    return Progress(
        title=review.protocol.title,
        language=review.protocol.language,
        exports=len(review.facts.exports),
        records=len(review.records),
        reports=len(review.reports),
        possible_duplicates=len(review.possible_duplicates),
        waiting=waiting,
        conflicts=sum(outcome.state is State.CONFLICT for outcome in review.outcomes.values()),
        reasons_differ=sum(screening.differs_in_reasons(outcome) for outcome in review.outcomes.values()),
        included_reports=review.flow.n(BoxId.NEW_REPORTS),
        included_studies=len(review.included_studies),
        next_step=next_step(review, waiting),
        taken_back=tuple(map(_in_words, _shared(review))),
        opened=tuple(map(_opening_in_words, review.facts.openings)),
        digest=digest,
        uncompared=len(review.never_compared),
        proposed_studies=sum(study.proposed for study in review.included_studies),
        pilots=review.pilots,
        texts=len(review.facts.texts),
        coded_studies=coded_studies(review),
    )


def coded_studies(review: Review) -> int:
    """How many included studies as many people have coded to the end as the protocol says."""
    finished = {(one.study, one.coder) for one in review.facts.codings if one.state in FINISHED_STATES}
    counts = Counter(study for study, _ in finished)
    return sum(counts[study.key] >= review.protocol.coders for study in review.included_studies)


def left(review: Review) -> dict[str, int]:
    """How many reports each person who screens today still has to decide on; people with none are left out."""
    today = review.facts.today
    counts = {
        reviewer.id: len(review.waiting_for(reviewer.id)) for reviewer in review.protocol.have(Role.SCREENS, today)
    }
    return {reviewer: count for reviewer, count in counts.items() if count}


def next_step(review: Review, waiting: Mapping[str, int]) -> str:
    """The next command to type."""
    states = {outcome.state for outcome in review.outcomes.values()}
    if not review.facts.exports:
        return "reviewkit import FILE --source NAME"
    if review.never_compared:
        return "reviewkit dedupe"
    if review.possible_duplicates:
        return "reviewkit dedupe review"
    if waiting:
        return f"reviewkit screen --as {next(iter(waiting))}"
    if State.CONFLICT in states:
        return "reviewkit screen conflicts"
    if State.WAITING in states:
        return "reviewkit check"  # nobody is left who may decide
    if State.SOUGHT in states:
        return "reviewkit screen sought --open"
    if not review.included_studies:
        return "reviewkit prisma -o flow.svg"
    if any(study.proposed for study in review.included_studies):
        return "reviewkit studies --write"
    if review.facts.form and (charting := _next_in_charting(review)):
        return charting
    if not review.facts.codings:
        return "reviewkit code add STUDY --code CODE --quote '...'"
    if coding := _next_in_coding(review):
        return coding
    characteristics = "; reviewkit chart table -o characteristics.docx" if review.facts.form else ""
    return f"reviewkit prisma -o flow.svg; reviewkit matrix -o table1.docx{characteristics}"


def _next_in_coding(review: Review) -> str:
    """What is next in coding; "" where every study is coded and every code in use has a theme that is agreed on."""
    found = {problem.code for problem in review.problems}
    if "not-coded" in found:
        return "reviewkit code"
    if "no-theme" in found:
        return "reviewkit code lists no-theme"
    themes = (code for book in review.facts.codebooks for code in book.codes if code.kind == "theme")
    return "reviewkit code lists candidates" if any(one.status == "candidate" for one in themes) else ""


def _next_in_charting(review: Review) -> str:
    """What is next in charting; "" where every study is charted and nothing is to settle."""
    keys = [study.key for study in review.included_studies]
    if not all(map(review.chart.is_finished, keys)):
        return "reviewkit chart"
    return "reviewkit chart differences" if review.chart.differences(keys) else ""


_MOST = 5  # undone acts to show; the log has them all
_SHARED = {
    "Import": message("the import of"),
    "DedupeRun": message("a dedupe run"),
    "ConflictsOpened": message("the early opening of conflicts"),
    "SourceRename": message("the renaming of a source"),
    "Pilot": message("a pilot"),
}


def _shared(review: Review) -> list[TakenBack]:
    """The undone acts that concern everybody: imports, runs, renamed sources, and acts undone by somebody else."""
    shared = [
        entry
        for entry in review.facts.taken_back
        if type(entry.act).__name__ in _SHARED or (entry.undo.by != entry.act.by and entry.act.by != "reviewkit")
    ]
    return sorted(shared, key=lambda entry: entry.undo.stamp)[-_MOST:]


def _opening_in_words(act: ConflictsOpened) -> str:
    note = f": {act.note}" if act.note else ""
    return message(
        "{by} opened the conflicts at {stage} on {at}{note}",
        by=act.by,
        stage=act.stage,
        at=f"{act.at:%Y-%m-%d}",
        note=note,
    )


def _in_words(entry: TakenBack) -> str:
    from reviewkit.model import Import

    what = _SHARED.get(type(entry.act).__name__, entry.act.id)
    named = message("{what} {path}", what=what, path=entry.act.path) if isinstance(entry.act, Import) else what
    note = f": {entry.undo.note}" if entry.undo.note else ""
    return message(
        "{by} undid {named} on {at}{note}",
        by=entry.undo.by,
        named=named,
        at=f"{entry.undo.at:%Y-%m-%d}",
        note=note,
    )
