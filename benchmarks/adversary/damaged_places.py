"""The same report with journal, year, volume, issue or pages written in another way.

The damaged copy has no identifier and no abstract, so that the place has to say it.
"""

from collections.abc import Callable
from random import Random

from benchmarks.adversary import vocabulary as words
from benchmarks.adversary.citation import Citation, is_placed, without_identifiers
from benchmarks.adversary.damage import Damage, alone
from benchmarks.adversary.kinds import Kind, Made, same

STOP_WORDS = ("of", "the", "and", "for", "in", "on", "de", "der", "für", "und", "og", "&")
CUTS = {
    "journal": "J",
    "medicine": "Med",
    "research": "Res",
    "science": "Sci",
    "sciences": "Sci",
    "international": "Int",
    "american": "Am",
    "european": "Eur",
    "british": "Br",
    "nursing": "Nurs",
    "health": "Health",
    "review": "Rev",
    "reviews": "Rev",
    "clinical": "Clin",
    "public": "Public",
    "studies": "Stud",
    "management": "Manag",
    "environmental": "Environ",
    "water": "Water",
    "zeitschrift": "Z",
}


def placed(change: Callable[[Citation, Random], Citation | None]) -> Damage:
    """A damage of a copy that has its place and no identifiers."""

    def damage(source: Citation, rng: Random) -> Citation | None:
        if not is_placed(source):
            return None
        copy = without_identifiers(source).but(abstract="")
        found = change(copy, rng)
        return found if found and found != copy else None

    return damage


def _journal(change: Callable[[str], str]) -> Damage:
    return placed(lambda one, rng: one.but(journal=change(one.journal)))


def abbreviated(name: str) -> str:
    """J Public Health, roughly as ISO 4 abbreviates."""
    found = [word for word in name.split() if word.lower() not in STOP_WORDS]
    if len(found) < 2:
        return name
    return " ".join(CUTS.get(word.lower(), word[:5] if len(word) > 6 else word) for word in found)


def initials(name: str) -> str:
    found = [word for word in name.split() if word.lower() not in STOP_WORDS]
    return "".join(word[0].upper() for word in found) if len(found) > 2 else name


def _short_end(one: Citation, rng: Random) -> Citation | None:
    """123-9 for 123-129."""
    first, last = one.first, one.last
    if len(first) != len(last) or len(first) < 2:
        return None
    same_start = 0
    while first[same_start] == last[same_start]:
        same_start += 1
    return one.but(pages=f"{first}-{last[same_start:]}") if same_start else None


def _months(one: Citation, rng: Random) -> Citation | None:
    """6-10 as 06-Oct: what Excel makes of a short range."""
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    first, last = int(one.first), int(one.last)
    return one.but(pages=f"{first:02d}-{names[last - 1]}") if first <= 31 and last <= 12 else None


def excel_pages(source: Citation, rng: Random) -> Made:
    """A range that can be read as a date: invented, because few articles stand on pages 1 to 12."""
    if not source.volume or not source.issue:
        return None
    first = rng.randrange(1, 11)
    one = without_identifiers(source).but(pages=f"{first}-{rng.randrange(first + 1, 13)}", abstract="")
    found = _months(one, rng)
    return (one.but(abstract=source.abstract), found) if found else None


def excel_issue(source: Citation, rng: Random) -> Made:
    """A double issue, 2-3, as 02-Mar."""
    if not is_placed(source):
        return None
    first = rng.randrange(1, 11)
    one = without_identifiers(source).but(issue=f"{first}-{first + 1}", abstract="")
    month = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[first]
    return one, one.but(issue=f"{first:02d}-{month}")


def _mistyped(number: str, rng: Random) -> str:
    place = rng.randrange(len(number))
    digit = rng.choice([sign for sign in "123456789" if sign != number[place]])
    return number[:place] + digit + number[place + 1 :]


def article_number(source: Citation, rng: Random) -> Made:
    """The number of the article in one database, 1-12 in the other."""
    if not source.volume:
        return None
    number = str(rng.randrange(100123, 109999))
    one = source.but(pages=rng.choice((number, f"e{number}", f"Article {number}")))
    return one, without_identifiers(source).but(pages=f"1-{rng.randrange(6, 24)}", abstract="")


def article_number_forms(source: Citation, rng: Random) -> Made:
    if not source.volume:
        return None
    number = str(rng.randrange(10123, 109999))
    other = rng.choice((f"e{number}", f"Article {number}", f"Artn {number}", f"No. {number}"))
    return source.but(pages=number), without_identifiers(source).but(pages=other, abstract="")


def early_access(source: Citation, rng: Random) -> Made:
    """Ahead of print the year before: no volume, no pages, the DOI on one side."""
    if not is_placed(source) or not source.doi:
        return None
    early = source.but(year=str(int(source.year) - 1), volume="", issue="", pages="", pmid="")
    return early, source.but(doi="", pmid="")


def early_access_dois(source: Citation, rng: Random) -> Made:
    made = early_access(source, rng)
    return (made[0].but(abstract=""), made[1].but(doi=source.doi)) if made else None


def early_access_bare(source: Citation, rng: Random) -> Made:
    """The same without an abstract or a DOI: one year between is all that is known."""
    made = early_access(source, rng)
    return (made[0].but(doi="", abstract=""), made[1]) if made else None


def known_as(source: Citation, rng: Random) -> Made:
    """Real journals and the short names that everybody knows."""
    if not is_placed(source):
        return None
    one, other = rng.choice(words.ABBREVIATED)
    return source.but(journal=one), without_identifiers(source).but(journal=other, abstract="")


def _year_of(one: Citation, by: int) -> Citation:
    return one.but(year=str(int(one.year) + by))


ENTRIES = (
    ("journal abbreviated", "The journal's name is abbreviated", _journal(abbreviated)),
    (
        "journal abbreviated, dots",
        "The journal's name is abbreviated with dots",
        _journal(lambda name: " ".join(f"{word}." for word in abbreviated(name).split())),
    ),
    ("journal as initials", "The initials of the journal's name", _journal(initials)),
    ("journal in capitals", "The journal's name in capital letters", _journal(str.upper)),
    ("journal with place", "The journal's town in brackets", _journal(lambda name: f"{name} (London, England)")),
    (
        "journal with subtitle",
        "The journal's subtitle too",
        _journal(lambda name: f"{name} : official organ of the Nordic Society"),
    ),
    ("journal with The", "An article before the journal's name", _journal(lambda name: f"The {name}")),
    (
        "journal with ampersand",
        "& for and in the journal's name",
        _journal(lambda name: name.replace(" and ", " & ").replace(" AND ", " & ")),
    ),
    ("journal missing", "No journal", _journal(lambda name: "")),
    ("ISSN for journal", "The ISSN in place of the journal", _journal(lambda name: "1234-5679")),
    (
        "source line",
        "The whole source line in place of the journal",
        placed(
            lambda one, rng: one.but(
                journal=f"{one.journal}. {one.volume} ({one.issue or 1}) (pp {one.pages}), {one.year}. "
                f"Date of Publication: {one.year}.",
                volume="",
                issue="",
                pages="",
            )
        ),
    ),
    ("end page short", "123-9 for 123-129", placed(_short_end)),
    ("pages with pp.", "pp. before the pages", placed(lambda one, rng: one.but(pages=f"pp. {one.pages}"))),
    (
        "pages with a dash",
        "Another dash between the pages",
        placed(lambda one, rng: one.but(pages=one.pages.replace("-", rng.choice("–—‐−")))),
    ),
    ("pages with S", "S before the pages", placed(lambda one, rng: one.but(pages=f"S{one.first}-S{one.last}"))),
    ("first page only", "The last page is missing", placed(lambda one, rng: one.but(pages=one.first))),
    (
        "last page is a plus",
        "The last page is a plus sign, as in Web of Science",
        placed(lambda one, rng: one.but(pages=f"{one.first}-+")),
    ),
    (
        "first page mistyped",
        "One digit of the first page is wrong",
        placed(lambda one, rng: one.but(pages=f"{_mistyped(one.first, rng)}-{one.last}")),
    ),
    (
        "last page mistyped",
        "One digit of the last page is wrong",
        placed(lambda one, rng: one.but(pages=f"{one.first}-{_mistyped(one.last, rng)}")),
    ),
    (
        "both pages mistyped",
        "One digit of each page is wrong",
        placed(lambda one, rng: one.but(pages=f"{_mistyped(one.first, rng)}-{_mistyped(one.last, rng)}")),
    ),
    (
        "number of pages",
        "How many pages there are, instead of which",
        placed(lambda one, rng: one.but(pages=str(int(one.last) - int(one.first) + 1))),
    ),
    ("pages missing", "No pages", placed(lambda one, rng: one.but(pages=""))),
    ("volume missing", "No volume", placed(lambda one, rng: one.but(volume=""))),
    (
        "volume mistyped",
        "One digit of the volume is wrong",
        placed(lambda one, rng: one.but(volume=_mistyped(one.volume, rng))),
    ),
    ("volume with label", "Vol. before the volume", placed(lambda one, rng: one.but(volume=f"Vol. {one.volume}"))),
    (
        "volume and issue in one",
        "12(3) in place of the volume",
        placed(lambda one, rng: one.but(volume=f"{one.volume}({one.issue})", issue="") if one.issue else None),
    ),
    (
        "volume as issue",
        "The volume in place of the issue",
        placed(lambda one, rng: one.but(volume="", issue=one.volume)),
    ),
    ("year as volume", "The year in place of the volume", placed(lambda one, rng: one.but(volume=one.year))),
    ("issue missing", "No issue", placed(lambda one, rng: one.but(issue=""))),
    (
        "issue mistyped",
        "Another issue",
        placed(lambda one, rng: one.but(issue=_mistyped(one.issue, rng)) if one.issue.isdigit() else None),
    ),
    (
        "issue as supplement",
        "Suppl. behind the issue",
        placed(lambda one, rng: one.but(issue=f"{one.issue} Suppl 1") if one.issue else None),
    ),
    (
        "issue as month",
        "The month in place of the issue",
        placed(lambda one, rng: one.but(issue=rng.choice(("Mar", "June", "Oct-Dec")))),
    ),
    (
        "a year later",
        "The year of the issue beside that of the first publication",
        placed(lambda one, rng: _year_of(one, 1)),
    ),
    ("a year earlier", "The year before", placed(lambda one, rng: _year_of(one, -1))),
    ("two years apart", "A year that is two years off", placed(lambda one, rng: _year_of(one, 2))),
    (
        "year mistyped",
        "Two digits of the year are exchanged",
        placed(
            lambda one, rng: (
                one.but(year=f"{one.year[:2]}{one.year[3]}{one.year[2]}")
                if one.year[2] != one.year[3] and one.year < "2012"
                else None
            )
        ),
    ),
    ("year missing", "No year", placed(lambda one, rng: one.but(year=""))),
)

KINDS: tuple[Kind, ...] = (
    *alone(ENTRIES),
    same("Excel pages", "A range of pages that Excel made a date of: 06-Oct.", excel_pages),
    same("Excel issue", "A double issue that Excel made a date of: 02-Mar.", excel_issue),
    same("article number and 1-12", "The number of the article, and pages that count from one.", article_number),
    same("forms of article number", "The number of the article with and without its label.", article_number_forms),
    same(
        "early access",
        "Ahead of print the year before, with a DOI; in print with pages, without; both have the abstract.",
        early_access,
    ),
    same(
        "early access, DOIs", "Ahead of print the year before and in print, both with the DOI.", early_access_dois
    ),
    same(
        "early access, bare",
        "Ahead of print the year before and in print; nothing but title, authors and journal agrees.",
        early_access_bare,
    ),
    same("known initials", "A well-known journal under its short name: BMJ, JAMA.", known_as),
)
