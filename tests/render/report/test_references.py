"""A reference list: right in each style of reviewkit, in three languages, and nothing that strangers wrote acts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import styles
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels
from reviewkit.render.document import Paragraph, Style
from reviewkit.render.report.included_studies import included
from reviewkit.render.report.references import listed, paragraphs, references
from reviewkit.render.report.work import Cited
from tests.conftest import EXAMPLE
from tests.render.report.given import given_of, rows_of

KARI = {"family": "Ås", "given": "Kari-Anne"}
OLE = {"family": "Berg", "given": "Ole Per"}
ARTICLE = {
    "type": "article-journal",
    "title": "Home care",
    "author": [KARI, OLE],
    "issued": {"date-parts": [[2021, 3, 4]]},
    "container-title": "Tidsskriftet",
    "volume": "3",
    "issue": "2",
    "page": "1-15",
    "DOI": "10.5555/1",
}
REPORT = {
    "type": "report",
    "title": "Trygg hjemme",
    "author": [{"literal": "Helsedirektoratet"}],
    "issued": {"date-parts": [[2023, 3, 14]]},
    "publisher": "Helsedirektoratet",
    "genre": "Veileder",
    "URL": "https://example.org/a",
    "accessed": {"date-parts": [[2024, 5, 2]]},
}
BOOK = {"type": "book", "title": "Care", "author": [OLE], "issued": {"date-parts": [[2020]]}, "edition": "2"}


def cited(*items: dict[str, object], citation: str = "") -> list[Cited]:
    return [Cited(f"study{n}", citation, item) for n, item in enumerate(items)]


def texts(style: str, language: str, *items: dict[str, object]) -> list[str]:
    return [one.text for one in listed(cited(*items), styles.text(style), labels(language))]


def test_the_norwegian_apa_manual_in_bokmal() -> None:
    assert texts("norsk-apa", "nb", ARTICLE, BOOK) == [
        "Berg, O. P. (2020). Care (2. utg.).",
        "Ås, K.-A. & Berg, O. P. (2021). Home care. Tidsskriftet, 3(2), 1–15. https://doi.org/10.5555/1",
    ]


def test_apa_in_english() -> None:
    assert texts("apa", "en", ARTICLE, BOOK) == [
        "Berg, O. P. (2020). Care (2nd ed.).",
        "Ås, K.-A., & Berg, O. P. (2021). Home care. Tidsskriftet, 3(2), 1–15. https://doi.org/10.5555/1",
    ]


def test_vancouver_counts_and_keeps_the_order_of_the_studies() -> None:
    made = listed(cited(ARTICLE, BOOK), styles.text("vancouver"), labels("en"))
    assert [(one.number, one.text) for one in made] == [
        (1, "1. Ås KA, Berg OP. Home care. Tidsskriftet. 2021;3(2):1–15. doi:10.5555/1"),
        (2, "2. Berg OP. Care. 2nd ed. 2020."),
    ]


@pytest.mark.parametrize("style", styles.names())
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_pages_are_never_shortened_and_days_are_in_the_language(style: str, language: str) -> None:
    first, second = sorted(texts(style, language, ARTICLE, REPORT), key=lambda text: "Helsedir" in text)
    assert "1–15" in first
    assert "Helsedirektoratet" in second
    assert "2nd" not in second
    assert not any(month in second for month in ("May", "Mar") if language != "en")


def test_two_works_of_the_same_authors_and_year_keep_the_letters_of_their_citations() -> None:
    works = [
        Cited("a", "Ås et al. (2021a)", ARTICLE),
        Cited("b", "Ås et al. (2021b)", {**ARTICLE, "title": "Two"}),
    ]
    made = listed(works, styles.text("apa"), labels("en"))
    assert [(one.key, "(2021a)" in one.text, "(2021b)" in one.text) for one in made] == [
        ("a", True, False),
        ("b", False, True),
    ]


def test_ae_oe_and_aa_come_after_z() -> None:
    people = ["Ås", "Zed", "Ærlig", "Ødegård", "Ekman", "Édouard"]
    items = [{**ARTICLE, "author": [{"family": name, "given": "A"}]} for name in people]
    assert [text.partition(",")[0] for text in texts("norsk-apa", "nb", *items)] == [
        "Édouard",
        "Ekman",
        "Zed",
        "Ærlig",
        "Ødegård",
        "Ås",
    ]


def test_a_work_without_authors_begins_with_its_title_once() -> None:
    (text,) = texts("apa", "en", {**ARTICLE, "author": []})
    assert text.startswith("Home care. (2021).")
    assert text.count("Home care") == 1


def test_a_work_of_which_nothing_is_known_is_listed_all_the_same() -> None:
    assert texts("apa", "en", {"type": "article-journal"}) == ["Untitled. (n.d.)."]
    assert texts("norsk-apa", "nn", {"type": "article-journal"}) == ["Utan tittel. (u.å.)."]


def test_titles_of_strangers_are_text() -> None:
    title = 'A <script>alert("x")</script> &amp; <i>b</i> <span class="nocase">PCC</span> \ue000 \ue002'
    (made,) = listed(cited({**ARTICLE, "title": title}), styles.text("apa"), labels("en"))
    assert '<script>alert("x")</script> &amp; <i>b</i> PCC' in made.text
    assert not any(run.bold for run in made.runs)
    assert [run.text for run in made.runs if run.italic] == ["Tidsskriftet", "3"]


def test_only_addresses_are_links() -> None:
    (made,) = listed(
        cited(
            {**ARTICLE, "DOI": ""},
        ),
        styles.text("apa"),
        labels("en"),
    )
    assert not any(run.link for run in made.runs)
    (made,) = listed(cited(ARTICLE), styles.text("apa"), labels("en"))
    assert [run.link for run in made.runs if run.link] == ["https://doi.org/10.5555/1"]
    (made,) = listed(cited({**REPORT, "URL": "javascript:alert(1)"}), styles.text("apa"), labels("en"))
    assert not any(run.link for run in made.runs)


def test_entries_are_paragraphs_that_hang() -> None:
    made = listed(cited(ARTICLE), styles.text("apa"), labels("en"))
    assert [(one.style, one.text) for one in paragraphs(made)] == [(Style.REFERENCE, made[0].text)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a CSL style"),
        ("<style", "not a CSL style"),
        ("<html/>", "not a CSL style"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><style>&b;</style>', "has a document type"),
        (
            '<style xmlns="http://purl.org/net/xbiblio/csl"><info><link rel="independent-parent" '
            'href="http://www.zotero.org/styles/apa"/></info></style>',
            "refers to http://www.zotero.org/styles/apa",
        ),
        (
            '<style xmlns="http://purl.org/net/xbiblio/csl"><bibliography><layout><text macro="none"/></layout>'
            "</bibliography></style>",
            "a part of it calls for something that it does not have",
        ),
    ],
)
def test_what_is_no_style_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said):
        listed(cited(ARTICLE), text, labels("en"))


def test_a_style_of_ones_own_that_cannot_be_used_is_named() -> None:
    given = replace(given_of(EXAMPLE), style="<style", style_file="my styles/own.csl")
    with pytest.raises(ReviewkitError, match=r"^my styles/own\.csl: This is not a CSL style"):
        references(given)
    with pytest.raises(ReviewkitError, match=r"^This is not a CSL style"):
        references(replace(given, style_file=""))


WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
ITEMS = st.fixed_dictionaries(
    {"type": st.sampled_from(["article-journal", "book", "report", "webpage", "thesis", "chapter"])},
    optional={
        "title": WORDS,
        "author": st.lists(st.fixed_dictionaries({"family": WORDS}, optional={"given": WORDS}), max_size=9),
        "issued": st.integers(1, 9999).map(lambda year: {"date-parts": [[year]]}),
        "container-title": WORDS,
        "page": WORDS,
        "volume": WORDS,
        "URL": WORDS,
        "edition": WORDS,
    },
)


@pytest.mark.thorough
@given(st.lists(ITEMS, max_size=4), st.sampled_from(styles.names()), st.sampled_from(["en", "nb", "nn"]))
def test_whatever_a_work_says_it_is_listed_once(items: list[dict[str, object]], style: str, language: str) -> None:
    works = cited(*items)
    made = listed(works, styles.text(style), labels(language))
    assert sorted(one.key for one in made) == sorted(work.key for work in works)
    assert made == listed(works, styles.text(style), labels(language))


def test_the_part_numbers_its_entries_as_the_table_of_included_studies_does() -> None:
    given = replace(given_of(EXAMPLE), style=styles.text("vancouver"))
    table = [row[1] for row in rows_of(included(given).section)]
    made = references(given)
    keys = [block.key for block in made.section.content() if isinstance(block, Paragraph)]
    citations = {study.key: study.citation for study in given.review.included_studies}
    assert [citations[key] for key in keys] == table
    assert made.numbers == {"references": 15}
