"""The numbers by which a report is known besides DOI and PubMed id.

They are written with their kind: `trial:NCT00000000`, `isbn:9788200000000`, `report:12/2018`.

A number counts only where it is the record's own. An article names the trial that it reports and a chapter has the
ISBN of its book, so that many records share such a number without being one report.
"""

import re
from collections.abc import Iterable, Iterator

from reviewkit import normalize
from reviewkit.formats.report_numbers import number_in_series, report_number

_WHOLE_BOOK = re.compile(
    r"book|monogra|thes[ie]s|\bthes\b|dissert|avhandling|report|rprt|rapport|^bok|mgzn|govdoc|manscpt|pamp", re.I
)
_PART = re.compile(
    r"chap|section|kapit|kapittel|part|article|paper|review|inbook|incoll|inproc|ency|dict|entry", re.I
)
_REPORT = re.compile(
    r"report|rprt|rapport|notat|working|govdoc|grey|unpb|bericht|informe|thes[ie]s|\bthes\b|dissert|avhandling",
    re.I,
)


def own_identifiers(
    kind: str,
    is_published: bool,
    registry: Iterable[str] = (),
    isbn: Iterable[str] = (),
    number: Iterable[str] = (),
    series: Iterable[str] = (),
) -> tuple[str, ...]:
    """The identifiers of a record. `registry`, `isbn`, `number` and `series` are the values that may hold them.

    `is_published`: a DOI, a PubMed id or a volume says that the record is an article and not an entry of a registry.
    """
    return tuple(dict.fromkeys(_all(kind, is_published, registry, isbn, number, series)))


def may_have_identifiers(kind: str, is_published: bool) -> bool:
    """Whether a record of this kind can have any: most are articles, of which nothing needs to be looked at."""
    return not is_published or bool(_WHOLE_BOOK.search(kind) or _REPORT.search(kind))


def _all(
    kind: str,
    is_published: bool,
    registry: Iterable[str],
    isbn: Iterable[str],
    number: Iterable[str],
    series: Iterable[str],
) -> Iterator[str]:
    if not is_published:
        yield from (f"trial:{found}" for value in registry for found in normalize.registrations(value))
    if _WHOLE_BOOK.search(kind) and not _PART.search(kind):
        yield from (f"isbn:{found}" for value in isbn for found in normalize.isbns(value))
    if _REPORT.search(kind) and not _PART.search(kind):
        plain = (value for value in number if not normalize.isbns(value) and not _ISSN.match(value.strip()))
        numbers = [*map(report_number, plain), *map(number_in_series, series)]
        yield from (f"report:{found}" for found in numbers if found)


_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]\b")


# A line of a note that holds nothing else, after which Rayyan may have added votes.
_NOTED = re.compile(r"(?m)^(DOI|PMID): *(\S+)[ \t]*(?:\|.*)?$")


def noted(notes: Iterable[str], name: str) -> str:
    """The DOI or PMID (`name`) that has a line of its own in the notes, as `export --for rayyan` writes it; or "".

    Rayyan has no place for these, and puts all notes of an article into one.
    """
    found = (value for note in notes for given, value in _NOTED.findall(note) if given == name)
    return next((clean for value in found if (clean := _CLEAN[name](value))), "")


_CLEAN = {"DOI": normalize.doi, "PMID": normalize.bare_pmid}


def names(values: Iterable[str]) -> tuple[str, ...]:
    """The names of authors as a person should read them, each once.

    `et al.` and dots, which say that the list goes on, are no names; nor is `[Anonymous]`, nor the number of a trial,
    which CENTRAL writes where it knows no author.
    """
    return tuple(dict.fromkeys(name for value in values if (name := _name(normalize.readable(value)))))


def _name(text: str) -> str:
    """A name without dots that cut it off, commas around it (EndNote's mark of a group), Scopus's number and years."""
    if not _SUSPECT.search(text):
        return text
    text = _YEARS_OF_LIFE.sub("", _SCOPUS_NUMBER.sub("", text)).strip(" …,").removesuffix("...").strip()
    return "" if _NO_NAME.fullmatch(text) or normalize.is_registration(text) else text


_SUSPECT = re.compile(
    r"\d|…|\.\.|^\W|,\s*$|^no author|\b(?:al|others|fl|a|coll|otros|andra|andre)\W*$", re.IGNORECASE
)
_SCOPUS_NUMBER = re.compile(r"(?<!\s)\s*+\(\d{7,}+\)$")
_YEARS_OF_LIFE = re.compile(
    r",\s*\(?(?:1[5-9]|20)\d\d\s*[-–]\s*(?:\d{4})?\)?\.?$"
)  # "Berg, Nora, 1970-" of catalogues
_NO_NAME = re.compile(
    r"[\s.…]*|\W*(?:et\.? ?al|and others|m\. ?fl|u\. ?a|et coll|y otros|och andra|og andre)\W*"
    r"|\[anonymous\]|\[?no authors? (?:names? )?(?:listed|available)\]?\.?",
    re.IGNORECASE,
)
