"""Duplicates: run the comparison, and answer possible duplicates side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.actions import duplicates
from reviewkit.actions.duplicates import Explanation
from reviewkit.model import DuplicateVerdict, Record
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import describe
from reviewkit.words import Verdict

SKIPPED = "pair "  # before the two ids, among what was skipped in this sitting


@dataclass(frozen=True, slots=True)
class Row:
    """One field of two records beside each other."""

    field: str
    left: str
    right: str

    @property
    def differ(self) -> bool:
        return self.left.casefold() != self.right.casefold()


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The next possible duplicate, or the button that runs the comparison."""
    review = sitting.review
    waiting = [pair for pair in review.possible_duplicates if _key(pair) not in sitting.skipped]
    pair = waiting[0] if waiting else None
    return Show(
        "duplicates.html",
        {
            "uncompared": [export.path for export in review.never_compared],
            "records": len(review.records),
            "reports": len(review.reports),
            "left": len(review.possible_duplicates),
            "skipped": len(review.possible_duplicates) - len(waiting),
            "pair": pair,
            "rows": side_by_side(review.records[pair.first], review.records[pair.second]) if pair else [],
            "why": _why(sitting, pair) if pair and asked.wanted("why") else None,
            "related": [
                (one, review.records[one.first], review.records[one.second]) for one in review.related[:50]
            ],
            "more_related": max(0, len(review.related) - 50),
        },
    )


def _why(sitting: Sitting, pair: DuplicateVerdict) -> Explanation:
    """The evidence on a pair; worked out only when it is asked for, because that reads every title of the review."""
    return duplicates.explained(sitting.review, (pair.first, pair.second))


def _key(pair: DuplicateVerdict) -> str:
    return f"{SKIPPED}{pair.first} {pair.second}"


FIELDS = (
    "title",
    "authors",
    "year",
    "journal",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "identifiers",
    "abstract",
)


def side_by_side(left: Record, right: Record, fields: Sequence[str] = FIELDS) -> list[Row]:
    """The fields that either record has."""
    rows = [Row(field, describe(left, field), describe(right, field)) for field in fields]
    return [row for row in rows if row.left or row.right]


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Run the comparison, or log an answer on a pair."""
    if asked.text("run"):
        done = duplicates.run(sitting.opened, sitting.who)
        removed = len(done.review.records) - len(done.review.reports)
        values = {"removed": removed, "left": len(done.review.possible_duplicates)}
        return GoTo("/duplicates", "page.duplicates.ran", values, done.id)
    pair = (asked.text("first"), asked.text("second"))
    if asked.text("verdict") == "skip":
        sitting.skipped.add(f"{SKIPPED}{pair[0]} {pair[1]}")
        return GoTo("/duplicates")
    if asked.text("verdict") == "back":
        sitting.skipped -= {name for name in sitting.skipped if name.startswith(SKIPPED)}
        return GoTo("/duplicates")
    if sitting.is_given(asked.text("answer")):
        return GoTo("/duplicates", "page.given_twice")
    verdict = asked.one_of("verdict", Verdict)
    answered = duplicates.answer(sitting.opened, sitting.who, pair, verdict, asked.text("note"))
    said = "page.duplicates.same" if verdict is Verdict.SAME else "page.duplicates.different"
    return GoTo("/duplicates", said, {"first": pair[0], "second": pair[1]}, answered.id)


ADDRESSES = (Address("/duplicates", show, act),)
