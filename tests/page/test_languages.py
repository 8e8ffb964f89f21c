"""What the rules say, in the language of the page: refusals, problems, counts."""

from pathlib import Path

import pytest

from reviewkit.actions.protocol import upgrade
from tests.builders import papers
from tests.folders import begin, decide
from tests.page.coded import begun as to_code
from tests.page.conftest import Opened, Page


def in_language(page: Page, language: str) -> Page:
    """The page once somebody has chosen this language."""
    page.sends("/language", language=language)
    return page


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("en", "1 record was imported into pilot.", "2 records were imported into pilot."),
        ("nb", "1 treff ble importert til pilot.", "2 treff ble importert til pilot."),
        ("nn", "1 treff vart importert til pilot.", "2 treff vart importerte til pilot."),
    ],
)
def test_a_count_agrees_with_its_noun(root: Path, opened: Opened, language: str, one: str, several: str) -> None:
    page = in_language(opened(root), language)
    for number, said in ((1, one), (2, several)):
        (root.parent / "x.ris").write_text(papers(number, start=10 * number), encoding="utf-8")
        assert said in page.brings("pilot", root.parent / "x.ris")


@pytest.mark.parametrize(
    ("language", "duplicates", "study"),
    [
        ("en", "1 duplicate removed", "1 study"),
        ("nb", "1 dublett fjernet", "1 studie,"),
        ("nn", "1 dublett fjerna", "1 studie,"),
    ],
)
def test_the_overview_counts_one_as_one(
    tmp_path: Path, opened: Opened, language: str, duplicates: str, study: str
) -> None:
    folder = begin(tmp_path / "review", people=1, records=2)
    decide(folder, "a", 1, "y")
    page = in_language(opened(folder.root), language)
    page.sends("/duplicates", first="cinahl-0001", second="cinahl-0002", verdict="same", answer="1")
    shown = page.shows("/")
    assert duplicates in shown
    assert study in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Choose at least two studies to join."),
        ("nb", "Velg minst to studier som skal slås sammen."),
        ("nn", "Vel minst to studiar som skal slåast saman."),
    ],
)
def test_a_refusal_is_said_in_the_language_of_the_page(
    tmp_path: Path, opened: Opened, language: str, said: str
) -> None:
    folder = begin(tmp_path / "review", people=1, records=1)
    decide(folder, "a", 1, "y")
    page = in_language(opened(folder.root), language)
    page.sends("/studies", do="write")
    key = page.sitting.review.included_studies[0].key
    assert said in page.sends("/studies", 422, do="join", key=key)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The pilot of 2 reports at Screening is not finished (left: a 2, b 2). Finish it before"),
        (
            "nb",
            "Piloten med 2 publikasjoner på trinnet Vurdering er ikke ferdig (gjenstår: a 2, b 2). Gjør den ferdig",
        ),
        (
            "nn",
            "Piloten med 2 publikasjonar på trinnet Vurdering er ikkje ferdig (står att: a 2, b 2). Gjer han ferdig",
        ),
    ],
)
def test_a_refusal_counts_in_the_language_and_names_no_command(
    tmp_path: Path, opened: Opened, language: str, said: str
) -> None:
    page = in_language(opened(begin(tmp_path / "review", people=2, records=3).root), language)
    page.sends("/agreement", number="2", seed="1")
    shown = page.sends("/agreement", 422, number="2", seed="1")
    assert said in shown
    assert "reviewkit undo" not in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "these records have not been compared for duplicates. Choose &#34;Find duplicates&#34; under Duplicates",
        ),
        ("nb", "disse treffene er ikke sammenlignet for dubletter. Velg «Finn dubletter» under Dubletter"),
        ("nn", "desse treffa er ikkje samanlikna for dublettar. Vel «Finn dublettar» under Dublettar"),
    ],
)
def test_a_problem_is_said_in_the_language_of_the_page_also_from_the_cache(
    root: Path, opened: Opened, language: str, said: str
) -> None:
    page = opened(root)
    page.brings("cinahl", root.parent / "cinahl.ris")
    page.shows("/")
    later = in_language(opened(root), language)
    assert said in later.shows("/")


def test_an_unreadable_review_is_explained_in_the_language_of_the_page(ready: Path, opened: Opened) -> None:
    page = in_language(opened(ready), "nb")
    (ready / "review.yaml").write_text("title: [open", encoding="utf-8")
    shown = page.client.get("/").text
    assert "review.yaml:1: dette er ikke YAML:" in shown
    assert '<html lang="nb">' in shown


def test_a_stale_answer_is_told_in_the_language_of_the_page(ready: Path, opened: Opened) -> None:
    page, other = in_language(opened(ready), "nb"), opened(ready)
    form = {"report": "cinahl-0001", "stage": "screening"}
    other.sends("/screen", decision="maybe", answer="1", **form)
    shown = page.sends("/screen", decision="include", answer="2", **form)
    assert "I mellomtiden har du avgjort cinahl-0001 i et annet vindu (kanskje)." in shown
    assert "Svaret ditt (Inkluder) ble ikke lagret på noe treff." in shown


@pytest.mark.parametrize("address", ["/import", "/screen/excel", "/conflicts/read"])
def test_a_file_is_called_what_the_person_calls_it(root: Path, opened: Opened, address: str) -> None:
    page = in_language(opened(root), "nb")
    name = "files" if address == "/import" else "file"
    answer = page.client.post(
        address,
        data={"form_secret": page.access.form_secret, "source": "cinahl"},
        files=[(name, ("bilde.csv", b"\x89PNG\r\n\x1a\n\0\0"))],
        headers={"origin": "http://127.0.0.1:8471"},
    )
    assert "bilde.csv" in answer.text
    assert "/reviewkit-" not in answer.text


def test_what_was_undone_is_told_in_the_language_of_the_page(root: Path, opened: Opened) -> None:
    page = opened(root)
    upgrade(page.sitting.opened, "a")
    page.brings("cinahl", root.parent / "cinahl.ris")
    page.sends("/undo", events=page.sitting.review.facts.exports[0].imported, note="feil fil")
    for _ in range(2):  # worked out, and from the cache
        assert "a angret importen av searches/cinahl/cinahl.ris" in in_language(page, "nb").shows("/")


def test_why_reviewkit_asks_is_said_in_the_language_of_the_page(tmp_path: Path, opened: Opened) -> None:
    folder = begin(tmp_path / "review", people=1, records=2)
    page = in_language(opened(folder.root), "nb")
    page.sends("/duplicates", first="cinahl-0001", second="cinahl-0002", verdict="unsure", answer="1")
    shown = page.shows("/duplicates?why=yes")
    assert "titlene" in shown
    assert "the titles" not in shown


@pytest.mark.parametrize(
    ("language", "label", "refused", "step"),
    [
        ("en", "Next quote", "Give the quote at least one code.", "0 of 2 studies coded to the end"),
        ("nb", "Neste sitat", "Gi sitatet minst én kode.", "0 av 2 studier kodet ferdig"),
        ("nn", "Neste sitat", "Gi sitatet minst éin kode.", "0 av 2 studiar ferdig koda"),
    ],
)
def test_coding_speaks_the_language_of_the_page(
    tmp_path: Path, opened: Opened, language: str, label: str, refused: str, step: str
) -> None:
    page = in_language(opened(to_code(tmp_path / "review").root), language)
    assert label in page.shows("/code/berg")
    assert refused in page.sends("/code/berg", 422, do="add", form=":add", quote="trusted each other")
    assert step in page.shows("/")
    shown = page.sends("/codebook", 422, do="retire", form=":retire trust", code="trust")
    assert "--why" not in shown


@pytest.mark.parametrize(
    ("language", "label", "wrong", "needed"),
    [
        ("en", "Begin with the JBI form", "Sample size cannot be", "required"),
        ("nb", "Begynn med JBI-skjemaet", "Antall deltakere kan ikke være «mange»", "obligatorisk"),
        ("nn", "Byrj med JBI-skjemaet", "Tal på deltakarar kan ikkje vere «mange»", "obligatorisk"),
    ],
)
def test_charting_speaks_the_language_of_the_page(
    tmp_path: Path, opened: Opened, language: str, label: str, wrong: str, needed: str
) -> None:
    folder = begin(tmp_path / "review", people=1, records=1)
    decide(folder, "a", 1, "y")
    page = in_language(opened(folder.root), language)
    assert label in page.shows("/chart")
    page.sends("/chart/form", form="jbi")
    key = page.sitting.review.included_studies[0].key
    shown = page.sends(f"/chart/study/{key}", 422, field="sample-size", instance="1", value="mange")
    assert wrong in shown
    assert needed in shown
