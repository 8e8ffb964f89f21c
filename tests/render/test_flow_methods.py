"""How a flow departs from PRISMA 2020, in words."""

import pytest

from reviewkit.entered import counted
from reviewkit.flow_variants import Departure, Template
from reviewkit.locales import labels, languages
from reviewkit.model import Additions, OwnBox
from reviewkit.render.flow_methods import flow_methods, flow_notes
from reviewkit.words import OtherArm
from tests.builders import Stages, entered
from tests.render.samples import flow_of

LEFT_OUT = counted(entered(identified={"databases": {"X": 5}}, duplicates=0, screened=5, assessed=3, studies=1))[0]


def test_a_flow_as_the_template_has_it_is_said_to_follow_it() -> None:
    assert flow_methods(flow_of(), labels("en")) == (
        "The flow diagram follows the PRISMA 2020 template for updated reviews that searched databases, registers and "
        "other sources (Page et al. 2021, BMJ 372:n71)."
    )
    assert flow_notes(flow_of(), labels("en")) == ("PRISMA 2020 flow diagram (Page et al. 2021, BMJ 372:n71).",)


def test_each_departure_is_a_sentence() -> None:
    said = flow_methods(flow_of(OtherArm.POOLED, Stages.ONE), labels("nb"))
    assert said == (
        "Flytskjemaet er tilpasset fra malen i PRISMA 2020 for oppdaterte oversikter som søkte i databaser, registre "
        "og andre kilder (Page mfl. 2021, BMJ 372:n71). Treff fra andre metoder ble slått sammen med treff fra "
        "databaser før dubletter ble fjernet. Treffene ble vurdert i ett trinn, og årsakene til eksklusjon er oppgitt "
        "der."
    )


def test_boxes_that_are_left_out_are_named() -> None:
    assert "Boxes of PRISMA 2020 that are left out: Reports sought for retrieval." in flow_notes(
        LEFT_OUT, labels("en")
    )
    assert "utelatt: Publikasjoner forsøkt innhentet i fulltekst." in flow_methods(LEFT_OUT, labels("nb"))


@pytest.mark.parametrize("language", languages())
def test_every_template_and_departure_has_words_in_each_language(language: str) -> None:
    words = labels(language)
    assert all(words.text(f"flow_methods.{template}") for template in Template)
    assert all(words.text(f"flow.{departure}").endswith(".") for departure in Departure)


def test_notes_and_methods_tell_of_the_same() -> None:
    counts = entered(screened=5, additions=Additions(boxes=(OwnBox({"en": "A"}, 1),)))
    flow = counted(counts)[0]
    told = flow_methods(flow, labels("en"))
    assert all(note in told for note in flow_notes(flow, labels("en"))[1:])
