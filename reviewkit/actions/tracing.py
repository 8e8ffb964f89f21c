"""Trace anything in a review: what a person names is found, and its chain is followed to the lines of the exports and
to the documents in the folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewkit import limits, trace
from reviewkit.actions.act_words import described
from reviewkit.actions.shown_in import document, documents
from reviewkit.errors import Place, PlacedError, ReviewkitError
from reviewkit.extract.shown import FIGURES
from reviewkit.formats.base import ZIP
from reviewkit.prisma import box_id
from reviewkit.review import Review
from reviewkit.store.files import is_own_file, read_bytes, read_text
from reviewkit.store.open_review import OpenReview
from reviewkit.store.raw_lines import lines_of, record_at
from reviewkit.trace import Chain, Document, Kind, Lines, Named, Seen, Step, Trace
from reviewkit.words import message, number_of

_FEW = 5  # records of which the lines themselves are shown, and not only where they are


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to trace (words as they were typed), for whom ("" for nobody), in which language, and how many members of
    one thing are followed (None for all). `is_here` says whether a file may be named as it is seen from the folder that
    the person is in; otherwise it is one of the review folder."""

    words: tuple[str, ...]
    who: str = ""
    language: str = "en"
    most: int | None = None
    is_here: bool = False


def traced(opened: OpenReview, wanted: Wanted) -> Trace:
    """The trace of what was named. Raises ReviewkitError where it is nothing, several things, or may not be seen."""
    review = opened.review
    seen = Seen(review, wanted.who)
    chain = Chain(seen, described, wanted.language, wanted.most)
    shown = documents(opened)
    if path := _file(opened.root, wanted):
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
    if at := _at_line(opened, seen, words):
        return at
    if quotes := trace.quotes_named(seen, words):
        return quotes
    return (trace.named(seen, words),)


def _at_line(opened: OpenReview, seen: Seen, words: Sequence[str]) -> tuple[Named, ...]:
    """What was written on a line of a file of the review (`searches/cinahl/cinahl.ris:120`)."""
    path, _, number = " ".join(words).rpartition(":")
    if not path or not number.isascii() or not number.isdecimal() or len(number) > 9:
        return ()
    line, review = int(number), opened.review
    _needs_line(opened.root, path, line)
    if record := record_at(review.facts.exports, review.records, path, line):
        return (Named("record", (record,)),)
    for act in trace.acts_of(review):
        if act.place.path == path and act.place.line == line:
            return (Named("event", (path.rpartition("/")[0], act.id)),)
    here = [one for one in _entries(review, seen) if one[0].path == path]
    before = [one for one in here if 0 < one[0].line <= line]
    if here and (key := _key_on(opened.root / path, line)):
        # an entry is placed where what it says begins, which may be on the line below its key
        own = [one for one in here if one[0].line in (line, line + 1) and str(one[1][1]).endswith(key)]
        before = own or before
    if not before:
        return ()
    what, name = max(before, key=lambda one: one[0].line)[1]
    return (name,) if isinstance(name, Named) else (trace.named(seen, [f"{what}:{name}"]),)


def _needs_line(root: Path, shown: str, line: int) -> None:
    """Raises ReviewkitError where a file of the review has no such line. Into zips nobody looks."""
    lines = _lines_in(root / shown) if is_own_file(root, root / shown) else 0
    if 0 < lines < line:
        said = message(
            "this file has {lines}, so there is no line {line}.", lines=number_of(lines, "line"), line=line
        )
        raise PlacedError(Place(shown), said)


def _lines_in(path: Path) -> int:
    """How many lines a file has; 0 for a zip, and for one that cannot be read."""
    try:
        data = read_bytes(path)
    except (ReviewkitError, OSError):
        return 0
    end = b"\n" if b"\n" in data else b"\r"
    return 0 if data[:4] == ZIP else data.count(end) + (not data.endswith(end))


def _key_on(path: Path, line: int) -> str:
    """The key that a line of a YAML file begins with, "" where it has none."""
    try:
        lines = read_text(path, limits.YAML).splitlines()
    except (ReviewkitError, OSError):
        return ""
    key, colon, _ = lines[line - 1].strip().partition(":") if 0 < line <= len(lines) else ("", "", "")
    return key.strip("\"'") if colon else ""


def _entries(review: Review, seen: Seen) -> Iterator[tuple[Place, tuple[str, str | Named]]]:
    """What the entries of YAML files describe, each with the line on which it begins."""
    facts = review.facts
    yield from ((one.place, ("study", one.key)) for one in facts.studies)
    yield from ((one.place, ("source", one.name)) for one in facts.sources)
    yield from ((one.place, ("code", f"{book.name}/{one.id}")) for book in facts.codebooks for one in book.codes)
    yield from ((one.place, ("field", one.id)) for one in (facts.form.fields() if facts.form else ()))
    for coding in seen.coded.facts.codings:
        for one in coding.segments:
            if not one.event:
                yield one.place, ("quote", Named("quote", (coding.study, str(one.place))))
    entered = facts.protocol.numbers.places if facts.protocol.numbers else {}
    yield from ((place, ("box", box)) for box, place in entered.items() if box_id(box) in review.flow.boxes)


def _file(root: Path, wanted: Wanted) -> Path | None:
    """The file that was named, in the review folder or where the person is. Raises ReviewkitError for a path that leads
    to none."""
    if len(wanted.words) != 1:
        return None
    name = wanted.words[0]
    places = [*([Path(name)] if wanted.is_here else []), root / name]
    for one in places:
        try:
            if one.is_file() and (wanted.is_here or one.resolve().is_relative_to(root)):
                return one
        except (OSError, ValueError):  # a name that no file can have
            return None
    if wanted.is_here and Path(name).suffix.casefold().removeprefix(".") in FIGURES:
        raise ReviewkitError(message("{path}: there is no such file.", path=name))
    return None


def _of_file(opened: OpenReview, chain: Chain, path: Path, shown: Sequence[Document]) -> Trace:
    """What a figure, a table or a report shows: its boxes with what is behind each, or what it names."""
    found = document(opened, path)
    chain.add(Step(Kind.DOCUMENT, found.path, chain.document(found)))
    if found.boxes:
        for name in found.boxes:
            chain.box_with_members(opened.review.flow.boxes[box_id(name)])
        return _finished(opened, chain, found.path, [found])
    for study in chain.review.included_studies:
        chain.study(study.key)
    for name, matrix in chain.seen.coded.matrices.items():
        for theme, key in matrix.evidence:
            if (theme, key) in matrix.cells:
                chain.cell(chain.seen.books[name], theme, key)
    whole = _finished(opened, chain, found.path, [found])
    named = (one for one in whole.steps if one.kind is Kind.DOCUMENT or found.path in one.next)
    return replace(whole, steps=tuple(named))
