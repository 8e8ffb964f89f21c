"""Bundles as files: a zip of which the same review always gives the same bytes, and zips of strangers, unpacked with
care: nothing is written outside of a folder of our own, no link is followed, and nothing is run."""

import contextlib
import io
import re
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from reviewkit import limits
from reviewkit.archives import Archive, is_folder
from reviewkit.bundle_format import CRATE, FILE, Bundle, of_json
from reviewkit.errors import Level, Problem, ReviewkitError
from reviewkit.manifest import log_line, log_lines, logged_hash, nfc, plain_text
from reviewkit.manifest_changes import problem as tampered
from reviewkit.store import chain, ledger
from reviewkit.store.files import is_hidden, is_own_file, read_bytes
from reviewkit.store.manifests import log_paths
from reviewkit.withholding import mark_fault, mask_of
from reviewkit.words import message

_DATE = (2000, 1, 1, 0, 0, 0)  # the date of making would give other bytes each time
_LONGEST_NAME = 255  # bytes of the name of a file, on the disks of all systems
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, by path."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, date_time=_DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            made.writestr(entry, files[path])
    return out.getvalue()


@contextlib.contextmanager
def folder_of(path: Path) -> Iterator[Path]:
    """The folder of a review, of an unpacked bundle, or of a zip that is unpacked for as long as this lasts.

    Raises ReviewkitError for a zip that is damaged, too large, or has files that no bundle has.
    """
    if path.is_dir():
        yield path
        return
    data = read_bytes(path, limits.BUNDLE)
    with tempfile.TemporaryDirectory(prefix="reviewkit-bundle-") as place:
        _unpack(data, path, Path(place))
        yield Path(place)


def _unpack(data: bytes, path: Path, target: Path) -> None:
    archive = Archive(
        data, str(path), message("{path}: this is not a zip, or it is damaged. Get it again.", path=path)
    )
    entries = _entries(archive, path)
    # Under another spelling it would be no manifest, and nothing that it lists would be checked.
    if FILE not in entries:
        raise ReviewkitError(
            message(
                "{path}: there is no {file} in this zip, so it is not a bundle. To make one: reviewkit bundle -o "
                "review.zip",
                path=path,
                file=FILE,
            )
        )
    for name, entry in entries.items():
        write_new(target / name, archive.unpacked(entry, limits.BUNDLE_MEMBER, limits.BUNDLE))


def _entries(archive: Archive, path: Path) -> dict[str, zipfile.ZipInfo]:
    """The files of a zip by their paths, all of which are looked at before the first is written."""
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    folders: set[str] = set()
    for entry in archive.infolist():
        name = _safe_path(entry, path)
        if is_folder(entry) or any(map(is_hidden, name.split("/"))):
            continue
        within = {str(one) for one in PurePosixPath(_plain(name)).parents}
        if _plain(name) in seen or _plain(name) in folders or within & seen:
            raise _not_a_bundle(path, entry.filename, message("it is in the zip twice"))
        seen.add(_plain(name))
        folders |= within
        if len(folders) > limits.BUNDLE_FOLDERS:
            raise _not_a_bundle(path, entry.filename, message("there are too many folders"))
        found[name] = entry
    return found


def _plain(name: str) -> str:
    """A path as all disks tell it apart from others: in one Unicode form, whatever letters are capital."""
    return nfc(nfc(name).casefold())


def _safe_path(entry: zipfile.ZipInfo, path: Path) -> str:
    """The path of a file in the zip. Raises ReviewkitError where it leads elsewhere, or is no plain file."""
    name, mode = nfc(entry.filename.removesuffix("/")), entry.external_attr >> 16
    parts = name.split("/")
    if stat.S_IFMT(mode) not in (0, stat.S_IFDIR if is_folder(entry) else stat.S_IFREG):
        raise _not_a_bundle(path, name, message("it is a link or a device"))
    if any(len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in parts):
        raise _not_a_bundle(path, name, message("its name is too long"))
    if _UNSAFE.search(name) or len(name) > 500 or any(part.strip(" .") == "" for part in parts):
        raise _not_a_bundle(path, name, message("its path leads out of the zip"))
    if len(parts) > limits.BUNDLE_DEPTH:
        raise _not_a_bundle(path, name, message("it is in too many folders"))
    return name


def _not_a_bundle(path: Path, name: str, why: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{path}: {name} in this zip is not what a bundle has: {why}. Nothing was read. Get the bundle again from "
            "where it was published.",
            path=path,
            name=name[:80],
            why=why,
        )
    )


def bundle_in(root: Path) -> Bundle | None:
    """What the bundle in a folder says of itself; None for a review folder.

    Raises ReviewkitError where manifest.json is gone, a link, or spelt otherwise: read as a review folder, a bundle
    would seem unchanged, because nothing would be compared with its figures and tables.
    """
    names = {path.name for path in root.iterdir() if path.name == CRATE or path.name.casefold() == FILE}
    if not names:
        return None
    if FILE not in names or (root / FILE).is_symlink() or not is_own_file(root, root / FILE):
        raise ReviewkitError(
            message(
                "{root}: this is a bundle, but its {file} is not here, or is no plain file, so nothing can be "
                "compared with it. Get the bundle again from where it was published, or unpack it again.",
                root=root,
                file=FILE,
            )
        )
    data = read_bytes(root / FILE, limits.BUNDLE_MEMBER)
    return of_json(data.decode("utf-8-sig", "surrogateescape"), FILE)


@contextlib.contextmanager
def as_packed(root: Path) -> Iterator[Path]:
    """A copy of an unpacked bundle in which names and YAML files have the Unicode form and the line ends that they had
    in the zip, so that what is computed from it is the same everywhere."""
    with tempfile.TemporaryDirectory(prefix="reviewkit-bundle-") as place:
        for path in _plain_files(root):
            name = nfc(path.relative_to(root).as_posix())
            data = read_bytes(path)
            write_new(Path(place) / name, plain_text(data).encode() if name.endswith(".yaml") else data)
        yield Path(place)


def write_new(path: Path, data: bytes) -> None:
    """Write a file of a folder that is only there for a while, without waiting for the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def odd_files(root: Path) -> tuple[Problem, ...]:
    """What no bundle has, and an unpacked one may have got: a link, and two files whose names are one on other disks.
    A zip with them is refused; here the one of a pair that nobody looked at would be read in the place of the other."""
    found: list[Problem] = []
    seen: set[str] = set()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if any(map(is_hidden, name.split("/"))):
            continue
        if path.is_symlink():
            found.append(
                tampered(nfc(name), 0, message("this is a link, which no bundle has. Unpack the bundle again"))
            )
        if _plain(name) in seen:
            said = message(
                "this name is there twice, and other disks take the two for one. Unpack the bundle again"
            )
            found.append(tampered(nfc(name), 0, said))
        seen.add(_plain(name))
    return tuple(found)


def _plain_files(root: Path) -> list[Path]:
    """Every file of an unpacked bundle that is no link, without what systems leave behind."""
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in found if not any(map(is_hidden, path.relative_to(root).parts)))


def files_below(root: Path) -> tuple[str, ...]:
    """Every file of an unpacked bundle, as paths in one Unicode form."""
    return tuple(sorted(nfc(path.relative_to(root).as_posix()) for path in _plain_files(root)))


def chain_problems(root: Path) -> tuple[Problem, ...]:
    """Where the chains of the logs are broken. A line that was shortened counts with the hash that it had; one that is
    there twice, after a merge, counts once."""
    links = {
        path.removesuffix(".jsonl"): [
            _link(number, line)
            for number, line in enumerate(log_lines(read_bytes(root / path)), start=1)
            if line.strip()
        ]
        for path in log_paths(root)
    }
    found = [problem for name, log in links.items() for problem in chain.broken(f"{name}.jsonl", log)]
    return tuple(one for one in (*found, *chain.missing(links)) if one.level is Level.ERROR)


def line_problems(root: Path, names: Mapping[str, str], replaces_names: bool) -> tuple[Problem, ...]:
    """Lines of logs that may say something else than they did, although their hash is the same: a checksum is in the
    place of a text that no bundle withholds, or a line is there in two forms, which would count twice.

    `names` are those that are in the folder, each with its id; `replaces_names` says that it is a bundle without them.
    """
    mask = mask_of(names)
    found = []
    seen: dict[tuple[str, str], bytes] = {}
    for path in log_paths(root):
        kind = path.rpartition("/")[0]
        for number, line in enumerate(log_lines(read_bytes(root / path)), start=1):
            if said := mark_fault(line, replaces_names):
                found.append(tampered(path, number, said))
            digest = log_line(line, mask).digest
            if digest and seen.setdefault((kind, digest), line) != line:
                found.append(tampered(path, number, _IN_TWO_FORMS))
    return tuple(found)


_IN_TWO_FORMS = message(
    "this line is in the logs in another form too, with other words withheld, so it counts twice. Remove the one that "
    "is not in the original"
)


def unread_lines(root: Path) -> tuple[Problem, ...]:
    """The lines of the logs that cannot be read, so that they count for nothing. Their hash is of every byte, so a team
    that has such a line can show that it always was one."""
    found = (
        problem
        for path in log_paths(root)
        for problem in ledger.parsed(read_bytes(root / path), path.rpartition("/")[0], path).problems
    )
    return tuple(one for one in found if one.code in _UNREAD)


_UNREAD = ("log", "torn", "cut-off")


def shortened_lines(root: Path) -> int:
    """How many lines of the logs say less than they did when they were logged."""
    return sum(bool(logged_hash(line)) for path in log_paths(root) for line in log_lines(read_bytes(root / path)))


def _link(number: int, line: bytes) -> chain.Link:
    link = chain.quick_link(number, line)
    logged = logged_hash(line)
    return link._replace(hash=logged, is_whole=True) if logged else link
