"""Text of strangers made harmless: titles, names and notes that a terminal, a spreadsheet, XML or a page would act on.

Each function serves one place where text is shown; none of them changes what is stored. Whoever writes one of these
formats gets its text from here, and tests/test_strangers.py reads the source to see that nobody goes past.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import NewType

# A text for a terminal with our own colours in it. Only render/terminal makes one, of text that `plain` has seen.
Coloured = NewType("Coloured", str)

_FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # the last as wide as Chinese letters
# Where a new cell begins for a program that was told of another separator, or takes quotation marks for those of CSV.
# A number before a parenthesis that nothing opened is no formula: (-0.5; -0.1).
_STARTS_INSIDE = re.compile(
    r"""(?<![\s";,])([\s";,]++)(?=[=@\uff1d\uff0b\uff0d\uff20]|[+-](?!\d++(?:[.,]\d++)*+\s*+\)))"""
)
_GUARDED_INSIDE = re.compile(r"""(?<![\s";,])([\s";,]++)'(?=[=@+\uff1d\uff0b\uff0d\uff20-])""")
_SEPARATORS = ";,\t\r\n"
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
# Control and format characters, lone surrogates, private use, unassigned: all that can control a terminal or hide text.
_CONTROLLING = ("Cc", "Cf", "Cs", "Co", "Cn")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = "\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of what follows
_SHOWN_AS_SIGN = re.compile(f"[\x7f-\x9f{_TURNING}]")
_PARTING = re.compile("[\x0b\x0c\x1c-\x1f]")  # what ends lines and pages for some programs
_ALONE = re.compile("\r(?!\n)")  # goes back to the beginning of the line in a terminal
# What bash, zsh, PowerShell or cmd acts on between double quotation marks (of two backslashes bash takes one), and what
# would make a name an option.
_ACTS_IN_SHELL = re.compile('["$`%!\n\u201c-\u201e]|' + r"\\\\|\\\Z|^-")
_NOT_IN_PAGE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_TURNING}\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with a replacement sign for everything that could control a terminal: escapes, bells, direction
    marks."""
    return "".join(
        letter if letter == "\n" or unicodedata.category(letter) not in _CONTROLLING else "\ufffd"
        for letter in text
    )


def csv_text(
    rows: Iterable[Sequence[str]], separator: str = ",", line_end: str = "\r\n", for_programs: bool = False
) -> str:
    """Rows as CSV in which no cell is a formula, whether the program that opens it expects commas, semicolons or tabs,
    and none steers a terminal that shows the file.

    Where `for_programs` is true, a number below zero stays one, because R and Python read it; it is no formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=line_end)
    for row in rows:
        writer.writerow(
            [cell if for_programs and _NEGATIVE.fullmatch(cell) else safe_cell(cell, separator) for cell in row]
        )
    return out.getvalue()


def safe_cell(text: str, separator: str = ",") -> str:
    """The text of a cell, as for a document, with an apostrophe before what a spreadsheet would take for a formula.

    That is at its beginning, even after spaces; and inside, where a program would let a new cell begin that opens the
    file with another separator than its own, as Excel does whose language has a decimal comma.
    """
    others = _SEPARATORS.replace(separator, "")
    text = xml_characters(text)
    guarded = _STARTS_INSIDE.sub(lambda run: run[0] + "'" * _has_any(others, run[0]), text)
    acts = text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)
    return f"'{guarded}" if acts else guarded


def unguarded(cell: str) -> str:
    """A cell of a table that was written here and comes back: the text without the apostrophes of `safe_cell`."""
    return _GUARDED_INSIDE.sub(lambda run: run[1] if _has_any(_SEPARATORS, run[1]) else run[0], cell).removeprefix(
        "'"
    )


def in_command(name: str) -> str:
    """The name of a file in quotation marks, for a command that a message offers to be copied.

    Where a shell would act on the name even between quotation marks, or a terminal cannot show it, it is `FILE`.
    """
    is_harmless = plain(name) == name and not _ACTS_IN_SHELL.search(name)
    return f'"{name}"' if is_harmless else "FILE"


def _has_any(signs: str, text: str) -> bool:
    return any(sign in text for sign in signs)


def as_in_a_cell(text: str) -> str:
    """What is left of a text in a cell, whatever became of its spaces, line breaks and the apostrophes before it."""
    return " ".join(unguarded(xml_characters(text)).lstrip("' \t\r\n\u00a0").split()).lstrip("' ")


def xml_characters(text: str) -> str:
    """The text for a file that people or programs open: without the characters that XML 1.0 forbids even where they
    are escaped, or a space where they part words; with the letter of Windows-1252 that was meant by a control character
    above U+007F, and a replacement sign for the others and for marks that turn the direction of what follows."""
    in_lines = _ALONE.sub("\n", _PARTING.sub(" ", text))
    return _SHOWN_AS_SIGN.sub(_meant, _NOT_IN_XML.sub("", in_lines))


def _meant(sign: re.Match[str]) -> str:
    return sign[0].encode("latin-1").decode("cp1252", "replace") if "\x80" <= sign[0] <= "\x9f" else "\ufffd"


def xml_content(text: str, quote: bool = False) -> str:
    """The text between two tags of XML; `quote` escapes quotation marks too, which are no harm there."""
    return escape(xml_characters(text), quote=quote)


def xml_attribute(text: str) -> str:
    """The text as a quoted XML attribute."""
    return f'"{xml_content(text, quote=True)}"'


def in_page(text: str) -> str:
    """The text with a replacement sign for control characters and for marks that turn the direction of what follows.

    Joiners and soft hyphens stay: a page shows them as what they are, and letters of many languages need them.
    """
    return _NOT_IN_PAGE.sub("\ufffd", text)


def html_text(text: str) -> str:
    """The text as the content of an element of HTML, or of a quoted attribute."""
    return escape(in_page(text), quote=True)
