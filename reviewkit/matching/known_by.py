"""By which numbers a record is known, sorted by what they say of a pair."""

import re
from typing import NamedTuple

from reviewkit.matching.agreement import Sign

# Of these a report has its own; one that is shared says that two records are one report, whatever their database.
_OWN = ("trial", "isbn", "report")
# What lists works of many sources, and one work under several of its numbers: another number says nothing there.
_COLLECTORS = frozenset(("lens", "openalex", "dimensions"))
_VERSIONED = re.compile(r"(?P<series>.+?)(?:[/._-]?v(?P<version>\d+))")


class KnownBy(NamedTuple):
    """`numbers`: of a registration, a book, a report. `accessions`: of the record in its databases. `preprint`: where
    its address says which one it is. `edition`: of a book."""

    numbers: str = ""
    accessions: str = ""
    preprint: str = ""
    edition: str = ""


_NOTHING = KnownBy()


def known_by(identifiers: tuple[str, ...]) -> KnownBy:
    """The identifiers of a record (Record.identifiers), each sort in one order."""
    if not identifiers:
        return _NOTHING
    own, accessions, preprint, edition = [], [], "", ""
    for one in sorted(identifiers):
        kind, _, value = one.partition(":")
        if kind in _OWN:
            own.append(one.replace(" ", "_"))
        elif kind == "preprint":
            preprint = preprint or value
        elif kind == "edition":
            edition = value
        else:
            accessions.append(one.replace(" ", "_"))
    return KnownBy(" ".join(own), " ".join(accessions), preprint, edition)


def accessions_agree(left: str, right: str) -> Sign:
    """The numbers that databases give two records: one that is shared agrees; two of one database differ."""
    if not left or not right:
        return Sign.UNKNOWN
    if left == right:
        return Sign.AGREE
    ours, theirs = set(left.split()), set(right.split())
    if ours & theirs:
        return Sign.AGREE
    both = {one.partition(":")[0] for one in ours} & {one.partition(":")[0] for one in theirs}
    return Sign.DIFFER if both - _COLLECTORS else Sign.UNKNOWN


def preprint_version(preprint: str) -> tuple[str, str]:
    """The series and the version that an address names: `arxiv.2101.01234v2`; "" where it names no version."""
    found = _VERSIONED.fullmatch(preprint)
    return (found["series"], found["version"]) if found else ("", "")


def doi_of_preprint(preprint: str) -> str:
    """The DOI that the server gives what an address names, without the version; "" where that cannot be told."""
    if not preprint.startswith("10."):
        return ""
    return preprint_version(preprint)[0] or preprint
