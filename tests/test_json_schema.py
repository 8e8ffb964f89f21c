"""What `--json` prints is what docs/json-schema.json and docs/json.md say: every command, in reviews of every kind."""

import copy
import csv
import json
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from typer.main import get_command

from reviewkit import codebook_changes, words
from reviewkit.actions import bundle as bundling
from reviewkit.actions import codebook, coding, familiarising, findings, texts, undo
from reviewkit.actions.chart_settlements import differences_to_settle
from reviewkit.actions.chart_sheets import answers_to_fill_in
from reviewkit.actions.charting import set_value
from reviewkit.actions.codebook import Noted
from reviewkit.actions.coding_import import Wanted, import_coding
from reviewkit.actions.consulting import NewConsultation, consult
from reviewkit.actions.findings import Rests
from reviewkit.actions.retrieval import SoughtState
from reviewkit.actions.settlements import conflicts_to_settle
from reviewkit.agreement import Measure
from reviewkit.charting_counts import Kind
from reviewkit.cli import app
from reviewkit.codebook_changes import Change
from reviewkit.coding import Cell
from reviewkit.errors import Level
from reviewkit.findings import Standing
from reviewkit.formats.retraction_list import ListKind
from reviewkit.locales import labels
from reviewkit.model.retractions import Nature
from reviewkit.prisma import Unit
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.pptx import as_pptx
from reviewkit.render.tables.csv import as_csv
from reviewkit.render.tables.matrix import matrix_table
from reviewkit.render.tables.workbook_xlsx import as_workbook_xlsx
from reviewkit.retractions import By
from reviewkit.store.form_check import IN_COLUMNS
from reviewkit.store.open_review import open_review
from reviewkit.store.texts import TextState
from reviewkit.trace import Kind as Step
from tests import eventful as everything
from tests import foreign
from tests.builders import papers, review_folder
from tests.chart_books import Book, add, changed, put
from tests.chart_forms import FORM
from tests.conftest import REPOSITORY, Command, Once
from tests.folders import with_form
from tests.json_schema import DEFINITIONS, SCHEMA, misfit

PAGE = (REPOSITORY / "docs" / "json.md").read_text(encoding="utf-8")

# --- the reviews ------------------------------------------------------------------------------------------------------


@pytest.fixture
def eventful(tmp_path: Path, rk: Command, once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review in which everything has happened, as the current folder."""
    root = tmp_path / "review"
    root.mkdir(exist_ok=True)
    monkeypatch.chdir(root)
    once("eventful", tmp_path, lambda: everything.make(root, rk))
    (tmp_path / "history.txt").write_text("S1\tnurse*\t9\nS2\tS1 AND home\t12\n", encoding="utf-8")
    return root


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review with a protocol and a codebook and nothing else, as the current folder."""
    root = review_folder(tmp_path / "review")
    (root / "codebooks").mkdir()
    (root / "codebooks" / "themes.yaml").write_text("codes: {trust: Trust}\n", encoding="utf-8")
    (tmp_path / "cinahl.ris").write_text(papers(2), encoding="utf-8")
    (tmp_path / "empty.ris").write_text("", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def charting(eventful: Path, rk: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with a form by which two people charted a study: they differ, one has corrected something since."""
    with_form(monkeypatch, FORM)
    with (eventful / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("charting: {people: 2}\n")
    for who, aim in (("a", "to learn"), ("b", "NR")):
        for field, value in (("aim", aim), ("designs", "trial; cohort"), ("arms", "care; 12"), ("age", "41,5")):
            assert rk("chart", "set", "berg", field, value, "--as", who).status == 0
        assert rk("chart", "done", "berg", "--as", who).status == 0
    assert (
        rk("chart", "set", "berg", "age", "42", "--as", "b", "-q", "words", "-p", "1", "--keep-lost").status == 0
    )
    return eventful


@pytest.fixture
def reformed(charting: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, after the form was changed."""
    with_form(monkeypatch, replace(FORM, version="3"))
    return charting


# --- every command ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """A command line in a review, what it prints, and how it ends. An `ID` in it is that of a's last decision,
    a `QUOTE` that of a's first coded quote."""

    line: str
    review: str = "eventful"
    status: int = 0
    definition: str = ""
    prepared: Callable[[Path], None] = lambda root: None


def _with_ids(line: str, root: Path) -> str:
    """A command line with the ids of this review."""
    if "QUOTE" in line:
        first = (root / "coding" / "a.jsonl").read_text(encoding="utf-8").splitlines()[0]
        line = line.replace("QUOTE", json.loads(first)["id"])
    return line.replace("ID", _last_decision(root)) if "ID" in line else line


def _edited_flow(root: Path) -> None:
    flow = open_review(root).answers().flow
    (root / "flow.pptx").write_bytes(as_pptx(flow_drawing(flow_grid(flow, labels("nb")))))


def _edited_table(root: Path) -> None:
    matrix = next(iter(open_review(root).review.matrices.values()))
    text = as_csv(matrix_table(matrix, words.Layout.GRID, labels("nb")))
    (root / "table.csv").write_text(text.replace("1", "0", 5), encoding="utf-8")


def _decisions(root: Path) -> None:
    (root / "decisions.csv").write_text(
        "record,reviewer,decision,reason\ncinahl-0009,a,include,\nnowhere-0001,a,include,\n", encoding="utf-8"
    )


def _consensus(root: Path) -> None:
    rows = "".join(f"cinahl-{n:04d},a,include,exclude\n" for n in range(1, 13))
    (root / "consensus.csv").write_text(f"record,reviewer,decision,consensus\n{rows}", encoding="utf-8")


def _answers(root: Path) -> None:
    (root / "queue.csv").write_text(
        "answer,first,second\nsame,cinahl-0012,medline-0006\n,cinahl-0001,cinahl-0002\n", encoding="utf-8"
    )


def _bundle(root: Path) -> None:
    """A bundle of the review."""
    made = bundling.bundle(open_review(root), bundling.Sharing(quotes=3, is_draft=True))
    (root / "shared.zip").write_bytes(made.data)


def _counts(root: Path) -> None:
    (root / "counts.yaml").write_text(
        "identified: {databases: {CINAHL: 6}, registers: {A register: 2}, other: {Websites: 3}}\nscreened: 9\n"
        "searched: 2025\nearlier_versions: [{name: Base, searched: to 2024, studies: 2}]\nincluded: {studies: 1}\n"
        "own_boxes: [{text: In the meta-analysis, n: 1}]\nfootnotes: [{text: A tool, box: screened}]\n",
        encoding="utf-8",
    )


def _paper(root: Path) -> None:
    """A manuscript with what agrees, what does not, and what nobody can check."""
    (root / "paper.txt").write_text(
        "We included 15 studies. Sixteen studies were included. Nurses walked 12 rounds.\n", encoding="utf-8"
    )


def _apart(root: Path) -> None:
    """People code independently from now on, and both have finished a study."""
    with (root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("team: independent\n")
    for who in "ab":
        coding.finish_study(open_review(root), who, "berg", "done")


def _consulted(root: Path) -> None:
    for led_to in ("", "time was split"):
        consult(
            open_review(root), "a", NewConsultation("relatives", "2026-01-31", "time matters", ("time",), led_to)
        )


def _copied_log(root: Path) -> None:
    log = root / "screening" / "a.jsonl"
    (root / "screening" / "a (1).jsonl").write_bytes(log.read_bytes())


def _joining_preprints(root: Path) -> None:
    with (root / "review.yaml").open("a", encoding="utf-8") as more:
        more.write("duplicates: {preprints: join}\n")


def _odd_export(root: Path) -> None:
    (root / "odd.ris").write_text("TY  - JOUR\nTI  - A &amp; B\nDO  - \nER  - \nstray\n", encoding="utf-8")


def _two_studies(root: Path) -> None:
    with (root / "studies.yaml").open("a", encoding="utf-8") as more:
        more.write("dahl: {citation: Dahl (2020), records: [cinahl-0002, cinahl-0003]}\n")


def _characteristics(root: Path) -> None:
    study = (
        "{citation: Dahl (2020), records: [cinahl-0002, cinahl-0003], "
        "characteristics: {year: '2020', designs: [trial, cohort], n: some, colour: red, aim: NR}}"
    )
    with (root / "studies.yaml").open("a", encoding="utf-8") as more:
        more.write(f"dahl: {study}\n")


def _chart_sheets(root: Path) -> None:
    """The answers of a with changes, one of which was charted otherwise meanwhile, and a difference that is settled."""
    review = open_review(root).review
    Path("chart.xlsx").write_bytes(as_workbook_xlsx(answers_to_fill_in(review, "a").book))
    Path("differences.xlsx").write_bytes(as_workbook_xlsx(differences_to_settle(review, "a").book))
    set_value(open_review(root), "a", "berg", "year", "2019")
    changed(
        Path("chart.xlsx"),
        put("berg", "aim", "to know"),
        put("berg", "method", "Interviews"),
        put("berg", "year", 2020),
        put("berg", "designs", None),
        add("quotes", _study="berg", _field="aim", _quote="Words of the report"),
    )
    settled = Book(Path("differences.xlsx"))
    for row in (3, 4):
        settled.sheet("differences").cell(row, settled.column("_holds", "differences")).value = "NR"
    settled.save()


def _marks(root: Path) -> None:
    (root / "marks.csv").write_text("study,trust,time\nberg,1,1\nNote,,\n", encoding="utf-8")


def _quotes(root: Path) -> None:
    rows = "berg,They trust him,trust,7,result\nberg,No time was left,trust; time,,\n"
    (root / "quotes.csv").write_text(f"study,quote,code,page,construct\n{rows}", encoding="utf-8")


def _findings(root: Path) -> None:
    """Two findings, one of which was judged before it was revised."""
    folder = open_review(root)
    findings.add(folder, "a", "They trust each other", Rests(("trust",), ("berg",)), "f")
    findings.add(folder, "a", "There is no time", Rests(("time",)), "time")
    findings.judge(folder, "a", "f", "coherence", "minor", "why")
    findings.revise(folder, "a", "f", "clearer", "They trust one another")
    findings.judge(folder, "a", "f", "relevance", "none")


def _highlights(root: Path) -> None:
    """Highlights and tags as Taguette exports them."""
    rows = "1,Interview,trust,They trust her\n2,Interview,night,At night\n3,Interview,,bare\n"
    (root / "h.csv").write_text(f"id,document,tag,content\n{rows}", encoding="utf-8")


def _imported(root: Path) -> None:
    """A quote of a project of QualCoder, with who coded it there and when."""
    made = foreign.qualcoder(
        root.parent / f"{root.name}.qda", "berg", "They trust me.", ("They trust me.", 1, "kari")
    )
    import_coding(open_review(root), "a", made, Wanted("themes", keep_lost=True))


def _tags(root: Path) -> None:
    """Codebooks as tables: of Taguette, and as one is exported from here."""
    (root / "tags.csv").write_text("tag,description\nnight,At night\n", encoding="utf-8")
    (root / "book.csv").write_text("id,label,memo,mood\ntrust,Faith,said,good\n", encoding="utf-8")


def _conflicts(root: Path) -> None:
    """The table of conflicts with a settlement of the one that is left, and a row that changed meanwhile."""
    form = conflicts_to_settle(open_review(root).review, "a").form
    rows = [[*row[:4], "include", "", "agreed", *row[7:]] for row in form.rows]
    changed = [[*row[:2], "0" * 16, *row[3:]] for row in rows]
    with (root / "conflicts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[column.head for column in form.columns], *rows, *changed])


def _text(root: Path) -> None:
    (root / "x.html").write_text("<html>A text</html>", encoding="utf-8")


CHART_FORM = """\
version: "2"
versions: [{version: "1", why: begun}, {version: "2", why: the pilot}]
groups:
  - id: study
    label: {en: The study, nb: Studien}
    question: What was done?
    fields:
      - aim
      - {id: design, type: choice, choices: [Qualitative, {id: rct, label: RCT, definition: At random}]}
      - {id: arms, type: table, columns: [name, {id: n, type: integer}], when: {field: design, is: [rct]}}
      - {id: age, type: number, unit: years, help: Mean, repeat: yes, required: yes, evidence: required}
"""


def _attached(root: Path) -> None:
    texts.attach(open_review(root), "a", "cinahl-0008", "x.html", b"<html><p>A text</p></html>")


def _form(root: Path) -> None:
    (root / "charting").mkdir()
    (root / "charting" / "form.yaml").write_text(CHART_FORM, encoding="utf-8")


def _book(root: Path, *made: Change) -> None:
    for change in made:
        codebook.change(open_review(root), "a", change, Noted("why", 3))


def _changed(root: Path) -> None:
    """A codebook of which an act was undone, one split what is in use, and one was made by hand."""
    path = root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "format: 2\n", encoding="utf-8")
    _book(root, codebook_changes.create("calm", "Calm"), codebook_changes.rename("calm", "Peace"))
    undo.undo(open_review(root), "a", [open_review(root).review.facts.codebook_acts[-1].id], "no")
    path = root / "codebooks" / "themes.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Trust", "Reliance"), encoding="utf-8")


def _edited(root: Path) -> None:
    """A code that is in use was split, and another was changed by hand."""
    codebook.split(open_review(root), "a", "time", {"haste": "Haste", "calm": "Calm"}, Noted("why"))
    path = root / "codebooks" / "themes.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Tillit", "Tiltro"), encoding="utf-8")


def _retired(root: Path) -> None:
    _book(root, codebook_changes.retire("time"))


def _raised(root: Path) -> None:
    _book(root, codebook_changes.promote("trust"))


def _read(root: Path) -> None:
    familiarising.log_reading(open_review(root), "a", "berg", "They rely on her")


def _parked(root: Path) -> None:
    """A reading, a candidate theme, a parked code, and a review of a coded quote."""
    _read(root)
    calm = codebook_changes.create("calm", "Calm", "theme", {"status": "candidate"})
    _book(root, calm, codebook_changes.park("time"))


def _retracted(root: Path) -> None:
    """A list with a title of the review, the DOI of an included report, and a row without an article."""
    (root / "retracted.csv").write_text(RETRACTED, encoding="utf-8")


RETRACTED = (
    "Title,Author,RetractionDate,RetractionDOI,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n"
    f"{everything.ARTICLE['TI']},Nora Berg;Per Dahl,8/16/2023 0:00,10.5555/notice,1/1/2020,unavailable,0,Retraction\n"
    f"{everything.ARTICLE['TI']},,,,,,,Correction\n,,,,,10.1000/X.1,0,Retraction\n,,,,,unavailable,0,Retraction\n"
)
EXPORTS = "../cinahl.ris ../medline.ris"
RUNS = (
    Run("status"),
    Run("status", "example"),
    Run("status", "begun"),
    Run("check", status=1),
    Run("check --notes", status=1),
    Run("check", "example", 1),
    Run("check --notes", "begun"),
    Run("check --retractions retracted.csv", status=1, definition="check-retractions", prepared=_retracted),
    Run("check --retractions retracted.csv", "begun", definition="check-retractions", prepared=_retracted),
    Run("prisma", status=1),
    Run("prisma", "example"),
    Run("prisma", "begun"),
    Run("prisma counts.yaml", status=1, prepared=_counts),
    Run("prisma --list screened", status=1, definition="prisma-list"),
    Run("prisma --list reports_excluded", status=1, definition="prisma-list"),
    Run("prisma --list sought", status=1, definition="prisma-list"),
    Run("prisma --list new.studies", "example", definition="prisma-list"),
    Run("prisma --list rm", "begun", definition="prisma-list"),
    Run("protocol show"),
    Run("protocol show", "example"),
    Run("protocol show", "begun"),
    Run("protocol set --stages one --as a", "begun"),
    Run("protocol reviewer zoe --name Zoe --from 2026-01-31 --as a"),
    Run("protocol reason age --label 'Wrong age' --as a"),
    Run("protocol criteria --include Adults --as a"),
    Run("protocol highlight --include nurse --as a"),
    Run("searches show"),
    Run("searches show", "begun"),
    Run("searches describe cinahl --hits 14 --set 'note=again' --as a"),
    Run("searches history ../history.txt --source cinahl --replace --as a"),
    Run("searches reruns"),
    Run("searches lint", "begun"),
    Run("searches rename trials registry --note again --as a"),
    Run("import ../cinahl.ris -s cinahl --as a", "begun"),
    Run("import ../cinahl.ris ../empty.ris -s cinahl --as a", "begun", status=1),
    Run("import ../cinahl.ris -s cinahl --as a"),
    Run("undo ID --as a"),
    Run("undo ID --dry-run --since --as a"),
    Run("undo ID --dry-run"),
    Run("merge 'screening/a (1).jsonl' --as a", prepared=_copied_log),
    Run("upgrade --as a"),
    Run("upgrade --as a", "begun"),
    Run("upgrade --dry-run", "begun"),
    Run("dedupe run --as a"),
    Run(f"dedupe run {EXPORTS}", definition="dedupe-run-files"),
    Run("dedupe queue"),
    Run("dedupe queue --part 1/2", "begun"),
    Run("dedupe answers queue.csv --as a", prepared=_answers),
    Run("dedupe same cinahl-0012 medline-0006 --note read --as a"),
    Run("dedupe same cinahl-0001 cinahl-0006 --as a"),
    Run("dedupe different cinahl-0012 medline-0006 --as a"),
    Run("dedupe explain cinahl-0012 medline-0006"),
    Run("dedupe explain cinahl-0011 medline-0005"),
    Run("dedupe explain cinahl-0009 medline-0001"),
    Run("dedupe explain ../cinahl.ris:11 ../medline.ris:5 ../cinahl.ris ../medline.ris"),
    Run("dedupe related"),
    Run("dedupe related", "begun"),
    Run("dedupe audit"),
    Run(f"dedupe audit {EXPORTS}"),
    Run("dedupe update --dry-run"),
    Run("dedupe update --as a", prepared=_joining_preprints),
    Run("dedupe show cinahl-0009", definition="show"),
    Run("dedupe sources", definition="sources"),
    Run("trace cinahl-0001"),
    Run("trace screened", "example"),
    Run("trace berg --as b", "charting"),
    Run("trace event:screening/ID --as a"),
    Run("bundle -o shared.zip --draft --no-names"),
    Run("verify shared.zip", prepared=_bundle),
    Run("verify"),
    Run("compare counts.yaml", status=1, prepared=_counts),
    Run("compare flow.pptx", "example", prepared=_edited_flow),
    Run("compare table.csv", "example", status=1, prepared=_edited_table),
    Run("manuscript paper.txt", "example", status=1, prepared=_paper),
    Run("sources"),
    Run("sources", "example"),
    Run("sources", "begun"),
    Run("show cinahl-0009"),
    Run("show medline-0005"),
    Run("show cinahl-0001 websites-0001"),
    Run("screen decide cinahl-0009 -d exclude -r population --as a"),
    Run("screen settle cinahl-0004 -d include --as a"),
    Run("screen resolve cinahl-0004 -d include --as a", definition="screen-settle"),
    Run("screen import decisions.csv --skip-unmatched --as a", prepared=_decisions),
    Run("screen import decisions.csv --skip-unmatched --dry-run --as a", prepared=_decisions),
    Run("screen import consensus.csv --as a", prepared=_consensus),
    Run("screen conflicts --as a"),
    Run("screen conflicts --open --stage full-text --note why --as a"),
    Run("screen note cinahl-0006 hm --label rural --as a"),
    Run("screen note cinahl-0004 --remove-label none --as a"),
    Run("screen mine --as a"),
    Run("screen mine -d exclude --as b"),
    Run("screen conflicts", "begun"),
    Run("screen pilot 2 --seed 3 --as a"),
    Run("screen pilot", "begun"),
    Run("screen agreement --as a"),
    Run("screen agreement", "example"),
    Run("screen agreement --stage screening", "begun"),
    Run("screen retrieved cinahl-0008 --not --as a"),
    Run("studies show"),
    Run("studies show", "example"),
    Run("studies show", "begun"),
    Run("studies join berg dahl --as a", prepared=_two_studies),
    Run("studies split dahl cinahl-0003 --as a", prepared=_two_studies),
    Run("studies change berg --citation Again --as a"),
    Run("screen settlements conflicts.csv --yes --as a", prepared=_conflicts),
    Run("screen settlements conflicts.csv --dry-run --as a", prepared=_conflicts),
    Run("screen requested cinahl-0008 --note library --as a"),
    Run("screen sought"),
    Run("screen sought --open", "begun"),
    Run("grey 'Safe at home' x.html --institution 'A ministry' -s websites --as a", prepared=_text),
    Run("grey 'Safe at home' --authors 'Berg, Nora' -s websites --as a", "begun"),
    Run("text list"),
    Run("text list", "begun"),
    Run("text add cinahl-0008 x.html --as a", prepared=_text),
    Run("text show cinahl-0008", prepared=_attached),
    Run("text show cinahl-0008 --find 'No such words'", prepared=_attached, status=1),
    Run("protocol questions 'What helps?' --as a"),
    Run("protocol about --aim 'To map' --method JBI --as a"),
    Run("protocol framework PCC --as a"),
    Run("protocol element population --meaning nurses --term en=nurse* --as a", "example"),
    Run("protocol define nurse 'Who nurses' --as a"),
    Run("protocol registered --where OSF --date 2026-01-31 --as a"),
    Run("protocol coding --team independent --as a"),
    Run("code review"),
    Run("consult", prepared=_consulted),
    Run("consult", "begun"),
    Run("consult --whom us --day 2026-01-31 --said yes --about trust --as a", definition="consult-said"),
    Run("code agreement"),
    Run("code agreement --level code --as a"),
    Run("code agreement", "begun"),
    Run("code agreement", prepared=_apart),
    Run("code review --as b"),
    Run("code review QUOTE --as b"),
    Run("code review QUOTE --agree --as b", definition="code-review-said"),
    Run("code review QUOTE --adjust time --why 'so it is' --as b", definition="code-review-said"),
    Run("chart init --from jbi --as a"),
    Run("chart form", prepared=_form),
    Run("chart form", "begun", prepared=_form),
    Run("chart status --agreement --as a", "charting"),
    Run("chart pilot --study berg --as a", "charting"),
    Run("chart pilot", "charting"),
    Run("chart show berg --as b", "charting"),
    Run("chart table --as a", "charting"),
    Run("chart table --fields aim,year --as a", "charting"),
    Run("chart table --fields 'study+country,aim+n(n)=What' --number --sort n --as a", "charting"),
    Run("chart methods", "charting"),
    Run("chart summary --as a", "charting"),
    Run("chart summary n designs --as a", "charting"),
    Run("chart cross country theme --as a", "charting"),
    Run("chart figure designs --as a", "charting"),
    Run("chart figure country year --as a", "charting"),
    Run("chart figure design designs theme --as a", "charting"),
    Run("chart differences --as a", "charting"),
    Run("chart migrate --as a", "reformed"),
    Run("chart migrate --confirm --dry-run --as a", "reformed"),
    Run("chart migrate --confirm --turn designs:trial=cohort --as a", "reformed"),
    Run("chart set berg n NA --note again --as a", "charting"),
    Run("chart move --dry-run --as a", "charting", prepared=_characteristics),
    Run("chart move --as a", "charting", prepared=_characteristics),
    Run("chart import chart.xlsx --keep-lost --dry-run --as a", "charting", prepared=_chart_sheets),
    Run("chart import chart.xlsx --keep-lost --yes --as a", "charting", prepared=_chart_sheets),
    Run("chart import differences.xlsx --dry-run --as a", "charting", prepared=_chart_sheets),
    Run("chart import differences.xlsx --yes --as a", "charting", prepared=_chart_sheets),
    Run("chart settle berg aim 'to learn' --why discussion --as a", "charting"),
    Run("chart done berg --not-yet --as a", "charting"),
    Run("codebook status", prepared=_edited),
    Run("codebook status", "begun"),
    Run("codebook history --codebook themes", prepared=_edited),
    Run("codebook diff 1 2026-12-31", "begun", prepared=_changed),
    Run("codebook history", "begun", prepared=_changed),
    Run("codebook status", "begun", prepared=_changed),
    Run("codebook create calm Calm --why w --as a"),
    Run("codebook rename trust Tiltru -l nn --why w --as a"),
    Run("codebook redefine trust --set memo=x --why w --as a"),
    Run("codebook move time trust --why w --as a"),
    Run("codebook merge time --into trust --why w --as a"),
    Run("codebook split time --into haste=Haste --into calm=Calm --why w --as a"),
    Run("codebook retire time --why w --as a"),
    Run("codebook import tags.csv --why w --as a", prepared=_tags),
    Run("codebook import book.csv --why w --update --as a", prepared=_tags),
    Run("codebook import book.csv --dry-run --as a", prepared=_tags),
    Run("codebook export book.qdc --force"),
    Run("codebook export book.xlsx --force"),
    Run("codebook restore time --why w --as a", prepared=_retired),
    Run("codebook park time --why w --as a"),
    Run("codebook promote time --why w --as a"),
    Run("codebook demote trust --why w --as a", prepared=_raised),
    Run("codebook version 2 --why w --as a"),
    Run("codebook reject --why w --as a", prepared=_edited),
    Run("codebook accept --why w --phase 2 --as a"),
    Run("code status", status=1),
    Run("code status", "example"),
    Run("code status", "begun"),
    Run("code read berg --memo 'They rely on her' --as a"),
    Run("code readings", prepared=_read),
    Run("code lists", prepared=_parked),
    Run("code lists no-theme", "example"),
    Run("code lists", "begun"),
    Run("code audit", prepared=_parked),
    Run("code audit", "example"),
    Run("diff 2023-06-30", "example"),
    Run("diff 2023-07-10 2023-08-18", "example"),
    Run("diff now"),
    Run("prisma --as-of 2023-06-30", "example", definition="prisma"),
    Run("studies --as-of 2023-06-30", "example", definition="studies-show"),
    Run("report", definition="report-parts"),
    Run("report", "example", definition="report-parts"),
    Run("report flow included", "begun", definition="report-parts"),
    Run("code methods", prepared=_parked),
    Run("code methods", "begun"),
    Run("code add berg -c trust -q words --as a"),
    Run("code add berg -c trust -q 'They trust her' -p 4 --note 'see also p. 5' --as a"),
    Run("code quotes"),
    Run("code quotes --whose b --code trust --only berg"),
    Run("code quotes", "example"),
    Run("code quotes", "begun"),
    Run("code cooccur"),
    Run("code cooccur --level code --whose agreed --only berg"),
    Run("code cooccur", "example"),
    Run("code cooccur --code trust", "begun"),
    Run("code robustness"),
    Run("code robustness --whose b --level subtheme"),
    Run("code robustness", "example"),
    Run("code robustness", "begun"),
    Run("chart cross theme country --whose a --level code --as a", "charting"),
    Run("code recode QUOTE -c time --why 'about time' --as a"),
    Run("code remove QUOTE --as a"),
    Run("code mark berg -c trust --as a"),
    Run("code import marks.csv --as a", prepared=_marks),
    Run("code import quotes.csv --as a --dry-run", prepared=_quotes),
    Run("code import quotes.csv --as a --keep-lost", prepared=_quotes),
    Run("finding add 'They trust her' --code trust --study berg --quote QUOTE --key f --as a"),
    Run("finding revise f 'They trust him' --why clearer --as a", prepared=_findings),
    Run("finding judge f coherence minor --why few --as a", prepared=_findings),
    Run("finding judge f confidence low --why few --as a", prepared=_findings),
    Run("finding list", prepared=_findings),
    Run("finding", "begun", definition="finding-list"),
    Run("finding table", prepared=_findings),
    Run("finding table --field n --field country --as a", "charting", prepared=_findings),
    Run(
        "code import h.csv --as a --source Interview=berg --create-codes --why w --keep-lost", prepared=_highlights
    ),
    Run("code quotes --whose a", prepared=_imported),
    Run("code status --as a", status=1, prepared=_imported),
    Run("code export all.qdpx --force"),
    Run("code export all.csv --force"),
    Run("code done berg --not-yet --as a"),
    Run("matrix", status=1),
    Run("matrix --whose b", status=1),
    Run("matrix --whose agreed --level code", status=1),
    Run("matrix --level subtheme --robustness", status=1),
    Run("matrix", "example"),
    Run("matrix --as-of 2023-07-10", "example"),
    Run("matrix --as-of 0.2", "example"),
    Run("matrix --under 0.2", "example"),
    Run("matrix --as-of 2020-01-01", status=1),
    Run("code quotes --as-of 0.2", "example"),
    Run("code quotes --under 0.1", "example"),
    Run("matrix", "begun"),
    Run("convert odd.ris all.csv", "begun", prepared=_odd_export),
    Run("convert ../cinahl.ris all.csv"),
    Run("lint ../cinahl.ris", "begun"),
    Run("lint odd.ris", status=1, prepared=_odd_export),
    Run("demo shown", "begun"),
)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run.line} ({run.review})")
def test_what_a_command_prints_fits_its_definition(run: Run, rk: Command, request: pytest.FixtureRequest) -> None:
    root = request.getfixturevalue(run.review)
    run.prepared(root)
    ran = rk(*shlex.split(_with_ids(run.line, root)), "--json")
    assert ran.status == run.status, ran.err
    printed = json.loads(ran.out)
    assert misfit(printed, run.definition or _definition(run.line)) == ""
    if run.review == "eventful":
        assert printed, "nothing was printed that could misfit"


def test_an_update_that_changes_verdicts_fits_as_well(eventful: Path, rk: Command) -> None:
    _joining_preprints(eventful)
    printed = json.loads(rk("dedupe", "update", "--dry-run", "--json").out)
    assert printed["changes"]
    assert misfit(printed, "dedupe-update") == ""


def _last_decision(root: Path) -> str:
    log = root / "screening" / "a.jsonl"
    return everything.last_id(log) if log.exists() else ""


def _definition(line: str) -> str:
    """The definition of the command that a line begins with."""
    return next(name.replace(" ", "-") for name in COMMANDS if f"{line} ".startswith(f"{name} "))


def commands(group: Any, before: str = "") -> Iterator[str]:
    """All commands that have --json, hidden ones too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        elif any("--json" in option.opts for option in command.params):
            yield f"{before}{name}"


COMMANDS = sorted(commands(get_command(app)), key=len, reverse=True)
OLD_FORMS = {"dedupe show", "dedupe sources", "screen resolve"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_with_json_has_a_definition_and_is_run_above(command: str) -> None:
    assert command in OLD_FORMS or command.replace(" ", "-") in DEFINITIONS
    assert [run for run in RUNS if f"{run.line} ".startswith(f"{command} ")]


# --- the schema -------------------------------------------------------------------------------------------------------


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """A schema and every schema in it."""
    if isinstance(schema, list):
        for entry in schema:
            yield from parts(entry)
        return
    if not isinstance(schema, dict):
        return
    yield schema
    for key, inner in schema.items():
        if key in ("$defs", "properties"):
            yield from parts(list(inner.values()))
        elif key in ("items", "additionalProperties", "propertyNames", "anyOf"):
            yield from parts(inner)


def test_the_schema_is_a_schema_of_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_it_uses_no_keyword_that_draft_7_does_not_have() -> None:
    """But for the place of the definitions, to which a reference leads in every draft."""
    known = set(Draft7Validator.VALIDATORS) | {"$schema", "$defs", "title", "description"}
    assert {keyword for schema in parts(SCHEMA) for keyword in schema} <= known


def test_an_object_has_every_key_and_no_other() -> None:
    for schema in parts(DEFINITIONS | {"$defs": DEFINITIONS}):
        if "properties" in schema:
            assert schema["type"] == "object"
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])


def test_every_reference_leads_to_a_definition_and_every_noun_has_one() -> None:
    references = {schema["$ref"] for schema in parts(SCHEMA) if "$ref" in schema}
    assert references <= {f"#/$defs/{name}" for name in DEFINITIONS}
    assert set(SHAPES) <= set(DEFINITIONS)


CHOICES = {
    "problem.level": Level,
    "source.arm": words.Arm,
    "retraction_notice.nature": Nature,
    "retraction_found.by": By,
    "check-retractions.kind": ListKind,
    "verdict_word": words.Verdict,
    "relation_word": [*words.Relation, None],
    "decision.decision": words.Choice,
    "screen-decide.decision": words.Choice,
    "coefficient.measure": Measure,
    "outcome.state": words.State,
    "box.unit": Unit,
    "box_id": words.BoxId,
    "prisma-list.unit": Unit,
    "flow.other_arm": words.OtherArm,
    "mark.relation": words.RELATIONS,
    "full_text.state": [*TextState, None],
    "sought.state": SoughtState,
    "coding.state": words.CODING_STATES,
    "segment_review.action": words.REVIEW_ACTIONS,
    "codebook_act.op": words.CODEBOOK_OPS,
    "codebook_step.op": words.CODEBOOK_OPS,
    "finding_judgement.standing": Standing,
    "form_field.type": words.FieldType,
    "form_field.evidence": words.QuoteRule,
    "form_column.type": IN_COLUMNS,
    "charted.state": words.ValueState,
    "charted_value.missing": [*words.NotCharted, None],
    "chart_settled.why": words.Settling,
    "settled_cell.why": words.Settling,
    "cell_answer.missing": [*words.NotCharted, None],
    "counted_category.kind": Kind,
    "trace_step.kind": Step,
}


@pytest.mark.parametrize("place", CHOICES)
def test_closed_choices_are_those_of_the_program(place: str) -> None:
    name, _, key = place.partition(".")
    schema = DEFINITIONS[name]["properties"][key] if key else DEFINITIONS[name]
    assert schema.get("anyOf", [schema])[0]["enum"] == list(CHOICES[place])


def test_the_cells_of_a_matrix_are_those_of_the_program() -> None:
    cells = DEFINITIONS["matrix"]["properties"]["cells"]
    assert cells["additionalProperties"]["additionalProperties"]["enum"] == list(Cell)


def test_a_key_too_many_or_too_few_does_not_fit(eventful: Path, rk: Command) -> None:
    for line in ("status", "prisma", "matrix", "check", "show cinahl-0009", "code"):
        printed = json.loads(rk(*line.split(), "--json").out)
        definition = _definition(line if line != "code" else "code status")
        assert misfit(printed, definition) == ""
        for other in _one_key_changed(printed, DEFINITIONS[definition]):
            assert misfit(other, definition), other


def _one_key_changed(printed: Any, schema: Any) -> Iterator[Any]:
    """The value with each key of its first object taken out in turn, and with one put in."""
    first = printed[0] if isinstance(printed, list) else printed
    for key in list(first):
        less = copy.deepcopy(printed)
        del (less[0] if isinstance(less, list) else less)[key]
        yield less
    more = copy.deepcopy(printed)
    (more[0] if isinstance(more, list) else more)["more"] = 1
    yield more


# --- the page ---------------------------------------------------------------------------------------------------------

SHAPES: dict[str, list[str]] = {
    name: re.findall(r"`([^`]+)`", text)
    for names, text in re.findall(r"^\*\*([a-z_, -]+)\*\* (.*?)(?:\n\n|\Z)", PAGE, re.DOTALL | re.MULTILINE)
    for name in names.split(", ")
}


def keys(schema: Any) -> list[str]:
    """Every key of a definition in its order, those of objects in it after their own; what it refers to has its own."""
    schema = DEFINITIONS[schema["$ref"].rpartition("/")[2]] if list(schema) == ["$ref"] else schema
    return list(_keys(schema))


def _keys(schema: Any) -> Iterator[str]:
    for key, inner in schema.get("properties", {}).items():
        yield key
        yield from _keys(inner)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from _keys(schema[key])


@pytest.mark.parametrize("name", [name for name in DEFINITIONS if keys(DEFINITIONS[name])])
def test_the_page_names_the_keys_of_a_definition_in_their_order(name: str) -> None:
    noun = DEFINITIONS[name].get("$ref", "").rpartition("/")[2]
    assert SHAPES[name if name in SHAPES else noun] == keys(DEFINITIONS[name])


def test_the_page_describes_nothing_that_has_no_definition() -> None:
    assert set(SHAPES) <= set(DEFINITIONS)


def test_the_table_of_the_page_names_every_command_with_its_definition() -> None:
    rows = re.findall(r"^\| `reviewkit ([^`]+)` \| `([^`]+)` \|", PAGE, re.MULTILINE)
    printed = {run.definition or _definition(run.line) for run in RUNS}
    assert {definition for _, definition in rows} == printed
    for line, definition in rows:
        assert definition.split("-")[0] == line.split()[0]


def test_the_page_names_every_box() -> None:
    section = PAGE.partition("## Box ids")[2].partition(".\n\n")[0]
    assert re.findall(r"`([^`]+)`", section) == list(words.BoxId)
