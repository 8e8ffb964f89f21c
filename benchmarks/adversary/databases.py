"""The same report in the dialects of databases and reference managers, with what each of them leaves out or adds."""

import csv
import io
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.adversary import people, written
from benchmarks.adversary.citation import Citation, hash_of, is_placed
from benchmarks.adversary.damaged_places import abbreviated
from benchmarks.adversary.kinds import Kind, Made, Make, same
from benchmarks.adversary.written import lines_of

Form = Callable[[people.Person], str]


def _names(one: Citation, form: Form) -> tuple[str, ...]:
    persons = people.people(one.authors)
    return tuple(map(form, persons)) if persons else one.authors


def _number(one: Citation) -> str:
    """A number of eight digits that the database gives the report."""
    return f"{10**7 + hash_of(one.title) % (9 * 10**7)}"


def _short_pages(one: Citation) -> str:
    first, last = one.first, one.last
    if len(first) != len(last):
        return one.pages
    start = next((place for place in range(len(first)) if first[place] != last[place]), 0)
    return f"{first}-{last[start:]}" if start else one.pages


# Each gives the tags of one record of RIS, in the order and with the traps of its producer


def ebsco(one: Citation) -> list[tuple[str, str]]:
    return [
        ("TY", "JOUR"),
        ("T1", one.title),
        *(("AU", name) for name in _names(one, people.full)),
        ("JO", one.journal),
        ("JF", one.journal),
        ("JA", abbreviated(one.journal).upper()),
        ("Y1", f"{one.year}/11//"),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", one.first),
        ("EP", one.last),
        ("N1", f"Accession Number: {_number(one)}; Source Info: Nov; Document Type: Article"),
        ("AB", one.abstract),
        ("AB", f"Copyright of {one.journal} is the property of Fjord and its content may not be copied."),
        ("DB", "ccm"),
        ("UR", f"https://search.ebscohost.com/login.aspx?direct=true&db=ccm&AN={_number(one)}"),
    ]


def ovid(one: Citation) -> list[tuple[str, str]]:
    title = f"{one.title}." if len(one.title) % 2 else f"{one.title}. [Review] [53 refs]"
    return [
        ("TY", "JOUR"),
        ("DB", "Ovid MEDLINE(R)"),
        ("T1", title),
        *(("A1", name) for name in _names(one, people.dotted)),
        ("Y1", f"{one.year}//"),
        ("N2", one.abstract),
        ("JF", one.journal),
        ("JA", abbreviated(one.journal)),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", one.first),
        ("EP", one.last),
    ]


def embase(one: Citation) -> list[tuple[str, str]]:
    return [
        ("TY", "JOUR"),
        ("M3", "Article"),
        ("Y1", one.year),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", one.first),
        ("EP", one.last),
        ("T1", one.title),
        *(("A1", name) for name in _names(one, people.dotted)),
        ("JF", one.journal),
        ("U2", f"L{_number(one)}"),
        ("N2", one.abstract),
    ]


def proquest(one: Citation) -> list[tuple[str, str]]:
    return [
        ("TY", "JOUR"),
        ("T1", one.title),
        ("AN", f"{_number(one)}; EJ{_number(one)}"),
        *(("AU", name) for name in _names(one, people.full)),
        ("AB", one.abstract),
        ("JF", one.journal),
        ("PY", one.year),
        ("Y1", f"{one.year}/06/01/"),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", one.pages),
        ("N1", "Copyright - © Fjord; Last updated - 2023-11-20"),
    ]


def web_of_science(one: Citation) -> list[tuple[str, str]]:
    return [
        ("TY", "JOUR"),
        *(("AU", name) for name in _names(one, lambda person: f"{person.family}, {person.initials}")),
        ("TI", one.title),
        ("T2", one.journal.upper()),
        ("AB", one.abstract),
        ("SP", one.first),
        ("EP", "+"),
        ("VL", one.volume),
        ("IS", one.issue),
        ("PY", one.year),
        ("AN", f"WOS:0003{_number(one)}009"),
        ("DO", one.doi),
    ]


def scopus(one: Citation) -> list[tuple[str, str]]:
    return [
        ("TY", "JOUR"),
        ("TI", one.title),
        ("T2", one.journal),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", one.first),
        ("EP", one.last),
        ("PY", one.year),
        ("DO", one.doi),
        *(("AU", name) for name in _names(one, people.dotted)),
        ("UR", f"https://www.scopus.com/inward/record.uri?eid=2-s2.0-850{_number(one)}"),
        ("AB", f"{one.abstract} © 2020 Fjord." if one.abstract else ""),
        ("N1", "Export Date: 20 November 2023"),
        ("M3", "Article"),
        ("DB", "Scopus"),
    ]


def google_scholar(one: Citation) -> list[tuple[str, str]]:
    names = _names(one, people.initials_first)
    title = one.title if len(one.title) < 90 else f"{one.title[:80].rsplit(' ', 1)[0]} …"
    return [
        ("TY", "CITATION"),
        ("T1", title),
        *(("AU", name) for name in names[:3]),
        *([("AU", "...")] if len(names) > 3 else []),
        ("JF", f"{one.journal[:24]} …" if len(one.journal) > 30 else one.journal),
        ("PY", f"{one.year}///"),
        ("AB", f"{one.abstract[40:180]} …" if one.abstract else ""),
        ("UR", f"https://example.org/{_number(one)}.pdf"),
    ]


def cochrane_central(one: Citation) -> list[tuple[str, str]]:
    return [
        ("TY", "JOUR"),
        ("AN", f"CN-{_number(one)}"),
        *(("AU", name) for name in _names(one, lambda person: f"{person.family}, {person.initials}")),
        ("TI", one.title),
        ("JO", one.journal),
        ("PY", one.year),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", f"{one.first}‐{one.last}"),
        ("AB", one.abstract),
        ("UR", f"https://www.cochranelibrary.com/central/doi/10.1002/central/CN-{_number(one)}/full"),
    ]


def zotero(one: Citation) -> list[tuple[str, str]]:
    return [
        ("TY", "JOUR"),
        ("TI", one.title),
        *(("AU", name) for name in _names(one, people.full)),
        ("T2", one.journal),
        ("AB", one.abstract),
        ("DA", f"{one.year}/11//undefin"),
        ("PY", one.year),
        ("DO", one.doi),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", one.first),
        ("EP", one.last),
        ("J2", abbreviated(one.journal)),
        ("N1", "<p>read</p>"),
    ]


def endnote(one: Citation) -> list[tuple[str, str]]:
    return [
        ("TY", "JOUR"),
        *(("AU", name) for name in _names(one, people.dotted)),
        ("PY", one.year),
        ("TI", one.title),
        ("T2", abbreviated(one.journal)),
        ("SP", _short_pages(one)),
        ("VL", one.volume),
        ("IS", one.issue),
        ("DO", f"https://doi.org/{one.doi}" if one.doi else ""),
        ("ID", _number(one)),
    ]


def of_tags(tags: Callable[[Citation], list[tuple[str, str]]]) -> written.Writer:
    """A writer of RIS in one dialect."""

    def write(citations: Sequence[Citation]) -> str:
        return "".join(lines_of(tags(one)) + "ER  - \n\n" for one in citations)

    return write


def pubmed(citations: Sequence[Citation]) -> str:
    """MEDLINE tags with lines that go on."""
    return "\n".join(map(_pubmed_entry, citations))


def _pubmed_entry(one: Citation) -> str:
    fields = [
        ("PMID", one.pmid or _number(one)),
        ("VI", one.volume),
        ("IP", one.issue),
        ("DP", f"{one.year} Nov"),
        ("TI", one.title + "."),
        ("PG", _short_pages(one)),
        ("AB", one.abstract),
        *(
            (tag, value)
            for person in people.people(one.authors)
            for tag, value in (("FAU", people.full(person)), ("AU", people.initials(person)))
        ),
        ("TA", abbreviated(one.journal)),
        ("JT", one.journal),
        ("AID", f"{one.doi} [doi]" if one.doi else ""),
    ]
    return "".join(f"{tag:<4}- {' '.join(value.split())}\n" for tag, value in fields if value.strip())


def web_of_science_tagged(citations: Sequence[Citation]) -> str:
    return "FN Clarivate Analytics Web of Science\nVR 1.0\n" + "".join(map(_wos_entry, citations)) + "EF\n"


def _wos_entry(one: Citation) -> str:
    names = _names(one, lambda person: f"{person.family}, {person.initials}")
    fields = [
        ("PT", "J"),
        ("AU", "\n   ".join(names)),
        ("TI", one.title),
        ("SO", one.journal.upper()),
        ("AB", one.abstract),
        ("PY", one.year),
        ("VL", one.volume),
        ("IS", one.issue),
        ("BP", one.first),
        ("EP", one.last),
        ("DI", one.doi),
        ("UT", f"WOS:0003{_number(one)}009"),
    ]
    return "".join(f"{tag} {value}\n" for tag, value in fields if value.strip()) + "ER\n\n"


def scopus_csv(citations: Sequence[Citation]) -> str:
    text = io.StringIO()
    columns = (
        "Authors,Title,Year,Source title,Volume,Issue,Art. No.,Page start,Page end,Page count,DOI,Link,Abstract,"
        "Source,EID"
    )
    rows = csv.writer(text)
    rows.writerow(columns.split(","))
    for one in citations:
        names = "; ".join(_names(one, lambda person: f"{person.family} {'.'.join(person.initials)}."))
        rows.writerow(
            (
                names,
                one.title,
                one.year,
                one.journal,
                one.volume,
                one.issue,
                "",
                one.first,
                one.last,
                "",
                one.doi,
                f"https://www.scopus.com/inward/record.uri?eid=2-s2.0-850{_number(one)}",
                one.abstract,
                "Scopus",
                "2-s2.0-850",
            )
        )
    return text.getvalue()


def bibtex(citations: Sequence[Citation]) -> str:
    return "".join(_bibtex_entry(number, one) for number, one in enumerate(citations))


def _bibtex_entry(number: int, one: Citation) -> str:
    fields = {
        "author": " and ".join(_names(one, people.full)),
        "title": "{" + one.title.replace("&", "\\&").replace("%", "\\%") + "}",
        "journal": one.journal.replace("&", "\\&"),
        "year": one.year,
        "volume": one.volume,
        "number": one.issue,
        "pages": one.pages.replace("-", "--"),
        "doi": one.doi,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@article{{key{number},\n{lines}}}\n\n"


DIALECTS: dict[str, tuple[str, written.Writer]] = {
    "ebsco": ("EBSCOhost", of_tags(ebsco)),
    "ovid": ("Ovid", of_tags(ovid)),
    "embase": ("Embase.com", of_tags(embase)),
    "proquest": ("ProQuest", of_tags(proquest)),
    "wos": ("Web of Science, RIS", of_tags(web_of_science)),
    "scopus": ("Scopus, RIS", of_tags(scopus)),
    "scholar": ("Google Scholar through Publish or Perish", of_tags(google_scholar)),
    "central": ("CENTRAL", of_tags(cochrane_central)),
    "zotero": ("Zotero", of_tags(zotero)),
    "endnote": ("EndNote", of_tags(endnote)),
    "nbib": ("PubMed", pubmed),
    "ciw": ("Web of Science, tagged", web_of_science_tagged),
    "scopus-csv": ("Scopus, CSV", scopus_csv),
    "bib": ("BibTeX", bibtex),
}
WRITERS: dict[str, written.Writer] = {"ris": written.ris, **{form: write for form, (_, write) in DIALECTS.items()}}


def _plain(one: Citation) -> bool:
    """Whether it can be written in every format without signs that only a damage would lose."""
    return not set("{}\\$#%~^_") & set(one.title + one.journal) and is_placed(one)


def in_dialect(form: str) -> Make:
    """As the source has it and as one producer writes it, which has no identifiers."""

    def make(source: Citation, rng: Random) -> Made:
        return (source.but(doi="", pmid=""), source.but(pmid="", form=form)) if _plain(source) else None

    return make


def in_two_dialects(source: Citation, rng: Random) -> Made:
    """As two producers write it, drawn at random."""
    if not _plain(source):
        return None
    one, other = rng.sample(sorted(DIALECTS), 2)
    return source.but(pmid="", form=one), source.but(pmid="", form=other)


KINDS: tuple[Kind, ...] = (
    *(
        same(
            f"dialect, {name}", f"As {name} writes it, beside a full record without identifiers.", in_dialect(form)
        )
        for form, (name, _) in DIALECTS.items()
    ),
    same("two dialects", "As two producers write it, drawn at random.", in_two_dialects),
)
