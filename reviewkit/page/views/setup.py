"""Set-up: what the team agreed on."""

from reviewkit.page.asked import Address, Answer, Asked, Show
from reviewkit.page.sitting import Sitting


def show(sitting: Sitting, asked: Asked) -> Answer:
    """What review.yaml says."""
    return Show("setup.html", {"protocol": sitting.review.protocol, "name": sitting.words.name})


ADDRESSES = (Address("/setup", show),)
