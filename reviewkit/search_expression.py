"""What a line of a search strategy makes of earlier lines (`S1 AND (S2 OR S3)`, `or/1-5`, `limit 6 to english`): which
it names, and between which numbers its hits lie.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reviewkit import limits
from reviewkit.normalize import whole_number

_MANY = 10**18  # more hits than any search has


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which numbers the hits of an expression lie."""

    low: int = 0
    high: int = _MANY


_ANY = Bounds()


def bounds_of(
    query: str, earlier: Mapping[str, int | None], of: Sequence[str] = (), is_ovid: bool = False
) -> tuple[Bounds, tuple[str, ...]]:
    """The bounds of a line's hits, and the lines that it names without their being among the earlier ones.

    `earlier` are the hits of earlier lines by number. `of` are lines that the log names because the query does not. In
    Ovid, numbers alone are lines (`3 and nurse*.ti.`); elsewhere only where there is nothing but numbers.
    """
    reader = _Reader(earlier, is_ovid or _is_bare(query))
    if of:
        return reader.named(of, query), reader.missing()
    if found := _LIMIT.match(query):
        return Bounds(0, reader.reference(found[1]).high), reader.missing()
    tokens = [(str(found.lastgroup), found[0]) for found in _TOKEN.finditer(query)]
    if len(tokens) > _MOST_TOKENS:
        return _ANY, ()
    bounds = reader.evaluated(_nested(tokens))
    return _ANY if reader.named_lines > _MOST_NAMED else bounds, reader.missing()


def names_lines(query: str) -> bool:
    """Whether a query names any line, and so does not search for terms alone."""
    return bool(bounds_of(query, {})[1])


_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"|“[^“”]*+”|(?<!\w)'[^']*')
      | (?P<open>[(\[{])
      | (?P<close>[)\]}])
      | (?P<list>\b(?:or|and)/[ ]?\d[\d,\s-]*)
      | (?P<operator>\b(?:and|or|not)\b(?![/*]))
      | (?P<reference>(?<![\w#])(?:S\d{1,4}|\#\s?\d{1,4})(?:-[S\#]?\d{1,4})?(?![\w*?./-]))
      | (?P<number>(?<![\w.#])\d{1,4}(?:-\d{1,4})?(?![\w*?./-]))
      | (?P<word>[^\s()\[\]{}"“]+)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BARE = re.compile(r"(?:\s|[\d(),/-]|\b(?:and|or|not)\b)*\Z", re.IGNORECASE)
_LIMIT = re.compile(r"\s*limit (\d{1,4}) to\b", re.IGNORECASE)
_MOST_TOKENS = 20_000
_MOST_NAMED = 20_000  # lines, with those of each range: #1-#999 a hundred times is no search
_DEEPEST = 50  # parentheses in parentheses

Item = tuple[str, str] | list["Item"]


def _is_bare(query: str) -> bool:
    """Whether a query is numbers with operators and nothing else."""
    return bool(_BARE.match(query)) and bool(re.search(r"[a-z]", query, re.IGNORECASE))


def _nested(tokens: Sequence[tuple[str, str]]) -> list[Item]:
    """The tokens with a list for each pair of parentheses; one that is never closed goes to the end."""
    groups: list[list[Item]] = [[]]
    for kind, text in tokens:
        if kind == "open":
            groups.append([])
            groups[-2].append(groups[-1])
        elif kind == "close":
            if len(groups) > 1:
                groups.pop()
        else:
            groups[-1].append((kind, text))
    return groups[0]


@dataclass(slots=True)
class _Reader:
    earlier: Mapping[str, int | None]
    has_bare_numbers: bool
    unknown: dict[str, None] = field(default_factory=dict)
    named_lines: int = 0

    def missing(self) -> tuple[str, ...]:
        """Every line that is named and is not among the earlier ones, once."""
        return tuple(self.unknown)

    def reference(self, number: str) -> Bounds:
        """The hits of an earlier line."""
        number = re.sub(r"\D", "", number).lstrip("0")
        if number not in self.earlier:
            self.unknown[number or "0"] = None
            return _ANY
        hits = self.earlier[number]
        return _ANY if hits is None else Bounds(hits, hits)

    def named(self, of: Sequence[str], query: str) -> Bounds:
        """Lines that the log names, joined by the operator with which the query begins; AND where it has none."""
        word = re.match(r"\W*(\w*)", query)
        return _joined(
            [self.reference(number) for number in of], "or" if word and word[1].lower() == "or" else "and"
        )

    def evaluated(self, items: Sequence[Item], depth: int = 0) -> Bounds:
        """The bounds of operands with operators between them."""
        if depth > _DEEPEST:
            return _ANY
        operators = [item[1].casefold() for item in items if isinstance(item, tuple) and item[0] == "operator"]
        operands: list[list[Item]] = [[]]
        for item in items:
            if isinstance(item, tuple) and item[0] == "operator":
                operands.append([])
            else:
                operands[-1].append(item)
        parts = [bounds for operand in operands if operand for bounds in self._operand(operand, depth)]
        return _combined(parts, operators)

    def _operand(self, items: Sequence[Item], depth: int) -> list[Bounds]:
        """What stands between two operators: a reference, several (#1-#3), a group, or terms, which can have any hits.

        Parentheses with a field before or behind them hold terms, so that nothing in them is a line.
        """
        if len(items) != 1:
            return [_ANY]
        item = items[0]
        if isinstance(item, list):
            return [self.evaluated(item, depth + 1)]
        kind, text = item
        if kind == "list":
            operator, _, numbers = text.partition("/")
            listed = [number for part in numbers.split(",") if part.strip() for number in self._range(part)]
            return [_joined([self.reference(number) for number in listed], operator.casefold())]
        if kind == "reference" or (kind == "number" and self.has_bare_numbers and not self._is_a_year(text)):
            return [self.reference(number) for number in self._range(text)]
        return [_ANY]

    def _is_a_year(self, text: str) -> bool:
        """Whether a number alone is a year, `and 2018` or `and 2018-2023`, because the search has no line of it."""
        return any(len(number) > 3 and number not in self.earlier for number in text.split("-"))

    def _range(self, text: str) -> list[str]:
        """The numbers of `3` or `#1-#3`; none once there are more than anybody names."""
        if self.named_lines > _MOST_NAMED:
            return []
        numbers = _range(text)
        self.named_lines += len(numbers)
        return numbers


def _range(text: str) -> list[str]:
    """The numbers of `3` or `#1-#3`."""
    first, _, last = text.partition("-")
    start, end = (whole_number(re.sub(r"\D", "", part)) or 0 for part in (first, last or first))
    return [str(number) for number in range(start, min(end, start + limits.HISTORY_LINES) + 1)]


def _joined(parts: Sequence[Bounds], operator: str) -> Bounds:
    if not parts:
        return _ANY
    if operator == "or":
        return Bounds(max(part.low for part in parts), min(_MANY, sum(part.high for part in parts)))
    return Bounds(0, min(part.high for part in parts))


def _combined(parts: Sequence[Bounds], operators: Sequence[str]) -> Bounds:
    """Operands joined by operators. OR beside AND or NOT without parentheses means different things in different
    databases, so that nothing is said of it."""
    if not parts:
        return _ANY
    kinds = set(operators)
    if kinds <= {"or"}:
        return _joined(parts, "or") if kinds or len(parts) == 1 else _ANY
    if "or" in kinds:
        return _ANY
    if list(operators) == ["not"] and len(parts) == 2:
        return Bounds(max(0, parts[0].low - parts[1].high), parts[0].high)
    first = operators.index("not") + 1 if "not" in kinds else len(parts)
    return _joined(parts[:first], "and")
