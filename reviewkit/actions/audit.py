"""What the logs of a review show of the phases of thematic analysis, as one person may see it."""

from reviewkit.actions.codebook import chosen
from reviewkit.actions.codebook_past import history
from reviewkit.actions.familiarising import readings
from reviewkit.blind import codings_shown
from reviewkit.phases import Logged, Phases, phases
from reviewkit.review import Review


def phases_of(review: Review, person: str, book: str = "") -> Phases:
    """The phases of the analysis with a codebook. Raises ReviewkitError where there is none, or it has to be named."""
    found = chosen(review, book)
    shown = codings_shown(review, person)
    seen = {(one.coder, one.study) for one in shown}
    logged = Logged(
        book=found,
        codings=shown,
        studies=review.included_studies,
        coders_wanted=review.protocol.coders,
        at={act.id: act.at for act in review.facts.coding_acts},
        readings=[(one.act, one.is_of_other_texts) for one in readings(review)],
        changes=[(past.act, past.undo) for past in history(review, book=found.name)],
        reviews=review.facts.reviews,
        consultations=review.facts.consultations,
        findings=review.facts.findings,
        analysis=review.protocol.analysis,
        team=review.protocol.team,
        closed=len({one.study for one in review.facts.codings if (one.coder, one.study) not in seen}),
    )
    return phases(logged)
