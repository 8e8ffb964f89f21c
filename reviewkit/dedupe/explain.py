"""The evidence on a pair in words, for and against the same report."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reviewkit.dedupe.compare import TITLE_ALONE, Evidence
from reviewkit.dedupe.rules import ALIKE_ABSTRACT
from reviewkit.words import number_of


class Side(StrEnum):
    """Which answer a piece of evidence supports."""

    FOR = "for"
    AGAINST = "against"
    UNKNOWN = "unknown"


class Statement(NamedTuple):
    """One piece of evidence in words."""

    side: Side
    words: str


def statements(pair: Evidence) -> tuple[Statement, ...]:
    """What supports the same report, what supports different reports, and what is unknown."""
    return (*_title_statements(pair), *_kind_statements(pair), *_field_statements(pair))


def _title_statements(pair: Evidence) -> Iterator[Statement]:
    likeness = f"{pair.title:.0f}% alike"
    if pair.identical:
        yield Statement(Side.FOR, "everything known is the same")
    if pair.title == 100:
        yield Statement(Side.FOR, "the titles are the same, apart from spelling and remarks added by databases")
    elif pair.contained:
        yield Statement(Side.FOR, f"one title contains the other ({likeness})")
    elif pair.title >= TITLE_ALONE:
        yield Statement(Side.FOR, f"the titles are similar ({likeness})")
    else:
        yield Statement(Side.AGAINST, f"the titles are different ({likeness})")
    if pair.title >= TITLE_ALONE and not pair.words:
        yield Statement(Side.AGAINST, "each title has a word that is not in the other")
    if not pair.numbers:
        yield Statement(Side.AGAINST, "the titles have different numbers in them")
    if pair.recurring:
        yield Statement(Side.AGAINST, "the title is short, and is used by reports of several years or volumes")
    elif pair.short_title:
        yield Statement(Side.AGAINST, "the title is so short that two reports may share it")


def _kind_statements(pair: Evidence) -> Iterator[Statement]:
    left, right = pair.notices
    if left != right:
        yield Statement(Side.AGAINST, f"one is marked as {left or 'nothing'}, the other as {right or 'nothing'}")
    for kind in pair.only_one:
        yield Statement(Side.AGAINST, f"only one {_KINDS[kind.name or '']}")
    if pair.version is not None:
        side = Side.FOR if pair.version else Side.AGAINST
        yield Statement(
            side, f"they are {'the same version' if pair.version else 'different versions'} of one series"
        )


_KINDS = {
    "ABSTRACT": "is from a congress or a supplement",
    "PREPRINT": "is a preprint",
    "PROTOCOL": "is a protocol",
    "THESIS": "is a dissertation",
    "TRUNCATED": "has a title that is cut off",
}


def _field_statements(pair: Evidence) -> Iterator[Statement]:
    if pair.all_authors:
        yield Statement(Side.FOR, "all authors of the shorter list are in the longer one")
    else:
        yield _agreement("authors", pair.authors, "at least half of the authors agree", "the authors differ")
    if pair.year is None:
        yield Statement(Side.UNKNOWN, "year")
    else:
        words = (
            "the years are the same" if pair.year == 0 else f"the years are {number_of(pair.year, 'year')} apart"
        )
        # As in rules._years_within: an article ahead of print is dated a year before its issue.
        yield Statement(Side.FOR if pair.year < 2 else Side.AGAINST, words)
    for name, agreed in (
        ("journal", pair.journal),
        ("volume", pair.volume),
        ("issue", pair.issue),
        ("first page", pair.first_page),
        ("last page", pair.last_page),
        ("DOI", pair.doi),
        ("PubMed id", pair.pmid),
    ):
        yield _agreement(name, agreed, f"same {name}", f"different {name}")
    if pair.abstract is None:
        yield Statement(Side.UNKNOWN, "abstract")
    else:
        alike = pair.abstract >= ALIKE_ABSTRACT
        words = f"the abstracts are {'similar' if alike else 'different'} ({pair.abstract:.0f}% alike)"
        yield Statement(Side.FOR if alike else Side.AGAINST, words)


def _agreement(name: str, agreed: bool | None, yes: str, no: str) -> Statement:
    if agreed is None:
        return Statement(Side.UNKNOWN, name)
    return Statement(Side.FOR, yes) if agreed else Statement(Side.AGAINST, no)
