"""How the parts of an equation, in Word, PowerPoint or a web page (MathML), are told apart in one line of text: 10³,
1/2, √(9). Without signs between them, their digits would be another number."""

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from reviewkit.extract.manuscripts.word_styles import property_of
from reviewkit.extract.prose import can_be_raised
from reviewkit.extract.xml import local

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True, slots=True)
class Signs:
    """What is written before and after a part, and whether its digits are raised ones."""

    before: str = ""
    after: str = ""
    is_raised: bool = False


_NONE: Final = Signs()
_ABOVE, _BELOW, _NUMERATOR, _DENOMINATOR, _BESIDE, _INDEX = (
    "above below numerator denominator beside index".split()
)
_OF_WORD: Final = {
    **{(whole, "sup"): _ABOVE for whole in ("sSup", "sSubSup", "sPre", "nary")},
    **{(whole, "sub"): _BELOW for whole in ("sSub", "sSubSup", "sPre", "nary")},
    ("limUpp", "lim"): _ABOVE,
    ("limLow", "lim"): _BELOW,
    ("f", "num"): _NUMERATOR,
    ("f", "den"): _DENOMINATOR,
    ("rad", "deg"): _INDEX,
    ("nary", "e"): _BESIDE,
}
_OF_PAGES: Final = {
    "msup": ("", _ABOVE),
    "msub": ("", _BELOW),
    "msubsup": ("", _BELOW, _ABOVE),
    "munder": ("", _BELOW),
    "mover": ("", _ABOVE),
    "munderover": ("", _BELOW, _ABOVE),
    "mfrac": (_NUMERATOR, _DENOMINATOR),
}
# What has its parts beside each other: rows of a matrix, lines one below the other, and "log" with its number.
_ROWS: Final = frozenset(("mr", "eqArr", "func", "mtr", "mlabeledtr", "mmultiscripts"))
_LOOK: Final = 60  # elements of a part that are looked at: Word says in ten of each run how it looks
_UNITS: Final = ("", "px", "pt", "em", "ex", "in", "cm", "mm", "%")  # behind a thickness of 0
_LETTERS: Final = 12  # of a plain number or name


def signs_of(part: "etree._Element") -> Signs:
    """The signs around a part of an equation; none around any other element."""
    whole = part.getparent()
    if whole is None:
        return _NONE
    match local(whole), local(part):
        case "d", "e":
            return _in_brackets(part, whole[0])
        case "rad", "e":
            return Signs("√(", ")")
        case "nary", "naryPr":
            return Signs(_said(part, "chr", "∫"))
        case "msqrt", _:
            return _framed(part, "√(", "", ")")
        case "mroot", _:
            return Signs("^(1/", ")") if _before(part) else Signs("(", ")")
        case "mfenced", _:
            between = str(whole.get("separators", ",")).strip()[:1]
            return _framed(part, str(whole.get("open", "(")), between, str(whole.get("close", ")")))
        case of, name:
            return _placed(part, whole, _place(part, of, name))
    return _NONE


def _place(part: "etree._Element", of: str, name: str) -> str:
    """Where in an equation a part is; "" where that needs no sign."""
    if of in _ROWS:
        return _BESIDE
    if places := _OF_PAGES.get(of):
        at = _before(part)
        return places[at] if at < len(places) else _BESIDE
    return _OF_WORD.get((of, name), "")


def _placed(part: "etree._Element", whole: "etree._Element", place: str) -> Signs:
    text = _short_text(part) if place else ""
    if text == "":
        return _NONE
    is_plain = text is not None and text.isalnum()
    ends = " " if part.getnext() is None and whole.getnext() is not None else ""  # a number may follow
    match place:
        case "above":
            return _above(text, local(whole))
        case "below":
            return Signs("_", ends) if is_plain else Signs("_(", ")")
        case "beside":
            return Signs(" ")
        case "index":
            above = _above(text, local(whole))
            return replace(above, before=f" {above.before}")
    sign = " " if place == _NUMERATOR or _has_no_bar(whole) else "/"
    return Signs(sign, ends) if is_plain else Signs(f"{sign}(", ")")


def _has_no_bar(fraction: "etree._Element") -> bool:
    """Whether a number is only set above another, as in a binomial: 5 over 2 is no fraction."""
    first = fraction[0]
    of_word = _said(first if local(first) == "fPr" else None, "type", "bar")
    return of_word == "noBar" or str(fraction.get("linethickness", "1")).strip("0.") in _UNITS


def _above(text: str | None, of: str) -> Signs:
    """An exponent; an accent, which in web pages is written in the same way, has no signs."""
    if text is not None and can_be_raised(text):
        return Signs(is_raised=True)
    is_accent = text is not None and not any(map(str.isalnum, text)) and of == "mover"
    return _NONE if is_accent else Signs("^(", ")")


def _short_text(part: "etree._Element") -> str | None:
    """The text of a part that has a few elements and letters; None of a longer one."""
    found = list(islice(part.iter(), _LOOK + 1))
    if len(found) > _LOOK or any(len(one.text or "") > _LETTERS for one in found):
        return None
    return "".join("".join(str(one.text or "") for one in found).split())


def _in_brackets(part: "etree._Element", first: "etree._Element") -> Signs:
    """The brackets around the parts of a bracketed expression, and the sign between two parts; Word names only the
    ones that differ from its defaults."""
    properties = first if local(first) == "dPr" else None
    is_next = part.getprevious() is not None and part.getprevious() is not properties
    opening = _said(properties, "sepChr", "|") if is_next else _said(properties, "begChr", "(")
    return Signs(opening, "" if part.getnext() is not None else _said(properties, "endChr", ")"))


def _said(properties: "etree._Element | None", name: str, usual: str) -> str:
    """The sign that properties name, or the usual one."""
    for one in islice(properties if properties is not None else (), _LOOK):
        if local(one) == name:
            return property_of(one, "val")
    return usual


def _framed(part: "etree._Element", opening: str, between: str, closing: str) -> Signs:
    return Signs(between if _before(part) else opening, "" if part.getnext() is not None else closing)


def _before(part: "etree._Element") -> int:
    """How many parts are before one, up to three."""
    count = 0
    while count < 3 and (before := part.getprevious()) is not None:
        part, count = before, count + 1
    return count
