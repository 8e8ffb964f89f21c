"""The one order of all events: by time, but never against what was plainly so.

Clocks are wrong and folders are merged. Two things are known whatever the clocks say: within one chain of a log the
lines stand in the order in which they were written, and an event that was seen by another came before it. So an event
counts as no later than any that follows it in its chain, or that names it as seen.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from reviewkit.errors import Level, Problem
from reviewkit.model import Stamp
from reviewkit.normalize import moment, written_moment
from reviewkit.store.ledger import Event

_TOLERANCE = timedelta(hours=24)  # computers in other time zones whose owners set the clock by hand
_BEFORE = timedelta(microseconds=1)  # what was seen came before, not at the same moment


def in_order(logs: Iterable[Sequence[Event]]) -> list[Event]:
    """The events of several logs with their stamps, from the first to the last."""
    logs = [list(events) for events in logs]
    written = [[_written(event) for event in events] for events in logs]
    # A correction goes on from log to log; where logs contradict each other it would go on for ever.
    for _ in range(2 * len(logs) + 2):
        for events, times in zip(logs, written, strict=True):
            _no_later_than_what_follows(events, times)
        if not _no_later_than_who_saw_it(logs, written):
            break
    else:
        for events, times in zip(logs, written, strict=True):  # what is known of one log counts most
            _no_later_than_what_follows(events, times)
    stamped = [
        event._replace(stamp=Stamp(_done(event, at), event.log, event.number))
        for events, times in zip(logs, written, strict=True)
        for event, at in zip(events, times, strict=True)
    ]
    return sorted(stamped, key=lambda event: event.stamp)


def _written(event: Event) -> datetime:
    """When a line was written: of an imported decision not the time at which it was made elsewhere."""
    logged = event.values.get("logged")
    return (moment(logged) if isinstance(logged, str) else None) or event.at


def _done(event: Event, written: datetime) -> datetime:
    return min(event.at, written) if _is_imported(event) else written


def _is_imported(event: Event) -> bool:
    return "from" in event.values


def _no_later_than_what_follows(events: Sequence[Event], times: list[datetime]) -> None:
    """Within each chain; what 0.2 imported from another tool carries the other tool's time, which bounds nothing."""
    latest: dict[str, datetime] = {}
    for place in range(len(events) - 1, -1, -1):
        event = events[place]
        if _is_imported(event) and "logged" not in event.values:
            continue
        copy = str(event.values.get("copy", ""))
        bound = latest.get(copy)
        if bound is not None and bound < times[place]:
            times[place] = bound
        latest[copy] = times[place]


def _no_later_than_who_saw_it(logs: Sequence[Sequence[Event]], written: Sequence[list[datetime]]) -> bool:
    """Whether anything was corrected."""
    seen_at: dict[str, datetime] = {}
    for events, times in zip(logs, written, strict=True):
        for event, at in zip(events, times, strict=True):
            if _is_imported(event) and "logged" not in event.values:
                continue
            for seen in _seen_ids(event):
                if seen not in seen_at or at - _BEFORE < seen_at[seen]:
                    seen_at[seen] = at - _BEFORE
    corrected = False
    for events, times in zip(logs, written, strict=True):
        for place, event in enumerate(events):
            bound = seen_at.get(event.id)
            if bound is not None and bound < times[place]:
                times[place] = bound
                corrected = True
    return corrected


def _seen_ids(event: Event) -> list[str]:
    """The ids of events of the same kind of log that a line names as seen."""
    seen = event.values.get("seen")
    if not isinstance(seen, dict):
        return []
    return [str(one).partition(" ")[0] for log, one in seen.items() if log.rpartition("/")[0] == event.kind]


def from_the_future(events: Iterable[Event], now: datetime) -> list[Problem]:
    """Events whose time has not come yet: a clock was wrong."""
    return [
        Problem(
            event.place,
            f"dated {written_moment(event.at)}, which is not yet: the clock of that computer was wrong. The order of "
            "the lines counts; set the clock right",
            Level.WARNING,
            "future",
        )
        for event in events
        if event.at > now + _TOLERANCE
    ]
