"""A report in one line, for lists in which it is to be found again."""

from reviewkit.model import Record

_MOST_AUTHORS = 6


def reference_line(record: Record) -> str:
    """Authors (year). Title. Journal. doi: what is known of it, and its id where nothing is."""
    authors = "; ".join(record.authors[:_MOST_AUTHORS]) + ("; …" if len(record.authors) > _MOST_AUTHORS else "")
    year = f"({record.year})" if record.year else ""
    doi = f"https://doi.org/{record.doi}" if record.doi else ""
    begun = " ".join(filter(None, (authors, year)))
    parts = [part.rstrip(".") for part in (begun, record.title, record.journal) if part]
    said = ". ".join(parts) + ("." if parts else "")
    return " ".join(filter(None, (said, doi))) or record.id
