"""Which database or tool wrote a record, as its fields show; "" where nothing gives it away."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from reviewkit.formats.csv_profiles import PRODUCERS
from reviewkit.model import Record

# producer, tag (or "" for any), what its value looks like; the first that fits wins.
_SIGNS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (name, tag, re.compile(pattern, re.IGNORECASE))
    for name, tag, pattern in (
        ("Rayyan", "AN", r"^rayyan-\d+"),
        ("Rayyan", "key", r"^rayyan-\d+"),
        ("ASReview", "N1", r"ASReview_"),
        ("Covidence", "Covidence #", r"."),
        ("CENTRAL", "AN", r"^CN-\d+"),
        ("EBSCOhost", "DP", r"^EBSCOhost"),
        ("EBSCOhost", "UR", r"search\.ebscohost\.com"),
        ("EBSCOhost", "N1", r"^Accession Number: "),
        ("Embase.com", "UR", r"embase\.com/"),
        ("Embase.com", "U2", r"^L\d+"),
        ("Ovid", "UR", r"ovidsp|ovid\.com"),
        ("Web of Science", "AN", r"^WOS:"),
        ("Web of Science", "UT", r"^(WOS|ISI|MEDLINE|KJD|SCIELO|BCI|CCC):?"),
        ("Scopus", "UR", r"scopus\.com/"),
        ("Scopus", "DB", r"^Scopus$"),
        ("Scopus", "Link", r"scopus\.com/"),
        ("ProQuest", "UR", r"search\.proquest\.com|www\.proquest\.com"),
        ("ProQuest", "DB", r"ProQuest"),
        ("Publish or Perish", "M1", r"^Query date: "),
        ("Publish or Perish", "QueryDate", r"."),
        ("Dimensions", "UR", r"app\.dimensions\.ai"),
        ("Lens", "UR", r"lens\.org/\d"),
        ("ICTRP", "TrialID", r"."),
        ("PubMed", "OWN", r"^NLM|^PubMed"),
        ("PubMed", "PMID", r"^\d+$"),
        ("PubMed", "MedlineCitation/PMID", r"^\d+$"),
        ("ERIC", "OWN", r"^ERIC"),
        ("EndNote", "source-app@name", r"^EndNote"),
        ("JabRef", "source-app@name", r"^JabRef"),
        ("Zotero", "L1", r"^/home/|Zotero/storage|^files/\d+/"),
        ("Zotero", "N1", r"^<(p|div)>"),
    )
)


def producer(record: Record) -> str:
    """The database or tool that wrote the record."""
    if record.format in PRODUCERS:
        return PRODUCERS[record.format]
    values: dict[str, list[str]] = {}
    for item in record.fields:
        values.setdefault(item.tag, []).append(item.value)
    for name, tag, pattern in _SIGNS:
        if any(pattern.search(value) for value in values.get(tag, ())):
            return name
    return ""


def producer_of(records: Iterable[Record]) -> str:
    """The producer of most of the records, or ""."""
    return of_most(Counter(map(producer, records)))


def of_most(counts: Mapping[str, int]) -> str:
    """The producer of most records, from how many each has; "" where nothing gave any away."""
    known = Counter({name: count for name, count in counts.items() if name})
    return known.most_common(1)[0][0] if known else ""
