"""A search history that was saved as a web page, as text: a row of a table in a line, its cells between tabs."""

import re

from reviewkit.extract.web import Mark, walked
from reviewkit.words import message

_NEW_LINES = frozenset(("br", "p", "div", "li", "h1", "h2", "h3", "h4", "table", "tr", "pre"))


def plain(page: str) -> str:
    """The words of a page. Within a cell of a table, lines stay lines.

    Raises ReviewkitError for a page that cannot be read whole.
    """
    words = _Words()
    for mark, said in walked(page, message("web page")):
        match mark:
            case Mark.BEGIN:
                words.begin(said)
            case Mark.TEXT:
                words.say(said)
            case Mark.END:
                words.end(said)
    return "".join(words.pieces)


class _Words:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._cell = False
        self._cell_begins = 0  # with this piece
        self._kept = False  # lines and blanks, within <pre>
        self._is_line_due = False  # before more text of a cell, behind <pre>

    def begin(self, name: str) -> None:
        """An element begins."""
        self._kept = self._kept or name == "pre"
        if name in ("td", "th"):
            self._cell, self._cell_begins = True, len(self.pieces)
        elif name in _NEW_LINES and self.pieces and not self._is_at_start():
            self.pieces.append("\n")

    def end(self, name: str) -> None:
        """An element ends."""
        self._kept = self._kept and name != "pre"
        if name in ("td", "th"):
            self._end_cell()
        elif name == "pre" and self._cell:
            self._is_line_due = True
        elif name in ("tr", "pre"):
            self.pieces.append("\n")

    def say(self, text: str) -> None:
        """Add a text, with one blank for each gap in it; as it is where browsers show it so."""
        if self._is_line_due and text.strip():
            self._is_line_due = False
            self.pieces.append("\n")
        if self._kept:
            self.pieces += [text] if text else []
            return
        said = re.sub(r"[ \r\n\t\u00a0]+", " ", text)
        if said.strip() or (said and self._cell and not self._is_at_start()):
            self.pieces.append(said.lstrip() if self._is_at_start() else said)

    def _end_cell(self) -> None:
        """A line that ends with its cell is none: a number in the cell behind it would begin the next line."""
        if self._cell:
            said = "".join(self.pieces[self._cell_begins :])
            self.pieces[self._cell_begins :] = [said.rstrip("\n")]
        self._cell = self._is_line_due = False
        self.pieces.append("\t")

    def _is_at_start(self) -> bool:
        """Whether the last piece ended a line or a cell."""
        return bool(self.pieces) and self.pieces[-1].endswith(("\n", "\t"))
