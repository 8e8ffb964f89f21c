"""Measure coding in a large review: 2,000 studies x 300 codes x 20,000 segments, 10,000 changes to the codebook.

The review is invented: every included report is a study of its own, two people have coded them all, and the codebook
has been changed in every way. First come whole processes, from start to exit, as in benchmarks/charting.py; then the
seconds computed in a folder that is open already, as in the page and in Python: the least of some rounds. `make bench`

    python benchmarks/coding.py
    python benchmarks/coding.py --studies 200 --segments 2000 --acts 1000
"""

import argparse
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from charting import AGAIN, _least, _records, _row
from load import Ran, Tool, tool

from reviewkit import codebook_changes as changes
from reviewkit.actions import coding, past, screening
from reviewkit.actions.imports import import_file
from reviewkit.actions.studies import propose
from reviewkit.actions.who import acting
from reviewkit.codebook_changes import Change
from reviewkit.codebook_history import differences, is_retired, of_book, replayed
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.logged_codings import from_acts
from reviewkit.model import AFTER_ALL, BookState, CodebookAct, CodedSegment, Mark, StudyCoded
from reviewkit.render.tables.csv import as_csv
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.timeline import facts_at
from reviewkit.words import Layout, MatrixLevel

REVIEW = """\
title: An invented review
format: 2
language: en
stages: one
reviewers_per_record: 1
coders_per_study: 2
reviewers: [{id: a}, {id: b}]
"""
THEMES = 12
BOOK = "themes"


@dataclass(frozen=True)
class Size:
    """How large the review is."""

    studies: int
    codes: int
    segments: int
    acts: int


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure coding in a large, invented review.")
    parser.add_argument("--studies", type=int, default=2000)
    parser.add_argument("--codes", type=int, default=300)
    parser.add_argument("--segments", type=int, default=20_000)
    parser.add_argument("--acts", type=int, default=10_000)
    size = Size(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory(prefix="coding-") as folder:
        place = Path(folder)
        make(place / "review", size)
        measured = tool("", "this").keeping(place / "cache")
        print(
            f"{size.studies} studies x {size.codes} codes x {size.segments} segments; {size.acts} codebook acts\n"
        )
        print(f"{'':<28}{'s':>7}{'CPU s':>8}{'x --help':>10}{'MB':>7}")
        help_ = [measured.must("--help") for _ in range(AGAIN)]
        for name, ran in _commands(measured, place):
            print(_row(name, ran, statistics.median(one.seconds for one in help_)))
        for name, seconds in _in_an_open_folder(place / "review"):
            print(f"{name:<28}{seconds:>7.2f}")


def _commands(measured: Tool, place: Path) -> Iterator[tuple[str, Ran]]:
    root, middle = place / "review", _middle(place / "review")
    lines = {
        "matrix": ("matrix", "--layout", "grid", "-o", str(place / "table.csv"), "--draft", "--force"),
        "matrix --as-of": ("matrix", "--as-of", middle, "--draft", "-o", str(place / "then.csv"), "--force"),
        "code quotes": ("code", "quotes", "-o", str(place / "quotes.csv"), "--draft", "--force"),
        "codebook history": ("codebook", "history", "--json"),
    }
    for number, (name, words) in enumerate(lines.items()):
        anew = measured.keeping(place / f"cache-{number}")
        yield f"{name}, first", anew.must(*words, folder=root, keep=place / "out.txt")
        yield f"{name}, again", anew.must(*words, folder=root, keep=place / "out.txt")


def _middle(root: Path) -> str:
    """The id of the act in the middle of the history of the codebook."""
    acts = open_review(root).review.facts.codebook_acts
    return acts[len(acts) // 2].id


def _in_an_open_folder(root: Path) -> Iterator[tuple[str, float]]:
    """What is computed anew of all acts, each time."""
    yield "opening the folder", _least(lambda: open_review(root).review.facts)
    folder = open_review(root)
    review = folder.review
    facts, studies, words = review.facts, review.included_studies, labels("en")
    book = facts.codebooks[0]
    assert replayed(of_book(facts.codebook_acts, BOOK)) == book.said
    yield "open: codings of the acts", _least(lambda: from_acts(facts.coding_acts))
    for level in MatrixLevel:
        yield f"open: matrix ({level})", _least(lambda level=level: review.matrices_of("any", studies, level))
    yield "open: matrix (agreed)", _least(lambda: review.matrices_of("agreed", studies))
    grid = review.matrices_of("any", studies)[BOOK]
    yield "open: the table as CSV", _least(lambda: as_csv(matrix_table(grid, Layout.GRID, words)))
    yield "open: history replayed", _least(lambda: replayed(of_book(facts.codebook_acts, BOOK)))
    yield "open: facts at a moment", _least(lambda: facts_at(facts, AFTER_ALL, lambda exports: {}))
    middle = facts.codebook_acts[len(facts.codebook_acts) // 2].id
    yield "open: review as of an act", _least(lambda: _matrices(past.as_of(folder, middle).review))
    yield "open: problems", _least(lambda: Review(facts).problems)
    in_use = next(code.id for code in book.codes if code.kind == "code" and code.status == "active")
    yield "open: a quote is added", _least(lambda: _add(folder, studies[0].key, in_use))


def _matrices(review: Review) -> Mapping[str, object]:
    return review.matrices


_ADDED = iter(range(1000))


def _add(folder: OpenReview, study: str, code: str) -> None:
    coding.add_quote(folder, "a", study, f"One more quote {next(_ADDED)}", [code])


# --- the review ---------------------------------------------------------------------------------------------------


def make(root: Path, size: Size) -> None:
    """A review in which every report is included and coded to the end by two people."""
    root.mkdir()
    (root / "review.yaml").write_text(REVIEW, encoding="utf-8")
    (root / "codebooks").mkdir()
    state, acts = _history(size)
    (root / "codebooks" / f"{BOOK}.yaml").write_text("".join(_lines(state)), encoding="utf-8")
    with ledger.dated(acts[0].at - timedelta(days=1)):
        _include(root, size)
    folder = open_review(root)
    with acting(folder, "a") as act:
        act.log(acts)
    for person in ("a", "b"):
        _code(folder, person, size)


def _include(root: Path, size: Size) -> None:
    """Import the reports, include each, and make it a study."""
    folder = open_review(root)
    export = root.parent / "invented.ris"
    export.write_text("".join(_records(size.studies)), encoding="utf-8")
    import_file(folder, "a", export, "invented")
    decisions = root.parent / "decisions.csv"
    rows = "".join(f"{record},a,include\n" for record in folder.review.records)
    decisions.write_text(f"record,reviewer,decision\n{rows}", encoding="utf-8")
    screening.import_decisions(folder, "a", decisions)
    propose(folder, "a")


def _history(size: Size) -> tuple[BookState, list[CodebookAct]]:
    """The codebook after changes of every kind, and these, a minute apart; the first records it as it was found."""
    rng = random.Random(1)
    themes = {f"theme{n}": {"kind": "theme", "label": f"Theme {n}"} for n in range(THEMES)}
    codes = {
        f"code{n}": {"label": f"Code {n}", "parent": f"theme{n % THEMES}"} for n in range(size.codes - THEMES)
    }
    state: BookState = {"": {"version": "1"}, **themes, **codes}
    begun = ledger.now() - timedelta(minutes=size.acts + 10)
    acts = [_act("version", (), (), differences({}, state), begun, "")]
    while len(acts) < size.acts:
        try:
            step = _change(rng, state, len(acts))(state, "en")
        except ReviewkitError:
            continue
        if not step.changes:
            continue
        act = _act(step.op, step.ids, step.into, step.changes, begun + timedelta(minutes=len(acts)), "x")
        acts.append(act)
        state = _after(state, act)
    return state, acts


def _after(state: BookState, act: CodebookAct) -> BookState:
    touched = {change.code for change in act.changes}
    part = replayed(
        [
            _act(
                "create", (), (), differences({}, {one: state[one] for one in touched & set(state)}), act.at, "x"
            ),
            act,
        ]
    )
    return {**state, **part}


def _act(op: str, ids: tuple[str, ...], into: tuple[str, ...], made: tuple, at: datetime, was: str) -> CodebookAct:
    return CodebookAct(
        "a", BOOK, op, ids, made, into, "we agreed on it in a sentence of some length", 4, was, "", at=at
    )


def _change(rng: random.Random, state: BookState, number: int) -> Change:
    """One of the changes that people make: most of all they rename, define, and move."""
    code = f"code{rng.randrange(len(state))}"
    theme = f"theme{rng.randrange(THEMES)}"
    kinds: dict[str, tuple[int, Callable[[], Change]]] = {
        "rename": (30, lambda: changes.rename(code, f"Code {number}")),
        "redefine": (30, lambda: changes.redefine(code, {"definition": f"What it means since {number}"})),
        "move": (25, lambda: changes.move(code, theme)),
        "retire": (4, lambda: changes.retire(code)),
        "restore": (8, lambda: changes.restore(code)),
        "merge": (1, lambda: changes.merge([code], f"code{rng.randrange(len(state))}")),
        "version": (2, lambda: changes.version(str(number))),
    }
    names = list(kinds)
    name = rng.choices(names, [kinds[one][0] for one in names])[0]
    return kinds[name][1]()


def _lines(state: BookState) -> Iterator[str]:
    """The codebook as a file says it."""
    yield f'version: "{state[""]["version"]}"\ncodes:\n'
    for code, said in state.items():
        if code:
            yield f"  {code}:\n"
            for key, value in said.items():
                shown = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else value
                yield f"    {key}: {shown}\n"


def _code(folder: OpenReview, person: str, size: Size) -> None:
    rng = random.Random(person)
    review = folder.review
    keys = [study.key for study in review.included_studies]
    said = review.facts.codebooks[0].said
    codes = [code for code in said if code.startswith("code") and not is_retired(said, code)]
    words = (
        "a quote of the length that people mark, with what was said and by whom, in a sentence or in two of them"
    )
    with acting(folder, person) as act:
        segments = [
            CodedSegment(
                person,
                keys[number % len(keys)],
                f"{number} {words}",
                tuple(Mark(code) for code in dict.fromkeys(rng.choices(codes, k=rng.choice((1, 1, 2))))),
                page=str(rng.randrange(1, 20)),
                at=ledger.now(),
            )
            for number in range(size.segments // 2)
        ]
        act.log(segments)
        act.log([StudyCoded(person, key, "done", at=ledger.now()) for key in keys])


if __name__ == "__main__":
    main()
