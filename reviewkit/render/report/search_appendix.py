"""The searches as they were made (PRISMA-S, Rethlefsen et al. 2021, items 1, 8, 9 and 12 to 15): the search terms of
the question, then for each source what is known of the search, and its strategy line by line to the letter."""

from collections.abc import Mapping

from reviewkit.model import Element, Framework, QueryLine, Source
from reviewkit.model.question import THESAURI
from reviewkit.render.document import Block, Paragraph, Run, Section, Style, paragraph
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.searches import searches_table
from reviewkit.render.tables.table import Table


def searches(given: Given) -> Made:
    """All searches in a table, the search terms of each element of the question, a section for each source with its
    strategy, and what searches that were run again brought."""
    found = given.review.sources_with_counts()
    said = (given.say("searches", n=len(found)),) if found else (given.say("no_searches"),)
    framework = given.review.protocol.framework
    parts = [_terms(framework, given)] if framework and framework.elements else []
    if found:
        parts += [_strategy(source, given) for source, _ in found if source.lines or _facts(source, given)]
    parts += [_again(given)] if given.review.search_reruns else []
    tables = (searches_table(found, given.labels),) if found else ()
    section = Section(given.say("heading_searches"), said, tables, sections=tuple(parts))
    return Made(section, _numbers(given), given.of_records())


def _numbers(given: Given) -> dict[str, int]:
    """Every number that the part prints."""
    numbers: dict[str, int] = {}
    for source, records in given.review.sources_with_counts():
        numbers[f"{source.name}.records"] = records
        if source.hits is not None:
            numbers[f"{source.name}.hits"] = source.hits
        lines = enumerate(source.lines, start=1)
        numbers |= {f"{source.name}.line.{at}": line.hits for at, line in lines if line.hits is not None}
    numbers |= {f"{one.again.name}.new": one.new for one in given.review.search_reruns}
    return numbers


# -- the search terms of the question


def _terms(framework: Framework, given: Given) -> Section:
    """The elements of the question with what they are, and a table of their search terms, row by row."""
    labels, columns = given.labels, framework.term_columns()
    elements = tuple(
        Paragraph((Run(_named(one, given), bold=True), Run(_meaning(one.meaning, given))))
        for one in framework.elements
    )
    heading = given.say("heading_terms", framework=framework.name)
    if not columns:
        return Section(heading, blocks=elements)
    rows = tuple(
        (_named(one, given), *(row.get(column, "") for column in columns))
        for one in framework.elements
        for row in one.terms
    )
    head = (given.say("terms_element"), *(_column(column, given) for column in columns))
    table = Table(given.say("terms_caption", framework=framework.name), head, rows, language=labels.language)
    return Section(heading, blocks=(*elements, table))


def _named(element: Element, given: Given) -> str:
    return f"{element.letter} – {given.labels.name(element.labels) or element.id}"


def _meaning(texts: Mapping[str, str], given: Given) -> str:
    meaning = given.labels.name(texts)
    return f": {meaning}" if meaning else ""


def _column(column: str, given: Given) -> str:
    """What a column of terms is headed by: a language, or a list of subject headings."""
    if column in THESAURI:
        return THESAURI[column]
    known = given.labels.words.get(f"report.terms_{column}")
    return known or given.say("terms_other", language=column)


# -- a source with its strategy


def _strategy(source: Source, given: Given) -> Section:
    """What is known of a search, then its lines."""
    facts = _facts(source, given)
    blocks: list[Block] = [
        Paragraph((Run(f"{given.say(f'search_{name}')}: ", bold=True), Run(text))) for name, text in facts.items()
    ]
    if missing := [given.say(f"search_{name}") for name in ("platform", "date", "searcher") if name not in facts]:
        blocks.append(paragraph(given.say("search_not_stated", missing=", ".join(missing).lower()), Style.NOTE))
    if source.lines:
        blocks.append(_lines(source, given))
    return Section(source.database, blocks=tuple(blocks))


def _facts(source: Source, given: Given) -> dict[str, str]:
    """What the search log says of a source, under the names of the labels; what it does not say is not there."""
    press = source.press
    said = {
        "platform": source.platform,
        "date": source.date,
        "searcher": _person(source.searcher, given),
        "limits": source.limits,
        "press": ", ".join(filter(None, (_person(press.by, given), press.date, press.note))) if press else "",
        "rerun_of": source.rerun_of,
        "difference": source.difference,
    }
    return {name: text for name, text in said.items() if text}


def _person(text: str, given: Given) -> str:
    """The name of somebody whom the log calls by their id; a text as it is."""
    reviewer = given.review.protocol.reviewer(text)
    return reviewer.name or text if reviewer else text


_COLUMNS = ("number", "step", "query", "limits", "hits")


def _lines(source: Source, given: Given) -> Table:
    """The strategy line by line; columns that no line has anything in are left out."""
    rows = [_line(line, at, given) for at, line in enumerate(source.lines, start=1)]
    shown = [name for name in _COLUMNS if name == "query" or any(row[name] for row in rows)]
    return Table(
        given.say("search_lines", source=source.database),
        tuple(given.say(f"search_line_{name}") for name in shown),
        tuple(tuple(row[name] for name in shown) for row in rows),
        language=given.labels.language,
    )


def _line(line: QueryLine, at: int, given: Given) -> dict[str, str]:
    framework = given.review.protocol.framework
    element = framework.element(line.element) if framework else None
    steps = (_named(element, given) if element else "", _step(line, element, given))
    of = given.say("search_of", lines=", ".join(line.of)) if line.of else ""
    return {
        "number": line.number or str(at),
        "step": ", ".join(filter(None, steps)),
        "query": " ".join(filter(None, (line.query, of))),
        "limits": "; ".join(filter(None, (line.limits, line.date))),
        "hits": "" if line.hits is None else given.labels.number(line.hits),
    }


def _step(line: QueryLine, element: Element | None, given: Given) -> str:
    """The words of the log for a line, without those that name its element once more."""
    if element and line.step in (element.letter, element.id):
        return ""
    return given.say("search_step_limit") if line.step.casefold() == "limit" else line.step


# -- searches that were run again


def _again(given: Given) -> Section:
    labels = given.labels
    rows = tuple(
        (
            one.again.database,
            one.first.date,
            *(labels.number(n) if n is not None else "" for n in (one.first.hits, one.records_first)),
            one.again.date,
            *(labels.number(n) if n is not None else "" for n in (one.again.hits, one.records, one.new)),
        )
        for one in given.review.search_reruns
    )
    names = ("database", "date_first", "hits_first", "records_first", "date", "hits", "records", "new")
    head = tuple(given.say(f"rerun_{name}") for name in names)
    table = Table(given.say("rerun_caption"), head, rows, language=labels.language)
    return Section(given.say("heading_reruns"), tables=(table,))
