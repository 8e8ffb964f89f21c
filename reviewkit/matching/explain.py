"""The evidence on a pair in words, for and against the same report."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from reviewkit.matching.agreement import Sign
from reviewkit.matching.compare import TITLE_ALONE, Evidence
from reviewkit.matching.rules import ALIKE_ABSTRACT
from reviewkit.words import message, number_of


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
    likeness = message("{percent:.0f}% alike", percent=float(pair.title))
    if pair.identical:
        yield Statement(Side.FOR, message("everything known is the same"))
    if pair.title == 100:
        words = message("the titles are the same, apart from spelling and remarks added by databases")
        yield Statement(Side.FOR, words)
    elif pair.contained:
        yield Statement(Side.FOR, message("one title contains the other ({likeness})", likeness=likeness))
    elif pair.title >= TITLE_ALONE:
        yield Statement(Side.FOR, message("the titles are similar ({likeness})", likeness=likeness))
    else:
        yield Statement(Side.AGAINST, message("the titles are different ({likeness})", likeness=likeness))
    if pair.title >= TITLE_ALONE and not pair.words:
        yield Statement(Side.AGAINST, message("each title has a word that is not in the other"))
    if not pair.numbers:
        yield Statement(Side.AGAINST, message("the titles have different numbers in them"))
    if not pair.letters:
        yield Statement(Side.AGAINST, message("the titles have different single letters in them"))
    if pair.nearly:
        yield Statement(Side.AGAINST, message("a word of one title is only nearly the same in the other"))
    if pair.companion:
        words = message("only one title has a word of companion papers, such as costs, design or follow-up")
        yield Statement(Side.AGAINST, words)
    elif pair.added:
        yield Statement(Side.AGAINST, message("one title has a word that the other lacks"))
    if pair.scripts:
        yield Statement(Side.UNKNOWN, message("titles, which are in two alphabets"))
    if pair.recurring:
        words = message("the title is short, and is used by reports of several years or volumes")
        yield Statement(Side.AGAINST, words)
    elif pair.short_title:
        yield Statement(Side.AGAINST, message("the title is so short that two reports may share it"))


def _kind_statements(pair: Evidence) -> Iterator[Statement]:
    left, right = pair.notices
    if left != right:
        words = message(
            "one is marked as {left}, the other as {right}",
            left=left or message("nothing"),
            right=right or message("nothing"),
        )
        yield Statement(Side.AGAINST, words)
    for kind in pair.only_one:
        yield Statement(Side.AGAINST, message("only one {what}", what=_KINDS[kind.name or ""]))
    if pair.version is Sign.AGREE:
        yield Statement(Side.FOR, message("they are the same version of one series"))
    elif pair.version is Sign.DIFFER:
        yield Statement(Side.AGAINST, message("they are different versions of one series"))


_KINDS = {
    "ABSTRACT": message("is from a congress or a supplement"),
    "PREPRINT": message("is a preprint"),
    "PROTOCOL": message("is a protocol"),
    "THESIS": message("is a dissertation"),
    "TRUNCATED": message("has a title that is cut off"),
}


def _field_statements(pair: Evidence) -> Iterator[Statement]:
    if pair.all_authors:
        yield Statement(Side.FOR, message("all authors of the shorter list are in the longer one"))
    else:
        yield _agreement(
            message("authors"),
            pair.authors,
            message("at least half of the authors agree"),
            message("the authors differ"),
        )
    if pair.year is None:
        yield Statement(Side.UNKNOWN, message("year"))
    else:
        words = (
            message("the years are the same")
            if pair.year == 0
            else message("the years are {years} apart", years=number_of(pair.year, "year"))
        )
        # As in rules.questions.years_within: an article ahead of print is dated a year before its issue.
        yield Statement(Side.FOR if pair.year < 2 else Side.AGAINST, words)
    for name, sign in (
        (message("journal"), pair.journal),
        (message("volume"), pair.volume),
        (message("issue"), pair.issue),
        (message("first page"), pair.first_page),
        (message("last page"), pair.last_page),
        (message("DOI"), pair.doi),
        (message("PubMed id"), pair.pmid),
    ):
        yield _agreement(name, sign, message("same {what}", what=name), message("different {what}", what=name))
    if pair.accession is not Sign.UNKNOWN:
        name = message("number in one database")
        yield _agreement(
            name, pair.accession, message("same {what}", what=name), message("different {what}", what=name)
        )
    if pair.own_number is not Sign.UNKNOWN:
        name = message("number of the registration, book or report")
        yield _agreement(
            name, pair.own_number, message("same {what}", what=name), message("different {what}", what=name)
        )
    if pair.abstract is None:
        yield Statement(Side.UNKNOWN, message("abstract"))
    else:
        alike = pair.abstract >= ALIKE_ABSTRACT
        likeness = message("{percent:.0f}% alike", percent=float(pair.abstract))
        words = (
            message("the abstracts are similar ({likeness})", likeness=likeness)
            if alike
            else message("the abstracts are different ({likeness})", likeness=likeness)
        )
        yield Statement(Side.FOR if alike else Side.AGAINST, words)


def _agreement(name: str, sign: Sign, yes: str, no: str) -> Statement:
    if sign is Sign.UNKNOWN:
        return Statement(Side.UNKNOWN, name)
    return Statement(Side.FOR, yes) if sign is Sign.AGREE else Statement(Side.AGAINST, no)
