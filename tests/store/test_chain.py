"""A log still says what it said when it was written, or it is said where it does not."""

import io
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewkit.errors import Level, Place, Problem
from reviewkit.store import chain, ledger
from reviewkit.store.chain import Link
from reviewkit.store.ledger import RETRIEVAL, SCREENING
from reviewkit.store.local import key_of, state_folder

SHOWN = "screening/a.jsonl"
ENTRY = {"do": "decide", "at": "2026-01-05T10:00:00Z", "by": "a", "record": "s-0001", "decision": "include"}


def add(root: Path, *notes: str, who: str = "a", kind: str = SCREENING) -> None:
    """Append a line for each note, one after the other."""
    root.mkdir(exist_ok=True)
    for note in notes:
        ledger.append(root, kind, who, [{**ENTRY, "note": note}])


def old(*numbers: int) -> bytes:
    """Lines of version 0.2."""
    return b"".join(json.dumps({"id": f"a-{n}", **ENTRY}).encode() + b"\n" for n in numbers)


def log(root: Path, who: str = "a", kind: str = SCREENING) -> Path:
    return root / kind / f"{who}.jsonl"


def alarms(data: bytes) -> list[Problem]:
    """What is said of a log that holds these bytes."""
    found = ledger.parsed(data, SCREENING, SHOWN)
    return [*found.problems, *chain.broken(SHOWN, found.links)]


def at_lines(problems: Sequence[Problem]) -> set[int]:
    assert {problem.place.path for problem in problems} <= {SHOWN}
    return {problem.place.line for problem in problems}


def lines_of(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """A log of five lines of one chain, of which two were appended together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEWKIT_HOME", str(tmp_path_factory.mktemp("home")))
        root = tmp_path_factory.mktemp("one") / "review"
        add(root, "1", "2")
        ledger.append(root, SCREENING, "a", [{**ENTRY, "note": "3"}, {**ENTRY, "note": "4"}])
        add(root, "5")
        yield log(root).read_bytes()


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """A log of three lines of version 0.2, and two of this version."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEWKIT_HOME", str(tmp_path_factory.mktemp("home")))
        root = tmp_path_factory.mktemp("old") / "review"
        log(root).parent.mkdir(parents=True)
        log(root).write_bytes(old(1, 2, 3))
        add(root, "4", "5")
        yield log(root).read_bytes()


@pytest.fixture(scope="module")
def two_copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[bytes], list[bytes], list[bytes]]]:
    """The lines of one writer's log in two copies of a folder: those in both, and those that each has alone."""
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("two")
        roots = (place / "here", place / "there")
        patch.setenv("REVIEWKIT_HOME", str(place / "home"))
        add(roots[0], "1", "2")
        shutil.copytree(roots[0], roots[1])
        add(roots[0], "h1", "h2", "h3")
        patch.setenv("REVIEWKIT_HOME", str(place / "other home"))
        add(roots[1], "t1", "t2", "t3")
        here, there = (lines_of(log(root).read_bytes()) for root in roots)
        yield here[:2], here[2:], there[2:]


def test_what_was_written_is_no_alarm(written: bytes, sealed: bytes) -> None:
    assert alarms(written) == alarms(sealed) == []


# One change, anywhere


@pytest.mark.parametrize("letter", [b"x", b"0", b'"', b"\n", b"}", b" ", b"\xff"])
def test_a_letter_that_was_changed_above_the_last_line_is_named(written: bytes, letter: bytes) -> None:
    """At every position of the file; the line is named, or the first below it that no longer fits."""
    end = written.rstrip(b"\n").rfind(b"\n")
    number = 1
    for place in range(end):
        if written[place : place + 1] == b"\n":
            number += 1
        if written[place : place + 1] == letter:
            continue
        named = at_lines(alarms(written[:place] + letter + written[place + 1 :]))
        assert named & {number, number + 1, number + 2}, (place, written[place - 20 : place + 20])


@pytest.mark.parametrize("letter", [b"x", b"0", b'"', b"\n", b"}"])
def test_a_letter_of_what_the_last_line_says_that_was_changed_is_named(written: bytes, letter: bytes) -> None:
    lines = lines_of(written)
    above, last = b"".join(lines[:-1]), lines[-1]
    for place in range(last.find(b'"note"')):
        changed = last[:place] + letter + last[place + 1 :]
        if changed != last:
            assert at_lines(alarms(above + changed)) & {5, 6}, changed


def test_a_letter_that_was_changed_anywhere_in_the_last_line_is_named(written: bytes) -> None:
    lines = lines_of(written)
    above, last = b"".join(lines[:-1]), lines[-1]
    unnoticed = [
        last[:place] + b"x" + last[place + 1 :]
        for place in range(len(last) - 1)
        if last[place : place + 1] != b"x" and not alarms(above + last[:place] + b"x" + last[place + 1 :])
    ]
    assert unnoticed == []


def test_a_last_line_that_was_changed_and_robbed_of_its_checksum_is_named(written: bytes) -> None:
    body, _, _ = written.rpartition(b', "sum"')
    place = body.rfind(b"include")
    assert alarms(body[:place] + b"exclude" + body[place + 7 :] + b"}\n") != []


@given(st.data())
def test_bytes_that_were_put_in_or_taken_out_above_the_last_line_are_named(
    written: bytes, data: st.DataObject
) -> None:
    end = written.rstrip(b"\n").rfind(b"\n")
    start = data.draw(st.integers(0, end - 1))
    stop = data.draw(st.integers(start, end - 1))
    put = data.draw(st.binary(max_size=12))
    changed = written[:start] + put + written[stop:]
    same = [line.rstrip(b"\r") for line in changed.split(b"\n") if line.strip()] == written.split(b"\n")[:-1]
    assert same or alarms(changed) != []  # blank lines and line ends of Windows change nothing


@given(
    st.sampled_from(["do", "at", "by", "record", "decision", "note", "prev", "id"]), st.integers(0, 4), st.data()
)
def test_a_value_that_was_changed_is_named_with_its_line(
    written: bytes, key: str, place: int, data: st.DataObject
) -> None:
    lines = lines_of(written)
    values = json.loads(lines[place])
    values[key] = data.draw(st.text(max_size=8).filter(lambda other: other != values[key]))
    changed = json.dumps(values, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    named = at_lines(alarms(b"".join([*lines[:place], changed, *lines[place + 1 :]])))
    assert place + 1 in named


def test_a_line_that_was_changed_is_named_with_the_command_that_undoes_it(written: bytes) -> None:
    lines = lines_of(written)
    event = json.loads(lines[1])["id"]
    changed = lines[1].replace(b'"include"', b'"exclude"')
    (found, *_) = alarms(b"".join([lines[0], changed, *lines[2:]]))
    assert found.message.endswith(f"if it is wrong, undo it: reviewkit undo {event}")


@pytest.mark.parametrize("place", range(4))
def test_a_line_that_was_removed_is_named(written: bytes, place: int) -> None:
    lines = lines_of(written)
    found = alarms(b"".join(lines[:place] + lines[place + 1 :]))
    assert at_lines(found) == {place + 1}
    assert [problem.code for problem in found] == ["chain"]
    assert ("the start of the file" in found[0].message) == (place == 0)


@given(st.sets(st.integers(0, 3), min_size=1))
def test_lines_that_were_removed_anywhere_above_the_last_are_named(written: bytes, places: set[int]) -> None:
    kept = [line for place, line in enumerate(lines_of(written)) if place not in places]
    assert alarms(b"".join(kept)) != []


def test_last_lines_that_are_gone_are_not_missed_where_nobody_saw_them(written: bytes) -> None:
    """docs: what the log alone cannot show. That another log saw them is tried below."""
    lines = lines_of(written)
    assert [alarms(b"".join(lines[:count])) for count in (1, 2, 4)] == [[]] * 3


@given(st.permutations(range(5)))
def test_lines_in_another_order_are_named(written: bytes, order: list[int]) -> None:
    lines = lines_of(written)
    moved = order != sorted(order)
    assert (alarms(b"".join(lines[place] for place in order)) != []) == moved


@pytest.mark.parametrize("place", range(5))
def test_a_line_that_stands_twice_in_a_row_is_named_and_is_no_error(written: bytes, place: int) -> None:
    lines = lines_of(written)
    (found,) = alarms(b"".join([*lines[: place + 1], lines[place], *lines[place + 1 :]]))
    assert (found.place.line, found.level) == (place + 2, Level.WARNING)
    assert "is in the log twice" in found.message


@given(st.integers(0, 4), st.integers(0, 5))
def test_a_line_that_stands_a_second_time_anywhere_is_named(written: bytes, source: int, target: int) -> None:
    lines = lines_of(written)
    assert alarms(b"".join([*lines[:target], lines[source], *lines[target:]])) != []


@given(st.integers(0, 5))
def test_a_line_that_was_written_by_hand_into_a_chain_is_named(written: bytes, target: int) -> None:
    """It may carry the id of the copy; what it cannot carry is the hash of the line above and its own checksum."""
    lines = lines_of(written)
    values = {**json.loads(lines[0]), "id": "a-zzzzz-9", "decision": "exclude"}
    made = json.dumps(values).encode() + b"\n"
    assert target + 1 in at_lines(alarms(b"".join([*lines[:target], made, *lines[target:]])))


# Lines of 0.2


@pytest.mark.parametrize("letter", [b"x", b"0", b'"', b"\n"])
def test_a_letter_of_a_sealed_line_that_was_changed_is_named(sealed: bytes, letter: bytes) -> None:
    end = len(b"".join(lines_of(sealed)[:3])) - 1
    for place in range(end):
        changed = sealed[:place] + letter + sealed[place + 1 :]
        if changed != sealed:
            assert alarms(changed) != [], changed[place - 20 : place + 20]


@given(st.permutations(range(3)), st.integers(0, 3))
def test_sealed_lines_that_were_moved_or_removed_are_named(sealed: bytes, order: list[int], count: int) -> None:
    lines = lines_of(sealed)
    changed = [lines[place] for place in order[:count]]
    is_whole = changed == lines[:3]
    found = alarms(b"".join([*changed, *lines[3:]]))
    assert (found == []) == is_whole
    assert {problem.place.line for problem in found} <= {count + 1}
    assert all("one of the first 3 lines, which version 0.2 wrote" in problem.message for problem in found)


def test_the_first_line_of_this_version_seals_those_above_it_and_no_other_does(sealed: bytes) -> None:
    seals = [json.loads(line).get("seal") for line in lines_of(sealed)]
    assert [bool(seal) for seal in seals] == [False, False, False, True, False]
    assert seals[3]["lines"] == 3


def test_lines_that_0_2_adds_later_are_no_alarm_and_the_next_line_seals_them(tmp_path: Path) -> None:
    root = tmp_path / "review"
    log(root).parent.mkdir(parents=True)
    log(root).write_bytes(old(1))
    add(root, "2")
    with log(root).open("ab") as file:
        file.write(old(3, 4))
    assert alarms(log(root).read_bytes()) == []
    add(root, "5", "6")
    assert alarms(log(root).read_bytes()) == []
    lines = lines_of(log(root).read_bytes())
    assert [json.loads(line).get("seal", {}).get("lines") for line in lines] == [None, 1, None, None, 3, None]
    assert at_lines(alarms(b"".join([*lines[:2], *lines[3:]]))) == {4}


# Two copies of a folder


@given(st.lists(st.booleans(), min_size=6, max_size=6))
def test_two_copies_chains_in_any_order_that_keeps_each_one_s_are_no_alarm(
    two_copies: tuple[list[bytes], list[bytes], list[bytes]], choices: list[bool]
) -> None:
    assert alarms(b"".join(interleaved(two_copies, choices))) == []


@given(st.lists(st.booleans(), min_size=6, max_size=6), st.integers(0, 7))
def test_of_two_copies_chains_a_line_that_was_removed_is_named(
    two_copies: tuple[list[bytes], list[bytes], list[bytes]], choices: list[bool], place: int
) -> None:
    lines = interleaved(two_copies, choices)
    last = {two_copies[1][-1], two_copies[2][-1]}
    assert (alarms(b"".join([*lines[:place], *lines[place + 1 :]])) == []) == (lines[place] in last)


def interleaved(copies: tuple[list[bytes], list[bytes], list[bytes]], choices: list[bool]) -> list[bytes]:
    """The lines in both copies, and those of either in their order."""
    both, here, there = (list(part) for part in copies)
    for choice in choices:
        source = (here if choice else there) or here or there
        both.append(source.pop(0))
    return both


def test_a_copy_of_a_folder_on_another_computer_begins_a_chain_of_its_own(
    two_copies: tuple[list[bytes], list[bytes], list[bytes]],
) -> None:
    copies = [{json.loads(line)["copy"] for line in part} for part in two_copies]
    assert copies[0] == copies[1] != copies[2]
    assert json.loads(two_copies[2][0])["prev"] == ""


# Which chain the next line hangs on


def test_a_line_names_its_copy_and_the_line_above_it(tmp_path: Path) -> None:
    root = tmp_path / "review"
    add(root, "1", "2")
    first, second = log(root).read_bytes().splitlines()
    assert json.loads(first)["prev"] == ""
    assert json.loads(second)["prev"] == chain.hash_of(first)
    assert json.loads(first)["copy"] == json.loads(second)["copy"]


def test_what_this_computer_knows_of_its_chains_can_be_deleted(tmp_path: Path, home: Path) -> None:
    root = tmp_path / "review"
    add(root, "1", "2")
    shutil.rmtree(home / "state")
    add(root, "3", "4")
    assert alarms(log(root).read_bytes()) == []
    copies = [json.loads(line)["copy"] for line in lines_of(log(root).read_bytes())]
    assert (copies[0] == copies[1], copies[2] == copies[3], copies[1] == copies[2]) == (True, True, False)


@pytest.mark.parametrize(
    "state", ["", "nothing", "[]", "{}", '{"copy": 3}', '{"copy": "x", "own": [], "seen": {}}', '{"copy": "x"}']
)
def test_a_state_that_cannot_be_read_begins_a_new_chain(tmp_path: Path, state: str) -> None:
    root = tmp_path / "review"
    add(root, "1")
    file = state_folder() / f"{key_of(root)}.json"
    assert file.exists()
    file.write_text(state, encoding="utf-8")
    add(root, "2")
    assert alarms(log(root).read_bytes()) == []


def test_a_folder_that_was_put_back_to_an_earlier_day_is_another_copy(tmp_path: Path) -> None:
    """Else two lines would hang on one, and the lines of the later day would be an alarm when they come back."""
    root = tmp_path / "review"
    add(root, "1", "2")
    earlier = log(root).read_bytes()
    add(root, "3")
    later = log(root).read_bytes()
    log(root).write_bytes(earlier)
    add(root, "4")
    after = log(root).read_bytes()
    assert alarms(after) == []
    assert alarms(later + after[len(earlier) :]) == []


def test_a_chain_goes_on_behind_lines_of_another_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "review"
    add(root, "1")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("REVIEWKIT_HOME", str(tmp_path / "other home"))
        add(root, "2")
    add(root, "3")
    first, _, third = (json.loads(line) for line in lines_of(log(root).read_bytes()))
    assert third["copy"] == first["copy"]
    assert third["prev"] == chain.hash_of(lines_of(log(root).read_bytes())[0].rstrip())
    assert alarms(log(root).read_bytes()) == []


def test_where_the_chain_stands_is_known_without_its_state_s_last_word(tmp_path: Path) -> None:
    """The state could not be written after the last line: the log itself says where the chain stands."""
    root = tmp_path / "review"
    add(root, "1")
    file = state_folder() / f"{key_of(root)}.json"
    before = file.read_bytes()
    add(root, "2")
    file.write_bytes(before)
    add(root, "3")
    assert alarms(log(root).read_bytes()) == []
    assert len({json.loads(line)["copy"] for line in lines_of(log(root).read_bytes())}) == 1


def test_a_line_names_the_last_lines_of_the_other_logs_once(tmp_path: Path) -> None:
    root = tmp_path / "review"
    add(root, "1", who="b")
    add(root, "2", kind=RETRIEVAL)
    add(root, "3", "4")
    add(root, "5", who="b")
    add(root, "6")
    seen = [json.loads(line).get("seen", {}) for line in lines_of(log(root).read_bytes())]
    other = lines_of(log(root, "b").read_bytes())
    assert sorted(seen[0]) == ["retrieval/a", "screening/b"]
    assert seen[1] == {}
    assert seen[2] == {"screening/b": f"{json.loads(other[1])['id']} {chain.hash_of(other[1].rstrip())[:8]}"}


def test_a_line_names_what_another_copy_wrote_in_the_same_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "review"
    add(root, "1")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("REVIEWKIT_HOME", str(tmp_path / "other home"))
        add(root, "2")
    add(root, "3")
    _, second, third = (json.loads(line) for line in lines_of(log(root).read_bytes()))
    assert third["seen"]["screening/a"].startswith(f"{second['id']} ")


# What others saw


def link(name: str, digest: str = "0123abcd", number: int = 1, **seen: str) -> Link:
    """A line as the chain knows it; `seen` by the logs' names."""
    return Link(
        number, digest, name, "copy", "", None, {key.replace("_", "/"): value for key, value in seen.items()}
    )


def test_a_line_that_others_saw_and_that_is_there_is_no_alarm() -> None:
    logs = {"screening/b": [link("b-1"), link("b-2")], "screening/a": [link("a-1", screening_b="b-1 0123abcd")]}
    assert chain.missing(logs) == []


@pytest.mark.parametrize(
    ("logs", "said"),
    [
        ({}, "screening/b.jsonl, the log of b, is missing; b-7 was in it"),
        ({"screening/b": [link("b-1")]}, "b-7 is missing from screening/b.jsonl, but was in it"),
        ({"screening/b": [link("b-7", "ffffffff")]}, "b-7 in screening/b.jsonl has been changed since"),
        ({"retrieval/b": [link("b-7")]}, "screening/b.jsonl, the log of b, is missing"),
    ],
)
def test_a_line_that_others_saw_and_that_is_gone_or_reads_otherwise_is_named(
    logs: dict[str, list[Link]], said: str
) -> None:
    (found,) = chain.missing({**logs, "screening/a": [link("a-3", number=3, screening_b="b-7 0123abcd")]})
    assert found.message.startswith(said)
    assert (found.place, found.level, found.code) == (Place(SHOWN, 3), Level.ERROR, "chain")


def test_a_line_that_others_saw_may_stand_in_a_copy_of_its_log() -> None:
    logs = {"screening/b (1)": [link("b-7")], "screening/a": [link("a-1", screening_b="b-7 0123abcd")]}
    assert chain.missing(logs) == []


def test_a_log_that_is_gone_is_reported_once() -> None:
    many = [link(f"a-{n}", number=n, screening_b=f"b-{n} 0123abcd") for n in range(1, 5)]
    assert len(chain.missing({"screening/a": many, "screening/c": many})) == 1


@pytest.mark.parametrize("seen", [{"screening/b": None}, {"screening/b": 3}, {"x": ""}, {"": "b-1"}])
def test_what_was_seen_and_cannot_be_read_stops_nothing(seen: dict[str, Any]) -> None:
    assert len(chain.missing({"screening/a": [Link(1, "0" * 32, "a-1", "copy", "", None, seen)]})) == 1


def test_last_lines_that_another_log_saw_are_missed(tmp_path: Path) -> None:
    root = tmp_path / "review"
    add(root, "1", "2", who="b")
    add(root, "3")
    log(root, "b").write_bytes(lines_of(log(root, "b").read_bytes())[0])
    logs = {f"screening/{one.name}": one.links for one in ledger.read_logs(root, SCREENING, []).values()}
    (found,) = chain.missing(logs)
    assert "is missing from screening/b.jsonl" in found.message


# Small things


def test_a_line_s_hash_is_of_its_bytes() -> None:
    assert chain.hash_of(b"") == "e3b0c44298fc1c149afbf4c8996fb924"
    assert len({chain.hash_of(line) for line in (b"a", b"b", b"a ", b"")}) == 4


def test_the_checksum_is_the_last_key_of_a_line() -> None:
    line = chain.summed(b'{"id": "a-1"}')
    assert list(json.loads(line)) == ["id", "sum"]
    assert line.startswith(b'{"id": "a-1"')


@given(st.lists(st.binary(min_size=16, max_size=16)), st.randoms(use_true_random=False))
def test_the_hash_of_many_is_the_same_in_any_order(parts: list[bytes], random: Any) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)
    assert chain.whole_hash(parts) == chain.whole_hash(shuffled) == chain.whole_hash([b"".join(parts)])
    assert chain.whole_hash([*parts, b"one more: 16 byt"]) != chain.whole_hash(parts)


@given(st.lists(st.binary(max_size=3), max_size=5))
def test_hashes_that_were_packed_are_those_that_come_out(lines: list[bytes]) -> None:
    links = [Link(number, chain.hash_of(line)) for number, line in enumerate(lines, start=1)]
    assert [found.hex() for found in chain.unpacked(chain.packed(links))] == [one.hash for one in links]


@given(st.binary(max_size=60).map(lambda data: data.replace(b"\x00", b"\n")), st.integers(1, 4), st.integers(1, 9))
def test_the_last_lines_of_a_file_are_read_without_all_of_it(data: bytes, count: int, piece: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain, "_PIECE", piece)
        assert chain.last_lines(io.BytesIO(data), count) == list(io.BytesIO(data))[-count:]


def test_only_the_end_of_a_long_file_is_read() -> None:
    class Counted(io.BytesIO):
        read_bytes = 0

        def read(self, size: int | None = -1) -> bytes:
            found = super().read(size)
            self.read_bytes += len(found)
            return found

    log = Counted(b"x" * 99 + b"\n" + (b"y" * 99 + b"\n") * 10_000)
    assert chain.last_lines(log, 1) == [b"y" * 99 + b"\n"]
    assert log.read_bytes <= 1 << 14
