"""Preprints, and articles that come in versions, by their addresses: `preprint:10.48550/arxiv.2101.01234v2`.

An address says of which version a record is, which a DOI often does not. It is written as the DOI of the server would
be where that can be told from the address.
"""

import re
from collections.abc import Iterable, Iterator

# One name for each server, under which its group has the number and the version; how the DOI is made of them.
_ADDRESSES = (
    (
        re.compile(
            r"arxiv(?:\.org/(?:abs|pdf|html|e-print)/|: ?)(\d{4}\.\d{4,5}|[a-z-]{3,10}(?:\.[a-z]{2})?/\d{7})"
            r"(?:v(\d+))?",
            re.I,
        ),
        "10.48550/arxiv.{}",
        "v",
    ),
    (re.compile(r"(?:bio|med)rxiv\.org/content/(?:\w+/)?(10\.\d{4,5}/[\d.]+\d)v(\d+)", re.I), "{}", "v"),
    (re.compile(r"osf\.io/preprints/(?:[\w-]+/)?([a-z0-9]{5})(?:_v(\d+))?(?![a-z0-9])", re.I), "osf.io/{}", "_v"),
    (re.compile(r"researchsquare\.com/article/(rs-\d+)(?:/v(\d+))?", re.I), "10.21203/rs.3.{}", "/v"),
    (re.compile(r"preprints\.org/manuscript/(\d{6}\.\d{4})(?:/v(\d+))?", re.I), "10.20944/preprints{}", ".v"),
    (
        re.compile(r"preprints\.scielo\.org/\S{0,200}?/view/(\d+)(?:/version/(\d+))?", re.I),
        "10.1590/scielopreprints.{}",
        "v",
    ),
    (
        re.compile(
            r"((?:f1000research|(?<![a-z-])[a-z-]{0,40}?open-?research[a-z.-]{0,40})\.\w{1,20}/articles/\d{1,9}-\d{1,9})/v(\d+)",
            re.I,
        ),
        "{}",
        "/v",
    ),
)
_MAY_BE = re.compile(
    r"arxiv|rxiv\.org|osf\.io/preprints|researchsquare|preprints\.|research\S{0,100}/articles/", re.I
)


def preprints(addresses: Iterable[str]) -> tuple[str, ...]:
    """What the addresses in these values name, each once, with its version where it is said."""
    return tuple(dict.fromkeys(_all(addresses)))


def _all(addresses: Iterable[str]) -> Iterator[str]:
    for value in addresses:
        if _MAY_BE.search(value):
            for pattern, doi, mark in _ADDRESSES:
                if found := pattern.search(value):
                    version = f"{mark}{found[2]}" if found[2] else ""
                    yield f"preprint:{doi.format(found[1].lower())}{version}"
