"""What a browser asks, and what a view answers: plain values, so that a view can be tested without a server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reviewkit.words import renamed

if TYPE_CHECKING:
    from reviewkit.page.sitting import Sitting


Choices = TypeVar("Choices", bound=StrEnum)


class OddValueError(Exception):
    """A form holds what the page never offers: it was changed on the way, or is of an older version of the page."""


class NotThereError(Exception):
    """What an address names is not in the review."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was chosen: the name it has on the person's computer, and where its bytes are now."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the values in its path, its query, the form with its files, and the page it was sent from.

    `by_script`: our script sent the form, and puts what comes back into the page.
    """

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[Upload]] = field(default_factory=dict)
    address: str = "/"
    by_script: bool = False

    def text(self, name: str, default: str = "") -> str:
        """One value of the form, without spaces around it."""
        values = self.form.get(name, ())
        return values[-1].strip() if values else default

    def texts(self, name: str) -> tuple[str, ...]:
        """All values of the form with this name that are not empty."""
        return tuple(value.strip() for value in self.form.get(name, ()) if value.strip())

    def one_of(self, name: str, choices: type[Choices], default: str = "") -> Choices:
        """One value of the form among the choices that it offers. Raises OddValueError for any other."""
        try:
            return choices(self.text(name) or default)
        except ValueError:
            raise OddValueError(name) from None

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a value that are not empty."""
        return tuple(line.strip() for line in self.text(name).splitlines() if line.strip())

    def by_their_names(self, said: str) -> str:
        """What is said of files that were sent, with the names that the person knows and not where they are now."""
        for file in (one for several in self.files.values() for one in several):
            said = str(renamed(said, str(file.path), file.name))
        return said

    def wanted(self, name: str, default: str = "") -> str:
        """One value of the query."""
        return self.query.get(name, default)


@dataclass(frozen=True, slots=True)
class Show:
    """A page: the template, and what it shows."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class GoTo:
    """On to another page. `said` is shown there once: a key of the labels with its values."""

    address: str
    said: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A file: its bytes and its type; with a name it is saved, without one it is shown."""

    data: bytes
    type: str
    name: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Answer = Show | GoTo | Content
View = Callable[["Sitting", Asked], Answer]


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the page: what it shows, and what a form sent to it does.

    `open_to` says who may see it: everybody with a session ("session"), those in a folder with a review ("review"), or
    those who have said who they are ("person").
    """

    path: str
    show: View | None = None
    act: View | None = None
    open_to: str = "person"
