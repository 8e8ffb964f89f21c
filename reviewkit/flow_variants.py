"""Which of the four PRISMA 2020 templates a flow fits, and how it departs from that."""

from enum import StrEnum
from typing import NamedTuple

from reviewkit.prisma import AnyBoxId, Flow, is_unrecorded
from reviewkit.words import BoxId, OtherArm


class Template(StrEnum):
    """The templates: for new and for updated reviews, each without and with a column for other methods."""

    NEW = "new"
    NEW_OTHER = "new_other"
    UPDATED = "updated"
    UPDATED_OTHER = "updated_other"


class Departure(StrEnum):
    """A way in which a flow departs from the templates."""

    POOLED = "pooled"  # records from other methods are pooled with the others before duplicates are removed
    ONE_STAGE = "one_stage"
    MORE_STAGES = "more_stages"
    SCREENING_REASONS = "screening_reasons"  # reasons for exclusion where titles and abstracts are read
    OTHER_SCREENING = "other_screening"  # duplicates and screening of records from other methods
    OPEN = "open"  # ongoing studies, and those awaiting classification
    LEFT_OUT = "left_out"  # boxes that nobody stated
    OWN_BOXES = "own_boxes"
    VERSIONS = "versions"  # earlier versions of a living review, one by one


class Deviation(NamedTuple):
    """A departure, with the boxes that it is about where it names any."""

    departure: Departure
    boxes: tuple[AnyBoxId, ...] = ()


_PREVIOUS = (BoxId.PREVIOUS_STUDIES, BoxId.PREVIOUS_REPORTS)
_EXPECTED = (BoxId.SCREENED, BoxId.SOUGHT, BoxId.ASSESSED)
_OTHER_SCREENING = (BoxId.OTHER_REMOVED, BoxId.OTHER_DUPLICATES, BoxId.OTHER_SCREENED, BoxId.OTHER_EXCLUDED)


def has_other_methods(flow: Flow) -> bool:
    """Whether the flow has a column for other methods."""
    return flow.other_arm is OtherArm.SEPARATE and any(box.startswith("other.") for box in flow.boxes)


def is_update(flow: Flow) -> bool:
    """Whether the flow names what an earlier version of the review included."""
    return any(box in flow.boxes for box in _PREVIOUS)


def template_of(flow: Flow) -> Template:
    """The template that the flow is closest to."""
    other = has_other_methods(flow) or BoxId.FROM_OTHER in flow.boxes
    if is_update(flow):
        return Template.UPDATED_OTHER if other else Template.UPDATED
    return Template.NEW_OTHER if other else Template.NEW


def deviations(flow: Flow) -> tuple[Deviation, ...]:
    """Every way in which a flow departs from the templates, in the order in which they are told."""
    at_screening = [BoxId.EXCLUDED, *(place.excluded for place in flow.stage_boxes() if not place.stage.full_text)]
    reasons = [box for box in at_screening if any(not is_unrecorded(part.id) for part in flow.parts(box))]
    left_out = tuple(box for box in _EXPECTED if box not in flow.boxes)
    open_boxes = tuple(box for box in (BoxId.ONGOING, BoxId.AWAITING) if flow.n(box))
    further = (place.box for place in flow.stage_boxes() if place.is_further and place.box)
    found = {
        Departure.POOLED: BoxId.FROM_OTHER in flow.boxes,
        Departure.ONE_STAGE: flow.one_stage,
        Departure.MORE_STAGES: len(flow.stages) > 2 or any(box in flow.boxes for box in further),
        Departure.SCREENING_REASONS: bool(reasons) and not flow.one_stage,
        Departure.OTHER_SCREENING: has_other_methods(flow) and any(map(flow.n, _OTHER_SCREENING)),
        Departure.OPEN: bool(open_boxes),
        Departure.LEFT_OUT: bool(left_out) and not flow.one_stage,
        Departure.OWN_BOXES: bool(flow.additions.boxes),
        Departure.VERSIONS: bool(flow.additions.versions),
    }
    named: dict[Departure, tuple[AnyBoxId, ...]] = {Departure.LEFT_OUT: left_out}
    return tuple(Deviation(one, named.get(one, ())) for one, is_so in found.items() if is_so)
