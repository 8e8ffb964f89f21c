"""A review: what people wrote, and what follows from it. Everything here is computed from the facts."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from reviewkit import (
    balance,
    charting,
    codebook_history,
    coding,
    coding_reviews,
    duplicates,
    entered,
    finding_problems,
    findings,
    outdated,
    pilots,
    prisma,
    queue,
    reruns,
    retraction_marks,
    screening,
    screening_agreement,
    search_lines,
    searches,
    studies,
)
from reviewkit.duplicates import problems as duplicate_problems
from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats.ris import in_ris
from reviewkit.model import (
    ChartPilot,
    Codebook,
    Coding,
    Decision,
    DuplicateGroup,
    DuplicateVerdict,
    Export,
    Facts,
    Form,
    Missing,
    Outcome,
    Overlap,
    Protocol,
    Record,
    Share,
    Source,
    Study,
    TakenBack,
    Text,
    TextRequest,
    in_order,
)
from reviewkit.pilots import Asked, PilotState
from reviewkit.words import Arm, MatrixLevel, Order, OtherArm, Role, Stage, State, Team, Verdict, message, together

# What a new decision does not change: the facts below decisions, and what is computed from these alone.
_BELOW_DECISIONS = ("protocol", "sources", "exports", "records", "verdicts", "runs", "retrievals")
_FROM_RECORDS = (
    "standing_verdicts",
    "joined",
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
        self._ranks: dict[tuple[str, Order], queue.Ranks] = {}
        self._queues: dict[tuple[str, Order], tuple[queue.Item, ...]] = {}
        self._own: dict[str, tuple[Decision, ...]] = {}
        self._last_own: dict[str, dict[queue.Item, Decision]] = {}
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
        self._ranks = before._ranks
        count = len(before.facts.decisions)
        is_longer = self.facts.decisions[:count] == before.facts.decisions
        is_same_rule = self._asked == before._asked and self._rules == before._rules
        if "outcomes" in known and is_longer and is_same_rule:
            new = self.facts.decisions[count:]
            changed = self._outcomes_after(before, new)
            self.__dict__["outcomes"] = {**before.outcomes, **changed}
            self._own = {who: own + _own_of(who, new) for who, own in before._own.items()}
            self._last_own = {who: self._with_last(who, last, new) for who, last in before._last_own.items()}
            if self.facts.today == before.facts.today and self._opens_the_same(before):
                self._queues = {
                    name: self._queue_after(name, one, changed) for name, one in before._queues.items()
                }

    def _opens_the_same(self, before: "Review") -> bool:
        """Whether pilots hold back the same reports as before: with the last decision of a pilot the others open."""
        return pilots.open_reports(self.pilots) == pilots.open_reports(before.pilots)

    def _queue_after(
        self, name: tuple[str, Order], before: tuple[queue.Item, ...], changed: Mapping[str, Outcome]
    ) -> tuple[queue.Item, ...]:
        """A reviewer's queue after the outcomes of some reports changed."""
        waiting = self._waiting_for(name[0], changed)
        return queue.after(before, changed, waiting, self.protocol, self._ranks_of(*name)) if changed else before

    def _outcomes_after(self, before: "Review", new: tuple[Decision, ...]) -> dict[str, Outcome]:
        """The outcomes of the reports that have new decisions."""
        return {
            report: screening.outcome(
                report,
                [*before.outcomes[report].decisions, *decisions],
                before.outcomes[report].retrieval,
                self._rules,
                report in self.skips_title_abstract,
                self._asked.get(report, {}),
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
    def standing_verdicts(self) -> Mapping[tuple[str, str], DuplicateVerdict]:
        """The verdict that counts for each pair of records, these in the order of the alphabet."""
        return duplicates.standing(self.facts.verdicts)

    @cached_property
    def joined(self) -> tuple[DuplicateGroup, ...]:
        """The groups of several records, in the order of their first records."""
        return duplicates.joined(list(self.records), self.standing_verdicts)

    @cached_property
    def groups(self) -> tuple[DuplicateGroup, ...]:
        """Every record in exactly one group; a group is a report."""
        return duplicates.with_single(self.records, self.joined)

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
        """The verdicts in effect that do not join, on pairs of records of two reports."""
        joined = {record: group.kept for group in self.joined for record in group.records}
        return tuple(
            verdict
            for (first, second), verdict in self.standing_verdicts.items()
            if verdict.verdict is not Verdict.SAME
            and first in self.records
            and second in self.records
            and joined.get(first, first) != joined.get(second, second)
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
        return duplicates.shares(self._source_names, self.source_of, self._record_groups)

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """How many reports are in which sources."""
        return duplicates.overlaps(self._source_names, self.source_of, self._record_groups)

    def reports_by_sources(self) -> Mapping[frozenset[str], tuple[str, ...]]:
        """The ids of the reports that are in exactly these sources."""
        return duplicates.reports_by_sources(self.source_of, self.reports)

    @cached_property
    def _source_names(self) -> list[str]:
        return list(dict.fromkeys(self.source_of.values()))

    @cached_property
    def _record_groups(self) -> list[tuple[str, ...]]:
        return [group.records for group in self.groups]

    @cached_property
    def never_compared(self) -> tuple[Export, ...]:
        """Exports that no dedupe run has compared with all the others."""
        return duplicates.never_compared(self.facts.exports, self.facts.runs)

    @cached_property
    def skips_title_abstract(self) -> frozenset[str]:
        """Reports found by other methods, where these are kept separate."""
        if self.protocol.other_arm is not OtherArm.SEPARATE:
            return frozenset()
        others = {source.name for source in self.facts.sources if source.arm is Arm.OTHER}
        return frozenset(report for report in self.reports if self.source_of[report] in others)

    @cached_property
    def _rules(self) -> Protocol:
        """The protocol with the tools that take part in each stage, by which decisions become outcomes."""
        return screening.with_tools(self.protocol, self.facts.decisions)

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What happened to each report."""
        return screening.outcomes(
            self.reports,
            self.facts.decisions,
            self.facts.retrievals,
            self._rules,
            self.skips_title_abstract,
            self._asked,
        )

    @cached_property
    def _asked(self) -> Asked:
        """Of whom pilots want a decision on which report."""
        facts = self.facts
        return pilots.asked(facts.pilots, self.report_of, self.protocol, facts.today) if facts.pilots else {}

    @cached_property
    def _ever_asked(self) -> Asked:
        """Of whom pilots wanted a decision on which report, whether they still take part or not."""
        return pilots.asked(self.facts.pilots, self.report_of, self.protocol, None)

    @cached_property
    def pilots(self) -> tuple[PilotState, ...]:
        """How far each pilot has come."""
        return screening.pilot_states(
            self.facts.pilots, self.report_of, self.outcomes, self.protocol, self.facts.today
        )

    def waiting_for(self, reviewer: str) -> tuple[tuple[str, Stage], ...]:
        """The reports that a reviewer has to decide on today, with the stage, in their order."""
        return self._waiting_for(reviewer, self.outcomes)

    def pilot_before(self, report: str, stage: Stage) -> PilotState | None:
        """The unfinished pilot that has to be finished before the report opens at a stage, if there is one."""
        if report in pilots.open_reports(self.pilots).get(stage, self.reports):
            return None
        return next(state for state in self.pilots if state.stage == stage and not state.finished)

    def agreement_for(
        self, reviewer: str, stage: Stage, only: Container[str] | None = None
    ) -> screening_agreement.StageAgreement:
        """How far people agreed at a stage, on these reports or on all, as this person may see it.

        Compared are reports on which nobody has to decide any more and that are in no unfinished pilot, so the numbers
        are the same for everybody and say nothing about a report that somebody still has to decide on.
        """
        done, begun, undone = [], 0, self._undone_at(stage)
        closed = pilots.open_reports(self.pilots).get(stage, frozenset())
        for report, made in self._decisions_at(stage).items():
            if only is not None and report not in only:
                continue
            if report in closed or not screening.is_complete(self.outcomes[report], stage, self.protocol):
                begun += 1
            else:
                needed = self._needed(report, stage)
                found = screening_agreement.independent(made, undone.get(report, ()), needed)
                done.append(screening_agreement.Compared(report, found))
        sees_any = stage not in self.closed_to(reviewer)
        return screening_agreement.stage_agreement(
            stage,
            done,
            self.protocol,
            lambda report: sees_any and self._may_see_stage(reviewer, report, stage),
            begun,
        )

    def _needed(self, report: str, stage: Stage) -> screening_agreement.Needed:
        """Whether somebody's decision on a report was still needed after those of others."""
        here, plan = self.protocol.stage(stage), self.protocol
        asked = self._ever_asked.get(report, {}).get(stage, frozenset())
        return lambda reviewer, earlier: (
            here is None
            or reviewer in plan.tools
            or reviewer in asked
            or screening.is_needed(earlier, here, plan, report)
        )

    def _decisions_at(self, stage: Stage) -> dict[str, list[Decision]]:
        """The decisions at a stage, by report."""
        found = {
            report: [entry for entry in outcome.decisions if entry.stage == stage]
            for report, outcome in self.outcomes.items()
            if outcome.decisions
        }
        return {report: made for report, made in found.items() if made}

    def _undone_at(self, stage: Stage) -> dict[str, list[TakenBack]]:
        """The decisions at a stage that were undone, by report."""
        found: dict[str, list[TakenBack]] = {}
        for entry in self.facts.taken_back:
            if isinstance(entry.act, Decision) and entry.act.stage == stage and entry.act.record in self.report_of:
                found.setdefault(self.report_of[entry.act.record], []).append(entry)
        return found

    def _may_see_stage(self, reviewer: str, report: str, stage: Stage) -> bool:
        """Whether this person may see what others decided on a report at a stage that is open to them."""
        outcome = self.outcomes[report]
        return outcome.stage != stage or self._sees_all_at_its_stage(reviewer, outcome)

    @cached_property
    def texts_of(self) -> Mapping[str, tuple[Text, ...]]:
        """The full texts of each report that has any, in the order in which they were attached."""
        found: dict[str, tuple[Text, ...]] = {}
        for text in in_order(self.facts.texts):
            if report := self.report_of.get(text.record):
                found[report] = (*found.get(report, ()), text)
        return found

    @cached_property
    def last_requests(self) -> Mapping[str, TextRequest]:
        """Who last asked for the full text of each report, and whom."""
        requests = in_order(self.facts.text_requests)
        return {self.report_of[one.record]: one for one in requests if one.record in self.report_of}

    @cached_property
    def sought(self) -> tuple[str, ...]:
        """The reports whose full texts are or were sought: those that came to a stage where full texts are read."""
        reading = {stage.id for stage in self.protocol.stages if stage.full_text}
        return tuple(
            report for report, outcome in self.outcomes.items() if reading & {outcome.stage, *outcome.passed}
        )

    def queue_of(self, reviewer: str, order: Order = Order.RANDOM) -> tuple[queue.Item, ...]:
        """What this person still has to decide on, in an order."""
        if (reviewer, order) not in self._queues:
            waiting = self._waiting_for(reviewer, self.outcomes)
            ranks = self._ranks_of(reviewer, order)
            self._queues[reviewer, order] = queue.ordered(waiting, self.protocol, ranks)
        return self._queues[reviewer, order]

    def _waiting_for(self, reviewer: str, outcomes: Mapping[str, Outcome]) -> tuple[queue.Item, ...]:
        return screening.waiting_for(reviewer, outcomes, self.protocol, self.facts.today, self.pilots)

    def _ranks_of(self, reviewer: str, order: Order) -> queue.Ranks:
        """The place of every report in an order, computed once as long as there are the same reports."""
        if (reviewer, order) not in self._ranks:
            seed = self.protocol.seed
            self._ranks[reviewer, order] = queue.ranks(order, reviewer, seed, self.reports, self.records)
        return self._ranks[reviewer, order]

    def own_decisions_of(self, reviewer: str) -> tuple[Decision, ...]:
        """Everything that one person decided, from the first to the last, without settlements."""
        if reviewer not in self._own:
            self._own[reviewer] = _own_of(reviewer, self.facts.decisions)
        return self._own[reviewer]

    def last_own_decisions_of(self, reviewer: str) -> Mapping[queue.Item, Decision]:
        """The last decision of one person on each report at each stage, the newest at the end."""
        if reviewer not in self._last_own:
            self._last_own[reviewer] = self._with_last(reviewer, {}, self.own_decisions_of(reviewer))
        return self._last_own[reviewer]

    def _with_last(
        self, reviewer: str, before: Mapping[queue.Item, Decision], new: Sequence[Decision]
    ) -> dict[queue.Item, Decision]:
        """The last decisions after new ones; a report whose decision is replaced moves to the end."""
        last = dict(before)
        for one in _own_of(reviewer, new):
            if (report := self.report_of.get(one.record)) is not None:
                last.pop((report, one.stage), None)
                last[report, one.stage] = one
        return last

    @cached_property
    def still_screened(self) -> frozenset[Stage]:
        """The stages at which somebody still has to decide."""
        return screening.still_screened(self.outcomes.values(), self.protocol)

    def closed_to(self, reviewer: str) -> frozenset[Stage]:
        """The stages at which this person is not shown yet what others decided. An opening shows nothing to those who
        take part in an unfinished pilot."""
        facts = self.facts
        in_pilots = {one.stage for one in self.pilots if reviewer in one.people and not one.finished}
        closed = screening.closed_to(reviewer, self.still_screened, facts.openings, self.protocol, facts.today)
        return closed | in_pilots

    def conflicts_for(self, reviewer: str) -> tuple[screening.Conflict, ...]:
        """The conflicts, as this person may see them."""
        return screening.conflicts(reviewer, self.outcomes, self.protocol, self.closed_to(reviewer))

    def conflicts_closed_to(self, reviewer: str) -> dict[Stage, int]:
        """How many conflicts this person is not shown yet, by stage."""
        closed = self.closed_to(reviewer)
        found = [outcome.stage for outcome in self.outcomes.values() if screening.is_conflict(outcome)]
        return {stage: found.count(stage) for stage in self.protocol.stage_list() if stage in {*found} & closed}

    def _sees_all_at_its_stage(self, reviewer: str, outcome: Outcome) -> bool:
        return screening.may_see(reviewer, outcome, self.protocol, self.closed_to(reviewer))

    def decisions_shown_to(self, reviewer: str, report: str) -> tuple[Decision, ...]:
        """What was decided on a report at its stage: everything where this person may see it, else only their own."""
        outcome = self.outcomes[report]
        sees_all = self._sees_all_at_its_stage(reviewer, outcome)
        return tuple(entry for entry in outcome.at_its_stage() if sees_all or entry.by == reviewer)

    def all_decisions_shown_to(self, reviewer: str, report: str) -> tuple[Decision, ...]:
        """What was decided on a report at the stages that are over for it and for this person, and their own
        decisions."""
        visible = self.stages_shown_to(reviewer, report)
        decisions = self.outcomes[report].decisions
        return tuple(entry for entry in decisions if entry.stage in visible or entry.by == reviewer)

    def stages_shown_to(self, reviewer: str, report: str) -> frozenset[Stage]:
        """The stages at which this person may see what others decided on a report."""
        outcome = self.outcomes[report]
        own_stages = {entry.stage for entry in outcome.decisions if entry.by == reviewer}
        over = {*outcome.passed, *own_stages} - self.closed_to(reviewer) - {outcome.stage}
        at_its_stage = {outcome.stage} if self._sees_all_at_its_stage(reviewer, outcome) else set()
        return frozenset({Stage.BEFORE, *over, *at_its_stage})

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
        return "" if unread else message("is not included (its state is {state})", state=self._state_of(study))

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
    def current_findings(self) -> tuple[findings.CurrentFinding, ...]:
        """The findings as they are now."""
        return findings.current(self.facts, self.included_studies)

    @cached_property
    def finding_problems(self) -> tuple[Problem, ...]:
        """The problems with findings."""
        return tuple(problem for problem in self.problems if problem.code in finding_problems.ABOUT_FINDINGS)

    @cached_property
    def coding_problems(self) -> tuple[Problem, ...]:
        """The problems that affect the matrix."""
        return tuple(problem for problem in self.problems if problem.code in coding.ABOUT_CODING)

    def sources_with_counts(self) -> list[tuple[Source, int]]:
        """Every source with the number of its records; those missing from the search log come last."""
        return searches.sources_with_counts(self.facts.sources, self.source_of)

    @cached_property
    def search_reruns(self) -> tuple[reruns.Rerun, ...]:
        """The searches that were run again, each beside the first time."""
        return reruns.reruns(self.facts.sources, self.source_of, self.report_of)

    def field_origins(self, report: str) -> tuple[duplicates.FieldOrigin, ...]:
        """Every value of each field of a report, and the records that it comes from."""
        return duplicates.field_origins([self.records[record] for record in self.reports[report]])

    def merged(self, record: str) -> Record:
        """A report with the fields of all its records; for a record that was not kept, that record alone."""
        return duplicates.merged([in_ris(self.records[member]) for member in self.reports.get(record, (record,))])

    def matrices_of(
        self,
        whose: str = coding.ANY,
        shown: Sequence[Study] | None = None,
        level: MatrixLevel = MatrixLevel.THEME,
    ) -> Mapping[str, coding.Matrix]:
        """The matrices of the coding of any coder, of all (agreed) or of one person, or of a part of the studies.

        Raises ReviewkitError for somebody who has coded nothing.
        """
        studies = self.included_studies if shown is None else shown
        books, people = self.facts.codebooks, self.protocol.coders
        if whose == coding.AGREED:
            found = self.facts.codings
            reviewed = coding_reviews.agreed_after_review
            by_review = self.protocol.team is Team.SEQUENTIAL
            return {book.name: reviewed(book, found, studies, people, level, by_review) for book in books}
        codings = self.codings_of("" if whose == coding.ANY else whose)
        count = people if whose == coding.ANY else 1
        made = {book.name: coding.matrix(book, codings, studies, count, level) for book in books}
        return {name: replace(one, whose=whose) for name, one in made.items()}

    def codings_of(self, coder: str = "") -> tuple[Coding, ...]:
        """The codings of one person, or of everybody.

        Raises ReviewkitError for somebody who has coded nothing.
        """
        coders = dict.fromkeys(entry.coder for entry in self.facts.codings)
        if coder and coder not in coders:
            raise ReviewkitError(
                message(
                    "{coder!r} has not coded anything. Coders are: {coders}",
                    coder=coder,
                    coders=", ".join(coders) or message("(nobody yet)"),
                )
            )
        return tuple(entry for entry in self.facts.codings if coder in ("", entry.coder))

    def coded_quotes(
        self, codebook: Codebook, coder: str = "", shown: Sequence[Study] | None = None
    ) -> tuple[coding.CodedQuote, ...]:
        """The quotes of one person or of everybody, from the included studies or a part of them, by theme."""
        studies = self.included_studies if shown is None else shown
        return coding.coded_quotes(codebook, self.codings_of(coder), studies)

    def agreed_quotes(
        self, codebook: Codebook, shown: Sequence[Study] | None = None
    ) -> tuple[coding.CodedQuote, ...]:
        """Everybody's quotes of the themes that all who coded a study found in it."""
        held = self.matrices_of(coding.AGREED, shown)[codebook.name]
        found = self.coded_quotes(codebook, "", shown)
        return tuple(one for one in found if one.theme and held.holds(one.theme, one.study))

    def marks_without_quote(
        self, codebook: Codebook, coder: str = "", shown: Sequence[Study] | None = None
    ) -> int:
        """How many codes of a codebook were marked on these studies without a quote."""
        keys = {study.key for study in (self.included_studies if shown is None else shown)}
        known = coding.current_ids(codebook.codes)
        codings = (one for one in self.codings_of(coder) if one.study in keys)
        return sum(mark.code in known for one in codings for mark in one.study_marks)

    def reads_codebooks(self) -> None:
        """Raises ReviewkitError where there are codebooks, and none of them can be read."""
        unread = [one for one in self.facts.problems if one.place.path.split("/")[0] == "codebooks"]
        if unread and not self.facts.codebooks:
            raise ReviewkitError(together([message("no codebook could be read:"), *map(str, unread)]))

    def needs_a_codebook(self) -> None:
        """Raises ReviewkitError where there is none, or where what there is cannot be read."""
        if self.facts.codebooks:
            return
        self.reads_codebooks()
        raise ReviewkitError(
            message(
                "There is no codebook yet. Write one in the folder codebooks/; codebooks/themes.yaml shows how."
            )
        )

    @property
    def form(self) -> Form:
        """The charting form. Raises ReviewkitError where there is none."""
        if self.facts.form is None:
            unread = [one for one in self.facts.problems if one.place.path == "charting/form.yaml"]
            if unread:
                raise ReviewkitError(
                    together([message("the charting form could not be read:"), *map(str, unread)])
                )
            raise ReviewkitError(message("There is no charting form yet. To make one: reviewkit chart init"))
        return self.facts.form

    @cached_property
    def chart(self) -> charting.Chart:
        """What everybody charted. An interface shows each person what blind.chart_view gives."""
        facts = self.facts
        return charting.Chart(
            facts.charted, facts.settled, facts.charting_done, self.protocol.charting, self._chart_pilots
        )

    def reports_of_study(self, study: Study) -> tuple[str, ...]:
        """The reports of a study, each once, in the order of its records."""
        return tuple(dict.fromkeys(self.report_of[one] for one in study.records if one in self.report_of))

    def texts_of_study(self, study: Study) -> tuple[Text, ...]:
        """The full texts of all reports of a study."""
        return tuple(text for report in self.reports_of_study(study) for text in self.texts_of.get(report, ()))

    def chart_of(self, study: str) -> charting.Chart:
        """As `chart`, with the answers of one study alone: whoever charts 500 studies waits for each answer otherwise.

        Who is done with the others is in it too, because a pilot of these may have to be finished before."""
        facts = self.facts
        return charting.Chart(
            (one for one in facts.charted if one.study == study),
            (one for one in facts.settled if one.study == study),
            facts.charting_done,
            self.protocol.charting,
            self._chart_pilots,
        )

    @cached_property
    def _chart_pilots(self) -> tuple[ChartPilot, ...]:
        facts = self.facts
        charters = {one.id for one in self.protocol.have(Role.CHARTS, facts.today)}
        return charting.pilots_of(facts.chart_pilots, facts.charting_done, charters)

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
    def marked_as_retracted(self) -> Mapping[str, Problem]:
        """The included reports of which a record is marked as retracted by its own database."""
        found: dict[str, Problem] = {}
        for report, outcome in self.outcomes.items():
            if outcome.state is State.INCLUDED:
                for record in (self.records[member] for member in self.reports[report]):
                    if (words := retraction_marks.mark(record)) and report not in found:
                        found[report] = retraction_marks.problem(record, words)
        return found

    @cached_property
    def search_problems(self) -> tuple[Problem, ...]:
        """What is wrong with the search log."""
        sources = self.facts.sources
        return (
            *searches.problems(sources, self.facts.exports, self.source_of),
            *search_lines.problems(sources, self.protocol.framework),
            *reruns.problems(sources),
        )

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem in the review, by file and line."""
        facts = self.facts
        known = self.records.keys() | self.unread
        included = {study.key for study in self.included_studies}
        problems = [
            *facts.problems,
            *self.search_problems,
            *duplicate_problems.problems(
                self.never_compared,
                facts.verdicts,
                self.possible_duplicates,
                known,
                self.withdrawn,
                self.report_of,
            ),
            *screening.problems(
                known,
                self.withdrawn,
                self.outcomes,
                facts.decisions,
                (*facts.retrievals, *facts.text_requests, *facts.texts),
                self.protocol,
                facts.today,
            ),
            *studies.problems(facts.studies, self.report_of, self.outcomes, self.unread),
            *studies.cited_alike(self.included_studies),
            *self.marked_as_retracted.values(),
            *coding.problems(
                facts.codebooks,
                facts.codings,
                (*facts.studies, *(study for study in self.included_studies if study.proposed)),
                included,
                {study.key: self._why_excluded(study) for study in facts.studies},
            ),
            *finding_problems.problems(self.current_findings, facts),
            *codebook_history.problems(facts.codebooks, facts.codebook_acts),
            *coding.unfinished(facts.codings, included, self.protocol.coders),
            *coding_reviews.problems(facts.codings, included),
            *(outdated.problems(self.chart, facts.form, sorted(included)) if facts.form else ()),
            *(charting.question_problems(facts.form, len(self.protocol.questions)) if facts.form else ()),
            *self._flow_and_problems[1],
            *_unbalanced(self.flow, self.protocol),
        ]
        return tuple(sorted(set(problems)))


def _own_of(reviewer: str, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions of one person, without settlements."""
    return tuple(one for one in decisions if one.by == reviewer and not one.final)


def _unbalanced(flow: prisma.Flow, protocol: Protocol) -> list[Problem]:
    """Sums that do not add up. Where a person entered numbers beside the records, these are to be corrected."""
    remedy = (
        message("Correct `numbers` in review.yaml")
        if protocol.numbers
        else message("Please report this as an error in reviewkit")
    )
    return [
        Problem(
            protocol.numbers.place if protocol.numbers else Place("review.yaml"),
            message(
                "{code} does not add up: {failure}. {remedy}",
                code=check.code,
                failure=check.failure,
                remedy=remedy,
            ),
            Level.ERROR,
            check.code,
        )
        for check in balance.checks(flow)
        if not check.holds
    ]
