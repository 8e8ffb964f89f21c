"""Every claim with its answer: the worked example in full, and numbers of sentences as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.manuscript.claim import ClaimKind
from tests.growth import LINEAR, growth
from tests.manuscript.checked import A, D, N, answers, checked, example, few, wrong

RIGHT = [
    "We identified 1,502 records, of which 217 were duplicates and were removed, leaving 1,285 to be screened.",
    "After removal of duplicates, 1285 records remained; 1,270 were excluded and fifteen studies were included.",
    "CINAHL gave 113 records and MEDLINE 273.",
    "Av de 15 inkluderte studiene er sju fra Norge, sju fra Sverige og én fra Danmark.",
    "Vi fjernet 217 dubletter og vurderte 1 285 treff.",
    "Femten studiar vart inkluderte, og analysen gav fem tema.",
    "Temaet tillitsbasert ledelse er behandlet i sju av de 15 studiene (47 %).",
    "Studies excluded (n = 1270): Wrong population (n = 1192), Wrong language (n = 3)",
    "In total 1,111 participants took part.",
    "We identified 1,502 records (n = 1,294 from databases; n = 208 from other methods).",
    "Vi fant 1502 treff (n = 1294 fra databaser og n = 208 fra andre metoder).",
    "CINAHL\t113\t273",
    "CINAHL  113  273",
]
UNCERTAIN = [
    "Two studies described how nurses learn.",
    "The 24 nurses walked 12 rounds in three nights.",
    "In 2018 the reform began, and it lasted for five years.",
    "Four of the reviewers' children are nine years old.",
    "Tre studier beskriver hvordan ledere sier nei.",
    "15 studies were included: 8 (53 %) qualitative and 7 (47 %) quantitative.",
    "Femten studier ble inkludert: 8 (53 %) kvalitative.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_folder_shows_agrees(text: str) -> None:
    found = checked(f"# Paper\n\n{text}\n", example())
    assert [one.claim.words for one in found if one.answer not in (A, N)] == []
    assert sum(one.answer is A for one in found) >= 1


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_is_not_certain_is_not_called_wrong(text: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", example()) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We removed 218 duplicates.", "218"),
        ("Sixteen studies were included.", "Sixteen"),
        ("After removal of duplicates, 1,286 records remained.", "1,286"),
        ("Vi ekskluderte 1 271 treff.", "1 271"),
        ("Seksten studier ble inkludert.", "Seksten"),
        ("Seksten studiar vart inkluderte.", "Seksten"),
        ("Åtte av studiene er gjennomført i Norge og sju i Sverige.", "Åtte"),
        ("Analysen resulterte i seks temaer.", "seks"),
        ("Duplicate records removed (n = 1502)", "1502"),
        ("CINAHL (n = 114), MEDLINE (n = 273)", "114"),
        ("Wrong population (n = 1193)", "1193"),
        ("We identified 1,502 records (n = 1,294 from databases; n = 209 from other methods).", "209"),
        ("We identified 1,502 records (n = 1,295 from databases; n = 208 from other methods).", "1,295"),
        ("Studies included: 16 (1 %) of the records.", "16"),
    ],
)
def test_a_number_that_no_fitting_box_has_disagrees(text: str, words: str) -> None:
    assert wrong(f"# Paper\n\n{text}\n", example()) == [words]


def test_what_disagrees_says_what_the_folder_has_and_from_where() -> None:
    (one,) = [one for one in checked("# Paper\n\nWe removed 218 duplicates.\n", example()) if one.answer is D]
    assert "217" in str(one.says)
    assert "rm.duplicates" in one.sources


def test_claims_come_in_the_order_of_reading() -> None:
    found = checked("# Paper\n\nSixteen studies were included. Berg & Moe (2018) tell more of Norway.\n", few())
    places = [(one.claim.passage, one.claim.start) for one in found]
    assert places == sorted(places)
    assert {ClaimKind.NUMBER, ClaimKind.CITATION} <= {one.claim.kind for one in found}


def test_a_theme_s_section_begins_with_the_number_of_its_studies() -> None:
    text = "# Paper\n\n## Broken nights and days\n\n{} studies were about this.\n"
    assert wrong(text.format("Two"), few()) == []
    assert wrong(text.format("Three"), few()) == ["Three"]


def test_each_of_several_has_the_number() -> None:
    right = "# Paper\n\nThere was one study each from Sweden.\n"
    assert answers(checked(right, few()))[0] == ("one", A)


def test_a_number_names_the_name_that_it_is_said_of() -> None:
    (one,) = [
        each for each in checked("# Paper\n\nTwo of the studies were from Sweden.\n", few()) if each.answer is D
    ]
    assert (one.claim.words, one.other and one.other.words) == ("Two", "Sweden")


@pytest.mark.parametrize("rest", ["", "The others are not alike: "])
def test_a_country_that_has_more_than_each_of_the_others(rest: str) -> None:
    text = "# Paper\n\n{}There was one study each from {} and {}.\n"
    assert wrong(text.format(rest, "Sweden", "Norway"), few()) == ["one"]


@given(st.text(max_size=300))
def test_any_text_is_checked(text: str) -> None:
    for one in checked(f"Paper\n\n{text}", few(), "paper.txt"):
        assert one.claim.words


@pytest.mark.thorough
def test_a_longer_manuscript_takes_as_much_longer() -> None:
    sentence = "We screened 40 records in MEDLINE and excluded 37 (Berg & Moe, 2018), and two were from Norway. "

    def work(size: int) -> None:
        checked("# Paper\n\n" + sentence * size, few())

    assert growth(work, 100) < LINEAR


def test_a_sentence_with_more_numbers_takes_as_much_longer() -> None:
    def work(size: int) -> object:
        return checked(f"# Paper\n\nThere were {', '.join(f'{n} studies' for n in range(3, 3 + size))}.\n", few())

    assert growth(work, 200) < LINEAR


@pytest.mark.parametrize(
    "text", ["There were " + "7 studies, " * 101 + "and more.", "We found 7 studies " + "of it " * 900]
)
def test_a_sentence_that_is_none_is_told(text: str) -> None:
    found = [one for one in checked(f"# Paper\n\nA text.\n\n{text}\n", few()) if one.says is not None]
    assert [(one.claim.words, one.answer) for one in found] == [("7", N)]
    assert "None of the numbers in this sentence" in str(found[0].says)


@pytest.mark.parametrize("unit", ["(1) ", "(1) a ", "7 (7), ", "n = 1, "])
def test_a_passage_of_numbers_alone_takes_time_in_proportion(unit: str) -> None:
    assert growth(lambda size: checked("# Paper\n\n" + unit * size, few()), 1_000) < LINEAR
