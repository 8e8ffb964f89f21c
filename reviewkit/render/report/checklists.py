"""PRISMA-ScR and PRISMA-S, with what the folder shows of each item, and which items a person must write.

PRISMA-ScR: Tricco et al. 2018, doi:10.7326/M18-0850, 20 items and 2 optional ones. PRISMA-S: Rethlefsen et al. 2021,
doi:10.1186/s13643-020-01542-z, 16 items. The items are told in other words (locales, `checklist`).
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reviewkit.locales import Labels
from reviewkit.model import QueryLine, Source
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.table import Table
from reviewkit.words import Arm, BoxId, ReviewerKind

if TYPE_CHECKING:
    from reviewkit.review import Review


class State(StrEnum):
    """How far the folder has what an item asks for."""

    FILLED = "filled"
    PARTLY = "partly"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a checklist, and sentences that say where its evidence is."""

    number: int
    state: State
    where: tuple[str, ...] = ()


def scoping_checklist(given: Given) -> Made:
    """PRISMA-ScR as a part of the report."""
    return _part(given, prisma_scr(given.review, given.labels), scr_items(given.review, given.labels))


def search_checklist(given: Given) -> Made:
    """PRISMA-S as a part of the report."""
    return _part(given, prisma_s(given.review, given.labels), s_items(given.review, given.labels))


def _part(given: Given, section: Section, items: Sequence[Item]) -> Made:
    counts = Counter(item.state for item in items)
    numbers = {"items": len(items), **{str(state): counts[state] for state in State}}
    return Made(section, numbers, given.of_studies())


def prisma_scr(review: "Review", labels: Labels) -> Section:
    """The checklist of scoping reviews."""
    items = scr_items(review, labels)
    rows = [
        (
            str(item.number),
            labels.text(f"checklist.scr.item_{item.number}"),
            labels.text(f"checklist.scr.asks_{item.number}"),
            labels.words.get(f"checklist.scr.since_{item.number}", ""),
            *_state(item, labels),
        )
        for item in items
    ]
    return _section("scr", "number item asks since state where page", items, rows, labels)


def prisma_s(review: "Review", labels: Labels) -> Section:
    """The checklist of literature searches."""
    items = s_items(review, labels)
    rows = [
        (
            str(item.number),
            labels.text(f"checklist.s.item_{item.number}"),
            labels.text(f"checklist.s.asks_{item.number}"),
            *_state(item, labels),
        )
        for item in items
    ]
    return _section("s", "number item asks state where page", items, rows, labels)


def _state(item: Item, labels: Labels) -> tuple[str, str, str]:
    """The state, where the evidence is, and a page that is left open."""
    return labels.text(f"checklist.{item.state}"), " ".join(item.where), ""


def _section(
    name: str, heads: str, items: Sequence[Item], rows: Sequence[tuple[str, ...]], labels: Labels
) -> Section:
    counts = Counter(item.state for item in items)
    summary = labels.sentence("checklist.summary", n=len(items), **{str(state): counts[state] for state in State})
    table = Table(
        labels.text(f"checklist.{name}_caption"),
        tuple(labels.text(f"checklist.head_{head}") for head in heads.split()),
        tuple(rows),
        notes=(labels.text(f"checklist.{name}_source"),),
        language=labels.language,
    )
    return Section(labels.text(f"checklist.{name}_title"), (summary, labels.text("checklist.states")), (table,))


def scr_items(review: "Review", labels: Labels) -> tuple[Item, ...]:
    """The items of PRISMA-ScR, from 1 to 22."""
    seen = _Seen(review, labels)
    return tuple(Item(number, *_SCR.get(number, _by_a_person)(seen)) for number in range(1, 23))


def s_items(review: "Review", labels: Labels) -> tuple[Item, ...]:
    """The items of PRISMA-S, from 1 to 16."""
    seen = _Seen(review, labels)
    return tuple(Item(number, *_S.get(number, _by_a_person)(seen)) for number in range(1, 17))


_Found = tuple[State, tuple[str, ...]]


class _Seen:
    """A review, and sentences on it in a language."""

    def __init__(self, review: "Review", labels: Labels) -> None:
        self.review, self.labels = review, labels
        self.protocol = review.protocol
        self.sources = review.facts.sources

    def say(self, key: str, /, **values: object) -> str:
        return self.labels.sentence(f"checklist.where_{key}", **values)

    def counted(self, key: str, some: Sequence[Source], of: Sequence[Source] | None = None) -> _Found:
        """How many of the sources have something: filled where all have, partly where some have."""
        every = self.sources if of is None else of
        said = (self.say(key, some=len(some), n=len(every)),) if every else ()
        if not some:
            return State.PERSON, said
        return (State.FILLED if len(some) == len(every) else State.PARTLY), said

    def listed(self, sources: Sequence[Source]) -> _Found:
        """The names of the sources; a person says so where there are none."""
        if not sources:
            return State.PERSON, (self.say("none"),)
        return State.FILLED, (self.say("named", names="; ".join(source.database for source in sources)),)


def _by_a_person(seen: _Seen) -> _Found:
    return State.PERSON, ()


def _if(is_so: bool, state: State, *where: str) -> _Found:
    return (state, where) if is_so else (State.PERSON, ())


def _title(seen: _Seen) -> _Found:
    return _if(bool(seen.protocol.title), State.PARTLY, seen.say("title"))


def _abstract(seen: _Seen) -> _Found:
    return _if(bool(seen.review.records), State.PARTLY, seen.say("results"))


def _objectives(seen: _Seen) -> _Found:
    n = len(seen.protocol.questions)
    return _if(n > 0, State.PARTLY, seen.say("questions", n=n))


def _registration(seen: _Seen) -> _Found:
    where = [seen.say("registration")] if seen.protocol.registration else []
    where += [seen.say("changes")] if seen.review.facts.agreements else []
    return (State.FILLED if seen.protocol.registration else State.PERSON), tuple(where)


def _eligibility(seen: _Seen) -> _Found:
    criteria = len(seen.protocol.criteria.include) + len(seen.protocol.criteria.exclude)
    reasons = len(seen.protocol.reasons)
    where = [seen.say("criteria", n=criteria)] if criteria else []
    where += [seen.say("reasons", n=reasons)] if reasons else []
    return (State.FILLED if criteria else State.PARTLY if reasons else State.PERSON), tuple(where)


def _information_sources(seen: _Seen) -> _Found:
    sources = seen.sources
    platforms = sum(bool(source.platform) for source in sources)
    dates = sum(bool(source.date) for source in sources)
    is_whole = platforms == dates == len(sources)
    said = seen.say("sources", n=len(sources), platforms=platforms, dates=dates)
    return _if(bool(sources), State.FILLED if is_whole else State.PARTLY, said)


def _search(seen: _Seen) -> _Found:
    found = _with_strategy(seen.sources)
    if not seen.sources:
        return State.PERSON, ()
    said = (seen.say("strategies", some=len(found), n=len(seen.sources)),)
    return (State.FILLED if found else State.PERSON), said


def _selection(seen: _Seen) -> _Found:
    decisions = seen.review.facts.decisions
    deciding = {seen.protocol.id_of(decision.by) for decision in decisions}
    people = {one.id for one in seen.protocol.reviewers if one.kind is ReviewerKind.PERSON} & deciding
    return _if(bool(decisions), State.FILLED, seen.say("screening", n=len(decisions), people=len(people)))


def _data_charting(seen: _Seen) -> _Found:
    return _if(seen.review.facts.form is not None, State.PARTLY, seen.say("charting"))


def _data_items(seen: _Seen) -> _Found:
    form = seen.review.facts.form
    fields = len(tuple(form.fields())) if form else 0
    return _if(fields > 0, State.FILLED, seen.say("fields", n=fields))


def _synthesis(seen: _Seen) -> _Found:
    codes = sum(len(book.codes) for book in seen.review.facts.codebooks)
    return _if(codes > 0, State.PARTLY, seen.say("codebook", n=codes))


def _selection_results(seen: _Seen) -> _Found:
    flow = seen.review.flow
    if not seen.review.records:
        return State.PERSON, ()
    screened = seen.labels.number(flow.n(BoxId.SCREENED))
    said = seen.say("flow", screened=screened, n=flow.n(BoxId.NEW_REPORTS))
    if flow.unfinished:
        return State.PARTLY, (said, seen.say("unfinished", n=len(flow.unfinished)))
    return State.FILLED, (said,)


def _characteristics(seen: _Seen) -> _Found:
    studies = seen.review.included_studies
    if not studies:
        return State.PERSON, ()
    charted = _charted(seen.review)
    where = [seen.say("studies", n=len(studies))]
    where += [seen.say("charted", charted=charted, n=len(studies))] if charted else []
    return (State.FILLED if charted == len(studies) else State.PARTLY), tuple(where)


def _individual_results(seen: _Seen) -> _Found:
    studies = seen.review.included_studies
    charted = _charted(seen.review)
    where = [seen.say("charted", charted=charted, n=len(studies))] if charted else []
    where += _themes(seen)
    if not where:
        return State.PERSON, ()
    return (State.FILLED if charted == len(studies) or _themes(seen) else State.PARTLY), tuple(where)


def _synthesis_results(seen: _Seen) -> _Found:
    themes = _themes(seen)
    return _if(bool(themes), State.PARTLY, *themes)


def _limitations(seen: _Seen) -> _Found:
    flow = seen.review.flow
    missing = flow.n(BoxId.NOT_RETRIEVED) + flow.n(BoxId.OTHER_NOT_RETRIEVED)
    unrecorded = sum(
        box.n for name, box in flow.boxes.items() if name.endswith(".unrecorded") and "excluded" in name
    )
    where = [seen.say("not_retrieved", n=missing)] if missing else []
    where += [seen.say("unrecorded", n=unrecorded)] if unrecorded else []
    return _if(bool(where), State.PARTLY, *where)


def _funding(seen: _Seen) -> _Found:
    form = seen.review.facts.form
    fields = form.fields() if form else ()
    return _if(any("fund" in field.id for field in fields), State.PARTLY, seen.say("funding"))


def _charted(review: "Review") -> int:
    """How many of the included studies have an answer in the charting table."""
    if review.facts.form is None:
        return sum(bool(study.characteristics) for study in review.included_studies)
    charted = {value.study for value in review.facts.charted}
    return sum(study.key in charted for study in review.included_studies)


def _themes(seen: _Seen) -> list[str]:
    return [seen.say("matrix", n=len(matrix.themes)) for matrix in seen.review.matrices.values() if matrix.marks]


def _with_strategy(sources: Sequence[Source]) -> list[Source]:
    """The sources of which a line says what was searched for: more than how lines were combined or limited."""
    return [source for source in sources if any(map(_has_terms, source.lines))]


def _has_terms(line: QueryLine) -> bool:
    words = _WORD.findall(line.query.casefold())
    return "limit" not in line.step.casefold() and not _OPERATORS.issuperset(words)


_WORD = re.compile(r"[^\W\d_]+")
_OPERATORS = frozenset(("and", "or", "not", "og", "eller", "ikke", "ikkje"))


def _databases(seen: _Seen) -> _Found:
    sources = [source for source in seen.sources if source.arm is Arm.DATABASES]
    where = _if(bool(sources), State.FILLED, seen.say("named", names="; ".join(one.database for one in sources)))[
        1
    ]
    state, counted = seen.counted("platforms", [source for source in sources if source.platform], sources)
    return (State.PARTLY if sources and state is State.PERSON else state), (*where, *counted)


def _several_at_once(seen: _Seen) -> _Found:
    platforms: dict[str, list[str]] = {}
    for source in seen.sources:
        platforms.setdefault(source.platform.casefold(), []).append(source.database)
    shared = [names for platform, names in platforms.items() if platform and len(names) > 1]
    names = " | ".join(", ".join(one) for one in shared)
    return _if(bool(shared), State.PARTLY, seen.say("shared", names=names))


def _registers(seen: _Seen) -> _Found:
    return seen.listed([source for source in seen.sources if source.arm is Arm.REGISTERS])


_KINDS = {"website": 4, "organisation": 4, "browsing": 4, "citation": 5, "contact": 6}  # the item of PRISMA-S


def _item_of(source: Source) -> int:
    """Which item of PRISMA-S a source of other methods belongs to, by what the search log calls its kind."""
    kind = source.kind.casefold()
    return next((item for word, item in _KINDS.items() if word in kind), 7)


def _other_methods(item: int) -> Callable[[_Seen], _Found]:
    def found(seen: _Seen) -> _Found:
        return seen.listed([one for one in seen.sources if one.arm is Arm.OTHER and _item_of(one) == item])

    return found


def _strategies(seen: _Seen) -> _Found:
    return seen.counted("strategies", _with_strategy(seen.sources))


def _limits(seen: _Seen) -> _Found:
    return seen.counted("limits", [source for source in seen.sources if source.limits])


def _dates(seen: _Seen) -> _Found:
    return seen.counted("dates", [source for source in seen.sources if source.date])


def _updates(seen: _Seen) -> _Found:
    reruns = [source for source in seen.sources if source.rerun_of]
    names = "; ".join(f"{source.name} ({source.date or source.rerun_of})" for source in reruns)
    return _if(bool(reruns), State.FILLED, seen.say("reruns", names=names))


def _peer_review(seen: _Seen) -> _Found:
    return seen.counted("press", [source for source in seen.sources if source.press])


def _records(seen: _Seen) -> _Found:
    records = len(seen.review.records)
    return _if(records > 0, State.FILLED, seen.say("records", records=records, n=len(seen.review.shares)))


def _deduplication(seen: _Seen) -> _Found:
    flow = seen.review.flow
    n = flow.n(BoxId.DUPLICATES) + flow.n(BoxId.OTHER_DUPLICATES)
    is_run = bool(seen.review.facts.runs or seen.review.facts.verdicts)
    return _if(is_run, State.FILLED, seen.say("duplicates", n=n))


_SCR: dict[int, Callable[[_Seen], _Found]] = {
    1: _title,
    2: _abstract,
    4: _objectives,
    5: _registration,
    6: _eligibility,
    7: _information_sources,
    8: _search,
    9: _selection,
    10: _data_charting,
    11: _data_items,
    13: _synthesis,
    14: _selection_results,
    15: _characteristics,
    17: _individual_results,
    18: _synthesis_results,
    20: _limitations,
    22: _funding,
}
_S: dict[int, Callable[[_Seen], _Found]] = {
    1: _databases,
    2: _several_at_once,
    3: _registers,
    4: _other_methods(4),
    5: _other_methods(5),
    6: _other_methods(6),
    7: _other_methods(7),
    8: _strategies,
    9: _limits,
    12: _updates,
    13: _dates,
    14: _peer_review,
    15: _records,
    16: _deduplication,
}
