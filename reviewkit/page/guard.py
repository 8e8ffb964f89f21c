"""What reaches the page, and what a browser may do with it.

A page in another tab, or a name that was made to point at this computer (DNS rebinding), must neither read nor write:
so the Host must be ours, writes must come from our own page, and everything needs the cookie of the session.
"""

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reviewkit.page.access import Access

ENTER = "/enter"
LARGEST = 1 << 30  # bytes of one request: exports of a million records, scanned books
_READS = ("GET", "HEAD")

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, Chromium sends `Origin: null` for our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


class TooLargeError(Exception):
    """More was sent than a request may hold."""


class Guard:
    """Stands before the page and turns away what is not ours."""

    def __init__(self, app: ASGIApp, access: Access, largest: int = LARGEST) -> None:
        self.app, self.access, self.largest = app, access, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        guarded = _with_headers(send)
        if refusal := self.refusal(scope["method"], scope["path"], headers):
            await refusal(scope, receive, guarded)
            return
        await self.app(scope, _limited(receive, self.largest), guarded)

    def refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        """The answer to a request that is turned away; None where it may pass."""
        if headers.getlist("host")[1:] or headers.get("host") not in self.access.hosts:
            return _refused(421, "This address is not the one of reviewkit.")
        if method not in (*_READS, "POST"):
            return _refused(405, "This is not something to ask of reviewkit.")
        if _length(headers) > self.largest:
            return _refused(413, "This is more than reviewkit takes at once.")
        if path == ENTER:
            return None  # whoever comes here has no cookie yet, and must bring the token or the code
        if not self.access.is_session(_cookie(headers, self.access.cookie)):
            return (
                None if path == "/" and method in _READS else _refused(401, "Open the page from reviewkit first.")
            )
        if method == "POST" and not self._is_ours(headers):
            return _refused(403, "This did not come from the page of reviewkit.")
        return None

    def _is_ours(self, headers: Headers) -> bool:
        """Whether a write comes from our own page: by its origin, or where a browser sends none by its site."""
        if origins := headers.getlist("origin"):
            return set(origins) <= {f"http://{host}" for host in self.access.hosts}
        return headers.get("sec-fetch-site") == "same-origin"


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else 0


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _refused(status: int, words: str) -> Response:
    return PlainTextResponse(words, status)


def _limited(receive: Receive, largest: int) -> Receive:
    """The body of a request, cut off with an error where it grows larger than a request may be."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > largest:
            raise TooLargeError
        return message

    return limited


def _with_headers(send: Send, headers: Iterable[tuple[str, str]] = tuple(HEADERS.items())) -> Send:
    """Every answer says what a browser may do with it, unless it says so itself."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = MutableHeaders(scope=message)
            for name, value in headers:
                given.setdefault(name, value)
        await send(message)

    return guarded
