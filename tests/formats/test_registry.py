"""Every format: recognised from its content, read without loss, whatever is in the file."""

import csv
import html
import io
import json
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.errors import Level, ReviewkitError
from reviewkit.formats import registry, writers
from reviewkit.formats.base import Reading, decoded
from tests.conftest import SHARED, shared
from tests.formats.samples import SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_record_is_understood_the_same_in_every_format(name: str) -> None:
    reading = registry.read(SAMPLES[name].encode("utf-8"), "x")
    assert reading.format == name
    (record,) = reading.records
    understood = (
        record.title,
        record.authors,
        record.year,
        record.journal,
        record.volume,
        record.pages,
        record.doi,
    )
    assert understood == ("A title", ("Berg, Nora", "Dahl, Per"), 2020, "A journal", "3", "7-9", "10.1000/x")
    assert [problem for problem in reading.problems if problem.level is not Level.NOTE] == []


def test_every_format_has_a_sample() -> None:
    assert {one.name for one in registry.FORMATS} - set(SAMPLES) == {"ebsco-xml", "ictrp-xml"}


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "endnote-xml"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_encodings_and_line_ends_change_nothing(name: str, encoding: str, end: str) -> None:
    text = SAMPLES[name].replace("A journal", "Årsskrift").replace("\n", end)
    (record,) = registry.read(text.encode(encoding), "x").records
    assert record.journal == "Årsskrift"


def test_the_name_of_a_file_says_nothing_and_a_named_format_is_taken() -> None:
    assert registry.read(SAMPLES["nbib"].encode(), "x.ris").format == "nbib"
    with pytest.raises(ReviewkitError, match="There is no format 'docx'"):
        registry.read(SAMPLES["ris"].encode(), "x", "", "docx")
    with pytest.raises(ReviewkitError, match=r"x: this is RIS.*, not PubMed nbib"):
        registry.read(SAMPLES["ris"].encode(), "x", "", "nbib")
    unsure = registry.read(b"TI only a title\n", "x", "", "wos")
    assert [record.title for record in unsure.records] == ["only a title"]
    empty = registry.read(b"nothing of that kind\n", "x", "", "pubmed-xml")
    assert not empty.records
    assert "is it really pubmed-xml?" in empty.problems[-1].message


QUOTED = [(one, other) for one in SAMPLES for other in SAMPLES if one != other and "A journal" in SAMPLES[one]]


@pytest.mark.parametrize(("name", "other"), QUOTED)
def test_a_record_that_quotes_another_format_stays_in_its_own(name: str, other: str) -> None:
    quote = SAMPLES[other]
    if name.endswith("-xml"):
        quote = html.escape(quote)
    elif name.endswith("-json"):
        quote = json.dumps(quote)[1:-1]
    elif name in ("csv", "embase-rows"):
        quote = quote.replace('"', '""')
    before = '"as in:\n' if name == "csv" else "as in:\n"
    text = SAMPLES[name].replace("A journal", before + quote + '"' * (name == "csv"))
    assert registry.recognised(text, "x").name == name


RIS = "TY  - JOUR\nTI  - One\nER  - \n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("AU  - Berg\nPMID  - 33355555\nTI  - A\nER  -", "ris"),
        ("AU  - Berg\nTI  - A\nPMC  - PMC12\nER  -\n" + RIS, "ris"),
        ("AU  - Berg\nTI  - A\nAB  - as\n@misc{a,\n}\nER  -", "ris"),
        ("AU  - Berg\nTI  - A\nAB  - as\n@berg (2020) for\nER  -", "ris"),
        ("AU  - Berg\nTI  - A\nAB  - as\n<1>\nER  -", "ris"),
        ("<1>\n" + RIS, "ris"),
        ("From: Anna\n@Nora (eller Per): her er treffene\n\n" + RIS, "ris"),
        ("@comment{x}\n" + RIS, "ris"),
        ("a line\n" * 150 + RIS.replace("One", "<PubmedArticle>"), "ris"),
        ('"TITLE","Abstract"\n"AUTHOR NAMES","Berg, N"\n"SOURCE TITLE","J"\n"VOLUME","2"\n', "embase-rows"),
        ("<record>\n<notes>\nTY  - JOUR\n</notes><titles><title>x</title></titles></record>", "endnote-xml"),
        ("<record>\n<notes>\nPMID- 3\n</notes><titles><title>x</title></titles></record>", "endnote-xml"),
    ],
)
def test_the_format_is_that_whose_first_sign_comes_first(text: str, name: str) -> None:
    assert registry.recognised(text, "x").name == name


def test_what_databases_write_above_their_records_hides_no_format() -> None:
    for name, text in SAMPLES.items():
        if not name.endswith(("-json", "-rows", "-tab")):
            assert registry.recognised("Database: Medline\nDate: 2026-11-27\n\n" + text, "x").name == name


def test_what_is_no_format_is_refused_with_the_list_of_those_that_are() -> None:
    with pytest.raises(ReviewkitError, match=r"x:1: no record found, and none of the formats .* ris"):
        registry.read(b"Dear all,\nplease find attached\n", "x")


# --- dialects, with their quirks ------------------------------------------------------------------------------------

words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzæøåéü0123456789()&.,:'"), min_size=1, max_size=12)
sentences = (
    st.lists(words, min_size=1, max_size=8)
    .map(" ".join)
    .filter(lambda text: text[:1].isalnum() and text not in ("na", "nan", "null", "none", "n/a", "unknown"))
)
one_person = st.tuples(st.sampled_from(["Berg", "Ødegård", "van Dijk"]), st.sampled_from(["Nora", "P."]))
people = st.lists(one_person, min_size=1, max_size=3)
references = st.lists(st.tuples(sentences, people, st.integers(1950, 2029), sentences), min_size=1, max_size=4)


# Tags of title and authors, line of the year, tag of the abstract, text before and after a record, mark, line end.
DIALECTS = {
    "Ovid": ("T1", "A1", "Y1  - {}//", "N2", "{n}. \n", "\nLink to the Ovid Full Text: x\n", "", "\n"),
    "EBSCOhost": ("T1", "AU", "Y1  - {0}/11//Nov/Dec{0}", "AB", "", "", "", "\r\n"),
    "ProQuest": ("T1", "AU", "PY  - {0}\nY1  - {0}\nDA  - {0}/01/02/", "AB", "", "", "", "\r\n"),
    "Embase.com": ("T1", "A1", "Y1  - {}", "N2", "", "", "\ufeff", "\n"),
    "Web of Science": ("TI", "AU", "DA  - SEP\nPY  - {}", "AB", "", "", "\ufeff", "\n"),
    "Scopus": ("TI", "AU", "PY  - {}", "AB", "", "", "", "\n"),
    "Publish or Perish": ("TI", "AU", "AU  - ...\nPY  - {}///", "AB", "", "", "\ufeff", "\n"),
    "Zotero": ("TI", "AU", "PY  - {0}\nDA  - {0}/11//undefined", "AB", "", "", "", "\r\n"),
    "Covidence": ("T1", "A1", "Y1  - {}///\nPD  - \nVL  - ", "AB", "", "", "", "\n"),
    "Rayyan": ("TI", "AU", "Y1  - {}\nY2  - 5\nY3  - 1", "AB", "", "", "", "\n"),
}


def in_dialect(name: str, entries: list) -> str:  # type: ignore[type-arg]
    """The references as this database or tool writes RIS."""
    title_tag, author_tag, year_line, abstract_tag, before, after, mark, end = DIALECTS[name]
    body = ""
    for n, (title, names, year, abstract) in enumerate(entries, start=1):
        body += f"{before.format(n=n)}TY  - JOUR\n{title_tag}  - {title}\n"
        body += "".join(f"{author_tag}  - {family}, {given}\n" for family, given in names)
        body += f"{year_line.format(year)}\n{abstract_tag}  - {abstract}\n"
        if name == "EBSCOhost":
            body += "AB  - Copyright of X is the property of Y\n"
        body += f"ER  - \n{after}\n"
    return mark + body.replace("\n", end)


def in_nbib(entries: list) -> str:  # type: ignore[type-arg]
    return "\n".join(
        f"PMID- {n}\nTI  - {title}\n"
        + "".join(f"FAU - {f}, {g}\n" for f, g in names)
        + f"DP  - {year} Jan\nAB  - {abstract}\n"
        for n, (title, names, year, abstract) in enumerate(entries, start=1)
    )


def in_wos(entries: list) -> str:  # type: ignore[type-arg]
    body = ""
    for title, names, year, abstract in entries:
        authors = "\n   ".join(f"{f}, {g}" for f, g in names)
        body += f"PT J\nAU {authors}\nTI {title}\nPY {year}\nAB {abstract}\nER\n\n"
    return f"\ufeffFN Clarivate\nVR 1.0\n{body}EF\n"


def in_xml(entries: list) -> str:  # type: ignore[type-arg]
    from html import escape

    body = ""
    for title, names, year, abstract in entries:
        authors = "".join(f"<author><style face='normal'>{f}, {g}</style></author>" for f, g in names)
        body += (
            f"<record><ref-type name='x'>17</ref-type><contributors><authors>{authors}</authors></contributors>"
        )
        body += (
            f"<titles><title><style>{escape(title[:3])}</style><style>{escape(title[3:])}</style></title></titles>"
        )
        body += f"<dates><year>{year}</year></dates><abstract>{escape(abstract)}</abstract></record>\n"
    return f"<?xml version='1.0'?><xml><records>{body}</records></xml>"


WRITTEN = {
    **{name: (lambda entries, name=name: in_dialect(name, entries)) for name in DIALECTS},
    "nbib": in_nbib,
    "Web of Science, tagged": in_wos,
    "EndNote XML": in_xml,
}


@pytest.mark.parametrize("dialect", WRITTEN)
@given(entries=references)
@settings(max_examples=30)
def test_records_written_in_a_dialect_read_back_as_the_same(dialect: str, entries: list) -> None:  # type: ignore[type-arg]
    found = registry.read(WRITTEN[dialect](entries).encode("utf-8"), "x").records
    from reviewkit.normalize import readable

    assert [(r.title, r.authors, r.year, r.abstract) for r in found] == [
        (readable(title), tuple(dict.fromkeys(f"{f}, {g}" for f, g in names)), year, readable(abstract))
        for title, names, year, abstract in entries
    ]


@pytest.mark.parametrize(
    ("content", "seen"),
    [(b"short", b"short"), (b"one\ntwo\nthree", b"one\n"), (b"one long line", b"one lo"), (b"one\nx", b"one\nx")],
)
def test_a_file_is_looked_at_up_to_its_last_whole_line(
    monkeypatch: pytest.MonkeyPatch, content: bytes, seen: bytes
) -> None:
    monkeypatch.setattr(registry, "LOOK", 6)
    assert registry.first_lines(io.BytesIO(content)) == seen


# --- hostile and broken files ---------------------------------------------------------------------------------------


def test_a_file_that_is_cut_off_keeps_what_comes_before_and_says_so() -> None:
    xml = SAMPLES["endnote-xml"].replace("</records>", "<record><titles><title>lost")
    reading = registry.read(xml.encode(), "x")
    assert len(reading.records) == 1
    assert [problem.code for problem in reading.problems] == ["xml"]
    cut = registry.read((SAMPLES["csl-json"].rstrip()[:-1] + ', {"title": "lost').encode(), "x")
    assert (len(cut.records), [problem.code for problem in cut.problems]) == (1, ["json"])
    bib = registry.read((SAMPLES["bibtex"] + "@article{x, title = {not closed\n").encode(), "x")
    assert (len(bib.records), "bibtex" in {problem.code for problem in bib.problems}) == (2, True)


def test_a_line_of_ten_megabytes_and_nuls_are_harmless() -> None:
    huge = registry.read(("TY  - JOUR\nAB  - " + "a b " * 2_500_000 + "\nER  - \n").encode(), "x")
    assert len(huge.records[0].abstract) == 9_999_999
    nul = registry.read(b"TY  - JOUR\nTI  - a\x00b\nER  - \n", "x")
    assert nul.records[0].fields[1].value == "a\x00b"


MUTATIONS = st.tuples(
    st.sampled_from(["cut", "double", "swap", "insert", "drop"]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from(
        [
            b"\x00",
            b"\xff",
            b"\n",
            b"\r",
            b"{",
            b"}",
            b"<",
            b"&x;",
            b"%",
            b"ER  - \n",
            b"TY  - \n",
            b'"',
            b"\x1b[31m",
        ]
    ),
)


def mutated(data: bytes, changes: list) -> bytes:  # type: ignore[type-arg]
    for kind, one, two, piece in changes:
        start, end = sorted((int(one * len(data)), int(two * len(data))))
        end = min(end, start + 400)
        if kind == "cut":
            data = data[:start]
        elif kind == "double":
            data = data[:end] + data[start:]
        elif kind == "swap":
            data = data[:start] + data[start:end][::-1] + data[end:]
        elif kind == "insert":
            data = data[:start] + piece + data[start:]
        else:
            data = data[:start] + data[end:]
    return data


@given(st.sampled_from(sorted(SAMPLES)), st.lists(MUTATIONS, min_size=1, max_size=4))
@settings(max_examples=300)
def test_mutated_files_give_records_or_a_clear_error(name: str, changes: list) -> None:  # type: ignore[type-arg]
    _survives(mutated((SAMPLES[name] * 3).encode(), changes))


def _survives(data: bytes) -> Reading | None:
    """Never a traceback, never a hang, and no empty answer without a problem that says so."""
    began = time.monotonic()
    try:
        reading = registry.read(data, "x")
    except ReviewkitError:
        return None
    finally:
        assert time.monotonic() - began < 20
    assert reading.records or reading.problems
    "".join(writers.as_jsonl(reading.records))
    "".join(writers.as_ris(reading.records))
    return reading


# --- the corpus -----------------------------------------------------------------------------------------------------

# The index counts marks in the text, which for some formats are not records; the true number and why.
RECOUNTED = {
    "bibtex/python-bibtexparser__bibtex.bib": (1, "an @comment is counted"),
    "bibtex/srdedupe__mini_scopus.bib": (92, "seven @string are counted"),
    "bibtex/zotero_translators__BibTeX_17.bib": (1, "two @string are counted"),
    "endnote-refer/colrev__ais_enl.txt": (6, "four records have no %0"),
    "endnote-refer/colrev__enl_data.enl": (3, "one record has no %0"),
    "endnote-refer/jabref__Endnote.pattern.A.enw": (1, "the record is a single %A"),
    "eric-nbib/colrev__eric_nbib.nbib": (1, "OWN, OID and LID are counted"),
    "eric-nbib/colrev__nbib_data.nbib": (1, "OWN, OID and LID are counted"),
    "ovid-tagged/zotero_translators__OVID_Tagged_05.txt": (2, "the marks <7. > are indented"),
    "pubmed-nbib/jabref__MedlinePlainImporterTestMultiAbstract.txt": (1, "the record has PMC and no PMID"),
    "pubmed-nbib/jabref__MedlinePlainImporterTestMultipleEntries.txt": (7, "two records have no PMID"),
    "pubmed-nbib/zotero_translators__MEDLINEnbib_06.nbib": (4, "OWN, OID and LID are counted"),
}
NO_REFERENCES = ("rayyan-log-csv", "asreview-project")


def corpus() -> list[dict[str, str]]:
    index = SHARED / "exports" / "INDEX.tsv"
    if not index.exists():
        return []
    with index.open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["dialect"] not in NO_REFERENCES]


def expected_count(row: dict[str, str], text: str) -> int | None:
    if row["file"] in RECOUNTED:
        return RECOUNTED[row["file"]][0]
    if row["dialect"] == "pubmed-xml":  # the index counts <PubmedArticle, which <PubmedArticleSet is too
        return len(re.findall(r"<Pubmed(?:Book)?Article[\s>]", text))
    if row["file"].endswith((".Rd", "benchmark_export.csv")) or row["records"] in ("", "-1", "0"):
        return None
    return int(row["records"])


@pytest.mark.thorough
@pytest.mark.parametrize("row", corpus() or [{"file": "absent"}], ids=lambda row: row["file"])
def test_real_files_lose_no_record_and_no_character(row: dict[str, str]) -> None:
    data = shared("exports", row["file"]).read_bytes()
    if not data.strip():
        pytest.skip("an empty file")
    try:
        reading = registry.read(data, row["file"])
    except ReviewkitError:
        assert row["records"] in ("", "0")
        return
    text, _ = decoded(data, row["file"])
    wanted = expected_count(row, text)
    if wanted is not None:
        assert len(reading.records) == wanted
    everything = "".join(f.tag + f.value for r in reading.records for f in r.fields)
    kept = Counter("".join((everything.casefold() if reading.format == "bibtex" else everything).split()))
    wanted_letters = values_in(text, reading)
    assert wanted_letters or not reading.records
    assert {letter: n - kept[letter] for letter, n in wanted_letters.items() if n > kept[letter]} == {}


def values_in(text: str, reading: Reading) -> Counter[str]:
    """Every non-space character of every value of the file, found out independently of our readers."""
    if reading.format.startswith("csv"):
        first = text.lstrip().partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        csv.field_size_limit(2**31 - 1)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        found = "".join(cell for row in rows[1:] for cell in row)
    elif reading.format.endswith("-xml"):
        root = ET.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", text))
        marks = ("PubmedArticle", "PubmedBookArticle", "record", "rec")
        found = "".join("".join(one.itertext()) for mark in marks for one in root.iter(mark))
        if root.tag in marks and not found:
            found = "".join(root.itertext())
    elif reading.format == "csl-json":
        one_a_line = text.lstrip().startswith("{")
        told = [json.loads(line) for line in text.splitlines() if line.strip()] if one_a_line else json.loads(text)
        found = "".join(leaves(told))
    elif reading.format == "bibtex":
        bodies = "".join(entry_bodies(text))
        for name in re.findall(r"(?i)@string\s*[{(]\s*([\w-]+)", text):
            bodies = re.sub(
                rf"(?i)([=#]\s*){re.escape(name)}\b", r"\1", bodies
            )  # its text is in the record instead
        found = "".join(re.findall(r"[^\W_]", bodies)).casefold()
    else:
        found = "".join(line_values(text, reading))
    return Counter("".join(found.split()))


def leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [] if value is None else [value if isinstance(value, str) else json.dumps(value)]


def entry_bodies(text: str) -> list[str]:
    """What stands in the entries of a BibTeX file, from type to last brace, less comments and macros."""
    parts = re.split(r"(?m)^\s*@\s*(?=[A-Za-z]+\s*[{(])", text)[1:]
    return [part[: part.rfind("}")] for part in parts if not re.match(r"(?i)comment|string|preamble", part)]


def line_values(text: str, reading: Reading) -> list[str]:
    """The values of a line format: from the first record on, lines less their tags; what the reader told is outside."""
    begin = min((record.place.line for record in reading.records), default=1)
    outside = {problem.place.line for problem in reading.problems if problem.code == "outside"}
    tag = {
        "ris": r"\s{0,3}[A-Z][A-Z0-9]{1,3}[ \t]{0,3}-",
        "nbib": r"[A-Z0-9]{2,4} {0,2}-",
        "wos": r"([A-Z][A-Z0-9])(?= |$)|^(EF|ER)$",
        "enw": r"%.",
        "refworks": r"[A-Z][A-Z0-9](?= |$)",
        "ovid": r"\s?[A-Z]{2,3}\s{1,2}-|\s?<\s*\d+\s*\.?\s*>",
        "wos-tab": r"(?!)",
    }[reading.format]
    lines = re.split(r"\r\n|\n|\r", text)
    found, inside = [], True
    for number, line in enumerate(lines, start=1):
        if number < begin or number in outside:
            continue
        if reading.format == "ris":
            if re.match(r"\s{0,3}TY[ \t]{1,3}-", line):
                inside = True
            elif not inside and not re.match(tag, line):
                continue
            elif re.match(r"ER[ \t]{1,3}-", line):
                inside = False
                continue
        if reading.format == "wos" and re.match(r"(FN|VR|EF)( |$)", line):
            continue
        if number == begin and reading.format == "wos-tab":
            continue
        found.append(re.sub(rf"^(?:{tag})", "", line))
    return found


@pytest.mark.parametrize("row", corpus()[::7] or [{"file": "absent"}], ids=lambda row: row["file"])
def test_mutated_real_files_give_records_or_a_clear_error(row: dict[str, str]) -> None:
    data = shared("exports", row["file"]).read_bytes()[:60_000]

    @given(st.lists(MUTATIONS, min_size=1, max_size=5))
    @settings(max_examples=8, database=None)
    def survive(changes: list) -> None:  # type: ignore[type-arg]
        _survives(mutated(data, changes))

    survive()


def test_our_jsonl_is_no_other_format_however_it_is_called() -> None:
    ours = "".join(writers.as_jsonl(registry.read(SAMPLES["ris"].encode(), "x").records))
    with pytest.raises(ReviewkitError, match="this is CSL-JSON, and JSON of other tools, not RIS"):
        registry.read(ours.encode(), "x", "", "ris")
    assert registry.read(ours.encode(), "x", "", "csl-json").format == "csl-json"


def test_a_named_format_that_holds_no_record_asks_whether_it_is_that() -> None:
    reading = registry.read(b"nothing of that kind\n", "x", "", "refworks")
    (problem,) = reading.problems[-1:]
    assert problem.message == "no record found in this RefWorks tagged file; is it really refworks?"
    assert str(problem.place) == "x:1"


@pytest.mark.parametrize(
    "line",
    [
        '"text"',
        "[1]",
        '{"id": 1, "fields": 5, "format": "ris"}',
        '{"id": 1, "fields": [5], "format": "ris"}',
        '{"id": 1, "fields": [], "format": ["ris"], "file": "x", "line": 1}',
        '{"id": 1, "fields": [], "format": "ris", "file": "x", "line": 1e999}',
        '{"id": 1, "fields": [{"tag": "TI", "value": "A", "line": 1e999}], "format": "ris", "file": "x", "line": 1}',
        "[" * 100_000,
    ],
)
def test_a_line_of_our_jsonl_that_is_no_record_hides_no_other(line: str) -> None:
    good = (
        '{"id": "", "file": "x", "line": 1, "format": "ris", "fields": [{"tag": "TI", "value": "A", "line": 1}]}'
    )
    reading = registry.read(f"{good}\n{line}\n{good}\n".encode(), "x.jsonl")
    assert [record.title for record in reading.records] == ["A", "A"]
    assert [(str(one.place), one.code) for one in reading.problems] == [("x.jsonl:2", "jsonl")]


@pytest.mark.parametrize("key", ["fields", "line", "tag"])
def test_a_key_that_is_twice_in_a_line_of_our_jsonl_drops_nothing_in_silence(key: str) -> None:
    whole = "".join(writers.as_jsonl(registry.read(SAMPLES["ris"].encode(), "x.ris").records))
    twice = whole.replace(f'"{key}": ', f'"{key}": 7, "{key}": ', 1)
    reading = registry.read((whole + twice).encode(), "x.jsonl")
    assert len(reading.records) == 1
    assert [(one.place.line, one.code, one.level) for one in reading.problems] == [(2, "jsonl", Level.ERROR)]


def test_the_last_line_is_the_last_line_whether_it_ends_or_not() -> None:
    """A file that is read line by line has no line after its last; the line that is named is the same."""
    for end in ("\n", ""):
        (problem,) = registry.read(f"TY  - JOUR\nTI  - A title{end}".encode(), "x").problems
        assert problem.message == "record without ER; it was ended at line 2"
