"""Who may use the page: the person who started it, in the browser that they opened.

A one-time token opens the page and becomes a cookie. Anything in the address of a page can be read in the
computer's list of processes, so the token never does: it is sent from a file that only its owner can read, or typed.
"""

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike
MOST_WRONG_CODES = 5  # a code has 50 bits; whoever guesses gets five tries


def new_code() -> str:
    """A code that a person can type: ten letters and digits."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


@dataclass(slots=True)
class Access:
    """The secrets of one server. `token` and `code` are dead once used; `form_secret` is in every form of the page."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    code: str = field(default_factory=new_code)
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    form_secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    wrong_codes: int = 0

    @property
    def cookie(self) -> str:
        """The name of the cookie; cookies do not know ports, so the name does."""
        return f"reviewkit_{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The only names under which the page answers; any other is an attempt to reach it from elsewhere."""
        return frozenset((f"127.0.0.1:{self.port}", f"localhost:{self.port}"))

    def enters_with_token(self, given: str) -> bool:
        """Whether this is the token, which is dead afterwards."""
        if not self.token or not _same(given, self.token):
            return False
        self.token = ""
        return True

    def enters_with_code(self, given: str) -> bool:
        """Whether this is the code, which is dead afterwards, and after too many wrong ones."""
        if not self.code:
            return False
        if _same(given.strip().upper().replace(" ", ""), self.code):
            self.code = ""
            return True
        self.wrong_codes += 1
        if self.wrong_codes >= MOST_WRONG_CODES:
            self.code = ""
        return False

    def is_session(self, given: str) -> bool:
        """Whether a cookie belongs to this server's session."""
        return _same(given, self.session)

    def is_form(self, given: str) -> bool:
        """Whether a form came from a page of this server."""
        return _same(given, self.form_secret)


def _same(given: str, wanted: str) -> bool:
    return compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())
