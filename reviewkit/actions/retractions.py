"""The records of a review beside a list of retracted articles that a person has. Nothing is logged, nothing is sent."""

from dataclasses import dataclass
from pathlib import Path

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Outcome
from reviewkit.model.retractions import Nature
from reviewkit.normalize import doi_link, pubmed_link
from reviewkit.retractions import By, Finder, Hit
from reviewkit.review import Review
from reviewkit.store import retraction_lists
from reviewkit.words import Stage, State, message

_SERIOUS = (Level.ERROR, Level.WARNING, Level.NOTE)
_LONGEST = 200  # letters of a title or reason that a message shows
_WAS = {
    Nature.RETRACTION: message("was retracted"),
    Nature.CONCERN: message("got an expression of concern"),
    Nature.CORRECTION: message("was corrected"),
    Nature.REINSTATEMENT: message("was retracted and then reinstated"),
}
_MAY = {
    Nature.RETRACTION: message("may be an article that was retracted"),
    Nature.CONCERN: message("may be an article that got an expression of concern"),
    Nature.CORRECTION: message("may be an article that was corrected"),
    Nature.REINSTATEMENT: message("may be an article that was retracted and then reinstated"),
}
# What everybody may see; that people disagree on a report is not said, nor who has decided.
_STATES = {
    State.INCLUDED: message("included"),
    State.REMOVED: message("removed before screening"),
    State.SOUGHT: message("full text not here yet"),
    State.NOT_RETRIEVED: message("full text not retrieved"),
    State.WAITING: message("not decided yet"),
    State.CONFLICT: message("not decided yet"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A record that the list is about: the report that it belongs to, what was found, and the problem that it is.

    `state` is that of the report, with `stage` where it was excluded.
    """

    hit: Hit
    report: str
    state: State
    stage: Stage
    title: str
    problem: Problem

    @property
    def is_duplicate(self) -> bool:
        """Whether the record is a duplicate of the report's."""
        return self.hit.record != self.report


@dataclass(frozen=True, slots=True)
class Checked:
    """What a list says of a review, included studies first; and what the list is, so that people know what was checked.

    `dated` is the day on which the file was last changed ("" where the disk does not say it), `newest` that of its last
    notice ("" where none has one), `rows` how many it has and `not_understood` how many of these name no article;
    `records` how many were looked for. `marked` are the included reports that the list does not name, and that their
    own database marks as retracted.
    """

    file: str
    kind: str
    dated: str
    newest: str
    rows: int
    not_understood: int
    records: int
    found: tuple[Found, ...]
    marked: tuple[Problem, ...]
    problems: tuple[Problem, ...]

    @property
    def included_is_retracted(self) -> bool:
        """Whether an included report was retracted, by the list or by its own database."""
        return bool(self.marked) or any(one.problem.level is Level.ERROR for one in self.found)


def check_retractions(review: Review, file: Path) -> Checked:
    """Look for the records of a review in a list of retracted articles, offline.

    Raises ReviewkitError where the file is no such list.
    """
    known = retraction_lists.opened(file)
    finder = Finder(review.records.values())
    for notice in known.notices(finder.wants):
        finder.look(notice)
    found = _in_order(review, finder.hits())
    named = {one.report for one in found if one.hit.certain and one.hit.standing.nature is Nature.RETRACTION}
    return Checked(
        str(file),
        known.kind.value,
        known.dated,
        known.newest,
        known.rows,
        known.not_understood,
        len(review.records),
        tuple(found),
        tuple(problem for report, problem in review.marked_as_retracted.items() if report not in named),
        tuple(known.problems),
    )


def _in_order(review: Review, hits: tuple[Hit, ...]) -> list[Found]:
    """The records that were found: included first, then what is not decided; within these what is most serious.

    Of a report with several records one carries the level, and the others are notes.
    """
    found: list[Found] = []
    told: set[str] = set()
    for hit in sorted(hits, key=lambda one: (not one.certain, review.report_of[one.record] != one.record)):
        report = review.report_of[hit.record]
        outcome = review.outcomes[report]
        level = Level.NOTE if report in told else _level(hit, outcome.state)
        told.add(report)
        found.append(_found(review, hit, report, outcome, level))
    ranks = {State.INCLUDED: 0, State.WAITING: 1, State.CONFLICT: 1, State.SOUGHT: 1}
    levels = {one.report: one.problem.level for one in reversed(found)}  # that of the first record of each
    order = {record: number for number, record in enumerate(review.records)}
    return sorted(
        found,
        key=lambda one: (
            ranks.get(one.state, 2),
            _SERIOUS.index(levels[one.report]),
            order[one.report],
            one.problem.level is Level.NOTE,
            order[one.hit.record],
        ),
    )


def _level(hit: Hit, state: State) -> Level:
    """An included report that was retracted is an error; what nobody has to look at any more is a note."""
    nature = hit.standing.nature
    serious = nature in (Nature.RETRACTION, Nature.CONCERN)
    if state is State.INCLUDED and nature is Nature.RETRACTION and hit.certain:
        return Level.ERROR
    is_open = state in (State.INCLUDED, State.WAITING, State.CONFLICT, State.SOUGHT)
    return Level.WARNING if serious and is_open else Level.NOTE


def _found(review: Review, hit: Hit, report: str, outcome: Outcome, level: Level) -> Found:
    record = review.records[hit.record]
    state = State.WAITING if outcome.state is State.CONFLICT else outcome.state
    stage = outcome.stage if state is State.EXCLUDED else Stage("")
    nature, title = hit.standing.nature, record.title or hit.standing.title
    said = message(
        "{record} ({where}) {what}{when}: {title}{known}{reason}{notice}",
        record=record.id,
        where=_where(hit.record, report, state, stage),
        what=_WAS[nature] if hit.certain else _MAY[nature],
        when=message(" on {date}", date=hit.standing.date) if hit.standing.date else "",
        title=title[:_LONGEST],
        known=_known(hit),
        reason=message(". Reason: {reason}", reason=hit.standing.reason[:_LONGEST]) if hit.standing.reason else "",
        notice=_notice(hit),
    )
    return Found(hit, report, state, stage, record.title, _problem(hit, record.place, said, level))


def _problem(hit: Hit, place: Place, said: str, level: Level) -> Problem:
    """What was found as a problem: each nature of a notice has a code."""
    if not hit.certain:
        return Problem(place, said, level, "may-be-retracted")
    match hit.standing.nature:
        case Nature.RETRACTION:
            return Problem(place, said, level, "retracted")
        case Nature.CONCERN:
            return Problem(place, said, level, "concern")
        case Nature.CORRECTION:
            return Problem(place, said, level, "corrected")
        case Nature.REINSTATEMENT:
            return Problem(place, said, level, "reinstated")


def _where(record: str, report: str, state: State, stage: Stage) -> str:
    """How far the report of a record has come, and of which report it is a duplicate."""
    said = message("excluded at {stage}", stage=stage) if state is State.EXCLUDED else _STATES[state]
    if record == report:
        return said
    return message("a duplicate of {report}, which is: {state}", report=report, state=said)


def _known(hit: Hit) -> str:
    """Why it is only asked whether a record is the article of the list."""
    if hit.certain:
        return ""
    same = {
        By.DOI: message("the DOI is the same, the rest is not"),
        By.PMID: message("the PubMed id is the same, the rest is not"),
        By.TITLE: message("the titles are alike"),
    }
    article = hit.standing.title[:_LONGEST] or hit.standing.doi or hit.standing.pmid
    return message(
        ". Compare it with line {line} of the list: {article} ({why})",
        line=hit.standing.line,
        article=article,
        why=same[hit.by],
    )


def _notice(hit: Hit) -> str:
    """Where the notice can be read, and that there are others."""
    link = doi_link(hit.standing.notice_doi) or pubmed_link(hit.standing.notice_pmid)
    return message(". Notice: {link}", link=link) if link else ""
