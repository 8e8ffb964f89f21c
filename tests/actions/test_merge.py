"""A copy of a log that a sync program made is brought in event by event, and nothing of it is lost or counted twice."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.actions import duplicates, merge, undo
from reviewkit.errors import ReviewkitError
from reviewkit.store import ledger
from reviewkit.store.open_review import OpenReview, open_review
from reviewkit.words import Stage, Verdict
from tests.faults import COPIES, old_line
from tests.folders import afresh, begin, decide, files_of, flow_text, temporary


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    """Two decisions of a and one of b."""
    made = begin(tmp_path / "review", people=1, records=6)
    decide(made, "a", 1, "y")
    decide(made, "a", 2, "y")
    decide(made, "b", 3, "y")
    return made


@pytest.fixture
def other(folder: OpenReview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenReview:
    """The same folder on another computer, where a decided once more."""
    shutil.copytree(folder.root, tmp_path / "other")
    made = open_review(tmp_path / "other")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("REVIEWKIT_HOME", str(tmp_path / "other home"))
        decide(made, "a", 4, "y")
    return made


def log_of(folder: OpenReview, who: str = "a", kind: str = ledger.SCREENING) -> Path:
    return folder.root / kind / f"{who}.jsonl"


def copy_into(folder: OpenReview, other: OpenReview, name: str = "a (1)") -> Path:
    """The other computer's log of a as a copy beside this one's."""
    return Path(shutil.copy(log_of(other), log_of(folder, name)))


def included(folder: OpenReview) -> set[int]:
    return {int(name.rpartition("-")[2]) for name in folder.review.flow.boxes["new.reports"].members or ()}


def chain_problems(folder: OpenReview) -> list[str]:
    return [problem.message for problem in afresh(folder).problems if problem.code == "chain"]


def test_what_one_person_decided_otherwise_in_the_copy_is_told(folder: OpenReview, other: OpenReview) -> None:
    decide(other, "a", 1, "n", "outcome")  # both have the first decision on 1, the copy alone a second
    decide(other, "a", 5, "y")
    decide(folder, "a", 4, "n", "outcome")
    decide(folder, "a", 5, "y")
    done = merge.merge(folder, "b", copy_into(folder, other))
    assert done.differently == (("a", "cinahl-0004", Stage.SCREENING),)
    assert merge.merge(folder, "b", log_of(folder, "a (1)")).differently == ()


def test_what_the_review_lacks_is_added_as_it_is(folder: OpenReview, other: OpenReview) -> None:
    here, there = log_of(folder).read_bytes(), log_of(other).read_bytes()
    done = merge.merge(folder, "b", copy_into(folder, other))
    assert (done.log, done.added, done.already) == ("screening/a.jsonl", 1, 2)
    assert log_of(folder).read_bytes() == there
    assert there.startswith(here)
    assert included(folder) == {1, 2, 3, 4}
    assert chain_problems(folder) == []


def test_where_both_went_on_all_of_both_counts(folder: OpenReview, other: OpenReview) -> None:
    decide(folder, "a", 5, "y")
    done = merge.merge(folder, "a", copy_into(folder, other))
    assert (done.added, done.already) == (1, 2)
    assert included(folder) == {1, 2, 3, 4, 5}
    assert chain_problems(folder) == []
    decide(folder, "a", 6, "y")
    assert chain_problems(folder) == []


def test_twice_changes_nothing_and_the_copy_stays(folder: OpenReview, other: OpenReview) -> None:
    copy = copy_into(folder, other)
    merge.merge(folder, "a", copy)
    before = files_of(folder.root)
    done = merge.merge(folder, "a", copy)
    assert (done.added, done.already) == (0, 3)
    assert files_of(folder.root) == before
    assert copy.exists()


def test_before_it_is_merged_a_copy_counts_too(folder: OpenReview, other: OpenReview) -> None:
    copy = copy_into(folder, other)
    folder.refresh()
    before, answers = included(folder), flow_text(folder.review)
    merge.merge(folder, "a", copy)
    copy.unlink()
    assert (included(folder.refresh() and folder), flow_text(folder.review)) == (before, answers)


@pytest.mark.parametrize("form", COPIES.values(), ids=COPIES.keys())
def test_whose_log_it_is_is_known_by_whatever_name(folder: OpenReview, other: OpenReview, form: str) -> None:
    done = merge.merge(folder, "b", copy_into(folder, other, form.format("a")))
    assert (done.log, done.added) == ("screening/a.jsonl", 1)


@pytest.mark.parametrize("name", ["copy", "b (1)", "zoe"])
def test_whose_log_it_is_is_known_by_its_ids_where_the_name_says_otherwise(
    folder: OpenReview, other: OpenReview, tmp_path: Path, name: str
) -> None:
    copy = Path(shutil.copy(log_of(other), tmp_path / f"{name}.jsonl"))
    assert merge.merge(folder, "b", copy).log == "screening/a.jsonl"


def test_a_copy_may_lie_outside_the_folder(folder: OpenReview, other: OpenReview, tmp_path: Path) -> None:
    copy = Path(shutil.copy(log_of(other), tmp_path / "a.jsonl"))
    assert merge.merge(folder, "a", copy).added == 1


@pytest.mark.parametrize("kind", [ledger.DUPLICATES, ledger.IMPORTS])
def test_the_kind_of_log_is_known_by_what_its_lines_do(
    folder: OpenReview, other: OpenReview, tmp_path: Path, kind: str
) -> None:
    duplicates.answer(other, "a", ("cinahl-0001", "cinahl-0002"), Verdict.SAME)
    copy = Path(shutil.copy(log_of(other, kind=kind), tmp_path / "a (1).jsonl"))
    assert merge.merge(folder, "a", copy).log == f"{kind}/a.jsonl"


def test_a_log_of_undos_alone_is_known_by_its_folder(folder: OpenReview, tmp_path: Path) -> None:
    (made,) = (act.id for act in folder.review.facts.decisions if act.by == "b")
    undo.undo(folder, "b", [made])
    line = log_of(folder, "b").read_bytes().splitlines()[-1]
    log_of(folder, "b (1)").write_bytes(line + b"\n")
    assert merge.merge(folder, "a", log_of(folder, "b (1)")).already == 1
    outside = tmp_path / "b (1).jsonl"
    outside.write_bytes(line + b"\n")
    with pytest.raises(ReviewkitError, match="does not look like a log of a review"):
        merge.merge(folder, "a", outside)


def test_a_log_that_the_review_lacks_is_made(folder: OpenReview, other: OpenReview) -> None:
    log_of(folder).unlink()
    folder.refresh()
    assert merge.merge(folder, "b", copy_into(folder, other)).added == 3
    assert log_of(folder).read_bytes() == log_of(other).read_bytes()


# What is no copy


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("themes (1).yaml", "codes: {}\n", "a YAML file cannot be merged automatically"),
        ("themes (1).yml", "codes: {}\n", "a YAML file"),
        ("a (1).jsonl", "", "does not look like a log"),
        ("a (1).jsonl", "hello\n", "does not look like a log"),
        (
            "a (1).jsonl",
            old_line(1, 1) + "hello\n" + old_line(2, 2),
            r"a \(1\)\.jsonl:2: this line could not be understood",
        ),
        ("c (1).jsonl", old_line(1, 1, who="zoe"), "not clear whose log this is a copy of"),
        ("both.jsonl", old_line(1, 1) + old_line(1, 2, who="b"), "not clear whose log this is a copy of"),
    ],
)
def test_what_is_no_copy_of_a_log_is_refused_and_nothing_is_written(
    folder: OpenReview, tmp_path: Path, name: str, data: str, said: str
) -> None:
    before = files_of(folder.root)
    (tmp_path / name).write_text(data)
    with pytest.raises(ReviewkitError, match=said):
        merge.merge(folder, "a", tmp_path / name)
    assert files_of(folder.root) == before


def test_a_copy_of_which_only_half_a_line_was_written_is_refused(folder: OpenReview) -> None:
    copy = log_of(folder, "a (1)")
    copy.write_bytes(b'{"id": "a-zzzzz-9", "do": "dec')
    with pytest.raises(ReviewkitError, match="this file has no log entries"):
        merge.merge(folder, "a", copy)


def test_a_copy_with_lines_of_several_people_is_of_the_one_it_is_named_after(
    folder: OpenReview, tmp_path: Path
) -> None:
    copy = tmp_path / "b (1).jsonl"
    copy.write_text(old_line(1, 4) + old_line(1, 5, who="b"))
    assert merge.merge(folder, "a", copy).log == "screening/b.jsonl"


def test_the_log_itself_is_no_copy(folder: OpenReview) -> None:
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match="this is the log itself"):
        merge.merge(folder, "a", log_of(folder))
    assert files_of(folder.root) == before


def test_a_file_that_is_not_there_is_refused_in_words(folder: OpenReview, tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="there is no such file"):
        merge.merge(folder, "a", tmp_path / "a (1).jsonl")


def test_who_is_no_reviewer_merges_nothing(folder: OpenReview, other: OpenReview) -> None:
    copy = copy_into(folder, other)
    before = files_of(folder.root)
    with pytest.raises(ReviewkitError, match="is not a reviewer"):
        merge.merge(folder, "zoe", copy)
    assert files_of(folder.root) == before


def test_a_torn_last_line_of_a_copy_is_left_behind(folder: OpenReview, other: OpenReview) -> None:
    copy = copy_into(folder, other)
    with copy.open("ab") as file:
        file.write(b'{"id": "a-zzzzz-9", "do": "dec')
    assert merge.merge(folder, "a", copy).added == 1
    assert log_of(folder).read_bytes() == log_of(other).read_bytes()


def test_line_ends_of_windows_in_a_copy_make_no_new_events(folder: OpenReview, other: OpenReview) -> None:
    copy = copy_into(folder, other)
    copy.write_bytes(copy.read_bytes().replace(b"\n", b"\r\n"))
    done = merge.merge(folder, "a", copy)
    assert (done.added, done.already) == (1, 2)
    assert log_of(folder).read_bytes() == log_of(other).read_bytes()


def test_a_byte_order_mark_of_an_editor_makes_no_new_events(folder: OpenReview, other: OpenReview) -> None:
    copy = copy_into(folder, other)
    copy.write_bytes(b"\xef\xbb\xbf" + copy.read_bytes())
    done = merge.merge(folder, "a", copy)
    assert (done.added, done.already) == (1, 2)
    assert log_of(folder).read_bytes() == log_of(other).read_bytes()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_copy_that_an_editor_saved_as_utf_16_is_to_be_saved_again(
    folder: OpenReview, other: OpenReview, encoding: str
) -> None:
    copy = copy_into(folder, other)
    copy.write_bytes(copy.read_text("utf-8").encode(encoding))
    with pytest.raises(ReviewkitError, match=r"in another encoding.*save it as UTF-8"):
        merge.merge(folder, "a", copy)
    assert log_of(folder).read_bytes() != log_of(other).read_bytes()


def of_0_2(folder: OpenReview, name: str) -> Path:
    """A copy of a log of 0.2 of a reviewer with this name."""
    path = folder.root / "review.yaml"
    path.write_text(path.read_text().replace("  - id: a\n", f"  - id: a\n  - id: {name}\n"))
    folder.refresh()
    copy = log_of(folder, f"{name} (1)")
    copy.write_text(old_line(1, 5, who=name) + old_line(2, 6, who=name))
    return copy


@pytest.mark.parametrize(
    "name",
    [
        "kari",
        "kari-n",
        "kari-olsen",
    ],
)
def test_a_copy_of_a_log_of_0_2_is_its_writer_s(folder: OpenReview, name: str) -> None:
    done = merge.merge(folder, "a", of_0_2(folder, name))
    assert (done.log, done.added) == (f"screening/{name}.jsonl", 2)


def test_two_acts_under_one_id_of_0_2_both_come_in(folder: OpenReview, tmp_path: Path) -> None:
    log_of(folder, "b").write_text(old_line(1, 4, who="b"))
    copy = tmp_path / "b (1).jsonl"
    copy.write_text(old_line(1, 4, who="b") + old_line(2, 5, who="b") + old_line(1, 6, who="b"))
    done = merge.merge(folder, "a", copy)
    assert (done.added, done.already) == (2, 1)
    assert {4, 5, 6} <= included(folder)
    assert [problem.code for problem in folder.review.problems if problem.code == "id-twice"] == ["id-twice"]


@settings(max_examples=8)
@given(st.lists(st.booleans(), max_size=4), st.lists(st.booleans(), max_size=4), st.booleans())
def test_whoever_merges_whose_copy_the_review_comes_to_the_same(
    here: list[bool], there: list[bool], first_here: bool
) -> None:
    """Merging is the same from either side, and gives what both decided."""
    with temporary() as root, pytest.MonkeyPatch.context() as patch:
        one = begin(root, people=1, records=6)
        decide(one, "a", 1, "y")
        shutil.copytree(one.root, root.with_name("other"))
        other = open_review(root.with_name("other"))
        for number, choice in enumerate(here, start=1):
            decide(one, "a", number, "y" if choice else "n", "" if choice else "outcome")
        with patch.context() as elsewhere:
            elsewhere.setenv("REVIEWKIT_HOME", str(root.with_name("other home")))
            for number, choice in enumerate(there, start=3):
                decide(other, "a", number, "y" if choice else "n", "" if choice else "outcome")
        copies = {}
        for folder, source in ((one, other), (other, one)):
            copies[id(folder)] = shutil.copy(log_of(source), folder.root.parent / f"a ({id(folder)}).jsonl")
        for folder in (one, other) if first_here else (other, one):
            merge.merge(folder, "b", Path(copies[id(folder)]))
            assert chain_problems(folder) == []
        assert one.review.outcomes.keys() == other.review.outcomes.keys()
        assert flow_text(one.review) == flow_text(other.review)
        assert {act.id for act in one.review.facts.decisions} == {act.id for act in other.review.facts.decisions}
        lines = [json.loads(line)["id"] for line in log_of(one).read_text().splitlines()]
        assert len(set(lines)) == len(lines)


def test_a_folder_is_no_log_and_the_logs_in_it_are_named(folder: OpenReview, other: OpenReview) -> None:
    with pytest.raises(ReviewkitError) as stopped:
        merge.merge(folder, "b", other.root)
    assert "this is a folder. Merge the logs in it one by one" in str(stopped.value)
