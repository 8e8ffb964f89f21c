"""dedupe FILES: duplicates in any exports, without a review folder."""

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
from reviewkit.words import Policy, Verdict

if TYPE_CHECKING:
    from reviewkit.dedupe import Columns, Match
    from reviewkit.model import DuplicateGroup, Policies, Record


def run(
    files: list[Path], groups: Path | None, output: list[Path], policy: list[str], force: bool, as_json: bool
) -> None:
    """Deduplicate files: what was found, the groups as CSV, the unique records as RIS."""
    from reviewkit import dedupe as engine

    policies = _policies(policy)
    _check_not_read(files, [*([groups] if groups else []), *output], force)
    table, ids = _read(files)
    found = with_spinner("comparing", lambda: engine.matches(table, policies))
    made = _grouped(ids, found)
    if groups:
        write_output(groups, _groups_csv(ids, made), True)
    for path in output:
        write_output(path, _unique(files, made), True)
    group_of = {record: number for number, group in enumerate(made, start=1) for record in group.records}
    apart = [item for item in found if group_of[ids[item.left]] != group_of[ids[item.right]]]
    doubtful = [item for item in apart if item.verdict is Verdict.UNSURE]
    related = [item for item in apart if item.relation and item.verdict is Verdict.DIFFERENT]
    if as_json:
        counts = {"records": len(ids), "unique": len(made), "duplicates": len(ids) - len(made)}
        echo_json(
            {
                **counts,
                "doubtful_pairs": len(doubtful),
                "doubtful": [_told(item, ids) for item in doubtful],
                "related": [_told(item, ids) for item in related],
            }
        )
        return
    echo(f"{len(ids)} records, {len(made)} unique, {len(ids) - len(made)} duplicates")
    for item in doubtful[:20]:
        echo(f"doubtful, kept apart: {ids[item.left]} and {ids[item.right]} ({item.rule})")
    if len(doubtful) > 20:
        echo(f"... and {len(doubtful) - 20} more doubtful pairs (--json lists all)")
    if related:
        echo(f"{len(related)} pairs are distinct but belong together (--json lists them)")


def _check_not_read(files: list[Path], written: list[Path], force: bool) -> None:
    """Return where each file may be written; raise for one that is also read, or exists and may not be replaced."""
    read = [file.resolve() for file in files]
    for path in written:
        if path.exists() and path.resolve() in read:
            raise ReviewkitError(f"{path}: is one of the files to read; write into another file.")
        may_replace(path, force)


def explain(files: list[Path], pair: tuple[str, str], policy: list[str], as_json: bool) -> None:
    """What speaks for and against one report; records are named as FILE:POSITION."""
    from reviewkit import dedupe as engine
    from reviewkit.commands.dedupe.show import echo_explained

    table, ids = _read(files)
    position = {name: n for n, name in enumerate(ids)}
    for name in pair:
        if name not in position:
            raise ReviewkitError(f"{name!r} is no record of these files; name it as FILE:POSITION, like {ids[0]}.")
    if pair[0] == pair[1]:
        raise ReviewkitError(f"{pair[0]!r} was named twice; name two records.")
    explained = engine.explanation(table, position[pair[0]], position[pair[1]], _policies(policy))
    echo_explained(pair, explained, [], as_json)


def audit(files: list[Path], policy: list[str], as_json: bool) -> None:
    """All title pairs of the files compared."""
    from reviewkit.commands.dedupe.show import echo_audit
    from reviewkit.dedupe.audit import audit as all_titles

    table, ids = _read(files)
    if len(ids) < 2:
        raise ReviewkitError("there are no two records to compare.")
    with progress("comparing all titles", len(ids)) as advanced:
        result = all_titles(table, _policies(policy), advanced)
    echo_audit(result, ids, as_json)


def _read(files: list[Path]) -> "tuple[Columns, list[str]]":
    """The columns of all files, and each record's name: the file as it was typed, and the position in it."""
    from reviewkit.dedupe import large_files
    from reviewkit.store import exports

    for number, file in enumerate(files):
        if file in files[:number]:
            raise ReviewkitError(f"{file} was named twice; name each file once.")
    problems: list[Problem] = []
    processes = os.cpu_count() or 1
    table, counts = with_spinner(
        f"reading {len(files)} files", lambda: large_files.read(files, exports, processes, problems)
    )
    for file, count in zip(files, counts, strict=True):
        if not count:
            told = [str(problem) for problem in problems if problem.place.path == str(file)]
            raise ReviewkitError("\n".join(told or [f"{file}: no record was found in it."]))
    report_problems(problems)
    return table, [f"{file}:{n}" for file, count in zip(files, counts, strict=True) for n in range(1, count + 1)]


def _policies(words: list[str]) -> "Policies":
    """`preprints=join` and the like. Raises a usage error for what is no policy."""
    from reviewkit.model import Policies

    names = Policies.__dataclass_fields__
    chosen = Policies()
    for word in words:
        name, _, value = word.partition("=")
        if name not in names or value not in list(Policy):
            raise typer.BadParameter(
                f"--policy {word}: say NAME=WORD; names are {', '.join(names)}; words are {', '.join(Policy)}"
            )
        chosen = replace(chosen, **{name: Policy(value)})
    return chosen


def _told(item: "Match", ids: list[str]) -> dict[str, object]:
    """A pair as JSON; its records are named by file and position."""
    return {
        "records": [ids[item.left], ids[item.right]],
        "rule": item.rule,
        "score": item.score,
        "relation": item.relation,
    }


def _grouped(ids: list[str], found: "tuple[Match, ...]") -> "tuple[DuplicateGroup, ...]":
    """The groups that the machine's matches make."""
    from reviewkit import dedupe as engine

    return engine.groups(ids, engine.verdicts(ids, found))


def _groups_csv(ids: list[str], made: "tuple[DuplicateGroup, ...]") -> str:
    """GROUPS.csv: file, position in it from 1, group; records of one group are one report."""
    group_of = {record: number for number, group in enumerate(made, start=1) for record in group.records}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "position", "group"))
    writer.writerows((*name.rsplit(":", 1), group_of[name]) for name in ids)
    return out.getvalue()


def _unique(files: list[Path], made: "tuple[DuplicateGroup, ...]") -> str:
    """One record a group as RIS, with what every source knows."""
    from reviewkit import dedupe as engine
    from reviewkit.formats import ris
    from reviewkit.store import exports

    by_id: dict[str, Record] = {}
    for file in files:
        reading = with_spinner(f"reading {file}", partial(exports.read, file))
        for n, record in enumerate(reading.records, start=1):
            by_id[f"{file}:{n}"] = replace(record, id=f"{file}:{n}")
    return ris.written(engine.merged([ris.in_ris(by_id[one]) for one in group.records]) for group in made)
