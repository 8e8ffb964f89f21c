"""Whether what a person answers is still what they were shown: a sync program, another window or a colleague may have
changed the folder meanwhile."""

from dataclasses import dataclass
from enum import StrEnum

from reviewkit import screening
from reviewkit.actions.who import Acting
from reviewkit.errors import ReviewkitError
from reviewkit.words import Stage, message


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person had before them when they answered: a report at a stage, and the id of their own last decision on
    it there, "" where they had made none. No second answer fits, because the first one changes `last`."""

    report: str
    stage: Stage
    last: str = ""


class Change(StrEnum):
    """What happened to a report since it was shown."""

    WITHDRAWN = "withdrawn"  # its import was undone
    MERGED = "merged"  # it is now a duplicate of another report
    DECIDED = "decided"  # the same person decided on it elsewhere
    UNDONE = "undone"  # the same person undid their decision elsewhere
    NOT_NEEDED = "not-needed"  # enough others have decided, or it is at another stage


class StaleAnswerError(ReviewkitError):
    """An answer was not logged, because the report is no longer as it was shown. The interface still has the answer,
    and offers it again on `report`, which is "" where there is none."""

    def __init__(self, message: str, change: Change, report: str) -> None:
        super().__init__(message)
        self.change, self.report = change, report


def must_be_as_shown(act: Acting, shown: Shown) -> None:
    """Raises StaleAnswerError where a report is no longer as it was shown to the person who acts."""
    review, name = act.review, shown.report
    if name not in review.records and name in review.withdrawn:
        raise StaleAnswerError(
            message("Meanwhile the import of {name} was undone, so your answer was not logged.", name=name),
            Change.WITHDRAWN,
            "",
        )
    now = review.report_of.get(name, name)
    if now != name:
        raise StaleAnswerError(
            message(
                "Meanwhile {name} was found to be a duplicate of {now}, so your answer was not logged. Read "
                "{now} and decide on it.",
                name=name,
                now=now,
            ),
            Change.MERGED,
            now,
        )
    if name in review.records:
        _must_be_undecided(act, shown)


def _must_be_undecided(act: Acting, shown: Shown) -> None:
    """Raises StaleAnswerError where the person decided elsewhere, or their answer is no longer needed."""
    outcome, name = act.review.outcomes[shown.report], shown.report
    mine = [one for one in outcome.decisions if one.by == act.who and one.stage == shown.stage and not one.final]
    last = mine[-1] if mine else None
    if last and last.id != shown.last:
        raise StaleAnswerError(
            message(
                "Meanwhile you decided on {name} in another window ({choice}). That decision counts, and "
                "this answer was not logged. To change it: reviewkit screen decide {name} --decision ...",
                name=name,
                choice=last.choice,
            ),
            Change.DECIDED,
            name,
        )
    if shown.last and not last:
        raise StaleAnswerError(
            message(
                "Meanwhile your decision on {name} was undone in another window, so this answer was not "
                "logged. Look at it again.",
                name=name,
            ),
            Change.UNDONE,
            name,
        )
    today = act.review.facts.today
    waits = outcome.stage == shown.stage and screening.is_awaited(act.who, outcome, act.review.protocol, today)
    if not last and not waits:
        raise StaleAnswerError(
            message(
                "Meanwhile {name} no longer waits for you at {stage}, so your answer was not logged.",
                name=name,
                stage=shown.stage,
            ),
            Change.NOT_NEEDED,
            name,
        )
