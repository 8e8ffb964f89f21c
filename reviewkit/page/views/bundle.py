"""The bundle of a finished review as a file, and the hash for the paper."""

from reviewkit.actions.bundle import Sharing, bundle, waits_for
from reviewkit.actions.verify import folder_hash
from reviewkit.locales import languages
from reviewkit.page.asked import Address, Answer, Asked, Content, NotThereError, Show
from reviewkit.page.sitting import Sitting

_CLOSED = {"Content-Security-Policy": "sandbox; default-src 'none'"}


def show(sitting: Sitting, asked: Asked) -> Answer:
    """What a bundle is, with its hash and a link to it; while the review is not finished, that there is none yet."""
    language = asked.wanted("in") if asked.wanted("in") in languages() else sitting.words.language
    is_finished = not waits_for(sitting.review).anything
    found = folder_hash(sitting.opened) if is_finished else ""
    return Show("bundle.html", {"hash": found, "chosen": language})


def bundle_file(sitting: Sitting, asked: Asked) -> Answer:
    """The zip, with figures and tables in the language that was asked for."""
    language = asked.path["language"]
    if language not in languages():
        raise NotThereError
    made = bundle(sitting.opened, Sharing(language=language))
    return Content(made.data, "application/zip", "review.zip", _CLOSED)


ADDRESSES = (Address("/bundle", show), Address("/bundle/{language}/review.zip", bundle_file))
