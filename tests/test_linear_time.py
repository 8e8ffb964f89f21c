"""What comes from outside is read, understood and compared in time in proportion to its length.

Every regular expression of the package, every function of a text, and every reader is tried, found by looking through
the package and its registries, so that a new one is tried too. Larger inputs, for a hunt: NASTY=4 pytest ...
"""

import inspect
import os
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice
from types import ModuleType

import pytest

from reviewkit import lint
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.decisions import imported_decisions
from reviewkit.exchange.histories import read_history
from reviewkit.extract import documents
from reviewkit.formats import registry, retraction_list, writers
from reviewkit.formats.base import lines_of
from reviewkit.formats.reference import reference
from reviewkit.matching.columns import columns
from reviewkit.retraction_marks import mark
from reviewkit.store import codebooks, events, forms, ledger, protocol, searches, studies
from tests import nasty
from tests.exchange import histories
from tests.expressions import Expression, attacks, expressions, modules
from tests.formats.samples import SAMPLES
from tests.growth import is_linear
from tests.retraction_lists import retraction_watch

TIMES = int(os.environ.get("NASTY", "1"))
pytestmark = pytest.mark.filterwarnings("ignore:invalid escape:DeprecationWarning")

# --- Expressions ------------------------------------------------------------------------------------------------------

_FOUND, _UNKNOWN = expressions()
# Expressions that are made while the program runs, of what the program itself says or of words of people, in quotes.
_MADE_OF_WORDS = frozenset(
    (
        "exchange.histories",
        "formats.producers",
        "formats.reference",
        "highlight",
        "lint",
        "manuscript.dates",
        "manuscript.lexicon",
        "manuscript.names",
        "manuscript.numbers",
        "matching.wording",
        "render.document_docx",
        "render.report.references",
        "store.folder",
        "unicode_forms",
        "withholding",
    )
)


def test_expressions_whose_text_is_not_known_are_those_that_were_looked_at() -> None:
    assert {place.removeprefix("reviewkit.").partition(":")[0] for place in _UNKNOWN} == _MADE_OF_WORDS


def test_an_expression_that_takes_the_square_of_the_length_is_found() -> None:
    for pattern in (r"(a+)+b", r"\s*x", r"\([^)]*\)", r"^(.*?)\s*;\s*$", r"\d+ \(", r"(?m)^\s*@"):
        assert _slow(Expression("here", re.compile(pattern), frozenset(("search",)))), pattern
    for pattern in (r"(?<!\s)\s*+x", r"^a+$", r"\([^()]*\)"):
        assert not _slow(Expression("here", re.compile(pattern), frozenset(("match", "search")))), pattern


@pytest.mark.thorough
@pytest.mark.parametrize("module", sorted({one.place.partition(":")[0] for one in _FOUND}))
def test_an_expression_takes_time_in_proportion_to_the_text(module: str) -> None:
    slow = [said for one in _FOUND if one.place.partition(":")[0] == module for said in _slow(one)]
    assert slow == []


_LONG = 600  # letters of an expression that takes long for every text, of which hundreds are tried: a citation


def _slow(one: Expression) -> list[str]:
    """The first text that takes an expression more than time in proportion; short ones first, for what never ends."""
    for before, again, after in attacks(one.pattern):
        make = nasty.repeated(before, again, after)
        for use in sorted(one.uses):

            def work(size: int, use: str = use, make: nasty.Nasty = make) -> None:
                one.used(use, make(size))

            sizes = (5, 100) if len(one.pattern.pattern) > _LONG and TIMES == 1 else (5, 100, 600)
            if not all(is_linear(work, size * TIMES, 0.001) for size in sizes):
                return [f"{one.place} {use}: {before!r} + n times {again!r} + {after!r}"]
    return []


# --- Functions of texts -----------------------------------------------------------------------------------------------

# These touch the disk or the terminal, or take what a command, an address or the program itself says. Editing YAML
# composes it as its readers do, which are tried below. store.foreign_data has a test of its own: a reader of YAML looks
# 1,024 letters ahead, and up to there time grows with the square.
_NOT_TRIED = (
    *("actions", "cli", "commands", "locales", "page"),
    *("store.cache", "store.files", "store.local", "store.preferences", "store.yaml_edit", "store.foreign_data"),
)


def _functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., object], int]]:
    """The functions of a module that need nothing but texts, with the number of these."""
    for name, function in vars(module).items():
        plain = inspect.unwrap(function) if callable(function) else function
        if inspect.isfunction(plain) and plain.__module__ == module.__name__:
            needed = [one for one in inspect.signature(plain).parameters.values() if one.default is one.empty]
            if needed and all(one.annotation is str for one in needed):
                yield name, plain, len(needed)


def _tried() -> list[ModuleType]:
    def is_tried(module: ModuleType) -> bool:
        return not module.__name__.removeprefix("reviewkit.").startswith(_NOT_TRIED) and any(_functions(module))

    return [module for module in modules() if is_tried(module)]


@pytest.mark.thorough
@pytest.mark.parametrize("module", _tried(), ids=lambda module: module.__name__)
def test_a_function_takes_time_in_proportion_to_its_texts(module: ModuleType) -> None:
    slow = []
    for name, function, count in _functions(module):
        for about, make in nasty.inline():
            if not is_linear(_quietly(_on(function, count), make), 300 * TIMES, 0.003):
                slow.append(f"{name}: {about}")
                break
    assert slow == []


def _on(function: Callable[..., object], count: int) -> Callable[[str], object]:
    return lambda text: function(*[text] * count)


def _quietly(work: Callable[[str], object], make: nasty.Nasty) -> Callable[[int], None]:
    """The work on a text of a size; that it refuses a text which is none of its own is no matter here."""

    def done(size: int) -> None:
        try:
            work(make(size))
        except (ReviewkitError, ValueError, TypeError, LookupError, OSError, RecursionError, SyntaxError):
            return

    return done


# --- Readers ----------------------------------------------------------------------------------------------------------

_EBSCO = (
    '<records><rec resultID="1"><header><controlInfo><artinfo><tig><atl>A title</atl></tig><aug><au>Berg, Nora</au>'
    "</aug><ab>An abstract</ab></artinfo><jinfo><jtl>A journal</jtl></jinfo></controlInfo></header></rec></records>\n"
)
_ICTRP = (
    "<Trials_downloaded_from_ICTRP><Trial><TrialID>NCT00000000</TrialID><Public_title>A title</Public_title>"
    "</Trial></Trials_downloaded_from_ICTRP>\n"
)
_FORMATS = {**SAMPLES, "ebsco-xml": _EBSCO, "ictrp-xml": _ICTRP}
_HISTORIES = {
    name: histories.ALL[name]
    for name in ("EBSCO_SPACES", "OVID_TEXT", "PROQUEST_SETS", "WOS_SCREEN", "PUBMED_CSV")
}
_YAML: dict[str, tuple[str, Callable[[str], object]]] = {
    "review.yaml": (
        "title: A review\nlanguage: en\nreviewers:\n  - {id: a, name: Ann}\nstages:\n  - {id: screening, reasons: "
        "{population: {en: Wrong population}}}\n",
        lambda text: protocol.of_text(text, []),
    ),
    "searches.yaml": (
        "cinahl:\n  label: CINAHL\n  date: 2026-01-31\n  query: |\n    S1 nurse*\n    S2 trust\n",
        lambda text: searches.log_of_text(text, []),
    ),
    "studies.yaml": (
        "berg2024:\n  citation: Berg (2024)\n  records: [cinahl-0017, medline-0202]\n",
        lambda text: studies.of_text(text, []),
    ),
    "codebook": (
        "title: Themes\nlanguage: en\ncodes:\n  - id: trust\n    label: Trust\n    definition: What they say.\n",
        lambda text: codebooks.of_text(text, "codebooks/themes.yaml", []),
    ),
    "form.yaml": (
        "title: Charting\nfields:\n  - id: country\n    label: Country\n    type: text\n",
        lambda text: forms.of_text(text, []),
    ),
}
_DECISION = (
    '{"id": "a-1-abcdefgh", "at": "2026-01-31T09:30:00Z", "by": "a", "type": "decision", "record": "cinahl-0001", '
    '"stage": "screening", "decision": "exclude", "reasons": ["population"], "note": "A note"}\n'
)


def _of_format(name: str) -> Callable[[str], object]:
    """Reading a file of a format, understanding and checking it, and what matching makes of its records."""

    def work(text: str) -> None:
        data = text.encode("utf-8", "replace")
        reading = registry.read(data, "x", "", "" if name == "jsonl" else name)
        columns(reading.records)
        for record in reading.records:
            reference(record)
            mark(record)
        if name == "ris":
            lint.lint(BytesIO(data), "x")

    return work


def _retraction_list(text: str) -> None:
    lines = lines_of(text)
    if head := retraction_list.head_in(lines):
        for number, cells in retraction_list.rows_of(lines, head, "x"):
            for article in retraction_list.articles_of_row(number, cells, head.columns):
                retraction_list.completed(article, cells, head.columns)
    for line in lines:
        retraction_list.notices_of_line(1, line)


_OF_COLUMNS = ("csv", "wos-tab")  # a head of a thousand columns takes long, in proportion


def _readers() -> dict[str, tuple[str, Callable[[str], object], int]]:
    """What each reader is given, what it does, and how many of the inputs are left out for each that is tried."""
    ours = "".join(writers.as_jsonl(registry.read(SAMPLES["ris"].encode(), "x").records))
    found: dict[str, tuple[str, Callable[[str], object], int]] = {}
    for name, sample in {**_FORMATS, "jsonl": ours}.items():
        found[name] = (sample, _of_format(name), 31 if name in _OF_COLUMNS else 11)
    for name, sample in _HISTORIES.items():
        found[f"history {name}"] = (sample, read_history, 31)
    for name, (sample, work) in _YAML.items():
        found[name] = (sample, work, 17)
    found["log"] = (
        _DECISION,
        lambda text: events.acts_of(ledger.parsed(_bytes(text), "screening", "x").events, []),
        3,
    )
    found["table of decisions"] = (
        "record,reviewer,decision,reason,title,doi\ncinahl-0002,a,exclude,population,A title,10.5555/a\n",
        lambda text: imported_decisions(_bytes(text), "x.csv"),
        7,
    )
    found["decisions of Rayyan"] = (
        'key,title,notes\nrayyan-1,A title,"RAYYAN-INCLUSION: {""a""=>""Included""} | RAYYAN-LABELS: x"\n',
        lambda text: imported_decisions(_bytes(text), "x.csv"),
        7,
    )
    found["list of retracted articles"] = (retraction_watch({"Title": "A title"}), _retraction_list, 31)
    for kind, sample in (
        ("txt", "A heading\n\nSome words,\nand more.\n"),
        ("html", "<h1>A</h1>\n<p>Some <i>words</i></p>\n"),
    ):
        found[f"text of {kind}"] = (sample, lambda text, kind=kind: documents.read(_bytes(text), kind, "x"), 5)  # type: ignore[misc]
    return found


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


_READERS = _readers()


def test_every_format_is_tried() -> None:
    assert {one.name for one in registry.FORMATS} <= set(_READERS)


@pytest.mark.parametrize("name", _READERS)
def test_a_reader_takes_time_in_proportion_to_the_file(name: str) -> None:
    sample, work, step = _READERS[name]
    slow = [
        about
        for about, make in islice(nasty.within(sample), 0, None, 1 if TIMES > 1 else step)
        if not is_linear(_quietly(work, make), 300 * TIMES, 0.006)
    ]
    assert slow[:3] == []
