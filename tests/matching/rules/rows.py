"""Pairs on either side of each rule, in tables that a spreadsheet opens too.

conditions.tsv changes one thing that is known of a pair, thresholds.tsv one number; the code of the rule that answers
before and after stands beside it, or "-" where none does.
"""

import csv
from pathlib import Path

from reviewkit.matching.columns import Kind
from reviewkit.matching.rules import ruling, said
from tests.builders import evidence

Row = dict[str, str]


def rule_on(known: dict[str, object]) -> str:
    """The code and sentence of the rule that answers on a pair of which this is known; "-" where none does."""
    pair = evidence(**known)
    rule = ruling(pair)
    return said(rule, pair) if rule else "-"


def rows_of(name: str) -> list[Row]:
    """The rows of a table beside this file, which a spreadsheet opens too."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def understood(words: str) -> dict[str, object]:
    """`authors, not journal, issue unknown, title 95, only_one PREPRINT, notices erratum/` as values of Evidence."""
    known: dict[str, object] = {}
    for phrase in words.split(", ") if words != "-" else []:
        name, _, value = phrase.removeprefix("not ").partition(" ")
        if name in ("only_one", "both"):
            known[name] = Kind[value] if value != "nothing" else Kind(0)
        elif name == "notices":
            known[name] = tuple(value.split("/"))
        elif value == "unknown":
            known[name] = None
        else:
            known[name] = float(value) if value else not phrase.startswith("not ")
    return known


def rows_about(letter: str) -> list[Row]:
    """The rows in which a rule whose code begins with this letter answers before the change or after it."""
    rows = [*rows_of("conditions.tsv"), *rows_of("thresholds.tsv")]
    return [row for row in rows if letter in (row["rule"][0], row["rule after"][0])]


def answers_in(row: Row) -> tuple[str, str]:
    """The rules that answer on the pair of a row, before the change and after it."""
    known = understood(row["known"])
    if "change" in row:
        return rule_on(known), rule_on({**known, **understood(row["change"])})
    key = row["changes"]
    return rule_on({**known, key: float(row["from"])}), rule_on({**known, key: float(row["to"])})
