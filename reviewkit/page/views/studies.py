"""Studies: what the included reports stand for; proposed, joined, split."""

from reviewkit.actions import studies
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The included studies with their reports."""
    review = sitting.review
    rows = [(study, [review.records.get(name) for name in study.records]) for study in review.included_studies]
    return Show("studies.html", {"rows": rows})


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Write the proposed studies, join some of them, or split one."""
    folder, who = sitting.opened, sitting.who
    if asked.text("do") == "join":
        joined = studies.join(folder, who, asked.texts("key"))
        return GoTo("/studies", "page.studies.joined", {"key": joined.study.key}, " ".join(joined.ids))
    if asked.text("do") == "split":
        parted = studies.split(folder, who, asked.text("key"), asked.texts("record"))
        return GoTo("/studies", "page.studies.split", {"key": parted.study.key}, " ".join(parted.ids))
    written = studies.propose(folder, who)
    return GoTo("/studies", "page.studies.written", {"n": len(written)})


ADDRESSES = (Address("/studies", show, act),)
