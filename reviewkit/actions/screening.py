"""Decisions: made one by one, imported from another tool, and settled where reviewers disagree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reviewkit import screening
from reviewkit.actions import incoming
from reviewkit.actions.incoming import WouldChange
from reviewkit.actions.pilots import must_be_open
from reviewkit.actions.shown import Shown, must_be_as_shown
from reviewkit.actions.who import Acting, acting, known_records, person
from reviewkit.errors import Place, Problem, ReviewkitError
from reviewkit.exchange.decisions import (
    UNMATCHED,
    MatchedDecision,
    imported_decisions,
    kept_records,
    kept_rows,
    matched,
    undecided,
)
from reviewkit.exchange.finding import How
from reviewkit.exchange.imported import ImportedDecision
from reviewkit.model import Decision, Outcome, Protocol
from reviewkit.review import Review
from reviewkit.store import exports, ledger, spreadsheets
from reviewkit.store.files import read_bytes
from reviewkit.store.open_review import OpenReview
from reviewkit.words import Choice, Role, Stage, message, number_of, together


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was logged on a report; `record` is what the person named: the report, or a duplicate of it.

    `before` is what the same person had decided on the report at that stage. Where they had decided differently on
    several of its records, the new decision is logged on each of these, and there are several `ids`; there are none
    where nothing had to be changed.
    """

    ids: tuple[str, ...]
    report: str
    record: str
    stage: Stage
    choice: Choice
    before: Choice | None = None
    labels: tuple[str, ...] = ()
    note: str = ""


def decide(
    folder: OpenReview,
    as_: str,
    record: str,
    choice: Choice,
    reason: str = "",
    stage: Stage | None = None,
    note: str = "",
    labels: Iterable[str] | None = None,
    shown: Shown | None = None,
) -> Decided:
    """Log one person's decision on a report, which may be named by any of its records.

    It replaces everything that the same person had decided on its records at that stage, including before these were
    known to be one report. Its labels stay where `labels` is None. An interface says with `shown` what the person had
    before them: where that is no longer so, nothing is logged (StaleAnswerError). Raises ReviewkitError for a reason or
    stage that is not in the protocol, and for a report that does not open before a pilot is finished.
    """
    with acting(folder, as_) as act:
        act.must(Role.SCREENS)
        if shown:
            must_be_as_shown(act, shown)
        outcome = _checked(act.review, record, choice, reason, stage)
        where = _stage(act.review.protocol, stage or outcome.stage)
        if shown:
            _must_have_reason(act.review.protocol, where, choice, reason)
        mine = [entry for entry in outcome.decisions if entry.by == act.who and entry.stage == where]
        if not mine and where == outcome.stage:
            must_be_open(act.review, outcome.report, where)
        before = mine[-1] if mine else None
        kept = _labels(labels) if labels is not None else before.labels if before else ()
        replaced = [entry.record for entry in mine if entry.choice is not choice]
        ids = act.log(
            [
                _decision(act, name, choice, reason, where, note, labels=kept)
                for name in dict.fromkeys(
                    (*replaced, outcome.report)
                )  # the report last: its decision is the newest
            ]
        )
        return Decided(ids, outcome.report, record, where, choice, before.choice if before else None, kept, note)


def _must_have_reason(protocol: Protocol, stage: Stage, choice: Choice, reason: str) -> None:
    """PRISMA 2020 item 16b asks why each full text was excluded, so whoever has the record before them is asked.

    A decision that is typed or imported without a reason counts, and `check` names it.
    """
    where = protocol.stage(stage)
    if choice is Choice.EXCLUDE and where and where.full_text and protocol.reasons and not reason:
        raise ReviewkitError(message("Choose a reason first: every exclusion of a full text has one."))


def annotate(
    folder: OpenReview,
    as_: str,
    record: str,
    note: str | None = None,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    stage: Stage | None = None,
) -> Decided:
    """Change the note and the labels of a person's own decision, at a stage or where they decided last.

    The decision stays as it is; it is logged again with the new note and labels, so that the log tells both. Raises
    ReviewkitError where the person has decided nothing that they could belong to.
    """
    with acting(folder, as_) as act:
        act.must(Role.SCREENS)
        known_records(act.review, [record])
        outcome = act.review.outcomes[act.review.report_of[record]]
        last = _last_of(act.who, outcome, stage)
        if last is None:
            where = message(" at {stage}", stage=stage) if stage else ""
            raise ReviewkitError(
                message(
                    "You have not decided on {record}{where} yet. Give the note and the labels with the "
                    "decision: reviewkit screen decide {record} --decision ... --note ... --label ...",
                    record=record,
                    where=where,
                )
            )
        gone = {label.casefold() for label in _labels(remove)}
        labels = tuple(label for label in _labels((*last.labels, *add)) if label.casefold() not in gone)
        text = last.note if note is None else note
        new = _repeated(act, last, text, labels) if (text, labels) != (last.note, last.labels) else None
        ids = act.log([new]) if new else ()
        return Decided(ids, outcome.report, record, last.stage, last.choice, last.choice, labels, text)


def _last_of(who: str, outcome: Outcome, stage: Stage | None) -> Decision | None:
    """A person's last decision on a report, at a stage if one is named."""
    own = [one for one in outcome.decisions if one.by == who and not one.final and stage in (None, one.stage)]
    return own[-1] if own else None


def _repeated(act: Acting, decision: Decision, note: str, labels: tuple[str, ...]) -> Decision:
    """The same decision once more, with another note and labels."""
    made = _decision(act, decision.record, decision.choice, decision.reason, decision.stage, note, labels=labels)
    return replace(made, other_reasons=decision.other_reasons)


def _labels(given: Iterable[str]) -> tuple[str, ...]:
    """Labels without blanks around them, each once, whether in small or capital letters."""
    found: dict[str, str] = {}
    for label in given:
        if clean := " ".join(label.split()):
            found.setdefault(clean.casefold(), clean)
    return tuple(found.values())


def settle(
    folder: OpenReview,
    as_: str,
    record: str,
    choice: Choice,
    reason: str = "",
    stage: Stage | None = None,
    note: str = "",
) -> Decided:
    """Log what the team agreed on in a conflict. Raises ReviewkitError where there is nothing to settle."""
    with acting(folder, as_) as act:
        act.must(Role.SETTLES)
        outcome = _checked(act.review, record, choice, reason, stage)
        where = _stage(act.review.protocol, stage or outcome.stage)
        if where != outcome.stage or not screening.can_be_settled(outcome, act.review.protocol):
            raise ReviewkitError(
                message(
                    "There is no conflict to settle on {record} at {where} (its state is {state}). To log your "
                    "own decision: reviewkit screen decide {record} --decision {choice}",
                    record=record,
                    where=where,
                    state=outcome.state,
                    choice=choice.value,
                )
            )
        ids = act.log([_decision(act, outcome.report, choice, reason, where, note, final=True)])
        return Decided(ids, outcome.report, record, where, choice)


def _decision(
    act: Acting,
    record: str,
    choice: Choice,
    reason: str,
    stage: Stage,
    note: str,
    final: bool = False,
    labels: tuple[str, ...] = (),
) -> Decision:
    return Decision(
        by=act.who,
        stage=stage,
        record=record,
        choice=choice,
        reason=reason,
        note=note,
        final=final,
        labels=labels,
        fingerprint=act.fingerprint(record),
        at=ledger.now(),
    )


def _checked(review: Review, record: str, choice: Choice, reason: str, stage: Stage | None) -> Outcome:
    """The outcome of the record's report. Raises ReviewkitError where the decision cannot be made.

    Reasons for removals before screening are free: review.yaml lists those of screening.
    """
    known_records(review, [record])
    reasons = [entry.id for entry in review.protocol.reasons]
    if reason and reason not in reasons and stage != Stage.BEFORE:
        raise ReviewkitError(
            message(
                "The exclusion reason {reason!r} is not in review.yaml. Use one of: {reasons}",
                reason=reason,
                reasons=", ".join(reasons) or message("(none yet)"),
            )
        )
    if reason and choice is not Choice.EXCLUDE:
        raise ReviewkitError(message("A reason can only be given with --decision exclude."))
    return review.outcomes[review.report_of[record]]


def _stage(protocol: Protocol, stage: Stage) -> Stage:
    if stage not in protocol.stage_list() and stage != Stage.BEFORE:
        raise ReviewkitError(
            message(
                "This review has no stage {stage}. Its stages are: {stages}",
                stage=stage,
                stages=", ".join(protocol.stage_list()),
            )
        )
    return stage


@dataclass(frozen=True, slots=True)
class Given:
    """How a file of decisions is to be read.

    `list_name` says which list of Covidence it is; `kept` that it lists the records that stayed at `stage`, so that the
    others of that stage were excluded. `stage` is that of decisions for which the file names none; `team` says that
    decisions of nobody are what the team agreed on.
    """

    list_name: str = ""
    kept: bool = False
    stage: Stage | None = None
    team: bool = False


@dataclass(frozen=True, slots=True)
class ImportedDecisions:
    """What an import of decisions did, or with `dry_run` would do.

    `ids` are the new events, `decisions` what is new, `already` counts what was here, `unmatched` says what matched
    nothing, `would_change` what was left out because it would overturn a decision made here. `matched_by` counts the
    decisions of the file by what their records were found by; `duplicates` maps duplicates that the file names to
    their reports. `before` is what a sheet's reviewer had decided. `own_sheet` says that the file is
    the sheet of one reviewer; `undecided` are its rows in which something was written, but no decision.
    `not_screening` are the people of whom votes came in though they do not have the role to screen.
    """

    ids: tuple[str, ...]
    decisions: tuple[Decision, ...]
    already: int
    unmatched: tuple[Problem, ...]
    would_change: tuple[WouldChange, ...]
    matched_by: Mapping[How, int]
    duplicates: Mapping[str, str]
    dry_run: bool = False
    before: Mapping[tuple[str, Stage], Choice] = field(default_factory=dict)
    own_sheet: bool = False
    undecided: tuple[Problem, ...] = ()
    not_screening: tuple[str, ...] = ()


def import_decisions(
    folder: OpenReview,
    as_: str,
    file: Path,
    given: Given = Given(),
    skip_unmatched: bool = False,
    dry_run: bool = False,
) -> ImportedDecisions:
    """Match every decision of another tool's file, then log all of them or none; nothing with `dry_run`.

    Raises ReviewkitError where one cannot be understood, or matches no record and `skip_unmatched` is false.
    """
    decisions, rows_without = _read(file, given)
    if dry_run:
        act = Acting(folder, person(folder.refresh().protocol, as_))
        done = _import(act, decisions, file, given, skip_unmatched, dry_run=True)
    else:
        with acting(folder, as_) as act:
            done = _import(act, decisions, file, given, skip_unmatched, dry_run=False)
    return replace(done, undecided=rows_without)


def _read(file: Path, given: Given) -> tuple[tuple[ImportedDecision, ...], tuple[Problem, ...]]:
    """The decisions of a file, and the rows of a reviewer's sheet that have none.

    Raises ReviewkitError where there are no decisions, or are not what was said of them.
    """
    data = read_bytes(file)
    rows_without: tuple[Problem, ...] = ()
    sheet = spreadsheets.read(file, ()) if spreadsheets.is_workbook(data) else None
    if given.kept:
        decisions = kept_rows(sheet, str(file)) if sheet else _list_of_records(file)
    else:
        decisions = imported_decisions(data, str(file), given.list_name, sheet)
        rows_without = undecided(data, str(file), sheet)
    if not decisions and rows_without:
        raise ReviewkitError(together(map(str, (*rows_without, message("Nothing was imported.")))))
    if not decisions:
        raise ReviewkitError(
            message(
                "{file}: no decisions were found in this file. Rayyan includes them only if the export "
                "includes notes.",
                file=file,
            )
        )
    if given.team and any(decision.reviewer for decision in decisions):
        raise ReviewkitError(
            message(
                "{file}: the decisions in this file have names, so they are not the team's. Leave --team "
                "out; what the team agreed on can be in a column `consensus`.",
                file=file,
            )
        )
    if given.team:
        decisions = tuple(replace(decision, final=True) for decision in decisions)
    return decisions, rows_without


def _list_of_records(file: Path) -> tuple[ImportedDecision, ...]:
    """The records of a list: an export of any format, or a table with our ids."""
    try:
        return kept_records(exports.read(file).records)
    except ReviewkitError as error:
        if file.suffix.casefold() not in (".csv", ".txt", ".tsv"):
            raise
        try:
            return kept_rows(spreadsheets.read(file, ()), str(file))
        except ReviewkitError:
            raise error from None


def _import(
    act: Acting,
    decisions: Sequence[ImportedDecision],
    file: Path,
    given: Given,
    skip_unmatched: bool,
    dry_run: bool,
) -> ImportedDecisions:
    review = act.review
    stage = _stage_given(act, given)
    own_sheet = any(decision.seen is not None for decision in decisions)
    if own_sheet:
        _must_be_own(act, decisions, file)
    ready, problems = matched(decisions, review.records, review.protocol, act.who, review.report_of, stage)
    kept, more = incoming.contradictions(ready)
    if given.kept and stage:
        outside = incoming.not_at_stage(review, kept, stage)
        elsewhere = {problem.place for problem in outside}
        kept = [item for item in kept if item.decision.place not in elsewhere]
        more += outside
    _refuse((*problems, *more), len(decisions), skip_unmatched and (bool(kept) or not given.kept))
    new = kept
    if given.kept and stage:
        new = [*_once(kept), *incoming.the_rest(review, act.who, kept, stage, given.team, Place(str(file)))]
    plan = incoming.plan(review, act.who, new, file.name, ledger.now())
    logged = incoming.with_fingerprints(
        plan.decisions, {one.record: act.fingerprint(one.record) for one in plan.decisions}
    )
    return ImportedDecisions(
        () if dry_run else act.log(logged),
        tuple(logged),
        plan.already,
        (*problems, *more),
        plan.would_change,
        Counter(item.how for item in kept),
        {item.named: item.record for item in kept if item.named != item.record},
        dry_run,
        plan.before if own_sheet else {},  # of others, who imports may not know it yet
        own_sheet,
        not_screening=_not_screening(logged, review.protocol),
    )


def _not_screening(logged: Iterable[Decision], protocol: Protocol) -> tuple[str, ...]:
    """The people whose votes these are though they do not screen: where screeners are too few, such a vote counts."""
    voters = {one.by for one in logged if not one.final} - protocol.tools
    people = (protocol.reviewer(voter) for voter in voters)
    return tuple(sorted(one.id for one in people if one and Role.SCREENS not in one.roles))


def _must_be_own(act: Acting, decisions: Sequence[ImportedDecision], file: Path) -> None:
    """Raises ReviewkitError where a sheet was written for somebody else than who imports it."""
    others = sorted({one.reviewer for one in decisions if act.id_of(one.reviewer) != act.who})
    if others:
        raise ReviewkitError(
            message(
                "{file}: this sheet was written for {others}, so what is in it are not decisions of {who}. "
                "If it is right: --as {first}. Otherwise write a sheet for {who}: reviewkit export --for "
                "excel --as {who}",
                file=file,
                others=", ".join(others),
                who=act.who,
                first=others[0] if act.review.protocol.reviewer(others[0]) else "WHO",
            )
        )


def _once(kept: Sequence[MatchedDecision]) -> list[MatchedDecision]:
    """One decision for each report of a list that has several records of it."""
    return list({item.record: item for item in kept}.values())


def _stage_given(act: Acting, given: Given) -> Stage | None:
    """The stage that was named, or for a list the only one. Raises ReviewkitError where it cannot be told."""
    if given.kept:
        act.must(Role.SETTLES if given.team else Role.SCREENS)
    stages = act.review.protocol.stage_list()
    if given.stage:
        if given.stage == Stage.BEFORE and not given.kept:
            return given.stage
        if given.stage == Stage.BEFORE:
            raise ReviewkitError(
                message(
                    "a list of what stayed does not say why the others were removed before screening. Import a table "
                    "of those that were removed, without --kept: record, reviewer, decision (exclude), stage "
                    "(before-screening), reason"
                )
            )
        if given.stage not in stages:
            raise ReviewkitError(
                message(
                    "there is no stage {stage!r}; this review's stages are: {stages}",
                    stage=given.stage,
                    stages=", ".join(stages),
                )
            )
        return given.stage
    if given.kept and len(stages) > 1:
        raise ReviewkitError(
            message(
                "say at which stage the records of the list stayed: --stage {stages}", stages=" or ".join(stages)
            )
        )
    return stages[0] if given.kept else None


def _refuse(problems: Sequence[Problem], decisions: int, skip_unmatched: bool) -> None:
    """Raises ReviewkitError where something is not understood, or matches nothing and is not to be left out."""
    unmatched = [problem for problem in problems if problem.code in UNMATCHED]
    if len(problems) > len(unmatched) or (unmatched and not skip_unmatched):
        can_skip = len(problems) == len(unmatched) < decisions
        of = message(
            "Nothing was imported; the file has {decisions}.{hint}",
            decisions=number_of(decisions, "decision"),
            hint=message(" Add --skip-unmatched to import the others.") if can_skip else "",
        )
        raise ReviewkitError(together([*map(str, problems), of]))
