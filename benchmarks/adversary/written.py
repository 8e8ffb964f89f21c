"""Citations to the text of an export, and back through the readers of reviewkit."""

from collections.abc import Callable, Sequence

from benchmarks.adversary.citation import Citation
from reviewkit.formats import registry
from reviewkit.model import Record

Writer = Callable[[Sequence[Citation]], str]


def ris(citations: Sequence[Citation]) -> str:
    """RIS, in the tags that most databases use."""
    return "".join(_ris_entry(one) for one in citations)


def _ris_entry(one: Citation) -> str:
    first, _, last = one.pages.partition("-")
    if not (first and last) or "-" in last:
        first, last = one.pages, ""
    fields = [
        ("TY", one.kind),
        ("TI", one.title),
        *(("AU", name) for name in one.authors),
        ("PY", one.year),
        ("T2", one.journal),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", first),
        ("EP", last),
        ("DO", one.doi),
        *((("DB", "PubMed"), ("AN", one.pmid)) if one.pmid else ()),
        ("AB", one.abstract),
        *one.more,
    ]
    return lines_of(fields) + "ER  - \n\n"


def lines_of(fields: Sequence[tuple[str, str]]) -> str:
    """`XY  - value` for each field that has one; TY always."""
    return "".join(
        f"{tag}  - {' '.join(value.split())}\n" for tag, value in fields if value.strip() or tag == "TY"
    )


def read_back(citations: Sequence[Citation], writers: dict[str, Writer]) -> list[Record]:
    """The records that our readers make of the citations, in their order; each is written in its own form."""
    found: list[Record | None] = [None] * len(citations)
    for form, write in writers.items():
        places = [place for place, one in enumerate(citations) if one.form == form]
        if not places:
            continue
        text = write([citations[place] for place in places])
        records = registry.read(text.encode("utf-8"), f"adversary.{form}").records
        if len(records) != len(places):
            raise ValueError(f"{len(places)} citations were written as {form} and {len(records)} were read")
        for place, record in zip(places, records, strict=True):
            found[place] = record
    unread = {one.form for one, record in zip(citations, found, strict=True) if record is None}
    if unread:
        raise ValueError(f"no writer for {', '.join(sorted(unread))}")
    return [record for record in found if record is not None]
