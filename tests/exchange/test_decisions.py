"""Decisions as other tools write them, matched to the review's records."""

import io
import zipfile

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.decisions import imported_decisions, matched
from reviewkit.model import ExclusionReason, Protocol, Reviewer
from reviewkit.words import Stages
from tests.builders import record
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
    stages=Stages.TWO,
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
    return [(one.reviewer, one.record, one.decision.choice.value, one.reason, one.stage.value) for one in found]


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


def test_several_reasons_are_no_main_reason_and_go_to_the_note() -> None:
    log = LOG.replace("10:04:00Z,1,anna@example.org,1,", "10:04:00Z,1,anna@example.org,9,")
    found, _ = matched(
        imported_decisions(zipped(articles=ARTICLES, customizations_log=log), "x"), RECORDS, PROTOCOL
    )
    assert (found[0].reason, found[0].note) == ("", "reasons given: population, outcome")


def test_what_cannot_be_matched_is_told_with_its_line_and_addresses_are_not_repeated() -> None:
    text = (
        "record,reviewer,decision,reason,stage\n"
        "s-9,a,include,,\ns-0001,carl.hidden@example.org,include,,\ns-0001,a,exclude,boredom,\ns-0001,a,include,,later\n"
    )
    _, problems = matched(imported_decisions(text.encode(), "x.csv"), RECORDS, PROTOCOL)
    assert [str(problem).partition(";")[0] for problem in problems] == [
        "x.csv:2: no record of the review matches 's-9'",
        "x.csv:3: the reviewer 'ca...@example.org' is not in review.yaml",
        "x.csv:4: the exclusion reason 'boredom' is not in review.yaml",
        "x.csv:5: the stage 'later' is none of this review's (title-abstract, full-text)",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"record,decision\ns-1,include\n", "x:1: these columns are missing: reviewer"),
        (b"record,reviewer,decision\ns-1,a,perhaps\n", "x:2: the decision is 'perhaps'"),
        (LOG.encode(), "Give the whole zip"),
        (b"PK\x03\x04 broken", "the zip is damaged"),
        (zipped(other="x"), "there is no articles.csv"),
        (b"", "empty"),
    ],
)
def test_what_is_no_table_of_decisions_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(ReviewkitError, match=said.replace("(", r"\(")):
        imported_decisions(data, "x")


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewkit.formats.zipped.LARGEST", 1000)
    with pytest.raises(ReviewkitError, match="larger than any export"):
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
