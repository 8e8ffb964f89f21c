"""Comments at the words that they are about."""

from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.errors import ReviewkitError
from reviewkit.extract.documents import read
from reviewkit.extract.manuscripts import read_manuscript
from reviewkit.extract.xml import local
from reviewkit.model.passages import Role
from reviewkit.render.comments.commented import Comment, with_comments, written_with_comments
from tests.extract.manuscripts.test_word import W, paragraph, row, run
from tests.extract.test_office import word, zipped
from tests.growth import LINEAR, growth
from tests.office import parts, root
from tests.render.comments.documents import made, said, without_comments
from tests.render.open_xml import errors_of, needs_validator

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def document(body: str, **more: str) -> bytes:
    """A document that is small, and complete enough to be written again."""
    return word(body, **{"[Content_Types]": TYPES}, **more)


def about(data: bytes, words: str, text: str = "why") -> Comment:
    """A comment on the first place with these words."""
    for passage in read_manuscript(data, "a.docx").passages:
        if words in passage.text:
            start = passage.text.index(words)
            return Comment(passage.number, start, start + len(words), text)
    raise AssertionError(words)


def test_comments_are_at_their_words_and_those_of_others_stay() -> None:
    data = made("We found 15 studies in five countries.", "All 15 were read.", comment="Is this so?")
    found = with_comments(
        data, "a.docx", [about(data, "five", "four\nin 3"), about(data, "15", "16"), about(data, "All")]
    )
    assert said(found) == [
        ("We found 15 studies in five countries.", "Is this so?"),
        ("five", "four\nin 3"),
        ("15", "16"),
        ("All", "why"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<w:p>{run('We fou')}{run('nd 1', '<w:b/>')}{run('5 studies')}</w:p>", "15"),
        (f"<w:p>{run('a')}<w:hyperlink>{run('Berg 2020')}</w:hyperlink></w:p>", "Berg"),
        (f"<w:p><w:ins>{run('new 12 words')}</w:ins></w:p>", "12"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b12c</w:t><w:br/><w:t>d</w:t></w:r></w:p>", "12"),
        (f"<w:tbl>{row(paragraph('Study'), paragraph('12 of 15'))}</w:tbl>", "15"),
        ("<w:p><w:r><w:t>n </w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t> 15 of 20</w:t></w:r></w:p>", "15"),
    ],
)
def test_a_run_is_divided_where_the_words_begin_and_end(body: str, words: str) -> None:
    data = document(body)
    found = with_comments(data, "a.docx", [about(data, words)])
    assert said(found) == [(words, "why")]
    assert without_comments(root(found, "word/document.xml")) == without_comments(root(data, "word/document.xml"))


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:r><w:pict><w:txbxContent>{paragraph('a box of 12')}</w:txbxContent></w:pict></w:r>",
        "<m:oMath xmlns:m='urn:m'><m:r><m:t>n=12</m:t></m:r></m:oMath>",
    ],
)
def test_what_word_cannot_divide_has_the_comment_around_it(inside: str) -> None:
    data = document(f"<w:p>{run('before ')}{inside}{run(' after')}</w:p>")
    ((words, _),) = said(with_comments(data, "a.docx", [about(data, "12")]))
    assert "12" in words
    assert "before" not in words
    assert "after" not in words


def test_a_comment_on_a_note_is_at_its_mark_in_the_text() -> None:
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{paragraph('Seven studies.')}</w:footnote></w:footnotes>"
    data = document(f"<w:p>{run('text')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>", word__footnotes=notes)
    found = with_comments(data, "a.docx", [about(data, "Seven")])
    (start,) = root(found, "word/document.xml").iter("{*}commentRangeStart")
    following = start.getnext()
    assert following is not None
    assert [one.tag.rpartition("}")[2] for one in following] == ["footnoteReference"]


@pytest.mark.parametrize("before", ["", run("text"), "<w:t>text</w:t>"])
def test_a_mark_of_a_note_that_is_in_no_run_has_the_comment_beside_it(before: str) -> None:
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{paragraph('Seven studies.')}</w:footnote></w:footnotes>"
    data = document(f"<w:p>{before}<w:footnoteReference w:id='2'/></w:p>", word__footnotes=notes)
    found = root(with_comments(data, "a.docx", [about(data, "Seven")]), "word/document.xml")
    (start,) = found.iter("{*}commentRangeStart")
    following = start.getnext()
    assert following is not None
    assert local(following) == "footnoteReference"
    assert without_comments(found) == without_comments(root(data, "word/document.xml"))


@pytest.mark.thorough
def test_comments_on_many_notes_take_time_that_grows_with_them() -> None:
    def work(size: int) -> object:
        numbers = range(2, size + 2)
        notes = "".join(f"<w:footnote w:id='{one}'>{paragraph('Seven.')}</w:footnote>" for one in numbers)
        marks = "".join(f"<w:p><w:r><w:footnoteReference w:id='{one % 3}'/></w:r></w:p>" for one in numbers)
        body = paragraph("text") + marks
        data = document(body, word__footnotes=f"<w:footnotes {W}>{notes}</w:footnotes>")
        return with_comments(data, "a.docx", [Comment(1 + one, 0, 5, "why") for one in range(1, size + 1)])

    assert growth(work, 400) < LINEAR


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<w:p>{run('one ')}<w:t>We found 15.</w:t>{run(' two')}</w:p>", "15"),
        ("<w:p><w:t>We found</w:t><w:br/><w:t>15.</w:t><w:tab/><w:t>All.</w:t></w:p>", "15"),
        ("<w:p><w:ins><w:t>We found 15.</w:t></w:ins></w:p>", "15"),
        (f"<w:p>{run('one')}<mc:AlternateContent><mc:Choice/><mc:Fallback>{run('We found 15.')}</mc:Fallback>"
         "</mc:AlternateContent></w:p>", "15"),
        (f"<w:p>{run('one')}<w:tab/>{run('two')}</w:p>", " "),
    ],
)  # fmt: skip
def test_what_is_in_no_run_has_the_comment_around_it(body: str, words: str) -> None:
    data = document(body)
    found = with_comments(data, "a.docx", [about(data, words)])
    ((said_words, _),) = said(found)
    assert words.strip() in said_words
    assert "one" not in said_words
    assert "two" not in said_words
    assert "All" not in said_words
    assert without_comments(root(found, "word/document.xml")) == without_comments(root(data, "word/document.xml"))


def test_a_run_that_is_in_no_paragraph_gets_its_comment() -> None:
    data = document(f"{run('We found 15.')}{paragraph('one')}")
    found = with_comments(data, "a.docx", [about(data, "15")])
    assert said(found) == [("15", "why")]
    assert [one.text for one in read_manuscript(found, "a.docx").passages] == ["We found 15.", "one"]


def test_a_comment_on_a_note_without_a_mark_is_at_the_last_words_of_the_text() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="3">{paragraph("Seven of them.")}</w:footnote></w:footnotes>'
    data = document(f"{paragraph('First.')}{paragraph('Last.')}", word__footnotes=notes)
    found = with_comments(data, "a.docx", [about(data, "Seven")])
    assert said(found) == [("Last.", "why")]
    alone = document("", word__footnotes=notes)
    with pytest.raises(ReviewkitError, match="this document is damaged"):
        with_comments(alone, "a.docx", [about(alone, "Seven")])


def test_every_other_part_of_a_copy_is_as_it_was() -> None:
    data = made("We found 15 studies.")
    before, after = parts(data), parts(with_comments(data, "a.docx", [about(data, "15")]))
    changed = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert after.keys() - before.keys() <= changed
    assert {name for name in before if before[name] != after[name]} <= changed


def test_without_comments_a_copy_is_the_file() -> None:
    data = made("We found 15 studies.")
    assert with_comments(data, "a.docx", []) == data


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 12)), max_size=8))
def test_nothing_else_changes_wherever_the_comments_are(places: list[tuple[int, int]]) -> None:
    body = (
        f"<w:p>{run('We found')}{run(' 15 stud', '<w:b/>')}<w:hyperlink>{run('ies and 46 %')}</w:hyperlink></w:p>"
    )
    data = document(body)
    text = read_manuscript(data, "a.docx").passages[0].text
    comments = [
        Comment(1, start, min(start + length, len(text)), str(at)) for at, (start, length) in enumerate(places)
    ]
    found = with_comments(data, "a.docx", comments)
    if places:
        assert said(found) == [(text[one.start : one.end], one.text) for one in comments]
    assert without_comments(root(found, "word/document.xml")) == without_comments(root(data, "word/document.xml"))


def test_a_document_that_is_not_well_formed_is_not_written_again() -> None:
    with pytest.raises(ReviewkitError, match="damaged"):
        with_comments(word("<w:p><w:r><w:t>15</w:r></w:p>"), "a.docx", [Comment(1, 0, 2, "why")])


def test_a_document_with_a_document_type_is_not_written_again() -> None:
    """No Word document has one, and `&oslash;` would be lost."""
    data = zipped(word__document=f'<!DOCTYPE w SYSTEM "x.dtd"><w:document {W}><w:p/></w:document>')
    with pytest.raises(ReviewkitError, match="damaged"):
        with_comments(data, "a.docx", [Comment(1, 0, 2, "why")])


def test_a_text_of_another_format_becomes_a_document_with_comments() -> None:
    manuscript = read_manuscript(b"# A review\n\nWe found 15.\n\n| a | b |\n|---|---|\n|   | 12 |\n", "a.md")
    comments = [Comment(2, 9, 11, "16"), Comment(5, 0, 2, "13 \x0b<&>")]
    found = written_with_comments(manuscript, comments, "en")
    assert said(found) == [("15", "16"), ("12", "13  <&>")]
    again = docx.Document(BytesIO(found))
    assert [one.text for one in again.paragraphs if one.text] == ["A review", "We found 15."]
    assert [[cell.text for cell in one.cells] for one in again.tables[0].rows] == [["a", "b"], ["", "12"]]
    assert found == written_with_comments(manuscript, comments, "en")


@pytest.mark.thorough
@needs_validator
def test_microsoft_s_validator_finds_no_fault() -> None:
    data = made("We found 15 studies in five countries.", comment="Is this so?")
    assert errors_of(with_comments(data, "a.docx", [about(data, "15"), about(data, "five")]), "docx") == []
    data = made("We found 15 studies in five countries.")
    assert errors_of(with_comments(data, "a.docx", [about(data, "15")]), "docx") == []
    manuscript = read_manuscript(b"# A review\n\nWe found 15.\n\n| a | b |\n|---|---|\n|   | 12 |\n", "a.md")
    assert errors_of(written_with_comments(manuscript, [Comment(2, 9, 11, "16")], "nn"), "docx") == []


@pytest.mark.thorough
def test_many_comments_take_time_that_grows_with_them() -> None:
    def work(size: int) -> object:
        data = document("".join(f"<w:p>{run('We found 15 studies. ' * 5)}</w:p>" for _ in range(size)))
        comments = [Comment(1 + at, 9 + 21 * n, 11 + 21 * n, "why") for at in range(size) for n in range(5)]
        return with_comments(data, "a.docx", comments)

    assert growth(work, 60) < LINEAR


@pytest.mark.thorough
@pytest.mark.parametrize("properties", ["", "<w:rPr><w:b/></w:rPr>"])
def test_many_comments_in_one_run_take_time_that_grows_with_them(properties: str) -> None:
    def work(size: int) -> object:
        data = document(f"<w:p><w:r>{properties}{'<w:t>We found 15.</w:t><w:tab/>' * size}</w:r></w:p>")
        return with_comments(data, "a.docx", [Comment(1, 9 + 13 * n, 11 + 13 * n, "why") for n in range(size)])

    assert growth(work, 300) < LINEAR


@pytest.mark.parametrize("words", ["17", "studies", "included 17", "We"])
@pytest.mark.parametrize(
    "text", ["We <!-- a -->included 1<?b c?>7<!-- d --> studies.", "<!-- a -->We included <?b?>17 studies."]
)
def test_comments_are_at_their_words_beside_what_an_editor_left_in_the_xml(text: str, words: str) -> None:
    data = document(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    assert said(with_comments(data, "a.docx", [about(data, words)])) == [(words, "why")]


def test_no_letter_moves_where_an_element_is_in_a_text() -> None:
    """Word writes none there, and the letters after it are read all the same."""
    data = document("<w:p><w:r><w:t>We found <w:x>1</w:x>7 studies</w:t></w:r></w:p>")
    copy = with_comments(data, "a.docx", [about(data, "found"), about(data, "7")])
    (passage,) = read_manuscript(copy, "a.docx").passages
    assert passage.text == "We found 17 studies"


@pytest.mark.parametrize("space", ["", 'xmlns="urn:other"'])
def test_a_document_whose_elements_are_not_those_of_word_gets_no_comments(space: str) -> None:
    body = f"<document {space}><body><p><r><t>We found 15.</t></r></p></body></document>"
    data = zipped(word__document=body, **{"[Content_Types]": TYPES})
    assert read_manuscript(data, "a.docx").passages[0].text == "We found 15."
    with pytest.raises(ReviewkitError, match="damaged"):
        with_comments(data, "a.docx", [about(data, "15")])


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(**targets: str) -> str:
    each = "".join(
        f"<Relationship Id='{kind}' Type='{OFFICE}/{kind}' Target='{target}'/>" for kind, target in targets.items()
    )
    return f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{each}</Relationships>"


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml", "text/main.xml"])
def test_a_main_part_with_another_name_is_read_and_gets_its_comments(target: str) -> None:
    """Word on the web writes word/document2.xml."""
    folder, _, file = target.strip("/").removesuffix(".xml").partition("/")
    body = paragraph("We found 15.", "<w:pStyle w:val='T'/>")
    names = {
        "_rels__DOTrels": relations(officeDocument=target),
        f"{folder}__{file}": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        f"{folder}___rels__{file}DOTxmlDOTrels": relations(
            footnotes="notes2.xml", styles=f"/{folder}/styles2.xml"
        ),
        f"{folder}__notes2": f"<w:footnotes {W}><w:footnote w:id='2'>{paragraph('Seven.')}</w:footnote></w:footnotes>",
        f"{folder}__styles2": f"<w:styles {W}><w:style w:styleId='T'><w:name w:val='Title'/></w:style></w:styles>",
        "[Content_Types]": TYPES,
    }
    data = zipped(**names)
    assert [(one.text, one.role) for one in read_manuscript(data, "a.docx").passages] == [
        ("We found 15.", Role.TITLE),
        ("Seven.", Role.FOOTNOTE),
    ]
    assert read(data, "docx", "a.docx").parts == ("We found 15.", "Seven.")
    found = with_comments(data, "a.docx", [about(data, "15")])
    assert len(list(root(found, f"{folder}/{file}.xml").iter("{*}commentReference"))) == 1
    added = root(found, f"{folder}/_rels/{file}.xml.rels")
    assert [one.get("Target") for one in added if str(one.get("Type")).endswith("/comments")] == [
        "/word/comments.xml"
    ]
    again = with_comments(found, "a.docx", [about(found, "found")])
    assert len(list(root(again, "word/comments.xml"))) == 2


@pytest.mark.parametrize("said", ["<a", "<Relationships/>", relations(officeDocument="word/lost.xml")])
def test_relations_that_name_no_part_leave_the_usual_one(said: str) -> None:
    data = document(paragraph("We found 15."), _rels__DOTrels=said)
    assert read_manuscript(data, "a.docx").passages[0].text == "We found 15."
    assert read(data, "docx", "a.docx").parts == ("We found 15.",)
