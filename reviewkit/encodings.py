"""The encoding of a text from outside: byte-order mark, else UTF-16 without one, else UTF-8, else what an XML file or a
web page says of itself, else Windows-1252. Where most letters are whole in UTF-8 and some are not, as in exports that
were put together, these are of Windows-1252. Every reader of texts asks here, so that the same bytes are the same text
everywhere."""

import codecs
import re
from collections.abc import Iterator

from reviewkit.errors import ReviewkitError
from reviewkit.words import message

AS_WINDOWS = "reviewkit-as-windows-1252"  # for `errors` of a decoder of UTF-8: other bytes are Windows-1252
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
MARK = "\ufeff"
LOOK = 200_000  # bytes at the start of a file that say what it is
_NAME = rb"([A-Za-z0-9._:-]{1,30})"
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']""" + _NAME + rb"""["']""")
_OF_A_PAGE = re.compile(rb"""<meta\s[^>]{0,200}?\bcharset\s*+=\s*+["']?\s*+""" + _NAME, re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_PAGE_START = 5_000  # bytes without comments in which a web page says it; browsers look at 1,024
_NOT_ASCII = re.compile("[^\x00-\x7f\ufeff\ufffd]")
# Encodings of text that a file may name, as Python calls them. Its other codecs unpack, or put letters otherwise.
_KNOWN = frozenset(
    (
        *(f"iso8859-{number}" for number in (*range(2, 11), *range(13, 17))),
        *(f"cp{number}" for number in (*range(1250, 1259), 437, 850, 865, 866, 874, 932, 949)),
        *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "shift_jis", "euc_jp", "iso2022_jp"),
        *("gb2312", "gbk", "gb18030", "big5", "big5hkscs", "euc_kr"),
    )
)
# What changes nothing where a page names it: UTF-8, which was tried, UTF-16, which has its zeros, and what Windows-1252
# contains.
_TRIED = frozenset(("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii", "iso8859-1"))
# Names of https://encoding.spec.whatwg.org/#names-and-labels that Python does not know or takes for fewer letters, with
# - for _ and without x-; and what MySQL calls UTF-8.
_ALSO = {
    **{f"iso8859{number}": f"iso8859-{number}" for number in range(1, 17)},
    **dict.fromkeys(("dos-874", "iso-8859-11", "iso8859-11", "iso885911", "tis-620", "windows-874"), "cp874"),
    **dict.fromkeys(
        ("visual", "logical", "csiso88598e", "csiso88598i", "iso-8859-8-e", "iso-8859-8-i"), "iso8859-8"
    ),
    **dict.fromkeys(("unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "utf8mb4"), "utf-8"),
    **dict.fromkeys(("csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff", "unicodefffe"), "utf-16"),
    **dict.fromkeys(("koi", "koi8"), "koi8-r"),
    **dict.fromkeys(("csksc56011987", "iso-ir-149", "ks-c-5601-1989", "ksc-5601", "windows-949"), "cp949"),
    **dict.fromkeys(("csgb2312", "gb-2312", "gb-2312-80"), "gb2312"),
    **dict.fromkeys(("cn-big5", "x-big5"), "big5"),
    "koi8-ru": "koi8-u",
    "mac": "mac-roman",
    "csmacintosh": "mac-roman",
    "mac-ukrainian": "mac-cyrillic",
    "sun-eu-greek": "iso8859-7",
    "csisolatin9": "iso8859-15",
    "cp819": "iso8859-1",
    "cseucpkdfmtjapanese": "euc-jp",
    "windows-31j": "cp932",
    "cseuckr": "euc-kr",
}
# Encodings that programs name while they use one with more letters.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"}
_SHIFTED = "iso2022_jp"  # which puts other letters between signs of its own, so that it passes for UTF-8
# Names of such encodings that browsers do not read either, with what begins other letters.
_REFUSED = {"utf-7": b"+", "unicode-1-1-utf-7": b"+", "hz-gb-2312": b"~{", "hz": b"~{"} | dict.fromkeys(
    ("iso-2022-kr", "csiso2022kr", "iso-2022-cn", "iso-2022-cn-ext"), b"\x1b"
)


def utf_16_of(start: bytes) -> str:
    """The name of the UTF-16 that a text is in, by its byte-order mark or the zeros of its first letters; else ""."""
    if start.startswith(UTF_32):
        return ""
    if named := next((name for mark, name in BYTE_ORDER_MARKS if len(mark) == 2 and start.startswith(mark)), ""):
        return named
    first = start[:64]
    for name, zeros, letters in (("utf-16-le", first[1::2], first[::2]), ("utf-16-be", first[::2], first[1::2])):
        if len(zeros) > 3 and not any(zeros) and all(letters[: len(zeros)]):
            return name
    return ""


def eight_bits(start: bytes) -> str:
    """The encoding of a text that is not UTF-8: the one that an XML file names, or Windows-1252."""
    named = _DECLARED.match(start)
    return (_known(named[1]) if named else "") or "cp1252"


def text_of(data: bytes) -> str:
    """A whole text, each letter at its place, with its byte-order mark. What is no letter becomes U+FFFD.

    Nothing is refused; the text of an export is read by formats/base.decoded, which says what was found.
    """
    return _decoded(data, eight_bits(data))


def is_guessed(data: bytes) -> bool:
    """Whether some of a text is read as Windows-1252 because it is no UTF, and nothing in it says what it is."""
    if data.startswith(UTF_32) or utf_16_of(data) or _DECLARED.match(data):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def page_text_of(data: bytes, path: str) -> str:
    """As text_of, for a web page, which may say in a <meta> in which encoding it is. What is no name of an encoding
    (`ansi`, `none`) says nothing, as in a browser.

    Raises ReviewkitError for an encoding that browsers do not read because letters hide in its ASCII.
    """
    start = _COMMENT.sub(b"", data[:LOOK])[:_PAGE_START]
    names = [found[1] for found in _OF_A_PAGE.finditer(start)]
    known = [one for one in map(_known, names) if one is not None]
    sign = _REFUSED.get(names[0].lower().decode("ascii")) if names and not known else None
    if sign and not _is_plain(data, sign):
        raise ReviewkitError(
            message(
                "{path}: it says that it is in the encoding {encoding}, which reviewkit does not read. Open it in a "
                "browser or an editor, and save it as UTF-8 or as PDF.",
                path=path,
                encoding=names[0].decode("ascii"),
            )
        )
    return _decoded(data, (known[0] if known else "") or eight_bits(data))


def _known(name: bytes) -> str | None:
    """A name of an encoding as decoders know it, "" where it means one that is tried anyhow; None where it is none."""
    bare = name.decode("ascii").lower().replace("_", "-").removeprefix("x-")
    found = _ALSO.get(bare, bare)
    try:
        codec = codecs.lookup(found).name
    except LookupError:
        return None
    if codec in _TRIED:
        return ""
    return found if codec in _KNOWN else None


def _is_plain(data: bytes, sign: bytes) -> bool:
    """Whether a page is in UTF-8, UTF-16 or UTF-32, whatever it says; in ASCII, without the sign of hidden letters."""
    if data.startswith(UTF_32) or utf_16_of(data):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not (sign in data and data.isascii())


def is_shifted(start: bytes, name: str) -> bool:
    """Whether a text is in an encoding of this name which only has bytes of ASCII, and so passes for UTF-8."""
    look = start[:LOOK]
    return b"\x1b" in look and codecs.lookup(name).name == _SHIFTED and look.isascii()


def spellings(name: str) -> Iterator[str]:
    """An encoding, and then the one with more letters that programs use under its name."""
    yield name
    if wider := _WIDER.get(codecs.lookup(name).name):
        yield wider


def _decoded(data: bytes, otherwise: str) -> str:
    """The text in UTF-32, UTF-16 or UTF-8, and in the other encoding where it is none of these."""
    if data.startswith(UTF_32):
        return data.decode("utf-32-le" if data[0] else "utf-32-be", "replace")
    if utf_16 := utf_16_of(data):
        return data.decode(utf_16, "replace")
    if is_shifted(data, otherwise):
        return data.decode(otherwise, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        is_utf_8 = otherwise == "cp1252" and whole_letters_less_faults(data.decode("utf-8", "replace")) > 0
        return data.decode("utf-8", AS_WINDOWS) if is_utf_8 else _in_other(data, otherwise)


def _in_other(data: bytes, name: str) -> str:
    for one in spellings(name):
        try:
            return data.decode(one)
        except UnicodeDecodeError:
            name = one
    return data.decode(name, "replace")


def whole_letters_less_faults(text: str) -> int:
    """How many letters beyond ASCII are whole in a text that was read as UTF-8, less the places that were none."""
    return len(_NOT_ASCII.findall(text)) - text.count("\ufffd")


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.reason == "unexpected end of data":  # a letter of UTF-8 that was cut, as at the end of a first part
        return "\ufffd", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(AS_WINDOWS, _as_windows)
