"""Sources and an exchange for tests, without files."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from reviewkit.errors import Place, Problem
from reviewkit.matching.columns import Columns, columns
from reviewkit.model import Record
from tests.builders import record

WORDS = "trust care home nurses families older people falls pain fathers night work wards sleep hope costs".split()


@dataclass(frozen=True)
class Given:
    """Records that are a source."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()

    def digest(self) -> str:
        return sha256(repr(self.records).encode()).hexdigest()

    def columns(self) -> tuple[Columns, list[Problem]]:
        return columns(self.records), list(self.problems)


@dataclass(eq=False)
class Kept:
    """An exchange in memory, which counts what is written."""

    files: dict[str, bytes] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def read(self, name: str) -> memoryview | None:
        return memoryview(self.files[name]) if name in self.files else None

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        self.written.append(name)
        self.files[name] = b"".join(parts)


def some_records(number: int, seed: int = 0) -> list[Record]:
    """Records of which many are copies of others, with what databases do to them: other years, pages, titles cut."""
    chosen = random.Random(seed)
    made: list[Record] = []
    for n in range(number):
        if made and chosen.random() < 0.5:
            made.append(_again(chosen.choice(made), chosen))
            continue
        title = " ".join(chosen.choices(WORDS, k=chosen.choice((1, 6, 8))))
        made.append(
            record(
                title=title.capitalize(),
                authors=tuple(chosen.sample(("Berg, N", "Dahl, P", "Lie, A", "Moe, T"), chosen.randint(0, 3))),
                year=chosen.choice((None, 2018, 2019, 2020)),
                journal=chosen.choice(("", "Nordlys", "Omsorg", "Sykepleien")),
                volume=chosen.choice(("", "1", "2", "7")),
                pages=chosen.choice(("", "1-9", f"{n}-{n + 4}")),
                doi=chosen.choice(("", "10.1/book", f"10.1/{n}")),
            )
        )
    return made


def _again(one: Record, chosen: random.Random) -> Record:
    """A copy with some of it lost or changed."""
    from dataclasses import replace

    changes: Sequence[dict[str, object]] = (
        {},
        {"title": f"Erratum: {one.title}"},
        {"title": f"{one.title}: a study protocol"},
        {"doi": "", "pages": ""},
        {"year": (one.year or 2019) + 1},
        {"authors": (), "journal": ""},
        {"title": one.title[:20], "pages": "3-9"},
    )
    return replace(one, **chosen.choice(changes))  # type: ignore[arg-type]


def cut(records: Sequence[Record], pieces: int) -> list[Given]:
    """The records as so many sources, of which some may be empty."""
    size = -(-len(records) // pieces) if records else 1
    return [Given(tuple(records[n * size : (n + 1) * size])) for n in range(pieces)]


ODD = Problem(Place("x.ris", 3), "odd", code="odd")


def as_ris(records: Iterable[Record]) -> str:
    """The records as a RIS file."""
    return "".join(_entry(one) for one in records)


def _entry(one: Record) -> str:
    first, _, last = one.pages.partition("-")
    fields = [
        ("TY", "JOUR"),
        ("TI", one.title),
        *(("AU", author) for author in one.authors),
        ("PY", str(one.year or "")),
        ("T2", one.journal),
        ("VL", one.volume),
        ("SP", first),
        ("EP", last),
        ("DO", one.doi),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields if value) + "ER  - \n\n"
