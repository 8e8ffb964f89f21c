"""Citations beside studies, the reference list and each other."""

from dataclasses import replace

import pytest

from tests.manuscript.checked import A, D, N, P, answers, checked, few, wrong

_LIST = "\n\n## References\n\n" + "\n\n".join(
    [
        "Berg, A., & Moe, K. (2018). Nights that do not end for relatives. *Nights*, *7*, 101–112.",
        "Dahl, A., & Moe, K. (2020). Sensors in the homes of older people. *Nights*, *7*, 101–112.",
        "Lindqvist, A., & Moe, K. (2023). Staff who work alone at night. *Nights*, *7*, 101–112.",
        "Peters, M. D., & Godfrey, C. (2020). Guidance for scoping reviews. *Evidence*, *18*, 2119–2126.",
        "Braun, V., & Clarke, V. (2006). Using thematic analysis in psychology. *Research*, *3*, 77–101.",
    ]
)
_BODY = (
    "# Paper\n\nBerg and Moe (2018), Dahl and Moe (2020), Lindqvist and Moe (2023), Peters and Godfrey (2020). "
)


@pytest.mark.parametrize(
    ("cited", "answer"),
    [
        ("Berg & Moe (2018)", A),
        ("Berg et al. (2018)", A),
        ("Berg & Moe (2019)", D),
        ("Lindqvits & Moe (2023)", D),
        ("Strand & Vik (2011)", N),
    ],
)
def test_a_citation_of_a_study_needs_its_authors_and_year(cited: str, answer: object) -> None:
    assert answers(checked(f"# Paper\n\n{cited} tell of nights.\n", few()))[0] == (cited, answer)


def test_with_a_reference_list_a_citation_without_an_entry_disagrees_with_it() -> None:
    assert wrong(f"{_BODY}Braun and Clarke (2006).{_LIST}", few()) == []
    text = f"{_BODY}Braun and Clarke (2007).{_LIST}"
    (one,) = [one for one in checked(text, few()) if one.answer is P]
    assert (one.claim.words, "Using thematic" in str(one.says)) == ("Braun and Clarke (2007)", True)


def test_an_included_study_without_an_entry_disagrees_with_the_list() -> None:
    without = _LIST.replace(
        "Dahl, A., & Moe, K. (2020). Sensors in the homes of older people. *Nights*, *7*, 101–112.", ""
    )
    extra = "\n\nVik, A. (2001). Something else. *Nights*, *7*, 1–2."
    assert wrong(_BODY + without + extra, few()) == ["Dahl and Moe (2020)"]


def test_two_spellings_of_one_pair_of_authors_disagree_with_each_other() -> None:
    text = (
        "# Paper\n\n(Graneheim & Lundman, 2004) and (Graneheim & Lundham, 2004) and (Graneheim & Lundman, 2004)\n"
    )
    assert wrong(text, few()) == ["Graneheim & Lundham, 2004"]


@pytest.mark.parametrize(
    ("once", "answer"),
    [("Bergh et al. (2018)", D), ("Barg et al. (2018)", D), ("Barg et al. (2019)", N), ("eBrg & Moe (2018)", D)],
)
def test_a_slip_of_a_name_that_is_written_often(once: str, answer: object) -> None:
    text = f"# Paper\n\nBerg et al. (2018) and Berg et al. (2018). {once} too.\n"
    assert answers(checked(text, few()))[-1] == (once, answer)


def test_an_entry_without_the_second_of_three_authors_is_of_another_work() -> None:
    known = few()
    study = replace(known.studies[0], surnames=("Berg", "Moe", "Vik"), citation="Berg et al. (2018)")
    three = replace(known, studies=(study, *known.studies[1:]))
    body = _BODY.replace("Berg and Moe (2018)", "Berg et al. (2018)") + "Braun and Clarke (2006)."
    other = "Berg, A., & Vik, K. (2018). What came later. *Nights*, *8*, 1–9."
    right = _LIST + f"\n\n{other}"
    assert wrong(body + right, three) == []
    assert wrong(body + right.replace(_LIST.split("\n\n")[2] + "\n\n", ""), three) == ["Berg et al. (2018)"]
