"""What the review asks and how is printed from review.yaml; what is missing there is for people to write."""

from pathlib import Path

from reviewkit.render.document import Style
from reviewkit.render.report.question import aims, concepts, methods
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of


def test_the_published_review_has_its_question_in_norwegian() -> None:
    given = given_of(EXAMPLE, "nb")
    aim, group = (one.text for one in aims(given))
    assert aim.startswith("Hensikt: Å identifisere, sammenfatte og presentere kunnskap")
    assert group.startswith("Målgruppe: Ansatte og ledere")
    said = [one.text for one in concepts(given)]
    assert said[:4] == [
        "Spørsmålet følger rammeverket PCC:",
        "P – Populasjon: helsepersonell",
        "C – Konsept: innbyggernes trygghet",
        "C – Kontekst: kommunale hjemmebaserte helse- og omsorgstjenester",
    ]
    assert said[4] == "Det oversikten mener med begrepene:"
    assert said[6].startswith("helsepersonell: Sykepleiere, helsefagarbeidere")
    assert [one.text for one in methods(given)] == [
        "Metoder som oversikten følger: Arksey & O'Malley (2005)",
        "[Skriv her eller i review.yaml hvor protokollen er registrert, eller at den ikke er det.]",
    ]


def test_what_nobody_said_is_not_printed_but_where_it_is_registered_is_asked(ready: Path) -> None:
    given = given_of(ready)
    assert aims(given) == concepts(given) == []
    assert [one.text[:12] for one in methods(given)] == ["[Write here,"]


def test_an_element_without_a_meaning_stands_alone_and_a_registration_is_whole(ready: Path) -> None:
    with (ready / "review.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "framework: {name: PICo}\nregistration: {where: OSF, id: ab, date: 2026-01-31, url: https://osf.io}\n"
        )
    given = given_of(ready)
    assert [(one.text, one.style) for one in concepts(given)][1] == ("P – Population", Style.ITEM)
    assert methods(given)[0].text == "Registration of the protocol: OSF, ab, 2026-01-31, https://osf.io"
