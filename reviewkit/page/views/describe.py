"""What a page shows of a record: its fields as text, its links, its highlighted words."""

from urllib.parse import quote

from reviewkit.model import Record


def describe(record: Record, field: str) -> str:
    """A field of a record as one text; "" where it has none."""
    value = getattr(record, field)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def links(record: Record) -> list[tuple[str, str]]:
    """Where a record can be read: the name of each link and its address, which is never an imported one."""
    found = []
    if record.doi:
        found.append((f"doi.org/{record.doi}", f"https://doi.org/{quote(record.doi, safe='/()')}"))
    if record.pmid.isdigit():
        found.append((f"PubMed {record.pmid}", f"https://pubmed.ncbi.nlm.nih.gov/{record.pmid}/"))
    return found


def journal_line(record: Record) -> str:
    """The journal with year, volume, issue and pages, as in a reference list."""
    issue = f"({record.issue})" if record.issue else ""
    volume = f"{record.volume}{issue}"
    pages = f":{record.pages}" if record.pages and volume else record.pages
    return ", ".join(filter(None, (record.journal, describe(record, "year"), f"{volume}{pages}")))
