"""Full texts: what is sought, who asked for it, what was attached; and reading what was attached."""

from reviewkit.actions import retrieval, texts
from reviewkit.actions.undo import common_name
from reviewkit.errors import ReviewkitError
from reviewkit.page.asked import Address, Answer, Asked, Content, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import links
from reviewkit.store.files import read_bytes
from reviewkit.store.readings import reading_of

_MOST_PAGES = 20  # that are named

# A document of a stranger must not act: it is shown in a frame without scripts, forms or addresses of its own.
_SHUT = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
_PDF = "script-src 'none'; object-src 'self'; frame-ancestors 'self'"  # the browser's own viewer is a plug-in
_TYPES = {"pdf": "application/pdf", "html": "text/html"}  # anything else is saved, not shown


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The reports whose full texts are sought, those without one first."""
    only_open = not asked.wanted("all")
    rows = [(one, links(one.record)) for one in retrieval.sought(sitting.review, only_open)]
    return Show("texts.html", {"rows": rows, "only_open": only_open})


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Attach a text, or log that one was asked for, retrieved, or could not be."""
    record, note = asked.text("record"), asked.text("note")
    if asked.text("do") == "attach":
        return _attach(sitting, asked, record, note)
    if asked.text("do") == "request":
        ids = retrieval.request(sitting.opened, sitting.who, [record], note)
        return GoTo("/texts", "page.texts.requested", {"record": record}, common_name(ids))
    retrieved = asked.text("do") == "retrieved"
    ids = retrieval.record_retrieval(sitting.opened, sitting.who, [record], retrieved, note)
    said = "page.texts.retrieved" if retrieved else "page.texts.not_retrieved"
    return GoTo("/texts", said, {"record": record}, common_name(ids))


def _attach(sitting: Sitting, asked: Asked, record: str, note: str) -> Answer:
    ids = attach_all(sitting, asked, record, note)
    return GoTo("/texts", "page.texts.attached", {"record": record}, " ".join(ids))


def attach_all(sitting: Sitting, asked: Asked, record: str, note: str = "") -> list[str]:
    """Attach the documents that were sent to a report; returns the ids. What cannot be read in them is said."""
    files = asked.files.get("file", ())
    if not files:
        raise ReviewkitError(sitting.words.text("page.import.no_file"))
    ids: list[str] = []
    for file in files:
        done = texts.attach(sitting.opened, sitting.who, record, file.name, read_bytes(file.path), note)
        ids += done.ids
        _say_what_cannot_be_read(sitting, file.name, done)
        say_if_guessed(sitting, file.name, done)
    return ids


def say_if_guessed(sitting: Sitting, name: str, done: texts.Attached) -> None:
    """Say that the letters of a text may be others."""
    if done.guessed:
        sitting.say(sitting.words.sentence("page.texts.guessed", name=name))


def _say_what_cannot_be_read(sitting: Sitting, name: str, done: texts.Attached) -> None:
    """Of pages that are pictures nobody can select words; of a document that cannot be read, of none."""
    if done.scans:
        pages = ", ".join(map(str, done.scans[:_MOST_PAGES])) + (" …" if done.scans[_MOST_PAGES:] else "")
        sitting.say(sitting.words.sentence("page.texts.scans", name=name, n=len(done.scans), pages=pages))
    attached = next(one for one in sitting.review.texts_of[done.report] if one.sha256 == done.sha256)
    try:
        reading_of(sitting.opened.root, attached)
    except ReviewkitError as error:
        sitting.say(error.args[0])


def read(sitting: Sitting, asked: Asked) -> Answer:
    """A text that was attached, as what it is."""
    found = texts.open_text(sitting.opened, asked.path["digest"])
    shown = _TYPES.get(found.kind)
    policy = {"Content-Security-Policy": _PDF if found.kind == "pdf" else _SHUT, "X-Frame-Options": "SAMEORIGIN"}
    if shown is None:
        return Content(found.data, "application/octet-stream", found.text.path.rpartition("/")[2], policy)
    return Content(found.data, shown, headers=policy)


ADDRESSES = (Address("/texts", show, act), Address("/text/{digest}", read))
