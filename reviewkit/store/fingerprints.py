"""Which record of which export an id refers to, and the present ids of records, people and reasons.

A fingerprint is the beginning of the export's checksum and the position in it, from 1 (`6a95b0c9.17`). It is logged
with every act on a record, so that the act stays with the record whatever its id is later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from reviewkit.model import (
    AnyAct,
    ChartPilot,
    Coding,
    Decision,
    DuplicateVerdict,
    Export,
    Pilot,
    Protocol,
    Retrieval,
    TakenBack,
    Text,
    TextRequest,
)
from reviewkit.normalize import whole_number

OfFullText = TypeVar("OfFullText", Retrieval, TextRequest, Text)
OfPerson = TypeVar("OfPerson", bound=AnyAct)


def fingerprint(exports: Iterable[Export], record: str) -> str:
    """Which record of which export an id refers to: the beginning of the checksum, and the position from 1."""
    ids, _, number = record.rpartition("-")
    for export in exports:
        known = whole_number(number) if export.ids == ids else None
        if known is not None and 0 < (position := known - export.first + 1) <= export.records:
            return f"{export.sha256[:8]}.{position}"
    return ""


def fingerprints(exports: Iterable[Export]) -> Mapping[str, str]:
    """The fingerprint of every record, by its id."""
    found: dict[str, str] = {}
    for export in exports:
        ids, digest = export.record_ids(), export.sha256[:8]
        found.update(zip(ids, [f"{digest}.{position}" for position in range(1, len(ids) + 1)], strict=True))
    return found


class Ids:
    """The ids that records, people and reasons have now, where acts name them by the ids that they had then."""

    def __init__(
        self, exports: Sequence[Export], withdrawn: Sequence[Export], protocol: Protocol | None = None
    ) -> None:
        self._counting = exports
        self._exports = {export.sha256[:8]: export for export in (*withdrawn, *exports)}
        reviewers = protocol.reviewers if protocol else ()
        reasons = protocol.reasons if protocol else ()
        self._people = {earlier: one.id for one in reviewers for earlier in one.earlier_ids}
        self._reasons = {alias: reason.id for reason in reasons for alias in reason.aliases}
        for reason in reasons:
            self._reasons.pop(reason.id, None)

    @cached_property
    def fingerprints(self) -> Mapping[str, str]:
        """The fingerprint of every record that counts, by its present id."""
        return fingerprints(self._counting)

    def id_of(self, record: str, fingerprint: str) -> str:
        """The id of the record with this fingerprint; the fingerprint where no export of the review has it."""
        if not fingerprint:
            return record
        digest, _, place = fingerprint.partition(".")
        export, position = self._exports.get(digest), whole_number(place) or 0
        if export is None or not 0 < position <= export.records + export.unread:
            return record if export is not None else f"{record} ({fingerprint})"
        return f"{export.ids}-{export.first + position - 1:04d}"

    def person(self, by: str) -> str:
        """The id that a reviewer has now."""
        return self._people.get(by, by)

    def decision(self, act: Decision) -> Decision:
        """A decision on the record that it was made on, by whom and for the reason as these are called now."""
        record, by = self.id_of(act.record, act.fingerprint), self.person(act.by)
        reason, *others = (self._reasons.get(one, one) for one in (act.reason, *act.other_reasons))
        further = tuple(dict.fromkeys(one for one in others if one != reason))
        if (record, by, reason, further) == (act.record, act.by, act.reason, act.other_reasons):
            return act
        return replace(act, record=record, by=by, reason=reason, other_reasons=further)

    def pilot(self, act: Pilot) -> Pilot:
        """A pilot of the records that were drawn, by the people who were asked."""
        marks = act.fingerprints or ("",) * len(act.records)
        return replace(
            act,
            by=self.person(act.by),
            people=tuple(map(self.person, act.people)),
            records=tuple(map(self.id_of, act.records, marks)),
        )

    def taken_back(self, entry: TakenBack) -> TakenBack:
        """An act that was undone, by whom and on which record as these are called now."""
        act, by = self._placed(entry.act), self.person(entry.undo.by)
        if act is entry.act and by == entry.undo.by:
            return entry
        return TakenBack(act, replace(entry.undo, by=by))

    def _placed(self, act: AnyAct) -> AnyAct:
        """An act of any kind with the ids that records, people and reasons have now."""
        if isinstance(act, Decision):
            return self.decision(act)
        if isinstance(act, DuplicateVerdict):
            return self.verdict(act)
        if isinstance(act, Retrieval):
            return self.retrieval(act)
        if isinstance(act, TextRequest):
            return self.retrieval(act)
        if isinstance(act, Text):
            return self.retrieval(act)
        if isinstance(act, Pilot):
            return self.pilot(act)
        if isinstance(act, ChartPilot):
            return self.chart_pilot(act)
        by = self.person(act.by)
        return act if by == act.by else replace(act, by=by)

    def retrieval(self, act: OfFullText) -> OfFullText:
        """A retrieval, a request or a full text of the record that it was about."""
        record, by = self.id_of(act.record, act.fingerprint), self.person(act.by)
        return act if (record, by) == (act.record, act.by) else replace(act, record=record, by=by)

    def verdict(self, act: DuplicateVerdict) -> DuplicateVerdict:
        """A verdict on the two records that were compared."""
        by = self.person(act.by)
        first, second = self.fingerprints.get(act.first), self.fingerprints.get(act.second)
        if (first, second) == act.fingerprints and by == act.by:
            return act  # as nearly all are, of which a run may log thousands
        first, second = map(self.id_of, (act.first, act.second), act.fingerprints)
        unchanged = (first, second, by) == (act.first, act.second, act.by)
        return act if unchanged else replace(act, first=first, second=second, by=by)

    def acted(self, act: OfPerson) -> OfPerson:
        """An act that names no record and no other person, by whom as they are called now."""
        by = self.person(act.by)
        return act if by == act.by else replace(act, by=by)

    def chart_pilot(self, act: ChartPilot) -> ChartPilot:
        """A pilot of charting, by and of people as they are called now."""
        return replace(act, by=self.person(act.by), people=tuple(map(self.person, act.people)))

    def coding(self, coding: Coding) -> Coding:
        """A coding by whom as they are called now."""
        coder = self.person(coding.coder)
        return coding if coder == coding.coder else replace(coding, coder=coder)
