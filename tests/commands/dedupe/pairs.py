"""Pairs of records for the commands on duplicates, and what these commands decide."""

from pathlib import Path

from tests.commands.reviews import Entry
from tests.conftest import Command


def doubtful(n: int) -> tuple[Entry, Entry]:
    """Two records on which the machine does not decide."""
    title = f"A long and unusual title number {n} of a doubtful report on care"
    one: Entry = {"TI": title, "AU": ["Berg, Nora", "Dahl, Per"], "PY": "2020"}
    return one, {**one, "VL": str(n), "SP": str(7 + n), "JF": "A journal"}


def state(rk: Command) -> tuple[str, str, str]:
    """All that duplicates decide: the flow, the queue, the links."""
    return (
        rk("prisma", "--json").out,
        rk("dedupe", "--queue", "--json").out,
        rk("dedupe", "--related", "--json").out,
    )


def groups() -> list[set[str]]:
    """The records of each report of the review in the current folder."""
    from reviewkit.store.open_review import open_review

    return [set(group.records) for group in open_review(Path()).review.groups]
