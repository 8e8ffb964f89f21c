"""The encoding of a text from outside: byte-order mark, else UTF-16 without one, else UTF-8, else what an XML file or a
web page says of itself, else Windows-1252. Where most letters are whole in UTF-8 and some are not, as in exports that
were put together, these are of Windows-1252. Every reader of texts asks here, so that the same bytes are the same text
everywhere."""

import codecs
import re

AS_WINDOWS = "reviewkit-as-windows-1252"  # for `errors` of a decoder of UTF-8: other bytes are Windows-1252
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
UTF_32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
MARK = "\ufeff"
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,30})["']""")
_OF_A_PAGE = re.compile(
    rb"""<meta\s[^>]{0,200}?\bcharset\s*+=\s*+["']?\s*+([A-Za-z0-9._-]{1,30})""", re.IGNORECASE
)
_PAGE_START = 5_000  # bytes in which a web page says it; browsers look at 1,024
_ASIAN = re.compile(r"gb(?:2312|k|18030)|big5|euc-(?:jp|kr)|shift[_-]jis")
_NOT_ASCII = re.compile("[^\x00-\x7f\ufeff\ufffd]")
_EIGHT_BITS = re.compile(r"(?:iso-?8859-(?:[2-9]|1[013-6])|windows-125[0-8]|cp125[0-8]|koi8-[ru])")


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
    name = named[1].decode("ascii").lower() if named else ""
    return name if _EIGHT_BITS.fullmatch(name) else "cp1252"


def text_of(data: bytes) -> str:
    """A whole text, each letter at its place, with its byte-order mark. What is no letter becomes U+FFFD.

    Nothing is refused; the text of an export is read by formats/base.decoded, which says what was found.
    """
    return _decoded(data, eight_bits(data))


def xml_text_of(data: bytes) -> str:
    """As text_of, for XML that is read as one text, which may be in an encoding of an Asian language too."""
    return _decoded(data, _named(_DECLARED.match(data)) or eight_bits(data))


def page_text_of(data: bytes) -> str:
    """As text_of, for a web page, which may say in a <meta> in which encoding it is."""
    return _decoded(data, _named(_OF_A_PAGE.search(data[:_PAGE_START])) or eight_bits(data))


def _named(found: re.Match[bytes] | None) -> str:
    """The encoding that a file says it is in, where it is one that is read; else ""."""
    name = found[1].decode("ascii").lower() if found else ""
    return name if _EIGHT_BITS.fullmatch(name) or _ASIAN.fullmatch(name) else ""


def _decoded(data: bytes, otherwise: str) -> str:
    """The text in UTF-16 or UTF-8, and in the other encoding where it is neither."""
    if utf_16 := utf_16_of(data):
        return data.decode(utf_16, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        is_utf_8 = otherwise == "cp1252" and whole_letters_less_faults(data.decode("utf-8", "replace")) > 0
        return data.decode("utf-8", AS_WINDOWS) if is_utf_8 else data.decode(otherwise, "replace")


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
