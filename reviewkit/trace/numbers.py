"""Where a review has a number: boxes, sources, themes, answers."""

from collections.abc import Iterator

from reviewkit.charting_counts import categories
from reviewkit.locales import labels
from reviewkit.trace.chain import Chain
from reviewkit.trace.step import Kind, Step
from reviewkit.words import message, number_of


def steps_with(chain: Chain, n: int) -> Iterator[Step]:
    """A step for each place of the review that has this number; each can be traced itself."""
    yield from _in_flow(chain, n)
    yield from _of_sources(chain, n)
    yield from _of_themes(chain, n)
    yield from _of_fields(chain, n)


def _in_flow(chain: Chain, n: int) -> Iterator[Step]:
    for box in chain.review.flow.boxes.values():
        if box.n == n:
            yield Step(Kind.BOX, str(box.id), message("n = {n}", n=n))


def _of_sources(chain: Chain, n: int) -> Iterator[Step]:
    """Hits and records of a source, and what its share is."""
    for source in chain.review.facts.sources:
        if source.hits == n:
            said = message("{source} has {hits}", source=source.name, hits=number_of(n, "hit"))
            yield Step(Kind.SOURCE, source.name, said, source.place)
    for share in chain.review.shares:
        for number, noun in ((share.records, "record"), (share.reports, "report")):
            if number == n:
                said = message("{source} has {records}", source=share.source, records=number_of(n, noun))
                yield Step(Kind.SOURCE, f"{share.source}", said)
        if share.only_here == n:
            said = message("only {source} has {reports}", source=share.source, reports=number_of(n, "report"))
            yield Step(Kind.SOURCE, f"{share.source}", said)


def _of_themes(chain: Chain, n: int) -> Iterator[Step]:
    for name, matrix in chain.seen.coded.matrices.items():
        for theme in matrix.themes:
            if len(matrix.studies_with(theme)) == n:
                said = message(
                    "{theme}: in {studies}",
                    theme=theme.label(chain.language),
                    studies=number_of(n, "study", "studies"),
                )
                yield Step(Kind.THEME, f"{name}/{theme.id}", said, theme.place)


def _of_fields(chain: Chain, n: int) -> Iterator[Step]:
    """Answers that this many studies have, and numbers that were charted."""
    view = chain.seen.chart
    if view is None:
        return
    for field in view.form.fields():
        for one in categories(view, field):
            if one.n == n:
                said = message(
                    "{field} = {value}: {studies}",
                    field=field.label(chain.language),
                    value=one.name(labels(chain.language)),
                    studies=number_of(n, "study", "studies"),
                )
                yield Step(Kind.FIELD, field.id, said, field.place)
        for study in view.studies:
            for item in view.in_field(study.key, field.id):
                held = view.chart.held(item)
                if held and held.value == n and not isinstance(held.value, bool):
                    said = message("{study}: {field} = {value}", study=study.citation, field=field.id, value=n)
                    yield Step(Kind.VALUE, f"{study.key}/{field.id}", said)
