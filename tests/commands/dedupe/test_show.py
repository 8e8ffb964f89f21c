"""dedupe, where it only shows: why, what belongs together, and what the blocking missed. Nothing is logged."""

import json
from pathlib import Path

import pytest

from tests.commands.reviews import ARTICLE, HOSTILE, contents, imported, is_harmless, said
from tests.conftest import Command

PROTOCOL = {
    **ARTICLE,
    "TI": f"{ARTICLE['TI']}: study protocol",
    "DO": "10.1000/p",
    "VL": "1",
    "SP": "e4",
    "EP": "",
}


def test_evidence_is_told_in_words(root: Path, rk: Command) -> None:
    imported(
        root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "TI": f"Correction: {ARTICLE['TI']}", "SP": "", "EP": ""}]
    )
    rk("dedupe", "--as", "a")
    told = rk("dedupe", "--explain", "cinahl-0001", "medline-0001").out
    assert "+  suggests the same report:\n     the titles are the same" in told
    assert "one is marked as nothing, the other as erratum" in told
    assert "answer: unsure (K04 only one is marked as erratum, yet both have the same identifier)" in told
    assert "log:    reviewkit " in told
    assert told.endswith("log:    they count as two reports\n")
    as_json = json.loads(rk("dedupe", "--explain", "cinahl-0001", "medline-0001", "--json").out)
    assert {"speaks": "for", "words": "same DOI"} in as_json["evidence"]
    assert as_json["verdict"] == "unsure"


def test_what_a_person_said_stands_beside_what_the_machine_says(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "IS": "4"}])
    rk("dedupe", "--as", "a")
    rk("dedupe", "different", "cinahl-0001", "medline-0001", "--note", "I asked", "--as", "b")
    log = json.loads(rk("dedupe", "explain", "cinahl-0001", "medline-0001", "--json").out)["log"]
    assert log[0].startswith("reviewkit ")
    assert log[1].startswith("b answered different on ")
    assert log[1].endswith(": I asked")
    assert log[2] == "they count as two reports"


def test_two_that_came_together_through_a_third_are_told(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[{"TI": "Quite another", "PY": "2001"}], wos=[{"TI": "A third"}])
    rk("dedupe", "--as", "a")
    rk("dedupe", "same", "cinahl-0001", "medline-0001", "--as", "a")
    rk("dedupe", "same", "medline-0001", "wos-0001", "--as", "a")
    out = rk("dedupe", "explain", "cinahl-0001", "wos-0001").out
    assert "log:    they were joined through other records: cinahl-0001, medline-0001, wos-0001\n" in out
    assert out.endswith("log:    they count as one report\n")
    assert "?  missing in one or both records: " in out


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (["cinahl-0001", "cinahl-0001"], 1, "was named twice"),
        (["cinahl-0001"], 2, "Missing argument"),
        (["cinahl-0001", "cinahl"], 1, "is not a record in this review"),
        (["cinahl-0001", ""], 1, "is not a record in this review"),
    ],
)
def test_what_cannot_be_explained_is_told(
    asked: Path, rk: Command, args: list[str], status: int, told: str
) -> None:
    ran = rk("dedupe", "--explain", *args)
    assert ran.status == status
    assert told in said(ran)


def test_what_belongs_together_is_listed(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE], medline=[PROTOCOL])
    assert "1 pair is distinct but belongs together" in rk("dedupe", "--as", "a").out
    out = rk("dedupe", "--related").out
    assert out.startswith("protocol: K21 only one is a protocol")
    assert out.endswith("1 pair of distinct reports that belong together\n")
    (told,) = json.loads(rk("dedupe", "--related", "--json").out)
    assert (told["relation"], told["records"]) == ("protocol", ["cinahl-0001", "medline-0001"])


def test_where_nothing_belongs_together_the_list_is_empty(root: Path, rk: Command) -> None:
    assert rk("dedupe", "related").out == "0 pairs of distinct reports that belong together\n"
    assert json.loads(rk("dedupe", "related", "--json").out) == []
    assert rk("dedupe", "x.ris", "--related").status == 2


def test_the_audit_compares_all_titles_and_names_what_was_missed(
    root: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(
        root, rk, cinahl=[ARTICLE], medline=[{**ARTICLE, "IS": "2"}], wos=[{"TI": "Something else", "PY": "2001"}]
    )
    whole = json.loads(rk("dedupe", "--audit-blocking", "--json").out)
    assert whole == {"compared": 3, "likely": 1, "proposed": 1, "missed": []}
    assert rk("dedupe", "audit").out.endswith("0 pairs missed that would have been joined or shown to a person\n")
    import numpy as np

    from reviewkit.matching import audit

    none = np.empty(0, dtype=np.int64)
    monkeypatch.setattr(audit, "candidate_pairs", lambda table: (none, none))
    missed = json.loads(rk("dedupe", "--audit-blocking", "--json").out)
    assert missed["proposed"] == 0
    assert missed["missed"] == [
        {
            "records": ["cinahl-0001", "medline-0001"],
            "verdict": "same",
            "rule": "D11 same DOI, and the titles agree",
        }
    ]
    shown = rk("dedupe", "--audit-blocking").out
    assert "(0.00%)" in shown
    assert shown.startswith("cinahl-0001 and medline-0001: same (D11 same DOI, and the titles agree)\n")


def test_there_is_nothing_to_audit_without_two_records(root: Path, rk: Command) -> None:
    imported(root, rk, cinahl=[ARTICLE])
    ran = rk("dedupe", "audit")
    assert ran.status == 1
    assert "There must be at least two records to compare" in ran.err


def test_hostile_titles_do_not_act_and_nothing_is_logged(root: Path, rk: Command) -> None:
    evil = {**ARTICLE, "TI": f"{ARTICLE['TI']} {HOSTILE}", "AU": [HOSTILE], "JF": HOSTILE}
    imported(
        root, rk, cinahl=[evil], medline=[{**evil, "TI": f"{evil['TI']}: study protocol", "DO": "", "VL": "1"}]
    )
    rk("dedupe", "--as", "a")
    before = contents(root)
    for args in (["explain", "cinahl-0001", "medline-0001"], ["related"], ["audit"]):
        ran = rk("dedupe", *args)
        assert ran.status == 0
        assert is_harmless(ran), args
        assert rk("dedupe", *args, "--json").out.isascii()
    assert contents(root) == before
