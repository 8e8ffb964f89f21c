"""What the tests of figures and tables share: flows of every variant, a matrix, and text that tries to act."""

from hypothesis import strategies as st

from reviewkit.coding import matrix
from reviewkit.entered import counted
from reviewkit.errors import Place
from reviewkit.locales import labels
from reviewkit.model import Overlap, Share
from reviewkit.prisma import Flow
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.table import Table
from reviewkit.words import Layout, OtherArm
from tests.builders import Stages, entered
from tests.conftest import REPOSITORY
from tests.test_coding import BOOK, STUDIES, coded

EXPECTED = REPOSITORY / "tests" / "expected"
HOSTILE_NAME = '<script>alert("x")</script> & "more" it\'s'
LONG_NAME = "A database with a very long name, such as people give when they mean several at once"


def flow_of(other: OtherArm = OtherArm.SEPARATE, stages: Stages = Stages.TWO, name: str = "CINAHL") -> Flow:
    """The same numbers in every variant of the flow."""
    full = entered(
        Place("c"),
        sought=19,
        not_retrieved=1,
        assessed=18,
        reports_excluded=15,
        report_reasons={"Wrong population": 15},
    )
    two = stages is Stages.TWO
    counts = entered(
        Place("c"),
        other,
        stages,
        {"databases": {name: 113, "MEDLINE": 1273}, "registers": {"A register": 4}, "other": {"Websites": 19}},
        automation=5,
        screened=1285,
        excluded=1199,
        reasons={} if two else {"Wrong population": 1100, "Wrong publication type or language of publication": 90},
        sought=86 if two else None,
        not_retrieved=2 if two else None,
        assessed=84 if two else None,
        reports_excluded=69 if two else None,
        report_reasons={"Wrong population": 60, "Wrong study design": 9} if two else {},
        studies=17,
        reports=18,
        other=full if other is OtherArm.SEPARATE else None,
        previous=(10, 12),
    )
    return counted(counts)[0]


# Letters that the font of the figures has, and everything that means something in XML, HTML and Markdown.
NAMES = st.text(st.sampled_from("abcdefghijkMW ÆØÅæøåé<>&\"'|=-_*`[]()/.,;:"), min_size=1, max_size=90)
NUMBERS = st.integers(0, 2_000_000)
NAMED = st.dictionaries(NAMES, NUMBERS, max_size=4)
MAYBE = st.none() | NUMBERS


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Flows of entered counts, as incomplete as people write them; they need not add up to be drawn."""
    other = draw(st.sampled_from(OtherArm))
    full = {
        "sought": MAYBE,
        "not_retrieved": MAYBE,
        "assessed": MAYBE,
        "reports_excluded": MAYBE,
        "report_reasons": NAMED,
    }
    counts = entered(
        Place("counts.yaml"),
        other,
        draw(st.sampled_from(Stages)),
        {"databases": {draw(NAMES): draw(NUMBERS)}, "registers": draw(NAMED), "other": draw(NAMED)},
        duplicates=draw(MAYBE),
        automation=draw(MAYBE),
        removed_other=draw(NAMED),
        screened=draw(MAYBE),
        excluded=draw(MAYBE),
        reasons=draw(NAMED),
        studies=draw(MAYBE),
        reports=draw(MAYBE),
        other=entered(**{name: draw(values) for name, values in full.items()}),
        previous=draw(st.none() | st.tuples(NUMBERS, NUMBERS)),
        **{name: draw(values) for name, values in full.items()},
    )
    return counted(counts)[0]


SHARES = (Share("CINAHL", 100, 90, 40), Share("Web of Science & co", 50, 50, 3), Share("A register", 5, 4, 0))
OVERLAPS = (
    Overlap(("CINAHL",), 40),
    Overlap(("CINAHL", "A register"), 3),
    Overlap(("Web of Science & co",), 3),
    Overlap(("CINAHL", "Web of Science & co", "A register"), 1),
)

MATRIX = matrix(
    BOOK,
    (
        coded("berg", "trust", "time"),
        coded("aas", "open-door"),
        coded("aas", "trust", relation="contradicts", coder="b"),
    ),
    STUDIES,
)
GRID = matrix_table(MATRIX, Layout.GRID, labels("nb"))
LIST = matrix_table(MATRIX, Layout.LIST, labels("en"))
HOSTILE = Table(
    "<b>Caption</b>",
    ("=1+1", "B|C"),
    (("=cmd|' /C calc'!A0", "+1"), ("-2", " \t@x"), ("<script>x</script>", "\x1b[31mred [bold]x[/bold]")),
    notes=("[link](http://example.org) `x`",),
)

# Any text that a file can hold: lone surrogates cannot be encoded, so no reader ever returns one.
CELLS = st.text(st.characters(codec="utf-8"), max_size=40)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables with anything in their cells."""
    width = draw(st.integers(1, 3))
    row = st.tuples(*[CELLS] * width)
    return Table(
        draw(CELLS),
        draw(row),
        tuple(draw(st.lists(row, max_size=4))),
        foot=draw(st.just(()) | row),
        notes=tuple(draw(st.lists(CELLS, max_size=2))),
        row_heads=draw(st.booleans()),
    )
