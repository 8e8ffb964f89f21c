"""CSV of databases and screening tools: every column is kept; what it holds is told from its name."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reviewkit.formats.base import Fields, Format, Meaning, Note, understood_by
from reviewkit.model import Field, Record

csv.field_size_limit(2**31 - 1)

_COLUMNS = Meaning(
    kind=("document type", "type", "item type", "publication type", "type_of_reference", "category"),
    title=("title", "article title", "document title", "primary_title", "ti", "titles"),
    authors=("authors", "author names", "author", "author full names", "first_authors", "au", "creators"),
    year=("year", "published year", "publication year", "publication_year", "py", "date", "year of publication"),
    journal=(
        "source title",
        "journal",
        "journal/book",
        "publication title",
        "source",
        "publication",
        "journal_name",
        "secondary_title",
    ),
    volume=("volume", "vol"),
    issue=("issue", "number", "no"),
    first_page=("page start", "startpage", "start_page", "start page", "pages", "first page", "art. no."),
    last_page=("page end", "endpage", "end_page", "end page", "last page"),
    doi=("doi", "link", "articleurl", "url", "fulltexturl"),
    pmid=("pubmed id", "pubmed_id", "pmid", "medline pmid"),
    abstract=("abstract", "notes_abstract", "ab"),
    language=("language", "language of original document", "article language"),
)
_by_name = understood_by(_COLUMNS)


def entries(lines: Iterable[str], note: Note) -> Iterator[Fields]:
    """A row a record; the first row names the columns. Comma, semicolon or tab between the cells."""
    source = iter(lines)
    first = next((line for line in source if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader((f"{line}\n" for line in _chained(first, source)), delimiter=delimiter)
    head = [cell.strip() for cell in next(rows, [])]
    began = 2
    try:
        for row in rows:
            number, began = began, rows.line_num + 1
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if len(cells) > len(head):
                note(number, f"{len(cells) - len(head)} cells more than columns; kept without a name", "cells")
            names = head + [""] * (len(cells) - len(head))
            yield [Field(name, cell, number) for name, cell in zip(names, cells, strict=False) if cell]
    except csv.Error as error:
        note(rows.line_num, f"the table breaks off here: {error}", "csv")


def _chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def understood(record: Record) -> Record:
    """The record understood by the names of its columns, in small letters."""
    named = tuple(item._replace(tag=item.tag.strip().casefold()) for item in record.fields)
    return replace(_by_name(replace(record, fields=named)), fields=record.fields)


def recognises(text: str) -> bool:
    """Whether the first line names columns that references have."""
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    names = {cell.strip().strip('"').casefold() for cell in first.split(delimiter)}
    known = {
        name
        for group in ("title", "authors", "year", "journal", "doi", "abstract")
        for name in getattr(_COLUMNS, group)
    }
    return (
        len(names) > 1
        and bool(names & set(_COLUMNS.title))
        and len(names & known) > 1
        and not re.match(r"\s*[\[{@%<]", first)
    )


CSV = Format("csv", "CSV of databases and screening tools", recognises, entries, understood)
