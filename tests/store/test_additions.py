"""Footnotes, boxes of one's own and earlier versions in counts.yaml."""

from pathlib import Path

from reviewkit.entered import counted
from reviewkit.errors import Problem
from reviewkit.model import Additions, EarlierVersion, Footnote, OwnBox
from reviewkit.store import counts
from reviewkit.words import BoxId

WHOLE = """\
screened: 5
searched: 2025
earlier_versions:
  - {name: Base version, searched: to 2023, identified: 9, screened: 8, sought: 4, assessed: 3, studies: 2, reports: 2}
  - {name: {en: Update, nb: Oppdatering}, studies: 1}
own_boxes:
  - {text: In the meta-analysis, n: 3}
  - {text: {en: Read by two, nb: Lest av to}, n: 4, within: screened}
  - Narrative synthesis
footnotes:
  - {text: A classifier, box: screened}
  - No limits
"""


def read(tmp_path: Path, text: str) -> tuple[Additions, list[Problem]]:
    path = tmp_path / "counts.yaml"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    found = counts.read(path, problems)
    return found.additions, [*problems, *counted(found)[1]]


def test_every_addition_is_read(tmp_path: Path) -> None:
    found, problems = read(tmp_path, WHOLE)
    assert problems == []
    assert found.searched == "2025"
    assert found.versions == (
        EarlierVersion(
            {"en": "Base version"},
            "to 2023",
            {
                BoxId.IDENTIFIED: 9,
                BoxId.SCREENED: 8,
                BoxId.SOUGHT: 4,
                BoxId.ASSESSED: 3,
                BoxId.NEW_STUDIES: 2,
                BoxId.NEW_REPORTS: 2,
            },
        ),
        EarlierVersion({"en": "Update", "nb": "Oppdatering"}, "", {BoxId.NEW_STUDIES: 1}),
    )
    assert found.boxes == (
        OwnBox({"en": "In the meta-analysis"}, 3),
        OwnBox({"en": "Read by two", "nb": "Lest av to"}, 4, "screened"),
        OwnBox({"en": "Narrative synthesis"}),
    )
    assert found.footnotes == (Footnote({"en": "A classifier"}, "screened"), Footnote({"en": "No limits"}))


def test_what_is_missing_or_not_known_is_told_with_its_line(tmp_path: Path) -> None:
    text = "screened: 5\nfootnotes:\n  - {box: screened}\nearlier_versions:\n  - {studies: 2}\n"
    text += "own_boxes:\n  - {tekst: A}\n"
    _, problems = read(tmp_path, text)
    told = [(problem.place.line, problem.message) for problem in problems]
    assert (3, "a text is missing here: `text: ...`") in told
    assert any(line == 5 and "name" in said for line, said in told)
    assert any(line == 7 and "tekst" in said for line, said in told)


def test_a_box_that_the_flow_does_not_have_is_told_at_its_line(tmp_path: Path) -> None:
    text = WHOLE.replace("box: screened", "box: screned").replace("within: screened", "within: sought")
    _, problems = read(tmp_path, text)
    assert [(problem.place.line, problem.code) for problem in problems] == [(11, "no-box"), (8, "no-box")]
    assert problems[0].message.startswith("the flow has no box 'screned'. It has: screened, ")
