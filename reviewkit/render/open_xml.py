"""What files of Word and PowerPoint have in common: a zip of XML parts, their properties, the names of languages."""

import io
import zipfile
from collections.abc import Mapping

from reviewkit.safe import xml_characters, xml_content

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LONGEST_PROPERTY = 255  # characters that a property of a document can hold
FIXED_DATE = (2000, 1, 1, 0, 0, 0)  # the date of making would give other bytes each time
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def office_language(language: str) -> str:
    """A language as Office names it, so that it checks the spelling in it."""
    return _LANGUAGES.get(language, language)


def one_line(text: str) -> str:
    """A text without line ends and tabs, which are no letters in these files, and without what XML forbids."""
    return xml_characters(text).translate({ord(sign): " " for sign in "\t\r\n"})


def content(text: str) -> str:
    """A text between tags."""
    return xml_content(one_line(text))


def core_properties(title: str, language: str) -> str:
    """The title and the language of a file, and nobody's name."""
    year, month, day = FIXED_DATE[:3]
    moment = f"{year}-{month:02}-{day:02}T00:00:00Z"
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PROPERTIES}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f"<dc:language>{content(office_language(language))}</dc:language>"
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        f"<dc:title>{content(title[:LONGEST_PROPERTY])}</dc:title></cp:coreProperties>"
    )


def package(parts: Mapping[str, str]) -> bytes:
    """The parts by their names as a zip in which each has the same date, so that the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, date_time=FIXED_DATE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(entry, text.encode("utf-8"))
    return out.getvalue()
