"""Create a review, change what the team agreed in review.yaml, and upgrade a review from an older version."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewkit.actions import agreements, rewriting
from reviewkit.actions.protocol_change import (
    InAndOut,
    NewReason,
    NewReviewer,
    ProtocolChange,
    check_stages,
    numbered,
    propose_id,
    propose_reason_id,
    reasons_of,
    reviewers_of,
    wanted,
)
from reviewkit.actions.who import Acting, acting, person
from reviewkit.errors import ReviewkitError
from reviewkit.model import Decision, Protocol
from reviewkit.store import format as formats
from reviewkit.store import ledger
from reviewkit.store.files import read_text, write_whole
from reviewkit.store.folder import create
from reviewkit.store.open_review import OpenReview
from reviewkit.store.protocol import FILE, of_text
from reviewkit.store.yaml_edit import edited
from reviewkit.store.yaml_section import parse_section
from reviewkit.words import Analysis, Message, Role, message, number_of

__all__ = [
    "InAndOut",
    "NewReason",
    "NewReviewer",
    "ProtocolChange",
    "Upgrade",
    "advice_on_analysis",
    "change_protocol",
    "create_review",
    "plan_upgrade",
    "propose_id",
    "propose_reason_id",
    "reasons_of",
    "reviewers_of",
    "upgrade",
]


def create_review(
    root: Path,
    title: str,
    reviewers: Sequence[NewReviewer],
    language: str = "en",
    stages: str = "two",
    reasons: Sequence[NewReason] | None = None,
    criteria: InAndOut | None = None,
    highlight: InAndOut | None = None,
) -> list[Path]:
    """Create the folder of a new review; returns the files created. Existing files are not changed.

    Without `reasons` the review has the usual ones. Raises ReviewkitError, and writes nothing, where review.yaml would
    have a problem.
    """
    if not reviewers:
        raise ReviewkitError(message("Name at least one reviewer, so that somebody can work in the review."))
    change = ProtocolChange(
        language=language,
        stages=stages,
        reviewers_per_record=1
        if sum(_screens(one) for one in reviewers) == 1
        else None,  # nobody else will decide
        reviewers=tuple(reviewers),
        reasons=None if reasons is None else tuple(reasons),
        criteria=criteria,
        highlight=highlight,
    )
    return create(root, title, [one.id for one in reviewers], lambda text: _new(text, change))


def _screens(reviewer: NewReviewer) -> bool:
    return not reviewer.roles or Role.SCREENS in reviewer.roles


def _new(template: str, change: ProtocolChange) -> str:
    """The text of review.yaml in a new review, which must not have any problem."""
    text, _ = _changed(template, change)
    rewriting.read_back(of_text, None, text)
    return text


def change_protocol(
    folder: OpenReview, as_: str, change: ProtocolChange, note: str = "", seen: str = ""
) -> tuple[str, ...]:
    """Change what is agreed in review.yaml, and log it; returns what `undo` calls the change, nothing if none came.

    What the change does not name stays as it is, with every comment. `seen` is the checksum of the text that the
    person saw. Raises ReviewkitError, with the file untouched, for a change that would bring in a problem, remove
    somebody who has logged anything or a reason that is in use, or replace another change that came meanwhile.
    """
    with acting(folder, as_) as act:
        before = rewriting.text_now(folder, FILE)
        rewriting.must_be_seen(before, FILE, seen)
        after, new = _changed(before, change)
        _check_people(act, new)
        _check_reasons(act, new)
        _check_decided_stages(act, new)
        return rewriting.write(act, FILE, after, note or "the protocol was changed")


def _changed(text: str, change: ProtocolChange) -> tuple[str, Protocol]:
    """The text of review.yaml after a change, and what it says."""
    known = of_text(text, [])
    top = parse_section(text, FILE, [])
    own_list = top.is_list("stages") and change.stages != numbered(known)
    check_stages(change, known, own_list)
    pairs = wanted(change, known)
    if top.is_list("stages"):
        pairs.pop("stages", None)
    after = edited(text, FILE, pairs)
    new = rewriting.read_back(of_text, text, after)
    _must_read(change, new)
    return after, new


_THEMATIC = (Analysis.CODEBOOK, Analysis.RELIABILITY, Analysis.REFLEXIVE)


def advice_on_analysis(protocol: Protocol) -> Message | None:
    """What the methods section should give a reason for; None where the analysis is no thematic one.

    JBI: Pollock et al. 2023, doi 10.11124/JBIES-22-00123.
    """
    if protocol.analysis not in _THEMATIC:
        return None
    return message(
        "JBI advises scoping reviews against thematic synthesis (Pollock et al. 2023), while Arksey & O'Malley (2005) "
        "allow it. Say in the methods section why the review has one"
    )


def _must_read(change: ProtocolChange, protocol: Protocol) -> None:
    """Raises ReviewkitError where review.yaml is not read as it was asked for."""
    people = [one.id for one in change.reviewers or ()]
    reasons = [one.id for one in change.reasons or ()]
    if (change.reviewers is not None and people != [one.id for one in protocol.reviewers]) or (
        change.reasons is not None and reasons != [one.id for one in protocol.reasons]
    ):
        raise ReviewkitError(
            message("{file} would not be read as it was asked for. Nothing was changed.", file=FILE)
        )


def _check_people(act: Acting, new: Protocol) -> None:
    """Raises ReviewkitError where a reviewer is removed who has logged anything, or who makes the change."""
    active = _active(act)
    for reviewer in act.review.protocol.reviewers:
        if new.reviewer(reviewer.id) or not active & {reviewer.id, *reviewer.earlier_ids}:
            continue
        raise ReviewkitError(
            message(
                "{reviewer} has worked in this review and cannot be removed, because the logs name them. "
                "Nothing was changed. If they have left, give the last day (until); if they only follow the "
                "review, give them the role `watches` alone.",
                reviewer=reviewer.id,
            )
        )


def _active(act: Acting) -> set[str]:
    """The ids of everybody whom a log or a coding names, as they are written there; and whoever acts now."""
    names = {act.who, *(coding.coder for coding in act.review.facts.codings)}
    for kind in ledger.KINDS:
        acts = act.folder.acts(kind)
        names |= {log.name for log in acts.files.values()}
        names |= {one.by for one in (*acts.counting, *acts.undos, *(entry.act for entry in acts.taken_back))}
    return names


def _check_reasons(act: Acting, new: Protocol) -> None:
    """Raises ReviewkitError where a reason is removed that a decision gives."""
    left = {name for reason in new.reasons for name in (reason.id, *reason.aliases)}
    given = set(_reasons_given(act))
    for reason in act.review.protocol.reasons:
        if reason.id not in left and given & {reason.id, *reason.aliases}:
            raise ReviewkitError(
                message(
                    "The reason {reason} has been given for decisions and cannot be removed. Nothing was "
                    "changed. You can change its label.",
                    reason=reason.id,
                )
            )


def _reasons_given(act: Acting) -> Iterator[str]:
    """The reasons of every decision, also of those that were undone."""
    undone = (entry.act for entry in act.folder.acts(ledger.SCREENING).taken_back)
    for decision in (*act.review.facts.decisions, *undone):
        if isinstance(decision, Decision):
            yield from filter(None, (decision.reason, *decision.other_reasons))


def _check_decided_stages(act: Acting, new: Protocol) -> None:
    """Raises ReviewkitError where decisions would be at a stage that the review no longer has."""
    gone = set(act.review.protocol.stage_list()) - set(new.stage_list())
    decided = [decision.stage for decision in act.review.facts.decisions if decision.stage in gone]
    if decided:
        raise ReviewkitError(
            message(
                "{decisions} been made at the stage {decided}, which this review would no longer have. "
                "Nothing was changed. The stages can be changed until somebody decides.",
                decisions=number_of(len(decided), "decision has", "decisions have"),
                decided=decided[0],
            )
        )


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade does, or did: the format before and after, and the changes in words."""

    before: int
    after: int
    changes: tuple[str, ...]


def plan_upgrade(folder: OpenReview) -> Upgrade:
    """What an upgrade of the folder would change. Raises ReviewkitError for a format newer than this version's."""
    stated = folder.review.protocol.format
    formats.may_write(stated)
    changes = []
    if stated < formats.FORMAT:
        changes.append(f"the line `format: {formats.FORMAT}` is added to {FILE}; nothing else in it changes")
    if not (folder.root / formats.MARK).exists():
        changes.append(f"the file {formats.MARK} is added, which makes reviewkit 0.2 stop and name it")
    return Upgrade(stated, formats.FORMAT, tuple(changes))


def upgrade(folder: OpenReview, as_: str) -> Upgrade:
    """Convert a folder to the format of this version. Logs and exports stay unchanged."""
    with ledger.locked(folder.root):
        plan = plan_upgrade(folder)
        who = person(folder.review.protocol, as_)
        agreements.notice(folder, who)
        if plan.before < plan.after:
            path = folder.root / FILE
            write_whole(path, _with_format(read_text(path)))
            folder.refresh()
        formats.write_mark(folder.root)
        agreements.notice(folder, who, f"upgrade to format {plan.after}")
        if folder.refresh().protocol.format != formats.FORMAT:
            raise ReviewkitError(
                message(
                    "{file}: the line `format: {format}` could not be added. Please add it by hand.",
                    file=FILE,
                    format=formats.FORMAT,
                )
            )
    return plan


_STATED = re.compile(r"^format\s*:.*$", re.MULTILINE)
_FIRST_KEY = re.compile(r"^[A-Za-z_]\w*\s*:", re.MULTILINE)


def _with_format(text: str) -> str:
    """The text of review.yaml with the line that states the format; every other line stays as it is."""
    line = f"format: {formats.FORMAT}  # of this folder; reviewkit changes it (reviewkit upgrade)"
    if _STATED.search(text):
        return _STATED.sub(line, text, count=1)
    first = _FIRST_KEY.search(text)
    if first is None:
        raise ReviewkitError(
            message(
                "{file}: no line begins with a key. Please add the line `format: {format}` by hand.",
                file=FILE,
                format=formats.FORMAT,
            )
        )
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{text[: first.start()]}{line}{end}{text[first.start() :]}"
