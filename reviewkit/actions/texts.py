"""Full texts: attach them to reports, list them, and read them back with their checksums checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewkit.actions.who import Acting, acting, known_records
from reviewkit.encodings import is_guessed
from reviewkit.errors import ReviewkitError
from reviewkit.formats.documents import Document, document_of
from reviewkit.model import Retrieval, Text
from reviewkit.review import Review
from reviewkit.store import ledger, texts
from reviewkit.store.files import sha256
from reviewkit.store.open_review import OpenReview
from reviewkit.store.readings import looked_at
from reviewkit.store.texts import TextState
from reviewkit.words import message

_LONGEST_NAME = 200  # characters of the name that a file had


@dataclass(frozen=True, slots=True)
class Attached:
    """A full text that was attached; `ids` are empty where the report had it already.

    `retrieved` says that the report was logged as retrieved with it; `also_of` are other reports with the same file;
    `scans` are its pages that are pictures without text; `unread` is why nothing in it can be read, "" where it can;
    `guessed` says that its encoding was guessed (encodings), so that its letters may be others.
    """

    ids: tuple[str, ...]
    report: str
    path: str
    sha256: str
    retrieved: bool = False
    also_of: tuple[str, ...] = ()
    scans: tuple[int, ...] = ()
    unread: str = ""
    guessed: bool = False


def attach(folder: OpenReview, as_: str, record: str, name: str, data: bytes, note: str = "") -> Attached:
    """Keep a document as a full text of a record's report, and log that it was retrieved unless that is known.

    `name` is what the file was called; its own name in texts/ is made here. The same bytes again change nothing, but
    put back a file that is missing. Raises ReviewkitError for bytes that are no document.
    """
    kind = document_of(data, _base_name(name))
    digest = sha256(data)
    with acting(folder, as_) as act:
        act.needs_new_format(message("attaching a full text"))
        known_records(act.review, [record])
        report = act.review.report_of[record]
        known = next((one for one in act.review.texts_of.get(report, ()) if one.sha256 == digest), None)
        path = known.path if known else texts.path_for(report, digest, kind)
        if not act.review.facts.texts:
            texts.keep_out_of_git(act.root)
        texts.keep(act.root, path, data)
        also_of = _others_with(act.review, report, digest)
        if known:
            return Attached((), report, path, digest, also_of=also_of)
        text = Text(
            by=act.who,
            record=report,
            path=path,
            sha256=digest,
            size=len(data),
            name=_base_name(name),
            note=note,
            fingerprint=act.fingerprint(report),
            at=ledger.now(),
        )
        retrieval = _retrieval(act, report)
        looked = looked_at(data, digest, kind.value, _base_name(name))
        guessed = kind is Document.TXT and is_guessed(data)
        logged = act.log([text, *retrieval])
        return Attached(logged, report, path, digest, bool(retrieval), also_of, *looked, guessed)


def _base_name(name: str) -> str:
    """The name of a file without the folders that it lay in, which are nobody's business."""
    return name.replace("\\", "/").rsplit("/", 1)[-1][-_LONGEST_NAME:]


def _retrieval(act: Acting, report: str) -> list[Retrieval]:
    """That the report was retrieved, where that is not its last retrieval."""
    last = act.review.outcomes[report].retrieval
    if last and last.retrieved:
        return []
    return [Retrieval(act.who, report, True, "", act.fingerprint(report), at=ledger.now())]


def _others_with(review: Review, report: str, digest: str) -> tuple[str, ...]:
    return tuple(
        other
        for other, attached in review.texts_of.items()
        if other != report and any(text.sha256 == digest for text in attached)
    )


@dataclass(frozen=True, slots=True)
class ListedText:
    """A text of a report, and whether its file is as it was attached."""

    report: str
    text: Text
    state: TextState


def listed(folder: OpenReview, report: str = "") -> tuple[ListedText, ...]:
    """The texts of a report, or of all, in the order of the reports; every file is read to check it."""
    review = folder.review
    wanted: Sequence[str] = [report] if report else [one for one in review.reports if one in review.texts_of]
    return tuple(
        ListedText(one, text, texts.state_of(folder.root, text))
        for one in wanted
        for text in review.texts_of.get(one, ())
    )


@dataclass(frozen=True, slots=True)
class OpenedText:
    """A text with its bytes as they were attached, and the kind of document that they are."""

    text: Text
    kind: str
    data: bytes


def open_text(folder: OpenReview, digest: str) -> OpenedText:
    """The attached text with this checksum. Raises ReviewkitError where there is none, or its file is not as it was."""
    copies = [text for text in folder.review.facts.texts if text.sha256 == digest]
    if not copies:
        raise ReviewkitError(
            message("There is no full text with this checksum. It may have been detached meanwhile.")
        )
    here = next((text for text in copies if texts.state_of(folder.root, text) is TextState.HERE), copies[0])
    return OpenedText(here, here.path.rpartition(".")[2], texts.bytes_of(folder.root, here))
