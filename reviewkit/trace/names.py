"""What a person names to trace it: an id, two ids, a number, the words of a quote."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reviewkit.errors import ReviewkitError
from reviewkit.model.events import AnyAct, Undo
from reviewkit.prisma import box_id
from reviewkit.review import Review
from reviewkit.trace.chain import as_searched
from reviewkit.trace.seen import Seen
from reviewkit.trace.step import act_name
from reviewkit.words import message

NUMBER = re.compile(r"\d{1,3}(?:[ ,.\u00a0\u202f]\d{3})+|\d{1,9}")
_LEAST_WORDS = 8  # letters of a quote: a shorter text is rather an id that was mistyped


class Named(NamedTuple):
    """What was named: what it is (`record`, `study`, `box`, `cell`, ...), and the ids that name it."""

    what: str
    ids: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name by which it can be traced again, whatever else has its id; a quote is called as its event, or by
        the line of the file that it is in."""
        if self.what == "quote":
            return self.ids[1] if ":" in self.ids[1] else f"event:coding/{self.ids[1]}"
        return f"{self.what}:{'/'.join(self.ids)}"


def acts_of(review: Review) -> Iterator[AnyAct | Undo]:
    """Every act that is logged, also those that were undone."""
    facts = review.facts
    yield from (
        *facts.imports,
        *facts.verdicts,
        *facts.runs,
        *facts.decisions,
        *facts.pilots,
        *facts.openings,
        *facts.retrievals,
        *facts.text_requests,
        *facts.texts,
        *facts.coding_acts,
        *facts.codebook_acts,
        *facts.reviews,
        *facts.readings,
        *facts.consultations,
        *facts.findings,
        *facts.judgements,
        *facts.charted,
        *facts.settled,
        *facts.charting_done,
        *facts.chart_pilots,
        *facts.agreements,
        *facts.undos,
    )
    yield from (one.act for one in facts.taken_back)


def acts_named(review: Review, name: str) -> tuple[AnyAct | Undo, ...]:
    """The acts with an id; logs of version 0.2 give one id once in each kind of log, so it may come after the kind
    (`screening/a-12`)."""
    head, _, event = name.rpartition("/")
    found = (act for act in acts_of(review) if act.id == event)
    chosen = [act for act in found if not head or act.place.path.rpartition("/")[0] == head]
    return tuple({act_name(act.place, act.id): act for act in chosen}.values())


def named(seen: Seen, words: Sequence[str]) -> Named:
    """What these words name. Raises ReviewkitError where it is nothing, or several things."""
    found = list(dict.fromkeys(_all_named(seen, words)))
    if len(found) == 1:
        return found[0]
    said = " ".join(words)
    if not found:
        raise ReviewkitError(
            message(
                "Nothing in this review is called {what!r}. Name a record (cinahl-0017), a study, a box (screened), a "
                "theme, a theme and a study, a study and a field, a source, an event, a number, words of a quote, or a "
                "file.",
                what=said,
            )
        )
    names = ", ".join(one.name for one in found[:8])
    raise ReviewkitError(message("{what!r} names several things. Choose one: {names}", what=said, names=names))


def _all_named(seen: Seen, words: Sequence[str]) -> Iterator[Named]:
    if len(words) == 2:
        for first, second in (words, words[::-1]):
            yield from _pair(seen, first, second)
        return
    text = " ".join(words)
    head, colon, rest = text.partition(":")
    if colon and head in _FINDERS:
        yield from _FINDERS[head](seen, rest)
        return
    for what in ("record", "study", "box", "theme", "source", "field", "event"):
        if not (what == "study" and text in seen.review.records):  # a study that no file names yet is called so
            yield from _FINDERS[what](seen, text)
    if NUMBER.fullmatch(text):
        yield from _number(seen, text)


def _record(seen: Seen, text: str) -> Iterator[Named]:
    if text in seen.review.records:
        yield Named("record", (text,))


def _study(seen: Seen, text: str) -> Iterator[Named]:
    """A study by its key."""
    if text in seen.studies:
        yield Named("study", (text,))


def _box(seen: Seen, text: str) -> Iterator[Named]:
    if box_id(text) in seen.review.flow.boxes:
        yield Named("box", (text,))


def _theme(seen: Seen, text: str) -> Iterator[Named]:
    """A theme or another code, with or without its codebook."""
    book, _, code = text.rpartition("/")
    for name, known in seen.books.items():
        if book in ("", name) and code in known.now:
            yield Named("theme" if known.theme(code) == code else "code", (name, code))


def _source(seen: Seen, text: str) -> Iterator[Named]:
    if text in seen.sources or text in seen.review.source_of.values():
        yield Named("source", (text,))


def _field(seen: Seen, text: str) -> Iterator[Named]:
    form = seen.review.facts.form
    if form and form.field(text):
        yield Named("field", (text,))


def _event(seen: Seen, text: str) -> Iterator[Named]:
    for act in acts_named(seen.review, text):
        yield Named("event", (act.place.path.rpartition("/")[0], act.id))


def _cell(seen: Seen, text: str) -> Iterator[Named]:
    book, _, rest = text.partition("/")
    theme, _, study = rest.partition("/")
    if book in seen.books and theme in seen.books[book].now:
        yield from (one for one in _pair(seen, theme, study) if one.ids[0] == book)


def _value(seen: Seen, text: str) -> Iterator[Named]:
    study, _, field = text.partition("/")
    yield from _pair(seen, study, field.partition("/")[0])


def _pair(seen: Seen, first: str, second: str) -> Iterator[Named]:
    """A theme and a study (a cell of the matrix), or a study and a field (what was charted)."""
    for what, ids in ((one.what, one.ids) for one in _theme(seen, first)):
        if second in seen.studies and what == "theme":
            yield Named("cell", (*ids, second))
    if first in seen.studies:
        fields = {field.id for field in seen.review.facts.form.fields()} if seen.review.facts.form else set()
        if second in fields or second in seen.studies[first].characteristics:
            yield Named("value", (first, second))


def _number(seen: Seen, text: str) -> Iterator[Named]:
    if NUMBER.fullmatch(text):
        yield Named("number", (re.sub(r"\D", "", text),))


def _quote(seen: Seen, text: str) -> Iterator[Named]:
    """Quotes with these words, by the act that logged each or the place in a file."""
    wanted = as_searched(text)
    for coding in seen.coded.facts.codings:
        for segment in coding.segments:
            if wanted in as_searched(segment.quote):
                yield Named("quote", (coding.study, segment.event or str(segment.place)))


_FINDERS = {
    "record": _record,
    "report": _record,
    "outcome": _record,
    "study": _study,
    "box": _box,
    "theme": _theme,
    "code": _theme,
    "source": _source,
    "field": _field,
    "event": _event,
    "cell": _cell,
    "value": _value,
    "number": _number,
    "quote": _quote,
}


def quotes_named(seen: Seen, words: Sequence[str]) -> tuple[Named, ...]:
    """The quotes that hold these words, where they are too long for an id."""
    text = " ".join(words)
    return tuple(dict.fromkeys(_quote(seen, text))) if len(text) >= _LEAST_WORDS else ()
