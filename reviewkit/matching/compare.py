"""The evidence on each pair: how alike are title, authors, year, place of publication, identifiers and abstract?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reviewkit.matching.agreement import (
    Sign,
    agree,
    all_authors_agree,
    authors_agree,
    contained,
    digits,
    doi_agrees,
    in_other_scripts,
    is_generic,
    is_short,
    issues_agree,
    journals_agree,
    letters_differ,
    numbers,
    own_numbers_agree,
)
from reviewkit.matching.columns import COCHRANE, CUT_DOI, Columns, Kind, rows_of
from reviewkit.matching.companions import says_companion, sets_apart
from reviewkit.matching.corpus import CorpusFacts
from reviewkit.matching.known_by import accessions_agree
from reviewkit.matching.titles import without_protocol
from reviewkit.matching.wording import SAME_WORDS, Wording, Words, slipped, wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Title likeness from which a pair is compared without more. No rule joins or asks below it on the title alone:
# with 75 no verdict of the eight sets changes, with 85 two retractions and two replies are not linked.
TITLE_ALONE = 80.0
# Title likeness from which a pair is compared where the abstracts are as alike; two unknown abstracts are. With 50
# seven editorials are linked with others of their journal and two abstracts of one group are asked about; with 70
# nothing is lost.
TITLE_AND_ABSTRACT = 60.0
# Title likeness from which words are looked at: under it each title has words of its own anyway, and most pairs
# are far under it. From 65 to 85 no verdict changes.
_COMPARE_WORDS = 75.0
# Title likeness under which only an identifier or a place makes a pair worth comparing. With 60 four protocols and
# three reprints ("reprinted from ... vol 40") are not linked; with 30 "Hector Garcia-Molina speaks out" joins the
# same with a long subtitle, and two papers of one group on one platform join as well.
_LEAST_TITLE = 50.0
# The least letters of a title inside another (agreement.contained): where nothing else agrees, where a DOI does,
# where first and last page do. "Toxoplasmosis in Germany" (24 letters) needs its DOI to join the title with the
# subtitle; "Exploring", cut at a sign that a database did not know, its pages.
_CONTAINED, _CONTAINED_WITH_DOI, _CONTAINED_WITH_PAGES = 25, 12, 6
# The same where it begins the other, and authors, journal and year are the same: "In their own words".
_CONTAINED_AT_START = 12
# Title likeness from which authors are looked at closely (names run together, another alphabet), which is slow.
# From 60 to 80 no verdict changes.
_AUTHORS_CLOSELY = 70
# Letters from which an abstract is one, and not "[Abstract not available]". From 20 to 150 no verdict changes.
_SHORTEST_ABSTRACT = 60
# Digits of a lone number that may be a day ("20 Apr 2010") or a count of pages ("13") and no page. With one, eight
# doubtful pairs are linked instead; with three, 30 pairs of abstracts and papers are asked about (134 beside
# 269-276).
_DIGITS_OF_NO_PAGE = 2
# Digits from which the other's lone number is an article's, beside which such a number counts pages. With three,
# four links between abstracts on pages 51 and 587 become questions; with five no verdict changes.
_DIGITS_OF_ARTICLE = 4

_KINDS = tuple(map(Kind, range(sum(Kind) + 1)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one pair. Likenesses go from 0 to 100; None is unknown.

    Titles: `contained`: one begins or holds the other. `numbers`, `letters`: whether they hold the same numbers and
    single letters. `slip`: whether they differ in one sign or two that changed places, and in nothing else.
    `words`: whether not each has a word that is not in the other in any spelling; `nearly`: some are
    only nearly the same. `added`: just one has words that the other lacks; `apart`: such as alone tell two reports
    apart; `companion`: one says what companions of a report say and the other does not. `scripts`: they are in two
    alphabets. `generic`: one is a single word. `recurring`: a short one used in many years or volumes, such as "Book
    reviews". `notices`: of which kind each is (erratum, reply, ...) or "".

    `only_one` are the kinds that just one of them is, `both` those that both are. `version`: versions of one series,
    the same or another. `accession`: the number of the record in one database. `own_number`: that of a registration, a
    book, a report. `cut_doi`: both DOIs lost their end, so that they name an issue. `several`: both have five names of
    authors or more, so hardly one author alone. `bare`: neither has a place, an identifier or an abstract. `identical`:
    all that is known is the same; `only_title`: and that is a title.
    """

    title: float
    contained: bool
    short_title: bool
    generic: bool
    several: bool
    recurring: bool
    numbers: bool
    words: bool
    nearly: bool
    letters: bool
    slip: bool
    added: bool
    apart: bool
    companion: bool
    scripts: bool
    notices: tuple[str, str]
    only_one: Kind
    both: Kind
    version: Sign
    bare: bool
    identical: bool
    only_title: bool
    authors: Sign
    all_authors: bool
    year: int | None
    journal: Sign
    volume: Sign
    issue: Sign
    first_page: Sign
    last_page: Sign
    doi: Sign
    pmid: Sign
    accession: Sign
    own_number: Sign
    cut_doi: bool
    abstract: float | None


def compare_pairs(
    table: Columns, left: "NDArray[np.int64]", right: "NDArray[np.int64]", corpus: CorpusFacts
) -> Iterator[tuple[int, int, Evidence]]:
    """The evidence on the records at each pair of positions, in order; pairs that are hardly alike are passed over.

    Where most records are in no pair, columns are made of the others, since whole columns are looked at.
    """
    import numpy as np

    needed = np.unique(np.concatenate([left, right]))
    if 2 * len(needed) >= len(table):
        return _compare_pairs(table, left, right, corpus)
    at = needed.tolist()
    few = rows_of(table, at)
    found = _compare_pairs(few, np.searchsorted(needed, left), np.searchsorted(needed, right), corpus)
    return ((at[i], at[j], evidence) for i, j, evidence in found)


def _compare_pairs(
    table: Columns, left: "NDArray[np.int64]", right: "NDArray[np.int64]", corpus: CorpusFacts
) -> Iterator[tuple[int, int, Evidence]]:
    """As compare_pairs.

    Likeness is computed on arrays first, the cheapest first, because most candidates are ruled out by it.
    """
    import numpy as np
    from rapidfuzz import fuzz

    linked = _linked(table, left, right)
    plain = likeness(table.title, fuzz.ratio, left, right)
    keep = (plain >= _LEAST_TITLE) | linked
    keep[_more_than_it_looks(table, left, right, plain, ~keep)] = True
    left, right, plain, linked = left[keep], right[keep], plain[keep], linked[keep]
    titles = plain.copy()
    inexact = np.flatnonzero(plain < 100)
    titles[inexact] = np.maximum(
        plain[inexact], likeness(table.title, fuzz.token_sort_ratio, left[inexact], right[inexact])
    )
    abstracts = likeness(table.abstract, fuzz.ratio, left, right)
    both = np.minimum(titles, abstracts)
    keep = (titles >= TITLE_ALONE) | (both >= TITLE_AND_ABSTRACT) | linked
    low = np.flatnonzero(~keep)
    keep[low] = [
        _may_be_more(table, i, j, title)
        for i, j, title in zip(left[low].tolist(), right[low].tolist(), titles[low].tolist(), strict=True)
    ]
    left, right, titles, abstracts = left[keep], right[keep], titles[keep], abstracts[keep]
    rows = zip(left.tolist(), right.tolist(), titles.tolist(), abstracts.tolist(), strict=True)
    for i, j, title, abstract in rows:
        yield i, j, _evidence(table, i, j, title, abstract, corpus)


def _more_than_it_looks(
    table: Columns,
    left: "NDArray[np.int64]",
    right: "NDArray[np.int64]",
    plain: "NDArray[np.float32]",
    among: "NDArray[np.bool_]",
) -> "NDArray[np.int64]":
    """Which of some pairs of one year have little likeness only because one title is much longer and begins with the
    other ("Use of morphometric mapping ..."), because the two parts of one were exchanged, or because one is in another
    alphabet."""
    import numpy as np

    length = np.fromiter(map(len, table.title), np.int64, len(table))
    year = np.asarray(table.year)
    ours, theirs = length[left], length[right]
    short, both = np.minimum(ours, theirs), ours + theirs
    # The likeness of two texts of which one is the beginning of the other is known from their lengths.
    begins = plain >= 200 * short / np.maximum(both, 1) - 0.01
    plain_letters = np.fromiter(map(str.isascii, table.title), np.bool_, len(table))
    scripts = plain_letters[left] != plain_letters[right]
    one_year = among & (year[left] == year[right]) & (year[left] > 0)
    likely = one_year & (short >= _CONTAINED_AT_START) & (begins | (ours == theirs) | scripts)
    positions = np.flatnonzero(likely)
    found = [
        _begins(table.title[i], table.title[j])
        or sorted(table.title[i].split()) == sorted(table.title[j].split())
        or in_other_scripts(table.title[i], table.title[j])
        for i, j in zip(left[positions].tolist(), right[positions].tolist(), strict=True)
    ]
    return positions[np.asarray(found, dtype=np.bool_)]


def _begins(left: str, right: str) -> bool:
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    return long.startswith(f"{short} ")


def likeness(
    column: list[str], scorer: Any, left: "NDArray[np.int64]", right: "NDArray[np.int64]"
) -> "NDArray[np.float32]":
    """The likeness, from 0 to 100, of the values of each pair by a scorer of rapidfuzz; one number per pair."""
    import numpy as np
    from rapidfuzz import process

    if not len(left):
        return np.empty(0, dtype=np.float32)
    left_values, right_values = [column[i] for i in left], [column[i] for i in right]
    return process.cpdist(left_values, right_values, scorer=scorer, workers=-1, dtype=np.float32)


def _linked(table: Columns, left: "NDArray[np.int64]", right: "NDArray[np.int64]") -> "NDArray[np.bool_]":
    """Whether each pair shares an identifier or a place, so that it is compared whatever its titles.

    A place is volume, first and last page, or a name and the first page with the volume, or with the last page where
    the volumes are not known to differ.
    """
    import numpy as np

    def shared(column: list[str]) -> "NDArray[np.bool_]":
        codes = np.fromiter(map(hash, column), np.int64, len(column))
        return np.asarray((codes[left] == codes[right]) & (codes[left] != 0))

    def known(column: list[str]) -> "NDArray[np.bool_]":
        return np.fromiter(map(bool, column), np.bool_, len(column))

    linked = shared(table.doi) | shared(table.pmid) | shared(table.series) | shared(table.accessions)
    linked |= shared(table.numbers)
    volume = known(table.volume)
    either = shared(table.volume) | (shared(table.last_page) & ~(volume[left] & volume[right]))
    first = shared(table.first_page)
    placed = first & either
    linked |= first & shared(table.last_page) & shared(table.volume)
    undecided = np.flatnonzero(placed & ~linked)
    linked[undecided] = [
        _share_a_name(table.names[i], table.names[j])
        for i, j in zip(left[undecided], right[undecided], strict=True)
    ]
    return linked


def _may_be_more(table: Columns, i: int, j: int, title: float) -> bool:
    """Whether two titles are more alike than their letters: one holds the other, or one is that of a protocol."""
    if title >= TITLE_AND_ABSTRACT and (table.kind[i] ^ table.kind[j]) & Kind.PROTOCOL:
        return True
    if in_other_scripts(table.title[i], table.title[j]):
        return True
    return contained(table.title[i], table.title[j]) or _is_start(table, i, j, table.title[i], table.title[j])


def _is_start(table: Columns, i: int, j: int, a: str, b: str) -> bool:
    """Whether a short title is the other without its subtitle: by the same people in one journal and year."""
    if min(len(a), len(b)) < _CONTAINED_AT_START or a == b or not _begins(a, b):
        return False
    one_journal = table.journal[i] == table.journal[j] != "" and table.year[i] == table.year[j] != 0
    return one_journal and all_authors_agree(table.names[i], table.names[j])


def _share_a_name(left: str, right: str) -> bool:
    return not set(left.split()).isdisjoint(right.split())


def compare_pair(table: Columns, i: int, j: int, corpus: CorpusFacts) -> Evidence:
    """The evidence on the records at two positions."""
    from rapidfuzz import fuzz

    title = max(fuzz.ratio(table.title[i], table.title[j]), fuzz.token_sort_ratio(table.title[i], table.title[j]))
    return _evidence(table, i, j, title, fuzz.ratio(table.abstract[i], table.abstract[j]), corpus)


def _evidence(table: Columns, i: int, j: int, title: float, abstract: float, corpus: CorpusFacts) -> Evidence:
    """The evidence on the records at two positions, given how alike their titles and abstracts are (0 to 100)."""
    only_one, both = _KINDS[table.kind[i] ^ table.kind[j]], _KINDS[table.kind[i] & table.kind[j]]
    a, b, title = _titles(table, i, j, title, only_one)
    identical = _identical(table, i, j)
    short = is_short(a) or is_short(b)
    doi = _doi(table, i, j, corpus)
    first_page, last_page = _pages(table, i, j, not (table.kind[i] | table.kind[j]) & Kind.ABSTRACT)
    min_length = (
        _CONTAINED_WITH_PAGES
        if first_page is Sign.AGREE and last_page is Sign.AGREE
        else _CONTAINED_WITH_DOI
        if doi is Sign.AGREE
        else _CONTAINED
    )
    one_in_other = title < 100 and (contained(a, b, min_length) or _is_start(table, i, j, a, b))
    scripts = in_other_scripts(a, b)
    closely = title >= _AUTHORS_CLOSELY or Sign.AGREE in (doi, first_page)
    words = _wording(a, b, title, one_in_other)
    all_authors = all_authors_agree(table.names[i], table.names[j])
    return Evidence(
        title=title,
        contained=one_in_other,
        short_title=short,
        generic=short and (is_generic(a) or is_generic(b)),
        several=min(table.names[i].count(" "), table.names[j].count(" ")) > 3,
        recurring=short and (corpus.title_recurs(a) or corpus.title_recurs(b)),
        numbers=title == 100 or _numbers_agree(a, b, one_in_other or scripts),
        words=one_in_other or words.words is not Words.OTHER,
        nearly=words.words is Words.NEAR or (one_in_other and bool(words.left and words.right)),
        letters=title == 100 or one_in_other or not letters_differ(a, b),
        slip=_ONE_LETTER <= title < 100 and slipped(a, b),
        added=words.added,
        apart=words.added and sets_apart(words.unmatched),
        companion=says_companion(words.unmatched),
        scripts=scripts,
        notices=(table.notice[i], table.notice[j]),
        only_one=only_one,
        both=both,
        version=_version(table, i, j),
        bare=_bare(table, i) and _bare(table, j),
        identical=identical,
        only_title=identical and not (table.names[i] or table.year[i] or any(_beside_title(table, i))),
        authors=Sign.AGREE if all_authors else authors_agree(table.names[i], table.names[j], closely),
        all_authors=all_authors,
        year=abs(table.year[i] - table.year[j]) if table.year[i] and table.year[j] else None,
        journal=_journal(table, i, j, corpus),
        volume=_volume(table, i, j),
        issue=issues_agree(table.issue[i], table.issue[j]),
        first_page=first_page,
        last_page=last_page,
        doi=doi,
        pmid=agree(table.pmid[i], table.pmid[j]),
        accession=accessions_agree(table.accessions[i], table.accessions[j]),
        cut_doi=table.doi[i].startswith(CUT_DOI) and table.doi[i] == table.doi[j],
        own_number=_own_number(table, i, j, title, corpus),
        abstract=abstract if min(len(table.abstract[i]), len(table.abstract[j])) >= _SHORTEST_ABSTRACT else None,
    )


def _wording(a: str, b: str, title: float, one_in_other: bool) -> Wording:
    """What each of two titles says that the other does not; titles that are hardly alike are not looked at."""
    if title == 100:
        return SAME_WORDS
    return wording(a, b) if one_in_other or title >= _COMPARE_WORDS else _OTHER_WORDS


_OTHER_WORDS = Wording(Words.OTHER)
# Title likeness that two titles with one letter of difference have at least: of ten letters one.
_ONE_LETTER = 90


def _titles(table: Columns, i: int, j: int, title: float, only_one: Kind) -> tuple[str, str, float]:
    """The titles that are compared and how alike they are; without the word "protocol" where only one has it."""
    from rapidfuzz import fuzz

    a, b = table.title[i], table.title[j]
    if not a or not b:
        title = 0.0  # two unknown titles are not alike
    if only_one and Kind.PROTOCOL in only_one:
        a, b = without_protocol(a), without_protocol(b)
        title = max(title, fuzz.ratio(a, b))
    return a, b, title


def asked(table: Columns) -> tuple[list[str], ...]:
    """All texts of each record that _evidence asks the corpus about, whatever record it is compared with."""
    titles = list(map(without_protocol, table.title))
    return table.title, titles, table.doi, table.numbers, table.journal


def _journal(table: Columns, i: int, j: int, corpus: CorpusFacts) -> Sign:
    """Whether the journals agree, also under two names that all records show to be of one."""
    sign = journals_agree(table.journal[i], table.journal[j])
    if sign is Sign.DIFFER:
        return Sign.of(corpus.is_one_journal(table.journal[i], table.journal[j]))
    return sign


def _doi(table: Columns, i: int, j: int, corpus: CorpusFacts) -> Sign:
    """Whether the DOIs agree; that of a book or supplement says nothing."""
    if table.doi[i].startswith(CUT_DOI) or table.doi[j].startswith(CUT_DOI):
        return Sign.UNKNOWN
    if corpus.is_container(table.doi[i]) or corpus.is_container(table.doi[j]):
        return Sign.UNKNOWN
    return doi_agrees(table.doi[i], table.doi[j])


def _own_number(table: Columns, i: int, j: int, title: float, corpus: CorpusFacts) -> Sign:
    """Whether the numbers of a registration, a book or a report agree.

    The number of a report is one within its publisher only, and the ISBN of a book may stand at its chapters.
    """
    sign = own_numbers_agree(table.numbers[i], table.numbers[j])
    if sign is not Sign.AGREE:
        return sign
    if corpus.is_container(table.numbers[i]) or corpus.is_container(table.numbers[j]):
        return Sign.UNKNOWN
    shared = set(table.numbers[i].split()) & set(table.numbers[j].split())
    of_one = title >= _ONE_REPORT or any(not one.startswith("report:") for one in shared)
    return Sign.AGREE if of_one else Sign.UNKNOWN


# Title likeness from which two reports of one number are one: "12/2018" of one institute is not that of another.
_ONE_REPORT = 85


def _numbers_agree(a: str, b: str, may_lack_some: bool) -> bool:
    """Whether two titles have the same numbers; a title inside another may lack some, and one in another alphabet those
    that are words."""
    a_numbers, b_numbers = numbers(a), numbers(b)
    return a_numbers == b_numbers or (may_lack_some and (a_numbers in b_numbers or b_numbers in a_numbers))


def _identical(table: Columns, i: int, j: int) -> bool:
    """Whether all that is known of two records is the same, series and version apart, which follow from the rest."""
    if table.title[i] != table.title[j] or table.names[i] != table.names[j] or table.year[i] != table.year[j]:
        return False
    marks = (table.notice[i], table.kind[i]) == (table.notice[j], table.kind[j])
    if not marks or _beside_title(table, i) != _beside_title(table, j):
        return False
    # Of one row two databases have their numbers; two numbers of one are two rows.
    one_version = table.series[i] != table.series[j] or table.version[i] == table.version[j]
    return one_version and accessions_agree(table.accessions[i], table.accessions[j]) is not Sign.DIFFER


def _beside_title(table: Columns, i: int) -> tuple[str, ...]:
    return (
        table.journal[i],
        table.volume[i],
        table.issue[i],
        table.first_page[i],
        table.last_page[i],
        table.doi[i],
        table.pmid[i],
        table.numbers[i],
        table.abstract[i],
    )


def _bare(table: Columns, i: int) -> bool:
    """Whether a record has neither a place nor an identifier nor an abstract."""
    return not (table.volume[i] or table.first_page[i] or table.pmid[i] or table.abstract[i] or _has_doi(table, i))


def _has_doi(table: Columns, i: int) -> bool:
    return bool(table.doi[i]) and not table.doi[i].startswith(CUT_DOI)


def _volume(table: Columns, i: int, j: int) -> Sign:
    """Whether the volumes agree, also if one of them is given as the issue."""
    a, b = table.volume[i], table.volume[j]
    as_issue = (not table.issue[j] and b == table.issue[i]) or (not table.issue[i] and a == table.issue[j])
    if a and b and a != b and as_issue:
        return Sign.AGREE  # "57(75)" and "75": a volume given as the issue
    return agree(a, b)


def _pages(table: Columns, i: int, j: int, forgiving: bool) -> tuple[Sign, Sign]:
    """Whether first and last pages agree. S345-S353 and 345-353 do.

    Where it is forgiving, a lone small number beside a range is no page, nor is 1-27 beside the number of an article.
    """
    first, other_first = table.first_page[i], table.first_page[j]
    last, other_last = table.last_page[i], table.last_page[j]
    # Without digits ("ix" and "xi") the pages themselves are compared, or all roman pages would be one.
    ends = agree(digits(last) or last, digits(other_last) or other_last)
    if not first or not other_first:
        return Sign.UNKNOWN, ends
    if first == other_first:
        return Sign.AGREE, ends
    a_number = first.isdigit() or other_first.isdigit()
    if digits(first) == digits(other_first) and ends is not Sign.DIFFER and a_number:
        return Sign.AGREE, ends
    if forgiving and (_no_page(table, i, j) or _no_page(table, j, i)):
        return Sign.UNKNOWN, Sign.UNKNOWN
    return Sign.DIFFER, ends


def _no_page(table: Columns, i: int, j: int) -> bool:
    """Whether what record i gives as its pages are no pages, compared with those of j.

    That is the day of "20 Apr 2010" or a count of pages; or 1-27, which counts the pages of an article that has a
    number, or of one that is not in a volume yet.
    """
    first, last = table.first_page[i], table.last_page[i]
    if first == "1" and last:
        return not table.last_page[j] or bool(table.volume[j] and not table.volume[i])
    if last or not first.isdigit() or len(first) > _DIGITS_OF_NO_PAGE:
        return False
    other = table.first_page[j]
    return bool(table.last_page[j]) or len(other) >= _DIGITS_OF_ARTICLE or not other.isdigit()


def _other_cochrane_issue(table: Columns, i: int, j: int) -> bool:
    """Whether two records are of a Cochrane review in two issues of two years, though one DOI is at both.

    DOIs without .pub were given in 2003 to whatever was there: "Glutamine supplementation" of 2000, issue 2, and of
    2001, issue 4.
    """
    if not table.series[i].startswith(COCHRANE) or "cochrane" not in table.journal[i] + table.journal[j]:
        return False
    years, issues = (table.year[i], table.year[j]), (table.issue[i], table.issue[j])
    return all(years) and all(issues) and years[0] != years[1] and issues[0] != issues[1]


def _version(table: Columns, i: int, j: int) -> Sign:
    """Whether two reports of one series are of one version; unknown where they are no series or it is not said."""
    if not table.series[i] or table.series[i] != table.series[j]:
        cochrane = "cochrane database" in table.journal[i] and "cochrane database" in table.journal[j]
        one_review = cochrane and table.title[i] == table.title[j] and not (table.series[i] and table.series[j])
        other_year = table.year[i] != table.year[j] and table.year[i] and table.year[j]
        return Sign.DIFFER if one_review and other_year else Sign.UNKNOWN
    a, b = table.version[i], table.version[j]
    if a == b:
        return Sign.DIFFER if _other_cochrane_issue(table, i, j) else Sign.AGREE
    # A number ("2") and year and issue ("2008 4") cannot be compared, nor can a year whose issue is unknown ("2008
    # ").
    if (" " in a) == (" " in b) and not a.endswith(" ") and not b.endswith(" "):
        return Sign.DIFFER
    return Sign.UNKNOWN if table.year[i] == table.year[j] else Sign.DIFFER
