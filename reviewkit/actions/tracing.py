"""Trace anything in a review: what a person names is found, and its chain is followed to the lines of the exports and
to the documents in the folder."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewkit import trace
from reviewkit.actions.act_words import described
from reviewkit.actions.shown_in import document, documents
from reviewkit.errors import ReviewkitError
from reviewkit.prisma import box_id
from reviewkit.review import Review
from reviewkit.store.open_review import OpenReview
from reviewkit.store.raw_lines import lines_of, record_at
from reviewkit.trace import Chain, Document, Kind, Lines, Named, Seen, Trace
from reviewkit.words import message

_FEW = 5  # records of which the lines themselves are shown, and not only where they are


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to trace (words as they were typed), for whom ("" for nobody), in which language, and how many members of
    one thing are followed (None for all)."""

    words: tuple[str, ...]
    who: str = ""
    language: str = "en"
    most: int | None = None


def traced(opened: OpenReview, wanted: Wanted) -> Trace:
    """The trace of what was named. Raises ReviewkitError where it is nothing, several things, or may not be seen."""
    review = opened.review
    seen = Seen(review, wanted.who)
    chain = Chain(seen, described, wanted.language, wanted.most)
    shown = documents(opened)
    if path := _file(opened.root, wanted.words):
        return _of_file(opened, chain, path, shown)
    for found in _named(opened, seen, wanted.words):
        trace.follow(chain, found)
        asked = found.name
    return _finished(opened, chain, asked, shown)


def _finished(opened: OpenReview, chain: Chain, asked: str, shown: Sequence[Document]) -> Trace:
    texts: list[Lines] = []

    def raw(records: Sequence[str]) -> dict[str, Lines]:
        with_texts = len(records) <= _FEW
        review = opened.review
        found = lines_of(opened.root, review.facts.exports, review.records, records, with_texts)
        made = {record: Lines(one.path, one.first, one.last, one.texts) for record, one in found.items()}
        texts.extend(made.values() if with_texts else ())
        return made

    return replace(chain.traced([asked], raw, shown), texts=tuple(texts))


def _named(opened: OpenReview, seen: Seen, words: Sequence[str]) -> tuple[Named, ...]:
    """What the words name: a line of a file, an id, the words of a quote."""
    if at := _at_line(opened.review, words):
        return at
    if quotes := trace.quotes_named(seen, words):
        return quotes
    return (trace.named(seen, words),)


def _at_line(review: Review, words: Sequence[str]) -> tuple[Named, ...]:
    """What was written on a line of a file of the review (`searches/cinahl/cinahl.ris:120`)."""
    path, _, number = " ".join(words).rpartition(":")
    if not path or not number.isascii() or not number.isdecimal() or len(number) > 9:
        return ()
    line = int(number)
    if record := record_at(review.facts.exports, review.records, path, line):
        return (Named("record", (record,)),)
    for act in trace.acts_of(review):
        if act.place.path == path and act.place.line == line:
            return (Named("event", (path.rpartition("/")[0], act.id)),)
    return _in_agreement(review, path, line)


def _in_agreement(review: Review, path: str, line: int) -> tuple[Named, ...]:
    """What an entry of a YAML file describes: the last that begins on this line or before."""
    facts = review.facts
    places = [
        *((one.place, Named("study", (one.key,))) for one in facts.studies),
        *((one.place, Named("source", (one.name,))) for one in facts.sources),
        *((code.place, Named("theme", (book.name, code.id))) for book in facts.codebooks for code in book.codes),
        *((one.place, Named("field", (one.id,))) for one in (facts.form.fields() if facts.form else ())),
        *(
            (segment.place, Named("quote", (coding.study, str(segment.place))))
            for coding in facts.codings
            for segment in coding.segments
            if not segment.event
        ),
        *(
            (place, Named("box", (box,)))
            for box, place in (facts.protocol.numbers.places.items() if facts.protocol.numbers else ())
            if box_id(box) in review.flow.boxes
        ),
    ]
    before = [(place.line, found) for place, found in places if place.path == path and 0 < place.line <= line]
    return (max(before, key=lambda one: one[0])[1],) if before else ()


def _file(root: Path, words: Sequence[str]) -> Path | None:
    """The file that was named, as it is seen from here or from the review folder."""
    if len(words) != 1 or ":" in words[0][2:]:
        return None
    path = Path(words[0])
    for one in (path, root / path):
        try:
            if one.is_file():
                return one
        except OSError:
            return None
    if path.suffix and ("/" in words[0] or "\\" in words[0]):
        raise ReviewkitError(message("{path}: there is no such file.", path=path))
    return None


def _of_file(opened: OpenReview, chain: Chain, path: Path, shown: Sequence[Document]) -> Trace:
    """What a figure, a table or a report shows: its boxes with what is behind each, else its studies and themes."""
    found = document(opened, path)
    flow = opened.review.flow
    for name in found.boxes:
        chain.box_with_members(flow.boxes[box_id(name)])
    if not found.boxes:
        for key in chain.first(Kind.STUDY, [one.key for one in chain.review.included_studies]):
            chain.study(key)
        for book in chain.seen.books.values():
            for theme in dict.fromkeys(book.theme_of.values()):
                chain.theme(book, theme)
    return _finished(opened, chain, found.path, [found])
