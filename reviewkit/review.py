"""A review: what was written, and what follows from it. Everything here is worked out anew; nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reviewkit import balance, coding, dedupe, prisma, screening
from reviewkit.errors import Level, Place, Problem
from reviewkit.model import (
    Codebook,
    Coding,
    Decision,
    DedupeRun,
    DuplicateGroup,
    DuplicateVerdict,
    Export,
    Outcome,
    Overlap,
    Protocol,
    Record,
    Retrieval,
    Share,
    Source,
    Study,
)
from reviewkit.words import Arm, OtherArm, State, Verdict


@dataclass(frozen=True, slots=True)
class Facts:
    """All that people wrote in a review folder, and what could not be read of it."""

    protocol: Protocol
    sources: tuple[Source, ...] = ()
    exports: tuple[Export, ...] = ()
    records: tuple[Record, ...] = ()
    verdicts: tuple[DuplicateVerdict, ...] = ()
    runs: tuple[DedupeRun, ...] = ()
    decisions: tuple[Decision, ...] = ()
    retrievals: tuple[Retrieval, ...] = ()
    studies: tuple[Study, ...] = ()
    codebooks: tuple[Codebook, ...] = ()
    codings: tuple[Coding, ...] = ()
    problems: tuple[Problem, ...] = ()


class Review:
    """What follows from the facts, in PRISMA order. It has no method that writes."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def protocol(self) -> Protocol:
        return self.facts.protocol

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Every record by id, databases first, in the order of the search log."""
        return {record.id: record for record in self.facts.records}

    @cached_property
    def groups(self) -> tuple[DuplicateGroup, ...]:
        """Every record in exactly one group; a group is a report."""
        return dedupe.groups(list(self.records), self.facts.verdicts)

    @cached_property
    def reports(self) -> Mapping[str, tuple[str, ...]]:
        """The records of each report; the report is called by the record that was kept."""
        return {group.kept: group.records for group in self.groups}

    @cached_property
    def report_of(self) -> Mapping[str, str]:
        """The report of each record."""
        return {record: report for report, records in self.reports.items() for record in records}

    @cached_property
    def _apart(self) -> tuple[DuplicateVerdict, ...]:
        """The verdicts that stand on pairs of records of two reports."""
        return tuple(
            verdict
            for (first, second), verdict in dedupe.standing(self.facts.verdicts).items()
            if first in self.records and second in self.records and self.report_of[first] != self.report_of[second]
        )

    @cached_property
    def doubtful(self) -> tuple[DuplicateVerdict, ...]:
        """Pairs that the machine could not decide and no person has, best first."""
        found = (verdict for verdict in self._apart if verdict.verdict is Verdict.UNSURE)
        return tuple(sorted(found, key=lambda verdict: (-verdict.score, verdict.first, verdict.second)))

    @cached_property
    def related(self) -> tuple[DuplicateVerdict, ...]:
        """Pairs of distinct reports that belong together, by relation: an erratum and its article, say."""
        found = (one for one in self._apart if one.verdict is Verdict.DIFFERENT and one.relation)
        return tuple(sorted(found, key=lambda one: (one.relation or "", one.first, one.second)))

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """What each source brought, and what it brought alone."""
        return dedupe.shares(*self._by_source)

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """How many reports stand in which sources."""
        return dedupe.overlaps(*self._by_source)

    @cached_property
    def _by_source(self) -> tuple[list[str], dict[str, str], list[tuple[str, ...]]]:
        source_of = {record.id: record.source for record in self.facts.records}
        return list(dict.fromkeys(source_of.values())), source_of, [group.records for group in self.groups]

    @cached_property
    def never_compared(self) -> tuple[Export, ...]:
        """Exports that no run of the deduplication has seen."""
        seen = {digest for run in self.facts.runs for digest in run.exports}
        return tuple(export for export in self.facts.exports if export.sha256 not in seen)

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What happened to each report."""
        straight: frozenset[str] = frozenset()
        if self.protocol.other_arm is OtherArm.SEPARATE:
            others = {source.name for source in self.facts.sources if source.arm is Arm.OTHER}
            straight = frozenset(report for report in self.reports if self.records[report].source in others)
        return screening.outcomes(
            self.reports, self.facts.decisions, self.facts.retrievals, self.protocol, straight
        )

    @cached_property
    def differing_decisions(self) -> Mapping[str, str]:
        """Reports whose records were decided on differently, before they were known to be one report."""
        return screening.differing(self.reports, self.facts.decisions)

    @cached_property
    def included_studies(self) -> tuple[Study, ...]:
        """The studies of studies.yaml with at least one included report."""
        return tuple(study for study in self.facts.studies if self._fate(study) == State.INCLUDED)

    def _fate(self, study: Study) -> str:
        states = [
            self.outcomes[self.report_of[record]].state for record in study.records if record in self.report_of
        ]
        return State.INCLUDED if State.INCLUDED in states else (states[0] if states else "no record")

    @cached_property
    def flow(self) -> prisma.Flow:
        """The PRISMA flow."""
        return prisma.flow(
            self.protocol,
            self.facts.sources,
            self.facts.records,
            self.groups,
            self.outcomes,
            self.facts.studies,
        )

    @cached_property
    def matrices(self) -> Mapping[str, coding.Matrix]:
        """The theme x study matrix of each codebook, over the included studies."""
        return {
            book.name: coding.matrix(book, self.facts.codings, self.included_studies)
            for book in self.facts.codebooks
        }

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is not as it should be, by file and line."""
        found = [
            *self.facts.problems,
            *self._search_problems(),
            *self._duplicate_problems(),
            *screening.problems(
                set(self.records), self.outcomes, self.facts.decisions, self.facts.retrievals, self.protocol
            ),
            *self._study_problems(),
            *coding.problems(
                self.facts.codebooks,
                self.facts.codings,
                self.facts.studies,
                {study.key for study in self.included_studies},
                {study.key: f"is not included (it is: {self._fate(study)})" for study in self.facts.studies},
            ),
            *(
                Problem(
                    Place("review.yaml"),
                    f"{proof.code} does not hold: {proof.sentence}",
                    Level.ERROR,
                    proof.code,
                )
                for proof in balance.checks(self.flow)
                if not proof.holds
            ),
        ]
        return tuple(sorted(set(found)))

    def _search_problems(self) -> list[Problem]:
        """R5: what was imported is what the database said it would export, or the difference is explained."""
        found = []
        counted: dict[str, int] = {}
        for record in self.facts.records:
            counted[record.source] = counted.get(record.source, 0) + 1
        known = {source.name for source in self.facts.sources}
        for export in self.facts.exports:
            if export.source not in known:
                known.add(export.source)
                found.append(
                    Problem(
                        Place("searches.yaml"),
                        f"there is no entry for {export.source!r}: tell its database, date, searcher and hits",
                        Level.WARNING,
                        "search-log",
                    )
                )
        for source in self.facts.sources:
            n = counted.get(source.name, 0)
            if source.hits is None:
                found.append(
                    Problem(
                        source.place,
                        f"{source.name}: no hits are stated; add `hits: {n}`",
                        Level.WARNING,
                        "hits",
                    )
                )
            elif source.hits != n and not source.difference:
                said = f"the search log says {source.hits} hits, {n} records were imported"
                more = "import the rest" if n < source.hits else "look for a file that was imported twice"
                found.append(
                    Problem(
                        source.place,
                        f"{source.name}: {said}; {more}, or explain it: `difference: ...`",
                        Level.WARNING,
                        "hits",
                    )
                )
        return found

    def _duplicate_problems(self) -> list[Problem]:
        found = [
            Problem(
                Place(export.path),
                "these records were never compared for duplicates: reviewkit dedupe",
                Level.ERROR,
                "not-deduplicated",
            )
            for export in self.never_compared
        ]
        for verdict in self.facts.verdicts:
            for record in (verdict.first, verdict.second):
                if record not in self.records:
                    found.append(
                        Problem(
                            verdict.place,
                            f"{record!r} is no record of this review",
                            Level.ERROR,
                            "unknown-record",
                        )
                    )
        if self.doubtful:
            first = self.doubtful[0]
            found.append(
                Problem(
                    first.place,
                    f"{len(self.doubtful)} doubtful pairs wait for a person: reviewkit dedupe --review",
                    Level.WARNING,
                    "doubtful-pairs",
                )
            )
        for one, other in dedupe.disputed(self.facts.verdicts):
            found.append(
                Problem(
                    other.place,
                    f"{other.by} says {other.verdict.value}, {one.by} says {one.verdict.value} of {one.first} and "
                    f"{one.second}; the later counts. Talk, and one of you answers again",
                    Level.WARNING,
                    "disputed-pair",
                )
            )
        return found

    def _study_problems(self) -> list[Problem]:
        found = []
        named = {self.report_of.get(record) for study in self.facts.studies for record in study.records}
        for study in self.facts.studies:
            for record in study.records:
                if record not in self.records:
                    found.append(
                        Problem(
                            study.place,
                            f"{study.key}: {record!r} is no record of this review",
                            Level.ERROR,
                            "unknown-record",
                        )
                    )
            if self._fate(study) != State.INCLUDED:
                found.append(
                    Problem(
                        study.place,
                        f"{study.key}: no report of this study is included (it is: {self._fate(study)})",
                        Level.ERROR,
                        "study-not-included",
                    )
                )
        for report, outcome in self.outcomes.items():
            if outcome.state is State.INCLUDED and report not in named:
                found.append(
                    Problem(
                        Place("studies.yaml"),
                        f"{report} is included, but no study names it; it counts as a study of its own",
                        Level.WARNING,
                        "unnamed-study",
                    )
                )
        return found
