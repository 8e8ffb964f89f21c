"""The shapes of a bundle and of what was found in it."""

from datetime import date

from reviewkit.bundle_format import Bundle
from reviewkit.errors import Level, Place, Problem
from reviewkit.manifest import Listed, Manifest, review_hash
from reviewkit.render import json_verified
from tests.json_schema import misfit

BUNDLE = Bundle(
    Manifest((), (Listed("searches/x.ris", "1" * 64, is_withheld=True), Listed("review.yaml", "2" * 64))),
    (),
    "0.3.0",
    "nb",
    date(2026, 1, 31),
    300,
    True,
)
SAID = {
    "version": "0.3.0",
    "day": "2026-01-31",
    "language": "nb",
    "draft": False,
    "names_replaced": True,
    "longest_quote": 300,
}


def test_a_bundle_that_was_written() -> None:
    found = json_verified.bundled("review.zip", BUNDLE, ["review.yaml"], 4)
    assert found == {
        "file": "review.zip",
        "hash": review_hash(BUNDLE.manifest),
        "bundle": SAID,
        "files": ["review.yaml"],
        "withheld": [{"file": "searches/x.ris", "sha256": "1" * 64}],
        "shortened_lines": 4,
    }
    assert misfit(found, "bundle") == ""


def test_what_was_found_and_what_is_not_known_is_null() -> None:
    changed = Problem(Place("review.yaml", 3), "this line was changed", Level.ERROR, "tampered")
    found = json_verified.verified(
        False,
        ("", "3" * 64),
        [changed],
        None,
        [("results/flow.csv", "by content")],
        [],
        (["x"], ["y"], []),
        [changed],
    )
    assert found["hash"] is None
    assert (found["given"], found["bundle"]) == ("3" * 64, None)
    assert found["problems"][0]["line"] == 3
    assert found["compared"] == [{"file": "results/flow.csv", "how": "by content"}]
    assert found["unread"] == found["problems"]
    assert (found["extra"], found["not_computed"], found["not_noticed"]) == (["x"], ["y"], [])
    assert misfit(found, "verify") == ""
