"""Texts that are checked against the worked example, or against a folder of a few facts."""

from collections.abc import Sequence
from functools import cache

from reviewkit.actions.manuscript import what_is_known
from reviewkit.errors import Place
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.counts import Counted, counted
from reviewkit.manuscript.judged import judged
from reviewkit.manuscript.known import Fact, Known, KnownQuote, KnownSource, KnownStudy, Name, NameKind
from reviewkit.manuscript.names import Names
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared, prepared
from reviewkit.model import FormChoice, FormField, Record
from reviewkit.store.open_review import open_review
from reviewkit.words import FieldType
from tests.conftest import EXAMPLE

A, D, P, N = Answer.AGREES, Answer.DISAGREES, Answer.PARTS_DISAGREE, Answer.CANNOT_BE_CHECKED
WRONG = (D, P)


@cache
def example() -> Known:
    """What the worked example shows: 1294 + 208 records, 217 duplicates, 1285 screened, 1270 excluded, 15 studies."""
    return what_is_known(open_review(EXAMPLE))


def _record(number: int, author: str, year: int, title: str) -> Record:
    return Record(
        f"medline-{number:04d}",
        "medline",
        Place("medline.ris"),
        title=title,
        authors=(f"{author}, Anna", "Moe, Kari"),
        year=year,
        volume="7",
        pages="101-112",
        doi=f"10.5555/{number}",
    )


def _study(key: str, author: str, year: int, record: Record, country: str, design: str, n: str) -> KnownStudy:
    held = {"country": frozenset({country}), "design": frozenset({design})}
    values = {"country": country, "design": design, "n": n}
    return KnownStudy(key, f"{author} & Moe ({year})", (author, "Moe"), str(year), (record,), values, held)


def few() -> Known:
    """Three studies with countries, designs and participants; two themes, codes, a quote, and two dated sources."""
    records = (
        _record(1, "Berg", 2018, "Nights that do not end for relatives"),
        _record(2, "Dahl", 2020, "Sensors in the homes of older people"),
        _record(3, "Lindqvist", 2023, "Staff who work alone at night"),
    )
    studies = (
        _study("berg2018", "Berg", 2018, records[0], "NO", "interviews", "12"),
        _study("dahl2020", "Dahl", 2020, records[1], "NO", "survey", "230"),
        _study("lindqvist2023", "Lindqvist", 2023, records[2], "SE", "interviews", "9"),
    )
    papers = frozenset({"record", "paper", "report", "study"})
    names = (
        Name("theme:nights", NameKind.THEME, ("Broken nights and days",), "Broken nights and days"),
        Name("theme:alone", NameKind.THEME, ("Alone on the shift",), "Alone on the shift"),
        Name("theme:sensors", NameKind.THEME, ("Sensors and alarms",), "Sensors and alarms"),
        Name("code:waking", NameKind.CODE, ("Waking and wandering",), "Waking and wandering"),
        Name("code:roads", NameKind.CODE, ("Long roads",), "Long roads"),
        Name("source:medline", NameKind.DATABASE, ("MEDLINE",), "MEDLINE"),
        Name("source:cinahl", NameKind.DATABASE, ("CINAHL",), "CINAHL"),
        Name("country:NO", NameKind.COUNTRY, ("Norway", "Norge", "Noreg"), "Norway"),
        Name("country:SE", NameKind.COUNTRY, ("Sweden", "Sverige"), "Sweden"),
        Name("country:FI", NameKind.COUNTRY, ("Finland",), "Finland"),
        Name("choice:design:interviews", NameKind.CHOICE, ("Interviews", "Intervjuer"), "Interviews"),
        Name("choice:design:survey", NameKind.CHOICE, ("Survey", "Spørreundersøkelse"), "Survey"),
    )

    def fact(n: int, source: str, name: str) -> Fact:
        return Fact(n, papers, source, name, names=frozenset({name}))

    facts = (
        Fact(3, papers, "new.studies", "Studies included", frozenset({"included"})),
        Fact(40, papers, "screened", "Records screened", frozenset({"screened", "remaining"})),
        Fact(37, papers, "excluded", "Records excluded", frozenset({"excluded"})),
        Fact(251, frozenset({"participant", "person"}), "chart: n", "Participants"),
        fact(2, "chart: country", "country:NO"),
        fact(1, "chart: country", "country:SE"),
        fact(0, "chart: country", "country:FI"),
        fact(2, "chart: design", "choice:design:interviews"),
        fact(1, "chart: design", "choice:design:survey"),
        fact(2, "matrix: nights", "theme:nights"),
        fact(1, "matrix: alone", "theme:alone"),
        fact(1, "matrix: sensors", "theme:sensors"),
        fact(25, "searches.yaml: medline", "source:medline"),
        fact(20, "searches.yaml: cinahl", "source:cinahl"),
    )
    cells = {
        ("theme:nights", "berg2018"): True,
        ("theme:nights", "dahl2020"): True,
        ("theme:nights", "lindqvist2023"): False,
        ("theme:alone", "berg2018"): False,
        ("theme:alone", "dahl2020"): False,
        ("theme:alone", "lindqvist2023"): True,
    }
    choices = (FormChoice("interviews", {"en": "Interviews"}), FormChoice("survey", {"en": "Survey"}))
    return Known(
        facts,
        names,
        studies,
        (KnownQuote("I sleep with one ear open, and in the morning I am tired", "berg2018", "106"),),
        ((2018, 2023, "studies.yaml"),),
        cells,
        (
            FormField("country", {"en": "Country"}, FieldType.COUNTRY),
            FormField("design", {"en": "Design"}, FieldType.CHOICE, choices=choices),
            FormField("n", {"en": "Participants"}, FieldType.INTEGER),
        ),
        records,
        (
            KnownSource("medline", "Ovid", "2024-02-13", frozenset({25})),
            KnownSource("cinahl", "EBSCOhost", "2024-02-12", frozenset({20})),
        ),
        {"theme:nights": frozenset({"code:waking"}), "theme:alone": frozenset({"code:roads"})},
    )


def ten() -> Known:
    """Ten studies: four from Norway and six from Sweden; hope in six of them, burden in three, both in two.

    Of 200 records from databases and 37 from a register, 40 were duplicates, 197 were screened, 157 excluded, 40
    sought, 5 not retrieved, 35 assessed, 25 excluded.
    """
    papers = frozenset({"record", "paper", "report", "study"})
    keys = [f"author{number}" for number in range(10)]
    studies = tuple(
        KnownStudy(
            key, f"Author{n} ({2010 + n})", (f"Author{n}",), str(2010 + n), (), reports=2 if n in (3, 4) else 1
        )
        for n, key in enumerate(keys)
    )
    names = (
        Name("theme:hope", NameKind.THEME, ("Hope from peers", "Håp fra likepersoner"), "Hope from peers"),
        Name("theme:burden", NameKind.THEME, ("When stories are heavy", "Når historiene tynger"), "Heavy stories"),
        Name("country:NO", NameKind.COUNTRY, ("Norway", "Norge", "Noreg"), "Norway"),
        Name("country:SE", NameKind.COUNTRY, ("Sweden", "Sverige"), "Sweden"),
    )

    def box(n: int, source: str, acts: str, nouns: frozenset[str] = papers) -> Fact:
        return Fact(n, nouns, source, source, frozenset(acts.split()))

    boxes = (
        box(200, "id.databases", "identified searched"),
        box(37, "id.registers", "identified registers"),
        box(237, "id.databases + id.registers", "identified searched"),
        box(40, "rm.duplicates", "removed", papers | {"duplicate"}),
        box(197, "screened", "screened remaining first_stage"),
        box(157, "excluded", "excluded"),
        box(40, "sought", "sought full_text"),
        box(5, "not_retrieved", "not_retrieved"),
        box(35, "assessed", "assessed screened full_text"),
        box(25, "reports_excluded", "excluded"),
        box(10, "new.studies", "included"),
        box(12, "new.reports", "included"),
        Fact(4, frozenset({"reason"}), "review.yaml", "reasons"),
        Fact(4, papers, "chart: country", "Norway", names=frozenset({"country:NO"})),
        Fact(6, papers, "chart: country", "Sweden", names=frozenset({"country:SE"})),
        Fact(6, papers, "matrix: hope", "Hope", names=frozenset({"theme:hope"})),
        Fact(3, papers, "matrix: burden", "Burden", names=frozenset({"theme:burden"})),
    )
    hope, burden = set(keys[:6]), set(keys[4:7])
    cells = {
        (theme, key): key in those
        for theme, those in (("theme:hope", hope), ("theme:burden", burden))
        for key in keys
    }
    sources = (
        KnownSource("medline", "Ovid", "2024-02-13", frozenset({200})),
        KnownSource("lists", "", "2024-05-02", frozenset({20}), is_database=False),
    )
    return Known(boxes, names, studies, years=((2010, 2019, "studies.yaml"),), cells=cells, sources=sources)


def passages(text: str, known: Known, name: str = "paper.md") -> tuple[Prepared, ...]:
    """The passages of a text with all that is known in them."""
    return prepared(read_manuscript(text.encode(), name), Names(known.names))


def checked(text: str, known: Known, name: str = "paper.md") -> tuple[CheckedClaim, ...]:
    """The claims of a text with their answers."""
    return judged(read_manuscript(text.encode(), name), known)


def answers(found: Sequence[CheckedClaim]) -> list[tuple[str, Answer]]:
    """The words of claims with their answers."""
    return [(one.claim.words, one.answer) for one in found]


def wrong(text: str, known: Known, name: str = "paper.md") -> list[str]:
    """The words of a text that the check calls wrong."""
    return [one.claim.words for one in checked(text, known, name) if one.answer in WRONG]


def counted_in(text: str) -> list[Counted]:
    """What each number of a text counts, beside the few facts."""
    return [
        item
        for one in passages(f"# Paper\n\n{text}\n", few())
        for sentence in one.sentences
        for item in part_of(list(counted(sentence)), sentence)
    ]
