"""A reference list in a citation style, set by citeproc-py from CSL-JSON (Citation Style Language 1.0).

What the library gets wrong is kept from it: it shortens the pages 1-15 to 1-5, repeats a title that stands for missing
authors, and writes days and editions in the words of another language.
"""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.locales import Labels
from reviewkit.normalize import alphabetical
from reviewkit.render.document import Paragraph, Run, Section, Style
from reviewkit.render.report.included_studies import in_order
from reviewkit.render.report.part import Given, Made
from reviewkit.render.report.style_work import checked
from reviewkit.render.report.work import Cited
from reviewkit.safe import xml_characters
from reviewkit.words import message

LOCALES = {"en": "en-US", "nb": "nb-NO", "nn": "nn-NO"}

# Signs of no language, between which words are italic or bold; citeproc-py takes them for letters.
_MARKS = {"\ue000": "italic", "\ue001": "", "\ue002": "bold", "\ue003": ""}
_MARK = re.compile("([\ue000-\ue004])")
# In front of a long number it keeps citeproc-py from setting it in Roman numerals: ten digits are millions of M.
_NO_ROMAN = "\ue004"
_LONG_NUMBER = re.compile(r"\d{7,}")
_ITALIC, _BOLD = ("\ue000", "\ue001"), ("\ue002", "\ue003")
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;)]")
_NUMBER = re.compile(r"\A([\[(]?\d+[.\])]*) *(?=\S)")
_SECOND_STOP = re.compile(r"(?<=\.)\.(?=[ ,]|\Z)")  # a second full stop behind "ed."
_ENGLISH_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th) (?=utg\.)")
_PLACE_OF_TITLE = ("author", "editor")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the list; `number` is its place where the style counts entries, else None."""

    key: str
    runs: tuple[Run, ...]
    number: int | None = None

    @property
    def text(self) -> str:
        """The entry without its look."""
        return "".join(run.text for run in self.runs)


def paragraphs(entries: Sequence[Listed]) -> tuple[Paragraph, ...]:
    """The list as a document has it."""
    return tuple(Paragraph(entry.runs, Style.REFERENCE, entry.key) for entry in entries)


def references(given: Given) -> Made:
    """The reports of the included studies as a reference list; a style that counts has the numbers of their table."""
    order = {study.key: place for place, study in enumerate(in_order(given))}
    works = sorted(given.works, key=lambda work: order[work.key])
    try:
        entries = listed(works, given.style, given.labels)
    except ReviewkitError as error:
        if not given.style_file:
            raise
        raise ReviewkitError(f"{given.style_file}: {error}") from error
    section = Section(given.say("heading_references"), blocks=paragraphs(entries))
    return Made(section, {"references": len(entries)}, given.of_studies())


def listed(works: Sequence[Cited], style: str, labels: Labels) -> tuple[Listed, ...]:
    """The reference list of these works. `style` is the text of a CSL file.

    A style that counts keeps their order; the others have the order of the alphabet, in which æ, ø and å come last.
    Raises ReviewkitError for a text that is no independent CSL style.
    """
    if not works:
        return ()
    entries, counts = _formatted(works, style, labels)
    made = [Listed(work.key, _runs(text, counts), number if counts else None) for number, (work, text) in entries]
    return tuple(made if counts else sorted(made, key=lambda one: (alphabetical(one.text), one.key)))


def _formatted(
    works: Sequence[Cited], style: str, labels: Labels
) -> tuple[list[tuple[int, tuple[Cited, str]]], bool]:
    """The entries in the order of the works with their places, and whether the style counts them."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library tells of each part of a style that it does not know
        chosen = _style(style, LOCALES.get(labels.language, labels.language))
        is_roman = chosen.root.find('.//c:number[@form="roman"]', _CSL) is not None
        described = [_item(work, labels) for work in works]
        items = [
            {**(_without_roman(item) if is_roman else item), "id": f"work-{n}"} for n, item in enumerate(described)
        ]
        try:
            made = CitationStylesBibliography(chosen, CiteProcJSON(items), _FORMATTER)
            for item in items:
                made.register(Citation([CitationItem(item["id"])]))
            texts = list(map(str, made.bibliography()))
        except Exception as error:  # whatever it raises: a style of somebody's own may ask for anything
            raise ReviewkitError(
                message("This style cannot be used for a reference list: {error}", error=_said_by(error))
            ) from error
    if len(texts) != len(works):  # the library leaves out those for which the style sets nothing
        raise ReviewkitError(
            message("This style cannot be used for a reference list: it says nothing of some of the works.")
        )
    counts = bool(chosen.root.xpath('.//c:bibliography//c:text[@variable="citation-number"]', namespaces=_CSL))
    return list(enumerate(zip(works, texts, strict=True), start=1)), counts


def _said_by(error: Exception) -> str:
    """What the library says; what Python says of a style with a missing part helps nobody."""
    if isinstance(error, AttributeError | IndexError | KeyError | NameError | TypeError):
        return message("a part of it calls for something that it does not have")
    return str(error)


_CSL = {"c": "http://purl.org/net/xbiblio/csl"}


def _style(text: str, locale: str) -> Any:
    """The style as the library reads it. Raises ReviewkitError for a text that is none."""
    import io

    from citeproc import CitationStylesStyle

    if len(text) > limits.STYLE or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ReviewkitError(message("This is not a CSL style: it is too large, or has a document type."))
    try:
        made = CitationStylesStyle(io.BytesIO(text.encode()), locale=locale, validate=False)
        root = made.root
    except Exception as error:  # lxml and the library have many, and none of them is for people
        raise ReviewkitError(message("This is not a CSL style, or one that is cut off.")) from error
    if root.find("c:bibliography", _CSL) is None:
        parent = next(
            (link.get("href", "") for link in root.iterfind('.//c:link[@rel="independent-parent"]', _CSL)), ""
        )
        raise ReviewkitError(
            message(
                "This CSL style has no reference list. It refers to {parent}: use that style.",
                parent=parent or message("no other style"),
            )
        )
    if root.find("c:bibliography/c:layout", _CSL) is None:
        raise ReviewkitError(
            message("This CSL style does not say what a reference looks like: its bibliography has no layout.")
        )
    checked(root)
    root.attrib.pop("page-range-format", None)
    return made


def _item(work: Cited, labels: Labels) -> dict[str, Any]:
    """The CSL-JSON of a work as the library can set it."""
    item = {key: _plain(value) for key, value in work.item.items() if value not in ("", None, [])}
    for part in ("abstract", "keyword", "id", "year-suffix", "ISSN", "PMID"):
        item.pop(part, None)
    item["issued"] = _year(work, item)
    if not item["issued"]:
        del item["issued"]
    if day := item.get("accessed", {}).get("date-parts", [()])[0]:
        item["accessed"] = {"literal": _day(day, labels)}
    if not any(item.get(role) for role in _PLACE_OF_TITLE):
        item["author"] = [{"literal": item.pop("title", "") or labels.text("reference.no_title")}]
    return item


def _year(work: Cited, item: Mapping[str, Any]) -> dict[str, Any]:
    """The year alone, with the letter that tells it from another of the same authors and year: 2021a."""
    parts = item.get("issued", {}).get("date-parts", [()])[0]
    if not parts:
        return {}
    letter = re.search(rf"{parts[0]}([a-z])\b", work.citation)
    return {"literal": f"{parts[0]}{letter[1]}"} if letter else {"date-parts": [[parts[0]]]}


def _day(day: Sequence[int], labels: Labels) -> str:
    """A day in the language: `2. mai 2024`."""
    if len(day) < 2:
        return str(day[0])
    month = labels.text("reference.months").split()[day[1] - 1]
    key = "reference.day_within" if len(day) > 2 else "reference.month_within"
    return labels.text(key).format(year=day[0], month=month, day=day[2] if len(day) > 2 else "")


def _without_roman(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item whose long numbers are set in digits."""
    return {
        key: _LONG_NUMBER.sub(rf"{_NO_ROMAN}\g<0>", value) if isinstance(value, str) else value
        for key, value in item.items()
    }


def _plain(value: Any) -> Any:
    """A value without the signs that mark the look of words, and without the markup that the library reads."""
    if isinstance(value, str):
        return re.sub(r"</?span[^<>]*>", "", _MARK.sub("", xml_characters(value)))
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, dict) else value


def _runs(text: str, counts: bool) -> tuple[Run, ...]:
    """An entry cut into parts of one look, with its addresses as links; a number in front gets its space."""
    text = text.replace(_NO_ROMAN, "")
    text = _SECOND_STOP.sub("", _ENGLISH_ORDINAL.sub(". ", text))
    text = _NUMBER.sub(r"\1 ", text) if counts else text
    runs: list[Run] = []
    look = ""
    for part in _MARK.split(text):
        if part in _MARKS:
            look = _MARKS[part]
        elif part:
            runs += _linked(part, look)
    return tuple(runs)


def _linked(text: str, look: str) -> Iterator[Run]:
    end = 0
    for found in _ADDRESS.finditer(text):
        if found.start() > end:
            yield Run(text[end : found.start()], look == "italic", look == "bold")
        yield Run(found[0], look == "italic", look == "bold", link=found[0])
        end = found.end()
    if end < len(text):
        yield Run(text[end:], look == "italic", look == "bold")


def _between(marks: tuple[str, str]) -> type[str]:
    """What citeproc-py takes for a look: a text made of another."""

    class Marked(str):
        __slots__ = ()

        def __new__(cls, text: str) -> "Marked":
            return super().__new__(cls, f"{marks[0]}{text}{marks[1]}")

    return Marked


def _unmarked() -> type[str]:
    return _between(("", ""))


_FORMATTER = SimpleNamespace(
    preformat=str,
    Italic=_between(_ITALIC),
    Oblique=_between(_ITALIC),
    Bold=_between(_BOLD),
    Light=_unmarked(),
    Underline=_unmarked(),
    Superscript=_unmarked(),
    Subscript=_unmarked(),
    SmallCaps=_unmarked(),
)
