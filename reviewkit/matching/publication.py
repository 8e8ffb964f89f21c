"""Where a report was published, out of fields that databases fill in many ways."""

import re
from dataclasses import dataclass
from functools import lru_cache

from reviewkit import normalize
from reviewkit.model import Record

_SUPPLEMENT = re.compile(r"suppl|conference|meeting|congress|\babstracts\b")
# "Pain.33 (2) ()(pp 169-172) 1988.Date of Publication: 1988.": Ovid writes the whole source as the journal.
_SOURCE_LINE = re.compile(
    r"^(?P<journal>.+?)\.\s?(?P<volume>\d{1,9}(?: (?:suppl|spec|pt)[^()]{0,60}+)?)? ?"
    r"\((?P<issue>[^()]*+)\) ?(?:\([^()]*+\) ?){0,5}\(pp?\.? ?(?P<pages>[^()]*+)\)",
    re.IGNORECASE,
)
_AFTER_JOURNAL = re.compile(
    r"[.,]?(?<!\s)\s*+(?:Conference(?: (?:Start|End|Publication))?:|\(?Varpagings|Date of Publication|"
    r"(?<!\d)\d++ ?(?:\([^()]*+\) ?\(|(?<= )\(no pagination)).*$",
    re.DOTALL,
)
_BRACKET = re.compile(r"\(([^()]*)\)")
# "pp S214", "Article 178", "e0176621". Without a label at most three letters and at least two digits: "A5" may be
# an issue, and "JUNE2010" is neither. With one or four digits, or six letters, no verdict of the eight sets
# changes.
_PAGES_NAMED = re.compile(r"^(?:pp?\.? ?|article (?:number:? ?)?)\w*\d|^[a-z]{1,3}\d{2,}", re.IGNORECASE)
_PAGES_LABEL = re.compile(r"^(?:pp?\.? ?(?=\d)|pp |article (?:number:? ?)?)", re.IGNORECASE)
_VOLUME = re.compile(r"^\W*(?:vol(?:ume)?\.? ?)?(\d+)", re.IGNORECASE)
# Pages of prefaces and editorials, i to xxxix: one that is longer is a word ("mixed", "civil") or a volume.
_ROMAN = re.compile(r"^(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})$")
_PAGE = re.compile(r"^([a-z]*+)0*?((?!0)\d++|0)([a-z]?)$")
# Letters that are looked at: of a journal, and of a volume, an issue, or pages. A journal of 60,000 digits took 25 s.
LONGEST_JOURNAL, _LONGEST_NUMBER = 1_000, 200


@dataclass(frozen=True, slots=True)
class Publication:
    """Folded journal, volume, issue, pages; "" where unknown. `supplement`: a congress or a supplement is named."""

    journal: str
    volume: str
    issue: str
    first_page: str
    last_page: str
    supplement: bool


def publication_of(record: Record) -> Publication:
    """Where a record says that it was published."""
    volume, issue, pages = (part[:_LONGEST_NUMBER] for part in (record.volume, record.issue, record.pages))
    return _publication(record.journal[:LONGEST_JOURNAL], volume, issue, pages, str(record.year or ""))


def _publication(journal: str, volume: str, issue: str, pages: str, year: str) -> Publication:
    fields = f"{journal} {volume} {issue} {pages}".casefold()
    supplement = bool(_SUPPLEMENT.search(fields)) and "dissertation" not in fields
    if "(pp" in journal and (line := _SOURCE_LINE.match(journal)):
        journal = line["journal"]
        volume, issue, pages = line["volume"] or volume, line["issue"], normalize.pages(line["pages"])
    if "(" in volume or "(" in issue:
        issue, pages = _unbracketed(volume, issue, pages if _pages(pages, year)[0] else "")
    number = _volume(volume, year)
    first, last = _pages(pages, year)
    return Publication(_journal(journal), number, _issue(issue), first, last, supplement)


def _unbracketed(volume: str, issue: str, pages: str) -> tuple[str, str]:
    """Issue and pages out of "11 (1) (no pagination)" with 13 as issue, "152 (5 Supplement 1)", "19(pp S214)"."""
    brackets = [text.strip() for text in _BRACKET.findall(f"{volume} {issue}")]
    named_pages = [text for text in brackets if _PAGES_NAMED.match(text)]
    numbers = [text for text in brackets if text not in named_pages and any(map(str.isdigit, text))]
    if "no pagination" in volume and "(" not in issue:
        pages, issue = pages or normalize.pages(issue), ""
    if named_pages and not pages:
        pages = normalize.pages(_PAGES_LABEL.sub("", named_pages[0]))
    elif len(numbers) > 1 and not pages:
        pages = normalize.pages(numbers[1])
    outside = _BRACKET.sub(" ", issue)
    return (outside if any(map(str.isdigit, outside)) else numbers[0] if numbers else issue), pages


@lru_cache(maxsize=1 << 15)
def _journal(text: str) -> str:
    return normalize.folded(_AFTER_JOURNAL.sub("", text))


@lru_cache(maxsize=1 << 12)
def _volume(text: str, year: str) -> str:
    """The number that a volume begins with; "" where it is unknown.

    "3)" is what is left of "12 (Suppl 3)", and a year is no volume.
    """
    if text.count(")") > text.count("("):
        return ""
    digits = _VOLUME.match(text) or re.search(r"(\d+)\D*$", text)
    number = digits[1].lstrip("0") if digits else ""
    return "" if number == year else number


@lru_cache(maxsize=1 << 12)
def _issue(text: str) -> str:
    """The numbers of the issue, sorted as text, because Excel makes "3-Feb" of 2-3. A month or "Suppl" is unknown."""
    text = normalize.pages(text) if "-" in text else text
    return " ".join(sorted(normalize.numbers(text)))


def _pages(text: str, year: str) -> tuple[str, str]:
    """First and last page. Months, years, "Suppl" and "var.pagings" are no pages; "62s" is s62, "vii" a page."""
    if not text:
        return "", ""
    first, _, last = text.partition("-")
    start, end = _page(first), _page(last)
    if start == year:
        return "", ""
    return start, end


@lru_cache(maxsize=1 << 16)
def _page(text: str) -> str:
    folded = normalize.folded(text)
    words = [word for word in folded.split() if any(map(str.isdigit, word))]
    if not words:
        return folded if _ROMAN.match(folded) else ""
    parts = _PAGE.match(words[0])
    return f"{parts[1] or parts[3]}{parts[2]}" if parts else words[0]
