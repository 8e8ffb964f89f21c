"""Every kind has a word in each format, and every word of a database is one kind."""

import pytest
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from reviewkit.formats.kinds import WORDS, Kind, kind_of


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_is_read_back_from_the_words_that_are_written_for_it(kind: Kind) -> None:
    written = WORDS[kind]
    assert kind_of(written.ris) is kind
    assert kind_of(written.csl) is kind
    assert kind_of(written.endnote) is kind


def test_every_kind_is_written_with_a_type_of_ris_that_rispy_knows() -> None:
    assert {words.ris for words in WORDS.values()} <= set(TYPE_OF_REFERENCE_MAPPING)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("CHAP", Kind.CHAPTER),
        ("Book Chapter", Kind.CHAPTER),
        ("bookSection", Kind.CHAPTER),
        ("inbook", Kind.CHAPTER),
        ("mastersthesis", Kind.THESIS),
        ("Dissertation/Thesis", Kind.THESIS),
        ("Article; Early Access", Kind.ARTICLE),
        ("Proceedings Paper", Kind.CONFERENCE),
        ("GOVDOC", Kind.REPORT),
        ("posted-content", Kind.UNPUBLISHED),
        ("misc", Kind.GENERIC),
        ("", Kind.GENERIC),
        ("Randomized Controlled Trial", Kind.GENERIC),
    ],
)
def test_the_words_of_databases_are_kinds(word: str, kind: Kind) -> None:
    assert kind_of(word) is kind


@pytest.mark.parametrize("word", ["", "misc", "GEN", "Randomized Controlled Trial"])
def test_what_is_in_a_journal_is_an_article_where_nothing_else_is_said(word: str) -> None:
    assert kind_of(word, "A journal") is Kind.ARTICLE
    assert kind_of("BOOK", "A series") is Kind.BOOK
