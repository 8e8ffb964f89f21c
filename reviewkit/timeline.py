"""The facts at a moment: what people had logged until then counts, and nothing else.

An act that was undone later counts again, and one whose undo was taken back later does not. Sources, people and reasons
are called as they are now. What agreements in YAML files said is in no act, codebooks with a history excepted: the
caller puts back those of which a log has an older text (actions/past).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from reviewkit.codebook_history import book_of, edits_by_hand, is_beginning, of_book, replayed
from reviewkit.coding import current_ids
from reviewkit.logged_codings import from_acts, without_logged
from reviewkit.model import (
    AnyAct,
    Codebook,
    CodebookAct,
    Coding,
    Export,
    Facts,
    Import,
    Mark,
    Record,
    Stamp,
    TakenBack,
    Undo,
    in_order,
    undone_by,
)

Records = Callable[[Sequence[Export]], Mapping[str, Record]]


def _nouns() -> dict[type, str]:
    """The field of the facts in which the acts of each noun are."""
    found: dict[type, str] = {}
    for name, hint in get_type_hints(Facts).items():
        held = get_args(hint)[0] if get_origin(hint) is tuple else None
        found |= {noun: name for noun in (held, *get_args(held)) if noun in get_args(AnyAct)}
    return found


FIELD_OF = _nouns()


class NotKnown(StrEnum):
    """What no log says of the past, so that a table of then shows it as it is now, or as it is first known."""

    CODINGS = "codings"  # written in files by hand: they have no time
    CODEBOOK = "codebook"  # its history begins later
    EDITED = "edited"  # changed by hand since, and in no history
    FILE = "file"  # review.yaml or studies.yaml, noticed for the first time later


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be put back as it was, and the files that it is in."""

    what: NotKnown
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Then:
    """The moment that a table is of: `asked` is the day, version or act that was named.

    With `under`, it is of the codings of now, under the codebook of then, and `later` are codes that this did not have.
    `changes` are acts on the codebook between the setting of its version and the moment; `gaps` is what is not as it
    was.
    """

    asked: str
    moment: Stamp
    is_day: bool
    under: bool = False
    changes: int = 0
    gaps: tuple[Gap, ...] = ()
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActsThen:
    """The acts that counted at a moment, those that were undone by then, and all undos until then."""

    counting: tuple[AnyAct, ...]
    taken_back: tuple[TakenBack, ...]
    undos: tuple[Undo, ...]


def acts_at(facts: Facts, moment: Stamp) -> ActsThen:
    """What of all that people did counted at a moment."""
    undos = tuple(undo for undo in facts.undos if undo.stamp <= moment)
    logs: dict[str, list[Undo]] = {}
    for undo in in_order(undos):
        logs.setdefault(_kind(undo), []).append(undo)
    undone = {kind: undone_by(found) for kind, found in logs.items()}
    counting, taken_back = [], []
    for act in in_order(act for act in _logged(facts) if act.stamp <= moment):
        undo_of = undone.get(_kind(act), {}).get(act.id)
        if undo_of is None:
            counting.append(act)
        else:
            taken_back.append(TakenBack(act, undo_of))
    return ActsThen(tuple(counting), tuple(taken_back), undos)


def _logged(facts: Facts) -> Iterator[AnyAct]:
    """Every act that is in a log and known to the facts, whether it counts now or not."""
    for name in dict.fromkeys(FIELD_OF.values()):
        yield from getattr(facts, name)
    yield from (entry.act for entry in facts.taken_back)


def _kind(act: AnyAct | Undo) -> str:
    """The folder of the log that an act is in, because version 0.2 gave the same ids in several."""
    return act.place.path.rpartition("/")[0]


def facts_at(facts: Facts, moment: Stamp, records_of: Records) -> Facts:
    """The facts as they counted at a moment, with the agreements of now, codebooks excepted.

    `records_of` gives the records of exports; it is asked only where other exports counted then.
    """
    acts = acts_at(facts, moment)
    held: dict[str, list[AnyAct]] = {name: [] for name in FIELD_OF.values()}
    for act in acts.counting:
        if type(act) in FIELD_OF:
            held[FIELD_OF[type(act)]].append(act)
    counting: dict[str, Any] = {name: tuple(found) for name, found in held.items()}
    at = replace(
        facts,
        **counting,
        taken_back=acts.taken_back,
        undos=acts.undos,
        today=moment.at.date() if facts.today else None,
    )
    logged = from_acts((*at.coding_acts, *at.reviews))
    at = replace(
        at,
        codings=(*without_logged(facts.by_hand or by_hand(facts.codings), logged), *logged),
        codebooks=tuple(_book_then(book, facts, at.codebook_acts) for book in facts.codebooks),
    )
    return _with_exports_then(facts, at, records_of)


def _book_then(book: Codebook, facts: Facts, then: Iterable[CodebookAct]) -> Codebook:
    """A codebook as its history said; as it was first found where that begins later, as it is now where it has none."""
    acts = of_book(then, book.name) or [act for act in _history(facts, book) if is_beginning(act)][:1]
    return book_of(replayed(acts), book) if acts else book


def _history(facts: Facts, book: Codebook) -> list[CodebookAct]:
    """The acts on a codebook, also those that were undone."""
    undone = [entry.act for entry in facts.taken_back if isinstance(entry.act, CodebookAct)]
    return of_book((*facts.codebook_acts, *undone), book.name)


def by_hand(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """The codings that somebody wrote into a file, which are in no log."""
    return tuple(coding for coding in codings if not coding.events)


def _with_exports_then(facts: Facts, at: Facts, records_of: Records) -> Facts:
    """The facts with the exports whose import counted then, and their records."""
    counted = {act.id for act in at.imports}
    undone = {entry.act.id for entry in at.taken_back if isinstance(entry.act, Import)}
    known = (*facts.exports, *facts.withdrawn)
    exports = tuple(export for export in known if export.imported in counted)
    at = replace(at, withdrawn=tuple(export for export in known if export.imported in undone))
    if exports == facts.exports:
        return at
    source_of = {record: export.source for export in exports for record in export.record_ids()}
    return replace(at, exports=exports, records=records_of(exports), source_of=source_of)


def gaps(facts: Facts, moment: Stamp) -> tuple[Gap, ...]:
    """What facts_at shows as it is now although it may have been otherwise, because no log says."""
    found = [(NotKnown.CODINGS, coding.place.path) for coding in by_hand(facts.codings)]
    for book in facts.codebooks:
        history = _history(facts, book)
        if not history or history[0].stamp > moment:
            found.append((NotKnown.CODEBOOK, book.place.path))
        elif edits_by_hand(book, facts.codebook_acts):
            found.append((NotKnown.EDITED, book.place.path))
    return tuple(
        Gap(what, files)
        for what in NotKnown
        if (files := tuple(dict.fromkeys(path for kind, path in found if kind is what)))
    )


def under(facts: Facts, book: Codebook) -> tuple[Facts, tuple[str, ...]]:
    """The facts of now with another state of one codebook, and the codes in use that it does not have.

    Marks on these are left out, because they count for nothing there.
    """
    own = {one.name: set(current_ids(one.codes)) for one in (*facts.codebooks, book)}
    others = set().union(*(ids for name, ids in own.items() if name != book.name))
    known, later = own[book.name], dict[str, None]()

    def counts(mark: Mark, named: str) -> bool:
        if mark.code in known or named not in ("", book.name) or (not named and mark.code in others):
            return True
        later[mark.code] = None
        return False

    def with_known(coding: Coding) -> Coding:
        segments = tuple(
            replace(one, marks=tuple(mark for mark in one.marks if counts(mark, coding.codebook)))
            for one in coding.segments
        )
        whole = tuple(mark for mark in coding.study_marks if counts(mark, coding.codebook))
        return replace(coding, segments=segments, study_marks=whole)

    codings = tuple(map(with_known, facts.codings))
    books = tuple(book if one.name == book.name else one for one in facts.codebooks)
    return replace(facts, codings=codings, codebooks=books), tuple(later)
