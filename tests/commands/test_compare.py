"""compare: what co-authors send back beside the folder."""

import json
import re
from pathlib import Path

import pytest

from reviewkit.locales import labels
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.figures.write import as_bytes
from reviewkit.store.open_review import open_review
from tests.conftest import Command
from tests.edits import edited, renamed, replaced, without_box

ENDINGS = ("pptx", "docx", "drawio")
SCREENED = "Records screened (n\u00a0=\u00a01285)"


def flow(folder: Path, ending: str, language: str = "en") -> bytes:
    made = flow_drawing(flow_grid(open_review(folder).answers().flow, labels(language)))
    return as_bytes(made, ending)


@pytest.mark.thorough
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_a_figure_that_nobody_changed_is_equal_in_every_language(
    example: Path, rk: Command, ending: str, language: str
) -> None:
    Path(f"f.{ending}").write_bytes(flow(example, ending, language))
    ran = rk("compare", f"f.{ending}")
    assert (ran.status, ran.out, ran.err) == (0, "21 values are equal.\n", "")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_changed_number_is_said_with_the_records_behind_ours(example: Path, rk: Command, ending: str) -> None:
    change = replaced(SCREENED, "Titles screened (n=1 290)")
    Path(f"f.{ending}").write_bytes(edited(flow(example, ending), ending, change))
    ran = rk("compare", f"f.{ending}")
    assert ran.status == 1
    first, second, *_, last = ran.out.splitlines()
    assert first == (
        "screened: Records screened (in the file: Titles screened): 1290 in the file, 1285 in the folder "
        "(5 more in the file)"
    )
    assert second.startswith("    in the folder: ")
    assert second.endswith("and 1277 more (reviewkit prisma --list screened)")
    assert last == "20 values are equal, 1 differs."


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_box_that_was_deleted_is_only_in_the_folder(example: Path, rk: Command, ending: str) -> None:
    Path(f"f.{ending}").write_bytes(edited(flow(example, ending), ending, without_box(ending, "screened")))
    ran = rk("compare", f"f.{ending}")
    assert ran.status == 1
    assert ran.out.splitlines()[0] == "screened: Records screened: not in the file, 1285 in the folder"
    assert ran.out.splitlines()[-1] == "20 values are equal, 1 only in the folder."


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_box_with_another_name_is_found_by_its_words(example: Path, rk: Command, ending: str) -> None:
    Path(f"f.{ending}").write_bytes(
        edited(flow(example, ending), ending, renamed(ending, "screened", "Rectangle 17"))
    )
    assert rk("compare", f"f.{ending}").status == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_number_that_was_added_is_only_in_the_file(example: Path, rk: Command, ending: str) -> None:
    change = replaced(SCREENED, f"{SCREENED} Records translated (n = 12)")
    Path(f"f.{ending}").write_bytes(edited(flow(example, ending), ending, change))
    ran = rk("compare", f"f.{ending}")
    assert ran.status == 1
    assert ran.out.splitlines()[0] == "screened: Records translated: 12 in the file, not in the folder"


def test_the_published_counts_differ_in_what_readme_says_of_them(example: Path, rk: Command) -> None:
    ran = rk("compare", "published-counts.yaml", "--json")
    assert ran.status == 1
    found = json.loads(ran.out)
    assert [one["boxes"] for one in found["entries"] if one["standing"] == "differs"] == [
        ["rm"],
        ["rm.duplicates"],
    ]
    assert {one["difference"] for one in found["entries"] if one["standing"] == "differs"} == {1502 - 217}


@pytest.mark.thorough
@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
@pytest.mark.parametrize(
    "command",
    [
        ("matrix",),
        ("matrix", "--layout", "grid", "-l", "nn"),
        ("sources", "-l", "en"),
        ("searches",),
        ("chart", "table"),
    ],
    ids=" ".join,
)
def test_a_table_that_we_wrote_is_equal(example: Path, rk: Command, command: tuple[str, ...], ending: str) -> None:
    assert rk(*command, "-o", f"t.{ending}").status == 0
    ran = rk("compare", f"t.{ending}")
    assert ran.out.endswith("values are equal.\n")
    assert ran.status == 0


def test_a_study_that_is_under_another_theme_is_named(example: Path, rk: Command) -> None:
    rk("matrix", "--layout", "grid", "-o", "t.csv")
    text = Path("t.csv").read_text(encoding="utf-8-sig")
    changed = re.sub(r"(?<=[;,])1(?=[;,])", "0", text, count=1)
    assert changed != text
    Path("t.csv").write_text(changed, encoding="utf-8")
    ran = rk("compare", "t.csv")
    assert ran.status == 1
    first, second, last = ran.out.splitlines()
    assert first.endswith(": – in the file, ● in the folder")
    assert second.startswith("    in the folder: ")
    assert last == "95 values are equal, 1 differs."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("f.pdf", b"%PDF-", "a file to compare ends with one of: .pptx, .docx, .drawio, .yaml"),
        ("f.drawio", b"<mxfile/>", "no box in it has a number such as (n = 12)"),
        ("f.csv", b"a,b\n1,2\n", "no table of this review has these columns"),
        ("f.yaml", b"stages: two\n", "no numbers were found in this file"),
        ("f.pptx", b"PK nothing", "this document is damaged"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused(
    example: Path, rk: Command, name: str, content: bytes, said: str
) -> None:
    Path(name).write_bytes(content)
    ran = rk("compare", name)
    assert (ran.status, ran.out) == (1, "")
    assert said in ran.err


def test_words_of_strangers_act_on_no_terminal(example: Path, rk: Command) -> None:
    change = replaced(SCREENED, "\u202eRecords\u009b31m screened (n = 1)")
    Path("f.drawio").write_bytes(edited(flow(example, "drawio"), "drawio", change))
    out = rk("compare", "f.drawio").out
    assert "\u202e" not in out
    assert "\u009b" not in out


def test_what_the_folder_cannot_show_and_of_which_searches_it_is(example: Path, rk: Command) -> None:
    Path("c.yaml").write_text(
        "identified: {databases: {CINAHL: 113, Embase: 7}}\nscreened: 1285\n", encoding="utf-8"
    )
    said = rk("compare", "c.yaml").out.splitlines()
    assert "The folder holds nothing on: Embase." in said
    assert "No search of the folder has a date, so the file may be of other searches than these." in said
    Path("searches.yaml").write_text(
        Path("searches.yaml").read_text(encoding="utf-8").replace("cinahl:", "cinahl:\n  date: 2023-01-31", 1),
        encoding="utf-8",
    )
    said = rk("compare", "c.yaml").out.splitlines()
    assert "The searches of the folder are of 2023-01-31; a file of other searches has other numbers." in said


def test_numbers_of_an_earlier_day_are_found_with_what_came_and_went_since(example: Path, rk: Command) -> None:
    then = json.loads(rk("prisma", "--as-of", "2023-06-30", "--json").out)["boxes"]
    now = json.loads(rk("prisma", "--json").out)["boxes"]
    numbers = {name: box["n"] for name, box in then.items()}
    assert numbers["excluded"] != now["excluded"]["n"]
    Path("c.yaml").write_text(
        f"identified: {{databases: {{CINAHL: 113}}}}\nexcluded: {{total: {numbers['excluded']}}}\n",
        encoding="utf-8",
    )
    assert "the folder had this number on" not in rk("compare", "c.yaml").out
    ran = rk("compare", "c.yaml", "--when")
    (line,) = [one for one in ran.out.splitlines() if "the folder had this number on" in one]
    assert "came since: " in line
    told = json.loads(rk("compare", "c.yaml", "--when", "--json").out)["entries"]
    (found,) = [one for one in told if one["label_in_file"] and one["boxes"] == ["excluded"]]
    earlier = found["earlier"]
    assert earlier["day"] <= "2023-06-30"
    assert found["in_file"] == found["in_folder"] - len(earlier["came"]) + len(earlier["went"])
