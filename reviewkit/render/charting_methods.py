"""How studies were charted, in sentences for the methods section of an article."""

from collections.abc import Iterator, Mapping

from reviewkit.charting_methods import ChartingMethods
from reviewkit.locales import Labels
from reviewkit.words import ChartingMode


def methods(found: ChartingMethods, names: Mapping[str, str], labels: Labels) -> tuple[str, ...]:
    """Sentences that say no more than the log shows, and at the end what is not finished. `names` are those of people,
    by their ids."""
    if found.published:
        return (labels.text("charting.published"),)
    return (
        *_done(found, names, labels),
        *_compared(found, labels),
        *_quoted(found, labels),
        *_left(found, labels),
    )


def _done(found: ChartingMethods, names: Mapping[str, str], labels: Labels) -> Iterator[str]:
    """Who charted what, with which form."""
    whole = "finished" if found.finished == found.studies else "unfinished"
    yield labels.sentence(f"methods.{whole}", n=found.finished, total=found.studies, fields=found.fields)
    if found.changes_of_form:
        yield labels.sentence("methods.changes_of_form", n=found.changes_of_form)
    for pilot in found.pilots:
        key = "pilot" if pilot.finished else "pilot_unfinished"
        yield labels.sentence(f"methods.{key}", people=pilot.people, studies=pilot.studies)
    if found.most:
        yield _how(found, labels)
    if found.people:
        yield labels.sentence("methods.people", n=len(found.people), names=_names(found.people, names, labels))
    if found.tools:
        yield labels.sentence("methods.tools", n=len(found.tools), names=_names(found.tools, names, labels))


def _how(found: ChartingMethods, labels: Labels) -> str:
    """How many people charted each study outside of pilots."""
    fewest = labels.text(f"methods.people_{min(found.fewest, 2)}")
    who = fewest if found.most == found.fewest <= 2 else labels.text("methods.at_least").format(who=fewest)
    mode = "verify" if found.agreed.mode is ChartingMode.VERIFY else "independent"
    which = f"each{'_other' if found.pilots else ''}{'' if found.finished == found.studies else '_so_far'}"
    key = mode if found.agreed.people > 1 else "one"
    return labels.text(f"methods.{key}").format(who=who, subject=labels.text(f"methods.{which}"))


def _names(done: tuple[tuple[str, int], ...], names: Mapping[str, str], labels: Labels) -> str:
    return "; ".join(labels.sentence("methods.name", name=names.get(who) or who, n=n) for who, n in done)


def _compared(found: ChartingMethods, labels: Labels) -> Iterator[str]:
    """How far people agreed, and what became of differences."""
    if found.compared:
        share = (200 * found.alike + found.compared) // (2 * found.compared)
        yield labels.sentence(
            "methods.alike", alike=found.alike, units=found.compared, share=labels.per_cent(str(share))
        )
    if found.checked:
        yield labels.sentence("methods.checked", confirmed=found.confirmed, checked=found.checked)
    if found.settled:
        how = (labels.sentence(f"methods.settled_{why}", n=n) for why, n in found.settled)
        yield labels.sentence("methods.settled", n=sum(n for _, n in found.settled), how=", ".join(how))
    if found.corrections:
        yield labels.sentence("methods.corrections", n=found.corrections)


def _quoted(found: ChartingMethods, labels: Labels) -> Iterator[str]:
    quotes = found.quotes
    if quotes.with_quote:
        yield labels.sentence("methods.quotes", n=quotes.with_quote, values=quotes.values)
        yield labels.sentence("methods.found", found=quotes.found, quotes=quotes.quotes)


def _left(found: ChartingMethods, labels: Labels) -> Iterator[str]:
    """What is not finished."""
    if found.is_finished:
        return
    yield labels.text("methods.not_finished")
    for key in ("not_settled", "not_checked", "left_out"):
        if n := getattr(found, key):
            yield labels.sentence(f"methods.{key}", n=n)
