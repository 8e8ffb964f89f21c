"""The overview: how far the review has come, what is next, what is wrong, and the flow as it is now."""

from dataclasses import dataclass

from reviewkit.actions import protocol
from reviewkit.actions.undo import undo
from reviewkit.errors import Level, Problem
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.figures import drawn, flow
from reviewkit.progress import Answers
from reviewkit.words import BoxId

SHOWN_PROBLEMS = 20
VIEW_OF = {
    "review.yaml": "/setup",
    "searches.yaml": "/import",
    "searches": "/import",
    "duplicates": "/duplicates",
    "screening": "/conflicts",
    "retrieval": "/texts",
    "texts": "/texts",
    "studies.yaml": "/studies",
    "charting": "/chart",
    "coding": "/code",
    "codebooks": "/codebook",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a review: its name in the labels, its address, how many are done and left, and whether it is next."""

    name: str
    address: str
    done: int
    left: int
    next: bool = False


def overview(sitting: Sitting, asked: Asked) -> Answer:
    """The steps with counts, the problems, and the figure."""
    found = sitting.opened.answers()
    serious = [problem for problem in found.problems if problem.level is not Level.NOTE]
    return Show(
        "overview.html",
        {
            "now": found.progress,
            "figure": drawn(flow(sitting, sitting.words), found.flow.boxes),
            "steps": steps(found, sitting.who),
            "problems": [(problem, where_to_look(problem)) for problem in serious[:SHOWN_PROBLEMS]],
            "upgrade": protocol.plan_upgrade(sitting.opened).changes,
            "more_problems": max(0, len(serious) - SHOWN_PROBLEMS),
        },
    )


def where_to_look(problem: Problem) -> str:
    """The view that shows what a problem is about, by the file or folder that it is in; "" where there is none yet."""
    return VIEW_OF.get(problem.place.path.partition("/")[0], "")


def steps(found: Answers, who: str) -> list[Step]:
    """The steps of the review in their order; the first with something left is next, none while others still screen."""
    now, flow = found.progress, found.flow
    unfinished = {box.id: box.n for box in flow.unfinished}
    sought = sum(unfinished.get(box, 0) for box in (BoxId.WAITING_RETRIEVAL, BoxId.WAITING_OTHER_RETRIEVAL))
    rows = [
        Step("import", "/import", now.records, 0 if now.records else 1),
        Step("duplicates", "/duplicates", now.records - now.reports, now.possible_duplicates + now.uncompared),
        Step("screen", "/screen", now.reports, now.waiting.get(who, 0)),
        Step("conflicts", "/conflicts", 0, now.conflicts + now.reasons_differ),
        Step("texts", "/texts", flow.n(BoxId.ASSESSED), sought),
        Step("studies", "/studies", now.included_studies, now.proposed_studies),
    ]
    first = next((row.name for row in rows if row.left), "" if any(now.waiting.values()) else "figures")
    charting = [Step("chart", "/chart", now.included_studies, 0)] if now.included_studies else []
    coding = [Step("code", "/code", now.coded_studies, now.included_studies)] if now.included_studies else []
    last = Step("figures", "/figures", 0, 0)
    return [Step(r.name, r.address, r.done, r.left, r.name == first) for r in (*rows, *charting, *coding, last)]


def changed(sitting: Sitting, asked: Asked) -> Answer:
    """Whether the folder has changed since a page was shown, for the script that asks now and then."""
    sitting.opened.refresh()
    same = asked.wanted("since") == sitting.opened.revision
    return Content(b"" if same else b"changed", "text/plain")


def take_back(sitting: Sitting, asked: Asked) -> Answer:
    """Undo what a notice offered to undo."""
    undo(sitting.opened, sitting.who, asked.text("events").split(), asked.text("note"))
    return GoTo(asked.address, "page.undo.done")


def upgrade(sitting: Sitting, asked: Asked) -> Answer:
    """Convert a review of an older version to the format of this one."""
    protocol.upgrade(sitting.opened, sitting.who)
    return GoTo("/", "page.upgrade.done")


ADDRESSES = (
    Address("/", overview),
    Address("/upgrade", None, upgrade),
    Address("/changed", changed, open_to="review"),
    Address("/undo", None, take_back),
)
