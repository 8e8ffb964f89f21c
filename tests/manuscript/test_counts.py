"""What a number counts, worked out from the words around it."""

import pytest

from reviewkit.manuscript.counts import counted
from tests.growth import LINEAR, growth
from tests.manuscript.checked import checked, counted_in, example, few, passages


@pytest.mark.parametrize(
    ("text", "noun", "near"),
    [
        ("We identified 1,502 records.", "record", "identified"),
        ("After 217 duplicates were removed, the rest was read.", "duplicate", "removed"),
        ("In all 15 studies were included.", "study", "included"),
        ("Vi fjernet 217 dubletter.", "duplicate", "removed"),
        ("Av treffene ble 1 270 ekskludert.", "", "excluded"),
        ("Femten vitenskapelige studier ble inkludert.", "study", "included"),
        ("Tjuetre artiklar vart ekskluderte.", "paper", "excluded"),
        ("Records excluded (n = 1270)", "record", "excluded"),
    ],
)
def test_the_noun_says_what_and_the_verb_what_was_done(text: str, noun: str, near: str) -> None:
    (one,) = counted_in(text)
    assert one.noun == noun
    assert near in one.near


def test_an_unknown_noun_is_not_taken_for_a_known_one() -> None:
    (one,) = counted_in("We talked to 24 nurses in studies of homes.")
    assert one.noun == "?"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two were from Norway and one from Sweden.", [["country:NO"], ["country:SE"]]),
        ("MEDLINE gave 25 and CINAHL gave 20.", [["source:medline"], ["source:cinahl"]]),
        ("MEDLINE (n = 25), CINAHL (n = 20)", [["source:medline"], ["source:cinahl"]]),
        (
            "Interviews were used in two of them, survey in one.",
            [["choice:design:interviews"], ["choice:design:survey"]],
        ),
    ],
)
def test_each_number_is_of_the_name_that_it_belongs_to(text: str, names: list[list[str]]) -> None:
    assert [[each.name.id for each in one.names] for one in counted_in(text)] == names


def test_a_later_verb_belongs_to_the_later_number() -> None:
    first, second = counted_in("We read 125 records and included 9 studies.")
    assert "included" not in first.near
    assert "included" in second.near


def test_the_noun_in_a_name_counts_nobody() -> None:
    items = [
        item
        for one in passages("# Oversikt\n\nFeil utvalg (n = 1192)\n", example())
        for sentence in one.sentences
        for item in counted(sentence)
    ]
    assert [(one.noun, one.names[0].name.id) for one in items] == [("", "reason:population")]


@pytest.mark.parametrize(
    ("text", "noun", "is_part"),
    [
        ("Seven of the records were duplicates.", "record", True),
        ("Seven were duplicates.", "duplicate", False),
        ("Two of us read everything independently.", "reviewer", False),
        ("Two reviewers screened 40.", "", False),
        ("Two of the studies were long, and three rested on interviews.", "study", True),
    ],
)
def test_what_the_last_number_counts(text: str, noun: str, is_part: bool) -> None:
    last = counted_in(text)[-1]
    assert (last.noun, last.is_part) == (noun, is_part)


def test_the_verb_behind_a_place_is_said_of_the_subject() -> None:
    first = counted_in("Thirty studies from twelve countries were included.")[0]
    assert "included" in first.near


def test_an_article_and_a_number_in_a_name_count_nothing() -> None:
    assert counted_in("It is a theme in one large map.") == []
    assert [
        one.number.value for one in counted_in("One study was long, one of them short, and two used one.")
    ] == [1, 1, 2, 1]


def test_the_last_part_of_a_list_of_labels_begins_behind_a_bracket_with_words_after_it() -> None:
    found = counted_in("We excluded wrong design (7), (8), and wrong language (n = 9), (10).")
    assert [one.number.whole for one in found if one.is_label]


@pytest.mark.thorough
@pytest.mark.parametrize("unit", ["in all ", "each ", "of the ", "Norway ", "studies ", "x; "])
def test_each_number_looks_at_the_words_around_it_and_not_at_all_of_them(unit: str) -> None:
    def work(size: int) -> object:
        return checked("# Paper\n\n" + (unit * (2_000 // len(unit)) + "7 " * 40 + ". But ") * size, few())

    assert growth(work, 2) < LINEAR
