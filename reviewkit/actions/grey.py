"""A document of grey literature - a report, a guideline, a web page - becomes a record of the review, with its text."""

import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reviewkit.actions import texts
from reviewkit.actions.imports import import_file
from reviewkit.actions.texts import Attached
from reviewkit.actions.who import Acting, person
from reviewkit.errors import ReviewkitError
from reviewkit.formats.citation import citation, is_grey
from reviewkit.formats.documents import document_of
from reviewkit.formats.reference import reference
from reviewkit.locales import labels, languages
from reviewkit.normalize import folded, year_first
from reviewkit.review import Review
from reviewkit.safe import csv_text
from reviewkit.store.open_review import OpenReview
from reviewkit.words import message

_YEAR = r"(?:1[5-9]|20)\d\d"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LONGEST_NAME = 60  # letters of the title in the name of the file


@dataclass(frozen=True, slots=True)
class GreyDocument:
    """What is known of a document, as it was written: dates as 2024-01-31 or 31.01.2024, people with ; between them.

    `date` is when it was published, a year alone or with its month too; `accessed` when it was got from its address;
    `read` when it was read.
    """

    title: str
    institution: str = ""
    authors: str = ""
    type: str = ""
    date: str = ""
    address: str = ""
    accessed: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """The record of a document; `id` undoes its import, and is "" where it was in the review already."""

    record: str
    source: str
    path: str
    id: str = ""
    text: Attached | None = None


def add_document(
    folder: OpenReview, as_: str, source: str, document: GreyDocument, name: str = "", data: bytes | None = None
) -> AddedDocument:
    """Import a document as a record of a source, and attach its text if there is one (`data`, called `name`).

    Raises ReviewkitError, with nothing logged, for a document without a title or without author and institution, for
    dates and addresses that are none, and for a text that cannot be attached.
    """
    row = _row(document, folder.review.facts.today)
    if data is not None:
        document_of(data, name)
        Acting(folder, person(folder.refresh().protocol, as_)).needs_new_format(message("attaching a full text"))
    with tempfile.TemporaryDirectory(prefix="reviewkit-") as place:
        file = Path(place) / f"{_slug(document.title)}.csv"
        file.write_text(row, encoding="utf-8")
        done = import_file(folder, as_, file, source, "csv-grey")
    (export,) = (
        one for one in folder.review.facts.exports if one.path == done.already or one.imported == (done.id or None)
    )
    (record,) = export.record_ids()
    text = texts.attach(folder, as_, record, name, data) if data is not None else None
    return AddedDocument(record, export.source, export.path, done.id, text)


def reference_of(review: Review, report: str, language: str) -> str:
    """How a report of grey literature is cited, in a language; "" for an article, which has a journal."""
    known = (reference(review.records[one]) for one in review.reports.get(report, ()))
    return next((citation(one, labels(language)) for one in known if is_grey(one)), "")


def _row(document: GreyDocument, today: date | None) -> str:
    """A table of one row, in the columns that the format csv-grey reads."""
    title, institution = " ".join(document.title.split()), " ".join(document.institution.split())
    if not title:
        raise ReviewkitError(
            message("The document has no title. Give the title that is printed on it. Nothing was added.")
        )
    if not institution and not document.authors.strip():
        raise ReviewkitError(
            message("Say who wrote the document or which institution published it. Nothing was added.")
        )
    row = {
        "title": title,
        "institution": institution,
        "authors": _people(document.authors),
        "type": " ".join(document.type.split()),
        "date": _written(document.date, today, is_published=True),
        "address": _address(document.address),
        "access date": _written(document.accessed, today),
        "date read": _written(document.read, today),
    }
    return csv_text((tuple(row), tuple(row.values())))


def _people(text: str) -> str:
    return "; ".join(name for part in re.split(r"[;\n]", text) if (name := " ".join(part.split())))


def _address(text: str) -> str:
    address = text.strip()
    if address and not _ADDRESS.fullmatch(address):
        raise ReviewkitError(
            message(
                "{address!r} is no address. It begins with https://, as in the browser. Nothing was added.",
                address=address[:80],
            )
        )
    return address


def _written(text: str, today: date | None, is_published: bool = False) -> str:
    """A date as 2024-01-31, of a publication also a year or a year and a month. Raises ReviewkitError for what is none,
    or in the future."""
    given = text.strip()
    if not given or (is_published and re.fullmatch(_YEAR, given)):
        return given
    month = _year_and_month(given) if is_published else ""
    try:
        found = date.fromisoformat(f"{month}-01" if month else year_first(given))
    except ValueError:
        said = (
            message(
                "{text!r} is no date. Write it as 2024, 2024-01, 2024-01-31 or 31.01.2024. Nothing was added.",
                text=given[:40],
            )
            if is_published
            else message(
                "{text!r} is no date. Write it as 2024-01-31 or 31.01.2024. Nothing was added.", text=given[:40]
            )
        )
        raise ReviewkitError(said) from None
    if today and found > today:
        raise ReviewkitError(message("{text} is in the future. Nothing was added.", text=given[:40]))
    return month or found.isoformat()


def _year_and_month(text: str) -> str:
    """`2017-12` for 2017-12, 12.2017, December 2017 and desember 2017; "" for anything else."""
    if found := re.fullmatch(rf"({_YEAR})-(\d\d?)", text) or re.fullmatch(rf"(\d\d?)[./]({_YEAR})", text):
        year, month = sorted(found.groups(), key=len, reverse=True)
        return f"{year}-{int(month):02d}"
    found = re.fullmatch(rf"([^\W\d]{{3,}})\.? ({_YEAR})", text)
    if not found:
        return ""
    name = found[1].casefold()
    for language in languages():
        for number, month in enumerate(labels(language).text("reference.months").split(), start=1):
            if month.casefold().startswith(name):
                return f"{found[2]}-{number:02d}"
    return ""


def _slug(title: str) -> str:
    """A name for the file: the title in plain letters."""
    return "-".join(folded(title).split())[:_LONGEST_NAME].strip("-") or "document"
