"""What verify notices in bundles and folders, and what it must not be alarmed by."""

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reviewkit.actions import verify as checking
from reviewkit.actions.bundle import Made, Sharing, bundle
from reviewkit.actions.bundled import facts_of, made_again, review_of
from reviewkit.actions.verify import How, not_computed, not_noticed, other_content, verify
from reviewkit.bundle_format import FILE, as_json, of_json
from reviewkit.errors import ReviewkitError
from reviewkit.manifest import SHORTENED, shortened, text_file, withheld
from reviewkit.store.bundles import folder_of
from reviewkit.store.manifests import manifest_of
from reviewkit.store.open_review import open_review
from tests import eventful as everything
from tests.conftest import Command, Once

MADE = Sharing(exports=True, texts=True, is_draft=True)


@pytest.fixture
def eventful(tmp_path: Path, rk: Command, once: Once, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A review in which everything has happened, as the current folder."""
    root = tmp_path / "review"
    root.mkdir(exist_ok=True)
    monkeypatch.chdir(root)
    once("eventful", tmp_path, lambda: everything.make(root, rk))
    return root


def unpacked(made: Made, folder: Path) -> Path:
    """A bundle, as somebody unpacks it."""
    folder.with_suffix(".zip").write_bytes(made.data)
    with folder_of(folder.with_suffix(".zip")) as place:
        for path in place.rglob("*"):
            if path.is_file():
                (folder / path.relative_to(place)).parent.mkdir(parents=True, exist_ok=True)
                (folder / path.relative_to(place)).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def whole(eventful: Path, tmp_path: Path) -> tuple[Path, str]:
    """An unpacked bundle with exports and full texts, and its hash."""
    made = bundle(open_review(eventful), MADE)
    return unpacked(made, tmp_path / "whole"), made.hash


@pytest.fixture
def spare(eventful: Path, tmp_path: Path) -> tuple[Path, str]:
    """An unpacked bundle without exports, full texts, quotes and names, and its hash."""
    made = bundle(open_review(eventful), Sharing(quotes=0, names=False, is_draft=True))
    return unpacked(made, tmp_path / "spare"), made.hash


def places(root: Path, given: str = "") -> list[str]:
    return [str(one.place) for one in verify(root, given).problems]


def edit(path: Path, old: str, new: str) -> int:
    """Change a text once; returns the line."""
    data = path.read_bytes()
    at = data.index(old.encode())
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))
    return data.count(b"\n", 0, at) + 1


# --- one hash


def test_a_folder_and_all_its_bundles_have_one_hash(
    eventful: Path, whole: tuple[Path, str], spare: tuple[Path, str]
) -> None:
    found = {verify(root, given).hash for root, given in (whole, spare)} | {verify(eventful).hash}
    assert found == {whole[1]} == {spare[1]}
    for root, given in (whole, spare, (eventful, whole[1])):
        assert verify(root, given).is_as_given
    assert verify(whole[0]).is_as_given is None
    for root, given in (whole, spare):
        assert verify(root, given).holds


def test_the_hash_may_be_broken_into_lines_and_is_refused_where_it_is_none(whole: tuple[Path, str]) -> None:
    root, given = whole
    assert verify(root, f" SHA256:{given[:32].upper()}-\n{given[32:]}").is_as_given
    with pytest.raises(ReviewkitError, match="is not the hash of a review"):
        verify(root, given[:-1])


def test_another_hash_is_told_although_everything_fits(whole: tuple[Path, str]) -> None:
    found = verify(whole[0], "0" * 64)
    assert (found.holds, found.is_as_given) == (False, False)
    assert "somebody changed it and made a new manifest" in found.problems[0].message


# --- changes of a bundle


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("screening/a.jsonl", '"decision": "exclude"', '"decision": "include"'),
        ("screening/b.jsonl", '"at": "2', '"at": "3'),
        ("agreements/a.jsonl", '"do"', '"od"'),
        ("codebooks/themes.yaml", "Tillit", "Tillid"),
        ("review.yaml", "name: Berit", "name: Bente"),
        ("searches.yaml", "searcher: Kari", "searcher: Kai"),
        ("studies.yaml", "Berg (2024)", "Berg (2025)"),
        ("coding/b/berg.yaml", "by hand", "by head"),
        ("searches/cinahl/cinahl.ris", "TI  - ", "TI -  "),
        ("texts/cinahl-0001-9a5a5f0e.html", "trust", "truss"),
        ("results/flow.csv", "screened,", "screened,1"),
        ("results/records.csv", "excluded", "included"),
        ("results/flow.svg", "(n\u00a0=\u00a01", "(n\u00a0=\u00a02"),
        ("ro-crate-metadata.json", "reviewkit", "another"),
        ("revaise.json", "SCOPING", "META"),
    ],
)
def test_a_change_is_named_with_file_and_line(whole: tuple[Path, str], file: str, old: str, new: str) -> None:
    root, given = whole
    path = next(root.glob(re.sub(r"-[0-9a-f]{8}\.", "-*.", file)))
    line = edit(path, old, new)
    found = places(root, given)
    assert f"{path.relative_to(root).as_posix()}:{line}" in found
    assert not verify(root).holds


def test_what_follows_from_a_change_is_not_told_besides(whole: tuple[Path, str]) -> None:
    root, given = whole
    line = edit(root / "screening" / "a.jsonl", '"decision": "exclude"', '"decision": "include"')
    assert places(root, given) == [f"screening/a.jsonl:{line}"]


@pytest.mark.parametrize(("line", "named"), [(0, 1), (-1, None)])
def test_a_line_that_is_gone_is_named(whole: tuple[Path, str], line: int, named: int | None) -> None:
    path = whole[0] / "screening" / "a.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(one for one in lines if one is not lines[line]))
    assert places(*whole) == [f"screening/a.jsonl:{named or len(lines)}"]


def test_a_review_that_cannot_be_read_any_more_is_named_with_its_line(
    whole: tuple[Path, str], spare: tuple[Path, str]
) -> None:
    for root, given in (whole, spare):
        line = edit(root / "review.yaml", "reviewers:", "reviewers: [")
        found = verify(root, given)
        assert (found.holds, found.hash) == (False, "")
        assert found.problems[0].place.path == "review.yaml"
        assert found.problems[0].place.line >= line


def test_a_withheld_file_that_was_exchanged_is_named(spare: tuple[Path, str]) -> None:
    root, given = spare
    values = json.loads((root / FILE).read_text(encoding="utf-8"))
    values["withheld"]["searches/cinahl/cinahl.ris"] = "0" * 64
    (root / FILE).write_text(json.dumps(values), encoding="utf-8")
    assert "searches/cinahl/cinahl.ris" in places(root, given)


def test_a_withheld_file_may_be_put_back_and_another_may_not(spare: tuple[Path, str], eventful: Path) -> None:
    root, given = spare
    file = Path("searches/cinahl/cinahl.ris")
    (root / file).parent.mkdir(parents=True)
    (root / file).write_bytes((eventful / file).read_bytes())
    found = verify(root, given)
    assert found.holds
    assert file.as_posix() not in {one.path for one in found.withheld}
    (root / file).write_bytes((eventful / file).read_bytes() + b" ")
    assert places(root, given) == ["searches/cinahl/cinahl.ris"]


def test_a_file_of_the_logs_that_was_added_is_named_and_any_other_is_listed(whole: tuple[Path, str]) -> None:
    root, given = whole
    (root / "notes.txt").write_text("x", encoding="utf-8")
    found = verify(root, given)
    assert (found.holds, found.extra) == (True, ("notes.txt",))
    (root / "screening" / "c.jsonl").write_text('{"id": "c-1", "do": "decide"}\n', encoding="utf-8")
    assert places(root, given) == ["screening/c.jsonl:1"]


def test_numbers_are_made_again_from_the_logs_whatever_the_manifest_says(whole: tuple[Path, str]) -> None:
    """Somebody changes a figure and makes a manifest that fits."""
    root, given = whole
    path = root / "results" / "flow.csv"
    line = edit(path, "screened,", "screened,1")
    old = of_json((root / FILE).read_text(encoding="utf-8"))
    results = tuple(text_file(one.path, (root / one.path).read_bytes()) for one in old.results)
    (root / FILE).write_text(as_json(replace(old, results=results)), encoding="utf-8")
    found = verify(root)
    assert [str(one.place) for one in found.problems] == [f"results/flow.csv:{line}"]
    assert "what follows from the logs" in found.problems[0].message
    assert verify(root, given).is_as_given  # the hash is of the logs, which nobody changed


@pytest.mark.parametrize("day", [date(1999, 12, 31), None])
def test_the_day_of_a_bundle_is_that_of_its_last_act(whole: tuple[Path, str], day: date | None) -> None:
    """It is in no hash, and verify prints it."""
    root, given = whole
    old = of_json((root / FILE).read_text(encoding="utf-8"))
    (root / FILE).write_text(as_json(replace(old, day=day)), encoding="utf-8")
    forged(root)
    assert [one.message for one in verify(root, given).problems] == [
        "the day that the bundle names is not that of the last act"
    ]


def test_a_manifest_that_names_files_elsewhere_reads_none_of_them(whole: tuple[Path, str], tmp_path: Path) -> None:
    root, _ = whole
    (tmp_path / "outside.csv").write_text("secret", encoding="utf-8")
    old = of_json((root / FILE).read_text(encoding="utf-8"))
    names = ("../outside.csv", str(tmp_path / "outside.csv"), "../" * 30 + "etc/hostname")
    results = (*old.results, *(text_file(name, b"secret") for name in names))
    (root / FILE).write_text(as_json(replace(old, results=results)), encoding="utf-8")
    assert [one.message for one in verify(root).problems] == ["this file is missing"] * len(names)


def test_a_log_that_was_added_as_a_twin_or_as_a_link_is_named(whole: tuple[Path, str]) -> None:
    root, given = whole
    line = (root / "screening" / "a.jsonl").read_bytes().splitlines(keepends=True)[0]
    assert verify(root, given).holds
    for name in ("screening/\u00e5.jsonl", "screening/a\u030a.jsonl"):
        (root / name).write_bytes(line if len(name) == 17 else b"")
    if len(list((root / "screening").glob("?*\u030a.jsonl"))) == 1:
        assert "screening/\u00e5.jsonl" in places(root, given)
    for name in ("screening/\u00e5.jsonl", "screening/a\u030a.jsonl"):
        (root / name).unlink(missing_ok=True)
    assert verify(root, given).holds
    (root / "other").mkdir()
    (root / "other" / "x.txt").write_bytes(line)
    (root / "screening" / "z.jsonl").symlink_to("../other/x.txt")
    assert places(root, given) == ["screening/z.jsonl"]


# --- two clones


def test_two_clones_have_one_hash_in_whatever_order_they_are_merged(
    eventful: Path, rk: Command, tmp_path: Path
) -> None:
    logs = sorted(path.relative_to(eventful) for path in eventful.rglob("*.jsonl"))
    begun = {log: (eventful / log).read_bytes() for log in logs}
    news = []
    for name, decision in (("one", "include"), ("other", "exclude")):
        shutil.copytree(eventful, tmp_path / name)
        for who in ("a", "b"):
            for record in ("cinahl-0009", "cinahl-0010"):
                words = ("screen", "decide", record, "-d", decision, "-C", str(tmp_path / name), "--as", who)
                assert rk(*words).status == 0
        news.append({log: (tmp_path / name / log).read_bytes().removeprefix(begun[log]) for log in logs})
    found = []
    for order in (news, news[::-1]):
        for log in logs:
            (eventful / log).write_bytes(begun[log] + b"".join(new[log] for new in order))
        found.append(bundle(open_review(eventful), MADE))
        assert verify(eventful).problems == ()
    assert found[0].hash == found[1].hash
    (tmp_path / "first.zip").write_bytes(found[0].data)
    assert verify(eventful, found[0].hash, tmp_path / "first.zip").holds
    assert news[0][Path("screening/a.jsonl")] != news[1][Path("screening/a.jsonl")] != b""


# --- another version of reviewkit


def test_another_version_compares_by_content(whole: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    root, given = whole
    monkeypatch.setattr(checking, "__version__", "9.9.9")
    found = verify(root, given)
    assert found.holds
    assert {one.how for one in found.compared} == {How.CONTENT, How.CHECKSUM}


SVG = "<svg>\n<text>Records screened</text>\n<text>(n = 12)</text>\n<text>by 2 people</text></svg>"
CSV = "box,n\nscreened,12\nincluded,3\n"


@pytest.mark.parametrize(
    ("path", "theirs", "line"),
    [
        ("x.svg", SVG, 0),
        ("x.svg", SVG.replace("Records screened", "Screened records"), 0),
        ("x.svg", SVG.replace("12", "13"), 3),
        ("x.svg", SVG.replace("(n = 12)", "(n)"), 1),
        ("x.csv", CSV.replace("box,n", "Box,Number"), 0),
        ("x.csv", CSV.replace("included,3", "included,4"), 3),
        ("x.csv", 'box,n\n"screened\nand more",12\nincluded,3\n', 2),
        ("x.csv", CSV + "more,1\n", 4),
        ("x.csv", "box,n\nscreened,12\n", 3),
    ],
)
def test_numbers_of_a_figure_and_cells_of_a_table_count_and_headings_do_not(
    path: str, theirs: str, line: int
) -> None:
    assert other_content(path, SVG if path.endswith("svg") else CSV, theirs) == line


def test_a_cell_that_is_longer_than_python_reads_is_another_table() -> None:
    longest = csv.field_size_limit(100)
    try:
        assert other_content("x.csv", CSV, f"box,n\n{'x' * 200},12\n") == 1
    finally:
        csv.field_size_limit(longest)


# --- a review folder


def test_a_folder_says_where_it_differs_from_its_bundle(eventful: Path, whole: tuple[Path, str]) -> None:
    beside = whole[0].with_suffix(".zip")
    assert verify(eventful, whole[1], beside).holds
    line = edit(eventful / "studies.yaml", "Berg (2024)", "Berg (2025)")
    assert [str(one.place) for one in verify(eventful, whole[1], beside).problems] == [f"studies.yaml:{line}"]


def test_a_folder_alone_says_where_a_file_is_not_as_it_was_logged(eventful: Path, whole: tuple[Path, str]) -> None:
    line = edit(eventful / "review.yaml", "name: Berit", "name: Bente")
    assert verify(eventful).holds  # nobody can notice it without the hash
    assert f"review.yaml:{line}" in places(eventful, whole[1])


def test_a_folder_alone_knows_that_something_is_gone_but_not_what(eventful: Path, whole: tuple[Path, str]) -> None:
    path = eventful / "coding" / "a.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]))
    assert not verify(eventful, whole[1]).holds


def test_an_export_or_full_text_that_is_not_the_one_logged_is_named(eventful: Path) -> None:
    edit(eventful / "searches" / "cinahl" / "cinahl.ris", "TI  - ", "TI -  ")
    edit(next((eventful / "texts").glob("*.html")), "trust", "truss")
    found = places(eventful)
    assert found[0] == "searches/cinahl/cinahl.ris"
    assert found[1].startswith("texts/cinahl-0001-")


def test_a_bundle_to_compare_with_must_be_one(eventful: Path, tmp_path: Path) -> None:
    with pytest.raises(ReviewkitError, match="this is not a bundle"):
        verify(eventful, "", eventful)


@pytest.mark.parametrize(
    "change", [lambda file: file.unlink(), lambda file: file.rename(file.with_suffix(".old"))]
)
def test_a_bundle_without_its_manifest_is_not_verified_as_a_review_folder(
    whole: tuple[Path, str], change: Callable[[Path], object]
) -> None:
    root, given = whole
    edit(root / "results" / "flow.csv", "screened,", "screened,1")
    change(root / FILE)
    with pytest.raises(ReviewkitError, match="this is a bundle, but its manifest"):
        verify(root, given)


def test_figures_and_tables_in_a_review_folder_are_said_not_to_be_checked(eventful: Path) -> None:
    assert not_computed(verify(eventful)) == ()
    (eventful / "results").mkdir()
    (eventful / "results" / "flow.csv").write_text("forged")
    given = verify(eventful).hash
    found = verify(eventful, given)
    assert found.holds
    assert [one[:39] for one in not_computed(found)] == ["the figures and tables in results/, whi"]


@pytest.mark.parametrize("said", ["\u00e9", "\ud800", "x", 5, None, "0" * 40])
def test_a_line_that_names_no_hash_of_a_longer_one_is_taken_as_it_is(eventful: Path, said: object) -> None:
    path = eventful / "screening" / "a.jsonl"
    first, *rest = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(json.dumps({**json.loads(first), "withheld_from": said}).encode() + b"\n" + b"".join(rest))
    found = verify(eventful)
    assert not found.holds
    assert found.shortened == 0


def hidden(line: bytes, key: str) -> bytes:
    """A line of a log with a checksum in the place of a text, as a bundle has it in the place of a long quote."""
    return shortened(
        line, lambda said: {**said, key: withheld(said[key])} if isinstance(said.get(key), str) else said
    )


@pytest.mark.parametrize(
    ("log", "key"),
    [("screening/a.jsonl", "decision"), ("screening/a.jsonl", "do"), ("screening/a.jsonl", "record"),
     ("coding/a.jsonl", "study"), ("coding/a.jsonl", "id"), ("searches/imports/a.jsonl", "source")],
)  # fmt: skip
def test_what_was_done_cannot_be_hidden_as_a_long_quote_is(
    whole: tuple[Path, str], eventful: Path, log: str, key: str
) -> None:
    for root, given in (whole, (eventful, whole[1])):
        lines = (root / log).read_bytes().splitlines()
        less = [hidden(line, key) for line in lines]
        (root / log).write_bytes(b"\n".join(less) + b"\n")
        of_log = [number for number, (old, new) in enumerate(zip(lines, less, strict=True), start=1) if old != new]
        assert of_log
        if root == whole[0]:
            remade(root)
        found = verify(root, given)
        assert not found.holds
        said = [one for one in found.problems if "replaced by its checksum" in one.message]
        assert [one.place.line for one in said if one.place.path == log] == of_log


def remade(root: Path) -> None:
    """Make the manifest of a bundle new, as somebody would who wants to hide a change."""
    old = of_json((root / FILE).read_text(encoding="utf-8"))
    found = manifest_of(root, facts_of(root), old.manifest, old.replaces_names)
    (root / FILE).write_text(as_json(replace(old, manifest=found)), encoding="utf-8")


def forged(root: Path) -> None:
    """Make everything anew that follows from a bundle that was changed, as `bundle` does it."""
    old, facts = of_json((root / FILE).read_text(encoding="utf-8")), facts_of(root)
    new = replace(old, manifest=manifest_of(root, facts, old.manifest, old.replaces_names), results=())
    made = made_again(review_of(facts, new), new)
    for path, data in made.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(data)
    results = tuple(text_file(path, data) for path, data in made.items())
    (root / FILE).write_text(as_json(replace(new, results=results)), encoding="utf-8")


def with_its_hash(line: bytes, **values: object) -> bytes:
    """A line that says something else, and that it has the hash of this one."""
    digest = hashlib.sha256(line).hexdigest()[:32]
    return json.dumps({**json.loads(line), **values, SHORTENED: digest}, ensure_ascii=False).encode()


def as_hashed(line: bytes) -> bytes:
    """What the hash of a line is of, as a line."""

    def hashed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: hashed(one) for key, one in value.items()}
        return hashlib.sha256(value.encode()).hexdigest() if isinstance(value, str) else [value]

    said = hashed(json.loads(line))
    return f"{hashlib.sha256(line).hexdigest()[:32]} {json.dumps(said, sort_keys=True)}".encode()


@pytest.mark.thorough
@pytest.mark.parametrize(
    "forge",
    [
        lambda line: b"\xef\xbb\xbf" + with_its_hash(line),
        lambda line: with_its_hash(line).decode().encode("utf-16-le"),
        lambda line: with_its_hash(line).decode().encode("utf-32-be"),
        with_its_hash,
        lambda line: with_its_hash(line, by="Berit"),
        lambda line: with_its_hash(line, decision="include"),
        lambda line: line + b"\n" + with_its_hash(line),
        as_hashed,
    ],
    ids=[
        "bom",
        "utf-16",
        "utf-32",
        "no words withheld",
        "name as id",
        "another decision",
        "twice",
        "what is hashed",
    ],
)
@pytest.mark.parametrize("of_one", ["whole", "spare"])
def test_no_forged_line_has_the_hash_of_a_line_and_is_taken_for_it(
    whole: tuple[Path, str], spare: tuple[Path, str], of_one: str, forge: Callable[[bytes], bytes]
) -> None:
    root, given = whole if of_one == "whole" else spare
    path = root / "screening" / "b.jsonl"
    lines = path.read_bytes().splitlines()
    at = next(number for number, line in enumerate(lines) if b'"decision": "exclude"' in line)
    path.write_bytes(b"\n".join([*lines[:at], forge(lines[at]), *lines[at + 1 :]]) + b"\n")
    forged(root)
    says_the_same = forge is with_its_hash and of_one == "spare"  # in which lines may have ids in place of names
    assert verify(root, given).holds is says_the_same


def test_a_line_of_which_words_are_withheld_counts_once_and_says_what_it_said(spare: tuple[Path, str]) -> None:
    """It has the hash that it had before, which another form of it has too."""
    root, given = spare
    path = root / "coding" / "a.jsonl"
    data = path.read_bytes()
    lines = data.splitlines()
    at = next(number for number, line in enumerate(lines) if json.loads(line).get("do") == "segment")
    less = json.dumps({**json.loads(lines[at]), SHORTENED: json.loads(lines[at])[SHORTENED]}, indent=None)
    path.write_bytes(data + less.replace('": ', '":').encode() + b"\n")
    forged(root)
    assert any(one.place.path == "coding/a.jsonl" for one in verify(root, given).problems)
    for key, said in (("codes", []), ("study", "berg2025"), ("by", "Berit"), ("id", "a-1")):
        turned = json.dumps({**json.loads(lines[at]), key: said}).encode()
        path.write_bytes(b"\n".join([*lines[:at], turned, *lines[at + 1 :]]) + b"\n")
        forged(root)
        assert not verify(root, given).holds


def test_an_id_in_a_yaml_file_cannot_be_made_a_name(eventful: Path, rk: Command, tmp_path: Path) -> None:
    """The hash is the same with the name and the id, but what was logged is not."""
    edit(eventful / "review.yaml", "other_arm: separate", "other_arm: separate  # as b said")
    assert rk("screen", "decide", "cinahl-0009", "-d", "include", "--as", "a").status == 0
    made = bundle(open_review(eventful), MADE)
    root = unpacked(made, tmp_path / "logged")
    assert verify(root, made.hash).holds
    line = edit(root / "review.yaml", "# as b said", "# as Berit said")
    forged(root)
    assert verify(root, made.hash).hash == made.hash
    assert places(root, made.hash) == [f"review.yaml:{line}"]


def test_lines_that_cannot_be_read_are_named_and_have_the_hash_of_their_bytes(
    eventful: Path, whole: tuple[Path, str]
) -> None:
    root, given = whole
    found = verify(root, given)
    assert found.holds
    assert [str(one.place) for one in found.unread] == ["retrieval/b.jsonl:1"]
    assert [str(one.place) for one in verify(eventful).unread] == ["retrieval/b.jsonl:1"]
    edit(root / "retrieval" / "b.jsonl", "this", "That")
    forged(root)
    assert not verify(root, given).holds


def test_a_bundle_that_claims_another_version_is_said_not_to_be_compared_as_it_was_drawn(
    whole: tuple[Path, str],
) -> None:
    root, given = whole
    assert not_computed(verify(root, given)) == ()
    claimed = replace(of_json((root / FILE).read_text(encoding="utf-8")), version="0.2.9")
    (root / FILE).write_text(as_json(claimed), encoding="utf-8")
    (said,) = not_computed(verify(root, given))
    assert said.startswith(
        "the figures and tables as they were drawn: the bundle says that reviewkit 0.2.9 made it"
    )


# --- what is said of what cannot be checked


def test_what_was_withheld_is_said_not_to_be_computed(whole: tuple[Path, str], spare: tuple[Path, str]) -> None:
    assert not_computed(verify(whole[0])) == ()
    said = not_computed(verify(spare[0]))
    assert [re.sub(r"\d+", "N", one.split(":")[0]) for one in said] == [
        "what is in N exports",
        "whether quotes are in N full text",
        "the tables of themes, which rest on coding/b/berg.yaml",
        "the texts in N lines of logs; their checksums are in the hash",
    ]
    assert not any(path.startswith("results/matrix") for path in (one.path for one in verify(spare[0]).compared))


def test_what_nobody_can_notice_is_said_only_where_no_hash_is_given(
    eventful: Path, whole: tuple[Path, str]
) -> None:
    assert not_noticed(verify(*whole)) == ()
    assert [one.split(":")[0] for one in not_noticed(verify(whole[0]))] == [
        "logs",
        "review.yaml and other YAML files",
        "exports and full texts",
        "figures and tables",
    ]
    assert len(not_noticed(verify(eventful))) == 3
