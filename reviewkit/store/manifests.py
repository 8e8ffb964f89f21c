"""The manifest of a review folder: what its files say, as hashes."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reviewkit.errors import ReviewkitError
from reviewkit.manifest import Listed, Log, Manifest, Mask, byte_file, log, names_hash, nfc, text_file
from reviewkit.model import Export, Facts, Import, Text
from reviewkit.store import codebooks, codings, forms, ledger, protocol, searches, studies
from reviewkit.store.files import as_written, files_in, folders_in, is_own_file, read_bytes
from reviewkit.store.format import is_format_mark
from reviewkit.store.unread import without_copies
from reviewkit.withholding import mask_of, names_of

_AT_TOP = (protocol.FILE, searches.FILE, studies.FILE)


def names_in(facts: Facts) -> Mapping[str, str]:
    """The names of people in a review, each with the id that replaces it in its hashes."""
    return names_of(facts.protocol, facts.sources, facts.consultations, _ids_in(facts))


def _ids_in(facts: Facts) -> Iterator[str]:
    """The ids of sources, stages, reasons, studies, codes, fields and choices."""
    yield from (one.name for one in facts.sources)
    yield from (one.id for one in facts.protocol.stages)
    yield from (one.id for one in facts.protocol.reasons)
    yield from (one.key for one in facts.studies)
    yield from (code.id for book in facts.codebooks for code in book.codes)
    for field in facts.form.fields() if facts.form else ():
        yield from (field.id, *(one.id for one in field.choices), *(one.id for one in field.columns))


def manifest_of(
    root: Path, facts: Facts, bundle: Manifest | None = None, replaces_names: bool = False
) -> Manifest:
    """The manifest of a review folder, or of a bundle, whose own manifest says what it withholds.

    An export or a full text that is not there counts as it was logged, and as withheld. In a bundle that
    `replaces_names` no name is left, and a word in the place of one is as good as any other.
    """
    names = {} if replaces_names else names_in(facts)
    mask, known = mask_of(names), {file.path: file for file in bundle.files} if bundle else {}
    files = [text_file(path, read_bytes(root / path), mask) for path in agreement_paths(root)]
    here = {file.path for file in files}
    files += [_attached(root, one, facts.imports, known) for one in attached(facts)]
    files += [file for path, file in known.items() if file.is_withheld and _is_coding(path) and path not in here]
    hashed = bundle.names if bundle and replaces_names else names_hash(names)
    return Manifest(logs_of(root, mask), tuple(sorted(files, key=lambda file: file.path)), hashed)


def _is_coding(path: str) -> bool:
    return path.startswith(f"{codings.FOLDER}/")


def logs_of(root: Path, mask: Mask) -> tuple[Log, ...]:
    """Every log of the folder, copies that a sync program made too, because their lines count."""
    return tuple(log(path, read_bytes(root / path), mask) for path in log_paths(root))


def log_paths(root: Path) -> tuple[str, ...]:
    """The logs of a folder, as paths from it."""
    found = (path for kind in ledger.KINDS for path in files_in(root, kind, (".jsonl",), []))
    return tuple(path.relative_to(root).as_posix() for path in found)


def agreement_paths(root: Path) -> tuple[str, ...]:
    """The YAML files that count, as paths from the folder: agreements, and codings that were written by hand."""
    paths = [root / name for name in _AT_TOP] + [root / forms.FILE]
    books = [path for path in files_in(root, codebooks.FOLDER, (".yaml",), []) if not is_format_mark(path.name)]
    paths += without_copies(root, books, [])
    for folder in folders_in(root, codings.FOLDER, []):
        written = files_in(root, f"{codings.FOLDER}/{folder.name}", (".yaml",), [])
        paths += without_copies(root, written, [])
    return tuple(path.relative_to(root).as_posix() for path in paths if is_own_file(root, path))


def attached(facts: Facts) -> Iterator[Export | Text]:
    """The exports and full texts of a review, each path once."""
    seen: set[str] = set()
    files: tuple[Export | Text, ...] = (*facts.exports, *facts.texts)
    for one in files:
        if one.path not in seen:
            seen.add(one.path)
            yield one


def _attached(root: Path, one: Export | Text, imports: Iterable[Import], known: Mapping[str, Listed]) -> Listed:
    """An export or a full text as it is now, or as it was logged where it is not here."""
    path = nfc(one.path)
    records = _unlogged_records(one, imports)
    try:
        here = as_written(root / one.path)
        if is_own_file(root, here):
            return byte_file(path, read_bytes(here), records)
    except ReviewkitError:
        pass
    if records is not None and path in known:
        records = known[path].records
    return Listed(path, one.sha256, is_withheld=True, records=records)


def _unlogged_records(one: Export | Text, imports: Iterable[Import]) -> int | None:
    """How many records an export holds; None where its log says so."""
    if isinstance(one, Text) or any(act.id == one.imported and act.records >= 0 for act in imports):
        return None
    return one.records + one.unread


def unreadable(root: Path, expected: Iterable[Listed]) -> tuple[Listed, ...]:
    """The agreements as they are, of a folder whose review.yaml cannot be read, so that no name is known."""
    known = {file.path for file in expected}
    files = (text_file(path, read_bytes(root / path)) for path in agreement_paths(root))
    return tuple(file for file in files if file.path in known)
