"""What is different, in words: every part says something, in each language."""

import pytest

from reviewkit.actions.differences import compared
from reviewkit.commands.diff import _told
from reviewkit.locales import labels
from reviewkit.render.differences import PARTS, as_document
from reviewkit.render.document_files import as_markdown
from reviewkit.store.open_review import open_review
from tests.conftest import EXAMPLE


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("67: cinahl-0018", "67 decisions by c (2023-07-03)", "present", "no log says")),
        ("nb", ("67 avgjørelser av c (2023-07-03)", "til stede", "ingen logg sier")),
        ("nn", ("67 avgjerder av c (2023-07-03)", "til stades", "ingen logg seier")),
    ],
)
def test_each_part_is_told_in_each_language(language: str, said: tuple[str, ...]) -> None:
    words = labels(language)
    found = compared(open_review(EXAMPLE), "2023-06-30", "", "")
    document = as_document(found.difference, _told(found, words), words)
    text = as_markdown(document)
    assert [section.heading for section in document.sections] == [
        words.text(f"differences.{part}") for part in PARTS
    ]
    for one in said:
        assert one.casefold() in text.casefold()


def test_the_numbers_of_the_flow_are_those_of_both_sides() -> None:
    words = labels("en")
    work = open_review(EXAMPLE)
    found = compared(work, "2023-06-30", "", "")
    (table,) = as_document(found.difference, _told(found, words), words, ["flow"]).sections[0].tables
    rows = {row[0]: row[1:3] for row in table.rows}
    assert rows["Records excluded"] == ("1203", "1270")
    assert rows["Records excluded: Wrong population"] == ("1129", "1192")


def test_nothing_is_said_to_be_nothing() -> None:
    words = labels("en")
    found = compared(open_review(EXAMPLE), "now", "now", "")
    text = as_markdown(as_document(found.difference, _told(found, words), words))
    assert text.count("Nothing is different.") == len(PARTS)
