"""dedupe FILE...: duplicates in any exports, without a review."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewkit.formats import ris as reader
from reviewkit.store import exports
from tests.builders import papers, ris
from tests.commands.dedupe.pairs import doubtful
from tests.commands.reviews import ARTICLE, HOSTILE, contents, is_harmless, said
from tests.conftest import Command
from tests.formats.samples import SAMPLES


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two exports in the current folder that share two records; one of them has a doubtful pair besides."""
    monkeypatch.chdir(tmp_path)
    Path("one.ris").write_text(papers(4), encoding="utf-8")
    Path("two.ris").write_text(papers(4, start=3) + ris(*doubtful(1)), encoding="utf-8")
    return tmp_path


def test_files_are_deduplicated_and_what_is_doubtful_is_kept_apart(files: Path, rk: Command) -> None:
    ran = rk("dedupe", "one.ris", "two.ris")
    assert ran.status == 0
    first, second = ran.out.splitlines()
    assert first == "10 records, 8 unique, 2 duplicates"
    assert second.startswith("possible duplicate, kept separate: two.ris:5 and two.ris:6 (")
    told = json.loads(rk("dedupe", "one.ris", "two.ris", "--json").out)
    assert (told["records"], told["unique"], told["duplicates"], told["doubtful_pairs"]) == (10, 8, 2, 1)
    assert told["doubtful"][0]["records"] == ["two.ris:5", "two.ris:6"]
    assert set(told["doubtful"][0]) == {"records", "rule", "score", "relation"}
    assert told["doubtful"][0]["relation"] is None
    assert told["related"] == []


def test_groups_name_every_record_by_file_and_position(files: Path, rk: Command) -> None:
    assert rk("dedupe", "one.ris", "two.ris", "--groups", "groups.csv").status == 0
    with Path("groups.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["file"], row["position"]) for row in rows] == [
        *(("one.ris", str(n)) for n in range(1, 5)),
        *(("two.ris", str(n)) for n in range(1, 7)),
    ]
    group = {(row["file"], row["position"]): row["group"] for row in rows}
    assert group["one.ris", "3"] == group["two.ris", "1"]
    assert group["one.ris", "4"] == group["two.ris", "2"]
    assert len(set(group.values())) == 8


def test_unique_records_are_written_with_what_each_source_knows(files: Path, rk: Command) -> None:
    without = {tag: value for tag, value in ARTICLE.items() if tag != "DO"}
    Path("three.ris").write_text(ris(without), encoding="utf-8")
    Path("four.ris").write_text(ris({**ARTICLE, "KW": "trust"}), encoding="utf-8")
    ran = rk("dedupe", "three.ris", "four.ris", "-o", "unique.ris")
    assert (ran.status, ran.out, ran.err) == (
        0,
        "2 records, 1 unique, 1 duplicate\n",
        "wrote unique.ris\n",
    )
    (record,) = reader.read(Path("unique.ris").read_text(encoding="utf-8"), "x").records
    assert (record.doi, record.title) == ("10.1000/care.1", ARTICLE["TI"])
    assert ("KW", "trust") in [(item.tag, item.value) for item in record.fields]


def test_an_empty_tag_keeps_no_value_of_another_source_out(files: Path, rk: Command) -> None:
    Path("three.ris").write_text(ris({**ARTICLE, "DO": ""}), encoding="utf-8")
    Path("four.ris").write_text(ris(ARTICLE), encoding="utf-8")
    rk("dedupe", "three.ris", "four.ris", "-o", "unique.ris")
    (record,) = reader.read(Path("unique.ris").read_text(encoding="utf-8"), "x").records
    assert record.doi == "10.1000/care.1"


def test_exports_of_different_formats_meet(tmp_path: Path, rk: Command) -> None:
    for name in ("nbib", "bibtex", "csl-json"):
        (tmp_path / name).write_text(SAMPLES[name], encoding="utf-8")
    out = tmp_path / "unique.ris"
    ran = rk("dedupe", tmp_path / "nbib", tmp_path / "bibtex", tmp_path / "csl-json", "-o", out)
    assert ran.out == "3 records, 1 unique, 2 duplicates\n"
    assert len(reader.read(out.read_text(encoding="utf-8"), "x").records) == 1


def test_outputs_that_are_there_stay_without_force(files: Path, rk: Command) -> None:
    for args in (["-o", "out.ris"], ["--groups", "out.ris"]):
        Path("out.ris").write_text("mine", encoding="utf-8")
        ran = rk("dedupe", "one.ris", *args)
        assert ran.status == 1
        assert "out.ris: this file already exists and was not replaced" in ran.err
        assert Path("out.ris").read_text(encoding="utf-8") == "mine"
        assert rk("dedupe", "one.ris", *args, "--force").status == 0
        assert Path("out.ris").read_text(encoding="utf-8") != "mine"


def test_a_file_that_is_read_is_never_written(files: Path, rk: Command) -> None:
    before = Path("two.ris").read_bytes()
    rk("dedupe", "one.ris", "two.ris", "-o", "two.ris", "--force")
    assert Path("two.ris").read_bytes() == before


def test_evidence_on_records_of_files(files: Path, rk: Command) -> None:
    path = files / "all.ris"
    path.write_text(ris(ARTICLE, {**ARTICLE, "IS": "4"}), encoding="utf-8")
    told = rk("dedupe", path, "--explain", f"{path}:1", f"{path}:2").out
    assert "answer: same (D11 same DOI, and the titles agree)" in told
    assert "log:" not in told
    as_json = json.loads(rk("dedupe", "explain", f"{path}:1", f"{path}:2", path, "--json").out)
    assert (as_json["verdict"], as_json["log"]) == ("same", [])


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (["one.ris:1", "one.ris:9"], "'one.ris:9' is not a record in these files; write FILE:POSITION"),
        (["one.ris:0", "one.ris:1"], "'one.ris:0' is not a record"),
        (["cinahl-0001", "one.ris:1"], "'cinahl-0001' is not a record"),
        (["one.ris:1", "one.ris:1"], "was named twice"),
    ],
)
def test_a_pair_that_is_not_in_the_files_is_told(files: Path, rk: Command, pair: list[str], told: str) -> None:
    ran = rk("dedupe", "explain", *pair, "one.ris")
    assert ran.status == 1
    assert told in ran.err


def test_policies_of_files_are_typed(files: Path, rk: Command) -> None:
    path = files / "all.ris"
    preprint = {**ARTICLE, "JF": "medRxiv", "DO": "10.1101/2020.01.02.1234", "VL": "", "SP": "", "EP": ""}
    path.write_text(ris(ARTICLE, preprint), encoding="utf-8")
    assert rk("dedupe", path).out.startswith("2 records, 2 unique")
    assert "1 pair is distinct but belongs together" in rk("dedupe", path).out
    assert rk("dedupe", path, "--policy", "preprints=join").out.startswith("2 records, 1 unique")
    assert json.loads(rk("dedupe", path, "--json").out)["related"][0]["relation"] == "preprint"


@pytest.mark.parametrize("policy", ["preprint=join", "preprints", "preprints=", "=join", "preprints=glue", ""])
def test_what_is_no_policy_is_a_usage_error(files: Path, rk: Command, policy: str) -> None:
    ran = rk("dedupe", "one.ris", "--policy", policy)
    assert ran.status == 2
    assert "write NAME=WORD" in said(ran)


def test_the_audit_of_files(files: Path, rk: Command) -> None:
    told = json.loads(rk("dedupe", "audit", "one.ris", "two.ris", "--json").out)
    assert (told["compared"], told["missed"]) == (45, [])
    assert told["likely"] == told["proposed"]
    Path("single.ris").write_text(ris(ARTICLE), encoding="utf-8")
    ran = rk("dedupe", "audit", "single.ris")
    assert (ran.status, ran.err) == (1, "reviewkit: There must be at least two records to compare.\n")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["none.ris"], "none.ris: there is no such file"),
        (["one.ris", "one.ris"], "one.ris: this file was named twice; name each file once"),
        (["one.ris", "./one.ris"], "one.ris: this file was named twice"),
        (["empty.ris"], "the file is empty"),
        (["letter.txt"], "none of the formats"),
        (["."], "this is a folder"),
    ],
)
def test_files_that_cannot_be_compared_are_told_and_nothing_is_written(
    files: Path, rk: Command, args: list[str], told: str
) -> None:
    Path("empty.ris").write_bytes(b"")
    Path("letter.txt").write_text("Dear all,\n", encoding="utf-8")
    before = contents(files)
    ran = rk("dedupe", *args, "--groups", "g.csv", "-o", "u.ris")
    assert ran.status == 1
    assert told in ran.err
    assert contents(files) == before


def test_what_is_odd_in_a_file_is_told_but_stops_nothing(files: Path, rk: Command) -> None:
    Path("cut.json").write_text(SAMPLES["csl-json"].rstrip()[:-1] + ', {"title": "lost', encoding="utf-8")
    ran = rk("dedupe", "one.ris", "cut.json")
    assert ran.status == 0
    assert "cut.json:1: the JSON is cut off or damaged here" in ran.err
    assert ran.out.startswith("5 records")


def test_more_than_twenty_doubtful_pairs_are_counted(files: Path, rk: Command) -> None:
    Path("many.ris").write_text(ris(*(one for n in range(23) for one in doubtful(n))), encoding="utf-8")
    out = rk("dedupe", "many.ris").out
    assert out.count("possible duplicate, kept separate") == 20
    assert "... and 3 more possible duplicates (--json lists them all)\n" in out


def test_hostile_titles_and_file_names_do_not_act(files: Path, rk: Command) -> None:
    name = "a\x1b]0;x\x07\u202e.ris"
    one, other = doubtful(1)
    Path(name).write_text(ris({**one, "AU": [HOSTILE]}, {**other, "AU": [HOSTILE]}), encoding="utf-8")
    for args in ([name], ["audit", name], ["explain", f"{name}:1", f"{name}:2", name]):
        ran = rk("dedupe", *args)
        assert ran.status == 0
        assert is_harmless(ran)
        assert rk("dedupe", *args, "--json").out.isascii()


# A second run


def nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, to parse a file or to compare records is an error."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("read or compared again")

    for name in (
        "formats.registry.records_of",
        "formats.registry.read",
        "matching.matches",
        "matching.pieces.columns",
    ):
        monkeypatch.setattr(f"reviewkit.{name}", refused)


def test_a_second_run_parses_and_compares_nothing_and_says_so(
    files: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = rk("dedupe", "one.ris", "two.ris", "--groups", "g.csv", "-o", "u.ris")
    written = Path("g.csv").read_bytes(), Path("u.ris").read_bytes()
    nothing_is_read(monkeypatch)
    second = rk("dedupe", "one.ris", "two.ris", "--groups", "g.csv", "-o", "u.ris", "--force")
    assert (second.status, second.out) == (0, first.out)
    assert "as they were when they were last compared" in second.err
    assert "as they were" not in first.err
    assert (Path("g.csv").read_bytes(), Path("u.ris").read_bytes()) == written


def test_a_run_with_a_new_file_parses_that_one_alone(
    files: Path, rk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    rk("dedupe", "one.ris", "two.ris")
    Path("new.ris").write_text(papers(2, start=4), encoding="utf-8")
    read: list[str] = []
    stream = exports.stream

    def noted(path: Path, *more: object) -> object:
        read.append(str(path))
        return stream(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(exports, "stream", noted)
    assert rk("dedupe", "one.ris", "new.ris", "two.ris").out.startswith("12 records, 8 unique, 4 duplicates")
    assert read == ["new.ris"]


changes = st.lists(
    st.tuples(st.sampled_from(("one.ris", "two.ris", "three.ris")), st.integers(1, 3), st.integers(1, 4)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(changes, st.sampled_from(((), ("--policy", "preprints=join"))))
def test_whatever_was_done_before_a_run_says_what_a_first_run_says(
    files: Path, rk: Command, home: Path, edits: list[tuple[str, int, int]], policy: tuple[str, ...]
) -> None:
    for name, count, start in edits:
        Path(name).write_text(papers(count, start=start) + ris(*doubtful(1)), encoding="utf-8")
        named = [*sorted(map(str, Path().glob("*.ris"))), *policy, "--json"]
        warm = rk("dedupe", *named)
        shutil.rmtree(home / "cache")
        assert rk("dedupe", *named).out == warm.out
        assert rk("dedupe", *named).out == warm.out
