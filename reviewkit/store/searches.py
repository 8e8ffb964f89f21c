"""searches.yaml and searches/: the search log, and the exports as the databases gave them."""

import os
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.model import Export, Import, Press, QueryLine, Source, SourceRename
from reviewkit.safe import in_command
from reviewkit.store import cache
from reviewkit.store.files import (
    as_written,
    is_device_name,
    is_file,
    is_folder,
    is_hidden,
    is_there,
    leads_out,
    link_problems,
    on_any_disk,
    safe_name,
    sha256_of,
    spelt_as,
    stay_inside,
    write_copy,
)
from reviewkit.store.ledger import is_token
from reviewkit.store.records import contents
from reviewkit.store.yaml_section import Section, parse_section, section_or_problem
from reviewkit.unicode_forms import in_form
from reviewkit.words import Arm, message, number_of

FILE = "searches.yaml"
FOLDER = "searches"

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?\Z")
_SETTLED = 2.0  # seconds after which a change shows in a file's time (the resolution of FAT disks)
_OF_LOGS = "imports"  # the folder in searches/ that has the logs of imports
_SOURCE = re.compile(r"^[a-z0-9][a-z0-9_-]{0,40}\Z")


def is_source_name(name: str) -> bool:
    """Whether a source can have this name: it is a folder, and the beginning of ids."""
    return bool(_SOURCE.match(name)) and safe_name(name) == name and name != _OF_LOGS


def source_name(name: str) -> str:
    """The name, if a source can have it. Raises ReviewkitError otherwise."""
    if is_source_name(name):
        return name
    what = message("Use lower-case letters a-z, digits, - and _, such as cinahl")
    if name == _OF_LOGS:
        what = message("The logs of imports are in searches/imports. Choose another, such as cinahl")
    if is_device_name(name):
        what = message("Windows reserves this name for a device. Choose another, such as cinahl")
    raise ReviewkitError(message("{name!r} cannot be the name of a source. {what}.", name=name, what=what))


def read_log(root: Path, problems: list[Problem]) -> tuple[Source, ...]:
    """The search log, in its order. A folder without one has no sources."""
    if leads_out(root, root / FILE) or not is_there(root / FILE):
        return ()
    top = section_or_problem(root / FILE, FILE, problems)
    return _sources(top) if top else ()


def log_of_text(text: str, problems: list[Problem]) -> tuple[Source, ...]:
    """The search log in a text of searches.yaml. Raises ReviewkitError where it is not YAML."""
    return _sources(parse_section(text, FILE, problems))


def _sources(top: Section) -> tuple[Source, ...]:
    return tuple(_source(name, section) for name, section in top.named())


def _source(name: str, section: Section) -> Source:
    why, explained = _difference(section)
    source = Source(
        name=name,
        database=section.text("database") or name,
        arm=section.choice("arm", Arm, Arm.DATABASES),
        kind=section.text("kind"),
        platform=section.text("platform"),
        date=_date(section),
        searcher=section.text("searcher"),
        limits=section.text("limits"),
        lines=tuple(_line(line) for line in section.sections("lines")),
        hits=section.integer("hits"),
        difference=why,
        explained=explained,
        place=section.place,
        press=_press(section.section("press")),
        rerun_of=section.text("rerun_of"),
        note=section.text("note"),
    )
    section.done()
    if source.hits is None and source.lines:
        source = replace(source, hits=source.lines[-1].hits)
    return source


def _date(section: Section) -> str:
    """The date of the search: a day, or a month; what is neither, or lies ahead, is a problem."""
    text = section.text("date")
    if not text:
        return ""
    if not _DATE.match(text) or not _is_day(f"{text}-01"[:10]):
        section.problem(
            "date",
            message("date is {text!r}; write the day of the search as 2026-01-31", text=text),
            Level.WARNING,
        )
    elif text > date.today().isoformat():
        section.problem(
            "date",
            message("date is {text}, which is still to come; write the day of the search", text=text),
            Level.WARNING,
        )
    return text


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _difference(section: Section) -> tuple[str, int | None]:
    """Why other than the stated number of records was imported, and the number that this explains."""
    if section.is_value("difference") or "difference" not in section.values:
        return section.text("difference"), None
    own = section.section("difference")
    if own is None:
        return "", None
    found = own.needed("why"), own.integer("records")
    own.done()
    return found


def _line(section: Section) -> QueryLine:
    """A line of a strategy. What was searched is kept to the letter, with its spaces and line ends."""
    line = QueryLine(
        step=section.text("step"),
        query=section.verbatim("query"),
        hits=section.integer("hits"),
        number=section.text("number"),
        element=section.text("element"),
        of=section.texts("of"),
        limits=section.text("limits"),
        date=section.text("date"),
        place=section.place,
    )
    section.done()
    return line


def _press(section: Section | None) -> Press | None:
    """Who reviewed the strategy."""
    if section is None:
        return None
    day = section.day("date")
    press = Press(section.needed("by"), day.isoformat() if day else "", section.text("note"))
    section.done()
    return press


@dataclass(frozen=True, slots=True)
class Exports:
    """The imported files: those that count, in the order of the search log, and those whose import was undone."""

    counting: tuple[Export, ...]
    taken_back: tuple[Export, ...] = ()


def read_exports(
    root: Path,
    imports: Sequence[Import],
    taken_back: Sequence[Import],
    renames: Iterable[SourceRename],
    sources: Sequence[Source],
    checksums: "Checksums",
    problems: list[Problem],
) -> Exports:
    """Every imported file with the ids of its records. A changed, emptied or missing file is a problem.

    An id is given only once: an import that was undone keeps its ids, as does a source that is renamed, and where two
    copies of the folder gave the same ids to two files, the later file gets ids of its own (`cinahl-7k3fq-0101`).
    """
    renamed = {rename.imported: rename.source for rename in renames}
    exports: list[tuple[Import, Export]] = []
    taken: dict[str, list[range]] = {}
    known: dict[str, Import] = {}
    back = {act.id for act in taken_back}
    for act in sorted((*imports, *taken_back), key=lambda act: (act.number, act.stamp)):
        is_back = act.id in back
        if not is_back and (same := known.get(act.sha256)):
            problems.append(_imported_twice(act, same))
            continue
        path = _kept_file(root, act, problems)
        if path is None and not is_back:
            continue  # it names a file elsewhere, so nothing of it was ever in this review
        export = _with_ids(path, act, taken, checksums, problems, is_back)
        if not is_back and not export.unread:
            known[act.sha256] = act
        exports.append((act, replace(export, source=renamed.get(act.id, act.source))))
    counting = [export for act, export in exports if act.id not in back]
    return Exports(_ordered(counting, sources), tuple(export for act, export in exports if act.id in back))


def _imported_twice(act: Import, same: Import) -> Problem:
    return Problem(
        act.place,
        message(
            "{path} was imported into {source}, and the same file into {same_source} as {same_path}. It "
            "counts once, in {same_source}",
            path=act.path,
            source=act.source,
            same_source=same.source,
            same_path=same.path,
        ),
        Level.NOTE,
        "imported-twice",
    )


def _with_ids(
    path: Path | None,
    act: Import,
    taken: dict[str, list[range]],
    checksums: "Checksums",
    problems: list[Problem],
    is_back: bool,
) -> Export:
    """The export of an import, with ids that no other export has."""
    inside = _records_in(path, act, checksums, problems, is_back)
    count = inside.records + inside.unread
    used = taken.setdefault(act.source, [])
    first = act.first or max((ids.stop for ids in used), default=1)
    wanted = range(first, first + count)
    ids = act.source
    if any(wanted.start < other.stop and other.start < wanted.stop for other in used):
        ids = f"{act.source}-{_token(act.id)}"
        problems.append(
            Problem(
                act.place,
                message(
                    "two copies of the review gave the ids {source}-{first:04d} to {source}-{last:04d} to two "
                    "files. Those of {path} are now called {ids}-{first:04d} and so on; decisions and verdicts "
                    "stay with their records. Check in studies.yaml whether any id there should be one of the "
                    "new ones",
                    source=act.source,
                    first=first,
                    last=first + count - 1,
                    path=act.path,
                    ids=ids,
                ),
                Level.WARNING,
                "ids-twice",
            )
        )
    else:
        used.append(wanted)
    return Export(
        source=act.source,
        path=act.path,
        sha256=act.sha256,
        format=act.format,
        ids=ids,
        first=first,
        records=inside.records,
        imported=act.id,
        content=inside.content,
        place=act.place,
        unread=inside.unread,
    )


def _token(event_id: str) -> str:
    """The random part of an id; for an id of version 0.2 the whole id without its dashes."""
    parts = event_id.rsplit("-", 2)
    return parts[1] if len(parts) == 3 and is_token(parts[1]) else event_id.replace("-", "").replace("~", "")


_MOST_UNSEEN = 1_000_000  # records of a file that nobody can read: a stranger's log may name any number


@dataclass(frozen=True, slots=True)
class _Inside:
    """How many records of an import count, how many cannot be read, and the checksum of the file as it is now."""

    records: int
    unread: int = 0
    content: str = ""


def _records_in(
    path: Path | None, act: Import, checksums: "Checksums", problems: list[Problem], is_back: bool
) -> _Inside:
    """What is in the file of an import.

    No records count from a file that cannot be read; the log says how many ids they have. So it does for an import
    that was undone (`is_back`), and the file of that is not checked.
    """
    unseen: list[Problem] = []  # nobody needs to know what is wrong with a file that does not count
    reported = unseen if is_back else problems
    logged = min(max(act.records, 0), _MOST_UNSEEN)
    without_file = _Inside(logged) if is_back else _Inside(0, logged)
    if path is None:
        return without_file
    if not is_file(path):
        reported.append(_missing_file(path, act))
        return without_file
    try:
        found = checksums.of(path)
        if found != act.sha256:
            said = message(
                "this export was changed after it was imported. Put the file back as the database exported it"
            )
            reported.append(Problem(Place(act.path), said, Level.ERROR, "export"))
        inside = contents(found, act.format, path, act.path)
    except ReviewkitError as error:
        reported.append(
            Problem(
                Place(act.path), message("this export cannot be read: {error}", error=error), Level.ERROR, "export"
            )
        )
        return without_file
    reported += inside.problems
    if found == act.sha256 and inside.records != act.records >= 0:
        reported.append(_read_differently(act, inside.records))
    return _Inside(inside.records, content=found)


def _read_differently(act: Import, records: int) -> Problem:
    """An unchanged file in which this version reads another number of records than the one that imported it."""
    said = message(
        "{records} imported, but this version of reviewkit reads {n}, so the ids of the "
        "records may be wrong. Use the version that imported the file, and report this as an error "
        "in reviewkit",
        records=number_of(act.records, "record was", "records were"),
        n=records,
    )
    return Problem(Place(act.path), said, Level.ERROR, "export")


def _missing_file(path: Path, act: Import) -> Problem:
    """Why the file of an import is missing: deleted, only in iCloud, or in a folder that cannot be read."""
    if is_folder(path.parent) and not os.access(path.parent, os.R_OK | os.X_OK):
        what = message("is in a folder that cannot be read. Ask its owner for access")
    elif os.access(path.with_name(f".{path.name}.icloud"), os.F_OK):  # False for a name that is too long
        what = message("is in iCloud but not on this computer. Open the folder in the Finder and download it")
    else:
        what = message(
            "is missing. Put it back, or import it again (reviewkit import FILE --source {source})",
            source=act.source,
        )
    return Problem(
        Place(act.path),
        message(
            "the export {path} {what}; until then its records do not count, nor what was decided on them",
            path=act.path,
            what=what,
        ),
        Level.ERROR,
        "export",
    )


def _kept_file(root: Path, act: Import, problems: list[Problem]) -> Path | None:
    """The path of an import's file; None, and a problem, where the log names a path outside searches/."""
    inside = act.path.startswith(f"{FOLDER}/") and ".." not in act.path.split("/")
    try:
        if not inside or len(act.path) > 1000 or "\0" in act.path:
            raise ReviewkitError("outside")
        return as_written(stay_inside(root, root / act.path))
    except ReviewkitError:
        problems.append(
            Problem(
                act.place,
                message(
                    "this line names {path!r} as an export, which is not in {folder}/, so it was not read. Undo "
                    "the import, and import the file again",
                    path=act.path[:80],
                    folder=FOLDER,
                ),
                Level.ERROR,
                "export",
            )
        )
        return None


def _ordered(exports: Iterable[Export], sources: Sequence[Source]) -> tuple[Export, ...]:
    """Databases first, then registers, then other methods; within each as the search log goes."""
    arms = {source.name: (list(Arm).index(source.arm), position) for position, source in enumerate(sources)}
    last = (len(Arm), len(sources))
    return tuple(sorted(exports, key=lambda export: (arms.get(export.source, last), export.source, export.first)))


class Checksums:
    """Checksums of files, computed again only where the size or a time of a file has changed.

    Those of the exports of a review are kept on this computer (`name`), without those of files that changed so lately
    that their times would not show another change.
    """

    def __init__(self, name: str = "") -> None:
        self._name = name
        kept = cache.read_sealed("checksums", name) if name else None
        self._kept: dict[str, list[Any]] = kept if isinstance(kept, dict) else {}
        self._known = dict(self._kept)

    def of(self, path: Path) -> str:
        """The checksum of a file. Raises ReviewkitError where it cannot be read."""
        entry, shown = path.stat(), str(path)
        seen = [entry.st_size, entry.st_mtime_ns, entry.st_ctime_ns, entry.st_ino]
        if shown not in self._known or self._known[shown][0] != seen:
            self._known[shown] = [seen, sha256_of(path)]
        return str(self._known[shown][1])

    def keep(self) -> None:
        """Keep what is known for the next command."""
        settled = (time.time() - _SETTLED) * 1e9
        known = {path: one for path, one in self._known.items() if max(one[0][1:3]) < settled}
        if self._name and known != self._kept:
            cache.write_sealed("checksums", self._name, known)
            self._kept = known


def unlisted_files(root: Path, imports: Iterable[Import]) -> list[Problem]:
    """Files in searches/ that nobody imported, so that they do not count."""

    known = {in_form("NFC", act.path) for act in imports}
    problems = []
    for path in sorted((root / FOLDER).rglob("*")) if (root / FOLDER).is_dir() else []:
        if path.is_symlink():
            problems += link_problems(root, path)
            continue
        shown = path.relative_to(root).as_posix()
        if any(map(is_hidden, Path(shown).parts)) or path.suffix in (".jsonl", ".torn") or not is_file(path):
            continue
        if in_form("NFC", shown) not in known:
            problems.append(
                Problem(
                    Place(shown),
                    message(
                        "this file was never imported, so it does not count: reviewkit import {file} --source NAME",
                        shown=shown,
                        file=in_command(shown),
                    ),
                    Level.WARNING,
                    "not-imported",
                )
            )
    return problems


def keep_export(root: Path, source: str, file: Path, digest: str, taken: Iterable[str]) -> str:
    """Copy a file with this checksum to searches/SOURCE/, with part of the checksum before its name if that is taken;
    returns the path.

    If the same bytes are already there, put by hand or by an import that was cut off, they become the kept export.
    """
    clean = safe_name(file.name)
    used = set(map(on_any_disk, taken))
    for path in (f"{FOLDER}/{source}/{clean}", f"{FOLDER}/{source}/{digest[:8]}-{clean}"):
        here = spelt_as(stay_inside(root, root / path))
        is_same = here.is_file() and sha256_of(here) == digest
        if on_any_disk(path) in used and not is_same:
            continue
        if not here.exists():
            write_copy(file, here, digest)
            return path
        if is_same:
            return in_form("NFC", here.relative_to(root).as_posix())
    raise ReviewkitError(
        message("{path}: there is already another file with this name. Move it away, and import again.", path=path)
    )
