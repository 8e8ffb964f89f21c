"""dedupe: find the records that are the same report, in a review or in any files."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reviewkit import __version__
from reviewkit.commands.shared import (
    HERE,
    As,
    Folder,
    Force,
    Json,
    now,
    person,
    say,
    say_json,
    waiting,
    warn,
    write_output,
)
from reviewkit.errors import ReviewkitError
from reviewkit.words import Verdict

if TYPE_CHECKING:
    from reviewkit.dedupe import Finding
    from reviewkit.model import DuplicateGroup, Record
    from reviewkit.review import Review


def dedupe(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Exports of any format, to work outside a review.")
    ] = None,
    groups: Annotated[Path | None, typer.Option(help="With FILES: write file, position, group as CSV.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="With FILES: write the unique records as RIS.")
    ] = None,
    review_queue: Annotated[
        bool, typer.Option("--review", help="Decide on the doubtful pairs, one by one.")
    ] = False,
    queue: Annotated[bool, typer.Option("--queue", help="List the doubtful pairs.")] = False,
    same: Annotated[tuple[str, str] | None, typer.Option(help="Say that two records are one report.")] = None,
    different: Annotated[tuple[str, str] | None, typer.Option(help="Say that two records are different.")] = None,
    undo: Annotated[str, typer.Option(help="Take back a verdict by its id (such as a-12).")] = "",
    show: Annotated[tuple[str, str] | None, typer.Option(help="Show two records side by side.")] = None,
    note: Annotated[str, typer.Option(help="Why, for --same and --different.")] = "",
    folder: Folder = HERE,
    as_: As = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Find duplicates: certain pairs are joined, doubtful ones wait for a person, and every verdict is logged."""
    if files:
        _files(files, groups, output, force, as_json)
    elif groups or output:
        raise typer.BadParameter(
            "--groups and --output go with FILES; in a review the groups are worked out each time"
        )
    elif same or different:
        _answer(folder, as_, same or different or ("", ""), Verdict.SAME if same else Verdict.DIFFERENT, note)
    elif undo:
        _undo(folder, as_, undo)
    elif show:
        _show(folder, show)
    elif review_queue:
        _ask(folder, as_)
    elif queue:
        _queue(folder, as_json)
    else:
        _run(folder, as_, as_json)


def _files(files: list[Path], groups: Path | None, output: Path | None, force: bool, as_json: bool) -> None:
    """Deduplicate files outside a review."""
    from reviewkit import dedupe as engine
    from reviewkit.formats import ris

    records = _records_of(files)
    found = waiting("comparing", lambda: engine.findings(records))
    made = _grouped(records, found)
    group_of = {record: number for number, group in enumerate(made, start=1) for record in group.records}
    if groups:
        _write_groups(groups, records, group_of, force)
    if output:
        by_id = {record.id: record for record in records}
        unique = (engine.merged([ris.in_ris(by_id[one]) for one in group.records]) for group in made)
        write_output(output, ris.written(unique), force)
    doubtful = [
        (records[item.left].id, records[item.right].id, item)
        for item in found
        if item.verdict is Verdict.UNSURE and group_of[records[item.left].id] != group_of[records[item.right].id]
    ]
    if as_json:
        pairs = [
            {"records": [one, other], "rule": item.rule, "score": item.score} for one, other, item in doubtful
        ]
        counts = {"records": len(records), "unique": len(made), "duplicates": len(records) - len(made)}
        say_json({**counts, "doubtful_pairs": len(doubtful), "doubtful": pairs})
        return
    say(f"{len(records)} records, {len(made)} unique, {len(records) - len(made)} duplicates")
    for one, other, item in doubtful[:20]:
        say(f"doubtful, kept apart: {one} and {other} ({item.rule})")
    if len(doubtful) > 20:
        say(f"... and {len(doubtful) - 20} more doubtful pairs (--json lists all)")


def _records_of(files: list[Path]) -> "list[Record]":
    """The records of all files; `source` is the file as it was named, `id` the file and the position in it."""
    from dataclasses import replace
    from functools import partial

    from reviewkit.store.files import read_bytes
    from reviewkit.store.searches import read_export

    records: list[Record] = []
    for number, file in enumerate(files):
        if file in files[:number]:
            raise ReviewkitError(f"{file} was named twice; name each file once.")
        reading = waiting(f"reading {file}", partial(read_export, read_bytes(file), str(file), str(file)))
        if not reading.records:
            raise ReviewkitError("\n".join(map(str, reading.problems)))
        records += [replace(record, id=f"{file}:{n}") for n, record in enumerate(reading.records, start=1)]
    return records


def _grouped(records: "list[Record]", found: "tuple[Finding, ...]") -> "tuple[DuplicateGroup, ...]":
    """The groups that the machine's findings make."""
    from reviewkit import dedupe as engine
    from reviewkit.model import DuplicateVerdict

    verdicts = [
        DuplicateVerdict(
            id="",
            at="",
            by="reviewkit",
            first=records[item.left].id,
            second=records[item.right].id,
            verdict=item.verdict,
            rule=item.rule,
            score=item.score,
            machine=__version__,
            relation=item.relation,
        )
        for item in found
    ]
    return engine.groups([record.id for record in records], verdicts)


def _write_groups(path: Path, records: "list[Record]", group_of: dict[str, int], force: bool) -> None:
    """GROUPS.csv: file, position in it from 1, group; records of one group are one report."""
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "position", "group"))
    writer.writerows((record.source, record.id.rpartition(":")[2], group_of[record.id]) for record in records)
    write_output(path, out.getvalue(), force)


def _run(folder: Path, as_: str, as_json: bool) -> None:
    """Compare what no run has compared yet, and log what was found."""
    from reviewkit.store import logs
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_)
    fresh = bool(review.never_compared)
    if not review.records:
        raise ReviewkitError("there are no records yet: reviewkit import FILE --source NAME")
    if fresh:
        logs.append(root, logs.DUPLICATES, writer, new_verdicts(review, now()))
        review = read(root)
    summary = {
        "records": len(review.records),
        "reports": len(review.reports),
        "duplicates": len(review.records) - len(review.reports),
        "doubtful_pairs": len(review.doubtful),
        "compared_now": fresh,
    }
    if as_json:
        say_json(summary)
        return
    if not fresh:
        say("every export was compared already; earlier verdicts stand")
    say(f"{summary['records']} records, {summary['reports']} reports, {summary['duplicates']} duplicates")
    if review.doubtful:
        say(f"{len(review.doubtful)} doubtful pairs wait for a person: reviewkit dedupe --review")


def new_verdicts(review: "Review", at: str) -> "Iterator[dict[str, Any]]":
    """The run and its verdicts as events: pairs with at least one record of an export that no run has seen."""
    from reviewkit import dedupe as engine

    fresh = {export.path for export in review.never_compared}
    records = list(review.records.values())
    found = waiting("comparing", lambda: engine.findings(records))
    machine = {"at": at, "by": "reviewkit", "version": __version__}
    yield {"do": "run", **machine, "exports": sorted(export.sha256 for export in review.facts.exports)}
    for item in found:
        one, other = records[item.left], records[item.right]
        if one.place.path in fresh or other.place.path in fresh:
            yield {
                "do": "verdict",
                **machine,
                "records": [one.id, other.id],
                "verdict": item.verdict.value,
                "rule": item.rule,
                "score": item.score,
                **({"relation": item.relation.value} if item.relation else {}),
            }


def _answer(folder: Path, as_: str, pair: tuple[str, str], verdict: Verdict, note: str) -> None:
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    _known(review, pair)
    event_id = _log(root, person(review.protocol, as_), pair, verdict, note)
    say(f"{pair[0]} and {pair[1]} are {verdict.value}; take it back with: reviewkit dedupe --undo {event_id}")


def _log(root: Path, writer: str, pair: tuple[str, str], verdict: Verdict, note: str) -> str:
    from reviewkit.store import logs

    event = {"do": "verdict", "at": now(), "by": writer, "records": list(pair), "verdict": verdict.value}
    return logs.append(root, logs.DUPLICATES, writer, [{**event, "note": note} if note else event])[0]


def _known(review: "Review", pair: tuple[str, str]) -> None:
    for record in pair:
        if record not in review.records:
            raise ReviewkitError(f"{record!r} is no record of this review; ids look like cinahl-0017.")
    if pair[0] == pair[1]:
        raise ReviewkitError(f"{pair[0]!r} was named twice; name two records.")


def _undo(folder: Path, as_: str, event_id: str) -> None:
    from reviewkit.store import logs
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    if not any(verdict.id == event_id for verdict in review.facts.verdicts):
        raise ReviewkitError(f"{event_id!r} is no verdict that stands; their ids are in duplicates/*.jsonl.")
    writer = person(review.protocol, as_)
    logs.append(root, logs.DUPLICATES, writer, [{"do": "undo", "at": now(), "by": writer, "event": event_id}])
    say(f"{event_id} was taken back")


def _show(folder: Path, pair: tuple[str, str]) -> None:
    from reviewkit.render.terminal import side_by_side
    from reviewkit.store.folder import read

    review = read(folder)
    _known(review, pair)
    say(side_by_side(review.records[pair[0]], review.records[pair[1]]))


def _queue(folder: Path, as_json: bool) -> None:
    from reviewkit.render.terminal import short
    from reviewkit.store.folder import read

    review = read(folder)
    if as_json:
        say_json(
            [
                {"records": [pair.first, pair.second], "rule": pair.rule, "score": pair.score}
                for pair in review.doubtful
            ]
        )
        return
    for pair in review.doubtful:
        say(f"{pair.score:5.1f}  {pair.rule}")
        say(f"       {short(review.records[pair.first])}")
        say(f"       {short(review.records[pair.second])}")
    say(f"{len(review.doubtful)} doubtful pairs")


def _ask(folder: Path, as_: str) -> None:
    """The doubtful pairs side by side, best first; each answer is on the disk before the next pair is shown."""
    from reviewkit.render.terminal import side_by_side
    from reviewkit.store.folder import read, root_of

    root = root_of(folder)
    review = read(root)
    writer = person(review.protocol, as_)
    skipped: set[tuple[str, str]] = set()
    answered: list[str] = []
    while pairs := [pair for pair in review.doubtful if (pair.first, pair.second) not in skipped]:
        pair = pairs[0]
        say(f"\n{len(pairs)} left. {pair.rule} (score {pair.score})\n")
        say(side_by_side(review.records[pair.first], review.records[pair.second]))
        key = typer.prompt("\nOne report? y = yes, n = no, s = skip, u = undo, q = quit").strip().casefold()
        if key in ("y", "n"):
            verdict = Verdict.SAME if key == "y" else Verdict.DIFFERENT
            answered.append(_log(root, writer, (pair.first, pair.second), verdict, ""))
            review = read(root)
        elif key == "s":
            skipped.add((pair.first, pair.second))
        elif key == "u" and answered:
            _undo(root, writer, answered.pop())
            review = read(root)
        elif key == "q":
            break
        else:
            warn("nothing to undo" if key == "u" else "type y, n, s, u or q")
    say(f"{len(answered)} answered, {len(review.doubtful)} doubtful pairs left")
