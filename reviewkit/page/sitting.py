"""One person at this computer, with a review open."""

import secrets
import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reviewkit.actions.who import person
from reviewkit.errors import ReviewkitError
from reviewkit.locales import Labels, labels, languages
from reviewkit.review import Review
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Order

if TYPE_CHECKING:
    from reviewkit.actions.manuscript import CheckedManuscript

REMEMBERED = 10_000  # answers; a second click comes within seconds


@dataclass(frozen=True, slots=True)
class Notice:
    """What a page says once: what was done, or why not. `undo` are the events that it did, by name."""

    text: str
    error: bool = False
    undo: str = ""


@dataclass(frozen=True, slots=True)
class KeptManuscript:
    """A manuscript that was chosen, in memory alone, as it was held against the folder of a revision."""

    checked: "CheckedManuscript"
    revision: str


@dataclass(slots=True)
class Sitting:
    """What the server knows between two requests. `lock` lets one request at a time at the review."""

    start: Path
    folder: OpenReview | None = None
    who: str = ""
    language: str = ""
    browser_language: str = ""
    notices: list[Notice] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)
    stage: str = ""
    order: Order = Order.RANDOM
    manuscript: KeptManuscript | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)
    closing: threading.Event = field(default_factory=threading.Event)
    _answers: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def open(self, as_: str = "") -> None:
        """Open the review in the folder, if there is one, for the person named."""
        try:
            self.folder = open_review(self.start)
        except ReviewkitError:
            return  # no review here yet: the page offers to create one
        try:
            self.who = person(self.folder.review.protocol, as_)
        except ReviewkitError:
            if as_:
                raise

    @property
    def opened(self) -> OpenReview:
        """The open folder."""
        assert self.folder is not None, "a view that needs a review was asked for without one"
        return self.folder

    @property
    def review(self) -> Review:
        """The review as it is now."""
        return self.opened.refresh()

    @property
    def words(self) -> Labels:
        """The labels of the page, in the language chosen here, or else that of the browser, or of the review.

        English is what a browser says where nobody has set it, so the review's language comes before it.
        """
        known = languages()
        of_browser = self.browser_language if self.browser_language != "en" else ""
        of_review = self.folder.review.protocol.language if self.folder else ""
        for language in (self.language, of_browser, of_review):
            if language in known:
                return labels(language)
        return labels("en")

    def say(self, text: str, error: bool = False, undo: str = "") -> None:
        """Show this on the next page, in its language."""
        self.notices.append(Notice(self.words.say(text), error, undo))

    def said(self) -> list[Notice]:
        """What is to be shown now; it is shown once."""
        notices, self.notices = self.notices, []
        return notices

    def new_answer(self) -> str:
        """The number of an answer that a page may give once."""
        return secrets.token_urlsafe(12)

    def is_given(self, answer: str) -> bool:
        """Whether this answer has come before: a second click, or a form that was sent again."""
        if answer in self._answers:
            return True
        self._answers.append(answer)
        return False
