"""Search histories are read line by line as the databases show them, and what was searched stays to the letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import limits
from reviewkit.errors import ReviewkitError
from reviewkit.exchange.histories import History, is_page, read_history
from tests.exchange import histories


def rows(history: History) -> list[tuple[str, str, int | None]]:
    return [(line.number, line.query, line.hits) for line in history.lines]


@pytest.mark.parametrize(
    ("name", "platform", "database", "day"),
    [
        ("EBSCO_TABS", "EBSCOhost", "CINAHL with Full Text", "2024-01-31"),
        ("EBSCO_SPACES", "EBSCOhost", "CINAHL", ""),
        ("EBSCO_SCREEN", "EBSCOhost", "", ""),
        ("EBSCO_PAGE", "EBSCOhost", "CINAHL", "2024-01-31"),
        ("OVID_TABS", "Ovid", "Ovid MEDLINE(R) ALL 1946 to January 30, 2026", ""),
        ("OVID_SPACES", "Ovid", "Ovid MEDLINE(R) ALL <1946 to January 30, 2026>", ""),
        ("OVID_SCREEN", "Ovid", "", ""),
        ("OVID_TEXT", "Ovid", "Embase <1974 to 2026 January 30>", ""),
        ("PROQUEST_SETS", "ProQuest", "ERIC", ""),
        ("PROQUEST_TABS", "ProQuest", "", ""),
        ("WOS_SAVED", "Web of Science", "Web of Science Core Collection", "2024-01-31"),
        ("WOS_CLASSIC", "Web of Science", "", ""),
        ("WOS_CLASSIC_SPACES", "Web of Science", "", ""),
        ("WOS_SCREEN", "Web of Science", "", ""),
        ("PUBMED_CSV", "PubMed", "", ""),
        ("PUBMED_SCREEN", "PubMed", "", ""),
        ("SCOPUS", "Scopus", "", ""),
        ("EMBASE_TABS", "Embase.com", "", "2026-01-31"),
        ("EMBASE_SPACES", "Embase.com", "", "2026-01-31"),
        ("COCHRANE", "Cochrane Library", "", "2026-01-31"),
        ("MARKDOWN", "PubMed", "", ""),
    ],
)
def test_platform_database_and_day_are_those_that_the_history_names(
    name: str, platform: str, database: str, day: str
) -> None:
    history = read_history(histories.ALL[name])
    assert (history.platform, history.database, history.date) == (platform, database, day)


def test_every_sample_is_tested_above() -> None:
    assert len(histories.ALL) == 21


def test_lines_of_ebsco_are_put_in_order_with_their_limiters() -> None:
    history = read_history(histories.EBSCO_TABS)
    assert rows(history) == [
        ("S1", '(MH "Health Personnel+") OR nurse*', 175495),
        ("S2", '(MH "Home Health Care+") OR TI ( "home care" N3 (safe* OR secur*) )', 93056),
        ("S3", "S1 AND S2", 1039),
        ("S4", "S1 AND S2", 113),
    ]
    assert history.lines[3].limits == (
        "Limiters - Published Date: 20180101-20231231; Language: English; Expanders - Apply equivalent subjects; "
        "Search modes - Boolean/Phrase"
    )


def test_a_table_of_ebsco_from_a_pdf_keeps_the_line_ends_of_a_query() -> None:
    assert rows(read_history(histories.EBSCO_SPACES)) == [
        ("S1", '(MH "Health Personnel+")\nOR nurse*', 175495),
        ("S2", '"home care"', 93056),
        ("S3", "S1 AND S2", 1039),
    ]


@pytest.mark.parametrize("name", ["EBSCO_SCREEN", "EBSCO_PAGE"])
def test_buttons_and_marks_of_a_page_are_not_searched(name: str) -> None:
    assert [(number, hits) for number, _, hits in rows(read_history(histories.ALL[name]))] == [
        ("S1", 175495),
        ("S2", 93),
    ]


def test_hits_of_ovid_are_told_from_the_numbers_of_lines() -> None:
    assert rows(read_history(histories.OVID_TABS))[2:] == [
        ("3", "1 or 2", 1100000),
        ("4", "Home Care Services/ or (home adj3 care).ti,ab,kf.", 72904),
        ("5", "3 and 4", 30127),
        ("6", 'limit 5 to yr="2018 - 2023"', 9801),
    ]
    assert rows(read_history(histories.OVID_SPACES)) == [
        ("1", "exp Health Personnel/", 612345),
        ("2", '(nurse* or\n  "health personnel").ti,ab,kf.', 800123),
        ("3", "1 or 2", 1100000),
        ("4", "Geographic Information\n  Systems/", 10282),
        ("5", "3 and 4", 88),
        ("6", 'limit 5 to yr="2018 - 2023"', 31),
    ]
    without = read_history("1 nurse*.mp.\n2 home care.mp.\n3 1 or 2\n")
    assert rows(without) == [("1", "nurse*.mp.", None), ("2", "home care.mp.", None), ("3", "1 or 2", None)]


def test_hits_in_parentheses_as_ovid_writes_them_in_texts_are_no_part_of_the_query() -> None:
    assert rows(read_history(histories.OVID_TEXT)) == [
        ("1", "exp health care personnel/", 2012345),
        ("2", "(nurse* or midwi*).ti,ab,kf.", 800123),
        ("3", "1 or 2", 2100000),
        ("4", "3 and (home adj3 care).ti,ab,kf. and 2018*.dd.", 127),
    ]


def test_marks_for_removed_duplicates_in_proquest_are_no_part_of_the_number() -> None:
    assert rows(read_history(histories.PROQUEST_SETS)) == [
        ("S1", 'noft(nurse* OR "health personnel")', 4887),
        ("S2", 'noft("home care")', 4276),
        ("S3", "S1 AND S2", 29),
    ]
    assert rows(read_history(histories.PROQUEST_TABS))[1] == ("S2", 'S1 AND MAINSUBJECT.EXACT("Home Care")', 29)


@pytest.mark.parametrize("name", ["WOS_CLASSIC", "WOS_CLASSIC_SPACES"])
def test_sets_of_web_of_science_have_their_hits_first_and_their_years_below(name: str) -> None:
    history = read_history(histories.ALL[name])
    assert rows(history) == [
        ("#1", "TS=(nurs*)", 22387),
        ("#2", 'TS=("home care")', 558781),
        ("#3", "#2 AND #1", 1039),
    ]
    assert {line.limits for line in history.lines} == {"Indexes=SCI-EXPANDED, SSCI, ESCI Timespan=2018-2023"}


def test_the_saved_strategy_of_web_of_science_says_when_each_line_was_run() -> None:
    history = read_history(histories.WOS_SAVED)
    assert rows(history)[2] == ("3", "#1 AND #2", 1039)
    assert [line.date for line in history.lines] == ["2024-01-31"] * 3
    assert rows(read_history(histories.WOS_SCREEN))[0] == ("1", "TS=(nurs*)", 22387)


def test_the_filters_of_pubmed_are_limits_and_its_query_is_as_it_was_typed() -> None:
    history = read_history(histories.PUBMED_CSV)
    assert rows(history) == [
        ("1", "nurse*[tiab] OR Nurses[Mesh]", 1175495),
        ("2", '"home care"[tiab]', 93056),
        ("3", "#1 AND #2", 1039),
    ]
    assert history.lines[2].limits == "English, from 2018 - 2023"
    shown = read_history(histories.PUBMED_SCREEN)
    assert rows(shown)[1] == ("#2", '#1 AND "home care"[tiab]', 1039)
    assert shown.lines[1].limits == "English, from 2018 - 2023"


def test_spaces_within_a_query_stay() -> None:
    assert rows(read_history(histories.SCOPUS))[1] == ("2", 'TITLE-ABS-KEY ( "home care"  W/3  safe* )', 93056)


@pytest.mark.parametrize("name", ["EMBASE_TABS", "EMBASE_SPACES"])
def test_embase_says_the_day_of_each_line(name: str) -> None:
    history = read_history(histories.ALL[name])
    assert [line.date for line in history.lines] == ["2026-01-30", "2026-01-31", "2026-01-31"]
    assert rows(history)[2] == ("#3", "#1 AND #2", 1039)
    assert history.lines[0].query.split() == ["'health", "care", "personnel'/exp", "OR", "nurse*:ti,ab,kw"]


def test_line_numbers_within_a_query_begin_no_row() -> None:
    history = read_history("#3\t(#1\n#2 AND x)\t7\n#2\tb\t9\n#1\ta\t8\n")
    assert rows(history) == [("#1", "a", 8), ("#2", "b", 9), ("#3", "(#1\n#2 AND x)", 7)]


@pytest.mark.parametrize(
    "head",
    [
        "Nr;Søkjeord;Tal på treff",
        "Search No.;Search string;No. of results",
        "Search No;Search strategy;Number of hits",
        "No.;Search;No. of hits",
    ],
)
def test_headings_of_appendices_are_known(head: str) -> None:
    table = f"{head}\n1;nurse*;1,039\n2;S1 AND safe*;12\n"
    wanted = [("1", "nurse*", 1039), ("2", "S1 AND safe*", 12)]
    assert rows(read_history(table)) == rows(read_history(table.replace(";", "\t"))) == wanted


def test_a_list_of_norwegian_headings_is_a_table() -> None:
    assert rows(read_history("nr;søk;treff\n1;sykepleier*;1 039\n2;S1 AND trygg*;12\n")) == [
        ("1", "sykepleier*", 1039),
        ("2", "S1 AND trygg*", 12),
    ]


@pytest.mark.parametrize("text", ["", "nurse* AND home\n", "<html><body><p>Nothing</p></body></html>"])
def test_a_text_without_lines_is_refused_with_what_to_copy(text: str) -> None:
    with pytest.raises(ReviewkitError, match="there is no line of a search history in it"):
        read_history(text)


words = st.lists(
    st.sampled_from(["nurse*", '"home care"', "OR", "AND", "(", ")", "TI", "safe*", "N3", "2018", "[tiab]", "å"]),
    min_size=1,
    max_size=8,
).map(" ".join)
queries = words.filter(lambda text: text[0] not in ")OA[" and any(map(str.isalnum, text)))


@given(st.lists(st.tuples(queries, st.integers(0, 10**7)), min_size=2, max_size=12), st.booleans())
def test_every_query_of_a_table_comes_back_to_the_letter(lines: list[tuple[str, int]], is_down: bool) -> None:
    table = [f"S{at}\t{query}\t{hits:,}" for at, (query, hits) in enumerate(lines, start=1)]
    text = "\n".join(["#\tQuery\tResults", *(table[::-1] if is_down else table)])
    assert rows(read_history(text)) == [(f"S{at}", query, hits) for at, (query, hits) in enumerate(lines, start=1)]


def test_numbers_of_5000_digits_are_no_traceback() -> None:
    many = "9" * 5000
    with pytest.raises(ReviewkitError, match="is not a number of hits"):
        read_history(f"Search number,Query,Results\n1,nurse*,{many}\n")
    assert read_history(f"S1\tnurse*\t1,039\nS{many}\tcare\t7\n").lines


@pytest.mark.parametrize(
    "names", ["medline or embase or scopus or cochrane", "ebscohost or proquest", "web of science"]
)
@pytest.mark.parametrize(
    ("above", "platform"),
    [
        ("Database: Ovid MEDLINE(R) ALL <1946 to November 26, 2026>", "Ovid"),
        ("Database: EBM Reviews - Cochrane Central Register of Controlled Trials <November 2026>", "Ovid"),
        ("", "Ovid"),
    ],
)
def test_a_query_that_names_platforms_is_of_none_of_them(names: str, above: str, platform: str) -> None:
    text = f"{above}\n# Search Results\n1 nurse*.tw. 100\n2 ({names}).tw. 12\n3 1 and 2 4\n"
    assert read_history(text).platform == platform


def test_a_text_of_more_letters_than_any_history_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HISTORY_LETTERS", 30)
    assert read_history("S1\tnurse*\t1,039\n").lines
    for text in ("S1\tnurse* or midwi* or care\t1,039\n", f"<html><body>{'S1 ' * 30}</body></html>"):
        with pytest.raises(ReviewkitError, match="it has more than 30 letters, which no search history has"):
            read_history(text)


def test_a_table_of_more_lines_than_any_history_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HISTORY_LINES", 2)
    table = "Search number,Query,Results\n1,nurse*,5\n2,home,6\n"
    assert len(read_history(table).lines) == 2
    with pytest.raises(ReviewkitError, match="it has more than 2 lines, which no search history has"):
        read_history(f"{table}3,care,7\n")


@pytest.mark.parametrize(
    "text",
    [
        "S1\tnurse*\t100\nS2\tmidwi*\t50\nS2\tdoula*\t7\nS3\tS1 OR S2\t120\n",
        "1     a.mp. (100)\n2     b.mp. (50)\n2     c.mp. (7)\n",
        "#1 a 100\n#2 b 50\n#2 c 7\n",
        "nr,search,results\n2,b,50\n2,c,7\n",
        "Set#: S1\nSearched for: a\nResults: 100\n\nSet#: S1\nSearched for: b\nResults: 100\n",
    ],
)
def test_two_lines_with_one_number_are_refused(text: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line \d and line \d both have the number [S#]?\d\. A history has"):
        read_history(text)


def test_of_a_file_with_two_histories_both_places_are_named() -> None:
    text = "Database: MEDLINE\n1\ta\t10\n2\tb\t20\n\nDatabase: Embase\n1\ta\t11\n2\tb\t22\n"
    with pytest.raises(ReviewkitError, match="line 2 and line 6 both have the number 1"):
        read_history(text)


def test_a_line_that_is_there_twice_to_the_letter_is_one() -> None:
    assert rows(read_history("S1\ta\t1,039\nS2\tb\t7\nS1\ta\t1039\n")) == [("S1", "a", 1039), ("S2", "b", 7)]


@pytest.mark.parametrize(
    "row",
    ["1,nurse*,1,039", "1,nurse, midwife,1039", '1,"a, b",1,039,', "1,nurse*,5,,,x"],
)
def test_a_row_of_a_table_with_more_cells_than_the_heading_is_refused(row: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line 3: this table cannot be read: the row has more cells than"):
        read_history(f"nr,search,results\n2,home,7\n{row}\n")
    with pytest.raises(ReviewkitError, match=r"^line 3: this table cannot be read: the row has more cells than"):
        read_history(f"nr;search;results\n2;home;7\n{row.replace(',', ';')}\n")


def test_of_pubmed_an_unquoted_comma_is_refused_and_empty_cells_at_the_end_are_not() -> None:
    head = "Search number,Query,Sort By,Filters,Search Details,Results,Time\n"
    with pytest.raises(ReviewkitError, match=r"^line 2: this table cannot be read"):
        read_history(f"{head}2,a,,,x,1,039,05:12\n")
    assert rows(read_history(f'{head}2,"a\nb",,,x,"1,039",05:12,,\n')) == [("2", "a\nb", 1039)]


def test_a_number_that_its_comma_parted_into_the_column_of_a_day_is_refused() -> None:
    with pytest.raises(ReviewkitError, match=r"^line 2: '1,039' is in two columns\."):
        read_history("nr,search,results,date\n1,nurse*,1,039\n")
    assert rows(read_history("nr,search,results,seen\n1,nurse*,1,039\n")) == [("1", "nurse*", 1)]


@pytest.mark.parametrize("said", ["-5", "1e5", "12.5", "~300", "1039.0", "#N/A", "many", '"1,039.00"', "1''039"])
def test_what_a_table_has_for_hits_and_is_no_number_is_refused(said: str) -> None:
    with pytest.raises(ReviewkitError, match=r"^line 3 \(1\): .* is not a number of hits\."):
        read_history(f"nr,search,results\n2,home,7\n1,nurse*,{said}\n")
    sets = "Set#: S1\nSearched for: x\nResults: 7\n\nSet#: S2\nSearched for: y\nResults: {}\n".format(
        said.strip('"')
    )
    with pytest.raises(ReviewkitError, match=r"^line 5 \(S2\): .* is not a number of hits\."):
        read_history(sets)


def test_a_table_without_a_number_of_hits_has_none() -> None:
    table = "nr,search,results\n1,a,-\n2,b,\n3,c,0\n4,d,1'039\n5,e\n6,f,12.500\n"
    assert [hits for *_, hits in rows(read_history(table))] == [None, None, 0, 1039, None, 12500]


@pytest.mark.parametrize("said", ["Display", "n/a", "NA", "ikke kjørt", "ikkje køyrt", "not run"])
def test_a_line_that_was_not_run_has_no_hits(said: str) -> None:
    assert rows(read_history(f"nr,search,results\n1,a,{said}\n")) == [("1", "a", None)]
    assert rows(read_history(f"S1\ta\t{said}\nS2\tb\t5\n")) == [("S1", "a", None), ("S2", "b", 5)]


def test_two_columns_for_one_thing_that_differ_are_refused() -> None:
    for head, row in (
        ("nr,search,results,results", "1,a,100,200"),
        ("nr,search,results,Hits", "1,a,100,200"),
        ("nr,searches,query,hits", "1,a,b,200"),
        ("nr,id,query,hits", "1,2,b,200"),
    ):
        with pytest.raises(ReviewkitError, match=r"^line 2: the columns .* are for the same thing, but one says"):
            read_history(f"{head}\n{row}\n")
    assert rows(read_history("nr,search,results,hits\n1,a,100,100\n2,b,,20\n")) == [
        ("1", "a", 100),
        ("2", "b", 20),
    ]


def test_limits_in_two_columns_are_joined() -> None:
    history = read_history("nr,query,limiters,filters,hits\n1,a,English,2018-,7\n2,b,Human,Human,8\n")
    assert [line.limits for line in history.lines] == ["English; 2018-", "Human"]


def test_a_label_beside_a_query_is_no_query() -> None:
    assert rows(read_history("nr,search,query,hits\n1,home,b,200\n2,c,,7\n")) == [("1", "b", 200), ("2", "c", 7)]
    assert rows(read_history("search,query,items found\n#2,#1 AND a,5\n#1,b,7\n")) == [
        ("#1", "b", 7),
        ("#2", "#1 AND a", 5),
    ]


def test_a_heading_says_which_number_of_a_row_with_tabs_is_the_hits() -> None:
    text = 'Nr\tSøk\tTreff\tTreff etter dubletter\n1\tnurs*\t1039\t900\n2\t"home care"\t\t12\n'
    assert rows(read_history(text)) == [("1", "nurs*", 1039), ("2", '"home care"', None)]
    with pytest.raises(ReviewkitError, match="this row has two numbers of hits"):
        read_history(text.partition("\n")[2])


@pytest.mark.parametrize("name", [name for name, text in histories.ALL.items() if "\t" in text])
def test_without_its_heading_a_table_with_tabs_is_the_same(name: str) -> None:
    text = histories.ALL[name]
    heading = next((line for line in text.split("\n") if line.count("\t") > 1 and not re.search(r"\d", line)), "")
    assert read_history(text.replace(heading, "", 1)).lines == read_history(text).lines


def test_a_page_with_rows_out_of_order_is_read() -> None:
    cells = (("S1", "a", "1&nbsp;039"), ("S40", "b", "2&#8239;039"), ("S2", "c", "3&rsquo;039"))
    table = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in cells)
    assert rows(read_history(f"<table>{table}</table>")) == [
        ("S1", "a", 1039),
        ("S2", "c", 3039),
        ("S40", "b", 2039),
    ]


@pytest.mark.parametrize("hits", ["1,039", "1\u2009039", "1'039", "  1 039", "39"])
def test_hits_behind_the_database_of_ebsco_are_no_part_of_its_name(hits: str) -> None:
    text = f"S1 nurse* Search modes - Boolean/Phrase Database - CINAHL with Full Text {hits}\n"
    assert read_history(text).database == "CINAHL with Full Text"


@pytest.mark.parametrize("end", ["\n\f", "\f", "\f\n"])
def test_a_row_at_the_start_of_a_page_is_read(end: str) -> None:
    history = read_history(f"1. nurse*  150\n2. midw*  7{end}3. 1 AND\n\f2  4\n")
    assert rows(history) == [("1", "nurse*", 150), ("2", "midw*", 7), ("3", "1 AND\n2", 4)]


@pytest.mark.parametrize("form", ["{}.0", "{}", "{}.", "S{}.0"])
def test_the_numbers_of_a_table_may_be_written_as_spreadsheets_write_them(form: str) -> None:
    for blank in (",", "\t"):
        table = "".join(blank.join((form.format(n), f"nurse{n}*", f"{n}00\n")) for n in range(1, 12))
        found = read_history(blank.join(("nr", "search", "results\n")) + table).lines
        assert [(line.digits, line.number.strip("S"), line.hits) for line in found] == [
            (n, str(n), 100 * n) for n in range(1, 12)
        ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1.1,midwi*,10", "line 3: '1.1' is not the number of a line, such as 3, S3 or #3. "),
        ("1a,midwi*,10", "line 3: '1a' is not the number of a line"),
        ("Sum,midwi*,10", "line 3: 'Sum' is not the number of a line"),
        ('"1,2",midwi*,10', "line 3: '1,2' is not the number of a line"),
        (",Total,1049", "line 3: this row has no number, but others have one. "),
        ("2,,1049", "line 3 (2): this row has 1049 hits and no query. "),
        (",,1049", "line 3: this row has 1049 hits and no query. "),
    ],
)
def test_a_row_of_a_table_without_a_number_or_a_query_is_refused(row: str, said: str) -> None:
    with pytest.raises(ReviewkitError) as told:
        read_history(f"nr,search,results\n1,nurse*,1039\n{row}\n")
    assert str(told.value).startswith(said)


def test_rows_of_a_table_are_counted_where_none_has_a_number() -> None:
    assert rows(read_history("search,results\nnurse*,1039\nmidwi*,10\n")) == [
        ("1", "nurse*", 1039),
        ("2", "midwi*", 10),
    ]
    assert rows(read_history("nr,search,results\n,nurse*,1039\n,midwi*,10\n,,\n"))[1] == ("2", "midwi*", 10)


def test_what_is_a_page_is_known() -> None:
    saved = "<!-- saved from url=(0014)about:internet -->\n<!--x-->\n"
    assert all(is_page(above + histories.EBSCO_PAGE) for above in ("", saved, "<?xml version='1.0'?>\n"))
    assert not is_page(histories.EBSCO_TABS)
    assert not is_page(saved + histories.EBSCO_TABS)
    assert read_history(saved + histories.EBSCO_PAGE) == read_history(histories.EBSCO_PAGE)
