"""What the team agreed is logged when it changes, and each earlier text can be read again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.actions import agreements
from reviewkit.actions.who import acting
from reviewkit.model import AgreementChange
from reviewkit.store.files import sha256
from reviewkit.store.open_review import OpenReview
from reviewkit.withholding import mask_of
from tests.builders import moment
from tests.folders import afresh, begin, decide, temporary
from tests.growth import LINEAR, growth


@pytest.fixture
def folder(tmp_path: Path) -> OpenReview:
    return begin(tmp_path / "review")


def write(folder: OpenReview, name: str, text: str) -> None:
    (folder.root / name).parent.mkdir(exist_ok=True)
    (folder.root / name).write_bytes(text.encode())


def notice(folder: OpenReview, who: str = "a", why: str = "") -> tuple[str, ...]:
    with folder.writing():
        return agreements.notice(folder, who, why)


def changes(folder: OpenReview, name: str) -> list[AgreementChange]:
    return [change for change in folder.review.facts.agreements if change.file == name]


STUDIES = "berg: {citation: Berg, records: []}\n"


def test_a_change_is_logged_when_it_is_first_seen_and_once(folder: OpenReview) -> None:
    write(folder, "studies.yaml", STUDIES)
    assert len(notice(folder)) == 1
    assert notice(folder) == ()
    (change,) = changes(folder, "studies.yaml")
    assert (change.before, change.after, change.by) == ("", sha256(STUDIES.encode()), "a")
    write(folder, "studies.yaml", STUDIES + STUDIES.replace("berg", "aas"))
    notice(folder, "b", "we found another")
    first, second = changes(folder, "studies.yaml")
    assert (second.before, second.by, second.why) == (first.after, "b", "we found another")


def test_only_the_lines_that_changed_are_logged(folder: OpenReview) -> None:
    write(folder, "studies.yaml", FIRST)
    notice(folder)
    write(folder, "studies.yaml", FIRST.replace("b: 2", "b: 9\nd: 4"))
    notice(folder)
    assert changes(folder, "studies.yaml")[-1].difference == "@@ -2 +2,2 @@\n-b: 2\n+b: 9\n+d: 4"


LINES = st.lists(st.sampled_from(["a: 1", "b: 2", "-c", "+d", "@@ -1 +1 @@", ""]), max_size=12)


@pytest.mark.parametrize("most", [3, 2_000])
@given(LINES, LINES)
def test_a_difference_makes_the_new_text_of_the_old_one(most: int, old: list[str], new: list[str]) -> None:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(agreements, "_MOST_COMPARED", most)
        difference = agreements._difference("\n".join(old), "\n".join(new))
    assert "\n".join(agreements._applied("\n".join(old).split("\n"), difference)) == "\n".join(new)


def test_a_rewritten_file_is_logged_in_time_that_grows_with_it() -> None:
    def rewrite(size: int) -> None:
        old = "\n".join(f"  # {n * n % 211}" for n in range(size))
        assert agreements._difference(old, "\n".join(f"  # {n * n * n % 211}" for n in range(size)))

    assert growth(rewrite, 20_000) < LINEAR


def test_a_file_that_reads_as_before_again_is_a_change_too(folder: OpenReview) -> None:
    for text in (STUDIES, "", STUDIES):
        write(folder, "studies.yaml", text)
        notice(folder)
    found = changes(folder, "studies.yaml")
    assert [change.after for change in found] == [sha256(text.encode()) for text in (STUDIES, "", STUDIES)]


def test_what_was_agreed_before_the_first_act_is_logged_with_it(folder: OpenReview) -> None:
    assert [change.file for change in folder.review.facts.agreements] == ["review.yaml"]
    write(folder, "searches.yaml", "cinahl: {hits: 4}\n")
    decide(folder, "b", 1, "y")
    assert [change.by for change in changes(folder, "searches.yaml")] == ["b"]


def test_only_the_files_of_agreements_are_looked_at(folder: OpenReview) -> None:
    names = ["searches.yaml", "studies.yaml", "codebooks/themes.yaml", "codebooks/b.yaml", "charting/form.yaml"]
    others = [
        "notes.yaml",
        "coding/a/berg.yaml",
        "codebooks/notes.txt",
        "codebooks/.hidden.yaml",
        "screening/x.yaml",
    ]
    for name in (*names, *others):
        (folder.root / name).parent.mkdir(parents=True, exist_ok=True)
        write(folder, name, "x: y\n")
    notice(folder)
    assert {change.file for change in folder.review.facts.agreements} == {"review.yaml", *names}


def test_a_file_that_cannot_be_read_is_logged_once_it_can(folder: OpenReview) -> None:
    (folder.root / "studies.yaml").write_bytes(b"\xff\xfe\x00")
    assert notice(folder) == ()
    write(folder, "studies.yaml", STUDIES)
    assert len(notice(folder)) == 1


def test_a_file_that_was_deleted_is_a_change(folder: OpenReview) -> None:
    """`after` is "" where there is no file any more (model.py)."""
    write(folder, "studies.yaml", STUDIES)
    notice(folder)
    (folder.root / "studies.yaml").unlink()
    notice(folder)
    assert [change.after for change in changes(folder, "studies.yaml")] == [sha256(STUDIES.encode()), ""]


def test_a_byte_order_mark_is_no_change(folder: OpenReview) -> None:
    write(folder, "studies.yaml", STUDIES)
    notice(folder)
    write(folder, "studies.yaml", "\ufeff" + STUDIES)
    assert notice(folder) == ()


# Earlier texts

FIRST = "a: 1\nb: 2\nc: 3"


def a_change(before: str, after: str, difference: str, name: str, number: int) -> AgreementChange:
    return AgreementChange(
        "x.yaml",
        before and sha256(before.encode()),
        sha256(after.encode()),
        difference,
        "a",
        at=moment("1"),
        id=name,
    )


def test_a_text_is_put_together_out_of_its_differences() -> None:
    log = [
        a_change("", FIRST, "@@ -1 +1,3 @@\n-\n+a: 1\n+b: 2\n+c: 3", "1", 1),
        a_change(FIRST, "a: 1\nb: 9\nc: 3", "@@ -2 +2 @@\n-b: 2\n+b: 9", "2", 2),
        a_change("a: 1\nb: 9\nc: 3", "b: 9\nc: 3\nd: 4", "@@ -1 +0,0 @@\n-a: 1\n@@ -3,0 +3 @@\n+d: 4", "3", 3),
    ]
    assert agreements.text_of(log, "x.yaml") == "b: 9\nc: 3\nd: 4"
    assert [agreements.text_of(log, "x.yaml", name) for name in "123"] == [
        FIRST,
        "a: 1\nb: 9\nc: 3",
        "b: 9\nc: 3\nd: 4",
    ]


def test_a_file_that_was_never_logged_has_no_text() -> None:
    assert agreements.text_of([], "x.yaml") is None
    change = a_change("", FIRST, "@@ -0,0 +1,3 @@\n+a: 1\n+b: 2\n+c: 3", "1", 1)
    assert agreements.text_of([change], "y.yaml") is None
    assert agreements.text_of([change], "x.yaml") == FIRST


def test_a_change_of_a_text_that_is_not_known_is_passed_over() -> None:
    """Another copy of the folder changed a text that this one never had."""
    log = [
        a_change("", FIRST, "@@ -1 +1,3 @@\n-\n+a: 1\n+b: 2\n+c: 3", "1", 1),
        a_change("something else", "else", "@@ -1 +1 @@\n-something else\n+else", "2", 2),
        a_change(FIRST, "a: 1\nb: 2", "@@ -3 +2,0 @@\n-c: 3", "3", 3),
    ]
    assert agreements.text_of(log, "x.yaml") == "a: 1\nb: 2"


LINES = [
    "",
    " ",
    "a: 1",
    "b: 2",
    "c: å",
    "- d",
    "+ e",
    "@@ -1 +1 @@",
    "--- f",
    "+++ g",
    "\r",
    "\\ No newline",
    "\u2028",
]
texts = st.lists(st.sampled_from(LINES), max_size=6).map("\n".join)


@settings(max_examples=8)
@given(st.lists(texts.filter(bool), min_size=1, max_size=5))
def test_each_earlier_text_reads_as_it_was(edits: list[str]) -> None:
    with temporary() as root:
        folder = begin(root, records=0)
        notice(folder)
        written = {}
        for text in edits:
            write(folder, "studies.yaml", text)
            for name in notice(folder):
                written[name] = text
        log = afresh(folder).facts.agreements
        assert {name: agreements.text_of(log, "studies.yaml", name) for name in written} == written
        assert agreements.text_of(log, "studies.yaml") == edits[-1]


def test_the_protocol_of_each_day_reads_as_it_was(folder: OpenReview) -> None:
    path = folder.root / "review.yaml"
    written = [path.read_text(encoding="utf-8")]
    for title in ("Another title", "A third"):
        path.write_text(written[0].replace("A small review", title), encoding="utf-8")
        written.append(path.read_text(encoding="utf-8"))
        decide(folder, "a", 1, "y")
    log = changes(folder, "review.yaml")
    assert [agreements.text_of(log, "review.yaml", change.id) for change in log] == written


def test_texts_of_other_files_do_not_mix() -> None:
    one = a_change("", "a: 1", "@@ -1 +1 @@\n-\n+a: 1", "1", 1)
    other = replace(a_change("", "b: 2", "@@ -1 +1 @@\n-\n+b: 2", "2", 2), file="y.yaml")
    assert agreements.text_of([one, other], "x.yaml") == "a: 1"
    assert agreements.text_of([one, other], "y.yaml") == "b: 2"


def test_noticing_within_an_act_sees_what_the_act_wrote(folder: OpenReview) -> None:
    with acting(folder, "a") as act:
        write(folder, "studies.yaml", STUDIES)
        folder.refresh()
        assert len(agreements.notice(act.folder, act.who, "by the act")) == 1
    assert changes(folder, "studies.yaml")[0].why == "by the act"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (STUDIES + "aas: {citation: Aas, records: []}\n", None),
        (STUDIES + "aas: {citation: Aasen, records: []}\n", 2),
        (STUDIES, 2),
        ("# mine\n" + STUDIES, 1),
    ],
)
def test_the_first_line_that_no_log_knows_is_named(folder: OpenReview, text: str, line: int | None) -> None:
    write(folder, "studies.yaml", STUDIES + "aas: {citation: Aas, records: []}\n")
    notice(folder)
    write(folder, "studies.yaml", text)
    folder.refresh()
    assert dict(agreements.unlogged_lines(folder)).get("studies.yaml") == line


@pytest.mark.parametrize("said", ["@@", "@@ -x", "@@ -1 +1", "@@ -1 +x @@", f"@@ -{'9' * 5_000} +1 @@\n+b"])
def test_a_difference_that_names_no_lines_is_left_out_and_told(folder: OpenReview, said: str) -> None:
    write(folder, "studies.yaml", STUDIES)
    notice(folder)
    log = next((folder.root / "agreements").glob("*.jsonl"))
    line = {"id": "a-99", "do": "agreement", "at": "2026-01-01T09:00:00Z", "by": "a", "file": "studies.yaml"}
    line |= {"before": "", "after": "ab", "difference": said}
    log.write_bytes(log.read_bytes() + json.dumps(line).encode() + b"\n")
    folder.refresh()
    write(folder, "studies.yaml", STUDIES + "aas: {citation: Aas, records: []}\n")
    notice(folder)
    (told,) = [one for one in folder.refresh().facts.problems if "`difference` does not say" in one.message]
    assert told.place.path.startswith("agreements/")


# --- names in place of ids


def test_a_name_in_the_place_of_an_id_is_found_and_any_other_change_is_not_taken_for_one(
    folder: OpenReview,
) -> None:
    mask = mask_of({"Kari Nordmann": "k"})
    logged = "# k and others\r\nberg: {citation: A\u030as k, records: []}\n"
    write(folder, "studies.yaml", logged)
    notice(folder)

    def found(text: str) -> list[tuple[str, int]]:
        write(folder, "studies.yaml", text)
        return list(agreements.renamed_lines(folder.root, changes(folder, "studies.yaml"), mask))

    assert found(logged) == []
    assert found(logged.replace("\r\n", "\n").replace("A\u030a", "Å")) == []
    assert found(logged.replace("s k,", "s Kari Nordmann,")) == [("studies.yaml", 2)]
    assert found(logged.replace("s k,", "s Kari,")) == []
    assert found(logged.replace("s k,", "s Kari Nordmann,") + "x: 1\n") == []
    (folder.root / "studies.yaml").unlink()
    assert list(agreements.renamed_lines(folder.root, changes(folder, "studies.yaml"), mask)) == []
