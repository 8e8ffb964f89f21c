"""The limits of what comes from outside: what people have is let in, and no zip lets in more than a file of its own."""

from pathlib import Path

from reviewkit import limits
from reviewkit.matching.columns import ABSTRACT_LENGTH, LONGEST_AUTHOR, LONGEST_TITLE, MOST_AUTHORS
from reviewkit.matching.publication import LONGEST_JOURNAL


def test_what_people_have_is_let_in() -> None:
    a_record = 3_000  # bytes, with an abstract
    assert 100_000 * a_record < limits.EXPORT
    assert 20_000 * a_record < limits.MEMBER
    assert limits.PART > 20_000_000  # a thesis of 1,000 pages
    assert limits.FORM > 20_000_000  # 1,000 studies of 100 fields


def test_a_part_is_never_allowed_more_than_all_parts() -> None:
    assert limits.MEMBER <= limits.UNPACKED <= limits.EXPORT
    assert limits.PART <= limits.DOCUMENT
    assert limits.DATABASE_TEXT <= limits.DATABASE_ALL <= limits.DATABASE


def test_the_page_on_limits_names_what_is_in_effect() -> None:
    page = (Path(__file__).parent.parent / "docs" / "limits.md").read_text(encoding="utf-8")
    for said in (
        f"| {limits.EXPORT / 1e6:,.0f} MB |",
        f"| {limits.TEXT / 1e6:g} MB; {limits.ROWS:,} rows, {limits.COLUMNS:,} columns, {limits.CELLS:,} cells |",
        f"| {limits.YAML:,} letters |",
        f"| {limits.HISTORY / 1e6:g} MB, {limits.HISTORY_LETTERS:,} letters, {limits.HISTORY_LINES:,} lines |",
        f"| {limits.QUERY:,} letters and {limits.QUERY_SECONDS:g} seconds of computing; all lines of a command "
        f"{limits.QUERIES_SECONDS:g} seconds |",
        f"| {limits.STYLE / 1e6:g} MB, {limits.STYLE_PARTS:,} elements, {limits.STYLE_BESIDE:,} of them in one, "
        f"{limits.STYLE_TEXT:,} letters in a value; {limits.STYLE_DEEPEST} in each other, {limits.STYLE_PIECES:,} "
        f"texts and {limits.STYLE_STEPS:,} steps for a work, through its macros |",
        f"| {limits.FORM_CELLS:,} |",
        f"| {limits.MANUSCRIPT_LETTERS:,} letters and {limits.MANUSCRIPT_CELLS:,} cells |",
        f"| {limits.SENTENCE_LETTERS:,} letters and {limits.SENTENCE_NUMBERS} numbers |",
        f"| {limits.QUOTED:,} letters |",
        f"| {limits.MEMBER / 1e6:g} MB and {limits.UNPACKED / 1e6:g} MB; {limits.MEMBERS:,} files |",
        f"| {limits.BUNDLE_MEMBER / 1e6:g} MB and {limits.BUNDLE / 1e6:,.0f} MB; a path of "
        f"{limits.BUNDLE_DEPTH} parts, {limits.BUNDLE_FOLDERS:,} folders |",
        f"| {limits.PART / 1e6:g} MB and {limits.DOCUMENT / 1e6:g} MB |",
        f"| {limits.CHAPTERS:,} and {limits.BOOK_LIST / 1e6:g} MB |",
        f"| {limits.PARAGRAPHS:,} paragraphs and {limits.LETTERS:,} letters |",
        f"| {limits.NODES:,} |",
        f"| {limits.READING_MEMORY / 1e6:g} MB of memory besides twice its own size, {limits.READING_SECONDS} seconds",
        f"| {limits.OF_ONE_KIND:,}, and how many more there are |",
        f"| {limits.DATABASE / 1e6:g} MB, {limits.DATABASE_ROWS:,} rows, {limits.DATABASE_SECONDS:g} seconds |",
    ):
        assert said in page, said


def test_the_page_on_limits_names_what_is_cut_for_matching() -> None:
    page = (Path(__file__).parent.parent / "docs" / "limits.md").read_text(encoding="utf-8")
    assert (
        f"titles after {LONGEST_TITLE:,} letters, journals after {LONGEST_JOURNAL:,}, names after "
        f"{LONGEST_AUTHOR}, lists of authors after {MOST_AUTHORS}, abstracts after "
        f"{ABSTRACT_LENGTH} "
    ) in " ".join(page.split())
