"""A search history that was saved as a web page, as text: a row of a table in a line, its cells between tabs."""

import re
from html.parser import HTMLParser

_PAGE = re.compile(r"\s*(?:<!doctype html|<html|<table|<\?xml[^>]*>\s*<(?:!doctype )?html)", re.IGNORECASE)
_NEW_LINES = frozenset(("br", "p", "div", "li", "h1", "h2", "h3", "h4", "table", "tr"))
_SILENT = frozenset(("script", "style", "head", "title"))


def is_page(text: str) -> bool:
    """Whether a text is a web page."""
    return bool(_PAGE.match(text))


def plain(page: str) -> str:
    """The words of a page. Within a cell of a table, lines stay lines."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    return "".join(reader.pieces)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0
        self._cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in ("td", "th"):
            self._cell = True
        elif tag in _NEW_LINES and self.pieces and not self.pieces[-1].endswith(("\n", "\t")):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        if tag in ("td", "th"):
            self._cell = False
            self.pieces.append("\t")
        elif tag == "tr":
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            said = re.sub(r"[ \r\n\t\u00a0]+", " ", data)
            if said.strip() or self._cell:
                self.pieces.append(
                    said.lstrip() if self.pieces and self.pieces[-1].endswith(("\n", "\t")) else said
                )
