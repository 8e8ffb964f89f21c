"""Make the exports and logs of the worked example: 1 502 records, 1 270 of the 1 285 reports invented.

    python data/trygg-i-eget-hjem/make_example.py [FOLDER]

The review is real (see README.md beside this file); its exports are not public. So this program invents records that
overlap between six sources as real exports do, writes them in the dialects of their databases, lets reviewkit find
the duplicates, and answers the doubtful pairs from what it knows. Nothing about duplicates stands in the exports.
The same program gives the same bytes on every computer.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from make_coding import write_coding

if TYPE_CHECKING:
    from reviewkit.model import ChartedValue

HERE = Path(__file__).parent
SIZES = {"cinahl": 113, "medline": 273, "eric": 29, "wos": 879, "scholar": 96, "proquest": 112}
# How many reports stand in exactly these sources; all others stand in one. 193 pairs and 12 triples: 217 duplicates.
SHARED = {
    ("medline", "wos"): 95,
    ("cinahl", "wos"): 30,
    ("cinahl", "medline"): 25,
    ("cinahl", "medline", "wos"): 12,
    ("eric", "wos"): 6,
    ("cinahl", "eric"): 2,
    ("wos", "scholar"): 18,
    ("medline", "scholar"): 8,
    ("wos", "proquest"): 6,
    ("cinahl", "proquest"): 3,
}
REASONS = {"population": 1192, "publication-type": 30, "study-design": 20, "language": 3, "outcome": 1, "": 24}
NOTE = "Invented record of the reviewkit example: no such publication exists"
APPENDIX = "appendix 2 of the publication"
REAL_NOTE = "Real publication, included in the review; fields that could not be verified are left out"


class Dice:
    """Numbers that look random and are the same everywhere (a linear congruential generator, Knuth's constants)."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, n: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def pick(self, things: Sequence[str]) -> str:
        return things[self.below(len(things))]

    def often(self, percent: int) -> bool:
        return self.below(100) < percent

    def shuffled(self, things: Sequence) -> list:
        left, out = list(things), []
        while left:
            out.append(left.pop(self.below(len(left))))
        return out


@dataclass
class Work:
    """One report as its publisher would describe it. `sources` are the exports it stands in."""

    title: str
    authors: list[tuple[str, str]]
    year: int | None
    journal: str = ""
    abbreviation: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    abstract: str = ""
    language: str = "English"
    note: str = NOTE
    key: str = ""
    sources: tuple[str, ...] = ()
    related: "Work | None" = None
    ids: dict[str, str] = field(default_factory=dict)


SURNAMES = (
    """
Aaberg|Aamodt|Ågren|Åkesson|Almås|Andvik|Arvidsson|Asplund|Aune|Backman|Bakkane|Bergdal|
Berglind|Bjerkaas|Bjørneseth|Blomgård|Borgersrud|Brekkhus|Brattvik|Bruheim|Bygdevoll|Børresund|
Carlstedt|Christoffersrud|Dahlbakk|Degerlund|Djuvsland|Ehnberg|Eidsmo|Ekelöf|Elgsæter|Engevoll|
Enokstad|Espevik|Fagerheim|Falkdal|Finsrud|Fjærtoft|Flatebø|Forsgård|Fossmark|Frønsdal|
Fuglestrand|Furubotten|Gammelsrud|Gjelstad|Granlien|Grimsmo|Grønvold|Gudmundrud|Haakensrud|
Hagelund|Hallingdal|Hammarstedt|Haugsbø|Hedegård|Heggdal|Hellesund|Hjelmvik|Holmvang|Hovlid|
Hultgreen|Høgetveit|Ingvoldstad|Isbrekken|Jansrud|Jerpseth|Jordbræk|Juvik|Jørstad|Kaldhol|
Karlebo|Kirkhus|Kleppestø|Klevmark|Knarvik|Kolltveit|Krokan|Kvamsdal|Kvernberg|Lagerstrand|
Landsem|Langørgen|Leirdal|Lerbak|Lidström|Lilleås|Lindegård|Lofthaug|Lundemo|Lyngstad|Løvdal|
Malmstedt|Mellbye|Midtskog|Moldestad|Myhrer|Mælen|Nedrelid|Nordbotn|Norheimsund|Nybråten|
Næsheim|Odegaard|Oldervik|Omdal|Orrestad|Ottersen|Øvrebotn|Østgård|Paulsrud|Pedersborg|
Qvarnström|Ramsdal|Ravnås|Reinhamar|Rismo|Rogneby|Rosseland|Rudjord|Ryggseter|Rønneberg|
Sagvolden|Sandmæl|Selbekk|Sjøvold|Skarstein|Skogheim|Slettemoen|Smedstad|Solhjem|Sperstad|
Stavdal|Stensrød|Storhaug|Strømsvåg|Sundvoll|Svartdal|Sydengen|Sæterdal|Sørlien|Tallaksrud|
Tangerud|Teigland|Thorsby|Tjernshaugen|Torvanger|Trondsen|Tveitnes|Tyholt|Ulvestad|Utgård|
Vadheim|Vallersund|Vangberg|Vassbotn|Vedeler|Vestlien|Viksmo|Vindheim|Waagbø|Westerås|Wiklund|
Yttervoll|Ytrehus|Ærland|Ølstad""".replace("\n", "")
    .strip()
    .split("|")
)
GIVEN = (
    """
Anna|Aslak|Astrid|Beate|Berit|Bjarne|Camilla|Dag|Edvard|Eirin|Elin|Emma|Erlend|Eva|Filip|
Frida|Gerd|Gro|Gunnar|Hanne|Hedda|Helga|Henrik|Ida|Inga|Ivar|Jenny|Johan|Jorunn|Karin|
Kjersti|Knut|Lars|Lena|Liv|Magnus|Marit|Mats|Mette|Mona|Nils|Nora|Oda|Olav|Pernille|Petra|
Ragnhild|Rolf|Sara|Signe|Sigrid|Siv|Solveig|Sven|Tine|Tone|Tor|Trine|Ulla|Vidar""".replace("\n", "")
    .strip()
    .split("|")
)
WHAT = (
    """
Experiences of|Perceptions of|Factors associated with|Barriers to and facilitators of|
Everyday practices of|The meaning of|Changes in|Predictors of|Stakeholders' views on|
Implementation of|Trends in|Nurses' accounts of|Managers' strategies for|Ethical challenges in|
Costs and consequences of|Patients' expectations of|Documentation of|Attitudes towards|Measuring|
Organising|Rethinking|Learning from""".replace("\n", "")
    .strip()
    .split("|")
)
THING = (
    """
medication safety|falls prevention|nutritional care|palliative care|digital visits|telecare alarms|
wound treatment|oral health|dementia care|continuity of care|respite services|night visits|
hospital discharge|advance care planning|informal caregiving|loneliness|pain assessment|
infection control|staff turnover|electronic messages|oxygen therapy|stroke rehabilitation|
depression screening|medication reviews|assistive devices|dehydration|sleep problems|
delegated insulin injections|user involvement|home modification|skill mix|shift handovers|
missed visits|sensor technology|intravenous antibiotics|triage calls|frailty assessment|
interpreter use|meal delivery|volunteer programmes|short-stay beds|welfare technology|
care coordination|heart failure monitoring""".replace("\n", "")
    .strip()
    .split("|")
)
WHOM = (
    """
nursing home residents|hospital nurses|patients with COPD|stroke survivors|medical students|
family carers|general practitioners|people with dementia|children with complex needs|
physiotherapists|ambulance staff|adults with intellectual disabilities|cancer patients|
emergency department staff|migrant care workers|patients after hip fracture|nursing students|
parents of preterm infants|veterans|pharmacists|dental hygienists|people with type 2 diabetes|
intensive care nurses|occupational therapists|rural residents|older drivers|
patients with heart failure|assistant nurses|care managers|district nurses|school nurses|
mental health workers""".replace("\n", "")
    .strip()
    .split("|")
)
WHERE = (
    """
in Norway|in Sweden|in Denmark|in rural Scandinavia|in a Norwegian county|in two Swedish regions|
in Copenhagen|in Arctic municipalities|across the Nordic countries|after the coordination reform|
in public services|in a mid-sized Swedish town|in western Norway|in Danish municipalities|
during the pandemic""".replace("\n", "")
    .strip()
    .split("|")
)
HOW = (
    """
a qualitative study|a cross-sectional survey|a cohort study|a register-based study|
a mixed methods study|a focus group study|an interview study|a case study|a pilot trial|
an ethnographic study|a Delphi study|a feasibility study|a retrospective chart review|
a longitudinal study|an action research project""".replace("\n", "")
    .strip()
    .split("|")
)
JOURNALS = (
    ("Journal of Imagined Home Care", "J. Imagin. Home Care"),
    ("Invented Nordic Nursing Review", "Invent. Nord. Nurs. Rev."),
    ("Fictional Archives of Primary Care", "Fict. Arch. Prim. Care"),
    ("Imaginary Journal of Gerontology", "Imag. J. Gerontol."),
    ("Hypothetical Health Services Quarterly", "Hypothet. Health Serv. Q."),
    ("Annals of Supposed Rehabilitation", "Ann. Suppos. Rehabil."),
    ("Made-up Medicine and Society", "Made-up Med. Soc."),
    ("Fictive Studies in Patient Safety", "Fict. Stud. Patient Saf."),
    ("Pretended Public Health", "Pretend. Public Health"),
    ("Conjectural Care Sciences", "Conject. Care Sci."),
)
SENTENCES = (
    "Invented abstract. The services are under pressure and knowledge is scattered.",
    "Invented abstract. Little is known of how this works in daily practice.",
    "Invented abstract. Municipalities organise these services in different ways.",
)


def invented_works(dice: Dice, count: int) -> list[Work]:
    """Reports that do not exist: no two with the same title, each with a place, half with everything known."""
    works: list[Work] = []
    titles: set[str] = set()
    while len(works) < count:
        title = f"{dice.pick(WHAT)} {dice.pick(THING)} among {dice.pick(WHOM)} {dice.pick(WHERE)}"
        if dice.often(70):
            title += f": {dice.pick(HOW)}"
        if title in titles:
            continue
        titles.add(title)
        journal, abbreviation = JOURNALS[dice.below(len(JOURNALS))]
        first = 1 + dice.below(900)
        number = len(works) + 1
        works.append(
            Work(
                title=title,
                authors=[(dice.pick(SURNAMES), dice.pick(GIVEN)) for _ in range(1 + dice.below(6))],
                year=2018 + dice.below(6),
                journal=journal,
                abbreviation=abbreviation,
                volume=str(1 + dice.below(60)),
                issue=str(1 + dice.below(12)) if dice.often(80) else "",
                pages=f"{first}-{first + 5 + dice.below(14)}"
                if dice.often(75)
                else f"e{10000 + dice.below(80000)}",
                doi=f"10.5555/reviewkit.{number:04d}" if dice.often(92) else "",
                abstract=_abstract(dice, title, number),
            )
        )
    return works


def _abstract(dice: Dice, title: str, number: int) -> str:
    return (
        f"{dice.pick(SENTENCES)} Aim: to describe {title[0].lower()}{title[1:]}. "
        f"Methods: {3 + dice.below(20)} interviews and {40 + dice.below(900)} questionnaires were analysed. "
        f"Results: {1 + dice.below(9)} patterns were found. "
        f"Example number {number}."
    )


def add_traps(works: list[Work], dice: Dice) -> None:
    """Reports that look like others and are not: corrections, parts, congress abstracts, the same short title."""
    for n in range(3):
        origin, trap = works[20 + n], works[400 + n]
        _resemble(trap, origin, f"Correction to: {origin.title}")
        trap.doi, trap.pages, trap.abstract = f"10.5555/reviewkit.c{n}", f"{900 + n}", ""
    for n in range(3):
        first, second = works[40 + n], works[410 + n]
        stem = first.title.partition(":")[0]
        _resemble(second, first, f"{stem}: part 2")
        first.title = f"{stem}: part 1"
        second.pages = (
            f"{int(first.pages.split('-')[0].strip('e')) + 12}-{int(first.pages.split('-')[0].strip('e')) + 21}"
        )
        second.doi = f"10.5555/reviewkit.p{n}"
    for n in range(3):
        article, congress = works[60 + n], works[420 + n]
        _resemble(congress, article, article.title)
        congress.journal, congress.abbreviation = (
            "Congress of Imagined Care, Abstracts",
            "Congr. Imagin. Care Abstr.",
        )
        congress.volume, congress.issue, congress.pages, congress.doi = "", "", f"S{40 + n}", ""
        congress.year = (article.year or 2020) - 1
    for n in range(2):
        works[430 + n].title = "Editorial"
        works[430 + n].doi = ""


def _resemble(trap: Work, origin: Work, title: str) -> None:
    trap.title, trap.authors, trap.year, trap.journal = title, list(origin.authors), origin.year, origin.journal
    trap.abbreviation, trap.volume, trap.issue, trap.related = (
        origin.abbreviation,
        origin.volume,
        origin.issue,
        origin,
    )
    trap.abstract = origin.abstract


def real_works() -> list[Work]:
    """The 15 included studies, with what could be verified of them (included.json)."""
    return [
        Work(
            **{
                **entry,
                "authors": [tuple(author) for author in entry["authors"]],
                "sources": tuple(entry["sources"]),
                "note": REAL_NOTE,
            }
        )
        for entry in json.loads((HERE / "included.json").read_text(encoding="utf-8"))
    ]


def spread(works: list[Work], dice: Dice) -> None:
    """Give every report its sources, so that each source has its number of records."""
    free = [work for work in works if not work.sources]
    needed = [names for names, n in SHARED.items() for _ in range(n - sum(w.sources == names for w in works))]
    traps = [work for work in free if work.related or work.title == "Editorial"]
    plain = [work for work in free if work not in traps and not any(trap.related is work for trap in traps)]
    for work, names in zip(dice.shuffled(plain), needed, strict=False):
        work.sources = names
    left = {name: size - sum(name in work.sources for work in works) for name, size in SIZES.items()}
    singles = dice.shuffled([name for name, n in left.items() for _ in range(n)])
    rest = [work for work in works if not work.sources]
    assert len(rest) == len(singles), (len(rest), len(singles))
    for work, name in zip(rest, singles, strict=True):
        work.sources = (name,)


# --- the dialects -------------------------------------------------------------------------------------------------


def without_marks(text: str) -> str:
    for letter, other in zip("øØåÅæÆöÖäÄéá", "oOaAaAoOaAea", strict=True):
        text = text.replace(letter, other)
    return text


def initials(author: tuple[str, str], dot: str = "", space: str = " ") -> str:
    family, given = author
    return f"{family},{space}{given[:1]}{dot}" if given else family


def full(author: tuple[str, str]) -> str:
    return f"{author[0]}, {author[1]}" if author[1] else author[0]


def ebsco(work: Work, number: int, dice: Dice, database: str) -> list[str]:
    first, _, last = work.pages.partition("-")
    lines = ["TY  - JOUR", f"ID  - {150000000 + number * 37}", f"T1  - {work.title}."]
    lines += [f"AU  - {full(author)}" for author in work.authors]
    lines += [f"Y1  - {work.year}/{1 + number % 12:02d}//"] if work.year else []
    lines += [
        f"N1  - Accession Number: {150000000 + number * 37}. Language: {work.language}. Publication Type: Article."
    ]
    lines += [f"SP  - {first}"] if first else []
    lines += [f"EP  - {last}"] if last else []
    lines += [f"{tag}  - {work.journal}" for tag in ("JO", "JF") if work.journal]
    lines += [f"VL  - {work.volume}"] if work.volume else []
    lines += [f"IS  - {work.issue}"] if work.issue else []
    lines += [f"DO  - {work.doi}"] if work.doi and (work.key or dice.often(44)) else []
    if work.abstract:
        lines.append(f"AB  - {work.abstract}")
        if dice.often(60):
            lines.append(f"AB  - Copyright of {work.journal} is the property of its imagined publisher.")
    lines += [f"DB  - {database}", "DP  - EBSCOhost"]
    return lines


def ovid(work: Work, number: int, dice: Dice) -> list[str]:
    first, _, last = work.pages.partition("-")
    if last and dice.often(50):
        while last and first.startswith(last[:1]) and len(last) > 1 and len(first) == len(last):
            first_digit, last = last[0], last[1:]
            if not first.startswith(first_digit) or len(last) < len(first) - 1:
                break
    lines = [f"{number}. ", "TY  - JOUR", f"ID  - {37000000 + number * 11}", f"T1  - {work.title}."]
    lines += [f"A1  - {without_marks(full(author))}" for author in work.authors]
    lines += [f"Y1  - {work.year}//"] if work.year else []
    lines += [f"N2  - {work.abstract}"] if work.abstract else []
    lines += [f"JF  - {work.journal}", f"JA  - {work.abbreviation or work.journal}"] if work.journal else []
    lines += [f"VL  - {work.volume}"] if work.volume else []
    lines += [f"IS  - {work.issue}"] if work.issue else []
    lines += [f"SP  - {work.pages if not last else first + '-' + last}"] if work.pages else []
    lines += [f"DO  - https://dx.doi.org/{work.doi}"] if work.doi and (work.key or dice.often(90)) else []
    lines += [f"LA  - {work.language}", "DB  - MEDLINE"]
    return lines


def web_of_science(work: Work, number: int, dice: Dice) -> list[str]:
    first, _, last = work.pages.partition("-")
    title = work.title if dice.often(70) else " ".join(w[:1].upper() + w[1:] for w in work.title.split(" "))
    lines = ["TY  - JOUR"]
    lines += [f"AU  - {initials(author)}" for author in work.authors]
    lines += [f"TI  - {title}"]
    lines += [f"T2  - {work.journal.upper()}"] if work.journal else []
    lines += [f"LA  - {work.language}"]
    lines += [f"AB  - {work.abstract}"] if work.abstract else []
    lines += [f"J9  - {work.abbreviation.upper()}", f"JI  - {work.abbreviation}"] if work.abbreviation else []
    lines += [f"PY  - {work.year}"] if work.year else []
    lines += [f"VL  - {work.volume}"] if work.volume else []
    lines += [f"IS  - {work.issue}"] if work.issue else []
    if work.pages and not work.pages.startswith("e"):
        lines += [f"SP  - {first}", *([f"EP  - {last}"] if last else [])]
    lines += [f"DO  - {work.doi}"] if work.doi and (work.key or dice.often(85)) else []
    lines += [f"AN  - WOS:00{900000000000 + number * 13}", "Y2  - 2023-05-02"]
    return lines


def publish_or_perish(work: Work, number: int, dice: Dice) -> list[str]:
    cut = len(work.authors) > 3
    kind = "JOUR" if dice.often(65) or work.key else dice.pick(("CITATION", "PDF", "HTML"))
    kind = "CITATION" if number % 9 == 0 and not work.key else kind
    bare = kind == "CITATION"  # known to Google Scholar from reference lists only: no journal, no abstract
    lines = [f"TY  - {kind}"]
    lines += [f"AU  - {initials(author)}" for author in work.authors[: 3 if cut else None]]
    lines += ["AU  - ..."] if cut else []
    lines += [f"TI  - {work.title}"]
    lines += (
        [f"JF  - {work.journal if len(work.journal) < 30 else work.journal[:27] + '…'}"]
        if work.journal and not bare
        else []
    )
    lines += ["PB  - example.org", f"UR  - https://example.org/article/{number}"]
    lines += [f"PY  - {work.year}///"] if work.year else []
    lines += [f"AB  - … {work.abstract[20:170]} …"] if work.abstract and not bare else []
    lines += [f"DO  - {work.doi}"] if work.doi and (work.key or dice.often(9)) else []
    lines += ["M1  - Query date: 2023-05-02 10:23:13"]
    return lines


def proquest(work: Work, number: int, dice: Dice) -> list[str]:
    first, _, last = work.pages.partition("-")
    lines = ["TY  - JOUR", f"T1  - {work.title}", f"AN  - {2800000000 + number * 7}"]
    lines += [f"AB  - {work.abstract}"] if work.abstract else []
    lines += [f"JF  - {work.journal}"] if work.journal else []
    lines += [f"AU  - {full(author)}" for author in work.authors]
    lines += [f"{tag}  - {work.year}" for tag in ("Y1", "PY", "DA") if work.year]
    lines += [f"SP  - {first}"] if first else []
    lines += [f"EP  - {last}"] if last else []
    lines += [f"VL  - {work.volume}"] if work.volume else []
    lines += [f"IS  - {work.issue}"] if work.issue else []
    lines += [f"DO  - https://doi.org/{work.doi}"] if work.doi and dice.often(60) else []
    lines += [f"LA  - {work.language}", "DB  - ProQuest Dissertations & Theses Global"]
    lines += [
        "N1  - Copyright - Database copyright; the provider does not claim copyright in the underlying works."
    ]
    return lines


def export(name: str, works: list[Work], dice: Dice) -> bytes:
    """The export of a source in its database's dialect: byte-order mark, line ends and oddities as they come."""
    blocks = []
    for number, work in enumerate(works, start=1):
        work.ids[name] = f"{name}-{number:04d}"
        lines = {
            "cinahl": lambda w, n: ebsco(w, n, dice, "ccm"),
            "eric": lambda w, n: ebsco(w, n, dice, "eric"),
            "medline": lambda w, n: ovid(w, n, dice),
            "wos": lambda w, n: web_of_science(w, n, dice),
            "scholar": lambda w, n: publish_or_perish(w, n, dice),
            "proquest": lambda w, n: proquest(w, n, dice),
        }[name](work, number)
        end = (
            ["ER  - "]
            if name != "medline"
            else ["ER  - ", "", f"Link to the imagined full text of record {number}"]
        )
        blocks.append("\n".join([*lines, f"N1  - {work.note}", *end, "", ""]))
    text = "".join(blocks)
    if name in ("cinahl", "eric", "proquest"):
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if name in ("wos", "scholar") else b"") + text.encode("utf-8")


# --- the folder ---------------------------------------------------------------------------------------------------


def main() -> None:
    """Write exports and logs into the folder, and check that reviewkit finds what is known."""
    from reviewkit.store.open_review import open_review

    root = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    if root != HERE:
        for name in ("review.yaml", "searches.yaml", "charting/form.yaml"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HERE / name, root / name)
    for name in ("searches", "duplicates", "screening"):
        shutil.rmtree(root / name, ignore_errors=True)
    dice = Dice(1502)
    works = [*real_works(), *invented_works(dice, 1270)]
    add_traps(works[15:], dice)
    spread(works, dice)
    imports = []
    for name in SIZES:
        mine = dice.shuffled([work for work in works if name in work.sources])
        assert len(mine) == SIZES[name], (name, len(mine))
        path = root / "searches" / name / f"{name}.ris"
        path.parent.mkdir(parents=True)
        data = export(name, mine, dice)
        path.write_bytes(data)
        imports.append(
            {
                "do": "import",
                "at": "2023-05-02T10:00:00Z",
                "by": "a",
                "source": name,
                "number": 1,
                "file": path.relative_to(root).as_posix(),
                "sha256": hashlib.sha256(data).hexdigest(),
                "format": "ris",
            }
        )
    _write_log(root / "searches" / "imports", "a", imports)
    work_of = {record: work for work in works for record in work.ids.values()}
    _dedupe(root, work_of)
    _screen(root, works)
    _studies(root, works)
    _chart(root)
    write_coding(root)
    review = open_review(root).review
    assert len(review.records) == 1502, len(review.records)
    assert len(review.reports) == 1285, len(review.reports)
    wrong = [group for group in review.groups if len({id(work_of[record]) for record in group.records}) > 1]
    assert not wrong, wrong
    sys.stdout.write(f"{len(review.records)} records, {len(review.reports)} reports in {root}\n")


def _write_log(folder: Path, writer: str, acts: list[dict]) -> None:
    """A log as version 0.2 wrote it: ids are counted and no line is chained, so that it is the same each time."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({"id": f"{writer}-{n}", **act}, ensure_ascii=False, separators=(", ", ": "))
        for n, act in enumerate(acts, start=1)
    ]
    text = "".join(f"{line}\n" for line in lines)
    (folder / f"{writer}.jsonl").write_text(text, encoding="utf-8", newline="\n")


def _dedupe(root: Path, work_of: dict[str, Work]) -> None:
    """The machine's run, and b's answers to the pairs that it could not decide."""
    from reviewkit import __version__
    from reviewkit.actions.duplicates import new_verdicts
    from reviewkit.store.events import line_of
    from reviewkit.store.open_review import open_review

    review = open_review(root).review
    when = {"at": "2023-05-03T09:00:00Z", "by": "reviewkit", "version": __version__}
    exports = sorted(export.sha256 for export in review.facts.exports)
    verdicts = [line_of(verdict) for verdict in new_verdicts(review)]
    run = {"do": "run", **when, "exports": exports}
    _write_log(root / "duplicates", "a", [run, *({"do": "verdict", **when, **_without(one)} for one in verdicts)])
    answers = [
        {
            "do": "verdict",
            "at": f"2023-05-03T{12 + n // 60:02d}:{n % 60:02d}:00Z",
            "by": "b",
            "records": [pair.first, pair.second],
            "verdict": "same" if work_of[pair.first] is work_of[pair.second] else "different",
        }
        for n, pair in enumerate(open_review(root).review.possible_duplicates)
    ]
    _write_log(root / "duplicates", "b", answers)


def _without(line: dict) -> dict:
    """A line without what all lines of the run have in common."""
    return {key: value for key, value in line.items() if key not in ("do", "at", "by", "version")}


def _screen(root: Path, works: list[Work]) -> None:
    """a and b decide on every invented report, blinded; c settles where they differ; the 15 are as published."""
    from reviewkit.store.open_review import open_review

    review = open_review(root).review
    dice = Dice(1285)
    excluded = dice.shuffled([work for work in works if not work.key])
    reasons = [reason for reason, n in REASONS.items() for _ in range(n)]
    kept = {review.report_of[next(iter(work.ids.values()))]: None for work in works}
    reason_of = {
        review.report_of[next(iter(work.ids.values()))]: reason
        for work, reason in zip(excluded, reasons, strict=True)
    }
    order = {report: n for n, report in enumerate(kept)}
    voices: dict[str, list[dict]] = {"a": [], "b": [], "c": []}
    for report in sorted(reason_of, key=order.__getitem__):
        at = f"2023-06-{1 + order[report] // 60:02d}T{8 + order[report] % 60 // 6:02d}:{order[report] % 6}0:00Z"
        base = {"at": at, "stage": "screening", "record": report}
        reason = {"reason": reason_of[report]} if reason_of[report] else {}
        differ = bool(reason) and dice.often(5)
        for who in ("a", "b"):
            if differ and who == "b":
                voices[who].append({"do": "decide", **base, "by": who, "decision": "include"})
            else:
                voices[who].append({"do": "decide", **base, "by": who, "decision": "exclude", **reason})
        if differ:
            agreed = {**base, "at": "2023-07-03T10:00:00Z", "by": "c", "decision": "exclude", **reason}
            voices["c"].append({"do": "resolve", **agreed, "note": "agreed in discussion"})
    for who, events in voices.items():
        _write_log(root / "screening", who, events)
    published = [
        {
            "do": "resolve",
            "at": "2023-07-04T10:00:00Z",
            "by": "published",
            "stage": "screening",
            "record": review.report_of[next(iter(work.ids.values()))],
            "decision": "include",
            "note": "included, as published",
        }
        for work in works
        if work.key
    ]
    _write_log(root / "screening", "published", published)


def _studies(root: Path, works: list[Work]) -> None:
    """studies.yaml: how each study is cited, and its records."""
    told = json.loads((HERE / "studies.json").read_text(encoding="utf-8"))
    lines = ["# The 15 included studies, as the publication cites them. What it says of each is in charting/."]
    for work in works:
        if not work.key:
            continue
        lines += [f"{work.key}:", f"  citation: {told[work.key]['citation']}"]
        lines += [f"  records: [{', '.join(work.ids[name] for name in work.sources)}]"]
    (root / "studies.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _chart(root: Path) -> None:
    """charting/published.jsonl: each row of appendix 2 as answers to the form, with its words as quotes."""
    from reviewkit.model import ChartingDone
    from reviewkit.store.events import line_of

    told = json.loads((HERE / "studies.json").read_text(encoding="utf-8"))
    acts = []
    for hour, (study, about) in enumerate(told.items(), start=6):
        at = datetime(2023, 7, 5, hour, tzinfo=UTC)
        acts += [_value(study, about, field, at) for field in about["charted"]]
        acts.append(ChartingDone("published", study, True, APPENDIX, at=at))
    _write_log(root / "charting", "published", [line_of(act) for act in acts])


def _value(study: str, about: dict, field: str, at: datetime) -> "ChartedValue":
    """A cell of appendix 2. The quote is the cell, for a country with the citation above it; for n it is the sample."""
    from reviewkit.model import Answer, ChartedValue, Quoted

    cells = about["charted"]
    words = {"country": f"{about['citation']} {cells['country']}", "n": cells["sample"]}.get(field, cells[field])
    quoted = Quoted(" ".join(words.split()), part=about["page"])
    return ChartedValue(
        "published", study, field, Answer(cells[field]), evidence=(quoted,), note=APPENDIX, form="1", at=at
    )


if __name__ == "__main__":
    main()
