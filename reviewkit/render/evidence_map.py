"""The map of the evidence: one HTML page with a table of two groupings, whose cells lead to the studies behind them.

It has no script and needs nothing from elsewhere, so that it can be sent, put on a site, printed, and opened in ten
years. Each study is listed once; a style sheet leaves only those of a cell when somebody follows the link in it
(:target), and shows all where there is no style.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reviewkit.charting_counts import Axis, Category, Cross, crossed
from reviewkit.locales import Labels
from reviewkit.normalize import doi, doi_link
from reviewkit.render.evidence_map_style import STYLE
from reviewkit.render.figures.bubbles import colours, radius
from reviewkit.render.figures.counted import LETTERS, Counted, is_answer, notes_of
from reviewkit.render.still_page import head_of_page
from reviewkit.safe import html_text

LARGEST, LARGEST_OF_SEVERAL = 19.0, 11.0  # radius of the largest circle, px
_WITHOUT = "f0"  # the colour of studies without an answer


@dataclass(frozen=True, slots=True)
class MapStudy:
    """A study as the map lists it; `doi` is that of one of its reports, or ""."""

    key: str
    citation: str
    doi: str = ""


def evidence_map(figure: Counted, studies: Sequence[MapStudy], review: str, words: Labels) -> str:
    """The page, in which every text is escaped. `review` is the title of the review.

    Raises ReviewkitError for a third grouping with more answers than colours.
    """
    table = crossed(figure.rows.categories, figure.across.categories)
    parts = colours(figure)
    title = f"{words.text('map.title')}: {_title(figure, words)}"
    draft = f'<p class="draft">{html_text(figure.draft)}</p>\n' if figure.draft else ""
    notes = "\n".join(f"<p>{html_text(note)}</p>" for note in notes_of(figure, words))
    return f"""<!doctype html>
<html lang="{html_text(words.language)}">
{head_of_page(f"{figure.draft}. {title}" if figure.draft else title, _style(figure, table, parts))}
<body>
<a class="skip" href="#studies">{_text(words, "to_studies")}</a>
<header>
{draft}<p>{html_text(review)}</p>
<h1>{html_text(title)}</h1>
<p>{_text(words, "how")} {_text(words, "gaps")}</p>
</header>
<main>
<div class="map" id="map" role="region" aria-label="{_text(words, "title")}" tabindex="0">
<table>
{"".join(_head(figure, words))}
<tbody>
{"".join(_rows(figure, table, parts, words))}
</tbody>
{_foot(figure, words)}
</table>
</div>
{_legend(figure, parts, words)}
<section id="studies" aria-labelledby="list">
<h2 id="list">{_text(words, "studies")}</h2>
{"".join(_targets(figure, table, words))}
<p class="all">{html_text(words.sentence("map.all", n=len(studies)))}</p>
<p class="some"><a href="#studies">{_text(words, "show_all")}</a></p>
<p>{html_text(words.text("map.order").format(fields=" · ".join(axis.title(words) for axis in figure.axes)))}</p>
<ol>
{"".join(_studies(figure, studies, parts, words))}
</ol>
</section>
</main>
<footer>
{notes}
<p><a href="#map">{_text(words, "to_map")}</a></p>
</footer>
</body>
</html>
"""


def _text(words: Labels, key: str) -> str:
    return html_text(words.text(f"map.{key}"))


def _title(figure: Counted, words: Labels) -> str:
    names = [axis.title(words) for axis in figure.axes]
    key = "cross" if len(names) == 2 else "split"
    return words.text(f"map.{key}").format(**dict(zip(("rows", "columns", "colours"), names, strict=False)))


def _n(n: int, words: Labels) -> str:
    return html_text(words.sentence("map.n", n=n))


# -- the table


def _head(figure: Counted, words: Labels) -> Iterator[str]:
    columns = figure.across.categories
    total = html_text(words.text("figures.total"))
    yield f'<thead>\n<tr><th rowspan="2" scope="col">{html_text(figure.rows.title(words))}</th>'
    yield f'<th colspan="{len(columns)}" scope="colgroup">{html_text(figure.across.title(words))}</th>'
    yield f'<th rowspan="2" scope="col" id="k0">{total}</th></tr>\n<tr>'
    for place, column in enumerate(columns, start=1):
        yield f'<th scope="col" id="k{place}"{_class(_other(columns, place))}>{html_text(column.name(words))}</th>'
    yield "</tr>\n</thead>"


def _other(categories: Sequence[Category], place: int) -> str:
    """The class of what holds no answer; the first of these has a line before it."""
    if is_answer(categories[place - 1]):
        return ""
    return "o" if place > 1 and not is_answer(categories[place - 2]) else "o first"


def _class(*names: str) -> str:
    """The attribute with these classes; nothing where there are none."""
    kept = " ".join(filter(None, names))
    return f' class="{kept}"' if kept else ""


def _rows(figure: Counted, table: Cross, parts: Sequence[Category], words: Labels) -> Iterator[str]:
    members = [frozenset(part.studies) for part in parts]
    for number, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True), start=1):
        yield f"<tr{_class(_other(table.rows, number))}>"
        yield f'<th scope="row" id="r{number}">{html_text(row.name(words))}</th>'
        for place, cell in enumerate(cells, start=1):
            other = _other(table.columns, place)
            if not cell:
                yield f"<td{_class('g', other)}>0</td>"
                continue
            circles = (
                "".join(_circles(cell, parts, members, words)) if parts else f'<i class="f1 s{len(cell)}"></i>'
            )
            linked = _link(f"c{number}-{place}", f"r{number} k{place}", len(cell), words, circles)
            yield f"<td{_class(other)}>{linked}</td>"
        yield f'<td class="n">{_link(f"t{number}", f"r{number} k0", row.n, words) if row.n else "0"}</td></tr>\n'


def _link(target: str, named_by: str, n: int, words: Labels, circles: str = "") -> str:
    """A number that leads to its studies; a screen reader says its row and column with it."""
    back = f"b{target}"
    number = f"<b>{words.number(n)}</b>"
    inside = f"{number}{circles}" if circles.startswith("<span") else f"{circles}{number}"
    return f'<a id="{back}" href="#{target}" aria-labelledby="{named_by} {back}">{inside}</a>'


def _circles(
    cell: Sequence[str], parts: Sequence[Category], members: Sequence[frozenset[str]], words: Labels
) -> Iterator[str]:
    """A circle with letter and number for each answer in the third field that a study of the cell has."""
    for place, of_part in enumerate(members):
        if n := sum(study in of_part for study in cell):
            colour = _colour(place, parts[place])
            yield f'<span><i class="{colour} p{n}"></i>{LETTERS[place]} {words.number(n)}</span>'


def _colour(place: int, part: Category) -> str:
    return f"f{place + 1}" if is_answer(part) else _WITHOUT


def _foot(figure: Counted, words: Labels) -> str:
    columns = figure.across.categories
    cells = "".join(
        f"<td{_class('n', _other(columns, place))}>"
        f"{_link(f'u{place}', f'k{place} r0', column.n, words) if column.n else '0'}</td>"
        for place, column in enumerate(columns, start=1)
    )
    total = f'<td class="n"><b>{words.number(figure.studies)}</b></td>'
    head = f'<th scope="row" id="r0">{html_text(words.text("figures.total"))}</th>'
    return f"<tfoot><tr>{head}{cells}{total}</tr></tfoot>"


def _legend(figure: Counted, parts: Sequence[Category], words: Labels) -> str:
    """What the sizes, letters and colours of circles mean."""
    size = f"<p>{html_text(words.text('figures.area'))}</p>"
    if figure.colours is None:
        return size
    entries = "".join(
        f'<li><i class="{_colour(place, part)}"></i><b>{LETTERS[place]}</b> {html_text(part.name(words))} '
        f"{html_text(words.count(part.n))}</li>"
        for place, part in enumerate(parts)
    )
    return f'<div class="key"><h2>{html_text(figure.colours.title(words))}</h2>\n<ul>{entries}</ul></div>\n{size}'


# -- the studies


def _targets(figure: Counted, table: Cross, words: Labels) -> Iterator[str]:
    """What is shown above the list when a link of the table was followed."""
    for number, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True), start=1):
        if row.n:
            yield _target(f"t{number}", row.name(words), row.n, words)
        for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True), start=1):
            if cell:
                name = f"{row.name(words)} × {column.name(words)}"
                yield _target(f"c{number}-{place}", name, len(cell), words)
    for place, column in enumerate(table.columns, start=1):
        if column.n:
            yield _target(f"u{place}", column.name(words), column.n, words)


def _target(target: str, name: str, n: int, words: Labels) -> str:
    back = f'<a href="#b{target}">{_text(words, "back")}</a>'
    return f'<div id="{target}" class="t" tabindex="-1"><h3>{html_text(name)}: {_n(n, words)}</h3>{back}</div>\n'


def _studies(
    figure: Counted, studies: Sequence[MapStudy], parts: Sequence[Category], words: Labels
) -> Iterator[str]:
    rows, columns = (_places(axis.categories) for axis in (figure.rows, figure.across))
    letters = {part: f"{LETTERS[place]}\u00a0" for place, part in enumerate(_ids(parts))}
    names = [_names(axis, words, letters if axis is figure.colours else {}) for axis in figure.axes]
    for study in studies:
        where = [*(f"r{n}" for n in rows.get(study.key, ())), *(f"k{n}" for n in columns.get(study.key, ()))]
        values = " · ".join("; ".join(named.get(study.key, ())) for named in names)
        yield f'<li class="{" ".join(where)}">{_cited(study)} <span>{html_text(values)}</span></li>\n'


def _cited(study: MapStudy) -> str:
    """The citation, which leads to the DOI where there is one."""
    link = doi_link(doi(study.doi))
    cited = html_text(study.citation or study.key)
    return f'<a href="{html_text(link)}">{cited}</a>' if link else f"<b>{cited}</b>"


def _places(categories: Sequence[Category]) -> Mapping[str, list[int]]:
    """By study, the places of its categories, from 1."""
    found: dict[str, list[int]] = {}
    for place, category in enumerate(categories, start=1):
        for key in category.studies:
            found.setdefault(key, []).append(place)
    return found


def _ids(parts: Sequence[Category]) -> list[tuple[str, str]]:
    return [(part.kind, part.id) for part in parts]


def _names(axis: Axis, words: Labels, letters: Mapping[tuple[str, str], str]) -> Mapping[str, list[str]]:
    """By study, what its categories are called, behind their letters."""
    found: dict[str, list[str]] = {}
    for category in axis.categories:
        name = letters.get((category.kind, category.id), "") + category.name(words)
        for key in category.studies:
            found.setdefault(key, []).append(name)
    return found


# -- the style sheet


def _style(figure: Counted, table: Cross, parts: Sequence[Category]) -> str:
    """The style of every map, the size of each circle, and which studies a target leaves in the list."""
    return "\n".join((STYLE, *_sizes(table, parts), *_filters(figure, table)))


def _sizes(table: Cross, parts: Sequence[Category]) -> Iterator[str]:
    """A class for each number of studies that a circle stands for."""
    whole = sorted({len(cell) for cells in table.cells for cell in cells if cell})
    members = [frozenset(part.studies) for part in parts]
    split = {sum(key in of_part for key in cell) for cells in table.cells for cell in cells for of_part in members}
    named = [("s", whole, LARGEST)] if not parts else [("p", sorted(split - {0}), LARGEST_OF_SEVERAL)]
    for name, numbers, largest in named:
        for n in numbers:
            wide = f"{2 * radius(n, numbers[-1], largest):.2f}px"
            yield f".{name}{n}{{width:{wide};height:{wide}}}"


def _filters(figure: Counted, table: Cross) -> Iterator[str]:
    for number, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True), start=1):
        if row.n:
            yield f"#t{number}:target~ol>:not(.r{number}){{display:none}}"
        for place, cell in enumerate(cells, start=1):
            if cell:
                yield f"#c{number}-{place}:target~ol>:not(.r{number}.k{place}){{display:none}}"
    for place, column in enumerate(table.columns, start=1):
        if column.n:
            yield f"#u{place}:target~ol>:not(.k{place}){{display:none}}"
