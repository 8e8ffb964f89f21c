"""Which flow diagram was drawn and how it departs from PRISMA 2020: notes under the figure, and sentences for the
methods section."""

from reviewkit.flow_variants import Departure, Deviation, deviations, template_of
from reviewkit.locales import Labels
from reviewkit.prisma import Flow


def flow_notes(flow: Flow, labels: Labels) -> tuple[str, ...]:
    """The source of the figure, and each departure from it."""
    found = deviations(flow)
    return (
        labels.text("flow.adapted" if found else "flow.source"),
        *(_sentence(one, labels) for one in found),
        *_tools(flow, labels),
    )


def flow_methods(flow: Flow, labels: Labels) -> str:
    """A paragraph for the methods section: the template of PRISMA 2020, and each departure from it."""
    found = deviations(flow)
    template = labels.text(f"flow_methods.{template_of(flow)}")
    first = labels.sentence(f"flow_methods.{'adapted' if found else 'as_it_is'}", template=template)
    return " ".join((first, *(_sentence(one, labels) for one in found), *_tools(flow, labels)))


def _sentence(one: Deviation, labels: Labels) -> str:
    """A departure in words, with the boxes that it is about."""
    if one.departure is not Departure.LEFT_OUT:
        return labels.text(f"flow.{one.departure}")
    boxes = "; ".join(labels.text(f"box.{box}") for box in one.boxes)
    return labels.sentence("flow.left_out", boxes=boxes)


def _tools(flow: Flow, labels: Labels) -> tuple[str, ...]:
    """The automation tools that excluded records, each with how many."""
    tools = "; ".join(f"{name} {labels.count(n)}" for name, n in flow.tools)
    return (f"{labels.text('flow.tools')} {tools}.",) if tools else ()
