"""manifest.json of a bundle: what it holds and what it withholds, as JSON and back.

It is read from zips of strangers, so each value is checked.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reviewkit.errors import ReviewkitError
from reviewkit.locales import languages
from reviewkit.manifest import Listed, Log, LogLine, Manifest, review_hash, sha256
from reviewkit.words import in_line, message

FILE = "manifest.json"
CRATE = "ro-crate-metadata.json"  # a description of the bundle, which no review folder has
FORMAT = 1
_SHOWN = 80  # letters of a stranger's text that a sentence shows
_LONGEST_VERSION = 80  # letters; a release of a fork has some 20
_LONGEST_PATH = 500  # letters, as in a zip


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle says of itself: the manifest of the review, and the files that follow from it (`results`).

    `day` is that of the last act, for which the review is read. Of quotes, `quotes` letters are the most. A bundle that
    replaces names has ids in their place. `is_whole` says that nobody changed manifest.json by hand.
    """

    manifest: Manifest
    results: tuple[Listed, ...]
    version: str
    language: str
    day: date | None = None
    quotes: int = 0
    replaces_names: bool = False
    is_draft: bool = False
    is_whole: bool = True


def as_json(bundle: Bundle) -> str:
    """The text of manifest.json; its last key is a checksum of all before it."""
    manifest = bundle.manifest
    values = {
        "format": FORMAT,
        "made_by": f"reviewkit {bundle.version}",
        "hash": review_hash(manifest),
        "day": bundle.day.isoformat() if bundle.day else None,
        "language": bundle.language,
        "draft": bundle.is_draft,
        "longest_quote": bundle.quotes,
        "names_replaced": bundle.replaces_names,
        "names": manifest.names,
        "withheld": {one.path: one.digest for one in manifest.files if one.is_withheld},
        "records": {one.path: one.records for one in manifest.files if one.records is not None},
        "files": {one.path: _listed(one) for one in manifest.files if not one.is_withheld},
        "results": {one.path: _listed(one) for one in bundle.results},
        "logs": {log.path: [f"{line.digest} {line.copy}".strip() for line in log.lines] for log in manifest.logs},
    }
    return json.dumps({**values, "sum": _sum(values)}, ensure_ascii=False, indent=1) + "\n"


def _listed(file: Listed) -> dict[str, str]:
    return {"sha256": file.digest, "lines": " ".join(file.lines)}


def _sum(values: Mapping[str, Any]) -> str:
    return sha256(json.dumps(values, sort_keys=True))


def of_json(text: str, shown: str = FILE) -> Bundle:
    """The bundle that a manifest.json describes. Raises ReviewkitError where it is none, or of a later format."""
    try:
        values = json.loads(text)
        if isinstance(values, dict) and isinstance(values.get("format"), int) and values["format"] > FORMAT:
            raise _too_new(values, shown)
        found = _read(values)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ReviewkitError(
            message(
                "{shown}: this is not the manifest of a bundle, or it was changed by hand ({error}). Get the bundle "
                "again from where it was published.",
                shown=shown,
                error=str(error)[:_SHOWN],
            )
        ) from None
    if found.language not in languages():
        raise _unknown_language(found.language, shown)
    return found


def _too_new(values: Mapping[str, Any], shown: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{shown}: this bundle was made by {made_by}, which knows more than this version. Install the newest "
            "version: pipx install --force scoping-reviewkit",
            shown=shown,
            made_by=in_line(values.get("made_by", ""))[:_SHOWN],
        )
    )


def _unknown_language(language: str, shown: str) -> ReviewkitError:
    return ReviewkitError(
        message(
            "{shown}: the figures and tables of this bundle are in the language {language!r}, which this version does "
            "not know, so they cannot be made again. Install the newest version: pipx install --force "
            "scoping-reviewkit",
            shown=shown,
            language=language[:_SHOWN],
        )
    )


def _read(values: dict[str, Any]) -> Bundle:
    withheld = (
        Listed(_path(path), _text(digest), is_withheld=True) for path, digest in values["withheld"].items()
    )
    records = {path: int(n) for path, n in values["records"].items()}
    listed = sorted((*withheld, *_files(values["files"])), key=lambda file: file.path)
    files = (replace(file, records=records.get(file.path)) for file in listed)
    logs = tuple(Log(_path(path), tuple(map(_line, lines))) for path, lines in values["logs"].items())
    manifest = Manifest(logs, tuple(files), _text(values["names"]))
    total = values.pop("sum")
    return Bundle(
        manifest,
        tuple(_files(values["results"])),
        _short(values["made_by"], _LONGEST_VERSION).removeprefix("reviewkit "),
        _text(values["language"]),
        date.fromisoformat(values["day"]) if values["day"] is not None else None,
        int(values["longest_quote"]),
        values["names_replaced"] is True,
        values["draft"] is True,
        total == _sum(values) and values["hash"] == review_hash(manifest),
    )


def _files(values: Mapping[str, Mapping[str, str]]) -> list[Listed]:
    return [
        Listed(_path(path), _text(one["sha256"]), tuple(_text(one["lines"]).split()))
        for path, one in values.items()
    ]


def _line(text: str) -> LogLine:
    digest, _, copy = _text(text).partition(" ")
    return LogLine(digest, copy)


def _path(value: object) -> str:
    return _short(value, _LONGEST_PATH)


def _short(value: object, longest: int) -> str:
    """A text that a person may be shown. Raises ValueError for a longer one."""
    text = _text(value)
    if len(text) > longest:
        raise ValueError(f"a text has {len(text)} letters, not {longest}")
    return text


def _text(value: object) -> str:
    """A text that can be written again: JSON can also hold half of a letter (\\ud800). Raises ValueError for others."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")
    value.encode("utf-8")
    return value
