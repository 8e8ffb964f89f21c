"""Before the work: create a review, say who one is, choose a language, close the page."""

from collections.abc import Sequence

from reviewkit.actions.protocol import NewReviewer, create_review, propose_id
from reviewkit.actions.who import person
from reviewkit.errors import ReviewkitError
from reviewkit.locales import languages
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.store.open_review import open_review
from reviewkit.words import Role


def show_create(sitting: Sitting, asked: Asked) -> Answer:
    """The form for a new review in this folder."""
    if sitting.folder is not None:
        return GoTo("/")
    return Show("create.html", {"place": str(sitting.start)})


def create(sitting: Sitting, asked: Asked) -> Answer:
    """Create the review, and open it."""
    if not asked.text("title"):
        raise ReviewkitError(sitting.words.text("page.create.needs_title"))
    people = new_people(asked.lines("people"))
    if not people:
        raise ReviewkitError(sitting.words.text("page.create.needs_people"))
    language = asked.text("language") or sitting.words.language
    create_review(sitting.start, asked.text("title"), people, language, asked.text("stages") or "two")
    sitting.folder = open_review(sitting.start)
    if len(people) == 1:
        sitting.who = people[0].id
    return GoTo("/setup", "page.create.done")


def new_people(names: Sequence[str]) -> list[NewReviewer]:
    """The people with these names, each with an id that is made of the name and is nobody else's."""
    people: list[NewReviewer] = []
    for name in names:
        people.append(NewReviewer(propose_id(name, [one.id for one in people]), name))
    return people


def show_who(sitting: Sitting, asked: Asked) -> Answer:
    """The people of the review, to choose oneself."""
    people = [one for one in sitting.review.protocol.reviewers if any(one.does(role) for role in Role)]
    return Show("who.html", {"people": people})


def who(sitting: Sitting, asked: Asked) -> Answer:
    """Say who is at this computer."""
    chosen = person(sitting.review.protocol, asked.text("who"))
    if chosen != sitting.who:
        sitting.skipped.clear()
    sitting.who = chosen
    return GoTo("/")


def language(sitting: Sitting, asked: Asked) -> Answer:
    """Choose the language of the page."""
    if asked.text("language") in languages():
        sitting.language = asked.text("language")
    return GoTo(asked.address)


def close(sitting: Sitting, asked: Asked) -> Answer:
    """Stop the server, after this last page."""
    sitting.closing.set()
    return Show("closed.html")


ADDRESSES = (
    Address("/create", show_create, create, open_to="session"),
    Address("/who", show_who, who, open_to="review"),
    Address("/language", None, language, open_to="session"),
    Address("/close", None, close, open_to="session"),
)
