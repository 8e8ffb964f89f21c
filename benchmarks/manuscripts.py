"""Measure what the check of a manuscript finds of what is wrong in it, and its false alarms. `make manuscripts`

Three invented reviews have a manuscript each in three languages, whose numbers and names come from their folders
(benchmarks/manuscripts/). One claim after another is changed, and a change is found where the check says of it, or of
another place that names it, that it disagrees. Last comes the published text of the worked example, where
../shared/seeds has it.

    python benchmarks/manuscripts.py [--review NAME] [--language LANGUAGE] [--most N] [--misses FILE] [--keep FOLDER]
        [--write]
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks.manuscripts import folders, page, worked  # noqa: E402
from benchmarks.manuscripts.changes import changes  # noqa: E402
from benchmarks.manuscripts.filled import LANGUAGES, Filled, filled  # noqa: E402
from benchmarks.manuscripts.found import Report, alarms, checked, report  # noqa: E402
from benchmarks.manuscripts.known import Known  # noqa: E402
from reviewkit.actions.manuscript import what_is_known  # noqa: E402
from reviewkit.manuscript.claim import CheckedClaim  # noqa: E402
from reviewkit.manuscript.judged import judged  # noqa: E402
from reviewkit.manuscript.known import Known as Shown  # noqa: E402
from reviewkit.model.passages import Manuscript  # noqa: E402
from reviewkit.store.open_review import open_review  # noqa: E402

PAGE = REPOSITORY / "docs" / "manuscript.md"
PAGES = 40
WORDS_OF_A_PAGE = 450
GOAL = 5  # seconds for that many pages


@dataclass(frozen=True)
class Held:
    """A manuscript, and what its folder shows."""

    manuscript: Filled
    shown: Shown

    def check(self, text: Manuscript) -> tuple[CheckedClaim, ...]:
        """What the check says of a text."""
        return judged(text, self.shown)


def main() -> None:
    given = _options()
    with TemporaryDirectory() as folder:
        held = list(_manuscripts(given, given.keep or Path(folder)))
    speed = _speed(held)
    with ProcessPoolExecutor(given.processes) as pool:
        reports = []
        for one in pool.map(_measured, held, repeat(given.most)):
            reports.append(one)
            if given.misses:
                given.misses.write_text("\n".join(_misses(reports)) + "\n", encoding="utf-8")
    for table in page.tables(reports):
        print(table)
    print(speed)
    if given.write:
        page.write(PAGE, reports, speed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--review", action="append", choices=folders.REVIEWS, help="only this review")
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="only manuscripts in this language")
    parser.add_argument("--most", type=int, metavar="N", help="this many changes of each kind")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--misses", type=Path, metavar="FILE", help="list what was not found, and false alarms")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep the folders and texts, and use those there"
    )
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE.name}")
    return parser.parse_args()


def _manuscripts(given: argparse.Namespace, kept: Path) -> Iterator[Held]:
    """The manuscripts that were asked for, and the published text where it can be read."""
    languages = given.language or LANGUAGES
    for name in given.review or folders.REVIEWS:
        yield from _of_review(name, kept / name, languages)
    if given.review or "nb" not in languages:
        return
    published = worked.text()
    if published is None:
        print("the published text of the worked example is not there; it was not measured", file=sys.stderr)
        return
    opened = open_review(worked.FOLDER)
    yield Held(worked.manuscript(opened.review, published), what_is_known(opened))


def _of_review(name: str, root: Path, languages: Sequence[str]) -> Iterator[Held]:
    """The manuscripts of a review; its folder is made where there is none yet."""
    if not root.exists():
        folders.make(name, root)
    opened = open_review(root)
    known, shown = Known(opened.review, folders.plan(name)), what_is_known(opened)
    for language in languages:
        manuscript = filled(known, name, language)
        root.with_name(manuscript.file).write_text(manuscript.text, encoding="utf-8")
        yield Held(manuscript, shown)


def _measured(one: Held, most: int | None) -> Report:
    began = time.perf_counter()
    found = report(one.check, one.manuscript, changes(one.manuscript, most))
    took = time.perf_counter() - began
    print(f"{one.manuscript.name}: {len(found.results)} changes in {took:.0f} s", file=sys.stderr)
    return found


def _speed(held: Sequence[Held]) -> str:
    """How long many pages take, made of all the manuscripts; reading them is part of it, reading the folder is not."""
    words = " \n".join(one.manuscript.text for one in held).split(" ")[: PAGES * WORDS_OF_A_PAGE]
    began = time.process_time()
    checked(held[0].check, " ".join(words), held[0].manuscript.file)
    took = time.process_time() - began
    pages = f"{len(words) // WORDS_OF_A_PAGE} pages ({len(words):,} words)"
    return f"{pages} were checked in {took:.1f} s of one processor; the goal is {GOAL} s."


def _misses(reports: Sequence[Report]) -> Iterator[str]:
    """What was not found, and what was found wrong though it is right."""
    for one in reports:
        yield f"== {one.manuscript.name}: false alarms"
        for line, _, around, says in alarms(one):
            yield f"  line {line}: {around}\n      said: {says}"
    for one in reports:
        yield f"== {one.manuscript.name}: not found"
        for result in one.results:
            if not result.is_found:
                yield f"  {result.change.claim.kind} | line {result.line}: {result.sentence}"


if __name__ == "__main__":
    main()
