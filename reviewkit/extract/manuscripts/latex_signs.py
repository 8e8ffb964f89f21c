"""What commands of LaTeX print, and which print nothing."""

import unicodedata
from typing import Final

SIGNS: Final = {
    "\\%": "%", "\\&": "&", "\\$": "$", "\\#": "#", "\\_": "_", "\\{": "{", "\\}": "}", "\\ ": " ", "\\,": " ",
    "\\;": " ", "\\:": " ", "\\>": " ", "\\\n": " ", "\\!": "", "\\-": "", "\\/": "", "\\@": "", "\\(": "", "\\)": "",
    "\\[": "", "\\]": "", "\\aa": "å", "\\AA": "Å", "\\ae": "æ", "\\AE": "Æ", "\\o": "ø", "\\O": "Ø", "\\oe": "œ",
    "\\OE": "Œ", "\\ss": "ß", "\\l": "ł", "\\L": "Ł", "\\i": "ı", "\\j": "ȷ", "\\S": "§", "\\P": "¶", "\\dag": "†",
    "\\ddag": "‡", "\\copyright": "©", "\\ldots": "…", "\\dots": "…", "\\textellipsis": "…", "\\textendash": "–",
    "\\textemdash": "—", "\\slash": "/", "\\textasciitilde": "~", "\\textbackslash": "\\", "\\textbar": "|",
    "\\textless": "<", "\\textgreater": ">", "\\textquoteleft": "‘", "\\textquoteright": "’",
    "\\textquotedblleft": "“", "\\textquotedblright": "”", "\\guillemotleft": "«", "\\guillemotright": "»",
    "\\flqq": "«", "\\frqq": "»", "\\og": "«", "\\fg": "»", "\\percent": "%", "\\textdegree": "°", "\\times": "×",
    "\\pm": "±", "\\geq": "≥", "\\ge": "≥", "\\leq": "≤", "\\le": "≤", "\\neq": "≠", "\\approx": "≈", "\\sim": "~",
    "\\cdot": "·", "\\alpha": "α", "\\beta": "β", "\\kappa": "κ", "\\chi": "χ", "\\mu": "μ", "\\sum": "∑",
    "\\bullet": "•", "\\textbullet": "•", "\\checkmark": "✓", "\\quad": " ", "\\qquad": " ", "\\newline": " ",
    "\\linebreak": " ", "\\par": " ", "\\space": " ", "\\nobreakspace": " ", "\\thinspace": " ",
}  # fmt: skip
ACCENTS: Final = {
    "\\'": "\u0301", "\\`": "\u0300", "\\^": "\u0302", '\\"': "\u0308", "\\~": "\u0303", "\\=": "\u0304",
    "\\.": "\u0307", "\\c": "\u0327", "\\v": "\u030c", "\\r": "\u030a", "\\u": "\u0306", "\\H": "\u030b",
    "\\k": "\u0328",
}  # fmt: skip
# Commands that print nothing, with the number of arguments in braces that print nothing either.
SILENT: Final = {
    "usepackage": 1, "documentclass": 1, "bibliographystyle": 1, "bibliography": 1, "addbibresource": 1, "input": 1,
    "include": 1, "includegraphics": 1, "vspace": 1, "hspace": 1, "setlength": 2, "addtolength": 2, "pagestyle": 1,
    "thispagestyle": 1, "pagenumbering": 1, "setcounter": 2, "addtocounter": 2, "author": 1, "date": 1, "affil": 1,
    "affiliation": 1, "email": 1, "orcid": 1, "thanks": 1, "hypersetup": 1, "geometry": 1, "definecolor": 3,
    "color": 1, "rowcolor": 1, "cellcolor": 1, "renewcommand": 2, "newenvironment": 3, "graphicspath": 1,
    "selectlanguage": 1, "addcontentsline": 3, "markboth": 2, "nocite": 1, "rule": 2, "linespread": 1, "fontsize": 2,
    "cline": 1, "cmidrule": 1, "sisetup": 1, "captionsetup": 1, "newcolumntype": 2, "phantomsection": 0, "tikzset": 1,
    "usetikzlibrary": 1, "setmainlanguage": 1, "setmainfont": 1, "hyphenation": 1, "index": 1, "graphicx": 0,
    "arraystretch": 0, "footnotemark": 0, "protect": 0,
}  # fmt: skip
HEADINGS: Final = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5, "subparagraph": 6,
}  # fmt: skip
TABLES: Final = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "xltabular": 2, "supertabular": 1,
    "array": 1, "tblr": 1, "longtblr": 1,
}  # fmt: skip
VERBATIM: Final = ("verbatim", "verbatim*", "lstlisting", "Verbatim", "minted", "alltt")


def accented(mark: str, letter: str) -> str:
    """A letter with an accent."""
    base = {"ı": "i", "ȷ": "j"}.get(letter[:1], letter[:1])
    return unicodedata.normalize("NFC", base + mark) + letter[1:]


_TYPESET: Final = (
    ("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("<<", "«"), (">>", "»"), ('"`', "«"), ("\"'", "»"),
    ("`", "‘"),
)  # fmt: skip


def typeset(text: str) -> str:
    """Text as TeX sets it: dashes and quotation marks of several signs are one."""
    for signs, one in _TYPESET:
        if signs in text:
            text = text.replace(signs, one)
    return text
