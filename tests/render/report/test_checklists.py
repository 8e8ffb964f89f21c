"""The checklists: every item once, and none says that the folder has what it has not."""

from dataclasses import replace

import pytest

from reviewkit.locales import labels
from reviewkit.model import Criteria, Facts, Press, QueryLine, Registration, Source
from reviewkit.render.report.checklists import (
    Item,
    State,
    prisma_s,
    prisma_scr,
    s_items,
    scoping_checklist,
    scr_items,
    search_checklist,
)
from reviewkit.review import Review
from reviewkit.store.open_review import open_review
from reviewkit.words import Arm
from tests.builders import protocol
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of

EN = labels("en")


def with_sources(*sources: Source) -> Review:
    return Review(Facts(protocol(), sources=sources))


def states(items: tuple[Item, ...]) -> dict[int, State]:
    return {item.number: item.state for item in items}


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_every_item_is_there_once_in_each_language(language: str) -> None:
    review = open_review(EXAMPLE).review
    (scr,), (search,) = (prisma(review, labels(language)).tables for prisma in (prisma_scr, prisma_s))
    assert [row[0] for row in scr.rows] == [str(number) for number in range(1, 23)]
    assert [row[0] for row in search.rows] == [str(number) for number in range(1, 17)]
    assert len({row[1] for row in scr.rows}) == 22
    assert all(row[1] and row[2] and not row[-1] for row in (*scr.rows, *search.rows))


def test_the_example_has_what_its_folder_shows_and_no_more() -> None:
    review = open_review(EXAMPLE).review
    found = states(scr_items(review, EN))
    assert {number for number, state in found.items() if state is State.FILLED} == {8, 9, 11, 14, 15, 17}
    assert {number for number, state in found.items() if state is State.PERSON} >= {3, 5, 12, 16, 19, 21, 22}
    said = {item.number: " ".join(item.where) for item in scr_items(review, EN)}
    assert said[9] == "Flow diagram and screening logs: 2622 decisions by 3 people."
    assert said[14] == "Flow diagram: 1285 screened, 15 reports included."
    assert said[20] == "24 records were excluded without a recorded reason."


def test_an_empty_review_leaves_every_item_to_a_person_but_its_title() -> None:
    empty = Review(Facts(replace(protocol(), title="A review", reasons=())))
    assert {number for number, state in states(scr_items(empty, EN)).items() if state is not State.PERSON} == {1}
    assert set(states(s_items(empty, EN)).values()) == {State.PERSON}


def test_criteria_that_are_stated_fill_the_item_on_eligibility() -> None:
    stated = replace(protocol(), criteria=Criteria(include=({"en": "Home care"},)))
    items = scr_items(Review(Facts(stated)), EN)
    assert states(items)[6] is State.FILLED


def test_databases_are_named_with_platform_and_date_or_the_item_is_not_filled() -> None:
    bare = Source("a", "MEDLINE")
    whole = Source("b", "CINAHL", platform="EBSCOhost", date="2026-01-31")
    assert states(s_items(with_sources(bare), EN))[1] is State.PARTLY
    assert states(s_items(with_sources(whole), EN))[1] is State.FILLED
    assert states(s_items(with_sources(bare, whole), EN))[13] is State.PARTLY
    assert states(scr_items(with_sources(bare, whole), EN))[7] is State.PARTLY
    assert states(scr_items(with_sources(whole), EN))[7] is State.FILLED


@pytest.mark.parametrize(
    ("line", "state"),
    [
        (QueryLine("1", "exp Home Care Services/", 12), State.FILLED),
        (QueryLine("PCC", "AND", 12), State.PERSON),
        (QueryLine("limit", "Norway", 12), State.PERSON),
        (QueryLine("3", "1 or 2", 12), State.PERSON),
    ],
)
def test_how_lines_were_combined_or_limited_is_no_strategy(line: QueryLine, state: State) -> None:
    assert states(s_items(with_sources(Source("a", "MEDLINE", lines=(line,))), EN))[8] is state


def test_other_methods_are_listed_under_their_own_items() -> None:
    sources = [
        Source(name, name, Arm.OTHER, kind=kind)
        for name, kind in (("web", "websites"), ("cited", "citation searching"), ("scholar", ""))
    ]
    found = {item.number: item.where for item in s_items(with_sources(*sources), EN)}
    assert [found[number] for number in (4, 5, 7)] == [
        ("Search log: web.",),
        ("Search log: cited.",),
        ("Search log: scholar.",),
    ]
    assert found[6] == ("None in the search log: say so, or add it.",)


def test_two_sources_on_one_platform_are_pointed_out() -> None:
    sources = [Source(name, name, platform="EBSCOhost") for name in ("CINAHL", "ERIC")]
    found = {item.number: item.where for item in s_items(with_sources(*sources), EN)}
    assert "CINAHL, ERIC" in found[2][0]


def test_the_parts_count_their_items() -> None:
    given = given_of(EXAMPLE)
    assert scoping_checklist(given).numbers == {"items": 22, "filled": 6, "partly": 9, "person": 7}
    assert search_checklist(given).numbers["items"] == 16


def test_a_registration_reruns_and_peer_review_fill_their_items() -> None:
    stated = replace(protocol(), registration=Registration("OSF", "abcde"))
    assert states(scr_items(Review(Facts(stated)), EN))[5] is State.FILLED
    assert states(scr_items(Review(Facts(protocol())), EN))[5] is State.PERSON
    first = Source("cinahl", "CINAHL", press=Press("Kari"))
    again = Source("cinahl-2", "CINAHL", date="2026-05-01", rerun_of="cinahl")
    found = {item.number: item for item in s_items(with_sources(first, again), EN)}
    assert (found[12].state, found[12].where) == (
        State.FILLED,
        ("Searches that were rerun: cinahl-2 (2026-05-01).",),
    )
    assert (found[14].state, found[14].where) == (State.PARTLY, ("Peer review stated for 1 of 2 sources.",))
    assert states(s_items(with_sources(first), EN))[14] is State.FILLED
