"""Import exports into the review, and rename their sources."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewkit.actions import agreements
from reviewkit.actions.who import Acting, acting
from reviewkit.errors import Problem, ReviewkitError
from reviewkit.formats import registry
from reviewkit.formats.coverage import Coverage, coverage, percent
from reviewkit.formats.producers import of_most, producer
from reviewkit.model import Import, Record, SourceRename
from reviewkit.store import ledger, searches
from reviewkit.store.exports import stream
from reviewkit.store.files import read_text, sha256_of, stay_inside, write_copy, write_whole
from reviewkit.store.open_review import OpenReview
from reviewkit.store.records import contents
from reviewkit.store.yaml_section import as_text, rewritten
from reviewkit.words import message, number_of, together

__all__ = ("Coverage", "Imported", "Renamed", "import_file", "percent", "rename_source")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did with one file. `already` is the path of the same file where it had been imported before;
    `put_back` says that it was missing there, and is there again.

    `coverage` says what was understood of it, None where it had been imported before.
    """

    file: str
    source: str
    records: int = 0
    already: str = ""
    problems: tuple[Problem, ...] = ()
    producer: str = ""
    id: str = ""
    coverage: Coverage | None = None
    put_back: bool = False


def import_file(folder: OpenReview, as_: str, file: Path, source: str, format_name: str = "") -> Imported:
    """Keep an export unchanged in the folder and log it. Importing the same file twice does no harm.

    The format is logged, and the file is read once more with that format before anything is written, so that it will be
    read the same way later. Raises ReviewkitError, and writes nothing, for a file without records.
    """
    searches.source_name(source)
    digest = sha256_of(file)
    found = _first_reading(file, format_name)
    inside = contents(digest, found.format, file, str(file))
    if inside.records != found.coverage.records:
        raise ReviewkitError(
            message(
                "{file}: a first reading found {records}, and a second one, as {used}, {second}. "
                "Nothing was imported. Name the format with --format, or export the records again as RIS.",
                file=file,
                records=number_of(found.coverage.records, "record"),
                used=found.format or "jsonl",
                second=inside.records,
            )
        )
    with acting(folder, as_) as act:
        for known in act.review.facts.exports:
            if known.sha256 == digest:
                put_back = _put_back(act, known.path, file, digest)
                return Imported(str(file), known.source, already=known.path, put_back=put_back)
        path = searches.keep_export(act.root, source, file, digest, _taken_paths(act))
        (event_id,) = act.log([_import(act, source, path, digest, found.format, inside.records)])
    return Imported(
        str(file),
        source,
        inside.records,
        "",
        found.problems,
        found.producer,
        event_id,
        found.coverage,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the first reading of a file found. `format` is "" where its records are of several."""

    coverage: Coverage
    problems: tuple[Problem, ...]
    producer: str
    format: str


def _first_reading(file: Path, format_name: str) -> _Found:
    """Read a file record by record, none of which is held. Raises ReviewkitError where there are none."""
    problems: list[Problem] = []
    formats: set[str] = set()
    producers: Counter[str] = Counter()

    def records() -> Iterator[Record]:
        for record in stream(file, problems, format_name, formats=formats):
            producers[producer(record)] += 1
            yield record

    known = coverage(records())
    if not known.records:
        raise ReviewkitError(together(map(str, problems)))
    used = registry.the_format(formats)
    return _Found(known, tuple(problems), of_most(producers), used if used in registry.BY_NAME else "")


def _put_back(act: Acting, path: str, file: Path, digest: str) -> bool:
    """Write an imported file that is missing from the folder again; returns whether it was."""
    here = stay_inside(act.root, act.root / path)
    if here.exists():
        return False
    write_copy(file, here, digest)
    act.folder.refresh()
    return True


def _all_imports(act: Acting) -> list[Import]:
    """Every import that was ever logged, including those that were undone."""
    undone = [entry.act for entry in act.review.facts.taken_back if isinstance(entry.act, Import)]
    return [*act.review.facts.imports, *undone]


def _taken_paths(act: Acting) -> list[str]:
    return [entry.path for entry in _all_imports(act)]


def _import(act: Acting, source: str, path: str, digest: str, format_name: str, records: int) -> Import:
    same_source = [entry for entry in _all_imports(act) if entry.source == source]
    exports = (*act.review.facts.exports, *act.review.facts.withdrawn)
    return Import(
        source=source,
        number=1 + max((entry.number for entry in same_source), default=0),
        path=path,
        sha256=digest,
        format=format_name,
        first=max((one.first + one.records + one.unread for one in exports if one.ids == source), default=1),
        records=records,
        by=act.who,
        at=ledger.now(),
    )


@dataclass(frozen=True, slots=True)
class Renamed:
    """A renamed source: the ids of the log entries, and the number of records of the source."""

    ids: tuple[str, ...]
    records: int


def rename_source(folder: OpenReview, as_: str, old: str, new: str, note: str = "") -> Renamed:
    """Rename a source, in all its imports. Records keep their ids, so decisions stay with them.

    The entry in searches.yaml is renamed too, unless there is one with the new name. Raises ReviewkitError for an
    unknown source or an invalid name.
    """
    searches.source_name(new)
    with acting(folder, as_) as act:
        act.needs_new_format(message("renaming a source"))
        exports = [export for export in act.review.facts.exports if export.source == old]
        if not exports:
            names = ", ".join(dict.fromkeys(export.source for export in act.review.facts.exports))
            raise ReviewkitError(
                message(
                    "There is no source {old!r}. The sources are: {names}",
                    old=old,
                    names=names or message("(none yet)"),
                )
            )
        ids = act.log([SourceRename(export.imported, new, act.who, note, at=ledger.now()) for export in exports])
        _rename_in_search_log(act, old, new)
    return Renamed(ids, sum(export.records for export in exports))


def _rename_in_search_log(act: Acting, old: str, new: str) -> None:
    path = act.root / searches.FILE
    names = [source.name for source in act.review.facts.sources]
    if old not in names or new in names:
        return

    def change(top: Any) -> None:
        place = list(top).index(old)
        top.insert(place, as_text(new), top.pop(old))

    write_whole(path, rewritten(read_text(path), searches.FILE, change))
    act.folder.refresh()
    agreements.notice(act.folder, act.who, f"source {old} renamed to {new}")
