"""The files in a project of REFI-QDA: which of them a document names, what their texts are, and their checksums.

A document names a file by its path below the folder `sources`. Programs write that folder in letters of any size, leave
it out, or put it into the path; so a name alone is enough where only one file has it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from zipfile import ZipInfo

from reviewkit.archives import Archive
from reviewkit.encodings import text_of
from reviewkit.exchange.offsets import CountedText

PATHS = ("path", "plainTextPath", "richTextPath")  # the attributes by which a document names its files
_TEXTS = ("txt", "md", "text", "")
_FOLDER = "sources/"


def name_of(path: str) -> str:
    """A path without its folders."""
    return path.replace("\\", "/").rpartition("/")[2]


class Names:
    """Which file of a project a path means."""

    def __init__(self, files: Iterable[str], project: str) -> None:
        """`files` are those in the zip, `project` is the one that describes the project: its folder has the others."""
        self._known: list[dict[str, list[str]]] = [{}, {}, {}]
        base = project[: -len(name_of(project))]
        for file in sorted(files, key=lambda one: not _is_source(one.removeprefix(base))):  # these come first
            inside = file.removeprefix(base)
            *whole, bare = _keys(inside)
            self._known[-1].setdefault(bare, []).append(file)
            for known, key in zip(self._known, whole, strict=False):
                if _is_source(inside) or key not in known:
                    known.setdefault(key, []).append(file)

    def file(self, path: str) -> str:
        """The file at a path, as the zip calls it; "" where there is none, or the path could mean several."""
        wanted = path.replace("\\", "/").rpartition("://")[2].lstrip("/")
        for known, key in zip(self._known, _keys(wanted), strict=True):
            if found := known.get(key):
                return found[0] if len(found) == 1 else ""
        return ""


def _is_source(path: str) -> bool:
    return path.casefold().startswith(_FOLDER)


def _keys(path: str) -> tuple[str, str, str]:
    """What a file is looked for by, the surest first: its path, the path in small letters, and its name alone."""
    below = path[len(_FOLDER) :] if _is_source(path) else path
    return below, below.casefold(), name_of(path).casefold()


@dataclass(slots=True)
class ProjectFiles:
    """The files of a project that its documents name, as far as they are not larger than those of any project."""

    shown: str
    names: Names
    texts: dict[str, CountedText] = field(default_factory=dict)
    checksums: dict[str, str] = field(default_factory=dict)

    def text(self, path: str) -> CountedText | None:
        """The text at a path of the project; None where the project does not have it."""
        return self.texts.get(self.names.file(path))

    def checksums_of(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The checksums of the files at these paths."""
        files = [self.names.file(path) for path in paths if path]
        return tuple(dict.fromkeys(self.checksums[file] for file in files if file in self.checksums))

    def read(
        self, archive: Archive, entries: Mapping[str, ZipInfo], named: Mapping[str, Iterable[str]], largest: int
    ) -> None:
        """Read the files that documents name; `named` are their paths by attribute. Of texts not more than `largest`
        bytes are read, and for checksums as many."""
        of_all = 3 * largest  # the project, the files for their checksums, and the texts among these again
        room = largest
        for file in self._in(entries, (path for name in PATHS for path in named.get(name, ()))):
            if entries[file].file_size <= room:
                room -= entries[file].file_size
                data = archive.unpacked(entries[file], largest, of_all)
                self.checksums[file] = hashlib.sha256(data).hexdigest()
        room = largest
        for file in self._in(entries, named.get("plainTextPath", ())):
            if _is_text(file) and room >= entries[file].file_size:
                data = archive.unpacked(entries[file], largest, of_all)
                room -= len(data)
                self.texts[file] = CountedText(text_of(data))  # with its mark, which some programs count

    def _in(self, entries: Iterable[str], paths: Iterable[str]) -> list[str]:
        """The files at these paths, in the order of the zip."""
        asked = {self.names.file(path) for path in paths}
        return [file for file in entries if file in asked]


def _is_text(file: str) -> bool:
    return file.rpartition(".")[2].casefold() in _TEXTS
