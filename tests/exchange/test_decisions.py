"""Decisions as other tools write them, matched to the review's records."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from reviewkit.errors import Place, ReviewkitError
from reviewkit.exchange.decisions import imported_decisions, matched
from reviewkit.exchange.imported import ImportedDecision
from reviewkit.model import ExclusionReason, Protocol, Record, Reviewer, two_stages
from reviewkit.words import Choice
from tests.builders import Stages, record, stages_of
from tests.conftest import shared

RECORDS = {
    one.id: one
    for one in (
        record("s-0001", title="Safe at home: a study", year=2020, doi="10.1/a"),
        record("s-0002", title="Another one", year=2019, pmid="123456"),
        record("s-0003", title="Trygg på Åsen", year=2021),
    )
}
PROTOCOL = Protocol(
    "x",
    reviewers=(
        Reviewer("a", "Anna", addresses=("anna@example.org",)),
        Reviewer("b", addresses=("b@example.org",)),
    ),
    reasons=(
        ExclusionReason("population", {"en": "Wrong population", "nb": "Feil utvalg"}),
        ExclusionReason("outcome"),
    ),
    stages=two_stages(),
)
ARTICLES = (
    "key,title,year,doi,pubmed_id,notes\n"
    'rayyan-1,Safe at home – a study,2020,10.1/A,,"note | RAYYAN-INCLUSION: {""anna@example.org""=>""Included"", '
    '""b@example.org"" => ""Excluded""} | RAYYAN-EXCLUSION-REASONS: wrong population"\n'
    "rayyan-2,ANOTHER ONE.,2019,,123456,\n"
    'rayyan-3,Trygg pa Asen,2021,,,"reviewkit:s-0003"\n'
)
LOG = (
    "created_at,user_id,user_email,article_id,key,value\n"
    "2025-05-06T10:00:00Z,1,anna@example.org,1,included,1\n"
    "2025-05-06T10:01:00Z,1,anna@example.org,1,included,-1\n"
    '2025-05-06T10:02:00Z,1,anna@example.org,1,"""__EXR__Feil utvalg""",1\n'
    '2025-05-06T10:03:00Z,1,anna@example.org,1,"""__EXR__outcome""",1\n'
    '2025-05-06T10:04:00Z,1,anna@example.org,1,"""__EXR__outcome""",deleted\n'
    "2025-05-06T10:05:00Z,2,b@example.org,2,included,0\n"
    "2025-05-06T10:06:00Z,2,b@example.org,3,included__SYSTEM__STAGE__77,1\n"
    '2025-05-06T10:07:00Z,0,rayyan@rayyan.ai,3,"""__SYSTEM__STAGE__77""",1\n'
)


def with_file(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"export/{name}.csv", text)
    return out.getvalue()


def simple(data: bytes) -> list[tuple[str, str, str, str, str]]:
    """Who, record, decision, reason, stage of what could be matched."""
    found, problems = matched(imported_decisions(data, "x"), RECORDS, PROTOCOL)
    assert problems == ()
    return [(one.reviewer, one.record, one.decision.choice.value, one.reason, one.stage) for one in found]


def test_rayyan_s_log_is_replayed_to_each_reviewer_s_last_word() -> None:
    assert simple(zipped(articles=ARTICLES, customizations_log=LOG)) == [
        ("a", "s-0001", "exclude", "population", "title-abstract"),
        ("b", "s-0002", "maybe", "", "title-abstract"),
        ("b", "s-0003", "include", "", "full-text"),
    ]


def test_without_the_log_rayyan_s_notes_are_read() -> None:
    expected = [
        ("a", "s-0001", "include", "", "title-abstract"),
        ("b", "s-0001", "exclude", "population", "title-abstract"),
    ]
    assert simple(zipped(articles=ARTICLES)) == expected
    assert simple(ARTICLES.encode()) == expected


def test_rayyan_s_ris_is_read() -> None:
    ris = (
        "TY  - JOUR\nTI  - Safe at home: a study\nPY  - 2020\n"
        'N1  - RAYYAN-INCLUSION: {"Anna"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: outcome\nER  - \n'
    )
    assert simple(ris.encode()) == [("a", "s-0001", "exclude", "outcome", "title-abstract")]


def test_a_plain_table_is_read_with_any_delimiter() -> None:
    for delimiter in ",;\t":
        text = "Record,Reviewer,Decision,Reason,Stage\ns-0001,a,Excluded,population,full-text\n".replace(
            ",", delimiter
        )
        assert simple(text.encode()) == [("a", "s-0001", "exclude", "population", "full-text")]


def test_a_note_that_quotes_ris_is_a_note() -> None:
    note = b'"as exported:\r\nTY  - JOUR\r\nTI  - x\r\nER  - "'
    found = imported_decisions(
        b"record,reviewer,decision,note\r\na,x,include," + note + b"\r\nb,x,exclude,\r\n", "x"
    )
    assert [one.choice for one in found] == [Choice.INCLUDE, Choice.EXCLUDE]


@pytest.mark.parametrize(
    "above",
    [
        "Exported from Rayyan, 27 November 2026\n\n",
        "Provider: Rayyan; 12 records\n",
        "Content-Type: text/plain; charset=utf-8\n",
        "a, b\n",
    ],
)
def test_a_line_above_the_records_makes_no_table_of_ris(above: str) -> None:
    record = 'TY  - JOUR\nTI  - Trust\nN1  - RAYYAN-INCLUSION: {"Anna"=>"Included"}\nER  - \n'
    assert [one.choice for one in imported_decisions(f"{above}{record}".encode(), "x.ris")] == [Choice.INCLUDE]


def test_the_first_of_several_reasons_in_the_log_is_the_main_one() -> None:
    log = LOG.replace("10:04:00Z,1,anna@example.org,1,", "10:04:00Z,1,anna@example.org,9,")
    found, _ = matched(
        imported_decisions(zipped(articles=ARTICLES, customizations_log=log), "x"), RECORDS, PROTOCOL
    )
    assert (found[0].reason, found[0].other_reasons) == ("population", ("outcome",))


def test_what_cannot_be_matched_is_reported_with_its_line_and_addresses_are_not_repeated() -> None:
    text = (
        "record,reviewer,decision,reason,stage\n"
        "s-9,a,include,,\ns-0001,carl.hidden@example.org,include,,\ns-0001,a,exclude,boredom,\ns-0001,a,include,,later\n"
    )
    _, problems = matched(imported_decisions(text.encode(), "x.csv"), RECORDS, PROTOCOL)
    assert [str(problem).partition(";")[0] for problem in problems] == [
        "x.csv:2: no record of the review matches 's-9'",
        "x.csv:3: the reviewer 'ca...@example.org' is not in review.yaml",
        "x.csv:4: the exclusion reason 'boredom' is not in review.yaml",
        "x.csv:5: the stage 'later' is none of this review's (title-abstract, full-text, or before-screening)",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"record,decision\ns-1,include\n", "x:1: these columns are missing: reviewer"),
        (b"record,reviewer,decision\ns-1,a,perhaps\n", "x:2: the decision is 'perhaps'"),
        (LOG.encode(), "Give the whole zip"),
        (b"PK\x03\x04 broken", "the zip is damaged"),
        (zipped(other="x"), "the zip has no articles.csv"),
        (with_file("mimetype"), "this is a document of LibreOffice or Numbers"),
        (with_file("Index/Document.iwa"), "this is a document of LibreOffice or Numbers"),
        (b"\xd0\xcf\x11\xe0 old", "this is a file of an older Excel (.xls). Save it as .xlsx"),
        (b"", "empty"),
    ],
)
def test_what_is_no_table_of_decisions_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(ReviewkitError, match=re.escape(said)):
        imported_decisions(data, "x")


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewkit.limits.MEMBER", 1000)
    with pytest.raises(ReviewkitError, match="becomes too large when it is unpacked"):
        imported_decisions(zipped(articles="a" * 5000), "x")


@pytest.mark.parametrize("name", ["1_rayyanR__customizations_log.csv", "rayyanR__customizations_log.csv"])
def test_real_rayyan_logs_replay(name: str) -> None:
    """Every article that somebody decided on in the log has that reviewer's last value."""
    import csv

    text = shared("exports", "rayyan-log-csv", name).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    last = {
        (row["article_id"], row["user_email"]): {"1": "include", "0": "maybe", "-1": "exclude"}[row["value"]]
        for row in rows
        if row["key"].strip('"') == "included"
    }
    articles = "key,title,notes\n" + "".join(f"rayyan-{key},Title {key},\n" for key in {one for one, _ in last})
    found = imported_decisions(zipped(articles=articles, customizations_log=text), "x")
    assert {
        (one.title.removeprefix("Title "), one.reviewer): one.choice.value for one in found if not one.later_stage
    } == last


# --- which record ---------------------------------------------------------------------------------------------------


def given(**known: object) -> ImportedDecision:
    """An exclusion by a, and what else is known of it."""
    return ImportedDecision(Place("x.csv", 2), "a", Choice.EXCLUDE, **known)  # type: ignore[arg-type]


def found_by(records: list[Record], **known: object) -> tuple[str, str]:
    """The record that is found, and the code of what is wrong."""
    result, problems = matched([given(**known)], {one.id: one for one in records}, PROTOCOL)
    return (result[0].record if result else "", problems[0].code if problems else "")


ONE = record("s-0001", title="Safe at home: a study", year=2020, doi="10.1000/a", pmid="11")
OTHER = record("s-0002", title="Another one of them", year=2019, doi="10.1000/b", pmid="22")


@pytest.mark.parametrize(
    ("known", "record_id"),
    [
        ({"record": "s-0002"}, "s-0002"),
        ({"doi": "10.1000/b"}, "s-0002"),
        ({"pmid": "22"}, "s-0002"),
        ({"title": "ANOTHER, one (of them)", "year": 2019}, "s-0002"),
        ({"doi": "10.1000/a", "pmid": "99"}, "s-0001"),
        ({"record": "s-9999", "doi": "10.1000/b"}, "s-0002"),
        ({"title": "Another one of them", "year": 2018}, ""),
        ({"title": "Another one of them"}, ""),
        ({"title": "!?", "year": 2019}, ""),
        ({}, ""),
    ],
)
def test_a_record_is_found_by_our_id_then_doi_then_pubmed_id_then_title_and_year(
    known: dict[str, object], record_id: str
) -> None:
    assert found_by([ONE, OTHER], **known) == (record_id, "" if record_id else "no-record")


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"doi": "10.1000/zzz"}, "other-record"),
        ({"title": "Quite another work on money"}, "other-record"),
        ({"title": "Safe at home"}, ""),
        ({"title": "Safe at home: a study of nurses"}, ""),
        ({"title": "Quite another title", "doi": "10.1000/a"}, ""),
        ({"title": ""}, ""),
    ],
)
def test_a_line_with_our_id_that_is_about_another_work_is_reported(known: dict[str, object], code: str) -> None:
    assert found_by([ONE, OTHER], record="s-0001", **known) == ("" if code else "s-0001", code)


@pytest.mark.parametrize(
    "known",
    [
        {"doi": "10.1000/a", "pmid": "22"},
        {"record": "s-0001", "pmid": "22"},
        {"record": "s-0001", "title": "Another one of them", "year": 2019},
        {"record": "s-0001", "other_ids": ("s-0002",)},
    ],
)
def test_a_line_whose_keys_lead_to_two_reports_is_about_neither(known: dict[str, object]) -> None:
    record_id, code = found_by([ONE, OTHER], **known)
    assert record_id == ""
    assert code in ("other-record", "no-record")


EDITORIALS = [
    record("s-0001", title="Editorial", year=2020, doi="10.1000/a", journal="J"),
    record("s-0002", title="Editorial", year=2020, doi="10.1000/b", journal="K"),
    record("s-0003", title="Editorial", year=2020, pmid="77"),
]


def test_a_key_that_two_works_share_finds_none() -> None:
    assert found_by(EDITORIALS, title="Editorial", year=2020) == ("", "no-record")


def test_the_records_that_a_line_could_be_about_are_named() -> None:
    line = given(title="Editorial", year=2020)
    result, (problem,) = matched([line], {one.id: one for one in EDITORIALS}, PROTOCOL)
    assert result == ()
    assert str(problem).startswith(
        "x.csv:2: 'Editorial' can be any of 3 records of this review: s-0001, s-0002, s-0003. "
    )
    many = [record(f"s-{n:04d}", title="News", year=2020) for n in range(9)]
    _, (problem,) = matched([given(title="News", year=2020)], {one.id: one for one in many}, PROTOCOL)
    assert "s-0000, s-0001, s-0002, s-0003, s-0004 and 4 more." in problem.message


@pytest.mark.parametrize(
    ("known", "record_id"),
    [({"doi": "10.1000/b"}, "s-0002"), ({"pmid": "77"}, "s-0003"), ({"doi": "10.1000/a", "pmid": "77"}, "s-0001")],
)
def test_a_stronger_key_tells_between_works_of_one_title(known: dict[str, object], record_id: str) -> None:
    assert found_by(EDITORIALS, title="Editorial", year=2020, **known) == (record_id, "")


def test_records_of_one_report_are_one_work() -> None:
    records = {one.id: one for one in EDITORIALS}
    line = given(title="Editorial", year=2020)
    joined = {"s-0001": "s-0001", "s-0002": "s-0001", "s-0003": "s-0001"}
    assert [one.record for one in matched([line], records, PROTOCOL, "", joined)[0]] == ["s-0001"]
    apart = {**joined, "s-0003": "s-0003"}
    (problem,) = matched([line], records, PROTOCOL, "", apart)[1]
    assert "any of 2 records of this review: s-0001, s-0003. " in problem.message


def test_the_title_tells_between_works_that_share_a_doi() -> None:
    abstracts = [
        record("s-0001", title="One abstract of a congress", year=2020, doi="10.1000/book"),
        record("s-0002", title="Another abstract", year=2020, doi="10.1000/book"),
    ]
    assert found_by(abstracts, doi="10.1000/book", title="Another abstract", year=2020) == ("s-0002", "")
    assert found_by(abstracts, doi="10.1000/book", title="A third", year=2020) == ("", "no-record")
    assert found_by(abstracts, doi="10.1000/book") == ("", "no-record")


@pytest.mark.parametrize("known", [{"doi": "10.1000/zzz"}, {"pmid": "99"}])
def test_a_work_of_the_same_title_with_another_doi_or_pubmed_id_is_another(known: dict[str, object]) -> None:
    assert found_by([ONE], title=ONE.title, year=ONE.year, **known) == ("", "no-record")


# --- whose, at which stage, why -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reviewer"),
    [("a", "a"), ("A", "a"), (" anna ", "a"), ("ANNA@example.org", "a"), ("b", "b"), ("", "b"), ("c", None)],
)
def test_a_reviewer_is_known_by_id_name_or_address_and_nobody_is_the_importer(
    name: str, reviewer: str | None
) -> None:
    result, problems = matched([replace(given(record="s-0001"), reviewer=name)], {"s-0001": ONE}, PROTOCOL, "b")
    assert ([one.reviewer for one in result] or [None]) == [reviewer]
    assert len(problems) == (reviewer is None)


@pytest.mark.parametrize(
    ("stages", "known", "stage"),
    [
        (Stages.TWO, {}, "title-abstract"),
        (Stages.TWO, {"later_stage": True}, "full-text"),
        (Stages.TWO, {"stage": "Full-Text"}, "full-text"),
        (Stages.ONE, {}, "screening"),
        (Stages.ONE, {"later_stage": True}, "screening"),
        (Stages.ONE, {"stage": "full-text"}, None),
        (Stages.TWO, {"stage": "before-screening"}, "before-screening"),
        (Stages.ONE, {"stage": "før screening"}, "before-screening"),
        (Stages.TWO, {"stage": "fulltekst"}, "full-text"),
        (Stages.TWO, {"stage": "Tittel og sammendrag"}, "title-abstract"),
        (Stages.ONE, {"stage": "fulltekst"}, None),
    ],
)
def test_a_stage_is_one_of_the_review_s(stages: Stages, known: dict[str, object], stage: str | None) -> None:
    result, _ = matched(
        [given(record="s-0001", **known)], {"s-0001": ONE}, replace(PROTOCOL, stages=stages_of(stages))
    )
    assert ([one.stage for one in result] or [None]) == [stage]


@pytest.mark.parametrize("word", ["population", "Wrong population", "feil utvalg", " FEIL UTVALG "])
def test_a_reason_is_known_by_id_and_by_its_labels(word: str) -> None:
    result, _ = matched([given(record="s-0001", reasons=(word,))], {"s-0001": ONE}, PROTOCOL)
    assert result[0].reason == "population"


def test_a_reason_whose_name_has_commas_is_found_in_a_list_with_commas() -> None:
    plan = replace(PROTOCOL, reasons=(*PROTOCOL.reasons, ExclusionReason("ward", {"en": "Hospital, not home"})))
    words = ("Wrong population", "hospital", "not home")
    result, _ = matched([given(record="s-0001", reasons=words)], {"s-0001": ONE}, plan)
    assert (result[0].reason, result[0].other_reasons) == ("population", ("ward",))


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (("not adults",), "minors"),
        (("not adults", "seen by both"), "minors"),
        (("seen by both",), "population"),
        ((), "population"),
    ],
)
def test_a_reason_whose_name_has_a_semicolon_is_not_cut_to_another(after: tuple[str, ...], reason: str) -> None:
    minors = ExclusionReason("minors", {"en": "Wrong population; not adults"})
    plan = replace(PROTOCOL, reasons=(*PROTOCOL.reasons, minors))
    line = given(record="s-0001", reasons=("Wrong population",), after_reason=after)
    ((found,), problems) = matched([line], {"s-0001": ONE}, plan)
    assert (found.reason, found.other_reasons, problems) == (reason, (), ())


def test_a_reason_given_twice_is_one_reason() -> None:
    result, _ = matched(
        [given(record="s-0001", reasons=("population", "Feil utvalg"), note="n")], {"s-0001": ONE}, PROTOCOL
    )
    assert (result[0].reason, result[0].note) == ("population", "n")


def test_everything_that_is_wrong_with_a_line_is_reported_at_once() -> None:
    bad = replace(
        given(record="s-9", stage="later", reasons=("boredom",), at="yesterday"), reviewer="carl@example.org"
    )
    result, problems = matched([bad], {"s-0001": ONE}, PROTOCOL)
    assert result == ()
    assert [problem.code for problem in problems] == ["no-record", *["decision"] * 4]
    assert all(str(problem).startswith("x.csv:2: ") for problem in problems)
    assert "carl@" not in " ".join(map(str, problems))


@pytest.mark.parametrize("at", ["2026-01-31T09:30:00Z", "2026-01-31 09:30:00 UTC", "2026-01-31", ""])
def test_times_are_read_as_tools_write_them(at: str) -> None:
    assert matched([given(record="s-0001", at=at)], {"s-0001": ONE}, PROTOCOL)[1] == ()


def test_a_plain_table_may_name_a_doi_instead_of_our_id() -> None:
    text = "record,reviewer,decision,doi,title,year,note,at\n,a,no,https://doi.org/10.1000/B,,,why,2026-01-31\n"
    (found,) = imported_decisions(text.encode(), "x.csv")
    assert (found.doi, found.note, found.at, found.choice) == ("10.1000/b", "why", "2026-01-31", "exclude")
    result, _ = matched([found], {"s-0001": ONE, "s-0002": OTHER}, PROTOCOL)
    assert [one.record for one in result] == ["s-0002"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_excel_is_read_in_its_encodings(encoding: str, end: str) -> None:
    text = f"record;reviewer;decision;note{end}s-0001;a;include;på Åsen{end}"
    assert [one.note for one in imported_decisions(text.encode(encoding), "x.csv")] == ["på Åsen"]


def test_every_wrong_decision_of_a_table_is_reported() -> None:
    text = "record,reviewer,decision\ns-1,a,perhaps\ns-1,a,include\ns-1,a,\n"
    with pytest.raises(ReviewkitError) as stopped:
        imported_decisions(text.encode(), "x.csv")
    assert [line.partition(": ")[0] for line in str(stopped.value).splitlines()] == [
        "x.csv:2",
        "x.csv:4",
        "Nothing was imported.",
    ]
