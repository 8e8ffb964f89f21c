"""searches.yaml and searches/: the search log, and the exports as the databases gave them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.formats import registry
from reviewkit.formats.base import Reading
from reviewkit.formats.producers import producer_of
from reviewkit.model import Export, QueryLine, Record, Source
from reviewkit.store import logs
from reviewkit.store.files import read_bytes, safe_name, sha256, write_whole
from reviewkit.store.yaml_section import Section, read_section
from reviewkit.words import Arm

FILE = "searches.yaml"
FOLDER = "searches"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did with one file: how many records, or that the same bytes were there already."""

    file: str
    source: str
    records: int
    already: str = ""
    problems: tuple[Problem, ...] = ()
    producer: str = ""


def read_log(root: Path, problems: list[Problem]) -> tuple[Source, ...]:
    """The search log, in its order. A folder without one has no sources."""
    if not (root / FILE).exists():
        return ()
    return tuple(_source(name, section) for name, section in read_section(root / FILE, FILE, problems).named())


def _source(name: str, section: Section) -> Source:
    source = Source(
        name=name,
        database=section.text("database") or name,
        arm=section.choice("arm", Arm, Arm.DATABASES),
        kind=section.text("kind"),
        platform=section.text("platform"),
        date=section.text("date"),
        searcher=section.text("searcher"),
        limits=section.text("limits"),
        lines=tuple(_line(line) for line in section.sections("lines")),
        hits=section.integer("hits"),
        difference=section.text("difference"),
        place=section.place,
    )
    section.text("note")
    section.done()
    if source.hits is None and source.lines:
        source = replace(source, hits=source.lines[-1].hits)
    return source


def _line(section: Section) -> QueryLine:
    line = QueryLine(section.text("step"), section.text("query"), section.integer("hits"))
    section.done()
    return line


def read_records(
    root: Path, sources: tuple[Source, ...], problems: list[Problem]
) -> tuple[tuple[Export, ...], tuple[Record, ...]]:
    """The exports that were imported and their records with ids, in the order of the search log.

    An id is the source and the position in its exports: `cinahl-0017`. A changed or missing export is a problem.
    """
    exports = _ordered(logs.exports(logs.events(root, logs.IMPORTS, problems), problems), sources)
    records: list[Record] = []
    count: dict[str, int] = {}
    for export in exports:
        data = _export_bytes(root, export, problems)
        if data is None:
            continue
        reading = read_export(data, export.path, export.source, export.format)
        problems.extend(reading.problems)
        start = count.get(export.source, 0)
        count[export.source] = start + len(reading.records)
        records.extend(
            replace(record, id=f"{export.source}-{position:04d}")
            for position, record in enumerate(reading.records, start=start + 1)
        )
    _note_strays(root, exports, problems)
    return exports, tuple(records)


def _ordered(exports: Iterable[Export], sources: tuple[Source, ...]) -> tuple[Export, ...]:
    """Databases first, then registers, then other methods; within each as the search log goes."""
    arms = {source.name: (list(Arm).index(source.arm), position) for position, source in enumerate(sources)}
    last = (len(Arm), len(sources))
    return tuple(sorted(exports, key=lambda export: (arms.get(export.source, last), export.source, export.number)))


def _export_bytes(root: Path, export: Export, problems: list[Problem]) -> bytes | None:
    path = root / export.path
    if not path.is_file():
        problems.append(
            Problem(
                export.place,
                f"the export {export.path} is gone; put it back, its numbers are missing",
                Level.ERROR,
                "export",
            )
        )
        return None
    data = read_bytes(path)
    if sha256(data) != export.sha256:
        problems.append(
            Problem(
                Place(export.path),
                "the export was changed after it was imported; put the file back as the database gave it",
                Level.ERROR,
                "export",
            )
        )
    return data


def _note_strays(root: Path, exports: tuple[Export, ...], problems: list[Problem]) -> None:
    known = {export.path for export in exports}
    for path in sorted((root / FOLDER).glob("**/*")) if (root / FOLDER).is_dir() else []:
        shown = path.relative_to(root).as_posix()
        if path.is_file() and path.suffix != ".jsonl" and not path.name.startswith(".") and shown not in known:
            problems.append(
                Problem(
                    Place(shown),
                    f'this file was never imported, so it counts nowhere: reviewkit import "{shown}" --source NAME',
                    Level.WARNING,
                    "stray",
                )
            )
    claimed: dict[tuple[str, int], str] = {}
    for export in exports:
        other = claimed.setdefault((export.source, export.number), export.path)
        if other != export.path:
            problems.append(
                Problem(
                    export.place,
                    f"{other} and {export.path} both claim place {export.number} in source {export.source}, "
                    "so record ids are in doubt: before anyone screens, take this line out of the log "
                    "and import the file as a source of its own",
                    Level.ERROR,
                    "export",
                )
            )


def read_export(data: bytes, path: str, source: str, name: str = "") -> Reading:
    """The records of an export, of the named format or the one recognised. Raises ReviewkitError where it is none."""
    return registry.read(data, path, source, name)


def import_file(
    root: Path, file: Path, source: str, writer: str, at: str, known: tuple[Export, ...], name: str = ""
) -> tuple[Imported, Export | None]:
    """Keep an export byte for byte in the folder and log it. The same bytes twice change nothing.

    The format is logged too, so that a later reviewkit that recognises it otherwise changes no record's id.

    Raises ReviewkitError, and writes nothing, for a file that holds no record.
    """
    data = read_bytes(file)
    digest = sha256(data)
    for export in known:
        if export.sha256 == digest:
            return Imported(str(file), export.source, 0, already=export.path), None
    reading = read_export(data, str(file), source, name)
    if not reading.records:
        raise ReviewkitError("\n".join(str(problem) for problem in reading.problems))
    used = reading.format if reading.format in registry.BY_NAME else ""
    number = 1 + max((export.number for export in known if export.source == source), default=0)
    path = _keep(root, source, file.name, data, {export.path for export in known})
    logs.append(
        root,
        logs.IMPORTS,
        writer,
        [
            {
                "do": "import",
                "at": at,
                "by": writer,
                "source": source,
                "number": number,
                "file": path,
                "sha256": digest,
                "format": used,
            }
        ],
    )
    export = Export(source, number, path, digest, Place(path), used)
    done = Imported(str(file), source, len(reading.records), "", reading.problems, producer_of(reading.records))
    return done, export


def _keep(root: Path, source: str, name: str, data: bytes, taken: set[str]) -> str:
    """Keep the bytes as searches/SOURCE/NAME, with a piece of their checksum where the name is taken; where they lie.

    Bytes that lie there already, put by hand or by an import that was cut off, become the kept export.
    """
    clean, digest = safe_name(name), sha256(data)
    for path in (f"{FOLDER}/{source}/{clean}", f"{FOLDER}/{source}/{digest[:8]}-{clean}"):
        here = root / path
        if path in taken:
            continue
        if not here.exists():
            write_whole(here, data, overwrite=False)
            return path
        if sha256(read_bytes(here)) == digest:
            return path
    raise ReviewkitError(f"{path}: another file lies there; move it away and import again.")
