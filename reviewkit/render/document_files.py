"""A text with headings and tables in the format that was asked for by name, which is also the ending of its file."""

from collections.abc import Callable
from importlib.util import find_spec

from reviewkit.errors import ReviewkitError
from reviewkit.render.document import Block, Document, Figure, Paragraph, Run, Style
from reviewkit.render.document_docx import as_docx
from reviewkit.render.document_pdf import as_pdf
from reviewkit.render.figures.svg import as_svg
from reviewkit.render.tables.html import element_of, notes_of, page_of, style_of
from reviewkit.render.tables.markdown import as_markdown as table_as_markdown
from reviewkit.render.tables.markdown import as_paragraph, escaped
from reviewkit.render.tables.table import Table
from reviewkit.safe import html_text, in_page

_ADDRESSES = ("https://", "http://", "#")  # what a link may lead to
_STYLE = """\
h1 { font-size: 22px } h2 { font-size: 18px; margin: 2em 0 .5em } p { max-width: 50em; margin: .4em 0 }
table { margin: 1em 0 } figure { margin: 1em 0 } figcaption { font-weight: bold }
.reference { padding-left: 2em; text-indent: -2em } .quote { margin-left: 2em } .note { font-size: 13px }
.item { display: list-item; margin-left: 1.5em } pre { white-space: pre-wrap; overflow-wrap: anywhere }
svg { max-width: 100%; height: auto }
td, th { overflow-wrap: break-word }
@media print { tr { break-inside: avoid } h2 { break-after: avoid } }"""


def as_bytes(document: Document, format_name: str) -> bytes:
    """The text as the bytes of a file in one of FORMATS. The same text gives the same bytes."""
    if format_name not in _WRITERS:
        raise ReviewkitError(f"a text cannot be written as {format_name!r}; there are: {', '.join(FORMATS)}")
    content = _WRITERS[format_name](document)
    return content.encode("utf-8") if isinstance(content, str) else content


def as_markdown(document: Document) -> str:
    """Headings, paragraphs and pipe tables; of a figure its alternative text, which has every number."""
    parts = [
        f"# {escaped(document.title)}\n",
        *(f"{as_paragraph(escaped(text))}\n" for text in document.introduction),
    ]
    for level, section in document.walk():
        parts += [f"{'#' * (level + 1)} {escaped(section.heading)}\n", *map(_markdown_block, section.content())]
    return "\n".join(parts)


def _markdown_block(block: Block) -> str:
    match block:
        case Table():
            return table_as_markdown(block)
        case Figure():
            return f"**{escaped(block.caption)}**\n\n{as_paragraph(escaped(block.drawing.description))}\n"
        case Paragraph(style=Style.VERBATIM):
            return "".join(f"    {line}\n" for line in in_page(block.text).splitlines())
    words = as_paragraph("".join(map(_markdown_run, block.runs)).strip(" "))
    return {Style.ITEM: f"- {words}\n", Style.QUOTE: f"> {words}\n"}.get(block.style, f"{words}\n")


_BLANKS = tuple(" \t\r\n\v\f")  # that may break a line; a space that may not is kept


def _markdown_run(run: Run) -> str:
    """A run with its marks around the words alone: Markdown knows none that begin or end with a space."""
    mark = "*" * (run.italic + 2 * run.bold)
    if mark and run.text.strip():
        before, after = run.text[:1].isspace(), run.text[-1:].isspace()
        return f"{' ' * before}{mark}{escaped(run.text.strip())}{mark}{' ' * after}"
    before, after = run.text[:1] in _BLANKS, run.text[-1:] in _BLANKS
    words = escaped(run.text)
    return f"{' ' * before}{words}{' ' * after}" if words else " " * before


def as_html(document: Document) -> str:
    """A page of its own, with no script and nothing from the network."""
    lines = [
        f"<h1>{html_text(document.title)}</h1>",
        *(f"<p>{html_text(text)}</p>" for text in document.introduction),
    ]
    lines += _html_contents(document)
    for number, (level, section) in enumerate(document.walk(), start=1):
        tag = f"h{min(level + 1, 6)}"
        place = f' id="part-{number}"' if document.contents else ""
        lines += [f"<{tag}{place}>{html_text(section.heading)}</{tag}>", *map(_html_block, section.content())]
    body = "".join(f"{line}\n" for line in ("<main>", *lines, "</main>"))
    return page_of(document.title, f"{style_of(list(document.tables()))}\n{_STYLE}", body, document.language)


def _html_contents(document: Document) -> list[str]:
    """A list of the sections, each of which leads to its place; none where the text has no contents."""
    if not document.contents:
        return []
    name = html_text(document.contents)
    lines = [f'<nav aria-label="{name}"><h2>{name}</h2>']
    before = 0
    for number, (level, section) in enumerate(document.walk(), start=1):
        lines += ["<ul>"] * (level - before) if level > before else [*(["</li></ul>"] * (before - level)), "</li>"]
        lines.append(f'<li><a href="#part-{number}">{html_text(section.heading)}</a>')
        before = level
    return [*lines, *["</li></ul>"] * before, "</nav>"]


def _html_block(block: Block) -> str:
    match block:
        case Table():
            return f"{element_of(block)}\n{notes_of(block)}"
        case Figure():
            return f"<figure>{as_svg(block.drawing)}<figcaption>{html_text(block.caption)}</figcaption></figure>"
        case Paragraph(style=Style.VERBATIM):
            return f"<pre>{html_text(block.text)}</pre>"
    words = "".join(map(_html_run, block.runs))
    looks = "" if block.style is Style.TEXT else f' class="{block.style}"'
    named = f' id="{html_text(block.key)}"' if block.key else ""
    return f"<p{named}{looks}>{words}</p>"


def _html_run(run: Run) -> str:
    words = html_text(run.text)
    for tag, is_wanted in (("em", run.italic), ("strong", run.bold)):
        words = f"<{tag}>{words}</{tag}>" if is_wanted else words
    return f'<a href="{html_text(run.link)}">{words}</a>' if run.link.startswith(_ADDRESSES) else words


_WRITERS: dict[str, Callable[[Document], str | bytes]] = {
    "docx": as_docx,
    "html": as_html,
    "md": as_markdown,
    "pdf": as_pdf,
}
FORMATS = tuple(_WRITERS)


def formats_here() -> tuple[str, ...]:
    """The formats that can be written on this computer: PDF needs an extra."""
    return tuple(name for name in FORMATS if name != "pdf" or find_spec("typst"))
