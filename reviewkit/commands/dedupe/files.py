"""dedupe FILES: duplicates in exports, without a review folder."""

import csv
import io
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reviewkit.commands.shared import (
    echo,
    echo_json,
    may_replace,
    progress,
    report_problems,
    warn,
    with_spinner,
    write_output,
)
from reviewkit.errors import ReviewkitError
from reviewkit.words import Policy, Verdict, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reviewkit.actions.kept_columns import Read
    from reviewkit.matching import Columns, Match
    from reviewkit.model import DuplicateGroup, Policies


def run(
    files: list[Path], groups: Path | None, output: list[Path], policy: list[str], force: bool, as_json: bool
) -> None:
    """Deduplicate files: print what was found, and write the groups as CSV and the unique records as RIS."""
    from reviewkit.actions import kept_columns, kept_matches

    policies = _policies(policy)
    _check_output([*([groups] if groups else []), *output], files, force)
    _once(files)
    checksums = kept_columns.checksums(files)
    key = kept_matches.key_of(files, checksums, policies)
    if (known := kept_matches.kept(key)) is not None:
        report_problems(known.problems)
        warn("these files are as they were when they were last compared, so the answers are those of then")
        ids, matches = _ids(files, known.counts), known.matches
    else:
        ids, matches, key = _compared(files, checksums, policies, key)
    grouped = _grouped(ids, matches)
    if groups:
        write_output(groups, _groups_csv(ids, grouped), True)
    if output:
        written = _unique(files, grouped, key)
        for path in output:
            write_output(path, written, True)
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


def _compared(
    files: list[Path], checksums: "tuple[str, ...]", policies: "Policies", key: str
) -> "tuple[list[str], tuple[Match, ...], str]":
    """The names of all records and the matches, as they are found now; and the key under which they are kept."""
    from reviewkit import matching
    from reviewkit.actions import kept_matches

    read = _read_files(files, checksums)
    matches = with_spinner("comparing", lambda: matching.matches(read.table, policies))
    key = key if read.is_sure else ""
    kept_matches.keep(key, kept_matches.Found(read.counts, read.problems, matches))
    return _ids(files, read.counts), matches, key


def _unique(files: list[Path], grouped: "tuple[DuplicateGroup, ...]", key: str) -> bytes:
    """One record per group as RIS, as it was written before or as it is made now."""
    from reviewkit.actions import kept_columns, kept_matches, unique_records

    known = kept_matches.kept_unique(key)
    if known is not None:
        return known
    before = kept_columns.checksums(files)
    made = with_spinner("merging", lambda: unique_records.written(files, grouped))
    if before == kept_columns.checksums(files):
        kept_matches.keep_unique(key, made)
    return made


def _read(files: list[Path]) -> "tuple[Columns, list[str]]":
    """The columns of all files, and the name of each record."""
    from reviewkit.actions import kept_columns

    _once(files)
    read = _read_files(files, kept_columns.checksums(files))
    return read.table, _ids(files, read.counts)


def _once(files: list[Path]) -> None:
    """Raises ReviewkitError where a file was named twice."""
    for number, file in enumerate(files):
        if file in files[:number]:
            raise ReviewkitError(f"{file}: this file was named twice; name each file once.")


def _read_files(files: list[Path], checksums: tuple[str, ...]) -> "Read":
    """The files as columns, with their problems printed. Raises ReviewkitError for one without records."""
    from reviewkit.actions import kept_columns

    processes = os.cpu_count() or 1
    read = with_spinner(
        f"reading {number_of(len(files), 'file')}", lambda: kept_columns.of_files(files, checksums, processes)
    )
    for file, count in zip(files, read.counts, strict=True):
        if not count:
            reported = [str(problem) for problem in read.problems if problem.place.path == str(file)]
            raise ReviewkitError("\n".join(reported or [f"{file}: no records were found in this file."]))
    report_problems(read.problems)
    return read


def _ids(files: list[Path], counts: "Sequence[int]") -> list[str]:
    """The name of each record: the file as it was typed, and the position in it."""
    return [f"{file}:{n}" for file, count in zip(files, counts, strict=True) for n in range(1, count + 1)]


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
