"""Every regular expression of the package, found by reading its source, and texts that are made to slow each down."""

import ast
import importlib
import pkgutil
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import reviewkit

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants as sre  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]

_OF_RE = ("search", "match", "fullmatch", "split", "sub", "subn", "findall", "finditer")
_PUMPED = 10  # times that something may be repeated before it counts as without end
_ENDS = ("", "\x01", "\n", "x", "9", " ", ")", "]", "}", "<", '"')


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression where the source has it, and how it is used (`search`, `match`, ...)."""

    place: str
    pattern: "re.Pattern[Any]"
    uses: frozenset[str]

    def used(self, use: str, text: str) -> None:
        """Use it once on a text."""
        given: Any = text.encode("latin-1", "replace") if isinstance(self.pattern.pattern, bytes) else text
        if use in ("sub", "subn"):
            self.pattern.sub(given[:0], given)
        elif use == "finditer":
            for _ in self.pattern.finditer(given):
                pass
        else:
            getattr(self.pattern, use)(given)


def modules() -> Iterator[ModuleType]:
    """All modules of the package but those that begin a program of their own."""
    for found in pkgutil.walk_packages(reviewkit.__path__, "reviewkit."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def expressions() -> tuple[list[Expression], list[str]]:
    """The expressions of the package, and the places of those whose text is not known before it runs."""
    sources = [(module, ast.parse(Path(str(module.__file__)).read_text("utf-8"))) for module in modules()]
    public = [_uses(tree) for _, tree in sources]
    found: list[Expression] = []
    unknown: list[str] = []
    for module, tree in sources:
        names = _named(tree)
        for call in _calls(tree):
            place = f"{module.__name__}:{call.lineno}"
            method = call.func.attr  # type: ignore[attr-defined]
            try:
                pattern = _evaluated(call, module, method)
            except NameError:
                unknown.append(place)
                continue
            name = names.get(id(call), "")
            places = [_uses(tree)] if name.startswith("_") else public
            used = {use for one in places for use in one.get(name, ())} if name else set()
            if method != "compile":
                used = {method}
            found.append(Expression(place, pattern, frozenset(used or ("search",))))
    return found, unknown


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in (*_OF_RE, "compile")
        ):
            yield node


def _evaluated(call: ast.Call, module: ModuleType, method: str) -> "re.Pattern[Any]":
    place = {"sub": 4, "subn": 4, "split": 3, "compile": 1}.get(method, 2)
    given = [one.value for one in call.keywords if one.arg == "flags"]
    flags = given[0] if given else call.args[place] if len(call.args) > place else ast.Constant(0)
    pattern, how = (eval(ast.unparse(one), vars(module)) for one in (call.args[0], flags))
    return re.compile(pattern, how)


def _named(tree: ast.AST) -> dict[int, str]:
    """The name of each expression that is compiled once, by the identity of the call."""
    names: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                names[id(node.value)] = target.id
    return names


def _uses(tree: ast.AST) -> dict[str, set[str]]:
    """How each name is used in a module: `_DOI.search`; as an argument of its own it may be anything."""
    uses: dict[str, set[str]] = {}
    within = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        name = node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else ""
        name = node.attr if isinstance(node, ast.Attribute) else name
        if name:
            method = within.get(id(node), "ANY")
            uses.setdefault(name, set()).add(method if method in _OF_RE else "search")
    return uses


# --- Texts ----------------------------------------------------------------------------------------------------------


def attacks(pattern: "re.Pattern[Any]") -> Iterator[tuple[str, str, str]]:
    """Before, again and again, after: what of an expression may be repeated, behind what leads to it.

    Before it is the shortest text that gets there, or none; after it is what no expression goes on with.
    """
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree: Any = _parser.parse(text, pattern.flags)
    seen: set[tuple[str, str]] = set()
    for before, body in _repeats(tree, [""]):
        for again in dict.fromkeys((*body, *(before + one for one in body), before)):
            for start in ("", before):
                if again and (start, again) not in seen:
                    seen.add((start, again))
                    for end in _ENDS:
                        yield start, again, end


def _repeats(tree: Any, before: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each repetition without an end in sight: a text that leads to it, and texts that it repeats."""
    for code, value in tree:
        if code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, body = value
            samples = _samples(body)
            if most >= _PUMPED:
                for start in before[:3]:
                    yield start, samples
            yield from _repeats(body, before)
        elif code is sre.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif code is sre.ATOMIC_GROUP:
            yield from _repeats(value, before)
        elif code in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], before)
        elif code is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        before = _joined(before, _samples([(code, value)]))


def _samples(tree: Any) -> list[str]:
    """A few texts that a part of an expression matches."""
    made = [""]
    for code, value in tree:
        made = _joined(made, _of_one(code, value))
    return made


def _joined(left: list[str], right: list[str]) -> list[str]:
    pairs = [left[0] + one for one in right] + [one + right[0] for one in left[1:]]
    return list(dict.fromkeys(pairs))[:8]


def _of_one(code: Any, value: Any) -> list[str]:
    if code is sre.LITERAL:
        return [chr(value)]
    if code is sre.ANY:
        return ["a", " ", "("]
    if code is sre.NOT_LITERAL:
        return [one for one in ("a", " ", "(", "1") if ord(one) != value][:3]
    if code is sre.IN:
        return _of_a_set(value)
    if code in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, _, body = value
        return [one * max(least, 0) for one in _samples(body)] if least else ["", *_samples(body)]
    if code is sre.SUBPATTERN:
        return _samples(value[3])
    if code is sre.ATOMIC_GROUP:
        return _samples(value)
    if code is sre.BRANCH:
        return list(dict.fromkeys(one for branch in value[1] for one in _samples(branch)[:3]))[:12]
    return [""]


def _of_a_set(items: Any) -> list[str]:
    """Letters that a set holds, one of each kind that it is made of."""
    allowed = _member(items)
    candidates = "a1 \n-.,;:()[]{}<>'\"/&|_=#%@*\\\n\tAzZé\u0301\u4e2d\ue000\x00~+?!^$`"
    found = [letter for letter in candidates if allowed(letter)]
    found += [chr(value) for code, value in items if code is sre.LITERAL][:3]
    found += [chr(value[0]) for code, value in items if code is sre.RANGE][:3]
    return list(dict.fromkeys(found))[:6] or [""]


def _member(items: Any) -> Any:
    categories: dict[Any, Callable[[str], bool]] = {
        sre.CATEGORY_DIGIT: str.isdigit,
        sre.CATEGORY_NOT_DIGIT: lambda x: not x.isdigit(),
        sre.CATEGORY_SPACE: str.isspace,
        sre.CATEGORY_NOT_SPACE: lambda x: not x.isspace(),
        sre.CATEGORY_WORD: lambda x: x.isalnum() or x == "_",
        sre.CATEGORY_NOT_WORD: lambda x: not (x.isalnum() or x == "_"),
    }

    def one(letter: str) -> bool:
        negated = False
        found = False
        for code, value in items:
            if code is sre.NEGATE:
                negated = True
            elif code is sre.LITERAL:
                found = found or ord(letter) == value
            elif code is sre.RANGE:
                found = found or value[0] <= ord(letter) <= value[1]
            elif code is sre.CATEGORY:
                found = found or categories[value](letter)
        return found != negated

    return one
