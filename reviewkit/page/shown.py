"""Answers as responses: templates filled in, texts of strangers made harmless in one place."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reviewkit.errors import ReviewkitError
from reviewkit.locales import Labels, labels, languages
from reviewkit.page.access import Access
from reviewkit.page.asked import Answer, Asked, Content, GoTo, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views.describe import reason_name, stage_name
from reviewkit.review import Review
from reviewkit.safe import in_page

NAVIGATION = (
    ("overview", "/"),
    ("import", "/import"),
    ("duplicates", "/duplicates"),
    ("screen", "/screen"),
    ("conflicts", "/conflicts"),
    ("agreement", "/agreement"),
    ("texts", "/texts"),
    ("studies", "/studies"),
    ("chart", "/chart"),
    ("code", "/code"),
    ("themes", "/themes"),
    ("findings", "/findings"),
    ("figures", "/figures"),
    ("setup", "/setup"),
)


class Shown:
    """How the answers of one sitting are shown."""

    def __init__(self, sitting: Sitting, access: Access) -> None:
        self.sitting, self.access = sitting, access

    def response(self, answer: Answer, asked: Asked) -> Response:
        """The response for the answer of a view."""
        match answer:
            case Show():
                return HTMLResponse(self.page(answer.template, {**answer.values, "asked": asked}), answer.status)
            case GoTo():
                self.say(answer)
                return RedirectResponse(answer.address, 303)
            case Content():
                return _file(answer)

    def say(self, answer: GoTo) -> None:
        """Keep what was done for the next page, which says it."""
        if answer.said:
            self.sitting.say(self.sitting.words.sentence(answer.said, **answer.values), undo=answer.undo)

    def door(self, language: str, wrong: bool = False) -> Response:
        """The page for whoever has not come in yet, in their browser's language; it shows nothing of the review."""
        words = labels(language or "en")
        page = self.environment.get_template("door.html").render(
            t=_translator(words), language=words.language, wrong=wrong
        )
        return HTMLResponse(page, 403 if wrong else 401)

    def entered(self) -> Response:
        """On to the review. The cookie is for our own pages alone, so one of them must ask for the next."""
        return HTMLResponse(self.environment.get_template("entered.html").render(t=_translator(labels("en"))))

    def problem(self, message: str, status: int) -> Response:
        """A page that says what went wrong."""
        words = self.sitting.words
        message = words.say(message)
        try:
            page = self.page("problem.html", {"message": message, "asked": Asked()})
        except ReviewkitError:  # review.yaml itself cannot be read, so its title is not known either
            status = 500
            page = self.environment.get_template("unreadable.html").render(
                t=_translator(words), language=words.language, said=message
            )
        return HTMLResponse(page, status)

    def page(self, template: str, values: Mapping[str, Any]) -> str:
        """A template filled in with what every page shows and with what this one does."""
        sitting, words = self.sitting, self.sitting.words
        review = sitting.review if sitting.folder else None
        common = {
            "t": _translator(words),
            "say": words.say,
            "number": words.number,
            "stage_of": lambda stage: stage_name(sitting, stage),
            "reason_of": lambda reason: reason_name(sitting, reason),
            "language": words.language,
            "languages": languages(),
            "title": review.protocol.title if review else "",
            "who": sitting.who,
            "revision": sitting.folder.revision if sitting.folder else "",
            "notices": sitting.said(),
            "form_secret": self.access.form_secret,
            "answer": sitting.new_answer(),
            "navigation": _navigation(review) if review else (),
        }
        return self.environment.get_template(template).render({**common, **values})

    @cached_property
    def environment(self) -> Environment:
        """Jinja2, in which every text is escaped and made harmless, and a name that is not there is an error."""
        return Environment(
            loader=PackageLoader("reviewkit.page"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_harmless,
        )


def _navigation(review: Review) -> tuple[tuple[str, str], ...]:
    """The steps of the review: charting once it has a form, coding once it has a codebook, findings once that has
    codes, themes once something is coded."""
    facts = review.facts
    has_codes = any(book.codes for book in facts.codebooks)
    there = {
        "chart": facts.form is not None,
        "code": bool(facts.codebooks),
        "themes": has_codes and bool(facts.codings),
        "findings": has_codes,
    }
    return tuple(one for one in NAVIGATION if there.get(one[0], True))


def _harmless(value: Any) -> Any:
    return in_page(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _translator(words: Labels) -> Callable[..., str]:
    """The words of the page by key, with values put in: t("screen.left", n=3)."""

    def t(key: str, **values: Any) -> str:
        return words.sentence(f"page.{key}", **values) if values else words.text(f"page.{key}")

    return t


def _file(answer: Content) -> Response:
    headers = dict(answer.headers)
    if answer.name:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(answer.name, safe='')}"
    return Response(answer.data, media_type=answer.type, headers=headers)
