"""What is behind anything in the review, and what follows from it, with links from step to step."""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from reviewkit.actions.tracing import Wanted, traced
from reviewkit.errors import ReviewkitError
from reviewkit.page.asked import Address, Answer, Asked, Show
from reviewkit.page.sitting import Sitting
from reviewkit.render.trace_text import did, said
from reviewkit.trace import Kind, Lines, Step, Trace

MOST = 50  # members of a box; ?all shows more
MOST_OF_ALL = 2_000  # what a browser can show


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step in the language of the page, with the address at which it is traced itself ("" for what cannot be)."""

    step: Step
    said: str
    did: str
    address: str


@dataclass(frozen=True, slots=True)
class ShownKind:
    """The steps of one kind, and how many more of them there are."""

    kind: Kind
    title: str
    steps: tuple[ShownStep, ...]
    more: int


def address_of(name: str) -> str:
    """Where something is traced, by its name (Step.name)."""
    return f"/trace?what={quote(name, safe='')}"


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The steps behind what the address or the form names; without a name the form alone."""
    what = asked.wanted("what").strip()[:300]
    most = MOST_OF_ALL if asked.wanted("all") else MOST
    found: Trace | None = None
    problem = ""
    try:
        found = _traced(sitting, what, most) if what else None
    except ReviewkitError as error:
        problem = error.args[0]
    return Show(
        "trace.html",
        {
            "what": what,
            "problem": sitting.words.say(problem),
            "found": found,
            "kinds": _kinds(sitting, found) if found else (),
            "raw": _raw(found) if found else (),
            "all": f"{address_of(what)}&all=1" if found and found.left_out and most == MOST else "",
        },
        404 if problem else 200,
    )


def _traced(sitting: Sitting, what: str, most: int) -> Trace:
    """What was named as a whole; two words are a theme and a study, or a study and a field, if nothing is called so."""
    sitting.review  # noqa: B018 - read again what has changed

    def of(*words: str) -> Trace:
        return traced(sitting.opened, Wanted(words, sitting.who, sitting.words.language, most))

    words = what.split()
    if len(words) != 2:
        return of(what)
    try:
        return of(*words)
    except ReviewkitError:
        return of(what)


def _kinds(sitting: Sitting, found: Trace) -> tuple[ShownKind, ...]:
    return tuple(
        ShownKind(
            kind,
            sitting.words.text(f"trace.{kind}"),
            tuple(_shown(sitting, step) for step in steps),
            found.left_out.get(kind, 0),
        )
        for kind, steps in groupby(found.steps, key=lambda step: step.kind)
    )


def _shown(sitting: Sitting, step: Step) -> ShownStep:
    text = said(step, sitting.review.flow, sitting.words)
    return ShownStep(step, text, did(step, sitting.words), address_of(step.name))


def _raw(found: Trace) -> tuple[tuple[Lines, tuple[tuple[int, str], ...]], ...]:
    """The raw lines with their numbers."""
    return tuple((one, tuple(enumerate(one.texts, start=one.first))) for one in found.texts)


ADDRESSES = (Address("/trace", show),)
