"""What a project of another program for qualitative analysis holds, whichever it is: codes, texts, coded quotes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.xml_tree import Node
from reviewkit.words import message

_SHOWN = 80  # letters of a quote, in a sentence
_OURS = uuid.uuid5(uuid.NAMESPACE_OID, "reviewkit")


def guid_of(*names: str) -> str:
    """The identifier that REFI-QDA asks for, always the same for the same names."""
    return str(uuid.uuid5(_OURS, "/".join(names)))


def same_guid(guid: str) -> str:
    """A GUID as it can be compared: small letters without braces; some programs write hyphens of other kinds."""
    return guid.strip().strip("{}").replace("\u2010", "-").replace("\u2011", "-").casefold()


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code; `parent` is the GUID of the one above it. One that is not codable only groups others."""

    guid: str
    name: str
    parent: str = ""
    description: str = ""
    color: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class ProjectSource:
    """A document. `text` is what offsets count in, "" where the project has none. `checksums` are those
    of its files, as they are in the project."""

    guid: str
    name: str
    text: str = ""
    file: str = ""
    description: str = ""
    checksums: tuple[str, ...] = field(default=(), compare=False)

    @property
    def shown(self) -> str:
        """What it is called where it is spoken of."""
        return self.name or self.file or self.guid


@dataclass(frozen=True, slots=True)
class ProjectMark:
    """A code on a quote, and who gave it when (as the project writes it)."""

    code: str
    guid: str = ""
    coder: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ProjectQuote:
    """Coded words. `source` is the GUID of their document, and they lie from `start` to before `end` in it; both are
    -1 where the project has the words alone. `coder` is the GUID or name of who selected them."""

    source: str
    words: str
    marks: tuple[ProjectMark, ...]
    start: int = -1
    end: int = -1
    guid: str = ""
    coder: str = ""
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProjectUser:
    """Who worked in a project."""

    guid: str
    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ProjectCase:
    """A study with its documents, and the codes that it has as a whole."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project. `program` is what wrote it; `others` are parts of a REFI-QDA file that nothing here uses, as they
    were; `losses` says in words what was left out when it was read or put together."""

    name: str = ""
    program: str = ""
    users: tuple[ProjectUser, ...] = ()
    codes: tuple[ProjectCode, ...] = ()
    cases: tuple[ProjectCase, ...] = ()
    sources: tuple[ProjectSource, ...] = ()
    quotes: tuple[ProjectQuote, ...] = ()
    others: tuple[Node, ...] = ()
    losses: tuple[str, ...] = field(default=(), compare=False)


@dataclass(slots=True)
class QuotedLetters:
    """How many letters the quotes of a project have so far: selections may lie in each other, so that a small file can
    hold quotes without end."""

    shown: str
    n: int = 0

    def take(self, letters: int) -> None:
        """Count the letters of one more quote. Raises ReviewkitError where they are more than any project has."""
        self.n += max(0, letters)
        if self.n > limits.QUOTED:
            raise ReviewkitError(
                message(
                    "{path}: the quotes of this project have more than {most} million letters together, so nothing "
                    "was imported. Look whether whole documents are coded many times over; if they should be, give "
                    "the documents in several projects.",
                    path=self.shown,
                    most=limits.QUOTED // 1_000_000,
                )
            )


def without_places(document: str, n: int, start: object, end: object) -> str:
    """That selections of a document have places that cannot be; `start` and `end` are those of the first, as they are
    in the project."""
    return message(
        "{name}: the places of some of its selections ({n}) are none in its text: the first is from {start} to {end}. "
        "Only the words that the project has of them were taken",
        name=document,
        n=n,
        start="-" if start in (None, "") else str(start),
        end="-" if end in (None, "") else str(end),
    )


def with_other_words(document: str, kept: Sequence[str]) -> str:
    """The sentence for a document that now has other words where quotes were, than the words that a project `kept`."""
    return message(
        "{name}: where the project places {n} of its quotes, this document now has other words. The words that the "
        "project kept were imported, first {words!r}; check whether the text was changed after it was coded",
        name=document,
        n=len(kept),
        words=kept[0] if len(kept[0]) <= _SHOWN else f"{kept[0][:_SHOWN]}...",
    )
