"""A trace as text: the steps under the names of their kinds, from the lines of an export to the documents."""

from collections.abc import Iterator
from itertools import groupby

from reviewkit.errors import Place
from reviewkit.locales import Labels
from reviewkit.prisma import Flow, box_id
from reviewkit.render.figures.flow import box_title
from reviewkit.trace.step import Kind, Lines, Step, Trace

_MOST_TEXT = 300  # letters of what a step says
_MOST_LINES = 60  # raw lines that are printed of a record; an abstract with its keywords has fewer


def as_text(found: Trace, flow: Flow, words: Labels) -> str:
    """The trace, every step with what names it, what it says, where it is written, and who did it, when and why."""
    parts = [words.sentence("trace.title", what=", ".join(found.asked))]
    if not found.steps:
        return "\n".join([*parts, "", words.text("trace.nothing")])
    for kind, steps in groupby(found.steps, key=lambda step: step.kind):
        parts += ["", words.text(f"trace.{kind}")]
        for step in steps:
            parts += _lines_of(step, flow, words)
        parts += _left_out(found, kind, words)
        if kind is Kind.LINES:
            parts += [line for one in found.texts for line in _raw(one, words)]
    if found.hidden:
        parts += ["", words.sentence("trace.hidden", n=found.hidden)]
    return "\n".join(parts)


def said(step: Step, flow: Flow, words: Labels) -> str:
    """What a step says in a language; a box with its name in the figure."""
    text = words.say(step.said)
    if step.kind is Kind.BOX and box_id(step.id) in flow.boxes:
        return f"{box_title(flow, box_id(step.id), words)}: {text}"
    return text


def did(step: Step, words: Labels) -> str:
    """Who did something and when, "" of what nobody did: `a, 2026-01-31 10:20`."""
    when = f"{step.at:%Y-%m-%d %H:%M}" if step.at else ""
    return ", ".join(filter(None, (step.by, when)))


def _lines_of(step: Step, flow: Flow, words: Labels) -> Iterator[str]:
    text = said(step, flow, words)
    shown = text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]} ..."
    yield f"  {step.name}" if not shown else f"  {step.name}  {' '.join(shown.split())}"
    about = [did(step, words), _written_at(step.place, step.name), " ".join(step.why.split())]
    if any(about):
        yield f"      {'  '.join(filter(None, about))}"


def _written_at(place: Place | None, name: str) -> str:
    return str(place) if place and place.path and str(place) != name else ""


def _left_out(found: Trace, kind: Kind, words: Labels) -> Iterator[str]:
    if n := found.left_out.get(kind):
        yield f"  {words.sentence('trace.more', n=n)}"


def _raw(lines: Lines, words: Labels) -> Iterator[str]:
    """The lines themselves, each with its number."""
    yield f"    {lines.path}"
    for number, text in enumerate(lines.texts[:_MOST_LINES], start=lines.first):
        yield f"    {number:>7} | {text[:_MOST_TEXT]}".rstrip()
    if len(lines.texts) > _MOST_LINES:
        yield f"            {words.sentence('trace.more', n=len(lines.texts) - _MOST_LINES)}"
