"""JSON: every value becomes a field named by its path; our own JSONL reads back as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level, Place
from reviewkit.formats import registry, writers
from reviewkit.formats.base import Reading
from reviewkit.formats.json import CSL_JSON, KNOWN, line_of, recognises_ours
from reviewkit.model import UNDERSTOOD, Field, Record
from tests.formats.samples import SAMPLES

VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(VALUES, inner, max_size=3),
    max_leaves=8,
)


def read(value: object) -> Reading:
    text = value if isinstance(value, str) else json.dumps(value)
    return registry.read(text.encode("utf-8"), "x.json", "", "csl-json")


def fields(record: Record) -> list[tuple[str, str]]:
    return [(item.tag, item.value) for item in record.fields]


def one(**known: object) -> Record:
    (record,) = read([known]).records
    return record


def test_every_value_is_a_field_named_by_its_path() -> None:
    record = one(title=" A ", a={"b": [1, {"c": True}], "d": None, "e": 1.50}, f=[])
    assert fields(record) == [("title", "A"), ("a/b/0", "1"), ("a/b/1/c", "true"), ("a/e", "1.5")]


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "A"}, {"title": "B"}]',
        '{"title": "A"}\n{"title": "B"}\n',
        '{"title": "A"}{"title": "B"}',
        '{"items": [{"title": "A"}, {"title": "B"}], "total": 2}',
        '{"references": [{"title": "A"}, {"title": "B"}]}',
        '\n[\n{"title": "A"}\n,\n{"title": "B"}\n]\n',
        '[[{"title": "A"}], [{"title": "B"}]]',
    ],
)
def test_records_are_in_arrays_on_lines_or_in_a_list_of_items(text: str) -> None:
    reading = read(text)
    assert [record.title for record in reading.records] == ["A", "B"]
    assert reading.problems == ()


def test_a_record_knows_its_line() -> None:
    assert [record.place.line for record in read('[\n{"title": "A"},\n\n{"title":\n"B"}]').records] == [2, 4]


def test_what_is_no_object_is_reported() -> None:
    reading = read('[{"title": "A"},\n5, "words", null]')
    assert len(reading.records) == 1
    assert [(problem.place.line, problem.code) for problem in reading.problems] == [(2, "outside")] * 3
    assert reading.problems[1].message == "not a record, left in the export: words"


@pytest.mark.parametrize(
    "end", ['{"title": "lost', '{"title" "x"}', "{'title': 'x'}", "nonsense", "}", '{"a": 1,}']
)
def test_a_file_that_is_cut_off_keeps_what_comes_before_and_says_where(end: str) -> None:
    reading = read('[{"title": "A"},\n' + end)
    assert [record.title for record in reading.records] == ["A"]
    (problem,) = reading.problems
    assert (problem.code, problem.level, problem.place.line) == ("json", Level.ERROR, 2)


def test_control_characters_in_texts_are_read() -> None:
    assert one(title="x").title == "x"
    assert read('[{"title": "a\tb\x07"}]').records[0].fields[0].value == "a\tb\x07"


def test_deeply_nested_json_is_no_traceback() -> None:
    reading = registry.read(('[{"title": "x"}, ' + "[" * 100_000).encode(), "x")
    assert [record.title for record in reading.records] == ["x"]


def test_our_jsonl_tells_a_line_that_is_none() -> None:
    good = "".join(writers.as_jsonl(registry.read(SAMPLES["ris"].encode(), "x").records))
    reading = registry.read((good + '{"id": 3}\n').encode(), "y")
    assert len(reading.records) == 1
    assert [(problem.place.line, problem.code) for problem in reading.problems] == [(2, "jsonl")]
    assert recognises_ours(good)


@pytest.mark.parametrize("name", SAMPLES)
def test_jsonl_holds_every_raw_field_and_reads_back(name: str) -> None:
    records = registry.read(SAMPLES[name].encode(), "x").records
    lines = "".join(writers.as_jsonl(records))
    again = registry.read(lines.encode(), "y.jsonl")
    assert again.format == registry.JSONL
    assert again.records == records
    told = json.loads(lines)
    assert set(told) == {"id", "file", "line", "format", "producer", "fields", "record"}
    assert [(f["tag"], f["value"], f["line"]) for f in told["fields"]] == [tuple(f) for f in records[0].fields]


@given(
    st.lists(
        st.dictionaries(VALUES, JSON, max_size=3).map(lambda value: {**value, "title": "A"}),
        min_size=1,
        max_size=3,
    )
)
def test_no_text_of_any_json_is_lost(values: list[dict[str, object]]) -> None:
    reading = read({"items": values})

    def leaves(value: object) -> list[str]:
        if isinstance(value, dict):
            return [leaf for inner in value.values() for leaf in leaves(inner)]
        if isinstance(value, list):
            return [leaf for inner in value for leaf in leaves(inner)]
        if value is None:
            return []
        return [value.strip() if isinstance(value, str) else json.dumps(value)]

    found = [[item.value for item in record.fields] for record in reading.records]
    assert found == [leaves(value) for value in values]


@pytest.mark.parametrize("empty", [{}, {"title": None}, {"author": []}])
def test_an_object_without_a_value_stops_nothing(empty: dict[str, object]) -> None:
    assert [record.title for record in read([empty, {"title": "A"}]).records][-1] == "A"


# --- CSL-JSON and others --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "authors"),
    [
        ({"author": [{"family": "Berg", "given": "Nora"}, {"family": "Dahl"}]}, ("Berg, Nora", "Dahl")),
        ({"author": [{"literal": "The Group"}]}, ("The Group",)),
        ({"author": [{"literal": "WHO; Regional Office"}, {"family": "Berg"}]}, ("WHO; Regional Office", "Berg")),
        ({"authors": ["Nora Berg", "Per Dahl"]}, ("Nora Berg", "Per Dahl")),
        ({"authors": "Berg, N; Dahl, P"}, ("Berg, N", "Dahl, P")),
        ({"author": "Berg, N"}, ("Berg, N",)),
        ({"author": [{"given": "Nora"}]}, ()),
        ({"author": []}, ()),
    ],
)
def test_names_have_many_shapes(known: dict[str, object], authors: tuple[str, ...]) -> None:
    assert one(title="A", **known).authors == authors


@pytest.mark.parametrize(
    ("known", "understood"),
    [
        ({"issued": {"date-parts": [[2020, 5]]}}, {"year": 2020}),
        ({"issued": {"raw": "May 2019"}}, {"year": 2019}),
        ({"issued": {"literal": "2018"}}, {"year": 2018}),
        ({"year": 2017}, {"year": 2017}),
        ({"published_year": "2016"}, {"year": 2016}),
        ({"container-title": ["J"]}, {"journal": "J"}),
        ({"journal": "J", "issue": 4, "volume": 3}, {"journal": "J", "issue": "4", "volume": "3"}),
        ({"page": "457-60"}, {"pages": "457-460"}),
        ({"URL": "https://doi.org/10.1000/X"}, {"doi": "10.1000/x"}),
        ({"PMID": 123456}, {"pmid": "123456"}),
        ({"pmid": "123456", "doi": "10.1000/x"}, {"pmid": "123456", "doi": "10.1000/x"}),
        (
            {"url": "https://doi.org/10.1000/X", "source": "J", "number": 4},
            {"doi": "10.1000/x", "journal": "J", "issue": "4"},
        ),
        ({"pages": "7-9", "type": "book", "issued": "2015"}, {"pages": "7-9", "kind": "book", "year": 2015}),
        ({"abstract": "<p>Words</p>", "language": "nb"}, {"abstract": "Words", "language": "nb"}),
    ],
)
def test_keys_are_understood(known: dict[str, object], understood: dict[str, object]) -> None:
    record = one(title="A", **known)
    assert {name: getattr(record, name) for name in understood} == understood


def test_a_particle_belongs_to_the_name() -> None:
    person = {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"}
    assert one(title="A", author=[person]).authors == ("van den Berg, Jan",)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ('[{"title": "A"}]', True),
        (' \n{"id" : 3}', True),
        ('{"items": [{"type": "x"}]}', True),
        ("[1, 2]", False),
        ('"title": "A"', False),
        ("", False),
    ],
)
def test_it_is_recognised_by_its_brackets_and_a_key(text: str, is_one: bool) -> None:
    assert CSL_JSON.recognises(text) is is_one


# --- our JSONL ------------------------------------------------------------------------------------------------------


def test_a_line_holds_where_a_record_came_from_its_fields_and_what_is_understood() -> None:
    (record,) = registry.read(SAMPLES["nbib"].encode(), "x.nbib").records
    told = json.loads(line_of(record))
    assert (told["file"], told["line"], told["format"], told["producer"]) == ("x.nbib", 1, "nbib", "PubMed")
    assert set(told["record"]) == set(KNOWN) == set(UNDERSTOOD)
    assert told["record"]["authors"] == ["Berg, Nora", "Dahl, Per"]


@given(
    st.lists(st.tuples(VALUES, VALUES, st.integers(0, 10**6)), min_size=1, max_size=6),
    VALUES,
    st.sampled_from(sorted(registry.BY_NAME)),
)
def test_any_field_of_any_format_reads_back_from_jsonl(
    entries: list[tuple[str, str, int]], path: str, name: str
) -> None:
    fields = tuple(Field(*entry) for entry in entries)
    record = registry.BY_NAME[name].understood(Record("a-0001", "", Place(path, 3), fields, format=name))
    line = line_of(record)
    assert "\n" not in line
    reading = registry.read((line + "\n").encode("utf-8"), "y")
    assert reading.format == registry.JSONL
    assert reading.records == (record,)
    assert line_of(reading.records[0]) == line


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        "5",
        "not json",
        '{"fields": [], "format": "word", "file": "x", "line": 1}',
        '{"fields": [{"tag": "TI"}], "format": "ris", "file": "x", "line": 1}',
        '{"fields": [], "format": "ris", "file": "x", "line": "one"}',
        '{"fields": 5, "format": "ris", "file": "x", "line": 1}',
    ],
)
def test_a_line_that_is_no_record_is_reported_and_the_others_are_read(line: str) -> None:
    good = "".join(writers.as_jsonl(registry.read(SAMPLES["ris"].encode(), "x").records))
    reading = registry.read((good + line + "\n\n" + good).encode(), "y")
    assert len(reading.records) == 2
    (problem,) = reading.problems
    assert (problem.place.line, problem.code, problem.level) == (2, "jsonl", Level.ERROR)


@pytest.mark.parametrize("text", ["", '{"id": 3}', '[{"id": "", "fields": [], "format": "ris"}]', "TY  - JOUR"])
def test_other_json_is_not_ours(text: str) -> None:
    assert not recognises_ours(text)


def test_a_key_that_is_there_twice_keeps_both_values() -> None:
    (record,) = registry.read(b'[{"title": "A", "note": {"x": 1, "x": 2}, "title": "B"}]', "x.json").records
    assert [(item.tag, item.value) for item in record.fields] == [
        ("title", "A"),
        ("note/x", "1"),
        ("note/x", "2"),
        ("title", "B"),
    ]
    assert record.title == "A"


@pytest.mark.parametrize("depth", [200, 900, 990, 5000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [('{"a":', "}"), ("[", "]")])
def test_json_of_any_depth_is_no_traceback(depth: int, opening: str, closing: str) -> None:
    text = f'[{{"title": "A"}}, {{"title": "B", "deep": {opening * depth}1{closing * depth}}}]'
    reading = registry.read(text.encode(), "x.json", "", "csl-json")
    assert [record.title for record in reading.records] in (["A", "B"], ["A"], [])
    assert len(reading.records) == 2 or reading.problems[0].code == "json"


@pytest.mark.parametrize(
    "empty", ["{}", '{"title": null}', '{"a": {"b": [null, {}]}}', "[]", "[[]]", "null", "[null]"]
)
def test_a_file_of_nothing_has_no_record_and_says_so(empty: str) -> None:
    reading = registry.read(f"[{empty}]".encode(), "x.json", "", "csl-json")
    assert reading.records == ()
    assert reading.problems[-1].code == "no-records"


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}, "van Beethoven, Ludwig"),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, "King, Martin Luther, Jr."),
        ({"family": "Dijk", "non-dropping-particle": "van"}, "van Dijk"),
        ({"family": "Berg", "given": ""}, "Berg"),
    ],
)
def test_every_part_of_a_name_is_in_it(person: dict[str, str], name: str) -> None:
    assert one(title="A", author=[person]).authors == (name,)


def test_half_of_a_letter_is_replaced_and_noted() -> None:
    reading = registry.read(b'[{"title": "a\\ud800b", "x\\udfff": "c"}, {"title": "\\ud83d\\ude00"}]', "x.json")
    assert [(item.tag, item.value) for item in reading.records[0].fields] == [
        ("title", "a\ufffdb"),
        ("x\ufffd", "c"),
    ]
    assert reading.records[1].title == "\U0001f600"
    assert [(str(one.place), one.code) for one in reading.problems] == [("x.json:1", "signs")]
    field = b'{"tag": "TI", "value": "\\ud800", "line": 1}'
    ours = b'{"id": "", "file": "x", "line": 1, "format": "ris", "fields": [' + field + b"]}"
    assert [problem.code for problem in registry.read(ours, "x.jsonl").problems] == ["signs"]


def test_half_a_letter_in_the_file_name_or_id_of_our_jsonl_is_replaced() -> None:
    line = b'{"id": "a\\ud800", "file": "\\udc00.ris", "line": 3, "format": "ris", "fields": [], "record": {}}'
    (record,) = registry.read(line, "x.jsonl").records
    assert (record.id, record.place.path) == ("a\ufffd", "\ufffd.ris")


@pytest.mark.parametrize(
    ("known", "year"),
    [
        ({"published": {"date-parts": [[2021, 5]]}}, 2021),
        ({"issued": {"date-parts": [[2022]]}, "published": {"date-parts": [[2021]]}}, 2022),
        ({"published-online": {"date-parts": [["2020"]]}}, 2020),
        ({"issued": {"raw": "May 2019"}}, 2019),
        ({"issued": "2018-05"}, 2018),
        ({"issued": {"date-parts": [2017]}}, 2017),
    ],
)
def test_the_year_is_that_of_the_issue_else_that_of_publication(known: dict[str, object], year: int) -> None:
    assert one(title="A", **known).year == year


def test_titles_in_lists_groups_and_article_numbers_are_understood() -> None:
    known = one(
        title=["A"],
        author=[{"name": "The Group"}, {"family": "Berg", "dropping-particle": "da"}],
        **{"article-number": "e7"},
    )
    assert (known.title, known.authors, known.pages) == ("A", ("The Group", "da Berg"), "e7")


@pytest.mark.parametrize("number", ["9" * 400, "9" * 5000, "-" + "9" * 5000, "1e999", "-1e999"])
def test_a_number_larger_than_any_stays_as_it_is_written_and_ends_nothing(number: str) -> None:
    data = f'[{{"title": "a", "volume": {number}}}, {{"title": "b"}}]'.encode()
    reading = registry.read(data, "x.json")
    assert [record.title for record in reading.records] == ["a", "b"]
    assert [item.value for item in reading.records[0].fields] == ["a", number]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        '{"items": [{"title": "A"}], "items": [{"title": "B"}]}',
        '{"items": [{"title": "A"}], "references": [{"title": "B"}]}',
        '{"status": "ok", "message": {"total-results": 2, "items": [{"title": "A"}, {"title": "B"}]}}',
        '{"resultList": {"result": [{"title": "A"}, {"title": "B"}]}}',
        '{"meta": {"count": 2}, "results": [{"title": "A"}, {"title": "B"}]}',
    ],
)
def test_every_record_that_is_wrapped_is_read(text: str) -> None:
    assert [record.title for record in registry.read(text.encode(), "x.json").records] == ["A", "B"]


def test_a_record_that_cites_others_is_one_record() -> None:
    text = '[{"paperId": "1", "title": "A", "references": [{"title": "Cited"}]}, {"title": "B", "references": []}]'
    assert [record.title for record in registry.read(text.encode(), "x.json").records] == ["A", "B"]
