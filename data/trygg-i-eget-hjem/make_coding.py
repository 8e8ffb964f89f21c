"""Make the logs of coding and the codebook of the worked example from coding.json, where it says what is invented.

make_example.py calls this. The same program gives the same bytes on every computer.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reviewkit.codebook_changes import Change
    from reviewkit.model import AnyAct, BookState, CodebookAct, CodingAct

HERE = Path(__file__).parent
BOOK = "trygg-i-eget-hjem"
TOKENS = {"coding": "2cdng", "codebooks/history": "2bkhs"}  # so that no two logs give one id
START = """\
# The five themes of "Trygg i eget hjem? – fra et tjenesteperspektiv" (Hartviksen, Jakobsen and Andfossen 2023), found
# by thematic analysis after Braun and Clarke (2006). Their labels in Norwegian and English are the publication's own;
# nynorsk labels and definitions are ours, after its summaries of each theme. The retired categories, and how they
# became the themes (reviewkit codebook history), are INVENTED.
title: Conditions for safe home-based services (how the themes came about is invented)
language: en
version: "0"
source: Senter for omsorgsforskning, Oppsummering nr. 36, 2023, ISBN 978-82-8340-137-0
codes:
"""


def write_coding(root: Path) -> None:
    """Write coding/, codebooks/history/ and the codebook that they amount to."""
    told = json.loads((HERE / "coding.json").read_text(encoding="utf-8"))
    text, changes = _changed_book(told["codebook"])
    (root / "codebooks").mkdir(parents=True, exist_ok=True)
    path = root / "codebooks" / f"{BOOK}.yaml"
    path.write_text(text, encoding="utf-8", newline="\n")
    _write_logs(root, "codebooks/history", changes)
    _write_logs(root, "coding", _coded(told))


def _write_logs(root: Path, kind: str, acts: "list[CodebookAct] | list[CodingAct]") -> None:
    from reviewkit.store.events import line_of

    (root / kind).mkdir(parents=True, exist_ok=True)
    for writer in sorted({act.by for act in acts}):
        own = [act for act in acts if act.by == writer]
        lines = [{"id": act.id or _id(writer, kind, n), **line_of(act)} for n, act in enumerate(own, start=1)]
        text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
        (root / kind / f"{writer}.jsonl").write_text(text, encoding="utf-8", newline="\n")


def _id(writer: str, kind: str, number: int) -> str:
    return f"{writer}-{TOKENS[kind]}-{number}"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- the codebook -------------------------------------------------------------------------------------------------


def _changed_book(told: list[dict[str, Any]]) -> "tuple[str, list[CodebookAct]]":
    """The text of the codebook after every change, and the changes. Each is made as `reviewkit codebook` makes it."""
    from reviewkit.codebook_history import differences, replayed
    from reviewkit.model import CodebookAct
    from reviewkit.store import codebooks

    file = codebooks.file_of(BOOK)
    text = START
    found = codebooks.of_text(text, file, []).said
    begun = _at(told[0]["at"]) - timedelta(minutes=10)
    acts = [CodebookAct("a", BOOK, "version", (), differences({}, found), why="Coding begins.", phase=2, at=begun)]
    for entry in told:
        state = replayed(acts)
        step = _change(entry, state)(state, "en")
        act = CodebookAct(
            entry["by"],
            BOOK,
            step.op,
            step.ids,
            step.changes,
            step.into,
            entry["why"],
            entry["phase"],
            was=_sum(text),
            at=_at(entry["at"]),
        )
        text = codebooks.rewritten(text, file, replayed([*acts, act]))
        acts.append(replace(act, now=_sum(text)))
    return text, acts


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _change(entry: Mapping[str, Any], state: "BookState") -> "Change":
    """The change that an entry of coding.json names."""
    from reviewkit import codebook_changes as changes

    codes = entry.get("codes", [""])
    match entry["op"]:
        case "move":
            return changes.move(codes[0], entry["parent"])
        case "merge":
            return changes.merge(codes, entry["into"][0])
        case "split":
            return changes.split(codes[0], entry["into"], in_use=True)
        case "retire":
            return changes.retire(codes[0])
        case "version":
            return changes.version(entry["version"])
    return _says(entry["op"], codes[0], entry["says"], state)


def _says(op: str, code: str, says: Mapping[str, Any], state: "BookState") -> "Change":
    """What `create`, `rename` and `redefine` make of a code, several keys at once; "" removes one."""
    from reviewkit.codebook_history import Step, differences

    entry = {key: said for key, said in {**state.get(code, {}), **says}.items() if said != ""}
    return lambda before, language: Step(op, (code,), (), differences(before, {**before, code: entry}))


# --- the quotes ---------------------------------------------------------------------------------------------------


def _coded(told: Mapping[str, Any]) -> "list[CodingAct]":
    """What a and b did with the studies, in the order of the clock, with ids that count the lines of their logs."""
    from reviewkit.model import SegmentRecoded

    acts = sorted(_acts(told), key=lambda act: act.at)
    numbers = {"a": 0, "b": 0}
    named: list[Any] = []
    of_quote: dict[tuple[str, str], str] = {}
    for act in acts:
        numbers[act.by] += 1
        new = replace(act, id=_id(act.by, "coding", numbers[act.by]))
        if hasattr(act, "quote"):
            of_quote[act.study, act.section] = new.id
        if isinstance(act, SegmentRecoded):
            study, _, section = act.segment.partition(" ")
            new = replace(new, segment=of_quote[study, section])
        named.append(new)
    return named


def _acts(told: Mapping[str, Any]) -> "Iterator[AnyAct]":
    """a reads a study the day before it is coded, codes it and is done with it; b reads them all again in August."""
    from reviewkit.model import CodedSegment, Mark, SegmentRecoded, StudyCoded, StudyRead

    last = {one["study"]: _at(one["at"]) for one in told["quotes"]}
    for number, study in enumerate(last):
        read = datetime(2023, 7, 5, 8, tzinfo=UTC) + timedelta(minutes=30 * number)
        yield StudyRead("a", study, at=read)
        yield StudyCoded("a", study, "done", at=last[study] + timedelta(minutes=5))
    for number, (study, day) in enumerate(told["reread"].items()):
        yield StudyRead("b", study, at=_at(f"{day}T09:00") + timedelta(minutes=20 * number))
    for one in told["quotes"]:
        yield CodedSegment(
            "a",
            one["study"],
            one["quote"],
            (Mark(one["code"]),),
            section=one["section"],
            construct="interpretation",
            codebook=f"{BOOK} 0",
            at=_at(one["at"]),
        )
    for one in told["recoded"]:
        quote = f"{one['study']} {one['section']}"
        yield SegmentRecoded("a", quote, (Mark(one["code"]),), one["why"], at=_at(one["at"]))
