"""ro-crate-metadata.json: what is in a bundle, for programs that collect research data (RO-Crate 1.1).

https://w3id.org/ro/crate/1.1: JSON-LD with a flat list of entities, of which the root names its files.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from reviewkit.bundle_format import CRATE, FILE, Bundle
from reviewkit.manifest import review_hash
from reviewkit.model import Protocol
from reviewkit.words import ReviewerKind

_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_TOOL = "#reviewkit"
_LICENCE = "#licence"
_TYPES = {
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "yaml": "application/yaml",
    "jsonl": "application/x-ndjson",
    "json": "application/json",
    "md": "text/markdown",
    "pdf": "application/pdf",
}

Entity = dict[str, Any]


def crate(protocol: Protocol, bundle: Bundle, made: Sequence[str]) -> str:
    """The metadata of a bundle with the files of its manifest, and those that were `made` from them."""
    manifest = bundle.manifest
    kept = [file.path for file in manifest.files if not file.is_withheld] + [log.path for log in manifest.logs]
    paths = sorted({FILE, *kept, *made})
    people = [one for one in protocol.reviewers if one.kind is ReviewerKind.PERSON]
    entities = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _SPECIFICATION},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": protocol.title or "A scoping review",
            "description": "The logs, agreements, figures and tables of a scoping review, bundled by reviewkit. "
            "manifest.json names what was withheld, with checksums.",
            "identifier": f"sha256:{review_hash(manifest)}",
            "inLanguage": bundle.language,
            **({"datePublished": bundle.day.isoformat()} if bundle.day else {}),
            "license": {"@id": _LICENCE},
            "author": [{"@id": f"#{one.id}"} for one in people],
            "hasPart": [{"@id": _address(path)} for path in paths],
        },
        {
            "@id": _LICENCE,
            "@type": "CreativeWork",
            "name": "Not stated in the bundle",
            "description": "Whoever publishes the bundle says under which licence.",
        },
        {"@id": _TOOL, "@type": "SoftwareApplication", "name": "reviewkit", "softwareVersion": bundle.version},
        {
            "@id": "#bundling",
            "@type": "CreateAction",
            "name": "reviewkit bundle",
            "instrument": {"@id": _TOOL},
            "result": {"@id": "./"},
        },
        *({"@id": f"#{one.id}", "@type": "Person", "name": one.name or one.id} for one in people),
        *_files(paths),
    ]
    return (
        json.dumps({"@context": f"{_SPECIFICATION}/context", "@graph": entities}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _files(paths: Sequence[str]) -> Iterator[Entity]:
    for path in paths:
        kind = _TYPES.get(path.rpartition(".")[2].casefold())
        yield {
            "@id": _address(path),
            "@type": "File",
            "name": path.rpartition("/")[2],
            **({"encodingFormat": kind} if kind else {}),
        }


def _address(path: str) -> str:
    """The path as RO-Crate wants it: as the address of a file, with blanks and the like in percent signs."""
    from urllib.parse import quote

    return quote(path)
