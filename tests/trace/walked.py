"""Walking through a trace, for tests: what is before a step."""

from collections.abc import Mapping, Sequence

from reviewkit.review import Review
from reviewkit.trace import Chain, Document, Kind, Lines, Named, Seen, Step, Trace, follow, named


def raw_of(review: Review) -> "RawOf":
    """Lines as if each record were one line of its own in an export, in the order of the records."""
    return RawOf({record: Lines("x.ris", n, n) for n, record in enumerate(review.records, start=1)})


class RawOf:
    """The lines of records, by their ids."""

    def __init__(self, lines: Mapping[str, Lines]) -> None:
        self.lines = lines

    def __call__(self, records: Sequence[str]) -> dict[str, Lines]:
        return {one: self.lines[one] for one in records}


def traced(
    review: Review,
    *words: str,
    who: str = "",
    most: int | None = None,
    documents: Sequence[Document] = (),
    found: Named | None = None,
) -> Trace:
    """What these words name, followed."""
    seen = Seen(review, who)
    chain = Chain(seen, lambda act: f"what {act.by} did", "en", most)
    what = found or named(seen, words)
    follow(chain, what)
    return chain.traced([what.name], raw_of(review), documents)


def before(trace: Trace, name: str) -> tuple[Step, ...]:
    """Every step from which a step of this name follows, at any distance."""
    by_name = {step.name: step for step in trace.steps}
    leads: dict[str, set[str]] = {}
    for step in trace.steps:
        for after in step.next:
            leads.setdefault(after, set()).add(step.name)
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = leads.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return tuple(by_name[one] for one in sorted(found))


def lines_before(trace: Trace, name: str) -> set[int]:
    """The lines of the export from which a step follows."""
    return {step.place.line for step in before(trace, name) if step.kind is Kind.LINES and step.place}
