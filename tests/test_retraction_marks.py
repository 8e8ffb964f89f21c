"""A record that its own database marks as retracted is known by its title, its type, PubMed's RIN, or a note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level
from reviewkit.model import Field
from reviewkit.retraction_marks import mark, problem
from tests.builders import record

TITLE = "Trust in home care"


@pytest.mark.parametrize(
    "title",
    [
        f"RETRACTED: {TITLE}",
        f"Retracted: {TITLE}",
        f"[Retracted] {TITLE}",
        f"RETRACTED ARTICLE: {TITLE}",
        f"[RETRACTED ARTICLE] {TITLE}",
        f"WITHDRAWN: {TITLE}",
        f"Tilbaketrukket: {TITLE}",
        f"{TITLE} (Retracted article. See vol. 12, pg 3, 2010)",
        f"{TITLE} (Retracted Article)",
        f"{TITLE}. [Retracted in Ann Care. 2012]",
        f"{TITLE} [Retraction in: Ann Care. 2012 (3)].",
        f"{TITLE} (This article has been retracted)",
    ],
)
def test_a_title_that_says_so(title: str) -> None:
    assert mark(record("cinahl-0001", title=title)) == title


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "",
        "Retracted lead extraction: a cohort study",
        "Retracted articles in nursing: a scoping review",
        "Why articles are retracted",
        "Citations of articles (retracted or not) in nursing",
        f"Retraction notice to: {TITLE}",
        f"Retraction: {TITLE}",
        f"Expression of concern: {TITLE}",
        "Withdrawn: the experience of young men",
        "Withdrawn patients in home care",
    ],
)
def test_a_title_that_does_not(title: str) -> None:
    assert mark(record("cinahl-0001", title=title)) == ""


@pytest.mark.parametrize(
    ("tag", "value", "words"),
    [
        ("PT", "Retracted Publication", "Retracted Publication"),
        ("M3", "Journal Article; Retracted Publication", "Retracted Publication"),
        (
            "Article/PublicationTypeList/PublicationType",
            "Retracted Publication",
            "Retracted Publication",
        ),
        ("DT", "Article; Retracted Publication", "Retracted Publication"),
        ("Document Type", "Retracted", "Retracted"),
        ("RIN", "Care. 2023. PMID: 37000001", "RIN: Care. 2023. PMID: 37000001"),
        (
            "CommentsCorrectionsList/CommentsCorrections@RefType",
            "RetractionIn",
            "RefType: RetractionIn",
        ),
        ("N1", "Accession 12. Retraction in: Care 2023", "Retraction in: Care 2023"),
        ("N1", "This article has been retracted.", "article has been retracted."),
    ],
)
def test_a_field_that_says_so(tag: str, value: str, words: str) -> None:
    assert mark(record("cinahl-0001", title=TITLE, fields=(Field(tag, value, 3),))) == words


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("PT", "Retraction of Publication"),
        ("KW", "Retraction of Publication as Topic"),
        ("AB", "Two trials were retracted. This article has been retracted"),
        ("ROF", "Care. 2020. PMID: 34000002"),
        ("N1", "Retraction of: Care 2020"),
        ("N1", "The catheter was retracted"),
        ("KW", "electrodes, retracted lead"),
    ],
)
def test_a_field_that_does_not(tag: str, value: str) -> None:
    assert mark(record("cinahl-0001", title=TITLE, fields=(Field(tag, value, 3),))) == ""


def test_the_problem_names_the_record_and_the_words() -> None:
    found = problem(record("cinahl-0001"), "RETRACTED: Trust")
    assert (found.level, found.code, found.place.path) == (Level.WARNING, "marked-retracted", "x.ris")
    assert found.message.startswith("cinahl-0001 is included, and its database marks it as retracted")
    assert "RETRACTED: Trust" in found.message


@given(st.text(), st.text(max_size=4), st.text())
def test_no_record_is_too_odd(title: str, tag: str, value: str) -> None:
    assert len(mark(record("x-1", title=title, fields=(Field(tag, value, 1),)))) <= 200
