"""Whether a review, or a bundle of one, is what it was when its hash was printed: all that can be computed is computed
again, and what cannot is named. Nothing in it is run, and nothing is asked of the network."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reviewkit import __version__
from reviewkit.actions.agreements import renamed_lines, unlogged_lines
from reviewkit.actions.bundled import facts_of, last_day, made_again, review_of
from reviewkit.actions.results import FOLDER as RESULTS
from reviewkit.bundle_format import FILE, Bundle
from reviewkit.errors import PlacedError, Problem, ReviewkitError
from reviewkit.manifest import Listed, Manifest, nfc, plain_text, review_hash, text_file
from reviewkit.manifest_changes import changes, file_changes, first_difference, problem
from reviewkit.model import Facts
from reviewkit.store.bundles import (
    as_packed,
    bundle_in,
    chain_problems,
    files_below,
    folder_of,
    line_problems,
    odd_files,
    shortened_lines,
    unread_lines,
)
from reviewkit.store.files import as_written, is_own_file, read_bytes
from reviewkit.store.folder import root_of
from reviewkit.store.manifests import attached, manifest_of, names_in, unreadable
from reviewkit.store.open_review import OpenReview
from reviewkit.withholding import mask_of
from reviewkit.words import message, number_of

_HASH = re.compile(r"[0-9a-f]{64}\Z")
_NUMBER = re.compile(r"\d+")
_NAMED = 20  # files that one sentence names


class How(StrEnum):
    """How a figure or table was compared with what the logs give."""

    BYTES = "byte for byte"
    CONTENT = "by content"
    CHECKSUM = "by its checksum alone"


@dataclass(frozen=True, slots=True)
class Compared:
    """A file of the bundle that follows from the rest of it, and how it was compared."""

    path: str
    how: How


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: the hash, the one that was given ("" where none was), and every place that is not as it was.

    `bundle` is None for a review folder. `extra` are files that the bundle does not name, which nothing reads.
    `withheld` are files that nobody could look into, `shortened` is the number of lines in logs of which a text was
    withheld. `unread` are lines of logs that cannot be read, so that they count for nothing, and were so when they were
    hashed. `has_results` says that a review folder holds figures and tables, which only a bundle lists.
    """

    hash: str
    given: str
    problems: tuple[Problem, ...]
    bundle: Bundle | None = None
    compared: tuple[Compared, ...] = ()
    withheld: tuple[Listed, ...] = ()
    shortened: int = 0
    extra: tuple[str, ...] = ()
    has_results: bool = False
    unread: tuple[Problem, ...] = ()

    @property
    def is_as_given(self) -> bool | None:
        """Whether the hash is the one given; None where none was."""
        return self.hash == self.given if self.given else None

    @property
    def holds(self) -> bool:
        """Whether nothing was found to be changed."""
        return not self.problems and self.is_as_given is not False


def verify(path: Path, given: str = "", beside: Path | None = None) -> Verified:
    """Check a folder or a zip. `given` is the hash that was printed before; `beside` a bundle to compare a folder with.

    Raises ReviewkitError for what is no review and no bundle, and for a hash that is none.
    """
    asked = _hash_of(given)
    with folder_of(path) as place:
        root = place if (own := bundle_in(place)) is not None else root_of(place)
        own = own if root == place else bundle_in(root)
        if own is not None:
            with as_packed(root) as copy:
                found = _of_bundle(copy, own, asked, odd_files(root))
        elif beside is None:
            found = _of_folder(root, asked)
        else:
            with folder_of(beside) as other:
                found = _of_folder(root, asked, _bundle_of(other, beside))
    return found


def folder_hash(folder: OpenReview) -> str:
    """The hash of a review folder."""
    return review_hash(manifest_of(folder.root, folder.review.facts))


def _bundle_of(root: Path, path: Path) -> Bundle:
    found = bundle_in(root)
    if found is None:
        raise ReviewkitError(
            message(
                "{path}: this is not a bundle. Name one that was made with: reviewkit bundle -o review.zip",
                path=path,
            )
        )
    return found


def _hash_of(given: str) -> str:
    """The hash as it is compared, however it was typed or broken into lines."""
    asked = re.sub(r"[\s-]", "", given).casefold().removeprefix("sha256:")
    if asked and not _HASH.match(asked):
        raise ReviewkitError(
            message(
                "{given!r} is not the hash of a review, which has 64 characters: digits, and letters from a to f.",
                given=given,
            )
        )
    return asked


def not_computed(found: Verified) -> tuple[str, ...]:
    """What could not be computed again, because what it follows from was withheld or is not here."""
    exports = [file.path for file in found.withheld if file.path.startswith("searches/")]
    texts = [file.path for file in found.withheld if file.path.startswith("texts/")]
    codings = [file.path for file in found.withheld if file.path.startswith("coding/")]
    said = []
    if exports:
        said.append(
            message(
                "what is in {exports}: how many records there are, and which of them are alike. Numbers and verdicts "
                "are those of the logs",
                exports=number_of(len(exports), "export"),
            )
        )
    if texts:
        said.append(message("whether quotes are in {texts}", texts=number_of(len(texts), "full text")))
    if codings:
        said.append(
            message(
                "the tables of themes, which rest on {codings}",
                codings=", ".join([*codings[:_NAMED], *["..."] * (len(codings) > _NAMED)]),
            )
        )
    if found.bundle and found.bundle.version != __version__:
        said.append(
            message(
                "the figures and tables as they were drawn: the bundle says that reviewkit {theirs} made it, and this "
                "is {ours}. Only cells and numbers were compared, not where they are, nor whether a file is missing, "
                "and of other files nothing. To compare all, use that version",
                theirs=found.bundle.version,
                ours=__version__,
            )
        )
    if found.has_results:
        said.append(
            message(
                "the figures and tables in {folder}/, which no review folder lists. Draw them again, or compare the "
                "bundle",
                folder=RESULTS,
            )
        )
    if found.shortened:
        said.append(
            message(
                "the texts in {lines} of logs; their checksums are in the hash",
                lines=number_of(found.shortened, "line"),
            )
        )
    return tuple(said)


def not_noticed(found: Verified) -> tuple[str, ...]:
    """What cannot be noticed as long as nobody gives the hash that was printed in the paper, by kind of change."""
    if found.given:
        return ()
    if found.bundle is None:
        return (
            message("logs: that the last lines of a log were removed, or that a whole log was rewritten"),
            message("review.yaml and other YAML files: any change"),
            message("exports and full texts: a different file, if somebody also changed the log"),
        )
    figures = (
        message("figures and tables: nothing, because they are made again from the logs")
        if found.bundle.version == __version__
        else message(
            "figures: changed words and places, because another version drew them; other numbers and cells are noticed"
        )
    )
    return (
        message("logs: any change, if somebody also made a new manifest.json"),
        message("review.yaml and other YAML files: any change, if somebody also made a new manifest.json"),
        message(
            "exports and full texts: a different file, if somebody also changed the log and made a new manifest.json"
        ),
        figures,
    )


# -- a bundle


def _of_bundle(root: Path, bundle: Bundle, given: str, odd: tuple[Problem, ...]) -> Verified:
    """`odd` are files of the folder that no bundle has, and that the copy of it at `root` lacks."""
    try:
        facts = facts_of(root)
    except ReviewkitError as error:
        return _unreadable(root, bundle, given, error)
    found = manifest_of(root, facts, bundle.manifest, bundle.replaces_names)
    problems = (*odd, *problems_of_bundle(root, bundle, facts))
    own = review_hash(found)
    if given and own != given and not problems:
        problems = (problem(FILE, 0, _OTHER_BUNDLE),)
    return Verified(
        own,
        given,
        problems,
        bundle,
        tuple(_compared(bundle)),
        tuple(file for file in found.files if file.is_withheld),
        shortened_lines(root),
        tuple(sorted(set(files_below(root)) - _known(bundle, found))),
        unread=unread_lines(root),
    )


_OTHER_BUNDLE = message(
    "everything in the bundle agrees with its manifest, but the hash is not the one given: this is another bundle, or "
    "somebody changed it and made a new manifest. Ask the authors for the bundle whose hash they printed"
)


def _unreadable(root: Path, bundle: Bundle, given: str, error: ReviewkitError) -> Verified:
    """What can be said of a bundle whose review.yaml cannot be read: which lines of it were changed."""
    place = error.place if isinstance(error, PlacedError) else None
    found = unreadable(root, bundle.manifest.files)
    paths = {file.path for file in found}
    expected = [file for file in bundle.manifest.files if file.path in paths]
    problems = tuple(file_changes(expected, found)) if not bundle.manifest.names else ()
    said = problem(place.path if place else "review.yaml", place.line if place else 0, str(error))
    return Verified("", given, problems or (said,), bundle)


def problems_of_bundle(root: Path, bundle: Bundle, facts: Facts) -> tuple[Problem, ...]:
    """Every place of an unpacked bundle that is not as its manifest, its logs and its numbers say."""
    found = manifest_of(root, facts, bundle.manifest, bundle.replaces_names)
    problems = [*changes(bundle.manifest, found)]
    if not bundle.is_whole:
        problems.append(problem(FILE, 0, message("this file was changed after the bundle was made")))
    listed = tuple(_results_in(root, bundle))
    problems += file_changes(bundle.results, listed)
    names = {} if bundle.replaces_names else names_in(facts)
    problems += [
        problem(path, line, _RENAMED) for path, line in renamed_lines(root, facts.agreements, mask_of(names))
    ]
    problems += line_problems(root, names, _are_replaced(bundle))
    if not problems:  # what follows from changed logs differs as well, which nobody needs to be told
        if bundle.day != last_day(facts):
            problems.append(problem(FILE, 0, message("the day that the bundle names is not that of the last act")))
        problems += _not_made_again(root, bundle, made_again(review_of(facts, bundle), bundle))
        problems += chain_problems(root)
    return tuple(sorted(dict.fromkeys(problems)))


_RENAMED = message(
    "this line has the name of a person where the id was last logged, or the id in place of the name, which the hash "
    "does not tell apart. If you wrote it, log it with your next act; otherwise ask the authors"
)


def _are_replaced(bundle: Bundle) -> bool:
    """Whether names were replaced in a bundle; in one of a review without names there was nothing to replace."""
    return bundle.replaces_names and bool(bundle.manifest.names)


def _results_in(root: Path, bundle: Bundle) -> Iterator[Listed]:
    for file in bundle.results:
        path = as_written(root / file.path)
        if is_own_file(root, path):
            yield text_file(file.path, read_bytes(path))


def _not_made_again(root: Path, bundle: Bundle, made: Mapping[str, bytes]) -> Iterator[Problem]:
    """Figures and tables that are not what the logs give."""
    for file in bundle.results:
        data = read_bytes(as_written(root / file.path))
        ours, is_same_version = made.get(file.path), bundle.version == __version__
        if ours is None:
            if is_same_version:
                yield problem(file.path, 0, message("this file does not follow from what the bundle holds"))
            continue
        how = _how(file.path, bundle)
        line = 0
        if how is How.BYTES:
            line = first_difference(plain_text(ours).split("\n"), plain_text(data).split("\n"))
        elif how is How.CONTENT:
            line = other_content(file.path, plain_text(ours), plain_text(data))
        if line:
            said = message("this line is not what follows from the logs in the bundle")
            yield problem(file.path, line, said)
    missing = set(made) - {file.path for file in bundle.results}
    for path in sorted(missing) if bundle.version == __version__ else ():
        yield problem(path, 0, message("this file is missing"))


def _compared(bundle: Bundle) -> Iterator[Compared]:
    for file in bundle.results:
        yield Compared(file.path, _how(file.path, bundle))


def _how(path: str, bundle: Bundle) -> How:
    if bundle.version == __version__:
        return How.BYTES
    return How.CONTENT if path.endswith((".csv", ".svg")) else How.CHECKSUM


def other_content(path: str, ours: str, theirs: str) -> int:
    """The line, from 1, on which a figure or table of another version has another number or cell; 0 where none has.

    Of a table all cells count but its headings, of a figure its numbers, because versions may name and place them
    otherwise.
    """
    if path.endswith(".csv"):
        return _other_cells(ours, theirs)
    here, there = Counter(_numbers(ours)), Counter(_numbers(theirs))
    if here == there:
        return 0
    for number, line in enumerate(theirs.split("\n"), start=1):
        if Counter(_numbers(line)) - here:
            return number
    return 1


def _numbers(svg: str) -> Iterable[str]:
    texts = (one.partition(">")[2] for one in svg.split("<")[:-1])  # what is between the tags
    return (number for text in texts for number in _NUMBER.findall(text))


def _other_cells(ours: str, theirs: str) -> int:
    try:
        here, there = (list(csv.reader(io.StringIO(text)))[1:] for text in (ours, theirs))
    except csv.Error:  # a cell that no table of ours has, such as one of a million letters
        return 1
    row = first_difference([str(one) for one in here], [str(one) for one in there])
    return _line_of(theirs, row) if row else 0


def _line_of(text: str, row: int) -> int:
    """The line on which a row of a table begins; the headings are none."""
    reader = csv.reader(io.StringIO(text))
    line = 1
    for place, _ in enumerate(reader):
        if place == row:
            break
        line = reader.line_num + 1
    return line


def _known(bundle: Bundle, found: Manifest) -> set[str]:
    logs = (log.path for log in (*bundle.manifest.logs, *found.logs))
    files = (file.path for file in (*bundle.manifest.files, *found.files, *bundle.results))
    return {FILE, *logs, *files}


# -- a review folder


def _of_folder(root: Path, given: str, beside: Bundle | None = None) -> Verified:
    """A review folder: whether its chains, exports and full texts are as logged, and whether it is the one of a bundle
    or of the hash."""
    folder = OpenReview(root)
    facts = folder.review.facts
    found = manifest_of(root, facts)
    own = review_hash(found)
    problems = [
        *chain_problems(root),
        *line_problems(root, names_in(facts), replaces_names=False),
        *_not_as_logged(root, facts, found),
    ]
    if beside is not None:
        problems += changes(beside.manifest, _as_in(beside, found))
    elif given and own != given:
        changed = message("this line is not as it was when the file was last logged")
        problems += [problem(path, line, changed) for path, line in unlogged_lines(folder)]
        problems += [] if problems else [problem("", 0, _NOWHERE)]
    withheld = tuple(file for file in found.files if file.is_withheld)
    has_results = (root / RESULTS).is_dir()
    return Verified(
        own,
        given,
        tuple(sorted(set(problems))),
        withheld=withheld,
        has_results=has_results,
        unread=unread_lines(root),
    )


_NOWHERE = message(
    "the hash is not the one given, and nothing in the folder shows where it differs: more was done in the review "
    "since, or the last lines of a log were removed. Compare it with the bundle: reviewkit verify --bundle review.zip"
)


def _as_in(bundle: Bundle, found: Manifest) -> Manifest:
    """The manifest of a folder as it is compared with that of a bundle: copies that are not read are in neither, and
    lines of a bundle without names are other lines."""
    known = {file.path: file for file in bundle.manifest.files}
    files = tuple(
        Listed(file.path, file.digest, known[file.path].lines, records=file.records)
        if bundle.replaces_names and file.path in known and file.digest == known[file.path].digest
        else file
        for file in found.files
    )
    return Manifest(found.logs, files, found.names)


def _not_as_logged(root: Path, facts: Facts, found: Manifest) -> Iterator[Problem]:
    """Exports and full texts that are here, but are not the files that were logged."""
    here = {file.path: file for file in found.files}
    for one in attached(facts):
        file = here[nfc(one.path)]
        if not file.is_withheld and file.digest != one.sha256:
            said = message(
                "this file is not the one that was logged ({log}): its checksum is different", log=one.place
            )
            yield problem(nfc(one.path), 0, said)
