"""Draw the sample of a stage that everybody who screens decides on before the rest opens."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewkit import pilots
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import ReviewkitError
from reviewkit.model import Pilot
from reviewkit.pilots import PilotState
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Role, Stage, State, message, number_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pilot that was drawn, and how many reports were asked for; fewer are in it where there are no more."""

    state: PilotState
    wanted: int


def draw(folder: OpenReview, as_: str, number: int, seed: int = 1, stage: Stage | None = None) -> Drawn:
    """Log a pilot of the reports that wait at a stage and that nobody has decided on there.

    Without a stage it is the first that has such reports. Everybody who screens today is asked. Raises ReviewkitError
    where another pilot of the stage is unfinished, nothing is left to draw, or fewer than two people screen.
    """
    with acting(folder, as_) as act:
        act.needs_new_format(message("a pilot"))
        person = act.review.protocol.reviewer(act.who)
        if person is None or Role.SETTLES not in person.roles:
            act.must(Role.SCREENS)
        people = _people(act)
        where = _stage(act.review, stage)
        _check(act.review, number, seed, where)
        reports = pilots.sample(candidates(act.review, where), number, seed)
        prints = tuple(map(act.fingerprint, reports))
        known = prints if all(prints) else ()
        logged = act.log([Pilot(act.who, where, seed, people, reports, known, at=ledger.now())])
        state = next(state for state in act.review.pilots if state.event == logged[0])
        return Drawn(state, number)


def candidates(review: Review, stage: Stage) -> tuple[str, ...]:
    """The reports that wait at a stage and that no person has decided on there, in their order."""
    tools = review.protocol.tools
    return tuple(
        report
        for report, outcome in review.outcomes.items()
        if outcome.state is State.WAITING
        and outcome.stage == stage
        and all(decision.by in tools for decision in outcome.at_its_stage())
    )


def _people(act: Acting) -> tuple[str, ...]:
    """Who screens today. Raises ReviewkitError where these are fewer than two."""
    people = tuple(one.id for one in act.review.protocol.have(Role.SCREENS, act.review.facts.today))
    if len(people) < 2:
        raise ReviewkitError(
            message(
                "A pilot compares people, and today only {people} screens. Add the others to review.yaml "
                "(`reviewers`), or start screening: reviewkit screen",
                people=people[0] if people else message("nobody"),
            )
        )
    return people


def _stage(review: Review, stage: Stage | None) -> Stage:
    """The stage named, or the first that has something to draw. Raises ReviewkitError where it is unknown."""
    stages = review.protocol.stage_list()
    if stage is None:
        return next((one for one in stages if candidates(review, one)), stages[0])
    if stage not in stages:
        raise ReviewkitError(
            message(
                "This review has no stage {stage}. Its stages are: {stages}", stage=stage, stages=", ".join(stages)
            )
        )
    return stage


def _check(review: Review, number: int, seed: int, stage: Stage) -> None:
    if number < 1:
        raise ReviewkitError(message("A pilot has at least 1 report; 20 to 50 are usual."))
    if not 0 <= seed < 10**9:
        raise ReviewkitError(message("A seed is a whole number from 0 to 999999999, such as 1."))
    for state in review.pilots:
        if state.stage == stage and not state.finished:
            raise ReviewkitError(
                message(
                    "The pilot of {reports} at {stage} is not finished ({left}). Finish it first, or undo it: "
                    "reviewkit undo {event}",
                    reports=number_of(len(state.reports), "report"),
                    stage=stage,
                    left=left_in_words(state.left),
                    event=state.event,
                )
            )
    if not candidates(review, stage):
        raise ReviewkitError(
            message(
                "No report waits at {stage} that nobody has decided on, so there is nothing to draw. To see "
                "what is left: reviewkit status",
                stage=stage,
            )
        )


def must_be_open(review: Review, report: str, stage: Stage) -> None:
    """Raises ReviewkitError where a pilot has to be finished before anybody decides on this report."""
    state = review.pilot_before(report, stage)
    if state is not None:
        raise ReviewkitError(
            message(
                "{report} opens when everybody has finished the pilot of {reports} at {stage} ({left}). To "
                "decide on yours: reviewkit screen",
                report=report,
                reports=number_of(len(state.reports), "report"),
                stage=stage,
                left=left_in_words(state.left),
            )
        )


def left_in_words(left: Mapping[str, int]) -> str:
    """Who still has how much of a pilot: "left: a 3, b 12"."""
    return message("left: {items}", items=", ".join((f"{person} {count}" for person, count in left.items())))
