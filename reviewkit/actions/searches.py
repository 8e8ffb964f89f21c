"""searches.yaml: the description of a source is written by command or page, as it may be by hand."""

from dataclasses import dataclass, fields

from reviewkit.actions import rewriting
from reviewkit.actions.who import acting
from reviewkit.store import searches
from reviewkit.store.open_review import OpenReview
from reviewkit.store.yaml_edit import Number, Value, edited

_WHY = "the search in {} was described"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What the search log says of a source, as text; None leaves it as it is, "" removes it.

    `hits` is the number that the database showed, never taken from what was imported. `explained` is the number of
    imported records for which `difference` says why it is another. `press` is who reviewed the strategy.
    """

    database: str | None = None
    kind: str | None = None
    platform: str | None = None
    arm: str | None = None
    date: str | None = None
    searcher: str | None = None
    limits: str | None = None
    hits: str | None = None
    difference: str | None = None
    explained: str | None = None
    note: str | None = None
    rerun_of: str | None = None
    press: str | None = None
    press_date: str | None = None
    press_note: str | None = None


_NUMBERS = ("date", "hits")
_PRESS = {"press": "by", "press_date": "date", "press_note": "note"}


def describe_source(
    folder: OpenReview, as_: str, name: str, entry: SourceEntry, note: str = "", seen: str = ""
) -> tuple[str, ...]:
    """Write what is known of a source into searches.yaml, and log it; returns what `undo` calls the change.

    Comments and all other entries stay. `seen` is the checksum of the text that the person saw. Raises ReviewkitError,
    with the file untouched, for a name that no source can have and where the file would have a problem.
    """
    searches.source_name(name)
    with acting(folder, as_) as act:
        before = rewriting.text_now(folder, searches.FILE)
        rewriting.must_be_seen(before, searches.FILE, seen)
        known = {source.name: source for source in searches.log_of_text(before, [])}.get(name)
        pairs = _pairs(entry, known.difference if known else "", known.explained if known else None)
        if known is None and not any(pairs.values()):
            pairs = {"database": name}
        after = edited(before, searches.FILE, {name: pairs})
        rewriting.read_back(searches.log_of_text, before, after)
        return rewriting.write(act, searches.FILE, after, note or _WHY.format(name))


def _value(key: str, text: str) -> str | None:
    """What a key says, in one line; None where the text is empty."""
    line = " ".join(text.split())
    return (Number(line) if key in _NUMBERS else line) or None


def _pairs(entry: SourceEntry, difference: str, explained: int | None) -> dict[str, Value | None]:
    """What the keys of an entry say; those that are left as they are are not among them."""
    given = {one.name: getattr(entry, one.name) for one in fields(entry)}
    pairs: dict[str, Value | None] = {
        key: _value(key, text)
        for key, text in given.items()
        if text is not None and key not in ("difference", "explained", *_PRESS)
    }
    if entry.press == "":
        pairs["press"] = None
    elif press := {_PRESS[key]: _value(_PRESS[key], given[key]) for key in _PRESS if given[key] is not None}:
        pairs["press"] = press
    if entry.difference is not None or entry.explained is not None:
        why = difference if entry.difference is None else " ".join(entry.difference.split())
        number = str(explained or "") if entry.explained is None else entry.explained.strip()
        pairs["difference"] = {"records": Number(number), "why": why} if number and why else why or None
    return pairs
