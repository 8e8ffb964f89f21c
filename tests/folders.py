"""Review folders on the disk, made through the actions. Ids are taken from what the actions return, never counted."""

import contextlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reviewkit.actions import duplicates, imports, screening
from reviewkit.actions.imports import Imported
from reviewkit.model import Form
from reviewkit.render import json as shapes
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.format import write_mark
from reviewkit.store.ledger import Event
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice
from tests.builders import papers, review_folder

WORDS = {"y": Choice.INCLUDE, "n": Choice.EXCLUDE, "m": Choice.MAYBE}
CODEBOOK = "codes:\n  trust: Trust\n  time: Time\n"


KEPT: list[Path] = []  # the folder in which kept() keeps what was made, set for each session


def kept(name: str, root: Path, make: Callable[[Path], object]) -> OpenReview:
    """A folder as `make` makes it: the first time made, later a copy of that, unless the clock says another day."""
    if abs(ledger.now() - datetime.now(UTC)) > timedelta(days=1):
        make(root)
        return open_review(root)
    first = KEPT[0] / name
    if not first.exists():
        with tempfile.TemporaryDirectory(dir=KEPT[0]) as making:
            make(Path(making) / "review")
            (Path(making) / "review").rename(first)
    shutil.copytree(first, root, dirs_exist_ok=True)
    return open_review(root)


def begin(root: Path, people: int = 2, stages: str = "one", records: int = 4, compared: bool = True) -> OpenReview:
    """A review of a and b in the format of this version, with records of cinahl that were compared."""
    name = f"{people}-{stages}-{records}-{compared}"
    return kept(name, root, lambda new: _begin(new, people, stages, records, compared))


def _begin(root: Path, people: int, stages: str, records: int, compared: bool) -> None:
    review_folder(root, stages)
    path = root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}format: 2\nreviewers_per_record: {people}\n", encoding="utf-8")
    write_mark(root)
    folder = open_review(root)
    if records:
        bring(folder, "cinahl", records)
    if records and compared:
        duplicates.run(folder, "a")


def bring(folder: OpenReview, source: str, count: int, start: int = 1, by: str = "a") -> Imported:
    """Import the papers from `start` on into a source; papers of one number have one text."""
    with tempfile.TemporaryDirectory() as outside:
        file = Path(outside) / f"{source}-{start}.ris"
        file.write_text(papers(count, start), encoding="utf-8")
        return imports.import_file(folder, by, file, source)


def decide(folder: OpenReview, by: str, record: int | str, choice: str, reason: str = "") -> str:
    """Decide y, n or m on a record (a number stands for one of cinahl); the id of the decision."""
    name = f"cinahl-{record:04d}" if isinstance(record, int) else record
    return screening.decide(folder, by, name, WORDS[choice], reason).ids[-1]


def ready_to_code(folder: OpenReview, *keys: str) -> None:
    """A codebook, and a study for each key, on the first records of cinahl."""
    (folder.root / "codebooks" / "themes.yaml").write_text(CODEBOOK, encoding="utf-8")
    entries = [
        f"{key}: {{citation: Study {number}, records: [cinahl-{number:04d}]}}\n"
        for number, key in enumerate(keys, start=1)
    ]
    (folder.root / "studies.yaml").write_text("".join(entries), encoding="utf-8")
    folder.refresh()


def afresh(folder: OpenReview) -> Review:
    """The same folder, read by a process that has not seen it before."""
    return open_review(folder.root).review


def flow_text(review: Review) -> str:
    """The flow of a review as it is printed."""
    return shapes.text(shapes.flow(review.flow, ()))


def files_of(root: Path) -> dict[str, bytes]:
    """The bytes of every file of a review, without those of reviewkit's own and the log of agreements."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] not in (ledger.LOCK_FOLDER, ledger.AGREEMENTS)
    }


def logged_ids(root: Path) -> list[str]:
    """The ids of all lines of all logs, as they stand there."""
    return [
        json.loads(line)["id"]
        for kind in ledger.KINDS
        for path in sorted((root / kind).glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


@contextlib.contextmanager
def temporary() -> Iterator[Path]:
    """A folder for one example of a property."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "review"


def without_place(event: Event) -> Event:
    """An event whatever line it stands on."""
    return event._replace(place=replace(event.place, line=0))


def with_form(monkeypatch: pytest.MonkeyPatch, form: Form) -> None:
    """Every folder has this charting form."""
    read = OpenReview._facts
    monkeypatch.setattr(OpenReview, "_facts", lambda folder: replace(read(folder), form=form))


def joined_by(folder: OpenReview, person: str) -> None:
    """Another reviewer in review.yaml."""
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  - id: a\n", f"  - id: {person}\n  - id: a\n"), encoding="utf-8")
    folder.refresh()


def charted_by(folder: OpenReview, people: int, mode: str = "independent") -> None:
    """Say in review.yaml how studies are charted."""
    path = folder.root / "review.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}charting: {{people: {people}, mode: {mode}}}\n", encoding="utf-8")
    folder.refresh()
