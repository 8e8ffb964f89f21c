"""One invented review, from an empty folder to its figures, as the guides in docs/guide tell it.

Kari, the librarian, starts it with two exports of the worked example; Ola and Siri screen; Liv settles, and then makes
the figures. What the guides tell is done by walking them in a browser. What somebody else does meanwhile is done here,
through the actions. Seed, people, files and decisions are the same each time.
"""

import csv
import itertools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import openpyxl
from playwright.sync_api import Browser, Page

from reviewkit.actions import screening, texts
from reviewkit.model import Decision
from reviewkit.page.serve import serve
from reviewkit.page.sitting import Sitting
from reviewkit.review import Review
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Choice, Stage, State
from tools.guide_steps import GUIDES, sections
from tools.guide_walk import Walk

EXPORTS = GUIDES.parent.parent / "data" / "trygg-i-eget-hjem" / "searches"
GUIDE_OF = {
    "en": {name: GUIDES / f"{name}.md" for name in ("librarian", "reviewer", "settler", "methods")},
    "nb": {
        "librarian": GUIDES / "nb" / "bibliotekar.md",
        "reviewer": GUIDES / "nb" / "vurderer.md",
        "settler": GUIDES / "nb" / "uenighet.md",
        "methods": GUIDES / "nb" / "metode.md",
    },
}
INVENTED = "10.5555/"  # how the identifiers of the invented records begin
BROWSER_LANGUAGE = {"en": "en-GB", "nb": "nb-NO"}
SEED = 471_102
BEGINNING = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
SIZE = {"width": 1100, "height": 780}
FILLED_IN = {"en": ("Decision", "Settlement", "exclude"), "nb": ("Beslutning", "Avgjørelse", "ekskluder")}


class Story:
    """The review of the guides in one language, told by and by. `material` has the files that a reader would have."""

    def __init__(self, language: str, root: Path, material: Path, browser: Browser, pictures: Path | None) -> None:
        self.language, self.root, self.material = language, root, material
        self.browser, self.pictures = browser, pictures

    def tell(self) -> None:
        """Everything, in the order in which a team does it, a minute between any two acts."""
        times = (BEGINNING + timedelta(minutes=minutes) for minutes in itertools.count())
        home = {"REVIEWKIT_HOME": str(self.material / "home")}
        with mock.patch("reviewkit.store.ledger.now", side_effect=times), mock.patch.dict(os.environ, home):
            self._tell()

    def _tell(self) -> None:
        self._lay_out()
        self._walk("librarian", 1, 4)
        self._walk("settler", 1, 1)
        self._walk("reviewer", 1, 2)
        self.siri_follows(
            Stage("title-abstract"), but={Choice.MAYBE: Choice.EXCLUDE, Choice.INCLUDE: Choice.EXCLUDE}
        )
        self._walk("settler", 2, 2)
        self._walk("reviewer", 3, 5)
        self.titles_are_finished()
        self._walk("settler", 3, 4)
        self._walk("librarian", 5, 5)
        self.texts_arrive()
        self._walk("reviewer", 6, 6)
        self.texts_are_finished()
        self._walk("methods", 1, 4)
        self._walk("librarian", 6, 6)
        self._walk("reviewer", 7, 7)

    def _lay_out(self) -> None:
        """The folder and the files of somebody who begins."""
        self.root.mkdir()
        self.material.mkdir()
        for name in ("medline", "scholar"):
            shutil.copyfile(EXPORTS / name / f"{name}.ris", self.material / f"{name}.ris")
        for name in ("article.pdf", "artikkel.pdf"):
            (self.material / name).write_bytes(pdf("An invented full text, for the guides."))

    def _walk(self, guide: str, first: int, last: int) -> None:
        """Walk some sections of a guide, as somebody who has just opened reviewkit."""
        parts = sections(GUIDE_OF[self.language][guide].read_text(encoding="utf-8"))
        with served(self.root) as (address, code), self._page() as page:
            page.goto(address)
            page.locator("input[name=code]").fill(code)
            page.keyboard.press("Enter")
            page.wait_for_selector("header.top")
            if guide == "librarian" and first > 1:
                page.locator("button[value=kari]").click()
            elif first > 1:
                page.locator(f"button[value={'ola' if guide == 'reviewer' else 'liv'}]").click()
            walk = Walk(page, self.material, self._fills_in, self.pictures, str(self.root))
            for section in parts[first - 1 : last]:
                walk.section(section)

    @contextmanager
    def _page(self) -> Iterator[Page]:
        context = self.browser.new_context(viewport=SIZE, locale=BROWSER_LANGUAGE[self.language])  # type: ignore[arg-type]
        yield context.new_page()
        context.close()

    def _fills_in(self, path: Path) -> None:
        """Fill in the first row of a workbook, as its reader would in Excel."""
        if path.suffix != ".xlsx":
            return
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        decision, settlement, exclude = FILLED_IN[self.language]
        for column, cell in enumerate(sheet[1], start=1):
            if cell.value in (decision, settlement):
                sheet.cell(2, column).value = exclude
        book.save(path)

    # --- what others do meanwhile ------------------------------------------------------------------------------------

    def siri_follows(self, stage: Stage, but: dict[Choice, Choice] | None = None) -> None:
        """Siri decides on what waits for her there, as Ola has, with the exceptions named: the first of each kind."""
        folder = open_review(self.root)
        left = dict(but or {})
        for report, _ in folder.review.waiting_for("siri"):
            said = last_of(folder.review, "ola", report, stage)
            if said is not None:
                choice = left.pop(said.choice, said.choice)
                reason = said.reason if choice is said.choice else ""
                screening.decide(folder, "siri", report, choice, reason, stage)

    def titles_are_finished(self) -> None:
        """Ola and Siri decide on all other titles: three they both want, and on two they differ."""
        folder, stage = open_review(self.root), Stage("title-abstract")
        review = folder.review
        real = [report for report in review.reports if not review.records[report].doi.startswith(INVENTED)]
        wanted = [report for report in real if review.records[report].doi]
        rows = []
        for who in ("ola", "siri"):
            for report, _ in folder.review.waiting_for(who):
                include = report in wanted[:3] or (report in wanted[3:5] and who == "siri")
                rows.append([report, who, "include" if include else "exclude", stage])
        self._imports(folder, rows)

    def texts_arrive(self) -> None:
        """Kari attaches all other full texts that were sought."""
        folder = open_review(self.root)
        for report, outcome in folder.review.outcomes.items():
            if outcome.state is State.SOUGHT:
                data = pdf(f"The invented full text of {report}, for the guides.")
                texts.attach(folder, "kari", report, "article.pdf", data)

    def texts_are_finished(self) -> None:
        """Ola wants what he has not read yet, and Siri decides as he did."""
        folder, stage = open_review(self.root), Stage("full-text")
        for report, _ in folder.review.waiting_for("ola"):
            screening.decide(folder, "ola", report, Choice.INCLUDE, "", stage)
        self.siri_follows(stage)

    def _imports(self, folder: OpenReview, rows: list[list[str]]) -> None:
        table = self.material / "decisions.csv"
        with table.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([["record", "reviewer", "decision", "stage"], *rows])
        screening.import_decisions(folder, "kari", table)


def last_of(review: Review, who: str, report: str, stage: Stage) -> Decision | None:
    """A person's last decision on a report at a stage."""
    own = [one for one in review.outcomes[report].decisions if one.by == who and one.stage == stage]
    return own[-1] if own else None


@contextmanager
def served(root: Path) -> Iterator[tuple[str, str]]:
    """The page on a folder, as `reviewkit open` serves it: its address, and the code that opens it."""
    sitting, said = Sitting(root), []
    sitting.open()
    with mock.patch("reviewkit.store.folder.secrets.randbelow", lambda limit: SEED % limit):
        running = threading.Thread(target=serve, args=(sitting, 0, said.append, False))
        running.start()
        try:
            while len(said) < 2 and running.is_alive():
                threading.Event().wait(0.05)
            address, _, code = said[0].partition("  code: ")
            yield address, code
        finally:
            sitting.closing.set()
            running.join(20)


def pdf(words: str) -> bytes:
    """A page with a line of plain words, as a PDF."""
    shown = f"BT /F1 20 Tf 60 760 Td ({words}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(shown.encode('latin-1'))} >>\nstream\n{shown}\nendstream",
    )
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n"
    return out + f"{end}{len(out)}\n%%EOF\n".encode("latin-1")
