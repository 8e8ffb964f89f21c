"""One spelling of DOIs, titles, years and names, so that records from different databases can be compared.

Nothing here changes what a database wrote; it only says how it is understood.
"""

import html
import re
import unicodedata
from datetime import UTC, datetime
from urllib.parse import quote, unquote

from reviewkit.unicode_forms import in_form

# A DOI of the SICI kind has `<1661::AID-SIM968>` and ends with `.CO;2-2`; in any other these signs end it. An & within
# a DOI is its own unless an address goes on with a parameter (`&type=printable`).
_DOI = re.compile(
    r"(?<!\d)(10\.\d{4,9}(?:\.\d{1,9}){0,5})(/+)((?:<[^<>\s:]*+:[^<>\s]*+>(?=\d)|(?<=\.[a-z]{2});\d(?:-[\w#@])?(?!\w)|&(?=\w)(?![\w.%-]+=)"
    r"|[^\s\"<>;|?#&])+)",
    re.IGNORECASE,
)
# What parts two DOIs, in which there may be commas, semicolons and brackets too: the next word has the start of one.
_BETWEEN_DOIS = re.compile(r"(?<![\s,;|\"<>])[\s,;|\"<>]++(?=[^\s,;|\"<>]*?10\.\d{4,9}[./%&])")
_SICI_IN_QUOTES = re.compile(r"'([^'<>]{0,60}::[^'<>]{0,60})'(?=\d)")  # as Scopus writes it
# What addresses of publishers have after the DOI, and PLOS for each figure; `[doi]` is PubMed's.
_DOI_PART = re.compile(
    r"(?:/(?:abstract|full(?:/html)?|pdf|epdf|pdfft|fulltext|full-text|html|meta|summary|references|citations?)"
    r"|\.(?:full(?:[.-](?:pdf|text))?(?:\+html)?|abstract|pdf|html?|supplementary-material)|\.[gst]\d{3}|\[(?:doi|pii)\].*)$"
)
# Numbers of registries that look like DOIs: CENTRAL's addresses, ISRCTN's, PROSPERO's.
_DOI_OF_REGISTRY = re.compile(r"10\.(?:1002/central/|1186/isrctn\d|15124/crd)")
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_CLOSING = {")": "(", "]": "[", "}": "{"}
_BEHIND_A_DOI = frozenset(".,:;'’”»*…!\\/")
_LONGEST_DOI = 2_000  # letters; those that exist have some 200
_MOST_ENDINGS = 10  # that addresses add to it; "/full/html" are two
_LONGEST_ADDRESS = 1_500  # letters that may come before a DOI within an address
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:]{0,12}(?:\s[^<>]{0,200})?/?>")
_NOT_WORD = re.compile(r"[^0-9a-z\u0370-\uffff]+")
_NUMBER = re.compile(r"\d+")
_PMID = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov/(?:\?term=)?|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?|list_uids=|"
    r"europepmc\.org/(?:abstract|article)/med/|\bPMID[:=]?\s*(?:NLM)?|\bPubMed ID[:=]?\s*|^medline:\s*)(\d{4,8})(?!\d)",
    re.IGNORECASE,
)
_BARE_PMID = re.compile(r"([1-9]\d{0,7})(?:\.0)?")
# Several with a blank or a sign between: `34 000 001` is no three of them.
_BARE_PMIDS = re.compile(r"[1-9]\d{3,7}(?:\.0)?(?:[\s,;|]+[1-9]\d{3,7}(?:\.0)?)+")
_BETWEEN_NUMBERS = re.compile(r"[\s,;|]+")
_PMID_AND_MORE = re.compile(_PMID.pattern + r"((?:[\s,;|]{1,3}[1-9]\d{6,7}(?![\d./-]))*+)", re.IGNORECASE)
# "Comment in: JAMA ... PMID: 28859188", "CIN: ...": the number of another article.
_OF_ANOTHER = re.compile(
    r"\b(?:CIN|CON|CRI|CRF|CTI|CFI|DDIN|DRIN|ECI|ECF|EIN|EFR|ORI|RIN|ROF|RPI|RPF|RRI|RRF|SPIN|UIN|UOF):|"
    r"\b(?:comment|errat|correct|corrigend|retract|republish|reprint|repl(?:y|ies)|update|expression of concern|"
    r"summary|dataset|original report|cites)\w*[^.;|]{0,20}?\b(?:in|on|of|for|from|to|by)\b",
    re.IGNORECASE,
)
_REGISTRATION = re.compile(
    r"(?<![a-z0-9])(?:"
    r"(?P<plain>(?:NCT|ISRCTN|DRKS|ACTRN|IRCT|KCT|PACTR|TCTR|jRCTs?|CRD|UMIN|LBCTR|ITMCTR|ChiCTR)-?(?:[A-Z]{2,4}-)?\d{5,20}(?:N\d{1,3})?)"
    r"|(?P<euctr>(?:EUCTR|EudraCT|CTIS)[ :-]*(?:(?:No|Nr|number)[.:]?\s*)?\d{4}-\d{6}-\d{2})(?:-[A-Z]{2})?"
    r"|(?P<other>CTRI/\d{4}/\d{2,3}/\d{6}|SLCTR/\d{4}/\d{3}|NTR\d{3,5}|NL-OMON\d+|RBR-\w{6,8}|RPCEC\d{8}|PER-\d{3}-\d{2}|"
    r"(?:JPRN-)?(?:UMIN|jRCTs?|JapicCTI-?)\d{6,})"
    r")(?![a-z0-9])",
    re.IGNORECASE,
)
_EUCTR_ADDRESS = re.compile(
    r"clinicaltrialsregister\.eu/\S{0,200}?(\d{4}-\d{6}-\d{2})|euclinicaltrials\.eu/\S{0,200}?(\d{4}-\d{6}-\d{2})"
)
_ISBN = re.compile(r"(?<![\dX-])(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dX](?![\dX-])", re.IGNORECASE)
_REPORT_LABEL = re.compile(
    r"^(?:(?:technical|working|research|discussion)?\s*(?:rapport|report|reports?|rep|paper|notat|bericht|rapporto|informe|"
    r"series|number|nummer|num|no|nr|n[ºo°]|tr|wp)\b[.:#]?\s*)+",
    re.IGNORECASE,
)
# One or two words of which the last has a digit: "12/2018", "2018:12", "ffi-rapport 20/00001".
_REPORT_NUMBER = re.compile(r"(?:[\w./-]{0,20}\w )?(?=\S*\d)[\w./:-]{0,30}\w")
# What is written as volume or issue before there is one in print; IEEE writes PP, and 99 as its issue.
_NOT_YET = re.compile(
    r"(?:(?:publish|online|e-?pub|epub)?\W*ahead.of.(?:print|publication)|early.?(?:access|view|online)|"
    r"(?:articles? )?in.press|online.?first|first.?online|forthcoming|just.?accepted|published.?online|"
    r"latest.?articles|pp|n/?a)\W*",
    re.IGNORECASE,
)
_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_DAY_FIRST = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
_DATE = re.compile(
    rf"(1[5-9]\d\d|20\d\d)(?:[-/ ](\d{{1,2}}|(?:{'|'.join(_MONTHS)})[a-z]*)(?:[-/ ](\d{{1,2}})(?!\d))?)?(?![\w-])",
    re.IGNORECASE,
)
_EXCEL_DATE = re.compile(rf"^(\d{{1,2}}|{'|'.join(_MONTHS)})-(\d{{1,2}}|{'|'.join(_MONTHS)})$", re.IGNORECASE)
_PAGES_LABEL = re.compile(
    r"^(?:pii:?\s*|(?:pages?(?=\s*\d)|(?:pp?|ss|sider|sidene|side|sidor|sidan|seiten?|p[áa]gs?|p[áa]ginas?|pagg?|blz|str|bl)\b)[.:]*+\s*+(?=\S*\d|[ivxl]+\b)|"
    r"[sS][.:]\s*(?=\d)|s\s+(?=\d)|(?:article|artn?|art\.|unsp)\b[.:]*+\s*+(?:(?:number|no|nr|id)\b[.:]*+\s*+)?(?=\S*\d))",
    re.IGNORECASE,
)
_NO_PAGES = re.compile(
    r"no(?:t)?\.? pag|n\.? ?pag|unpaginated|unpaged|no page|no-|n/?a$|nan$|np$|nil$", re.IGNORECASE
)
_MOST_DIGITS = 18
_LONG_ENTITY = re.compile(r"&#(?:[0-9]{12,}|[xX][0-9A-Fa-f]{12,});?")
_SIGNS_IN_BRACKETS = re.compile(r"[(\[]\s*+([+±-]{1,3}+)\s*+[)\]]")
_LAST_NUMBER = re.compile(r"(?:^|\s)([A-Za-z]*+)0*?((?!0)\d{1,30}|0)$")  # a longer number is no page
_ARTICLE_NUMBER = re.compile(r"[eE](\d+)")
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
# Every sign that Windows-1252 has for the second byte of a letter, and for a third.
_LATER = r"[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_MOJIBAKE = re.compile(f"[ÃÂ]{_LATER}|â€.?")
# Of three bytes no sign is read that may be French: `santé »` and `à « domicile »` with their no-break spaces.
_SIGN = re.compile(f"(?<![A-Za-z])(?:à(?!\u00a0)|[á-ï]){_LATER}{{2}}|{_MOJIBAKE.pattern}")


_TIMES_MANGLED = 8  # programs do it once or twice; the rest is for what nobody wrote, which must not take long
_MANGLED_MARK = "ï»¿"  # a byte-order mark; readers of exports drop it too
_MANGLED_SIGN = "ï¿½"  # U+FFFD, which was put where a letter could not be read


def unmangled(text: str) -> str:
    """UTF-8 that was read as Windows-1252 ("FÃ¸rland", or twice: "FÃƒÂ¸rland"), read again as what it was; sign by sign
    where a letter is beside it that Windows-1252 lacks ("Erdős, SÃ¸rland")."""
    for _ in range(_TIMES_MANGLED):
        mangled, text = text, _unmangled_once(text)
        if text == mangled:
            break
    return text


def _unmangled_once(text: str) -> str:
    if not any(letter in text for letter in "ÃÂâ") or not _MOJIBAKE.search(text):
        return text.replace(_MANGLED_MARK, "").replace(_MANGLED_SIGN, "\ufffd")
    try:
        return _read_again(text)
    except UnicodeError:
        return _SIGN.sub(_sign_read_again, text)


def _read_again(text: str) -> str:
    return text.encode("cp1252").decode("utf-8")


def _sign_read_again(sign: re.Match[str]) -> str:
    try:
        return _read_again(sign[0])
    except UnicodeError:
        return sign[0]


# Line ends that Windows-1252 lacks. Writers make blanks of them, and what is read again must be the same.
_LINE_ENDS = dict.fromkeys(map(ord, "\u2028\u2029"), " ")


def readable(text: str) -> str:
    """Text as a person should read it: entities decoded, markup removed, accents composed, single spaces."""
    if not text:
        return text
    if _is_plain(text):
        return text.strip(" ")
    text = _without_entities(text)
    if "<" in text:
        text = _TAG.sub("", text)
    if not text.isascii():
        text = in_form("NFC", unmangled(text.translate(_LINE_ENDS)))
    return " ".join(text.split())


def _without_entities(text: str) -> str:
    """Text with its entities decoded, those too that were encoded twice: `&amp;#x2014;` is a dash."""
    for _ in range(3):
        if "&" not in text or ";" not in text:
            break
        text = with_letters(text)
    return text


def with_letters(text: str) -> str:
    """Text with the letters that its entities name. A number of so many digits that no letter has it is U+FFFD, as
    other such numbers are; Python reads none of more than 4,300 digits and raises ValueError."""
    return html.unescape(_LONG_ENTITY.sub("\ufffd", text)) if "&" in text else text


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
        text = in_form("NFKD", text.translate(_LETTERS)).casefold().translate(_LETTERS)
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        if not _GREEK_WORD.search(text):
            text = text.translate(_GREEK)
        if not text.isascii():
            text = text.replace("\u2019", "").replace("\u2018", "")
            text = "".join(letter if letter.isascii() or letter.isalnum() else " " for letter in text)
    return " ".join(_NOT_WORD.sub(" ", text.replace("'", "")).split())


def letters(text: str) -> str:
    """The letters and digits of a text in lower case: `Holm (2021)` and `Holm, 2021` are both holm2021.

    A text without any is itself.
    """
    kept = "".join(letter for letter in in_form("NFKC", text).casefold() if letter.isalnum())
    return kept or text


def letters_and_signs(text: str) -> str:
    """As letters, with the plus and minus signs at the end or in brackets: `Trust (+)` is another than `Trust (-)`.

    People tell codes of opposite meaning by them; a hyphen within a name is none. `+/-` is ±, a sign of its own.
    """
    plain = in_form("NFKC", text).translate(_HYPHENS).replace("+/-", "±").strip()
    signs = "".join(_SIGNS_IN_BRACKETS.findall(plain)) + plain[len(plain.rstrip("+-±")) :]
    return letters(plain) + signs


def doi(text: str) -> str:
    """The bare DOI in lower case, or "" where there is none.

    What is around it is taken off: addresses, `doi:`, `[doi]`, tracking parameters, trailing dots; letters that
    HTML or an address escapes are read. Addresses of CENTRAL and of trial registries are no DOIs of a report.
    """
    if "10." not in text and "%" not in text:
        return ""
    for _ in range(2):  # "&amp;lt;" and "%253C" are escaped twice
        text = with_letters(text)
        text = unquote(text) if "%" in text else text
    if not text.isascii():
        text = text.translate(_HYPHENS).translate(_UNSEEN)
    return next((value for found in _DOI.finditer(text) if (value := _bare_doi(found))), "")


def dois(text: str) -> tuple[str, ...]:
    """Every DOI of a text, each once and in its order."""
    return tuple(dict.fromkeys(filter(None, map(doi, _BETWEEN_DOIS.split(text)))))


def _bare_doi(found: re.Match[str]) -> str:
    """A DOI without what is around it; "" where only its prefix is left, and where it is a registry's address."""
    value = f"{found[1]}/{found[3]}"[:_LONGEST_DOI].lower().replace("\\_", "_")
    if "&" in value and _is_in_a_query(found.string[max(0, found.start() - _LONGEST_ADDRESS) : found.start()]):
        value = value.partition("&")[0]
    if "'" in value:
        value = _SICI_IN_QUOTES.sub(r"<\1>", value)
    for _ in range(_MOST_ENDINGS):  # "10.5555/x.full)" loses its ending once the bracket is gone
        before = value
        value = _DOI_PART.sub("", _without_closing_signs(value))
        if value == before:
            break
    if _DOI_OF_REGISTRY.match(value):
        return ""
    return value if any(letter.isalnum() for letter in value.partition("/")[2]) else ""


def _is_in_a_query(before: str) -> bool:
    """Whether a text ends within an address that has a question mark: "https://proxy.example.org/login?url="."""
    address = [] if before[-1:].isspace() else before.split()[-1:]
    return "?" in "".join(address).partition("://")[2]


def _without_closing_signs(value: str) -> str:
    """A DOI without the dots and quotation marks at its end, and without brackets that were not opened in it."""
    if value[-1:].isalnum():
        return value
    surplus = {end: value.count(end) - value.count(start) for end, start in _CLOSING.items()}
    length = len(value)
    while length and (value[length - 1] in _BEHIND_A_DOI or surplus.get(value[length - 1], 0) > 0):
        length -= 1
        if value[length] in surplus:
            surplus[value[length]] -= 1
    return value[:length]


def doi_link(bare: str) -> str:
    """The address of a bare DOI, with everything escaped that an address cannot hold; "" for ""."""
    return f"https://doi.org/{quote(bare, safe='/:;()._-')}" if bare else ""


def pubmed_link(number: str) -> str:
    """The address of a PubMed id; "" for what is no number."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{number}/" if number.isascii() and number.isdigit() else ""


def pmid(text: str) -> str:
    """The PubMed id that an address or a note holds, or "".

    The number of another article, such as one that comments on, corrects or updates this one, does not count.
    """
    found = _PMID.search(text)
    is_own = found and ("NLM" in found.group() or not _OF_ANOTHER.search(text, 0, found.start()))
    return found.group(1) if found and is_own else ""


def bare_pmid(text: str) -> str:
    """The PubMed id that is a whole value (a spreadsheet may have made `34000017.0` of it), or that is in it."""
    found = _BARE_PMID.fullmatch(text.strip())
    return found.group(1) if found else pmid(text)


def pmids(text: str) -> tuple[str, ...]:
    """Every PubMed id that is in a text, each once and in its order.

    Numbers without a label count where the text has nothing else, and behind one with a label.
    """
    if _BARE_PMIDS.fullmatch(text.strip()):
        return tuple(dict.fromkeys(number.removesuffix(".0") for number in _BETWEEN_NUMBERS.split(text.strip())))
    other = _OF_ANOTHER.search(text)
    own = [
        number
        for found in _PMID_AND_MORE.finditer(text)
        if not other or found.start() < other.end() or "NLM" in found.group()
        for number in (found.group(1), *_NUMBER.findall(found.group(2)))
    ]
    return tuple(dict.fromkeys(own or filter(None, [bare_pmid(text)])))


def registrations(text: str) -> tuple[str, ...]:
    """The numbers of registries in a text: `NCT00000000`, `ISRCTN00000000`, `EUCTR2019-000000-00`, PROSPERO's too."""
    found = [_one_registration(match) for match in _REGISTRATION.finditer(text)]
    found += [f"EUCTR{first or second}" for first, second in _EUCTR_ADDRESS.findall(text)]
    return tuple(dict.fromkeys(found))


def _one_registration(found: re.Match[str]) -> str:
    if found["euctr"]:
        return "EUCTR" + found["euctr"][-14:]
    return found.group().upper().removeprefix("JPRN-")


def is_registration(text: str) -> bool:
    """Whether a text is the number of a trial registry and nothing else."""
    return bool(_REGISTRATION.fullmatch(text.strip()))


def isbns(text: str) -> tuple[str, ...]:
    """The ISBNs in a text, in 13 digits without hyphens."""
    return tuple(dict.fromkeys(_isbn_13(re.sub("[ -]", "", found)) for found in _ISBN.findall(text)))


def _isbn_13(isbn: str) -> str:
    if len(isbn) == 13:
        return isbn
    digits = f"978{isbn[:9]}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def report_number(text: str) -> str:
    """The number of a report in its publisher's series, without labels: `Rapport nr. 12/2018` is `12/2018`.

    It is in small letters; "" where there is none.
    """
    if "://" in text or "urn:" in text or doi(text):
        return ""
    clean = " ".join(_REPORT_LABEL.sub("", readable(text).translate(_HYPHENS)).casefold().split()).strip(" .,:;")
    return clean if _REPORT_NUMBER.fullmatch(clean) and clean.strip("0") else ""


def volume_and_issue(volume: str, issue: str) -> tuple[str, str]:
    """Volume and issue as they are written; "" for words that mean there is none yet (`ahead of print`, `PP`).

    Spreadsheets and pandas write `35.0` for a whole number in a column with gaps.
    """
    if volume.isdigit() and issue.isdigit():
        return volume, issue
    volume, issue = _whole(readable(volume)), _whole(readable(issue))
    if volume and _NOT_YET.fullmatch(volume):
        return "", ""
    return volume, "" if _NOT_YET.fullmatch(issue) else issue


def _whole(text: str) -> str:
    """A number as it was before a program of tables made `12.0` of it."""
    bare = text.strip()
    return bare[:-2] if bare.endswith(".0") and bare[-3:-2].isdecimal() else text


def year(text: str) -> int | None:
    """The first year from 1500 to 2099 in the text: `2023/11//`, `2019///` and `Nov/Dec2020` all have one."""
    if not text:
        return None
    found = _YEAR.search(text) or re.search(r"(1[89]\d\d|20\d\d)", text)
    return int(found.group(1)) if found else None


def year_first(text: str) -> str:
    """`31.1.2024` as `2024-01-31`, and every other text as it is."""
    return _DAY_FIRST.sub(lambda found: f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}", text.strip())


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

    É is sorted as e, Č as c, Ł as l and Ü as u. In English texts too, because Norwegian names keep their order.
    """
    folded = in_form("NFC", text).casefold().replace("ä", "æ").replace("ö", "ø").replace("aa", "å")
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
    """Pages as `first-last` in full digits: `457-60` is `457-460`, `S12-9` is `S12-S19`; labels (`pp.`, `s.`) are gone.

    Excel's `06-Oct` and `Jan-26` are `6-10`, `1-26`. Several ranges are kept: `101-3, 107` is `101-103, 107`. Where
    `first` is a range that ends with `last`, it is the range.
    """
    if first.isdigit() and first.isascii():  # most pages are
        if not last or first == last:
            return first
        if len(first) > 2 and last.isdigit() and last.isascii():
            return f"{first}-{_full_end(first, last)}"
    start, end = _one_line_of_pages(_whole(first)), _one_line_of_pages(_whole(last))
    if not start:
        start, end = end, ""
    if end and not _ends_with(start, end):
        joint = "; " if first.rstrip().endswith((";", ",")) else "-"  # "1405;" and "author reply 1406"
        start = f"{start}{joint}{end}"
    if _NO_PAGES.match(start):
        return ""
    if damaged := _EXCEL_DATE.match(start):
        start = "-".join(str(_MONTHS.get(part.lower(), part)).lstrip("0") or "0" for part in damaged.groups())
    return re.sub(r"[^,;]+", lambda part: _range(part.group()), start)


def _one_line_of_pages(text: str) -> str:
    """Pages with one kind of hyphen and without the label before them."""
    text = re.sub(r"-{2,}", "-", readable(text).translate(_HYPHENS)).strip(" -.,;")
    return _PAGES_LABEL.sub("", text).strip(" -.,;")


def _ends_with(range_: str, last: str) -> bool:
    """Whether pages are a range that has its last page: `101-10` with 10 or 110."""
    start, dash, end = range_.partition("-")
    whole = [_full_end(start, part.strip()) for part in (end, last)]
    return bool(dash and end.strip() and whole[0] == whole[1])


def _range(text: str) -> str:
    """One range with its last page in full; blanks before it stay."""
    blank = text[: len(text) - len(text.lstrip())]
    start, _, end = (part.strip(" -.") for part in text.partition("-"))
    end = _full_end(start, end)
    if not start:
        return blank + end
    if not end or start == end:
        article = _ARTICLE_NUMBER.fullmatch(start)
        return blank + (f"e{article.group(1)}" if article else start)
    return f"{blank}{start}-{end}"


def _full_end(start: str, end: str) -> str:
    """The last page with the digits and the letters that it shares with the first: 60 after 457, 9 and S9 after S12.

    It stays as it was written where that would be a page before the first: 3 after 998.
    """
    begin = _LAST_NUMBER.search(start)
    digits = end.removeprefix(begin[1]) if begin else ""
    if not begin or not (digits.isdigit() and digits.isascii()):
        return end
    full = begin[2][: -len(digits)] + digits if len(digits) < len(begin[2]) else digits
    return end if _comes_before(full, begin[2]) else begin[1] + full


def _comes_before(number: str, other: str) -> bool:
    """Whether a number is the smaller one, both as digits: they may have more than Python reads as a number."""
    one, two = number.lstrip("0"), other.lstrip("0")
    return (len(one), one) < (len(two), two)


def whole_number(text: str) -> int | None:
    """The number that digits of others write; None for any other text, and for more digits than a number has.

    Python raises ValueError for more than 4,300.
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


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
