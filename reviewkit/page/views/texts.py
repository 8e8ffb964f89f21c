"""Full texts: what was sought, what was retrieved."""

from reviewkit.actions.retrieval import record_retrieval
from reviewkit.actions.undo import common_name
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import links
from reviewkit.words import State


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The reports whose full text is sought, and those that were not retrieved."""
    review = sitting.review
    shown = {State.SOUGHT: [], State.NOT_RETRIEVED: []}  # type: dict[State, list[object]]
    for report, outcome in review.outcomes.items():
        if outcome.state in shown:
            record = review.records[report]
            shown[outcome.state].append((record, links(record), outcome.retrieval))
    return Show("texts.html", {"sought": shown[State.SOUGHT], "missing": shown[State.NOT_RETRIEVED]})


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Log that a full text was retrieved, or could not be."""
    record, retrieved = asked.text("record"), asked.text("retrieved") == "yes"
    ids = record_retrieval(sitting.opened, sitting.who, [record], retrieved, asked.text("note"))
    said = "page.texts.retrieved" if retrieved else "page.texts.not_retrieved"
    return GoTo("/texts", said, {"record": record}, common_name(ids))


ADDRESSES = (Address("/texts", show, act),)
