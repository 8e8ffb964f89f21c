"""Screening: one record at a time, one key for each decision, and one's own decisions to look up and change.

What these views show comes from the BlindView alone, which does not hold what anybody else decided.
"""

from collections.abc import Mapping

from reviewkit.actions import screening
from reviewkit.actions.duplicates import answer as answer_pair
from reviewkit.actions.shown import Shown, StaleAnswerError
from reviewkit.actions.undo import common_name
from reviewkit.blind import BlindView, blind_view, own_decisions
from reviewkit.errors import ReviewkitError
from reviewkit.model import Decision, Highlight
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import journal_line, links, marked, stage_name
from reviewkit.store import preferences
from reviewkit.words import Choice, Order, Stage, Verdict

MOST_SHOWN = 200  # own decisions on one page


def show_next(sitting: Sitting, asked: Asked) -> Answer:
    """The next record to decide on."""
    view = blind_view(sitting.review, sitting.who, sitting.order)
    waiting = view.waiting(Stage(sitting.stage) if sitting.stage else None)
    report, stage = next((item for item in waiting if item[0] not in sitting.skipped), ("", Stage("")))
    if report:
        return _record(sitting, view, report, stage)
    skipped = sum(report in sitting.skipped for report, _ in waiting)
    return Show(
        "screened.html",
        {
            "skipped": skipped,
            "pilots": pilots(sitting),
            "left": stages_left(sitting, view),
            "stage": sitting.stage,
        },
    )


def pilots(sitting: Sitting) -> list[tuple[str, Mapping[str, int]]]:
    """The pilots that are not finished: the stage, and how many reports each person has left. Counts only."""
    return [(state.stage, state.left) for state in sitting.review.pilots if not state.finished]


def show_one(sitting: Sitting, asked: Asked) -> Answer:
    """One record, with what the same person decided on it before."""
    view = blind_view(sitting.review, sitting.who, sitting.order)
    name = asked.path["report"]
    report = sitting.review.report_of.get(name)
    if report is None:
        raise ReviewkitError(sitting.words.text("page.record.unknown").format(id=name))
    decided = view.last_on(report)
    waits = dict(view.queue).get(report)
    stage = waits or (decided[-1].stage if decided else sitting.review.protocol.stages[0].id)
    return _record(sitting, view, report, stage)


def stages_left(sitting: Sitting, view: BlindView) -> list[tuple[Stage, str, int]]:
    """Each stage with its name and how many reports wait for this person there."""
    left = view.left()
    return [(stage.id, stage_name(sitting, stage.id), left.get(stage.id, 0)) for stage in view.protocol.stages]


def _record(sitting: Sitting, view: BlindView, report: str, stage: Stage) -> Show:
    """One record with all that is needed to decide on it."""
    record = view.record(report)
    protocol, language = view.protocol, sitting.words.language
    where = protocol.stage(stage)
    liked = preferences.read(sitting.opened.root, sitting.who)
    words = protocol.highlight.with_also(liked.highlight)
    last = view.last.get((report, stage))
    texts = sitting.review.texts_of.get(report, ())
    return Show(
        "screen.html",
        {
            "record": record,
            "title_parts": marked(record.title, words),
            "abstract_parts": [marked(part, words) for part in record.abstract.split("\n") if part.strip()],
            "keywords": view.keywords(report),
            "report": report,
            "stage": stage,
            "stage_name": stage_name(sitting, stage),
            "stages": stages_left(sitting, view),
            "chosen_stage": sitting.stage,
            "order": sitting.order,
            "orders": list(Order),
            "asks_reason": where is None or where.reasons,
            "reads_full_text": where is not None and where.full_text,
            "texts": texts,
            "is_sought": report in view.sought,
            "pdfs": [one for one in texts if one.path.endswith(".pdf")][-1:],
            "journal_line": journal_line(record),
            "links": links(record),
            "criteria": protocol.criteria,
            "last": last,
            "own": view.last_on(report),
            "reasons": [(one.id, one.label(language)) for one in protocol.reasons],
            "keys": preferences.keys_of(liked.keys),
            "left": view.left().get(stage, 0),
            "done": view.decided(stage),
            "name": sitting.words.name,
            "pilots": pilots(sitting),
        },
    )


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Log a decision, or skip a record."""
    report = asked.text("report")
    if asked.text("decision") == "skip":
        sitting.skipped.add(report)
        return GoTo("/screen")
    if sitting.is_given(asked.text("answer")):
        return GoTo("/screen", "page.given_twice")
    choice, stage = asked.one_of("decision", Choice), Stage(asked.text("stage"))
    try:
        done = screening.decide(
            sitting.opened,
            sitting.who,
            report,
            choice,
            asked.text("reason") if choice is Choice.EXCLUDE else "",
            stage,
            asked.text("note"),
            [label.strip() for label in asked.text("labels").split(";") if label.strip()],
            Shown(report, stage, asked.text("last")),
        )
    except StaleAnswerError as error:
        return _again(sitting, error, choice)
    values = {"report": done.report, "decision": sitting.words.text(f"page.choice.{choice.value}")}
    return GoTo("/screen", "page.screen.decided", values, common_name(done.ids))


def _again(sitting: Sitting, error: StaleAnswerError, choice: Choice) -> Answer:
    """An answer to a record that has changed: it is told, not applied, and can be given on the record as it is now."""
    given = sitting.words.text("page.screen.not_applied").format(
        decision=sitting.words.text(f"page.choice.{choice.value}")
    )
    sitting.say(f"{sitting.words.say(str(error))} {given}", error=True)
    return GoTo(f"/screen/report/{error.report}" if error.report else "/screen")


def arrange(sitting: Sitting, asked: Asked) -> Answer:
    """Choose the stage to work at and the order of the records."""
    sitting.stage = asked.text("stage")
    sitting.order = asked.one_of("order", Order, Order.RANDOM)
    return GoTo("/screen")


def mark_duplicate(sitting: Sitting, asked: Asked) -> Answer:
    """Say that the record shown is a duplicate of another."""
    report, other = asked.text("report"), asked.text("other")
    done = answer_pair(sitting.opened, sitting.who, (report, other), Verdict.SAME, "found while screening")
    return GoTo("/screen", "page.duplicates.same", {"first": report, "second": other}, done.id)


def unskip(sitting: Sitting, asked: Asked) -> Answer:
    """Show again what was skipped."""
    sitting.skipped.clear()
    return GoTo("/screen")


def mine(sitting: Sitting, asked: Asked) -> Answer:
    """One's own decisions, the newest first, with a search."""
    view = blind_view(sitting.review, sitting.who)
    wanted = asked.wanted("choice")
    choice = Choice(wanted) if wanted in list(Choice) else None
    found = own_decisions(view, asked.wanted("q"), choice)
    rows: list[tuple[Decision, str]] = [
        (one.decision, view.records[one.report].title or one.report) for one in found[:MOST_SHOWN]
    ]
    return Show("mine.html", {"found": rows, "total": len(found), "q": asked.wanted("q"), "choice": wanted})


def show_liked(sitting: Sitting, asked: Asked) -> Answer:
    """One's own keys and words to highlight."""
    liked = preferences.read(sitting.opened.root, sitting.who)
    return Show("preferences.html", {"keys": preferences.keys_of(liked.keys), "words": liked.highlight})


def like(sitting: Sitting, asked: Asked) -> Answer:
    """Keep one's own keys and words on this computer."""
    changed = {name: asked.text(f"key-{name}") for name in preferences.USUAL if asked.text(f"key-{name}")}
    if changed and preferences.keys_of(changed) != {**preferences.USUAL, **_small(changed)}:
        raise ReviewkitError(sitting.words.text("page.preferences.wrong_keys"))
    words = Highlight(asked.lines("include"), asked.lines("exclude"))
    preferences.write(sitting.opened.root, sitting.who, preferences.Preferences(_small(changed), words))
    return GoTo("/screen", "page.preferences.kept")


def _small(keys: Mapping[str, str]) -> dict[str, str]:
    return {name: key.casefold() for name, key in keys.items()}


ADDRESSES = (
    Address("/screen", show_next, act),
    Address("/screen/arrange", None, arrange),
    Address("/screen/mine", mine),
    Address("/screen/again", None, unskip),
    Address("/screen/duplicate", None, mark_duplicate),
    Address("/screen/preferences", show_liked, like),
    Address("/screen/report/{report}", show_one),
)
