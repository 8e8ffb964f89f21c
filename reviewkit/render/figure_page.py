"""A figure as an HTML page: the figure, whose parts lead to what is behind them, and below it a list for each part.

It has no script and needs nothing from elsewhere. Every number is in the alternative text of the figure; the lists are
in its order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reviewkit.locales import Labels
from reviewkit.model import Record
from reviewkit.normalize import doi, doi_link
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.svg import Link, as_svg
from reviewkit.render.still_page import head_of_page
from reviewkit.render.tables.html import element_of, notes_of
from reviewkit.render.tables.listed import Listed
from reviewkit.render.tables.table import Table
from reviewkit.safe import html_text

MOST_LISTED = 5000  # in one list, so that a page with a large review in it opens


@dataclass(frozen=True, slots=True)
class Frame:
    """What is around the figure of a page: its title, the title of the review ("" where there is none), the mark of a
    draft, and its notes."""

    title: str
    labels: Labels
    review: str = ""
    draft: str = ""
    notes: Sequence[str] = ()


class PageWords(NamedTuple):
    """What a page says of itself: how it is used, the link that skips the figure, and the heading of the lists."""

    how: str
    skip: str
    lists: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is behind a part of a figure: a sentence with its number, and the records or studies that it counts.

    `shapes` are the ids of the rectangles that lead to it, at least one. `name` is what a screen reader says of the
    link, "" where the words in the rectangle say enough.
    """

    shapes: tuple[str, ...]
    text: str
    members: Sequence[Listed] = ()
    name: str = ""


def figure_page(drawing: Drawing, parts: Sequence[Part], frame: Frame, table: Table | None = None) -> str:
    """The page, in which every text is escaped. `table` is printed between the figure and the lists."""
    words = frame.labels
    headings = PageWords(*(words.text(f"figure_page.{key}") for key in ("how", "skip", "lists")))
    links = {
        shape: Link(f"#part-{number}", part.name)
        for number, part in enumerate(parts, start=1)
        for shape in part.shapes
    }
    lists = "".join(_listed(number, part, words) for number, part in enumerate(parts, start=1))
    return framed_page(frame, headings, as_svg(drawing, links), lists, table)


def framed_page(frame: Frame, words: PageWords, figure: str, lists: str, table: Table | None = None) -> str:
    """The page around a figure and its lists, which are HTML already."""
    title = f"{frame.draft}. {frame.title}" if frame.draft else frame.title
    draft = f'<p class="draft">{html_text(frame.draft)}</p>\n' if frame.draft else ""
    about = f"<p>{html_text(frame.review)}</p>\n" if frame.review else ""
    notes = "\n".join(f"<p>{html_text(note)}</p>" for note in frame.notes)
    between = _scrolled(table) if table else ""
    return f"""<!doctype html>
<html lang="{html_text(frame.labels.language)}">
{head_of_page(title, STYLE)}
<body>
<a class="skip" href="#records">{html_text(words.skip)}</a>
<header>
{draft}{about}<h1>{html_text(frame.title)}</h1>
<p>{html_text(words.how)}</p>
</header>
<main>
<div class="figure" id="figure" role="region" aria-label="{html_text(frame.title)}" tabindex="0">
{figure}</div>
{between}<section id="records" aria-labelledby="list">
<h2 id="list">{html_text(words.lists)}</h2>
{lists}</section>
</main>
<footer>
{notes}
<p><a href="#figure">{html_text(frame.labels.text("flow_page.back"))}</a></p>
</footer>
</body>
</html>
"""


def _scrolled(table: Table) -> str:
    """The table, in a frame of its own so that a narrow screen scrolls it and nothing else."""
    place = f'<div class="figure" role="region" aria-label="{html_text(table.title)}" tabindex="0">'
    return f"{place}\n{element_of(table)}\n{notes_of(table)}</div>\n"


def _listed(number: int, part: Part, words: Labels) -> str:
    """The sentence of a part, and the list behind it, which is closed until somebody opens it."""
    return f'<div class="box">\n{"".join(_lines(number, part, words))}</div>\n'


def _lines(number: int, part: Part, words: Labels) -> Iterator[str]:
    place, back = f"part-{number}", f"box-{part.shapes[0]}"
    leads_back = f'<p><a href="#{html_text(back)}">{html_text(words.text("flow_page.back"))}</a></p>'
    if not part.members:
        yield f'<p id="{place}">{html_text(part.text)}</p>\n{leads_back}\n'
        return
    items, n = "".join(map(list_item, part.members[:MOST_LISTED])), len(part.members)
    cut = words.sentence("figure_page.more", shown=MOST_LISTED, n=n) if n > MOST_LISTED else ""
    more = f"<p>{html_text(cut)}</p>\n" if cut else ""
    yield f'<details><summary id="{place}">{html_text(part.text)}</summary>\n'
    yield f"<ol>\n{items}</ol>\n{more}{leads_back}</details>\n"


def list_item(member: Listed) -> str:
    """A record as it is cited, with its reason; its DOI leads to it."""
    record = member.record
    who, what, link = member.citation, "", ""
    if record:
        who, what, link = _written_by(record), record.title, doi_link(doi(record.doi))
    name = f" <span>{html_text(who)}</span>" if who else ""
    title = f" <span>{html_text(what)}</span>" if what else ""
    if link:
        title = f' <a href="{html_text(link)}">{html_text(what or link)}</a>'
    reason = f" <em>{html_text(member.reason)}</em>" if member.reason else ""
    return f"<li><b>{html_text(member.id)}</b>{name}{title}{reason}</li>\n"


def _written_by(record: Record) -> str:
    """Who wrote it, and when: `Berg & Lund (2024)`."""
    names = [author.partition(",")[0].strip() for author in record.authors]
    who = " & ".join(names) if len(names) < 3 else f"{names[0]} et al."
    return " ".join(filter(None, (who, f"({record.year})" if record.year else "")))


STYLE = """\
:root {
  color-scheme: light dark; --ink: #1a1a1a; --paper: #ffffff; --head: #e6eef7; --quiet: #595959; --line: #8a8a8a;
  --link: #0b4f8a; --draft: #b00020
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ececec; --paper: #16191d; --head: #253140; --quiet: #b4b4b4; --line: #7d8793; --link: #9ccbff;
    --draft: #ff9aa6
  }
}
@page { size: A4 landscape; margin: 12mm }
* { box-sizing: border-box }
body {
  font: 16px/1.45 Arial,Helvetica,sans-serif; margin: 0 auto; padding: 1rem; max-width: 110rem;
  color: var(--ink); background: var(--paper); overflow-wrap: anywhere
}
h1 { font-size: 1.5rem; line-height: 1.2; margin: .2rem 0 .6rem }
h2 { font-size: 1.2rem; margin: 1.2rem 0 .4rem }
h3 { font-size: 1.05rem; margin: 1rem 0 .3rem }
h4 { font-size: 1rem; margin: .8rem 0 .3rem }
p { margin: .4rem 0; max-width: 60rem }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: .5rem; padding: .5rem .8rem; background: var(--paper); z-index: 3 }
.draft { color: var(--draft); font-weight: bold }
.figure { overflow: auto; margin: 1rem 0; padding: 3px }
.figure svg { display: block }
.figure a:hover text { text-decoration: underline }
.box { border-left: 4px solid var(--line); margin: .6rem 0; padding: .1rem 0 .1rem .8rem; max-width: 70rem }
.box p { margin: .2rem 0 }
table { border-collapse: collapse; margin: 1rem 0 }
caption { text-align: left; font-weight: bold; padding: 0 0 .4rem }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top }
th, td { overflow-wrap: break-word }
thead th { background: var(--head) }
.i1 { margin-left: 1.2rem!important }
.i2 { margin-left: 2.4rem!important }
summary { padding: .25rem .3rem; cursor: pointer; scroll-margin-top: 1rem }
.box p:target, summary:hover, summary:target { background: var(--head) }
ol { padding-left: 3rem; margin: .3rem 0 }
li { margin: .25rem 0; break-inside: avoid }
li a, li b, li span, li em { unicode-bidi: isolate }
li em { color: var(--quiet) }
footer { border-top: 1px solid var(--line); margin-top: 1.5rem; font-size: .9rem }
details p a, footer a { display: inline-block; padding: .2rem 0 }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; color: #000; background: #fff }
  .figure { overflow: visible }
  .figure svg { width: 100%; height: auto }
  .skip, details p, footer a { display: none }
}
"""
