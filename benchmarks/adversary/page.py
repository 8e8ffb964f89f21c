"""The figures of the adversary as docs/adversary.md, as JSON, and in the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.adversary.counts import Row, worst_first
from benchmarks.adversary.kinds import Side

HEAD = (
    "| kind | what | tries | joined | asked | linked | apart in silence | wrong | at most |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
)


@dataclass(frozen=True, slots=True)
class Batching:
    """How many tries were run alone too, and how many came out otherwise, by the name of their kind."""

    tries: int
    otherwise: dict[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that a run measured."""

    version: str
    sources: int
    wanted: int
    rows: tuple[Row, ...]
    batching: Batching


def told(rows: Sequence[Row], side: Side, enough: bool = True) -> list[Row]:
    """The rows of one side that can be told, or of those that cannot, worst first."""
    return worst_first(row for row in rows if row.kind.side is side and row.kind.enough is enough)


def page(figures: Figures) -> str:
    """The whole page."""
    parts = (
        _introduction(figures),
        _summary(figures.rows),
        _section(
            "Different reports",
            "*Wrong* is what was joined in silence. Asked, linked and apart are all right here.",
            told(figures.rows, Side.DIFFERENT),
        ),
        _section(
            "The same report",
            "*Wrong* is what stays apart in silence. A link is no join, but both records are shown together.",
            told(figures.rows, Side.SAME),
        ),
        _section(
            "Where nothing tells",
            "Too little is left to know whether these are one report; they count in no goal.",
            [*told(figures.rows, Side.DIFFERENT, False), *told(figures.rows, Side.SAME, False)],
        ),
    )
    return "\n\n".join(parts) + "\n"


def _introduction(figures: Figures) -> str:
    few = sum(row.tries < figures.wanted for row in figures.rows)
    otherwise = sum(figures.batching.otherwise.values())
    named = ", ".join(f"{name} ({count})" for name, count in sorted(figures.batching.otherwise.items()))
    alone = f"{otherwise} of {figures.batching.tries} came out otherwise" + (f": {named}" if named else "")
    return f"""# An adversary of matching

What reviewkit {figures.version} makes of reports that differ in one way, and of one report with one damage. Written by
`make adversary` (benchmarks/adversary.py); how matching works is in [deduplication.md](deduplication.md).

Each try takes a real record of an export of a database and makes of it, in one way that is known in the field, either
two *different* reports (another letter, medicine, part, registration, journal, a companion of the study ...) or *one*
report twice, with a damage that databases do. {len(figures.rows)} kinds of changes were tried, each on
{figures.wanted} of {figures.sources} records, drawn with one seed among those that suit it; {few} kinds suit fewer
records and were tried on all of these. Both records are written as text, read by reviewkit's own readers, and matched
among thousands of others. Words and numbers that are put in are invented or public; of the records themselves nothing
is in the project.

*At most* is the upper end of a 95% interval: 3/n where nothing went wrong in n tries, Wilson's otherwise. It says how
sure the figure is for records like these, not how often such reports are met in a search. One kind is no more important
than another; real searches hold far more of some.

To see whether the other tries of a batch matter, {figures.batching.tries} were also run alone among a few hundred
unchanged records: {alone}. Matching calls a short title recurring where several records bear it, so that what becomes
of “Editorial” depends on what else was found, as in a review."""


def _summary(rows: Sequence[Row]) -> str:
    lines = ["| | kinds | tries | wrong | worst kind | kinds with none wrong |", "|---|---|---|---|---|---|"]
    for side in Side:
        found = told(rows, side)
        if not found:
            continue
        wrong, tries = sum(row.wrong for row in found), sum(row.tries for row in found)
        name = f"{side.value}, {'joined' if side is Side.DIFFERENT else 'apart'} in silence"
        worst = f"{percent(found[0].share)} ({found[0].kind.name})"
        none = sum(not row.wrong for row in found)
        lines.append(
            f"| {name} | {len(found)} | {tries} | {wrong} ({percent(wrong / max(tries, 1))}) | {worst} | {none} |"
        )
    return "\n".join(lines)


def _section(heading: str, explanation: str, rows: Sequence[Row]) -> str:
    return f"## {heading}\n\n{explanation}\n\n{table(rows)}"


def table(rows: Sequence[Row]) -> str:
    """Rows as Markdown."""
    lines = (
        f"| {row.kind.name} | {row.kind.sentence} | {row.tries} | {row.joined} | {row.asked} | {row.linked} "
        f"| {row.apart} | {percent(row.share)} | {percent(row.at_most)} |"
        for row in rows
    )
    return HEAD + "\n".join(lines)


def percent(share: float) -> str:
    """A share in per cent, with as many digits as a goal of 1 in 10,000 needs."""
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    return f"{100 * share:.2f}%" if share < 0.1 else f"{100 * share:.1f}%"


def as_json(figures: Figures) -> dict[str, Any]:
    """The same figures as values."""
    return {
        "version": figures.version,
        "sources": figures.sources,
        "wanted": figures.wanted,
        "batching": {"tries": figures.batching.tries, "otherwise": figures.batching.otherwise},
        "kinds": [
            {
                "kind": row.kind.name,
                "what": row.kind.sentence,
                "side": row.kind.side.name.lower(),
                "enough": row.kind.enough,
                "tries": row.tries,
                "joined": row.joined,
                "asked": row.asked,
                "linked": row.linked,
                "apart": row.apart,
                "wrong": row.share,
                "at_most": row.at_most,
            }
            for row in worst_first(figures.rows)
        ],
    }
