"""ro-crate-metadata.json is what RO-Crate 1.1 asks for."""

import json
from datetime import date
from typing import Any

from reviewkit.bundle_format import CRATE, Bundle
from reviewkit.manifest import Listed, Log, Manifest
from reviewkit.model import Protocol, Reviewer
from reviewkit.render.crate import crate
from reviewkit.words import ReviewerKind

PROTOCOL = Protocol("Trygg", (Reviewer("a", "Kari"), Reviewer("robot", "ASReview", ReviewerKind.TOOL)))
BUNDLE = Bundle(
    Manifest(
        (Log("screening/a.jsonl", ()),),
        (Listed("codebooks/mine og dine.yaml", "1"), Listed("searches/x.ris", "2", is_withheld=True)),
    ),
    (),
    "0.3.0",
    "nb",
    date(2026, 1, 31),
)


def entities() -> dict[str, dict[str, Any]]:
    found = json.loads(crate(PROTOCOL, BUNDLE, ["results/flow.svg"]))
    assert found["@context"] == "https://w3id.org/ro/crate/1.1/context"
    return {one["@id"]: one for one in found["@graph"]}


def test_the_descriptor_is_about_the_root_which_has_what_is_asked_for() -> None:
    found = entities()
    assert found[CRATE]["about"] == {"@id": "./"}
    assert found[CRATE]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = found["./"]
    assert root["@type"] == "Dataset"
    assert (root["name"], root["datePublished"]) == ("Trygg", "2026-01-31")
    assert root["description"]
    assert root["license"]["@id"] in found


def test_it_names_each_file_that_is_there_and_none_that_was_withheld() -> None:
    found = entities()
    named = [one["@id"] for one in found["./"]["hasPart"]]
    assert named == ["codebooks/mine%20og%20dine.yaml", "manifest.json", "results/flow.svg", "screening/a.jsonl"]
    assert all(found[name]["@type"] == "File" for name in named)
    assert found["results/flow.svg"]["encodingFormat"] == "image/svg+xml"


def test_authors_are_people_and_everything_that_is_referred_to_is_there() -> None:
    found = entities()
    assert [found[one["@id"]]["name"] for one in found["./"]["author"]] == ["Kari"]

    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            return (
                [value["@id"]]
                if value.keys() == {"@id"}
                else [one for v in value.values() for one in references(v)]
            )
        return [one for v in value for one in references(v)] if isinstance(value, list) else []

    local = {name for one in found.values() for name in references(one) if not name.startswith("https://")}
    assert local <= found.keys()
