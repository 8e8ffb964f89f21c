"""A number that the folder contradicts."""

from reviewkit.manuscript.claim import Answer, ClaimKind
from reviewkit.manuscript.wrong import wrong_number
from tests.manuscript.checked import few, passages


def test_it_names_the_number_of_the_folder_and_its_source() -> None:
    one = passages("# Paper\n\nWe read 41 records.\n", few())[-1]
    checked = wrong_number(one, one.sentences[0].numbers[0], "Records screened", 40, "screened")
    assert (checked.claim.kind, checked.claim.words) == (ClaimKind.NUMBER, "41")
    assert (checked.answer, str(checked.says), checked.sources) == (
        Answer.DISAGREES,
        "Records screened: 40",
        ("screened",),
    )
