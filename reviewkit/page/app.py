"""The page as a Starlette application: addresses to views, requests to plain values, answers to responses."""

import contextlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from reviewkit.errors import ReviewkitError
from reviewkit.locales import language_of
from reviewkit.page.access import Access
from reviewkit.page.asked import Address, Asked, GoTo, NotThereError, OddValueError, Show, Upload
from reviewkit.page.guard import ENTER, Guard, TooLargeError
from reviewkit.page.shown import Shown
from reviewkit.page.sitting import Sitting
from reviewkit.page.views import ADDRESSES
from reviewkit.store.files import safe_name

BY_SCRIPT = "x-by-script"  # the header of a form that our script sends
MOST_FILES, MOST_FIELDS = 200, 5_000
LARGEST_FIELD = 4 << 20  # bytes: a whole search strategy, a whole list of criteria


def application(sitting: Sitting, access: Access) -> Guard:
    """The page of one sitting, behind its guard."""
    shown = Shown(sitting, access)
    routes = [
        Route(ENTER, _enter(access, shown), methods=["GET", "POST"]),
        *(
            Route(address.path, _endpoint(address, sitting, access, shown), methods=_methods(address))
            for address in ADDRESSES
        ),
        Mount("/static", StaticFiles(packages=[("reviewkit.page", "static")])),
    ]
    handlers = {
        HTTPException: _not_found(shown),
        NotThereError: _not_found(shown),
        TooLargeError: _too_large(shown),
        OddValueError: _odd(shown),
        ClientDisconnect: _left,
        ReviewkitError: _stopped(shown),
        Exception: _failed(shown),
    }
    return Guard(Starlette(routes=routes, exception_handlers=handlers), access)


async def _left(request: Request, error: Exception) -> Response:
    """The answer to a browser that was closed while it sent something: nobody reads it."""
    return PlainTextResponse("", 400)


def _methods(address: Address) -> list[str]:
    return [*(["GET"] if address.show else []), *(["POST"] if address.act else [])]


def _enter(access: Access, shown: Shown) -> Callable[[Request], Awaitable[Response]]:
    """Where the token or the code becomes the cookie of the session."""

    async def enter(request: Request) -> Response:
        if request.method != "POST":
            return shown.door(_language(request))
        async with request.form(max_fields=10, max_files=0) as form:
            token, code = (str(form.get(name, "")) for name in ("token", "code"))
        if not (access.enters_with_token(token) if token else access.enters_with_code(code)):
            return shown.door(_language(request), wrong=True)
        response = shown.entered()
        response.set_cookie(access.cookie, access.session, httponly=True, samesite="strict", path="/")
        return response

    return enter


def _endpoint(
    address: Address, sitting: Sitting, access: Access, shown: Shown
) -> Callable[[Request], Awaitable[Response]]:
    """The view of an address, run in a thread while no other request is at the review."""

    async def endpoint(request: Request) -> Response:
        if not access.is_session(request.cookies.get(access.cookie, "")):
            return shown.door(_language(request))
        sitting.browser_language = _language(request)
        async with _asked(request) as asked:
            if request.method == "POST" and not access.is_form(
                asked.text("form_secret") or request.headers.get("x-form-secret", "")
            ):
                return PlainTextResponse(sitting.words.text("page.error.not_ours"), 403)
            return await run_in_threadpool(_answered, address, sitting, shown, request.method == "POST", asked)

    return endpoint


def _language(request: Request) -> str:
    """The language that the browser asks for, where the page has it."""
    return language_of(request.headers.get("accept-language", ""))


@contextlib.asynccontextmanager
async def _asked(request: Request) -> AsyncIterator[Asked]:
    """A request as plain values; files that were sent are in a temporary folder until it is answered."""
    path, query, at = request.path_params, dict(request.query_params), _sent_from(request)
    if request.method != "POST":
        yield Asked(path, query, address=at, by_script=BY_SCRIPT in request.headers)
        return
    with tempfile.TemporaryDirectory(prefix="reviewkit-") as place:
        async with request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES, max_part_size=LARGEST_FIELD) as form:
            texts: dict[str, list[str]] = {}
            files: dict[str, list[Upload]] = {}
            for name, value in form.multi_items():
                if not isinstance(value, UploadFile):
                    texts.setdefault(name, []).append(value)
                elif value.filename:
                    kept = await _kept(value, Path(place) / f"{sum(map(len, files.values()))}")
                    files.setdefault(name, []).append(kept)
        yield Asked(path, query, texts, files, at, BY_SCRIPT in request.headers)


async def _kept(sent: UploadFile, folder: Path) -> Upload:
    """A file that was sent, as a file on disk. Its name is the browser's, so it is made safe and leads nowhere."""
    name = safe_name((sent.filename or "").replace("\\", "/").rpartition("/")[2]) or "file"
    folder.mkdir()
    with (folder / name).open("wb") as out:
        while piece := await sent.read(1 << 20):
            out.write(piece)
    return Upload(name, folder / name)


def _sent_from(request: Request) -> str:
    """The path of our page that a form was sent from; "/" where it is not one of ours."""
    came = request.headers.get("referer", "")
    own = f"http://{request.headers.get('host', '')}/"
    return "/" + came[len(own) :].lstrip("/") if came.startswith(own) else "/"


def _answered(address: Address, sitting: Sitting, shown: Shown, acts: bool, asked: Asked) -> Response:
    """The answer of a view, or the page that has to come first. An error of a form is shown where it was sent from."""
    with sitting.lock:
        if first := _must_first(address, sitting):
            return RedirectResponse(first, 303)
        view = address.act if acts else address.show
        assert view is not None
        if not acts:
            return shown.response(view(sitting, asked), asked)
        try:
            answer = view(sitting, asked)
            if asked.by_script and isinstance(answer, GoTo) and answer.address == address.path and address.show:
                shown.say(answer)  # the next record comes with the answer, and not with one more request
                answer = address.show(sitting, Asked())
            return shown.response(answer, asked)
        except ReviewkitError as error:
            sitting.say(asked.by_their_names(str(error)), error=True)
            if address.show is None:
                return shown.response(GoTo(asked.address), asked)
            answer = address.show(sitting, asked)
            again = Show(answer.template, answer.values, 422) if isinstance(answer, Show) else answer
            return shown.response(again, asked)


def _must_first(address: Address, sitting: Sitting) -> str:
    """Where to go before this address can be shown: create a review, or say who one is."""
    if address.open_to == "session":
        return ""
    if sitting.folder is None:
        return "/create"
    return "/who" if address.open_to == "person" and not sitting.who else ""


Handler = Callable[[Request, Exception], Awaitable[Response]]


def _not_found(shown: Shown) -> Handler:
    async def handler(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        return await run_in_threadpool(shown.problem, shown.sitting.words.text("page.error.not_found"), status)

    return handler


def _stopped(shown: Shown) -> Handler:
    """An address that cannot be shown, because what it names is not in the review; Shown tells where nothing can."""

    async def handler(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(shown.problem, error.args[0], 404)

    return handler


def _odd(shown: Shown) -> Handler:
    async def handler(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(shown.problem, shown.sitting.words.text("page.error.odd"), 400)

    return handler


def _failed(shown: Shown) -> Handler:
    async def handler(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(shown.problem, shown.sitting.words.text("page.error.failed"), 500)

    return handler


def _too_large(shown: Shown) -> Handler:
    async def handler(request: Request, error: Exception) -> Response:
        return PlainTextResponse(shown.sitting.words.text("page.error.too_large"), 413)

    return handler
