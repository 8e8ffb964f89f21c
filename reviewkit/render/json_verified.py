"""Bundles, and what was found in them, as JSON. docs/json.md describes it."""

from collections.abc import Iterable, Sequence

from reviewkit.bundle_format import Bundle
from reviewkit.errors import Problem
from reviewkit.manifest import Listed, review_hash
from reviewkit.render.json import Shape, problem


def bundled(file: str, bundle: Bundle, files: Sequence[str], shortened: int) -> Shape:
    """A bundle that was written: its hash, what is in it, and what is not."""
    return {
        "file": file,
        "hash": review_hash(bundle.manifest),
        "bundle": _bundle(bundle),
        "files": list(files),
        "withheld": _withheld(file for file in bundle.manifest.files if file.is_withheld),
        "shortened_lines": shortened,
    }


def verified(
    holds: bool,
    hashes: tuple[str, str],
    problems: Sequence[Problem],
    bundle: Bundle | None,
    compared: Sequence[tuple[str, str]],
    withheld: Sequence[Listed],
    said: tuple[Sequence[str], Sequence[str], Sequence[str]],
    unread: Sequence[Problem] = (),
) -> Shape:
    """What verify found. `hashes` are the one computed and the one given; `said` are files that the bundle does not
    name, what was not computed again, and what cannot be noticed without the hash; `unread` are lines of logs that
    count for nothing."""
    own, given = hashes
    extra, not_computed, not_noticed = said
    return {
        "holds": holds,
        "hash": own or None,
        "given": given or None,
        "bundle": _bundle(bundle) if bundle else None,
        "problems": [problem(one) for one in problems],
        "compared": [{"file": path, "how": how} for path, how in compared],
        "withheld": _withheld(withheld),
        "unread": [problem(one) for one in unread],
        "extra": list(extra),
        "not_computed": list(not_computed),
        "not_noticed": list(not_noticed),
    }


def _bundle(bundle: Bundle) -> Shape:
    return {
        "version": bundle.version,
        "day": bundle.day.isoformat() if bundle.day else None,
        "language": bundle.language,
        "draft": bundle.is_draft,
        "names_replaced": bundle.replaces_names,
        "longest_quote": bundle.quotes,
    }


def _withheld(files: Iterable[Listed]) -> list[Shape]:
    return [{"file": file.path, "sha256": file.digest} for file in files]
