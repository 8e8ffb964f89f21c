"""manifest.json: what is written is read back, and what is no manifest is refused in words."""

import json
from datetime import date
from typing import Any

import pytest

from reviewkit.bundle_format import FORMAT, Bundle, as_json, of_json
from reviewkit.errors import ReviewkitError
from reviewkit.manifest import Listed, Log, LogLine, Manifest, byte_file, review_hash, text_file

BUNDLE = Bundle(
    Manifest(
        (
            Log("coding/a.jsonl", (LogLine("1" * 32, "x7v2m4qd"), LogLine(""), LogLine("2" * 32))),
            Log("screening/a.jsonl", ()),
        ),
        (
            text_file("review.yaml", b"title: x\n"),
            Listed("searches/x.ris", "3" * 64, is_withheld=True, records=12),
            byte_file("texts/x.pdf", b"%PDF\0"),
        ),
        "4" * 64,
    ),
    (text_file("results/flow.csv", b"box,n\n"),),
    "0.3.0",
    "nb",
    date(2026, 1, 31),
    300,
    True,
    True,
)


def test_a_bundle_is_read_back_as_it_was_written() -> None:
    assert of_json(as_json(BUNDLE)) == BUNDLE
    empty = Bundle(Manifest((), ()), (), "1", "en")
    assert of_json(as_json(empty)) == empty


def test_the_hash_and_what_is_withheld_can_be_read_by_a_person() -> None:
    values = json.loads(as_json(BUNDLE))
    assert values["hash"] == review_hash(BUNDLE.manifest)
    assert values["made_by"] == "reviewkit 0.3.0"
    assert values["withheld"] == {"searches/x.ris": "3" * 64}


@pytest.mark.parametrize(
    ("key", "value"),
    [("day", "2026-01-30"), ("made_by", "reviewkit 0.4.0"), ("names", "5" * 64), ("withheld", {})],
)
def test_a_change_by_hand_is_noticed(key: str, value: object) -> None:
    assert not of_json(json.dumps({**json.loads(as_json(BUNDLE)), key: value})).is_whole


def _without(key: str) -> str:
    return json.dumps({name: one for name, one in json.loads(as_json(BUNDLE)).items() if name != key})


def _with(key: str, value: Any) -> str:
    return json.dumps({**json.loads(as_json(BUNDLE)), key: value})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        "[" * 100_000,
        _without("sum"),
        _without("logs"),
        _with("logs", []),
        _with("logs", {"coding/a.jsonl": 5}),
        _with("withheld", {"x": 5}),
        _with("files", {"x": {}}),
        _with("day", "yesterday"),
        _with("records", {"x": float("inf")}),
        _with("records", {"x": float("nan")}),
        _with("records", {"x": "9" * 5_000}),
        _with("longest_quote", float("inf")),
        _with("made_by", "reviewkit \ud800"),
        _with("withheld", {"\ud800": "1"}),
        _with("files", {"\udfff": {"sha256": "1", "lines": ""}}),
        _with("results", {"x": {"sha256": "\ud800", "lines": ""}}),
        _with("results", {"x": {"sha256": "1", "lines": "\ud800"}}),
        _with("logs", {"\ud800": []}),
        _with("logs", {"coding/a.jsonl": ["\ud800"]}),
        _with("language", 5),
        _with("made_by", "x" * 300_000),
        _with("withheld", {"x" * 501: "1"}),
        _with("files", {"x" * 501: {"sha256": "1", "lines": ""}}),
        _with("results", {"x" * 501: {"sha256": "1", "lines": ""}}),
        _with("logs", {"x" * 501: []}),
        _with("longest_quote", "x" * 300_000),
        _with("day", "x" * 300_000),
        _with("names", ["x" * 300_000]),
        _with("longest_quote", None),
    ],
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^x: this is not the manifest of a bundle") as refused:
        of_json(text, "x")
    assert len(str(refused.value)) < 300  # however long the texts of a stranger are


def test_a_language_that_has_no_labels_is_refused_with_the_file() -> None:
    with pytest.raises(ReviewkitError, match=r"^x: .* in the language 'xx+', which this version") as refused:
        of_json(_with("language", "x" * 300_000), "x")
    assert len(str(refused.value)) < 350


def test_a_bundle_of_a_later_format_names_the_way_out() -> None:
    with pytest.raises(ReviewkitError, match=r"made by reviewkit 0\.3\.0, which knows more.*pipx install"):
        of_json(_with("format", FORMAT + 1))
    with pytest.raises(ReviewkitError, match=r"which knows more") as refused:
        of_json(json.dumps({"format": FORMAT + 1, "made_by": "x\n" * 300_000}))
    assert len(str(refused.value)) < 300
    assert "\n" not in str(refused.value)
