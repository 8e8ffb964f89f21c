"""The text of web pages, such as the chapters of a book (books)."""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain

from lxml import etree, html

from reviewkit import limits
from reviewkit.encodings import page_text_of
from reviewkit.errors import ReviewkitError
from reviewkit.extract.equations import Signs, signs_of
from reviewkit.extract.prose import raised, tidied
from reviewkit.extract.reading import Reading, Unit
from reviewkit.extract.sizes import check_letters, few_enough
from reviewkit.extract.xml import local
from reviewkit.words import message

_UNSEEN_IN_EQUATIONS = frozenset(("annotation", "annotation-xml", "mphantom"))  # such as how LaTeX writes it
_UNSEEN = _UNSEEN_IN_EQUATIONS | frozenset(
    ("script", "style", "head", "template", "noscript", "svg", "object", "iframe", "select", "del")
)
# Each attribute is compared with all others of its element: 9,900 in each of many took 25 seconds for 11 MB.
_ATTRIBUTES = 3_000
_QUOTED = r"=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))"
_TAG = re.compile(rf"<[a-zA-Z](?:{_QUOTED}|[^<>=]++|=)*+")
_IN_QUOTES = re.compile(_QUOTED)
_EQUATIONS = frozenset(
    "math mrow mi mn mo mtext ms mspace mstyle merror mpadded mfenced menclose msub msup msubsup munder mover mfrac "
    "munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd maction semantics msqrt mroot".split()
)
_BLANKS = " \t\r\n\f"
_NO_SIGNS = Signs()
_INLINE = _EQUATIONS | frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr ruby rb rp rt".split()
)


def read_html(data: bytes, name: str) -> Reading:
    """The paragraphs of a web page: all of its text, because what a guesser leaves out may be what is looked for."""
    return Reading(Unit.PARAGRAPH, tuple(few_enough(texts_of_page(page_text_of(data, name), name), name)))


def texts_of_page(page: str, name: str) -> Iterator[str]:
    """The paragraphs of a page. Raises ReviewkitError for one that cannot be read whole."""
    if not page.strip():
        return
    _check_elements(page, name)
    whole = page.encode("utf-8")
    del page  # with one sign beyond the alphabets it takes four bytes for each letter, of its pictures too
    root = _root_of(whole, name)
    if root is None:
        return
    piece: list[str] = []
    letters = 0
    for text, ends in chain.from_iterable(map(_pieces, chain((root,), root.itersiblings()))):
        piece.append(text)
        letters += len(text)
        check_letters(letters, name)
        if ends:
            if shown := tidied("".join(piece)):
                yield shown
            piece = []
    if shown := tidied("".join(piece)):
        yield shown


class Mark(StrEnum):
    """What is met on the way through a page."""

    BEGIN = "begin"
    TEXT = "text"
    END = "end"


def walked(page: str, name: str) -> Iterator[tuple[Mark, str]]:
    """The elements of a page, as each begins and ends, and the texts between them; what nobody sees is left out.

    Raises ReviewkitError for a page that cannot be read whole.
    """
    _check_elements(page, name)
    root = _root_of(page.encode("utf-8"), name)
    for one in () if root is None else (root, *root.itersiblings()):
        walker = etree.iterwalk(one, events=("start", "end"))
        for event, element in walker:
            tag = local(element).lower()
            if event == "end":
                yield from ((Mark.END, tag), (Mark.TEXT, element.tail or ""))
            elif tag in _UNSEEN:
                walker.skip_subtree()
            else:
                yield from ((Mark.BEGIN, tag), (Mark.TEXT, element.text or ""))


def _root_of(page: bytes, name: str) -> "etree._Element | None":
    """The first element of a page in UTF-8; none where there are only comments."""
    parser = html.HTMLParser(
        no_network=True, recover=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True
    )
    try:
        root = html.document_fromstring(page, parser)
    except etree.ParserError:
        return None
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ReviewkitError(
            message(
                "{path}: its elements lie in each other more than 2,000 deep, so a part of it cannot be read. Open "
                "it in a browser, and save it as PDF.",
                path=name,
            )
        )
    return root


def _check_elements(page: str, name: str) -> None:
    """Raises ReviewkitError for a page whose tree would take gigabytes, or for one of whose elements hours."""
    is_long = len(page) > 2 * limits.NODES  # each takes two letters at least
    nodes = page.count("</")
    for tag in _TAG.finditer(page):
        if not is_long and len(tag[0]) <= _ATTRIBUTES:
            continue
        of_tag = _names_in(tag[0])
        if of_tag > _ATTRIBUTES:
            raise ReviewkitError(
                message(
                    "{path}: an element in it has more than {most} attributes, which no page has; it was not read. "
                    "Open it in a browser, and save it as PDF.",
                    path=name,
                    most=f"{_ATTRIBUTES:,}",
                )
            )
        nodes += of_tag
    if is_long and nodes > limits.NODES:
        raise ReviewkitError(
            message(
                "{path}: there are more than {most} elements and attributes in it, which no page has; it was not read. "
                "Open it in a browser, and save it as PDF.",
                path=name,
                most=f"{limits.NODES:,}",
            )
        )


def _names_in(tag: str) -> int:
    """How many names a tag has at most: that of the element, and those of its attributes."""
    bare = _IN_QUOTES.sub("=", tag)
    return max(bare.count("="), len(bare.replace("/", " ").split()))


def _pieces(root: "etree._Element") -> Iterator[tuple[str, bool]]:
    """Pieces of text, and whether a paragraph ends after each.

    What comes after </html>, as where two pages were put together, is another root beside the first; browsers show it.
    """
    walker = etree.iterwalk(root, events=("start", "end"))
    raising = 0  # elements around that raise their text: the mark of a note in a <sup> is often a link
    for event, element in walker:
        name = local(element).lower()
        is_seen = bool(name) and name not in _UNSEEN and not _is_drawn_again(element)
        if is_seen and name not in _INLINE:
            yield "", True
        is_start = event == "start"
        if is_start and not is_seen:
            walker.skip_subtree()
            continue
        signs = signs_of(element) if is_seen and name in _EQUATIONS else _NO_SIGNS
        if is_seen and (name == "sup" or signs.is_raised):
            raising += 1 if is_start else -1
        yield f"{signs.before}{_gap(element, name)}" if is_start else f"{_gap(element, name)}{signs.after}", False
        if text := _after_start(element, name) if is_start else _after_end(element, name, root):
            yield (raised(text) if raising else text), False


def _gap(element: "etree._Element", name: str) -> str:
    """The blank that keeps text apart: for a space in an equation, and on both sides of an equation on its own line."""
    is_apart = name == "mspace" or (name == "math" and element.get("display") == "block")
    return " " if is_apart else ""


def _is_drawn_again(element: "etree._Element") -> bool:
    """Whether here is only drawn what is beside it in MathML, as KaTeX and MathJax write each equation twice."""
    return element.get("aria-hidden") == "true" and any(
        beside is not None and len(beside) and local(beside[0]) == "math"
        for beside in (element.getprevious(), element.getnext())
    )


def _after_start(element: "etree._Element", name: str) -> str:
    text = element.text or ""
    return text.strip(_BLANKS) if name in _EQUATIONS and name != "mtext" else text


def _after_end(element: "etree._Element", name: str, root: "etree._Element") -> str:
    """What comes after an element. Between the parts of an equation, no blank is shown that the page has there."""
    text = (element.tail or "") if element is not root else ""
    is_part = name != "math" and (name in _EQUATIONS or name in _UNSEEN_IN_EQUATIONS)
    return text.strip(_BLANKS) if is_part else text
