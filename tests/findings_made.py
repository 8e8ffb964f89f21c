"""Findings, judgements and codings of one small codebook, made in a line."""

from collections.abc import Mapping

from reviewkit import findings
from reviewkit.errors import Place
from reviewkit.findings import CurrentFinding
from reviewkit.model import (
    Code,
    Codebook,
    CodedSegment,
    Coding,
    Facts,
    Finding,
    FindingJudged,
    Mark,
    Segment,
    Stamp,
    Study,
)
from tests.builders import moment, protocol

BOOK = Codebook(
    "themes",
    "Themes",
    "1",
    "en",
    (
        Code("trust", "theme", {"en": "Trust"}),
        Code("time", "theme", {"en": "Time"}, aliases=("hours",)),
        Code("open-door", "code", {"en": "Open door"}, parent="trust"),
        Code("hours", "code", {"en": "Hours"}, status="retired"),
        Code("old", "theme", {"en": "Old"}, status="retired"),
    ),
)
STUDIES = (Study("berg", "Berg (2020)", ()), Study("aas", "Åås (2019)", ()), Study("oden", "Ödén (2018)", ()))
LEFT_OUT = Study("dahl", "Dahl (2001)", ())


def at(day: int, who: str = "a") -> dict[str, object]:
    return {"at": moment(str(day)), "stamp": Stamp(moment(str(day)), who), "id": f"{who}-{day}"}


def finding(day: int = 1, key: str = "f", text: str = "They trust her", **named: object) -> Finding:
    return Finding("a", key, text, **at(day), **named)  # type: ignore[arg-type]


def judged(day: int, component: str = "coherence", level: str = "minor", key: str = "f") -> FindingJudged:
    return FindingJudged("a", key, component, level, "why", **at(day))  # type: ignore[arg-type]


def quote(event: str, *codes: str, relation: str = "supports") -> Segment:
    return Segment(f"words of {event}", "1", tuple(Mark(code, relation) for code in codes), event=event)


def logged(stamps: Mapping[str, Stamp]) -> tuple[CodedSegment, ...]:
    """Acts of coding by their ids, each at its place in the order of all acts."""
    return tuple(CodedSegment("a", "berg", "words", (), id=event, stamp=stamp) for event, stamp in stamps.items())


def coding(study: str, *segments: Segment, marks: tuple[Mark, ...] = (), coder: str = "a") -> Coding:
    return Coding(coder, study, "done", segments, marks, Place("coding/a.jsonl", 1))


def facts(*codings: Coding, **others: object) -> Facts:
    return Facts(protocol(), codebooks=(BOOK,), codings=codings, studies=(*STUDIES, LEFT_OUT), **others)  # type: ignore[arg-type]


def current(found: Facts) -> CurrentFinding:
    (only,) = findings.current(found, STUDIES)
    return only
