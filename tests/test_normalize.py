"""One spelling of what databases spell in many ways."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import normalize


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
        ("What constitutes &lsquo;good care&rsquo;?", "what constitutes good care"),
        ("CO<sub>2</sub> &amp; health", "co2 health"),
        ("5 < 6 and 7 > 3", "5 6 and 7 3"),
        ("Платформенная занятость", "платформенная занятость"),
    ],
)
def test_titles_meet_in_spite_of_accents_markup_and_mojibake(written: str, folded: str) -> None:
    assert normalize.folded(written) == folded


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
        ("FÃ¸rland 中", "FÃ¸rland 中"),
        ("plain", "plain"),
    ],
)
def test_utf_8_that_was_read_as_windows_1252_is_read_again(mangled: str, meant: str) -> None:
    assert normalize.unmangled(mangled) == meant


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
def test_what_stands_around_a_doi_is_taken_off(written: str, doi: str) -> None:
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
