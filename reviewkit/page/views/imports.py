"""Import: exports chosen by file, what was understood of each, the search log, and taking an import back."""

from collections.abc import Sequence
from dataclasses import fields

from reviewkit.actions.grey import GreyDocument, add_document, reference_of
from reviewkit.actions.imports import Imported, import_file, percent, rename_source
from reviewkit.actions.rewriting import seen_now
from reviewkit.actions.searches import SourceEntry, describe_source
from reviewkit.actions.undo import common_name
from reviewkit.errors import Level, ReviewkitError
from reviewkit.model import Export, Source
from reviewkit.page.asked import Address, Answer, Asked, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.texts import say_if_guessed
from reviewkit.store.files import read_bytes

GREY = tuple(one.name for one in fields(GreyDocument))
DESCRIBED = ("database", "platform", "date", "hits", "difference")


def show(sitting: Sitting, asked: Asked) -> Answer:
    """What was imported, by source, and the form for more."""
    return _page(sitting, [])


def _page(sitting: Sitting, imported: Sequence[tuple[str, Imported, list[str]]], status: int = 200) -> Show:
    review = sitting.review
    sources = by_source(review.facts.exports, review.facts.sources)
    seen = seen_now(sitting.opened, "searches.yaml")
    values = {
        "sources": sources,
        "imported": imported,
        "percent": lambda count, of: sitting.words.per_cent(percent(count, of).removesuffix("%")),
        "described": DESCRIBED,
        "grey": GREY,
        "seen": seen,
    }
    return Show("import.html", values, status)


def by_source(
    exports: Sequence[Export], described: Sequence[Source]
) -> list[tuple[str, Source | None, list[Export]]]:
    """Each source with its entry in the search log, if it has one, and its exports."""
    entries = {source.name: source for source in described}
    names = dict.fromkeys([*entries, *(export.source for export in exports)])
    return [(name, entries.get(name), [one for one in exports if one.source == name]) for name in names]


def take_in(sitting: Sitting, asked: Asked) -> Answer:
    """Import the files that were chosen; those that cannot be read are named, the others count."""
    files = asked.files.get("files", ())
    if not files:
        raise ReviewkitError(sitting.words.text("page.import.no_file"))
    done: list[Imported] = []
    for file in files:
        try:
            done.append(import_file(sitting.opened, sitting.who, file.path, asked.text("source")))
        except ReviewkitError as error:
            sitting.say(asked.by_their_names(str(error)), error=True)
    names = {str(file.path): file.name for file in files}
    return _page(sitting, [(names[one.file], one, _serious(one)) for one in done], 200 if done else 422)


def _serious(imported: Imported) -> list[str]:
    return [problem.message for problem in imported.problems if problem.level is not Level.NOTE][:5]


def add_grey(sitting: Sitting, asked: Asked) -> Answer:
    """Add a document of grey literature as a record, with its text where one was chosen."""
    document = GreyDocument(**{name: asked.text(name) for name in GREY})
    file = next(iter(asked.files.get("text", ())), None)
    data = read_bytes(file.path) if file else None
    done = add_document(
        sitting.opened, sitting.who, asked.text("source"), document, file.name if file else "", data
    )
    if done.text and done.text.unread:
        sitting.say(done.text.unread)
    if done.text and file:
        say_if_guessed(sitting, file.name, done.text)
    if not done.id:
        return GoTo("/import", "page.import.grey_already", {"record": done.record})
    review = sitting.review
    reference = reference_of(review, review.report_of[done.record], sitting.words.language)
    events = " ".join(filter(None, (common_name(done.text.ids) if done.text and done.text.ids else "", done.id)))
    return GoTo("/import", "page.import.grey_done", {"reference": reference, "record": done.record}, events)


def rename(sitting: Sitting, asked: Asked) -> Answer:
    """Give a source another name."""
    renamed = rename_source(sitting.opened, sitting.who, asked.text("old"), asked.text("new"), asked.text("note"))
    return GoTo("/import", "page.import.renamed", {"name": asked.text("new")}, " ".join(renamed.ids))


def describe(sitting: Sitting, asked: Asked) -> Answer:
    """Write what is known of a search into the search log."""
    entry = SourceEntry(**{name: asked.text(name) for name in DESCRIBED})
    ids = describe_source(sitting.opened, sitting.who, asked.text("name"), entry, "", asked.text("seen"))
    return GoTo("/import", "page.import.described", {"name": asked.text("name")}, " ".join(ids))


ADDRESSES = (
    Address("/import/describe", None, describe),
    Address("/import/grey", show, add_grey),
    Address("/import", show, take_in),
    Address("/import/rename", None, rename),
)
