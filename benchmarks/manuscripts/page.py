"""The tables of what was measured."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.manuscripts.filled import LANGUAGES, Kind
from benchmarks.manuscripts.found import Report, Result

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


def tables(reports: Sequence[Report]) -> Iterator[str]:
    """The share found of each kind and language, and the manuscripts one by one."""
    yield _table(["Changed", *LANGUAGES, "all"], _kind_rows(reports))
    yield _table(["Found, %", *(one.manuscript.name for one in reports)], _rows_by_manuscript(reports))
    yield _table(
        [
            "Manuscript",
            "words",
            "claims",
            "shown by the folder",
            "said to agree",
            "changes",
            "found",
            "false alarms",
        ],
        map(_manuscript_row, reports),
    )


def _kind_rows(reports: Sequence[Report]) -> Iterator[list[str]]:
    for kind in Kind:
        yield [kind, *_by_language(reports, lambda result, kind=kind: result.change.claim.kind is kind)]  # type: ignore[misc]
    yield ["all", *_by_language(reports, lambda result: True)]


def _rows_by_manuscript(reports: Sequence[Report]) -> Iterator[list[str]]:
    for kind in Kind:
        chosen = [[result for result in one.results if result.change.claim.kind is kind] for one in reports]
        shares = [f"{100 * sum(one.is_found for one in own) / len(own):.0f}" if own else "–" for own in chosen]
        yield [kind, *shares]


def _by_language(reports: Sequence[Report], wanted: Callable[[Result], bool]) -> list[str]:
    found = [
        [result for one in reports if one.manuscript.language == language for result in one.results]
        for language in LANGUAGES
    ]
    chosen = [[result for result in results if wanted(result)] for results in found]
    return [_share(results) for results in (*chosen, [one for results in chosen for one in results])]


def _share(results: Sequence[Result]) -> str:
    if not results:
        return "–"
    found = sum(result.is_found for result in results)
    return f"{100 * found / len(results):.0f}% ({found}/{len(results)})"


def _manuscript_row(one: Report) -> list[str]:
    claims = [claim for claim in one.manuscript.claims if claim.start < claim.end and claim.wrong != ("",)]
    shown = len(claims) / (len(claims) + one.outside)
    agreed = sum(map(one.agrees, claims)) / len(claims)
    wrong = len(one.unchanged.wrong)
    return [
        one.manuscript.name,
        str(one.words),
        str(len(claims) + one.outside),
        f"{100 * shown:.0f}%",
        f"{100 * agreed:.0f}%",
        str(len(one.results)),
        _share(one.results),
        f"{wrong} ({1000 * wrong / one.words:.1f} per 1,000 words)",
    ]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def write(path: Path, reports: Sequence[Report], speed: str) -> None:
    """Put the tables, and what was said of speed, between the marks of a page."""
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    made = [Counter(result.change.claim.kind for result in one.results) for one in reports]
    most = max(number for one in made for number in one.values())
    said = f"{sum(map(Counter.total, made))} changes were made, at most {most} of a kind in a manuscript."
    path.write_text(
        f"{before}{BEGIN}\n{said}\n\n{chr(10).join(tables(reports))}\n{speed}\n{END}{after}", encoding="utf-8"
    )
