"""One record for each report in files outside a review, with what each of its records says."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from reviewkit import duplicates
from reviewkit.formats import ris
from reviewkit.model import DuplicateGroup, Record
from reviewkit.store import exports


def written(files: Sequence[Path], groups: Iterable[DuplicateGroup]) -> bytes:
    """The groups as RIS. Records are named FILE:N, N from 1."""
    by_id: dict[str, Record] = {}
    for file in files:
        for n, record in enumerate(exports.read(file).records, start=1):
            by_id[f"{file}:{n}"] = replace(record, id=f"{file}:{n}")
    merged = (duplicates.merged([ris.in_ris(by_id[member]) for member in group.records]) for group in groups)
    return ris.written(merged).encode("utf-8", "replace")
