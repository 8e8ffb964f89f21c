"""What a page shows of a record: its fields as text, its links, its highlighted words."""

from reviewkit.highlight import spans
from reviewkit.model import Highlight, Record
from reviewkit.normalize import doi_link, pubmed_link
from reviewkit.page.sitting import Sitting
from reviewkit.words import Stage


def describe(record: Record, field: str) -> str:
    """A field of a record as one text; "" where it has none."""
    value = getattr(record, field)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def links(record: Record) -> list[tuple[str, str]]:
    """Where a record can be read: the name of each link and its address, which is never an imported one."""
    found = []
    if address := doi_link(record.doi):
        found.append((f"doi.org/{record.doi}", address))
    if address := pubmed_link(record.pmid):
        found.append((f"PubMed {record.pmid}", address))
    return found


def marked(text: str, words: Highlight) -> list[tuple[str, str]]:
    """A text in pieces, each with what its words speak for: "include", "exclude", or "" for what is between them."""
    pieces, at = [], 0
    for span in spans(text, words):
        pieces += [(text[at : span.start], ""), (text[span.start : span.end], span.kind.value)]
        at = span.end
    return [piece for piece in (*pieces, (text[at:], "")) if piece[0]]


def journal_line(record: Record) -> str:
    """The journal with year, volume, issue and pages, as in a reference list."""
    issue = f"({record.issue})" if record.issue else ""
    volume = f"{record.volume}{issue}"
    pages = f":{record.pages}" if record.pages and volume else record.pages
    return ", ".join(filter(None, (record.journal, describe(record, "year"), f"{volume}{pages}")))


def stage_name(sitting: Sitting, stage: Stage) -> str:
    """What a stage is called: as the team named it, else in the language of the page, else its id."""
    where = sitting.review.protocol.stage(stage)
    return sitting.words.stage(stage, where.labels if where else {})


def reason_name(sitting: Sitting, reason: str) -> str:
    """What a reason for exclusion is called in the language of the page; its id where it is no longer agreed on."""
    known = (one for one in sitting.review.protocol.reasons if one.id == reason)
    return next((one.label(sitting.words.language) for one in known), reason)
