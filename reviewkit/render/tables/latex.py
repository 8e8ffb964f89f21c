"""A table as a LaTeX document of its own, which pdflatex, lualatex, xelatex and tectonic make a PDF of.

The table is between two comments, so that it can be copied into a manuscript with the lines above \\begin{document}.
"""

import math
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reviewkit import fonts
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.widths import POINTS, ROOM, column_widths
from reviewkit.unicode_forms import in_form

_PAGE = 38  # lines of a page, less the rules and a caption of two lines
_BESIDE = 15  # points left and right of the words in a column
_WORDS = re.compile(r"\n|[^\S\n]*\S{1,60}|[^\S\n]+")
_LINE = 110  # letters of a line of the source; TeX cannot read one of 200 000
_LONG_WORD = re.compile(r"\S{31,}")  # letters; 30 are a fifth of a page
_LONGER_WORD = re.compile(r"\S{100,}")  # of a caption or a note, which have the whole page
_PIECES = re.compile(r".{1,10}", re.DOTALL)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# TeX drops a space at the start or end of a line and after another space.
_KEPT_SPACE = re.compile(r"(?<![^ \n]) | (?=\n|$)")
_BABEL = {"nb": "norsk", "nn": "nynorsk", "en": "british"}

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 .:;()/?!=+@æøåÆØÅ]")
# Every sign that TeX acts on; brackets and asterisks it would take for options of the end of the row before.
_SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "'": r"\textquotesingle{}", "`": r"\textasciigrave{}",
    "[": "{[}", "]": "{]}", "*": "{*}",
}  # fmt: skip
_SPACES = {
    " ": "~", "\u00a0": "~", "\u2007": "~", "\t": "~", "\u200b": r"\hspace{0pt}", "\u00ad": r"\-",
    "\u2002": r"\enspace{}", "\u2003": r"\quad{}", "\u3000": r"\quad{}",
}  # fmt: skip
# Letters that the fonts of LaTeX have in every program.
_IN_FONTS = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x180), *range(0x218, 0x21C)))
) - frozenset("\u00adĦħĸĿŀŉŦŧſ") | frozenset("–—‘’‚“”„†‡•…‰‹›€™←↑→↓")  # fmt: skip
_MATHS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "ς": "varsigma",
    "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma",
    "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega", "≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx", "∞": "infty", "∼": "sim", "√": "surd",
    "∑": "sum", "⇒": "Rightarrow", "≡": "equiv", "●": "bullet", "○": "circ", "◐": "odot",
}  # fmt: skip
# Other letters and signs that titles and the marks of our own tables hold.
_DRAWN = {
    **{letter: rf"\ensuremath{{\{name}}}" for letter, name in _MATHS.items()},
    "−": r"\ensuremath{-}", "‐": "-", "‑": r"\mbox{-}", "‒": "–", "―": "—", "ŧ": r"\barred{t}", "Ŧ": r"\barred{T}",
}  # fmt: skip

_PREAMBLE = r"""\documentclass[a4paper,landscape]{article}
\usepackage[margin=2cm]{geometry}
\usepackage{iftex,array,longtable,booktabs}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\fi
% a letter by its number; where the font does not have it, the number
\newcommand{\uni}[1]{\ifPDFTeX{[}U+#1{]}\else\iffontchar\font"#1 \char"#1\relax\else{[}U+#1{]}\fi\fi\allowbreak}
\newcommand{\barred}[1]{\leavevmode\ooalign{#1\cr\hidewidth\raise.25ex\hbox{-}\hidewidth\cr}}
\newcommand{\nl}{\leavevmode\newline}
\newcommand{\col}[1]{\dimexpr #1\linewidth-2\tabcolsep\relax}
"""
_BEFORE = r"""\setlength{\LTcapwidth}{\textwidth}
\setlength{\LTleft}{0pt}
\setlength{\tabcolsep}{4pt}
\setlength{\parindent}{0pt}
\pagestyle{plain}
\begin{document}
\small
"""


def as_latex(table: Table) -> str:
    """The document: caption above, header row on every page, rows between rules, notes below.

    Every text is escaped: none can act. A letter that the fonts of LaTeX do not have is printed as its number, such as
    [U+4E2D], where the program has no font with it.
    """
    widths = column_widths(table)
    head = _row(table.head, bold_cells=len(table.head))
    heads = (line + 1 for head, width in zip(table.head, widths, strict=True) for _, line in _lined(head, width))
    most = max(_PAGE - max(heads, default=1), 1)
    rows = [
        "\n".join(_row(part, bold_cells=int(table.row_heads)) for part in _on_pages(row, widths, most))
        + "\n\\addlinespace"
        for row in table.rows
    ]
    foot = [r"\midrule", _row(table.foot, bold_cells=len(table.foot))] if table.foot else []
    caption = _lines(f"{{\\bfseries {_escaped(' '.join(table.title.split()), _LONGER_WORD)}}}")
    # The rules of the header row come twice: TeX puts the first on the first page, the second on all others.
    top = [r"\toprule", head, r"\midrule"]
    parts = [
        _PREAMBLE + _language(table.language) + _BEFORE,
        "% The table begins here.",
        f"\\begin{{longtable}}{{{''.join(_column(*one) for one in zip(widths, table.of_marks, strict=True))}}}",
        f"\\caption*{{\\raggedright {caption}}}\\\\",
        *top,
        r"\endfirsthead",
        *top,
        r"\endhead",
        r"\bottomrule",
        r"\endfoot",
        *rows,
        *foot,
        r"\end{longtable}",
        *(f"{_lines(_escaped(note, _LONGER_WORD))}\\par" for note in table.notes),
        "% The table ends here.",
        r"\end{document}",
    ]
    return "\n".join(parts) + "\n"


def _language(language: str) -> str:
    """Hyphens of the language, where its package is there; quotation marks stay what they are."""
    name = _BABEL.get(language)
    file = "norsk" if name == "nynorsk" else name
    return f"\\IfFileExists{{{file}.ldf}}{{\\usepackage[{name},shorthands=off]{{babel}}}}{{}}\n" if name else ""


def _column(width: int, of_marks: bool) -> str:
    """A column by its share of the page; marks stand in the middle. TeX divides the first word of a cell only after a
    space, which may be of no width."""
    where = r"\centering" if of_marks else r"\raggedright"
    return f">{{{where}\\arraybackslash\\hspace{{0pt}}}}p{{\\col{{{width / ROOM:.4f}}}}}"


def _on_pages(row: Sequence[str], widths: Sequence[int], most: int) -> list[tuple[str, ...]]:
    """A row, or as many as it takes so that none is higher than a page, below which TeX would print what is left."""
    pieces = [_pieces(cell, width, most) for cell, width in zip(row, widths, strict=True)]
    return list(zip_longest(*pieces, fillvalue=""))


def _pieces(cell: str, width: int, most: int) -> list[str]:
    """A text, cut between words where it has more lines than fit on a page."""
    found, first = [""], 0
    for word, line in _lined(cell, width):
        if line - first >= most and found[-1]:
            found.append("")
            first = line
        found[-1] += word
    return [one.strip(" \n") for one in found] if len(found) > 1 else [cell]


def _lined(cell: str, width: int) -> Iterator[tuple[str, int]]:
    """The words of a text with the blanks before them, and the line of its column that each ends on, from 0."""
    room, line, filled = (
        max(width / 20 - _BESIDE, POINTS),
        0,
        0.0,
    )  # of so many columns that none has room, one letter
    for word in _WORDS.findall(_LINE_ENDS.sub("\n", cell)):
        wide = fonts.width(word, POINTS)
        if word == "\n":
            line, filled = line + 1, 0.0
        elif filled + wide <= room:
            filled += wide
        else:
            line += max(1, math.ceil(wide / room)) if filled else math.ceil(wide / room) - 1
            filled = wide % room
        yield word, line


def _row(cells: Sequence[str], bold_cells: int = 0) -> str:
    texts = [_escaped(cell) for cell in cells]
    bold = [f"{{\\bfseries {text}}}" if text else "" for text in texts[:bold_cells]]
    return " &\n".join(_lines(text) for text in (*bold, *texts[bold_cells:])) + r" \\"


def _escaped(text: str, long_word: re.Pattern[str] = _LONG_WORD) -> str:
    """The text, which TeX prints letter by letter with every space, and in which nothing acts.

    A word that would squeeze the other columns, such as an address, may be broken.
    """
    text = _LINE_ENDS.sub("\n", in_form("NFC", text))
    kept = _KEPT_SPACE.sub("\u00a0", text)
    parts, last = [], 0
    for word in long_word.finditer(kept):
        parts.append(_signs(kept[last : word.start()]))
        parts.append(r"\allowbreak ".join(map(_signs, _PIECES.findall(word[0]))))
        last = word.end()
    return "".join((*parts, _signs(kept[last:])))


def _signs(text: str) -> str:
    return _NOT_PLAIN.sub(lambda one: _sign(one[0], text[one.end() : one.end() + 1]), text)


def _sign(letter: str, following: str) -> str:
    """A letter as TeX prints it, whatever letter follows."""
    if letter == "\n":
        return "\\nl{} "
    if letter in "-," and letter == following:  # two of them would become another sign
        return f"{letter}{{}}"
    if letter in _SIGNS or letter in _DRAWN:
        return _SIGNS.get(letter) or _DRAWN[letter]
    if letter == " " or letter in _IN_FONTS:
        return letter
    if letter in _SPACES or unicodedata.category(letter) == "Zs":
        return _SPACES.get(letter, r"\,")
    number = f"{ord(letter):04X}"
    # Marks that turn the direction of what follows, and the like, are named and never printed.
    return f"{{[}}U+{number}{{]}}" if unicodedata.category(letter).startswith("C") else f"\\uni{{{number}}}"


def _lines(text: str) -> str:
    """The source on lines that are not too long; TeX takes the end of a line for a space."""
    return textwrap.fill(text, _LINE, break_long_words=False, break_on_hyphens=False)
