"""A review folder: find it, read all that people wrote in it, make a new one."""

import re
from importlib import resources
from pathlib import Path

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.model import Protocol
from reviewkit.review import Facts, Review
from reviewkit.store import codebooks, codings, logs, protocol, searches, studies
from reviewkit.store.files import write_whole

_COPIES = re.compile(r"conflict(ed)? copy|conflict-|konflikt|\.sync-conflict|-conflict", re.IGNORECASE)


def root_of(start: Path) -> Path:
    """The review folder that `start` lies in. Raises ReviewkitError where there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / protocol.FILE).is_file():
            return folder
    raise ReviewkitError(
        f"{start}: this is no review folder, there is no {protocol.FILE} in it or above it. "
        "Go to your review's folder, name it with --folder, or begin one: reviewkit init"
    )


def read(start: Path) -> Review:
    """Everything that people wrote, and through Review what follows from it. Problems travel along."""
    root = root_of(start)
    problems: list[Problem] = []
    plan: Protocol = protocol.read(root, problems)
    sources = searches.read_log(root, problems)
    exports, records = searches.read_records(root, sources, problems)
    pairs = logs.events(root, logs.DUPLICATES, problems)
    decided = logs.events(root, logs.SCREENING, problems)
    facts = Facts(
        protocol=plan,
        sources=sources,
        exports=exports,
        records=records,
        verdicts=logs.verdicts(pairs, problems),
        runs=logs.runs(pairs, problems),
        decisions=logs.decisions(decided, problems),
        retrievals=logs.retrievals(logs.events(root, logs.RETRIEVAL, problems), problems),
        studies=studies.read(root, problems),
        codebooks=codebooks.read_all(root, problems),
        codings=codings.read_all(root, problems),
        problems=(*problems, *_conflicted_copies(root)),
    )
    return Review(facts)


def _conflicted_copies(root: Path) -> list[Problem]:
    return [
        Problem(
            Place(path.relative_to(root).as_posix()),
            "a conflicted copy that a sync program made: compare it with the file it copies, then delete it",
            Level.WARNING,
            "conflicted-copy",
        )
        for path in sorted(root.rglob("*"))
        if path.suffix in (".yaml", ".ris") and _COPIES.search(path.name)
    ]


def create(root: Path, title: str, reviewers: list[str]) -> list[Path]:
    """A new review folder from the templates. What exists stays as it is. Returns the files made."""
    for reviewer in reviewers:
        logs.writer_name(reviewer)
    if (root / protocol.FILE).exists():
        raise ReviewkitError(f"{root / protocol.FILE}: a review stands here already; nothing was changed.")
    made = []
    people = "".join(f'  - id: {reviewer}\n    name: ""\n' for reviewer in reviewers)
    for name in (protocol.FILE, searches.FILE, studies.FILE, "codebooks/themes.yaml", ".gitattributes"):
        path = root / name
        if path.exists():
            continue
        template = resources.files("reviewkit").joinpath("templates", name.replace("/", "-").lstrip("."))
        text = template.read_text(encoding="utf-8")
        quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
        write_whole(path, text.replace("{title}", quoted).replace("{reviewers}", people))
        made.append(path)
    return made
