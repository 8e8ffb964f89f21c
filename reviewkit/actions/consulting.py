"""Consulting people whom the review is about, or a working group (Arksey & O'Malley 2005, sixth step).

What is logged is what the team noted: whom they asked and when, what was said, and what was changed for it. It is no
data of any study and counts in no table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reviewkit.actions.who import acting
from reviewkit.errors import ReviewkitError
from reviewkit.model import Consulted
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class NewConsultation:
    """A consultation as somebody notes it: `day` is written as 2026-01-31, `about` are codes of a codebook."""

    whom: str
    day: str
    said: str
    about: tuple[str, ...] = ()
    led_to: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """A consultation that was logged; `already` means that the same had been, so nothing was added."""

    act: Consulted
    already: bool = False


def consult(folder: OpenReview, as_: str, new: NewConsultation) -> Noted:
    """Log that people were asked, what they said and what it led to.

    Raises ReviewkitError without whom or what was said, for a day that is none or lies ahead, and an unknown code.
    """
    with acting(folder, as_) as act:
        act.needs_new_format(message("a consultation"))
        whom, said, led_to = (" ".join(text.split()) for text in (new.whom, new.said, new.led_to))
        if not whom or not said:
            raise ReviewkitError(
                message("Say whom you asked and what they said: --whom, --said. Nothing was logged.")
            )
        _must_be_past(new.day)
        _must_be_known(new.about, {code.id for book in act.review.facts.codebooks for code in book.codes})
        about = tuple(dict.fromkeys(new.about))
        known = (one for one in act.review.facts.consultations if one.by == act.who)
        for one in known:
            if (one.whom, one.day, one.said, one.about, one.led_to) == (whom, new.day, said, about, led_to):
                return Noted(one, already=True)
        made = act.log([Consulted(act.who, whom, new.day, said, about, led_to, at=ledger.now())])[0]
        return Noted(next(one for one in act.review.facts.consultations if one.id == made))


def _must_be_past(day: str) -> None:
    try:
        is_past = date.fromisoformat(day).isoformat() == day and date.fromisoformat(day) <= date.today()
    except ValueError:
        is_past = False
    if not is_past:
        raise ReviewkitError(
            message(
                "{day!r} is not a day on which you can have asked. Write it as 2026-01-31. Nothing was logged.",
                day=day,
            )
        )


def _must_be_known(about: Sequence[str], known: set[str]) -> None:
    for code in about:
        if code not in known:
            raise ReviewkitError(
                message(
                    "No codebook has the code {code!r}. Known codes: {known}",
                    code=code,
                    known=", ".join(sorted(known)) or message("(none yet)"),
                )
            )


def consultations(folder: OpenReview) -> tuple[Consulted, ...]:
    """The consultations that count, by their day."""
    return tuple(sorted(folder.review.facts.consultations, key=lambda one: (one.day, one.stamp, one.id)))
