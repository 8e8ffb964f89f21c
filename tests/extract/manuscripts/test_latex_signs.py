"""What LaTeX prints for signs."""

import pytest

from reviewkit.extract.manuscripts.latex_signs import ACCENTS, accented, typeset


@pytest.mark.parametrize(
    ("mark", "letter", "wanted"), [("\\'", "e", "é"), ('\\"', "o", "ö"), ("\\c", "c", "ç"), ("\\^", "ı", "î")]
)
def test_a_letter_with_an_accent_is_one_letter(mark: str, letter: str, wanted: str) -> None:
    assert accented(ACCENTS[mark], letter) == wanted


def test_dashes_and_quotation_marks() -> None:
    assert typeset("2018--2023 --- ``so'' <<ja>>") == "2018–2023 — “so” «ja»"
