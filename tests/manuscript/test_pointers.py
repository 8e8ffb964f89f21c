"""References to tables, figures and appendices."""

import pytest

from tests.manuscript.checked import few, wrong

PAPER = """# Paper

Details are in {}.

**Table 1.** Characteristics of the included studies

**Table 2.** Themes in each study

## Appendix A. Search strategies

## Appendix B. Charting form
"""


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("Table 1", []),
        ("Tables 1 and 2", []),
        ("Table 4", ["Table 4"]),
        ("Appendix B", []),
        ("Appendix F", ["Appendix F"]),
        ("Figure 7", []),  # the manuscript has no figures: they may be files of their own
    ],
)
def test_what_the_manuscript_has(pointer: str, words: list[str]) -> None:
    assert wrong(PAPER.format(pointer), few()) == words


def test_a_pointer_to_the_other_of_two_titles() -> None:
    text = (
        "# Tekst\n\nBeskrivelse av hver studie finnes i oversikten i vedlegg 1.\n\n"
        "## Vedlegg 1 Søk i databaser\n\n## Vedlegg 2 Inkluderte studier, en oversikt\n"
    )
    assert wrong(text, few()) == ["vedlegg 1"]
