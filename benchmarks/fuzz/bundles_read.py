"""Bundles that somebody changed: whatever was changed, verify ends with words."""

from pathlib import Path

from benchmarks.fuzz.checked import attempt, must
from reviewkit.actions.verify import not_computed, not_noticed, verify
from reviewkit.bundle_format import FILE, of_json
from reviewkit.render import json, json_verified


def read_bundle(data: bytes, folder: Path) -> None:
    """Verify a zip, or read a text as a manifest."""
    if not data.startswith(b"PK"):
        attempt(lambda: of_json(data.decode("utf-8", "surrogateescape"), FILE))
        return
    path = folder / "x.zip"
    path.write_bytes(data)
    if found := attempt(lambda: verify(path)):
        must(found.bundle, "a zip that is taken for a review folder")
        json.text(
            json_verified.verified(
                found.holds,
                (found.hash, found.given),
                found.problems,
                found.bundle,
                [(one.path, one.how) for one in found.compared],
                found.withheld,
                (found.extra, not_computed(found), not_noticed(found)),
            )
        )
