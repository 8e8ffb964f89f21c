"""What can be done to a codebook: each change as a new state of it. What is wrong raises ReviewkitError.

Whether the new codebook contradicts itself (a parent that is missing, a circle) is checked when it is read back.
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from reviewkit.codebook_history import ITSELF, LEVELS, Step, differences, is_retired, kind_of, listed
from reviewkit.errors import ReviewkitError
from reviewkit.model import BookState, Codebook, Said
from reviewkit.normalize import folded
from reviewkit.words import message

Change = Callable[[BookState, str], Step]  # the state of a codebook, and its language
_ID = re.compile(r"[^\W_][\w-]*\Z")
_LONGEST = 40  # characters of an id: it is typed at the terminal
_LONGEST_LABEL = 300  # characters: it is the head of a column; more is a text that was pasted by mistake
_KIND_AT = ("code", "subtheme", "theme")


def ids_of(book: Codebook) -> set[str]:
    """The ids and aliases that a codebook has."""
    return {name for one in book.codes for name in (one.id, *one.aliases)}


def free_id(label: str, taken: Collection[str]) -> str:
    """An id for a new code that nobody uses yet, from its label: she_knows_me for `She knows me!`."""
    stem = re.sub(r"[\W_]+", "_", folded(label)).strip("_")[:_LONGEST].strip("_")
    return unused(stem or "code", taken)


def unused(name: str, taken: Collection[str]) -> str:
    """An id, with a number where somebody uses it already."""
    numbered = (f"{name}_{number}" for number in itertools.count(2))
    return next(one for one in itertools.chain([name], numbered) if one not in taken)


def create(code: str, label: str, kind: str = "code", texts: Mapping[str, str] | None = None) -> Change:
    """A new code; `texts` are its other keys, such as parent and definition."""

    def change(state: BookState, language: str) -> Step:
        _must_be_new(state, code)
        _nothing_called(state, label, kind)
        _not_below_itself(state, code, (texts or {}).get("parent", ""))
        said: dict[str, Said] = {} if kind == "code" else {"kind": kind}
        said |= {"label": _one_line(label), **{key: text for key, text in (texts or {}).items() if text}}
        return _step(state, "create", [code], {code: said})

    return change


def take_over(code: str, said: Mapping[str, Said]) -> Change:
    """A new code with all that another codebook says of it. It can be an alias of one that came before it: a code that
    was merged there."""

    def change(state: BookState, language: str) -> Step:
        if code in state or not _ID.match(code):
            _must_be_new(state, code)
        return _step(state, "create", [code], {code: said})

    return change


def adopt(code: str, said: Mapping[str, Said]) -> Change:
    """What another codebook says of a code, in place of what this one says; its other keys stay."""

    def change(state: BookState, language: str) -> Step:
        return _step(state, "redefine", [code], {code: {**_known(state, code), **said}})

    return change


def rename(code: str, label: str, in_language: str = "") -> Change:
    """Another label, in the language of the codebook or the one that is named."""

    def change(state: BookState, language: str) -> Step:
        entry = _known(state, code)
        new = _in_language(entry.get("label"), _one_line(label), in_language, language)
        return _step(state, "rename", [code], {code: {**entry, "label": new}})

    return change


def redefine(code: str, texts: Mapping[str, str], in_language: str = "") -> Change:
    """Another definition, central concept, or what else is said of a code; "" takes a text out."""

    def change(state: BookState, language: str) -> Step:
        entry = dict(_known(state, code))
        for key, text in texts.items():
            entry[key] = (
                _in_language(entry.get(key), " ".join(text.split()), in_language, language) if text else ""
            )
        return _step(state, "redefine", [code], {code: entry})

    return change


def move(code: str, parent: str) -> Change:
    """Another parent; "" for none. A parked code is taken out of the parking place."""

    def change(state: BookState, language: str) -> Step:
        entry = {**_known(state, code), "parent": parent}
        for one in (code, parent):
            if one and one in state:
                _in_use(state, one)
        _not_below_itself(state, code, parent)
        if _is_parked(state, code):
            entry["status"] = _taken_up(state, code)
        return _step(state, "move", [code], {code: entry})

    return change


def merge(codes: Sequence[str], into: str) -> Change:
    """Codes become one: they are retired, and their marks and sub-codes follow by the aliases of the one that stays."""

    def change(state: BookState, language: str) -> Step:
        ids = list(dict.fromkeys(codes))
        target = dict(_known(state, into))
        if ids and all(code in listed(state, into, "aliases") and is_retired(state, code) for code in ids):
            raise ReviewkitError(
                message(
                    "{codes} has become {into} already, so nothing was changed.", codes=", ".join(ids), into=into
                )
            )
        for code in ids:
            _in_use(state, code)
        _in_use(state, into)
        if into in ids:
            raise ReviewkitError(message("{code} cannot be merged into itself.", code=into))
        target["aliases"] = list(dict.fromkeys([*listed(state, into, "aliases"), *ids]))
        target["parent"] = _above_all(state, into, ids)
        gone = {code: {**state[code], "status": "retired"} for code in ids}
        return _step(state, "merge", ids, {**gone, into: target}, [into])

    return change


def split(code: str, new: Mapping[str, str], in_use: bool) -> Change:
    """New codes, by id with their labels, beside one that meant several things.

    While the old one is `in_use` it stays, so that everything counts until it has been given to one of the new codes.
    """

    def change(state: BookState, language: str) -> Step:
        entry = _known(state, code)
        _in_use(state, code)
        if len(new) < 2:
            raise ReviewkitError(message("Split {code} into at least two codes: --into ID=LABEL", code=code))
        changed: dict[str, Mapping[str, Said]] = {}
        kept = {key: said for key, said in entry.items() if key in ("kind", "parent")}
        for name, label in new.items():
            _must_be_new(state, name)
            _nothing_called(changed, label, kind_of(state, code))
            changed[name] = {"label": _one_line(label), **kept}
        if not in_use:
            changed[code] = {**entry, "status": "retired"}
        return _step(state, "split", [code], changed, list(new))

    return change


def retire(code: str) -> Change:
    """A code is not used any more; it stays in the codebook."""

    def change(state: BookState, language: str) -> Step:
        return _step(state, "retire", [code], {code: {**_known(state, code), "status": "retired"}})

    return change


def park(code: str) -> Change:
    """A code is put aside: it keeps its marks and its parent, and counts for no theme until it is restored or moved."""

    def change(state: BookState, language: str) -> Step:
        entry = dict(_known(state, code))
        _in_use(state, code)
        return _step(state, "park", [code], {code: {**entry, "status": "parked"}})

    return change


def restore(code: str) -> Change:
    """A retired or parked code is in use again; one that was merged takes its marks back with it, and a theme that was
    parked is a candidate."""

    def change(state: BookState, language: str) -> Step:
        if _is_parked(state, code):
            return _step(
                state, "restore", [code], {code: {**_known(state, code), "status": _taken_up(state, code)}}
            )
        changed: dict[str, Mapping[str, Said]] = {code: {**_known(state, code), "status": "active"}}
        for other in state:
            aliases = listed(state, other, "aliases")
            if code in aliases and other != code:
                changed[other] = {**state[other], "aliases": [name for name in aliases if name != code]}
        if not is_retired(state, code):
            raise ReviewkitError(message("{code} is not retired, so there is nothing to restore.", code=code))
        return _step(state, "restore", [code], changed)

    return change


def promote(code: str) -> Change:
    """A code becomes a subtheme, a subtheme a theme, which has no parent; a candidate theme becomes a theme."""
    raised = _raised(code, "promote", 1)

    def change(state: BookState, language: str) -> Step:
        entry = _known(state, code)
        if kind_of(state, code) == "theme" and entry.get("status") == "candidate":
            return _step(state, "promote", [code], {code: {**entry, "status": ""}})
        return raised(state, language)

    return change


def demote(code: str, parent: str = "") -> Change:
    """A theme becomes a subtheme, a subtheme a code; `parent` is the theme that it counts for then."""
    return _raised(code, "demote", -1, parent)


def version(name: str) -> Change:
    """The codebook as it is now gets a version of its own."""

    def change(state: BookState, language: str) -> Step:
        return _step(state, "version", [], {ITSELF: {"version": _one_line(name)}})

    return change


def _raised(code: str, op: str, steps: int, parent: str = "") -> Change:
    def change(state: BookState, language: str) -> Step:
        entry = dict(_known(state, code))
        level = LEVELS.get(kind_of(state, code), 0) + steps
        if not 0 <= level < len(_KIND_AT):
            said = message("{code} is a {kind} already.", code=code, kind=kind_of(state, code))
            raise ReviewkitError(said)
        entry["kind"] = _KIND_AT[level]
        _not_below_itself(state, code, parent)
        if parent or entry["kind"] == "theme":
            entry["parent"] = parent
        return _step(state, op, [code], {code: entry})

    return change


def _step(
    state: BookState,
    op: str,
    ids: Sequence[str],
    changed: Mapping[str, Mapping[str, Said]],
    into: Sequence[str] = (),
) -> Step:
    """The step to a state in which these codes say something else; what is empty says nothing."""
    filled = {
        code: {key: said for key, said in entry.items() if said not in ("", [])} for code, entry in changed.items()
    }
    # Only these codes are compared: an import makes thousands of steps. Several are in the order of the codebook.
    own = [code for code in state if code in filled] if len(filled) > 1 else filled.keys() & state.keys()
    return Step(op, tuple(ids), tuple(into), differences({code: state[code] for code in own}, filled))


def _known(state: BookState, code: str) -> Mapping[str, Said]:
    if code == ITSELF or code not in state:
        known = ", ".join(sorted(name for name in state if name)) or message("(none yet)")
        raise ReviewkitError(
            message("No codebook has the code {code!r}. Known codes: {known}", code=code, known=known)
        )
    return state[code]


def _in_use(state: BookState, code: str) -> None:
    _known(state, code)
    if is_retired(state, code):
        said = message(
            "{code} is retired. To use it again: reviewkit codebook restore {code} --why WHY", code=code
        )
        raise ReviewkitError(said)


def _is_parked(state: BookState, code: str) -> bool:
    return state.get(code, {}).get("status") == "parked"


def _taken_up(state: BookState, code: str) -> str:
    """The status of a parked code that is taken up again: whether a theme holds has not been said yet."""
    return "candidate" if kind_of(state, code) == "theme" else ""


def _must_be_new(state: BookState, code: str) -> None:
    if not _ID.match(code):
        raise ReviewkitError(
            message("{code!r} cannot be the id of a code: use letters, digits, _ and - alone.", code=code)
        )
    if code in state or any(code in listed(state, other, "aliases") for other in state):
        raise ReviewkitError(
            message("The codebook has {code!r} already, as a code or an alias of one.", code=code)
        )


def _nothing_called(state: BookState, label: str, kind: str) -> None:
    """Raises ReviewkitError where another code of this kind is called so: a second click, or one that somebody forgot.

    A theme and a code below it can have one name.
    """
    name = " ".join(label.split())
    for code in state:
        if code == ITSELF or is_retired(state, code) or kind_of(state, code) != kind:
            continue
        said = state[code].get("label", "")
        labels = [one for one in said.values() if isinstance(one, str)] if isinstance(said, dict) else [said]
        if name and name.casefold() in [one.casefold() for one in labels if isinstance(one, str)]:
            raise ReviewkitError(
                message(
                    "{label!r} is there already, with the id {code}. Use that one, or choose another name.",
                    label=name,
                    code=code,
                )
            )


def _not_below_itself(state: BookState, code: str, parent: str) -> None:
    """Raises ReviewkitError where a code would count for itself."""
    above, passed = parent, {""}
    while above not in passed:
        if above == code:
            said = message("{code} cannot be below itself. Choose another place for it.", code=code)
            if parent != code:
                said = message(
                    "{code} cannot be moved to {parent}, because {parent} is below {code}. Move {parent} first, or "
                    "choose another place.",
                    code=code,
                    parent=parent,
                )
            raise ReviewkitError(said)
        passed.add(above)
        above = str(state.get(above, {}).get("parent", ""))


def _above_all(state: BookState, code: str, gone: Iterable[str]) -> str:
    """The parent of a code, or where it is among those that go, the first above it that stays."""
    above, passed = str(state[code].get("parent", "")), {code}
    while above in gone and above not in passed:
        passed.add(above)
        above = str(state[above].get("parent", ""))
    return "" if above in passed else above


def _in_language(said: Said | None, text: str, named: str, language: str) -> Said:
    """A text that may be one, or one for each language, with another in the language that is meant."""
    if isinstance(said, dict):
        return {**said, (named or language): text}
    if named and named != language and isinstance(said, str):
        return {language: said, named: text}
    return text


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise ReviewkitError(message("A label or the name of a version cannot be empty."))
    if len(words) > _LONGEST_LABEL:
        raise ReviewkitError(
            message(
                "That name has {n} characters, and {most} is the most. Choose a short one; what it means goes into the "
                "definition.",
                n=len(words),
                most=_LONGEST_LABEL,
            )
        )
    return words
