"""Undoing what was done. Nothing is deleted: an undo is a new line, and can itself be undone.

Only the person who decided or coded can undo it. What was done for all (an import, a run, a verdict, a settlement,
a retrieval, a full text, a changed agreement) anybody can undo, with a reason if somebody else did it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reviewkit.actions import agreements, codebook
from reviewkit.actions.act_words import Undoable, described, descriptions
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import ReviewkitError
from reviewkit.model import (
    AgreementChange,
    AnyAct,
    ChartedValue,
    ChartingDone,
    ChartPilot,
    CodebookAct,
    CodedSegment,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Import,
    Pilot,
    SegmentRecoded,
    SegmentReviewed,
    SourceRename,
    StudyCoded,
    StudyMark,
    StudyRead,
    Undo,
    undone_by,
)
from reviewkit.review import Review
from reviewkit.store import ledger
from reviewkit.store.files import write_whole
from reviewkit.store.open_review import OpenReview
from reviewkit.words import message, number_of

Entry = TypeVar("Entry", tuple[str, Undoable], tuple[str, AnyAct, Undo])


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What an undo takes back: the acts by kind, each in words, and what builds on them.

    `already` says in words what was taken back before, so that an undo can be repeated after a crash.
    """

    acts: tuple[tuple[str, Undoable], ...]
    what: tuple[str, ...]
    builds_on_it: tuple[str, ...]
    already: tuple[str, ...] = ()


def plan(folder: OpenReview, ids: Sequence[str], as_: str = "", since: bool = False) -> UndoPlan:
    """What undoing these acts means. Raises ReviewkitError for ids that name nothing in effect."""
    known = _Known(folder)
    found: dict[tuple[str, str], Undoable] = {}
    already = []
    for name in ids:
        if said := known.taken_back(name):
            already.append(said)
            continue
        for kind, act in known.named(name):
            for other in known.with_what_belongs_to(kind, act):
                found[kind, other.id] = other
            if since:
                for later_kind, later in known.since(act, as_):
                    found[later_kind, later.id] = later
    acts = tuple((kind, act) for (kind, _), act in found.items())
    return UndoPlan(acts, tuple(descriptions(acts)), tuple(_what_builds_on(folder.review, acts)), tuple(already))


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone, and the ids of the undos."""

    plan: UndoPlan
    ids: tuple[str, ...]


def undo(folder: OpenReview, as_: str, ids: Sequence[str], note: str = "", since: bool = False) -> Undone:
    """Take acts back, all or none of each kind of log. Raises ReviewkitError, with nothing changed, where the person
    may not, or a note is missing."""
    with acting(folder, as_) as act:
        made = plan(folder, ids, act.who, since)
        for kind, target in made.acts:
            _may_undo(act, kind, target, note)
        by_kind: dict[str, list[Undo]] = {}
        for kind, target in made.acts:
            by_kind.setdefault(kind, []).append(Undo(target.id, act.who, note, at=ledger.now()))
        texts = _texts_put_back(act, (target for _, target in made.acts))
        texts += _codebooks_put_back(act, (target for _, target in made.acts))
        done = [event_id for kind, undos in by_kind.items() for event_id in act.log(undos, kind)]
        if texts:
            _write_back(act, texts, f"put back by {', '.join(done)}")
        return Undone(made, tuple(done))


class _Known:
    """What each id in the logs leads to, with the kind of log that holds it.

    `by_id` holds what taking back an id takes back: an act that counts itself; for an undo in effect that undo; for an
    undo of an undo the act that counts again by it. `back` holds of what was taken back already the act that it comes
    down to, and the undo that did it.
    """

    def __init__(self, folder: OpenReview) -> None:
        folder.review.facts  # noqa: B018 - reads the logs
        self.by_id: dict[str, list[tuple[str, Undoable]]] = {}
        self.back: dict[str, list[tuple[str, AnyAct, Undo]]] = {}
        self.undone: dict[tuple[str, str], Undo] = {}
        self.undos: list[tuple[str, Undo]] = []
        for kind in ledger.KINDS:
            acts = folder.acts(kind)
            undone = undone_by(acts.undos)
            self.undone |= {(kind, event_id): undo for event_id, undo in undone.items()}
            self.undos += [(kind, undo) for undo in acts.undos if undo.id not in undone]
            for act in acts.counting:
                self.by_id.setdefault(act.id, []).append((kind, act))
            for entry in acts.taken_back:
                self.back.setdefault(entry.act.id, []).append((kind, entry.act, entry.undo))
            known: dict[str, Undoable] = {one.id: one for one in (*acts.counting, *acts.undos)}
            known |= {entry.act.id: entry.act for entry in acts.taken_back}
            for undo in acts.undos:
                self._add_undo(kind, undo, known, undone)

    def _add_undo(self, kind: str, undo: Undo, known: Mapping[str, Undoable], undone: Mapping[str, Undo]) -> None:
        """Where an undo leads; nowhere where it names nothing."""
        chain = _down_to_the_act(undo, known)
        root = chain[-1]
        if isinstance(root, Undo):
            return
        means_that_it_counts = len(chain) % 2 == 1  # an undo of an undo, or an undo of an undo of such a one
        counts = root.id not in undone
        if undo.id in undone:
            self.back.setdefault(undo.id, []).append((kind, root, undone[undo.id]))
        elif means_that_it_counts == counts:
            self.by_id.setdefault(undo.id, []).append((kind, root if counts else undone[root.id]))
        else:
            by = next(undone[act.id] for act in reversed(chain) if act.id in undone)
            self.back.setdefault(undo.id, []).append((kind, root, by))

    def taken_back(self, name: str) -> str:
        """Why there is nothing left to undo under a name, in words; "" where something is left."""
        kind, _, event_id = name.rpartition("/")
        if _of_kind(self.by_id.get(event_id, ()), kind) or any(ledger.token_of(one) == name for one in self.by_id):
            return ""
        found = [
            (one, *entry)
            for one, entries in self.back.items()
            if one == event_id or (ledger.token_of(one) == name and _is_token(name))
            for entry in _of_kind(entries, kind)
        ]
        if not found:
            return ""
        one, where, act, by = found[0]
        undone = f"{name} has already been undone, by {by.by}"
        if act.id == one:
            return f"{undone}. To undo the undo: reviewkit undo {self._name(where, by.id)}"
        if (where, act.id) in self.undone:
            again = self._name(where, self.undone[where, act.id].id)
            return f"{undone}. To restore {act.id}: reviewkit undo {again}"
        return f"{undone}, so {act.id} counts. To undo {act.id} again: reviewkit undo {self._name(where, act.id)}"

    def _name(self, kind: str, event_id: str) -> str:
        """An id as somebody can type it: with the kind of log where version 0.2 gave it in several."""
        return f"{kind}/{event_id}" if len(self.kinds_of(event_id)) > 1 else event_id

    def kinds_of(self, event_id: str) -> list[str]:
        """The kinds of log that hold an id."""
        entries = (*self.by_id.get(event_id, ()), *self.back.get(event_id, ()))
        return [kind for kind in ledger.KINDS if any(entry[0] == kind for entry in entries)]

    def named(self, name: str) -> list[tuple[str, Undoable]]:
        """The acts that have this name: an id, KIND/ID where version 0.2 gave an id in several logs, or the common
        part of the ids of one append (`a-7k3fq`)."""
        kind, _, event_id = name.rpartition("/")
        kinds = self.kinds_of(event_id)
        if len(kinds) > 1 and not kind:
            names = " or ".join(f"{one}/{event_id}" for one in kinds)
            raise ReviewkitError(
                message(
                    "{event} is the id of {n} entries. Say which one: {names}",
                    event=event_id,
                    n=len(kinds),
                    names=names,
                )
            )
        found = _of_kind(self.by_id.get(event_id, ()), kind)
        if not found and name.count("-") and _is_token(name):
            found = [item for one, items in self.by_id.items() if ledger.token_of(one) == name for item in items]
        if not found:
            raise ReviewkitError(
                message(
                    "{name!r} is not the id of anything in effect. Every command that logs something prints its "
                    "id, such as a-7k3fq-17; all ids are in the logs in screening/, duplicates/ and so on.",
                    name=name,
                )
            )
        return found

    def with_what_belongs_to(self, kind: str, act: Undoable) -> list[Undoable]:
        """The act; with a run of the deduplication its verdicts, with an undo every other of the same act."""
        if isinstance(act, Undo):
            return self._undos_with(kind, act)
        if not isinstance(act, DedupeRun):
            return [act]
        verdicts = [
            other
            for items in self.by_id.values()
            for where, other in items
            if where == kind and isinstance(other, DuplicateVerdict) and _is_of_run(other, act)
        ]
        return [act, *verdicts]

    def _undos_with(self, kind: str, undo: Undo) -> list[Undoable]:
        """Every undo in effect of the act that one names; of a run also those of the verdicts that went with it, as a
        run without its verdicts would have compared everything and found nothing."""
        named = {undo.event}
        back = [(act, by) for entries in self.back.values() for where, act, by in entries if where == kind]
        run = next((act for act, _ in back if act.id == undo.event and isinstance(act, DedupeRun)), None)
        if run:
            together = ledger.token_of(undo.id)
            named |= {
                act.id
                for act, by in back
                if isinstance(act, DuplicateVerdict)
                and ledger.token_of(by.id) == together
                and _is_of_run(act, run)
            }
        return [one for where, one in self.undos if where == kind and one.event in named]

    def since(self, act: Undoable, who: str) -> list[tuple[str, Undoable]]:
        """The acts that the same person logged after an act, of all kinds."""
        return [
            (kind, other)
            for items in self.by_id.values()
            for kind, other in items
            if other.stamp.writer == who
            and other.stamp > act.stamp
            and not isinstance(other, Undo | AgreementChange)
        ]


def _of_kind(entries: Iterable[Entry], kind: str) -> list[Entry]:
    """The entries in the logs of a kind; all where none is named."""
    return [entry for entry in entries if not kind or entry[0] == kind]


def _down_to_the_act(undo: Undo, known: Mapping[str, Undoable]) -> list[Undoable]:
    """An undo, what it names, and so on to the act that it comes down to; the last is an undo where none is there."""
    chain: list[Undoable] = [undo]
    passed = {undo.id}
    while isinstance(last := chain[-1], Undo) and last.event in known and last.event not in passed:
        chain.append(known[last.event])
        passed.add(last.event)
    return chain


def _is_token(name: str) -> bool:
    """Whether a name is the common part of the ids of one append and not the id of a person."""
    return ledger.is_token(name.rpartition("-")[2])


def _is_of_run(verdict: DuplicateVerdict, run: DedupeRun) -> bool:
    """Whether a verdict was logged with a run: in one append, or by version 0.2 at one time."""
    if verdict.by != run.by or verdict.stamp.writer != run.stamp.writer:
        return False
    if _is_token(ledger.token_of(run.id)):
        return ledger.token_of(verdict.id) == ledger.token_of(run.id)
    return verdict.at == run.at and verdict.tool_version == run.version


_PERSONAL = (
    CodedSegment,
    SegmentRecoded,
    SegmentReviewed,
    StudyRead,
    StudyMark,
    StudyCoded,
    ChartedValue,
    ChartingDone,
)


def _may_undo(act: Acting, kind: str, target: Undoable, note: str) -> None:
    """Raises ReviewkitError where this person may not undo this act, or does not say why."""
    if isinstance(target, Import | SourceRename | Undo):
        act.needs_new_format(message("undoing {what}", what=described(target)))
    if isinstance(target, Undo) and (restored := _restored(act, kind, target)) and _is_personal(restored):
        _may_undo(act, kind, restored, note)
        return
    if isinstance(target, Decision) and not target.final:
        imported_here = target.origin and act.id_of(target.stamp.writer) == act.who
        if act.id_of(target.by) != act.who and not imported_here:
            raise ReviewkitError(
                message(
                    "{target} is a decision of {by}, which only {by} can undo. Nothing was changed. If you "
                    "disagree, settle the conflict: reviewkit screen conflicts --as {who}",
                    target=target.id,
                    by=target.by,
                    who=act.who,
                )
            )
    elif isinstance(target, ChartedValue | ChartingDone):
        if act.id_of(target.by) != act.who:
            raise ReviewkitError(
                message(
                    "{target} is charting by {by}, which only {by} can undo. Nothing was changed.",
                    target=target.id,
                    by=target.by,
                )
            )
    elif isinstance(target, _PERSONAL):
        if act.id_of(target.by) != act.who:
            raise ReviewkitError(
                message(
                    "{target} is coding by {by}, which only {by} can undo. Nothing was changed.",
                    target=target.id,
                    by=target.by,
                )
            )
    elif act.who not in (act.id_of(target.by), act.id_of(target.stamp.writer)) and not note.strip():
        raise ReviewkitError(
            message(
                "{target} was done by {by} on behalf of the team. Say why you undo it: --note WHY. Nothing "
                "was changed.",
                target=target.id,
                by=target.by,
            )
        )


def _is_personal(act: Undoable) -> bool:
    """Whether an act is of one person alone."""
    return isinstance(act, _PERSONAL) or (isinstance(act, Decision) and not act.final)


def _restored(act: Acting, kind: str, undo_of: Undo) -> AnyAct | None:
    """The act that counts again once an undo is undone."""
    taken_back = act.folder.acts(kind).taken_back
    return next((entry.act for entry in taken_back if entry.act.id == undo_of.event), None)


def _what_builds_on(review: Review, acts: Iterable[tuple[str, Undoable]]) -> list[str]:
    """What else stops counting, or counts differently, once these acts are undone."""
    lines = []
    for _, act in acts:
        if isinstance(act, Import):
            lines += _on_records(review, act)
        if isinstance(act, DedupeRun):
            lines.append("its duplicates become separate reports until the next run: reviewkit dedupe")
        if isinstance(act, Pilot):
            lines.append(f"all reports at {act.stage} open; decisions made in the pilot count as any others")
        if isinstance(act, ChartPilot):
            lines.append("all studies open; answers that were charted in the pilot count as any others")
        if isinstance(act, CodebookAct):
            lines.append(f"the file of the codebook {act.book} is put back to what it says without this")
        if isinstance(act, Undo):
            lines.append(f"{act.event} will count again")
    return list(dict.fromkeys(lines))


def _on_records(review: Review, act: Import) -> list[str]:
    export = next((one for one in review.facts.exports if one.imported == act.id), None)
    if export is None:
        return []
    ids = frozenset(export.record_ids())
    decisions = sum(one.record in ids for one in review.facts.decisions)
    verdicts = sum(one.first in ids or one.second in ids for one in review.facts.verdicts)
    retrievals = sum(one.record in ids for one in review.facts.retrievals)
    texts = sum(one.record in ids for one in review.facts.texts)
    studies = sum(any(record in ids for record in study.records) for study in review.facts.studies)
    named = [
        number_of(n, singular, plural)
        for n, singular, plural in (
            (decisions, "decision", "decisions"),
            (verdicts, "verdict on duplicates", "verdicts on duplicates"),
            (retrievals, "retrieval", "retrievals"),
            (texts, "full text", "full texts"),
            (studies, "study", "studies"),
        )
        if n
    ]
    lines = [
        f"{number_of(export.records, 'record')} of {export.source} will not count; their ids will never be used again"
    ]
    if named:
        lines.append(
            f"{', '.join(named)} on them will stay in the logs, and count again if the import is restored"
        )
    return lines


@dataclass(frozen=True, slots=True)
class _NewText:
    """A YAML file, and its new text."""

    file: str
    text: str


def _texts_put_back(act: Acting, targets: Iterable[Undoable]) -> list[_NewText]:
    """The new texts of YAML files. Raises ReviewkitError, with nothing written, where one cannot be put back."""
    changes = act.review.facts.agreements
    texts = []
    for target in targets:
        if isinstance(target, AgreementChange):
            texts.append(_NewText(target.file, _text_before(act, target)))
        elif isinstance(target, Undo) and (change := _change_taken_back(act, target)):
            _must_read(act, change, change.before)
            texts.append(
                _NewText(change.file, agreements.text_of((*changes, change), change.file, change.id) or "")
            )
    return texts


def _codebooks_put_back(act: Acting, targets: Iterable[Undoable]) -> list[_NewText]:
    """The new texts of codebooks. Raises ReviewkitError, with nothing written, where one cannot be put back."""
    known = list(targets)
    gone = [target for target in known if isinstance(target, CodebookAct)]
    codings = frozenset(target.id for target in known if isinstance(target, CodedSegment | StudyMark))
    restored = [_restored(act, ledger.HISTORY, target) for target in known if isinstance(target, Undo)]
    again = [one for one in restored if isinstance(one, CodebookAct)]
    return [_NewText(new.file, new.text) for new in codebook.put_back(act, gone, again, codings)]


def _text_before(act: Acting, change: AgreementChange) -> str:
    """The text of a file before a change."""
    if not change.before:
        raise ReviewkitError(
            message(
                "{change} is the first known version of {file}, so there is nothing to put back.",
                change=change.id,
                file=change.file,
            )
        )
    _must_read(act, change, change.after)
    changes = act.review.facts.agreements
    earlier = [one for one in changes if one.file == change.file and one.after == change.before]
    text = agreements.text_of(changes, change.file, earlier[-1].id) if earlier else None
    if text is None:
        raise ReviewkitError(
            message(
                "{file}: its text before {change} is not in the log. Edit it by hand.",
                file=change.file,
                change=change.id,
            )
        )
    return text


def _must_read(act: Acting, change: AgreementChange, wanted: str) -> None:
    """Raises ReviewkitError where a file is not as a change of it assumes."""
    path = act.root / change.file
    now = agreements.checksum(path.read_bytes().decode("utf-8-sig")) if path.exists() else ""
    if now != wanted:
        raise ReviewkitError(
            message(
                "{file} was changed again after {change}, so it was not put back. Edit it by hand, or undo "
                "the later changes first.",
                file=change.file,
                change=change.id,
            )
        )


def _change_taken_back(act: Acting, undo_of: Undo) -> AgreementChange | None:
    restored = _restored(act, ledger.AGREEMENTS, undo_of)
    return restored if isinstance(restored, AgreementChange) else None


def _write_back(act: Acting, texts: Iterable[_NewText], why: str) -> None:
    for new in texts:
        write_whole(act.root / new.file, new.text)
    act.folder.refresh()
    agreements.notice(act.folder, act.who, why)


def common_name(ids: Sequence[str]) -> str:
    """What to give to `undo` to undo all of these: a single id, else the part that ids of one append share."""
    if len(ids) == 1:
        return ids[0]
    names = list(dict.fromkeys(ledger.token_of(event_id) for event_id in ids))
    return " ".join(names)


def name_of_change(done: codebook.ChangedBook) -> str:
    """What `undo` calls a change to a codebook, without the act that only records it as it was found; "" where nothing
    else was logged."""
    own = done.ids[1:] if done.begun else done.ids
    return common_name(own) if own else ""


def one_of_kinds(folder: OpenReview, event_id: str, kinds: Sequence[str]) -> str:
    """The name of an act by its id in the logs of some kinds, where version 0.2 gave the id in others too."""
    known = _Known(folder).kinds_of(event_id)
    return next((f"{kind}/{event_id}" for kind in known if kind in kinds), event_id)
