"""The codebook of another program: new codes are made, with a reason; what differs is listed, changed on request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reviewkit.actions.codebook import ChangedBook, Noted, change_within, chosen
from reviewkit.actions.foreign_codes import MatchedCodes, NewCode, became_one, made_new, matched
from reviewkit.actions.undo import name_of_change
from reviewkit.actions.who import Acting, acting
from reviewkit.codebook_changes import Change, adopt
from reviewkit.codebook_history import is_by_language
from reviewkit.codebook_lists import in_words
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.codebook_rows import codes_of_rows, is_codebook_table
from reviewkit.exchange.projects import ProjectCode
from reviewkit.exchange.refi_codes import said_of
from reviewkit.exchange.refi_read import ReadCodes, read_codebook, read_codes_of_project
from reviewkit.exchange.taguette import tags_of
from reviewkit.model import Codebook, Said
from reviewkit.store.files import read_bytes
from reviewkit.store.open_review import OpenReview
from reviewkit.store.spreadsheets import table
from reviewkit.words import Role, message


@dataclass(frozen=True, slots=True)
class CodeDifference:
    """What a codebook and a file say otherwise of a code; None where one of them says nothing."""

    code: str
    key: str
    ours: Said | None
    theirs: Said | None


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """What an import of a codebook made, or would make: new codes, what differs, and how many codes are the same.

    `updated` says that what differs was changed; `changed` is what was logged, None where nothing was.
    """

    book: str
    new: tuple[NewCode, ...]
    differing: tuple[CodeDifference, ...]
    same: int
    losses: tuple[str, ...]
    updated: bool = False
    dry_run: bool = False
    changed: ChangedBook | None = None

    @property
    def undo(self) -> str:
        """What `undo` calls it; "" where nothing was logged."""
        return name_of_change(self.changed) if self.changed else ""


def import_codebook(
    folder: OpenReview, as_: str, file: Path, noted: Noted, update: bool = False, dry_run: bool = False
) -> ImportedBook:
    """Make the codes of a file (.qdc, .qdpx, .csv, .xlsx) that a codebook does not have, all or none; with `update`
    also change what it says otherwise. Codes that only the codebook has stay.

    Raises ReviewkitError, with nothing changed, where the file is none, or no reason is given.
    """
    read = codebook_in(file)
    with acting(folder, as_) as act:
        act.needs_new_format(message("the history of a codebook"))
        act.must(Role.CODES)
        book = chosen(act.review, noted.book)
        match = _as_they_were(book, read.codes, matched(book, read.codes))
        losses = list(read.losses)
        losses += [
            message("{name}: several codes of the codebook have this name, so it was left out", name=name)
            for name in match.ambiguous
        ]
        losses += map(became_one, [*(codes[0].name for codes in match.alike), *match.joined])
        new = made_new(book, read.codes, match, read.program, losses)
        found = _differences(book, read.codes, {**match.known, **{guid: one.id for guid, one in new.items()}})
        same = len(set(match.known.values())) - len({one.code for one in found})
        made = ImportedBook(
            book.name, tuple(new.values()), tuple(found), same, tuple(losses), update and bool(found), dry_run
        )
        return made if dry_run else _log(act, book, made, noted)


def _as_they_were(book: Codebook, codes: Sequence[ProjectCode], match: MatchedCodes) -> MatchedCodes:
    """A code that was merged here is compared with itself, and not with what it became."""
    own = {code.guid: name for code in codes if (name := said_of(code)[0]) and name in book.said}
    return replace(match, known={**match.known, **own})


def _log(act: Acting, book: Codebook, made: ImportedBook, noted: Noted) -> ImportedBook:
    makes: list[Change] = [one.change for one in made.new]
    if made.updated:
        makes += [adopt(code, said) for code, said in _theirs(made.differing, book.language).items()]
    if not makes:
        return made
    return replace(made, changed=change_within(act, lambda book: makes, replace(noted, book=made.book)))


def codebook_in(file: Path) -> ReadCodes:
    """The codes in a file of another program. Raises ReviewkitError where there are none."""
    data = read_bytes(file)
    if file.suffix.casefold() == ".qdc":
        found = read_codebook(data, str(file))
    elif file.suffix.casefold() == ".qdpx":
        found = read_codes_of_project(data, str(file))
    else:
        line, head, rows = table(file)
        if is_codebook_table(head):
            found = codes_of_rows(rows)
        elif "tag" in head:
            found = ReadCodes("Taguette", tags_of(rows), (), ())
        else:
            raise ReviewkitError(
                message(
                    "{path}:{line}: this is no codebook: a table of one has the columns id and label, and one of "
                    "Taguette the column tag. Nothing was changed.",
                    path=file,
                    line=line,
                )
            )
    if not found.codes:
        raise ReviewkitError(message("{path}: there is no code in this file. Nothing was changed.", path=file))
    return found


def _differences(book: Codebook, codes: Sequence[ProjectCode], ids: Mapping[str, str]) -> list[CodeDifference]:
    """What the file says otherwise of codes that the codebook has; what only the codebook says is no difference."""
    found: dict[tuple[str, str], CodeDifference] = {}
    for code in codes:
        own = ids.get(code.guid, "")
        if own not in book.said:
            continue
        said = {**said_of(code)[1], "parent": ids.get(code.parent, "")}
        for key, theirs in said.items():
            ours = book.said[own].get(key, "")
            if theirs and key != "origin" and not _says_the_same(ours, theirs, key, book.language):
                found.setdefault((own, key), CodeDifference(own, key, ours or None, theirs))
    return list(found.values())


def _says_the_same(ours: Said, theirs: Said, key: str, language: str) -> bool:
    if isinstance(ours, dict) and isinstance(theirs, str) and is_by_language(ours):
        ours = in_words(ours, language)
    if key == "kind" and theirs == "category" and ours in ("theme", "subtheme"):
        return True  # a code that only groups others, as some programs write themes
    if key == "kind":
        ours = ours or "code"
    return _plain(ours) == _plain(theirs)


def _plain(said: Said) -> object:
    """What is said, without blanks that nobody sees and colors in letters of another size."""
    if isinstance(said, str):
        return " ".join(said.split()).casefold() if said.startswith("#") else " ".join(said.split())
    if isinstance(said, dict):
        return {name: _plain(text) for name, text in said.items()}
    return [_plain(one) for one in said]


def _theirs(found: Sequence[CodeDifference], language: str) -> dict[str, dict[str, Said]]:
    """What the file says, code by code. A text in one language takes the place of the one in that language."""
    changed: dict[str, dict[str, Said]] = {}
    for one in found:
        if one.theirs is not None:
            in_languages = isinstance(one.theirs, str) and is_by_language(one.ours)
            said = (
                {**one.ours, language: one.theirs} if in_languages and isinstance(one.ours, dict) else one.theirs
            )
            changed.setdefault(one.code, {})[one.key] = said
    return changed
