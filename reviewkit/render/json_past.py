"""The moment that a table is of, as JSON."""

from typing import Any

from reviewkit.normalize import written_moment
from reviewkit.timeline import Then

Shape = dict[str, Any]


def past(then: Then | None) -> Shape | None:
    """Which moment a table is of; None where it is of now."""
    if then is None:
        return None
    return {
        "reading": "under" if then.under else "as-of",
        "asked": then.asked,
        "moment": written_moment(then.moment.at),
        "changes_since_version": then.changes,
        "not_known": [{"what": gap.what, "files": list(gap.files)} for gap in then.gaps],
        "later_codes": list(then.later),
    }
