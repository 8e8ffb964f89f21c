"""Answers computed earlier, kept on this computer until a file of the review changes."""

from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from reviewkit.errors import Level, Place, Problem
from reviewkit.model import Additions, EarlierVersion, Footnote, OwnBox, ScreeningStage
from reviewkit.pilots import PilotState
from reviewkit.prisma import Box, Flow, Unit, box_id
from reviewkit.progress import Answers, Progress
from reviewkit.store import cache
from reviewkit.store.local import key_of
from reviewkit.words import Consensus, Maybe, OtherArm, Stage, kept_message, message_of


def keep(root: Path, revision: str, answers: Answers) -> None:
    """Keep the answers of a folder in this state."""
    flow = answers.flow
    cache.write(
        "answers",
        key_of(root),
        {
            "revision": revision,
            "flow": {
                "boxes": [
                    [box.id, box.n, box.unit, None if box.members is None else list(box.members), dict(box.names)]
                    for box in flow.boxes.values()
                ],
                "other_arm": flow.other_arm,
                "stages": [
                    {field.name: getattr(stage, field.name) for field in fields(stage)} for stage in flow.stages
                ],
                "tools": [list(entry) for entry in flow.tools],
                "additions": asdict(flow.additions),
            },
            "problems": [
                [entry.place.path, entry.place.line, kept_message(entry.message), entry.level, entry.code]
                for entry in answers.problems
            ],
            "progress": {
                **{name: getattr(answers.progress, name) for name in Progress.__dataclass_fields__},
                "pilots": [_kept_pilot(state) for state in answers.progress.pilots],
                "taken_back": list(map(kept_message, answers.progress.taken_back)),
                "opened": list(map(kept_message, answers.progress.opened)),
            },
        },
    )


def kept(root: Path, revision: str) -> Answers | None:
    """The answers of a folder in this state, or None."""
    known = cache.read("answers", key_of(root))
    if not isinstance(known, dict) or known.get("revision") != revision:
        return None
    try:
        return Answers(_flow(known["flow"]), tuple(map(_problem, known["problems"])), _progress(known["progress"]))
    except (LookupError, TypeError, ValueError):
        return None  # written by a version with other answers


def _flow(known: dict[str, Any]) -> Flow:
    boxes = {
        box_id(name): Box(box_id(name), n, Unit(unit), None if members is None else tuple(members), names)
        for name, n, unit, members, names in known["boxes"]
    }
    stages = tuple(map(_stage, known["stages"]))
    tools = tuple((str(name), int(n)) for name, n in known["tools"])
    return Flow(boxes, OtherArm(known["other_arm"]), stages, tools=tools, additions=_additions(known["additions"]))


def _additions(known: dict[str, Any]) -> Additions:
    return Additions(
        tuple(Footnote(**one) for one in known["footnotes"]),
        tuple(OwnBox(**one) for one in known["boxes"]),
        tuple(EarlierVersion(**one) for one in known["versions"]),
        known["searched"],
    )


def _stage(known: dict[str, Any]) -> ScreeningStage:
    words = {"id": Stage, "consensus": Consensus, "maybe": Maybe}
    return ScreeningStage(
        **{name: words[name](value) if name in words else value for name, value in known.items()}
    )


def _problem(known: list[Any]) -> Problem:
    path, line, message, level, code = known
    return Problem(Place(path, line), message_of(message), Level(level), code)


def _progress(known: dict[str, Any]) -> Progress:
    pilots = tuple(map(_pilot, known["pilots"]))
    words = {name: tuple(map(message_of, known[name])) for name in ("taken_back", "opened")}
    return Progress(**{**known, **words, "pilots": pilots})


def _kept_pilot(state: PilotState) -> dict[str, Any]:
    values = {field.name: getattr(state, field.name) for field in fields(state)}
    return {**values, "at": state.at.isoformat()}


def _pilot(known: dict[str, Any]) -> PilotState:
    changed = {
        "at": datetime.fromisoformat(known["at"]),
        "stage": Stage(known["stage"]),
        "people": tuple(known["people"]),
        "reports": tuple(known["reports"]),
    }
    return PilotState(**{**known, **changed})
