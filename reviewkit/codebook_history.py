"""The history of a codebook: what it said at any moment, and what lies between two states of it, as acts.

A state is what the YAML file says of each code, key by key. An act names the keys that it changed, with what they said
before and after, so that replaying the acts gives the state, whatever has been undone in between.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.model import AFTER_ALL, BookState, Code, Codebook, CodebookAct, CodeChange, Said, Stamp, in_order
from reviewkit.words import LANGUAGE_CODES, message, number_of

ITSELF = ""  # under which a state says what is true of the codebook as a whole: its version
LEVELS = {"code": 0, "category": 0, "subtheme": 1, "theme": 2}
KINDS = ("code", "category", "theme", "subtheme")
STATUSES = ("candidate", "active", "parked", "retired")
LANGUAGES = frozenset(("en", "nb", "nn"))
_LISTS = ("aliases", "related")


@dataclass(frozen=True, slots=True)
class Step:
    """A change to a codebook, before somebody has logged it."""

    op: str
    ids: tuple[str, ...]
    into: tuple[str, ...]
    changes: tuple[CodeChange, ...]


def state_of(top: Mapping[str, Said]) -> BookState:
    """What a codebook says. `id: Label` is a code with a label; what is empty says nothing."""
    codes = top.get("codes")
    said = {code: _filled(entry) for code, entry in codes.items()} if isinstance(codes, dict) else {}
    version = top.get("version")
    itself: dict[str, Said] = {"version": version if isinstance(version, str) and version else "1"}
    return {ITSELF: itself, **{code: entry for code, entry in said.items() if code and entry}}


def _filled(entry: Said) -> dict[str, Said]:
    if not isinstance(entry, dict):
        return {"label": entry} if isinstance(entry, str) and entry else {}
    pairs = {key: said for key, said in entry.items() if said not in ("", [], {})}
    return {key: [said] if key in _LISTS and isinstance(said, str) else said for key, said in pairs.items()}


def of_book(acts: Iterable[CodebookAct], book: str) -> list[CodebookAct]:
    """The acts on a codebook, from the first to the last."""
    return in_order(act for act in acts if act.book == book)


def replayed(acts: Iterable[CodebookAct]) -> dict[str, dict[str, Said]]:
    """What a codebook says after these acts, which are in their order.

    Where a history was begun in two copies of a folder, the second beginning adds only the codes that are new.
    """
    state: dict[str, dict[str, Said]] = {}
    for act in acts:
        _take(state, act)
    return state


def continued(state: dict[str, dict[str, Said]], act: CodebookAct) -> dict[str, dict[str, Said]]:
    """What a codebook says after one more act, without going through those before it again."""
    own = {change.code for change in act.changes} & state.keys()
    found = {**state, **{code: dict(state[code]) for code in own}}
    _take(found, act)
    return found


def _take(state: dict[str, dict[str, Said]], act: CodebookAct) -> None:
    known = frozenset(state) if act.op == "version" else frozenset()
    for change in act.changes:
        if not (change.before is None and change.code in known):
            _apply(state, change)


def _apply(state: dict[str, dict[str, Said]], change: CodeChange) -> None:
    entry = state.setdefault(change.code, {})
    if change.after is None:
        entry.pop(change.key, None)
    else:
        entry[change.key] = change.after
    if not entry:
        del state[change.code]


def differences(before: BookState, after: BookState) -> tuple[CodeChange, ...]:
    """The keys that say something else in another state, code by code."""
    return tuple(
        CodeChange(code, key, old.get(key), new.get(key))
        for code in dict.fromkeys((*before, *after))
        for old, new in ((before.get(code, {}), after.get(code, {})),)
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    )


def is_beginning(act: CodebookAct) -> bool:
    """Whether an act records a codebook as it was found."""
    return act.op == "version" and not act.was


def book_of(state: BookState, book: Codebook) -> Codebook:
    """A codebook that says what a state does; codes are in the order that they have now, those that are gone last."""
    order = [code for code in (*book.said, *state) if code != ITSELF and code in state]
    codes = tuple(_code(code, state[code], book) for code in dict.fromkeys(order))
    said = {ITSELF: state.get(ITSELF, {}), **{code.id: state[code.id] for code in codes}}
    return replace(book, version=str(said[ITSELF].get("version", "1")), codes=codes, said=said)


def _code(code: str, said: Mapping[str, Said], book: Codebook) -> Code:
    """What a code means, as store/codebooks reads it from the file."""
    kind, status = str(said.get("kind", "code")), str(said.get("status", "active"))
    place = next((one.place for one in book.codes if one.id == code), book.place)
    return Code(
        id=code,
        kind=kind if kind in KINDS else "code",
        labels=_by_language(said.get("label"), book.language),
        parent=str(said.get("parent", "")),
        definition="; ".join(_by_language(said.get("definition"), book.language).values()),
        status=status if status in STATUSES else "active",
        aliases=tuple(one for one in _texts(said.get("aliases")) if one),
        place=place,
    )


def _by_language(said: Said | None, language: str) -> dict[str, str]:
    """A text that may be one, or one for each language."""
    if isinstance(said, dict):
        texts = {LANGUAGE_CODES.get(key, key): text for key, text in said.items() if isinstance(text, str)}
        return {key: text for key, text in texts.items() if text}
    return {language: said} if isinstance(said, str) and said else {}


def is_by_language(said: Said | None) -> bool:
    """Whether a text is there in several languages, or in one that is named."""
    return isinstance(said, dict) and bool(said) and {LANGUAGE_CODES.get(key, key) for key in said} <= LANGUAGES


def _texts(said: Said | None) -> list[str]:
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []


def moment_of(acts: Sequence[CodebookAct], name: str, end_of_day: bool = False) -> Stamp:
    """The moment that a name means: right after the act with this id, after a version was set, or a day (UTC).

    Raises ReviewkitError where it means none. `acts` are those of the codebook, also undone ones.
    """
    for act in acts:
        if act.id == name:
            return act.stamp
    versions = {
        str(one.after): act.stamp for act in acts for one in act.changes if one.code == ITSELF and one.after
    }
    if name in versions:
        return versions[name]
    try:
        day = datetime.combine(date.fromisoformat(name), datetime.min.time(), UTC)
    except ValueError:
        raise ReviewkitError(
            message(
                "{name!r} is no version of the codebook, no day (2026-01-31) and no id of a change. Versions: "
                "{versions}. To see all changes: reviewkit codebook history",
                name=name,
                versions=", ".join(versions) or message("(none yet)"),
            )
        ) from None
    if not end_of_day:
        return Stamp(day)
    return Stamp(day + timedelta(days=1)) if day.date() < date.max else AFTER_ALL


def edits_by_hand(book: Codebook, acts: Iterable[CodebookAct]) -> tuple[CodeChange, ...]:
    """What the file of a codebook says otherwise than its history; nothing where it has none yet."""
    own = of_book(acts, book.name)
    return differences(replayed(own), book.said) if own else ()


def problems(books: Iterable[Codebook], acts: Sequence[CodebookAct]) -> Iterator[Problem]:
    """Codebooks with a history that somebody has changed in another way since."""
    for book in books:
        if changed := edits_by_hand(book, acts):
            said = _edited(changed, acts_since(book, acts))
            yield Problem(Place(book.place.path), said, Level.WARNING, "codebook-edited")


def _edited(changed: Sequence[CodeChange], later: Sequence[CodebookAct]) -> str:
    """What differs between a file and its history, and the next step: of an older file, and of one that was changed."""
    if later:
        return message(
            "the file is as it was before {op} {codes} by {by}, and has nothing of its history from then on ({acts}): "
            "an older copy was put back, or the newer one has not arrived yet; then wait for it. To make the file say "
            "what its history says: reviewkit codebook reject --why WHY. To go back to the older one and log that: "
            "reviewkit codebook accept --why WHY",
            acts=number_of(len(later), "act", "acts"),
            op=later[0].op,
            codes=" ".join(later[0].ids),
            by=later[0].by,
        )
    codes = list(dict.fromkeys(change.code or "version" for change in changes_first(changed)))
    return message(
        "{changes} by hand since its history was last written ({codes}). To see them: reviewkit codebook status. To "
        "put them into the history: reviewkit codebook accept --why WHY. To take them out of the file again: reviewkit "
        "codebook reject --why WHY",
        changes=number_of(len(changed), "change", "changes"),
        codes=", ".join(codes),
    )


def acts_since(book: Codebook, acts: Iterable[CodebookAct]) -> tuple[CodebookAct, ...]:
    """The last acts of a codebook whose file says exactly what its history said before them; none where it says what
    the history says now, or what it never said."""
    own = of_book(acts, book.name)
    wrong = {(change.code, change.key) for change in differences(replayed(own), book.said)}
    for number in range(len(own) - 1, 0, -1) if wrong else ():
        for change in own[number].changes:
            is_as_before = book.said.get(change.code, {}).get(change.key) == change.before
            (wrong.discard if is_as_before else wrong.add)((change.code, change.key))
        if not wrong:
            return tuple(own[number:])
    return ()


def changes_first(changes: Iterable[CodeChange]) -> list[CodeChange]:
    """Changes of codes before those of the codebook itself."""
    return sorted(changes, key=lambda change: change.code == ITSELF)


def acts_not_in_file(edits: Iterable[Step], acts: Iterable[CodebookAct]) -> tuple[CodebookAct, ...]:
    """The acts that changes by hand take back exactly: rather than by hand, they may have been made on another computer
    whose codebook has not arrived."""
    last = {(change.code, change.key): (act, change) for act in acts for change in act.changes}
    found: dict[str, CodebookAct] = {}
    for step in edits:
        for change in step.changes:
            act, made = last.get((change.code, change.key), (None, None))
            if act and made and (made.before, made.after) == (change.after, change.before):
                found[act.id] = act
    return tuple(found.values())


def split_codes(acts: Iterable[CodebookAct], state: BookState) -> Mapping[str, tuple[str, ...]]:
    """The codes that were split and are still in use, with what they were split into."""
    split: dict[str, tuple[str, ...]] = {}
    for act in acts:
        for code in act.ids:
            if act.op == "split":
                split[code] = act.into
            elif act.op in ("retire", "restore", "merge"):
                split.pop(code, None)
    return {code: into for code, into in split.items() if code in state and not is_retired(state, code)}


def is_retired(state: BookState, code: str) -> bool:
    """Whether a code is retired."""
    return state.get(code, {}).get("status") == "retired"


def kind_of(state: BookState, code: str) -> str:
    """The kind of a code: code, category, subtheme or theme."""
    return str(state[code].get("kind", "code"))


def listed(state: BookState, code: str, key: str) -> list[str]:
    """The texts of a list of a code, such as its aliases."""
    said = state.get(code, {}).get(key, [])
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []


def amounts_to(before: BookState, after: BookState) -> list[Step]:
    """The steps that lead from one state to another: each difference is in exactly one of them."""
    left = {(change.code, change.key): change for change in differences(before, after)}
    steps: list[Step] = []
    for into, ids in _merged(before, after).items():
        changes = [left.pop((into, "aliases"))]
        for code in ids:
            keys = [key for name, key in left if name == code and (code not in after or key == "status")]
            changes += [left.pop((code, key)) for key in keys]
        steps.append(Step("merge", tuple(ids), (into,), tuple(changes)))
    grouped: dict[tuple[str, str], list[CodeChange]] = {}
    for change in left.values():
        grouped.setdefault((change.code, _op(before, after, change)), []).append(change)
    single = [Step(op, (code,) if code else (), (), tuple(made)) for (code, op), made in grouped.items()]
    created = [step for step in single if step.op == "create"]
    return [*created, *steps, *(step for step in single if step.op != "create")]


def _merged(before: BookState, after: BookState) -> dict[str, list[str]]:
    """The codes that are gone in the second state and an alias of another, by this other code."""
    gone = {
        code for code in before if code not in after or (is_retired(after, code) and not is_retired(before, code))
    }
    found: dict[str, list[str]] = {}
    for code in after:
        for alias in listed(after, code, "aliases"):
            if alias in gone and alias not in listed(before, code, "aliases"):
                gone.remove(alias)
                found.setdefault(code, []).append(alias)
    return found


def _op(before: BookState, after: BookState, change: CodeChange) -> str:
    """The name of a single change."""
    code, key = change.code, change.key
    if code == ITSELF:
        return "version"
    if code not in before:
        return "create"
    if code not in after:
        return "retire"
    if key == "status" and (op := _op_of_status(before, change)):
        return op
    if key == "kind":
        rise = LEVELS.get(kind_of(after, code), 0) - LEVELS.get(kind_of(before, code), 0)
        return "promote" if rise > 0 else "demote" if rise else "redefine"
    return {"label": "rename", "parent": "move"}.get(key, "redefine")


def _op_of_status(before: BookState, change: CodeChange) -> str:
    """The name of a change of status; "" where it has none of its own."""
    if change.after in ("retired", "parked"):
        return "retire" if change.after == "retired" else "park"
    if change.before in ("retired", "parked"):
        return "restore"
    is_confirmed = change.before == "candidate" and kind_of(before, change.code) == "theme"
    return "promote" if is_confirmed else ""
