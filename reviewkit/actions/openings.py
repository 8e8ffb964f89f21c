"""Opening conflicts before everybody has decided: a deliberate act, which is logged and told in `status`."""

from reviewkit import screening
from reviewkit.actions.pilots import left_in_words
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import ReviewkitError
from reviewkit.model import ConflictsOpened
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Role, Stage, message


def open_conflicts(
    folder: OpenReview, as_: str, note: str, stage: Stage | None = None
) -> tuple[ConflictsOpened, ...]:
    """Show the conflicts of a stage, or of each that has any, to those who settle them before everybody has decided.

    Raises ReviewkitError where the person may not, says no reason, or nothing is closed.
    """
    with acting(folder, as_) as act:
        act.needs_new_format(message("opening conflicts early"))
        _must_be_allowed(act)
        if not note.strip():
            raise ReviewkitError(
                message(
                    "Say why the conflicts are opened before everybody has decided: --note WHY. Nothing was "
                    "changed."
                )
            )
        closed = _closed(act, stage)
        _must_be_out_of_pilots(act, closed)
        openings = [ConflictsOpened(act.who, one, note.strip(), at=ledger.now()) for one in closed]
        ids = act.log(openings)
        return tuple(one for one in act.review.facts.openings if one.id in ids)


def _must_be_allowed(act: Acting) -> None:
    """Raises ReviewkitError for somebody who does not settle, or who screens where somebody else only settles."""
    act.must(Role.SETTLES)
    allowed = screening.may_open(act.review.protocol, act.review.facts.today)
    if allowed and act.who not in allowed:
        raise ReviewkitError(
            message(
                "In this review {allowed} settles conflicts without screening, so only they can open them "
                "early. Nothing was changed.",
                allowed=", ".join(allowed),
            )
        )


def _must_be_out_of_pilots(act: Acting, stages: list[Stage]) -> None:
    """Raises ReviewkitError for somebody who takes part in an unfinished pilot at one of the stages."""
    for state in act.review.pilots:
        if state.stage in stages and act.who in state.people and not state.finished:
            raise ReviewkitError(
                message(
                    "You take part in the pilot at {stage}, so you can open conflicts there when it is finished "
                    "({left}). Nothing was changed.",
                    stage=state.stage,
                    left=left_in_words(state.left),
                )
            )


def _closed(act: Acting, stage: Stage | None) -> list[Stage]:
    """The stages to open. Raises ReviewkitError where there is nothing to open."""
    closed = act.review.conflicts_closed_to(act.who)
    if stage is None:
        if not closed:
            raise ReviewkitError(
                message("There are no conflicts that are not shown yet: reviewkit screen conflicts")
            )
        return list(closed)
    if stage not in act.review.protocol.stage_list():
        words = ", ".join(act.review.protocol.stage_list())
        raise ReviewkitError(
            message("This review has no stage {stage}. Its stages are: {stages}", stage=stage, stages=words)
        )
    if stage not in act.review.closed_to(act.who):
        raise ReviewkitError(
            message("The conflicts at {stage} are already shown: reviewkit screen conflicts", stage=stage)
        )
    return [stage]
