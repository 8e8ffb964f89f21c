"""A thematic analysis in which every phase is logged: invented, small, and the same for all tests of phases."""

from dataclasses import replace
from datetime import UTC, datetime

from reviewkit.errors import Place
from reviewkit.model import (
    Code,
    Codebook,
    CodebookAct,
    CodeChange,
    Coding,
    Consulted,
    Finding,
    Mark,
    Recoding,
    Segment,
    SegmentReview,
    SegmentReviewed,
    Study,
    StudyRead,
    Undo,
)
from reviewkit.phases import Logged
from reviewkit.words import Analysis, Team

BERG, AAS, DAHL = (
    Study("berg", "Berg (2020)", ()),
    Study("aas", "Åås (2019)", ()),
    Study("dahl", "Dahl (2018)", ()),
)
BOOK = Codebook(
    "themes",
    "Safe at home",
    "2",
    "en",
    (
        Code(
            "relying",
            "theme",
            {"en": "Relying on each other", "nb": "Å stole på hverandre"},
            definition="That each relies on the other.",
        ),
        Code("calm", "theme", {"en": "Calm", "nb": "Ro"}, status="candidate"),
        Code("trust", "code", {"en": "Trust", "nb": "Tillit"}, parent="relying", aliases=("faith",)),
        Code("faith", "code", {"en": "Faith"}, status="retired"),
        Code("haste", "code", {"en": "Haste", "nb": "Hastverk"}),
        Code("money", "code", {"en": "Money", "nb": "Penger"}, status="parked"),
    ),
    said={"relying": {"central_concept": "Relying is mutual"}},
)


def day(number: int) -> datetime:
    """A day in March 2026."""
    return datetime(2026, 3, number, 9, 30, tzinfo=UTC)


def segment(event: str, codes: str, **more: object) -> Segment:
    """A quote with codes; `-` before a code contradicts it."""
    marks = tuple(Mark(one.lstrip("-"), "contradicts" if one[0] == "-" else "supports") for one in codes.split())
    return Segment(f"The words of {event}", "4", marks, event=event, **more)  # type: ignore[arg-type]


def coding(
    coder: str, study: str, *segments: Segment, state: str = "done", marks: tuple[Mark, ...] = ()
) -> Coding:
    """What a person coded in a study."""
    return Coding(coder, study, state, segments, marks, Place(f"coding/{coder}.jsonl"))


def act(
    number: int, op: str, ids: str, by: str = "a", phase: int = 0, into: str = "", **more: object
) -> CodebookAct:
    """A change to the codebook on the day with this number."""
    why = "" if number == 1 else "nobody could tell them apart"
    return CodebookAct(
        by,
        "themes",
        op,
        tuple(ids.split()),
        more.get("changes", ()),  # type: ignore[arg-type]
        tuple(into.split()),
        why,
        phase,
        was="" if number == 1 else "x",
        at=day(number),
        id=f"{by}-{number}",
    )


def _key(code: str, key: str, before: str | None, after: str | None) -> CodeChange:
    return CodeChange(code, key, before, after)


CHANGES = (
    (
        act(
            1,
            "version",
            "trust faith haste money",
            changes=tuple(
                _key(code, "label", None, label)
                for code, label in (("trust", "Trust"), ("faith", "Faith"), ("haste", "Haste"), ("money", "Money"))
            ),
        ),
        None,
    ),
    (act(3, "create", "hurry", "b", 2), Undo("b-3", "b", at=day(4))),
    (
        act(
            5,
            "create",
            "calm",
            "b",
            3,
            changes=(_key("calm", "kind", None, "theme"), _key("calm", "status", None, "candidate")),
        ),
        None,
    ),
    (
        act(
            6,
            "create",
            "relying",
            "b",
            3,
            changes=(
                _key("relying", "kind", None, "theme"),
                _key("relying", "label", None, "Relying"),
                _key("relying", "status", None, "candidate"),
            ),
        ),
        None,
    ),
    (act(7, "merge", "faith", "a", 4, "trust"), None),
    (act(8, "park", "money", "a", 3), None),
    (act(9, "promote", "relying", "a", 4, changes=(_key("relying", "status", "candidate", None),)), None),
    (
        act(
            10,
            "rename",
            "relying",
            "a",
            5,
            changes=(_key("relying", "label", "Relying", "Relying on each other"),),
        ),
        None,
    ),
)
CODINGS = (
    coding(
        "a",
        "berg",
        segment("a-11", "trust haste", recoded=(Recoding((Mark("haste"),), "it is both", "a-20"),)),
        segment(
            "a-12", "-faith", reviews=(SegmentReview("b", "question", (), "is it?", "b-16", (), is_open=True),)
        ),
    ),
    coding("b", "berg", segment("b-13", "trust"), marks=(Mark("money", event="b-14"),)),
    coding("a", "aas", state="done-nothing-found"),
    coding("c", "aas", replace(segment("", "haste"), quote="In a file"), state="in-progress"),
)
LOGGED = Logged(
    BOOK,
    CODINGS,
    (BERG, AAS, DAHL),
    1,
    {"a-11": day(11), "a-12": day(12), "b-13": day(13), "b-14": day(14)},
    (
        (StudyRead("a", "berg", ("x", "y"), "They rely on the family.", day(2), "a-2"), True),
        (StudyRead("b", "berg", (), at=day(3), id="b-2"), False),
        (StudyRead("b", "elsewhere", (), at=day(4), id="b-3"), False),
    ),
    CHANGES,
    (
        SegmentReviewed("b", "a-11", "agree", at=day(15), id="b-15"),
        SegmentReviewed("b", "a-12", "question", why="is it?", at=day(15), id="b-16"),
        SegmentReviewed("a", "b-13", "adjust", (Mark("haste"),), "about time", day(16), "a-16"),
        SegmentReviewed("a", "gone", "agree", at=day(16), id="a-17"),
        SegmentReviewed("a", "a-11", "agree", at=day(16), id="a-22"),
    ),
    (Consulted("a", "Four nurses", "2026-03-17", "Calm is what they lack", ("calm",), "kept", day(18), "a-18"),),
    (
        Finding("a", "one", "A finding", at=day(19), id="a-19"),
        Finding("a", "one", "Reworded", at=day(21), id="a-21"),
    ),
    analysis=Analysis.CODEBOOK,
    team=Team.SEQUENTIAL,
)
NOTHING = Logged(replace(BOOK, codes=(Code("trust", "code", {"en": "Trust"}),), said={}), (), (BERG,))
NAMES = {"a": "Kari Berg", "b": ""}
