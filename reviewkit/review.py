"""A review: what people wrote, and what follows from it. Everything here is computed from the facts."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from reviewkit import balance, coding, dedupe, entered, prisma, screening, searches, studies
from reviewkit.dedupe import problems as duplicate_problems
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats.ris import in_ris
from reviewkit.model import (
    Decision,
    DuplicateGroup,
    DuplicateVerdict,
    Export,
    Facts,
    Missing,
    Outcome,
    Overlap,
    Protocol,
    Record,
    Share,
    Source,
    Study,
)
from reviewkit.words import Arm, OtherArm, Stage, State, Verdict

# What a new decision does not change: the facts below decisions, and what is computed from these alone.
_BELOW_DECISIONS = ("protocol", "sources", "exports", "records", "verdicts", "runs", "retrievals")
_FROM_RECORDS = (
    "groups",
    "reports",
    "report_of",
    "possible_duplicates",
    "related",
    "shares",
    "overlaps",
    "never_compared",
    "skips_title_abstract",
    "_between_reports",
    "_source_names",
    "_record_groups",
    "source_of",
)


class Review:
    """What follows from the facts, in PRISMA order. No method writes anything.

    Facts given as a function are read when they are first needed. `before` is the review as it was a few decisions ago;
    what these do not affect is taken from it.
    """

    def __init__(self, facts: Facts | Callable[[], Facts], before: "Review | None" = None) -> None:
        self._facts = facts
        if before:
            self._take_over(before)

    @cached_property
    def facts(self) -> Facts:
        if callable(self._facts):
            self._facts = self._facts()  # what read them is let go of, with the files that it keeps open
        return self._facts

    def _take_over(self, before: "Review") -> None:
        """Keep what follows from the same records and verdicts, and the outcomes that no new decision touches."""
        if any(getattr(self.facts, name) is not getattr(before.facts, name) for name in _BELOW_DECISIONS):
            return
        known = before.__dict__
        self.__dict__.update({name: known[name] for name in _FROM_RECORDS if name in known})
        count = len(before.facts.decisions)
        if "outcomes" in known and self.facts.decisions[:count] == before.facts.decisions:
            changed = self._outcomes_after(before, self.facts.decisions[count:])
            self.__dict__["outcomes"] = {**before.outcomes, **changed}

    def _outcomes_after(self, before: "Review", new: tuple[Decision, ...]) -> dict[str, Outcome]:
        """The outcomes of the reports that have new decisions."""
        return {
            report: screening.outcome(
                report,
                [*before.outcomes[report].decisions, *decisions],
                before.outcomes[report].retrieval,
                self.protocol,
                report in self.skips_title_abstract,
            )
            for report, decisions in screening.by_report(self.report_of, new).items()
        }

    @cached_property
    def protocol(self) -> Protocol:
        return self.facts.protocol

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by id, databases first, in the order of the search log."""
        return self.facts.records

    @cached_property
    def source_of(self) -> Mapping[str, str]:
        """The source of each record."""
        return self.facts.source_of or {record.id: record.source for record in self.records.values()}

    @cached_property
    def groups(self) -> tuple[DuplicateGroup, ...]:
        """Every record in exactly one group; a group is a report."""
        return dedupe.groups(list(self.records), self.facts.verdicts)

    @cached_property
    def reports(self) -> Mapping[str, tuple[str, ...]]:
        """The records of each report; the id of a report is that of the record that was kept."""
        return {group.kept: group.records for group in self.groups}

    def verdicts_of(self, report: str) -> tuple[DuplicateVerdict, ...]:
        """The verdicts in effect that make several records one report."""
        return next((group.verdicts for group in self.groups if group.kept == report), ())

    @cached_property
    def report_of(self) -> Mapping[str, str]:
        """The report of each record."""
        return {record: report for report, records in self.reports.items() for record in records}

    @cached_property
    def _between_reports(self) -> tuple[DuplicateVerdict, ...]:
        """The verdicts in effect on pairs of records of two reports."""
        return tuple(
            verdict
            for (first, second), verdict in dedupe.standing(self.facts.verdicts).items()
            if first in self.records and second in self.records and self.report_of[first] != self.report_of[second]
        )

    @cached_property
    def possible_duplicates(self) -> tuple[DuplicateVerdict, ...]:
        """Pairs that neither reviewkit nor a person has decided on, most likely first."""
        unsure = (verdict for verdict in self._between_reports if verdict.verdict is Verdict.UNSURE)
        return tuple(sorted(unsure, key=lambda verdict: (-verdict.score, verdict.first, verdict.second)))

    @cached_property
    def related(self) -> tuple[DuplicateVerdict, ...]:
        """Pairs of distinct reports that belong together, such as an erratum and its article, by relation."""
        pairs = (pair for pair in self._between_reports if pair.verdict is Verdict.DIFFERENT and pair.relation)
        return tuple(sorted(pairs, key=lambda pair: (pair.relation or "", pair.first, pair.second)))

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """What each source contributed, and what only it found."""
        return dedupe.shares(self._source_names, self.source_of, self._record_groups)

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """How many reports are in which sources."""
        return dedupe.overlaps(self._source_names, self.source_of, self._record_groups)

    @cached_property
    def _source_names(self) -> list[str]:
        return list(dict.fromkeys(self.source_of.values()))

    @cached_property
    def _record_groups(self) -> list[tuple[str, ...]]:
        return [group.records for group in self.groups]

    @cached_property
    def never_compared(self) -> tuple[Export, ...]:
        """Exports that no dedupe run has compared with all the others."""
        return dedupe.never_compared(self.facts.exports, self.facts.runs)

    @cached_property
    def skips_title_abstract(self) -> frozenset[str]:
        """Reports found by other methods, where these are kept separate."""
        if self.protocol.other_arm is not OtherArm.SEPARATE:
            return frozenset()
        others = {source.name for source in self.facts.sources if source.arm is Arm.OTHER}
        return frozenset(report for report in self.reports if self.source_of[report] in others)

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What happened to each report."""
        return screening.outcomes(
            self.reports, self.facts.decisions, self.facts.retrievals, self.protocol, self.skips_title_abstract
        )

    def conflicts_for(self, reviewer: str) -> tuple[screening.Conflict, ...]:
        """The conflicts, as this person may see them."""
        return screening.conflicts(reviewer, self.outcomes, self.protocol)

    def decisions_shown_to(self, reviewer: str, report: str) -> tuple[Decision, ...]:
        """What was decided on a report at its stage, where this person may see it; () otherwise."""
        outcome = self.outcomes[report]
        return outcome.at_its_stage() if screening.may_see(reviewer, outcome, self.protocol) else ()

    def all_decisions_shown_to(self, reviewer: str, report: str) -> tuple[Decision, ...]:
        """What was decided on a report at the stages where this person decided, or is not waited for any more."""
        outcome = self.outcomes[report]
        visible = {*outcome.passed, Stage.BEFORE}
        visible.update(entry.stage for entry in outcome.decisions if entry.by == reviewer)
        if screening.may_see(reviewer, outcome, self.protocol):
            visible.add(outcome.stage)
        return tuple(entry for entry in outcome.decisions if entry.stage in visible)

    @cached_property
    def decided_differently(self) -> frozenset[str]:
        """Reports whose records got different decisions before they were known to be one report."""
        return screening.decided_differently(self.outcomes.values())

    @cached_property
    def included_studies(self) -> tuple[Study, ...]:
        """The studies with at least one included report: those of studies.yaml, and one for each report not in it.

        Figure, status, tables and matrix all use these.
        """
        named = tuple(study for study in self.facts.studies if self._state_of(study) == State.INCLUDED)
        in_a_study = {self.report_of.get(record) for study in self.facts.studies for record in study.records}
        unnamed = {
            report: self.reports[report]
            for report, outcome in self.outcomes.items()
            if outcome.state is State.INCLUDED and report not in in_a_study
        }
        return (*named, *studies.proposed(unnamed, self.records, self.facts.studies))

    def _state_of(self, study: Study) -> str:
        return studies.state_of(study, self.report_of, self.outcomes)

    def _why_excluded(self, study: Study) -> str:
        """Why a study does not count, in words; "" where that is not known because an export cannot be read."""
        unread = self.unread.intersection(study.records)
        return "" if unread else f"is not included (its state is {self._state_of(study)})"

    @cached_property
    def flow(self) -> prisma.Flow:
        """The PRISMA flow."""
        return self._flow_and_problems[0]

    @cached_property
    def _flow_and_problems(self) -> tuple[prisma.Flow, tuple[Problem, ...]]:
        known = prisma.flow(
            self.protocol, self.facts.sources, self.source_of, self.groups, self.outcomes, self.included_studies
        )
        numbers = self.protocol.numbers
        return entered.with_numbers(known, numbers, self.protocol) if numbers else (known, ())

    @cached_property
    def matrices(self) -> Mapping[str, coding.Matrix]:
        """The theme x study matrix of each codebook, over the included studies."""
        return {
            book.name: coding.matrix(book, self.facts.codings, self.included_studies, self.protocol.coders)
            for book in self.facts.codebooks
        }

    @cached_property
    def coding_problems(self) -> tuple[Problem, ...]:
        """The problems that affect the matrix."""
        return tuple(problem for problem in self.problems if problem.code in coding.ABOUT_CODING)

    def sources_with_counts(self) -> list[tuple[Source, int]]:
        """Every source with the number of its records; those missing from the search log come last."""
        return searches.sources_with_counts(self.facts.sources, self.source_of)

    def field_origins(self, report: str) -> tuple[dedupe.FieldOrigin, ...]:
        """Every value of each field of a report, and the records that it comes from."""
        return dedupe.field_origins([self.records[record] for record in self.reports[report]])

    def merged(self, record: str) -> Record:
        """A report with the fields of all its records; for a record that was not kept, that record alone."""
        return dedupe.merged([in_ris(self.records[member]) for member in self.reports.get(record, (record,))])

    def matrices_of(self, coder: str = "", shown: Sequence[Study] | None = None) -> Mapping[str, coding.Matrix]:
        """The matrices of one person's coding, or of a part of the studies.

        Raises ReviewkitError for somebody who has coded nothing.
        """
        studies = self.included_studies if shown is None else shown
        if not coder:
            books, codings = self.facts.codebooks, self.facts.codings
            return {book.name: coding.matrix(book, codings, studies, self.protocol.coders) for book in books}
        coders = dict.fromkeys(entry.coder for entry in self.facts.codings)
        if coder not in coders:
            raise ReviewkitError(
                f"{coder!r} has not coded anything. Coders are: {', '.join(coders) or '(nobody yet)'}"
            )
        own = [entry for entry in self.facts.codings if entry.coder == coder]
        return {book.name: coding.matrix(book, own, studies) for book in self.facts.codebooks}

    def needs_a_codebook(self) -> None:
        """Raises ReviewkitError where there is none, or where what there is cannot be read."""
        if self.facts.codebooks:
            return
        unread = [one for one in self.facts.problems if one.place.path.split("/")[0] == "codebooks"]
        if unread:
            raise ReviewkitError("\n".join(["no codebook could be read:", *map(str, unread)]))
        raise ReviewkitError(
            "There is no codebook yet. Write one in the folder codebooks/; codebooks/themes.yaml shows how."
        )

    def studies_chosen(self, set_name: str = "", keys: Sequence[str] = ()) -> tuple[Study, ...]:
        """The included studies of a set of studies.yaml, or with these keys; all where neither is named.

        Raises ReviewkitError for a set or key that there is not.
        """
        return studies.chosen(self.included_studies, set_name, keys)

    def missing(self, shown: Sequence[Study], matrix: "coding.Matrix | None" = None) -> Missing:
        """What a table of these studies still waits for, with the coding where it is a matrix."""
        return Missing(
            waiting=sum(box.n for box in self.flow.unfinished),
            not_coded=tuple(study.citation for study in matrix.unfinished) if matrix else (),
            studies=len(shown),
            errors=sum(problem.level is Level.ERROR for problem in self.problems),
        )

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The ids of records whose import was undone."""
        return frozenset(record for export in self.facts.withdrawn for record in export.record_ids())

    @cached_property
    def unread(self) -> frozenset[str]:
        """The ids of records that do not count because their export cannot be read. One problem names the export."""
        return frozenset(record for export in self.facts.exports for record in export.unread_ids())

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem in the review, by file and line."""
        facts = self.facts
        known = self.records.keys() | self.unread
        problems = [
            *facts.problems,
            *searches.problems(facts.sources, facts.exports, self.source_of),
            *duplicate_problems.problems(
                self.never_compared, facts.verdicts, self.possible_duplicates, known, self.withdrawn
            ),
            *screening.problems(
                known, self.withdrawn, self.outcomes, facts.decisions, facts.retrievals, self.protocol
            ),
            *studies.problems(facts.studies, self.report_of, self.outcomes, self.unread),
            *studies.cited_alike(self.included_studies),
            *coding.problems(
                facts.codebooks,
                facts.codings,
                (*facts.studies, *(study for study in self.included_studies if study.proposed)),
                {study.key for study in self.included_studies},
                {study.key: self._why_excluded(study) for study in facts.studies},
            ),
            *coding.unfinished(
                facts.codings, {study.key for study in self.included_studies}, self.protocol.coders
            ),
            *self._flow_and_problems[1],
            *_unbalanced(self.flow, self.protocol),
        ]
        return tuple(sorted(set(problems)))


def _unbalanced(flow: prisma.Flow, protocol: Protocol) -> list[Problem]:
    """Sums that do not add up. Where a person entered numbers beside the records, these are to be corrected."""
    remedy = (
        "Correct `numbers` in review.yaml" if protocol.numbers else "Please report this as an error in reviewkit"
    )
    return [
        Problem(
            protocol.numbers.place if protocol.numbers else Place("review.yaml"),
            f"{check.code} does not add up: {check.failure}. {remedy}",
            Level.ERROR,
            check.code,
        )
        for check in balance.checks(flow)
        if not check.holds
    ]
