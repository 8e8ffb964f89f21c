"""dedupe FILES: duplicates in exports, without a review folder."""

import csv
import io
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reviewkit.commands.shared import (
    echo,
    echo_json,
    may_replace,
    progress,
    report_problems,
    with_spinner,
    write_output,
)
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.words import Policy, Verdict, number_of

if TYPE_CHECKING:
    from reviewkit.matching import Columns, Match
    from reviewkit.model import DuplicateGroup, Policies, Record


def run(
    files: list[Path], groups: Path | None, output: list[Path], policy: list[str], force: bool, as_json: bool
) -> None:
    """Deduplicate files: print what was found, and write the groups as CSV and the unique records as RIS."""
    from reviewkit import matching

    policies = _policies(policy)
    _check_output([*([groups] if groups else []), *output], files, force)
    table, ids = _read(files)
    matches = with_spinner("comparing", lambda: matching.matches(table, policies))
    grouped = _grouped(ids, matches)
    if groups:
        write_output(groups, _groups_csv(ids, grouped), True)
    for path in output:
        write_output(path, _unique(files, grouped), True)
    group_of = {record: number for number, group in enumerate(grouped, start=1) for record in group.records}
    separate = [item for item in matches if group_of[ids[item.left]] != group_of[ids[item.right]]]
    possible = [item for item in separate if item.verdict is Verdict.UNSURE]
    related = [item for item in separate if item.relation and item.verdict is Verdict.DIFFERENT]
    if as_json:
        _print_json(ids, len(grouped), possible, related)
    else:
        _print(ids, len(grouped), possible, related)


def _check_output(paths: list[Path], files: list[Path], force: bool) -> None:
    """Raises ReviewkitError where a file to write is one of those to read, or must not be replaced."""
    read = [file.resolve() for file in files]
    for path in paths:
        if path.exists() and path.resolve() in read:
            raise ReviewkitError(f"{path}: this is one of the files to read. Choose another file to write.")
        may_replace(path, force)


def _print_json(ids: list[str], unique: int, possible: "list[Match]", related: "list[Match]") -> None:
    echo_json(
        {
            "records": len(ids),
            "unique": unique,
            "duplicates": len(ids) - unique,
            "doubtful_pairs": len(possible),
            "doubtful": [_match_as_json(item, ids) for item in possible],
            "related": [_match_as_json(item, ids) for item in related],
        }
    )


def _print(ids: list[str], unique: int, possible: "list[Match]", related: "list[Match]") -> None:
    echo(f"{number_of(len(ids), 'record')}, {unique} unique, {number_of(len(ids) - unique, 'duplicate')}")
    for item in possible[:20]:
        echo(f"possible duplicate, kept separate: {ids[item.left]} and {ids[item.right]} ({item.rule})")
    if len(possible) > 20:
        echo(f"... and {number_of(len(possible) - 20, 'more possible duplicate')} (--json lists them all)")
    if related:
        count = number_of(len(related), "pair is distinct but belongs", "pairs are distinct but belong")
        echo(f"{count} together (--json lists them)")


def explain(files: list[Path], pair: tuple[str, str], policy: list[str], as_json: bool) -> None:
    """Explain a pair of records, which are named as FILE:POSITION."""
    from reviewkit import matching
    from reviewkit.commands.dedupe.show import echo_explained

    table, ids = _read(files)
    position = {name: n for n, name in enumerate(ids)}
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


def _read(files: list[Path]) -> "tuple[Columns, list[str]]":
    """The columns of all files, and the name of each record: the file as it was typed, and the position in it."""
    from reviewkit.actions import kept_columns

    for number, file in enumerate(files):
        if file in files[:number]:
            raise ReviewkitError(f"{file}: this file was named twice; name each file once.")
    problems: list[Problem] = []
    processes = os.cpu_count() or 1
    table, counts = with_spinner(
        f"reading {number_of(len(files), 'file')}", lambda: kept_columns.of_files(files, processes, problems)
    )
    for file, count in zip(files, counts, strict=True):
        if not count:
            reported = [str(problem) for problem in problems if problem.place.path == str(file)]
            raise ReviewkitError("\n".join(reported or [f"{file}: no records were found in this file."]))
    report_problems(problems)
    return table, [f"{file}:{n}" for file, count in zip(files, counts, strict=True) for n in range(1, count + 1)]


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


def _match_as_json(item: "Match", ids: list[str]) -> dict[str, object]:
    """A pair as JSON; its records are named by file and position."""
    return {
        "records": [ids[item.left], ids[item.right]],
        "rule": item.rule,
        "score": item.score,
        "relation": item.relation,
    }


def _grouped(ids: list[str], matches: "tuple[Match, ...]") -> "tuple[DuplicateGroup, ...]":
    """The groups of duplicates that follow from the matches."""
    from reviewkit import duplicates

    return duplicates.groups(ids, duplicates.verdicts(ids, matches))


def _groups_csv(ids: list[str], grouped: "tuple[DuplicateGroup, ...]") -> str:
    """A CSV with the columns file, position (from 1) and group; the records of one group are one report."""
    group_of = {record: number for number, group in enumerate(grouped, start=1) for record in group.records}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "position", "group"))
    writer.writerows((*name.rsplit(":", 1), group_of[name]) for name in ids)
    return out.getvalue()


def _unique(files: list[Path], grouped: "tuple[DuplicateGroup, ...]") -> str:
    """One record per group as RIS, with the fields of all its records."""
    from reviewkit import duplicates
    from reviewkit.formats import ris
    from reviewkit.store import exports

    by_id: dict[str, Record] = {}
    for file in files:
        reading = with_spinner(f"reading {file}", partial(exports.read, file))
        for n, record in enumerate(reading.records, start=1):
            by_id[f"{file}:{n}"] = replace(record, id=f"{file}:{n}")
    return ris.written(
        duplicates.merged([ris.in_ris(by_id[member]) for member in group.records]) for group in grouped
    )
