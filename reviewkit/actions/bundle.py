"""Everything of a review that may be shared, as one zip that anybody can check."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reviewkit import __version__
from reviewkit.actions.bundled import facts_of, last_day, made_again, review_of
from reviewkit.actions.verify import problems_of_bundle
from reviewkit.blind import chart_view
from reviewkit.bundle_format import FILE, Bundle, as_json
from reviewkit.errors import ReviewkitError
from reviewkit.manifest import Listed, Manifest, log_lines, nfc, plain_text, review_hash, text_file
from reviewkit.model import Export, Facts, Missing
from reviewkit.review import Review
from reviewkit.store.bundles import packed, write_new
from reviewkit.store.files import as_written, read_bytes
from reviewkit.store.manifests import agreement_paths, attached, log_paths, manifest_of, names_in
from reviewkit.store.open_review import OpenReview
from reviewkit.withholding import Withholding, mask_of
from reviewkit.words import message

QUOTES = 300  # letters of a quote that are passed on; longer ones are withheld


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a bundle is to hold: quotes of how many letters, exports, full texts, names of people."""

    quotes: int = QUOTES
    exports: bool = False
    texts: bool = False
    names: bool = True
    is_draft: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A bundle: its bytes, its files, and what it says of itself. `shortened` is how many lines of logs say less than
    they do in the review."""

    data: bytes
    files: tuple[str, ...]
    bundle: Bundle
    shortened: int

    @property
    def hash(self) -> str:
        """The hash for the paper."""
        return review_hash(self.bundle.manifest)

    @property
    def withheld(self) -> tuple[Listed, ...]:
        """The files that are named and not passed on."""
        return tuple(file for file in self.bundle.manifest.files if file.is_withheld)


def waits_for(review: Review) -> Missing:
    """What a bundle waits for, as its tables do: while people still decide, code or chart, it would show each of them
    what the others did."""
    shown = next((one for one in review.matrices.values() if one.themes), None)
    missing = review.missing(review.included_studies, shown)
    if review.facts.form is None:
        return missing
    view = chart_view(review, "")
    gaps = view.gaps(view.studies, tuple(view.form.fields()))
    return gaps.added_to(missing, review.protocol.language)


def bundle(folder: OpenReview, sharing: Sharing) -> Made:
    """The bundle of a review. Raises ReviewkitError where the review is not finished, or files are not what was logged,
    unless a draft is wanted.

    The same review gives the same bytes. What is made is checked as `verify` does it before it is handed over.
    """
    facts, root = folder.review.facts, folder.root
    if not sharing.is_draft:
        _must_be_whole(root, facts)
        if waits_for(folder.review).anything:
            raise ReviewkitError(
                message(
                    "The bundle was not made, because the review is not finished, and a bundle shows what everybody "
                    "decided. The overview says what is left."
                )
            )
    holding = Withholding(sharing.quotes, mask_of(names_in(facts)), not sharing.names)
    files, shortened = dict[str, bytes](), 0
    for path in log_paths(root):
        files[nfc(path)], changed = _log(read_bytes(root / path), holding)
        shortened += changed
    withheld = _withheld(facts, sharing)
    for path in agreement_paths(root):
        if nfc(path) not in withheld:
            files[nfc(path)] = _agreement(read_bytes(root / path), holding)
    for one in attached(facts):
        if nfc(one.path) not in withheld:
            files[nfc(one.path)] = read_bytes(as_written(root / one.path))
    made = Bundle(
        _as_passed_on(manifest_of(root, facts), files),
        (),
        __version__,
        sharing.language or facts.protocol.language,
        last_day(facts),
        sharing.quotes,
        not sharing.names,
        sharing.is_draft,
    )
    made, results = _with_results(made, files)
    files |= results
    files[FILE] = as_json(made).encode("utf-8")
    return Made(packed(files), tuple(sorted(files)), made, shortened)


def _must_be_whole(root: Path, facts: Facts) -> None:
    """Raises ReviewkitError where an export is missing or was changed: its records would not count."""
    for export in facts.exports:
        if export.unread or export.content != export.sha256:
            raise ReviewkitError(
                message(
                    "{path}: this export is missing, or is not the file that was imported, so the bundle was not made. "
                    "Put the original back, or bundle the review as a draft.",
                    path=export.path,
                )
            )


def _log(data: bytes, holding: Withholding) -> tuple[bytes, int]:
    """A log as the bundle has it, and how many of its lines were shortened."""
    lines = log_lines(data)
    new = [holding.line(line) for line in lines]
    changed = sum(one != other for one, other in zip(lines, new, strict=True))
    return (b"".join(line + b"\n" for line in new) if changed else data), changed


def _agreement(data: bytes, holding: Withholding) -> bytes:
    if not holding.replaces_names:
        return data
    text = plain_text(data)
    new = holding.text(text)
    return data if new == text else new.encode("utf-8")


def _withheld(facts: Facts, sharing: Sharing) -> frozenset[str]:
    """The paths of files that are not passed on."""
    return frozenset(nfc(path) for path in _withheld_paths(facts, sharing))


def _withheld_paths(facts: Facts, sharing: Sharing) -> Iterator[str]:
    for one in attached(facts):
        is_shared = sharing.exports if isinstance(one, Export) else sharing.texts
        if not is_shared:
            yield one.path
    for coding in facts.by_hand:
        if any(len(segment.quote) > sharing.quotes for segment in coding.segments):
            yield coding.place.path


def _as_passed_on(manifest: Manifest, files: Mapping[str, bytes]) -> Manifest:
    """The manifest of the review with what the bundle holds of it: the lines of a text as they are there."""
    return replace(manifest, files=tuple(_listed(file, files) for file in manifest.files))


def _listed(file: Listed, files: Mapping[str, bytes]) -> Listed:
    if file.path not in files:
        return replace(file, lines=(), is_withheld=True)
    if file.path.endswith(".yaml"):
        return replace(file, lines=text_file(file.path, files[file.path]).lines)
    return file


def _with_results(made: Bundle, files: Mapping[str, bytes]) -> tuple[Bundle, Mapping[str, bytes]]:
    """The bundle with its figures and tables, made from what it holds and from nothing else, and checked.

    Raises ReviewkitError where the bundle does not say what the review says.
    """
    with tempfile.TemporaryDirectory(prefix="reviewkit-bundle-") as place:
        root = Path(place)
        for path, data in files.items():
            write_new(root / path, plain_text(data).encode() if path.endswith(".yaml") else data)
        facts = facts_of(root)
        results = made_again(review_of(facts, made), made)
        whole = replace(made, results=tuple(text_file(path, data) for path, data in results.items()))
        for path, data in results.items():
            write_new(root / path, data)
        if found := problems_of_bundle(root, whole, facts):
            raise ReviewkitError(
                message(
                    "The bundle was not made, because it would not hold what the review holds: {why}", why=found[0]
                )
            )
    return whole, results
