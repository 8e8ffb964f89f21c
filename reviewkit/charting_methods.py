"""What the log shows of how studies were charted, for the methods section: counts, and nothing that was not logged."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewkit.charting import Charted
from reviewkit.model import Answer, Charting, Protocol, Quoted
from reviewkit.words import ChartingMode, FieldType, QuoteRule, ReviewerKind, Settling, ValueState

if TYPE_CHECKING:
    from reviewkit.blind import ChartView

# Answers of these types can be the same by intent; two people never write the same sentence.
COMPARED = (
    FieldType.CHOICE,
    FieldType.CHOICES,
    FieldType.YES_NO,
    FieldType.INTEGER,
    FieldType.NUMBER,
    FieldType.YEAR,
    FieldType.DATE,
    FieldType.COUNTRY,
)


@dataclass(frozen=True, slots=True)
class PilotOfCharting:
    """How many studies a pilot has, how many people, and whether all of them are done with it."""

    studies: int
    people: int
    finished: bool


@dataclass(frozen=True, slots=True)
class QuoteCounts:
    """Of the values that hold, in fields that take a quote, how many have one; and how many of the quotes were found in
    a full text when they were charted."""

    values: int = 0
    with_quote: int = 0
    quotes: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True)
class ChartingMethods:
    """Counts of what was done.

    `people` and `tools` say with how many studies each is done. `fewest` and `most` are how many were done with a study
    that is charted to the end, outside pilots. `compared` answers were given before people saw each other's, and
    `alike` of them are the same. `checked` answers were looked at by another person, who left `confirmed` as they were.
    """

    studies: int
    finished: int
    fields: int
    changes_of_form: int
    agreed: Charting
    people: tuple[tuple[str, int], ...] = ()
    tools: tuple[tuple[str, int], ...] = ()
    fewest: int = 0
    most: int = 0
    pilots: tuple[PilotOfCharting, ...] = ()
    compared: int = 0
    alike: int = 0
    checked: int = 0
    confirmed: int = 0
    settled: tuple[tuple[Settling, int], ...] = ()
    not_settled: int = 0
    not_checked: int = 0
    corrections: int = 0
    quotes: QuoteCounts = QuoteCounts()
    left_out: int = 0
    published: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to chart, to settle or to check."""
        left = (self.studies - self.finished, self.not_settled, self.not_checked, self.left_out)
        return bool(self.studies) and not any(left) and all(one.finished for one in self.pilots)


def tools_of(protocol: Protocol) -> frozenset[str]:
    """The ids of the automation tools of the review."""
    return frozenset(one.id for one in protocol.reviewers if one.kind is ReviewerKind.TOOL)


def names_of(protocol: Protocol) -> dict[str, str]:
    """What people are called, and tools with their models and versions."""
    return {
        one.id: " ".join(filter(None, (one.name or one.id, one.model, one.version)))
        if one.kind is ReviewerKind.TOOL
        else one.name
        for one in protocol.reviewers
    }


def charting_methods(view: "ChartView", tools: Collection[str] = ()) -> ChartingMethods:
    """What a view of nobody in particular shows: of studies that people still chart blinded, only who is done.

    `tools` are the ids of those that are no people.
    """
    chart = view.chart.only(view.studies)
    keys = [study.key for study in view.studies]
    finished = [key for key in keys if chart.is_finished(key)]
    in_pilots = {key for pilot in chart.pilots for key in pilot.studies}
    done = Counter(person for key in keys for person in chart.done(key) if person not in view.publications)
    sizes = [len(chart.done(key)) for key in finished if key not in in_pilots]
    open_ = chart.differences(keys)
    gaps = view.gaps(view.studies, tuple(view.form.fields()))
    agreements = [one.agreement for one in view.agreement(view.studies) if _is_compared(view, one.field)]
    checks = view.field_checks()
    begun = {person for key in keys for person in chart.begun(key)}
    return ChartingMethods(
        studies=len(keys),
        finished=len(finished),
        fields=sum(1 for _ in view.form.fields()),
        changes_of_form=max(0, len(view.form.versions) - 1),
        agreed=chart.agreed,
        people=tuple(sorted((who, n) for who, n in done.items() if who not in tools)),
        tools=tuple(sorted((who, n) for who, n in done.items() if who in tools)),
        fewest=min(sizes, default=0),
        most=max(sizes, default=0),
        pilots=tuple(
            PilotOfCharting(len(pilot.studies), len(pilot.people), not chart.left_of(pilot))
            for pilot in chart.pilots
        ),
        compared=sum(one.units for one in agreements),
        alike=sum(one.alike for one in agreements),
        checked=sum(one.checked for one in checks),
        confirmed=sum(one.confirmed for one in checks),
        settled=_settled(view),
        not_settled=sum(not _is_unchecked(view, item) for item in open_),
        not_checked=sum(_is_unchecked(view, item) for item in open_),
        corrections=len(chart.corrections),
        quotes=_quotes(view),
        left_out=sum(len(fields) for _, fields in gaps.left_out),
        published=bool(begun) and begun <= view.publications,
    )


def _is_compared(view: "ChartView", field_id: str) -> bool:
    field = view.form.field(field_id)
    return field is not None and field.type in COMPARED


def _is_verified(view: "ChartView", item: Charted) -> bool:
    agreed = view.chart.agreed_for(item.study)
    return agreed.mode is ChartingMode.VERIFY and agreed.people > 1


def _is_unchecked(view: "ChartView", item: Charted) -> bool:
    return item.state is ValueState.ONE and _is_verified(view, item)


def _items(view: "ChartView") -> Iterator[Charted]:
    """What was charted of the included studies in the fields of the form."""
    fields = {field.id for field in view.form.fields()}
    return (item for study in view.studies for item in view.chart.of(study.key) if item.field in fields)


def _settled(view: "ChartView") -> tuple[tuple[Settling, int], ...]:
    """How many differences were settled in each way, without what was only checked."""
    found = Counter(item.settled.why for item in _items(view) if item.settled and not _is_verified(view, item))
    return tuple((why, found[why]) for why in Settling if found[why])


def _quotes(view: "ChartView") -> QuoteCounts:
    takes = {field.id for field in view.form.fields() if field.evidence is not QuoteRule.NONE}
    held = [(item, view.chart.held(item)) for item in _items(view) if item.field in takes]
    given = [_supporting(item, answer) for item, answer in held if answer and answer.missing is None]
    quotes = [one for some in given for one in some]
    return QuoteCounts(
        len(given), sum(1 for some in given if some), len(quotes), sum(1 for one in quotes if one.text)
    )


def _supporting(item: Charted, answer: Answer) -> tuple[Quoted, ...]:
    """The quotes of those who gave the answer that holds, each once."""
    given = (one for value in item.answers if value.answer == answer for one in value.evidence)
    return tuple({(one.quote, one.text, one.part): one for one in given}.values())
