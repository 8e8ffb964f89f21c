"""The flow diagram as an HTML page: the figure, whose boxes lead to their records, and below it every number with the
list of the records behind it.

It has no script and needs nothing from elsewhere. Who does not see the figure reads the same numbers in the same order.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple
from urllib.parse import quote

from reviewkit.locales import Labels
from reviewkit.model import Record
from reviewkit.normalize import doi, doi_link
from reviewkit.render.figures.drawing import Drawing
from reviewkit.render.figures.flow import DiagramBox, Grid
from reviewkit.render.figures.layout import TextLine
from reviewkit.render.figures.svg import as_svg
from reviewkit.render.still_page import head_of_page
from reviewkit.render.tables.listed import Listed
from reviewkit.safe import html_text

MOST_LISTED = 5000  # in one list, so that a page with a large review in it opens


class Behind(NamedTuple):
    """The records or studies behind a number, and how many more of it were entered without them."""

    members: Sequence[Listed]
    entered: int = 0


def flow_page(
    diagram: Grid, drawing: Drawing, behind: Mapping[str, Behind], labels: Labels, review: str = ""
) -> str:
    """The page, in which every text is escaped.

    `behind` is what is behind the boxes of the flow, by the id of the box; a box that is not there has a number and no
    list. `review` is the title of the review, "" where its numbers were entered.
    """
    page = _Page(diagram, behind, labels)
    title = f"{diagram.draft}. {diagram.title}" if diagram.draft else diagram.title
    draft = f'<p class="draft">{html_text(diagram.draft)}</p>\n' if diagram.draft else ""
    about = f"<p>{html_text(review)}</p>\n" if review else ""
    notes = "\n".join(f"<p>{html_text(note)}</p>" for note in diagram.notes)
    how = labels.text("flow_page.how" if page.targets else "flow_page.entered")
    return f"""<!doctype html>
<html lang="{html_text(labels.language)}">
{head_of_page(title, STYLE)}
<body>
<a class="skip" href="#records">{html_text(labels.text("flow_page.to_records"))}</a>
<header>
{draft}{about}<h1>{html_text(diagram.title)}</h1>
<p>{html_text(how)}</p>
</header>
<main>
<div class="figure" id="figure" role="region" aria-label="{html_text(diagram.title)}" tabindex="0">
{as_svg(drawing, page.links())}</div>
<section id="records" aria-labelledby="list">
<h2 id="list">{html_text(labels.text("flow_page.records"))}</h2>
{"".join(page.phases())}</section>
</main>
<footer>
{notes}
<p><a href="#figure">{html_text(labels.text("flow_page.back"))}</a></p>
</footer>
</body>
</html>
"""


class _Page:
    """The lists of the page; `targets` are where the boxes of the figure lead: the first list of each."""

    def __init__(self, diagram: Grid, behind: Mapping[str, Behind], labels: Labels) -> None:
        self.diagram, self.behind, self.labels = diagram, behind, labels
        self.lists = {box.id: list(self.listed(box)) for box in diagram.boxes}
        self.targets = {
            box: next(line.of[0] for line, listed in lists if listed)
            for box, lists in self.lists.items()
            if any(listed for _, listed in lists)
        }

    def listed(self, box: DiagramBox) -> Iterator[tuple[TextLine, Sequence[Listed]]]:
        """Each line of a box with the records that its number counts; none where the lines below it list them all."""
        for place, line in enumerate(box.lines):
            counted = self.counted(line)
            below = {member.id for part in _below(line, box.lines[place + 1 :]) for member in self.counted(part)}
            yield line, [] if below.issuperset(member.id for member in counted) else counted

    def counted(self, line: TextLine) -> list[Listed]:
        """The records that the number of a line counts."""
        return [member for box in line.of if box in self.behind for member in self.behind[box].members]

    def links(self) -> dict[str, str]:
        return {box: f"#{quote(_list_id(first))}" for box, first in self.targets.items()}

    def phases(self) -> Iterator[str]:
        """Every number under its phase, in the order of the figure."""
        for phase, groups in groupby(self.diagram.told, key=lambda told: told.phase):
            yield f"<h3>{html_text(phase)}</h3>\n"
            for told in groups:
                yield f"<h4>{html_text(told.head)}</h4>\n" if told.head else ""
                yield from (self.box(box) for box in told.boxes)

    def box(self, box: DiagramBox) -> str:
        lines = "".join(self.line(box, line, listed) for line, listed in self.lists[box.id])
        return f'<div class="box">\n{lines}</div>\n'

    def line(self, box: DiagramBox, line: TextLine, listed: Sequence[Listed]) -> str:
        """A number, and the list behind it, which is closed until somebody opens it."""
        indent = f"i{line.indent}"
        text = f"<b>{html_text(line.text)}</b>" if line.bold else html_text(line.text)
        if not listed:
            return f'<p class="{indent}">{text}</p>\n'
        back = f'<p><a href="#{quote(f"box-{box.id}")}">{html_text(self.labels.text("flow_page.back"))}</a></p>'
        items = "".join(map(_item, listed[:MOST_LISTED]))
        return (
            f'<details class="{indent}"><summary id="{html_text(_list_id(line.of[0]))}">{text}</summary>\n'
            f"<ol>\n{items}</ol>\n{self.more(line, len(listed))}{back}</details>\n"
        )

    def more(self, line: TextLine, n: int) -> str:
        """What is said of records that are not in the list: more than a page can hold, or entered as a number."""
        entered = sum(self.behind[box].entered for box in line.of if box in self.behind)
        words, boxes = self.labels, " ".join(line.of)
        said = [
            *([words.sentence("flow_page.more", shown=MOST_LISTED, n=n, box=boxes)] if n > MOST_LISTED else []),
            *([words.sentence("flow_page.others", n=entered)] if entered else []),
        ]
        return "".join(f"<p>{html_text(sentence)}</p>\n" for sentence in said)


def _below(line: TextLine, after: Sequence[TextLine]) -> Iterator[TextLine]:
    """The lines of what a line is made of."""
    return takewhile(lambda one: one.indent > line.indent, after)


def _list_id(box: str) -> str:
    """The id of the list of a box; an id may hold no space."""
    return f"list-{quote(box, safe='')}"


def _item(member: Listed) -> str:
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
.i1 { margin-left: 1.2rem!important }
.i2 { margin-left: 2.4rem!important }
summary { padding: .25rem .3rem; cursor: pointer; scroll-margin-top: 1rem }
summary:hover, summary:target { background: var(--head) }
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
