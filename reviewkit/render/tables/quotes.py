"""Coded quotes as a table: under their themes, or study by study."""

from collections.abc import Mapping, Sequence

from reviewkit.coding import CodedQuote, by_citation
from reviewkit.locales import Labels
from reviewkit.model import CameFrom, Quoted
from reviewkit.render.tables.table import Table
from reviewkit.words import CONSTRUCTS

_GROUPS = 2  # columns whose text is left out below itself


def quotes_table(
    quotes: Sequence[CodedQuote],
    by_study: bool,
    labels: Labels,
    units: Mapping[str, str] | None = None,
    coder: str = "",
    without: int = 0,
) -> Table:
    """The quotes with their codes, pages and relations, in a language; in spreadsheets every row names its theme.

    `units` says what the parts of each full text are, by its checksum; `coder` is the one whose quotes these are, ""
    for everybody's; `without` counts marks that have no quote. Columns in which nothing is said are left out.
    """
    ordered = _by_study(quotes) if by_study else quotes
    names = ["study", "theme", "code"] if by_study else ["theme", "code", "study"]
    names += ["quote", "place", "relation", "construct", "coder", "note", "came_from"]
    full = [_row(one, units or {}, labels) for one in ordered]
    people = {one.coder for one in quotes}
    shown = [
        name
        for name in names
        if (name not in ("construct", "note", "came_from") or any(row[name] for row in full))
        and (name != "coder" or len(people) > 1)
    ]
    rows = tuple(tuple(row[name] for name in shown) for row in full)
    caption = labels.text("quotes.by_study" if by_study else "quotes.by_theme")
    return Table(
        caption=labels.text("quotes.of_coder").format(caption=caption, coder=coder) if coder else caption,
        head=tuple(labels.text("table.study" if name == "study" else f"quotes.{name}") for name in shown),
        rows=_grouped(rows),
        plain_rows=rows,
        notes=(labels.sentence("quotes.without", n=without),) if without else (),
        language=labels.language,
    )


def _by_study(quotes: Sequence[CodedQuote]) -> list[CodedQuote]:
    """The same quotes study by study, each with its themes in the order of the codebook."""
    studies = by_citation({one.study.key: one.study for one in quotes}.values())
    place = {study.key: number for number, study in enumerate(studies)}
    return sorted(quotes, key=lambda one: place[one.study.key])


def _row(one: CodedQuote, units: Mapping[str, str], labels: Labels) -> dict[str, str]:
    construct = one.segment.construct
    return {
        "study": one.study.citation,
        "theme": one.theme.label(labels.language) if one.theme else labels.text("quotes.no_theme"),
        "code": one.code.label(labels.language),
        "quote": one.segment.quote,
        "place": place_of(one.segment.page, one.segment.found, units, labels),
        "relation": labels.text(f"page.relation_of.{one.relation}"),
        "construct": labels.text(f"quotes.{construct}") if construct in CONSTRUCTS else construct,
        "coder": one.coder,
        "note": one.segment.note,
        "came_from": origin_of(one.segment.came_from),
    }


def origin_of(came_from: CameFrom | None) -> str:
    """What a quote was imported from: the file, who coded it there, and when."""
    if came_from is None:
        return ""
    return ", ".join(filter(None, [came_from.file, "; ".join(came_from.coders), came_from.at]))


def place_of(page: str, found: Quoted | None, units: Mapping[str, str], labels: Labels) -> str:
    """The page as the coder gave it, else where the quote was found."""
    if page or found is None or not found.part:
        return page
    unit = units.get(found.text, "page")
    return str(found.part) if unit == "page" else labels.text(f"quotes.{unit}").format(part=found.part)


def _grouped(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows without what the row above says already in the first columns."""
    result, above = [], ("",) * _GROUPS
    for row in rows:
        same = 0
        while same < _GROUPS and row[same] == above[same]:
            same += 1
        result.append((*("",) * same, *row[same:]))
        above = row[:_GROUPS]
    return tuple(result)
