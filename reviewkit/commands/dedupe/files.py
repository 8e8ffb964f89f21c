"""dedupe FILES: duplicates in exports, without a review folder."""

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, overload

import typer

from reviewkit.commands.dedupe import named_files
from reviewkit.commands.shared import (
    echo,
    echo_json,
    progress,
    report_problems,
    steps,
    warn,
    with_spinner,
)
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.safe import csv_text
from reviewkit.words import Policy, Verdict, in_line, number_of

if TYPE_CHECKING:
    from reviewkit.actions.matched_files import MatchedFiles, Workers
    from reviewkit.matching import Columns, Match
    from reviewkit.model import Policies

    Reports = tuple[tuple[int, ...], ...]


def run(
    files: list[Path], output: "Written", policy: list[str], workers: "Workers", force: bool, as_json: bool
) -> None:
    """Deduplicate files: print what was found, and write the groups as CSV and the unique records as RIS."""
    from reviewkit.actions import unique_records
    from reviewkit.actions.matched_files import matched_files

    policies = _policies(policy)
    named_files.check_read(files)
    named_files.check_written(output.groups, output.unique, files, force)
    named_files.check_exchange(workers.exchange)
    before = named_files.seen(files)
    with steps() as advanced:
        found = matched_files(files, policies, workers, advanced)
    _check_read(files, found.records, found.problems)
    if found.is_known:
        warn("these files are as they were when they were last compared, so the answers are those of then")
    names = RecordNames(files, found.records)
    if output.groups:
        _write(output.groups, _groups_csv(names, found.reports))
    if output.unique:
        with_spinner(
            "merging",
            lambda: unique_records.write(output.unique, files, found.reports, found.key, found.checksums),
        )
        for path in output.unique:
            warn(f"wrote {in_line(path)}")
    named_files.check_unchanged(files, before)
    report_of = {record: report[0] for report in found.reports for record in report}
    separate = [
        item
        for item in found.matches
        if report_of.get(item.left, item.left) != report_of.get(item.right, item.right)
    ]
    possible = [item for item in separate if item.verdict is Verdict.UNSURE]
    related = [item for item in separate if item.relation and item.verdict is Verdict.DIFFERENT]
    if as_json:
        _print_json(names, found, possible, related)
    else:
        _print(names, found, possible, related)


@dataclass(frozen=True, slots=True)
class Written:
    """Files to write: the groups as CSV, and the unique records as RIS."""

    groups: Path | None
    unique: list[Path]


class RecordNames(Sequence[str]):
    """The name of each record: the file as it was typed, and the position in it, from 1."""

    def __init__(self, files: Sequence[Path], records: Sequence[int]) -> None:
        self._files = files
        self._starts = [0, *accumulate(records)]

    @overload
    def __getitem__(self, position: int) -> str: ...

    @overload
    def __getitem__(self, position: slice) -> list[str]: ...

    def __getitem__(self, position: int | slice) -> str | list[str]:
        if isinstance(position, slice):
            return [self[n] for n in range(*position.indices(len(self)))]
        if not 0 <= position < len(self):
            raise IndexError(position)
        return ":".join(self.parts(position))

    def parts(self, position: int) -> tuple[str, str]:
        """The file and the position in it."""
        file = bisect_right(self._starts, position) - 1
        return str(self._files[file]), str(position - self._starts[file] + 1)

    def __len__(self) -> int:
        return self._starts[-1]


def _print_json(
    names: RecordNames, found: "MatchedFiles", possible: "list[Match]", related: "list[Match]"
) -> None:
    unique = len(names) - _removed(found)
    echo_json(
        {
            "records": len(names),
            "unique": unique,
            "duplicates": len(names) - unique,
            "doubtful_pairs": len(possible),
            "doubtful": [_match_as_json(item, names) for item in possible],
            "related": [_match_as_json(item, names) for item in related],
            "checksum": found.checksum,
        }
    )


def _print(names: RecordNames, found: "MatchedFiles", possible: "list[Match]", related: "list[Match]") -> None:
    removed = _removed(found)
    count = number_of(removed, "duplicate")
    echo(f"{number_of(len(names), 'record')}, {len(names) - removed} unique, {count}")
    for item in possible[:20]:
        pair = f"{names[item.left]} and {names[item.right]}"
        echo(f"possible duplicate, kept separate: {pair} ({item.rule})")
    if len(possible) > 20:
        echo(f"... and {number_of(len(possible) - 20, 'more possible duplicate')} (--json lists them all)")
    if related:
        count = number_of(len(related), "pair is distinct but belongs", "pairs are distinct but belong")
        echo(f"{count} together (--json lists them)")


def _removed(found: "MatchedFiles") -> int:
    """The records that are copies of one that is kept."""
    return sum(len(report) - 1 for report in found.reports)


def explain(files: list[Path], pair: tuple[str, str], policy: list[str], as_json: bool) -> None:
    """Explain a pair of records, which are named as FILE:POSITION."""
    from reviewkit import matching
    from reviewkit.commands.dedupe.show import echo_explained

    table, ids = _read(files)
    position = {name: n for n, name in enumerate(ids)}
    pair = (named_files.record_name(pair[0]), named_files.record_name(pair[1]))
    for name in pair:
        if name not in position:
            raise ReviewkitError(
                f"{name!r} is not a record in these files; write FILE:POSITION, such as {ids[0]}."
            )
    if pair[0] == pair[1]:
        raise ReviewkitError(f"{pair[0]!r} was named twice; name two records.")
    explained = matching.explanation(table, position[pair[0]], position[pair[1]], _policies(policy))
    echo_explained(pair, explained, [], as_json)


def audit(files: list[Path], policy: list[str], as_json: bool) -> None:
    """Compare every title in the files with every other."""
    from reviewkit.commands.dedupe.show import echo_audit
    from reviewkit.matching.audit import audit as all_titles

    table, ids = _read(files)
    if len(ids) < 2:
        raise ReviewkitError("There must be at least two records to compare.")
    with progress("comparing all titles", len(ids)) as advanced:
        result = all_titles(table, _policies(policy), advanced)
    echo_audit(result, ids, as_json)


def _read(files: list[Path]) -> "tuple[Columns, RecordNames]":
    """The columns of all files, and the names of their records."""
    from reviewkit.actions import kept_columns

    named_files.check_read(files)
    read = with_spinner(
        f"reading {number_of(len(files), 'file')}",
        lambda: kept_columns.of_files(files, kept_columns.checksums(files), os.cpu_count() or 1),
    )
    _check_read(files, read.counts, read.problems)
    return read.table, RecordNames(files, read.counts)


def _check_read(files: list[Path], counts: Sequence[int], problems: Sequence[Problem]) -> None:
    """Print what was odd in the files. Raises ReviewkitError where one has no records."""
    for file, count in zip(files, counts, strict=True):
        if not count:
            reported = [str(problem) for problem in problems if Path(problem.place.path).name == file.name]
            raise ReviewkitError("\n".join(reported or [f"{in_line(file)}: no records were found in this file."]))
    report_problems(list(problems))


def _policies(words: list[str]) -> "Policies":
    """The policies given as `preprints=join` and so on. Raises a usage error for an unknown one."""
    from reviewkit.model import Policies

    names = Policies.__dataclass_fields__
    chosen = Policies()
    for word in words:
        name, _, value = word.partition("=")
        if name not in names or value not in list(Policy):
            raise typer.BadParameter(
                f"--policy {word}: write NAME=WORD, where NAME is one of {', '.join(names)}, and WORD is one of "
                f"{', '.join(Policy)}"
            )
        chosen = replace(chosen, **{name: Policy(value)})
    return chosen


def _match_as_json(item: "Match", names: RecordNames) -> dict[str, object]:
    """A pair as JSON; its records are named by file and position."""
    return {
        "records": [names[item.left], names[item.right]],
        "rule": item.rule,
        "score": item.score,
        "relation": item.relation,
    }


def _groups_csv(names: RecordNames, reports: "Reports") -> Iterator[str]:
    """A CSV with the columns file, position (from 1) and group; the records of one group are one report."""
    first_of = {record: report[0] for report in reports for record in report}
    number_of_report: dict[int, int] = {}
    yield "file,position,group\n"
    groups = 0
    for position in range(len(names)):
        first = first_of.get(position, position)
        if first == position:
            groups += 1
            group = groups
            if position in first_of:
                number_of_report[position] = groups
        else:
            group = number_of_report[first]
        yield _csv_line((*names.parts(position), group))


def _csv_line(row: tuple[object, ...]) -> str:
    return csv_text([tuple(map(str, row))], line_end="\n")


def _write(path: Path, pieces: "Iterator[str]") -> None:
    from reviewkit.store import exports

    with_spinner(f"writing {in_line(path)}", lambda: exports.write(path, pieces))
    warn(f"wrote {in_line(path)}")
