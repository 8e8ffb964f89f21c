"""The queries of the search log, checked in the notation of their platform."""

from dataclasses import dataclass

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.query_lint import QueryFinding, findings_in, notation_of
from reviewkit.review import Review
from reviewkit.search_expression import names_lines
from reviewkit.words import message


@dataclass(frozen=True, slots=True)
class LineFinding:
    """What is said of a line of a search."""

    source: str
    number: str
    place: Place
    finding: QueryFinding


@dataclass(frozen=True, slots=True)
class Linted:
    """How many lines were checked, what was found, and the sources whose platform is not known to the checker."""

    lines: int
    findings: tuple[LineFinding, ...]
    skipped: tuple[str, ...]


def lint_queries(review: Review, name: str = "") -> Linted:
    """Check every line that searches for terms (those that join lines are checked by `check`), of one source or all.

    Raises ReviewkitError for a source that is not in the search log, and where search-query is not installed.
    """
    sources = [source for source in review.facts.sources if name in ("", source.name)]
    if name and not sources:
        raise ReviewkitError(message("There is no source {name!r} in searches.yaml.", name=name))
    findings, checked, skipped = [], 0, []
    for source in sources:
        notation = notation_of(source.platform or source.database)
        if not notation:
            skipped.append(source.name)
            continue
        for at, line in enumerate(source.lines, start=1):
            if not line.query.strip() or line.of or names_lines(line.query):
                continue
            checked += 1
            number = line.number or str(at)
            findings += [
                LineFinding(source.name, number, line.place, one) for one in findings_in(line.query, notation)
            ]
    return Linted(checked, tuple(findings), tuple(skipped))
