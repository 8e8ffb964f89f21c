"""The tables and the reference list of the manuscripts, each with its claims."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from benchmarks.manuscripts import words, wrong
from benchmarks.manuscripts.filled import Kind, Writer
from benchmarks.manuscripts.known import Reference

Cell = Callable[[], None]
_HEADS = {
    "study": ("Study", "Studie", "Studie"),
    "country": ("Country", "Land", "Land"),
    "theme": ("Theme", "Tema", "Tema"),
    "codes": ("Codes", "Koder", "Kodar"),
    "database": ("Database or source", "Database eller kilde", "Database eller kjelde"),
    "platform": ("Platform", "Plattform", "Plattform"),
    "date": ("Date", "Dato", "Dato"),
    "hits": ("Hits", "Treff", "Treff"),
    "total": ("Total", "Til sammen", "Til saman"),
    "studies": ("Studies", "Studier", "Studiar"),
    "n studies": ("Number of studies", "Antall studier", "Tal på studiar"),
    "share": ("Share", "Andel", "Del"),
    "reason": ("Reason", "Årsak", "Årsak"),
    "reports": ("Reports", "Publikasjoner", "Artiklar"),
}
_LANGUAGES = ("en", "nb", "nn")


def _head(writer: Writer, name: str) -> str:
    return _HEADS[name][_LANGUAGES.index(writer.language)]


def _row(writer: Writer, cells: Iterable[Cell]) -> None:
    writer.add("|")
    for cell in cells:
        writer.add(" ")
        cell()
        writer.add(" |")
    writer.add("\n")


def _plain(writer: Writer, text: str) -> Cell:
    return lambda: writer.add(text)


def _heads(writer: Writer, heads: Sequence[str]) -> None:
    _row(writer, [_plain(writer, head) for head in heads])
    writer.add(f"|{' --- |' * len(heads)}\n")


def _number(writer: Writer, value: int) -> Cell:
    return lambda: writer.number(value, Kind.CELL)


def _studies(writer: Writer) -> None:
    """A row for each study, with what was charted of it."""
    known = writer.known
    fields = [name for name in known.fields if name != "country"]
    labels = [known.fields[name].label(writer.language) for name in fields]
    _heads(writer, [_head(writer, "study"), _head(writer, "country"), *labels])
    for key in _by_author(writer):
        said = known.charted[key]
        cells: list[Cell] = [
            lambda key=key: writer.authors_and_year(known.references[key][0], False, Kind.CELL),  # type: ignore[misc]
            lambda said=said: writer.country(str(said["country"]), Kind.CELL),  # type: ignore[misc]
        ]
        for name in fields:
            cells.append(
                _number(writer, int(said[name])) if name == "n" else _choice(writer, name, str(said[name]))
            )
        _row(writer, cells)


def _choice(writer: Writer, field: str, answer: str) -> Cell:
    known = writer.known
    others = [known.choice(field, one, writer.language) for one in wrong.others(answer, known.choices(field))]
    return lambda: writer.claim(Kind.CELL, known.choice(field, answer, writer.language), others)


def _by_author(writer: Writer) -> list[str]:
    return sorted(writer.known.keys, key=lambda key: (writer.reference(key).authors, writer.reference(key).year))


def _themes_by_study(writer: Writer) -> None:
    """A row for each study, a column for each theme, and how many studies have each."""
    known = writer.known
    _theme_heads(writer, [_head(writer, "study")], known.themes)
    for key in _by_author(writer):
        marks = [_mark(writer, key in known.studies_of[theme], "x") for theme in known.themes]
        one = known.references[key][0]
        _row(writer, [lambda one=one: writer.authors_and_year(one, False, Kind.CELL), *marks])  # type: ignore[misc]
    totals = [_number(writer, len(known.studies_of[theme])) for theme in known.themes]
    _row(writer, [_plain(writer, _head(writer, "n studies")), *totals])


def _theme_heads(writer: Writer, before: Sequence[str], themes: Iterable[str]) -> None:
    cells = [*(_plain(writer, head) for head in before), *(_theme(writer, theme) for theme in themes)]
    _row(writer, cells)
    writer.add(f"|{' --- |' * len(cells)}\n")


def _theme(writer: Writer, theme: str) -> Cell:
    themes, language = writer.known.themes, writer.language
    right = themes[theme].label(language)
    others = [themes[one].label(language) for one in wrong.others(theme, themes)]
    return lambda: writer.claim(Kind.CELL, right, wrong.mixed(wrong.word_changed(right, language), others), right)


def _mark(writer: Writer, found: bool, mark: str) -> Cell:
    right, other = (mark, "") if found else ("", mark)
    return lambda: writer.claim(Kind.CELL, right, [other])


def _studies_by_theme(writer: Writer) -> None:
    """A row for each theme, a column for each study."""
    known, keys = writer.known, _by_author(writer)
    heads: list[Cell] = [_plain(writer, _head(writer, "theme"))]
    for key in keys:
        heads.append(lambda key=key: writer.authors_and_year(known.references[key][0], True, Kind.CELL))  # type: ignore[misc]
    _row(writer, heads)
    writer.add(f"|{' --- |' * len(heads)}\n")
    for theme in known.themes:
        marks = [_mark(writer, key in known.studies_of[theme], "+") for key in keys]
        _row(writer, [_theme(writer, theme), *marks])


def _themes_with_studies(writer: Writer) -> None:
    """A row for each theme: how many studies, which share of all, and which they are."""
    known = writer.known
    _heads(writer, [_head(writer, name) for name in ("theme", "n studies", "share", "studies")])
    for theme in known.themes:
        found = [key for key in _by_author(writer) if key in known.studies_of[theme]]
        _row(
            writer,
            [
                _theme(writer, theme),
                _number(writer, len(found)),
                lambda found=found: writer.percentage(len(found), len(known.keys), Kind.CELL),  # type: ignore[misc]
                lambda found=found: _cited(writer, found),  # type: ignore[misc]
            ],
        )


def _cited(writer: Writer, keys: Sequence[str]) -> None:
    """Citations, of which one may be left out."""
    for number, key in enumerate(keys):
        start, one = writer.at, writer.reference(key)
        writer.add("; " if number else "")
        writer.authors_and_year(one, True, Kind.CELL)
        if number:
            writer.left_out(Kind.CELL, start, one.authors[0].partition(",")[0])


def _codes(writer: Writer) -> None:
    """A row for each theme with the codes that it was made of."""
    known = writer.known
    _heads(writer, [_head(writer, "theme"), _head(writer, "codes")])
    for theme in known.themes:
        own = [code for code in known.codes.values() if code.parent == theme]
        _row(writer, [_theme(writer, theme), lambda own=own: _code_names(writer, [one.id for one in own])])  # type: ignore[misc]


def _code_names(writer: Writer, codes: Sequence[str]) -> None:
    known, language = writer.known.codes, writer.language
    for number, code in enumerate(codes):
        writer.add("; " if number else "")
        right = known[code].label(language)
        others = [known[one].label(language) for one in wrong.others(code, known)]
        writer.claim(Kind.CODE, right, wrong.mixed(wrong.word_changed(right, language), others), right)


def _searches(writer: Writer) -> None:
    """A row for each source: where and when it was searched, and its hits."""
    _heads(writer, [_head(writer, name) for name in ("database", "platform", "date", "hits")])
    sources = writer.known.sources.values()
    names = [source.database for source in sources]
    for source in sources:
        unused = [one for one in wrong.UNUSED_DATABASES if one not in names]
        _row(
            writer,
            [
                lambda name=source.database, unused=unused: writer.claim(Kind.CELL, name, unused[:2], name),  # type: ignore[misc]
                _plain(writer, source.platform or "–"),
                _day(writer, date.fromisoformat(str(source.date))),
                _number(writer, source.hits or 0),
            ],
        )
    total = sum(source.hits or 0 for source in sources)
    _row(writer, [*(_plain(writer, one) for one in (_head(writer, "total"), "", "")), _number(writer, total)])


def _day(writer: Writer, day: date) -> Cell:
    language = writer.language
    return lambda: writer.claim(Kind.CELL, words.day(day, language), wrong.days(day, words.day, language))


def _reasons(writer: Writer) -> None:
    """A row for each reason for exclusion at full text."""
    flow = writer.known.review.flow
    _heads(writer, [_head(writer, "reason"), _head(writer, "reports")])
    head = "reports_excluded" if "reports_excluded" in flow.boxes else "excluded"
    reasons = writer.known.review.protocol.reasons
    for reason in reasons:
        names = [one.label(writer.language) for one in reasons]
        right = reason.label(writer.language)
        _row(
            writer,
            [
                lambda right=right, names=names: writer.claim(Kind.CELL, right, wrong.others(right, names), right),  # type: ignore[misc]
                _number(writer, flow.named(f"{head}.{reason.id}").n),
            ],
        )
    _row(writer, [_plain(writer, _head(writer, "total")), _number(writer, flow.named(head).n)])


def _countries(writer: Writer) -> None:
    """A row for each country: how many studies, and which share of all."""
    known = writer.known
    _heads(writer, [_head(writer, name) for name in ("country", "n studies", "share")])
    used = sorted({str(said["country"]) for said in known.charted.values()})
    for name in sorted(used, key=lambda one: (-len(known.with_answer("country", one)), one)):
        count = len(known.with_answer("country", name))
        _row(
            writer,
            [
                lambda name=name: writer.country(name, Kind.CELL),  # type: ignore[misc]
                _number(writer, count),
                lambda count=count: writer.percentage(count, len(known.keys), Kind.CELL),  # type: ignore[misc]
            ],
        )


def _designs_by_disease(writer: Writer) -> None:
    """How many studies have each design and disease."""
    known, language = writer.known, writer.language
    diseases = known.choices("disease")
    _heads(
        writer, [known.fields["design"].label(language), *(known.choice("disease", d, language) for d in diseases)]
    )
    for design in known.choices("design"):
        own = known.with_answer("design", design)
        counts = [sum(known.charted[key]["disease"] == disease for key in own) for disease in diseases]
        _row(writer, [_choice(writer, "design", design), *(_number(writer, count) for count in counts)])


# --- references ---------------------------------------------------------------------------------------------------


def _references(writer: Writer) -> None:
    """Every report and every other reference, in the order of the alphabet."""
    reports = [one for own in writer.known.references.values() for one in own]
    entries: list[tuple[str, Reference | str]] = [(f"{', '.join(one.authors)} {one.year}", one) for one in reports]
    entries += [(entry, entry) for entry, _ in writer.other_references]
    for number, (_, entry) in enumerate(sorted(entries, key=lambda one: one[0].casefold())):
        writer.add("\n\n" if number else "")
        if isinstance(entry, str):
            writer.add(entry)
            continue
        start = writer.at
        (_reference if writer.style.comma else _short_reference)(writer, entry)
        writer.left_out(Kind.REFERENCE, start, entry.authors[0].partition(",")[0])


def _reference(writer: Writer, one: Reference) -> None:
    """Berg, N., & Moe, P. (2020). Title. *Journal*, *7*, 1–9."""
    names = [f"{family}, {given[:1]}." for family, _, given in (author.partition(", ") for author in one.authors)]
    listed = ", ".join([*names[:-1], f"& {names[-1]}"]) if len(names) > 1 else names[0]
    _authors_year_title(writer, one, listed, " (", "). ")
    writer.add(f". *{one.journal}*, *{one.volume}*, {one.pages}.")


def _short_reference(writer: Writer, one: Reference) -> None:
    """Berg N, Moe P (2020) Title. Journal 7: 1–9."""
    names = [f"{family} {given[:1]}" for family, _, given in (author.partition(", ") for author in one.authors)]
    _authors_year_title(writer, one, ", ".join(names), " (", ") ")
    writer.add(f". {one.journal} {one.volume}: {one.pages}.")


def _authors_year_title(writer: Writer, one: Reference, listed: str, before: str, after: str) -> None:
    first = one.authors[0].partition(",")[0]
    writer.claim(Kind.REFERENCE, first, wrong.slips(first), first)
    writer.add(listed[len(first) :] + before)
    years = [year for year in wrong.years(one.year) if (first, int(year)) not in writer.cited]
    writer.claim(Kind.REFERENCE, str(one.year), years, first)
    writer.add(after)
    writer.claim(Kind.REFERENCE, one.title, wrong.word_changed(one.title, "en"), first)


BLOCKS: dict[str, Callable[[Writer], None]] = {
    "studies": _studies,
    "themes": _themes_by_study,
    "studies_by_theme": _studies_by_theme,
    "themes_with_studies": _themes_with_studies,
    "codes": _codes,
    "searches": _searches,
    "reasons": _reasons,
    "countries": _countries,
    "designs_by_disease": _designs_by_disease,
    "references": _references,
}
