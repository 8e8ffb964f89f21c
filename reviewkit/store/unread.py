"""Files in a review folder that reviewkit does not read: copies by sync programs, and unfinished lines.

Nothing that a person wrote is silently ignored.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.store import ledger
from reviewkit.store.copies import are_alike, is_plain_copy, original_of
from reviewkit.store.files import files_in, is_hidden, read_text

_ROOT_FILES = ("review", "searches", "studies")
_YAML = re.compile(r"\.ya?ml", re.IGNORECASE)


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
        f"this looks like a copy of {original.name} made by a sync program, so it is not read. Compare the two, copy "
        "over what is missing by hand, and delete the copy",
        Level.ERROR,
        "copy",
    )


def copies_in_root(root: Path) -> list[Problem]:
    """Copies of review.yaml, searches.yaml and studies.yaml."""
    problems: list[Problem] = []
    for path in files_in(root, ".", (".yaml", ".yml"), problems):
        original = original_of(path.stem, _ROOT_FILES)
        if original and (root / f"{original}.yaml").exists():
            problems.append(_copy_problem(root, path, root / f"{original}.yaml"))
    return problems


def no_yaml(root: Path) -> list[Problem]:
    """Files that are YAML by their names and that nothing reads, as these do not end with .yaml (`themes.yml`,
    `themes.yaml.orig`, `studies.yaml (1)`)."""
    return [
        Problem(
            Place(path.relative_to(root).as_posix()),
            "nothing reads this file, because its name does not end with .yaml. If it belongs to the review, rename "
            "it, or take over what is missing in the file that is read; otherwise take it out of the folder",
            Level.WARNING,
            "unread",
        )
        for path in _named_like_yaml(root)
    ]


def _named_like_yaml(root: Path) -> Iterator[Path]:
    coders = sorted(path for path in (root / "coding").glob("*") if path.is_dir() and not is_hidden(path.name))
    for folder in (".", "codebooks", *(path.relative_to(root).as_posix() for path in coders)):
        for path in files_in(root, folder, ("",), []):
            mark = _YAML.search(path.name)
            if mark is None or path.suffix == ".yaml":
                continue
            stem = path.name[: mark.start()]
            if folder != "." or stem in _ROOT_FILES or (path.suffix != ".yml" and original_of(stem, _ROOT_FILES)):
                yield path


def foreign_logs(root: Path, kind: str, names: Iterable[str], reviewers: Iterable[str]) -> list[Problem]:
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
                f"this looks like a copy of {original}.jsonl made by a sync program. Its lines count. To merge them "
                "into "
                f'{original}.jsonl: reviewkit merge "{shown}"'
                if original
                else f"{name!r} is not a reviewer in review.yaml. The lines count. Add {name} under `reviewers`, or if "
                f'this is a copy of another log: reviewkit merge "{shown}"',
                Level.WARNING,
                "copy" if original else "unknown-log",
            )
        )
    return problems


def unread_files(root: Path) -> list[Problem]:
    """Files beside the logs that are not logs."""
    return [
        Problem(
            Place(path.relative_to(root).as_posix()),
            _why_not_read(kind, path.name),
            Level.WARNING,
            "unread",
        )
        for kind in ledger.KINDS
        for path in files_in(root, kind, ("",), [])
        if path.suffix not in (".jsonl", ".torn")
    ]


def _why_not_read(kind: str, name: str) -> str:
    if kind == ledger.CODING and _YAML.search(name):
        return (
            "reviewkit does not read this file here, because the YAML files of a coder belong in "
            "coding/CODER/STUDY.yaml. Move it there"
        )
    return (
        "reviewkit does not read this file, because its name does not end with .jsonl. If it is a copy of a log, "
        "rename it and merge it: reviewkit merge FILE. Otherwise move it out of the folder"
    )


def set_aside(root: Path) -> list[Problem]:
    """Unfinished lines that were set aside (FILE.torn). They were never reported as saved."""
    return [
        Problem(
            Place(path.relative_to(root).as_posix()),
            "this file has what was being written when reviewkit was stopped (by a crash or a full disk). None of it "
            "counts, and it was never reported as saved. Repeat what you did if it is missing, then delete this file",
            Level.WARNING,
            "torn",
        )
        for kind in ledger.KINDS
        for path in files_in(root, kind, (".torn",), [])
    ]
