"""An open review folder: what is in it, read again only where it changed, and the one place through which acts are
logged.

A process that goes on (screening, the page) keeps one of these. A command that only asks gets its answers from the
cache where no file of the folder changed since they were worked out.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from reviewkit.errors import Problem
from reviewkit.gc_pause import gc_paused
from reviewkit.model import (
    AgreementChange,
    AnyAct,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Export,
    Facts,
    Import,
    Protocol,
    Retrieval,
    SourceRename,
    TakenBack,
    Undo,
)
from reviewkit.progress import Answers, answers
from reviewkit.review import Review
from reviewkit.store import chain, events, ledger, order
from reviewkit.store.folder import root_of
from reviewkit.store.ledger import LogFile

Value = TypeVar("Value")
Signature = tuple[object, ...]

_SETTLED = 2.0  # seconds after which a file's time tells apart two states of it (FAT disks count in these)


@dataclass(frozen=True, slots=True)
class _Part:
    """Something read from some files, with what was wrong, and how the files looked then."""

    signature: Signature
    value: Any
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Acts:
    """The logs of one kind: acts that count, in order, and those that were taken back.

    `files` tell how far each log was read; `hashes` are those of its lines, one after the other, by the log's name.
    """

    files: Mapping[str, LogFile]
    counting: tuple[AnyAct, ...]
    taken_back: tuple[TakenBack, ...]
    undos: tuple[Undo, ...]
    problems: tuple[Problem, ...]
    hashes: Mapping[str, bytes]


@dataclass(slots=True)
class OpenReview:
    """A review folder that is open. `review` is what follows from it now."""

    root: Path
    _parts: dict[str, _Part] = field(default_factory=dict)
    _acts: dict[str, _Acts] = field(default_factory=dict)
    _checksums: Any = None
    _own: frozenset[str] = frozenset()
    _review: Review | None = None
    _revision: str = ""

    @property
    def review(self) -> Review:
        """The review as it was last looked at; the first time it is read. `refresh` looks again."""
        return self._review or self.refresh()

    @property
    def revision(self) -> str:
        """A name for the state of the folder's files, which changes whenever one of them does."""
        if not self._revision:
            self.refresh()
        return self._revision

    def refresh(self) -> Review:
        """Look at the folder again, and read what changed. Raises ReviewkitError where review.yaml cannot be read."""
        revision = revision_of(self.root)
        if self._review is None:
            self._review = Review(self._read)
        elif revision != self._revision:
            self._review = Review(self._read(), before=self._review)
        self._revision = revision
        return self._review

    def answers(self) -> Answers:
        """The flow, the problems and the progress: from the cache where no file changed since, else worked out."""
        from reviewkit.store import answers as cached

        revision = revision_of(self.root)
        if (known := cached.kept(self.root, revision)) is not None:
            return known
        made = answers(self.refresh(), self.digest())
        if time.time() - newest_change(self.root) > _SETTLED and revision_of(self.root) == revision:
            cached.keep(self.root, revision, made)
        return made

    def digest(self) -> str:
        """One hash of all that was logged, whatever the order in which folders were merged."""
        self.review.facts  # noqa: B018 - reads the logs
        return chain.whole_hash(hashes for acts in self._acts.values() for hashes in acts.hashes.values())

    @contextlib.contextmanager
    def writing(self) -> Iterator[Review]:
        """Hold the folder's lock and look at the folder as it is now: what is checked here still holds when it is
        logged."""
        from reviewkit.store.format import may_write

        with ledger.locked(self.root):
            review = self.refresh()
            may_write(review.protocol.format)
            yield review

    def log(self, writer: str, acts: Sequence["AnyAct | Undo"], kind: str = "") -> tuple[str, ...]:
        """Log acts of one kind in the writer's log, all or none; returns their ids. Call within `writing`."""
        if not acts:
            return ()
        first = acts[0]
        where = kind or events.kind_of(first)  # type: ignore[arg-type]
        ids = ledger.append(self.root, where, writer, [events.line_of(act) for act in acts])
        self._own = frozenset(ids)
        self.refresh()
        self._own = frozenset()
        return ids

    def fingerprints(self) -> Mapping[str, str]:
        """Which record of which export each id stands for."""
        return {
            record: f"{export.sha256[:8]}.{position}"
            for export in self.review.facts.exports
            for position, record in enumerate(export.record_ids(), start=1)
        }

    def acts(self, kind: str) -> _Acts:
        """The acts in the logs of a kind."""
        self.review.facts  # noqa: B018 - reads them
        return self._acts[kind]

    def lines_of(self, kind: str, writer: str) -> frozenset[str]:
        """The hashes of the lines of a log."""
        return frozenset(one.hex() for one in chain.unpacked(self.acts(kind).hashes.get(writer, b"")))

    # -- reading

    def _read(self) -> Facts:
        with gc_paused():
            return self._facts()

    def _facts(self) -> Facts:
        from reviewkit.store import codebooks, codings, protocol, searches, studies, unread
        from reviewkit.store import format as formats

        plan: Protocol = self._part("protocol", [protocol.FILE], lambda found: protocol.read(self.root, found))
        sources = self._part("sources", [searches.FILE], lambda found: searches.read_log(self.root, found))
        self._acts = self._grown_acts() or self._all_acts()
        exports, records, source_of = self._read_exports(sources)
        where = _Whereabouts(exports.counting, exports.taken_back)
        verdicts = self._placed(ledger.DUPLICATES, DuplicateVerdict, where.verdict, exports)
        decisions = self._placed(ledger.SCREENING, Decision, where.decision, exports)
        retrievals = self._placed(ledger.RETRIEVAL, Retrieval, where.retrieval, exports)
        written = self._part(
            "codings", [codings.FOLDER], lambda found: codings.read_all(self.root, found), deep=True
        )
        facts = Facts(
            protocol=plan,
            sources=sources,
            imports=self._of(ledger.IMPORTS, Import),
            exports=exports.counting,
            withdrawn=exports.taken_back,
            records=records,
            source_of=source_of,
            verdicts=verdicts,
            runs=self._of(ledger.DUPLICATES, DedupeRun),
            decisions=decisions,
            retrievals=retrievals,
            studies=self._part("studies", [studies.FILE], lambda found: studies.read(self.root, found)),
            codebooks=self._part(
                "codebooks", [codebooks.FOLDER], lambda found: codebooks.read_all(self.root, found)
            ),
            codings=(*written, *codings.from_acts(self._acts[ledger.CODING].counting)),
            agreements=self._of(ledger.AGREEMENTS, AgreementChange),
            taken_back=tuple(entry for kind in ledger.KINDS for entry in self._acts[kind].taken_back),
        )
        people = [reviewer.id for reviewer in plan.reviewers]
        problems = [
            *(problem for part in self._parts.values() for problem in part.problems),
            *(problem for kind in ledger.KINDS for problem in self._acts[kind].problems),
            *(
                problem
                for kind in ledger.KINDS
                for problem in unread.foreign_logs(
                    self.root, kind, [log.name for log in self._acts[kind].files.values()], people
                )
            ),
            *unread.copies_in_root(self.root),
            *unread.no_yaml(self.root),
            *unread.set_aside(self.root),
            *unread.no_logs(self.root),
            *formats.problems(self.root, plan.format),
        ]
        return replace(facts, problems=tuple(problems))

    def _part(
        self, name: str, paths: Iterable[str], read: Callable[[list[Problem]], Value], deep: bool = False
    ) -> Value:
        """Something that is read from files, read again only where they changed."""
        signature = tuple(_signature(self.root / path, deep) for path in paths)
        known = self._parts.get(name)
        if known is None or known.signature != signature:
            problems: list[Problem] = []
            value = read(problems)
            known = self._parts[name] = _Part(signature, value, tuple(problems))
        result: Value = known.value
        return result

    def _grown_acts(self) -> dict[str, _Acts] | None:
        """The acts, where logs only grew by acts that are the last of all; None where anything else changed."""
        if not self._acts:
            return None
        grown = {}
        for kind, before in self._acts.items():
            odd: list[Problem] = []
            files = ledger.read_logs(self.root, kind, odd, before.files)
            acts = None if odd else _grown(before, files, self._own)
            if acts is None:
                return None
            grown[kind] = acts
        return grown

    def _all_acts(self) -> dict[str, _Acts]:
        """The acts of every log, read from the beginning."""
        odd: dict[str, list[Problem]] = {kind: [] for kind in ledger.KINDS}
        logs = {kind: ledger.read_logs(self.root, kind, odd[kind]) for kind in ledger.KINDS}
        links = {f"{kind}/{log.name}": log.links for kind, files in logs.items() for log in files.values()}
        odd[ledger.AGREEMENTS] += chain.missing(links)
        return {kind: _acts(files, odd[kind]) for kind, files in logs.items()}

    def _of(self, kind: str, noun: type[Value]) -> tuple[Value, ...]:
        """The acts of a kind that are of one noun; the same tuple while the logs stay the same."""
        return self._each(
            f"{kind} {noun.__name__}", self._acts[kind].counting, None, lambda acts: _only(acts, noun)
        )

    def _placed(
        self, kind: str, noun: type[Value], place: Callable[[Value], Value], exports: object
    ) -> tuple[Value, ...]:
        """The acts of one noun on the records that they were done on, whatever these are called now."""
        name = f"placed {kind} {noun.__name__}"
        return self._each(name, self._of(kind, noun), exports, lambda acts: tuple(map(place, acts)))

    def _each(
        self, name: str, acts: tuple[Any, ...], given: object, work: Callable[[tuple[Any, ...]], tuple[Value, ...]]
    ) -> tuple[Value, ...]:
        """What is worked out act by act; where acts were only added, from these alone."""
        known = self._parts.get(name)
        if known is None or known.signature[1] is not given:
            known = _Part((acts, given), work(acts), ())
        elif known.signature[0] is not acts:
            before: Any = known.signature[0]
            more = acts[len(before) :]
            value = (*known.value, *work(more)) if acts[: len(before)] == before else work(acts)
            known = _Part((acts, given), value if more or value != known.value else known.value, ())
        self._parts[name] = known
        result: tuple[Value, ...] = known.value
        return result

    def _read_exports(self, sources: Any) -> tuple[Any, Any, Mapping[str, str]]:
        from reviewkit.store import searches
        from reviewkit.store.records import FolderRecords

        self._checksums = self._checksums or searches.Checksums()
        acts = self._acts[ledger.IMPORTS]
        signature = (acts.counting, acts.taken_back, sources, _signature(self.root / searches.FOLDER, True))
        known = self._parts.get("exports")
        if known is None or not _same(known.signature, signature):
            problems: list[Problem] = []
            taken_back = [entry.act for entry in acts.taken_back if isinstance(entry.act, Import)]
            exports = searches.read_exports(
                self.root,
                _only(acts.counting, Import),
                taken_back,
                _only(acts.counting, SourceRename),
                sources,
                self._checksums,
                problems,
            )
            problems += searches.unlisted_files(self.root, [*_only(acts.counting, Import), *taken_back])
            records = FolderRecords(self.root, exports.counting)
            source_of = {record: export.source for export in exports.counting for record in export.record_ids()}
            known = self._parts["exports"] = _Part(signature, (exports, records, source_of), tuple(problems))
        result: tuple[Any, Any, Mapping[str, str]] = known.value
        return result


def open_review(start: Path) -> OpenReview:
    """The review folder that a path lies in. Raises ReviewkitError where there is none."""
    return OpenReview(root_of(start))


def _only(acts: Iterable[AnyAct], noun: type[Value]) -> tuple[Value, ...]:
    return tuple(act for act in acts if isinstance(act, noun))


def _same(before: Signature, now: Signature) -> bool:
    return all(one is other or one == other for one, other in zip(before, now, strict=True))


def _acts(files: Mapping[str, LogFile], odd: list[Problem]) -> _Acts:
    """The acts of one kind of logs. Of the logs only what is needed to go on reading is kept."""
    ordered = order.in_order(log.events for log in files.values())
    acts = events.acts_of(events.one_of_each(ordered, odd), odd)
    counting, taken_back, undone = events.standing(acts)
    odd += undone
    odd += order.from_the_future(ordered, ledger.now())
    odd += [problem for log in files.values() for problem in (*log.problems, *chain.broken(log.shown, log.links))]
    return _Acts(
        files={name: _read_so_far(log) for name, log in files.items()},
        counting=tuple(counting),
        taken_back=taken_back,
        undos=tuple(act for act in acts if isinstance(act, Undo)),
        problems=tuple(odd),
        hashes={log.name: chain.packed(log.links) for log in files.values()},
    )


def _read_so_far(log: LogFile) -> LogFile:
    """A log without its events: enough to read on from here."""
    return replace(log, events=(), links=log.links[-1:])


def _grown(before: _Acts, files: Mapping[str, LogFile], own: frozenset[str]) -> _Acts | None:
    """The acts with those at the end that were just logged here; None where a log did anything but grow by these."""
    if set(before.files) != set(files):
        return None
    grown = [log for name, log in files.items() if log.events or log.size != before.files[name].size]
    if not grown:
        return before if all(log.problems == before.files[name].problems for name, log in files.items()) else None
    if len(grown) > 1 or not grown[0].read_on or grown[0].problems or not grown[0].events or before.undos:
        return None
    (log,) = grown
    if {event.id for event in log.events} != own:
        return None
    odd: list[Problem] = []
    stamped = order.in_order([log.events])
    acts = [act for act in events.acts_of(stamped, odd) if not isinstance(act, Undo)]
    is_last = not before.counting or stamped[0].stamp > before.counting[-1].stamp
    if odd or len(acts) < len(log.events) or not is_last or order.from_the_future(stamped, ledger.now()):
        return None
    return replace(
        before,
        files={name: _read_so_far(one) for name, one in files.items()},
        counting=(*before.counting, *acts),
        hashes={**before.hashes, log.name: before.hashes[log.name] + chain.packed(log.links[1:])},
    )


class _Whereabouts:
    """Which id a record has now that was called otherwise when somebody decided on it.

    A fingerprint is the beginning of the export's checksum and the position in it (`6a95b0c9.17`).
    """

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


def fingerprint(exports: Iterable[Export], record: str) -> str:
    """Which record of which export an id stands for: the beginning of the checksum, and the position from 1."""
    ids, _, number = record.rpartition("-")
    for export in exports:
        if export.ids == ids and number.isdecimal():
            position = int(number) - export.first + 1
            if 0 < position <= export.records:
                return f"{export.sha256[:8]}.{position}"
    return ""


# -- what the files look like


def _signature(path: Path, deep: bool = False) -> Signature:
    """Names, sizes and times of a file, or of the files in a folder; () where there is nothing."""
    try:
        entry = path.stat()
    except OSError as error:
        return (type(error).__name__,)
    if not path.is_dir():
        return (entry.st_size, entry.st_mtime_ns, entry.st_ctime_ns, entry.st_ino)
    return tuple(_entries(path, deep))


def _entries(folder: Path, deep: bool) -> Iterator[tuple[object, ...]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield (folder.name, type(error).__name__)
        return
    for entry in entries:
        if entry.name in (ledger.LOCK_FOLDER, ".git"):
            continue
        try:
            if entry.is_dir():
                if deep:
                    yield (entry.name, *_entries(Path(entry.path), True))
                continue
            stat = entry.stat()
            yield (entry.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
        except OSError as error:
            yield (entry.name, type(error).__name__)


_READ = ("searches", "duplicates", "screening", "retrieval", "coding", "codebooks", "agreements")


def revision_of(root: Path) -> str:
    """A name for the state of all files that are read."""
    import hashlib

    seen = (list(_entries(root, False)), [(folder, _signature(root / folder, True)) for folder in _READ])
    return hashlib.blake2b(repr(seen).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def newest_change(root: Path) -> float:
    """When a file of the folder last changed, in seconds."""

    def times(entries: Iterable[object]) -> Iterator[float]:
        for entry in entries:
            if isinstance(entry, tuple):
                if len(entry) == 5 and all(isinstance(value, int) for value in entry[1:]):
                    yield max(entry[2], entry[3]) / 1e9
                else:
                    yield from times(entry)

    everything = [*_entries(root, False), *((folder, _signature(root / folder, True)) for folder in _READ)]
    return max(times(everything), default=0.0)
