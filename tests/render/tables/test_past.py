"""The caption of a table of an earlier moment, and notes on what is not as it was."""

from datetime import UTC, datetime

import pytest

from reviewkit.locales import labels, languages
from reviewkit.model import Stamp
from reviewkit.render.tables.past import of_then
from reviewkit.render.tables.table import Table
from reviewkit.timeline import Gap, NotKnown, Then

TABLE = Table("Themes", ("a",), (("1",),), language="en")
MOMENT = Stamp(datetime(2026, 3, 4, 9, 5, tzinfo=UTC))


def caption(then: Then) -> str:
    return of_then(TABLE, then, "2", labels("en")).caption


def test_the_caption_names_the_moment_and_the_version() -> None:
    assert caption(Then("2", MOMENT, False)) == "Themes, as of 2026-03-04 09:05 UTC, version 2 of the codebook"
    assert caption(Then("2026-03-03", MOMENT, True, changes=1)) == (
        "Themes, as of the end of 2026-03-03 (UTC), version 2 of the codebook and 1 change since"
    )
    assert caption(Then("2", MOMENT, False, under=True, changes=3)) == (
        "Themes: the codings of now under version 2 of the codebook and 3 changes since"
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("what", NotKnown)
def test_each_gap_is_a_note_in_every_format(language: str, what: NotKnown) -> None:
    files = tuple(f"f{n}.yaml" for n in range(5))
    then = Then("2", MOMENT, False, gaps=(Gap(what, files),))
    (note,) = of_then(TABLE, then, "2", labels(language)).everywhere
    assert "f0.yaml, f1.yaml, f2.yaml" in note
    assert "f3.yaml" not in note
    assert "2" in note.partition("f2.yaml")[2]


def test_codes_that_the_codebook_did_not_have_are_named() -> None:
    (note,) = of_then(TABLE, Then("2", MOMENT, False, True, later=("calm", "near")), "2", labels("en")).everywhere
    assert note == "Left out are marks with codes that the codebook did not have: calm, near."
