"""Measure charting in a large review: 2,000 studies x 40 fields, two people who differ in a fifth. `make bench`

The review is invented: every included report is a study of its own. First come whole processes, from start to exit:
seconds, those that they computed, and the most memory, beside `--help`, because seconds are those of the computer. They
read both logs line by line. Then the seconds computed in a folder that is open already, as in the page and in Python:
the least of some rounds.

    python benchmarks/charting.py
    python benchmarks/charting.py --studies 500 --fields 20
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from load import Ran, Tool, tool

from reviewkit.actions import screening
from reviewkit.actions.imports import import_file
from reviewkit.actions.studies import propose
from reviewkit.actions.who import acting
from reviewkit.blind import ChartView, chart_view
from reviewkit.charting import Chart
from reviewkit.locales import labels
from reviewkit.model import Answer, ChartedValue, ChartingDone
from reviewkit.render.tables.charting import characteristics_table
from reviewkit.render.tables.csv import as_csv
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview, open_review

REVIEW = """\
title: An invented review
format: 2
language: en
stages: one
reviewers_per_record: 1
reviewers: [{id: a}, {id: b}]
charting: {people: 2, mode: independent}
"""
KINDS = ("text", "integer", "year", "yes-no", "choice", "country")
CHOICES = ("trial", "cohort", "interviews", "survey", "register")
DIFFERENT = 0.2
AGAIN = 3


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure charting in a large, invented review.")
    parser.add_argument("--studies", type=int, default=2000)
    parser.add_argument("--fields", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="charting-") as folder:
        place = Path(folder)
        made = make(place / "review", given.studies, given.fields)
        measured = tool("", "this").keeping(place / "cache")
        print(f"{given.studies} studies x {given.fields} fields x 2 people: {made} answers\n")
        print(f"{'':<28}{'s':>7}{'CPU s':>8}{'x --help':>10}{'MB':>7}")
        help_ = [measured.must("--help") for _ in range(AGAIN)]
        for name, ran in _commands(measured, place):
            print(_row(name, ran, statistics.median(one.seconds for one in help_)))
        for name, seconds in _in_an_open_folder(place / "review"):
            print(f"{name:<28}{seconds:>7.2f}")


def _commands(measured: Tool, place: Path) -> Iterator[tuple[str, Ran]]:
    root = place / "review"
    table = ("chart", "table", "--as", "a", "--draft", "-o", str(place / "table.csv"), "--force")
    lines = {
        "table": table,
        "differences": ("chart", "differences", "--as", "a", "--json"),
        "status": ("chart", "--as", "a"),
    }
    for number, (name, words) in enumerate(lines.items()):
        anew = measured.keeping(place / f"cache-{number}")
        yield f"chart {name}, first", anew.must(*words, folder=root, keep=place / "out.txt")
        for _ in range(AGAIN - 1):
            anew.must(*words, folder=root, keep=place / "out.txt")
        yield f"chart {name}, again", anew.must(*words, folder=root, keep=place / "out.txt")


def _in_an_open_folder(root: Path) -> Iterator[tuple[str, float]]:
    """The differences and the table, computed anew of all acts, as one of the two people sees them."""
    review = open_review(root).review
    facts, words, known = review.facts, labels("en"), chart_view(review, "a")
    fields = tuple(review.form.fields())

    def view() -> ChartView:
        chart = Chart(facts.charted, facts.settled, facts.charting_done, review.protocol.charting)
        return replace(known, chart=chart.shown_to("a"))

    yield "open: differences", _least(lambda: view().chart.differences())
    yield "open: table", _least(lambda: as_csv(characteristics_table(view(), known.studies, fields, words)))


def _least(work: Callable[[], object]) -> float:
    found = []
    for _ in range(AGAIN):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def _row(name: str, ran: Ran, help_: float) -> str:
    return f"{name:<28}{ran.seconds:>7.2f}{ran.computed:>8.2f}{ran.seconds / help_:>10.1f}{ran.megabytes:>7.0f}"


def make(root: Path, studies: int, fields: int) -> int:
    """A review in which every report is included, and two people have charted every field; returns how many answers."""
    root.mkdir()
    (root / "review.yaml").write_text(REVIEW, encoding="utf-8")
    (root / "charting").mkdir()
    (root / "charting" / "form.yaml").write_text("".join(_form(fields)), encoding="utf-8")
    folder = open_review(root)
    export = root.parent / "invented.ris"
    export.write_text("".join(_records(studies)), encoding="utf-8")
    import_file(folder, "a", export, "invented")
    decisions = root.parent / "decisions.csv"
    rows = "".join(f"{record},a,include\n" for record in folder.review.records)
    decisions.write_text(f"record,reviewer,decision\n{rows}", encoding="utf-8")
    screening.import_decisions(folder, "a", decisions)
    propose(folder, "a")
    return sum(_chart(folder, person, fields) for person in ("a", "b"))


def _form(fields: int) -> Iterator[str]:
    yield 'version: "1"\ngroups:\n  - id: all\n    fields:\n'
    for number in range(fields):
        kind = KINDS[number % len(KINDS)]
        choices = f", choices: [{', '.join(CHOICES)}]" if kind == "choice" else ""
        yield f"      - {{id: f{number}, label: Field {number}, type: {kind}{choices}}}\n"


def _records(studies: int) -> Iterator[str]:
    for number in range(studies):
        yield (
            f"TY  - JOUR\nTI  - Invented study {number} of {number * 7919 % 10007} things\nAU  - Invented{number}, A.\n"
            f"PY  - {1990 + number % 35}\nT2  - Journal {number % 97}\nDO  - 10.5555/{number}\nER  - \n\n"
        )


def _chart(folder: OpenReview, person: str, fields: int) -> int:
    rng = random.Random(person)
    keys = [study.key for study in folder.review.included_studies]
    with acting(folder, person) as act:
        values = [
            ChartedValue(person, key, f"f{number}", _answer(number, study, rng), form="1", at=ledger.now())
            for study, key in enumerate(keys)
            for number in range(fields)
        ]
        act.log(values)
        act.log([ChartingDone(person, key, True, at=ledger.now()) for key in keys])
    return len(values)


def _answer(field: int, study: int, rng: random.Random) -> Answer:
    number = study * 31 + field + (rng.randrange(1, 9) if rng.random() < DIFFERENT / 2 else 0)
    answers = (
        f"what study {number} says in a sentence of some length, as people write it into such a field",
        number,
        1950 + number % 70,
        ("yes", "no")[number % 2],
        CHOICES[number % len(CHOICES)],
        ("Norway", "Sweden", "Denmark")[number % 3],
    )
    return Answer(answers[field % len(KINDS)])


if __name__ == "__main__":
    main()
