"""Files of a review folder: YAML that people write and edit, and logs that programs and sync services change."""

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.fuzz.checked import attempt, must
from reviewkit.errors import Problem
from reviewkit.render import json
from reviewkit.store import (
    codebooks,
    codings,
    counts,
    events,
    foreign_data,
    forms,
    ledger,
    protocol,
    searches,
    studies,
    theme_files,
    yaml_edit,
)
from reviewkit.store.open_review import OpenReview

_REVIEW = """\
title: x
format: 2
stages: two
reviewers: [{id: a}, {id: b}]
exclusion_reasons: [{id: outcome, label: Wrong outcome}]
"""
_EXPORT = "TY  - JOUR\nTI  - A study of trust in home care\nER  - \nTY  - JOUR\nTI  - Another one\nER  - \n"
# Which file of the folder a text is, by a word in it.
_FILES = {
    "segments:": "coding/a/berg.yaml",
    "codes:": "codebooks/themes.yaml",
    "groups:": "charting/form.yaml",
    "reviewers:": "review.yaml",
    "citation:": "studies.yaml",
}
_CHANGE = {"title": "Another: title", "new": ["a", "b"]}


def read_yaml(data: bytes, folder: Path) -> None:
    """Read a YAML file as each of those that people write, change it, and open a review with it."""
    path = folder / "x.yaml"
    path.write_bytes(data)
    for read in _readers(path):
        attempt(read)
    if text := attempt(lambda: _text(path)):
        attempt(lambda: _edited(text))
        name = next((file for word, file in _FILES.items() if word in text), "searches.yaml")
        _open(folder / "review", {"review.yaml": _REVIEW.encode(), name: data})


def _text(path: Path) -> str:
    from reviewkit.store.files import read_text

    return read_text(path)


def _readers(path: Path) -> Iterator[Callable[[], object]]:
    problems: list[Problem] = []
    for of_text in (protocol.of_text, searches.log_of_text, studies.of_text, forms.of_text):
        yield lambda of_text=of_text: of_text(_text(path), problems)  # type: ignore[misc]
    yield lambda: codebooks.of_text(_text(path), "x", problems)
    yield lambda: codings.read(path, "x.yaml", problems)
    yield lambda: counts.read(path, problems)
    yield lambda: theme_files.read(path)
    yield lambda: foreign_data.codebook_of(path)


def _edited(text: str) -> None:
    """A change is there afterwards, and the file is still YAML. Raises ReviewkitError where it cannot be changed."""
    new = yaml_edit.edited(text, "x.yaml", _CHANGE)
    must(yaml_edit.said_in(new, "x.yaml")["title"] == _CHANGE["title"], "a change is not in the file")


def read_log(data: bytes, folder: Path) -> None:
    """Open a review with a log, as each kind that its lines may be of."""
    parsed = ledger.parsed(data, "", "x.jsonl")
    kinds = sorted(events.kinds_in(parsed.events)) or [ledger.SCREENING]
    export = {"searches/cinahl/x.ris": _EXPORT.encode(), "searches/imports/a.jsonl": _import_line()}
    files = {"review.yaml": _REVIEW.encode(), **export, **{f"{kind}/b.jsonl": data for kind in kinds}}
    _open(folder / "review", files)
    lines = [line for line in data.split(b"\n") if line.strip()]
    must(len(parsed.events) + len(parsed.problems) > 0 or not lines, "a log with lines that says nothing")


def _import_line() -> bytes:
    import json as plain
    from hashlib import sha256

    said = {
        "id": "a-1",
        "do": "import",
        "at": "2026-01-01T10:00:00Z",
        "by": "a",
        "source": "cinahl",
        "number": 1,
        "file": "searches/cinahl/x.ris",
        "sha256": sha256(_EXPORT.encode()).hexdigest(),
        "format": "ris",
    }
    return plain.dumps(said).encode() + b"\n"


def _open(root: Path, files: dict[str, bytes]) -> None:
    """What status, check and prisma say of a folder with these files."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    opened = OpenReview(root)
    if (answers := attempt(opened.answers)) is None:
        return
    json.text(json.problems(answers.problems))
    json.text(json.flow(answers.flow, answers.problems))
    review = opened.review
    for entry in review.outcomes.values():
        json.text(json.outcome(entry, ()))
    for coding in review.facts.codings:
        json.text(json.coding(coding))
