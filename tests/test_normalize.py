"""One spelling of what databases spell in many ways."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import normalize
from tests.growth import LINEAR, growth


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1186/s12913-022-07543-z", "10.1186/s12913-022-07543-z"),
        ("https://doi.org/10.1186/S12913-022-07543-Z", "10.1186/s12913-022-07543-z"),
        ("http://dx.doi.org/10.1000/x.1.", "10.1000/x.1"),
        ("doi: 10.1000/x(1)", "10.1000/x(1)"),
        ("(see 10.1000/x)", "10.1000/x"),
        ("https://proxy.example.org/?doi=10.15598%2faeee.v16i3.2698&partner=40", "10.15598/aeee.v16i3.2698"),
        ("10.1016/s1567-5688%2809%2970810-4", "10.1016/s1567-5688(09)70810-4"),
        ("no identifier", ""),
        ("10.5/too-short", ""),
    ],
)
def test_a_doi_is_bare_and_in_lower_case(written: str, doi: str) -> None:
    assert normalize.doi(written) == doi


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Trygg – på Åsgård!", "trygg pa asgard"),
        ("O\u0308stga\u030ard", "ostgard"),
        ("Østgård", "ostgard"),
        ("FÃ¸rland", "forland"),
        ("Erdős i SÃ¸r-TrÃ¸ndelag â€“ en studie", "erdos i sor trondelag en studie"),
        ("FÃƒÂ¸rland", "forland"),
        ("Ãƒƒ¥r", "ar"),
        ("Ã¯»¿Trust", "trust"),
        ("Erdős om SÃ og Â.", "erdos om sa og a"),
        ("What constitutes &lsquo;good care&rsquo;?", "what constitutes good care"),
        ("CO<sub>2</sub> &amp; health", "co2 health"),
        ("5 < 6 and 7 > 3", "5 6 and 7 3"),
        ("Платформенная занятость", "платформенная занятость"),
    ],
)
def test_titles_meet_in_spite_of_accents_markup_and_mojibake(written: str, folded: str) -> None:
    assert normalize.folded(written) == folded


@given(st.text(alphabet="abæøåéüöñß–’ ", min_size=1), st.integers(1, 3))
def test_letters_that_were_garbled_several_times_come_back(text: str, times: int) -> None:
    garbled = text
    for _ in range(times):
        garbled = garbled.encode("utf-8").decode("cp1252")
    assert normalize.unmangled(garbled) == text


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Trust-based leadership", "trustbasedleadership"),
        ("Trust (+)", "trust+"),
        ("( – ) Trust", "trust-"),
        ("Trust [−]", "trust-"),
        ("Trust \uff0b ", "trust+"),
        ("Trust --", "trust--"),
        ("Trust (?)", "trust"),
        ("Trust ±", "trust±"),
        ("Trust +/−", "trust±"),
        ("Trust (+/-)", "trust±"),
        ("Trust [±]", "trust±"),
        ("+/-", "±±"),
        ("+", "++"),
        ("(" * 30_000, "(" * 30_000),
        ("-" * 30_000 + "x", "x"),
    ],
)
def test_a_plus_or_a_minus_tells_names_apart(name: str, spelt: str) -> None:
    assert normalize.letters_and_signs(name) == spelt


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("457-60", "", "457-460"),
        ("457", "460", "457-460"),
        ("06-Oct", "", "6-10"),
        ("Jan-26", "", "1-26"),
        ("1-Feb", "", "1-2"),
        ("Mar-04", "", "3-4"),
        ("4-APR", "", "4"),
        ("2-may", "", "2-5"),
        ("3-Jun", "", "3-6"),
        ("3-Jul", "", "3-7"),
        ("3-Aug", "", "3-8"),
        ("3-Sep", "", "3-9"),
        ("3-Nov", "", "3-11"),
        ("3-Dec", "", "3-12"),
        ("12-15", "", "12-15"),
        ("e877", "", "e877"),
        ("1", "1", "1"),
        ("677–686", "", "677-686"),
        ("S12", "S19", "S12-S19"),
        ("", "", ""),
    ],
)
def test_pages_have_all_their_digits_and_excel_dates_are_undone(first: str, last: str, pages: str) -> None:
    assert normalize.pages(first, last) == pages


@pytest.mark.parametrize(
    ("written", "year"),
    [("2023/11//", 2023), ("2019///", 2019), ("Nov/Dec2020", 2020), ("SEP", None), ("1022", None), ("", None)],
)
def test_a_year_is_found_in_every_form_of_date(written: str, year: int | None) -> None:
    assert normalize.year(written) == year


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Førland, Oddvar", "forland"),
        ("Oddvar Førland", "forland"),
        ("Førland O", "forland"),
        ("FØRLAND O.", "forland"),
        ("van der Berg, Jan", "van der berg"),
        ("Jan van der Berg", "van der berg"),
        ("Ree", "ree"),
        ("", ""),
    ],
)
def test_a_surname_is_found_in_every_order_of_names(name: str, surname: str) -> None:
    assert normalize.surname(name) == surname


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = normalize.folded(text)
    assert normalize.folded(once) == once


@given(st.text())
def test_no_text_stops_any_of_them(text: str) -> None:
    normalize.doi(text), normalize.year(text), normalize.pages(text), normalize.surname(text), normalize.pmid(text)
    normalize.dois(text), normalize.pmids(text), normalize.bare_pmid(text), normalize.registrations(text)
    normalize.isbns(text), normalize.report_number(text)
    normalize.pages(text, text), normalize.volume_and_issue(text, text)
    assert "\n" not in normalize.readable(text)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=80))
def test_the_short_way_for_ascii_is_the_long_way(text: str) -> None:
    """ASCII without entities and tags: one pass over the bytes gives what the rules say."""
    text = text.replace("&", "").replace("<", "")
    assert normalize.folded(text) == " ".join(re.sub("[^0-9a-z]+", " ", text.replace("'", "").lower()).split())
    assert normalize.readable(text) == " ".join(text.split())


def test_every_greek_letter_has_its_name() -> None:
    names = (
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
        "chi psi omega"
    )
    letters = "αβγδεζηθικλμνξοπρστυφχψω"
    for letter, name in zip(letters, names.split(), strict=True):
        assert normalize.folded(f"{letter}-test") == normalize.folded(f"{letter.upper()}-test") == f"{name} test"
    assert normalize.folded("ς-test") == "sigma test"


def test_greek_letters_in_other_texts_are_spelt_out() -> None:
    assert normalize.folded("α-synuclein and IFN-γ") == "alpha synuclein and ifn gamma"
    assert normalize.folded("Ελληνική γλώσσα") == "ελληνικη γλωσσα"


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/26957754/", "26957754"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/26957754", "26957754"),
        ("PMID: 26957754", "26957754"),
        ("PMID:26957754", "26957754"),
        ("26957754", ""),
        ("PMID: 12", ""),
        ("https://example.org/26957754", ""),
    ],
)
def test_a_pubmed_id_is_found_in_an_address_or_a_note(text: str, pmid: str) -> None:
    assert normalize.pmid(text) == pmid


@pytest.mark.parametrize(
    ("mangled", "meant"),
    [
        ("FÃ¸rland", "Førland"),
        ("Ã…sen", "Åsen"),
        ("itâ€™s", "it’s"),
        ("Ãrger", "Ãrger"),
        ("â", "â"),
        ("FÃ¸rland 中", "Førland 中"),
        ("FÃ¸rland ã‚¢ 中", "Førland ア 中"),
        ("Gï¿½mez", "G\ufffdmez"),
        ("GÃ¯Â¿Â½mez 中", "G\ufffdmez 中"),
        ("«Caffé»” Â° 中", "«Caffé»” ° 中"),
        ("Étude de la «santé\u00a0» â€“ une revue", "Étude de la «santé\u00a0» – une revue"),
        ("à\u00a0«\u00a0domicile\u00a0» Ã©t ≥", "à\u00a0«\u00a0domicile\u00a0» ét ≥"),
        ("Ãrger 中", "Ãrger 中"),
        ("plain", "plain"),
    ],
)
def test_utf_8_that_was_read_as_windows_1252_is_read_again(mangled: str, meant: str) -> None:
    assert normalize.unmangled(mangled) == meant


@pytest.mark.parametrize("end", ["\u2028", "\u2029"])
def test_a_line_end_that_windows_1252_lacks_hides_nothing(end: str) -> None:
    """Writers make a blank of it, so what is read again is the same."""
    assert normalize.readable(f"Nç¿½{end}FÃ¸rland") == normalize.readable("Nç¿½ FÃ¸rland")


@given(st.text(st.sampled_from("åøæéüÅ–’ abc"), max_size=20))
def test_what_was_mangled_once_comes_back(text: str) -> None:
    try:
        mangled = text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return
    assert normalize.unmangled(mangled) == text


@pytest.mark.parametrize("name", ["Østby", "Öberg", "Èze", "×"])
def test_a_name_whose_only_such_letter_is_a_capital_comes_back(name: str) -> None:
    assert normalize.unmangled(name.encode("utf-8").decode("cp1252")) == name


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("  two   blanks\n\tand lines ", "two blanks and lines"),
        ("&lt;i&gt;A&lt;/i&gt; &amp; B", "A & B"),
        ("Metadata &amp;#x2014; a proposal", "Metadata — a proposal"),
        ("Care&amp;#160;&amp;amp; trust", "Care & trust"),
        ("<p>One</p><sub>2</sub>", "One2"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("O\u0308st", "Öst"),
        ("no\u00a0break", "no break"),
        ("AT&T; and R&D", "AT&T; and R&D"),
        ("", ""),
    ],
)
def test_text_is_as_a_person_should_read_it(text: str, readable: str) -> None:
    assert normalize.readable(text) == readable


@pytest.mark.parametrize(
    ("text", "numbers"), [("Part 02 of 10", ("2", "10")), ("000", ("0",)), ("none", ()), ("1.5", ("1", "5"))]
)
def test_numbers_have_no_leading_zeros(text: str, numbers: tuple[str, ...]) -> None:
    assert normalize.numbers(text) == numbers


UTC_MOMENT = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31T09:30:00Z",
        "2026-01-31 09:30:00 UTC",
        "2026-01-31T10:30:00+01:00",
        "2026-01-31T09:30",
        "2026-01-31 09:30:00 +0000",
        " 2026-01-31T09:30:00 ",
    ],
)
def test_a_moment_is_the_same_in_every_spelling(text: str) -> None:
    assert normalize.moment(text) == UTC_MOMENT


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "2026-01-31T25:00", "31.01.2026", "2026", "0" * 400]
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert normalize.moment(text) is None


def test_a_date_alone_is_its_midnight() -> None:
    assert normalize.moment("2026-01-31") == datetime(2026, 1, 31, tzinfo=UTC)


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)))
def test_a_moment_that_is_written_reads_back(at: datetime) -> None:
    written = normalize.written_moment(at)
    assert written.endswith("Z")
    assert normalize.moment(written) == at


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1000/x/abstract", "10.1000/x"),
        ("10.1000/x/full", "10.1000/x"),
        ("10.1371/journal.pone.1.g001", "10.1371/journal.pone.1"),
        ("10.1000/x\u200b", "10.1000/x"),
        ("10.1000/a and 10.1000/b", "10.1000/a"),
        ("<10.1000/x>", "10.1000/x"),
        ("10.1000/(a)b(c)", "10.1000/(a)b(c)"),
        ("see (10.1000/(a))", "10.1000/(a)"),
        ("10.1000/x.,", "10.1000/x"),
    ],
)
def test_what_is_around_a_doi_is_taken_off(written: str, doi: str) -> None:
    assert normalize.doi(written) == doi


@pytest.mark.parametrize(
    "text", ["10.1016/.", "https://doi.org/10.1016/)", "10.1016/:,", "10.1016/-", "10.1016/full", "10.1016/()"]
)
def test_a_prefix_alone_is_no_doi(text: str) -> None:
    assert normalize.doi(text) == ""


def test_a_doi_after_a_prefix_alone_is_found() -> None:
    assert normalize.doi("10.1016/. or 10.1000/x") == "10.1000/x"


@given(st.from_regex(r"\A[a-z0-9][a-z0-9.()_-]{0,18}[a-z0-9]\Z"))
def test_a_doi_is_the_same_with_and_without_its_address(tail: str) -> None:
    bare = normalize.doi(f"10.1000/{tail}")
    assert bare.startswith("10.1000/")
    for written in (f"https://doi.org/10.1000/{tail}", f"doi:10.1000/{tail}.", f"10.1000/{tail.upper()}"):
        assert normalize.doi(written) == bare
    assert normalize.doi(bare) == bare


SICI = "10.1002/(sici)1000-0001(19980815/30)17:15/16<1661::aid-abc968>3.0.co;2-2"


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1002/(SICI)1000-0001(19980815/30)17:15/16<1661::AID-ABC968>3.0.CO;2-2", SICI),
        ("10.1002/(SICI)1000-0001(19980815/30)17:15/16&lt;1661::AID-ABC968&gt;3.0.CO;2-2.", SICI),
        ("10.1002/(SICI)1000-0001(19980815/30)17:15/16&amp;lt;1661::AID-ABC968&amp;gt;3.0.CO;2-2;", SICI),
        ("10.1002%2F(SICI)1000-0001(19980815%2F30)17:15%2F16%3C1661::AID-ABC968%3E3.0.CO%3B2-2", SICI),
        ("10.1002/(SICI)1000-0001(19980815/30)17:15/16'1661::AID-ABC968'3.0.CO;2-2", SICI),
        ("10.1890/1000-0001(2001)011[1349:ABCDEF]2.0.CO;2", "10.1890/1000-0001(2001)011[1349:abcdef]2.0.co;2"),
        ("https://doi.org/10.1175%252F1000%253C1::A%253E2.0.CO%253B2", "10.1175/1000<1::a>2.0.co;2"),
        ("10.5555/a;10.5555/b", "10.5555/a"),
        ("10.5555/a;2020", "10.5555/a"),
        ("10.5555/a[doi]", "10.5555/a"),
        ("S0001(20)1 [pii]; 10.5555/a [doi]", "10.5555/a"),
        ("10.5555/x[12]", "10.5555/x[12]"),
        ("https://doi.org//10.5555//a", "10.5555/a"),
        ("https://example.org/doi/full/10.5555/a.1?utm_source=x&utm_medium=y", "10.5555/a.1"),
        ("https://proxy.example.org/login?url=https://doi.org/10.5555/a.1&session=7", "10.5555/a.1"),
        ("https://doi.org/10.5555/a&b", "10.5555/a&b"),
        ("https://example.org/doi/pdf/10.5555/a.1?casa_token=X#page=2", "10.5555/a.1"),
        ("https://example.org/content/10.1101/2020.01.01.20000001v1.full.pdf", "10.1101/2020.01.01.20000001v1"),
        ("https://example.org/doi/10.5555/a/full/html", "10.5555/a"),
        ("<p>10.5555/a</p>", "10.5555/a"),
        ("“10.5555/a”…", "10.5555/a"),
        ("10.5555/a\u20101", "10.5555/a-1"),
        (r"10.5555/a\_1", "10.5555/a_1"),
        ("10.5555.10/a", "10.5555.10/a"),
        ("https://www.cochranelibrary.com/central/doi/10.1002/central/CN-00000001/full", ""),
        ("https://doi.org/10.1186/ISRCTN00000001", ""),
        ("10.15124/CRD42020000001", ""),
        ("10.1890/1000-0001(2002)072[0169:AOB&C]2.0.CO;2", "10.1890/1000-0001(2002)072[0169:aob&c]2.0.co;2"),
        ("https://example.org/file?id=10.1371/journal.pone.1&type=printable", "10.1371/journal.pone.1"),
        ("https://example.org/content/10.1101/2020.01.01v1.full.pdf+html", "10.1101/2020.01.01v1"),
        ("10.1186/s12913-020-00001-1", "10.1186/s12913-020-00001-1"),
    ],
)
def test_a_doi_is_whole_and_nothing_else_is_in_it(written: str, doi: str) -> None:
    assert normalize.doi(written) == doi


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        ("101-110", "110", "101-110"),
        ("101-10", "10", "101-110"),
        ("101-10", "110", "101-110"),
        ("4-12", "4-19", "4-12-4-19"),
        ("pii: E1392", "", "e1392"),
        ("E12", "", "e12"),
        ("pp. 101-110", "", "101-110"),
        ("pages 3", "", "3"),
        ("s. 101-110", "", "101-110"),
        ("S. 101–10", "", "101-110"),
        ("S101-9", "", "S101-S109"),
        ("S101", "S9", "S101-S109"),
        ("e12", "e19", "e12-e19"),
        ("998", "1003", "998-1003"),
        ("998", "3", "998-3"),
        ("UNSP e5546", "", "e5546"),
        ("s. 7", "s. 9", "7-9"),
        ("Seiten 7-9", "", "7-9"),
        ("págs. 7-9", "", "7-9"),
        ("101\u2010110", "", "101-110"),
        ("101\u2212110", "", "101-110"),
        ("101--110", "", "101-110"),
        ("101-3, 107", "", "101-103, 107"),
        ("683-9; discussion 689-90", "", "683-689; discussion 689-690"),
        ("1405;", "author reply 1406", "1405; author reply 1406"),
        ("101-110.e3", "", "101-110.e3"),
        ("ARTN e0123", "", "e0123"),
        ("Article number: 178", "", "178"),
        ("i-xii", "", "i-xii"),
        ("No", "Specified", ""),
        ("No Pagination Specified", "", ""),
        ("N.PAG", "N.PAG", ""),
        ("", "110", "110"),
        ("741.0", "749.0", "741-749"),
        ("1.1", "1.10", "1.1-1.10"),
    ],
)
def test_pages_are_the_same_however_a_database_writes_them(first: str, last: str, pages: str) -> None:
    assert normalize.pages(first, last) == pages


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("PMID: NLM34000001", "34000001"),
        ("MEDLINE:34000001", "34000001"),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=34000001", "34000001"),
        ("https://europepmc.org/article/MED/34000001", "34000001"),
        ("CIN: Nord Care. 2017;1(1):1. PMID: 28000001", ""),
        ("nbib EIN: Nord Care. 2017;1(1):1. PMID: 28000001", ""),
        ("Comment on: Nord Care. PMID: 28000001", ""),
        ("Erratum for Nord Care 2017, PMID 28000001", ""),
        ("PMCID: PMC28000001", ""),
        ("630000001", ""),
        ("PMID: 630000001", ""),
    ],
)
def test_the_number_of_another_article_or_database_is_no_pubmed_id(text: str, pmid: str) -> None:
    assert normalize.pmid(text) == pmid
    assert normalize.pmids(text) == ((pmid,) if pmid else ())


@pytest.mark.parametrize("unit", [",", ", ", "10.1000/a, ", "PMID: 34000001, ", "34000001 ", " 10.", "10.1000/&"])
def test_several_numbers_are_found_in_time_that_grows_with_the_text(unit: str) -> None:
    assert growth(lambda size: (normalize.dois(unit * size), normalize.pmids(unit * size)), 500) < LINEAR


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("CTgov NCT00000001", ("NCT00000001",)),
        ("https://www.isrctn.com/ISRCTN00000001?q=x", ("ISRCTN00000001",)),
        ("EUCTR2019-000001-12-NO", ("EUCTR2019-000001-12",)),
        ("EudraCT number: 2019-000001-12", ("EUCTR2019-000001-12",)),
        ("https://www.clinicaltrialsregister.eu/ctr-search/trial/2019-000001-12/NO", ("EUCTR2019-000001-12",)),
        ("JPRN-UMIN000000001", ("UMIN000000001",)),
        ("ChiCTR2000000001; DRKS00000001", ("CHICTR2000000001", "DRKS00000001")),
        ("CTRI/2019/01/000001", ("CTRI/2019/01/000001",)),
        ("CRD42020000001", ("CRD42020000001",)),
        ("2019-000001-12", ()),
        ("XNCT00000001", ()),
        ("NCT1", ()),
    ],
)
def test_numbers_of_registries_are_found_in_one_spelling(text: str, numbers: tuple[str, ...]) -> None:
    assert normalize.registrations(text) == numbers


def test_isbns_have_13_digits_and_issns_are_none() -> None:
    assert normalize.isbns("978-82-00-00000-0 (trykt); 82-00-00000-1") == ("9788200000000", "9788200000006")
    assert normalize.isbns("0306-4565 (ISSN)") == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rapport 12/2018", "12/2018"),
        ("Report No. 7", "7"),
        ("Notat nr 3-2020", "3-2020"),
        ("FFI-rapport 20/00001", "ffi-rapport 20/00001"),
        ("Rapport", ""),
        ("0", ""),
        ("Rapport 2018:12", "2018:12"),
        ("Query date: 2021-12-14 16:19:11", ""),
        ("A long note with 3 words and more", ""),
        ("https://example.org/1", ""),
    ],
)
def test_a_report_number_is_without_its_label(text: str, number: str) -> None:
    assert normalize.report_number(text) == number


@pytest.mark.parametrize(
    ("volume", "issue", "known"),
    [
        ("12", "3", ("12", "3")),
        ("Publish Ahead of Print", "", ("", "")),
        ("ahead-of-print", "ahead-of-print", ("", "")),
        ("12", "Early Access", ("12", "")),
        ("PP", "99", ("", "")),
        ("Articles in Press", "", ("", "")),
        ("35.0", "4.0", ("35", "4")),  # as pandas and Excel write whole numbers in a column with gaps
        ("2.10", "1.1", ("2.10", "1.1")),
    ],
)
def test_a_volume_that_is_not_there_yet_is_none(volume: str, issue: str, known: tuple[str, str]) -> None:
    assert normalize.volume_and_issue(volume, issue) == known


DOI_SIGNS = st.text("abc019./-()<>[]:;&%?#'_ \u2010", max_size=40)


@given(DOI_SIGNS)
def test_a_doi_that_was_understood_is_understood_as_itself(suffix: str) -> None:
    found = normalize.doi(f"10.5555/{suffix}")
    assert normalize.doi(found) == found


PAGES = st.from_regex(r"\A(pp?\. ?|s\. |S|e)?[1-9]\d{0,3}(-[1-9]\d{0,3})?([,;] [1-9]\d{0,2}(-[1-9]\d?)?)?\Z")


@given(PAGES, st.from_regex(r"\A([1-9]\d{0,3})?\Z"))
def test_pages_that_were_understood_are_understood_as_themselves(first: str, last: str) -> None:
    once = normalize.pages(first, last)
    assert normalize.pages(once) == once


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023/11/05//", (2023, 11, 5)),
        ("2023/11//Nov/Dec2023", (2023, 11)),
        ("2019///", (2019,)),
        ("2017 Nov 1", (2017, 11, 1)),
        ("2020 Nov-Dec", (2020,)),
        ("2024-03", (2024, 3)),
        ("2016/11//undefin(ed)", (2016, 11)),
        ("2020/13/01", ()),
        ("20201105", ()),
        ("no date", ()),
    ],
)
def test_a_date_is_as_exact_as_what_was_written(text: str, found: tuple[int, ...]) -> None:
    assert normalize.date(text) == found


SICI = "10.1002/(sici)1097-0142(1998)82:1<1::aid-x>3.0.co;2-9"


@pytest.mark.parametrize(
    ("doi", "link"),
    [
        ("", ""),
        ("10.1000/x.1", "https://doi.org/10.1000/x.1"),
        (SICI, f"https://doi.org/{SICI.replace('<', '%3C').replace('>', '%3E')}"),
        ('10.1/a"onclick=alert(1)', "https://doi.org/10.1/a%22onclick%3Dalert(1)"),
        ("10.1/a?b#c d", "https://doi.org/10.1/a%3Fb%23c%20d"),
        ("10.1/å", "https://doi.org/10.1/%C3%A5"),
    ],
)
def test_the_address_of_a_doi_leads_nowhere_else(doi: str, link: str) -> None:
    assert normalize.doi_link(doi) == link


@pytest.mark.parametrize(
    ("number", "link"),
    [("34000017", "https://pubmed.ncbi.nlm.nih.gov/34000017/"), ("", ""), ("1/../x", ""), ("²", ""), ("x1", "")],
)
def test_the_address_of_a_pubmed_id_is_made_of_digits_only(number: str, link: str) -> None:
    assert normalize.pubmed_link(number) == link


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_no_doi_makes_an_address_of_another_site(text: str) -> None:
    link = normalize.doi_link(text)
    assert not link or (link.startswith("https://doi.org/") and not set(link) & set("\"'<>\\ \n\r\t?#@"))


def test_a_day_that_comes_first_is_turned_round_and_other_texts_stay() -> None:
    for written, turned in (
        ("31.1.2024", "2024-01-31"),
        (" 2. 5. 2024 ", "2024-05-02"),
        ("2024-05-02", "2024-05-02"),
    ):
        assert normalize.year_first(written) == turned


def test_pages_that_are_longer_than_any_number_stay_as_they_are() -> None:
    digits = "9" * 5_000
    assert normalize.pages(digits, digits) == digits
    assert normalize.pages(f"1{digits}-{digits}") == f"1{digits}-{digits}"


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("10.5555/x" + ")" * 5_000, "10.5555/x"),
        ("10.5555/x(1)" + ".)" * 500, "10.5555/x(1)"),
        ("https://doi.org/10.5555/x/full/html).", "10.5555/x"),
        ("https://proxy.example.org/login?url=https://doi.org/10.5555/x&y=1", "10.5555/x"),
        ("https://proxy.example.org/10.5555/x&y", "10.5555/x&y"),
    ],
)
def test_a_doi_ends_where_its_address_or_its_brackets_go_on(written: str, bare: str) -> None:
    assert normalize.doi(written) == bare


def test_numbers_of_more_digits_than_python_reads_are_texts() -> None:
    """Python reads no number of more than 4,300 digits."""
    digits = "9" * 5_000
    assert normalize.pages("777", digits) == f"777-{digits}"
    assert normalize.whole_number("0042") == 42
    assert normalize.whole_number(digits) is normalize.whole_number("4a") is normalize.whole_number("") is None
    assert normalize.readable(f"a &#{digits}; b") == normalize.readable(f"a &#x{digits}; b") == "a \ufffd b"
    assert normalize.readable("&#230; &#00000230; &amp;#230;") == "æ æ æ"


def test_a_number_with_a_decimal_of_a_table_program_is_whole_in_linear_time() -> None:
    assert normalize.volume_and_issue(" 12.0 ", "3.0") == ("12", "3")
    assert growth(lambda size: normalize.pages("9" * size), 20_000) < LINEAR
