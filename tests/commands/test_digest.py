"""--digest: every figure and table can say which reviewkit made it, and of which data."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from reviewkit import __version__
from reviewkit.locales import labels, languages
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.overlap import overlap_drawing
from reviewkit.render.figures.png import as_png
from reviewkit.render.figures.svg import as_svg
from reviewkit.render.tables.write import as_bytes
from tests.commands.reviews import contents, said
from tests.conftest import Command
from tests.render.samples import EXPECTED, GRID, LIST, OVERLAPS, SHARES, flow_of

HASH = "8c5d28743b3e954ff63b93b6fe25cd14"
LINES = {language: labels(language).digest("0.3.0", HASH) for language in languages()}

# --- what each format shows -------------------------------------------------------------------------------------------


def test_the_line_in_each_language() -> None:
    assert {
        "en": f"reviewkit 0.3.0, data as of {HASH}",
        "nb": f"reviewkit 0.3.0, datagrunnlag {HASH}",
        "nn": f"reviewkit 0.3.0, datagrunnlag {HASH}",
    } == LINES


@pytest.mark.parametrize("name", ["digest-flow.svg", "digest-overlap.svg", "digest-list.md", "digest-list.html"])
def test_golden_files(name: str) -> None:
    """Open them: the line is the last under the figure or table."""
    line = LINES["en"]
    made = {
        "digest-flow.svg": as_svg(flow_drawing(flow_grid(flow_of(), labels("en"), notes=[line]))).encode(),
        "digest-overlap.svg": as_svg(overlap_drawing(OVERLAPS, SHARES, labels("en"), [line])).encode(),
        "digest-list.md": as_bytes(LIST.with_note(line), "md"),
        "digest-list.html": as_bytes(LIST.with_note(line), "html"),
    }
    assert made[name] == (EXPECTED / name).read_bytes()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_office_documents_hold_the_line_once_and_after_the_other_notes(ending: str, language: str) -> None:
    part = {"docx": "word/document.xml", "xlsx": "xl/sharedStrings.xml"}[ending]
    with zipfile.ZipFile(io.BytesIO(as_bytes(GRID.with_note(LINES[language]), ending))) as archive:
        texts = re.findall(r"<(?:w:)?t(?: [^>]*)?>([^<]*)</", archive.read(part).decode("utf-8"))
    with zipfile.ZipFile(io.BytesIO(as_bytes(GRID, ending))) as archive:
        before = re.findall(r"<(?:w:)?t(?: [^>]*)?>([^<]*)</", archive.read(part).decode("utf-8"))
    assert texts == [*before, LINES[language]]


def test_a_png_has_a_line_more() -> None:
    plain, marked = (
        as_png(flow_drawing(flow_grid(flow_of(), labels("en"), notes=n)), 72) for n in ([], [LINES["en"]])
    )
    assert int.from_bytes(marked[20:24], "big") - int.from_bytes(plain[20:24], "big") in (11, 12)


def test_the_alternative_text_of_a_figure_holds_the_line() -> None:
    assert flow_grid(flow_of(), labels("nb"), notes=[LINES["nb"]]).description.endswith(LINES["nb"])
    assert overlap_drawing(OVERLAPS, SHARES, labels("nn"), [LINES["nn"]]).description.endswith(LINES["nn"])


def test_a_note_more_is_in_what_programs_get_too() -> None:
    assert GRID.with_note("x").plain_notes == (*GRID.plain_notes, "x")
    assert (LIST.with_note("x").notes, LIST.with_note("x").plain_notes) == ((*LIST.notes, "x"), ())


# --- the commands -----------------------------------------------------------------------------------------------------

WRITES = {
    "prisma --draft": ("svg", "png"),
    "matrix --draft": ("md", "html", "xlsx", "docx", "tex"),
    "sources": ("svg", "png", "md", "html", "xlsx", "docx", "tex"),
    "searches": ("md", "html", "xlsx", "docx", "tex"),
    "studies --draft": ("md", "html", "xlsx", "docx", "tex"),
}
READABLE = ("svg", "md", "html", "tex")


@pytest.mark.parametrize("command", WRITES)
def test_what_is_written_holds_the_digest_of_status_and_nothing_else_changes(
    coded: Path, rk: Command, command: str
) -> None:
    line = f"reviewkit {__version__}, data as of {json.loads(rk('status', '--json').out)['digest']}"
    for ending in WRITES[command]:
        marked, plain = Path(f"marked.{ending}"), Path(f"plain.{ending}")
        assert rk(*command.split(), "--digest", "-o", marked).status == 0
        assert rk(*command.split(), "-o", plain).status == 0
        assert marked.read_bytes() != plain.read_bytes()
        if ending in READABLE:
            text = marked.read_text(encoding="utf-8").replace("\\", "")
            assert line in text
            assert __version__ not in plain.read_text(encoding="utf-8").replace(line, "")


@pytest.mark.parametrize("command", WRITES)
def test_what_is_printed_holds_the_digest_in_the_language_asked_for(
    coded: Path, rk: Command, command: str
) -> None:
    digest = json.loads(rk("status", "--json").out)["digest"]
    printed = rk(*command.split(), "--digest", "-l", "nn").out
    assert f"reviewkit {__version__}, datagrunnlag {digest}" in printed


def test_the_digest_is_another_after_any_act(coded: Path, rk: Command) -> None:
    rk("matrix", "--draft", "--digest", "-o", "before.md")
    rk("code", "mark", "berg", "-c", "time", "--as", "a")
    rk("matrix", "--draft", "--digest", "-o", "after.md")
    before, after = (Path(name).read_text(encoding="utf-8").splitlines()[-1] for name in ("before.md", "after.md"))
    assert before != after


@pytest.mark.parametrize(
    ("args", "status", "why"),
    [
        (["matrix", "--draft", "--digest", "-o", "t.md", "-o", "t.csv"], 1, "t.csv: a CSV holds no notes"),
        (["matrix", "--digest", "--json"], 2, "cannot be used together"),
        (["sources", "--digest", "--json"], 2, "cannot be used together"),
        (["searches", "--digest", "--json"], 2, "cannot be used together"),
        (["studies", "--digest", "--json"], 2, "cannot be used together"),
        (["prisma", "--digest", "--json"], 2, "cannot be used together"),
        (["prisma", "--digest", "--list", "screened"], 2, "cannot be used together"),
        (["prisma", "counts.yaml", "--digest"], 2, "entered numbers are in no log"),
    ],
)
def test_where_no_digest_can_be_it_is_not_left_out_in_silence(
    coded: Path, rk: Command, args: list[str], status: int, why: str
) -> None:
    before = contents(coded)
    ran = rk(*args)
    assert ran.status == status
    assert why in said(ran)
    assert contents(coded) == before


def test_files_whose_state_no_log_knows_are_named(coded: Path, rk: Command) -> None:
    assert "the digest" not in rk("prisma", "--digest").err
    with (coded / "studies.yaml").open("a", encoding="utf-8") as studies:
        studies.write("aas: {citation: Aas (2023), records: [cinahl-0002]}\n")
    assert "note: the digest covers what is in the logs, but not studies.yaml" in rk("prisma", "--digest").err
    rk("screen", "decide", "cinahl-0002", "-d", "include", "--as", "a")
    assert "the digest" not in rk("prisma", "--digest").err
    by_hand = coded / "coding" / "b" / "berg.yaml"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("segments: [{quote: words, codes: [trust]}]\n", encoding="utf-8")
    assert "but not coding/b/berg.yaml" in rk("matrix", "--digest").err
