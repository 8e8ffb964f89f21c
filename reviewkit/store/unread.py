"""Files in a review folder that reviewkit does not read: copies by sync programs, and unfinished lines.

Nothing that a person wrote is silently ignored.
"""

import difflib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.safe import in_command
from reviewkit.store import forms, ledger, texts
from reviewkit.store.copies import are_alike, is_plain_copy, original_of
from reviewkit.store.files import files_in, folders_in, is_file, is_hidden, read_text
from reviewkit.words import message, number_of

_ROOT_FILES = ("review", "searches", "studies")
_READ_AT_TOP = tuple(f"{name}.yaml" for name in _ROOT_FILES)
_YAML_FOLDERS = ("codebooks", "coding", forms.FOLDER)
_LOG_FOLDERS = (*ledger.KINDS, forms.FOLDER)
_FORM = Path(forms.FILE)
_DEPTH_OF_CODING = 3  # coding/CODER/STUDY.yaml
_NEARLY = 0.8  # likeness of two names; `code` and `coding`, two folders of many projects, are less alike
_YAML = re.compile(r"\.ya?ml", re.IGNORECASE)
_COUNTS = re.compile(r"^(identified|screened|assessed|included)\s*:", re.MULTILINE)
_WORK = re.compile(r"^(codes|segments|reviewers|exclusion_reasons)\s*:", re.MULTILINE)  # keys of no other YAML
_LINE_OF_LOG = re.compile(r'\A\{[^\n]*"by": ?"')
_START_OF_FILE = 20_000  # characters in which these are looked for
_WORK_ELSEWHERE = (
    "nothing in this folder is read, and the file looks as if it belongs to the review. Move it to where reviewkit "
    "reads it: a codebook to codebooks/, a coding to coding/CODER/STUDY.yaml, a log with: reviewkit merge FILE"
)
_USUAL = re.compile(r"(readme|licen[cs]e|changelog|citation)\b", re.IGNORECASE)
_DOCUMENTS = (".pdf", ".docx", ".doc", ".odt", ".md", ".html", ".tex", ".png", ".jpg", ".jpeg", ".svg")
_ENDING = message("nothing reads this file, because of its name or its ending (.yaml is read)")


def without_copies(root: Path, paths: Sequence[Path], problems: list[Problem]) -> list[Path]:
    """The YAML files of a folder without the copies of others among them; each copy is a problem and is not read."""
    stems = {path.stem: path for path in paths}
    kept = []
    for path in paths:
        original = original_of(path.stem, stems)
        if original and (is_plain_copy(path.stem, original) or _share_most_lines(path, stems[original])):
            problems.append(_copy_problem(root, path, stems[original]))
        else:
            kept.append(path)
    return kept


def _share_most_lines(path: Path, original: Path) -> bool:
    try:
        return are_alike(read_text(path), read_text(original))
    except ReviewkitError:
        return False


def _copy_problem(root: Path, path: Path, original: Path) -> Problem:
    return Problem(
        Place(path.relative_to(root).as_posix()),
        message(
            "this looks like a copy of {original} made by a sync program, so it is not read. Compare the "
            "two, copy over what is missing by hand, and delete the copy",
            original=original.name,
        ),
        Level.ERROR,
        "copy",
    )


def copies_in_root(root: Path) -> list[Problem]:
    """Copies of review.yaml, searches.yaml and studies.yaml."""
    return _copies_in(root, ".", _ROOT_FILES)


def copies_of_form(root: Path) -> list[Problem]:
    """Copies of charting/form.yaml."""
    return _copies_in(root, forms.FOLDER, (_FORM.stem,))


def _copies_in(root: Path, folder: str, originals: Sequence[str]) -> list[Problem]:
    """Copies of the YAML files with these names, where the file itself is there."""
    problems: list[Problem] = []
    for path in files_in(root, folder, (".yaml", ".yml"), problems):
        if original := _copied(path, originals):
            problems.append(_copy_problem(root, path, original))
    return problems


def _copied(path: Path, originals: Sequence[str]) -> Path | None:
    """The YAML file beside it, one of these, that a file is a copy of by its name."""
    name = original_of(path.stem, originals) if path.suffix in (".yaml", ".yml") else ""
    original = path.with_name(f"{name}.yaml")
    return original if name and original.exists() else None


def unread_at_top(root: Path) -> list[Problem]:
    """Files at the top of the folder that nothing reads, and folders whose names are nearly those of a review's.

    A warning where a file or folder looks as if it should count; a note for everything else that may lie there:
    figures, tables and exports that reviewkit wrote, documents, scripts. README, LICENSE, hidden files are not named.
    """
    problems: list[Problem] = []
    for path in files_in(root, ".", ("",), []):
        if path.name not in _READ_AT_TOP and not _USUAL.match(path.name) and not _copied(path, _ROOT_FILES):
            problems.append(_unread_at_top(path))
    misnamed = _misnamed_folders(root)
    problems += [_unread_folder(name, meant) for name, meant in misnamed]
    return problems + _work_in_other_folders(root, {name for name, _ in misnamed})


def _unread_at_top(path: Path) -> Problem:
    name = path.name
    stem = name.split(".")[0].casefold()
    meant = stem if stem in _ROOT_FILES else original_of(name, _ROOT_FILES)
    is_yaml = bool(_YAML.search(name))
    if meant and (is_yaml or path.suffix.casefold() in ("", ".txt", ".bak", ".old", ".orig")):
        what = message(
            "{ending}. If it is meant as {meant}.yaml, rename it, or copy what is missing into that file",
            ending=_ENDING,
            meant=meant,
        )
        return _unread(name, message("{what}; otherwise take it out of the folder", what=what))
    if is_yaml and not _is_counts(path):
        return _unread(
            name,
            message(
                "nothing reads this file here: codebooks belong in codebooks/, the YAML files of a coder in "
                "coding/CODER/STUDY.yaml. Move it there, or take it out of the folder"
            ),
        )
    if path.suffix.casefold() == ".jsonl":
        return _unread(
            name,
            message("nothing reads this file here. If it is a log: reviewkit merge {file}", file=in_command(name)),
        )
    return _unread(
        name,
        message(
            "nothing reads this file, which is right for figures, tables and documents. An export counts "
            "once it is imported (reviewkit import), entered numbers when they are named (reviewkit "
            "prisma FILE)"
        ),
        Level.NOTE,
    )


def _unread(shown: str, message: str, level: Level = Level.WARNING) -> Problem:
    return Problem(Place(shown), message, level, "unread")


def _is_counts(path: Path) -> bool:
    """Whether a YAML file holds entered numbers, which are named on the command line."""
    try:
        return bool(_COUNTS.search(read_text(path)))
    except ReviewkitError:
        return False


def _misnamed_folders(root: Path) -> list[tuple[str, str]]:
    """Folders at the top whose names are nearly those that are read (`Coding`, `codings`, `coding (1)`)."""
    known = {kind.split("/")[0] for kind in (*ledger.KINDS, *_YAML_FOLDERS)}
    known.add(texts.FOLDER)
    found = []
    for path in sorted(root.iterdir()):
        name = path.name
        if name in known or is_hidden(name) or not path.is_dir():
            continue
        near = difflib.get_close_matches(name.casefold(), known, 1, _NEARLY)
        if meant := original_of(name, known) or next(iter(near), ""):
            found.append((name, meant))
    return found


def _work_in_other_folders(root: Path, named: Collection[str]) -> list[Problem]:
    """Codebooks, codings and logs in folders at the top that have names of their own (`Kodebok/themes.yaml`).

    A folder that is a review by itself, such as a backup, is left alone, and so are folders below these.
    """
    read = {kind.split("/")[0] for kind in (*ledger.KINDS, *_YAML_FOLDERS)}
    found = []
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and not path.is_symlink()):
        if (
            folder.name in read
            or folder.name in named
            or is_hidden(folder.name)
            or (folder / "review.yaml").exists()
        ):
            continue
        for path in files_in(root, folder.name, (".yaml", ".yml", ".jsonl"), []):
            if _is_work(path):
                found.append(_unread(path.relative_to(root).as_posix(), _WORK_ELSEWHERE))
    return found


def _is_work(path: Path) -> bool:
    try:
        return bool((_LINE_OF_LOG if path.suffix == ".jsonl" else _WORK).search(read_text(path)[:_START_OF_FILE]))
    except ReviewkitError:
        return False


def _unread_folder(name: str, meant: str) -> Problem:
    return _unread(
        name,
        message(
            "nothing in this folder is read; a review's folder is called {meant}. If a sync program or a "
            "person made it, take over what is missing in {meant}/, and take this one out of the review",
            meant=meant,
        ),
    )


def unread_in_folders(root: Path) -> list[Problem]:
    """Files under codebooks/, coding/, charting/ and beside the other logs that nothing reads, at any depth.

    A warning; a note for a README, a PDF, a picture or a document of Word. Copies of the form are not among them
    (copies_of_form).
    """
    below = [kind for kind in ledger.KINDS if kind.split("/")[0] not in _YAML_FOLDERS]
    folders = (*_YAML_FOLDERS, *below)
    return [
        _unread(path.as_posix(), _why_not_read(path), Level.NOTE if _is_document(path) else Level.WARNING)
        for folder in folders
        for path in _files_below(root, folder)
        if not _is_read(path) and not (path.parent == _FORM.parent and _copied(root / path, (_FORM.stem,)))
    ]


def _files_below(root: Path, folder: str) -> Iterator[Path]:
    """The files below a folder, as paths from the root, in order; not what is hidden, nor what a link leads to."""
    for here, below, names in os.walk(root / folder):
        below[:] = sorted(name for name in below if not is_hidden(name))
        for name in sorted(names):
            path = Path(here, name)
            if not is_hidden(name) and is_file(path) and not path.is_symlink():
                yield path.relative_to(root)


def _is_read(path: Path) -> bool:
    """Whether the readers of logs, codebooks and codings look at a file of this name at this place."""
    folder, depth = path.parts[0], len(path.parts)
    if path.suffix == ".yaml":
        return path == _FORM or (folder == "codebooks" and depth == 2) or (folder == "coding" and depth == 3)
    return path.suffix in (".jsonl", ".torn") and path.parent.as_posix() in _LOG_FOLDERS


def _is_document(path: Path) -> bool:
    return bool(_USUAL.match(path.name)) or path.suffix.casefold() in _DOCUMENTS


def foreign_logs(kind: str, names: Iterable[str], reviewers: Iterable[str]) -> list[Problem]:
    """Logs that do not belong to a reviewer. Their lines count, so that nothing is lost."""
    people = set(reviewers)
    problems = []
    for name in names:
        if name in people:
            continue
        original = original_of(name, people)
        shown = f"{kind}/{name}.jsonl"
        problems.append(
            Problem(
                Place(shown),
                message(
                    "this looks like a copy of {original}.jsonl made by a sync program. Its lines count. To "
                    "merge them into {original}.jsonl: reviewkit merge {file}",
                    original=original,
                    file=in_command(shown),
                )
                if original
                else message(
                    "{name!r} is not a reviewer in review.yaml. The lines count. Add {name} under `reviewers`, "
                    "or if this is a copy of another log: reviewkit merge {file}",
                    name=name,
                    file=in_command(shown),
                ),
                Level.WARNING,
                "copy" if original else "unknown-log",
            )
        )
    return problems


def _why_not_read(path: Path) -> str:
    """What to do about a file that nothing reads, by the folder that it lies in."""
    folder, depth, suffix = path.parts[0], len(path.parts), path.suffix.casefold()
    if _is_document(path):
        return message("nothing reads this file, which is right for a document")
    if folder == ledger.CODING and suffix in (".csv", ".xlsx"):
        return message(
            "nothing reads this table. Its marks count once imported: reviewkit code import {file}",
            file=in_command(path.as_posix()),
        )
    if folder == ledger.CODING and _YAML.search(path.name) and depth != _DEPTH_OF_CODING:
        return message(
            "reviewkit does not read this file here, because the YAML files of a coder belong in "
            "coding/CODER/STUDY.yaml. Move it there"
        )
    if folder == "codebooks" and path.suffix == ".yaml":
        return message("nothing reads this file here: codebooks belong in codebooks/ itself. Move it there")
    if folder == forms.FOLDER and _YAML.search(path.name):
        return message(
            "nothing reads this file: the form is charting/form.yaml. If this one is meant, give it that name; "
            "otherwise take over what is missing there, and take this file out of the folder"
        )
    if folder == "codebooks" or (folder == ledger.CODING and depth == _DEPTH_OF_CODING):
        return message(
            "{ending}. If it belongs to the review, rename it, or take over what is missing in the file "
            "that is read; otherwise take it out of the folder",
            ending=_ENDING,
        )
    if path.suffix == ".jsonl":
        return message(
            "nothing reads this file here. If it is a log: reviewkit merge {file}",
            file=in_command(path.as_posix()),
        )
    return message(
        "reviewkit does not read this file, because its name does not end with .jsonl. If it is a "
        "copy of a log, rename it and merge it: reviewkit merge FILE. Otherwise move it out of the "
        "folder"
    )


def copied_coders(root: Path, people: Iterable[str]) -> list[Problem]:
    """Folders under coding/ that are copies of a coder's folder, by their names. What lies in them counts too."""
    folders = [path.name for path in folders_in(root, ledger.CODING, [])]
    known = {*people, *folders}
    problems = []
    for name in folders:
        original = original_of(name, known - {name})
        if name not in people and original and is_plain_copy(name, original):
            said = message(
                "looks like a copy of the folder {original} that a sync program made. Its codings count as "
                "those of {name!r}; take over what is missing in coding/{original}/, and move this folder "
                "out of the review",
                original=original,
                name=name,
            )
            problems.append(Problem(Place(f"{ledger.CODING}/{name}"), said, Level.WARNING, "copy"))
    return problems


def foreign_coders(root: Path, people: Sequence[str]) -> list[Problem]:
    """Folders under coding/ of coders who are not in review.yaml. Their codings count, so that nothing is lost; a
    copy of another folder is named by copied_coders."""
    copies = {problem.place.path for problem in copied_coders(root, people)}
    problems = []
    for folder in folders_in(root, ledger.CODING, []):
        name, shown = folder.name, f"{ledger.CODING}/{folder.name}"
        if name in people or shown in copies:
            continue
        if files := files_in(root, shown, (".yaml",), []):
            said = message(
                "{name!r} is not a reviewer in review.yaml. {codings} as theirs ({files}{more}). Add {name} "
                "under `reviewers`, or move the files into the folder of the coder who wrote them, or out of "
                "the review",
                name=name,
                codings=number_of(len(files), "coding counts", "codings count"),
                files=", ".join(path.name for path in files[:3]),
                more=", ..." if len(files) > 3 else "",
            )
            problems.append(Problem(Place(shown), said, Level.WARNING, "unknown-reviewer"))
    return problems


def set_aside(root: Path) -> list[Problem]:
    """Unfinished lines that were set aside (FILE.torn). They were never reported as saved."""
    return [
        Problem(
            Place(path.relative_to(root).as_posix()),
            message(
                "this file has what was being written when reviewkit was stopped (by a crash or a full "
                "disk). None of it counts, and it was never reported as saved. Repeat what you did if it is "
                "missing, then delete this file"
            ),
            Level.WARNING,
            "torn",
        )
        for kind in ledger.KINDS
        for path in files_in(root, kind, (".torn",), [])
    ]
