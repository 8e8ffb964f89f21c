"""Records become columns of one spelling; what a record is besides an article is read from where it stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit import matching
from reviewkit.errors import Place
from reviewkit.matching.columns import (
    ABSTRACT_LENGTH,
    LONGEST_TITLE,
    MOST_AUTHORS,
    Columns,
    Kind,
    columns,
    extend,
    name_words,
    no_columns,
    one_spelling,
    rows_of,
)
from tests.builders import record


def row(**known: object) -> dict[str, object]:
    """The one row of a table of one record."""
    table = columns([record(**known)])
    return {name: getattr(table, name)[0] for name in Columns.__slots__}


def test_every_column_is_as_long_as_the_records() -> None:
    table = columns([record(title="Care"), record(), record(year=2020)])
    assert len(table) == 3
    assert {len(getattr(table, name)) for name in Columns.__slots__} == {3}


def test_what_is_unknown_is_empty_or_zero() -> None:
    assert set(row().values()) == {"", 0}


def test_some_rows_of_a_table() -> None:
    records = [record(title="Care", year=2020), record(title="Trust"), record(title="Falls")]
    assert rows_of(columns(records), [2, 0]) == columns([records[2], records[0]])
    assert rows_of(columns(records), []) == no_columns()


def test_columns_say_nothing_of_where_a_record_stands() -> None:
    known = {"title": "Care in the home", "authors": ("Berg, N",), "year": 2020}
    here, there = record(**known), record(**known)
    moved = replace(there, id="embase-0001", source="embase", place=Place("other.ris", 9), fields=())
    assert columns([here]) == columns([moved])


def test_records_need_not_be_kept() -> None:
    stream = (record(title=f"Title {n}") for n in range(3))
    assert columns(stream).title == ["title 0", "title 1", "title 2"]
    assert next(stream, None) is None


def test_a_record_stands_in_its_columns_normalized() -> None:
    known = row(
        title="Correction: Trygghet på Åsen!",
        authors=("Førland, Oddvar", "Næss, A."),
        year=2020,
        journal="The Journal of Care",
        volume="Vol. 033",
        issue="2",
        pages="457-60",
        doi="10.1000/care.2020-1",
        pmid="123",
        abstract="Background: We asked.",
    )
    assert known == {
        "title": "trygghet pa asen",
        "notice": "erratum",
        "kind": 0,
        "series": "",
        "version": "",
        "names": "forland oddvar naess",
        "first_author": "forland",
        "year": 2020,
        "journal": "the journal of care",
        "volume": "33",
        "issue": "2",
        "first_page": "457",
        "last_page": "60",
        "doi": "101000care20201",
        "pmid": "123",
        "numbers": "",
        "accessions": "",
        "abstract": "background we asked",
    }


@pytest.mark.parametrize(
    ("words", "spelt"),
    [
        ("aasen", "asen"),
        ("soeker", "soker"),
        ("mueller", "muller"),
        ("paaroerende", "parorende"),
        ("care", "care"),
    ],
)
def test_nordic_letters_have_one_spelling(words: str, spelt: str) -> None:
    assert one_spelling(words) == spelt


def test_a_table_is_appended_to_another_in_place() -> None:
    first, second = columns([record(title="One", year=1)]), columns([record(title="Two"), record(title="Three")])
    extend(first, second)
    assert first == columns([record(title="One", year=1), record(title="Two"), record(title="Three")])
    assert len(second) == 2


def test_a_table_without_a_record_is_empty() -> None:
    assert len(no_columns()) == 0
    assert no_columns() == columns([])
    assert no_columns().title is not no_columns().year


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        ({"journal": "Diabetologia", "volume": "3", "issue": "Suppl 1"}, Kind.ABSTRACT),
        ({"journal": "Nordic congress on care"}, Kind.ABSTRACT),
        ({"journal": "Pain", "volume": "3 (Supplement 2)"}, Kind.ABSTRACT),
        ({"journal": "medRxiv"}, Kind.PREPRINT),
        ({"journal": "Research Square"}, Kind.PREPRINT),
        ({"doi": "10.1101/2020.01.02.1234"}, Kind.PREPRINT),
        ({"doi": "10.2139/ssrn.1"}, Kind.PREPRINT),
        ({"doi": "10.21203/rs.3.rs-77/v1"}, Kind.PREPRINT),
        ({"doi": "10.1101/gr.123.105"}, Kind(0)),  # Genome Research, of the publisher of bioRxiv
        ({"title": "Trust in care: a study protocol"}, Kind.PROTOCOL),
        ({"title": "An enhanced recovery protocol in surgery"}, Kind(0)),
        ({"kind": "THES"}, Kind.THESIS),
        ({"journal": "Dissertation Abstracts International"}, Kind.THESIS),
        ({"volume": "Ph.D."}, Kind.THESIS),
        ({"journal": "Doctoral dissertation, meeting of 1990"}, Kind.THESIS),
        ({"title": "Trust in home care: an interview …"}, Kind.TRUNCATED),
        ({"title": "Trust in home care: an interview ..."}, Kind.TRUNCATED),
        ({"title": "Trust in home care."}, Kind(0)),
        (
            {"journal": "medRxiv", "title": "Care: study protocol", "volume": "Suppl 1"},
            Kind.PREPRINT | Kind.PROTOCOL | Kind.ABSTRACT,
        ),
    ],
)
def test_a_kind_is_read_from_journal_volume_doi_title_and_type(known: dict[str, object], kind: Kind) -> None:
    assert row(**known)["kind"] == kind


@pytest.mark.parametrize(
    ("known", "series", "version"),
    [
        ({"doi": "10.1002/14651858.cd001187"}, "10.1002/14651858.cd001187", "1"),
        ({"doi": "10.1002/14651858.cd001187.pub3"}, "10.1002/14651858.cd001187", "3"),
        ({"doi": "10.12688/f1000research.123.2"}, "10.12688/f1000research.123", "2"),
        ({"doi": "10.21203/rs.3.rs-77/v2"}, "10.21203/rs.3.rs-77", "2"),
        ({"doi": "10.48550/arxiv.2001.01234v1"}, "10.48550/arxiv.2001.01234", "1"),
        ({"doi": "10.1101/2020.01.02.1234v3"}, "10.1101/2020.01.02.1234", "3"),
        ({"doi": "10.1101/2020.01.02.1234"}, "", ""),
        ({"doi": "10.1000/care.2"}, "", ""),
        ({"journal": "Cochrane Database Syst Rev", "pages": "CD001187"}, "", ""),
        ({"journal": "Pain", "pages": "CD001187", "year": 2008}, "", ""),
        ({"journal": "BMJ Clin Evid", "title": "Head lice", "year": 2008}, "updated head lice", "2008"),
        ({"journal": "BMJ Clin Evid", "title": "Head lice"}, "", ""),
        ({"journal": "BMJ", "title": "Head lice", "year": 2008}, "", ""),
    ],
)
def test_a_report_in_versions_has_its_series_and_its_version(
    known: dict[str, object], series: str, version: str
) -> None:
    found = row(**known)
    assert (found["series"], found["version"]) == (series, version)


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ((), ""),
        (("Berg, Nora", "Dahl, Per"), "berg nora dahl per"),
        (("Berg N", "Dahl PA"), "berg dahl"),
        (("Slavin S. A.Lin S. J.",), "slavin lin"),
        (("Johannessen TereseRee ElineAase Ingunn",), "johannessen terese ree eline ase ingunn"),
        (("McDonald, A", "MacLeod M"), "mcdonald macleod"),
        (("Li, X", "Ku H"), "li ku"),
        (("Berg, Nora", "Berg, Per"), "berg nora per"),
        (("Anonymous",), ""),
        (("[s.n.]",), ""),
        (("No authors listed",), ""),
        (("et al",), ""),
        (("Anonymous, A", "Berg, N"), "anonymous berg"),
        (("Førland, Åse",), "forland ase"),
        (("Foerland, Aase",), "forland ase"),
        (("N. B.",), ""),
    ],
)
def test_names_are_words_without_initials_in_their_order(authors: tuple[str, ...], names: str) -> None:
    assert name_words(authors) == names


@pytest.mark.parametrize(
    ("authors", "first"),
    [
        ((), ""),
        (("Anonymous",), ""),
        (("Berg, Nora", "Dahl, Per"), "berg"),
        (("Nora Berg",), "berg"),
        (("de Caterina, R",), "de caterina"),
        (("Berg NDahl P",), "berg"),
        (("McDonald, A",), "mcdonald"),
        (("Aase, Ingunn",), "ase"),
        (("Ree Eline and Aase Ingunn and many others of them",), "ree"),
    ],
)
def test_the_first_author_is_a_surname_or_the_first_of_names_run_together(
    authors: tuple[str, ...], first: str
) -> None:
    assert row(authors=authors)["first_author"] == first


def test_forty_letters_are_no_longer_one_name() -> None:
    given_name_first = "Nora Berg of the north and of the coast"
    assert len(given_name_first) == 39
    assert row(authors=(given_name_first,))["first_author"] == "coast"
    assert row(authors=(f"{given_name_first}s",))["first_author"] == "nora"


def test_the_beginning_of_an_abstract_is_compared() -> None:
    long = row(abstract="word " * 200)["abstract"]
    assert isinstance(long, str)
    assert len(long) == ABSTRACT_LENGTH
    assert row(abstract="<p>Short</p>")["abstract"] == "short"


def test_markup_in_front_takes_no_room_of_the_abstract() -> None:
    """Twice the length is folded before it is cut."""
    marked = "<b>" * 30 + "x" * 400
    abstract = row(abstract=marked)["abstract"]
    assert isinstance(abstract, str)
    assert len(abstract) == ABSTRACT_LENGTH


@pytest.mark.parametrize("doi", ["10.1000/a-b.c_(d)", "10.1000/A-B.C_(D)".lower(), "10.1000/abcd"])
def test_a_doi_is_its_letters_and_digits(doi: str) -> None:
    assert row(doi=doi)["doi"] == "101000abcd"


texts = st.text(max_size=60)


@given(texts, st.lists(texts, max_size=3), st.one_of(st.none(), st.integers(1500, 2099)), texts, texts, texts)
def test_any_record_has_a_row(
    title: str, authors: list[str], year: int | None, journal: str, volume: str, pages: str
) -> None:
    known = row(title=title, authors=tuple(authors), year=year, journal=journal, volume=volume, pages=pages)
    for name, value in known.items():
        if isinstance(value, str) and name not in ("version", "series"):
            assert value == " ".join(value.split()), name


@given(st.lists(st.builds(record, title=texts, year=st.integers(1990, 2020)), max_size=6), st.integers(0, 6))
def test_a_table_of_parts_is_the_table_of_the_whole(records: list, cut: int) -> None:  # type: ignore[type-arg]
    table = matching.columns(records[:cut])
    extend(table, matching.columns(records[cut:]))
    assert table == matching.columns(records)


@pytest.mark.parametrize(
    ("doi", "series", "version"),
    [
        ("10.31234/osf.io/ab3cd_v2", "osf.io/ab3cd", "2"),
        ("10.26434/chemrxiv-2021-x1y2z-v2", "10.26434/chemrxiv-2021-x1y2z", "2"),
        ("10.36227/techrxiv.123.v2", "10.36227/techrxiv.123", "2"),
        ("10.64898/2026.01.05.26300001v1", "10.64898/2026.01.05.26300001", "1"),
        ("10.1101/2020.01.02.123v3", "10.1101/2020.01.02.123", "3"),
    ],
)
def test_a_preprint_has_a_version_on_every_server(doi: str, series: str, version: str) -> None:
    known = row(doi=doi, title="Living with worry")
    assert (known["series"], known["version"]) == (series, version)
    assert Kind.PREPRINT in Kind(int(str(known["kind"])))


def test_the_numbers_of_databases_stand_apart_from_those_of_the_report() -> None:
    known = row(title="Living with worry", identifiers=("isbn:9788200000000", "wos:000337252800006", "edition:2"))
    assert (known["numbers"], known["accessions"]) == ("isbn:9788200000000", "wos:000337252800006")
    assert (known["series"], known["version"]) == ("edition of living with worry ", "2")


def test_an_address_says_which_preprint_and_which_version_a_record_is() -> None:
    at = ("preprint:10.48550/arxiv.2101.01234v2",)
    known = row(title="Living with worry", identifiers=at)
    assert (known["series"], known["version"]) == ("10.48550/arxiv.2101.01234", "2")
    assert (known["doi"], known["kind"]) == ("1048550arxiv210101234", Kind.PREPRINT)
    printed = row(title="Living with worry", identifiers=at, volume="3", journal="Nordic Care")
    assert (printed["series"], printed["doi"], printed["kind"]) == ("", "", 0)


@pytest.mark.parametrize(
    ("doi", "cut"),
    [
        ("10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2", False),
        ("10.1002/(sici)1097-0258(19980815/30)17:15/16", True),
        ("10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co", True),
        ("10.1002/1097-0142(20000815)89:4<735::aid-cncr1>3.0.co;2-#", False),
        ("10.1002/1097-0142(20000815)89:4", True),
        ("10.1175/1520-0442(2000)013<1234:abc>2.0.co;2", False),
        ("10.1175/1520-0442(2000)013", True),
        ("10.1890/0012-9658(2006)87[1234:abcd]2.0.co;2", False),
        ("10.1061/(asce)0733-9399(2003)129:1(1)", False),
        ("10.1016/s0140-6736(05)12345-6", False),
        ("10.1016/0140-6736(91)90001-x", False),
        ("10.1007/jhep01(2014)123", False),
        ("10.1136/bmj.c1804", False),
        ("", False),
    ],
)
def test_a_doi_that_lost_its_end_is_marked(doi: str, cut: bool) -> None:
    assert row(doi=doi)["doi"].startswith("cut ") is cut


def test_what_is_longer_than_any_is_cut_for_matching_and_the_record_keeps_it() -> None:
    words = [f"word{number}" for number in range(1_000)]
    long = record(title=" ".join(words), authors=tuple(f"Name{n}a, Given" for n in range(1_000)))
    table = columns([long])
    assert " ".join(words).startswith(table.title[0])
    assert len(table.title[0]) <= LONGEST_TITLE
    assert table.names[0].count("name") == MOST_AUTHORS
    assert len(long.title) > LONGEST_TITLE
