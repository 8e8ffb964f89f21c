"""Queries checked by search-query (the extra `search`), which knows the notations of EBSCOhost, PubMed and Web of
Science: parentheses, fields, which operator comes first."""

import contextlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.words import Message, message

_NOTATIONS: Mapping[str, str] = MappingProxyType(
    {"ebsco": "ebscohost", "pubmed": "pubmed", "web of science": "wos", "wos": "wos"}
)
_SHORT = 120  # letters of an explanation; longer ones teach what the short one says
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class QueryFinding:
    """What search-query says of a query, in its words. `code` is its code, such as PARSE_0002; `serious` means that the
    database would refuse it or find something else."""

    code: str
    label: str
    message: str
    serious: bool


NOT_CHECKED = "not-checked"  # the code and label of a line that takes too long


def not_checked(reason: Message) -> QueryFinding:
    """That a line was not checked, and why."""
    return QueryFinding(NOT_CHECKED, NOT_CHECKED, reason, False)


def too_long(query: str) -> tuple[QueryFinding, ...]:
    """That a query is longer than those that are checked; nothing where it is not."""
    if len(query) <= limits.QUERY:
        return ()
    return (not_checked(message("this line was not checked: it has more than {most} letters", most=limits.QUERY)),)


def notation_of(platform: str) -> str:
    """The notation of a platform as search-query calls it; "" where it knows none."""
    name = platform.casefold().strip()
    return next((notation for start, notation in _NOTATIONS.items() if name.startswith(start)), "")


def findings_in(query: str, notation: str) -> tuple[QueryFinding, ...]:
    """What is wrong with a query. Raises ReviewkitError where search-query is not installed."""
    try:
        from search_query.linter import lint_query_string
    except ImportError:
        raise ReviewkitError(
            message(
                "Queries are checked by search-query, which is not installed: pip install 'scoping-reviewkit[search]'"
            )
        ) from None
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it returns
            found = lint_query_string(query, platform=notation)
    except Exception as error:  # whatever it cannot read: it has no error of its own for that
        return (QueryFinding("unread", "unread", f"search-query cannot read it ({type(error).__name__})", False),)
    listed = found.values() if isinstance(found, dict) else [found]
    return tuple(dict.fromkeys(_finding(one) for group in listed for one in group))  # it says some for each sign


def _finding(entry: Mapping[str, object]) -> QueryFinding:
    details, said = str(entry.get("details") or ""), str(entry.get("message") or "")
    said = details if details and (len(details) <= _SHORT or not said) else said
    return QueryFinding(
        str(entry.get("code", "")),
        str(entry.get("label", "")),
        " ".join(_COLOUR.sub("", said).split()),
        bool(entry.get("is_fatal")),
    )
