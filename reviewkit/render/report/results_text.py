"""The results of searching and screening in words, with the numbers of the flow, for the results section."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewkit.charting_counts import Kind, categories
from reviewkit.model import FormField
from reviewkit.prisma import OPEN, Flow, StageBoxes
from reviewkit.render.document import Section
from reviewkit.render.figures.flow import part_name
from reviewkit.render.report.included_studies import in_order, reports_of
from reviewkit.render.report.part import Given, Made
from reviewkit.words import BoxId, Column, FieldType

if TYPE_CHECKING:
    from reviewkit.blind import ChartView


def results(given: Given) -> Made:
    """A paragraph on searching and screening, and one on the included studies."""
    numbers: dict[str, int] = {}
    flow = " ".join((*_identified(given, numbers), *_screened(given, numbers), *_included(given, numbers)))
    studies = " ".join((*_years(given, numbers), *_countries(given, numbers), *_themes(given, numbers)))
    said = tuple(filter(None, (flow, studies)))
    return Made(Section(given.say("heading_results"), said), numbers, given.of_studies())


def _identified(given: Given, numbers: dict[str, int]) -> Iterator[str]:
    """How many records from how many sources of each kind, and what was removed before screening."""
    flow = given.review.flow
    parts = []
    for box, arm in (
        (BoxId.FROM_DATABASES, "databases"),
        (BoxId.FROM_REGISTERS, "registers"),
        (_other(given), "other"),
    ):
        if n := flow.n(box):
            sources = len(flow.parts(box))
            numbers |= {str(box): n, f"{box}.sources": sources}
            parts.append(given.say(f"identified_{arm}", n=n, sources=sources))
    total = sum(flow.n(box) for box in (BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, _other(given)))
    if not total:
        yield given.say("nothing_identified")
        return
    numbers["identified"] = total
    yield given.say("identified", n=total, parts=_listed(parts, given))
    for column in Column:
        yield from _removed(given, column, numbers)


def _removed(given: Given, column: Column, numbers: dict[str, int]) -> Iterator[str]:
    """What was removed before screening, by kind."""
    flow, box = given.review.flow, BoxId.REMOVED.of(column)
    kinds = {
        "duplicates": BoxId.DUPLICATES.of(column),
        "automation": BoxId.AUTOMATION,
        "otherwise": BoxId.REMOVED_OTHERWISE.of(column),
    }
    if column is Column.OTHER:
        del kinds["automation"]  # PRISMA 2020 has no such box there
    found = {name: flow.n(one) for name, one in kinds.items() if flow.n(one)}
    if found:
        numbers |= {str(kinds[name]): n for name, n in found.items()}
        said = _listed([given.say(f"removed_{name}", n=n) for name, n in found.items()], given)
        yield given.say(f"removed_{column}", kinds=said)
    elif n := flow.n(box):
        numbers[str(box)] = n
        yield given.say(f"removed_{column}", kinds=given.labels.number(n))


def _other(given: Given) -> BoxId:
    """The box of other methods: pooled with the databases, or apart."""
    return BoxId.FROM_OTHER if BoxId.FROM_OTHER in given.review.flow.boxes else BoxId.OTHER_IDENTIFIED


def _screened(given: Given, numbers: dict[str, int]) -> Iterator[str]:
    """Stage by stage, in each column: how many were read, and how many were excluded for which reasons."""
    for column in Column:
        was_retrieved = False
        for place in _places(given.review.flow, column):
            if _is_read(place) and not was_retrieved:
                yield from _retrieved(given, column, numbers)
                was_retrieved = True
            yield from _stage(given, place, column, numbers)


def _places(flow: Flow, column: Column) -> tuple[StageBoxes, ...]:
    """The boxes of the stages; by other methods all stages that read records share theirs, and where there is no other
    stage, reports are assessed at once."""
    if column is Column.OTHER and flow.one_stage:
        boxes = (BoxId.OTHER_ASSESSED, BoxId.OTHER_REPORTS_EXCLUDED, BoxId.WAITING_OTHER)
        return (StageBoxes(flow.stages[-1], *boxes),)
    return tuple({place.excluded: place for place in flow.stage_boxes(column)}.values())


def _is_read(place: StageBoxes) -> bool:
    return place.stage.full_text or place.box == BoxId.OTHER_ASSESSED


def _retrieved(given: Given, column: Column, numbers: dict[str, int]) -> Iterator[str]:
    flow = given.review.flow
    sought, missing = BoxId.SOUGHT.of(column), BoxId.NOT_RETRIEVED.of(column)
    if n := flow.n(sought):
        numbers |= {str(sought): n, str(missing): flow.n(missing)}
        yield given.say(f"sought_{column}", n=n, missing=flow.n(missing))


def _stage(given: Given, place: StageBoxes, column: Column, numbers: dict[str, int]) -> Iterator[str]:
    flow = given.review.flow
    excluded = flow.n(place.excluded)
    read = flow.n(place.box) if place.box else 0
    if read or excluded:
        numbers |= {str(place.box or place.excluded): read or excluded, str(place.excluded): excluded}
        numbers |= {str(part.id): part.n for part in flow.parts(place.excluded)}
        kind = "read" if _is_read(place) else "screened"
        key = f"{kind}_{column}" if place.box else "excluded_other"
        yield given.say(key, n=read, excluded=excluded, reasons=_reasons(given, place))
    if waiting := flow.n(place.waiting):
        numbers[str(place.waiting)] = waiting
        yield given.say("waiting", n=waiting)


def _reasons(given: Given, place: StageBoxes) -> str:
    """The reasons in parentheses, with how many each; "" where none is given."""
    parts = given.review.flow.parts(place.excluded)
    said = "; ".join(f"{part_name(one, given.labels)}: {given.labels.number(one.n)}" for one in parts)
    return f" ({said})" if said else ""


def _included(given: Given, numbers: dict[str, int]) -> Iterator[str]:
    flow = given.review.flow
    studies, reports = flow.n(BoxId.NEW_STUDIES), flow.n(BoxId.NEW_REPORTS)
    numbers |= {str(BoxId.NEW_STUDIES): studies, str(BoxId.NEW_REPORTS): reports}
    for box in OPEN:
        if n := flow.n(box):
            numbers[str(box)] = n
            yield given.say(f"results_{box}", n=n)
    yield given.say("results_included", n=studies, reports=reports)
    if BoxId.PREVIOUS_STUDIES in flow.boxes:
        before, total = flow.n(BoxId.PREVIOUS_STUDIES), flow.n(BoxId.TOTAL_STUDIES)
        numbers |= {str(BoxId.PREVIOUS_STUDIES): before, str(BoxId.TOTAL_STUDIES): total}
        yield given.say("results_previous", n=before, total=total)


def _years(given: Given, numbers: dict[str, int]) -> Iterator[str]:
    """The first and the last year of the reports of the included studies."""
    years = [one.year for study in in_order(given) for one in reports_of(study, given) if one.year]
    if years:
        first, last = min(years), max(years)
        numbers |= {"first_year": first, "last_year": last}
        key = "years" if first < last else "year"
        yield given.labels.text(f"report.results_{key}").format(first=first, last=last)


def _countries(given: Given, numbers: dict[str, int]) -> Iterator[str]:
    """The countries of the included studies, where they were charted."""
    field = _of_countries(given.view)
    if given.view is None or field is None:
        return
    found = [one for one in categories(given.view, field) if one.kind is Kind.ANSWER and one.n]
    if found:
        numbers |= {f"country.{one.id}": one.n for one in found} | {"countries": len(found)}
        said = [f"{one.name(given.labels)} ({given.labels.number(one.n)})" for one in found]
        yield given.say("results_countries", n=len(found), countries=_listed(said, given))


def _of_countries(view: "ChartView | None") -> FormField | None:
    """The field of countries; in form of several the first."""
    return next((one for one in view.form.fields() if one.type is FieldType.COUNTRY), None) if view else None


def _themes(given: Given, numbers: dict[str, int]) -> Iterator[str]:
    """The themes, each with how many studies have it."""
    matrix = given.matrix
    if matrix is None or matrix.unfinished:
        return
    said = []
    for theme in matrix.themes:
        n = len(matrix.studies_with(theme))
        numbers[f"theme.{theme.id}"] = n
        said.append(given.say("results_theme", theme=theme.label(given.labels.language), n=n))
    numbers["themes"] = len(said)
    yield given.say("results_themes", n=len(said), themes="; ".join(said))


def _listed(parts: list[str], given: Given) -> str:
    """`a, b and c`, as the language has it."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {given.say('and')} {parts[-1]}"
