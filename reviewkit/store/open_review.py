"""An open review folder: its contents, read again only where they changed, and the one place through which acts are
logged.

A process that keeps running (screening, the page) holds one of these. A command that only reads gets its answers from
the cache if no file of the folder has changed since they were computed.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reviewkit.errors import Problem
from reviewkit.gc_pause import gc_paused
from reviewkit.logged_codings import from_acts, with_added, without_logged
from reviewkit.model import (
    AgreementChange,
    AnyAct,
    ChartedValue,
    ChartingDone,
    ChartPilot,
    ChartSettled,
    ClaimConfirmed,
    CodebookAct,
    Coding,
    CodingAct,
    ConflictsOpened,
    Consulted,
    Decision,
    DedupeRun,
    DuplicateVerdict,
    Facts,
    Finding,
    FindingJudged,
    Import,
    Pilot,
    Protocol,
    Record,
    Retrieval,
    SegmentReviewed,
    Source,
    SourceRename,
    StudyRead,
    TakenBack,
    Text,
    TextRequest,
    Undo,
)
from reviewkit.progress import Answers, answers
from reviewkit.review import Review
from reviewkit.store import chain, events, kept_acts, ledger
from reviewkit.store.acts import Acts, grown, read_acts
from reviewkit.store.files import remove_left_behind
from reviewkit.store.fingerprints import Ids
from reviewkit.store.folder import root_of
from reviewkit.store.local import key_of
from reviewkit.store.parts import Parts
from reviewkit.store.revision import READ, newest_change, revision_of, signature

if TYPE_CHECKING:
    from reviewkit.store.searches import Exports

Noun = TypeVar("Noun")

_SETTLED = 2.0  # seconds after which a change shows in a file's time (the resolution of FAT disks)


class _Searched(NamedTuple):
    """The result of the imports: exports in effect and undone, their records, and the source of each record."""

    exports: "Exports"
    records: Mapping[str, Record]
    source_of: Mapping[str, str]


@dataclass(slots=True)
class OpenReview:
    """An open review folder. `review` is what follows from its present contents."""

    root: Path
    _parts: Parts = field(init=False)
    _ids: Ids = field(init=False)
    _acts: dict[str, Acts] = field(default_factory=dict)
    _own: frozenset[str] = frozenset()
    _review: Review | None = None
    _revision: str = ""
    _answers: tuple[str, Answers] | None = None
    _coded: tuple[tuple[CodingAct, ...], tuple[SegmentReviewed, ...], tuple[Coding, ...]] = ((), (), ())

    def __post_init__(self) -> None:
        self._parts = Parts(self.root)

    @property
    def review(self) -> Review:
        """The review as of the last refresh; read on first use."""
        return self._review or self.refresh()

    @property
    def revision(self) -> str:
        """A name for the state of the folder's files, which changes whenever one of them does."""
        if not self._revision:
            self.refresh()
        return self._revision

    def refresh(self) -> Review:
        """Read again what has changed in the folder. Raises ReviewkitError where review.yaml cannot be read."""
        revision = revision_of(self.root)
        if self._review is None:
            self._review = Review(self._read)
        elif revision != self._revision:
            self._review = Review(self._read(), before=self._review)
        self._revision = revision
        return self._review

    def answers(self) -> Answers:
        """The flow, the problems and the progress: those known if no file has changed since, otherwise computed."""
        revision = revision_of(self.root)
        if self._answers is None or self._answers[0] != revision:
            self._answers = revision, self._from_cache(revision)
        return self._answers[1]

    def _from_cache(self, revision: str) -> Answers:
        """The answers as an earlier command kept them on this computer, otherwise computed and kept."""
        from reviewkit.blind import problems_shown
        from reviewkit.store import answers as cached
        from reviewkit.store import coded_quotes

        if (known := cached.kept(self.root, revision)) is not None:
            return known
        with gc_paused():
            review = self.refresh()
            problems = (*problems_shown(review, ""), *coded_quotes.problems(self.root, review))
            computed = answers(review, self.digest(), problems)
        if time.time() - newest_change(self.root) > _SETTLED and revision_of(self.root) == revision:
            cached.keep(self.root, revision, computed)
        return computed

    def digest(self) -> str:
        """One hash of everything logged, whatever the order in which folders were merged."""
        self.review.facts  # noqa: B018 - reads the logs
        return chain.whole_hash(hashes for acts in self._acts.values() for hashes in acts.hashes.values())

    @contextlib.contextmanager
    def writing(self) -> Iterator[Review]:
        """Hold the folder's lock and refresh the review, so that what is checked here is still true when it is
        logged."""
        from reviewkit.store.format import may_write

        with ledger.locked(self.root):
            review = self.refresh()
            may_write(review.protocol.format)
            remove_left_behind(self.root, READ)
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
        if where == kept_acts.KIND and len(acts) >= kept_acts.MANY:
            self._all_acts()  # which keeps them for the next command
        return ids

    def fingerprints(self) -> Mapping[str, str]:
        """Which record of which export each id refers to."""
        self.review.facts  # noqa: B018 - reads the exports
        return self._ids.fingerprints

    def acts(self, kind: str) -> Acts:
        """The acts in the logs of a kind."""
        self.review.facts  # noqa: B018 - reads them
        return self._acts[kind]

    def lines_of(self, kind: str, writer: str) -> frozenset[str]:
        """The hashes of the lines of a log."""
        return frozenset(line.hex() for line in chain.unpacked(self.acts(kind).hashes.get(writer, b"")))

    # -- reading

    def _read(self) -> Facts:
        with gc_paused():
            return self._facts()

    def _facts(self) -> Facts:
        from reviewkit.store import codebooks, codings, forms, protocol, searches, studies

        files = self._parts.of_files
        plan: Protocol = files("protocol", [protocol.FILE], lambda found: protocol.read(self.root, found))
        sources = files("sources", [searches.FILE], lambda found: searches.read_log(self.root, found))
        self._acts = self._grown_acts() or self._all_acts()
        searched = self._searched(sources)
        self._ids = ids = self._parts.of(
            "ids",
            (searched, plan),
            lambda _: Ids(searched.exports.counting, searched.exports.taken_back, plan),
        )
        written = files("codings", [codings.FOLDER], lambda found: codings.read_all(self.root, found), deep=True)
        coding_acts = self._coding_acts(ids)
        reviews = self._placed(ledger.CODING, SegmentReviewed, ids.acted, ids)
        logged, by_hand = self._logged_codings(coding_acts, reviews), tuple(map(ids.coding, written))
        facts = Facts(
            protocol=plan,
            sources=sources,
            imports=self._of(ledger.IMPORTS, Import),
            exports=searched.exports.counting,
            withdrawn=searched.exports.taken_back,
            records=searched.records,
            source_of=searched.source_of,
            verdicts=self._placed(ledger.DUPLICATES, DuplicateVerdict, ids.verdict, ids),
            runs=self._of(ledger.DUPLICATES, DedupeRun),
            decisions=self._placed(ledger.SCREENING, Decision, ids.decision, ids),
            pilots=self._placed(ledger.SCREENING, Pilot, ids.pilot, ids),
            openings=self._placed(ledger.SCREENING, ConflictsOpened, ids.acted, ids),
            retrievals=self._placed(ledger.RETRIEVAL, Retrieval, ids.retrieval, ids),
            text_requests=self._placed(ledger.RETRIEVAL, TextRequest, ids.retrieval, ids),
            texts=self._placed(ledger.RETRIEVAL, Text, ids.retrieval, ids),
            studies=files("studies", [studies.FILE], lambda found: studies.read(self.root, found)),
            codebooks=files("codebooks", [codebooks.FOLDER], lambda found: codebooks.read_all(self.root, found)),
            codings=(*without_logged(by_hand, logged), *logged),
            by_hand=by_hand,
            coding_acts=coding_acts,
            codebook_acts=self._placed(ledger.HISTORY, CodebookAct, ids.acted, ids),
            reviews=reviews,
            readings=self._placed(ledger.CODING, StudyRead, ids.acted, ids),
            consultations=self._placed(ledger.CODING, Consulted, ids.acted, ids),
            findings=self._placed(ledger.CODING, Finding, ids.acted, ids),
            judgements=self._placed(ledger.CODING, FindingJudged, ids.acted, ids),
            form=files("form", [forms.FILE], lambda found: forms.read(self.root, found)),
            charted=self._placed(ledger.CHARTING, ChartedValue, ids.acted, ids),
            settled=self._placed(ledger.CHARTING, ChartSettled, ids.acted, ids),
            charting_done=self._placed(ledger.CHARTING, ChartingDone, ids.acted, ids),
            chart_pilots=self._placed(ledger.CHARTING, ChartPilot, ids.chart_pilot, ids),
            confirmed_claims=self._placed(ledger.MANUSCRIPTS, ClaimConfirmed, ids.acted, ids),
            agreements=self._of(ledger.AGREEMENTS, AgreementChange),
            taken_back=self._taken_back(ids),
            undos=tuple(undo for kind in ledger.KINDS for undo in self._acts[kind].undos),
            today=date.today(),
        )
        return replace(facts, problems=tuple(self._problems(plan, facts.texts)))

    def _problems(self, plan: Protocol, attached: Sequence[Text]) -> Iterator[Problem]:
        """What is wrong with the files of the folder, including files that nothing reads."""
        from reviewkit.store import codings, texts, unread
        from reviewkit.store import format as formats

        yield from self._parts.problems()
        for acts in self._acts.values():
            yield from acts.problems
        people = [name for reviewer in plan.reviewers for name in (reviewer.id, *reviewer.earlier_ids)]
        for kind, acts in self._acts.items():
            yield from unread.foreign_logs(kind, [log.name for log in acts.files.values()], people)
        yield from unread.copied_coders(self.root, people)
        yield from unread.foreign_coders(self.root, people)
        yield from unread.copies_in_root(self.root)
        yield from unread.copies_of_form(self.root)
        yield from unread.unread_at_top(self.root)
        yield from unread.unread_in_folders(self.root)
        yield from unread.set_aside(self.root)
        yield from formats.problems(self.root, plan.format)
        coded = self._acts[ledger.CODING]
        yield from codings.problems(coded.counting, (entry.act for entry in coded.taken_back))
        detached = [entry.act for entry in self._acts[ledger.RETRIEVAL].taken_back if isinstance(entry.act, Text)]
        yield from texts.problems(self.root, attached, detached)

    def _grown_acts(self) -> dict[str, Acts] | None:
        """The acts, if the logs only grew by acts that come last in the order; None where anything else changed."""
        if not self._acts:
            return None
        result = {}
        for kind, before in self._acts.items():
            problems: list[Problem] = []
            files = ledger.read_logs(self.root, kind, problems, before.files)
            acts = None if problems else grown(before, files, self._own)
            begun_anew = set(files) != set(before.files) and any(one.problems for one in self._acts.values())
            if acts is None or begun_anew:  # a log that was missed until now may be the one that came
                return None
            result[kind] = acts
        return result

    def _all_acts(self) -> dict[str, Acts]:
        """The acts of every log, read from the beginning where they were not kept."""
        problems: dict[str, list[Problem]] = {kind: [] for kind in ledger.KINDS}
        kept = kept_acts.read(self.root)
        logs = {
            kind: kept.logs
            if kept and kind == kept_acts.KIND
            else ledger.read_logs(self.root, kind, problems[kind])
            for kind in ledger.KINDS
        }
        links = {f"{kind}/{log.name}": log.links for kind, files in logs.items() for log in files.values()}
        problems[ledger.AGREEMENTS] += chain.missing(links)
        acts = {
            kind: kept.acts if kept and kind == kept_acts.KIND else read_acts(files, problems[kind])
            for kind, files in logs.items()
        }
        if not kept:
            kept_acts.keep(self.root, kept_acts.KeptActs(acts[kept_acts.KIND], logs[kept_acts.KIND]))
        return acts

    def _of(self, kind: str, noun: type[Noun]) -> tuple[Noun, ...]:
        """The acts of a kind that are of one noun; the same tuple while none is added."""
        return self._acts[kind].of(noun)

    def _placed(self, kind: str, noun: type[Noun], place: Callable[[Noun], Noun], ids: Ids) -> tuple[Noun, ...]:
        """The acts of one noun with the ids that records, people and reasons have now."""
        name = f"placed {kind} {noun.__name__}"
        return self._parts.of_each(name, self._of(kind, noun), ids, lambda acts: tuple(map(place, acts)))

    def _coding_acts(self, ids: Ids) -> tuple[CodingAct, ...]:
        """What coders logged, in its order, by whom as they are called now."""
        logged = tuple(act for act in self._acts[ledger.CODING].counting if isinstance(act, CodingAct))
        return self._parts.of_each("coding acts", logged, ids, lambda acts: tuple(map(ids.acted, acts)))

    def _logged_codings(
        self, acts: tuple[CodingAct, ...], reviews: tuple[SegmentReviewed, ...]
    ) -> tuple[Coding, ...]:
        """The codings that follow from what coders and reviewers logged; where acts were only added, from what these
        touch."""
        coded, reviewed, codings = self._coded
        added = (*acts[len(coded) :], *reviews[len(reviewed) :])
        if not coded or acts[: len(coded)] != coded or reviews[: len(reviewed)] != reviewed:
            codings = from_acts((*acts, *reviews))
        elif added:
            codings = with_added(codings, (*acts, *reviews), added)
        self._coded = acts, reviews, codings
        return codings

    def _taken_back(self, ids: Ids) -> tuple[TakenBack, ...]:
        """The acts that were undone, kind by kind; the same tuple while the logs stay the same."""
        undone = tuple(self._acts[kind].taken_back for kind in ledger.KINDS)
        return self._parts.of(
            "taken back",
            (undone, ids),
            lambda _: tuple(ids.taken_back(entry) for acts in undone for entry in acts),
        )

    def _searched(self, sources: Sequence[Source]) -> _Searched:
        """The exports and their records, read again where an import or a file under searches/ changed."""
        from reviewkit.store import searches
        from reviewkit.store.records import FolderRecords

        acts = self._acts[ledger.IMPORTS]
        taken_back = [entry.act for entry in acts.taken_back if isinstance(entry.act, Import)]
        imports, renames = acts.of(Import), acts.of(SourceRename)
        checksums = self._parts.of("checksums", (), lambda _: searches.Checksums(key_of(self.root)))

        def read(problems: list[Problem]) -> _Searched:
            exports = searches.read_exports(self.root, imports, taken_back, renames, sources, checksums, problems)
            checksums.keep()
            problems += searches.unlisted_files(self.root, [*imports, *taken_back])
            source_of = {record: export.source for export in exports.counting for record in export.record_ids()}
            return _Searched(exports, FolderRecords(self.root, exports.counting), source_of)

        files = signature(self.root / searches.FOLDER, True)
        return self._parts.of("exports", (acts.counting, acts.taken_back, sources, files), read)


def open_review(start: Path) -> OpenReview:
    """The review folder that a path lies in. Raises ReviewkitError where there is none."""
    return OpenReview(root_of(start))
