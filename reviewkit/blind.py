"""What a reviewer may see before others have decided (PRISMA 2020 item 8: reviewers decide independently).

An interface for screening gets one of these and nothing else, so it cannot show other people's decisions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reviewkit.charting import (
    Chart,
    Charted,
    FieldAgreement,
    FieldCheck,
    agreement,
    answers_of,
    checks,
    is_asked,
)
from reviewkit.errors import Problem
from reviewkit.finding_problems import ABOUT_FINDINGS, problems_of
from reviewkit.findings import Behind, CurrentFinding, without
from reviewkit.formats.reference import reference
from reviewkit.model import (
    UNDERSTOOD,
    ChartPilot,
    Coding,
    Decision,
    Form,
    FormField,
    Missing,
    Protocol,
    Record,
    Study,
)
from reviewkit.normalize import folded
from reviewkit.outdated import Outdated, outdated
from reviewkit.queue import Item, at_stage, counts
from reviewkit.review import Review
from reviewkit.studies import chosen
from reviewkit.typed_answers import written
from reviewkit.words import (
    FINISHED_STATES,
    ChartingMode,
    Choice,
    Order,
    ReviewerKind,
    Role,
    Stage,
    State,
    Team,
    ValueState,
)


@dataclass(frozen=True, slots=True)
class BlindView:
    """One reviewer's screening: what they still have to decide on, in order, and their own decisions.

    `last` holds the last of these on each report at each stage, the newest at the end. `records` and `reports` are what
    was imported and which records are one report; nobody's decision is in them. `sought` are the reports of the queue
    whose full texts are to be read and not here yet.
    """

    reviewer: str
    protocol: Protocol
    queue: tuple[Item, ...]
    own: tuple[Decision, ...]
    reports: Mapping[str, tuple[str, ...]]
    records: Mapping[str, Record]
    last: Mapping[Item, Decision]
    sought: frozenset[str] = frozenset()

    def waiting(self, stage: Stage | None = None) -> tuple[Item, ...]:
        """What waits at one stage, or at all of them, the next report first. What cannot be read yet comes last."""
        waiting = at_stage(self.queue, stage)
        return tuple(sorted(waiting, key=lambda item: item[0] in self.sought)) if self.sought else waiting

    def left(self) -> dict[Stage, int]:
        """How many reports wait at each stage that has any."""
        return counts(self.queue)

    def decided(self, stage: Stage) -> int:
        """On how many reports this reviewer has decided at a stage."""
        return counts(self.last).get(stage, 0)

    def last_on(self, report: str) -> tuple[Decision, ...]:
        """This reviewer's last decision on a report at each stage, in the order of the stages."""
        stages = (Stage.BEFORE, *self.protocol.stage_list())
        return tuple(self.last[report, stage] for stage in stages if (report, stage) in self.last)

    def record(self, report: str) -> Record:
        """A report to read: its record, with what is missing there from its other records."""
        first, *others = (self.records[one] for one in self.reports[report])
        missing = {
            name: value
            for name in UNDERSTOOD
            if not getattr(first, name)
            and (value := next(filter(None, (getattr(one, name) for one in others)), None))
        }
        return replace(first, **missing)

    def keywords(self, report: str) -> tuple[str, ...]:
        """The keywords of all records of a report, each once."""
        given = (word for one in self.reports[report] for word in reference(self.records[one]).keywords)
        return tuple({folded(word): word for word in given}.values())


class OwnDecision(NamedTuple):
    """The last decision of a reviewer on a report at a stage."""

    report: str
    decision: Decision


def own_decisions(
    view: BlindView, words: str = "", choice: Choice | None = None, stage: Stage | None = None
) -> tuple[OwnDecision, ...]:
    """A reviewer's own decisions, the newest first: those with a choice, at a stage, and with all these words in what
    is known of the record or in the note, labels and reason; with the beginnings of words too."""
    newest_first = (OwnDecision(report, one) for (report, _), one in reversed(list(view.last.items())))
    return tuple(
        own
        for own in newest_first
        if choice in (None, own.decision.choice)
        and stage in (None, own.decision.stage)
        and (not words.strip() or _has_words(view.records[own.report], own.decision, words))
    )


def _has_words(record: Record, decision: Decision, words: str) -> bool:
    """Whether every word is in a record or in what was said of it, in any spelling."""
    known = (record.id, record.title, *record.authors, record.journal, str(record.year or ""), record.doi)
    said = (decision.note, decision.reason, *decision.other_reasons, *decision.labels)
    text = f" {folded(' '.join((*known, record.abstract, *said)))}"
    return all(f" {folded(word)}" in text for word in words.split())


def blind_view(review: Review, reviewer: str, order: Order = Order.RANDOM) -> BlindView:
    """A review as one reviewer may see it."""
    queue = review.queue_of(reviewer, order)
    return BlindView(
        reviewer,
        review.protocol,
        queue,
        review.own_decisions_of(reviewer),
        review.reports,
        review.records,
        review.last_own_decisions_of(reviewer),
        _sought(review, queue),
    )


def _sought(review: Review, queue: Iterable[Item]) -> frozenset[str]:
    reading = {stage.id for stage in review.protocol.stages if stage.full_text}
    return frozenset(
        report for report, stage in queue if stage in reading and review.outcomes[report].state is State.SOUGHT
    )


@dataclass(frozen=True, slots=True)
class ChartView:
    """Charting as one person may see it: the included studies, the form, and what was charted of it.

    Where two people chart without seeing each other's answers, `chart` has only their own of a study that is not open
    to them yet. `publications` are those who stand for what a publication states, and are no people; `charts` says
    whether this person charts at all (the role, today).
    """

    person: str
    form: Form
    studies: tuple[Study, ...]
    chart: Chart
    publications: frozenset[str] = frozenset()
    charts: bool = True

    def waits(self, study: str) -> bool:
        """Whether a study is still to be charted by this person."""
        return bool(self.person) and self.charts and self.chart.waits_for(self.person, study)

    def keys(self, study: str = "") -> tuple[str, ...]:
        """The key of one study, or those of all. Raises ReviewkitError where it is not included."""
        return tuple(one.key for one in chosen(self.studies, "", [study] if study else ()))

    def of(self, study: str) -> tuple[Charted, ...]:
        """Every field that the form asks of a study, charted or not, and what was charted in others."""
        answers = answers_of(self.chart, study, self.person) or answers_of(self.chart, study)
        found: dict[str, list[Charted]] = {}
        for item in sorted(self.chart.of(study), key=lambda one: one.instance):
            found.setdefault(item.field, []).append(item)
        asked = (
            found.pop(field.id, [self.chart.item(study, field.id)] if is_asked(field, answers) else [])
            for field in self.form.fields()
        )
        return tuple(item for items in (*asked, *found.values()) for item in items)

    def in_field(self, study: str, field: str) -> tuple[Charted, ...]:
        """What was charted of a study in a field, instance after instance."""
        return self.chart.in_field(study, field)

    def characteristics(self, study: str) -> dict[str, str]:
        """What holds of a study, by the ids of fields: as it could be typed, several instances on lines."""
        found: dict[str, list[str]] = {}
        for field in self.form.fields():
            for item in self.in_field(study, field.id):
                if held := self.chart.held(item):
                    found.setdefault(field.id, []).append(written(field, held))
        return {field: "\n".join(texts) for field, texts in found.items()}

    def gaps(self, studies: Sequence[Study], fields: Sequence[FormField]) -> "ChartGaps":
        """What a table with these fields of these studies waits for."""
        return ChartGaps(
            tuple(study for study in studies if not self._is_whole(study)),
            _with_any((study, self._left_out(study, fields)) for study in studies if self._is_whole(study)),
            _with_any((study, self._not_settled(study, fields)) for study in studies),
        )

    def _is_whole(self, study: Study) -> bool:
        """Whether a study is charted to the end, and this person may see what everybody charted of it."""
        return self.chart.is_finished(study.key) and self.chart.is_open_to(self.person, study.key)

    def _left_out(self, study: Study, fields: Sequence[FormField]) -> tuple[FormField, ...]:
        answers = answers_of(self.chart, study.key)
        return tuple(
            field for field in fields if is_asked(field, answers) and not self.in_field(study.key, field.id)
        )

    def _not_settled(self, study: Study, fields: Sequence[FormField]) -> tuple[FormField, ...]:
        """Where people differ, and in a study that is charted to the end also what only one of them has said."""
        is_whole = self._is_whole(study)
        return tuple(
            field
            for field in fields
            if any(
                item.state is ValueState.DIFFER or (is_whole and self.chart.held(item) is None)
                for item in self.in_field(study.key, field.id)
            )
        )

    @property
    def checks(self) -> bool:
        """Whether one person charts each study and another one checks it."""
        return self.chart.agreed.mode is ChartingMode.VERIFY and self.chart.agreed.people > 1

    def is_checked(self, study: str) -> bool:
        """Whether a study is charted by one person and checked by another; one of a pilot may be charted by several."""
        agreed = self.chart.agreed_for(study)
        return agreed.mode is ChartingMode.VERIFY and agreed.people > 1

    def to_settle(self, studies: Iterable[str] = ()) -> tuple[Charted, ...]:
        """What this person can settle in these studies, or in all, in the order of the form: what people differ on; of
        what one person checks for another, not what they charted alone."""
        wanted = list(studies) or [study.key for study in self.studies]
        is_open = {study: self.chart.is_open_to(self.person, study) for study in wanted}
        order = {field.id: number for number, field in enumerate(self.form.fields())}
        found = (
            item
            for item in self.chart.differences(wanted)
            if is_open[item.study] and item.field in order and not self._is_own_alone(item)
        )
        places = {study: number for number, study in enumerate(wanted)}
        return tuple(sorted(found, key=lambda item: (places[item.study], order[item.field], item.instance)))

    def _is_own_alone(self, item: Charted) -> bool:
        is_checked = self.chart.agreed_for(item.study).mode is ChartingMode.VERIFY
        return is_checked and all(one.by == self.person for one in item.answers)

    def outdated(self, studies: Iterable[str]) -> tuple[Outdated, ...]:
        """What this person may see of these studies that was charted before the form was changed."""
        return outdated(self.chart, self.form, studies)

    def agreement(self, studies: Sequence[Study] | None = None) -> tuple[FieldAgreement, ...]:
        """How far people agreed in each field, over these studies or all, as far as this person may see them."""
        return agreement(self.chart if studies is None else self.chart.only(studies), self.form)

    def field_checks(self) -> tuple[FieldCheck, ...]:
        """With verify, how many answers in each field were confirmed by the person who checked them."""
        return checks(self.chart, self.form)

    def of_pilot(self, pilot: ChartPilot) -> tuple[Study, ...]:
        """The included studies of a pilot."""
        return tuple(study for study in self.studies if study.key in pilot.studies)


Gap = tuple[Study, tuple[FormField, ...]]


@dataclass(frozen=True, slots=True)
class ChartGaps:
    """What a table of charted fields waits for: studies that are not charted to the end, in the others the fields that
    are asked and have no answer, and fields whose answer is not settled."""

    not_charted: tuple[Study, ...] = ()
    left_out: tuple[Gap, ...] = ()
    not_settled: tuple[Gap, ...] = ()

    def added_to(self, missing: Missing, language: str) -> Missing:
        """What any table waits for, and these, with the fields by their labels in a language."""
        return replace(
            missing,
            not_charted=tuple(study.citation for study in self.not_charted),
            left_out=_named(self.left_out, language),
            not_settled=_named(self.not_settled, language),
        )


def _with_any(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(gap for gap in gaps if gap[1])


def _named(gaps: Iterable[Gap], language: str) -> tuple[str, ...]:
    return tuple(
        f"{study.citation}: {', '.join(field.label(language) for field in fields)}" for study, fields in gaps
    )


def chart_view(review: Review, person: str, study: str = "") -> ChartView:
    """Charting as one person may see it: of one study, where one is named, or of all. Raises ReviewkitError where there
    is no form yet."""
    published = (one.id for one in review.protocol.reviewers if one.kind is ReviewerKind.PUBLICATION)
    chart = review.chart_of(study) if study else review.chart
    charts = any(one.id == person for one in review.protocol.have(Role.CHARTS, review.facts.today))
    seen = chart.shown_to(person)
    return ChartView(person, review.form, review.included_studies, seen, frozenset(published), charts)


def with_characteristics(review: Review, studies: Iterable[Study], person: str) -> tuple[Study, ...]:
    """Studies with what is known of each: where there is a charting form, what was charted and holds, as one person may
    see it; else what studies.yaml says."""
    if review.facts.form is None:
        return tuple(studies)
    view = chart_view(review, person)
    return tuple(replace(study, characteristics=view.characteristics(study.key)) for study in studies)


def not_taken_over(review: Review, studies: Iterable[Study]) -> tuple[Study, ...]:
    """Studies whose characteristics are only in studies.yaml although there is a charting form, so that no table has
    them."""
    if review.facts.form is None:
        return ()
    return tuple(study for study in studies if study.characteristics and not review.chart.of(study.key))


def codings_shown(review: Review, person: str) -> tuple[Coding, ...]:
    """The codings that a person may see: in a team that codes independently only their own of a study that is not open
    to them. An interface that shows what colleagues coded asks here, or as_coder_sees, alone."""
    closed = coding_closed_to(review, person)
    if not closed:
        return review.facts.codings
    return tuple(one for one in review.facts.codings if one.coder == person or one.study not in closed)


def coding_closed_to(review: Review, person: str) -> tuple[str, ...]:
    """The studies of which a person may not see yet what others coded, by their keys.

    In a team that codes independently a study opens when as many people have finished it as code each study, and not
    to somebody who is still at it.
    """
    if review.protocol.team is not Team.INDEPENDENT:
        return ()
    of_study: dict[str, list[Coding]] = {}
    for one in review.facts.codings:
        of_study.setdefault(one.study, []).append(one)
    return tuple(
        study
        for study, codings in of_study.items()
        if any(one.coder != person for one in codings)
        and not _is_coding_open(codings, person, review.protocol.coders)
    )


def _is_coding_open(codings: Sequence[Coding], person: str, coders: int) -> bool:
    """Whether a person may see what others coded of one study."""
    finished = {one.coder for one in codings if one.state in FINISHED_STATES}
    is_at_it = person not in finished and any(one.coder == person for one in codings)
    return len(finished) >= coders and not is_at_it


def as_coder_sees(review: Review, person: str, then: Review | None = None) -> Review:
    """The review with the codings that a person may see, for tables of what was coded; of the review as it was then,
    what they may see now."""
    shown = then or review
    closed = coding_closed_to(review, person)
    codings = tuple(one for one in shown.facts.codings if one.coder == person or one.study not in closed)
    if len(codings) == len(shown.facts.codings):
        return shown
    return Review(replace(shown.facts, codings=codings), before=shown)


def findings_shown(review: Review, person: str) -> tuple[CurrentFinding, ...]:
    """The findings with the quotes and marks behind them that a person may see, as in codings_shown."""
    closed = frozenset(coding_closed_to(review, person))
    if not closed:
        return review.current_findings

    def is_hidden(one: Behind) -> bool:
        return one.coder != person and one.study in closed

    return tuple(without(one, is_hidden) for one in review.current_findings)


def finding_problems_shown(review: Review, person: str) -> tuple[Problem, ...]:
    """The problems with findings, as far as they do not tell what a person may not see yet."""
    return tuple(one for one in problems_shown(review, person) if one.code in ABOUT_FINDINGS)


_CONTRADICTED = "finding-contradicted"  # the one problem that tells what others coded


def problems_shown(review: Review, person: str) -> tuple[Problem, ...]:
    """The problems of a review, as far as they do not tell what a person may not see yet."""
    if not coding_closed_to(review, person):
        return review.problems
    others = (one for one in review.problems if one.code != _CONTRADICTED)
    seen = (one for found in findings_shown(review, person) for one in problems_of(found))
    return tuple(sorted((*others, *(one for one in seen if one.code == _CONTRADICTED))))


def decisions_to_export(review: Review, reviewer: str) -> dict[str, tuple[Choice | None, str]]:
    """By report, the decisions that may leave the folder: the outcomes once everybody has decided, until then the
    reviewer's own decisions."""
    if not review.flow.unfinished:
        done = {State.EXCLUDED: Choice.EXCLUDE, State.INCLUDED: Choice.INCLUDE}
        return {report: (done.get(outcome.state), outcome.reason) for report, outcome in review.outcomes.items()}
    return {
        review.report_of[decision.record]: (decision.choice, decision.reason)
        for decision in blind_view(review, reviewer).own
        if decision.record in review.report_of
    }
