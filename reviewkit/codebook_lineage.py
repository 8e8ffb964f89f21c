"""Which codes became which: a graph in time of everything that was merged and split."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reviewkit.model import CodebookAct


@dataclass(frozen=True, slots=True)
class LineageNode:
    """A code as it was from an act on (None: before any); `column` is how many steps came before it."""

    code: str
    column: int
    act: CodebookAct | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """Nodes, the pairs of them (by place) of which the first became the second, and the codes of the rows in order."""

    nodes: tuple[LineageNode, ...]
    became: tuple[tuple[int, int], ...]
    rows: tuple[str, ...]


@dataclass(slots=True)
class _Growing:
    nodes: list[LineageNode] = field(default_factory=list)
    became: list[tuple[int, int]] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)  # the place of the last node of each code

    def place(self, code: str, beside: str) -> int:
        """The last node of a code; one that was in no merge or split before gets a row below another."""
        if code not in self.last:
            self._add(code, (), None, beside)
        return self.last[code]

    def grow(self, code: str, of: Iterable[int], act: CodebookAct, beside: str) -> None:
        """A code is from now on what these nodes became."""
        self._add(code, tuple(of), act, beside)

    def _add(self, code: str, of: tuple[int, ...], act: CodebookAct | None, beside: str) -> None:
        if code not in self.rows:
            self.rows.insert(self.rows.index(beside) + 1 if beside in self.rows else len(self.rows), code)
        column = max((self.nodes[one].column + 1 for one in of), default=0)
        self.nodes.append(LineageNode(code, column, act))
        self.last[code] = len(self.nodes) - 1
        self.became += [(one, self.last[code]) for one in of]


def lineage(acts: Iterable[CodebookAct]) -> Lineage:
    """The graph of the acts that count, in their order. A code that was neither merged nor split is not in it."""
    graph = _Growing()
    for act in acts:
        if act.op == "merge" and act.into:
            stays = act.into[0]
            of = [graph.place(code, stays) for code in (stays, *act.ids)]
            graph.grow(stays, of, act, stays)
        elif act.op == "split":
            (code,) = act.ids
            of = [graph.place(code, "")]
            for new in reversed(act.into):  # each is put below the one that was split
                graph.grow(new, of, act, code)
    return Lineage(tuple(graph.nodes), tuple(graph.became), tuple(graph.rows))
