"""Studies: what the included reports stand for."""

from reviewkit.actions.studies import propose
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The included studies with their reports."""
    review = sitting.review
    rows = [(study, [review.records.get(name) for name in study.records]) for study in review.included_studies]
    return Show("studies.html", {"rows": rows})


def write(sitting: Sitting, asked: Asked) -> Answer:
    """Write the proposed studies into studies.yaml."""
    written = propose(sitting.opened, sitting.who)
    return GoTo("/studies", "page.studies.written", {"n": len(written)})


ADDRESSES = (Address("/studies", show, write),)
