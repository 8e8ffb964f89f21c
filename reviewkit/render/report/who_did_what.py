"""Who did what, as far as the logs show it, in the roles of CRediT, for people to confirm; and whom the team asked."""

from reviewkit.contributions import NOT_LOGGED, ROLE_OF, Done, Task
from reviewkit.render.document import Block, Section, paragraph
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.table import Table


def contributions(given: Given) -> Made:
    """A row for each person and task; those who are no reviewers of the review, such as a librarian whom the search log
    names, come last. Then the roles of which no log can tell, and the consultations."""
    numbers: dict[str, int] = {}
    for one in given.done:
        name = ".".join(filter(None, (one.person, one.task, one.stage)))
        numbers[name] = one.n
    roles = "; ".join(given.say(f"credit_{role}") for role in NOT_LOGGED)
    asked = len(given.review.facts.consultations)
    numbers["consultations"] = asked
    blocks: tuple[Block, ...] = (
        paragraph(given.say("contributions" if given.done else "no_contributions")),
        *_people(given),
        paragraph(given.say("credit_not_logged", roles=roles)),
        paragraph(given.say("credit_fill")),
        paragraph(given.say("consulted" if asked else "not_consulted", n=asked)),
        *_consulted(given),
    )
    return Made(Section(given.say("heading_contributions"), blocks=blocks), numbers, given.of_records())


def _people(given: Given) -> tuple[Table, ...]:
    head = tuple(given.say(f"did_{name}") for name in ("person", "what", "role"))
    rows = tuple(_row(one, given) for one in given.done)
    table = Table(given.say("did_caption"), head, rows, row_heads=True, language=given.labels.language)
    return (table,) if rows else ()


def _row(one: Done, given: Given) -> tuple[str, ...]:
    stage = f" ({given.stage(one.stage)})" if one.task in (Task.SCREENED, Task.SETTLED) and one.stage else ""
    did = given.say(f"task_{one.task}", n=one.n) + stage
    return given.person(one.person), did, given.say(f"credit_{ROLE_OF[one.task]}")


def _consulted(given: Given) -> tuple[Table, ...]:
    labels = given.labels
    head = tuple(labels.text(f"audit.head_{name}") for name in ("day", "whom", "said", "led_to"))
    rows = tuple((one.day, one.whom, one.said, one.led_to) for one in given.review.facts.consultations)
    table = Table(labels.text("audit.caption_consulted"), head, rows, language=labels.language)
    return (table,) if rows else ()
