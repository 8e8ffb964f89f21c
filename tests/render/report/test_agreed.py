"""What the team agreed."""

from pathlib import Path

from reviewkit.render.report.agreed import agreed
from tests.conftest import EXAMPLE
from tests.folders import begin
from tests.render.report.given import given_of, words_of

AGREED = """\
questions: [{en: What is safe?, nb: Hva er trygt?}]
criteria: {include: [adults, at home], exclude: [children]}
consensus: one-include
doubly_screened: 10%
"""


def test_questions_criteria_reasons_and_stages_are_in_it(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    path = folder.root / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8") + AGREED, encoding="utf-8")
    made = agreed(given_of(folder.root))
    words = words_of(made.section)
    assert "1 research question:\nWhat is safe?" in words
    assert "2 criteria for inclusion:\nadults\nat home" in words
    assert "1 criterion for exclusion:\nchildren" in words
    assert "2 people decide on each record. How a decision is reached: one include is enough to go on." in words
    assert "a share of 10%" in words
    assert made.numbers == {
        "questions": 1,
        "include": 2,
        "exclude": 1,
        "reasons": 2,
        "definitions": 0,
        "screening.people": 2,
    }


def test_what_is_not_logged_is_left_for_people_to_write() -> None:
    made = agreed(given_of(EXAMPLE, "nb"))
    assert "[Skriv inklusjonskriteriene her" in words_of(made.section)
    assert made.numbers["include"] == 0
    assert "Feil utvalg" in words_of(made.section)


def test_one_person_needs_no_rule_of_agreement(tmp_path: Path) -> None:
    words = words_of(agreed(given_of(begin(tmp_path / "review", people=1, stages="two").root)).section)
    assert "1 person decides on each record." in words
    assert "each full text is read and decided on by 1 person." in words
    assert "What holds" not in words


def test_the_question_of_the_example_has_its_elements_definitions_and_methods() -> None:
    words = words_of(agreed(given_of(EXAMPLE, "nb")).section)
    assert "Formål: Å identifisere" in words
    assert "Spørsmålet har disse elementene (PCC):\nP – Populasjon: helsepersonell" in words
    assert "Metoder som er fulgt: Arksey & O'Malley (2005)" in words
    assert "[Si hvor protokollen er registrert" in words


def test_a_registration_is_said_with_its_address(tmp_path: Path) -> None:
    folder = begin(tmp_path / "review")
    path = folder.root / "review.yaml"
    said = "registration: {where: OSF, id: x1, date: 2026-01-31, url: 'https://osf.io/x1'}\n"
    path.write_text(path.read_text(encoding="utf-8") + said, encoding="utf-8")
    words = words_of(agreed(given_of(folder.root)).section)
    assert "Registration of the protocol: OSF, x1, 2026-01-31 https://osf.io/x1" in words
