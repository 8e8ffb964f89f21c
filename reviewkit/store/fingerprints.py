"""Which record of which export an id refers to.

A fingerprint is the beginning of the export's checksum and the position in it, from 1 (`6a95b0c9.17`). It is logged
with every act on a record, so that the act stays with the record whatever its id is later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reviewkit.model import Decision, DuplicateVerdict, Export, Retrieval


def fingerprint(exports: Iterable[Export], record: str) -> str:
    """Which record of which export an id refers to: the beginning of the checksum, and the position from 1."""
    ids, _, number = record.rpartition("-")
    for export in exports:
        if export.ids == ids and number.isdecimal():
            position = int(number) - export.first + 1
            if 0 < position <= export.records:
                return f"{export.sha256[:8]}.{position}"
    return ""


def fingerprints(exports: Iterable[Export]) -> Mapping[str, str]:
    """The fingerprint of every record, by its id."""
    return {
        record: f"{export.sha256[:8]}.{position}"
        for export in exports
        for position, record in enumerate(export.record_ids(), start=1)
    }


class Ids:
    """The ids that records have now, where acts name them by the ids that they had then."""

    def __init__(self, exports: Sequence[Export], withdrawn: Sequence[Export]) -> None:
        self._exports = {export.sha256[:8]: export for export in (*withdrawn, *exports)}

    def id_of(self, record: str, fingerprint: str) -> str:
        """The id of the record with this fingerprint; the fingerprint where no export of the review has it."""
        if not fingerprint:
            return record
        digest, _, position = fingerprint.partition(".")
        export = self._exports.get(digest)
        if export is None or not position.isdecimal() or not 0 < int(position) <= export.records:
            return record if export is not None else f"{record} ({fingerprint})"
        return f"{export.ids}-{export.first + int(position) - 1:04d}"

    def decision(self, act: Decision) -> Decision:
        found = self.id_of(act.record, act.fingerprint)
        return act if found == act.record else replace(act, record=found)

    def retrieval(self, act: Retrieval) -> Retrieval:
        found = self.id_of(act.record, act.fingerprint)
        return act if found == act.record else replace(act, record=found)

    def verdict(self, act: DuplicateVerdict) -> DuplicateVerdict:
        first, second = (
            self.id_of(record, mark)
            for record, mark in zip((act.first, act.second), act.fingerprints, strict=True)
        )
        return act if (first, second) == (act.first, act.second) else replace(act, first=first, second=second)
