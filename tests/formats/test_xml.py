"""XML: every text and every attribute becomes a field; what is hostile or broken stops there."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level, ReviewkitError
from reviewkit.formats import registry
from reviewkit.formats.base import Reading
from reviewkit.formats.xml import EBSCO_XML, ENDNOTE_XML, PUBMED_XML
from reviewkit.model import Record
from tests.formats.samples import SAMPLES

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff")
)


def read(text: str) -> Reading:
    return registry.read(text.encode("utf-8"), "x.xml")


def endnote(inside: str) -> Record:
    """The one record of an EndNote file with this in it."""
    reading = read(f"<xml><records><record><titles/>{inside}</record></records></xml>")
    assert reading.format == "endnote-xml"
    (record,) = reading.records
    return record


def fields(record: Record) -> list[tuple[str, str]]:
    return [(item.tag, item.value) for item in record.fields]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>\n<xml><records><record><titles><title>&b;</title>"
            "</titles></record></records></xml>",
            "declares entities of its own",
        ),
        (
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n<xml><records><record><titles><title>&a;</title>"
            "</titles></record></records></xml>",
            "declares entities of its own",
        ),
    ],
)
def test_entities_of_xml_do_not_act(text: str, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said):
        registry.read(text.encode(), "x")


def test_elements_and_attributes_are_named_by_their_path_in_the_order_of_the_file() -> None:
    record = endnote("\n<a x=' 1 ' y='2'>\n<c>one</c>\n<c/>\n<c z='3'>two</c></a>")
    assert fields(record) == [("a@x", "1"), ("a@y", "2"), ("a/c", "one"), ("a/c@z", "3"), ("a/c", "two")]
    assert [item.line for item in record.fields] == [2, 2, 3, 5, 5]


def test_elements_that_only_dress_their_text_belong_to_the_value() -> None:
    assert fields(endnote("<a>H<sub>2</sub>O is <style face='bold'><i>wet</i></style>!</a>")) == [
        ("a", "H2O is wet!")
    ]


def test_text_around_inner_elements_is_kept() -> None:
    assert fields(endnote("<a>before\n<c>in</c>after</a>")) == [("a", "before\nafter"), ("a/c", "in")]


def test_cdata_comments_and_references_are_read_as_xml_means_them() -> None:
    record = endnote("<a><![CDATA[<b> & c]]></a><!-- no --><d>&lt;&amp;&#229;&#xe5;</d>")
    assert fields(record) == [("a", "<b> & c"), ("d", "<&åå")]


def test_what_is_outside_the_records_is_no_field() -> None:
    reading = read("<xml><h>no</h><records>no<record><titles><title>A</title></titles></record>no</records></xml>")
    assert fields(reading.records[0]) == [("titles/title", "A")]


def test_a_record_in_a_record_is_a_part_of_it() -> None:
    assert fields(endnote("<record><a>in</a></record><c>after</c>")) == [("record/a", "in"), ("c", "after")]


def test_records_are_given_one_by_one_with_their_lines() -> None:
    one = "<record><titles><title>A</title></titles></record>"
    reading = read(f"<xml><records>\n{one}\n{one}{one}\n</records></xml>")
    assert [record.place.line for record in reading.records] == [2, 3, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("said", ["UTF-8", "UTF-16", "ISO-8859-1", "nonsense"])
def test_what_a_file_says_of_its_encoding_does_not_count_again(encoding: str, said: str) -> None:
    text = (
        f"<?xml version='1.0' encoding='{said}'?>\n<xml><records><record><titles><title>På Åsen</title></titles>"
    )
    reading = registry.read((text + "</record></records></xml>").encode(encoding), "x")
    assert [record.title for record in reading.records] == ["På Åsen"]


def test_a_file_that_is_cut_off_keeps_what_comes_before_and_says_where() -> None:
    reading = read(SAMPLES["endnote-xml"].replace("</records>", "\n<record><titles><title>lost"))
    assert [record.title for record in reading.records] == ["A title"]
    (problem,) = reading.problems
    assert (problem.code, problem.level) == ("xml", Level.ERROR)
    assert "the XML is cut off or damaged here;" in problem.message


@pytest.mark.parametrize(
    "broken", ["<a>", "</a>", "<a><b></a></b>", "<!x>", "<a x=1/>", "<a x='1' x='2'/>", "</", "]]>"]
)
def test_what_is_no_xml_is_reported(broken: str) -> None:
    reading = read(f"<xml><records><record><titles><title>A</title></titles></record>\n{broken}\n</records></xml>")
    assert [record.title for record in reading.records] == ["A"]
    assert [problem.code for problem in reading.problems] == ["xml"]
    assert reading.problems[0].place.line >= 2


def test_characters_that_xml_forbids_are_shown_as_a_sign_and_stop_nothing() -> None:
    assert fields(endnote("<a>x\x00\x1b[31my</a>")) == [("a", "x\ufffd\ufffd[31my")]


@given(TEXTS, TEXTS)
def test_any_text_comes_out_of_an_element_and_an_attribute(text: str, value: str) -> None:
    record = endnote(f"<a b={chr(34)}{escape(value)}{chr(34)}>{escape(text)}</a><z>z</z>")
    found = dict(fields(record))
    assert found["a@b"] == " ".join(value.split(" ")).strip()
    assert found.get("a", "") == text.strip()


def test_a_deep_file_is_read() -> None:
    inside = "<a>" * 3000 + "x" + "</a>" * 3000
    assert fields(endnote(inside))[0][1] == "x"


# --- EndNote, PubMed, EBSCOhost --------------------------------------------------------------------------------------


def test_endnote_names_journals_and_years_in_several_places() -> None:
    record = endnote(
        "<ref-type name='Book'>6</ref-type><dates><pub-dates><date>May 2019</date></pub-dates></dates>"
        "<alt-periodical><full-title>Alt</full-title></alt-periodical><number>4</number>"
        "<urls><related-urls><url>https://doi.org/10.1000/u</url></related-urls></urls><language>nob</language>"
    )
    assert (record.kind, record.year, record.journal, record.issue) == ("Book", 2019, "Alt", "4")
    assert (record.doi, record.language) == ("10.1000/u", "nob")


def test_pubmed_names_groups_and_people_without_given_names() -> None:
    text = SAMPLES["pubmed-xml"].replace(
        "<Author><LastName>Dahl</LastName><ForeName>Per</ForeName></Author>",
        "<Author><CollectiveName>The Group</CollectiveName></Author><Author><LastName>Dahl</LastName></Author>",
    )
    assert read(text).records[0].authors == ("Berg, Nora", "The Group", "Dahl")


def test_pubmed_gives_years_as_text_and_abstracts_in_parts() -> None:
    abstract = "<Abstract><AbstractText Label='AIM'>One.</AbstractText></Abstract>"
    text = SAMPLES["pubmed-xml"].replace("<Year>2020</Year>", "<MedlineDate>2019 Nov-Dec</MedlineDate>")
    text = text.replace("<ArticleTitle>", f"{abstract}<ArticleTitle>")
    record = read(text).records[0]
    assert (record.year, record.abstract) == (2019, "One.")
    assert ("MedlineCitation/Article/Abstract/AbstractText@Label", "AIM") in fields(record)


def test_the_doi_of_pubmed_is_the_article_s_and_not_that_of_a_reference() -> None:
    text = SAMPLES["pubmed-xml"].replace(
        "</MedlineCitation>",
        "</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType='pii'>S1</ArticleId>"
        "<ArticleId IdType='doi'>10.1000/mine</ArticleId></ArticleIdList><ReferenceList><Reference><ArticleIdList>"
        "<ArticleId IdType='doi'>10.1000/other</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData>",
    )
    assert read(text).records[0].doi == "10.1000/mine"


def test_a_book_of_pubmed_is_a_record() -> None:
    text = (
        "<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>99</PMID><Language>eng</Language><Book>"
        "<BookTitle>A book</BookTitle><PubDate><Year>2018</Year></PubDate></Book></BookDocument></PubmedBookArticle>"
        "</PubmedArticleSet>"
    )
    (record,) = read(text).records
    assert (record.title, record.year, record.pmid, record.language) == ("A book", 2018, "99", "eng")


def test_ebscohost_is_read() -> None:
    text = (
        "<records><rec resultID='1'><header><controlInfo><bkinfo/><jinfo><jtl>A journal</jtl></jinfo><pubinfo>"
        "<dt year='2020' month='05'>20200501</dt><vid>3</vid><iid>4</iid></pubinfo><artinfo>"
        "<ui type='doi'>10.1000/x</ui><ppf>7</ppf><tig><atl>A title</atl></tig>"
        "<aug><au>Berg, Nora</au><au>Dahl, Per</au></aug><ab>Words.</ab>"
        "<pubtype>Article</pubtype></artinfo><language>English</language></controlInfo></header></rec></records>"
    )
    reading = read(text)
    (record,) = reading.records
    assert reading.format == "ebsco-xml"
    assert (record.title, record.authors, record.year) == ("A title", ("Berg, Nora", "Dahl, Per"), 2020)
    assert (record.journal, record.volume, record.issue, record.pages) == ("A journal", "3", "4", "7")
    assert (record.doi, record.abstract, record.kind, record.language) == (
        "10.1000/x",
        "Words.",
        "Article",
        "English",
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SAMPLES["endnote-xml"], ["endnote-xml"]),
        (SAMPLES["pubmed-xml"], ["pubmed-xml"]),
        ("<records><rec resultID='1'></rec></records>", ["ebsco-xml"]),
        ("<rss><channel><item/></channel></rss>", []),
        ("<html><body>record</body></html>", []),
    ],
)
def test_each_is_recognised_by_its_own_elements(text: str, names: list[str]) -> None:
    assert [one.name for one in (ENDNOTE_XML, PUBMED_XML, EBSCO_XML) if one.recognises(text)] == names


def test_xml_of_something_else_is_refused() -> None:
    with pytest.raises(ReviewkitError, match="none of the formats"):
        read("<rss><channel><item/></channel></rss>")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "<xml><records>\n<record></record>\n<record><titles><title>A</title></titles></record></records></xml>",
            "endnote-xml",
        ),
        (
            "<PubmedArticleSet>\n<PubmedArticle/>\n<PubmedArticle><MedlineCitation><PMID>1</PMID></MedlineCitation></PubmedArticle></PubmedArticleSet>",
            "pubmed-xml",
        ),
        ("<records>\n<rec> </rec>\n<rec resultID='1'><header/></rec></records>", "ebsco-xml"),
    ],
)
def test_a_record_without_a_value_is_noted_and_hides_no_other(text: str, name: str) -> None:
    reading = registry.read(text.encode(), "x.xml", "", name)
    assert len(reading.records) == 1
    assert [(str(one.place), one.code) for one in reading.problems] == [("x.xml:2", "outside")]


def test_a_letter_by_its_name_is_the_letter() -> None:
    text = (
        '<!DOCTYPE xml SYSTEM "x.dtd">\n<xml><records><record><titles><title>F&oslash;rland &amp; &odd;</title>'
        "</titles></record></records></xml>"
    )
    (record,) = registry.read(text.encode(), "x.xml", "", "endnote-xml").records
    assert record.title == "Førland & &odd;"


def test_a_file_that_is_refused_is_named() -> None:
    text = '<!DOCTYPE x [<!ENTITY a "b">]>\n<xml><records><record><titles><title>A</title></titles></record></records>'
    with pytest.raises(ReviewkitError, match=r"^x\.xml: the file declares entities of its own"):
        registry.read(text.encode(), "x.xml", "", "endnote-xml")


def test_the_accession_number_is_a_pubmed_id_where_the_database_is_medline() -> None:
    number = "<accession-num>34000001</accession-num>"
    assert endnote(number).pmid == ""
    assert endnote(f"{number}<remote-database-name>Embase</remote-database-name>").pmid == ""
    assert endnote(f"{number}<remote-database-name>PubMed</remote-database-name>").pmid == "34000001"
    assert endnote(f"{number}<remote-database-provider>NLM</remote-database-provider>").pmid == "34000001"


def test_the_registries_of_who_are_read() -> None:
    text = (
        "<Trials_downloaded_from_ICTRP><Trial><TrialID>NCT00000001\n</TrialID>"
        "<Public_title>Visits at home</Public_title>"
        "<Scientific_title>A trial of visits</Scientific_title><Primary_sponsor>A hospital</Primary_sponsor>"
        "<Date_registration3>20190312</Date_registration3><web_address>https://clinicaltrials.gov/NCT00000001"
        "</web_address></Trial><Trial><TrialID>EUCTR2019-000001-12-NO</TrialID><Scientific_title>B</Scientific_title>"
        "<Date_registration>12/03/2020</Date_registration></Trial></Trials_downloaded_from_ICTRP>"
    )
    reading = read(text)
    assert reading.format == "ictrp-xml"
    assert [(r.title, r.year, r.authors, r.identifiers) for r in reading.records] == [
        ("Visits at home", 2019, (), ("trial:NCT00000001",)),
        ("B", 2020, (), ("trial:EUCTR2019-000001-12",)),
    ]


DC = "xmlns:dc='http://purl.org/dc/elements/1.1/'"


@pytest.mark.parametrize(
    "around",
    [
        "<records>{}</records>",
        "<OAI-PMH><ListRecords><record><header><identifier>oai:x:1</identifier></header><metadata>{}</metadata></record>"
        "</ListRecords></OAI-PMH>",
        "<x:records xmlns:x='y'>{}</x:records>",
    ],
)
def test_dublin_core_is_read_in_what_archives_put_around_it(around: str) -> None:
    inner = (
        f"<oai_dc:dc {DC} xmlns:oai_dc='z'><dc:title>A title</dc:title><dc:creator>Berg, Nora</dc:creator>"
        "<dc:creator>Dahl, Per</dc:creator><dc:description>Words.</dc:description><dc:date>2021-05-04</dc:date>"
        "<dc:type>Article</dc:type><dc:identifier>https://example.org/1</dc:identifier>"
        "<dc:identifier>10.5555/a</dc:identifier><dc:language>nob</dc:language>"
        "<dc:source>Nordic Care; Vol. 14 No. 2 (2021): Spring; 101-110</dc:source>"
        "<dc:source>1000-0001</dc:source></oai_dc:dc>"
    )
    (record,) = read(around.format(inner)).records
    assert record.format == "dublin-core-xml"
    known = (record.title, record.authors, record.year, record.journal, record.volume, record.issue, record.pages)
    assert known == ("A title", ("Berg, Nora", "Dahl, Per"), 2021, "Nordic Care", "14", "2", "101-110")
    assert (record.doi, record.abstract, record.language) == ("10.5555/a", "Words.", "nob")


def test_a_record_that_an_archive_deleted_is_noted_and_not_counted() -> None:
    reading = read(
        "<OAI-PMH><ListRecords><record><header status='deleted'><identifier>oai:x:1</identifier></header></record>\n"
        f"<record><header><identifier>oai:x:2</identifier></header><metadata><dc {DC}><dc:title>A</dc:title></dc>"
        "</metadata></record></ListRecords></OAI-PMH>"
    )
    assert [record.title for record in reading.records] == ["A"]
    assert [problem.message for problem in reading.problems] == [
        "a record that the archive has deleted; left in the export"
    ]


@pytest.mark.parametrize(
    ("creators", "authors"),
    [
        ("<dc:creator>Berg, N.; Dahl, P.</dc:creator>", ("Berg, N.", "Dahl, P.")),
        ("<dc:creator>Berg, Nora, 1970-</dc:creator>", ("Berg, Nora",)),
        ("<dc:creator>Berg, Nora, 1901-1999.</dc:creator>", ("Berg, Nora",)),
        ("<dc:contributor>Institute for Work and Health</dc:contributor>", ("Institute for Work and Health",)),
    ],
)
def test_names_in_dublin_core_are_one_each_without_years_of_life(creators: str, authors: tuple[str, ...]) -> None:
    (record,) = read(f"<metadata {DC}><dc:title>A</dc:title>{creators}</metadata>").records
    assert record.authors == authors


def test_elements_of_a_default_namespace_are_read_too() -> None:
    (first, second) = read(
        f"<records><record><dc {DC}><dc:title>A</dc:title></dc></record><record><metadata>"
        "<dc xmlns='http://purl.org/dc/elements/1.1/'><title>B</title><creator>Berg, N</creator></dc></metadata>"
        "</record></records>"
    ).records
    assert (first.title, second.title, second.authors) == ("A", "B", ("Berg, N",))


def test_a_book_in_dublin_core_has_its_isbn() -> None:
    (record,) = read(
        f"<metadata {DC}><dc:title>A</dc:title><dc:type>Book</dc:type>"
        "<dc:identifier>ISBN 978-82-00-00000-0</dc:identifier></metadata>"
    ).records
    assert record.identifiers == ("isbn:9788200000000",)


@pytest.mark.parametrize(
    ("written", "read_as", "notes"),
    [
        ("F&oslash;rland", "Førland", 0),
        ("a &foo; b", "a &foo; b", 0),
        ("R&amp;D &lt;i&gt;", "R&D <i>", 0),
        ("a&#248;&#x00F8;b", "aøøb", 0),
        ("a&#0;b", "a\ufffdb", 1),
        ("a&#x110000;b", "a\ufffdb", 1),
        ("a&#xD800;b", "a\ufffdb", 1),
        ("a&#" + "9" * 400 + ";b", "a\ufffdb", 1),
        ("a\x07b", "a\ufffdb", 1),
        ("R&D, p < .05, <5 &c. &#; &nbsp", "R&D, p < .05, <5 &c. &#; &nbsp", 1),
        ("&f.o-o:1; &ø;", "&f.o-o:1; &ø;", 0),
        ("F&oslash;r<![CDATA[a < b & &oslash;]]>F&oslash;r &", "Føra < b & &oslash;Før &", 1),
        ("<![CDATA[a\n& < &oslash;\n]]>&oslash;", "a\n& < &oslash;\nø", 0),
        ("&#xZZ;", "&#xZZ;", 1),
    ],
)
def test_no_letter_is_lost_and_none_ends_the_reading(written: str, read_as: str, notes: int) -> None:
    """Also without a DOCTYPE, and what comes after it is read."""
    more = "<record><titles><title>Two</title></titles></record>"
    reading = read(
        f"<xml><records>\n<record><titles><title>{written}</title></titles></record>{more}</records></xml>"
    )
    raw = [item.value for record in reading.records for item in record.fields]
    assert raw == [read_as, "Two"]
    assert [(one.place.line, one.code) for one in reading.problems] == [(2, "signs")] * notes


@pytest.mark.parametrize("head", ["", '<!DOCTYPE xml SYSTEM "x.dtd">'])
def test_no_letter_of_an_attribute_is_lost(head: str) -> None:
    text = '<a b="F&oslash;rland &foo; &f.o; &#0; R&D <5">x</a><c><![CDATA[&]]></c>'
    reading = read(f"{head}<xml><records><record><titles/>{text}</record></records></xml>")
    assert fields(reading.records[0]) == [("a@b", "Førland &foo; &f.o; \ufffd R&D <5"), ("a", "x"), ("c", "&")]


@pytest.mark.parametrize(
    "unread",
    [
        "<!-- <a><![CDATA[x</a> & < n<N; &oslash; -->",
        "<?note <![CDATA[ & < &#0; ?>",
        "<!-- R&D,\n<![CDATA[ p < .05 -->",
    ],
)
def test_what_no_reader_reads_is_left_alone(unread: str) -> None:
    text = "<record><titles><title>F&oslash;r {}</title></titles></record>"
    records = f"{unread}{text.format('A')}{unread}\n{text.format('B')}"
    reading = read(f'<!DOCTYPE xml SYSTEM "http://x/?a=1&b=2">\n<xml><records>\n{records}</records></xml>')
    assert [record.title for record in reading.records] == ["Før A", "Før B"]
    assert reading.problems == ()


def test_a_line_end_by_its_name_moves_no_line() -> None:
    record = endnote("<a>a&NewLine;b</a>\n<c>d</c>")
    assert [(item.value, item.line) for item in record.fields] == [("a\nb", 1), ("d", 2)]


def test_a_letter_by_its_name_after_a_comment_that_says_cdata_is_the_letter() -> None:
    head = '<!DOCTYPE xml SYSTEM "x.dtd"><xml><records><record><titles/>'
    reading = read(f"{head}<!-- <![CDATA[ --><a>F&oslash;r</a></record></records></xml>")
    assert fields(reading.records[0]) == [("a", "Før")]


def test_what_is_deep_within_is_kept_under_the_names_around_it() -> None:
    text = f"<xml><records><record>{'<a>' * 500}Deep{'</a>' * 500}<volume>3</volume></record></records></xml>"
    (record,) = registry.read(text.encode(), "x.xml", "", "endnote-xml").records
    deep, volume = record.fields
    assert (deep.value, volume.value) == ("Deep", "3")
    assert deep.tag == "/".join(["a"] * 12)


def test_a_tag_and_a_comment_of_many_lines_are_read_with_the_lines_of_what_follows() -> None:
    head = "<xml><records><record><titles><title\n" + "\n" * 50 + ">A title</title></titles>\n"
    text = (
        head
        + "<!--\n"
        + "x >\n" * 50
        + "-->\n<volume>3</volume>\n</record>\n<record><volume>4</volume></record></records></xml>"
    )
    first, second = registry.read(text.encode(), "x.xml", "", "endnote-xml").records
    assert first.title == "A title"
    assert [item.line for item in first.fields] == [1, text[: text.index("<volume>3")].count("\n") + 1]
    assert second.place.line == text[: text.index("<volume>4")].count("\n") + 1
