"""BibTeX: fields as they were written, entries that are broken kept, LaTeX understood and never changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level
from reviewkit.formats import bibtex, registry
from reviewkit.formats.base import Reading, decoded
from reviewkit.model import Record
from tests.conftest import shared
from tests.formats.samples import SAMPLES
from tests.growth import LINEAR, growth

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)


def read(text: str) -> Reading:
    return registry.read(text.encode("utf-8"), "x.bib", "", "bibtex")


def fields(text: str) -> list[list[tuple[str, str]]]:
    return [[(item.tag, item.value) for item in record.fields] for record in read(text).records]


def codes(text: str) -> list[tuple[int, str]]:
    return [(problem.place.line, problem.code) for problem in read(text).problems]


def understood(body: str) -> Record:
    (record,) = read(f"@article{{key,\n{body}\n}}\n").records
    return record


# --- fields ---------------------------------------------------------------------------------------------------------


def test_type_key_and_fields_are_kept_in_their_order_with_repeats() -> None:
    assert fields("@Article{berg2020,\n Title = {A},\n note = {one},\n NOTE = {two}\n}\n") == [
        [("@", "Article"), ("key", "berg2020"), ("title", "A"), ("note", "one"), ("note", "two")]
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("{A {B} c}", "A {B} c"),
        ('"A {"}B{"} c"', 'A {"}B{"} c'),
        ('"A, b = {c}"', "A, b = {c}"),
        ("2020", "2020"),
        ("jan", "jan"),
        ('"A" # " and " # b', "A and b"),
        ("{two\n   lines}", "two lines"),
        (r"{50\% \{ open}", r"50\% \{ open"),
        ("{}", ""),
        ("{ , = @ }", ", = @"),
    ],
)
def test_a_value_may_be_written_in_many_ways(written: str, value: str) -> None:
    assert fields(f"@misc{{k,\n title = {written},\n year = 2020\n}}") == [
        [("@", "misc"), ("key", "k"), ("title", value), ("year", "2020")]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{k,title={A},year=2020}",
        "@misc{k, title={A}, year=2020,}",
        "@misc(k, title={A (b)}, year=2020)".replace("A (b)", "A"),
        "  @ misc { k ,\n\ttitle\t=\t{A} ,\n year = 2020 , }",
        "@misc{k\n, title = {A}\n, year = 2020\n}",
    ],
)
def test_blanks_commas_and_brackets_may_be_anywhere(text: str) -> None:
    assert fields(text) == [[("@", "misc"), ("key", "k"), ("title", "A"), ("year", "2020")]]


def test_brackets_in_a_value_of_an_entry_in_round_brackets_do_not_close_it() -> None:
    assert fields("@misc(k, title={A (b) c}, year=2020)")[0][2] == ("title", "A (b) c")


def test_round_brackets_in_quotes_do_not_close_an_entry_in_round_brackets() -> None:
    text = '@article(k1, title="Care (at home) and away", author="Lunde, Kari", year=2000)'
    (record,) = read(text).records
    assert (record.title, record.authors, record.year) == ("Care (at home) and away", ("Lunde, Kari",), 2000)


def test_an_entry_without_a_key_is_read() -> None:
    assert fields("@misc{title = {A}, year = 2020}") == [[("@", "misc"), ("title", "A"), ("year", "2020")]]
    assert fields("@misc{,\n title = {A}\n}") == [[("@", "misc"), ("title", "A")]]
    assert fields("@misc{k}") == [[("@", "misc"), ("key", "k")]]


def test_an_entry_knows_its_line() -> None:
    assert [one.place.line for one in read("\n@misc{k, title = {A}}\n\n@misc{l,\n title = {B}\n}\n").records] == [
        2,
        4,
    ]


def test_every_field_knows_its_line() -> None:
    (record,) = read("\n@misc{k,\n  title = {A\n  b},\n  year = 2020,\n  note = {c}\n}\n").records
    assert record.place.line == 2
    assert [(item.tag, item.line) for item in record.fields] == [
        ("@", 2),
        ("key", 2),
        ("title", 3),
        ("year", 5),
        ("note", 6),
    ]


@pytest.mark.parametrize("kind", ["comment", "Preamble"])
def test_what_is_no_reference_is_reported_and_left_out(kind: str) -> None:
    text = f'@{kind}{{x = "y"}}\n@misc{{k, title = {{A}}}}\n'
    assert len(fields(text)) == 1
    assert codes(text) == [(1, "outside")]


def test_text_between_entries_is_reported_but_lines_that_begin_with_a_percent_sign_are_comments() -> None:
    text = "% a comment\nsome words\n@misc{k, title = {A}}\n,\n% more\n@misc{l, title = {B}}\nthe end\n"
    assert len(fields(text)) == 2
    assert [problem.message for problem in read(text).problems] == [
        "text outside a record, left in the export: some words",
        "text outside a record, left in the export: the end",
    ]


# --- what is broken -------------------------------------------------------------------------------------------------


def test_an_entry_that_is_not_closed_ends_at_the_next() -> None:
    text = "@misc{k,\n title = {A},\n year = 2020\n@misc{l,\n title = {B}\n}\n"
    assert [[value for tag, value in entry if tag == "title"] for entry in fields(text)] == [["A"], ["B"]]
    assert codes(text) == [(1, "bibtex")]


def test_a_value_that_is_not_closed_loses_no_entry_and_is_reported() -> None:
    text = SAMPLES["bibtex"] + "@article{x, title = {not closed\n"
    assert len(fields(text)) == 2
    assert "bibtex" in {code for _, code in codes(text)}
    assert "not closed" in dict(fields(text)[1])["title"]


def test_a_brace_too_many_is_reported_and_what_follows_in_the_entry_is_kept() -> None:
    text = "@misc{k,\n title = {A}},\n year = {2020},\n note = {x}\n}\n@misc{l, title = {B}}\n"
    first, second = fields(text)
    assert ("year", "2020") in first
    assert ("note", "x") in first
    assert ("title", "B") in second
    assert (1, "bibtex") in codes(text)


def test_a_piece_that_is_no_field_is_kept_without_a_name() -> None:
    text = "@misc{k,\n title = {A},\n what is this,\n year = 2020\n}\n"
    assert fields(text)[0][2:] == [("title", "A"), ("", "what is this"), ("year", "2020")]
    assert [code for _, code in codes(text)] == ["bibtex"]
    assert read(text).problems[0].message == "not understood, kept as it is: what is this"


@given(st.text(st.sampled_from('@{}(),="#\\ \nabk%'), max_size=60))
def test_any_text_ends(text: str) -> None:
    reading = read("@misc{k, title = {A}}\n" + text)
    assert reading.records[0].fields[0].value == "misc"


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5), st.sampled_from(["{{{}}}", '"{}"']))
def test_any_words_in_any_brackets_come_back(entries: list[tuple[str, str]], form: str) -> None:
    text = "".join(
        f"@misc{{k{n},\n  title = {form.format(title)},\n  note = {form.format(note)}\n}}\n"
        for n, (title, note) in enumerate(entries)
    )
    found = [tuple(value for tag, value in entry if tag in ("title", "note")) for entry in fields(text)]
    assert found == entries
    assert codes(text) == []


# --- LaTeX ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"\'e \`a \^o \"u \~n \=a \.z", "é à ô ü ñ ā ż"),
        (r"{\'e}{\'{e}}\'{e}", "ééé"),
        (r"\'{\i} \v{c} \c{c} \k{a} \H{o} \u{g} \r{a} \d{s} \b{d}", "í č ç ą ő ğ å ṣ ḏ"),
        (r"{\o}{\O} \aa{} {\AA} \ae\ \oe \ss{} {\l}{\L}", "øØ å Å æ\\ œß łŁ"),
        (r"F{\o}rland, \AA se", "Førland, Åse"),
        (r"\emph{Trust} and \textbf{care}", "Trust and care"),
        (r"50\% of \$5 \& \#1 a\_b \{x\}", "50% of $5 & #1 a_b x"),
        ("pages 1--9 --- or so", "pages 1–9 – or so"),
        ("A~b", "A b"),
        ("{NASA} {and} {{more}}", "NASA and more"),
        ("plain words, 100 of them", "plain words, 100 of them"),
        ("Ærø – 中文", "Ærø – 中文"),
    ],
)
def test_latex_is_read_as_plain_text(written: str, plain: str) -> None:
    assert bibtex.unescaped(written).split() == plain.split()


@given(st.text())
def test_no_text_stops_the_reading_of_latex(text: str) -> None:
    assert "{" not in bibtex.unescaped(text)


def test_the_raw_fields_stay_as_they_were_written() -> None:
    record = understood(r"title = {Tr{\o}st \& {Care}}, author = {B{\o}e, K\aa re}, doi = {10.1000/a_b}")
    assert (record.title, record.authors, record.doi) == ("Trøst & Care", ("Bøe, Kåre",), "10.1000/a_b")
    assert {item.tag: item.value for item in record.fields}["title"] == r"Tr{\o}st \& {Care}"


@pytest.mark.parametrize("written", [r"10.1000/a\_b", r"10.1000/a{\_}b", r"10.1000/a{\textunderscore}b"])
def test_an_escaped_doi_is_the_doi(written: str) -> None:
    assert understood(f"title = {{A}}, doi = {{{written}}}").doi == "10.1000/a_b"


def test_a_greek_letter_of_a_formula_is_kept() -> None:
    assert understood(r"title = {Effects of $\alpha$-synuclein}").title in (
        "Effects of α-synuclein",
        "Effects of alpha-synuclein",
    )


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (r"$\beta_2$-agonists and CO$_2$", "β2-agonists and CO2"),
        (r"{$\Delta$}F508, $p<0.05$, $n$ of 3", "ΔF508, p<0.05, n of 3"),
        (r"10$^6$ cells, 2 $\times$ 3, $\geq$ 65 years", "10^6 cells, 2 × 3, ≥ 65 years"),
        (r"from $5 to $6, or \$7", "from $5 to $6, or $7"),
        (r"Kari\textquoteright s \textendash{} home", "Kari’s – home"),
        (r"About \~{}50, 10\^{}6, \textasciitilde 7", "About ~50, 10^6, ~7"),
        (r"Ni\~{n}o and \~n", "Niño and ñ"),
    ],
)
def test_letters_and_signs_that_have_commands_are_kept(written: str, plain: str) -> None:
    assert bibtex.unescaped(written) == plain


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        (r"10.1000/(sici)1$<$2::aid{\textgreater}3", "10.1000/(sici)1<2::aid>3"),
        (r"10.1000/a--b", "10.1000/a--b"),
        (r"\url{https://doi.org/10.1000/a\%28b\%29}", "10.1000/a(b)"),
        (r"10.1000/a\~{}b", "10.1000/a~b"),
    ],
)
def test_what_latex_needs_in_an_address_is_taken_off(written: str, doi: str) -> None:
    assert understood(f"title = {{A}}, doi = {{{written}}}").doi == doi


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("{Berg AND Dahl AS} and Lie, Kari", ("Berg AND Dahl AS", "Lie, Kari")),
        ("Berg, Nora AND Dahl, Per", ("Berg, Nora", "Dahl, Per")),
        ("{Health; Care} and others", ("Health; Care",)),
        (r"M{\"u}ller, A and {\AA}s, B", ("Müller, A", "Ås, B")),
        ("M&uuml;ller, A; Berg, N", ("Müller, A", "Berg, N")),
        ("{{Study Group of A and B}}", ("Study Group of A and B",)),
        ("Brandt, A and Sand and Berg", ("Brandt, A", "Sand", "Berg")),
    ],
)
def test_names_are_parted_outside_of_braces(written: str, names: tuple[str, ...]) -> None:
    assert understood(f"author = {{{written}}}").authors == names


# --- what is understood ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "known"),
    [
        ("author = {Berg, Nora and Dahl, Per and others}", {"authors": ("Berg, Nora", "Dahl, Per")}),
        ("author = {Nora Berg and\n   Per Dahl}", {"authors": ("Nora Berg", "Per Dahl")}),
        ("author = {Berg, Nora; Dahl, Per}", {"authors": ("Berg, Nora", "Dahl, Per")}),
        ("editor = {Berg, Nora}", {"authors": ("Berg, Nora",)}),
        ("date = {2019-05-02}", {"year": 2019}),
        ("booktitle = {Proceedings}", {"title": "Proceedings", "journal": "Proceedings"}),
        ("journaltitle = {J}", {"journal": "J"}),
        ("series = {Lecture notes}", {"journal": "Lecture notes"}),
        ("pages = {7--9}", {"pages": "7-9"}),
        ("pages = {457--60}", {"pages": "457-460"}),
        ("pages = {e12}", {"pages": "e12"}),
        ("number = {4}", {"issue": "4"}),
        ("issue = {4}", {"issue": "4"}),
        ("url = {https://doi.org/10.1000/X}", {"doi": "10.1000/x"}),
        ("ee = {https://doi.org/10.1000/y}", {"doi": "10.1000/y"}),
        ("note = {doi: 10.1000/z}", {"doi": "10.1000/z"}),
        ("pmid = {123456}", {"pmid": "123456"}),
        ("langid = {norsk}", {"language": "norsk"}),
        ("abstract = {Words {of} it}", {"abstract": "Words of it"}),
    ],
)
def test_fields_are_understood(body: str, known: dict[str, object]) -> None:
    record = understood(body)
    assert {name: getattr(record, name) for name in known} == known
    assert record.kind == "article"


def test_a_group_in_braces_is_one_author() -> None:
    record = understood("author = {{Ministry of Health and Care} and Berg, Nora}")
    assert record.authors == ("Ministry of Health and Care", "Berg, Nora")


def test_it_is_recognised_by_an_entry_at_the_begin_of_a_line() -> None:
    assert bibtex.BIBTEX.recognises("% x\n\n  @article{k,\n")
    assert bibtex.BIBTEX.recognises("@ misc (k")
    for text in ("write to me@article{x}", "@ me", "TY  - JOUR\n", ""):
        assert not bibtex.BIBTEX.recognises(text)


@pytest.mark.thorough
@pytest.mark.parametrize("file", ["synthesisr__Scopus_bib_example.bib", "ASySD__zotero_export.bib"])
def test_what_bibtexparser_finds_in_real_files_we_find_too(file: str) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import bibtexparser

        text, _ = decoded(shared("exports", "bibtex", file).read_bytes(), file)
        theirs = [entry["ID"] for entry in bibtexparser.loads(text).entries]
    ours = [item.value for record in read(text).records for item in record.fields if item.tag == "key"]
    assert theirs
    assert set(theirs) <= set(ours)


@pytest.mark.parametrize("indent", ["", " ", "\t", "    "])
def test_an_entry_that_is_never_closed_swallows_no_other(indent: str) -> None:
    text = "".join(
        f"{indent}@misc{{{key},\n{indent} title = {{{key}{end}\n"
        for key, end in zip("abc", ("", "}\n}", "}\n}"), strict=True)
    )
    reading = read(text)
    assert [record.title for record in reading.records] == ["a", "b", "c"]
    assert "the braces of this @misc do not match" in reading.problems[0].message


def records(text: str) -> list[Record]:
    return list(read(text).records)


def test_an_abbreviation_is_its_text_wherever_it_is() -> None:
    text = (
        '@string{nc = "Nordic Care"}\n@STRING(full = nc # { and Nursing})\n'
        "@article{a, title = {A}, journal = NC}\n@article{b, title = {B}, journal = full, year = 2020}\n"
        "@article{c, title = {C}, journal = nc # { Reports}, month = may}\n"
    )
    assert [record.journal for record in records(text)] == [
        "Nordic Care",
        "Nordic Care and Nursing",
        "Nordic Care Reports",
    ]
    assert codes(text) == []


def test_an_entry_has_what_its_crossref_says_wherever_that_is() -> None:
    text = (
        "@inproceedings{a, title = {A}, author = {Berg, N}, crossref = {Conf}, pages = {3--9}}\n"
        "@incollection{b, title = {B}, crossref = {book}, year = 1999}\n"
        "@proceedings{conf, title = {The Conference}, year = 2022, editor = {Dahl, P}, doi = {10.5555/conf}}\n"
        "@book{book, title = {The Book}, author = {Dahl, P}, year = 2000, crossref = {series}, pages = {400}}\n"
        "@misc{series, volume = 7, crossref = {book}}\n"
    )
    first, second, conference, *_ = records(text)
    assert (first.year, first.journal, first.pages, first.doi) == (2022, "The Conference", "3-9", "")
    assert (second.year, second.journal, second.volume, second.pages) == (1999, "The Book", "7", "")
    assert (conference.title, conference.doi) == ("The Conference", "10.5555/conf")


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ("eprint = {34000001}, eprinttype = {pubmed}", {"pmid": "34000001"}),
        ("eprint = {34000001}, eprinttype = {arxiv}", {"pmid": ""}),
        ("note = {PMID: 34000001}", {"pmid": "34000001"}),
        ("eid = {e0123}", {"pages": "e0123"}),
        ("isbn = {978-82-00-00000-0}", {"identifiers": ("isbn:9788200000000",)}),
    ],
)
def test_identifiers_and_article_numbers_are_understood(fields: str, known: dict[str, object]) -> None:
    (record,) = records(f"@book{{k, title = {{A}}, {fields}}}\n")
    assert {name: getattr(record, name) for name in known} == known


def test_editors_before_authors_are_no_authors() -> None:
    text = "@incollection{x, editor = {Dahl, Per}, author = {Berg, Nora and Smith, Jr., John}, title = {A}}"
    assert registry.read(text.encode(), "x").records[0].authors == ("Berg, Nora", "Smith, John, Jr.")
    assert registry.read(b"@book{x, editor = {Dahl, Per}, title = {A}}", "x").records[0].authors == ("Dahl, Per",)


def test_entries_that_each_name_the_next_inherit_from_the_nearest_only() -> None:
    text = "".join(f"@book{{b{n}, k{n} = {{x}}, crossref = {{b{n + 1}}}}}\n" for n in range(40))
    records = registry.read(text.encode(), "x.bib").records
    inherited = [sum(item.tag.startswith("k") and item.tag != "key" for item in one.fields) for one in records]
    assert inherited[0] == 11
    assert inherited[-1] == 1


def test_of_too_many_entries_that_others_name_the_first_are_held_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bibtex, "_MOST_NAMED", 2)
    chapters = "".join(f"@incollection{{c{n}, title = {{C}}, crossref = {{b{n}}}}}\n" for n in range(3))
    reading = read(chapters + "".join(f"@book{{b{n}, title = {{B {n}}}, year = 2020}}\n" for n in range(3)))
    assert [record.year for record in reading.records[:3]] == [2020, 2020, None]
    (problem,) = reading.problems
    assert (problem.place.line, problem.level) == (6, Level.WARNING)
    assert "more than 2 entries are named by others" in problem.message


def test_lines_of_fields_are_counted_on_through_what_is_not_understood() -> None:
    text = (
        "\n\n@book{b,\n  title = {A},\n\n  some words,\n  year = 2020,\n  note = {x\n y},\n  isbn = 1\n}\n"
        "@book{c,\n year=1}\n"
    )
    first, second = registry.read(text.encode(), "x.bib").records
    lines = {item.tag: item.line for item in first.fields}
    assert lines == {"@": 3, "key": 3, "title": 4, "": 6, "year": 7, "note": 8, "isbn": 10}
    assert second.place.line == 12


def test_an_entry_that_was_never_closed_ends_where_another_begins_in_the_same_line() -> None:
    text = "@article{a, title = {One, year = 2020} @article{b, title = {Two}} @book{c, title = {Three}}\n"
    reading = registry.read(text.encode(), "x")
    assert [record.title for record in reading.records] == ["One, year = 2020", "Two", "Three"]
    assert [problem.code for problem in reading.problems] == ["bibtex"]


@pytest.mark.parametrize("within", ["see @article{x, y}", "write to name@book (or @misc)", "@article{"])
def test_what_looks_like_an_entry_in_a_text_is_that_text(within: str) -> None:
    (record,) = registry.read(f"@article{{a, title = {{One}}, note = {{{within}}}}}}}".encode(), "x").records
    assert within.rstrip("{") in " ".join(item.value for item in record.fields)


def test_abbreviations_that_are_made_of_each_other_do_not_fill_the_memory() -> None:
    levels = [f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 10)}}}" for n in range(1, 10)]
    text = "\n".join(['@string{a0 = "lol"}', *levels, "@article{x, title = a9, note = a1}"])
    reading = registry.read(text.encode(), "x.bib")
    (record,) = reading.records
    assert sum(len(item.value) for item in record.fields) < 10_000
    assert ("note", "lol" * 10) in [(item.tag, item.value) for item in record.fields]
    assert "the text of this @string is too long" in str(reading.problems[0])


def test_what_books_and_abbreviations_add_to_a_file_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewkit.limits.ADDED", 1_000)
    chapters = "".join(f"@incollection{{c{n}, title = {{C}}, crossref = {{b}}}}\n" for n in range(20))
    reading = registry.read(f"{chapters}@book{{b, title = {{{'x' * 100}}}}}".encode(), "x.bib")
    with_book = [record for record in reading.records if any(item.tag == "booktitle" for item in record.fields)]
    assert (len(reading.records), len(with_book)) == (21, 10)
    assert [problem.place.line for problem in reading.problems] == [11]


@pytest.mark.parametrize(
    "piece",
    [
        "@article{a, title={x} ",
        "@patent{a, title={x} ",
        "@article{a, title={x}, author={b}} ",
        "@article{a, title={x\n",
    ],
)
def test_the_time_for_entries_in_one_line_grows_with_their_number(piece: str) -> None:
    assert growth(lambda size: registry.read((piece * size).encode(), "x.bib"), 500) < LINEAR


@pytest.mark.parametrize("kind", ["article", "patent", "artikel"])
def test_an_entry_that_was_not_closed_ends_where_one_of_any_kind_begins(kind: str) -> None:
    text = f"@article{{a, title={{One}} @{kind}{{b, title={{Two}}}} @misc{{c, title={{Three}}}}"
    assert [record.title for record in registry.read(text.encode(), "x.bib").records] == ["One", "Two", "Three"]


@pytest.mark.parametrize("line", ["@home{x} or", "  @author{y}", "@mention(z) and @both{of, them}"])
def test_an_abstract_may_have_lines_that_begin_with_an_at_sign(line: str) -> None:
    text = f"@article{{a, title={{One}}, abstract={{write to\n{line}}}}}\n@article{{b, title={{Two}}}}\n"
    assert [dict(one)["title"] for one in fields(text)] == ["One", "Two"]
    assert codes(text) == []


def test_an_entry_that_was_never_closed_ends_where_another_begins_whatever_lines_its_abstract_has() -> None:
    text = (
        "@article{a, title={One}, abstract={write to\n@home{x}\n@article{b, title={Two}}\n@misc{c, title={Three}}"
    )
    assert [dict(one)["title"] for one in fields(text)] == ["One", "Two", "Three"]
    assert [code for _, code in codes(text)] == ["bibtex"]


@pytest.mark.parametrize(
    "head", ["{b,", "{Berg 2019,", "{b=c,", "{10.1016/S0140(19)1,", "{", "{\n", "(", "(b,", "{ Berg 2019 ,", "{,"]
)
@pytest.mark.parametrize("kind", ["article", "InBook", "phdthesis"])
def test_an_entry_of_a_known_kind_with_any_key_begins_within_braces_that_were_never_closed(
    kind: str, head: str
) -> None:
    close = ")" if head[0] == "(" else "}"
    two, three = f"@{kind}{head} title={{Two}}{close}", "@misc{c, title={Three}}"
    text = f"@article{{a, title={{One}}, abstract={{write to\n{two}\n{three}"
    assert [record.title for record in registry.read(text.encode(), "x.bib").records] == ["One", "Two", "Three"]


@pytest.mark.parametrize("line", ["@software{x} or", "@report (Berg 2019), who", "@online {see there}", "@manual"])
def test_a_word_for_a_kind_at_the_start_of_a_line_is_text_where_no_key_follows(line: str) -> None:
    text = f"@article{{a, title={{One}}, abstract={{write to\n{line}}}}}\n@article{{b, title={{Two}}}}\n"
    assert [dict(one)["title"] for one in fields(text)] == ["One", "Two"]
    assert codes(text) == []
