"""The evidence on a pair in words, each piece on the side that it speaks for."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reviewkit.dedupe.compare import TITLE_ALONE, Evidence
from reviewkit.dedupe.rules import ALIKE_ABSTRACT


class Side(StrEnum):
    """Which answer a piece of evidence speaks for."""

    FOR = "for"
    AGAINST = "against"
    UNKNOWN = "unknown"


class Statement(NamedTuple):
    """One piece of evidence in words."""

    side: Side
    words: str


def statements(pair: Evidence) -> tuple[Statement, ...]:
    """What speaks for one report, what against it, and what is not known."""
    return (*_title_statements(pair), *_kind_statements(pair), *_field_statements(pair))


def _title_statements(pair: Evidence) -> Iterator[Statement]:
    likeness = f"{pair.title:.0f} of 100"
    if pair.identical:
        yield Statement(Side.FOR, "all that is known is the same")
    if pair.title == 100:
        yield Statement(Side.FOR, "the titles are the same, apart from spelling and remarks")
    elif pair.contained:
        yield Statement(Side.FOR, f"one title holds the other ({likeness})")
    elif pair.title >= TITLE_ALONE:
        yield Statement(Side.FOR, f"the titles are alike ({likeness})")
    else:
        yield Statement(Side.AGAINST, f"the titles are not alike ({likeness})")
    if pair.title >= TITLE_ALONE and not pair.words:
        yield Statement(Side.AGAINST, "each title has a word that the other lacks")
    if not pair.numbers:
        yield Statement(Side.AGAINST, "the titles hold different numbers")
    if pair.recurring:
        yield Statement(Side.AGAINST, "the title is short and stands over reports of several years or volumes")
    elif pair.short_title:
        yield Statement(Side.AGAINST, "the title is so short that two reports may share it")


def _kind_statements(pair: Evidence) -> Iterator[Statement]:
    left, right = pair.notices
    if left != right:
        yield Statement(
            Side.AGAINST, f"the one is marked as {left or 'nothing'}, the other as {right or 'nothing'}"
        )
    for kind in pair.only_one:
        yield Statement(Side.AGAINST, f"only one is {_KINDS[kind.name or '']}")
    if pair.version is not None:
        side = Side.FOR if pair.version else Side.AGAINST
        yield Statement(side, f"they are {'the same version' if pair.version else 'two versions'} of one series")


_KINDS = {
    "ABSTRACT": "from a congress or a supplement",
    "PREPRINT": "a preprint",
    "PROTOCOL": "a protocol",
    "THESIS": "a dissertation",
    "TRUNCATED": "cut off in its title",
}


def _field_statements(pair: Evidence) -> Iterator[Statement]:
    if pair.all_authors:
        yield Statement(Side.FOR, "all authors of the shorter list stand in the longer")
    else:
        yield _agreement("authors", pair.authors, "at least half of the authors agree", "the authors differ")
    if pair.year is None:
        yield Statement(Side.UNKNOWN, "year")
    else:
        words = "the year is the same" if pair.year == 0 else f"the years lie {pair.year} apart"
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
        yield _agreement(name, agreed, f"the {name} agrees", f"the {name} differs")
    if pair.abstract is None:
        yield Statement(Side.UNKNOWN, "abstract")
    else:
        alike = pair.abstract >= ALIKE_ABSTRACT
        words = f"the abstracts {'agree' if alike else 'differ'} ({pair.abstract:.0f} of 100)"
        yield Statement(Side.FOR if alike else Side.AGAINST, words)


def _agreement(name: str, agreed: bool | None, yes: str, no: str) -> Statement:
    if agreed is None:
        return Statement(Side.UNKNOWN, name)
    return Statement(Side.FOR, yes) if agreed else Statement(Side.AGAINST, no)
