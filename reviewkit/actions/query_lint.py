"""The queries of the search log, checked in the notation of their platform."""

from dataclasses import dataclass

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.query_lint import NOT_CHECKED, QueryFinding, notation_of
from reviewkit.model import QueryLine
from reviewkit.review import Review
from reviewkit.search_expression import names_lines
from reviewkit.store.queries_apart import findings_apart
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
    """How many lines were checked, what was found (also that a line takes too long to be checked), and the sources
    whose platform is not known to the checker."""

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
    notations = {source.name: notation_of(source.platform or source.database) for source in sources}
    lines = [
        (source.name, line.number or str(at), line)
        for source in sources
        if notations[source.name]
        for at, line in enumerate(source.lines, start=1)
        if _is_of_terms(line)
    ]
    found = findings_apart([(line.query, notations[source]) for source, _, line in lines])
    findings = tuple(
        LineFinding(source, number, line.place, one)
        for (source, number, line), said in zip(lines, found, strict=True)
        for one in said
    )
    unchecked = sum(one.finding.code == NOT_CHECKED for one in findings)
    skipped = tuple(source.name for source in sources if not notations[source.name])
    return Linted(len(lines) - unchecked, findings, skipped)


def _is_of_terms(line: QueryLine) -> bool:
    """Whether a line searches for terms, and does not join lines."""
    return bool(line.query.strip()) and not line.of and not names_lines(line.query)
