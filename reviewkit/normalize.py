"""One spelling of DOIs, titles, years and names, so that records from different databases can be compared.

Nothing here changes what a database wrote; it only says how it is understood.
"""

import html
import re
import unicodedata
from datetime import UTC, datetime
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>;|]+", re.IGNORECASE)
_DOI_PART = re.compile(r"(/(abstract|full|pdf|epdf|fulltext|meta)|\.[gst]\d{3})$")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:]{0,12}(?:\s[^<>]{0,200})?/?>")
_NOT_WORD = re.compile(r"[^0-9a-z\u0370-\uffff]+")
_NUMBER = re.compile(r"\d+")
_PMID = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/|PMID:?\s*)(\d{4,9})")
_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_DATE = re.compile(
    rf"(1[5-9]\d\d|20\d\d)(?:[-/ ](\d{{1,2}}|(?:{'|'.join(_MONTHS)})[a-z]*)(?:[-/ ](\d{{1,2}})(?!\d))?)?(?![\w-])",
    re.IGNORECASE,
)
_EXCEL_DATE = re.compile(rf"^(\d{{1,2}}|{'|'.join(_MONTHS)})-(\d{{1,2}}|{'|'.join(_MONTHS)})$", re.IGNORECASE)
# NFKD leaves these letters whole, so they are spelt out; ø and ö must meet, as must å and a.
_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_AFTER_Z = {"æ": "z\ue001", "ø": "z\ue002", "å": "z\ue003"}
_GREEK = str.maketrans(
    dict(
        zip(
            "αβγδεζηθικλμνξοπρςστυφχψω",
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau "
            "upsilon phi chi psi omega".split(),
            strict=True,
        )
    )
)
PARTICLES = ("van", "von", "de", "der", "den", "da", "di", "la", "le", "al", "el", "af")  # of surnames
_GREEK_WORD = re.compile("[α-ω]{3}")
# For text in ASCII, which most is: one pass over its bytes does what the general way does in six.
_CONTROLS = bytes((*range(32), 127))
_FOLD = bytes(letter if chr(letter).isalnum() else 32 for letter in bytes(range(128)).lower()) + bytes(128)
# After the first byte of two, every sign that Windows-1252 has for the second.
_MOJIBAKE = re.compile(
    r"[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€"
)


def unmangled(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 ("FÃ¸rland"), read again as what it was."""
    if not any(letter in text for letter in "ÃÂâ") or not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def readable(text: str) -> str:
    """Text as a person should read it: entities decoded, markup removed, accents composed, single spaces."""
    if not text:
        return text
    if _is_plain(text):
        return text.strip(" ")
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", unmangled(text))
    return " ".join(text.split())


def _is_plain(text: str) -> bool:
    """Whether a text is ASCII without entities, tags, control characters and runs of spaces."""
    if not text.isascii() or "  " in text or "<" in text or "&" in text:
        return False
    data = text.encode("ascii")
    return len(data.translate(None, _CONTROLS)) == len(data)


def folded(text: str) -> str:
    """Lower case words without accents or punctuation: "Trygg – på Åsgård!" is "trygg pa asgard", α is alpha."""
    if text.isascii() and "<" not in text and "&" not in text:
        return " ".join(text.encode("ascii").translate(_FOLD, b"'").decode("ascii").split())
    text = readable(text).casefold()
    if not text.isascii():
        # once more to small letters: 𝝖 becomes a capital alpha only here
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold().translate(_LETTERS)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        if not _GREEK_WORD.search(text):
            text = text.translate(_GREEK)
        if not text.isascii():
            text = text.replace("\u2019", "").replace("\u2018", "")
            text = "".join(letter if letter.isascii() or letter.isalnum() else " " for letter in text)
    return " ".join(_NOT_WORD.sub(" ", text.replace("'", "")).split())


def letters(text: str) -> str:
    """Letters and digits in small, whatever stands between them: `Holm (2021)` and `Holm, 2021` are both holm2021.

    A text without any is itself.
    """
    kept = "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
    return kept or text


def doi(text: str) -> str:
    """The bare DOI in lower case, or "" where there is none: URLs, `doi:` and trailing dots are taken off."""
    candidates = _DOI.finditer(unquote(text) if "%" in text else text)
    return next((value for found in candidates if (value := _bare_doi(found.group()))), "")


def _bare_doi(found: str) -> str:
    """A DOI without what stands around it; "" where only its prefix is left."""
    value = _DOI_PART.sub("", found.lower().split("&")[0].rstrip(".,:]}'\u200b"))
    while value.endswith(")") and value.count(")") > value.count("("):
        value = value[:-1].rstrip(".,:")
    return value if any(letter.isalnum() for letter in value.partition("/")[2]) else ""


def pmid(text: str) -> str:
    """The PubMed id that a URL or a note holds, or ""."""
    found = _PMID.search(text)
    return found.group(1) if found else ""


def year(text: str) -> int | None:
    """The first year from 1500 to 2099 in the text: `2023/11//`, `2019///` and `Nov/Dec2020` all have one."""
    if not text:
        return None
    found = _YEAR.search(text) or re.search(r"(1[89]\d\d|20\d\d)", text)
    return int(found.group(1)) if found else None


def date(text: str) -> tuple[int, ...]:
    """Year, month and day as far as a text has them: `2023/11/05//`, `2023-11`, `2017 Nov 1`, `2019///`; else ()."""
    found = _DATE.match(text.strip())
    if not found:
        return ()
    parts = [int(found.group(1))]
    month = found.group(2) or ""
    parts += [_MONTHS[month[:3].lower()] if month.isalpha() else int(month)] if month else []
    parts += [int(found.group(3))] if month and found.group(3) else []
    return tuple(parts) if all(1 <= part <= most for part, most in zip(parts[1:], (12, 31), strict=False)) else ()


def alphabetical(text: str) -> str:
    """What texts are sorted by: æ, ø and å come after z, ä, ö and aa count as these; other accents do not count.

    É stands with e, Č with c, Ł with l and Ü with u. In English texts too, because Norwegian names keep their order.
    """
    folded = unicodedata.normalize("NFC", text).casefold().replace("ä", "æ").replace("ö", "ø").replace("aa", "å")
    return "".join(_AFTER_Z.get(letter) or _without_accents(letter) for letter in folded)


def _without_accents(letter: str) -> str:
    if letter.isascii():
        return letter
    parts = unicodedata.normalize("NFD", letter.translate(_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))


def numbers(text: str) -> tuple[str, ...]:
    """The numbers in a text, without leading zeros."""
    return tuple(number.lstrip("0") or "0" for number in _NUMBER.findall(text))


def pages(first: str, last: str = "") -> str:
    """Pages as `first-last` in full digits: `457-60` is `457-460`; Excel's `06-Oct` and `Jan-26` are `6-10`, `1-26`."""
    text = f"{first}-{last}" if last.strip() else first
    if text.isdigit() and text.isascii():
        return text
    text = readable(text).replace("–", "-").replace("—", "-").strip(" -.")
    if damaged := _EXCEL_DATE.match(text):
        text = "-".join(str(_MONTHS.get(part.lower(), part)).lstrip("0") for part in damaged.groups())
    start, _, end = text.partition("-")
    start, end = start.strip(" -."), end.strip(" -.")
    if not end:
        return start
    start_digits, end_digits = numbers(start)[-1:], numbers(end)[:1]
    if start_digits and end_digits and end.isdigit() and len(end_digits[0]) < len(start_digits[0]):
        end = start_digits[0][: -len(end_digits[0])] + end_digits[0]
    return start if start == end else f"{start}-{end}"


def surname(name: str) -> str:
    """The folded surname of `Førland, Oddvar`, `Oddvar Førland`, `Førland O` or `FØRLAND O.`."""
    name = readable(name)
    if "," in name:
        return folded(name.partition(",")[0])
    words = name.replace(".", ". ").split()
    if not words:
        return ""
    # "Smith AB": initials come last in MEDLINE and Publish or Perish
    while len(words) > 1 and len(words[-1].strip(".")) <= 3 and words[-1].upper() == words[-1]:
        words.pop()
    start = len(words) - 1
    while start > 0 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return folded(" ".join(words[start:]))


def moment(text: str) -> datetime | None:
    """A point in time in UTC from ISO 8601 (`2026-01-31T09:30:00Z`), also with a blank and `UTC` as Rayyan writes it.

    A time without zone is UTC, a date alone its midnight. None where the text is no time.
    """
    clean = text.strip().removesuffix(" UTC").replace(" +", "+")
    if len(clean) < 10:
        return None
    try:
        found = datetime.fromisoformat(clean)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def written_moment(at: datetime) -> str:
    """A point in time as the logs write it: `2026-01-31T09:30:00.250000Z`, or without a fraction where it has none."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
